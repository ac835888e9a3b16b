//! The plain form as people write it: what it means, and what is said of what it cannot mean.

use serde_json::{Value, json};

use super::*;
use crate::ids::DocId;
use crate::limits::{COUNT_MAX, LINE_CHARS_MAX, SET_ENTRIES_MAX};
use crate::model::count::{Basis, Cell, Table};
use crate::model::edit::Splice;
use crate::model::problem::FieldProblem;
use crate::model::register::{Register, Scalar};
use crate::model::session::Session;
use crate::model::vocabulary::{TeamRole, Topic};

fn school() -> Value {
    json!({
        "id": "0191f0a2-3b4c-7d5e-8f60-718293a4b5c6", "kind": "school",
        "title": "Grade 9-10, two classes", "campaign": "does-not-forgive",
        "programme": null, "unit": "suceava", "status": "done", "counting": "counted",
        "place": { "country": "RO", "adm1": "RO-SV", "locality": "Radauti",
                   "venue": "Colegiul National Eudoxiu Hurmuzachi" },
        "at": "47.8472,25.9161",
        "planned_for": "2017-03-14T08:00:00Z", "started_at": "2017-03-14T08:05:00Z",
        "ended_at": "2017-03-14T09:40:00Z",
        "team": { "ana": "lead", "ion": "helper" }, "partners": ["save-the-children-suceava"],
        "reached": { "f.14-17": 31, "m.14-17": 27 }, "groups": { "pupils": 56, "teachers": 2 },
        "materials": { "brochure": 60, "poster": 2 },
        "topics": ["forced_labour", "online_recruitment"],
        "tallies": { "helpline_cards": 58, "questions": 7, "referrals": 0 },
        "media": { "outlet": "Radio Iasi", "items": 3 },
        "answers": { "heard.before": true }, "notes": "Many asked about contracts abroad.",
        "texts": { "best": "The film." }, "attachments": [], "conflicts": []
    })
}

fn problems(form: &Value) -> Vec<String> {
    let problems = parse(form).expect_err("this cannot be taken");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_school_session_becomes_edits_of_both_documents() {
    let plain = parse(&school()).unwrap();
    assert_eq!(plain.unit, Some("suceava".parse().unwrap()));
    assert_eq!(
        plain.left_out,
        ["id"],
        "no conflicts are nothing to leave out"
    );
    let (main, private) = plain.into_parts();
    let place = "RO|RO-SV|Radauti|Colegiul National Eudoxiu Hurmuzachi|";
    for edit in [
        Edit::text(Register::Title, "Grade 9-10, two classes"),
        Edit::text(Register::Where, place),
        Edit::text(Register::At, "47.85,25.92"),
        Edit::number(Register::StartedAt, 1_489_478_700_000),
        Edit::number(Register::MediaItems, 3),
        Edit::Team {
            member: "ana".parse().unwrap(),
            role: Some(TeamRole::Lead),
        },
        Edit::Topic {
            topic: Topic::ForcedLabour,
            present: true,
        },
        Edit::Count {
            cell: "reached.f.14-17".parse().unwrap(),
            by: 31,
        },
        Edit::Answer {
            key: "heard.before".into(),
            value: Some(Scalar::Bool(true)),
        },
    ] {
        assert!(main.contains(&edit), "{edit:?}");
    }
    let cells = main
        .iter()
        .filter(|edit| matches!(edit, Edit::Count { .. }));
    assert_eq!(cells.count(), 8, "nothing counted is no edit");
    assert_eq!(main.len(), 10 + 2 + 1 + 2 + 2 + 1 + 8);
    let insert = "Many asked about contracts abroad.".to_owned();
    let splices = vec![Splice {
        at: 0,
        delete: 0,
        insert,
    }];
    let (question, value) = ("best".to_owned(), Some("The film.".to_owned()));
    assert_eq!(
        private,
        [Edit::Notes { splices }, Edit::Text { question, value }]
    );
}

#[test]
fn every_problem_is_named_at_once() {
    let found = problems(&json!({
        "titel": "x", "kind": "scool", "status": 3, "started_at": "yesterday",
        "place": { "town": "Radauti", "venue": ["a"] }, "at": "97,25", "activities": -1,
        "reached": { "f.15-19": 2, "f.14-17": "many", "m.14-17": 1.5 },
        "groups": { "aliens": 1 }, "tallies": [1], "materials": { "Big Poster": 1 },
        "topics": ["begging", "weather"], "partners": "one", "team": { "ana": "boss" },
        "answers": { "a b": 1, "c": [] }, "media": { "items": "3", "channel": 1 },
        "attachments": [{ "name": "a.jpg" }], "unit": "Iași", "duplicate_of": "abc",
    }));
    let fields: Vec<&str> = found.iter().map(|p| p.split(':').next().unwrap()).collect();
    let expected = [
        "activities",
        "answers.a b",
        "answers.c",
        "at",
        "attachments.0",
        "duplicate_of",
        "groups.aliens",
        "kind",
        "materials.Big Poster",
        "media.channel",
        "media.items",
        "partners",
        "place.town",
        "place.venue",
        "reached.f.14-17",
        "reached.f.15-19",
        "reached.m.14-17",
        "started_at",
        "status",
        "tallies",
        "team.ana",
        "titel",
        "topics",
        "unit",
    ];
    assert_eq!(fields, expected);
    let kind = &found[7];
    assert!(
        kind.starts_with("kind: found \"scool\", allowed: school, public_event"),
        "{kind}"
    );
    let status = &found[18];
    assert_eq!(
        status,
        "status: found 3, allowed: planned, running, done, cancelled"
    );
    assert!(
        found[21].contains("allowed: activities, answers, at,"),
        "{}",
        found[21]
    );
    assert!(found[15].contains("ages 0-5, 6-9, 10-13"), "{}", found[15]);
}

#[test]
fn limits_hold_here_already() {
    let long = "x".repeat(LINE_CHARS_MAX + 1);
    let many: Vec<String> = (0..=SET_ENTRIES_MAX).map(|n| format!("p{n}")).collect();
    let found = problems(&json!({
        "title": long, "reached": { "f.14-17": COUNT_MAX + 1 }, "partners": many,
        "notes": "n".repeat(crate::limits::TEXT_CHARS_MAX + 1),
    }));
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|problem| problem.len() < 200), "{found:?}");
}

#[test]
fn what_is_no_form_is_said_to_be_none() {
    assert_eq!(
        problems(&json!([])),
        ["the form: found a list, allowed: a JSON object"]
    );
    assert!(
        parse_text("{\"title\": ").unwrap_err()[0]
            .found
            .contains("line 1")
    );
    assert_eq!(parse(&json!({})).unwrap().edits, []);
}

#[test]
fn an_exchange_has_its_own_fields() {
    let form = json!({
        "title": "Volunteers of three countries", "host": "not-for-sale", "hours": 40,
        "from": "2017-05-02T07:00:00Z", "place": { "country": "RO" },
        "participants": { "junact-cahul.volunteer": 6 }, "activities": { "day1": "Peer training" },
        "learned": { "junact-cahul": "Street theatre works." },
        "sessions": ["0191f0a2-3b4c-7d5e-8f60-718293a4b5c6"],
    });
    let plain = parse_exchange(&form).unwrap();
    assert_eq!(plain.edits.len(), 9);
    let of_session = json!({ "reached": {}, "activities": 3 });
    assert_eq!(parse_exchange(&of_session).unwrap_err().len(), 2);
}

fn shown() -> Session {
    let mut session = Session::empty(DocId([7; 16]));
    session.place.country = "RO".into();
    session.notes = "First words.".into();
    session
}

fn assigned(texts: &[&str]) -> Vec<Edit> {
    assignments(&shown(), texts).unwrap()
}

#[test]
fn assignments_are_edits_of_what_was_shown() {
    let cell: Cell = "reached.f.14-17".parse().unwrap();
    assert_eq!(
        assigned(&[
            "title=A=B",
            "reached.f.14-17+=3",
            "reached.f.14-17-=1",
            "basis=whole"
        ]),
        [
            Edit::text(Register::Title, "A=B"),
            Edit::Count {
                cell: cell.clone(),
                by: 3
            },
            Edit::Count { cell, by: -1 },
            Edit::Say {
                table: Table::People,
                basis: Basis::Whole
            },
        ]
    );
    let locality = Edit::text(Register::Where, "RO||Radauti|Market|");
    assert_eq!(
        assigned(&["place.locality=Radauti", "place.venue=Market"]),
        [locality]
    );
    let splice = Splice {
        at: 12,
        delete: 0,
        insert: " More.".into(),
    };
    assert_eq!(
        assigned(&["notes+= More."]),
        [Edit::Notes {
            splices: vec![splice]
        }]
    );
}

#[test]
fn sets_answers_and_cleared_fields_are_assigned_too() {
    assert_eq!(
        assigned(&[
            "team.ana=lead",
            "team.ion=",
            "topics+=begging",
            "topics-=documents"
        ]),
        [
            Edit::Team {
                member: "ana".parse().unwrap(),
                role: Some(TeamRole::Lead)
            },
            Edit::Team {
                member: "ion".parse().unwrap(),
                role: None
            },
            Edit::Topic {
                topic: Topic::Begging,
                present: true
            },
            Edit::Topic {
                topic: Topic::Documents,
                present: false
            },
        ]
    );
    assert_eq!(
        assigned(&[
            "media.items=3",
            "withdrawn=",
            "answers.heard=true",
            "basis.tallies=part"
        ]),
        [
            Edit::number(Register::MediaItems, 3),
            Edit::clear(Register::Withdrawn),
            Edit::Answer {
                key: "heard".into(),
                value: Some(Scalar::Bool(true))
            },
            Edit::Say {
                table: Table::Tallies,
                basis: Basis::Part
            },
        ]
    );
}

#[test]
fn wrong_assignments_say_what_is_allowed() {
    let texts = [
        "hello",
        "titel=x",
        "title+=x",
        "reached.f.14-17=3",
        "reached.f.14-17+=-3",
        "reached.f.15+=3",
        "basis=all",
        "basis.rooms=part",
        "place=RO",
        "place.town=x",
        "status=finished",
        "review.state=verified",
        "topics=begging",
        "topics+=weather",
        "media.items=three",
        "team.ana=boss",
        "planned_for=tomorrow",
    ];
    let problems = assignments(&shown(), &texts).unwrap_err();
    assert_eq!(problems.len(), texts.len());
    let of = |field: &str| -> &FieldProblem {
        problems
            .iter()
            .find(|p| p.field == field)
            .unwrap_or_else(|| panic!("{field}"))
    };
    assert!(
        of("titel").allowed.contains("title, at, planned_for"),
        "{}",
        of("titel")
    );
    assert!(of("status").allowed.starts_with("planned, running"));
    assert!(of("reached.f.14-17").allowed.starts_with("+=N or -=N"));
    assert!(of("place.town").allowed.contains("place.locality"));
    assert_eq!(of("topics").allowed, "+=NAME or -=NAME");
    assert_eq!(of("title").allowed, "= alone");
    assert_eq!(of("status").found, "`finished`");
}
