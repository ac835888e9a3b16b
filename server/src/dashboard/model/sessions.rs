//! The list of sessions.

use jiff::civil::Date;

use super::filter::FilterForm;

/// The page's content.
pub struct Sessions {
    /// What the list is narrowed to.
    pub filter: FilterForm,
    /// How many there are; counting stops at a limit.
    pub count: Count,
    /// The columns that can be sorted by.
    pub columns: Vec<Column>,
    /// The rows of this page, in order.
    pub rows: Vec<Row>,
    /// Address of the page before this one.
    pub before: Option<String>,
    /// Address of the page after it.
    pub after: Option<String>,
}

/// How many sessions answer to the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Counted to the end.
    Exactly(u64),
    /// Counting stopped here: an exact number is not worth the wait.
    MoreThan(u64),
}

/// One heading of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Code: `day`, `title`, `unit`, `people`.
    pub what: String,
    /// How the list is sorted by it now.
    pub sorted: Option<Direction>,
    /// Address of the list sorted by it, or the other way round when it is already.
    pub address: String,
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest, oldest, A first.
    Up,
    /// Largest, newest, Z first.
    Down,
}

/// One session in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Address of its page.
    pub address: String,
    /// Its title; may be empty.
    pub title: String,
    /// Code: `school`.
    pub kind: String,
    /// Code: `done`.
    pub status: String,
    /// Its local day.
    pub day: Date,
    /// Name of its campaign.
    pub campaign: Option<String>,
    /// Name of its regional centre.
    pub unit: String,
    /// Venue and locality, as far as known.
    pub place: String,
    /// Contacts.
    pub people: u64,
    /// Open conflicts in it.
    pub conflicts: u32,
    /// Code of its review: `verified`, `returned`, the same with `-changed` when the session was
    /// changed after that; empty when there is none.
    pub review: String,
    /// Whether another session looks like the same event.
    pub looks_alike: bool,
    /// How many photos it names, here or still on their phone.
    pub photos: u64,
    /// Whether a text of it may hold what is a person's.
    pub is_suspect: bool,
}
