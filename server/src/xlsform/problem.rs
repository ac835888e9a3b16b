//! One thing in a workbook that cannot be taken, with the place where it stands.

use std::fmt;

use serde::Serialize;

/// What is wrong where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `survey`, `choices` or `settings`.
    pub sheet: &'static str,
    /// The row as a spreadsheet numbers it.
    pub row: u64,
    /// The column's heading.
    pub column: String,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, row {}, {}: found {}, allowed: {}",
            self.sheet, self.row, self.column, self.found, self.allowed
        )
    }
}

/// Where problems of one sheet are noted.
pub(super) struct Noted<'p> {
    pub(super) sheet: &'static str,
    pub(super) problems: &'p mut Vec<Problem>,
}

impl Noted<'_> {
    pub(super) fn note(
        &mut self,
        row: u64,
        column: &str,
        found: impl Into<String>,
        allowed: impl Into<String>,
    ) {
        self.problems.push(Problem {
            sheet: self.sheet,
            row,
            column: column.to_owned(),
            found: found.into(),
            allowed: allowed.into(),
        });
    }
}
