//! The floor under a storm: parsing and building the same changes, and nothing else.

use std::process;
use std::time::Duration;

use client_core::document::{Document, write};
use client_core::ids::{DocId, Epoch, ReplicaId};
use client_core::model::{DocKind, Edit, Part};
use client_core::time::Timestamp;

use super::cost::processor_time;
use crate::seed::Seed;
use crate::workload;

/// Times over which the floor is measured: a clock that ticks every 10 ms needs some work.
const ROUNDS: u32 = 3;

/// Processor time of parsing and building what `phones` phones with `sessions` sessions each
/// send: every session and its companion, each with its one change.
pub(super) fn parse_and_build(seed: &mut Seed, phones: usize, sessions: usize) -> Duration {
    let changes = changes(seed, phones, sessions);
    let before = processor_time(process::id());
    for _ in 0..ROUNDS {
        for (kind, id, change) in &changes {
            let mut document = Document::new(*kind, *id);
            document
                .apply(&[change])
                .expect("a change that was just made");
        }
    }
    (processor_time(process::id()) - before) / ROUNDS
}

fn changes(seed: &mut Seed, phones: usize, sessions: usize) -> Vec<(DocKind, DocId, Vec<u8>)> {
    let mut changes = Vec::new();
    for phone in 0..phones {
        let mut drawn = seed.split();
        let replica = ReplicaId::derive(&drawn.bytes(), Epoch(drawn.bytes()));
        for number in 0..sessions {
            let at = Timestamp(
                1_489_478_700_000 + i64::try_from(phone * sessions + number).expect("few"),
            );
            let id = DocId::derive(replica, at, 0);
            let edits = workload::session(&mut drawn, number);
            for (kind, id, part) in [
                (DocKind::Session, id, Part::Main),
                (DocKind::Private, id.companion(), Part::Private),
            ] {
                let edits: Vec<Edit> = edits
                    .iter()
                    .filter(|edit| edit.part() == part)
                    .cloned()
                    .collect();
                let mut document = Document::new(kind, id);
                let cut = write::cut(&mut document, &edits, replica, at)
                    .expect("edits of the workload")
                    .expect("something to write");
                changes.push((kind, id, cut.bytes));
            }
        }
    }
    changes
}
