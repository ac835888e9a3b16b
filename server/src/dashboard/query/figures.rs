//! Figures as the pages draw them, from counted cells or from sums over many sessions.

use std::collections::BTreeMap;

use super::words::Words;
use crate::dashboard::model::figures::{Band, People, Sum};
use client_core::model::{AgeBand, Cell, PeopleKey, Sex};

/// People by sex and age, in the bands from the youngest counted to the oldest.
pub(super) fn people(counted: impl IntoIterator<Item = (PeopleKey, u64)>) -> People {
    let mut bands: BTreeMap<AgeBand, Band> = BTreeMap::new();
    for (key, n) in counted {
        let band = bands.entry(key.age).or_insert_with(|| empty_band(key.age));
        let place = match key.sex {
            Sex::Female => &mut band.female,
            Sex::Male => &mut band.male,
            Sex::Other => &mut band.other,
            Sex::Unknown => &mut band.unknown,
        };
        *place += n;
    }
    let known = || bands.keys().filter(|age| age.is_minor().is_some()).copied();
    if let (Some(youngest), Some(oldest)) = (known().min(), known().max()) {
        for &age in AgeBand::ALL
            .iter()
            .filter(|age| (youngest..=oldest).contains(age))
        {
            bands.entry(age).or_insert_with(|| empty_band(age));
        }
    }
    People {
        bands: bands.into_values().collect(),
    }
}

fn empty_band(age: AgeBand) -> Band {
    Band {
        age: age.code().to_owned(),
        adult: age.is_minor().map(|minor| !minor),
        ..Band::default()
    }
}

/// The cells of one container, named, the largest first.
pub(super) fn sums<'a>(
    words: Words<'_>,
    cells: impl IntoIterator<Item = (&'a Cell, &'a u64)>,
    container: &str,
) -> Vec<Sum> {
    let mut sums: Vec<Sum> = cells
        .into_iter()
        .filter(|(cell, _)| cell.container() == container)
        .map(|(cell, &amount)| Sum {
            name: words.cell(cell),
            amount,
        })
        .collect();
    sums.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.name.cmp(&b.name)));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_between_the_youngest_and_the_oldest_are_there_even_when_empty() {
        let counted = ["f.10-13", "u.18-24", "m.unknown"].map(|key| (key.parse().unwrap(), 2));
        let people = people(counted);
        let ages: Vec<_> = people.bands.iter().map(|band| band.age.as_str()).collect();
        assert_eq!(ages, ["10-13", "14-17", "18-24", "unknown"]);
        assert_eq!((people.of_age(false), people.of_age(true)), (2, 2));
        assert_eq!(people.total().total(), 6);
    }
}
