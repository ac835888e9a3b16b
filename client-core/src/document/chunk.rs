//! Chunks of bytes before Automerge sees them: what they are, and how much they claim to hold.
//!
//! Columns are run-length encoded, and the decoder follows a run to its end: 68 bytes that claim
//! 2^19 operations keep it busy for a tenth of a second, and four bytes more for days. One
//! operation that claims as many predecessors fills the memory. A compressed column or chunk of
//! half a megabyte inflates to 512 MiB, so nothing compressed is read at all. The layout is the
//! one of <https://automerge.org/automerge-binary-format-spec/>.

use std::panic::catch_unwind;

use automerge::Change;
use automerge::legacy::Op;
use sha2::{Digest, Sha256};

use crate::ids::ChangeHash;
use crate::limits::{CHANGE_BYTES_MAX, CHANGE_OPS_MAX, DOCUMENT_BYTES_MAX, DOCUMENT_OPS_MAX};

/// Where a chunk says what it is: after four magic bytes and four of checksum.
const TYPE_AT: usize = 8;
const IS_DOCUMENT: u8 = 0;
const IS_CHANGE: u8 = 1;

/// The name of a plain change: the hash of everything behind its checksum. None for other bytes.
pub fn change_hash(bytes: &[u8]) -> Option<ChangeHash> {
    let is_change = bytes.get(TYPE_AT) == Some(&IS_CHANGE);
    is_change.then(|| ChangeHash(Sha256::digest(&bytes[TYPE_AT..]).into()))
}

/// What a chunk claims to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// No more than a change or document may hold.
    Bounded,
    /// More than that.
    TooMuch,
    /// Nothing that can be read, or something compressed.
    Unreadable,
}

/// How much these bytes claim to hold if they are one plain, uncompressed change.
pub(super) fn claim_of_change(bytes: &[u8]) -> Claim {
    if bytes.get(TYPE_AT) != Some(&IS_CHANGE) {
        return Claim::Unreadable;
    }
    judge(change_items(bytes), CHANGE_OPS_MAX)
}

/// How much these bytes claim to hold if they are one saved, uncompressed document.
pub(super) fn claim_of_document(bytes: &[u8]) -> Claim {
    if bytes.get(TYPE_AT) != Some(&IS_DOCUMENT) {
        return Claim::Unreadable;
    }
    if bytes.len() > DOCUMENT_BYTES_MAX {
        return Claim::TooMuch;
    }
    judge(document_items(bytes), DOCUMENT_OPS_MAX)
}

fn judge(items: Option<u64>, most: usize) -> Claim {
    match items {
        None => Claim::Unreadable,
        Some(items) if items > most as u64 => Claim::TooMuch,
        Some(_) => Claim::Bounded,
    }
}

/// The change of these bytes if they are one plain change chunk of bounded size.
pub(super) fn parse(bytes: &[u8]) -> Option<Change> {
    let is_bounded = bytes.len() <= CHANGE_BYTES_MAX && claim_of_change(bytes) == Claim::Bounded;
    is_bounded.then(|| parse_bounded(bytes)).flatten()
}

/// The same for bytes whose size and claim were looked at.
pub(super) fn parse_bounded(bytes: &[u8]) -> Option<Change> {
    catch_unwind(|| Change::from_bytes(bytes.to_vec()))
        .ok()?
        .ok()
}

/// The operations, if encoding them again gives the same bytes. Nearly everything that was made to
/// break a document is not in the form in which Automerge itself would write it. May panic.
pub(super) fn canonical(change: &Change) -> Option<Vec<Op>> {
    let expanded = change.decode();
    let again = Change::from(expanded.clone());
    (again.raw_bytes() == change.raw_bytes()).then_some(expanded.operations)
}

/// The items of the longest column of a change chunk.
fn change_items(bytes: &[u8]) -> Option<u64> {
    let mut at = Reader::of_chunk(bytes)?;
    at.skip_hashes()?; // dependencies
    at.skip_prefixed()?; // actor
    for _ in ["sequence number", "first operation", "time"] {
        at.leb()?;
    }
    at.skip_prefixed()?; // message
    for _ in 0..at.unsigned()? {
        at.skip_prefixed()?; // other actors
    }
    let columns = at.columns()?;
    at.items(&columns)
}

/// The items of the longest column of a document chunk.
pub(super) fn document_items(bytes: &[u8]) -> Option<u64> {
    let mut at = Reader::of_chunk(bytes)?;
    for _ in 0..at.unsigned()? {
        at.skip_prefixed()?; // actors
    }
    at.skip_hashes()?; // heads
    let (changes, operations) = (at.columns()?, at.columns()?);
    Some(at.items(&changes)?.max(at.items(&operations)?))
}

/// What a column holds: the lowest three bits of its specification.
mod column {
    pub(super) const GROUP: u64 = 0;
    pub(super) const BOOLEAN: u64 = 4;
    pub(super) const STRING: u64 = 5;
    pub(super) const VALUE: u64 = 7;
    pub(super) const TYPE_MASK: u64 = 7;
    pub(super) const IS_COMPRESSED: u64 = 8;
}

/// Reads LEB128 numbers and skips bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The inside of a chunk that ends where the bytes end.
    fn of_chunk(bytes: &'a [u8]) -> Option<Self> {
        let mut at = Self(bytes.get(TYPE_AT + 1..)?);
        let length = usize::try_from(at.unsigned()?).ok()?;
        (at.0.len() == length).then_some(at)
    }

    /// The specifications and lengths of some columns.
    fn columns(&mut self) -> Option<Vec<(u64, usize)>> {
        let mut columns = Vec::new();
        for _ in 0..self.unsigned()? {
            let (column, length) = (self.unsigned()?, usize::try_from(self.unsigned()?).ok()?);
            if column & column::IS_COMPRESSED != 0 {
                return None;
            }
            columns.push((column & column::TYPE_MASK, length));
        }
        Some(columns)
    }

    /// The items of the longest of these columns, whose data come next.
    fn items(&mut self, columns: &[(u64, usize)]) -> Option<u64> {
        let mut most = 0;
        for (column, length) in columns {
            let data = Self(self.skip(*length)?);
            let items = match *column {
                column::VALUE => 0,
                column::BOOLEAN => data.sum()?,
                column => data.run_lengths(column)?,
            };
            most = most.max(items);
        }
        Some(most)
    }

    /// The sum of all numbers to the end.
    fn sum(mut self) -> Option<u64> {
        let mut sum: u64 = 0;
        while !self.0.is_empty() {
            sum = sum.checked_add(self.unsigned()?)?;
        }
        Some(sum)
    }

    /// The items of a run-length encoded column; of a group those that belong to it.
    fn run_lengths(mut self, column: u64) -> Option<u64> {
        let mut sum: u64 = 0;
        while !self.0.is_empty() {
            let run = self.signed()?;
            if run == 0 {
                sum = sum.checked_add(self.unsigned()?)?; // a run of nothing
                continue;
            }
            // A negative number announces as many values that differ.
            let (values, times) = match u64::try_from(run) {
                Ok(times) => (1, times),
                Err(_) => (run.unsigned_abs(), 1),
            };
            for _ in 0..values {
                let members = match column {
                    column::STRING => self.skip_prefixed().map(|_| 1)?,
                    column::GROUP => self.unsigned()?.max(1),
                    _ => self.leb().map(|_| 1)?,
                };
                sum = sum.checked_add(members.checked_mul(times)?)?;
            }
        }
        Some(sum)
    }

    fn skip(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (skipped, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(skipped)
    }

    fn skip_prefixed(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        self.skip(length)
    }

    fn skip_hashes(&mut self) -> Option<&'a [u8]> {
        let hashes = usize::try_from(self.unsigned()?).ok()?;
        self.skip(hashes.checked_mul(32)?)
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
    use automerge::transaction::Transactable;

    use super::*;
    use crate::document::skeleton;
    use crate::model::DocKind;

    #[test]
    fn the_operations_of_a_real_chunk_are_counted() {
        for kind in DocKind::ALL.iter().copied() {
            let operations = skeleton::max_op(kind);
            assert_eq!(change_items(skeleton::bytes(kind)), Some(operations));
            let hash = change_hash(skeleton::bytes(kind));
            assert_eq!(hash, Some(skeleton::hash(kind)));
            let saved = skeleton::document(kind).save_nocompress();
            assert_eq!(document_items(&saved), Some(operations));
            assert_eq!(claim_of_document(&saved), Claim::Bounded);
            assert_eq!(claim_of_change(&saved), Claim::Unreadable);
        }
    }

    #[test]
    fn nothing_compressed_is_read() {
        let mut document = skeleton::document(DocKind::Session);
        let long = "a".repeat(1_000);
        document
            .transact(|tx| tx.put(automerge::ROOT, "title", long))
            .unwrap();
        assert_eq!(claim_of_document(&document.save()), Claim::Unreadable);
        assert_eq!(
            claim_of_document(&document.save_nocompress()),
            Claim::Bounded
        );
    }

    #[test]
    fn runs_and_literals_are_summed() {
        let integers = |data: &[u8]| Reader(data).run_lengths(2);
        assert_eq!(integers(&[3, 2]), Some(3), "three times two");
        assert_eq!(integers(&[0x7e, 4, 5]), Some(2), "four and five");
        assert_eq!(integers(&[0, 7]), Some(7), "seven times nothing");
        assert_eq!(integers(&[0x80, 0x80, 0x80, 0x80, 0x10, 1]), Some(1 << 32));
        assert_eq!(integers(&[3]), None, "a run of what?");
        let group = |data: &[u8]| Reader(data).run_lengths(column::GROUP);
        assert_eq!(group(&[3, 2]), Some(6), "three times two members");
        let strings = |data: &[u8]| Reader(data).run_lengths(column::STRING);
        assert_eq!(strings(&[0x7e, 1, b'a', 2, b'b', b'c']), Some(2));
        assert_eq!(Reader(&[5, 7]).sum(), Some(12), "five false, seven true");
    }

    /// As many equal operations as the run says: a chunk that stays small.
    fn repeated(times: usize) -> Vec<u8> {
        let operation = Op {
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
        assert_eq!(claim_of_change(&many), Claim::Bounded);
        // The same bytes with runs of 2^19 in every column: Automerge would follow them to the end,
        // and a few bytes more would make it 2^60.
        let (run, longer) = ([0x80, 0x80, 0x01], [0x80, 0x80, 0x20]);
        let mut endless = many;
        for at in 0..endless.len() - run.len() {
            if endless[at..].starts_with(&run) {
                endless[at..at + run.len()].copy_from_slice(&longer);
            }
        }
        assert_eq!(claim_of_change(&endless), Claim::TooMuch);
        assert_eq!(claim_of_change(&endless[..20]), Claim::Unreadable);
    }
}
