//! The population pyramid: women and girls to the left, men and boys to the right, age between.
//!
//! It is a table with a bar in each cell, so that the picture and its accessible twin are one
//! thing: they cannot disagree, and it reads well at any width.

use maud::{Markup, html};

use super::bars::{Side, bar};
use crate::dashboard::model::figures::{Band, People};
use crate::i18n::Texts;

/// In a line of an age, where the total below says it in words.
const NOT_KNOWN: &str = "–";

/// Draws it, oldest on top as demographers do; unknown ages stand below all.
pub fn pyramid(t: &Texts, caption: &str, people: &People) -> Markup {
    let most = people
        .bands
        .iter()
        .map(|band| band.female.max(band.male))
        .max()
        .unwrap_or(0);
    let total = people.total();
    let elsewhere = total.other + total.unknown > 0;
    let known = people
        .bands
        .iter()
        .rev()
        .filter(|band| band.adult.is_some());
    let unknown = people
        .bands
        .iter()
        .filter(|band| band.adult.is_none() && band.total() > 0);
    let of_sex = |amount| known_number(t, amount, people.knows_sex());
    html! {
        table.pyramid {
            caption.hidden { (caption) }
            thead {
                tr {
                    th.pyramid-female scope="col" { (t.text("sex-f")) }
                    th.pyramid-age scope="col" { (t.text("table-age")) }
                    th.pyramid-male scope="col" { (t.text("sex-m")) }
                    @if elsewhere { th.number scope="col" { (t.text("sex-elsewhere")) } }
                }
            }
            tbody {
                @for band in known.chain(unknown) { (line(t, people, band, most, elsewhere)) }
            }
            tfoot {
                tr {
                    td.pyramid-female {
                        span.pyramid-pair { span.bar-number { (of_sex(total.female)) } }
                    }
                    th.pyramid-age scope="row" { (t.text("table-total")) }
                    td.pyramid-male {
                        span.pyramid-pair {
                            span {}
                            span.bar-number { (of_sex(total.male)) }
                        }
                    }
                    @if elsewhere { td.number { (t.number(total.other + total.unknown)) } }
                }
            }
        }
    }
}

/// An amount, unless nobody knows it: then it is not zero.
pub fn known_number(t: &Texts, amount: u64, is_known: bool) -> String {
    match is_known {
        true => t.number(amount),
        false => t.text("not-known"),
    }
}

fn line(t: &Texts, people: &People, band: &Band, most: u64, elsewhere: bool) -> Markup {
    let is_age_known = band.adult.is_none() || people.knows_age();
    let is_known = is_age_known && people.knows_sex();
    let number = |amount, is_known| match is_known {
        true => t.number(amount),
        false => NOT_KNOWN.to_owned(),
    };
    html! {
        tr.pyramid-children[band.adult == Some(false)].pyramid-unknown[band.adult.is_none()] {
            td.pyramid-female {
                span.pyramid-pair {
                    span.bar-number { (number(band.female, is_known)) }
                    (bar(band.female, most, "bar-female", Side::Right))
                }
            }
            th.pyramid-age scope="row" { (t.word("age", &band.age)) }
            td.pyramid-male {
                span.pyramid-pair {
                    (bar(band.male, most, "bar-male", Side::Left))
                    span.bar-number { (number(band.male, is_known)) }
                }
            }
            @if elsewhere { td.number { (number(band.other + band.unknown, is_age_known)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(language: &str, bands: &[(&str, Option<bool>, u64, u64)]) -> String {
        let bands = bands.iter().map(|(age, adult, female, unknown)| Band {
            age: (*age).to_owned(),
            adult: *adult,
            female: *female,
            unknown: *unknown,
            ..Band::default()
        });
        let people = People {
            bands: bands.collect(),
        };
        let all = Texts::all().iter();
        let t = all.clone().find(|texts| texts.tag() == language).unwrap();
        pyramid(t, "People", &people).into_string()
    }

    #[test]
    fn what_nobody_said_is_not_zero() {
        let young = "14-17";
        for (language, words) in [("en", "not known"), ("ro", "nu se știe")] {
            let of_nobody = drawn(
                language,
                &[(young, Some(false), 0, 0), ("unknown", None, 0, 9)],
            );
            assert_eq!(of_nobody.matches(words).count(), 2, "{of_nobody}");
            assert!(!of_nobody.contains(">0<"), "{of_nobody}");
            // As soon as one is known, zero is zero.
            let of_some = drawn(
                language,
                &[(young, Some(false), 1, 0), ("unknown", None, 0, 9)],
            );
            assert!(
                !of_some.contains(words) && of_some.contains(">0<"),
                "{of_some}"
            );
        }
    }

    #[test]
    fn children_and_adults_are_known_when_an_age_is() {
        let people = |adult, amount| People {
            bands: vec![Band {
                adult,
                female: amount,
                ..Band::default()
            }],
        };
        assert!(people(Some(true), 1).knows_age() && people(None, 0).knows_age());
        assert!(!people(None, 5).knows_age() && people(None, 5).knows_sex());
    }
}
