//! What a browser shows to somebody who opened an invite in it: what the link is for, and how it
//! gets to where it works.
//!
//! The code never reaches the server on this way: browsers keep what stands behind `#` to
//! themselves.

use maud::{Markup, html};

use crate::dashboard::components::page;
use crate::dashboard::model::frame::Frame;

/// The page behind an invite's link.
pub fn join(frame: &Frame) -> Markup {
    let t = frame.texts;
    let title = t.text("join-title");
    page::door(
        frame,
        &title,
        html! {
            h1 { (title) }
            p.lead { (t.with("join-words", &[("organisation", &frame.organisation)])) }
            ol.steps {
                li { (t.text("join-step-app")) }
                li { (t.text("join-step-open")) }
                li { (t.text("join-step-signal")) }
            }
            p { (t.text("join-once")) }
            p.door-other {
                (t.text("join-pages")) " "
                a href="/sign-in" { (t.text("sign-in-title")) }
            }
        },
    )
}
