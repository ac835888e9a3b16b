//! Exchanges with phones that are made by hand from documents and wire messages: what the server
//! does must follow from the protocol alone, not from how our client uses it.

pub(crate) mod door;
pub(crate) mod hand_over;
pub(crate) mod office;
pub(crate) mod phone;

mod access;
mod admission;
mod attached;
mod carrying;
mod commit;
mod deposits;
mod desk;
mod frames;
mod limits;
mod partner;
mod pull;
mod push;
mod quarantine;
mod quiet;
mod repair;
mod seal_keys;
mod transfer;
mod waiting;
