//! Amounts side by side: a table whose last column is also a chart.
//!
//! The chart is the table itself, so there is nothing that only an eye can read.

use maud::{Markup, html};

use crate::dashboard::model::figures::Sum;
use crate::i18n::Texts;

/// A table of names and amounts, drawn as bars against the largest.
pub fn bars(t: &Texts, caption: &str, heading: &str, sums: &[Sum]) -> Markup {
    let most = sums.iter().map(|sum| sum.amount).max().unwrap_or(0);
    html! {
        table.bars {
            caption.hidden { (caption) }
            thead.hidden {
                tr { th scope="col" { (heading) } th scope="col" { (t.text("table-amount")) } }
            }
            tbody {
                @for sum in sums {
                    tr {
                        th scope="row" { (sum.name) }
                        td {
                            span.bar-number { (t.number(sum.amount)) }
                            (bar(sum.amount, most, "bar-fill", Side::Left))
                        }
                    }
                }
            }
        }
    }
}

/// From which side a bar grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// As text is read.
    Left,
    /// Towards the middle of a pyramid.
    Right,
}

/// One bar of `amount` against `most`, as wide as its place.
pub fn bar(amount: u64, most: u64, class: &str, side: Side) -> Markup {
    let width = percent(amount, most);
    let start = match side {
        Side::Left => "0".to_owned(),
        Side::Right => format!("{:.2}%", 100.0 - width),
    };
    html! {
        svg.bar aria-hidden="true" focusable="false" {
            rect.bar-room width="100%" height="100%" rx="2" {}
            rect class=(class) x=(start) width=(format!("{width:.2}%")) height="100%" rx="2" {}
        }
    }
}

/// `part` of `whole` in per cents, for drawing only: never printed as a figure.
pub fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        (part as f64 / whole as f64 * 100.0).min(100.0)
    }
}
