//! What a list or a figure is narrowed to, as a form shows it.
//!
//! The form keeps what was typed, right or wrong: a wrong day comes back marked, not emptied.

/// The fields of the filter with their choices and faults.
#[derive(Clone, Debug, Default)]
pub struct FilterForm {
    /// First day, as typed: `2017-01-01`.
    pub from: String,
    /// Last day, as typed.
    pub until: String,
    /// Words to look for, as typed.
    pub search: String,
    /// Campaigns to choose from.
    pub campaigns: Vec<Choice>,
    /// Regional centres to choose from; empty when there is only one.
    pub units: Vec<Choice>,
    /// Kinds of session.
    pub kinds: Vec<Choice>,
    /// Counties of the organisation's country.
    pub counties: Vec<Choice>,
    /// States of a session.
    pub statuses: Vec<Choice>,
    /// Only sessions with something to settle.
    pub only_conflicts: bool,
    /// Only sessions with a text to look at.
    pub only_suspects: bool,
    /// The hidden sessions, instead of all others.
    pub only_withdrawn: bool,
    /// The fields that could not be understood.
    pub faults: Vec<Fault>,
    /// What is narrowed, in words, each with the address without it.
    pub narrowed: Vec<Narrowed>,
    /// The period in words: `1 Jan 2017 – 31 Dec 2017`.
    pub period: String,
    /// Periods that are asked for every day.
    pub shortcuts: Vec<Shortcut>,
}

/// One period a click away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// Code: `month`, `year`, `before`, `always`.
    pub period: String,
    /// Address of the same page with it.
    pub address: String,
    /// Whether it is what the page shows.
    pub chosen: bool,
}

/// One entry of a list of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub name: String,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// Which field was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The first day is no day.
    From,
    /// The last day is no day.
    Until,
    /// The last day lies before the first.
    Order,
}

/// One thing that narrows the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// In words: `Suceava`.
    pub name: String,
    /// Address of the same page without it.
    pub without: String,
}
