//! Short labels: the state of a session, its kind, that something in it is open.

use maud::{Markup, html};

use crate::i18n::Texts;

/// The state of a session. A mark of its own for each, so that colour only repeats it.
pub fn status(t: &Texts, code: &str) -> Markup {
    let class = match code {
        "done" => "badge badge-done",
        "running" => "badge badge-running",
        "cancelled" => "badge badge-cancelled",
        _ => "badge badge-planned",
    };
    html! { span class=(class) { (t.word("status", code)) } }
}

/// How many things are open in a session; nothing when none are.
pub fn conflicts(t: &Texts, open: u32) -> Markup {
    html! {
        @if open > 0 { span.badge.badge-open { (t.count("conflicts-open", open.into())) } }
    }
}

/// What a coordinator said of a session; nothing when nobody said anything.
pub fn review(t: &Texts, code: &str) -> Markup {
    html! {
        @if !code.is_empty() {
            span.badge.badge-open[code != "verified"] { (t.word("review-badge", code)) }
        }
    }
}

/// Another session looks like the same event.
pub fn looks_alike(t: &Texts, it: bool) -> Markup {
    html! { @if it { span.badge.badge-open { (t.text("duplicates-badge")) } } }
}

/// A text of the session may hold what is a person's.
pub fn suspect(t: &Texts, it: bool) -> Markup {
    html! { @if it { span.badge.badge-open { (t.text("suspects-badge")) } } }
}

/// How many photos a session has; nothing when it has none.
pub fn photos(t: &Texts, n: u64) -> Markup {
    html! { @if n > 0 { span.badge { (t.count("photos-badge", n)) } } }
}

/// A session that is hidden with a reason.
pub fn withdrawn(t: &Texts) -> Markup {
    html! { span.badge.badge-cancelled { (t.text("session-withdrawn-badge")) } }
}

/// A plain label.
pub fn plain(text: &str) -> Markup {
    html! { span.badge { (text) } }
}
