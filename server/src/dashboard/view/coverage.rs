//! The coverage page.

use maud::{Markup, html};

use crate::dashboard::components::filter::{Fields, filter};
use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::{bars, page, table, tiles};
use crate::dashboard::model::coverage::{Coverage, Origin};
use crate::dashboard::model::figures::Sum;
use crate::dashboard::model::frame::Frame;
use crate::i18n::Texts;

/// Draws it.
pub fn coverage(frame: &Frame, it: &Coverage) -> Markup {
    let t = frame.texts;
    let title = t.text("coverage-title");
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &it.filter.period))
            (filter(t, "/coverage", Fields::Figures, &it.filter))
            div.columns.columns-map {
                div.stack {
                    (panel("map", &t.text("coverage-map"), &t.text("coverage-map-note"),
                        tiles::tiles(t, &it.counties)))
                    (elsewhere(t, it))
                }
                div.stack {
                    (gaps(t, it))
                    @if let Some(source) = &it.need {
                        @let note = t.with("coverage-origins-note",
                            &[("source", &source.source), ("period", &source.period)]);
                        (panel("origins", &t.text("coverage-origins"), &note,
                            origins(t, &it.origins)))
                    }
                }
            }
        },
    )
}

/// What the map shows, in words.
fn gaps(t: &Texts, it: &Coverage) -> Markup {
    let note = t.with(
        "coverage-gaps-note",
        &[("places", &t.number(it.gap_places))],
    );
    let found: Vec<&Origin> = it.origins.iter().filter(|it| it.county.is_gap).collect();
    panel(
        "gaps",
        &t.text("coverage-gaps"),
        &note,
        html! {
            @if !it.is_whole { p { (t.text("coverage-gaps-partly")) } }
            @else if it.need.is_none() { p { (t.text("coverage-need-unknown")) } }
            @else if found.is_empty() { (empty(&t.text("coverage-gaps-none"))) }
            @else {
                ul.gaps { @for one in found { li { (gap(t, one)) } } }
            }
            @if it.is_whole {
                p.note {
                    (t.count_with("coverage-empty-counties", it.empty.len() as u64,
                        &[("counties", &it.empty.join(", "))]))
                }
            }
        },
    )
}

fn gap(t: &Texts, one: &Origin) -> Markup {
    let need = t.ordinal(one.need);
    let place = one.county.place.map(|place| t.ordinal(place));
    let gaps = [
        ("county", one.county.name.as_str()),
        ("need", &need),
        ("place", place.as_deref().unwrap_or_default()),
    ];
    let key = match place {
        Some(_) => "coverage-gap",
        None => "coverage-gap-nobody",
    };
    html! { a href=(one.county.address) { (t.with(key, &gaps)) } }
}

fn origins(t: &Texts, origins: &[Origin]) -> Markup {
    let title = t.text("coverage-origins");
    table::wide(
        &title,
        html! {
            table.list {
                caption.hidden { (title) }
                thead {
                    tr {
                        th.number scope="col" { (t.text("coverage-need")) }
                        th scope="col" { (t.text("coverage-county")) }
                        th.number scope="col" { (t.text("coverage-people")) }
                        th.number scope="col" { (t.text("coverage-place")) }
                    }
                }
                tbody {
                    @for one in origins {
                        tr {
                            td.number { (t.number(one.need)) }
                            th scope="row" {
                                a href=(one.county.address) { (one.county.name) }
                                @if one.county.is_gap {
                                    " " span.badge.badge-open { (t.text("coverage-under-served")) }
                                }
                            }
                            td.number { (tiles::people(t, &one.county)) }
                            td.number {
                                @match one.county.place {
                                    Some(place) => (t.number(place)),
                                    None => "–",
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}

fn elsewhere(t: &Texts, it: &Coverage) -> Markup {
    let mut sums = it.elsewhere.clone();
    if it.no_place > 0 {
        sums.push(Sum {
            name: t.text("coverage-no-place"),
            amount: it.no_place,
        });
    }
    if sums.is_empty() {
        return html! {};
    }
    let title = t.text("coverage-elsewhere");
    panel(
        "elsewhere",
        &title,
        &t.text("coverage-elsewhere-note"),
        bars::bars(t, &title, &t.text("table-what"), &sums),
    )
}
