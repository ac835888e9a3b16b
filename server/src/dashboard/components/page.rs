//! The frame of every page: head, skip link, navigation, whose page it is, the way out.

use maud::{DOCTYPE, Markup, html};

use super::flash::flash;
use super::icon::{Icon, icon, mark};
use crate::assets;
use crate::dashboard::model::frame::{Frame, Person, Place};
use crate::i18n::Texts;

/// A page for somebody who is signed in. `title` names it in the window and in lists of windows.
pub fn page(frame: &Frame, title: &str, content: Markup) -> Markup {
    let t = frame.texts;
    document(
        frame,
        title,
        html! {
            div.app {
                header.side {
                    a.brand href="/" {
                        (mark())
                        span.brand-words {
                            span.brand-name { (t.text("frame-product")) }
                            span.brand-organisation { (frame.organisation) }
                        }
                    }
                    @if let Some(person) = &frame.person {
                        (navigation(t, frame.place, person))
                        (who(t, person))
                    }
                }
                main.main #content tabindex="-1" {
                    (flash(frame))
                    (content)
                }
            }
        },
    )
}

/// A page for somebody at the door: one card, no navigation.
pub fn door(frame: &Frame, title: &str, content: Markup) -> Markup {
    document(
        frame,
        title,
        html! {
            div.door {
                header.door-brand {
                    (mark())
                    span.brand-words {
                        span.brand-name { (frame.texts.text("frame-product")) }
                        span.brand-organisation { (frame.organisation) }
                    }
                }
                main.door-card #content tabindex="-1" {
                    (flash(frame))
                    (content)
                }
                footer.door-foot { p { (frame.texts.text("frame-promise")) } }
            }
        },
    )
}

fn document(frame: &Frame, title: &str, body: Markup) -> Markup {
    let t = frame.texts;
    html! {
        (DOCTYPE)
        html lang=(t.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " · " (frame.organisation) }
                link rel="stylesheet" href=(assets::style().address());
                link rel="icon" type="image/svg+xml" href=(assets::sign().address());
            }
            body {
                a.skip href="#content" { (t.text("frame-skip")) }
                (body)
            }
        }
    }
}

fn navigation(t: &Texts, here: Option<Place>, person: &Person) -> Markup {
    let entries = [
        (Place::Overview, "/", "frame-overview", Icon::Overview),
        (
            Place::Sessions,
            "/sessions",
            "frame-sessions",
            Icon::Sessions,
        ),
        (
            Place::Review,
            "/sessions?review=conflicts",
            "frame-review",
            Icon::Review,
        ),
        (
            Place::Duplicates,
            "/duplicates",
            "frame-duplicates",
            Icon::Duplicates,
        ),
    ];
    html! {
        nav.nav aria-label=(t.text("frame-navigation")) {
            ul {
                @for (place, address, name, drawing) in entries {
                    li {
                        a href=(address) aria-current=[(here == Some(place)).then_some("page")] {
                            (icon(drawing))
                            span { (t.text(name)) }
                            @if place == Place::Review && person.to_review > 0 {
                                span.count { (t.number(person.to_review)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn who(t: &Texts, person: &Person) -> Markup {
    html! {
        section.who aria-label=(t.text("frame-signed-in")) {
            div {
                p.who-name { (person.name) }
                p.who-role {
                    (t.word("role", &person.role))
                    @for unit in &person.units { ", " (unit) }
                }
            }
            form method="post" action="/sign-out" {
                input type="hidden" name="form_token" value=(person.form_token);
                button.quiet type="submit" { (icon(Icon::SignOut)) (t.text("frame-sign-out")) }
            }
        }
    }
}
