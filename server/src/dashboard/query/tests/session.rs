//! One session's page, from documents that two phones wrote without knowing of each other.

use client_core::model::{Basis, Edit, Kind, Register, Source, Status, Table};

use super::super::{session, settlement};
use super::world::{NOW, recorded};
use super::{World, seat_of};
use crate::dashboard::address::Fields;
use crate::dashboard::model::frame::Said;
use crate::dashboard::model::session as page;
use crate::projection::Opened;
use crate::store::read::Scope;

/// Two phones disagree on what a session is called and how many there were.
fn disputed() -> Opened {
    let count = |by| Edit::Count {
        cell: "reached.f.14-17".parse().unwrap(),
        by,
    };
    let group = |by| Edit::Count {
        cell: "groups.pupils".parse().unwrap(),
        by,
    };
    let whole = Edit::Say {
        table: Table::People,
        basis: Basis::Whole,
    };
    recorded(
        "suceava",
        &[
            (
                "ana",
                vec![
                    Edit::text(Register::Kind, Kind::School.code()),
                    Edit::text(Register::Status, Status::Done.code()),
                    Edit::number(Register::StartedAt, NOW.0),
                ],
            ),
            (
                "ana",
                vec![
                    Edit::text(Register::Title, "Two classes"),
                    whole.clone(),
                    count(58),
                    group(58),
                ],
            ),
            (
                "ion",
                vec![
                    Edit::text(Register::Title, "Grades 9 and 10"),
                    whole,
                    count(54),
                ],
            ),
        ],
    )
}

fn shown(opened: &Opened) -> page::Session {
    let world = World::new([]);
    session(&seat_of(&world, &Scope::All), opened, None)
}

#[test]
fn who_counted_what_stands_side_by_side() {
    let page = shown(&disputed());
    assert_eq!(
        (page.people, page.kind.as_str(), page.unit.as_str()),
        (58, "school", "Suceava")
    );
    let [people] = page.counts.as_slice() else {
        panic!("one table was counted")
    };
    assert!(people.in_conflict);
    // 58 girls of whom all are pupils are 58 people, not 116.
    assert_eq!(people.total, 58);
    let mut counters: Vec<_> = people
        .counters
        .iter()
        .map(|counter| {
            (
                counter.who.as_str(),
                counter.basis.as_str(),
                counter.total,
                counter.used,
            )
        })
        .collect();
    counters.sort();
    assert_eq!(
        counters,
        [
            ("Ana Popescu", "whole", 58, true),
            ("ion", "whole", 54, false)
        ]
    );
    let girls = people
        .lines
        .iter()
        .find(|line| line.name == "Women and girls, 14–17")
        .unwrap();
    assert_eq!((girls.shown, girls.counts.len()), (58, 2));
}

#[test]
fn both_sayings_are_shown_with_their_people() {
    let page = shown(&disputed());
    let conflict = |field: &str| {
        page.conflicts
            .iter()
            .find(|conflict| conflict.field == field)
            .unwrap()
    };
    let people = conflict("people");
    let values: Vec<_> = people
        .sayings
        .iter()
        .map(|said| said.value.as_str())
        .collect();
    assert_eq!(values, ["58", "54"]);
    assert_eq!(
        people.sayings[0].about.as_deref(),
        Some("Somebody counted the whole")
    );
    let title = conflict("title");
    let said: Vec<_> = title
        .sayings
        .iter()
        .map(|said| (said.value.as_str(), said.who[0].as_str()))
        .collect();
    assert!(said.contains(&("Two classes", "Ana Popescu")), "{said:?}");
    assert!(said.contains(&("Grades 9 and 10", "ion")), "{said:?}");
}

#[test]
fn a_form_settles_what_its_reader_saw_and_nothing_else() {
    let opened = disputed();
    let page = shown(&opened);
    let seen = |field: &str| {
        let conflict = page
            .conflicts
            .iter()
            .find(|conflict| conflict.field == field);
        conflict.unwrap().seen.clone()
    };
    let ask = |fields: &str| settlement(&opened.session, &Fields::parse(fields));
    let (title, people) = (seen("title"), seen("people"));
    assert!(matches!(
        ask(&format!("field=people&saying=1&seen={people}")),
        Ok(Edit::Settle {
            table: Table::People,
            from: Source::Whole(_)
        })
    ));
    assert!(matches!(
        ask(&format!("field=title&saying=0&seen={title}")),
        Ok(Edit::Set {
            register: Register::Title,
            ..
        })
    ));
    let own = |field: &str, value: &str, seen: &str| {
        ask(&format!("field={field}&saying=own&own={value}&seen={seen}"))
    };
    assert_eq!(
        own("title", "Grades+9%2C+10", &title),
        Ok(Edit::text(Register::Title, "Grades 9, 10")),
        "a third value"
    );
    assert_eq!(own("title", "+", &title), Err(Said::NothingChosen));
    assert_eq!(own("people", "60", &people), Err(Said::NothingChosen));
    assert_eq!(
        ask(&format!("field=title&seen={title}")),
        Err(Said::NothingChosen)
    );
    for other in [
        format!("field=title&saying=7&seen={title}"),
        format!("field=people&saying=0&seen={title}"),
        format!("field=kind&saying=0&seen={title}"),
        "field=title&saying=0".to_owned(),
    ] {
        assert_eq!(ask(&other), Err(Said::Moved), "{other}");
    }
}

#[test]
fn the_history_says_who_changed_what_newest_first() {
    let page = shown(&disputed());
    let lines: Vec<Vec<String>> = page
        .history
        .iter()
        .map(|moment| {
            let value = |change: &page::Change| change.value.clone().unwrap_or_default();
            let said = |change: &page::Change| format!("{}: {}", change.what, value(change));
            moment.changes.iter().map(said).collect()
        })
        .collect();
    assert_eq!(page.history.len(), 3);
    assert!(
        page.history.iter().all(|moment| moment.arrived.is_some()),
        "a day later is late"
    );
    assert!(
        lines[2].contains(&"Kind: School activity".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines[2].contains(&"Start: 10 Oct 2017, 11:00".to_owned()),
        "{lines:?}"
    );
    let everything = lines.concat();
    for line in [
        "Title: Two classes",
        "Title: Grades 9 and 10",
        "Women and girls, 14–17: 54, of the whole",
        "People reached: counted the whole",
    ] {
        assert!(
            everything.contains(&line.to_owned()),
            "`{line}` is not in {everything:?}"
        );
    }
}
