//! Files that a member names: read with a bound, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use super::failure::{Failure, in_words};

/// Whether a path stands for standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// The bytes of a file or of standard input, and no more of an endless one than one byte too many,
/// by which whoever reads them sees that it is too large.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let refused =
        |error: io::Error| Failure::Input(format!("{}: {}", path.display(), in_words(&error)));
    let file: Box<dyn Read> = match is_standard(path) {
        true => Box::new(io::stdin()),
        false => Box::new(File::open(path).map_err(refused)?),
    };
    let mut bytes = Vec::new();
    let mut within = file.take(most + 1);
    within.read_to_end(&mut bytes).map_err(refused)?;
    Ok(bytes)
}

/// Writes a file that is not there yet, whole or not at all.
pub(super) fn write(bytes: &[u8], path: &Path) -> Result<(), Failure> {
    let refused = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::input("--to", path.display(), "a file that is not there yet")
        }
        _ => Failure::Input(format!("{}: {}", path.display(), in_words(&error))),
    };
    let mut target = File::create_new(path).map_err(refused)?;
    let written = target.write_all(bytes);
    let written = written.and_then(|()| target.sync_all());
    written.map_err(|error| {
        // Half a file is none; the name is free for the next attempt.
        let _ = fs::remove_file(path);
        refused(error)
    })
}
