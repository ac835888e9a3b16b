//! In whose name an import speaks.

use client_core::model::Role;

use super::ImportError;
use crate::accounts::Act;
use crate::exchange::Editor;
use crate::store::{Connection, members, organisation};

/// The member of this name, or the administrator that was made first.
pub fn editor(c: &Connection, name: Option<&str>) -> Result<Editor, ImportError> {
    let member = match name {
        Some(name) => {
            let member = members::by_name(c, name)?;
            member.ok_or_else(|| ImportError::NoMember(name.to_owned()))?
        }
        None => members::first_of(c, Role::Admin)?.ok_or(ImportError::Nobody)?,
    };
    if !Act::Coordinate.is_permitted_to(member.role) {
        return Err(ImportError::MayNot(member.name));
    }
    let home = organisation::home(c)?.ok_or(ImportError::Nobody)?;
    Ok(Editor::of(home.id, member))
}
