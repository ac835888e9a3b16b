//! What is handed out: brochures, posters, books, each by the id under which sessions count it.

use client_core::ids::MaterialId;
use client_core::model::catalogue::{Entry, Named};
use client_core::time::Timestamp;

use super::entries::{EntryError, change, line, note};
use crate::store::{Transaction, catalogue};

/// Adds a material under an id that stays for ever.
pub fn add_material(
    tx: &Transaction<'_>,
    id: &MaterialId,
    name: &str,
    now: Timestamp,
) -> Result<(), EntryError> {
    let all = catalogue::materials(tx)?;
    if let Some(there) = all.into_iter().find(|material| material.id == *id) {
        return Err(EntryError::MaterialTaken(there.id, there.name));
    }
    let entry = material(id, name)?;
    note(tx, "add", None, entry.clone(), now)?;
    Ok(catalogue::put(tx, &entry)?)
}

/// Gives a material another name, on sessions of the past, too.
pub fn rename_material(
    tx: &Transaction<'_>,
    id: &MaterialId,
    name: &str,
    now: Timestamp,
) -> Result<(), EntryError> {
    let all = catalogue::materials(tx)?;
    let Some(before) = all.iter().find(|material| material.id == *id) else {
        let known: Vec<_> = all.iter().map(|material| material.id.as_str()).collect();
        return Err(EntryError::NoMaterial {
            found: id.clone(),
            allowed: match known.is_empty() {
                true => "none is there yet; `teren material add` makes one".to_owned(),
                false => known.join(", "),
            },
        });
    };
    let before = Entry::Material(before.clone());
    change(tx, "rename", before, material(id, name)?, now)
}

fn material(id: &MaterialId, name: &str) -> Result<Entry, EntryError> {
    Ok(Entry::Material(Named {
        id: id.clone(),
        name: line("a material's name", name)?,
    }))
}
