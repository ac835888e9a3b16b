//! Every page with lifelike content: checked here for what must hold on all of them, and written
//! out for the eye when `TEREN_GALLERY` names a folder.

use std::collections::BTreeSet;
use std::path::Path;

use client_core::wire::RefusalCode;
use maud::Markup;

use crate::assets;
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::model::plan::PlanFault;
use crate::dashboard::model::problem::Problem;
use crate::dashboard::model::sessions::Count;
use crate::dashboard::model::sign_in::{NewPassword, PasswordFault, SignIn, SignInFault, Way};
use crate::dashboard::view;
use crate::i18n::Texts;

mod coverage;
mod exchanges;
mod field;
mod fixtures;
mod session;

const PLAN_FAULTS: [PlanFault; 7] = [
    PlanFault::Kind,
    PlanFault::Title,
    PlanFault::Unit,
    PlanFault::Place,
    PlanFault::Day,
    PlanFault::Time,
    PlanFault::Member,
];

fn pages(language: &str) -> Vec<(String, Markup)> {
    let national = fixtures::frame(language, Some(Place::Overview), None);
    let list = fixtures::frame(language, Some(Place::Sessions), None);
    let review = fixtures::frame(language, Some(Place::Review), None);
    let settled = fixtures::frame(language, None, Some(Said::Settled));
    let newcomer = fixtures::frame(language, None, None);
    let mut pages = vec![
        (
            "overview",
            view::overview::overview(&national, &fixtures::overview()),
        ),
        (
            "overview-empty",
            view::overview::overview(&national, &fixtures::empty_overview()),
        ),
        (
            "sessions",
            view::sessions::sessions(&list, &fixtures::sessions(Count::MoreThan(10_000))),
        ),
        (
            "review",
            view::sessions::sessions(&review, &fixtures::sessions(Count::Exactly(7))),
        ),
        (
            "session",
            view::session::session(&list, &session::in_conflict()),
        ),
        (
            "session-plain",
            view::session::session(&settled, &session::plain()),
        ),
    ];
    pages.extend(desk_pages(language));
    pages.extend(exchange_pages(language));
    pages.extend(field_pages(language));
    pages.extend(door_pages(language));
    let mut pages: Vec<_> = pages
        .into_iter()
        .map(|(name, page)| (name.to_owned(), page))
        .collect();
    for problem in Problem::ALL {
        let page = view::problem::problem(&newcomer, problem);
        pages.push((
            format!("problem-{}-{}", problem.status(), pages.len()),
            page,
        ));
    }
    pages
}

fn field_pages(language: &str) -> Vec<(&'static str, Markup)> {
    let map = fixtures::frame(language, Some(Place::Coverage), None);
    let phones = fixtures::frame(language, Some(Place::Phones), None);
    let members = fixtures::frame(language, Some(Place::Members), None);
    vec![
        (
            "coverage",
            view::coverage::coverage(&map, &coverage::of_a_year()),
        ),
        (
            "coverage-partly",
            view::coverage::coverage(&map, &coverage::of_one_centre()),
        ),
        ("phones", view::phones::phones(&phones, &field::phones())),
        (
            "phones-none",
            view::phones::phones(&phones, &field::no_phones()),
        ),
        ("phone", view::phones::phone(&phones, &field::phone())),
        (
            "invite",
            view::phones::new_invite(&phones, &field::invite()),
        ),
        (
            "members",
            view::members::members(&members, &field::members(None)),
        ),
        (
            "members-wrong",
            view::members::members(&members, &field::members(Some(field::wrong()))),
        ),
        (
            "members-ready",
            view::members::members(&members, &field::members(Some(field::ready()))),
        ),
        (
            "quarantine",
            view::quarantine::quarantine(&phones, &field::quarantine()),
        ),
        ("sheet", view::members::sheet(&members, &field::sheet())),
    ]
}

fn door_pages(language: &str) -> Vec<(&'static str, Markup)> {
    let door = fixtures::door(language);
    let newcomer = fixtures::frame(language, None, None);
    let mut pages = vec![
        ("sign-in", view::sign_in::sign_in(&door, &SignIn::default())),
        (
            "sign-in-wrong",
            view::sign_in::sign_in(&door, &wrong_password()),
        ),
        (
            "sign-in-wait",
            view::sign_in::sign_in(&door, &too_many_tries()),
        ),
        ("sign-in-code", view::sign_in::sign_in(&door, &wrong_code())),
    ];
    for (name, fault) in [
        ("password", None),
        ("password-short", Some(PasswordFault::TooShort)),
        ("password-common", Some(PasswordFault::TooCommon)),
        ("password-long", Some(PasswordFault::TooLong)),
        ("password-differs", Some(PasswordFault::NotTheSame)),
    ] {
        let choice = NewPassword {
            fault,
            length_min: 12,
        };
        pages.push((name, view::sign_in::new_password(&newcomer, &choice)));
    }
    pages
}

fn desk_pages(language: &str) -> [(&'static str, Markup); 4] {
    let duplicates = fixtures::frame(language, Some(Place::Duplicates), None);
    let list = fixtures::frame(language, Some(Place::Sessions), None);
    let venues = fixtures::frame(language, Some(Place::Venues), Some(Said::VenuesMerged));
    [
        ("venues", view::venues::venues(&venues, &fixtures::venues())),
        (
            "duplicates",
            view::duplicates::duplicates(&duplicates, &fixtures::duplicates()),
        ),
        ("plan", view::plan::plan(&list, &fixtures::plan(Vec::new()))),
        (
            "plan-wrong",
            view::plan::plan(&list, &fixtures::plan(PLAN_FAULTS.to_vec())),
        ),
    ]
}

fn exchange_pages(language: &str) -> [(&'static str, Markup); 4] {
    let desk = fixtures::frame(language, Some(Place::Exchanges), Some(Said::ExchangeEdited));
    let mut seat = fixtures::frame(language, Some(Place::Exchanges), None);
    seat.live = None;
    if let Some(person) = &mut seat.person {
        person.role = "partner".to_owned();
        person.is_partner = true;
    }
    [
        (
            "exchanges",
            view::exchanges::exchanges(&desk, &exchanges::list()),
        ),
        (
            "exchanges-none",
            view::exchanges::exchanges(&seat, &exchanges::none()),
        ),
        (
            "exchange",
            view::exchange::exchange(&desk, &exchanges::of_a_coordinator()),
        ),
        (
            "exchange-partner",
            view::exchange::exchange(&seat, &exchanges::of_a_partner()),
        ),
    ]
}

fn wrong_password() -> SignIn {
    let fault = Some(SignInFault::NameOrPassword);
    SignIn {
        name: "Ana Popescu".to_owned(),
        fault,
        ..SignIn::default()
    }
}

fn too_many_tries() -> SignIn {
    SignIn {
        fault: Some(SignInFault::TooManyTries(5)),
        ..SignIn::default()
    }
}

fn wrong_code() -> SignIn {
    let code = "H7KM-2QXV".to_owned();
    SignIn {
        code,
        way: Way::Code,
        fault: Some(SignInFault::Code),
        ..SignIn::default()
    }
}

/// The values of an attribute, in order: enough of HTML for pages that maud wrote.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_page_keeps_the_rules_of_all_pages() {
    let languages = Texts::all().iter().map(Texts::tag);
    for (name, page) in languages.flat_map(pages) {
        let html = page.into_string();
        assert!(
            !html.contains(" style="),
            "{name}: the security policy forbids inline style"
        );
        let scripts = html.matches("<script").count();
        let own = format!(
            "<script src=\"{}\" defer></script>",
            assets::live().address()
        );
        assert_eq!(
            scripts,
            html.matches(&own).count(),
            "{name}: no script but ours"
        );
        assert!(
            !html.contains("{$"),
            "{name}: a text has a gap that nobody filled"
        );
        assert_eq!(
            html.matches("<h1").count(),
            1,
            "{name}: one heading names the page"
        );
        assert_eq!(
            html.matches("<main").count(),
            1,
            "{name}: one main landmark"
        );
        assert!(
            !html.to_lowercase().contains("unique people"),
            "{name}: contacts are no people"
        );
        let ids = values(&html, "id");
        let different: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(
            ids.len(),
            different.len(),
            "{name}: an id is there twice: {ids:?}"
        );
        for attribute in ["for", "aria-labelledby", "aria-describedby"] {
            for id in values(&html, attribute)
                .into_iter()
                .flat_map(str::split_whitespace)
            {
                assert!(
                    different.contains(id),
                    "{name}: {attribute} names no element: {id}"
                );
            }
        }
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let at_the_door = form.contains("action=\"/sign-in\"")
                || (form.contains("action=\"/language\"") && html.contains("class=\"door\""));
            let guarded = form.contains("name=\"form_token\"") || at_the_door;
            assert!(
                !form.contains("method=\"post\"") || guarded,
                "{name}: a form without token"
            );
        }
    }
}

#[test]
fn why_work_was_not_admitted_is_said_in_every_language_with_its_code() {
    let known = (1..=64).map(RefusalCode::of_number);
    let known = known.filter(|code| !matches!(code, RefusalCode::Other(_)));
    let codes = known.map(RefusalCode::name);
    for code in codes.chain(["missing", "member_unknown"]) {
        let key = format!("quarantine-left-{}", code.replace('_', "-"));
        for texts in Texts::all() {
            assert!(texts.has(&key), "{}: {key}", texts.tag());
        }
    }
    let phones = fixtures::frame("ro", Some(Place::Phones), None);
    let page = view::quarantine::quarantine(&phones, &field::quarantine()).into_string();
    for said in [
        "Începe ceva",
        "bad_document",
        "nu a ajuns niciodat",
        "adus de Ana Popescu",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[test]
fn every_page_is_small() {
    let style = assets::style().bytes.len() + assets::live().bytes.len();
    for (name, page) in pages("ro") {
        let bytes = page.into_string().len() + style;
        assert!(
            bytes < 150_000,
            "{name} weighs {bytes} bytes with its style"
        );
    }
}

#[test]
fn what_people_typed_is_text_and_never_markup() {
    let mut hostile = session::plain();
    hostile.title = "<img src=x onerror=alert(1)>".to_owned();
    hostile.notes = "\"><script>alert(1)</script>".to_owned();
    hostile.photos[0].name = "\"><img src=x onerror=alert(1)>".to_owned();
    let html = view::session::session(&fixtures::frame("en", None, None), &hostile).into_string();
    assert!(!html.contains("<img src=x") && !html.contains("<script>"));
}

/// For whoever works on the pages: `TEREN_GALLERY=/tmp/gallery cargo test -p server view::tests`.
#[test]
fn the_gallery_is_written_when_asked_for() {
    let Some(folder) = std::env::var_os("TEREN_GALLERY") else {
        return;
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for asset in [assets::style(), assets::sign(), assets::live()] {
        std::fs::write(folder.join(&asset.address()[1..]), asset.bytes).unwrap();
    }
    for language in Texts::all().iter().map(Texts::tag) {
        for (name, page) in pages(language) {
            let html = page.into_string().replace("\"/assets/", "\"assets/");
            std::fs::write(folder.join(format!("{name}.{language}.html")), html).unwrap();
        }
    }
}
