//! The first level below each country: the names behind ISO 3166-2 codes, and where each lies on a
//! map made of tiles.
//!
//! One file a country under `counties`, with its source on the first line. A code is looked up here
//! and never parsed; one that is not here is shown as it is. Knows no page.

mod country;

use std::sync::LazyLock;

pub use country::is_country;

/// A county, or whatever the first level is called in its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct County {
    /// ISO 3166-2: `RO-DJ`.
    pub code: &'static str,
    /// As people there write it.
    pub name: &'static str,
    /// Its place on the map; none where nobody has drawn one.
    pub tile: Option<Tile>,
}

/// A place on a map of tiles, counted from 1 at the north-west.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// From the west.
    pub column: u8,
    /// From the north.
    pub row: u8,
}

impl County {
    /// The code without its country, which fits a small tile: `DJ`.
    pub fn short(&self) -> &'static str {
        self.code.split_once('-').map_or(self.code, |(_, own)| own)
    }
}

/// ISO 3166-1 codes with their files.
const FILES: &[(&str, &str)] = &[
    ("BG", include_str!("../counties/BG.tsv")),
    ("HU", include_str!("../counties/HU.tsv")),
    ("MD", include_str!("../counties/MD.tsv")),
    ("RO", include_str!("../counties/RO.tsv")),
    ("UA", include_str!("../counties/UA.tsv")),
];

static ALL: LazyLock<Vec<(&'static str, Vec<County>)>> = LazyLock::new(|| {
    let read = |(country, file): &(&'static str, &'static str)| (*country, read(file));
    FILES.iter().map(read).collect()
});

/// The counties of a country, in the order of their codes; none when it has no file.
pub fn of(country: &str) -> &'static [County] {
    ALL.iter()
        .find(|(known, _)| *known == country)
        .map_or(&[], |(_, counties)| counties.as_slice())
}

/// The county with this code.
pub fn find(code: &str) -> Option<&'static County> {
    let mut all = ALL.iter().flat_map(|(_, counties)| counties);
    all.find(|county| county.code == code)
}

/// What a county is called; the code itself when it is not known here.
pub fn name(code: &str) -> String {
    find(code).map_or(code, |county| county.name).to_owned()
}

/// The countries that have a file.
pub fn countries() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(country, _)| *country)
}

/// Looks a county of a country up. One of a country whose counties are not listed here only has to
/// be spelt as codes are. The error says what is allowed.
pub fn check(country: &str, code: &str) -> Result<(), String> {
    let known = of(country);
    if known.iter().any(|county| county.code == code) {
        return Ok(());
    }
    if !known.is_empty() {
        let codes: Vec<&str> = known.iter().map(|county| county.code).collect();
        return Err(codes.join(", "));
    }
    let is_of_country = code.split_once('-').is_some_and(|(of, _)| of == country);
    if is_of_country && is_spelt_as_code(code) {
        return Ok(());
    }
    Err("an ISO 3166-2 code that begins with its country's, such as RO-SV".to_owned())
}

/// Whether a text is spelt as ISO 3166-2 codes are: `RO-DJ`, a country that there is and one to
/// three capital letters or figures of its own.
pub fn is_spelt_as_code(text: &str) -> bool {
    text.split_once('-').is_some_and(|(country, own)| {
        let is_code = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        is_country(country) && (1..=3).contains(&own.len()) && own.bytes().all(is_code)
    })
}

fn read(file: &'static str) -> Vec<County> {
    file.lines().filter_map(line).collect()
}

/// `CODE⇥NAME` or `CODE⇥NAME⇥COLUMN⇥ROW`; a test sees that every line is one.
fn line(line: &'static str) -> Option<County> {
    if line.starts_with('#') {
        return None;
    }
    let mut cells = line.split('\t');
    let (code, name) = (cells.next()?, cells.next()?);
    let place = (cells.next(), cells.next());
    Some(County {
        code,
        name,
        tile: match place {
            (Some(column), Some(row)) => Some(Tile {
                column: column.parse().ok()?,
                row: row.parse().ok()?,
            }),
            _ => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_of_every_file_is_read_and_no_code_is_there_twice() {
        let mut codes = BTreeSet::new();
        for (country, file) in FILES {
            let lines = file.lines().filter(|line| !line.starts_with('#'));
            assert_eq!(of(country).len(), lines.count(), "{country}");
            assert!(file.starts_with("# ") && file.contains("iso-codes"));
            for county in of(country) {
                assert!(county.code.starts_with(&format!("{country}-")));
                assert!(codes.insert(county.code), "{} is there twice", county.code);
            }
        }
    }

    #[test]
    fn romania_has_41_counties_and_the_capital_each_on_a_tile_of_its_own() {
        let tiles: BTreeSet<_> = of("RO").iter().filter_map(|county| county.tile).collect();
        assert_eq!((of("RO").len(), tiles.len()), (42, 42));
        let dolj = find("RO-DJ").unwrap();
        assert_eq!((dolj.name, dolj.short()), ("Dolj", "DJ"));
        let old_letters = |county: &&County| county.name.contains(['ş', 'ţ', 'Ş', 'Ţ']);
        assert_eq!(of("RO").iter().find(old_letters), None);
        assert_eq!(name("XX-1"), "XX-1");
        assert!(of("XX").is_empty());
    }

    #[test]
    fn a_code_is_spelt_with_a_country_that_there_is() {
        for code in ["RO-DJ", "IT-62", "UA-05", "XK-1", "FR-20R"] {
            assert!(is_spelt_as_code(code), "{code}");
        }
        for text in [
            "ZZ-1", "ro-dj", "RO-", "RO-DOLJ", "RO", "", "RO-D.", "ROU-1",
        ] {
            assert!(!is_spelt_as_code(text), "{text}");
        }
        assert_eq!(check("IT", "IT-62"), Ok(()));
        assert!(check("IT", "FR-62").is_err() && check("ZZ", "ZZ-62").is_err());
    }
}
