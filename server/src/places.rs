//! Countries and counties by what people call them.

use client_core::counties::{County, countries, is_country, is_spelt_as_code, of};
use client_core::model::fold;

/// What people call the countries that this work reaches, folded.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("BG", &["bulgaria", "българия"]),
    ("CY", &["cyprus", "cipru", "κυπροσ", "κυπρος"]),
    ("DE", &["germany", "germania", "deutschland"]),
    ("ES", &["spain", "spania", "espana"]),
    ("FR", &["france", "franta"]),
    (
        "GB",
        &["united kingdom", "great britain", "marea britanie", "uk"],
    ),
    ("GR", &["greece", "grecia", "ελλαδα"]),
    ("HU", &["hungary", "ungaria", "magyarorszag"]),
    ("IT", &["italy", "italia"]),
    (
        "MD",
        &["moldova", "republica moldova", "republic of moldova"],
    ),
    (
        "MK",
        &["north macedonia", "macedonia de nord", "северна македонија"],
    ),
    ("RO", &["romania"]),
    ("UA", &["ukraine", "ucraina", "україна"]),
];

/// The code of a country, by itself or by a name that is known here.
pub fn country_called(text: &str) -> Option<String> {
    let folded = fold(text);
    let named = COUNTRIES
        .iter()
        .find(|(_, names)| names.contains(&folded.as_str()));
    let code = || Some(text.to_ascii_uppercase()).filter(|code| is_country(code));
    named.map(|(code, _)| (*code).to_owned()).or_else(code)
}

/// The county of a country that people call this: by its code, with the country or without, or by
/// its name, without regard to accents, case, and words that only say what it is.
fn called(text: &str, country: &str) -> Option<&'static County> {
    let code = text.trim().to_uppercase();
    let wanted = bare(text);
    let mut counties = of(country).iter();
    counties
        .find(|county| code == county.code || code == county.short() || bare(county.name) == wanted)
}

/// Words that say no more than that a county is meant, folded.
const WORDS_FOR_COUNTY: &[&str] = &[
    "",
    "judetul",
    "judet",
    "jud",
    "municipiul",
    "county",
    "oblast",
    "raionul",
];

/// A name folded, up to what explains it, and without the word for a county.
fn bare(name: &str) -> String {
    let folded = fold(name.split(['[', ',']).next().unwrap_or(name));
    let words = folded.split([' ', '.']);
    let told = words.filter(|word| !WORDS_FOR_COUNTY.contains(word));
    told.collect::<Vec<_>>().join(" ")
}

/// The code of a county that people name or code, in the country that they say, else at home, else
/// wherever there is one of that name. What is not known is told with what is allowed. Of countries
/// without a list here any code of the right shape is taken.
pub fn code_of(text: &str, country: Option<&str>, home: &str) -> Result<String, String> {
    let upper = text.to_uppercase();
    let own = upper.split_once('-').map(|(own, _)| own);
    let own = own.filter(|own| is_spelt_as_code(&upper) && of(own).is_empty());
    let found = match (country, own) {
        (Some(country), _) => called(text, country),
        (None, Some(_)) => None,
        (None, None) => called(text, home).or_else(|| abroad(text)),
    };
    match (found, own) {
        (Some(county), _) => Ok(county.code.to_owned()),
        // Nobody has written down that country's counties.
        (None, Some(own)) if country.is_none_or(|country| country == own) => Ok(upper),
        _ => Err(allowed(country.unwrap_or(home))),
    }
}

/// The county of this name or code in another country, when there is but one.
fn abroad(text: &str) -> Option<&'static County> {
    let mut found = countries().filter_map(|country| called(text, country));
    // Short codes are the same in many countries, and so say nothing.
    let first = found
        .next()
        .filter(|county| county.short() != text.to_uppercase());
    first.filter(|_| found.next().is_none())
}

fn allowed(country: &str) -> String {
    let known = of(country);
    if known.is_empty() {
        return format!("an ISO 3166-2 code of {country}, such as {country}-1");
    }
    let known = known
        .iter()
        .map(|county| format!("{} ({})", county.name, county.code));
    known.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counties_are_known_by_what_people_call_them() {
        for (text, country, code) in [
            ("RO-DJ", "RO", "RO-DJ"),
            ("dj", "RO", "RO-DJ"),
            ("CLUJ", "RO", "RO-CJ"),
            ("Județul Iaşi", "RO", "RO-IS"),
            ("jud. Bistrita-Nasaud", "RO", "RO-BN"),
            ("municipiul bucuresti", "RO", "RO-B"),
            ("Vinnytska", "UA", "UA-05"),
            ("Sofia (stolitsa)", "BG", "BG-22"),
            ("Sofia", "BG", "BG-23"),
            ("Bender", "MD", "MD-BD"),
        ] {
            let found = called(text, country).map(|county| county.code);
            assert_eq!(found, Some(code), "{text}");
        }
        for text in ["RO-XX", "Dolj Council", "UA-05", ""] {
            assert_eq!(called(text, "RO"), None, "{text}");
        }
        assert_eq!(country_called("România").as_deref(), Some("RO"));
        assert_eq!(country_called("it").as_deref(), Some("IT"));
        assert_eq!(country_called("uk").as_deref(), Some("GB"));
        for text in ["Atlantis", "ZZ", "R", ""] {
            assert_eq!(country_called(text), None, "{text}");
        }
    }
}
