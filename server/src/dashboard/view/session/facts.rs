//! The facts of a session as terms and values; what is not known is left out.

use maud::{Markup, html};

use crate::dashboard::components::panel::panel;
use crate::dashboard::model::session::Session;
use crate::i18n::Texts;

/// When, where, who, about what.
pub(super) fn facts(t: &Texts, it: &Session) -> Markup {
    let planned = it.planned_for.map(|at| t.moment(at));
    panel(
        "facts",
        &t.text("facts-title"),
        "",
        html! {
            dl.facts {
                (fact(&t.text("facts-held"), held(t, it)))
                (fact(&t.text("facts-planned"), planned))
                (many(&t.text("facts-place"), &it.place))
                (fact(&t.text("facts-at"), it.at.clone()))
                (fact(&t.text("facts-unit"), Some(it.unit.clone())))
                (fact(&t.text("facts-campaign"), it.campaign.clone()))
                (fact(&t.text("facts-programme"), it.programme.clone()))
                @if !it.team.is_empty() {
                    dt { (t.text("facts-team")) }
                    @for (name, role) in &it.team {
                        dd { (name) " " span.note { (t.word("team", role)) } }
                    }
                }
                (many(&t.text("facts-partners"), &it.partners))
                @if !it.topics.is_empty() {
                    dt { (t.text("facts-topics")) }
                    @for topic in &it.topics { dd { (t.word("topic", topic)) } }
                }
                @for (name, value) in &it.further { (fact(name, Some(value.clone()))) }
            }
        },
    )
}

/// `14 Mar 2017, 10:05 – 11:40`; the second day only where it is another one.
fn held(t: &Texts, it: &Session) -> Option<String> {
    let (start, end) = (it.started_at, it.ended_at);
    match (start, end) {
        (Some(start), Some(end)) if start.date() == end.date() => {
            Some(format!("{} – {}", t.moment(start), t.time(end)))
        }
        (Some(start), Some(end)) => Some(format!("{} – {}", t.moment(start), t.moment(end))),
        (Some(start), None) => Some(t.moment(start)),
        (None, end) => end.map(|end| t.moment(end)),
    }
}

fn fact(name: &str, value: Option<String>) -> Markup {
    html! { @if let Some(value) = value { dt { (name) } dd { (value) } } }
}

fn many(name: &str, values: &[String]) -> Markup {
    html! { @if !values.is_empty() { dt { (name) } @for value in values { dd { (value) } } } }
}
