//! One exchange: what is open first, then what it was, who counted, what was learned, how it came.

use maud::{Markup, html};

use super::exchanges::{days, held, named};
use super::session::{conflicts, counts, history};
use super::suspects;
use crate::dashboard::components::field::{Input, input, select, textarea};
use crate::dashboard::components::icon::{Icon, icon};
use crate::dashboard::components::panel::panel;
use crate::dashboard::components::{badge, form, page};
use crate::dashboard::model::exchanges::Exchange;
use crate::dashboard::model::frame::Frame;
use crate::i18n::Texts;

/// Draws it.
pub fn exchange(frame: &Frame, it: &Exchange) -> Markup {
    let t = frame.texts;
    let title = named(t, &it.row);
    page::page(
        frame,
        &title,
        html! {
            p.crumb { a href="/exchanges" { (icon(Icon::Back)) (t.text("exchange-back")) } }
            (head(t, it, &title))
            (suspects::notice(frame, &format!("{}/harmless", it.row.address), &it.suspects))
            (conflicts::conflicts(frame, &it.row.address, &it.conflicts))
            div.columns.columns-main {
                div.stack {
                    (participants(t, it))
                    (counts::counts(t, &it.counts))
                    (done(t, it))
                    (notes(t, it))
                }
                div.stack {
                    (facts(t, it))
                    (edit(frame, it))
                    (history::history(t, &it.history))
                }
            }
        },
    )
}

fn head(t: &Texts, it: &Exchange, title: &str) -> Markup {
    html! {
        header.page-head {
            div {
                p.badges {
                    @if it.withdrawn.is_some() { (badge::withdrawn(t)) }
                    @else { (badge::status(t, &it.row.status)) }
                    " " (badge::conflicts(t, it.row.conflicts))
                }
                h1 { (title) }
                p.lead {
                    (days(t, &it.row))
                    @if let Some(programme) = &it.row.programme { " · " (programme) }
                }
            }
        }
        @if let Some(why) = &it.withdrawn {
            div.flash.flash-warn { p { (t.with("exchange-withdrawn", &[("why", why)])) } }
        }
        @if let Some(review) = &it.review {
            @let key = review.key();
            div.flash.flash-warn[key != "verified"] {
                div {
                    p { (t.word("reviewed", &key)) }
                    @if !review.comment.is_empty() { p.note { (review.comment) } }
                }
            }
        }
    }
}

fn participants(t: &Texts, it: &Exchange) -> Markup {
    panel(
        "participants",
        &t.text("exchange-participants"),
        "",
        html! { p.big { (t.number(it.row.participants)) } },
    )
}

/// What was done and learned, and the sessions held meanwhile.
fn done(t: &Texts, it: &Exchange) -> Markup {
    html! {
        @if !it.activities.is_empty() {
            (panel("activities", &t.text("exchange-activities"), "", html! {
                ul.plain { @for what in &it.activities { li { (what) } } }
            }))
        }
        @if !it.learned.is_empty() {
            (panel("what-learned", &t.text("exchange-learned"), "", html! {
                @for (who, what) in &it.learned {
                    h3 { (who) }
                    div.prose { @for paragraph in what.split("\n\n") { p { (paragraph) } } }
                }
            }))
        }
        @if !it.sessions.is_empty() {
            (panel("sessions", &t.text("exchange-sessions"), "", held(t, &it.sessions)))
        }
    }
}

fn notes(t: &Texts, it: &Exchange) -> Markup {
    html! {
        @if !it.notes.is_empty() {
            (panel("notes", &t.text("session-notes"), &t.text("session-notes-note"), html! {
                div.prose { @for paragraph in it.notes.split("\n\n") { p { (paragraph) } } }
            }))
        }
    }
}

fn facts(t: &Texts, it: &Exchange) -> Markup {
    let fact = |name: &str, values: &[String]| {
        html! {
            @if !values.is_empty() { dt { (t.text(name)) } @for value in values { dd { (value) } } }
        }
    };
    let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    panel(
        "facts",
        &t.text("facts-title"),
        "",
        html! {
            dl.facts {
                (fact("exchange-days", &[days(t, &it.row)]))
                (fact("exchange-hours", &one(&it.hours)))
                (fact("facts-place", &it.place))
                (fact("exchange-host", &one(&it.row.host)))
                (fact("exchange-organisations", &it.row.organisations))
                (fact("facts-programme", &one(&it.row.programme)))
                (fact("facts-unit", &one(&it.unit)))
            }
        },
    )
}

fn edit(frame: &Frame, it: &Exchange) -> Markup {
    let t = frame.texts;
    let form = &it.form;
    let field = |name, label: &str, kind, value| Input {
        name,
        label: t.text(label),
        kind,
        value,
        autocomplete: "off",
        help: String::new(),
        fault: String::new(),
        required: name == "title",
    };
    panel(
        "edit",
        &t.text("exchange-edit"),
        &t.text("exchange-edit-note"),
        html! {
            form.form method="post" action=(format!("{}/edit", it.row.address)) {
                (form::token(frame))
                input type="hidden" name="seen" value=(it.seen);
                (input(&field("title", "field-title", "text", &form.title)))
                (input(&field("locality", "exchange-locality", "text", &form.locality)))
                (input(&field("venue", "exchange-venue", "text", &form.venue)))
                (input(&field("from", "field-from", "date", &form.from)))
                (input(&field("to", "field-to", "date", &form.to)))
                (input(&field("hours", "field-hours", "number", &form.hours)))
                @if !form.organisations.is_empty() {
                    (select("organisation", &t.text("exchange-learned-who"),
                        &t.text("desk-choose"), &form.organisations))
                    (textarea("learned", &t.text("exchange-learned-what"),
                        &t.text("exchange-learned-help"), ""))
                }
                div.buttons {
                    button.button.button-main type="submit" { (t.text("exchange-edit-submit")) }
                }
            }
            @if it.may_withdraw {
                details.desk-more {
                    summary { (t.text("desk-withdraw")) }
                    (form::withdraw(frame, &it.row.address, it.withdrawn.is_some(),
                        t.text("exchange-withdraw-help")))
                }
            }
        },
    )
}
