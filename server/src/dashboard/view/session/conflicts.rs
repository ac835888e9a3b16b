//! What two people said differently, each with a form to say which holds.

use maud::{Markup, html};

use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::session::{Conflict, Saying};
use crate::i18n::Texts;

/// One card a conflict, or nothing. What is decided goes to `address` of the session or exchange.
pub(in super::super) fn conflicts(frame: &Frame, address: &str, open: &[Conflict]) -> Markup {
    let t = frame.texts;
    if open.is_empty() {
        return html! {};
    }
    html! {
        section.panel.open #conflicts aria-labelledby="conflicts-title" {
            header.panel-head {
                h2 #conflicts-title { (t.count("conflicts-title", open.len() as u64)) }
                p.note { (t.text("conflicts-note")) }
            }
            div.conflicts {
                @for conflict in open { (card(frame, address, conflict)) }
            }
        }
    }
}

fn card(frame: &Frame, address: &str, conflict: &Conflict) -> Markup {
    let t = frame.texts;
    html! {
        form.conflict method="post" action=(format!("{address}/settle")) {
            @if let Some(person) = &frame.person {
                input type="hidden" name="form_token" value=(person.form_token);
            }
            input type="hidden" name="seen" value=(conflict.seen);
            input type="hidden" name="field" value=(conflict.field);
            fieldset {
                legend { (t.with("conflict-question", &[("field", &conflict.name)])) }
                @for (place, saying) in conflict.sayings.iter().enumerate() {
                    (choice(t, &conflict.field, place, saying))
                }
                @if conflict.takes_own { (own(t, &conflict.field)) }
            }
            button.button.button-main type="submit" {
                (t.text("conflict-settle"))
                span.hidden { ": " (conflict.name) }
            }
        }
    }
}

/// A value that nobody said.
fn own(t: &Texts, field: &str) -> Markup {
    let (id, value) = (format!("{field}-own"), format!("{field}-own-value"));
    html! {
        div.saying {
            input id=(id) type="radio" name="saying" value="own" required;
            label for=(id) { span.saying-value { (t.text("conflict-own")) } }
        }
        div.saying-own {
            label.hidden for=(value) { (t.text("conflict-own-value")) }
            input id=(value) name="own" type="text" autocomplete="off"
                placeholder=(t.text("conflict-own-value"));
        }
    }
}

fn choice(t: &Texts, field: &str, place: usize, saying: &Saying) -> Markup {
    let id = format!("{field}-{place}");
    let who = saying.who.join(", ");
    html! {
        div.saying {
            input id=(id) type="radio" name="saying" value=(place) required;
            label for=(id) {
                span.saying-value {
                    @if saying.value.is_empty() { (t.text("conflict-empty")) }
                    @else { (saying.value) }
                    @if saying.shown { " " span.badge { (t.text("conflict-shown")) } }
                }
                @if let Some(about) = &saying.about { span.saying-about { (about) } }
                span.note {
                    (who)
                    @if let Some(when) = saying.when { " · " (t.moment(when)) }
                }
            }
        }
    }
}
