//! What leaves the server as a whole: everything in the plain form, and whether everything is right.
//!
//! Both go through all documents, one at a time, inside one state of the database, so that they work
//! while phones push and need no more memory for a million sessions than for one.

pub mod check;
pub mod export;
