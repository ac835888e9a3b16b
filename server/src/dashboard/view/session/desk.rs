//! What a coordinator does with a session: review, assign, move, withdraw. Plain forms, each with
//! one button a decision.

use maud::{Markup, html};

use crate::dashboard::components::field::{select, textarea};
use crate::dashboard::components::form;
use crate::dashboard::components::panel::panel;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::session::Session;
use crate::dashboard::view::sessions::titled;
use crate::dashboard::view::suspects;
use crate::i18n::Texts;

/// What stands above everything else: what the last reviewer said, and which sessions look alike.
pub(super) fn notices(frame: &Frame, it: &Session) -> Markup {
    let t = frame.texts;
    html! {
        @if let Some(review) = &it.review {
            @let key = review.key();
            div.flash.flash-warn[key != "verified"] {
                div {
                    p { (t.word("reviewed", &key)) }
                    @if !review.comment.is_empty() { p.note { (review.comment) } }
                }
            }
        }
        @for other in &it.desk.likely {
            @let title = titled(t, &other.title, &other.kind);
            div.flash.flash-warn {
                p {
                    (t.with("session-looks-like", &[("title", &title), ("who", &other.author)]))
                    " " a href=(format!("/duplicates?of={}", it.id)) {
                        (t.text("session-compare"))
                        span.hidden { ": " (title) }
                    }
                }
            }
        }
        (suspects::notice(frame, &address(it, "harmless"), &it.desk.suspects))
        @if let Some(kept) = &it.desk.duplicate_of { (undo_duplicate(frame, it, kept)) }
    }
}

fn undo_duplicate(frame: &Frame, it: &Session, kept: &str) -> Markup {
    html! {
        form method="post" action="/duplicates/undo" {
            (form::token(frame))
            input type="hidden" name="one" value=(it.id);
            input type="hidden" name="other" value=(kept);
            button.button type="submit" name="what" value="linked" {
                (frame.texts.text("session-duplicate-undo"))
            }
        }
    }
}

/// The forms.
pub(super) fn desk(frame: &Frame, it: &Session) -> Markup {
    let t = frame.texts;
    panel(
        "desk",
        &t.text("desk-title"),
        "",
        html! {
            (review(frame, it))
            (assign(frame, it))
            details.desk-more {
                summary { (t.text("desk-more")) }
                (transfer(frame, it))
                (form::withdraw(frame, &format!("/sessions/{}", it.id), it.withdrawn.is_some(),
                    t.text("desk-withdraw-help")))
            }
        },
    )
}

fn address(it: &Session, what: &str) -> String {
    format!("/sessions/{}/{what}", it.id)
}

fn review(frame: &Frame, it: &Session) -> Markup {
    let t = frame.texts;
    let mut help = t.text("desk-comment-help");
    if !it.desk.shared_in.is_empty() {
        let programmes = it.desk.shared_in.join(", ");
        help.push(' ');
        help.push_str(&t.with("desk-comment-shared", &[("programmes", &programmes)]));
    }
    html! {
        form.form method="post" action=(address(it, "review")) {
            (form::token(frame))
            input type="hidden" name="seen" value=(it.desk.seen);
            (textarea("comment", &t.text("desk-comment"), &help, ""))
            div.buttons {
                button.button.button-main type="submit" name="decision" value="verified" {
                    (t.text("desk-verify"))
                }
                button.button type="submit" name="decision" value="returned" {
                    (t.text("desk-return"))
                }
                @if it.review.is_some() {
                    button.button type="submit" name="decision" value="none" {
                        (t.text("desk-review-undo"))
                    }
                }
            }
        }
    }
}

fn assign(frame: &Frame, it: &Session) -> Markup {
    let t = frame.texts;
    let choose = t.text("desk-choose");
    html! {
        h3 { (t.text("desk-team")) }
        @if !it.desk.unseen_by.is_empty() {
            @let names = it.desk.unseen_by.join(", ");
            p.fault { (t.with("desk-unseen", &[("names", &names)])) }
        }
        @if !it.desk.team.is_empty() {
            ul.decided {
                @for member in &it.desk.team {
                    li {
                        p { (member.name) }
                        form method="post" action=(address(it, "assign")) {
                            (form::token(frame))
                            input type="hidden" name="member" value=(member.value);
                            button.button type="submit" name="role" value="none" {
                                (t.text("desk-unassign")) span.hidden { ": " (member.name) }
                            }
                        }
                    }
                }
            }
        }
        @if !it.desk.assignable.is_empty() {
            form.form method="post" action=(address(it, "assign")) {
                (form::token(frame))
                (select("member", &t.text("desk-member"), &choose, &it.desk.assignable))
                div.buttons {
                    (role(t, "lead")) (role(t, "helper"))
                }
            }
        }
    }
}

fn role(t: &Texts, code: &str) -> Markup {
    html! {
        button.button type="submit" name="role" value=(code) { (t.word("assign", code)) }
    }
}

fn transfer(frame: &Frame, it: &Session) -> Markup {
    let t = frame.texts;
    html! {
        @if !it.desk.units.is_empty() {
            form.form method="post" action=(address(it, "move")) {
                (form::token(frame))
                (select("unit", &t.text("desk-move"), &t.text("desk-choose"), &it.desk.units))
                p.note { (t.text("desk-move-help")) }
                div.buttons { button.button type="submit" { (t.text("desk-move-submit")) } }
            }
        }
    }
}
