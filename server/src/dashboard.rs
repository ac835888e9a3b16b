//! The coordinators' pages: what was recorded, by whom, what is open, against what was promised.
//!
//! `address` reads what is asked, `query` fills the structs of `model` from one view of the
//! database, `view` and `components` draw them. Who visits, and how a page travels, is `http`'s to
//! know.
//! Must not know warp, sockets or SQL.

pub mod address;
pub mod components;
pub mod model;
pub mod query;
pub mod view;
