//! What goes through the whole server: an export of everything, a check of everything.
//!
//! Both take the documents one at a time, inside one state of the database, so that they work while
//! phones push and need no more memory for a million sessions than for one.

pub mod check;
pub mod export;
