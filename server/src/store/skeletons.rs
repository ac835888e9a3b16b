//! Later versions of documents, as the catalogue has them: what phones are told, and what documents
//! of the log build on. The program that wrote an entry may have been a newer one.

use client_core::document::{Document, DocumentError, Skeletons};
use client_core::model::DocKind;
use client_core::model::catalogue::{Entry, Skeleton};
use rusqlite::{Connection, Transaction};

use super::{StoreError, catalogue};

/// Tells phones of every version that this program knows, from their next contact on.
pub fn publish(tx: &Transaction<'_>, known: &Skeletons) -> Result<(), StoreError> {
    known.all().try_for_each(|(kind, version, bytes)| {
        let skeleton = Skeleton {
            kind,
            version,
            bytes: hex::encode(bytes),
        };
        catalogue::put(tx, &Entry::Skeleton(skeleton))
    })
}

/// Every version that was ever told.
pub fn published(c: &Connection) -> Result<Skeletons, StoreError> {
    let mut told = catalogue::skeletons(c)?;
    told.sort_by_key(|skeleton| skeleton.version);
    let mut known = Skeletons::default();
    for Skeleton { kind, bytes, .. } in told {
        let bytes = hex::decode(bytes);
        let bytes = bytes.map_err(|_| unexpected(kind, &"not hexadecimal digits"))?;
        known
            .add(kind, &bytes)
            .map_err(|error| unexpected(kind, &error))?;
    }
    Ok(known)
}

fn unexpected(kind: DocKind, what: &dyn std::fmt::Display) -> StoreError {
    StoreError::Unexpected(format!("a skeleton of {kind} documents: {what}"))
}

/// Applies changes of the log. Nothing is looked up for documents of the first version.
pub fn apply<B: AsRef<[u8]>>(
    c: &Connection,
    document: &mut Document,
    changes: &[B],
) -> Result<Result<(), DocumentError>, StoreError> {
    match document.apply(changes) {
        Err(DocumentError::MissingDependencies(_)) => {
            Ok(document.apply_on(&published(c)?, changes))
        }
        other => Ok(other),
    }
}
