//! The first transaction of a server: its organisation, its units and its administrator.

use client_core::ids::{MemberId, OrganisationId, UnitId};
use client_core::model::catalogue::{Entry, Organisation, Unit};
use client_core::model::{Role, fold};
use client_core::time::Timestamp;

use super::members::{self, InviteError, NewMember};
use super::secret::letters;
use crate::store::organisation::Home;
use crate::store::{StoreError, Transaction, catalogue, organisation, seal_keys};

/// Letters of the name that an organisation's id shows.
const ID_NAME_LETTERS: usize = 24;
/// Random letters behind them: two agencies of one name must not share an id when they meet.
const ID_RANDOM_LETTERS: usize = 6;

/// Countries with one time zone, in which a unit's sessions have their day.
const TIME_ZONES: &[(&str, &str)] = &[
    ("AL", "Europe/Tirane"),
    ("AT", "Europe/Vienna"),
    ("BA", "Europe/Sarajevo"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("CH", "Europe/Zurich"),
    ("CY", "Asia/Nicosia"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("ES", "Europe/Madrid"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("GR", "Europe/Athens"),
    ("HR", "Europe/Zagreb"),
    ("HU", "Europe/Budapest"),
    ("IE", "Europe/Dublin"),
    ("IT", "Europe/Rome"),
    ("MD", "Europe/Chisinau"),
    ("ME", "Europe/Podgorica"),
    ("MK", "Europe/Skopje"),
    ("NL", "Europe/Amsterdam"),
    ("PL", "Europe/Warsaw"),
    ("PT", "Europe/Lisbon"),
    ("RO", "Europe/Bucharest"),
    ("RS", "Europe/Belgrade"),
    ("SI", "Europe/Ljubljana"),
    ("SK", "Europe/Bratislava"),
    ("TR", "Europe/Istanbul"),
    ("UA", "Europe/Kyiv"),
];

/// What `init` is told.
#[derive(Clone, Copy, Debug)]
pub struct Founding<'a> {
    /// The organisation's name.
    pub name: &'a str,
    /// ISO 3166-1 code of its country.
    pub country: &'a str,
    /// Its units; without any it gets one that bears its name.
    pub units: &'a [(UnitId, String)],
}

/// What `init` made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The administrator.
    pub administrator: MemberId,
    /// The administrator's one-time sign-in, shown only here.
    pub code: String,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum FoundError {
    /// Two units have the same code.
    #[error("the unit `{0}` is named twice: give each unit a code of its own")]
    UnitTwice(UnitId),
    /// The administrator could not be made.
    #[error(transparent)]
    Administrator(#[from] InviteError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the organisation in an empty database.
pub fn found(
    tx: &Transaction<'_>,
    founding: &Founding<'_>,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Founded, FoundError> {
    let home = Home {
        id: organisation_id(founding.name, random),
        name: founding.name.to_owned(),
        country: founding.country.to_owned(),
    };
    organisation::put(tx, &home)?;
    let entry = Entry::Organisation(Organisation {
        id: home.id.clone(),
        name: home.name.clone(),
        country: home.country.clone(),
    });
    catalogue::put(tx, &entry)?;
    seal_keys::ensure(tx, None, now)?;

    let of_its_own = [(main_unit(), home.name.clone())];
    let units = match founding.units {
        [] => &of_its_own[..],
        units => units,
    };
    for (id, name) in units {
        if catalogue::unit(tx, id)?.is_some() {
            return Err(FoundError::UnitTwice(id.clone()));
        }
        let unit = Unit {
            id: id.clone(),
            name: name.clone(),
            time_zone: time_zone(&home.country).to_owned(),
            covers: Vec::new(),
        };
        members::add_unit(tx, unit, now)?;
    }

    let administrator = NewMember {
        name: "Administrator",
        role: Role::Admin,
        unit: &units[0].0,
    };
    let administrator = members::add_member(tx, &administrator, now, random)?;
    let code = members::sign_in_code(tx, &administrator.id, now, random)?;
    Ok(Founded {
        organisation: home.id,
        administrator: administrator.id,
        code,
    })
}

/// The time zone of a country; UTC where a country has several or is not listed.
pub fn time_zone(country: &str) -> &'static str {
    TIME_ZONES
        .iter()
        .find(|(code, _)| *code == country)
        .map_or("UTC", |(_, zone)| zone)
}

fn main_unit() -> UnitId {
    "main".parse().expect("a valid id")
}

/// The name as far as an id can show it, and a few random letters.
fn organisation_id(name: &str, random: &mut dyn FnMut(&mut [u8])) -> OrganisationId {
    let mut shown = String::new();
    for c in fold(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => shown.push(c),
            _ if !shown.is_empty() && !shown.ends_with('-') => shown.push('-'),
            _ => {}
        }
        if shown.len() == ID_NAME_LETTERS {
            break;
        }
    }
    let drawn = letters(ID_RANDOM_LETTERS, random).to_lowercase();
    let id = format!("{}-{drawn}", shown.trim_end_matches('-'));
    id.trim_start_matches('-')
        .parse()
        .expect("made of letters, digits and dashes, and short")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisations_id_can_be_read() {
        let id = |name: &str| organisation_id(name, &mut |bytes| bytes.fill(10)).to_string();
        assert_eq!(id("Agenția Națională"), "agentia-nationala-aaaaaa");
        assert_eq!(id("Национална комисия"), "aaaaaa");
        assert!(id(&"x".repeat(500)).len() <= 64);
    }

    #[test]
    fn every_time_zone_is_known() {
        for (country, zone) in TIME_ZONES {
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{country}: {zone}");
        }
        assert_eq!(time_zone("RO"), "Europe/Bucharest");
        assert_eq!(time_zone("US"), "UTC");
    }
}
