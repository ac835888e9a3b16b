//! Who may do what: one table, asked by every page, command and route.
//!
//! Which *units* somebody may do it for is the scope's business, not this table's. What a change
//! inside a document may write is checked where changes are admitted.

use client_core::ids::UnitId;
use client_core::model::Role;

use super::sign_in::Viewer;
use crate::store::members::Member;
#[cfg(test)]
use crate::store::read::Scope;

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// See sessions and figures of the own scope in the browser.
    SeeSessions,
    /// Record and edit sessions of the own scope.
    Record,
    /// See exchanges of the own units and programmes, and what programmes share, and take part in
    /// the exchanges.
    TakePart,
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
        Self::TakePart,
        Self::Coordinate,
        Self::ManageDevices,
        Self::Administer,
    ];

    /// Whether a member with this role may do it.
    pub const fn is_permitted_to(self, role: Role) -> bool {
        match self {
            Self::SeeSessions | Self::Record => !matches!(role, Role::Partner),
            Self::TakePart => role.coordinates() || matches!(role, Role::Partner),
            Self::Coordinate => role.coordinates(),
            Self::ManageDevices => role.coordinates(),
            Self::Administer => matches!(role, Role::Admin),
        }
    }
}

impl Viewer {
    /// Whether the viewer may do it now: who signed in by a one-time code chooses a password before
    /// anything else.
    pub const fn may(&self, act: Act) -> bool {
        !self.must_choose_password && act.is_permitted_to(self.role)
    }
}

/// Whether the viewer may close phones of this member. Nobody closes those of somebody who may do
/// more; one's own may always be closed.
pub fn may_manage(viewer: &Viewer, member: &Member) -> bool {
    viewer.member == member.id || may_invite(viewer, member.role, &member.unit)
}

/// Whether the viewer may make such a member, and bring a phone for one: an invite carries the
/// rights of its member.
pub fn may_invite(viewer: &Viewer, role: Role, unit: &UnitId) -> bool {
    let is_lower = match viewer.role {
        Role::Admin => true,
        Role::National => matches!(role, Role::Volunteer | Role::Coordinator),
        Role::Coordinator => matches!(role, Role::Volunteer),
        Role::Volunteer | Role::Partner => false,
    };
    is_lower && viewer.scope.covers(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_makes_somebody_who_may_do_more() {
        let unit: UnitId = "dolj".parse().unwrap();
        let viewer = |role, scope| Viewer {
            member: "ana".parse().unwrap(),
            name: "Ana".to_owned(),
            role,
            scope,
            units: vec![],
            language: None,
            csrf: String::new(),
            must_choose_password: false,
        };
        let table: String = Role::ALL
            .iter()
            .map(|role| {
                let viewer = viewer(*role, Scope::All);
                let may = Role::ALL
                    .iter()
                    .filter(|made| may_invite(&viewer, **made, &unit));
                let may: Vec<_> = may.map(ToString::to_string).collect();
                format!("{role}: {}\n", may.join(" "))
            })
            .collect();
        assert_eq!(
            table,
            "volunteer: \n\
             coordinator: volunteer\n\
             national: volunteer coordinator\n\
             partner: \n\
             admin: volunteer coordinator national partner admin\n"
        );
        let elsewhere = Scope::Units(["iasi".parse().unwrap()].into());
        let mut coordinator = viewer(Role::Coordinator, elsewhere);
        assert!(coordinator.may(Act::Coordinate) && !coordinator.may(Act::Administer));
        coordinator.must_choose_password = true;
        assert!(!coordinator.may(Act::Coordinate));
        assert!(!may_invite(&coordinator, Role::Volunteer, &unit));
    }

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
            "volunteer: yes yes - - - -\n\
             coordinator: yes yes yes yes yes -\n\
             national: yes yes yes yes yes -\n\
             partner: - - yes - - -\n\
             admin: yes yes yes yes yes yes\n"
        );
    }
}
