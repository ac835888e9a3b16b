//! Likely duplicates: two sessions side by side, and a button for each way to decide.

use maud::{Markup, html};

use crate::dashboard::components::icon::{Icon, icon};
use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::{badge, form, page};
use crate::dashboard::model::duplicates::{Decided, Duplicates, Pair, Side};
use crate::dashboard::model::frame::Frame;
use crate::dashboard::view::sessions::titled;
use crate::i18n::Texts;

/// Draws it.
pub fn duplicates(frame: &Frame, it: &Duplicates) -> Markup {
    let t = frame.texts;
    let title = t.text("duplicates-title");
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &t.text("duplicates-lead")))
            @if it.pairs.is_empty() { (empty(&t.text("duplicates-none"))) }
            @for pair in &it.pairs { (pair_of(frame, pair)) }
            @if let Some(older) = &it.older {
                nav.pages aria-label=(t.text("pages-name")) {
                    a.button.pages-after href=(older) rel="next" {
                        (t.text("duplicates-older")) (icon(Icon::Onward))
                    }
                }
            }
            (decided(frame, "linked", &it.linked))
            (decided(frame, "apart", &it.apart))
        },
    )
}

fn pair_of(frame: &Frame, pair: &Pair) -> Markup {
    let t = frame.texts;
    let heading = format!("pair-{}-{}", pair.one.id, pair.other.id);
    let why = t.word("alike", &pair.place);
    let apart = t.count("duplicates-apart-minutes", pair.minutes);
    html! {
        section.panel.open aria-labelledby=(heading) {
            header.panel-head {
                h2 id=(heading) { (t.text("duplicates-question")) }
                p.note { (why) " · " (apart) }
            }
            div.twins {
                @for (side, other) in [(&pair.one, &pair.other), (&pair.other, &pair.one)] {
                    (side_of(frame, side, other))
                }
            }
            form.twins-apart method="post" action="/duplicates" {
                (form::token(frame))
                input type="hidden" name="one" value=(pair.one.id);
                input type="hidden" name="other" value=(pair.other.id);
                button.button type="submit" name="decision" value="apart" {
                    (t.text("duplicates-told-apart"))
                }
            }
        }
    }
}

fn side_of(frame: &Frame, side: &Side, other: &Side) -> Markup {
    let t = frame.texts;
    let title = titled(t, &side.title, &side.kind);
    html! {
        article.twin {
            h3 { a href=(side.address) { (title) } }
            p.badges {
                (badge::status(t, &side.status)) " "
                (badge::plain(&t.word("kind", &side.kind)))
            }
            dl.facts {
                (fact(&t.text("duplicates-when"), &t.moment(side.at)))
                (fact(&t.text("facts-place"), &side.place))
                (fact(&t.text("facts-unit"), &side.unit))
                (fact(&t.text("duplicates-author"), &side.author))
                (fact(&t.text("column-people"), &t.number(side.people)))
                (fact(&t.text("duplicates-materials"), &t.number(side.materials)))
            }
            form method="post" action="/duplicates" {
                (form::token(frame))
                input type="hidden" name="one" value=(side.id);
                input type="hidden" name="other" value=(other.id);
                button.button.button-main type="submit" name="decision" value="keep" {
                    (t.text("duplicates-keep"))
                    span.hidden { ": " (title) ", " (side.author) }
                }
            }
        }
    }
}

fn fact(name: &str, value: &str) -> Markup {
    html! { @if !value.is_empty() { dt { (name) } dd { (value) } } }
}

/// What was decided: each with a way back.
fn decided(frame: &Frame, what: &str, all: &[Decided]) -> Markup {
    let t = frame.texts;
    if all.is_empty() {
        return html! {};
    }
    panel(
        what,
        &t.word("decided", what),
        &t.word("decided-note", what),
        html! {
            ul.decided {
                @for one in all { li { (undo(t, frame, what, one)) } }
            }
        },
    )
}

fn undo(t: &Texts, frame: &Frame, what: &str, it: &Decided) -> Markup {
    let ((one, address, title), (other, other_address, other_title)) = (&it.one, &it.other);
    html! {
        p {
            a href=(address) { (title) }
            " " (t.word("decided-between", what)) " "
            a href=(other_address) { (other_title) }
        }
        form method="post" action="/duplicates/undo" {
            (form::token(frame))
            input type="hidden" name="one" value=(one);
            input type="hidden" name="other" value=(other);
            button.button type="submit" name="what" value=(what) {
                (t.text("duplicates-undo"))
                span.hidden { ": " (title) ", " (other_title) }
            }
        }
    }
}
