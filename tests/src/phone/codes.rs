//! A hand-over as pictures of QR codes: what one phone's screen shows, and another's camera sees.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use client_core::envelope::series::{self, Series, SeriesProblem};

use super::failure::{Failure, in_words};
use crate::qr;

/// Writes a picture for each code into a new folder, in the order of their numbers.
pub(super) fn write(file: &[u8], folder: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let frames = series::frames(file)?;
    fs::create_dir(folder).map_err(|error| of_path(folder, &in_words(&error)))?;
    for (number, text) in (1..).zip(&frames) {
        let path = folder.join(format!("code-{number:02}.png"));
        let (picture, _) = qr::draw(text);
        let saved = picture.save(&path);
        saved.map_err(|error| of_path(&path, &error.to_string()))?;
    }
    let (folder, count) = (folder.display(), frames.len());
    Ok(writeln!(
        out,
        "{folder}: {count} codes, to be read in any order"
    )?)
}

/// The file that the codes in these pictures carry together, in whatever order they stand.
pub(super) fn read(pictures: &[PathBuf]) -> Result<Vec<u8>, Failure> {
    let mut series = Series::default();
    for path in pictures {
        let picture = image::open(path).map_err(|error| of_path(path, &error.to_string()))?;
        let texts = qr::read(&picture.into_luma8());
        if texts.is_empty() {
            return Err(of_path(path, "no code can be read in it: take it again"));
        }
        for text in texts {
            let added = series.add(&text);
            added.map_err(|problem| of_path(path, &problem.to_string()))?;
        }
    }
    series.file().ok_or_else(|| {
        let progress = series.progress();
        let missing: Vec<String> = progress.missing.iter().map(u8::to_string).collect();
        let (have, of, missing) = (progress.have, progress.of, missing.join(", "));
        Failure::Input(format!(
            "{have} of {of} codes are here; missing: {missing}. Give all pictures together"
        ))
    })
}

fn of_path(path: &Path, why: &str) -> Failure {
    Failure::Input(format!("{}: {why}", path.display()))
}

impl From<SeriesProblem> for Failure {
    fn from(problem: SeriesProblem) -> Self {
        Self::Input(problem.to_string())
    }
}
