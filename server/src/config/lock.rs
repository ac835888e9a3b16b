//! One server on one data folder: a lock that the system holds for a process, so that it falls with
//! it, however it ends.
//!
//! Serving holds it, and so does whatever replaces what lies in the folder. What only reads or adds
//! (`invite`, `export`, `check`) works beside a server and takes none. The lock's file stays where
//! it is: who deleted it would let two hold it. Knows nothing of what lies in the folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use super::ConfigError;
use crate::limits::LOCK_LINE_BYTES_MAX;

const FILE: &str = "lock";

/// Nobody else serves or replaces the folder while this lives.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the folder for `holder`, the command as people type it, or says who has it. Never
    /// waits.
    ///
    /// # Errors
    /// [`ConfigError::InUse`] when another process has it.
    pub fn take(folder: &Path, holder: &str) -> Result<Self, ConfigError> {
        let path = folder.join(FILE);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => ConfigError::Missing(folder.to_owned()),
            _ => ConfigError::io(&path)(source),
        })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(ConfigError::InUse {
                    folder: folder.to_owned(),
                    by: read_line(&mut file),
                });
            }
            Err(TryLockError::Error(source)) => return Err(ConfigError::io(&path)(source)),
        }
        let line = format!("`{holder}`, process {}", std::process::id());
        let written = file
            .set_len(0)
            .and_then(|()| file.write_all(line.as_bytes()));
        // Only for the words of whoever is refused; the lock is held without them.
        if let Err(error) = written {
            tracing::debug!(%error, "who holds the data folder could not be written down");
        }
        Ok(Self { _file: file })
    }
}

/// Who holds it, as far as that can be read; some systems let nobody read a locked file.
fn read_line(file: &mut File) -> String {
    let mut line = String::new();
    let read = file
        .rewind()
        .and_then(|()| file.take(LOCK_LINE_BYTES_MAX).read_to_string(&mut line));
    if read.is_err() || line.is_empty() {
        line = "another process".to_owned();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_has_it_and_gets_it_afterwards() {
        let dir = tempfile::tempdir().unwrap();
        let first = Lock::take(dir.path(), "teren serve").unwrap();
        let refused = Lock::take(dir.path(), "teren restore").unwrap_err();
        assert!(
            refused
                .to_string()
                .contains(&format!("`teren serve`, process {}", std::process::id())),
            "{refused}"
        );
        drop(first);
        Lock::take(dir.path(), "teren restore").unwrap();
    }

    #[test]
    fn a_folder_that_is_none_is_not_made() {
        let dir = tempfile::tempdir().unwrap();
        let none = dir.path().join("none");
        let refused = Lock::take(&none, "teren serve").unwrap_err();
        assert!(matches!(refused, ConfigError::Missing(_)), "{refused}");
        assert!(!none.exists());
    }
}
