//! The suites, in reading order: this list is their table of contents.

#![allow(
    clippy::unwrap_used,
    reason = "helpers are tests too, and a test that unwraps fails where it matters"
)]

mod access;
mod backup;
mod convergence;
mod crash;
mod everyday;
mod first_pull;
mod full_disk;
mod hand_over;
mod hands;
mod http;
mod import;
mod lock;
mod man_in_the_middle;
mod merging;
mod offline;
mod operation;
mod partners;
mod photos;
mod plain_form;
mod power;
mod privacy;
mod quarantine;
mod questions;
mod story;
mod tidy;
mod traps;
mod typed;
mod venues;
mod worlds;
