//! Questionnaires as XLSForm workbooks, the way the field writes them: read with every problem at
//! once, by sheet, row and column, and written so that they read back equal.
//!
//! What is taken of the standard (<https://xlsform.org>) is listed in `server/docs/xlsform.md`; a
//! test holds the list to this code. Knows no database: which version a form becomes is decided by
//! the register.

mod workbook;

mod heading;
mod problem;

mod choices;
mod settings;
mod survey;

mod read;
mod write;

use std::io;
use std::path::PathBuf;

use rust_xlsxwriter::XlsxError;

pub use problem::Problem;
pub use read::{Read, read};
pub use write::write;

use crate::config::words;

/// Why a workbook is not read or written at all.
#[derive(Debug, thiserror::Error)]
pub enum XlsformError {
    /// A file.
    #[error("{path}: {}", words(.source))]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that is no workbook, or not all of one.
    #[error("{path} cannot be read: {reason}")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What is the matter, and what to do.
        reason: String,
    },
    /// A workbook that could not be written.
    #[error("the workbook could not be written: {}", words(.0))]
    Write(#[from] io::Error),
}

impl From<XlsxError> for XlsformError {
    fn from(error: XlsxError) -> Self {
        Self::Write(match error {
            XlsxError::IoError(error) => error,
            error => io::Error::other(error),
        })
    }
}

#[cfg(test)]
mod tests;
