//! How sessions and exchanges live in Automerge, one document each and one for what is private.
//!
//! `write::cut` and `read` are the two ways in and out; `admit` decides which foreign changes come
//! in at all. Layout and merge rules are tables (`layout`, `slot`, `model::register`), so that
//! writing, reading and checking cannot differ. Knows neither wire messages nor storage; the time
//! and the replica of a change are arguments.

mod layout;
pub mod skeleton;

mod value;

mod slot;

mod chunk;

mod body;
mod history;
mod said;
mod skeletons;

mod begun;

pub mod figures;

mod hand;

mod counting;
mod merge;
mod notes;
mod placing;

pub mod write;

mod conflict;
pub mod read;
mod record;
mod review;

mod apply;

pub mod told;

pub mod admit;

pub use begun::Begun;
pub use body::{Document, DocumentError};
pub use chunk::change_hash;
pub use counting::try_apply as try_count;
pub use hand::Hand;
pub use history::{ChangeInfo, RawChange};
pub use layout::{Container, containers};
pub use placing::check;
pub use skeletons::{NotASkeleton, Skeletons};

#[cfg(test)]
mod tests;
