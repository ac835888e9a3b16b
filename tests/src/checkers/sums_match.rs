//! Who counted how many comes out as the sum of what everybody counted, on phones and on pages.

use std::collections::BTreeMap;

use client_core::model::{Cell, Session, Table};
use server::store::read::{Filter, Scope, figures};

use super::ledger::Ledger;
use crate::world::World;

/// Compares figures with the ledger's sums. For worlds in which everybody counts a part and
/// nothing is withdrawn.
///
/// # Panics
/// When they differ.
#[track_caller]
pub fn sums_match(world: &World, ledger: &Ledger) {
    for (doc, counted) in &ledger.counted {
        for phone in world.phones() {
            if let Ok(session) = phone.client().session(*doc) {
                assert_eq!(figures_of(&session), nonzero(counted), "{}", phone.name);
            }
        }
    }
    let read = |c: &server::store::Connection| figures::totals(c, &Scope::All, &Filter::default());
    let totals = world.server.store().read(read).expect("the read model");
    let all = ledger.counted.values();
    assert_eq!(totals.people, all.clone().map(people).sum::<u64>());
    let materials = all
        .flatten()
        .filter(|(cell, _)| cell.table() == Table::Materials);
    let materials: i64 = materials.map(|(_, n)| n).sum();
    assert_eq!(totals.materials, materials.unsigned_abs());
}

/// Contacts of one session: people by sex and age, else the groups.
fn people(counted: &BTreeMap<Cell, i64>) -> u64 {
    let sum = |wanted: fn(&Cell) -> bool| -> i64 {
        let cells = counted.iter().filter(|(cell, _)| wanted(cell));
        cells.map(|(_, n)| n).sum()
    };
    let reached = sum(|cell| matches!(cell, Cell::Reached(_)));
    let groups = sum(|cell| matches!(cell, Cell::Group(_)));
    if reached == 0 { groups } else { reached }.unsigned_abs()
}

fn nonzero(counted: &BTreeMap<Cell, i64>) -> BTreeMap<Cell, u64> {
    let some = counted.iter().filter(|(_, n)| **n != 0);
    some.map(|(cell, n)| (cell.clone(), n.unsigned_abs()))
        .collect()
}

fn figures_of(session: &Session) -> BTreeMap<Cell, u64> {
    let some = session.figures.iter().filter(|(_, n)| **n != 0);
    some.map(|(cell, n)| (cell.clone(), *n)).collect()
}
