//! What is wrong with a register that is to be brought in: each thing by row and column, in words.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowProblem {
    /// The line of the table, the headings being line 1.
    pub row: usize,
    /// The column, as the table calls it; none when the whole row is meant.
    pub column: Option<String>,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.row)?;
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": found {}; allowed is {}", self.found, self.allowed)
    }
}
