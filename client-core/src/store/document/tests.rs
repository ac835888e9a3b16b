//! The kept number of unsent sessions never differs from what counting finds.

use proptest::prelude::*;

use super::*;
use crate::store::Store;
use crate::store::tests::{Scratch, doc_id};

/// What happens to a document of a schedule.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// It is written, with something to be sent or nothing.
    Put { pending: bool },
    /// A tap goes into its journal.
    Tap,
    /// Its copy goes.
    Remove,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any::<bool>().prop_map(|pending| Step::Put { pending }),
        2 => Just(Step::Tap),
        1 => Just(Step::Remove),
    ]
}

/// A session and its companion share a number.
fn row(number: u32, kind: DocKind, pending: bool) -> DocumentRow {
    let session = doc_id(number);
    DocumentRow {
        id: if kind == DocKind::Private {
            session.companion()
        } else {
            session
        },
        kind,
        unit: None,
        heads: Vec::new(),
        server_heads: Vec::new(),
        pending,
        wanted: false,
        bytes: None,
    }
}

fn take(tx: &Transaction<'_>, number: u32, kind: DocKind, step: Step) -> Result<(), StoreError> {
    let doc = row(number, kind, false).id;
    match step {
        Step::Put { pending } => put(tx, &row(number, kind, pending)),
        Step::Tap => mark_pending(tx, doc),
        Step::Remove => remove(tx, doc),
    }
}

/// The same number, counted.
fn recount(store: &Store) -> u32 {
    let sql = "SELECT count(*) FROM (
                   SELECT id FROM document WHERE pending = 1 AND kind <> 2
                   UNION
                   SELECT parent.id FROM document AS private
                   JOIN document AS parent ON parent.companion = private.id
                   WHERE private.pending = 1 AND private.kind = 2)";
    store.read().query_row(sql, [], |row| row.get(0)).unwrap()
}

proptest! {
    #[test]
    fn the_kept_number_is_what_counting_finds(
        steps in prop::collection::vec((0u32..4, 0u8..3, step(), any::<bool>()), 1..60)
    ) {
        let mut scratch = Scratch::new();
        for (number, kind, step, is_kept) in steps {
            // One id is always one kind: odd numbers are exchanges.
            let kind = match (kind, number % 2) {
                (0, _) => DocKind::Private,
                (_, 0) => DocKind::Session,
                _ => DocKind::Exchange,
            };
            let done = scratch.store.write(|tx| {
                take(tx, number, kind, step)?;
                // A transaction that fails takes its count back with it.
                if is_kept { Ok(()) } else { Err(StoreError::BadRow("undone")) }
            });
            prop_assert_eq!(done.is_ok(), is_kept);
            prop_assert_eq!(count_unsent(scratch.store.read()).unwrap(), recount(&scratch.store));
        }
    }
}
