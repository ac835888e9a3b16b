//! The members of the organisation: names, roles, passwords.

use client_core::ids::{MemberId, UnitId};
use client_core::model::{Role, fold};
use client_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::column::parsed;

/// A member, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The opaque id.
    pub id: MemberId,
    /// What people call the member.
    pub name: String,
    /// What the member may do.
    pub role: Role,
    /// Where the member belongs.
    pub unit: UnitId,
    /// The language chosen for the pages; none: the browser's.
    pub language: Option<String>,
}

const COLUMNS: &str = "id, name, role, unit, language";

fn member(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        id: parsed(row, 0)?,
        name: row.get(1)?,
        role: parsed(row, 2)?,
        unit: parsed(row, 3)?,
        language: row.get(4)?,
    })
}

/// Adds a member. The name, folded, must be free.
pub fn add(tx: &Transaction<'_>, member: &Member, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO member (id, name, folded, role, unit, language, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            member.id.as_str(),
            member.name,
            fold(&member.name),
            member.role.code(),
            member.unit.as_str(),
            member.language,
            now.0,
        ],
    )?;
    Ok(())
}

/// The member with this id.
pub fn get(c: &Connection, id: &MemberId) -> Result<Option<Member>, StoreError> {
    let mut statement = c.prepare_cached(&format!("SELECT {COLUMNS} FROM member WHERE id = ?1"))?;
    Ok(statement.query_row([id.as_str()], member).optional()?)
}

/// The member with this name, however it is written.
pub fn by_name(c: &Connection, name: &str) -> Result<Option<Member>, StoreError> {
    let mut statement =
        c.prepare_cached(&format!("SELECT {COLUMNS} FROM member WHERE folded = ?1"))?;
    Ok(statement.query_row([fold(name)], member).optional()?)
}

/// The member with this role who was made first.
pub fn first_of(c: &Connection, role: Role) -> Result<Option<Member>, StoreError> {
    let mut statement = c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM member WHERE role = ?1 ORDER BY made_at, id LIMIT 1"
    ))?;
    Ok(statement.query_row([role.code()], member).optional()?)
}

/// Everybody, in the order of their ids.
pub fn all(c: &Connection) -> Result<Vec<Member>, StoreError> {
    let mut statement = c.prepare_cached(&format!("SELECT {COLUMNS} FROM member ORDER BY id"))?;
    let members = statement.query_map([], member)?;
    Ok(members.collect::<Result<_, _>>()?)
}

/// The member's password, hashed.
pub fn password(c: &Connection, id: &MemberId) -> Result<Option<String>, StoreError> {
    let mut statement = c.prepare_cached("SELECT password FROM member WHERE id = ?1")?;
    let password = statement.query_row([id.as_str()], |row| row.get(0));
    Ok(password.optional()?.flatten())
}

/// Keeps the hash of a new password.
pub fn set_password(tx: &Transaction<'_>, id: &MemberId, hash: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE member SET password = ?2 WHERE id = ?1",
        params![id.as_str(), hash],
    )?;
    Ok(())
}

/// The member has no password any more.
pub fn forget_password(tx: &Transaction<'_>, id: &MemberId) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE member SET password = NULL WHERE id = ?1",
        [id.as_str()],
    )?;
    Ok(())
}

/// The member may do something else, somewhere else.
pub fn set_role(
    tx: &Transaction<'_>,
    id: &MemberId,
    role: Role,
    unit: &UnitId,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE member SET role = ?2, unit = ?3 WHERE id = ?1",
        params![id.as_str(), role.code(), unit.as_str()],
    )?;
    Ok(())
}

/// Keeps the language in which the member reads the pages.
pub fn set_language(tx: &Transaction<'_>, id: &MemberId, language: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE member SET language = ?2 WHERE id = ?1",
        params![id.as_str(), language],
    )?;
    Ok(())
}
