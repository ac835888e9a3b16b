//! The register of venues: a list to search, a button to accept, two marks to make two venues one.

use maud::{Markup, html};

use crate::dashboard::address::Fields;
use crate::dashboard::components::field::{Input, input};
use crate::dashboard::components::form::token;
use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::search::search;
use crate::dashboard::components::{badge, page, table};
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::venues::{Decided, Venue, Venues};
use crate::i18n::Texts;

/// Draws it.
pub fn venues(frame: &Frame, it: &Venues) -> Markup {
    let t = frame.texts;
    let title = t.text("venues-title");
    page::page(
        frame,
        &title,
        html! {
            header.page-head {
                div {
                    h1 { (title) }
                    p.lead { (t.text("venues-lead")) }
                }
            }
            (search(t, "/venues", ("venues-search", "venues-search-hint"), &it.search))
            (rename(frame, it))
            @if it.venues.is_empty() { (empty(&t.text("venues-none"))) }
            @else { (list(frame, it)) }
            @if !it.decided.is_empty() {
                (panel("decided", &t.text("venues-decided"), "", html! {
                    ul.decided { @for one in &it.decided { li { (undo(frame, one)) } } }
                }))
            }
        },
    )
}

fn list(frame: &Frame, it: &Venues) -> Markup {
    let t = frame.texts;
    let name = t.text("venues-title");
    html! {
        form.form method="post" action="/venues/merge" {
            (token(frame))
            input type="hidden" name="q" value=(it.search);
            (table::wide(&name, html! {
                table.list.cards role="table" {
                    caption.hidden { (name) }
                    thead role="rowgroup" {
                        tr role="row" {
                            @for key in ["venues-venue", "column-unit"] {
                                th role="columnheader" scope="col" { (t.text(key)) }
                            }
                            th.number role="columnheader" scope="col" {
                                (t.text("venues-sessions"))
                            }
                            @for key in ["venues-goes", "venues-stays"] {
                                th role="columnheader" scope="col" { (t.text(key)) }
                            }
                        }
                    }
                    tbody role="rowgroup" { @for venue in &it.venues { (line(t, it, venue)) } }
                }
            }))
            @if it.is_more { p.note { (t.text("venues-more")) } }
            p.note { (t.text("venues-merge-note")) }
            div.field-check {
                input #far-apart type="checkbox" name="far_apart" value="yes";
                label for="far-apart" { (t.text("venues-far-apart")) }
            }
            div {
                button.button.button-main type="submit" { (t.text("venues-merge")) }
            }
        }
    }
}

fn line(t: &Texts, it: &Venues, venue: &Venue) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                (venue.name)
                @if venue.is_proposed { " " (badge::plain(&t.text("venues-proposed"))) }
                span.note.row-about { (venue.place) " · " (venue.id) }
                @if venue.may_decide { (acts(t, it, venue)) }
            }
            td role="cell" { (venue.unit) }
            td.number role="cell" {
                span.no-card { (t.number(venue.sessions)) }
                span.card-word { (t.count("sessions-count", venue.sessions)) }
            }
            (mark(t, venue, "goes", ("venues-goes-short", "venues-goes-one")))
            (mark(t, venue, "stays", ("venues-stays-short", "venues-stays-one")))
        }
    }
}

/// What can be done to this one alone.
fn acts(t: &Texts, it: &Venues, venue: &Venue) -> Markup {
    html! {
        div.row-acts {
            @if venue.is_proposed {
                button.button type="submit" formaction="/venues/accept" name="id"
                    value=(venue.id) {
                    (t.text("venues-accept"))
                    span.hidden { ": " (venue.name) }
                }
            }
            a href=(rename_address(&it.search, &venue.id)) {
                (t.text("venues-rename"))
                span.hidden { ": " (venue.name) }
            }
        }
    }
}

/// A cell in which the venue can be marked, with what the mark says beside it.
fn mark(t: &Texts, venue: &Venue, field: &str, (short, whole): (&str, &str)) -> Markup {
    let id = format!("{field}-{}", venue.id);
    html! {
        td role="cell" {
            @if venue.may_decide {
                span.pick {
                    input id=(id) type="radio" name=(field) value=(venue.id)
                        aria-label=(t.with(whole, &[("name", &venue.name)]));
                    label for=(id) aria-hidden="true" { (t.text(short)) }
                }
            }
        }
    }
}

fn rename_address(search: &str, id: &str) -> String {
    let mut fields = Fields::default();
    fields.add("q", search);
    fields.add("rename", id);
    format!("{}#rename", fields.address("/venues"))
}

/// The form in which one venue gets another name; nothing unless it was asked for.
fn rename(frame: &Frame, it: &Venues) -> Markup {
    let t = frame.texts;
    let Some((id, name)) = &it.renamed else {
        return html! {};
    };
    panel(
        "rename",
        &t.text("venues-rename-title"),
        "",
        html! {
            form.form method="post" action="/venues/rename" {
                (token(frame))
                input type="hidden" name="id" value=(id);
                input type="hidden" name="q" value=(it.search);
                (input(&Input {
                    name: "name",
                    label: t.with("venues-rename-name", &[("id", id)]),
                    kind: "text",
                    value: name,
                    autocomplete: "off",
                    help: String::new(),
                    fault: String::new(),
                    required: true,
                }))
                div { button.button.button-main type="submit" { (t.text("venues-rename-do")) } }
            }
        },
    )
}

fn undo(frame: &Frame, it: &Decided) -> Markup {
    let t = frame.texts;
    html! {
        p {
            (it.name) " " (t.word("venue-act", &it.what))
            @if !it.into.is_empty() { " " (it.into) }
        }
        form method="post" action="/venues/undo" {
            (token(frame))
            button.button type="submit" name="number" value=(it.number) {
                (t.text("venues-undo"))
                span.hidden { ": " (it.name) }
            }
        }
    }
}
