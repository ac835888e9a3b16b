//! One thing in a file that cannot be taken, with the place where it stands.

use std::fmt;

use client_core::model::FieldProblem;
use serde::Serialize;

use super::value::{MOMENTS, is_moment};

/// What is wrong where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The row as a spreadsheet numbers it; of JSON the place in the list, from 1.
    pub row: u64,
    /// The column's heading, or the field of the plain form.
    pub column: String,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
}

impl Problem {
    pub(super) fn new(
        row: u64,
        column: impl Into<String>,
        found: impl Into<String>,
        allowed: impl Into<String>,
    ) -> Self {
        Self {
            row,
            column: column.into(),
            found: found.into(),
            allowed: allowed.into(),
        }
    }

    /// A field's problem, told by the column that the field came from.
    pub(super) fn of_field(row: u64, mut problem: FieldProblem, column: Option<&str>) -> Self {
        // A table takes more than the form does.
        if column.is_some() && is_moment(&problem.field) {
            MOMENTS.clone_into(&mut problem.allowed);
        }
        let column = column.map_or(problem.field, str::to_owned);
        Self::new(row, column, problem.found, problem.allowed)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "row {}, {}: found {}, allowed: {}",
            self.row, self.column, self.found, self.allowed
        )
    }
}
