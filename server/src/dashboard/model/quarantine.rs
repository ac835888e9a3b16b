//! What waits for a coordinator: work of phones that were closed, or that came too late.

use jiff::civil::DateTime;

use super::session::Moment;

/// The page's content.
pub struct Quarantine {
    /// Sessions and exchanges of which something waits, what came last first.
    pub items: Vec<Item>,
    /// How many there are beside these.
    pub further: u64,
    /// Why something that was just to be let in was not, in words.
    pub refused: Vec<String>,
    /// What was decided, the latest first.
    pub decided: Vec<Decided>,
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
    /// Code of why they wait: `closed`, `ended`, `lost`.
    pub why: String,
    /// How many.
    pub changes: u64,
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
