//! One session: what is open first, then what it was, whom it reached, who counted, how it came.

use maud::{Markup, html};

use crate::dashboard::components::icon::{Icon, icon};
use crate::dashboard::components::panel::panel;
use crate::dashboard::components::{badge, bars, page, pyramid};
use crate::dashboard::model::figures::Sum;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::session::Session;
use crate::dashboard::view::sessions::titled;
use crate::i18n::Texts;

mod answers;
pub(super) mod conflicts;
pub(super) mod counts;
mod desk;
mod facts;
pub(super) mod history;
mod photos;

pub(super) use history::timeline;

/// Draws it.
pub fn session(frame: &Frame, it: &Session) -> Markup {
    let t = frame.texts;
    let title = titled(t, &it.title, &it.kind);
    page::page(
        frame,
        &title,
        html! {
            p.crumb { a href="/sessions" { (icon(Icon::Back)) (t.text("session-back")) } }
            (head(t, it, &title))
            (desk::notices(frame, it))
            (conflicts::conflicts(frame, &format!("/sessions/{}", it.id), &it.conflicts))
            div.columns.columns-main {
                div.stack {
                    (people(t, it))
                    (counts::counts(t, &it.counts))
                    (things(t, it))
                    (answers::answers(t, &it.answers))
                    (notes(t, it))
                    (photos::photos(t, &it.photos))
                }
                div.stack {
                    (desk::desk(frame, it))
                    (facts::facts(t, it))
                    (history::acts(t, &it.desk.acts))
                    (history::history(t, &it.history))
                }
            }
        },
    )
}

fn head(t: &Texts, it: &Session, title: &str) -> Markup {
    html! {
        header.page-head {
            div {
                p.badges {
                    @if it.withdrawn.is_some() { (badge::withdrawn(t)) }
                    @else { (badge::status(t, &it.status)) }
                    " " (badge::plain(&t.word("kind", &it.kind)))
                    " " (badge::conflicts(t, it.conflicts.len().try_into().unwrap_or(u32::MAX)))
                }
                h1 { (title) }
                p.lead {
                    (t.day(it.day)) " · " (it.unit)
                    @if let Some(campaign) = &it.campaign { " · " (campaign) }
                }
            }
        }
        @if let Some(why) = &it.withdrawn {
            div.flash.flash-warn { p { (t.with("session-withdrawn", &[("why", why)])) } }
        }
        @if let Some((address, title)) = &it.duplicate_of {
            div.flash.flash-warn {
                p { (t.text("session-duplicate")) " " a href=(address) { (title) } }
            }
        }
    }
}

fn people(t: &Texts, it: &Session) -> Markup {
    let title = t.text("session-people");
    let note = if it.counting.is_empty() {
        String::new()
    } else {
        t.word("counting", &it.counting)
    };
    panel(
        "people",
        &title,
        &note,
        html! {
            p.big { (t.number(it.people)) " " span.note { (t.text("overview-contacts-note")) } }
            @if it.by_sex_and_age.total().total() > 0 {
                (pyramid::pyramid(t, &title, &it.by_sex_and_age))
            }
            (part(t, &t.text("overview-groups"), &it.groups))
        },
    )
}

fn things(t: &Texts, it: &Session) -> Markup {
    if it.materials.is_empty() && it.tallies.is_empty() {
        return html! {};
    }
    panel(
        "things",
        &t.text("session-things"),
        "",
        html! {
            (part(t, &t.text("overview-materials"), &it.materials))
            (part(t, &t.text("overview-tallies"), &it.tallies))
        },
    )
}

fn part(t: &Texts, title: &str, sums: &[Sum]) -> Markup {
    html! {
        @if !sums.is_empty() {
            h3 { (title) }
            (bars::bars(t, title, &t.text("table-what"), sums))
        }
    }
}

fn notes(t: &Texts, it: &Session) -> Markup {
    if it.notes.is_empty() {
        return html! {};
    }
    panel(
        "notes",
        &t.text("session-notes"),
        &t.text("session-notes-note"),
        html! {
            div.prose { @for paragraph in it.notes.split("\n\n") { p { (paragraph) } } }
        },
    )
}
