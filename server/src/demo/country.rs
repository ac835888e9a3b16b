//! Romania's first level, with the town in which each regional centre sits.
//!
//! ISO 3166-2 codes and names as in Debian's package `iso-codes`.

/// A county, and its regional centre.
#[derive(Clone, Copy, Debug)]
pub(super) struct County {
    /// ISO 3166-2.
    pub(super) code: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// Where its regional centre is.
    pub(super) town: &'static str,
}

const fn county(code: &'static str, name: &'static str, town: &'static str) -> County {
    County { code, name, town }
}

/// The 41 counties and the capital.
pub(super) const COUNTIES: &[County] = &[
    county("RO-AB", "Alba", "Alba Iulia"),
    county("RO-AG", "Argeș", "Pitești"),
    county("RO-AR", "Arad", "Arad"),
    county("RO-B", "București", "București"),
    county("RO-BC", "Bacău", "Bacău"),
    county("RO-BH", "Bihor", "Oradea"),
    county("RO-BN", "Bistrița-Năsăud", "Bistrița"),
    county("RO-BR", "Brăila", "Brăila"),
    county("RO-BT", "Botoșani", "Botoșani"),
    county("RO-BV", "Brașov", "Brașov"),
    county("RO-BZ", "Buzău", "Buzău"),
    county("RO-CJ", "Cluj", "Cluj-Napoca"),
    county("RO-CL", "Călărași", "Călărași"),
    county("RO-CS", "Caraș-Severin", "Reșița"),
    county("RO-CT", "Constanța", "Constanța"),
    county("RO-CV", "Covasna", "Sfântu Gheorghe"),
    county("RO-DB", "Dâmbovița", "Târgoviște"),
    county("RO-DJ", "Dolj", "Craiova"),
    county("RO-GJ", "Gorj", "Târgu Jiu"),
    county("RO-GL", "Galați", "Galați"),
    county("RO-GR", "Giurgiu", "Giurgiu"),
    county("RO-HD", "Hunedoara", "Deva"),
    county("RO-HR", "Harghita", "Miercurea Ciuc"),
    county("RO-IF", "Ilfov", "Buftea"),
    county("RO-IL", "Ialomița", "Slobozia"),
    county("RO-IS", "Iași", "Iași"),
    county("RO-MH", "Mehedinți", "Drobeta-Turnu Severin"),
    county("RO-MM", "Maramureș", "Baia Mare"),
    county("RO-MS", "Mureș", "Târgu Mureș"),
    county("RO-NT", "Neamț", "Piatra Neamț"),
    county("RO-OT", "Olt", "Slatina"),
    county("RO-PH", "Prahova", "Ploiești"),
    county("RO-SB", "Sibiu", "Sibiu"),
    county("RO-SJ", "Sălaj", "Zalău"),
    county("RO-SM", "Satu Mare", "Satu Mare"),
    county("RO-SV", "Suceava", "Suceava"),
    county("RO-TL", "Tulcea", "Tulcea"),
    county("RO-TM", "Timiș", "Timișoara"),
    county("RO-TR", "Teleorman", "Alexandria"),
    county("RO-VL", "Vâlcea", "Râmnicu Vâlcea"),
    county("RO-VN", "Vrancea", "Focșani"),
    county("RO-VS", "Vaslui", "Vaslui"),
];

/// The centres that get phones first: where the four campaigns of 2017 tell most of.
const FIRST: &[&str] = &[
    "RO-SV", "RO-DJ", "RO-IS", "RO-SB", "RO-GL", "RO-PH", "RO-NT",
];

/// The counties in the order in which they get phones.
pub(super) fn by_turn() -> impl Iterator<Item = &'static County> {
    let is_first = |county: &&County| FIRST.contains(&county.code);
    let first = FIRST
        .iter()
        .filter_map(|code| COUNTIES.iter().find(|county| county.code == *code));
    first.chain(COUNTIES.iter().filter(move |county| !is_first(county)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_41_counties_and_the_capital() {
        let codes: BTreeSet<_> = COUNTIES.iter().map(|county| county.code).collect();
        assert_eq!((COUNTIES.len(), codes.len()), (42, 42));
        let turns: BTreeSet<_> = by_turn().map(|county| county.code).collect();
        assert_eq!(turns, codes);
        assert_eq!(by_turn().count(), 42);
        assert_eq!(by_turn().next().unwrap().name, "Suceava");
    }
}
