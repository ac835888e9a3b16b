//! What happened to a session, newest first.

use maud::{Markup, html};

use crate::dashboard::components::panel::panel;
use crate::dashboard::model::session::{Change, Moment};
use crate::i18n::Texts;

/// All that was said of it.
pub(in super::super) fn history(t: &Texts, moments: &[Moment]) -> Markup {
    panel(
        "history",
        &t.text("history-title"),
        &t.text("history-note"),
        timeline(t, moments),
    )
}

/// Moments one after the other.
pub(in crate::dashboard::view) fn timeline(t: &Texts, moments: &[Moment]) -> Markup {
    html! {
        ol.timeline reversed {
            @for moment in moments { li { (one(t, moment)) } }
        }
    }
}

/// What was done beside the document; nothing when nothing was.
pub(super) fn acts(t: &Texts, moments: &[Moment]) -> Markup {
    if moments.is_empty() {
        return html! {};
    }
    panel(
        "acts",
        &t.text("acts-title"),
        &t.text("acts-note"),
        timeline(t, moments),
    )
}

fn one(t: &Texts, moment: &Moment) -> Markup {
    html! {
        p.timeline-who {
            strong { (moment.who) }
        }
        p.note {
            (t.moment(moment.at))
            @if let Some(carrier) = &moment.brought_by {
                " · " (t.with("history-brought", &[("who", carrier)]))
            }
            @if let Some(arrived) = moment.arrived {
                " · " (t.with("history-arrived", &[("when", &t.moment(arrived))]))
            }
        }
        ul.changes { @for change in &moment.changes { li { (changed(t, change)) } } }
    }
}

fn changed(t: &Texts, change: &Change) -> Markup {
    html! {
        span.change-what { (change.what) }
        @match &change.value {
            Some(value) => { ": " (value) }
            None => { ": " em { (t.text("history-taken-away")) } }
        }
    }
}
