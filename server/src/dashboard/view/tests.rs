//! Every page with lifelike content: checked here for what must hold on all of them, and written
//! out for the eye when `TEREN_GALLERY` names a folder.

use std::collections::BTreeSet;
use std::path::Path;

use maud::Markup;

use crate::assets;
use crate::dashboard::model::frame::{Place, Said};
use crate::dashboard::model::plan::PlanFault;
use crate::dashboard::model::problem::Problem;
use crate::dashboard::model::sessions::Count;
use crate::dashboard::model::sign_in::{NewPassword, PasswordFault, SignIn, SignInFault, Way};
use crate::dashboard::view;

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

fn pages() -> Vec<(String, Markup)> {
    let national = fixtures::frame(Some(Place::Overview), None);
    let list = fixtures::frame(Some(Place::Sessions), None);
    let review = fixtures::frame(Some(Place::Review), None);
    let settled = fixtures::frame(None, Some(Said::Settled));
    let door = fixtures::door();
    let newcomer = fixtures::frame(None, None);
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
    pages.extend(desk_pages());
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

fn desk_pages() -> [(&'static str, Markup); 3] {
    let duplicates = fixtures::frame(Some(Place::Duplicates), None);
    let list = fixtures::frame(Some(Place::Sessions), None);
    [
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
    for (name, page) in pages() {
        let html = page.into_string();
        assert!(
            !html.contains(" style="),
            "{name}: the security policy forbids inline style"
        );
        assert!(!html.contains("<script"), "{name}: no page needs a script");
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
            let at_the_door = form.contains("action=\"/sign-in\"");
            let guarded = form.contains("name=\"form_token\"") || at_the_door;
            assert!(
                !form.contains("method=\"post\"") || guarded,
                "{name}: a form without token"
            );
        }
    }
}

#[test]
fn every_page_is_small() {
    let style = assets::style().bytes.len();
    for (name, page) in pages() {
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
    let html = view::session::session(&fixtures::frame(None, None), &hostile).into_string();
    assert!(!html.contains("<img") && !html.contains("<script"));
}

/// For whoever works on the pages: `TEREN_GALLERY=/tmp/gallery cargo test -p server view::tests`.
#[test]
fn the_gallery_is_written_when_asked_for() {
    let Some(folder) = std::env::var_os("TEREN_GALLERY") else {
        return;
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for asset in [assets::style(), assets::sign()] {
        std::fs::write(folder.join(&asset.address()[1..]), asset.bytes).unwrap();
    }
    for (name, page) in pages() {
        let html = page.into_string().replace("\"/assets/", "\"assets/");
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}
