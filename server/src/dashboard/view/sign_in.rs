//! The ways in, and the choosing of a password.

use maud::{Markup, html};

use crate::dashboard::components::field::{Input, input};
use crate::dashboard::components::page;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::sign_in::{NewPassword, PasswordFault, SignIn, SignInFault, Way};
use crate::i18n::Texts;

/// The page at the door. Both ways on one page would ask a reader to choose before knowing why,
/// so the other way is one link away.
pub fn sign_in(frame: &Frame, it: &SignIn) -> Markup {
    let t = frame.texts;
    let title = t.text("sign-in-title");
    page::door(
        frame,
        &title,
        html! {
            h1 { (title) }
            @if let Some(SignInFault::TooManyTries(minutes)) = it.fault {
                div.flash.flash-warn role="alert" { p { (t.count("sign-in-too-many", minutes)) } }
            }
            @match it.way {
                Way::Password => (by_password(t, it)),
                Way::Code => (by_code(t, it)),
            }
        },
    )
}

fn by_password(t: &Texts, it: &SignIn) -> Markup {
    let wrong = it.fault == Some(SignInFault::NameOrPassword);
    html! {
        form.form method="post" action="/sign-in" {
            input type="hidden" name="way" value="password";
            (input(&Input {
                name: "name",
                label: t.text("sign-in-name"),
                kind: "text",
                value: &it.name,
                autocomplete: "username",
                help: String::new(),
                fault: if wrong { t.text("sign-in-wrong") } else { String::new() },
                required: true,
            }))
            (input(&Input {
                name: "password",
                label: t.text("sign-in-password"),
                kind: "password",
                value: "",
                autocomplete: "current-password",
                help: String::new(),
                fault: String::new(),
                required: true,
            }))
            button.button.button-main type="submit" { (t.text("sign-in-submit")) }
        }
        p.door-other {
            (t.text("sign-in-first-time")) " "
            a href="/sign-in?way=code" { (t.text("sign-in-have-code")) }
        }
    }
}

fn by_code(t: &Texts, it: &SignIn) -> Markup {
    let fault = match it.fault {
        Some(SignInFault::Code) => t.text("sign-in-code-wrong"),
        Some(SignInFault::CodeUsed) => t.text("sign-in-code-used"),
        _ => String::new(),
    };
    html! {
        form.form method="post" action="/sign-in" {
            input type="hidden" name="way" value="code";
            (input(&Input {
                name: "code",
                label: t.text("sign-in-code"),
                kind: "text",
                value: &it.code,
                autocomplete: "one-time-code",
                help: t.text("sign-in-code-help"),
                fault,
                required: true,
            }))
            button.button.button-main type="submit" { (t.text("sign-in-code-submit")) }
        }
        p.door-other { a href="/sign-in" { (t.text("sign-in-have-password")) } }
    }
}

/// Choosing a password after a one-time code.
pub fn new_password(frame: &Frame, it: &NewPassword) -> Markup {
    let t = frame.texts;
    let title = t.text("password-title");
    let (first, again) = match it.fault {
        Some(PasswordFault::TooShort) => {
            (t.count("password-too-short", it.length_min), String::new())
        }
        Some(PasswordFault::TooCommon) => (t.text("password-too-common"), String::new()),
        Some(PasswordFault::TooLong) => (t.text("password-too-long"), String::new()),
        Some(PasswordFault::NotTheSame) => (String::new(), t.text("password-not-same")),
        None => (String::new(), String::new()),
    };
    let field = |name, key, help, fault| {
        input(&Input {
            name,
            label: t.text(key),
            kind: "password",
            value: "",
            autocomplete: "new-password",
            help,
            fault,
            required: true,
        })
    };
    page::door(
        frame,
        &title,
        html! {
            h1 { (title) }
            form.form method="post" action="/password" {
                @if let Some(person) = &frame.person {
                    p.lead { (t.with("password-welcome", &[("name", &person.name)])) }
                    input type="hidden" name="form_token" value=(person.form_token);
                    // For the browser's password store: whose password this is.
                    input.hidden type="text" name="name" value=(person.name) autocomplete="username"
                        tabindex="-1" aria-hidden="true" readonly;
                }
                (field("password", "password-new", t.count("password-help", it.length_min), first))
                (field("again", "password-again", String::new(), again))
                button.button.button-main type="submit" { (t.text("password-submit")) }
            }
        },
    )
}
