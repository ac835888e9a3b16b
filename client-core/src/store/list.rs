//! One row for each session as the lists show it: a page of a list costs what it shows.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::columns::{all, id, number, optional_id, optional_parsed, parsed, unsigned};
use crate::ids::{DocId, MemberId, UnitId};
use crate::limits::SEARCH_LOOKUPS_MAX;

use crate::model::{GeoPoint, Kind, Place, Status, Trace, Who, fold};
use crate::time::Timestamp;

/// A session as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Its document.
    pub doc: DocId,
    /// When it began, else when it is planned, else when it was begun to be written.
    pub moment: Timestamp,
    /// How far it has come.
    pub status: Status,
    /// Whether it is hidden.
    pub withdrawn: bool,
    /// Whether something of it is still to be sent.
    pub unsent: bool,
    /// In how many fields people said different things.
    pub conflicts: u32,
    /// The unit that owns it.
    pub unit: Option<UnitId>,
    /// What kind of activity it is.
    pub kind: Option<Kind>,
    /// What people call it.
    pub title: String,
    /// Town and venue.
    pub place: String,
    /// People reached.
    pub people: u64,
    /// Who is to hold it.
    pub team: Vec<MemberId>,
    /// Who began it, as far as this phone knows.
    pub author: Option<MemberId>,
    /// The coordinator's words, while it is returned and nobody has edited it since.
    pub returned: Option<String>,
    /// Where it is held.
    pub spot: Place,
    /// About where.
    pub at: Option<GeoPoint>,
    /// The kept session of which it is a duplicate.
    pub duplicate_of: Option<DocId>,
    /// Whether it was changed after a coordinator verified it.
    pub changed: bool,
}

impl ListRow {
    /// What tells whether it is the same event as another.
    pub fn trace(&self) -> Trace {
        let author = self.author.clone().map(Who::Member);
        Trace::new(self.doc, self.moment, author, &self.spot, self.at)
    }
}

/// Which sessions are asked for, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Words; a session is shown when each begins one of its own words.
    pub search: String,
    /// Only sessions that have come so far.
    pub status: Option<Status>,
    /// Only sessions with something to be sent.
    pub only_unsent: bool,
    /// Only sessions where people said different things.
    pub only_conflicts: bool,
    /// Only sessions that this member is to hold.
    pub held_by: Option<MemberId>,
    /// Only sessions that a coordinator returned and nobody has edited since.
    pub only_returned: bool,
    /// How many rows to leave out at the beginning.
    pub offset: u32,
    /// How many rows to show at most.
    pub limit: u32,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is shown.
    pub rows: Vec<T>,
    /// Whether there is more behind it.
    pub more: bool,
}

/// Writes the row of one session. `words` is what it is found by, in any spelling.
pub fn put(tx: &Transaction<'_>, row: &ListRow, words: &str) -> Result<(), StoreError> {
    let words = spaced(words);
    let before: Option<(i64, String)> = tx
        .prepare_cached("SELECT row, words FROM list WHERE doc = ?1")?
        .query_row([row.doc.0], |found| Ok((found.get(0)?, found.get(1)?)))
        .optional()?;
    tx.prepare_cached(
        "INSERT INTO list (doc, moment, status, withdrawn, unsent, conflicts, unit, kind, title,
                           place, people, words, team, author, returned, spot, at, duplicate_of,
                           changed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
                 ?19)
         ON CONFLICT (doc) DO UPDATE SET
             moment = excluded.moment, status = excluded.status, withdrawn = excluded.withdrawn,
             unsent = excluded.unsent, conflicts = excluded.conflicts, unit = excluded.unit,
             kind = excluded.kind, title = excluded.title, place = excluded.place,
             people = excluded.people, words = excluded.words, team = excluded.team,
             author = excluded.author, returned = excluded.returned, spot = excluded.spot,
             at = excluded.at, duplicate_of = excluded.duplicate_of,
             changed = excluded.changed",
    )?
    .execute(params![
        row.doc.0,
        row.moment.0,
        row.status.code(),
        row.withdrawn,
        row.unsent,
        row.conflicts,
        row.unit.as_ref().map(UnitId::as_str),
        row.kind.map(Kind::code),
        &row.title,
        &row.place,
        number(row.people),
        &words,
        joined(&row.team),
        row.author.as_ref().map(MemberId::as_str),
        row.returned,
        row.spot.to_register(),
        row.at.map(GeoPoint::to_register),
        row.duplicate_of.map(|kept| kept.0),
        row.changed,
    ])?;
    match before {
        // A tap changes a number, not the words: the word index is left alone.
        Some((_, old)) if old == words => Ok(()),
        Some((number, _)) => {
            tx.prepare_cached("UPDATE list_words SET words = ?2 WHERE rowid = ?1")?
                .execute((number, words))?;
            Ok(())
        }
        None => {
            let number = tx.last_insert_rowid();
            tx.prepare_cached("INSERT INTO list_words (rowid, words) VALUES (?1, ?2)")?
                .execute((number, words))?;
            Ok(())
        }
    }
}

/// Whether the session counts as an event of its own, by the server's rule: it is neither withdrawn
/// nor cancelled, and no such session is kept for it. Of a circle of pointers the smallest counts.
pub fn is_counted(connection: &Connection, doc: DocId) -> Result<bool, StoreError> {
    let mut way = vec![doc];
    let mut at = standing(connection, doc)?;
    if at.is_none() {
        return Ok(false);
    }
    while let Some(Some(kept)) = at {
        at = standing(connection, kept)?;
        if at.is_some() && way.contains(&kept) {
            return Ok(kept == doc && way.iter().min() == Some(&doc));
        }
        if at.is_some() {
            way.push(kept);
        }
    }
    Ok(way.len() == 1)
}

/// The session that is kept for this one, when this one stands. One that is not here, because it is
/// older than what phones keep, is taken to stand.
fn standing(connection: &Connection, doc: DocId) -> Result<Option<Option<DocId>>, StoreError> {
    let sql = "SELECT duplicate_of, withdrawn = 0 AND status <> ?2 FROM list WHERE doc = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let values = (doc.0, Status::Cancelled.code());
    let found = all(statement.query(values)?, |row| {
        let stands: bool = row.get(1)?;
        Ok((optional_id(row, 0, "a document id")?, stands))
    })?;
    Ok(match found.first() {
        Some((kept, true)) => Some(*kept),
        Some((_, false)) => None,
        None => Some(None),
    })
}

/// Brings up to date whether something of one session is still to be sent: of what was only sent,
/// nothing else has changed.
pub fn refresh_unsent(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE list SET unsent = EXISTS
             (SELECT 1 FROM document WHERE id IN (?1, ?2) AND pending = 1) WHERE doc = ?1",
    )?
    .execute((doc.0, doc.companion().0))?;
    Ok(())
}

/// Sessions whose rows an older app wrote, the newest first.
pub fn outdated(connection: &Connection, limit: u32) -> Result<Vec<DocId>, StoreError> {
    let sql = "SELECT doc FROM list WHERE changed IS NULL ORDER BY moment DESC, row DESC LIMIT ?1";
    let mut statement = connection.prepare_cached(sql)?;
    all(statement.query([limit])?, |row| id(row, 0, "a document id"))
}

/// Makes every row what an older app wrote.
#[cfg(test)]
pub fn forget(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE list SET team = NULL, author = NULL, spot = NULL, changed = NULL",
        [],
    )?;
    Ok(())
}

/// How many sessions there are, hidden ones among them.
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM list")?;
    let count: i64 = statement.query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// How many sessions a coordinator returned that nobody has edited since.
pub fn count_returned(connection: &Connection) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM list WHERE returned IS NOT NULL AND withdrawn = 0";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

fn joined(team: &[MemberId]) -> String {
    let ids: Vec<&str> = team.iter().map(MemberId::as_str).collect();
    ids.join(" ")
}

/// Takes the row of one session away.
pub fn remove(tx: &Transaction<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.prepare_cached(
        "DELETE FROM list_words WHERE rowid = (SELECT row FROM list WHERE doc = ?1)",
    )?
    .execute([doc.0])?;
    tx.prepare_cached("DELETE FROM list WHERE doc = ?1")?
        .execute([doc.0])?;
    Ok(())
}

/// One page. Withdrawn sessions are not listed.
pub fn page(connection: &Connection, query: &ListQuery) -> Result<Page<ListRow>, StoreError> {
    let search = Search::plan(connection, &query.search)?;
    let (sql, values) = statement(query, &search);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = all(
        statement.query(rusqlite::params_from_iter(values))?,
        read_row,
    )?;
    let more = rows.len() > query.limit as usize;
    rows.truncate(query.limit as usize);
    Ok(Page { rows, more })
}

/// The query as SQL: a condition stands in it only when it is asked for, so that each kind of
/// list has an index of its own in the order it is shown in.
fn statement(query: &ListQuery, search: &Search) -> (String, Vec<Value>) {
    let mut conditions = vec!["withdrawn = 0"];
    let mut values = Vec::new();
    if let Some(status) = query.status {
        conditions.push("status = ?");
        values.push(Value::from(status.code().to_owned()));
    }
    if query.only_unsent {
        conditions.push("unsent = 1");
    }
    if query.only_conflicts {
        conditions.push("conflicts > 0");
    }
    if let Some(member) = &query.held_by {
        // An id has no space in it: with one before and behind it is a whole word of the list.
        conditions.push("instr(' ' || team || ' ', ?) > 0");
        values.push(Value::from(format!(" {member} ")));
    }
    if query.only_returned {
        conditions.push("returned IS NOT NULL");
    }
    match search {
        Search::Everything => {}
        Search::Few(beginnings) => {
            conditions.push("row IN (SELECT rowid FROM list_words WHERE list_words MATCH ?)");
            values.push(Value::from(beginnings.clone()));
        }
        Search::Many(words) => {
            for word in words {
                conditions.push("instr(words, ?) > 0");
                values.push(Value::from(format!(" {word}")));
            }
        }
    }
    // One row more than is shown tells whether there is more.
    values.push(Value::from(i64::from(query.limit) + 1));
    values.push(Value::from(query.offset));
    let sql = format!(
        "SELECT doc, moment, status, withdrawn, unsent, conflicts, unit, kind, title, place, people,
                team, author, returned, spot, at, duplicate_of, changed
         FROM list WHERE {} ORDER BY moment DESC, row DESC LIMIT ? OFFSET ?",
        conditions.join(" AND ")
    );
    (sql, values)
}

/// How the searched words are looked for. Words that few sessions have are looked up in the word
/// index; for words that many have it is cheaper to walk the list until the page is full: of
/// 10,000 sessions, the other way round costs 200 times as much in either case.
enum Search {
    Everything,
    Few(String),
    Many(Vec<String>),
}

impl Search {
    fn plan(connection: &Connection, search: &str) -> Result<Self, StoreError> {
        let words = words_of(search);
        if words.is_empty() {
            return Ok(Self::Everything);
        }
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        let beginnings = quoted.join(" AND ");
        let mut statement = connection.prepare_cached(
            "SELECT count(*) FROM
                 (SELECT 1 FROM list_words WHERE list_words MATCH ?1 LIMIT ?2)",
        )?;
        let limit = SEARCH_LOOKUPS_MAX + 1;
        let found: u32 = statement.query_row((&beginnings, limit), |row| row.get(0))?;
        Ok(if found < limit {
            Self::Few(beginnings)
        } else {
            Self::Many(words)
        })
    }
}

/// The folded words of a text.
fn words_of(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The same with a space before each, so that the beginning of a word can be looked for.
fn spaced(text: &str) -> String {
    words_of(text).iter().flat_map(|word| [" ", word]).collect()
}

fn read_row(row: &Row<'_>) -> Result<ListRow, StoreError> {
    let team: String = row.get::<_, Option<String>>(11)?.unwrap_or_default();
    let spot: Option<String> = row.get(14)?;
    let at: Option<String> = row.get(15)?;
    Ok(ListRow {
        doc: id(row, 0, "a document id")?,
        moment: Timestamp(row.get(1)?),
        status: parsed(row, 2, "a status")?,
        withdrawn: row.get(3)?,
        unsent: row.get(4)?,
        conflicts: row.get(5)?,
        unit: optional_parsed(row, 6, "a unit")?,
        kind: optional_parsed(row, 7, "a kind")?,
        title: row.get(8)?,
        place: row.get(9)?,
        people: unsigned(row, 10, "a figure")?,
        team: team
            .split_whitespace()
            .filter_map(|id| id.parse().ok())
            .collect(),
        author: optional_parsed(row, 12, "a member")?,
        returned: row.get(13)?,
        spot: spot
            .map(|spot| Place::of_register(&spot))
            .unwrap_or_default(),
        at: at.and_then(|at| GeoPoint::of_register(&at)),
        duplicate_of: optional_id(row, 16, "a document id")?,
        changed: row.get::<_, Option<bool>>(17)?.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;
