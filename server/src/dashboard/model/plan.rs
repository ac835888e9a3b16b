//! The form in which a session is planned: what was typed, right or wrong.

use super::filter::Choice;

/// The page's content.
#[derive(Default)]
pub struct Plan {
    /// Kinds of session.
    pub kinds: Vec<Choice>,
    /// Campaigns.
    pub campaigns: Vec<Choice>,
    /// As typed.
    pub title: String,
    /// Regional centres to choose from.
    pub units: Vec<Choice>,
    /// Counties to choose from; the centre's own when none is chosen.
    pub counties: Vec<Choice>,
    /// As typed.
    pub locality: String,
    /// As typed.
    pub venue: String,
    /// Venues of the register, as the form offers them.
    pub venues: Vec<String>,
    /// As typed: `2017-03-14`.
    pub day: String,
    /// As typed: `10:00`.
    pub time: String,
    /// Who can lead it.
    pub leads: Vec<Choice>,
    /// Who can help.
    pub helpers: Vec<Choice>,
    /// What was wrong.
    pub faults: Vec<PlanFault>,
}

/// Which field was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// No kind was chosen.
    Kind,
    /// It has no title, or too long a one.
    Title,
    /// The campaign is not there, or over on that day.
    Campaign,
    /// No centre was chosen.
    Unit,
    /// A part of the place is too long.
    Place,
    /// The day is no day.
    Day,
    /// The time is no time.
    Time,
    /// Somebody of another centre was chosen.
    Member,
}
