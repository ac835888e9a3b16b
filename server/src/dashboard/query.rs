//! From what the store knows to what a page shows: names for ids, words for codes, local time.

mod figures;
mod filter;
mod names;
mod seat;
mod words;

mod overview;
mod sessions;

mod history;
mod session;
mod settle;

pub use names::Names;
pub use overview::overview;
pub use seat::Seat;
pub use session::session;
pub use sessions::sessions;
pub use settle::settlement;
pub use words::Words;

#[cfg(test)]
mod tests;
