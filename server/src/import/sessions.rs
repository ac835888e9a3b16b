//! Sessions from a file: read whole, every problem named, and then taken all together or not at
//! all.

use std::collections::BTreeMap;
use std::path::Path;

use client_core::ids::{DocId, UnitId};
use client_core::model::DocKind;
use client_core::time::Timestamp;
use jiff::civil::Date;

use super::form::{Draft, Forms};
use super::load::load;
use super::table::{self, Row, Table};
use super::value::{is_moment, read_day_first};
use super::{Column, ImportError, Mapping, Problem};
use crate::exchange::{Editor, Exchange, point_anew};
use crate::store::{Connection, documents, imports};

/// What is to be imported.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The file.
    pub file: &'a Path,
    /// What somebody said of its columns.
    pub mapping: &'a Mapping,
    /// The unit of rows that name none.
    pub unit: Option<&'a UnitId>,
    /// The present: what was done was done before it.
    pub now: Timestamp,
}

/// What a file would bring.
#[derive(Clone, Debug)]
pub struct Read {
    /// The columns, and what they are taken for; none of a file in the plain form.
    pub columns: Vec<Column>,
    /// How the bytes of the file were taken; none of a workbook.
    pub encoding: Option<&'static str>,
    /// The first day that could be read with its month first, and how it is read.
    pub day_first: Option<(String, Date)>,
    /// What cannot be taken. While there is one, nothing is.
    pub problems: Vec<Problem>,
    /// Rows that an earlier import brought: its number and how many.
    pub known: BTreeMap<u64, u64>,
    /// Rows that are sessions of this server: an export of its own.
    pub own: u64,
    drafts: Vec<Draft>,
}

impl Read {
    /// How many sessions are new and would be imported.
    pub fn sessions(&self) -> usize {
        self.drafts.len() - self.exchanges()
    }

    /// How many exchanges are.
    pub fn exchanges(&self) -> usize {
        let exchanges = self.drafts.iter();
        exchanges
            .filter(|draft| draft.kind == DocKind::Exchange)
            .count()
    }

    /// Lets what points at something that came by an earlier import point at what it became. What
    /// comes with it is seen to when both are begun.
    fn point_anew(&mut self, c: &Connection) -> Result<(), ImportError> {
        let mut failed = None;
        for edit in self.drafts.iter_mut().flat_map(|draft| &mut draft.edits) {
            point_anew(edit, |doc| match imports::by_source(c, &doc.to_string()) {
                Ok(found) => found.map(|(_, here)| here),
                Err(error) => {
                    failed = Some(error);
                    None
                }
            });
        }
        failed.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Reads a file and finds out what it would bring.
pub fn read(c: &Connection, editor: &Editor, wanted: &Wanted<'_>) -> Result<Read, ImportError> {
    let forms = Forms::load(c, wanted.unit.cloned(), wanted.now)?;
    let mut problems = Vec::new();
    let mut columns = Vec::new();
    let mut day_first = None;
    let (table, encoding) = table::read(wanted.file)?;
    let drafts: Vec<_> = match table {
        Table::Columns { headings, rows } => {
            columns = wanted.mapping.columns(&headings, &mut problems);
            day_first = first_ambiguous(&rows, &columns);
            if rows.is_empty() {
                let found = match headings.is_empty() {
                    true => "nothing",
                    false => "headings and no rows",
                };
                let allowed = "rows of sessions below its headings";
                problems.push(Problem::new(1, "the file", found, allowed));
            }
            rows.iter().map(|row| forms.of_row(row, &columns)).collect()
        }
        Table::Forms(list) => list
            .iter()
            .map(|(row, form)| forms.of_form(*row, form))
            .collect(),
    };
    let mut read = Read {
        columns,
        encoding,
        day_first,
        problems,
        known: BTreeMap::new(),
        own: 0,
        drafts: Vec::new(),
    };
    let mut first: BTreeMap<String, u64> = BTreeMap::new();
    for draft in drafts {
        match draft {
            Ok(draft) => read.take(c, editor, draft, &mut first)?,
            Err(problems) => read.problems.extend(problems),
        }
    }
    read.point_anew(c)?;
    Ok(read)
}

fn first_ambiguous(rows: &[Row], columns: &[Column]) -> Option<(String, Date)> {
    let cells = rows.iter().flat_map(|row| columns.iter().zip(&row.cells));
    let mut days = cells.filter(|(column, _)| column.field.as_deref().is_some_and(is_moment));
    days.find_map(|(_, cell)| Some((cell.clone(), read_day_first(cell)?)))
}

impl Read {
    /// Keeps a draft that is new.
    fn take(
        &mut self,
        c: &Connection,
        editor: &Editor,
        draft: Draft,
        first: &mut BTreeMap<String, u64>,
    ) -> Result<(), ImportError> {
        if let Some(earlier) = first.insert(draft.source.clone(), draft.row) {
            let found = format!("the same as row {earlier}");
            let allowed = "each session once, or with an id of its own";
            self.problems
                .push(Problem::new(draft.row, "session", found, allowed));
            return Ok(());
        }
        if !editor.role.sees_every_unit() && draft.unit != editor.unit {
            let (found, allowed) = (draft.unit.to_string(), editor.unit.to_string());
            self.problems
                .push(Problem::new(draft.row, "unit", found, allowed));
            return Ok(());
        }
        if let Ok(doc) = draft.source.parse::<DocId>()
            && documents::get(c, &editor.organisation, doc)?.is_some()
        {
            self.own += 1;
            return Ok(());
        }
        match imports::by_source(c, &draft.source)? {
            Some((import, _)) => *self.known.entry(import).or_default() += 1,
            None => self.drafts.push(draft),
        }
        Ok(())
    }
}

/// Imports what was read without a problem, and gives the import's number; none when there was
/// nothing new.
///
/// # Panics
/// When it has problems: whoever calls this has shown them.
pub fn import(
    exchange: &Exchange,
    editor: &Editor,
    name: &str,
    read: &Read,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Option<u64>, ImportError> {
    assert!(read.problems.is_empty(), "nothing is half imported");
    if read.drafts.is_empty() {
        return Ok(None);
    }
    load(exchange, editor, name, &read.drafts, now, random).map(Some)
}
