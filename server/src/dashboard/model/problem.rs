//! What a page says when it cannot be what was asked for.

/// Why there is no such page for this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Unknown address, unknown session, or one of another unit: the page cannot tell which.
    NotFound,
    /// Signed in, but the pages are for coordinators.
    NotForThisRole,
    /// Signed in, and not allowed to do just this.
    NotAllowed,
    /// The form was too old, or came from somewhere else.
    StaleForm,
    /// The form was not one of ours.
    BadForm,
    /// Too busy; try again.
    Busy,
    /// A fault of the program.
    Broken,
}

impl Problem {
    /// Every one of them.
    pub const ALL: [Self; 7] = [
        Self::NotFound,
        Self::NotForThisRole,
        Self::NotAllowed,
        Self::StaleForm,
        Self::BadForm,
        Self::Busy,
        Self::Broken,
    ];

    /// The HTTP status it is sent with.
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotForThisRole | Self::NotAllowed | Self::StaleForm => 403,
            Self::BadForm => 400,
            Self::Busy => 503,
            Self::Broken => 500,
        }
    }
}
