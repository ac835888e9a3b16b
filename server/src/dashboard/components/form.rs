//! What every form of a signed-in person carries.

use maud::{Markup, html};

use crate::dashboard::model::frame::Frame;

/// The proof that the form was made for this person by one of our pages.
pub fn token(frame: &Frame) -> Markup {
    html! {
        @if let Some(person) = &frame.person {
            input type="hidden" name="form_token" value=(person.form_token);
        }
    }
}
