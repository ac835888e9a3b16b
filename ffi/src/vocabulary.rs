//! The codes that screens offer, each set in the order in which people are shown it. What a code
//! is called in a language is the app's to say.

use std::fmt::Display;

use client_core::model::{AgeBand, Counting, Group, Kind, Sex, Status, Tally, TeamRole, Topic};

/// Every set of codes.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Vocabulary {
    /// Kinds of activity.
    pub kinds: Vec<String>,
    /// How far a session has come.
    pub statuses: Vec<String>,
    /// How people were counted.
    pub countings: Vec<String>,
    /// Sexes of people reached.
    pub sexes: Vec<String>,
    /// Age bands of people reached.
    pub age_bands: Vec<String>,
    /// Groups of people reached.
    pub groups: Vec<String>,
    /// What else is counted.
    pub tallies: Vec<String>,
    /// What is talked about.
    pub topics: Vec<String>,
    /// A member's part in a session.
    pub team_roles: Vec<String>,
}

/// The codes that screens offer.
#[uniffi::export]
pub fn vocabulary() -> Vocabulary {
    Vocabulary {
        kinds: codes(Kind::ALL),
        statuses: codes(Status::ALL),
        countings: codes(Counting::ALL),
        sexes: codes(Sex::ALL),
        age_bands: codes(AgeBand::ALL),
        groups: codes(Group::ALL),
        tallies: codes(Tally::ALL),
        topics: codes(Topic::ALL),
        team_roles: codes(TeamRole::ALL),
    }
}

/// The version of this library.
#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn codes<T: Display>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}
