//! The list of exchanges, and of sessions that programmes share.

use maud::{Markup, html};

use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::{badge, page, table};
use crate::dashboard::model::exchanges::{Exchanges, Held, Row};
use crate::dashboard::model::frame::Frame;
use crate::dashboard::view::sessions::titled;
use crate::i18n::Texts;

/// Draws it.
pub fn exchanges(frame: &Frame, it: &Exchanges) -> Markup {
    let t = frame.texts;
    let title = t.text("exchanges-title");
    let (other, leads_to) = if it.withdrawn {
        ("exchanges-standing", "/exchanges")
    } else {
        ("exchanges-withdrawn", "/exchanges?withdrawn=yes")
    };
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &t.text("exchanges-lead")))
            @if it.rows.is_empty() {
                @if it.withdrawn { (empty(&t.text("exchanges-none-hidden"))) }
                @else { (empty(&t.text("exchanges-none"))) }
            } @else {
                (list(t, &title, &it.rows))
            }
            @if it.is_more { p.note { (t.text("exchanges-more")) } }
            p.note { a href=(leads_to) { (t.text(other)) } }
            @if !it.sessions.is_empty() && !it.withdrawn {
                (panel("shared", &t.text("exchanges-shared"), &t.text("exchanges-shared-note"),
                    held(t, &it.sessions)))
            }
        },
    )
}

fn list(t: &Texts, name: &str, rows: &[Row]) -> Markup {
    table::wide(
        name,
        html! {
            table.list.cards role="table" {
                caption.hidden { (name) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for key in ["exchange-days", "exchange-exchange", "exchange-organisations",
                            "column-status"] {
                            th role="columnheader" scope="col" { (t.text(key)) }
                        }
                        th.number role="columnheader" scope="col" {
                            (t.text("exchange-participants"))
                        }
                    }
                }
                tbody role="rowgroup" { @for row in rows { (line(t, row)) } }
            }
        },
    )
}

fn line(t: &Texts, row: &Row) -> Markup {
    html! {
        tr role="row" {
            td role="cell" { (days(t, row)) }
            th role="rowheader" scope="row" {
                a href=(row.address) { (named(t, row)) }
                @if let Some(programme) = &row.programme { span.note { " · " (programme) } }
                @if let Some(host) = &row.host {
                    span.note { " · " (t.with("exchange-hosted", &[("who", host)])) }
                }
            }
            td role="cell" { (row.organisations.join(", ")) }
            td role="cell" {
                (badge::status(t, &row.status)) " " (badge::conflicts(t, row.conflicts))
                " " (badge::suspect(t, row.is_suspect))
            }
            td.number role="cell" {
                span.no-card { (t.number(row.participants)) }
                span.card-word { (t.count("exchange-participants-count", row.participants)) }
            }
        }
    }
}

/// `3 Jul 2017 – 5 Jul 2017`, the second only where it is another day.
pub(super) fn days(t: &Texts, row: &Row) -> String {
    match row.to.filter(|to| *to != row.from) {
        Some(to) => format!("{} – {}", t.short_day(row.from), t.short_day(to)),
        None => t.short_day(row.from),
    }
}

/// An exchange without a title is one all the same.
pub(super) fn named(t: &Texts, row: &Row) -> String {
    if row.title.is_empty() {
        t.text("exchange-untitled")
    } else {
        row.title.clone()
    }
}

/// Sessions that the reader may see, one line each.
pub(super) fn held(t: &Texts, sessions: &[Held]) -> Markup {
    html! {
        ul.plain {
            @for it in sessions {
                @let title = titled(t, &it.title, &it.kind);
                li {
                    @if let Some(address) = &it.address { a href=(address) { (title) } }
                    @else { strong { (title) } }
                    span.note {
                        " · " (t.short_day(it.day))
                        @if !it.place.is_empty() { " · " (it.place.join(", ")) }
                        " · " (t.count("exchange-people", it.people))
                    }
                }
            }
        }
    }
}
