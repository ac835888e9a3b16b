//! Every edit that somebody was told is saved is there in the end, on every phone that may see it.

use client_core::ids::DocId;
use client_core::model::Session;

use super::access_kept::View;
use super::ledger::Ledger;
use crate::world::World;

/// Looks for everything in the ledger, on every phone.
///
/// # Panics
/// When something is missing.
#[track_caller]
pub fn nothing_lost(world: &World, ledger: &Ledger) {
    for doc in ledger.documents() {
        let mut seen_by = 0;
        for phone in world.phones() {
            if let Ok(session) = phone.client().session(doc) {
                complete(&phone.name, &session, ledger, doc);
                seen_by += 1;
                let unit = session.unit.expect("a session of a unit");
                assert!(View::of(world, &phone.name).has(doc, unit.as_str()));
            }
            if let Ok(exchange) = phone.client().exchange(doc) {
                for activity in ledger.answered.get(&doc).into_iter().flatten() {
                    let is_there = exchange.activities.contains_key(activity);
                    assert!(is_there, "{}: {doc} lost {activity}", phone.name);
                }
                seen_by += 1;
            }
        }
        assert!(seen_by > 0, "{doc} is on no phone");
    }
}

fn complete(name: &str, session: &Session, ledger: &Ledger, doc: DocId) {
    for question in ledger.answered.get(&doc).into_iter().flatten() {
        let is_there = session.answers.contains_key(question);
        assert!(is_there, "{name}: {doc} lost the answer to {question}");
    }
    for word in ledger.noted.get(&doc).into_iter().flatten() {
        let notes = &session.notes;
        assert!(notes.contains(word), "{name}: {doc} lost {word}: {notes}");
    }
}
