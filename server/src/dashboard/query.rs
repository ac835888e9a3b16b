//! From what the store knows to what a page shows: names for ids, words for codes, local time.

mod figures;
mod filter;
mod members;
mod names;
mod phones;
mod roster;
mod seat;
mod suspects;
mod trend;
mod words;

mod coverage;
mod overview;
mod sessions;

mod duplicates;
mod exchanges;
mod plan;
mod quarantine;
mod venues;

mod answers;
mod desk;
mod history;
mod photos;
mod said;
mod session;
mod settle;

pub use answers::asked;
pub use coverage::coverage;
pub use desk::{assigned, desk, misses_somebody, reviewed, withdrawn};
pub use duplicates::{duplicates, duplicates_of, is_likely};
pub use exchanges::{edited, exchange, exchanges};
pub use members::members;
pub use names::Names;
pub use overview::overview;
pub use phones::{AskedPhones, invite, one_phone, phones, unlock_code};
pub use photos::photos;
pub use plan::{Planned, plan, planned};
pub use quarantine::{Part, quarantine};
pub use roster::{Roster, roster};
pub use seat::Seat;
pub use session::session;
pub use sessions::sessions;
pub use settle::{Disputed, settlement};
pub use suspects::seen as seen_suspects;
pub use venues::venues;
pub use words::Words;

#[cfg(test)]
mod tests;
