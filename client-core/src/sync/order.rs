//! In which order pending documents are sent: the newest first, because it is what the other end
//! waits for; the large ones last, because a bad line may never get through them.

use std::collections::{BTreeMap, BTreeSet};

use super::start::Pending;
use crate::ids::DocId;
use crate::limits::LARGE_PUT_BYTES;

/// The order of sending. A companion stands right behind its parent, which must exist first.
pub(super) fn for_sending(pending: &[Pending]) -> Vec<DocId> {
    let bytes: BTreeMap<DocId, usize> = pending.iter().map(|p| (p.doc, p.bytes)).collect();
    let companions: BTreeSet<DocId> = bytes.keys().map(|doc| doc.companion()).collect();
    let mut parents: Vec<(bool, DocId)> = bytes
        .iter()
        .filter(|(doc, _)| !companions.contains(doc))
        .map(|(&doc, &own)| {
            let companion = bytes.get(&doc.companion()).copied().unwrap_or(0);
            (own + companion > LARGE_PUT_BYTES, doc)
        })
        .collect();
    parents.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let with_companion = |(_, doc): (bool, DocId)| {
        let companion = doc.companion();
        std::iter::once(doc).chain(bytes.contains_key(&companion).then_some(companion))
    };
    parents.into_iter().flat_map(with_companion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{Epoch, ReplicaId};
    use crate::time::Timestamp;

    #[test]
    fn newest_first_large_last_companions_behind_their_parents() {
        let replica = ReplicaId::derive(&[1; 32], Epoch([1; 8]));
        let doc = |at: i64| DocId::derive(replica, Timestamp(at), 0);
        let pending = |doc, bytes| Pending { doc, bytes };
        let (old, large, new, alone) = (doc(1), doc(2), doc(3), doc(4).companion());
        let order = for_sending(&[
            pending(old.companion(), 10),
            pending(old, 10),
            pending(large, LARGE_PUT_BYTES),
            pending(large.companion(), 1),
            pending(new, 10),
            pending(alone, 10),
        ]);
        let expected = [alone, new, old, old.companion(), large, large.companion()];
        assert_eq!(order, expected);
    }
}
