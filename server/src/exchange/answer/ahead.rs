//! Several ordered lists read as one: the documents of all followed feeds, whichever comes next.
//!
//! Each list is read in small pieces, so that the members of forty units cost no more rows than
//! the member of one, and no feed is sorted only to be cut off.

use std::collections::VecDeque;

use client_core::limits::PAGE_DOCUMENTS_MAX;

use crate::limits::PULL_ROWS_MIN;
use crate::store::StoreError;

/// Lists that are read as one.
#[derive(Debug)]
pub(super) struct Ahead<List, Row> {
    lists: Vec<Source<List, Row>>,
    piece: usize,
}

#[derive(Debug)]
struct Source<List, Row> {
    list: List,
    rows: VecDeque<Row>,
    is_dry: bool,
}

impl<List, Row: Clone> Ahead<List, Row> {
    pub(super) fn new(lists: Vec<List>) -> Self {
        let piece = (PAGE_DOCUMENTS_MAX / lists.len().max(1)).max(PULL_ROWS_MIN);
        let source = |list| Source {
            list,
            rows: VecDeque::new(),
            is_dry: false,
        };
        Self {
            lists: lists.into_iter().map(source).collect(),
            piece,
        }
    }

    /// The row that comes first of all, and the place of its list. `read` gives the next rows of
    /// a list, at most as many as asked for and fewer only at its end; `order` is smallest for
    /// what comes first.
    pub(super) fn next<Key: Ord>(
        &mut self,
        read: impl Fn(&List, Option<&Row>, usize) -> Result<Vec<Row>, StoreError>,
        order: impl Fn(&Row) -> Key,
    ) -> Result<Option<(usize, Row)>, StoreError> {
        let piece = self.piece;
        for source in &mut self.lists {
            source.fill(piece, &read)?;
        }
        let first = self.lists.iter().enumerate();
        let first = first.filter_map(|(at, source)| Some((order(source.rows.front()?), at)));
        let Some((_, at)) = first.min() else {
            return Ok(None);
        };
        Ok(self.lists[at].rows.pop_front().map(|row| (at, row)))
    }
}

impl<List, Row: Clone> Source<List, Row> {
    fn fill(
        &mut self,
        piece: usize,
        read: &impl Fn(&List, Option<&Row>, usize) -> Result<Vec<Row>, StoreError>,
    ) -> Result<(), StoreError> {
        // The last row of a piece stays until the next piece is behind it.
        if self.is_dry || self.rows.len() > 1 {
            return Ok(());
        }
        let more = read(&self.list, self.rows.back(), piece)?;
        self.is_dry = more.len() < piece;
        self.rows.extend(more);
        Ok(())
    }
}
