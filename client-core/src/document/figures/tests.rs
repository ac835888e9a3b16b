//! Whose count is it, case by case, on cells alone.

use super::*;
use crate::model::PeopleKey;

fn replica(n: u8) -> ReplicaShort {
    ReplicaShort([n; 8])
}

fn cell(name: &str) -> Cell {
    name.parse().unwrap()
}

type Cells<'a> = &'a [(&'a str, i64)];

/// Counts of people: replica, basis, part cells, whole cells.
fn people(counters: &[(u8, Option<Basis>, Cells<'_>, Cells<'_>)]) -> Counts {
    let cells = |cells: &[(&str, i64)]| -> BTreeMap<Cell, i64> {
        cells
            .iter()
            .map(|(name, count)| (cell(name), *count))
            .collect()
    };
    let counters = counters.iter().map(|(n, basis, part, whole)| {
        let counter = Counter {
            part: cells(part),
            whole: cells(whole),
            basis: *basis,
            who: None,
            last: Timestamp(0),
        };
        (replica(*n), counter)
    });
    Counts {
        tables: BTreeMap::from([(Table::People, counters.collect())]),
        ..Counts::default()
    }
}

fn shown(counts: &Counts) -> (Vec<(String, u64)>, bool) {
    let figures = figures(counts, Table::People);
    let cells = figures.cells.iter().map(|(cell, n)| (cell.to_string(), *n));
    (cells.collect(), figures.is_open)
}

const GIRLS: &str = "reached.f.14-17";
const BOYS: &str = "reached.m.14-17";
const PUPILS: &str = "groups.pupils";
const WHOLE: Option<Basis> = Some(Basis::Whole);

#[test]
fn nobody_counted() {
    assert_eq!(shown(&Counts::default()), (vec![], false));
}

#[test]
fn parts_add_up_cell_by_cell() {
    let counts = people(&[
        (1, None, &[(GIRLS, 3), (BOYS, 1)], &[]),
        (2, Some(Basis::Part), &[(GIRLS, 4)], &[]),
    ]);
    assert_eq!(
        shown(&counts),
        (vec![(GIRLS.into(), 7), (BOYS.into(), 1)], false)
    );
}

#[test]
fn the_largest_table_is_shown_never_the_largest_cells() {
    let counts = people(&[
        (1, WHOLE, &[], &[(GIRLS, 30), (BOYS, 1)]),
        (2, WHOLE, &[], &[(GIRLS, 10), (BOYS, 20)]),
    ]);
    assert_eq!(
        shown(&counts),
        (vec![(GIRLS.into(), 30), (BOYS.into(), 1)], true)
    );
}

#[test]
fn one_counter_is_never_in_conflict_with_itself() {
    let counts = people(&[(1, WHOLE, &[(GIRLS, 5)], &[(GIRLS, 4)])]);
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 4)], false));
}

#[test]
fn who_stands_by_the_whole_has_no_part_in_the_sum() {
    let counts = people(&[
        (1, WHOLE, &[(GIRLS, 5)], &[(GIRLS, 25)]),
        (2, None, &[(GIRLS, 26)], &[]),
    ]);
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 26)], true));
}

#[test]
fn equal_tables_are_no_conflict_and_equal_totals_go_to_the_smaller_replica() {
    let same = people(&[
        (1, WHOLE, &[], &[(GIRLS, 9)]),
        (2, WHOLE, &[], &[(GIRLS, 9)]),
    ]);
    assert_eq!(shown(&same), (vec![(GIRLS.into(), 9)], false));
    let tie = people(&[
        (1, WHOLE, &[], &[(BOYS, 9)]),
        (2, WHOLE, &[], &[(GIRLS, 9)]),
    ]);
    assert_eq!(shown(&tie), (vec![(BOYS.into(), 9)], true));
}

#[test]
fn groups_are_the_same_people_seen_another_way() {
    let counts = people(&[
        (1, WHOLE, &[], &[(GIRLS, 20), (PUPILS, 56)]),
        (2, WHOLE, &[], &[(GIRLS, 50)]),
    ]);
    assert_eq!(figures(&counts, Table::People).alternatives[0].total, 56);
    assert_eq!(
        shown(&counts).0,
        vec![(GIRLS.into(), 20), (PUPILS.into(), 56)]
    );
}

#[test]
fn a_counter_goes_on_in_its_next_replica() {
    let mut counts = people(&[
        (1, WHOLE, &[], &[(GIRLS, 30)]),
        (2, None, &[], &[(GIRLS, -2)]),
        (3, None, &[(GIRLS, 8)], &[]),
    ]);
    counts.succeeds.insert(replica(2), replica(1));
    assert_eq!(basis_of(&counts, Table::People, replica(2)), Basis::Whole);
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 28)], true));
    let who = who_counted(&counts, Table::People);
    let who: Vec<_> = who
        .iter()
        .map(|c| (c.replica, c.replicas.len(), c.is_chosen))
        .collect();
    assert_eq!(who, [(replica(1), 2, true), (replica(3), 1, false)]);

    // The leaf's word counts: it takes the whole back.
    let own = counts.tables.get_mut(&Table::People).unwrap();
    own.get_mut(&replica(2)).unwrap().basis = Some(Basis::Part);
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 8)], false));
}

#[test]
fn of_two_leaves_the_whole_beats_the_part() {
    let mut counts = people(&[
        (1, None, &[(GIRLS, 5)], &[]),
        (2, WHOLE, &[], &[(GIRLS, 9)]),
        (3, Some(Basis::Part), &[(GIRLS, 1)], &[]),
    ]);
    counts.succeeds.insert(replica(2), replica(1));
    counts.succeeds.insert(replica(3), replica(1));
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 9)], false));
}

#[test]
fn a_circle_of_replicas_ends() {
    let mut counts = people(&[
        (1, None, &[(GIRLS, 5)], &[]),
        (2, WHOLE, &[], &[(GIRLS, 9)]),
    ]);
    counts.succeeds.insert(replica(2), replica(1));
    counts.succeeds.insert(replica(1), replica(2));
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 9)], false));
}

#[test]
fn a_decision_stands_until_another_count_moves() {
    let mut counts = people(&[
        (1, WHOLE, &[], &[(GIRLS, 31)]),
        (2, None, &[(GIRLS, 40)], &[]),
        (3, None, &[(GIRLS, 10)], &[]),
    ]);
    let decision = settle(&counts, Table::People, Source::Whole(replica(1))).unwrap();
    assert_eq!(decision.others_total, 50);
    counts.settled.insert(Table::People, vec![decision]);
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 31)], false));
    // The one whose count was taken may go on counting.
    own(&mut counts, 1).whole.insert(cell(GIRLS), 32);
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 32)], false));
    own(&mut counts, 3).part.insert(cell(GIRLS), 11);
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 51)], true));
}

fn own(counts: &mut Counts, n: u8) -> &mut Counter {
    let people = counts.tables.get_mut(&Table::People).unwrap();
    people.get_mut(&replica(n)).unwrap()
}

#[test]
fn two_decisions_at_once_decide_nothing() {
    let mut counts = people(&[
        (1, WHOLE, &[], &[(GIRLS, 31)]),
        (2, WHOLE, &[], &[(GIRLS, 40)]),
    ]);
    let decisions = [1, 2].map(|n| settle(&counts, Table::People, Source::Whole(replica(n))));
    counts
        .settled
        .insert(Table::People, decisions.into_iter().flatten().collect());
    assert_eq!(shown(&counts), (vec![(GIRLS.into(), 40)], true));
    assert_eq!(
        settle(&counts, Table::People, Source::Parts),
        None,
        "there are no parts"
    );
}

#[test]
fn sex_and_age_are_one_cell() {
    let key: PeopleKey = "f.14-17".parse().unwrap();
    assert_eq!(cell(GIRLS), Cell::Reached(key));
}
