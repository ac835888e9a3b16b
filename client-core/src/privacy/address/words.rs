//! The words of addresses in Romanian, Ukrainian, Bulgarian and English, folded, with the Latin
//! spelling of the Cyrillic ones. Abbreviations stand without dots and dashes.

/// What comes before the name of a street.
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
    "splaiul",
    "fundatura",
    "prelungirea",
    "stradela",
    // Ukrainian and Russian
    "вул",
    "вулиця",
    "вулиці",
    "вулицю",
    "вулицею",
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
    "vul",
    "vulytsia",
    "prosp",
    "prov",
    "улице",
    "переулок",
    "пер",
    // Bulgarian
    "ул",
    "улица",
    "улицата",
    "бул",
    "булевард",
    "булеварда",
    "ul",
    "ulitsa",
    "bul",
];

/// The same, written with a dot or a dash inside.
pub(super) const JOINED_STREETS: &[&str] = &["bdul", "бр", "прт"];

/// What comes before the name of a square, a quarter or a village: by itself a place, an address
/// with a house or a block.
pub(super) const PLACES: &[&str] = &[
    "piata",
    "pta",
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
    "пл",
    "площа",
    "площі",
    "мкр",
    "мікрораион",
    "село",
    "селі",
    "села",
    "смт",
    "площад",
    "жк",
    "кв",
    "zhk",
    "jk",
    "kv",
    "selo",
    "pl",
];

/// The same, written with dots inside; one letter needs its dot.
pub(super) const JOINED_PLACES: &[&str] = &["жк", "zhk", "jk"];

/// What comes before the number of a house.
pub(super) const HOUSES: &[&str] = &[
    "nr",
    "numar",
    "numarul",
    "casa",
    "no",
    "num",
    "буд",
    "будинок",
    "будинку",
    "bud",
    "д",
    "дом",
    "номер",
    "house",
];

/// Parts of a house; two different ones make an address by themselves.
pub(super) const PARTS: [&[&str]; 4] = [
    &[
        "bl",
        "bloc",
        "blocul",
        "бл",
        "блок",
        "буд",
        "будинок",
        "bud",
        "bldg",
        "block",
    ],
    &[
        "sc",
        "scara",
        "вх",
        "вход",
        "під'ізд",
        "ent",
        "entrance",
        "vh",
    ],
    &[
        "et",
        "etaj",
        "etajul",
        "ет",
        "етаж",
        "пов",
        "поверх",
        "floor",
    ],
    &[
        "ap",
        "apt",
        "apart",
        "apartament",
        "apartamentul",
        "ап",
        "апартамент",
        "кв",
        "квартира",
        "квартирі",
        "kv",
        "flat",
        "кімн",
        "room",
        "unit",
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
    "crescent",
    "terrace",
    "gardens",
    "grove",
    "row",
    "mews",
    "walk",
];

/// Months as names of English streets: `9 May Street` is a name and no house.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that may follow the number of a house: what joins clauses, and how and with how many
/// somebody lives there. Any other word is what a number counts.
pub(super) const FOLLOWERS: &[&str] = &[
    // Romanian
    "si",
    "cu",
    "la",
    "in",
    "din",
    "unde",
    "langa",
    "a",
    "e",
    "este",
    "sta",
    "locuieste",
    "dar",
    "singur",
    "singura",
    "singuri",
    "impreuna",
    "acum",
    "acasa",
    // English
    "and",
    "with",
    "at",
    "in",
    "on",
    "is",
    "where",
    "near",
    "but",
    "since",
    "to",
    "alone",
    "together",
    "now",
    // Ukrainian
    "і",
    "и",
    "та",
    "з",
    "із",
    "зі",
    "у",
    "в",
    "на",
    "до",
    "де",
    "біля",
    "без",
    "але",
    "є",
    "сам",
    "сама",
    "самі",
    "разом",
    "удвох",
    "вдвох",
    "втрьох",
    "вчотирьох",
    "вп'ятьох",
    "вшістьох",
    "тепер",
    "зараз",
    // Bulgarian
    "с",
    "със",
    "при",
    "от",
    "къде",
    "където",
    "но",
    "сами",
    "заедно",
    "сега",
    "вече",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fold;

    /// A word that is not folded is never met.
    #[test]
    fn every_word_is_folded() {
        let lists = [
            STREETS,
            JOINED_STREETS,
            PLACES,
            JOINED_PLACES,
            HOUSES,
            STREETS_BEHIND,
            MONTHS,
            FOLLOWERS,
        ];
        for word in lists.into_iter().chain(PARTS).flatten() {
            assert_eq!(fold(word), **word);
        }
    }
}
