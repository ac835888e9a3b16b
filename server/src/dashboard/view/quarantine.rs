//! What waits for a coordinator: each session with what it says, whose it is and why it waits, and
//! the two ways to decide.

use maud::{Markup, html};

use crate::dashboard::components::pagination::pagination;
use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::{badge, form, page};
use crate::dashboard::model::frame::{Frame, Held};
use crate::dashboard::model::quarantine::{Decided, Item, Left, Quarantine, Seen, Sender};
use crate::dashboard::view::session::timeline;
use crate::dashboard::view::sessions::titled;
use crate::i18n::Texts;
use crate::limits::REASON_CHARS_MAX;

/// Draws it.
pub fn quarantine(frame: &Frame, it: &Quarantine) -> Markup {
    let t = frame.texts;
    let title = t.text("quarantine-title");
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &t.text("quarantine-lead")))
            @if let Some(member) = &it.phone_of {
                p {
                    (t.with("phone-title", &[("member", member)])) ". "
                    a href="/quarantine" { (t.text("quarantine-of-all")) }
                }
            }
            @if !it.left.is_empty() {
                (panel("refused", &t.text("quarantine-refused"), "", html! {
                    ul.plain { @for left in &it.left { li.fault { (refused(t, left)) } } }
                    p.note { (t.text("quarantine-refused-note")) }
                }))
            }
            @if it.items.is_empty() { (empty(&t.text("quarantine-none"))) }
            @for item in &it.items { (one(frame, item)) }
            (pagination(t, it.first.as_deref(), it.next.as_deref()))
            @if !it.decided.is_empty() {
                (panel("decided", &t.text("quarantine-decided"), "", html! {
                    ul.plain { @for one in &it.decided { li { (decision(t, one)) } } }
                }))
            }
        },
    )
}

/// Where something waits, the way to it; elsewhere nothing.
pub(super) fn pointer(frame: &Frame) -> Markup {
    let t = frame.texts;
    let held = frame.person.as_ref().map(|person| person.held);
    let Held {
        sessions,
        exchanges,
    } = held.unwrap_or_default();
    html! {
        @if sessions + exchanges > 0 {
            p.fault {
                @if sessions > 0 { (t.count("quarantine-waiting", sessions)) " " }
                @if exchanges > 0 { (t.count("quarantine-waiting-exchanges", exchanges)) " " }
                a href="/quarantine" { (t.text("quarantine-look")) }
            }
        }
    }
}

fn one(frame: &Frame, it: &Item) -> Markup {
    let t = frame.texts;
    let title = match &it.seen {
        Some(seen) => titled(t, &seen.title, &seen.kind),
        None => t.text("quarantine-unreadable"),
    };
    let id = format!("held-{}", it.id);
    panel(
        &id,
        &title,
        &it.unit,
        html! {
            @if let Some(seen) = &it.seen { (facts(t, seen)) }
            @if let Some(address) = &it.address {
                p { a href=(address) { (t.text("quarantine-as-it-is")) } }
            }
            ul.plain { @for sender in &it.senders { li { (whose(t, sender)) } } }
            @if !it.says.is_empty() {
                details {
                    summary { (t.text("quarantine-says")) }
                    (timeline(t, &it.says))
                    @if it.unread > 0 { p.note { (t.count("quarantine-unread", it.unread)) } }
                }
            }
            (decide(frame, it, &title))
        },
    )
}

fn facts(t: &Texts, seen: &Seen) -> Markup {
    html! {
        @if !seen.kind.is_empty() { p.badges { (badge::plain(&t.word("kind", &seen.kind))) } }
        dl.facts {
            dt { (t.text("column-day")) } dd { (seen.day) }
            @if !seen.place.is_empty() { dt { (t.text("facts-place")) } dd { (seen.place) } }
            dt { (t.text("column-people")) } dd { (t.number(seen.people)) }
            @if seen.materials > 0 {
                dt { (t.text("duplicates-materials")) } dd { (t.number(seen.materials)) }
            }
        }
    }
}

fn whose(t: &Texts, it: &Sender) -> Markup {
    html! {
        a href=(it.phone) { (t.with("phone-title", &[("member", &it.member)])) }
        ": " (t.count("quarantine-changes", it.changes)) ", " (t.moment(it.received)) ". "
        (t.word("quarantine-why", &it.why))
        @if it.others > 0 { " " a href=(it.all) { (t.count("quarantine-others", it.others)) } }
    }
}

/// Why changes were not let in, and the code by which somebody can ask about it.
fn refused(t: &Texts, it: &Left) -> Markup {
    html! {
        (t.word("quarantine-left", &it.code)) " "
        span.note { (t.count("quarantine-changes", it.changes)) ", " code { (it.code) } }
    }
}

fn decide(frame: &Frame, it: &Item, title: &str) -> Markup {
    let t = frame.texts;
    let field = format!("reason-{}", it.id);
    html! {
        form.form method="post" action="/quarantine/admit" {
            (form::token(frame))
            input type="hidden" name="doc" value=(it.id);
            div {
                button.button.button-main type="submit" {
                    (t.text("quarantine-admit"))
                    span.hidden { ": " (title) }
                }
            }
        }
        form.line-form method="post" action="/quarantine/reject" {
            (form::token(frame))
            input type="hidden" name="doc" value=(it.id);
            div.field {
                label for=(field) { (t.text("quarantine-reason")) }
                input id=(field) type="text" name="reason" maxlength=(REASON_CHARS_MAX)
                    autocomplete="off";
            }
            button.button.button-bad type="submit" {
                (t.text("quarantine-reject"))
                span.hidden { ": " (title) }
            }
        }
    }
}

fn decision(t: &Texts, it: &Decided) -> Markup {
    html! {
        (t.word("quarantine-act", &it.what)) ", " (it.who) ": "
        (t.count("quarantine-changes", it.changes))
        @if let Some((address, title)) = &it.about {
            ", " a href=(address) { (titled(t, title, "")) }
        }
        @if !it.reason.is_empty() { ". " (it.reason) }
        " " span.note { (t.moment(it.at)) }
    }
}
