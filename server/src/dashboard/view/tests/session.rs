//! Content of a session's page: one with everything open, one with nothing open.

use jiff::civil::{DateTime, date};

use super::fixtures::{band, side, sums};
use crate::dashboard::model::figures::People;
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::session::{
    Answer, Answers, Change, Conflict, CountedTable, Counter, Desk, Line, Moment, Photo, Review,
    Saying, Session, Standing,
};
use crate::dashboard::model::suspects::Suspects;

fn at(hour: i8, minute: i8) -> DateTime {
    date(2017, 10, 10).at(hour, minute, 0, 0)
}

/// One answer of each standing.
fn answers() -> Answers {
    let answer = |question: &str, value: &str, standing| Answer {
        question: question.to_owned(),
        value: value.to_owned(),
        standing,
    };
    let wrong = Standing::Wrong("Between 0 and 1000".to_owned());
    Answers {
        title: "School survey".to_owned(),
        version: "3".to_owned(),
        answers: vec![
            answer(
                "Had the pupils heard of the helpline?",
                "Yes",
                Standing::Good,
            ),
            answer("How many had?", "1,200", wrong),
            answer("What do they ask about?", "", Standing::Missing),
            answer("What else?", "Documents", Standing::NotAsked),
        ],
    }
}

pub(super) fn plain() -> Session {
    Session {
        id: "0191f0a2-6c1e-7a3b-9d4e-5f60718293a4".to_owned(),
        title: "Grade 9–10, two classes".to_owned(),
        kind: "school".to_owned(),
        status: "done".to_owned(),
        counting: "counted".to_owned(),
        withdrawn: None,
        duplicate_of: None,
        day: date(2017, 10, 10),
        planned_for: Some(at(10, 0)),
        started_at: Some(at(10, 5)),
        ended_at: Some(at(11, 40)),
        place: [
            "Colegiul Național Eudoxiu Hurmuzachi",
            "Rădăuți",
            "Suceava, Romania",
        ]
        .map(str::to_owned)
        .to_vec(),
        at: Some("47.85, 25.92".to_owned()),
        unit: "Suceava".to_owned(),
        campaign: Some("The trafficking of people does not forgive!".to_owned()),
        programme: None,
        team: [("Ana Popescu", "lead"), ("Ion Munteanu", "helper")]
            .map(|(name, role)| (name.to_owned(), role.to_owned()))
            .to_vec(),
        partners: vec!["Save the Children Suceava".to_owned()],
        topics: ["forced_labour", "online_recruitment"]
            .map(str::to_owned)
            .to_vec(),
        people: 58,
        by_sex_and_age: People {
            bands: vec![
                band("10-13", Some(false), [0, 2, 0, 0]),
                band("14-17", Some(false), [29, 23, 0, 0]),
                band("35-49", Some(true), [2, 2, 0, 0]),
            ],
        },
        groups: sums(&[("Pupils", 54), ("Teachers", 4)]),
        materials: sums(&[("Brochure “Work abroad, safely”", 60), ("Poster", 2)]),
        tallies: sums(&[
            ("Helpline cards", 58),
            ("Questions asked", 7),
            ("Referrals made", 0),
        ]),
        further: vec![("Form".to_owned(), "Talk".to_owned())],
        answers: answers(),
        notes: "Many asked about contracts abroad and whether an agency may keep a passport.\n\n\
                The school would like us to come back with the film in spring."
            .to_owned(),
        photos: [Some("/sessions/1/photos/2".to_owned()), None]
            .map(|address| Photo {
                name: "poster & wall.jpg".to_owned(),
                bytes: 411_600,
                address,
            })
            .into(),
        counts: vec![counted_people(false)],
        conflicts: vec![],
        history: history(),
        review: Some(Review {
            state: "returned".to_owned(),
            comment: "How many of them were teachers?".to_owned(),
            changed: false,
        }),
        desk: desk(),
    }
}

fn desk() -> Desk {
    let choices = |all: &[(&str, &str)]| -> Vec<Choice> {
        let choice = |(value, name): &(&str, &str)| Choice {
            value: (*value).to_owned(),
            name: (*name).to_owned(),
            chosen: false,
        };
        all.iter().map(choice).collect()
    };
    Desk {
        shared_in: Vec::new(),
        unseen_by: vec![],
        seen: "a1b2".to_owned(),
        team: choices(&[("ana", "Ana Popescu"), ("ion", "Ion Munteanu")]),
        assignable: choices(&[("maria", "Maria Ionescu"), ("vlad", "Vlad Rusu")]),
        units: choices(&[("botosani", "Botoșani"), ("iasi", "Iași")]),
        likely: vec![side("Maria Ionescu")],
        suspects: suspects(),
        duplicate_of: None,
        acts: vec![Moment {
            at: at(14, 5),
            arrived: None,
            who: "Eva Marin".to_owned(),
            brought_by: None,
            changes: vec![Change {
                what: "Moved".to_owned(),
                value: Some("Botoșani → Suceava".to_owned()),
            }],
        }],
    }
}

pub(super) fn suspects() -> Suspects {
    Suspects {
        found: vec![("Notes".to_owned(), "phone".to_owned())],
        seen: "0011223344556677".to_owned(),
    }
}

pub(super) fn in_conflict() -> Session {
    let saying = |value: &str, about: Option<&str>, who: &str, minute, shown| Saying {
        value: value.to_owned(),
        about: about.map(str::to_owned),
        who: vec![who.to_owned()],
        when: Some(at(11, minute)),
        shown,
    };
    let title = Conflict {
        field: "title".to_owned(),
        name: "Title".to_owned(),
        seen: "a1b2".to_owned(),
        sayings: vec![
            saying("Grade 9–10, two classes", None, "Ana Popescu", 12, true),
            saying(
                "Grades 9 and 10, Hurmuzachi",
                None,
                "Ion Munteanu",
                31,
                false,
            ),
        ],
        takes_own: true,
    };
    let people = Conflict {
        field: "people".to_owned(),
        name: "People reached".to_owned(),
        seen: "a1b2".to_owned(),
        sayings: vec![
            saying("58", Some("Counted the whole"), "Ana Popescu", 41, true),
            saying("54", Some("Counted the whole"), "Ion Munteanu", 38, false),
        ],
        takes_own: false,
    };
    let counts = vec![counted_people(true), counted_materials()];
    Session {
        conflicts: vec![people, title],
        counts,
        ..plain()
    }
}

fn counter(who: &str, basis: &str, used: bool, total: u64) -> Counter {
    Counter {
        who: who.to_owned(),
        basis: basis.to_owned(),
        used,
        total,
    }
}

fn counted_people(in_conflict: bool) -> CountedTable {
    let line = |name: &str, ana, ion, shown| Line {
        name: name.to_owned(),
        counts: vec![ana, ion],
        shown,
    };
    CountedTable {
        what: "people".to_owned(),
        counters: vec![
            counter("Ana Popescu", "whole", true, 58),
            counter("Ion Munteanu", "whole", !in_conflict, 54),
        ],
        lines: vec![
            line("Men and boys, 10–13", Some(2), None, 2),
            line("Women and girls, 14–17", Some(29), Some(28), 29),
            line("Men and boys, 14–17", Some(23), Some(24), 23),
            line("Women and girls, 35–49", Some(2), Some(2), 2),
            line("Men and boys, 35–49", Some(2), None, 2),
        ],
        total: 58,
        in_conflict,
    }
}

fn counted_materials() -> CountedTable {
    CountedTable {
        what: "materials".to_owned(),
        counters: vec![
            counter("Ana Popescu", "part", true, 31),
            counter("Ion Munteanu", "part", true, 28),
            counter("Maria Rusu", "part", true, 3),
        ],
        lines: vec![
            Line {
                name: "Brochure “Work abroad, safely”".to_owned(),
                counts: vec![Some(30), Some(27), Some(3)],
                shown: 60,
            },
            Line {
                name: "Poster".to_owned(),
                counts: vec![Some(1), Some(1), None],
                shown: 2,
            },
        ],
        total: 62,
        in_conflict: false,
    }
}

fn history() -> Vec<Moment> {
    let change = |what: &str, value: Option<&str>| Change {
        what: what.to_owned(),
        value: value.map(str::to_owned),
    };
    vec![
        Moment {
            at: at(11, 41),
            arrived: Some(date(2017, 10, 11).at(7, 58, 0, 0)),
            who: "Ana Popescu".to_owned(),
            brought_by: None,
            changes: vec![
                change("State", Some("Done")),
                change("End", Some("10 Oct 2017, 11:40")),
                change("People reached, Women and girls, 14–17", Some("29")),
                change("People reached, Men and boys, 14–17", Some("23")),
                change("Counted", Some("the whole")),
                change("Topic: Begging", None),
                change("Notes", Some("written on")),
            ],
        },
        Moment {
            at: at(11, 31),
            arrived: None,
            who: "Ion Munteanu".to_owned(),
            brought_by: None,
            changes: vec![change("Title", Some("Grades 9 and 10, Hurmuzachi"))],
        },
        Moment {
            at: date(2017, 10, 2).at(16, 20, 0, 0),
            arrived: None,
            who: "Elena Dumitrescu".to_owned(),
            brought_by: None,
            changes: vec![
                change("Title", Some("Grade 9–10, two classes")),
                change("Planned for", Some("10 Oct 2017, 10:00")),
            ],
        },
    ]
}
