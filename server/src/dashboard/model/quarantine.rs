//! What waits for a coordinator: work of phones that were closed, or that came too late.

use jiff::civil::DateTime;

use super::session::Moment;

/// The page's content.
pub struct Quarantine {
    /// Sessions and exchanges of which something waits: the latest of each phone, then the next of
    /// each.
    pub items: Vec<Item>,
    /// Whose phone it is, when the page shows what one phone left.
    pub phone_of: Option<String>,
    /// Address of the first page, on the others.
    pub first: Option<String>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Why something that was just to be let in was not.
    pub left: Vec<Left>,
    /// What was decided, the latest first.
    pub decided: Vec<Decided>,
}

/// Changes that were not let in for one reason.
pub struct Left {
    /// Code of the reason: `bad_value`, `missing`.
    pub code: String,
    /// How many.
    pub changes: u64,
}

/// What waits of one session or exchange.
pub struct Item {
    /// Its id, for the forms.
    pub id: String,
    /// What it would be; none when it cannot be read.
    pub seen: Option<Seen>,
    /// Its regional centre; may be empty.
    pub unit: String,
    /// Address of its page, when it is here without what waits.
    pub address: Option<String>,
    /// Whose changes wait, and why.
    pub senders: Vec<Sender>,
    /// What they say, the last first.
    pub says: Vec<Moment>,
    /// How many changes there are beside those that were read.
    pub unread: u64,
}

/// A session or an exchange as it would be with what waits.
pub struct Seen {
    /// Its title; may be empty.
    pub title: String,
    /// Code of its kind; may be empty.
    pub kind: String,
    /// Its day, in words.
    pub day: String,
    /// Venue, town and county; may be empty.
    pub place: String,
    /// Contacts.
    pub people: u64,
    /// Things handed out.
    pub materials: u64,
}

/// One phone of which changes wait.
pub struct Sender {
    /// Whose.
    pub member: String,
    /// Address of the phone's page.
    pub phone: String,
    /// Code of why they wait: `behind`, `closed`, `ended`, `lost`, `unknown`.
    pub why: String,
    /// How many.
    pub changes: u64,
    /// Of how many other sessions and exchanges the same phone left something.
    pub others: u64,
    /// Address of the page of all that this phone left.
    pub all: String,
    /// When the last of them came.
    pub received: DateTime,
}

/// A decision.
pub struct Decided {
    /// When.
    pub at: DateTime,
    /// Who.
    pub who: String,
    /// Code: `let_in`, `kept_out`.
    pub what: String,
    /// How many changes it was about.
    pub changes: u64,
    /// Why, when it was refused.
    pub reason: String,
    /// Address and title of the session or exchange, when it is here and in view.
    pub about: Option<(String, String)>,
}
