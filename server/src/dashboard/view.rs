//! The pages: from what a page shows to its HTML. Pure; knows components and texts, nothing else.

pub mod coverage;
pub mod duplicates;
pub mod exchange;
pub mod exchanges;
pub mod join;
pub mod members;
pub mod overview;
pub mod phones;
pub mod plan;
pub mod problem;
pub mod quarantine;
pub mod session;
pub mod sessions;
pub mod sign_in;
mod suspects;
pub mod venues;

#[cfg(test)]
mod tests;
