//! The page that says why there is no other.

use maud::{Markup, html};

use crate::dashboard::components::page;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::problem::Problem;

/// What happened, and what to do now.
pub fn problem(frame: &Frame, problem: Problem) -> Markup {
    let t = frame.texts;
    let (title, words) = match problem {
        Problem::NotFound => ("problem-not-found", "problem-not-found-words"),
        Problem::NotForThisRole => ("problem-role", "problem-role-words"),
        Problem::NotAllowed => ("problem-not-allowed", "problem-not-allowed-words"),
        Problem::StaleForm => ("problem-stale", "problem-stale-words"),
        Problem::BadForm => ("problem-form", "problem-form-words"),
        Problem::Busy => ("problem-busy", "problem-busy-words"),
        Problem::Broken => ("problem-broken", "problem-broken-words"),
    };
    let title = t.text(title);
    page::door(
        frame,
        &title,
        html! {
            h1 { (title) }
            p { (t.text(words)) }
            @match &frame.person {
                Some(person) if problem == Problem::NotForThisRole => {
                    form method="post" action="/sign-out" {
                        input type="hidden" name="form_token" value=(person.form_token);
                        button.button type="submit" { (t.text("frame-sign-out")) }
                    }
                }
                _ => p.door-other { a href="/" { (t.text("problem-home")) } },
            }
        },
    )
}
