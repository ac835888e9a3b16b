//! The frame of every page: head, skip link, navigation, whose page it is, the way out.

use maud::{DOCTYPE, Markup, html};

use super::flash::flash;
use super::form::token;
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
                main.main #content tabindex="-1" data-live[frame.live.is_some()] {
                    (flash(frame))
                    (content)
                    div.foot { (languages(frame)) (as_of(frame)) }
                }
            }
            @if frame.live.is_some() { script src=(assets::live().address()) defer {} }
        },
    )
}

/// What a page begins with: its name, and a line about what it shows.
pub fn head(title: &str, lead: &str) -> Markup {
    html! {
        header.page-head {
            div {
                h1 { (title) }
                p.lead { (lead) }
            }
        }
    }
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
                footer.door-foot {
                    p { (frame.texts.text("frame-promise")) }
                    (languages(frame))
                }
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

/// How old the page is, and the way to a new one for who reads without the script.
fn as_of(frame: &Frame) -> Markup {
    let t = frame.texts;
    let Some(now) = frame.live else {
        return html! {};
    };
    html! {
        div.as-of {
            p.live-news role="status" hidden {
                (t.text("frame-news")) " " a href="" { (t.text("frame-reload")) }
            }
            p.note {
                (t.with("frame-as-of", &[("when", &t.moment(now))])) " "
                a href="" { (t.text("frame-reload")) }
            }
        }
    }
}

fn navigation(t: &Texts, here: Option<Place>, person: &Person) -> Markup {
    let entries = [
        (Place::Overview, "/", "frame-overview", Icon::Overview),
        (
            Place::Coverage,
            "/coverage",
            "frame-coverage",
            Icon::Coverage,
        ),
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
        (
            Place::Exchanges,
            "/exchanges",
            "frame-exchanges",
            Icon::Exchanges,
        ),
        (Place::Venues, "/venues", "frame-venues", Icon::Venues),
        (Place::Phones, "/phones", "frame-phones", Icon::Phones),
        (Place::Members, "/members", "frame-members", Icon::Members),
    ];
    // A partner has the pages of exchanges and no others.
    let has = |place: &Place| !person.is_partner || *place == Place::Exchanges;
    html! {
        nav.nav aria-label=(t.text("frame-navigation")) {
            ul {
                @for (place, address, name, drawing) in entries.iter().filter(|it| has(&it.0)) {
                    li {
                        a href=(address) aria-current=[(here == Some(*place)).then_some("page")] {
                            (icon(*drawing))
                            span { (t.text(name)) }
                            @if *place == Place::Review && person.to_review > 0 {
                                span.count { (t.number(person.to_review)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Every language by its own name.
fn languages(frame: &Frame) -> Markup {
    let t = frame.texts;
    html! {
        form.languages method="post" action="/language" aria-label=(t.text("frame-language")) {
            @if frame.person.is_some() { (token(frame)) }
            @for other in Texts::all() {
                button.language type="submit" name="language" value=(other.tag())
                    lang=(other.tag()) aria-pressed=(other.tag() == t.tag()) {
                    (other.text("language-name"))
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
