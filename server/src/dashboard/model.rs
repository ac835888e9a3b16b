//! What the pages show, as plain structs in the pages' own words.
//!
//! `query` fills them, `view` draws them; they know neither the store nor HTML. Names are in the
//! reader's language already; codes (`school`, `done`) are said by the view.

pub mod coverage;
pub mod duplicates;
pub mod exchanges;
pub mod figures;
pub mod filter;
pub mod frame;
pub mod members;
pub mod overview;
pub mod phones;
pub mod plan;
pub mod problem;
pub mod quarantine;
pub mod session;
pub mod sessions;
pub mod sign_in;
pub mod suspects;
pub mod venues;
