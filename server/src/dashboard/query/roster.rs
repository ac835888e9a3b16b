//! A table of new members, read as people make tables: pasted from a spreadsheet or out of a CSV
//! file, columns in any order, in any of our languages. Everything that is wrong is found at once.

use std::collections::BTreeMap;

use client_core::ids::UnitId;
use client_core::limits::LINE_CHARS_MAX;
use client_core::model::{Role, fold};

use super::seat::Seat;
use crate::accounts::{self, Viewer};
use crate::dashboard::model::members::{Found, Problem};
use crate::i18n::Texts;
use crate::limits::{ROSTER_PROBLEMS_MAX, ROSTER_ROWS_MAX};
use crate::store::{Connection, StoreError, members};
use crate::text;

/// A table that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The members to be made; all of them only when nothing is wrong.
    pub rows: Vec<Row>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// A member to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What people call the member.
    pub name: String,
    /// What the member may do.
    pub role: Role,
    /// Where the member belongs.
    pub unit: UnitId,
    /// In which language the member reads the pages.
    pub language: Option<String>,
}

impl Roster {
    /// As the page tells it.
    pub fn found(&self) -> Found {
        Found {
            rows: self.rows.len() as u64,
            problems: self
                .problems
                .iter()
                .take(ROSTER_PROBLEMS_MAX)
                .cloned()
                .collect(),
            has_more: self.problems.len() > ROSTER_PROBLEMS_MAX,
        }
    }
}

/// The columns, with the text that names each.
const COLUMNS: [(Column, &str, &str); 4] = [
    (Column::Name, "name", "members-name"),
    (Column::Role, "role", "members-role"),
    (Column::Unit, "unit", "members-unit"),
    (Column::Language, "language", "members-language"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Role,
    Unit,
    Language,
}

/// Looks at a table.
pub fn roster(
    c: &Connection,
    seat: &Seat<'_>,
    viewer: &Viewer,
    table: &str,
) -> Result<Roster, StoreError> {
    let mut reading = Reading {
        c,
        seat,
        viewer,
        roster: Roster::default(),
        names: BTreeMap::new(),
    };
    reading.all(table)?;
    Ok(reading.roster)
}

struct Reading<'a> {
    c: &'a Connection,
    seat: &'a Seat<'a>,
    viewer: &'a Viewer,
    roster: Roster,
    /// The row in which each folded name was first.
    names: BTreeMap<String, u64>,
}

impl Reading<'_> {
    fn all(&mut self, table: &str) -> Result<(), StoreError> {
        let mut places = None;
        for (row, record) in text::rows(table) {
            match &places {
                None => match self.headings(&record) {
                    Some(found) => places = Some(found),
                    None => return Ok(()),
                },
                Some(_) if record.iter().all(str::is_empty) => {}
                Some(_) if self.roster.rows.len() == ROSTER_ROWS_MAX => {
                    let most = self.seat.texts.number(ROSTER_ROWS_MAX as u64);
                    self.wrong(row, None, "roster-too-many", &[("most", &most)]);
                    return Ok(());
                }
                Some(places) => {
                    let cell = |column: Column| {
                        let at = places.iter().position(|known| *known == Some(column));
                        at.and_then(|at| record.get(at)).unwrap_or_default()
                    };
                    let cells = COLUMNS.map(|(column, ..)| cell(column).to_owned());
                    self.row(row, &cells)?;
                }
            }
        }
        if places.is_none() {
            self.wrong(1, None, "roster-empty", &[]);
        }
        Ok(())
    }

    /// Which column is where. Without a name, a role and a unit nothing can be read.
    fn headings(&mut self, record: &csv::StringRecord) -> Option<Vec<Option<Column>>> {
        let places: Vec<Option<Column>> = record.iter().map(heading).collect();
        let missing = COLUMNS
            .iter()
            .filter(|(column, ..)| *column != Column::Language)
            .filter(|(column, ..)| !places.contains(&Some(*column)));
        let missing: Vec<&str> = missing.map(|(_, code, _)| *code).collect();
        for code in &missing {
            self.wrong(1, None, "roster-no-column", &[("column", code)]);
        }
        missing.is_empty().then_some(places)
    }

    fn row(&mut self, row: u64, cells: &[String; 4]) -> Result<(), StoreError> {
        let before = self.roster.problems.len();
        let [name, role, unit, language] = cells;
        self.name(row, name)?;
        let role = self.role(row, role);
        let unit = self.unit(row, unit);
        let language = self.language(row, language);
        if let (Some(role), Some(unit)) = (role, &unit)
            && !accounts::may_invite(self.viewer, role, unit)
        {
            let column = if self.viewer.scope.covers(unit) {
                Column::Role
            } else {
                Column::Unit
            };
            self.wrong(row, Some(column), "roster-not-yours", &[]);
        }
        if let (Some(role), Some(unit), true) = (role, unit, self.roster.problems.len() == before) {
            self.roster.rows.push(Row {
                name: name.clone(),
                role,
                unit,
                language,
            });
        }
        Ok(())
    }

    fn name(&mut self, row: u64, name: &str) -> Result<(), StoreError> {
        let column = Some(Column::Name);
        if name.is_empty() {
            self.wrong(row, column, "roster-name-empty", &[]);
        } else if name.chars().count() > LINE_CHARS_MAX || name.chars().any(char::is_control) {
            let most = self.seat.texts.number(LINE_CHARS_MAX as u64);
            self.wrong(row, column, "roster-name-bad", &[("most", &most)]);
        } else if name.contains(char::REPLACEMENT_CHARACTER) {
            self.wrong(row, column, "roster-name-letters", &[]);
        } else if let Some(first) = self.names.get(&fold(name)) {
            let first = first.to_string();
            self.wrong(row, column, "roster-name-twice", &[("row", &first)]);
        } else if members::by_name(self.c, name)?.is_some() {
            self.wrong(row, column, "roster-name-taken", &[("name", name)]);
        }
        self.names.entry(fold(name)).or_insert(row);
        Ok(())
    }

    fn role(&mut self, row: u64, cell: &str) -> Option<Role> {
        let is_meant = |role: &&Role| {
            fold(cell) == role.code()
                || Texts::all()
                    .iter()
                    .any(|texts| fold(&texts.word("role", role.code())) == fold(cell))
        };
        let role = Role::ALL.iter().find(is_meant).copied();
        if role.is_none() {
            let known: Vec<_> = super::members::roles(self.viewer)
                .map(|role| self.seat.texts.word("role", role.code()))
                .collect();
            let gaps = [("found", cell), ("known", &known.join(", "))];
            self.wrong(row, Some(Column::Role), "roster-role", &gaps);
        }
        role
    }

    fn unit(&mut self, row: u64, cell: &str) -> Option<UnitId> {
        let mut units = self.seat.names.units.values();
        let is_meant = |unit: &&client_core::model::catalogue::Unit| {
            unit.id.as_str() == cell || fold(&unit.name) == fold(cell)
        };
        let unit = units.find(is_meant).map(|unit| unit.id.clone());
        if unit.is_none() {
            self.wrong(row, Some(Column::Unit), "roster-unit", &[("found", cell)]);
        }
        unit
    }

    fn language(&mut self, row: u64, cell: &str) -> Option<String> {
        if cell.is_empty() {
            return None;
        }
        let all = Texts::all();
        let found = all.iter().find(|texts| {
            texts.tag() == fold(cell) || fold(&texts.text("language-name")) == fold(cell)
        });
        if found.is_none() {
            let known: Vec<_> = all.iter().map(Texts::tag).collect();
            let gaps = [("found", cell), ("known", &known.join(", "))];
            self.wrong(row, Some(Column::Language), "roster-language", &gaps);
        }
        found.map(|texts| texts.tag().to_owned())
    }

    fn wrong(&mut self, row: u64, column: Option<Column>, key: &str, gaps: &[(&str, &str)]) {
        let texts = self.seat.texts;
        let named = COLUMNS.iter().find(|(known, ..)| Some(*known) == column);
        self.roster.problems.push(Problem {
            row,
            column: named.map(|(_, _, key)| texts.text(key)).unwrap_or_default(),
            words: texts.with(key, gaps),
        });
    }
}

/// What people also write above a column, folded: as above tables of sessions.
const UNIT_WORDS: &[&str] = &["centre", "center", "centru", "centrul"];

/// A heading by its code, or by its name in any language.
fn heading(cell: &str) -> Option<Column> {
    if UNIT_WORDS.contains(&&*fold(cell)) {
        return Some(Column::Unit);
    }
    let is_meant = |(_, code, key): &&(Column, &str, &str)| {
        fold(cell) == **code
            || Texts::all()
                .iter()
                .any(|texts| fold(&texts.text(key)) == fold(cell))
    };
    COLUMNS.iter().find(is_meant).map(|(column, ..)| *column)
}
