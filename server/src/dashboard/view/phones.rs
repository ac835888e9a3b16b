//! Phones: the list, one phone, and an invite that is shown once.

use maud::{Markup, html};

use crate::dashboard::components::field::select_one;
use crate::dashboard::components::form::token;
use crate::dashboard::components::icon::{Icon, icon};
use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::{badge, page, qr, table};
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::phones::{NewInvite, OnePhone, Phone, Phones, Standing, UnlockCode};
use crate::dashboard::view::quarantine;
use crate::i18n::Texts;

/// Draws the list.
pub fn phones(frame: &Frame, it: &Phones) -> Markup {
    let t = frame.texts;
    let title = t.text("phones-title");
    page::page(
        frame,
        &title,
        html! {
            header.page-head {
                div {
                    h1 { (title) }
                    p.lead {
                        (t.count("phones-silent", it.silent)) " "
                        (t.count("phones-unsent", it.unsent))
                    }
                }
            }
            (quarantine::pointer(frame))
            (waiting(frame, it))
            (panel("invite", &t.text("phones-invite"), &t.text("phones-invite-note"),
                invite_form(frame, it)))
            (panel("phones", &t.text("phones-all"), &t.text("phones-note"), html! {
                form.line-form method="get" action="/phones" {
                    (select_one("days", &t.text("phones-silent-after"), &it.choices))
                    button.button type="submit" { (t.text("filter-show")) }
                }
                @if it.phones.is_empty() { (empty(&t.text("phones-none"))) }
                @else { (list(t, &it.phones)) }
            }))
        },
    )
}

fn list(t: &Texts, phones: &[Phone]) -> Markup {
    let title = t.text("phones-all");
    table::wide(
        &title,
        html! {
            table.list.cards role="table" {
                caption.hidden { (title) }
                thead role="rowgroup" {
                    tr role="row" {
                        th role="columnheader" scope="col" { (t.text("phones-member")) }
                        th role="columnheader" scope="col" { (t.text("phones-last")) }
                        th.number role="columnheader" scope="col" { (t.text("phones-waiting")) }
                        th role="columnheader" scope="col" { (t.text("phones-app")) }
                        th role="columnheader" scope="col" { (t.text("table-status")) }
                    }
                }
                tbody role="rowgroup" { @for phone in phones { (line(t, phone)) } }
            }
        },
    )
}

fn line(t: &Texts, phone: &Phone) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                a href=(phone.address) { (phone.member) }
                span.note.block { (phone.unit) }
            }
            td role="cell" { (last(t, phone)) }
            td.number role="cell" {
                span.no-card { (t.number(phone.unsent)) }
                span.card-word { (t.count("phones-not-sent", phone.unsent)) }
            }
            td role="cell" { (phone.app) }
            td role="cell" { (standing(t, phone)) }
        }
    }
}

fn last(t: &Texts, phone: &Phone) -> Markup {
    html! {
        @match phone.last_sync {
            Some(at) => (t.moment(at)),
            None => (t.text("phones-never")),
        }
    }
}

fn standing(t: &Texts, phone: &Phone) -> Markup {
    match phone.standing {
        Standing::Open if phone.is_silent => html! {
            span.badge.badge-open { (t.count("phones-silent-for", phone.days_ago)) }
        },
        Standing::Open => badge::plain(&t.text("phones-open")),
        Standing::Closed => html! { span.badge.badge-cancelled { (t.text("phones-closed")) } },
        Standing::Wiped => html! { span.badge.badge-cancelled { (t.text("phones-wiped")) } },
    }
}

fn waiting(frame: &Frame, it: &Phones) -> Markup {
    let t = frame.texts;
    if it.waiting.is_empty() {
        return html! {};
    }
    panel(
        "waiting",
        &t.text("phones-asking"),
        &t.text("phones-asking-note"),
        html! {
            ul.asking {
                @for one in &it.waiting {
                    li {
                        p {
                            strong { (one.member) } ", " (one.unit) " · " (one.app)
                            span.note.block {
                                (t.with("phones-asked", &[("when", &t.moment(one.asked))]))
                            }
                        }
                        @if it.may_approve {
                            form method="post" action=(format!("/phones/{}/approve", one.id)) {
                                (token(frame))
                                @if !one.roles.is_empty() { (who_returns(t, &one.roles)) }
                                button.button type="submit" { (t.text("phones-approve")) }
                            }
                        }
                    }
                }
            }
            @if !it.may_approve { p.note { (t.text("phones-approve-who")) } }
        },
    )
}

/// Who a member is whom the restored server no longer knows.
fn who_returns(t: &Texts, roles: &[Choice]) -> Markup {
    html! {
        p.note { (t.text("phones-forgotten")) }
        label.field {
            (t.text("members-name"))
            input type="text" name="name" autocomplete="off";
        }
        label.field {
            (t.text("members-role"))
            select name="role" {
                @for role in roles {
                    option value=(role.value) selected[role.chosen] { (role.name) }
                }
            }
        }
    }
}

fn invite_form(frame: &Frame, it: &Phones) -> Markup {
    let t = frame.texts;
    html! {
        @if it.members.is_empty() { (empty(&t.text("phones-nobody"))) }
        @else {
            form.line-form method="post" action="/phones/invite" {
                (token(frame))
                (select_one("member", &t.text("phones-member"), &it.members))
                button.button.button-main type="submit" { (t.text("phones-invite-make")) }
            }
        }
    }
}

/// Draws one phone.
pub fn phone(frame: &Frame, it: &OnePhone) -> Markup {
    let t = frame.texts;
    let phone = &it.phone;
    let title = t.with("phone-title", &[("member", &phone.member)]);
    page::page(
        frame,
        &title,
        html! {
            nav.crumb aria-label=(t.text("phones-title")) {
                a href="/phones" { (icon(Icon::Back)) (t.text("phone-back")) }
            }
            (page::head(&title, &phone.unit))
            div.columns {
                (panel("facts", &t.text("phone-facts"), "", html! {
                    p.badges { (standing(t, phone)) }
                    dl.facts {
                        dt { (t.text("phones-last")) } dd { (last(t, phone)) }
                        dt { (t.text("phones-waiting")) } dd { (t.number(phone.unsent)) }
                        dt { (t.text("phones-app")) } dd { (phone.app) }
                        dt { (t.text("phone-joined")) } dd { (t.moment(it.joined)) }
                        @if let Some(minutes) = it.clock_off_minutes {
                            dt { (t.text("phone-clock")) }
                            dd { (t.count("phone-clock-off", minutes)) }
                        }
                    }
                    @if !it.deeds.is_empty() {
                        h3 { (t.text("phone-deeds")) }
                        ul.plain {
                            @for (at, what, who) in &it.deeds {
                                li {
                                    (t.word("deed", what)) ", " (who)
                                    " " span.note { (t.moment(*at)) }
                                }
                            }
                        }
                    }
                }))
                div.stack {
                    (forgotten_pin(frame, it))
                    (endings(frame, it))
                }
            }
        },
    )
}

/// The way back for whoever forgot the PIN.
fn forgotten_pin(frame: &Frame, it: &OnePhone) -> Markup {
    let t = frame.texts;
    if !it.may_unlock || it.phone.standing != Standing::Open {
        return html! {};
    }
    panel(
        "unlock",
        &t.text("phone-unlock"),
        "",
        html! {
            @match it.pin_told {
                Some(at) => {
                    p { (t.text("phone-unlock-words")) }
                    p.note { (t.with("phone-unlock-since", &[("when", &t.moment(at))])) }
                    @if let Some(at) = it.handed_out {
                        p { (t.with("phone-unlock-handed-out", &[("when", &t.moment(at))])) }
                    }
                    form method="post" action=(format!("/phones/{}/unlock", it.id)) {
                        (token(frame))
                        button.button type="submit" {
                            (t.text(match it.handed_out {
                                None => "phone-unlock-do",
                                Some(_) => "phone-unlock-again",
                            }))
                        }
                    }
                }
                None => p { (t.text("phone-unlock-none")) }
            }
        },
    )
}

/// Draws a code for a forgotten PIN, the only time that it can be seen.
pub fn unlock_code(frame: &Frame, it: &UnlockCode) -> Markup {
    let t = frame.texts;
    let title = t.with("unlock-title", &[("member", &it.member)]);
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &t.text("unlock-once")))
            div.panel.invite {
                (qr::qr(&title, &it.code))
                div.stack {
                    @if let Some(at) = it.before {
                        p { strong { (t.with("unlock-before", &[("when", &t.moment(at))])) } }
                    }
                    p { (t.text("unlock-how")) }
                    p { (t.text("unlock-who")) }
                    p { (t.text("unlock-force")) }
                    div.field {
                        label for="code" { (t.text("unlock-text")) }
                        // All of it is in sight on a phone, too: it may be read out.
                        textarea #code rows="2" readonly { (it.code) }
                    }
                    p { a.button href=(it.address) { (t.text("unlock-back")) } }
                }
            }
        },
    )
}

/// The two ways to end with a phone.
fn endings(frame: &Frame, it: &OnePhone) -> Markup {
    let t = frame.texts;
    let standing = it.phone.standing;
    if !it.may_close || standing == Standing::Wiped {
        return html! {};
    }
    let unsent = it.phone.unsent;
    html! {
        @if standing == Standing::Open {
            (panel("close", &t.text("phone-close"), "", html! {
                p { (t.text("phone-close-words")) }
                form method="post" action=(format!("/phones/{}/close", it.id)) {
                    (token(frame))
                    button.button type="submit" { (t.text("phone-close-do")) }
                }
            }))
        }
        (panel("wipe", &t.text("phone-wipe"), "", html! {
            p { (t.text("phone-wipe-words")) }
            @if unsent > 0 { p.fault { (t.count("phone-wipe-unsent", unsent)) } }
            form.form method="post" action=(format!("/phones/{}/wipe", it.id)) {
                (token(frame))
                div.field-check {
                    input #sure type="checkbox" name="sure" value="yes";
                    label for="sure" { (t.text("phone-wipe-sure")) }
                }
                div { button.button.button-bad type="submit" { (t.text("phone-wipe-do")) } }
            }
        }))
    }
}

/// Draws an invite, the only time that it can be seen.
pub fn new_invite(frame: &Frame, it: &NewInvite) -> Markup {
    let t = frame.texts;
    let invite = &it.invite;
    let title = t.with("invite-title", &[("member", &invite.member)]);
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &t.text("invite-once")))
            div.panel.invite {
                (qr::qr(&title, &invite.link))
                div.stack {
                    p { (t.text("invite-how")) }
                    p { strong { (t.with("invite-until", &[("day", &t.day(invite.until))])) } }
                    @if !it.is_reachable { p.fault { (t.text("invite-unreachable")) } }
                    div.field {
                        label for="link" { (t.text("invite-link")) }
                        input #link type="text" readonly value=(invite.link);
                    }
                    p { a.button href="/phones" { (t.text("phone-back")) } }
                }
            }
        },
    )
}
