//! Likely duplicates side by side, and what was decided about them.

use jiff::civil::DateTime;

/// The page's content.
pub struct Duplicates {
    /// Pairs that wait for somebody, the latest first.
    pub pairs: Vec<Pair>,
    /// Address of those before them.
    pub older: Option<String>,
    /// Linked to a kept one, the latest first.
    pub linked: Vec<Decided>,
    /// Said to be two events, the latest first.
    pub apart: Vec<Decided>,
}

/// Two sessions that look like one event.
pub struct Pair {
    /// One.
    pub one: Side,
    /// The other.
    pub other: Side,
    /// Code of why the places are the same: `venue`, `name`, `near`.
    pub place: String,
    /// Minutes between their times.
    pub minutes: u64,
}

/// One of the two.
pub struct Side {
    /// Its id, for forms.
    pub id: String,
    /// Address of its page.
    pub address: String,
    /// Its title; may be empty.
    pub title: String,
    /// Code of its kind.
    pub kind: String,
    /// Code of its state.
    pub status: String,
    /// When it took place, or is to, on its centre's clock.
    pub at: DateTime,
    /// Venue, town and county.
    pub place: String,
    /// Its regional centre.
    pub unit: String,
    /// Who recorded it.
    pub author: String,
    /// Contacts.
    pub people: u64,
    /// Things handed out.
    pub materials: u64,
}

/// A decision that can be undone.
pub struct Decided {
    /// The session that is a duplicate, or one of two: id, address and title.
    pub one: (String, String, String),
    /// The kept one, or the other of two.
    pub other: (String, String, String),
}
