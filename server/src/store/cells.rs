//! The figures of one session, packed into one value.
//!
//! Sums over all sessions read every one of them, so a figure costs a few bytes here and no row of
//! its own. Codes stand by their place in the vocabulary, which only ever grows at the end; a
//! rebuild writes everything anew anyway.

use std::collections::BTreeMap;

use client_core::model::{AgeBand, Cell, Group, PeopleKey, Sex, Tally};
use minicbor::{Decoder, Encoder};

use super::StoreError;

/// People by sex and age: each pair's place.
pub(super) const PEOPLE: usize = Sex::ALL.len() * AgeBand::ALL.len();

/// The parts of a packed value, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// By sex and age.
    Reached,
    /// By group.
    Groups,
    /// Tallies.
    Tallies,
    /// Materials, by their ids.
    Materials,
}

/// Packs figures. Cells of exchanges are left out: sessions have none.
pub(super) fn pack(cells: &BTreeMap<Cell, u64>) -> Vec<u8> {
    let mut places: [Vec<(usize, u64)>; 3] = Default::default();
    let mut materials = Vec::new();
    for (cell, n) in cells {
        match cell {
            Cell::Reached(key) => places[0].push((place_of(*key), *n)),
            Cell::Group(group) => places[1].push((index(Group::ALL, group), *n)),
            Cell::Tally(tally) => places[2].push((index(Tally::ALL, tally), *n)),
            Cell::Material(id) => materials.push((id.as_str(), *n)),
            Cell::Participant { .. } => {}
        }
    }
    let mut e = Encoder::new(Vec::new());
    let written = (|| {
        for section in &places {
            e.map(section.len() as u64)?;
            for (place, n) in section {
                e.u64(*place as u64)?.u64(*n)?;
            }
        }
        e.map(materials.len() as u64)?;
        for (id, n) in &materials {
            e.str(id)?.u64(*n)?;
        }
        Ok::<_, minicbor::encode::Error<std::convert::Infallible>>(())
    })();
    written.expect("writing to memory cannot fail");
    e.into_writer()
}

/// Unpacks figures.
pub(super) fn unpack(packed: &[u8]) -> Result<BTreeMap<Cell, u64>, StoreError> {
    let mut cells = BTreeMap::new();
    for section in [Section::Reached, Section::Groups, Section::Tallies] {
        each_place(packed, section, |place, n| {
            cells.extend(cell_at(section, place).map(|cell| (cell, n)));
        })?;
    }
    each_material(packed, |id, n| {
        cells.extend(id.parse().ok().map(|id| (Cell::Material(id), n)));
    })?;
    Ok(cells)
}

/// Gives `each` the places and figures of one section.
pub(super) fn each_place(
    packed: &[u8],
    section: Section,
    mut each: impl FnMut(usize, u64),
) -> Result<(), StoreError> {
    let read = |d: &mut Decoder<'_>| {
        for _ in 0..begin(d, section)? {
            let place = usize::try_from(d.u64()?).unwrap_or(usize::MAX);
            each(place, d.u64()?);
        }
        Ok(())
    };
    whole(packed, read)
}

/// Gives `each` the materials and how many of each.
pub(super) fn each_material(
    packed: &[u8],
    mut each: impl FnMut(&str, u64),
) -> Result<(), StoreError> {
    let read = |d: &mut Decoder<'_>| {
        for _ in 0..begin(d, Section::Materials)? {
            let id = d.str()?;
            each(id, d.u64()?);
        }
        Ok(())
    };
    whole(packed, read)
}

/// Sex and age at their place.
pub(super) fn people_at(place: usize) -> Option<PeopleKey> {
    Some(PeopleKey {
        sex: *Sex::ALL.get(place / AgeBand::ALL.len())?,
        age: AgeBand::ALL[place % AgeBand::ALL.len()],
    })
}

fn cell_at(section: Section, place: usize) -> Option<Cell> {
    match section {
        Section::Reached => people_at(place).map(Cell::Reached),
        Section::Groups => Group::ALL.get(place).copied().map(Cell::Group),
        Section::Tallies => Tally::ALL.get(place).copied().map(Cell::Tally),
        Section::Materials => None,
    }
}

/// Passes by the sections before this one; says how many entries it has.
fn begin(d: &mut Decoder<'_>, section: Section) -> Result<u64, minicbor::decode::Error> {
    for _ in 0..section as usize {
        d.skip()?;
    }
    let entries = d.map()?;
    entries.ok_or_else(|| minicbor::decode::Error::message("a map without a length"))
}

fn whole(
    packed: &[u8],
    read: impl FnOnce(&mut Decoder<'_>) -> Result<(), minicbor::decode::Error>,
) -> Result<(), StoreError> {
    let damage = |_| StoreError::Unexpected("the packed figures of a session".to_owned());
    read(&mut Decoder::new(packed)).map_err(damage)
}

fn place_of(key: PeopleKey) -> usize {
    index(Sex::ALL, &key.sex) * AgeBand::ALL.len() + index(AgeBand::ALL, &key.age)
}

fn index<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter()
        .position(|other| other == one)
        .expect("a code stands among all codes of its set")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_out_as_they_went_in() {
        let mut cells = BTreeMap::new();
        for (n, sex) in (1..).zip(Sex::ALL) {
            for (m, age) in (1..).zip(AgeBand::ALL) {
                let (sex, age) = (*sex, *age);
                cells.insert(Cell::Reached(PeopleKey { sex, age }), n * m * 1_000);
            }
        }
        for group in Group::ALL {
            cells.insert(Cell::Group(*group), 1);
        }
        for text in ["materials.brochure", "materials.a.b", "tallies.questions"] {
            cells.insert(text.parse().unwrap(), 70_000);
        }
        assert_eq!(unpack(&pack(&cells)).unwrap(), cells);
        assert_eq!(unpack(&pack(&BTreeMap::new())).unwrap(), BTreeMap::new());
        assert_eq!(people_at(PEOPLE), None);
    }

    #[test]
    fn damage_is_said() {
        let cells = BTreeMap::from([("materials.brochure".parse().unwrap(), 9)]);
        let packed = pack(&cells);
        for cut in 0..packed.len() {
            assert!(unpack(&packed[..cut]).is_err(), "{cut}");
        }
    }
}
