//! What the member must know and decide: above all edits that the server would not take.

use rusqlite::{Connection, Transaction};

use super::StoreError;
use super::columns::{all, id, optional_id};
use crate::ids::{ChangeHash, DocId};
use crate::model::Edit;
use crate::time::Timestamp;

/// One matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// Its number on this phone.
    pub number: i64,
    /// The document.
    pub doc: DocId,
    /// The refused change, when it is about one.
    pub hash: Option<ChangeHash>,
    /// A code, as in `RefusalCode::name`.
    pub code: String,
    /// The server's words.
    pub reason: String,
    /// What had been edited, so that it can be said again.
    pub edits: Vec<Edit>,
    /// When the phone learned of it.
    pub at: Timestamp,
}

/// Adds a matter; its number is given here.
pub fn add(tx: &Transaction<'_>, matter: &Attention) -> Result<(), StoreError> {
    let edits = serde_json::to_string(&matter.edits).expect("edits become JSON");
    tx.execute(
        "INSERT INTO attention (doc, hash, code, reason, edits, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            matter.doc.0,
            matter.hash.map(|hash| hash.0),
            &matter.code,
            &matter.reason,
            edits,
            matter.at.0,
        ),
    )?;
    Ok(())
}

/// Every matter, oldest first.
pub fn list(connection: &Connection) -> Result<Vec<Attention>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, doc, hash, code, reason, edits, at FROM attention ORDER BY id",
    )?;
    all(statement.query([])?, |row| {
        let json: String = row.get(5)?;
        Ok(Attention {
            number: row.get(0)?,
            doc: id(row, 1, "a document id")?,
            hash: optional_id(row, 2, "a change hash")?,
            code: row.get(3)?,
            reason: row.get(4)?,
            edits: serde_json::from_str(&json).map_err(|_| StoreError::BadRow("edits"))?,
            at: Timestamp(row.get(6)?),
        })
    })
}

/// Takes away what was said of a document under this code: it is so no longer.
pub fn settle(tx: &Transaction<'_>, doc: DocId, code: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM attention WHERE doc = ?1 AND code = ?2";
    tx.execute(sql, (doc.0, code))?;
    Ok(())
}

/// Takes away what was said under this code, of whatever document.
pub fn settle_all(tx: &Transaction<'_>, code: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM attention WHERE code = ?1", [code])?;
    Ok(())
}

/// Takes away what was said of a refused change: the server has it now.
pub fn settle_change(tx: &Transaction<'_>, hash: ChangeHash) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM attention WHERE hash = ?1")?
        .execute([hash.0])?;
    Ok(())
}

/// The member has dealt with it.
/// Says whether there was such a matter.
pub fn dismiss(tx: &Transaction<'_>, number: i64) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM attention WHERE id = ?1", [number])? > 0)
}
