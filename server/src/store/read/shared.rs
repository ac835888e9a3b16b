//! What a member sees by the feeds that the member follows: exchanges of the own units and of
//! joint programmes, and what programmes share of others' sessions. The same windows decide it as
//! for the member's phones.

use std::collections::BTreeSet;

use client_core::ids::{DocId, MemberId, OrganisationId, ProgrammeId};
use rusqlite::{Connection, params};

use crate::store::StoreError;
use crate::store::follows;
use crate::store::row::number;

/// Who looks, and into whose log.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The organisation.
    pub organisation: &'a OrganisationId,
    /// The member.
    pub member: &'a MemberId,
}

/// A feed that the member follows now lists the document now.
const SEEN: &str = "EXISTS (SELECT 1 FROM feed_document AS f
    JOIN follow AS w ON w.organisation = f.organisation AND w.feed = f.feed
    WHERE f.organisation = ?1 AND w.member = ?2 AND w.until IS NULL AND f.gone IS NULL
      AND f.doc = ";

impl Reader<'_> {
    /// Whether the member sees a document: a session, an exchange or what is private of one.
    pub fn sees(self, c: &Connection, doc: DocId) -> Result<bool, StoreError> {
        let sql = format!("SELECT {SEEN} ?3)");
        let known = params![self.organisation.as_str(), self.member.as_str(), doc.0];
        Ok(c.prepare_cached(&sql)?.query_row(known, |row| row.get(0))?)
    }

    /// The programmes that the member follows now.
    pub fn programmes(self, c: &Connection) -> Result<BTreeSet<ProgrammeId>, StoreError> {
        let windows = follows::windows(c, self.organisation, self.member)?;
        let open = windows.iter().filter(|window| window.until.is_none());
        Ok(open.filter_map(|window| window.feed.programme()).collect())
    }

    /// The exchanges that the member sees, or those of them that are hidden; the latest first.
    pub fn exchanges(
        self,
        c: &Connection,
        withdrawn: bool,
        limit: usize,
    ) -> Result<Vec<DocId>, StoreError> {
        let sql = format!(
            "SELECT doc FROM exchange_row WHERE withdrawn = ?3 AND {SEEN} exchange_row.doc)
             ORDER BY day DESC, doc DESC LIMIT ?4"
        );
        self.docs(c, &sql, withdrawn, limit)
    }

    /// The sessions that programmes share with the member, the latest first.
    pub fn sessions(self, c: &Connection, limit: usize) -> Result<Vec<DocId>, StoreError> {
        let sql = format!(
            "SELECT doc FROM session_row WHERE withdrawn = ?3
             AND {SEEN} session_row.doc AND f.feed GLOB 'programme:*')
             ORDER BY day DESC, doc DESC LIMIT ?4"
        );
        self.docs(c, &sql, false, limit)
    }

    fn docs(
        self,
        c: &Connection,
        sql: &str,
        withdrawn: bool,
        limit: usize,
    ) -> Result<Vec<DocId>, StoreError> {
        let mut statement = c.prepare_cached(sql)?;
        let known = params![
            self.organisation.as_str(),
            self.member.as_str(),
            withdrawn,
            number(limit as u64)
        ];
        let rows = statement.query_map(known, |row| row.get(0).map(DocId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
