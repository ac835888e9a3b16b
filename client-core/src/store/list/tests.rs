//! What lists show, and what they cost.

use super::super::tests::{Scratch, doc_id};
use super::*;

fn row(number: u32, title: &str) -> ListRow {
    ListRow {
        doc: doc_id(number),
        moment: Timestamp(i64::from(number) * 1_000),
        status: if number.is_multiple_of(10) {
            Status::Planned
        } else {
            Status::Done
        },
        withdrawn: false,
        unsent: number.is_multiple_of(1_000),
        conflicts: u32::from(number.is_multiple_of(500)),
        unit: Some("suceava".parse().unwrap()),
        kind: Some(Kind::School),
        title: title.to_owned(),
        place: "Rădăuți".to_owned(),
        people: 56,
        team: Vec::new(),
        author: None,
        returned: None,
        spot: Place::default(),
        at: None,
        duplicate_of: None,
        changed: false,
    }
}

fn query() -> ListQuery {
    ListQuery {
        limit: 50,
        ..ListQuery::default()
    }
}

fn fill(scratch: &mut Scratch, count: u32) {
    scratch
        .store
        .write(|tx| {
            for number in 0..count {
                let row = row(number, &format!("Grade {} in school {number}", number % 12));
                put(tx, &row, &format!("{} {}", row.title, row.place))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn words_are_found_by_their_beginnings_in_any_spelling() {
    let mut scratch = Scratch::new();
    fill(&mut scratch, 30);
    let found = |search: &str| {
        let query = ListQuery {
            search: search.to_owned(),
            ..query()
        };
        page(scratch.store.read(), &query).unwrap().rows.len()
    };
    assert_eq!(found(""), 30);
    assert_eq!(found("RADAUTI"), 30);
    assert_eq!(found("rădă school"), 30);
    assert_eq!(found("29 rad"), 1);
    assert_eq!(found("chool"), 0);
    assert_eq!(found("grade 7 29"), 0);
    for odd in ["\"", "*", "a AND", "NOT", "Ⓐ", "(", "words:x", "-", "\u{0}"] {
        found(odd);
    }
}

#[test]
fn a_changed_title_is_found_and_the_old_one_is_not() {
    let mut scratch = Scratch::new();
    let write = |scratch: &mut Scratch, title: &str| {
        scratch
            .store
            .write(|tx| put(tx, &row(1, title), title))
            .unwrap();
    };
    write(&mut scratch, "Market day");
    write(&mut scratch, "Station");
    let found = |scratch: &Scratch, search: &str| {
        let query = ListQuery {
            search: search.to_owned(),
            ..query()
        };
        page(scratch.store.read(), &query).unwrap().rows.len()
    };
    assert_eq!(found(&scratch, "market"), 0);
    assert_eq!(found(&scratch, "station"), 1);
    scratch.store.write(|tx| remove(tx, doc_id(1))).unwrap();
    assert_eq!(found(&scratch, "station"), 0);
    assert_eq!(found(&scratch, ""), 0);
}

#[test]
fn pages_follow_each_other_without_gap() {
    let mut scratch = Scratch::new();
    fill(&mut scratch, 25);
    let at = |offset| {
        let query = ListQuery {
            offset,
            limit: 10,
            ..query()
        };
        page(scratch.store.read(), &query).unwrap()
    };
    let pages = [at(0), at(10), at(20)];
    assert_eq!(
        [true, true, false],
        [pages[0].more, pages[1].more, pages[2].more]
    );
    let moments: Vec<i64> = pages
        .iter()
        .flat_map(|page| page.rows.iter().map(|row| row.moment.0))
        .collect();
    assert_eq!(
        moments,
        (0..25).rev().map(|n| n * 1_000).collect::<Vec<_>>()
    );
}

/// What a page costs is what SQLite's virtual machine does for it, which no slow machine changes.
fn steps(connection: &Connection, query: &ListQuery) -> i32 {
    let search = Search::plan(connection, &query.search).unwrap();
    let (sql, values) = statement(query, &search);
    let mut statement = connection.prepare(&sql).unwrap();
    let mut rows = statement.query(rusqlite::params_from_iter(values)).unwrap();
    while rows.next().unwrap().is_some() {}
    drop(rows);
    statement.get_status(rusqlite::StatementStatus::VmStep)
}

#[test]
fn a_page_costs_what_it_shows() {
    let mut scratch = Scratch::new();
    let cost = |scratch: &Scratch, query: &ListQuery| steps(scratch.store.read(), query);
    let queries = [
        query(),
        ListQuery {
            status: Some(Status::Planned),
            ..query()
        },
        ListQuery {
            only_unsent: true,
            ..query()
        },
        ListQuery {
            only_conflicts: true,
            ..query()
        },
        ListQuery {
            search: "radauti".to_owned(),
            ..query()
        },
        ListQuery {
            search: "77".to_owned(),
            ..query()
        },
    ];
    fill(&mut scratch, 1_000);
    let small = queries.clone().map(|query| cost(&scratch, &query));
    fill(&mut scratch, 10_000);
    let large = queries.clone().map(|query| cost(&scratch, &query));
    for (query, (small, large)) in queries.iter().zip(small.iter().zip(&large)) {
        // A search looks up as many matches as are allowed, in however many rows.
        assert!(
            *large < small + 20 * SEARCH_LOOKUPS_MAX as i32,
            "{query:?} costs {small} steps in 1,000 rows and {large} in 10,000"
        );
    }
}

#[test]
fn lists_are_read_in_the_order_of_an_index() {
    let scratch = Scratch::new();
    let plan = |query: &ListQuery| {
        let (sql, values) = statement(query, &Search::Everything);
        let mut statement = scratch
            .store
            .read()
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap();
        let lines = statement
            .query_map(rusqlite::params_from_iter(values), |row| {
                row.get::<_, String>(3)
            })
            .unwrap();
        lines.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    };
    for (query, index) in [
        (query(), "list_by_moment"),
        (
            ListQuery {
                status: Some(Status::Done),
                ..query()
            },
            "list_by_status",
        ),
        (
            ListQuery {
                only_unsent: true,
                ..query()
            },
            "list_unsent",
        ),
        (
            ListQuery {
                only_conflicts: true,
                ..query()
            },
            "list_conflicts",
        ),
    ] {
        let plan = plan(&query);
        assert!(plan.contains(index), "{query:?}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{query:?}: {plan}");
    }
}

#[test]
fn of_a_circle_of_duplicates_the_smallest_counts_and_of_a_pair_the_kept_one() {
    let mut scratch = Scratch::new();
    let pointers = [
        (1, Some(2)),
        (2, Some(1)),
        (3, None),
        (4, Some(3)),
        (5, Some(99)),
        (6, Some(7)),
        (7, None),
        (8, Some(1)),
    ];
    let written = scratch.store.write(|tx| {
        for (number, kept) in pointers {
            let row = ListRow {
                status: Status::Done,
                withdrawn: number == 7,
                duplicate_of: kept.map(doc_id),
                ..row(number, "Grade 9")
            };
            put(tx, &row, "")?;
        }
        Ok::<_, StoreError>(())
    });
    written.unwrap();
    let counted = |number: &u32| is_counted(scratch.store.read(), doc_id(*number)).unwrap();
    let counted: Vec<u32> = (1..=8).filter(counted).collect();
    // Six repeats one that is withdrawn; five one that this phone does not keep any more.
    assert_eq!(counted, [1, 3, 6]);
}

#[test]
fn a_member_finds_what_is_theirs_and_what_was_returned() {
    let mut scratch = Scratch::new();
    let team = |ids: &[&str]| ids.iter().map(|id| id.parse().unwrap()).collect::<Vec<_>>();
    let (ana, both) = (team(&["m-1"]), team(&["m-12", "m-1"]));
    scratch
        .store
        .write(|tx| {
            for (number, held) in [(0, &ana), (1, &both), (2, &team(&["m-12"]))] {
                let row = ListRow {
                    team: held.clone(),
                    returned: (number == 1).then(|| "Which day?".to_owned()),
                    ..row(number, "Grade 9")
                };
                put(tx, &row, "Grade 9")?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let count = |query: &ListQuery| page(scratch.store.read(), query).unwrap().rows.len();
    let held_by = |id: &str| ListQuery {
        held_by: Some(id.parse().unwrap()),
        ..query()
    };
    assert_eq!(
        ["m-1", "m-12", "m-2"].map(|id| count(&held_by(id))),
        [2, 2, 0]
    );
    let only_returned = true;
    let returned = ListQuery {
        only_returned,
        ..query()
    };
    assert_eq!(count(&returned), 1);
}
