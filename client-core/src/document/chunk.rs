//! Change bytes before Automerge sees them: are they one plain change chunk, and how many
//! operations does it claim?
//!
//! Columns are run-length encoded, and the decoder follows a run to its end: sixty bytes that
//! claim 2^40 operations keep it busy for hours, and an operation that claims as many predecessors
//! fills the memory. A compressed chunk of half a megabyte inflates to 512 MiB. The layout is the
//! one of <https://automerge.org/automerge-binary-format-spec/>.

use std::panic::catch_unwind;

use automerge::Change;
use sha2::{Digest, Sha256};

use crate::ids::ChangeHash;
use crate::limits::{CHANGE_BYTES_MAX, CHANGE_OPS_MAX};

/// Where a chunk says what it is: after four magic bytes and four of checksum.
const TYPE_AT: usize = 8;
const IS_DOCUMENT: u8 = 0;
const IS_CHANGE: u8 = 1;
/// Column 4, integers: what each operation does.
const ACTIONS: u64 = (4 << 4) | 2;
/// Column 7, group: how many predecessors each operation has.
const PREDECESSORS: u64 = 7 << 4;

/// The name of a plain change: the hash of everything behind its checksum. None for other bytes.
pub fn change_hash(bytes: &[u8]) -> Option<ChangeHash> {
    is_change(bytes).then(|| ChangeHash(Sha256::digest(&bytes[TYPE_AT..]).into()))
}

/// Whether these bytes begin like one saved document.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    bytes.get(TYPE_AT) == Some(&IS_DOCUMENT)
}

/// Whether these bytes begin like one plain, uncompressed change.
pub(super) fn is_change(bytes: &[u8]) -> bool {
    bytes.get(TYPE_AT) == Some(&IS_CHANGE)
}

/// The change of these bytes if they are one plain change chunk of bounded size.
pub(super) fn parse(bytes: &[u8]) -> Option<Change> {
    if bytes.len() > CHANGE_BYTES_MAX || !is_change(bytes) || claim(bytes) != Claim::Bounded {
        return None;
    }
    catch_unwind(|| Change::from_bytes(bytes.to_vec()))
        .ok()?
        .ok()
}

/// What a chunk claims to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// No more operations and predecessors than a change may have.
    Bounded,
    /// More of them.
    TooMany,
    /// Nothing that can be read.
    Unreadable,
}

/// How much a chunk claims.
pub(super) fn claim(chunk: &[u8]) -> Claim {
    let most = CHANGE_OPS_MAX as u64;
    match counts(chunk) {
        None => Claim::Unreadable,
        Some(claimed) if claimed.operations.max(claimed.predecessors) > most => Claim::TooMany,
        Some(_) => Claim::Bounded,
    }
}

struct Claimed {
    operations: u64,
    predecessors: u64,
}

fn counts(chunk: &[u8]) -> Option<Claimed> {
    let mut at = Reader(chunk.get(TYPE_AT + 1..)?);
    at.unsigned()?; // length of the rest
    let dependencies = usize::try_from(at.unsigned()?).ok()?;
    at.skip(dependencies.checked_mul(32)?)?;
    at.skip_prefixed()?; // actor
    for _ in ["sequence number", "first operation", "time"] {
        at.unsigned()?;
    }
    at.skip_prefixed()?; // message
    for _ in 0..at.unsigned()? {
        at.skip_prefixed()?; // other actors
    }
    let mut columns = Vec::new();
    for _ in 0..at.unsigned()? {
        columns.push((at.unsigned()?, usize::try_from(at.unsigned()?).ok()?));
    }
    let mut claimed = Claimed {
        operations: 0,
        predecessors: 0,
    };
    for (column, length) in columns {
        let data = at.skip(length)?;
        match column {
            ACTIONS => claimed.operations += sum_of_runs(data, |_| Some(1))?,
            PREDECESSORS => claimed.predecessors += sum_of_runs(data, Some)?,
            _ => {}
        }
    }
    Some(claimed)
}

/// Sums up `weight` over all values of a run-length encoded column of unsigned integers.
fn sum_of_runs(data: &[u8], weight: fn(u64) -> Option<u64>) -> Option<u64> {
    let mut at = Reader(data);
    let mut sum: u64 = 0;
    while !at.0.is_empty() {
        let run = at.signed()?;
        let values = if run < 0 { run.unsigned_abs() } else { 1 };
        if run == 0 {
            sum = sum.checked_add(at.unsigned()?)?;
            continue;
        }
        let times = run.max(1).unsigned_abs();
        for _ in 0..values {
            let weight = weight(at.unsigned()?)?;
            sum = sum.checked_add(weight.checked_mul(times)?)?;
        }
    }
    Some(sum)
}

/// Reads LEB128 numbers and skips bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn skip(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (skipped, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(skipped)
    }

    fn skip_prefixed(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        self.skip(length)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let (value, _, _) = self.leb()?;
        Some(value)
    }

    fn signed(&mut self) -> Option<i64> {
        let (value, bits, last) = self.leb()?;
        let is_negative = last & 0x40 != 0;
        let sign = if is_negative && bits < u64::BITS {
            u64::MAX << bits
        } else {
            0
        };
        Some((value | sign).cast_signed())
    }

    /// The value, how many bits were read, and the last byte.
    fn leb(&mut self) -> Option<(u64, u32, u8)> {
        let (mut value, mut bits) = (0_u64, 0);
        loop {
            let byte = *self.skip(1)?.first()?;
            if bits >= u64::BITS {
                return None;
            }
            value |= u64::from(byte & 0x7f) << bits;
            bits += 7;
            if byte & 0x80 == 0 {
                return Some((value, bits, byte));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::skeleton;
    use crate::model::DocKind;

    #[test]
    fn the_operations_of_a_real_change_are_counted() {
        for kind in DocKind::ALL {
            let counts = counts(skeleton::bytes(*kind)).unwrap();
            assert_eq!(counts.operations, skeleton::max_op(*kind));
            assert_eq!(counts.predecessors, 0);
            let hash = change_hash(skeleton::bytes(*kind));
            assert_eq!(hash, Some(skeleton::hash(*kind)));
        }
    }

    #[test]
    fn runs_and_literals_are_summed() {
        let sum = |data: &[u8]| sum_of_runs(data, Some);
        assert_eq!(sum(&[3, 2]), Some(6), "three times two");
        assert_eq!(sum(&[0x7e, 4, 5]), Some(9), "four and five");
        assert_eq!(sum(&[0, 7]), Some(7), "seven times nothing");
        assert_eq!(sum(&[0x80, 0x80, 0x80, 0x80, 0x10, 1]), Some(1 << 32));
        assert_eq!(sum(&[3]), None, "a run of what?");
    }

    /// As many equal operations as the run says: a chunk that stays small.
    fn repeated(times: usize) -> Vec<u8> {
        let operation = automerge::legacy::Op {
            action: automerge::legacy::OpType::Put(automerge::ScalarValue::Null),
            obj: automerge::legacy::ObjectId::Root,
            key: automerge::legacy::Key::Map("title".into()),
            pred: Vec::new().into(),
            insert: false,
        };
        let skeleton = Change::from_bytes(skeleton::bytes(DocKind::Session).to_vec()).unwrap();
        let mut expanded = skeleton.decode();
        expanded.operations = vec![operation; times];
        Change::from(expanded).raw_bytes().to_vec()
    }

    #[test]
    fn a_run_without_end_is_not_followed() {
        let many = repeated(1 << 14);
        assert!(many.len() < 200, "{} bytes", many.len());
        assert_eq!(claim(&many), Claim::Bounded);
        // The same bytes with runs of 2^19 in every column: Automerge would follow them to the end,
        // and a few bytes more would make it 2^60.
        let (run, longer) = ([0x80, 0x80, 0x01], [0x80, 0x80, 0x20]);
        let mut endless = many;
        for at in 0..endless.len() - run.len() {
            if endless[at..].starts_with(&run) {
                endless[at..at + run.len()].copy_from_slice(&longer);
            }
        }
        assert_eq!(claim(&endless), Claim::TooMany);
        assert_eq!(claim(&endless[..20]), Claim::Unreadable);
    }
}
