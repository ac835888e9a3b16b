//! Where the bytes of photos lie: a folder for each session, in it a file for each photo, its small
//! picture, and what each phone has sent of it so far. Names are made of ids alone.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use client_core::ids::{DeviceId, DocId, FileHash};
use client_core::time::Timestamp;
use sha2::{Digest, Sha256 as Hasher};

use crate::config::{sync_folder, write_new, write_over};
use crate::limits::PHOTO_STRAY_MS;
use crate::store::blobs::{BlobId, SpokenOf};

/// The folder of all photos.
#[derive(Debug)]
pub(super) struct Files(PathBuf);

impl Files {
    pub(super) fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Writes a piece behind what is there, and makes it durable. What lies behind `offset` was
    /// never acknowledged, and is written over.
    pub(super) fn append(
        &self,
        id: BlobId,
        device: DeviceId,
        offset: u64,
        piece: &[u8],
    ) -> io::Result<()> {
        let folder = self.make_folder(id)?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let path = folder.join(part_name(id.sha256, device));
        let mut file = match options.open(&path) {
            // Swept away just then, because it was empty.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.make_folder(id)?;
                options.open(&path)?
            }
            opened => opened?,
        };
        file.set_len(offset)?;
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(piece)?;
        file.sync_all()?;
        if offset == 0 {
            sync_folder(&path)?;
        }
        Ok(())
    }

    /// The first `kept` bytes of what a phone sent.
    pub(super) fn part(&self, id: BlobId, device: DeviceId, kept: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if kept > 0 {
            let path = self.folder(id).join(part_name(id.sha256, device));
            File::open(path)?.take(kept).read_to_end(&mut bytes)?;
        }
        if bytes.len() as u64 == kept {
            Ok(bytes)
        } else {
            Err(ErrorKind::UnexpectedEof.into())
        }
    }

    /// Removes what a phone sent. Where that fails it is a stray, which is looked for later.
    pub(super) fn remove_part(&self, id: BlobId, device: DeviceId) {
        let _ = fs::remove_file(self.folder(id).join(part_name(id.sha256, device)));
    }

    /// Keeps a photo with its small picture.
    pub(super) fn keep(&self, id: BlobId, whole: &[u8], small: &[u8]) -> io::Result<()> {
        let folder = self.make_folder(id)?;
        write_over(&folder.join(name(id.sha256)), whole)?;
        write_over(&folder.join(small_name(id.sha256)), small)
    }

    pub(super) fn keep_small(&self, id: BlobId, small: &[u8]) -> io::Result<()> {
        write_over(&self.folder(id).join(small_name(id.sha256)), small)
    }

    /// Whether the file of a photo is there.
    pub(super) fn is_here(&self, id: BlobId) -> io::Result<bool> {
        self.folder(id).join(name(id.sha256)).try_exists()
    }

    pub(super) fn open(&self, id: BlobId) -> io::Result<File> {
        File::open(self.folder(id).join(name(id.sha256)))
    }

    pub(super) fn whole(&self, id: BlobId) -> io::Result<Vec<u8>> {
        fs::read(self.folder(id).join(name(id.sha256)))
    }

    /// The small picture, where it was made.
    pub(super) fn small(&self, id: BlobId) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.folder(id).join(small_name(id.sha256))) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The folders of sessions. What has another name is not ours, and is left alone.
    pub(super) fn folders(&self) -> io::Result<Vec<PathBuf>> {
        let mut folders = entries(&self.0)?;
        folders.retain(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            name.parse::<DocId>()
                .is_ok_and(|doc| doc.to_string() == name)
        });
        Ok(folders)
    }

    /// Removes files of a folder of which no row speaks and that nobody is just writing, and the
    /// folder where it is empty then. What has another name than ours is left alone.
    pub(super) fn sweep(
        &self,
        folder: &Path,
        spoken_of: &BTreeSet<PathBuf>,
        now: Timestamp,
    ) -> io::Result<()> {
        for file in entries(folder)? {
            let inside = file.strip_prefix(&self.0).unwrap_or(&file);
            if is_ours(&file) && !spoken_of.contains(inside) && is_old(&file, now)? {
                fs::remove_file(&file)?;
            }
        }
        // Refused, as it should be, while something is in it.
        let _ = fs::remove_dir(folder);
        Ok(())
    }

    fn folder(&self, id: BlobId) -> PathBuf {
        self.0.join(id.doc.to_string())
    }

    fn make_folder(&self, id: BlobId) -> io::Result<PathBuf> {
        let folder = self.folder(id);
        if !folder.is_dir() {
            fs::create_dir_all(&folder)?;
            sync_folder(&self.0)?;
            sync_folder(&folder)?;
        }
        Ok(folder)
    }
}

/// Copies a photo from one folder of photos into another, durably. False when it is not there, or
/// not itself any more.
pub fn copy(from: &Path, to: &Path, id: BlobId) -> io::Result<bool> {
    let bytes = match Files::new(from).whole(id) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    if Hasher::digest(&bytes)[..] != id.sha256.0 {
        return Ok(false);
    }
    write_new(
        &Files::new(to).make_folder(id)?.join(name(id.sha256)),
        &bytes,
    )?;
    Ok(true)
}

/// What is wrong with the file of a photo, if anything is.
pub fn verify(folder: &Path, id: BlobId, bytes: u64) -> Option<String> {
    match Files::new(folder).whole(id) {
        Ok(whole) if whole.len() as u64 != bytes => {
            Some(format!("has {} bytes, its row says {bytes}", whole.len()))
        }
        Ok(whole) if Hasher::digest(&whole)[..] != id.sha256.0 => {
            Some("is not what it was: its hash differs".to_owned())
        }
        Ok(_) => None,
        Err(error) if error.kind() == ErrorKind::NotFound => Some("is missing".to_owned()),
        Err(error) => Some(format!("cannot be read: {error}")),
    }
}

fn name(sha256: FileHash) -> String {
    format!("{sha256}.jpg")
}

fn small_name(sha256: FileHash) -> String {
    format!("{sha256}.small.jpg")
}

fn part_name(sha256: FileHash, device: DeviceId) -> String {
    format!("{sha256}.{device}.part")
}

/// Where the files lie of which rows speak, inside the folder of all.
pub(super) fn paths(SpokenOf { whole, begun }: &SpokenOf) -> BTreeSet<PathBuf> {
    let names = |id: &BlobId| [name(id.sha256), small_name(id.sha256)].map(|n| path(*id, &n));
    let parts = begun.iter();
    let parts = parts.map(|(id, device)| path(*id, &part_name(id.sha256, *device)));
    whole.iter().flat_map(names).chain(parts).collect()
}

fn path(id: BlobId, name: &str) -> PathBuf {
    Path::new(&id.doc.to_string()).join(name)
}

/// Whether a file is named as those are that this module writes.
fn is_ours(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let hash = name.split('.').next().unwrap_or_default();
    hash.parse::<FileHash>().is_ok()
}

/// Whether a file was last written so long ago that nobody is at it any more.
fn is_old(file: &Path, now: Timestamp) -> io::Result<bool> {
    let modified = fs::metadata(file)?.modified()?;
    let modified = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    let modified = i64::try_from(modified.as_millis()).unwrap_or(i64::MAX);
    Ok(now.since_ms(Timestamp(modified)) > PHOTO_STRAY_MS)
}

/// What a folder holds; nothing where there is none.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}
