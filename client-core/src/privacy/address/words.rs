//! The words of addresses in Romanian, Ukrainian, Bulgarian and English, folded, with the Latin
//! spelling of the Cyrillic ones. Abbreviations stand without dots and dashes.

/// What comes before the name of a street or a square.
pub(super) const STREETS: &[&str] = &[
    // Romanian
    "str",
    "strada",
    "strazii",
    "bd",
    "bld",
    "blvd",
    "bulevardul",
    "bulevardului",
    "aleea",
    "aleii",
    "calea",
    "caii",
    "sos",
    "soseaua",
    "soselei",
    "intrarea",
    "intr",
    "splaiul",
    "spl",
    "fundatura",
    "prelungirea",
    "prel",
    "stradela",
    "ulita",
    "pasajul",
    "drumul",
    "esplanada",
    "piata",
    "piatei",
    "piateta",
    "pta",
    "scuarul",
    // Ukrainian and Russian
    "вул",
    "вулиця",
    "вулиці",
    "вулицю",
    "вулицею",
    "пр",
    "просп",
    "проспект",
    "проспекті",
    "проспекту",
    "бульв",
    "бульвар",
    "бульварі",
    "пров",
    "провулок",
    "провулку",
    "шосе",
    "узвіз",
    "узвозі",
    "проізд",
    "проізді",
    "набережна",
    "набережніи",
    "наб",
    "тупик",
    "тупику",
    "маидан",
    "маидані",
    "пл",
    "площа",
    "площі",
    "площу",
    "vul",
    "vulytsia",
    "prosp",
    "prov",
    "bulv",
    "nab",
    "улицы",
    "улице",
    "переулок",
    "переулке",
    "пер",
    "проезд",
    "площадь",
    "набережная",
    // Bulgarian
    "ул",
    "улица",
    "улицата",
    "бул",
    "булевард",
    "булеварда",
    "алея",
    "пл",
    "площад",
    "площада",
    "ul",
    "ulitsa",
    "ulica",
    "bul",
    "pl",
];

/// Those of them that hardly anybody writes but for an address: a name in small letters will do.
pub(super) const SHORT_STREETS: &[&str] = &[
    "str",
    "bd",
    "bld",
    "blvd",
    "sos",
    "вул",
    "просп",
    "бульв",
    "пров",
    "пер",
    "ул",
    "бул",
    "vul",
    "prosp",
    "prov",
    "ul",
    "bul",
];

/// The same as [`STREETS`], written with a dot or a dash inside.
pub(super) const JOINED_STREETS: &[&str] = &["bdul", "strla", "pta", "бр", "прт", "пркт", "прд"];

/// What comes before the name of a quarter or a village: by itself a place, an address
/// with a house or a block.
pub(super) const PLACES: &[&str] = &[
    "cartierul",
    "cart",
    "sat",
    "satul",
    "satului",
    "com",
    "comuna",
    "comunei",
    "oras",
    "orasul",
    "sectorul",
    "мкр",
    "мкрн",
    "микрораион",
    "масив",
    "квартал",
    "мікрораион",
    "комплекс",
    "местност",
    "махала",
    "село",
    "селі",
    "села",
    "смт",
    "жк",
    "кв",
    "zhk",
    "jk",
    "kv",
    "selo",
];

/// The same, written with dots inside; one letter needs its dot.
pub(super) const JOINED_PLACES: &[&str] = &["жк", "жм", "мн", "кс", "zhk", "jk"];

/// What comes before the number of a house.
pub(super) const HOUSES: &[&str] = &[
    // Romanian
    "nr",
    "numar",
    "numarul",
    "casa",
    // Ukrainian and Russian
    "буд",
    "будинок",
    "будинку",
    "будинком",
    "д",
    "доме",
    "хата",
    "хаті",
    "хату",
    "номером",
    "номері",
    "bud",
    // Bulgarian
    "номер",
    "къща",
    "къщата",
    "дом",
    "кашта",
    "kashta",
    // English
    "no",
    "num",
    "number",
    "house",
];

/// Small words between the name of a street and the word for its house.
pub(super) const JOINTS: &[&str] = &["la", "cu", "at", "with", "під", "под", "на", "в", "с", "з"];

/// What comes before the number of a house where the name of the street comes last.
pub(super) const HOMES: &[&str] = &["house", "number", "no", "nr"];

/// The class of [`PARTS`] that is a block.
pub(super) const BLOCKS: usize = 0;
/// The class of [`PARTS`] that is a flat.
pub(super) const FLATS: usize = 3;

/// Parts of a house; two different ones make an address by themselves.
pub(super) const PARTS: [&[&str]; 5] = [
    &[
        "bl",
        "bloc",
        "blocul",
        "бл",
        "блок",
        "буд",
        "будинок",
        "будинку",
        "bud",
        "bldg",
        "block",
    ],
    &[
        "corp",
        "корп",
        "корпус",
        "building",
        "sc",
        "scara",
        "вх",
        "вход",
        "під'ізд",
        "підізд",
        "підіізд",
        "подъезд",
        "ent",
        "entr",
        "entrance",
        "vh",
    ],
    &[
        "et",
        "etaj",
        "etajul",
        "ет",
        "етаж",
        "етажа",
        "пов",
        "поверх",
        "поверсі",
        "floor",
        "fl",
    ],
    &[
        "ap",
        "apt",
        "appt",
        "apart",
        "apartment",
        "apartament",
        "apartamentul",
        "ап",
        "апартамент",
        "кв",
        "квартира",
        "квартирі",
        "квартиру",
        "kv",
        "flat",
        "unit",
    ],
    &[
        "кім",
        "кімн",
        "кімната",
        "кімнаті",
        "стая",
        "room",
        "camera",
    ],
];

/// What comes behind the name of an English street.
pub(super) const STREETS_BEHIND: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "lane",
    "ln",
    "avenue",
    "ave",
    "close",
    "drive",
    "court",
    "way",
    "boulevard",
    "blvd",
    "str",
    "blv",
    "bvd",
    "av",
    "alley",
    "hwy",
    "pkwy",
    "crescent",
    "terrace",
    "gardens",
    "grove",
    "row",
    "mews",
    "walk",
    "drove",
    "croft",
    "parkway",
    "highway",
];

/// The same, of words that have more meanings: what they count must not follow.
pub(super) const PLACES_BEHIND: &[&str] = &[
    "square",
    "sq",
    "place",
    "hill",
    "rise",
    "view",
    "approach",
    "parade",
    "quay",
    "yard",
    "passage",
    "mount",
    "wharf",
    "embankment",
    "cottages",
    "villas",
    "buildings",
    "plaza",
    "dr",
    "ct",
    "cres",
    "gdns",
];

/// Those of [`STREETS_BEHIND`] that are believed in small letters too.
pub(super) const PLAIN_STREETS: &[&str] = &[
    "street", "st", "str", "road", "rd", "lane", "ln", "avenue", "ave", "av", "blvd", "crescent",
    "terrace", "grove",
];

/// What comes behind the name of an English village, or before it.
pub(super) const VILLAGES_BEHIND: &[&str] = &["village", "estate", "commune", "hamlet"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fold;

    /// A word that is not folded is never met.
    #[test]
    fn every_word_is_folded() {
        let lists = [
            STREETS,
            SHORT_STREETS,
            JOINED_STREETS,
            PLACES,
            JOINED_PLACES,
            HOUSES,
            JOINTS,
            HOMES,
            STREETS_BEHIND,
            PLACES_BEHIND,
            PLAIN_STREETS,
            VILLAGES_BEHIND,
        ];
        for word in lists.into_iter().chain(PARTS).flatten() {
            assert_eq!(fold(word), **word);
        }
    }
}
