//! Two sets of documents compared by fingerprints of ranges: what is equal costs a few hundred
//! bytes, however much it is; what differs is found in a few turns.
//!
//! The phone begins each comparison; the server answers a turn from its set and remembers nothing.
//! Knows documents as ids and heads. The messages are those of the negentropy protocol, version 1:
//! an item's time is that of its document's id, its id the [`StateHash`].

use std::collections::BTreeSet;

use negentropy::{
    Id, Item, Negentropy, NegentropyStorageBase, NegentropyStorageVector, PROTOCOL_VERSION,
};

use crate::ids::{DocId, StateHash};
use crate::limits::RECONCILE_BYTES_MAX;

/// Items of the range of the latest, and of the one before it; each earlier range has twice as
/// many. A server splits a range that differs only when it has 32 items in it or more, so twenty
/// that are new or changed are named in its first turn.
const LATEST_ITEMS: usize = 11;
/// `Fingerprint`, as the protocol numbers what is said of a range.
const FINGERPRINT: u8 = 1;
/// The bound that no item reaches: time 0 stands for the end of all times, and no bytes of an id.
const END: [u8; 2] = [0, 0];

/// A message that cannot be read. What is wrong with it is of no use to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the turn of the reconciliation cannot be read")]
pub struct NotATurn;

impl From<negentropy::Error> for NotATurn {
    fn from(_: negentropy::Error) -> Self {
        Self
    }
}

/// What one side holds.
#[derive(Debug)]
pub struct HeldSet(NegentropyStorageVector);

/// What a comparison has found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// States that only the phone has.
    pub(super) held_alone: BTreeSet<StateHash>,
    /// States that only the server has.
    pub(super) lacking: BTreeSet<StateHash>,
}

impl Found {
    pub(super) fn len(&self) -> usize {
        self.held_alone.len() + self.lacking.len()
    }
}

impl HeldSet {
    /// A set of these documents, each with its state.
    pub fn of(items: impl IntoIterator<Item = (DocId, StateHash)>) -> Self {
        let mut storage = NegentropyStorageVector::new();
        for (doc, state) in items {
            let time = u64::try_from(doc.time().0).expect("48 bits of time");
            storage
                .insert(time, Id::from_byte_array(state.0))
                .expect("nothing is sealed yet");
        }
        storage.seal().expect("it is sealed once");
        Self(storage)
    }

    /// The first turn: old documents in large ranges, the latest in small ones, because it is the
    /// latest that differ. The crate's own would cut all into sixteen equal ranges: more bytes when
    /// nothing differs, and a turn more when something does.
    pub(super) fn begin(&self) -> Result<Vec<u8>, NotATurn> {
        let size = self.0.size()?;
        let mut ends = vec![size];
        let (mut end, mut items) = (size, LATEST_ITEMS);
        while end > items {
            end -= items;
            ends.push(end);
            items = (size - end).max(LATEST_ITEMS);
        }
        let mut turn = vec![u8::try_from(PROTOCOL_VERSION).expect("the version is one byte")];
        let (mut start, mut time) = (0, 0);
        for end in ends.into_iter().rev() {
            match self.0.get_item(end)? {
                Some(behind) => {
                    let before = self.0.get_item(end - 1)?.unwrap_or_default();
                    push_bound(&mut turn, time, &before, &behind);
                    time = behind.timestamp;
                }
                None => turn.extend(END),
            }
            turn.push(FINGERPRINT);
            turn.extend(self.0.fingerprint(start, end)?.to_bytes());
            start = end;
        }
        Ok(turn)
    }

    /// The server's turn.
    pub fn answer(&self, turn: &[u8]) -> Result<Vec<u8>, NotATurn> {
        check(turn)?;
        Ok(self.side()?.reconcile(turn)?)
    }

    /// The phone's next turn; none when all that differs is found.
    pub(super) fn go_on(
        &self,
        turn: &[u8],
        found: &mut Found,
    ) -> Result<Option<Vec<u8>>, NotATurn> {
        check(turn)?;
        let mut side = self.side()?;
        side.set_initiator();
        let (mut held_alone, mut lacking) = (Vec::new(), Vec::new());
        let next = side.reconcile_with_ids(turn, &mut held_alone, &mut lacking)?;
        let state = |id: Id| StateHash(id.to_bytes());
        found.held_alone.extend(held_alone.into_iter().map(state));
        found.lacking.extend(lacking.into_iter().map(state));
        Ok(next)
    }

    fn side(&self) -> Result<Negentropy<'_, NegentropyStorageVector>, NotATurn> {
        Ok(Negentropy::borrowed(&self.0, RECONCILE_BYTES_MAX as u64)?)
    }
}

fn check(turn: &[u8]) -> Result<(), NotATurn> {
    if turn.len() > RECONCILE_BYTES_MAX {
        return Err(NotATurn);
    }
    Ok(())
}

/// Writes the shortest bound between two neighbours, behind a bound at `time`.
fn push_bound(turn: &mut Vec<u8>, time: u64, before: &Item, behind: &Item) {
    push_number(turn, behind.timestamp - time + 1);
    let mut shared = before.id.iter().zip(behind.id.iter());
    let named = match before.timestamp == behind.timestamp {
        // Sealed items differ.
        true => 1 + shared.position(|(one, other)| one != other).unwrap_or(0),
        false => 0,
    };
    push_number(turn, named as u64);
    turn.extend(&behind.id[..named]);
}

/// Seven bits a byte, the highest first.
fn push_number(turn: &mut Vec<u8>, number: u64) {
    let groups = (64 - number.leading_zeros()).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let bits = u8::try_from(number >> (7 * group) & 0x7f).expect("seven bits");
        turn.push(if group == 0 { bits } else { bits | 0x80 });
    }
}

#[cfg(test)]
mod tests;
