//! Photos at the server of a world: what its door does for one request, and what a backup holds.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use client_core::ids::{DocId, FileHash};
use client_core::transport::{BLOBS_PATH, FileAnswer, FileRequest, TransportError};
use server::blobs::{Refused, Standing};
use server::store::blobs::BlobId;

use super::{Server, failed, offline};

/// The files of photos, by their paths in the folder.
pub(super) struct PhotoFiles(BTreeMap<PathBuf, Vec<u8>>);

impl PhotoFiles {
    pub(super) fn read(folder: &Path) -> Self {
        let within = |folder: &Path| -> Vec<PathBuf> {
            let entries = fs::read_dir(folder).expect("the server's own folder");
            entries
                .map(|entry| entry.expect("an entry of it").path())
                .collect()
        };
        let files = within(folder).into_iter().flat_map(|doc| within(&doc));
        let files = files.map(|file| {
            let bytes = fs::read(&file).expect("the server's own file");
            let inside = file.strip_prefix(folder).expect("a file of the folder");
            (inside.to_owned(), bytes)
        });
        Self(files.collect())
    }

    /// Puts them in place of all that is there.
    pub(super) fn write(&self, folder: &Path) {
        for (file, _) in Self::read(folder).0 {
            fs::remove_file(folder.join(file)).expect("the server's own file");
        }
        for (file, bytes) in &self.0 {
            fs::write(folder.join(file), bytes).expect("the folder of a session, which stays");
        }
    }
}

impl Server {
    /// A photo that is here whole.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn photo(&self, doc: DocId, hash: FileHash) -> Option<Vec<u8>> {
        let id = BlobId { doc, sha256: hash };
        let opened = self.running.blobs.open(&self.organisation(), id);
        let (mut file, _) = opened.expect("files that can be read")?;
        let mut bytes = Vec::new();
        let _read = file.read_to_end(&mut bytes).expect("a file");
        Some(bytes)
    }

    /// Answers one request for a photo as the shell does.
    pub(in crate::world) fn file(
        &self,
        path: &str,
        token: &str,
        request: &FileRequest<'_>,
    ) -> Result<FileAnswer, TransportError> {
        let answer = self.door(path, token, request);
        if self.disk.is_dead() {
            return Err(offline("the server went dark"));
        }
        answer
    }

    fn door(
        &self,
        path: &str,
        token: &str,
        request: &FileRequest<'_>,
    ) -> Result<FileAnswer, TransportError> {
        let id = named(path);
        let (now, running) = (self.clock.now(), &self.running);
        let known = running.exchange.enter(Some(token)).map_err(failed)?;
        let reach = running.exchange.reach(&known, id.doc, now);
        let reach = reach.map_err(failed)?;
        let is_reached = match request {
            FileRequest::Standing => reach.reads || reach.sends,
            FileRequest::Put { .. } => reach.sends,
            FileRequest::Get => reach.reads,
        };
        if !is_reached {
            return Err(told(Refused::Unknown));
        }
        match request {
            FileRequest::Standing => {
                let standing = running.blobs.standing(&known.who, id);
                let standing = standing.map_err(told)?;
                standing.map(heard).ok_or_else(|| told(Refused::Unknown))
            }
            FileRequest::Put { offset, bytes } => {
                let taken = running.blobs.take(&known.who, id, *offset, bytes, now);
                taken.map(heard).map_err(told)
            }
            FileRequest::Get => {
                let hash = FileHash(id.sha256.0);
                let bytes = self.photo(id.doc, hash);
                Ok(FileAnswer {
                    bytes: bytes.ok_or_else(|| told(Refused::Unknown))?,
                    ..FileAnswer::default()
                })
            }
        }
    }
}

fn named(path: &str) -> BlobId {
    let named = path.strip_prefix(BLOBS_PATH).and_then(|named| {
        let (doc, sha256) = named.strip_prefix('/')?.split_once('/')?;
        let (doc, sha256) = (doc.parse().ok()?, sha256.parse().ok()?);
        Some(BlobId { doc, sha256 })
    });
    named.expect("phones ask for photos by document and hash")
}

fn heard(standing: Standing) -> FileAnswer {
    FileAnswer {
        offset: standing.offset,
        complete: standing.complete,
        bytes: Vec::new(),
    }
}

fn told(refused: Refused) -> TransportError {
    let (status, code) = match &refused {
        Refused::Unknown => (404, "not_found"),
        Refused::OffsetDiffers(_) | Refused::GivenUp => (409, "offset_differs"),
        Refused::HashDiffers => (422, "photo_damaged"),
        Refused::NoRoom | Refused::DiskLow => (507, "photos_full"),
        Refused::DayFull { .. } => (429, "photos_day_full"),
        Refused::Store(_) | Refused::File(_) => (500, "internal"),
        _ => (422, "photo_unfit"),
    };
    let retry_after_ms = match refused {
        Refused::DayFull { retry_after_ms } => Some(retry_after_ms),
        _ => None,
    };
    TransportError::Refused {
        status,
        code: code.to_owned(),
        message: refused.to_string(),
        retry_after_ms,
    }
}
