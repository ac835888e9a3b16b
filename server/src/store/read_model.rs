//! The rows that pages and reports read, as the projection writes them. What a row says is decided
//! by the projection; here it is only kept, and read back for comparison.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{CampaignId, DocId, MemberId, OrganisationId, ProgrammeId, UnitId};
use client_core::model::{Attachment, Cell, GeoPoint, Kind, Place, Status};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::column::{bytes, parsed, parsed_if_any, unsigned};
use super::suspects::{self, Suspect};
use super::{StoreError, attachments, cells};

/// Everything that the read model says of one session by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// Its document.
    pub doc: DocId,
    /// The unit that owns it.
    pub unit: UnitId,
    /// Local date in the unit's time zone, `YYYY-MM-DD`.
    pub day: String,
    /// When it took place, or is to.
    pub moment: Timestamp,
    /// About where.
    pub at: Option<GeoPoint>,
    /// What a coordinator said of it last.
    pub review: Option<Reviewed>,
    /// How far it came.
    pub status: Status,
    /// What kind of activity it was.
    pub kind: Option<Kind>,
    /// The campaign it belongs to.
    pub campaign: Option<CampaignId>,
    /// What people call it.
    pub title: String,
    /// The same without case and accents, by which lists are ordered.
    pub title_order: String,
    /// Where.
    pub place: Place,
    /// Title, locality and venue without case and accents.
    pub search: String,
    /// Activities that it summarises.
    pub activities: u64,
    /// Contacts.
    pub people: u64,
    /// Whether they were estimated.
    pub estimated: bool,
    /// Materials handed out.
    pub materials: u64,
    /// Media items.
    pub media_items: u64,
    /// Broadcasts.
    pub broadcasts: u64,
    /// Fields of which two different things were said.
    pub conflicts: u64,
    /// People who counted.
    pub counters: u64,
    /// Whether it is hidden.
    pub withdrawn: bool,
    /// The kept session of which it is a duplicate.
    pub duplicate_of: Option<DocId>,
    /// Its figures; zeros are left out.
    pub cells: BTreeMap<Cell, u64>,
    /// Who took part for the organisation.
    pub team: BTreeSet<MemberId>,
    /// What in its own texts looks like it is a person's.
    pub suspects: BTreeSet<Suspect>,
}

/// What became of a session's review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reviewed {
    /// A coordinator checked it.
    Verified,
    /// A coordinator wants it to be looked at again.
    Returned,
    /// It was checked, and changed after that.
    VerifiedChanged,
    /// It was to be looked at again, and was changed after that.
    ReturnedChanged,
}

impl Reviewed {
    const ALL: [Self; 4] = [
        Self::Verified,
        Self::Returned,
        Self::VerifiedChanged,
        Self::ReturnedChanged,
    ];

    /// How it stands in rows and in the names of texts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Returned => "returned",
            Self::VerifiedChanged => "verified-changed",
            Self::ReturnedChanged => "returned-changed",
        }
    }

    /// The way back; nothing for any other text.
    pub(in crate::store) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|review| review.code() == code)
    }
}

/// Everything that the read model says of one exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeFacts {
    /// Its document.
    pub doc: DocId,
    /// The unit that owns it.
    pub unit: UnitId,
    /// Local date in the unit's time zone, `YYYY-MM-DD`.
    pub day: String,
    /// How far it came.
    pub status: Status,
    /// The joint programme.
    pub programme: Option<ProgrammeId>,
    /// What people call it.
    pub title: String,
    /// Who hosts it.
    pub host: Option<OrganisationId>,
    /// Hours it lasted.
    pub hours: Option<u32>,
    /// Participants of all organisations.
    pub participants: u64,
    /// Fields of which two different things were said.
    pub conflicts: u64,
    /// Whether it is hidden.
    pub withdrawn: bool,
    /// What in its own texts looks like it is a person's.
    pub suspects: BTreeSet<Suspect>,
}

/// What the read model says of what is private of a session or an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateFacts {
    /// Whose companion it is.
    pub parent: DocId,
    /// What in it looks like it is a person's.
    pub suspects: BTreeSet<Suspect>,
    /// The photos that it names.
    pub attachments: BTreeSet<Attachment>,
}

/// What decides whether figures count a session, as far as it lies in that session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The session of which it is said to be a duplicate.
    pub duplicate_of: Option<DocId>,
    /// Neither withdrawn nor cancelled.
    pub stands: bool,
    /// Whether figures count it at present.
    pub counted: bool,
}

const SESSION_COLUMNS: &str = "doc, unit, day, status, kind, campaign, title, title_order, country,
    adm1, locality, venue, venue_id, search, activities, people, materials, media_items, broadcasts,
    conflicts, counters, withdrawn, duplicate_of, received, cells, moment, at, review,
    estimated";

/// Writes a session's row and team, of which something arrived at `received`. A new row
/// counts until `set_counted` says otherwise.
pub fn put_session(
    tx: &Transaction<'_>,
    facts: &SessionFacts,
    received: Timestamp,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO session_row ({SESSION_COLUMNS}, counted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
                 ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, 1)
         ON CONFLICT (doc) DO UPDATE SET
            unit = ?2, day = ?3, status = ?4, kind = ?5, campaign = ?6, title = ?7,
            title_order = ?8, country = ?9, adm1 = ?10, locality = ?11, venue = ?12,
            venue_id = ?13, search = ?14, activities = ?15, people = ?16, materials = ?17,
            media_items = ?18, broadcasts = ?19, conflicts = ?20, counters = ?21, withdrawn = ?22,
            duplicate_of = ?23, received = max(received, ?24), cells = ?25, moment = ?26,
            at = ?27, review = ?28, estimated = ?29"
    );
    tx.prepare_cached(&sql)?.execute(params![
        facts.doc.as_ref(),
        facts.unit.as_str(),
        facts.day,
        facts.status.code(),
        facts.kind.map(Kind::code),
        facts.campaign.as_ref().map(CampaignId::as_str),
        facts.title,
        facts.title_order,
        facts.place.country,
        facts.place.adm1,
        facts.place.locality,
        facts.place.venue,
        facts.place.venue_id,
        facts.search,
        number(facts.activities),
        number(facts.people),
        number(facts.materials),
        number(facts.media_items),
        number(facts.broadcasts),
        number(facts.conflicts),
        number(facts.counters),
        facts.withdrawn,
        facts.duplicate_of.as_ref().map(AsRef::as_ref),
        received.0,
        cells::pack(&facts.cells),
        facts.moment.0,
        facts.at.map(GeoPoint::to_register),
        facts.review.map(Reviewed::code),
        facts.estimated,
    ])?;
    if team(tx, facts.doc)? != facts.team {
        put_team(tx, facts)?;
    }
    suspects::put(tx, facts.doc, facts.doc, &facts.suspects)
}

fn put_team(tx: &Transaction<'_>, facts: &SessionFacts) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM session_team WHERE doc = ?1")?
        .execute([facts.doc.as_ref()])?;
    let mut insert = tx.prepare_cached("INSERT INTO session_team (doc, member) VALUES (?1, ?2)")?;
    for member in &facts.team {
        insert.execute(params![facts.doc.as_ref(), member.as_str()])?;
    }
    Ok(())
}

/// What the read model says of a session.
pub fn session(c: &Connection, doc: DocId) -> Result<Option<SessionFacts>, StoreError> {
    let sql = format!("SELECT {SESSION_COLUMNS} FROM session_row WHERE doc = ?1");
    let mut statement = c.prepare_cached(&sql)?;
    let facts = statement.query_row([doc.as_ref()], |row| {
        Ok((session_facts(row)?, row.get::<_, Vec<u8>>(24)?))
    });
    let Some((mut facts, packed)) = facts.optional()? else {
        return Ok(None);
    };
    facts.cells = cells::unpack(&packed)?;
    facts.team = team(c, doc)?;
    facts.suspects = suspects::found_in(c, doc)?;
    Ok(Some(facts))
}

/// When something of a session or an exchange last arrived.
pub fn received(c: &Connection, doc: DocId) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT received FROM session_row WHERE doc = ?1
         UNION ALL SELECT received FROM exchange_row WHERE doc = ?1",
    )?;
    let received = statement.query_row([doc.as_ref()], |row| row.get(0).map(Timestamp));
    Ok(received.optional()?)
}

fn session_facts(row: &Row<'_>) -> rusqlite::Result<SessionFacts> {
    let duplicate_of: Option<[u8; 16]> = row.get(22)?;
    let at: Option<String> = row.get(26)?;
    let review: Option<String> = row.get(27)?;
    Ok(SessionFacts {
        doc: bytes(row, 0)?,
        unit: parsed(row, 1)?,
        day: row.get(2)?,
        moment: Timestamp(row.get::<_, Option<i64>>(25)?.unwrap_or_default()),
        at: at.and_then(|at| GeoPoint::of_register(&at)),
        review: review.and_then(|review| Reviewed::of_code(&review)),
        status: parsed(row, 3)?,
        kind: parsed_if_any(row, 4)?,
        campaign: parsed_if_any(row, 5)?,
        title: row.get(6)?,
        title_order: row.get(7)?,
        place: Place {
            country: row.get(8)?,
            adm1: row.get(9)?,
            locality: row.get(10)?,
            venue: row.get(11)?,
            venue_id: row.get(12)?,
        },
        search: row.get(13)?,
        activities: unsigned(row, 14)?,
        people: unsigned(row, 15)?,
        estimated: row.get::<_, Option<bool>>(28)?.unwrap_or_default(),
        materials: unsigned(row, 16)?,
        media_items: unsigned(row, 17)?,
        broadcasts: unsigned(row, 18)?,
        conflicts: unsigned(row, 19)?,
        counters: unsigned(row, 20)?,
        withdrawn: row.get(21)?,
        duplicate_of: duplicate_of.map(DocId),
        cells: BTreeMap::new(),
        team: BTreeSet::new(),
        suspects: BTreeSet::new(),
    })
}

fn team(c: &Connection, doc: DocId) -> Result<BTreeSet<MemberId>, StoreError> {
    let mut statement = c.prepare_cached("SELECT member FROM session_team WHERE doc = ?1")?;
    let team = statement.query_map([doc.as_ref()], |row| parsed(row, 0))?;
    Ok(team.collect::<Result<_, _>>()?)
}

/// How many counted sessions say each venue of the register, under the id that they say.
pub fn sessions_by_venue(c: &Connection) -> Result<Vec<(String, u64)>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT venue_id, count(*) FROM session_row
         WHERE counted = 1 AND venue_id <> '' GROUP BY venue_id",
    )?;
    let held = statement.query_map([], |row| Ok((row.get(0)?, unsigned(row, 1)?)))?;
    Ok(held.collect::<Result<_, _>>()?)
}

/// What decides whether figures count this session; none when there is no such session.
pub fn link(c: &Connection, doc: DocId) -> Result<Option<Link>, StoreError> {
    let mut statement = c.prepare_cached(
        "SELECT duplicate_of, withdrawn = 0 AND status <> 'cancelled', counted
         FROM session_row WHERE doc = ?1",
    )?;
    let link = statement.query_row([doc.as_ref()], |row| {
        let duplicate_of: Option<[u8; 16]> = row.get(0)?;
        Ok(Link {
            duplicate_of: duplicate_of.map(DocId),
            stands: row.get(1)?,
            counted: row.get(2)?,
        })
    });
    Ok(link.optional()?)
}

/// The sessions that are said to be duplicates of this one.
pub fn duplicates_of(c: &Connection, doc: DocId) -> Result<Vec<DocId>, StoreError> {
    let mut statement = c.prepare_cached("SELECT doc FROM session_row WHERE duplicate_of = ?1")?;
    let found = statement.query_map([doc.as_ref()], |row| bytes(row, 0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Figures count this session from now on, or no longer.
pub fn set_counted(tx: &Transaction<'_>, doc: DocId, counted: bool) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE session_row SET counted = ?2 WHERE doc = ?1")?
        .execute(params![doc.as_ref(), counted])?;
    Ok(())
}

const EXCHANGE_COLUMNS: &str = "doc, unit, day, status, programme, title, host, hours,
    participants, conflicts, withdrawn, received";

/// Writes an exchange's row, of which something arrived at `received`.
pub fn put_exchange(
    tx: &Transaction<'_>,
    facts: &ExchangeFacts,
    received: Timestamp,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO exchange_row ({EXCHANGE_COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (doc) DO UPDATE SET
            unit = ?2, day = ?3, status = ?4, programme = ?5, title = ?6, host = ?7, hours = ?8,
            participants = ?9, conflicts = ?10, withdrawn = ?11,
            received = max(received, ?12)"
    );
    tx.prepare_cached(&sql)?.execute(params![
        facts.doc.as_ref(),
        facts.unit.as_str(),
        facts.day,
        facts.status.code(),
        facts.programme.as_ref().map(ProgrammeId::as_str),
        facts.title,
        facts.host.as_ref().map(OrganisationId::as_str),
        facts.hours,
        number(facts.participants),
        number(facts.conflicts),
        facts.withdrawn,
        received.0,
    ])?;
    suspects::put(tx, facts.doc, facts.doc, &facts.suspects)
}

/// What the read model says of an exchange.
pub fn exchange(c: &Connection, doc: DocId) -> Result<Option<ExchangeFacts>, StoreError> {
    let sql = format!("SELECT {EXCHANGE_COLUMNS} FROM exchange_row WHERE doc = ?1");
    let found = c.prepare_cached(&sql)?.query_row([doc.as_ref()], |row| {
        Ok(ExchangeFacts {
            doc: bytes(row, 0)?,
            unit: parsed(row, 1)?,
            day: row.get(2)?,
            status: parsed(row, 3)?,
            programme: parsed_if_any(row, 4)?,
            title: row.get(5)?,
            host: parsed_if_any(row, 6)?,
            hours: row.get(7)?,
            participants: unsigned(row, 8)?,
            conflicts: unsigned(row, 9)?,
            withdrawn: row.get(10)?,
            suspects: BTreeSet::new(),
        })
    });
    let Some(mut facts) = found.optional()? else {
        return Ok(None);
    };
    facts.suspects = suspects::found_in(c, doc)?;
    Ok(Some(facts))
}

/// Something of a companion arrived; nothing else of its parent's row changed.
pub fn put_private(
    tx: &Transaction<'_>,
    facts: &PrivateFacts,
    received: Timestamp,
) -> Result<(), StoreError> {
    let parent = facts.parent;
    suspects::put(tx, parent.companion(), parent, &facts.suspects)?;
    attachments::put(tx, parent, &facts.attachments)?;
    touch(tx, parent, received)
}

/// Something of the document, or of its companion, arrived; nothing else of its row changed.
pub fn touch(tx: &Transaction<'_>, doc: DocId, received: Timestamp) -> Result<(), StoreError> {
    for table in ["session_row", "exchange_row"] {
        let sql = format!("UPDATE {table} SET received = max(received, ?2) WHERE doc = ?1");
        tx.prepare_cached(&sql)?
            .execute(params![doc.as_ref(), received.0])?;
    }
    Ok(())
}

/// Whether an older version wrote some of the rows: what this one adds to them is then missing.
pub fn is_outdated(c: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM session_row WHERE moment IS NULL OR estimated IS NULL)";
    let is_outdated: bool = c.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(is_outdated || suspects::are_outdated(c)?)
}

/// Takes everything out, before it is written again from the documents.
pub fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for table in ["session_row", "session_team", "exchange_row"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    attachments::clear(tx)?;
    suspects::clear(tx)
}

/// Figures are far below what a column can hold; a sum beyond it is cut, never wrapped.
fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
