//! The demonstration's server before anybody calls it: a data folder like `init` makes one, with
//! the catalogue, and a member with an invite for each phone.

use std::fs;
use std::path::Path;

use client_core::ids::UnitId;
use client_core::model::Role;
use client_core::time::Timestamp;

use super::reference::entries;
use super::turns::by_turn;
use super::{DemoError, Options};
use crate::accounts::{self, Founding, NewMember};
use crate::ca::Secrets;
use crate::config::{ConfigError, DataFolder, PublicUrl, Settings};
use crate::environment;
use crate::reference::{COUNTIES, County, unit, unit_id};
use crate::store::{Store, Transaction, catalogue};

const ORGANISATION: &str = "Prevention Agency (demonstration)";
const COUNTRY: &str = "RO";
/// The one who looks at the pages.
const NATIONAL: &str = "Elena Ionescu";

const FIRST_NAMES: &[&str] = &[
    "Ana", "Ion", "Maria", "Andrei", "Ioana", "Mihai", "Cristina", "Vlad", "Roxana", "Radu",
    "Simona", "Paul", "Daniela", "Ștefan", "Irina", "Călin", "Oana", "Sorin", "Alina",
];
const LAST_NAMES: &[&str] = &[
    "Pop", "Munteanu", "Rusu", "Dumitru", "Stan", "Moraru", "Lungu", "Marin", "Toma", "Ciobanu",
    "Sandu", "Olaru", "Balan",
];

/// What lies in a demonstration's folder.
const PARTS: [&str; 2] = ["server", "phones"];

/// A phone that is to join.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    /// Whose it will be.
    pub(super) name: String,
    /// The one-time code.
    pub(super) code: String,
    /// The county in which it works.
    pub(super) county: &'static County,
}

/// A server that can be served, and what is needed to call it.
#[derive(Debug)]
pub struct Prepared {
    /// The server's data.
    pub data: DataFolder,
    /// The one-time sign-in of somebody who sees every centre.
    pub sign_in: String,
    /// What an invite pins.
    pub(super) pin: [u8; 32],
    pub(super) seats: Vec<Seat>,
}

/// Makes the server's data in `server` below the demonstration's folder. What is there is never
/// touched.
pub fn prepare(options: &Options, public_url: PublicUrl) -> Result<Prepared, DemoError> {
    if !is_a_demonstrations(&options.folder) {
        return Err(ConfigError::Occupied(options.folder.clone()).into());
    }
    let data = DataFolder::create(&options.folder.join("server"))?;
    let secrets = Secrets::create(
        &data.secrets(),
        environment::clock(),
        &mut environment::random,
    )?;
    let store = Store::open(data.database(), None)?;
    let now = environment::now();
    let (sign_in, seats) = store.write(|tx| populate(tx, options.phones, now))?;
    data.finish(&Settings::new(
        ORGANISATION.to_owned(),
        COUNTRY.to_owned(),
        public_url,
    ))?;
    Ok(Prepared {
        data,
        sign_in,
        pin: secrets.pin(),
        seats,
    })
}

/// Whether nothing lies in the folder but what a demonstration makes.
fn is_a_demonstrations(folder: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else {
        return true; // it is made, or that it cannot be is said then
    };
    entries
        .all(|entry| entry.is_ok_and(|entry| PARTS.iter().any(|part| entry.file_name() == *part)))
}

fn populate(
    tx: &Transaction<'_>,
    phones: usize,
    now: Timestamp,
) -> Result<(String, Vec<Seat>), DemoError> {
    let units: Vec<(UnitId, String)> = COUNTIES
        .iter()
        .map(|county| (unit_id(county), county.name().to_owned()))
        .collect();
    let founding = Founding {
        name: ORGANISATION,
        country: COUNTRY,
        units: &units,
    };
    let random = &mut environment::random;
    accounts::found(tx, &founding, now, random)?;
    for county in COUNTIES {
        accounts::add_unit(tx, unit(county), now)?; // the same units, with what they cover
    }
    for entry in entries() {
        catalogue::put(tx, &entry)?;
    }
    let national = NewMember {
        name: NATIONAL,
        role: Role::National,
        unit: &unit_id(&COUNTIES[0]),
    };
    let national = accounts::add_member(tx, &national, now, random)?;
    let sign_in = accounts::sign_in_code(tx, &national.id, now, random)?;
    let turns: Vec<&County> = by_turn().collect();
    let seats = (0..phones).map(|at| {
        // Two phones a centre, so that somebody is there to disagree with.
        let county = turns[at / 2 % turns.len()];
        let name = name_of(at);
        let unit = unit_id(county);
        let role = Role::Volunteer;
        let new = NewMember {
            name: &name,
            role,
            unit: &unit,
        };
        let code = accounts::invite(tx, &new, now, random)?.code;
        Ok(Seat { name, code, county })
    });
    let seats = seats.collect::<Result<Vec<_>, DemoError>>()?;
    Ok((sign_in, seats))
}

/// A different name for each phone.
fn name_of(at: usize) -> String {
    let first = FIRST_NAMES[at % FIRST_NAMES.len()];
    let last = LAST_NAMES[at % LAST_NAMES.len()];
    match at / (FIRST_NAMES.len() * LAST_NAMES.len()) {
        0 => format!("{first} {last}"),
        again => format!("{first} {last} {}", again + 1),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_phones_bear_one_name() {
        let names: BTreeSet<_> = (0..1_000).map(name_of).collect();
        assert_eq!(names.len(), 1_000);
        assert!(!names.contains(NATIONAL));
    }
}
