//! Who may do what: one table, asked by every page, command and route.
//!
//! Which *units* somebody may do it for is the scope's business, not this table's. What a change
//! inside a document may write is checked where changes are admitted.

use client_core::model::Role;

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// See sessions and figures of the own scope in the browser.
    SeeSessions,
    /// Record and edit sessions of the own scope.
    Record,
    /// Settle conflicts, verify, withdraw and merge sessions of the own scope.
    Coordinate,
    /// See phones, invite members and close devices of the own scope.
    ManageDevices,
    /// Make members and roles, edit the catalogue, let devices in again.
    Administer,
}

impl Act {
    /// Every act.
    pub const ALL: &'static [Self] = &[
        Self::SeeSessions,
        Self::Record,
        Self::Coordinate,
        Self::ManageDevices,
        Self::Administer,
    ];

    /// Whether a member with this role may do it.
    pub const fn is_permitted_to(self, role: Role) -> bool {
        match self {
            Self::SeeSessions | Self::Record => !matches!(role, Role::Partner),
            Self::Coordinate => role.coordinates(),
            Self::ManageDevices => role.coordinates(),
            Self::Administer => matches!(role, Role::Admin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as people read it; a change of rights is a change of this test.
    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for role in Role::ALL {
            let row: Vec<_> = Act::ALL
                .iter()
                .map(|act| {
                    if act.is_permitted_to(*role) {
                        "yes"
                    } else {
                        "-"
                    }
                })
                .collect();
            table += &format!("{role}: {}\n", row.join(" "));
        }
        assert_eq!(
            table,
            "volunteer: yes yes - - -\n\
             coordinator: yes yes yes yes -\n\
             national: yes yes yes yes -\n\
             partner: - - - - -\n\
             admin: yes yes yes yes yes\n"
        );
    }
}
