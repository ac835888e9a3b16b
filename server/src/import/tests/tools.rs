//! Files in the shape in which other tools export, imported once and again.

use super::*;

#[test]
fn a_kobo_export_becomes_sessions() {
    let desk = desk();
    let (read, import) = desk.bring(&fixture("kobo.csv"), "suceava");
    assert_eq!(read.sessions(), 2);
    let sessions = desk.sessions(import.unwrap());
    let first = &sessions[0];
    assert_eq!(first.title, "Ora de dirigenție, clasa a IX-a");
    assert_eq!(first.kind.map(|kind| kind.code()), Some("school"));
    assert_eq!(first.status.code(), "done");
    assert_eq!(first.place.locality, "Rădăuți");
    assert_eq!(first.place.venue, "Colegiul Tehnic");
    assert_eq!(
        first.started_at.unwrap().to_string(),
        "2017-03-14T06:05:00Z"
    );
    assert_eq!((first.people_reached(), first.topics.len()), (58, 2));
    assert_eq!(first.figures[&"groups.pupils".parse().unwrap()], 58);
    assert_eq!(first.figures[&"materials.brochure".parse().unwrap()], 60);
    assert_eq!(first.notes, "Mulți au întrebat despre contracte.");
    assert_eq!(desk.people(), 68);
    desk.is_right();
}

#[test]
fn what_was_imported_before_is_passed_by() {
    let desk = desk();
    let (_, first) = desk.bring(&fixture("kobo.csv"), "suceava");
    let (again, nothing) = desk.bring(&fixture("kobo.csv"), "suceava");
    assert_eq!((again.sessions(), again.known[&first.unwrap()]), (0, 2));
    assert_eq!(nothing, None);
    // The same form by way of the tool's API, with one submission more.
    let (more, second) = desk.bring(&fixture("kobo.json"), "suceava");
    assert_eq!((more.sessions(), more.known[&first.unwrap()]), (1, 1));
    assert_eq!(desk.sessions(second.unwrap())[0].title, "Autogară");
    assert_eq!(desk.people(), 77);
}

#[test]
fn an_odk_export_becomes_sessions() {
    let desk = desk();
    let (read, import) = desk.bring(&fixture("odk.csv"), "dolj");
    assert_eq!(read.sessions(), 2);
    let sessions = desk.sessions(import.unwrap());
    let first = &sessions[0];
    assert_eq!(first.place.adm1, "RO-DJ");
    assert_eq!(
        first.at.map(|at| at.to_register()).as_deref(),
        Some("44.33,23.79")
    );
    assert_eq!(first.figures[&"reached.f.25-34".parse().unwrap()], 12);
    assert_eq!(first.figures[&"reached.m.unknown".parse().unwrap()], 7);
    assert_eq!(first.figures[&"groups.at_risk".parse().unwrap()], 19);
    assert_eq!(sessions[1].people_reached(), 24);
}
