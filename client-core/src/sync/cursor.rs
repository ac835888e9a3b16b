//! How far each organisation's log was read, as the server last said and the driver stored.

use super::error::SyncError;
use crate::ids::{FeedDigest, OrganisationId};
use crate::wire::{Cursor, Receipt};

/// The cursors that the next request carries.
#[derive(Debug)]
pub(super) struct Cursors(Vec<Cursor>);

impl Cursors {
    pub(super) const fn new(cursors: Vec<Cursor>) -> Self {
        Self(cursors)
    }

    pub(super) fn all(&self) -> Vec<Cursor> {
        self.0.clone()
    }

    /// Takes over what a page ended with; returns whether that is further than before.
    pub(super) fn advance(&mut self, moved: &Cursor) -> Result<bool, SyncError> {
        let organisation = &moved.organisation;
        let known = self.0.iter_mut().find(|c| c.organisation == *organisation);
        let back = |old: &Cursor| moved.base < old.base || moved.at < old.at;
        let inverted = moved.base > moved.at;
        match known {
            Some(old) if back(old) || inverted => Err(SyncError::CursorWentBack {
                organisation: organisation.clone(),
            }),
            None if inverted => Err(SyncError::CursorWentBack {
                organisation: organisation.clone(),
            }),
            Some(old) => {
                let progress = old != moved;
                *old = moved.clone();
                Ok(progress)
            }
            None => {
                self.0.push(moved.clone());
                Ok(true)
            }
        }
    }

    /// Forgets what was read: the log it was read from is another one now. Gives the set of feeds
    /// that was followed.
    pub(super) fn forget(&mut self, organisation: &OrganisationId) -> Option<FeedDigest> {
        let at = self
            .0
            .iter()
            .position(|c| c.organisation == *organisation)?;
        Some(self.0.remove(at).feeds)
    }
}

/// Keeps the last receipt of each organisation; returns whether that changed anything.
pub(super) fn keep_receipt(receipts: &mut Vec<Receipt>, new: &Receipt) -> bool {
    let same = |old: &&mut Receipt| old.organisation == new.organisation;
    match receipts.iter_mut().find(same) {
        Some(old) if old.seq >= new.seq => false,
        Some(old) => {
            *old = new.clone();
            true
        }
        None => {
            receipts.push(new.clone());
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{Chain, FeedDigest};

    fn cursor(base: u64, at: u64) -> Cursor {
        Cursor {
            organisation: "anitp".parse().unwrap(),
            base,
            at,
            chain: Chain([1; 16]),
            feeds: FeedDigest([1; 8]),
            walks: vec![],
        }
    }

    #[test]
    fn a_cursor_never_goes_back() {
        let mut cursors = Cursors::new(vec![cursor(5, 9)]);
        assert!(cursors.advance(&cursor(5, 8)).is_err());
        assert!(cursors.advance(&cursor(4, 9)).is_err());
        assert!(cursors.advance(&cursor(10, 9)).is_err());
        assert!(!cursors.advance(&cursor(5, 9)).unwrap());
        assert!(cursors.advance(&cursor(9, 9)).unwrap());
        cursors.forget(&"anitp".parse().unwrap());
        assert!(cursors.advance(&cursor(1, 1)).unwrap());
        assert_eq!(cursors.all(), [cursor(1, 1)]);
    }

    #[test]
    fn the_last_receipt_is_kept() {
        let receipt = |seq| Receipt {
            organisation: "anitp".parse().unwrap(),
            seq,
            chain: Chain([2; 16]),
        };
        let mut receipts = vec![];
        assert!(keep_receipt(&mut receipts, &receipt(4)));
        assert!(!keep_receipt(&mut receipts, &receipt(3)));
        assert!(keep_receipt(&mut receipts, &receipt(7)));
        assert_eq!(receipts, [receipt(7)]);
    }
}
