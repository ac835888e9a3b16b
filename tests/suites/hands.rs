//! What people do in several suites, in a word each.

use client_core::client::{Chosen, Draft, TakenHandOver};
use client_core::ids::DocId;
use client_core::model::edit::splices_between;
use client_core::model::{Basis, Cell, Conflict, Edit, Kind, Place, Register, Session, Table};
use client_core::time::Timestamp;
use tests::world::{Phone, World};

pub(super) fn plan(phone: &Phone, title: &str) -> DocId {
    let draft = Draft {
        kind: Kind::School,
        title: title.to_owned(),
        campaign: None,
        place: Place {
            locality: "Radauti".into(),
            ..Place::default()
        },
        planned_for: Timestamp(1_489_478_400_000),
    };
    phone.client().plan(&draft).unwrap()
}

pub(super) fn count(phone: &Phone, doc: DocId, cell: &str, by: i64) -> Session {
    let cell: Cell = cell.parse().unwrap();
    phone.client().count(doc, cell, by).unwrap()
}

pub(super) fn say(phone: &Phone, doc: DocId, basis: Basis) -> Session {
    phone.client().say_basis(doc, Table::People, basis).unwrap()
}

pub(super) fn set(phone: &Phone, doc: DocId, register: Register, value: &str) -> Session {
    phone.edit(doc, &[Edit::text(register, value)])
}

/// Adds words to the end of the notes.
pub(super) fn note(phone: &Phone, doc: DocId, words: &str) -> Session {
    let shown = phone.session(doc).notes;
    let splices = splices_between(&shown, &format!("{shown}{words}"));
    phone.edit(doc, &[Edit::Notes { splices }])
}

/// Hands work over from one phone to another, without a network.
#[track_caller]
pub(super) fn give(world: &World, from: &str, to: &str, chosen: Chosen<'_>) -> Vec<TakenHandOver> {
    let file = world.phone(from).client().hand_over(chosen, None).unwrap();
    world.phone(to).client().take(&file.bytes).unwrap()
}

/// The fields that people said different things of.
pub(super) fn disputed(session: &Session) -> Vec<&str> {
    let fields = session.conflicts.iter();
    fields.map(|conflict| conflict.field.as_str()).collect()
}

/// What was said, as JSON.
pub(super) fn sayings(conflict: &Conflict) -> Vec<String> {
    let sayings = conflict.sayings.iter();
    sayings.map(|saying| saying.value.to_string()).collect()
}
