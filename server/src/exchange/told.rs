//! Entries of the catalogue as phones hear them. The keys of hand-overs are written in here: the
//! database names them and does not hold them.

use client_core::model::HandOverKey;
use client_core::model::catalogue::Entry;
use client_core::wire::CatalogueItem;

use super::authors::AuthorKey;
use crate::store::catalogue::Changed;

/// What is said of an entry.
pub(super) fn item(secret: &AuthorKey, entry: Changed) -> CatalogueItem {
    let json = match entry.json {
        Some(json) if is_seal_key(&entry.key) => with_key(secret, &json),
        json => json,
    };
    CatalogueItem {
        key: entry.key,
        version: entry.version,
        json,
    }
}

pub(super) fn is_seal_key(key: &str) -> bool {
    key.starts_with("hand_over/")
}

/// A later version may have written what this one cannot read: then there is no such key.
fn with_key(secret: &AuthorKey, json: &str) -> Option<String> {
    let Ok(Entry::HandOver(named)) = serde_json::from_str(json) else {
        return None;
    };
    let key = secret.seal_key(named.id);
    let entry = Entry::HandOver(HandOverKey { key, ..named });
    Some(serde_json::to_string(&entry).expect("an entry has text keys only"))
}
