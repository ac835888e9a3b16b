//! A register of venues as a CSV table: every row read, every problem named, nothing believed.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::UnitId;
use client_core::limits::LINE_CHARS_MAX;
use client_core::model::GeoPoint;
use client_core::model::catalogue::Venue;

use super::RowProblem;
use crate::limits::VENUES_IMPORTED_MAX;
use crate::places;
use crate::text;

/// The columns that a table may have, without case and punctuation.
const COLUMNS: &[&str] = &[
    "id", "name", "locality", "adm1", "pcode", "lat", "lon", "unit",
];
/// Those that it must have.
const NEEDED: &[&str] = &["id", "name", "locality", "adm1"];

/// Whether these are the headings of a register of venues, for whoever must tell tables apart.
pub fn is_register(first_line: &str) -> bool {
    let names: Vec<String> = first_line.split([',', ';', '\t']).map(plain).collect();
    NEEDED
        .iter()
        .all(|needed| names.iter().any(|name| name == needed))
}

/// Reads a table; `units` are those that there are, `home` is where a county is that names no
/// country. All its problems when it has any.
pub(super) fn read(
    text: &str,
    units: &BTreeSet<UnitId>,
    home: &str,
) -> Result<Vec<Venue>, Vec<RowProblem>> {
    let mut rows = text::rows(text);
    let Some((_, headings)) = rows.next() else {
        return Err(vec![whole(1, "no headings", NEEDED.join(", "))]);
    };
    let mut table = Table {
        places: BTreeMap::new(),
        units,
        home,
        seen: BTreeMap::new(),
        problems: Vec::new(),
    };
    table.take_headings(&headings);
    if !table.problems.is_empty() {
        return Err(table.problems);
    }
    let mut venues = Vec::new();
    for (row, record) in rows {
        let row = usize::try_from(row).unwrap_or(usize::MAX);
        if venues.len() >= VENUES_IMPORTED_MAX {
            let allowed = format!("at most {VENUES_IMPORTED_MAX} venues");
            table.problems.push(whole(row, "more", allowed));
            break;
        }
        if record.len() == headings.len() {
            venues.extend(table.take_row(row, &record));
        } else {
            let found = format!("{} columns", record.len());
            let allowed = format!("{} columns, as in the headings", headings.len());
            table.problems.push(whole(row, &found, allowed));
        }
    }
    if table.problems.is_empty() {
        Ok(venues)
    } else {
        Err(table.problems)
    }
}

struct Table<'a> {
    /// Where each column stands.
    places: BTreeMap<&'static str, usize>,
    units: &'a BTreeSet<UnitId>,
    home: &'a str,
    /// The row in which each id stood.
    seen: BTreeMap<String, usize>,
    problems: Vec<RowProblem>,
}

impl Table<'_> {
    fn take_headings(&mut self, headings: &csv::StringRecord) {
        for (at, heading) in headings.iter().enumerate() {
            let name = plain(heading);
            let Some(column) = COLUMNS.iter().find(|column| **column == name) else {
                self.say(1, heading, heading, &COLUMNS.join(", "));
                continue;
            };
            if self.places.insert(column, at).is_some() {
                self.say(1, column, "the same heading again", "each heading once");
            }
        }
        for needed in NEEDED {
            if !self.places.contains_key(needed) {
                self.say(1, needed, "no such column", &NEEDED.join(", "));
            }
        }
    }

    fn take_row(&mut self, row: usize, record: &csv::StringRecord) -> Option<Venue> {
        let before = self.problems.len();
        let value = |column: &str| -> &str {
            let at = self.places.get(column);
            at.and_then(|at| record.get(*at)).unwrap_or_default()
        };
        let (id, adm1, unit) = (value("id"), value("adm1"), value("unit"));
        let (name, locality, pcode) = (value("name"), value("locality"), value("pcode"));
        let (lat, lon) = (value("lat"), value("lon"));
        // The ids of all text ids have one form.
        if id.parse::<UnitId>().is_err() {
            self.say(row, "id", id, "an id of a-z, 0-9, dot, dash and underscore");
        } else if let Some(other) = self.seen.insert(id.to_owned(), row) {
            let allowed = format!("each id once; row {other} has it");
            self.say(row, "id", id, &allowed);
        }
        for (column, text) in [("name", name), ("locality", locality)] {
            if text.is_empty() || !is_line(text) {
                let allowed = format!("1 to {LINE_CHARS_MAX} characters without |");
                self.say(row, column, text, &allowed);
            }
        }
        let county = places::code_of(adm1, None, self.home);
        if let Err(allowed) = &county {
            self.say(row, "adm1", adm1, allowed);
        }
        if !is_line(pcode) {
            let allowed = format!("at most {LINE_CHARS_MAX} characters");
            self.say(row, "pcode", pcode, &allowed);
        }
        let unit: Option<UnitId> = match unit {
            "" => None,
            text => match text.parse().ok().filter(|unit| self.units.contains(unit)) {
                Some(unit) => Some(unit),
                None => {
                    let known: Vec<_> = self.units.iter().map(UnitId::as_str).collect();
                    self.say(
                        row,
                        "unit",
                        text,
                        &format!("nothing, or one of {}", known.join(", ")),
                    );
                    None
                }
            },
        };
        let at = self.point(row, lat, lon);
        (self.problems.len() == before).then(|| Venue {
            id: id.to_owned(),
            name: name.to_owned(),
            locality: locality.to_owned(),
            adm1: county.unwrap_or_default(),
            unit,
            pcode: Some(pcode)
                .filter(|code| !code.is_empty())
                .map(str::to_owned),
            at,
            merged_into: None,
            proposed: false,
        })
    }

    fn point(&mut self, row: usize, lat: &str, lon: &str) -> Option<GeoPoint> {
        if lat.is_empty() && lon.is_empty() {
            return None;
        }
        let mut degrees = |column: &str, text: &str, most: f64| {
            let number = text.parse::<f64>().ok();
            let number = number.filter(|degrees| (-most..=most).contains(degrees));
            if number.is_none() {
                let allowed = format!("degrees from -{most} to {most}, or lat and lon both empty");
                self.say(row, column, text, &allowed);
            }
            number
        };
        let (lat, lon) = (degrees("lat", lat, 90.0), degrees("lon", lon, 180.0));
        GeoPoint::rounded(lat?, lon?)
    }

    fn say(&mut self, row: usize, column: &str, found: &str, allowed: &str) {
        let found = if found.is_empty() { "nothing" } else { found };
        self.problems.push(RowProblem {
            row,
            column: Some(column.to_owned()),
            found: found.to_owned(),
            allowed: allowed.to_owned(),
        });
    }
}

fn whole(row: usize, found: &str, allowed: String) -> RowProblem {
    RowProblem {
        row,
        column: None,
        found: found.to_owned(),
        allowed,
    }
}

/// A heading without case and punctuation: `P-code` and `pcode` are the same.
fn plain(heading: &str) -> String {
    let letters = heading.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The parts of a place are joined by `|` in documents.
fn is_line(text: &str) -> bool {
    text.chars().count() <= LINE_CHARS_MAX && !text.chars().any(|c| c.is_control() || c == '|')
}
