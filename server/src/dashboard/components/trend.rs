//! How figures moved: a chart for each, bars for this period and a mark at the height of the
//! period before, with the table of all of it behind.

use maud::{Markup, html};

use super::panel::empty;
use super::table;
use crate::dashboard::model::figures::{Moved, Point, Step, Trend};
use crate::i18n::Texts;

/// The drawing's own units; the style sheet stretches it.
const HEIGHT: f64 = 100.0;
/// One step's share of the width, and how much of it the bar takes.
const STEP: f64 = 10.0;
const BAR: f64 = 7.0;

/// Name of the text that heads it.
pub fn title(by: Step) -> &'static str {
    match by {
        Step::Week => "trend-weeks",
        Step::Month => "trend-months",
    }
}

/// What it is beside.
pub fn note(t: &Texts, trend: &Trend) -> String {
    let steps = trend.points.len() as u64;
    let latest = match trend.by {
        _ if !trend.is_latest => String::new(),
        Step::Week => t.count("trend-last-weeks", steps) + " ",
        Step::Month => t.count("trend-last-months", steps) + " ",
    };
    let beside = match trend.before {
        Some(before) => {
            let period = t.period(Some(before.from), Some(before.until));
            t.with("trend-before", &[("period", &period)])
        }
        None => t.text("trend-choose"),
    };
    latest + &beside
}

/// Both charts and the table behind them.
pub fn trend(t: &Texts, trend: &Trend) -> Markup {
    if trend.points.is_empty() {
        return empty(&t.text("overview-nothing"));
    }
    html! {
        div.trends {
            (chart(t, trend, "overview-people", |moved| moved.people))
            (chart(t, trend, "overview-activities", |moved| moved.activities))
        }
        @if trend.before.is_some() {
            p.trend-legend aria-hidden="true" {
                span { span.trend-now {} (t.text("trend-now")) }
                span { span.trend-then {} (t.text("trend-then")) }
            }
        }
        details.behind {
            summary { (t.text("trend-table")) }
            (table::wide(&t.text(title(trend.by)), rows(t, trend)))
        }
    }
}

fn chart(t: &Texts, trend: &Trend, name: &str, amount: fn(Moved) -> u64) -> Markup {
    let points = &trend.points;
    let of = |point: &Point| amount(point.now);
    let then = |point: &Point| point.before.map(amount);
    let most = points
        .iter()
        .map(|point| of(point).max(then(point).unwrap_or(0)))
        .max()
        .unwrap_or(0);
    let peak = points.iter().max_by_key(|point| of(point));
    let width = STEP * points.len() as f64;
    html! {
        figure.trend {
            figcaption {
                span.trend-name { (t.text(name)) }
                @if let Some(peak) = peak.filter(|peak| of(peak) > 0) {
                    span.note {
                        (t.with("trend-peak", &[("step", &step(t, trend.by, peak)),
                            ("number", &t.number(of(peak)))]))
                    }
                }
            }
            svg viewBox=(format!("0 0 {width} {HEIGHT}")) preserveAspectRatio="none"
                aria-hidden="true" focusable="false" {
                @for (place, point) in (0_u32..).zip(points) {
                    @let left = STEP * f64::from(place) + (STEP - BAR) / 2.0;
                    @let high = height(of(point), most);
                    rect.trend-bar x=(left) width=(BAR) y=(format!("{:.1}", HEIGHT - high))
                        height=(format!("{high:.1}")) {}
                    @if let Some(before) = then(point).filter(|before| *before > 0) {
                        @let level = format!("{:.1}", HEIGHT - height(before, most));
                        line.trend-mark x1=(left - 1.0) x2=(left + BAR + 1.0) y1=(level)
                            y2=(level) {}
                    }
                }
            }
            p.trend-ends aria-hidden="true" {
                @if let (Some(first), Some(last)) = (points.first(), points.last()) {
                    span { (step(t, trend.by, first)) }
                    @if points.len() > 1 { span { (step(t, trend.by, last)) } }
                }
            }
        }
    }
}

/// A stroke's width stays free above.
fn height(amount: u64, most: u64) -> f64 {
    amount as f64 / most.max(1) as f64 * (HEIGHT - 2.0)
}

fn step(t: &Texts, by: Step, point: &Point) -> String {
    match by {
        Step::Month => t.month(point.first),
        Step::Week => t.with("trend-week-of", &[("day", &t.short_day(point.first))]),
    }
}

/// A figure of the table: the text that names it, and which it is.
type Column = (&'static str, fn(Moved) -> u64);

fn rows(t: &Texts, trend: &Trend) -> Markup {
    let compared = trend.before.is_some();
    let heading = match trend.by {
        Step::Week => "table-week",
        Step::Month => "table-month",
    };
    let columns: [Column; 2] = [
        ("overview-activities", |moved| moved.activities),
        ("overview-people", |moved| moved.people),
    ];
    html! {
        table.list {
            caption.hidden { (t.text(title(trend.by))) }
            thead {
                tr {
                    th scope="col" { (t.text(heading)) }
                    @for (name, _) in columns {
                        th.number scope="col" { (t.text(name)) }
                        @if compared {
                            th.number scope="col" { (t.text(name)) ", " (t.text("trend-then")) }
                        }
                    }
                }
            }
            tbody {
                @for point in &trend.points {
                    tr {
                        th scope="row" { (step(t, trend.by, point)) }
                        @for (_, amount) in columns {
                            td.number { (t.number(amount(point.now))) }
                            @if compared {
                                td.number { (t.number(point.before.map_or(0, amount))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stay_inside_their_box() {
        for (amount, most) in [(0, 0), (0, 5), (5, 5), (u64::MAX, u64::MAX)] {
            let height = height(amount, most);
            assert!((0.0..=HEIGHT - 2.0).contains(&height), "{amount} of {most}");
        }
    }
}
