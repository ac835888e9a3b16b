//! The list of sessions.

use maud::{Markup, html};

use crate::dashboard::components::filter::{Fields, filter};
use crate::dashboard::components::pagination::pagination;
use crate::dashboard::components::panel::empty;
use crate::dashboard::components::{badge, page, table};
use crate::dashboard::model::frame::{Frame, Place};
use crate::dashboard::model::sessions::{Column, Count, Direction, Row, Sessions};
use crate::i18n::Texts;

/// Draws it.
pub fn sessions(frame: &Frame, it: &Sessions) -> Markup {
    let t = frame.texts;
    let review = frame.place == Some(Place::Review);
    let title = t.text(if review {
        "sessions-review-title"
    } else {
        "sessions-title"
    });
    page::page(
        frame,
        &title,
        html! {
            header.page-head {
                div {
                    h1 { (title) }
                    p.lead {
                        @if review { (t.text("sessions-review-lead")) " " }
                        (count(t, it.count)) " · " (it.filter.period)
                    }
                }
                a.button.button-main href="/sessions/new" { (t.text("sessions-plan")) }
            }
            (filter(t, "/sessions", Fields::List, &it.filter))
            @if it.rows.is_empty() {
                (empty(&t.text(if review { "sessions-review-none" } else { "sessions-none" })))
            } @else {
                (table::wide(&title, html! {
                    table.list.sessions role="table" {
                        caption.hidden { (title) }
                        thead role="rowgroup" { (headings(t, &it.columns)) }
                        tbody role="rowgroup" { @for row in &it.rows { (line(t, row)) } }
                    }
                }))
            }
            (pagination(t, it.before.as_deref(), it.after.as_deref()))
        },
    )
}

/// A few sessions on another page: newest first, nothing to sort.
pub fn short(t: &Texts, rows: &[Row]) -> Markup {
    let name = t.text("sessions-title");
    table::wide(
        &name,
        html! {
            table.list.sessions role="table" {
                caption.hidden { (name) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for key in PLAIN_HEADINGS {
                            th role="columnheader" scope="col" { (t.text(key)) }
                        }
                        th.number role="columnheader" scope="col" { (t.text("column-people")) }
                    }
                }
                tbody role="rowgroup" { @for row in rows { (line(t, row)) } }
            }
        },
    )
}

const PLAIN_HEADINGS: [&str; 4] = ["column-day", "column-title", "column-unit", "column-status"];

/// The headings that sort are links, and the sorted one says which way.
fn headings(t: &Texts, columns: &[Column]) -> Markup {
    let heading = |what: &str| columns.iter().find(|column| column.what == what);
    html! {
        tr role="row" {
            @for what in ["day", "title", "unit"] {
                @if let Some(column) = heading(what) { (sorting(t, column, "")) }
            }
            th role="columnheader" scope="col" { (t.text("column-status")) }
            @if let Some(column) = heading("people") { (sorting(t, column, "number")) }
        }
    }
}

fn sorting(t: &Texts, column: &Column, class: &str) -> Markup {
    let (said, sign) = match column.sorted {
        Some(Direction::Up) => (Some("ascending"), "↑"),
        Some(Direction::Down) => (Some("descending"), "↓"),
        None => (None, "↕"),
    };
    html! {
        th class=(class) role="columnheader" scope="col" aria-sort=[said] {
            a.sort href=(column.address) {
                (t.word("column", &column.what))
                span.sort-sign.sort-on[said.is_some()] aria-hidden="true" { (sign) }
                span.hidden { (t.text("sessions-sort")) }
            }
        }
    }
}

/// One row. On a narrow screen the style sheet turns each into a card, and some browsers then
/// forget that it was a table: hence the classes and the roles.
fn line(t: &Texts, row: &Row) -> Markup {
    html! {
        tr role="row" {
            td.row-day role="cell" {
                (t.short_day(row.day))
            }
            th.row-title role="rowheader" scope="row" {
                a href=(row.address) { (titled(t, &row.title, &row.kind)) }
                span.note {
                    (t.word("kind", &row.kind))
                    @if !row.place.is_empty() { " · " (row.place) }
                    @if let Some(campaign) = &row.campaign { " · " (campaign) }
                }
            }
            td.row-unit role="cell" { (row.unit) }
            td.row-status role="cell" {
                (badge::status(t, &row.status)) " " (badge::conflicts(t, row.conflicts))
                " " (badge::review(t, &row.review)) " " (badge::looks_alike(t, row.looks_alike))
                " " (badge::suspect(t, row.is_suspect)) " " (badge::photos(t, row.photos))
            }
            td.row-people.number role="cell" {
                (t.number(row.people))
                span.row-unit-word { " " (t.text("column-people")) }
            }
        }
    }
}

/// A session without a title is called by its kind.
pub fn titled(t: &Texts, title: &str, kind: &str) -> String {
    if title.is_empty() {
        t.word("kind", kind)
    } else {
        title.to_owned()
    }
}

fn count(t: &Texts, count: Count) -> String {
    match count {
        Count::Exactly(n) => t.count("sessions-count", n),
        Count::MoreThan(n) => t.count("sessions-count-more", n),
    }
}
