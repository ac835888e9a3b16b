//! How a figure moved over the months, small, as a line; the peak is said in words beside it.

use std::fmt::Write;

use maud::{Markup, html};

use crate::dashboard::model::figures::Month;
use crate::i18n::Texts;

/// The drawing's own units; the style sheet stretches it.
const WIDTH: u64 = 240;
const HEIGHT: u64 = 40;

/// The line, or nothing when there are too few months to make one.
pub fn sparkline(t: &Texts, months: &[Month]) -> Markup {
    let Some(peak) = months.iter().max_by_key(|month| month.amount) else {
        return html! {};
    };
    if months.len() < 2 || peak.amount == 0 {
        return html! {};
    }
    let line = points(months, peak.amount);
    let words = t.with(
        "sparkline-peak",
        &[
            ("month", &t.month(peak.first)),
            ("number", &t.number(peak.amount)),
        ],
    );
    html! {
        div.spark {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) preserveAspectRatio="none"
                aria-hidden="true" focusable="false" {
                polygon.spark-area points=(format!("0,{HEIGHT} {line} {WIDTH},{HEIGHT}")) {}
                polyline.spark-line points=(line) {}
            }
            span.note { (words) }
        }
    }
}

/// A pixel stays free above and below, or the stroke would be cut in half.
fn points(months: &[Month], peak: u64) -> String {
    let last = months.len() as u64 - 1;
    let mut points = String::new();
    for (place, month) in (0_u64..).zip(months) {
        let x = WIDTH * place / last;
        let y = HEIGHT - 1 - scaled(month.amount, peak, HEIGHT - 2);
        let gap = if place == 0 { "" } else { " " };
        write!(points, "{gap}{x},{y}").expect("a String takes every write");
    }
    points
}

/// `amount` of `peak`, as a length of `full`. Figures can be large: no overflow on the way.
fn scaled(amount: u64, peak: u64, full: u64) -> u64 {
    let length = u128::from(amount) * u128::from(full) / u128::from(peak.max(1));
    u64::try_from(length).unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stays_inside_its_box() {
        let first = jiff::civil::date(2017, 1, 1);
        let months = [0, u64::MAX, 5].map(|amount| Month { first, amount });
        assert_eq!(points(&months, u64::MAX), "0,39 120,1 240,39");
    }
}
