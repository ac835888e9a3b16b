//! The coordinators' pages: what was recorded, by whom, what is open, against what was promised.
//!
//! `model` says what a page shows, `view` and `components` draw it. Must not know warp, sockets or
//! SQL.

pub mod address;
pub mod components;
pub mod model;
pub mod query;
pub mod view;
