//! The words around an address, folded: what may follow a house's number, what leads to a street
//! that nothing names as one, and what only looks like a street.

/// Words that may follow the number of a house: what joins clauses, and how and with how many
/// somebody lives there. Any other word is what a number counts.
pub(super) const FOLLOWERS: &[&str] = &[
    // Romanian
    "si",
    "sau",
    "cu",
    "la",
    "in",
    "din",
    "unde",
    "langa",
    "a",
    "e",
    "este",
    "sunt",
    "era",
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
    "or",
    "with",
    "at",
    "in",
    "on",
    "is",
    "are",
    "was",
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
    "або",
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
    "е",
    "са",
    "беше",
    "с",
    "със",
    "или",
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

/// Before a number they are anything but a street: what has numbers itself, a day, a network.
pub(super) const NUMBERED: &[&str] = &[
    // Romanian
    "scoala",
    "scolii",
    "liceul",
    "liceului",
    "colegiul",
    "gimnaziul",
    "gradinita",
    "sala",
    "salii",
    "camera",
    "clasa",
    "grupa",
    "punctul",
    "art",
    "articolul",
    "ordinul",
    "ordin",
    "legea",
    "planul",
    "plan",
    "luni",
    "marti",
    "miercuri",
    "joi",
    "vineri",
    "sambata",
    "duminica",
    // English
    "school",
    "lyceum",
    "college",
    "hotel",
    "hall",
    "room",
    "class",
    "year",
    "grade",
    "group",
    "block",
    "team",
    "step",
    "page",
    "line",
    "bus",
    "level",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "zoom",
    "facebook",
    "instagram",
    "tiktok",
    // Ukrainian
    "школа",
    "школі",
    "школи",
    "школу",
    "ліцеи",
    "ліцеі",
    "ліцею",
    "гімназія",
    "гімназіі",
    "клас",
    "класі",
    "зала",
    "залі",
    "група",
    "групі",
    "план",
    "понеділок",
    "вівторок",
    "середу",
    "четвер",
    "п'ятницю",
    "суботу",
    "неділю",
    // Bulgarian
    "училище",
    "училището",
    "лицеи",
    "гимназия",
    "гимназията",
    "оу",
    "су",
    "групата",
    "точка",
    "понеделник",
    "вторник",
    "сряда",
    "четвъртък",
    "петък",
    "събота",
    "неделя",
];

/// Words in small letters between a number and a street that are no name, or before a number that
/// is no house.
pub(super) const NO_NAMES: &[&str] = &[
    // English
    "the",
    "a",
    "an",
    "of",
    "per",
    "each",
    "from",
    "by",
    "for",
    "min",
    "mins",
    "minutes",
    "hour",
    "hours",
    "h",
    "m",
    "km",
    "miles",
    "people",
    "kids",
    "pupils",
    "volunteers",
    // Romanian, Ukrainian, Bulgarian
    "pe",
    "ora",
    "по",
    "за",
    "від",
    "о",
];

/// Words for living or meeting somewhere, folded, by their beginnings.
pub(super) const LIVING_STEMS: &[&str] = &[
    // Romanian
    "locui",
    "stau",
    "mutat",
    "adres",
    "domicil",
    // English
    "lives",
    "living",
    "stays",
    "moved",
    "address",
    "resid",
    // Ukrainian
    "жив",
    "мешка",
    "прожив",
    "переіха",
    "пересел",
    "осели",
    "адрес",
    "збира",
    // Bulgarian
    "живе",
    "премест",
    "настан",
    "нанес",
    "отсед",
    "отсяда",
    "обитава",
    "събира",
];

/// Those that begin too many other words.
pub(super) const LIVING: &[&str] = &["sta", "live", "stay"];

/// What stands between living and the name of a street, and not of a town.
pub(super) const ON_STREETS: &[&str] = &["pe", "at", "on", "на", "по"];

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fold;

    fn lists() -> [&'static [&'static str]; 7] {
        [
            FOLLOWERS,
            NUMBERED,
            NO_NAMES,
            LIVING_STEMS,
            LIVING,
            ON_STREETS,
            MONTHS,
        ]
    }

    /// A word that is not folded is never met.
    #[test]
    fn every_word_is_folded() {
        for word in lists().concat() {
            assert_eq!(fold(word), word);
        }
    }
}
