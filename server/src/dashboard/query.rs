//! From what the store knows to what a page shows: names for ids, words for codes, local time.

mod filter;
mod names;
mod words;

pub use filter::form;
pub use names::Names;
pub use words::{Words, parts_of};
