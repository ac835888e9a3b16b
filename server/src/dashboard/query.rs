//! From what the store knows to what a page shows: names for ids, words for codes, local time.

mod figures;
mod filter;
mod names;
mod seat;
mod words;

mod overview;
mod sessions;

mod duplicates;
mod plan;

mod desk;
mod history;
mod session;
mod settle;

pub use desk::{assigned, desk, reviewed, withdrawn};
pub use duplicates::{duplicates, duplicates_of, is_likely};
pub use names::Names;
pub use overview::overview;
pub use plan::{Planned, plan, planned};
pub use seat::Seat;
pub use session::session;
pub use sessions::sessions;
pub use settle::settlement;
pub use words::Words;

#[cfg(test)]
mod tests;
