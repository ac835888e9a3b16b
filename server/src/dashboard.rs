//! The coordinators' pages: what was recorded, by whom, what is open, against what was promised.
//!
//! A page is one plain call: who visits (a cookie), what is asked (the fields of the address or of
//! the form), one view of the database; what comes back is an [`Answer`]. `address` reads what is
//! asked, `query` fills the structs of `model` from the store, `view` and `components` draw them.
//! Must not know warp, sockets or SQL.

pub mod address;
pub mod components;
pub mod model;
pub mod query;
pub mod view;
