//! One exchange with the server as a state machine: who says what when, and what each answer means.
//!
//! Knows neither store, documents nor sockets, and asks no clock: whoever drives it performs the
//! effects it names and carries the bytes. So a scripted server and a seed replay any exchange.
//! Read in this order: `machine` teaches the calls, `effect` lists all that a driver does.

pub mod effect;
pub mod error;
pub mod report;
pub mod start;

mod cursor;
mod order;
mod outbox;
mod request;

mod answer;
pub mod reconcile;

mod comparison;
mod repair;

pub mod machine;

pub use effect::{CataloguePage, Effect, Holding, Outcomes, Page};
pub use error::SyncError;
pub use machine::Machine;
pub use report::{SyncEnd, SyncReport};
pub use start::{Identity, Outgoing, OutgoingEnvelope, Pending, Start};

#[cfg(test)]
mod tests;
