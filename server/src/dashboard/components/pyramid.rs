//! The population pyramid: women and girls to the left, men and boys to the right, age between.
//!
//! It is a table with a bar in each cell, so that the picture and its accessible twin are one
//! thing: they cannot disagree, and it reads well at any width.

use maud::{Markup, html};

use super::bars::{Side, bar};
use crate::dashboard::model::figures::{Band, People};
use crate::i18n::Texts;

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
                @for band in known.chain(unknown) { (line(t, band, most, elsewhere)) }
            }
            tfoot {
                tr {
                    td.pyramid-female {
                        span.pyramid-pair { span.bar-number { (t.number(total.female)) } }
                    }
                    th.pyramid-age scope="row" { (t.text("table-total")) }
                    td.pyramid-male {
                        span.pyramid-pair {
                            span {}
                            span.bar-number { (t.number(total.male)) }
                        }
                    }
                    @if elsewhere { td.number { (t.number(total.other + total.unknown)) } }
                }
            }
        }
    }
}

fn line(t: &Texts, band: &Band, most: u64, elsewhere: bool) -> Markup {
    html! {
        tr.pyramid-children[band.adult == Some(false)].pyramid-unknown[band.adult.is_none()] {
            td.pyramid-female {
                span.pyramid-pair {
                    span.bar-number { (t.number(band.female)) }
                    (bar(band.female, most, "bar-female", Side::Right))
                }
            }
            th.pyramid-age scope="row" { (t.word("age", &band.age)) }
            td.pyramid-male {
                span.pyramid-pair {
                    (bar(band.male, most, "bar-male", Side::Left))
                    span.bar-number { (t.number(band.male)) }
                }
            }
            @if elsewhere { td.number { (t.number(band.other + band.unknown)) } }
        }
    }
}
