//! What every form of a signed-in person carries.

use maud::{Markup, html};

use super::field::{Input, input};
use crate::dashboard::model::frame::Frame;

/// The proof that the form was made for this person by one of our pages.
pub fn token(frame: &Frame) -> Markup {
    html! {
        @if let Some(person) = &frame.person {
            input type="hidden" name="form_token" value=(person.form_token);
        }
    }
}

/// Hides what lies at `address` with a reason, or shows it again. `help` says who reads the reason.
pub fn withdraw(frame: &Frame, address: &str, is_withdrawn: bool, help: String) -> Markup {
    let t = frame.texts;
    let decide = |decision: &str, key: &str| {
        html! {
            div.buttons {
                button.button type="submit" name="decision" value=(decision) { (t.text(key)) }
            }
        }
    };
    html! {
        form.form method="post" action=(format!("{address}/withdraw")) {
            (token(frame))
            @if is_withdrawn { (decide("again", "desk-withdraw-undo")) }
            @else {
                (input(&Input {
                    name: "why",
                    label: t.text("desk-withdraw-why"),
                    kind: "text",
                    value: "",
                    autocomplete: "off",
                    help,
                    fault: String::new(),
                    required: true,
                }))
                (decide("withdraw", "desk-withdraw"))
            }
        }
    }
}
