//! Phones: whose, when they were last here, what still lies on them.

use jiff::civil::{Date, DateTime};

use super::filter::Choice;

/// The page's content.
pub struct Phones {
    /// The phones, those to look after first.
    pub phones: Vec<Phone>,
    /// Days without contact after which a phone is called silent.
    pub silent_days: u64,
    /// How many days there are to choose from.
    pub choices: Vec<Choice>,
    /// Open phones that are silent.
    pub silent: u64,
    /// Sessions that open phones have not sent yet, as they last said.
    pub unsent: u64,
    /// Those that ask to be let in again.
    pub waiting: Vec<Waiting>,
    /// Whether the reader may let them in.
    pub may_approve: bool,
    /// The members for whom the reader may bring a phone.
    pub members: Vec<Choice>,
}

/// One phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Address of its page.
    pub address: String,
    /// Whose.
    pub member: String,
    /// Name of the member's regional centre.
    pub unit: String,
    /// The app and its version, as it last said.
    pub app: String,
    /// When it was last here; none when never.
    pub last_sync: Option<DateTime>,
    /// Whole days since then, or since it joined.
    pub days_ago: u64,
    /// Open, and not here for too long.
    pub is_silent: bool,
    /// Sessions not sent yet, as it last said.
    pub unsent: u64,
    /// Whether it may come.
    pub standing: Standing,
}

/// How the organisation stands to a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It works.
    Open,
    /// It sees nothing any more.
    Closed,
    /// It will be wiped, or was.
    Wiped,
}

/// A phone that asks to be let in again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id, for the form.
    pub id: String,
    /// Whose.
    pub member: String,
    /// Name of the member's regional centre.
    pub unit: String,
    /// The app that asked.
    pub app: String,
    /// When it asked.
    pub asked: DateTime,
    /// Of a member whom the restored server no longer knows: the roles to choose from.
    pub roles: Vec<Choice>,
}

/// One phone's page.
pub struct OnePhone {
    /// Its id, for the forms.
    pub id: String,
    /// What the list says of it.
    pub phone: Phone,
    /// When it joined.
    pub joined: DateTime,
    /// How many minutes its clock is off, where that is worth saying.
    pub clock_off_minutes: Option<u64>,
    /// Whether the reader may close it.
    pub may_close: bool,
    /// Whether the reader may make a code for a forgotten PIN.
    pub may_unlock: bool,
    /// When it left what such a code is made of; none when it has no PIN, or did not say so yet.
    pub pin_told: Option<DateTime>,
    /// When such a code was handed out, unless the phone has left another since.
    pub handed_out: Option<DateTime>,
    /// What was done to it, the latest first: when, code of what, by whom.
    pub deeds: Vec<(DateTime, String, String)>,
}

/// An invite, shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Whose phone it will be.
    pub member: String,
    /// Name of the member's regional centre.
    pub unit: String,
    /// What the app opens.
    pub link: String,
    /// The last day on which it works.
    pub until: Date,
}

/// The page that shows one.
pub struct NewInvite {
    /// The invite.
    pub invite: Invite,
    /// Whether phones elsewhere can reach the server that it names.
    pub is_reachable: bool,
}

/// A code for a forgotten PIN, shown once.
pub struct UnlockCode {
    /// Whose phone it opens.
    pub member: String,
    /// What the app scans or takes as text.
    pub code: String,
    /// When it was handed out before.
    pub before: Option<DateTime>,
    /// Address of the phone's page.
    pub address: String,
}
