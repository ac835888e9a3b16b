//! Exchanges between organisations: the list, and one of them.

use jiff::civil::Date;

use super::filter::Choice;
use super::session::{Conflict, CountedTable, Moment, Review};
use super::suspects::Suspects;

/// The list's content.
pub struct Exchanges {
    /// Whether those that are hidden are listed, instead of all others.
    pub withdrawn: bool,
    /// The latest first.
    pub rows: Vec<Row>,
    /// Whether there are older ones that are not shown.
    pub is_more: bool,
    /// Sessions that programmes share with the reader, the latest first.
    pub sessions: Vec<Held>,
}

/// One exchange of the list.
pub struct Row {
    /// The address of its page.
    pub address: String,
    /// Its programme, by name.
    pub programme: Option<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Who hosts it, by name.
    pub host: Option<String>,
    /// The first day; the day on which it was begun to be written when nobody said one.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// Who takes part, by name.
    pub organisations: Vec<String>,
    /// Participants in all.
    pub participants: u64,
    /// Code of its state.
    pub status: String,
    /// Things to settle.
    pub conflicts: u32,
    /// Whether the reader is to look at what stands in its texts.
    pub is_suspect: bool,
}

/// A session that the reader may see.
pub struct Held {
    /// The address of its page, for whoever has those pages.
    pub address: Option<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Code of its kind.
    pub kind: String,
    /// Its day.
    pub day: Date,
    /// Town and venue.
    pub place: Vec<String>,
    /// Contacts.
    pub people: u64,
}

/// One exchange. Days are those of its regional centre.
pub struct Exchange {
    /// Its id, for addresses.
    pub id: String,
    /// What the list says of it.
    pub row: Row,
    /// Why it is withdrawn, when it is.
    pub withdrawn: Option<String>,
    /// What a coordinator said of it.
    pub review: Option<Review>,
    /// What the reader, a coordinator, is to look at in its texts.
    pub suspects: Suspects,
    /// Country and county by name, locality, venue: the widest last.
    pub place: Vec<String>,
    /// Hours it lasted, as text.
    pub hours: Option<String>,
    /// Its regional centre, for whoever belongs to this organisation.
    pub unit: Option<String>,
    /// What was done.
    pub activities: Vec<String>,
    /// What each organisation learned: its name and its words.
    pub learned: Vec<(String, String)>,
    /// Sessions held during it that the reader may see.
    pub sessions: Vec<Held>,
    /// What was noted, where the reader may see it.
    pub notes: String,
    /// Who counted participants.
    pub counts: Vec<CountedTable>,
    /// What two people said differently.
    pub conflicts: Vec<Conflict>,
    /// What happened, newest first.
    pub history: Vec<Moment>,
    /// Names the state of the exchange that the page shows.
    pub seen: String,
    /// Whether the reader may hide it.
    pub may_withdraw: bool,
    /// What stands in the fields of the form.
    pub form: Form,
}

/// The fields that can be edited on the page.
pub struct Form {
    /// Title.
    pub title: String,
    /// Town or village.
    pub locality: String,
    /// School, hall, square.
    pub venue: String,
    /// First day, `YYYY-MM-DD`; empty when nobody said one.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Hours.
    pub hours: String,
    /// For which organisation something learned can be written.
    pub organisations: Vec<Choice>,
}
