//! Which column is which field: guessed from the headings, and as a file that people can correct
//! and keep for the next export of the same form.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::error::Category;

use super::heading::guess;
use super::json::words;
use super::table::read_text;
use super::value::is_field;
use super::{ImportError, Problem};
use crate::config::write_over;

/// The field of each column that is named; one without a field is passed by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    columns: BTreeMap<String, Option<String>>,
}

/// One column of a file, and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// The field of the plain form, or `day`, `people`, `source_id`; none: it is passed by.
    pub field: Option<String>,
}

impl Mapping {
    /// Reads a file that [`Mapping::save`] wrote and somebody may have corrected.
    pub fn load(path: &Path) -> Result<Self, ImportError> {
        let text = read_text(path)?.text;
        serde_json::from_str(&text).map_err(|error| ImportError::Damaged {
            path: path.to_owned(),
            reason: match error.classify() {
                Category::Data => {
                    "wanted is {\"columns\": {\"HEADING\": \"FIELD\" or null, ...}}, as \
                     `--save-mapping` writes it"
                        .to_owned()
                }
                _ => words(&error, error.line()),
            },
        })
    }

    /// What these columns were taken for.
    pub fn of(columns: &[Column]) -> Self {
        let columns = columns.iter().cloned();
        Self {
            columns: columns
                .map(|column| (column.heading, column.field))
                .collect(),
        }
    }

    /// Writes it, in place of what was there.
    pub fn save(&self, path: &Path) -> Result<(), ImportError> {
        let text = serde_json::to_string_pretty(self).expect("texts only") + "\n";
        write_over(path, text.as_bytes()).map_err(|source| ImportError::File {
            path: path.to_owned(),
            source,
        })
    }

    /// The columns of a file with these headings: as this says, else as the heading is understood.
    /// What cannot be is among the problems.
    pub(super) fn columns(&self, headings: &[String], problems: &mut Vec<Problem>) -> Vec<Column> {
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        let mut columns = Vec::with_capacity(headings.len());
        for heading in headings {
            let said = self.columns.get(heading);
            let mut field = match said {
                Some(said) => said.clone(),
                None => guess(heading),
            };
            if let Some(wanted) = field.clone() {
                if !is_field(&wanted) {
                    let allowed = "a field such as title, place.locality, reached.f.14-17";
                    problems.push(Problem::new(1, heading, wanted, allowed));
                    field = None;
                } else if let Some(first) = taken.get(wanted.as_str()) {
                    // A guess yields to the column before it; what somebody said does not.
                    if said.is_some() {
                        let found = format!("{wanted}, like the column {first}");
                        let allowed = "one column for each field";
                        problems.push(Problem::new(1, heading, found, allowed));
                    }
                    field = None;
                } else {
                    taken.insert(wanted, heading);
                }
            }
            columns.push(Column {
                heading: heading.clone(),
                field,
            });
        }
        for heading in self.columns.keys() {
            if !headings.contains(heading) {
                let allowed = "a column of the file";
                problems.push(Problem::new(1, heading, "no such column", allowed));
            }
        }
        columns
    }
}
