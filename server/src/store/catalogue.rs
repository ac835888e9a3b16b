//! The catalogue: reference data as entries with a version each, so that phones hear only of what
//! changed. An entry that goes leaves its row, and one that concerns others from now on leaves a
//! row behind, so that phones hear of that too.

mod changes;

use client_core::ids::{CampaignId, MaterialId, ProgrammeId, UnitId};
use client_core::limits::MERGES_FOLLOWED_MAX;
use client_core::model::Keep;
use client_core::model::catalogue::{
    Campaign, Entry, KEEP_KEY, Named, RECOVERY_KEY, Recovery, Skeleton, Unit, Venue,
};
use client_core::model::questions::Questionnaire;
use rusqlite::{Connection, OptionalExtension, Params, Transaction, params};

#[cfg(test)]
pub(super) use self::changes::{CHANGED, VERSION};
pub use self::changes::{Changed, changed, changed_after, version};
use super::StoreError;
use super::row::number;

/// Keeps an entry under a new version; nothing happens when it says the same as before.
pub fn put(tx: &Transaction<'_>, entry: &Entry) -> Result<(), StoreError> {
    let json = serde_json::to_string(entry).expect("an entry has text keys only");
    let key = entry.key();
    let scope = entry.unit().map_or("", UnitId::as_str);
    let mut known = tx.prepare_cached("SELECT scope, json IS ?2 FROM catalogue WHERE key = ?1")?;
    let known = known.query_row(params![key, json], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
    });
    let mut version = version(tx)? + 1;
    match known.optional()? {
        Some((_, true)) => return Ok(()),
        Some((before, _)) if before != scope => {
            leave(tx, &key, &before, scope, entry.is_late(), version)?;
            // Who sees both scopes hears that it left the one, then of it in the other.
            version += 1;
        }
        _ => {}
    }
    tx.prepare_cached(
        "INSERT INTO catalogue (key, unit, version, json, late) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (key) DO UPDATE SET unit = excluded.unit, version = excluded.version,
             json = excluded.json, late = excluded.late",
    )?
    .execute(params![
        key,
        entry.unit().map(UnitId::as_str),
        number(version),
        json,
        entry.is_late(),
    ])?;
    Ok(())
}

/// Says an entry once more to everybody: there is somebody who may hear it only now.
pub fn say_again(tx: &Transaction<'_>, key: &str) -> Result<(), StoreError> {
    let next = version(tx)? + 1;
    tx.prepare_cached("UPDATE catalogue SET version = ?2 WHERE key = ?1 AND json IS NOT NULL")?
        .execute(params![key, number(next)])?;
    Ok(())
}

/// An entry moves from one scope to another.
fn leave(
    tx: &Transaction<'_>,
    key: &str,
    before: &str,
    now: &str,
    is_late: bool,
    version: u64,
) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM catalogue_left WHERE key = ?1 AND scope IN (?2, ?3)")?
        .execute([key, before, now])?;
    tx.prepare_cached(
        "INSERT INTO catalogue_left (scope, late, version, key) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![before, is_late, number(version), key])?;
    Ok(())
}

/// Takes an entry away; says whether it was there.
pub fn remove(tx: &Transaction<'_>, key: &str) -> Result<bool, StoreError> {
    let next = version(tx)? + 1;
    let removed = tx
        .prepare_cached(
            "UPDATE catalogue SET json = NULL, version = ?2 WHERE key = ?1 AND json IS NOT NULL",
        )?
        .execute(params![key, number(next)])?;
    Ok(removed > 0)
}

/// Every entry that is there, in the order of the keys.
pub fn all(c: &Connection) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT json FROM catalogue WHERE json IS NOT NULL ORDER BY key";
    entries(c, sql, [])
}

/// What pages name things by: everything but venues and questionnaires, which may be many or long.
pub fn all_named(c: &Connection) -> Result<Vec<Entry>, StoreError> {
    // Ranges of keys, so that what lies between them is not even passed by.
    let sql = "SELECT json FROM catalogue WHERE key < 'questionnaire/' AND json IS NOT NULL
         UNION ALL SELECT json FROM catalogue
             WHERE key >= 'questionnaire0' AND key < 'venue/' AND json IS NOT NULL
         UNION ALL SELECT json FROM catalogue WHERE key >= 'venue0' AND json IS NOT NULL";
    entries(c, sql, [])
}

/// The venues, in the order of their ids.
pub fn venues(c: &Connection) -> Result<Vec<Venue>, StoreError> {
    let venue = |entry| match entry {
        Entry::Venue(venue) => Some(venue),
        _ => None,
    };
    Ok(of_kind(c, "venue")?.into_iter().filter_map(venue).collect())
}

/// Venues of nobody and of these units, `most` at most, those that changed last of each. No unit's
/// many take the room of another's.
pub fn venues_of(c: &Connection, units: &[UnitId], most: usize) -> Result<Vec<Venue>, StoreError> {
    let scopes = std::iter::once("").chain(units.iter().map(UnitId::as_str));
    let mut venues = Vec::new();
    for (at, scope) in scopes.enumerate() {
        let share = (most - venues.len()).div_ceil(units.len() + 1 - at);
        for entry in entries(c, VENUES_OF, params![scope, number(share as u64)])? {
            if let Entry::Venue(venue) = entry {
                venues.push(venue);
            }
        }
    }
    Ok(venues)
}

/// Venues of one scope, the last that changed first.
pub(super) const VENUES_OF: &str = "SELECT json FROM catalogue
     WHERE scope = ?1 AND late = 1 AND key > 'venue/' AND key < 'venue0' AND json IS NOT NULL
     ORDER BY version DESC LIMIT ?2";

/// The venue with this id.
pub fn venue(c: &Connection, id: &str) -> Result<Option<Venue>, StoreError> {
    match one(c, &format!("venue/{id}"))? {
        Some(Entry::Venue(venue)) => Ok(Some(venue)),
        _ => Ok(None),
    }
}

/// The venue that stands for this one since they were merged; itself when they were not.
pub fn kept_venue(c: &Connection, id: &str) -> Result<Option<Venue>, StoreError> {
    let mut found = venue(c, id)?;
    for _ in 0..MERGES_FOLLOWED_MAX {
        let Some(into) = found.as_ref().and_then(|venue| venue.merged_into.as_ref()) else {
            break;
        };
        found = venue(c, into)?;
    }
    Ok(found)
}

/// The ids under which sessions say one venue: every one that was merged with it, and its own.
/// Nothing when there is no id.
pub fn merged_with(c: &Connection, id: &str) -> Result<Vec<String>, StoreError> {
    let Some(kept) = kept_venue(c, id)?.map(|venue| venue.id) else {
        return Ok(Some(id.to_owned())
            .filter(|id| !id.is_empty())
            .into_iter()
            .collect());
    };
    // A set holds each id once, so a circle would end as well.
    let mut statement = c.prepare_cached(
        "WITH RECURSIVE same (id) AS (
             VALUES (?1) UNION
             SELECT substr(key, length('venue/') + 1) FROM same
             JOIN catalogue ON json ->> '$.merged_into' = same.id
             WHERE json ->> '$.merged_into' IS NOT NULL
         ) SELECT id FROM same ORDER BY id",
    )?;
    let ids = statement.query_map([kept], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Whether there is an entry under this key, or was one.
pub fn is_known(c: &Connection, key: &str) -> Result<bool, StoreError> {
    let mut statement = c.prepare_cached("SELECT 1 FROM catalogue WHERE key = ?1")?;
    Ok(statement.exists([key])?)
}

/// The later versions of documents that were told.
pub fn skeletons(c: &Connection) -> Result<Vec<Skeleton>, StoreError> {
    let skeleton = |entry| match entry {
        Entry::Skeleton(skeleton) => Some(skeleton),
        _ => None,
    };
    let entries = of_kind(c, "skeleton")?;
    Ok(entries.into_iter().filter_map(skeleton).collect())
}

/// The regional centres, in the order of their ids.
pub fn units(c: &Connection) -> Result<Vec<Unit>, StoreError> {
    let unit = |entry| match entry {
        Entry::Unit(unit) => Some(unit),
        _ => None,
    };
    Ok(of_kind(c, "unit")?.into_iter().filter_map(unit).collect())
}

/// The joint programmes, in the order of their ids.
pub fn programmes(c: &Connection) -> Result<Vec<Named<ProgrammeId>>, StoreError> {
    let programme = |entry| match entry {
        Entry::Programme(programme) => Some(programme),
        _ => None,
    };
    let entries = of_kind(c, "programme")?;
    Ok(entries.into_iter().filter_map(programme).collect())
}

/// The materials, in the order of their ids.
pub fn materials(c: &Connection) -> Result<Vec<Named<MaterialId>>, StoreError> {
    let material = |entry| match entry {
        Entry::Material(material) => Some(material),
        _ => None,
    };
    let entries = of_kind(c, "material")?;
    Ok(entries.into_iter().filter_map(material).collect())
}

/// The campaigns, in the order of their ids.
pub fn campaigns(c: &Connection) -> Result<Vec<Campaign>, StoreError> {
    let campaign = |entry| match entry {
        Entry::Campaign(campaign) => Some(campaign),
        _ => None,
    };
    let entries = of_kind(c, "campaign")?;
    Ok(entries.into_iter().filter_map(campaign).collect())
}

/// The versions of a campaign's questionnaire, the last at the end.
pub fn questionnaires(
    c: &Connection,
    campaign: &CampaignId,
) -> Result<Vec<Questionnaire>, StoreError> {
    let questionnaire = |entry| match entry {
        Entry::Questionnaire(questionnaire) => Some(questionnaire),
        _ => None,
    };
    let entries = of_kind(c, &Questionnaire::kind_of(campaign))?;
    let mut versions: Vec<_> = entries.into_iter().filter_map(questionnaire).collect();
    versions.sort_by_key(|version| version.form().number);
    Ok(versions)
}

/// One version of a campaign's questionnaire.
pub fn questionnaire(
    c: &Connection,
    campaign: &CampaignId,
    version: &str,
) -> Result<Option<Questionnaire>, StoreError> {
    match one(c, &Questionnaire::key_of(campaign, version))? {
        Some(Entry::Questionnaire(questionnaire)) => Ok(Some(questionnaire)),
        _ => Ok(None),
    }
}

/// The unit with this id.
pub fn unit(c: &Connection, id: &UnitId) -> Result<Option<Unit>, StoreError> {
    match one(c, &format!("unit/{id}"))? {
        Some(Entry::Unit(unit)) => Ok(Some(unit)),
        _ => Ok(None),
    }
}

/// How far back phones keep.
pub fn keep(c: &Connection) -> Result<Keep, StoreError> {
    match one(c, KEEP_KEY)? {
        Some(Entry::Keep(keep)) => Ok(keep),
        _ => Ok(Keep::default()),
    }
}

/// What phones are told to seal to.
pub fn recovery(c: &Connection) -> Result<Option<Recovery>, StoreError> {
    match one(c, RECOVERY_KEY)? {
        Some(Entry::Recovery(recovery)) => Ok(Some(recovery)),
        _ => Ok(None),
    }
}

fn one(c: &Connection, key: &str) -> Result<Option<Entry>, StoreError> {
    let mut statement =
        c.prepare_cached("SELECT json FROM catalogue WHERE key = ?1 AND json IS NOT NULL")?;
    let json = statement.query_row([key], |row| row.get::<_, String>(0));
    Ok(json
        .optional()?
        .and_then(|json| serde_json::from_str(&json).ok()))
}

pub(super) fn of_kind(c: &Connection, kind: &str) -> Result<Vec<Entry>, StoreError> {
    // '0' follows '/': the range holds exactly the keys that begin with `kind/`.
    let sql = "SELECT json FROM catalogue
         WHERE key > ?1 || '/' AND key < ?1 || '0' AND json IS NOT NULL ORDER BY key";
    entries(c, sql, [kind])
}

fn entries(c: &Connection, sql: &str, of: impl Params) -> Result<Vec<Entry>, StoreError> {
    let mut statement = c.prepare_cached(sql)?;
    let mut rows = statement.query(of)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        // An entry that a later version of this program wrote is passed on, never shown.
        entries.extend(serde_json::from_str::<Entry>(&row.get::<_, String>(0)?).ok());
    }
    Ok(entries)
}
