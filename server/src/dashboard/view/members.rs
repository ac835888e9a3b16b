//! Members: the list, a table of new ones, and the sheet of codes to print and cut.

use maud::{Markup, html};

use crate::dashboard::components::form::token;
use crate::dashboard::components::pagination::pagination;
use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::search::search;
use crate::dashboard::components::{page, qr, table};
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::members::{Draft, Found, Member, Members, Sheet};
use crate::i18n::Texts;

/// Draws the page.
pub fn members(frame: &Frame, it: &Members) -> Markup {
    let t = frame.texts;
    let title = t.text("members-title");
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &t.count("members-count", it.count)))
            (panel("add", &t.text("members-add"), &t.text("members-add-note"), draft(frame, it)))
            (panel("members", &t.text("members-all"), &t.text("members-all-note"), html! {
                (search(t, "/members", ("members-search", "members-search-hint"), &it.search))
                @if it.members.is_empty() { (empty(&t.text("members-none"))) }
                @else { (choice(frame, it)) }
                (pagination(t, it.before.as_deref(), it.after.as_deref()))
            }))
        },
    )
}

/// The members of this page, to be ticked.
fn choice(frame: &Frame, it: &Members) -> Markup {
    let t = frame.texts;
    html! {
        form.form method="post" action="/members/sheet" {
            (token(frame))
            (list(t, &it.members))
            div {
                button.button.button-main type="submit" { (t.text("members-sheet-make")) }
            }
        }
    }
}

fn draft(frame: &Frame, it: &Members) -> Markup {
    let t = frame.texts;
    let roles: Vec<String> = it.roles.iter().map(|code| t.word("role", code)).collect();
    let help = t.with("members-table-help", &[("roles", &roles.join(", "))]);
    let found = it.draft.found.as_ref();
    let is_wrong = found.is_some_and(|found| !found.problems.is_empty());
    html! {
        @if let Some(found) = found.filter(|_| is_wrong) { (problems(t, found)) }
        form.form method="post" action="/members/check" enctype="multipart/form-data" {
            (token(frame))
            div.field.field-wrong[is_wrong] {
                label for="table" { (t.text("members-table")) }
                p.note #table-help { (help) }
                textarea #table name="table" rows="8" spellcheck="false" autocomplete="off"
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby="table-help"
                    placeholder=(t.text("members-table-example")) { (it.draft.table) }
            }
            div.field {
                label for="file" { (t.text("members-file")) }
                input #file type="file" name="file" accept=".csv,.txt,text/csv,text/plain";
            }
            div { button.button type="submit" { (t.text("members-check")) } }
        }
        @if let Some(found) = found.filter(|found| found.problems.is_empty()) {
            (ready(frame, &it.draft, found))
        }
    }
}

/// The table is as it should be: one more click makes the members.
fn ready(frame: &Frame, draft: &Draft, found: &Found) -> Markup {
    let t = frame.texts;
    html! {
        form.form.ready method="post" action="/members/add" {
            (token(frame))
            input type="hidden" name="table" value=(draft.table);
            p role="status" { (t.count("members-good", found.rows)) }
            div { button.button.button-main type="submit" { (t.text("members-add-do")) } }
        }
    }
}

fn problems(t: &Texts, found: &Found) -> Markup {
    let title = t.count("members-problems", found.problems.len() as u64);
    html! {
        div.problems role="alert" {
            h3 { (title) }
            (table::wide(&title, html! {
                table.list {
                    caption.hidden { (title) }
                    thead {
                        tr {
                            th.number scope="col" { (t.text("members-row")) }
                            th scope="col" { (t.text("members-column")) }
                            th scope="col" { (t.text("members-problem")) }
                        }
                    }
                    tbody {
                        @for problem in &found.problems {
                            tr {
                                td.number { (problem.row) }
                                td { (problem.column) }
                                td { (problem.words) }
                            }
                        }
                    }
                }
            }))
            @if found.has_more { p { (t.text("members-problems-more")) } }
        }
    }
}

fn list(t: &Texts, members: &[Member]) -> Markup {
    let title = t.text("members-all");
    html! {
        (table::wide(&title, html! {
            table.list.cards role="table" {
                caption.hidden { (title) }
                thead role="rowgroup" {
                    tr role="row" {
                        th role="columnheader" scope="col" {
                            span.hidden { (t.text("members-choose")) }
                        }
                        th role="columnheader" scope="col" { (t.text("members-name")) }
                        th role="columnheader" scope="col" { (t.text("members-role")) }
                        th role="columnheader" scope="col" { (t.text("members-unit")) }
                        th.number role="columnheader" scope="col" { (t.text("members-phones")) }
                        th role="columnheader" scope="col" { (t.text("members-invited")) }
                    }
                }
                tbody role="rowgroup" { @for member in members { (line(t, member)) } }
            }
        }))
    }
}

fn line(t: &Texts, member: &Member) -> Markup {
    html! {
        tr role="row" {
            td.card-choice role="cell" {
                @if member.may_invite {
                    input type="checkbox" name="member" value=(member.id)
                        aria-label=(t.with("members-choose-one", &[("name", &member.name)]));
                }
            }
            th role="rowheader" scope="row" { (member.name) }
            td role="cell" { (t.word("role", &member.role)) }
            td role="cell" { (member.unit) }
            td.number role="cell" {
                span.no-card { (t.number(member.phones)) }
                span.card-word { (t.count("members-phones-count", member.phones)) }
            }
            td role="cell" {
                @if let Some(until) = member.invited_until {
                    (t.with("members-invited-until", &[("day", &t.short_day(until))]))
                }
            }
        }
    }
}

/// Draws the sheet: on paper nothing but the codes, with lines to cut along.
pub fn sheet(frame: &Frame, it: &Sheet) -> Markup {
    let t = frame.texts;
    let title = t.text("sheet-title");
    page::page(
        frame,
        &title,
        html! {
            header.page-head.no-print {
                div {
                    h1 { (title) }
                    @if it.are_new {
                        p.lead role="status" { (t.count("sheet-new", it.invites.len() as u64)) }
                    }
                    p.lead { (t.text("sheet-once")) }
                    @if !it.is_reachable { p.fault { (t.text("invite-unreachable")) } }
                }
                a.button href="/members" { (t.text("sheet-back")) }
            }
            @if it.invites.is_empty() { (empty(&t.text("sheet-none"))) }
            ul.sheet {
                @for invite in &it.invites {
                    li.slip {
                        (qr::qr(&t.with("invite-title", &[("member", &invite.member)]),
                            &invite.link))
                        div.slip-words {
                            p.slip-name { (invite.member) }
                            p { (invite.unit) }
                            p.note { (t.text("sheet-how")) }
                            p.slip-until {
                                (t.with("sheet-until", &[("day", &t.day(invite.until))]))
                            }
                        }
                    }
                }
            }
        },
    )
}
