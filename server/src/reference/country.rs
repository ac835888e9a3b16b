//! Romania's first level, with the town in which each regional centre sits.

use client_core::counties;

/// A county, and its regional centre.
#[derive(Clone, Copy, Debug)]
pub struct County {
    /// ISO 3166-2.
    pub code: &'static str,
    /// Where its regional centre is.
    pub town: &'static str,
}

impl County {
    /// Its name.
    pub fn name(&self) -> &'static str {
        counties::find(self.code).map_or(self.code, |county| county.name)
    }
}

const fn county(code: &'static str, town: &'static str) -> County {
    County { code, town }
}

/// The 41 counties and the capital.
pub const COUNTIES: &[County] = &[
    county("RO-AB", "Alba Iulia"),
    county("RO-AG", "Pitești"),
    county("RO-AR", "Arad"),
    county("RO-B", "București"),
    county("RO-BC", "Bacău"),
    county("RO-BH", "Oradea"),
    county("RO-BN", "Bistrița"),
    county("RO-BR", "Brăila"),
    county("RO-BT", "Botoșani"),
    county("RO-BV", "Brașov"),
    county("RO-BZ", "Buzău"),
    county("RO-CJ", "Cluj-Napoca"),
    county("RO-CL", "Călărași"),
    county("RO-CS", "Reșița"),
    county("RO-CT", "Constanța"),
    county("RO-CV", "Sfântu Gheorghe"),
    county("RO-DB", "Târgoviște"),
    county("RO-DJ", "Craiova"),
    county("RO-GJ", "Târgu Jiu"),
    county("RO-GL", "Galați"),
    county("RO-GR", "Giurgiu"),
    county("RO-HD", "Deva"),
    county("RO-HR", "Miercurea Ciuc"),
    county("RO-IF", "Buftea"),
    county("RO-IL", "Slobozia"),
    county("RO-IS", "Iași"),
    county("RO-MH", "Drobeta-Turnu Severin"),
    county("RO-MM", "Baia Mare"),
    county("RO-MS", "Târgu Mureș"),
    county("RO-NT", "Piatra Neamț"),
    county("RO-OT", "Slatina"),
    county("RO-PH", "Ploiești"),
    county("RO-SB", "Sibiu"),
    county("RO-SJ", "Zalău"),
    county("RO-SM", "Satu Mare"),
    county("RO-SV", "Suceava"),
    county("RO-TL", "Tulcea"),
    county("RO-TM", "Timișoara"),
    county("RO-TR", "Alexandria"),
    county("RO-VL", "Râmnicu Vâlcea"),
    county("RO-VN", "Focșani"),
    county("RO-VS", "Vaslui"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_41_counties_and_the_capital() {
        let codes: BTreeSet<_> = COUNTIES.iter().map(|county| county.code).collect();
        assert_eq!((COUNTIES.len(), codes.len()), (42, 42));
    }
}
