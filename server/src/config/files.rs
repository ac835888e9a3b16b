//! Files that only their owner may read, written so that a crash leaves the old or the new one.
//!
//! Knows nothing of what is in them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file that must not exist yet, readable by its owner alone, and makes it durable.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder(path)
}

/// Replaces a file in one step: a reader sees the old bytes or the new ones, never a part.
pub(crate) fn write_over(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_over_by(path, |file| file.write_all(bytes))
}

/// The same for what is too large to be held: `write` puts it into the file bit by bit. When that
/// fails, the old file stays. Where a link stands, what it leads to is replaced.
pub(crate) fn write_over_by<T, E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, E>,
) -> Result<T, E> {
    let path = &target(path);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".new-{}", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = write_and_move(&temporary, path, write);
    if written.is_err() {
        // What is left of it is worth nothing; the error that is told is the first one.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Where a link leads, or the path itself. What a link leads to need not be there yet.
pub(super) fn target(path: &Path) -> PathBuf {
    if let (true, Ok(real)) = (path.is_symlink(), path.canonicalize()) {
        return real;
    }
    match fs::read_link(path) {
        Ok(to) => path.with_file_name("").join(to),
        Err(_) => path.to_owned(),
    }
}

fn write_and_move<T, E: From<io::Error>>(
    temporary: &Path,
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, E>,
) -> Result<T, E> {
    // Left behind by a process of the same number that was killed.
    if let Err(error) = fs::remove_file(temporary)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error.into());
    }
    let mut file = BufWriter::new(create(temporary)?);
    let written = write(&mut file)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    fs::rename(temporary, path)?;
    sync_folder(path)?;
    Ok(written)
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes every right from everybody but the owner.
pub(super) fn make_private_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// A new name is durable only once its folder is.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_replaces_nothing_and_a_replacement_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        write_new(&path, b"one").unwrap();
        assert!(write_new(&path, b"two").is_err());
        write_over(&path, b"three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        let failed = write_over_by(&path, |file| {
            file.write_all(b"fo")?;
            Err::<(), _>(io::Error::other("no more"))
        });
        assert_eq!(failed.unwrap_err().to_string(), "no more");
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_what_it_leads_to_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("reports");
        fs::create_dir(&folder).unwrap();
        let (link, real) = (dir.path().join("latest"), folder.join("2017"));
        std::os::unix::fs::symlink("reports/2017", &link).unwrap();
        for bytes in [b"new", b"old"] {
            write_over(&link, bytes).unwrap();
            assert!(link.is_symlink());
            assert_eq!(fs::read(&real).unwrap(), bytes);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}
