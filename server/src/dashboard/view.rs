//! The pages: from what a page shows to its HTML. Pure; knows components and texts, nothing else.

pub mod duplicates;
pub mod join;
pub mod overview;
pub mod plan;
pub mod problem;
pub mod session;
pub mod sessions;
pub mod sign_in;

#[cfg(test)]
mod tests;
