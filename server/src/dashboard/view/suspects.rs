//! Texts in which something may be a person's: where, what it looks like, and what to do. What it
//! says stands in the text, which the same page shows.

use maud::{Markup, html};

use crate::dashboard::components::form;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::suspects::Suspects;

/// The notice with its one button; nothing when there is nothing to look at.
pub(super) fn notice(frame: &Frame, action: &str, it: &Suspects) -> Markup {
    let t = frame.texts;
    html! {
        @if !it.found.is_empty() {
            div.flash.flash-warn {
                div {
                    p { (t.text("suspects-lead")) }
                    ul {
                        @for (field, kind) in &it.found {
                            li { (field) ": " (t.word("suspect", kind)) }
                        }
                    }
                    form method="post" action=(action) {
                        (form::token(frame))
                        input type="hidden" name="seen" value=(it.seen);
                        button.button type="submit" { (t.text("suspects-harmless")) }
                    }
                }
            }
        }
    }
}
