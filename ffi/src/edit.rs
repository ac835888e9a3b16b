//! What a screen saves, turned into the core's plain edits.

use std::time::SystemTime;

use client_core::model::edit::splices_between;
use client_core::model::{Edit, Register};

use crate::error::{TerenError, parsed};
use crate::place::{Place, Point};
use crate::session::timestamp;

/// A session that is to take place.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct NewSession {
    /// What kind of activity: a code of the vocabulary.
    pub kind: String,
    /// What people will call it.
    pub title: String,
    /// The campaign's id.
    pub campaign: Option<String>,
    /// Where.
    pub place: Place,
    /// When it is to begin.
    pub planned_for: SystemTime,
}

/// One edit of a session.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum SessionEdit {
    /// What people call it.
    Title {
        /// The new one.
        title: String,
    },
    /// What kind of activity it is.
    Kind {
        /// A code of the vocabulary.
        code: String,
    },
    /// The campaign.
    Campaign {
        /// Its id, or none.
        id: Option<String>,
    },
    /// Where.
    Where {
        /// The whole place.
        place: Place,
    },
    /// Where on the globe, as the phone found out: rounded to about 1 km before it is kept.
    At {
        /// The point, or none.
        point: Option<Point>,
    },
    /// How far it has come.
    Status {
        /// A code of the vocabulary.
        code: String,
    },
    /// When it began.
    StartedAt {
        /// The moment.
        at: SystemTime,
    },
    /// How the people were counted.
    Counting {
        /// A code of the vocabulary.
        code: String,
    },
    /// A member takes part, or no longer does.
    Team {
        /// The member's id.
        member: String,
        /// A code of the vocabulary; none takes the member out.
        role: Option<String>,
    },
    /// A partner takes part, or does not.
    Partner {
        /// The organisation's id.
        organisation: String,
        /// Whether it does.
        present: bool,
    },
    /// A topic was talked about, or was not.
    Topic {
        /// A code of the vocabulary.
        code: String,
        /// Whether it was.
        present: bool,
    },
    /// The notes, edited by somebody who was shown a text: others' words stay.
    Notes {
        /// What was shown.
        shown: String,
        /// What it is to say.
        text: String,
    },
}

impl SessionEdit {
    pub(crate) fn into_edit(self) -> Result<Edit, TerenError> {
        Ok(match self {
            Self::Title { title } => Edit::text(Register::Title, title),
            Self::Kind { code } => Edit::text(Register::Kind, code),
            Self::Campaign { id: Some(id) } => Edit::text(Register::Campaign, id),
            Self::Campaign { id: None } => Edit::clear(Register::Campaign),
            Self::Where { place } => placed(place),
            Self::At { point: Some(point) } => {
                Edit::text(Register::At, point.rounded()?.to_register())
            }
            Self::At { point: None } => Edit::clear(Register::At),
            Self::Status { code } => Edit::text(Register::Status, code),
            Self::StartedAt { at } => Edit::number(Register::StartedAt, timestamp(at).0),
            Self::Counting { code } => Edit::text(Register::Counting, code),
            Self::Team { member, role } => Edit::Team {
                member: parsed("team", &member)?,
                role: role.map(|role| parsed("team", &role)).transpose()?,
            },
            Self::Partner {
                organisation,
                present,
            } => partner(&organisation, present)?,
            Self::Topic { code, present } => Edit::Topic {
                topic: parsed("topics", &code)?,
                present,
            },
            Self::Notes { shown, text } => notes(&shown, &text),
        })
    }
}

/// Where a session or an exchange takes place.
pub(crate) fn placed(place: Place) -> Edit {
    let place: client_core::model::Place = place.into();
    Edit::text(Register::Where, place.to_register())
}

/// An organisation takes part, or does not.
pub(crate) fn partner(organisation: &str, present: bool) -> Result<Edit, TerenError> {
    let organisation = parsed("partners", organisation)?;
    Ok(Edit::Partner {
        organisation,
        present,
    })
}

/// Notes as somebody who was shown a text wants them.
pub(crate) fn notes(shown: &str, text: &str) -> Edit {
    let splices = splices_between(shown, text);
    Edit::Notes { splices }
}

/// The core's edits, or what is wrong with the first that is wrong.
pub(crate) fn all(edits: Vec<SessionEdit>) -> Result<Vec<Edit>, TerenError> {
    edits.into_iter().map(SessionEdit::into_edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_finer_point_than_about_a_kilometre_leaves_the_bridge() {
        let at = |latitude, longitude| SessionEdit::At {
            point: Some(Point {
                latitude,
                longitude,
            }),
        };
        let edit = at(47.847_91, 25.918_22).into_edit().unwrap();
        assert_eq!(edit, Edit::text(Register::At, "47.85,25.92"));
        assert!(at(91.0, 0.0).into_edit().is_err());
        assert!(at(f64::NAN, 0.0).into_edit().is_err());
    }
}
