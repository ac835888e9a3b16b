//! Exchanges opened for somebody who may see them: everything that was said, by whom, and when it
//! arrived; of what is private only what the reader's feeds list.

use client_core::ids::{ChangeHash, DocId, UnitId};
use client_core::model::{DocKind, Exchange, Part};

use super::load::{LoadError, Loaded, load};
use super::open::{Entry, entries, exchange};
use crate::store::Connection;
use crate::store::read::shared::Reader;

/// An exchange with everything that belongs to it.
#[derive(Debug)]
pub struct OpenedExchange {
    /// The exchange, its private part included where the reader sees it.
    pub exchange: Exchange,
    /// The unit that it belongs to.
    pub unit: UnitId,
    /// Its heads: what somebody who decides something has seen.
    pub heads: Vec<ChangeHash>,
    /// Whether the reader began it.
    pub is_own: bool,
    /// Every admitted change that the reader may see, in the order of the log.
    pub history: Vec<Entry>,
}

/// Opens an exchange. None when it is unknown or not seen: nobody can tell the two apart.
pub fn open_exchange(
    c: &Connection,
    reader: Reader<'_>,
    doc: DocId,
) -> Result<Option<OpenedExchange>, LoadError> {
    let Some(main) = seen(c, reader, doc)? else {
        return Ok(None);
    };
    if main.document.kind() != DocKind::Exchange {
        return Ok(None);
    }
    let companion = seen(c, reader, doc.companion())?;
    let exchange = exchange(&main, companion.as_ref());
    let row = main.row.clone();
    let mut history = entries(main, Part::Main);
    if let Some(companion) = companion {
        history.extend(entries(companion, Part::Private));
    }
    history.sort_by_key(|entry| entry.seq);
    Ok(Some(OpenedExchange {
        exchange,
        is_own: row.author == *reader.member,
        unit: row.unit,
        heads: row.heads,
        history,
    }))
}

fn seen(c: &Connection, reader: Reader<'_>, doc: DocId) -> Result<Option<Loaded>, LoadError> {
    if !reader.sees(c, doc)? {
        return Ok(None);
    }
    load(c, reader.organisation, doc)
}
