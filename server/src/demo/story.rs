//! The demonstration from the first invite to the last comparison, told line by line.

use std::net::SocketAddr;

use super::{Crowd, DemoError, Options, Outcome, Prepared, agreement};
use crate::store::Store;

/// Runs all of it against the server that listens at `server` and keeps `store`. `tell` is given a
/// line at each step. Blocks for as long as it takes: not for an async thread.
///
/// What is wrong at the end, if anything, is in the outcome: a demonstration that finds something
/// missing says so and shows the rest.
pub fn run(
    options: &Options,
    prepared: &Prepared,
    server: SocketAddr,
    store: &Store,
    tell: &mut dyn FnMut(&str),
) -> Result<Outcome, DemoError> {
    let phones = options.phones;
    let mut crowd = Crowd::join(options, prepared, server)?;
    tell(&format!(
        "{phones} phones joined over TLS, each with an encrypted store"
    ));
    crowd.plan(options)?;
    tell("three sessions are planned, each for two volunteers; everybody's phone knows");
    tell("the signal is gone");
    crowd.record(options)?;
    let unsent = crowd.unsent()?;
    tell(&format!(
        "{} sessions recorded offline; two volunteers count parts of one, two each count the whole \
         of one, two give one another title; {unsent} wait to be sent",
        phones * options.sessions
    ));
    tell("the signal is back: all phones at once");
    crowd.sync()?;
    // What the others brought in the same moment comes with the next contact.
    crowd.sync()?;
    tell("every phone has sent its sessions and has those of its centre");
    let wrong = agreement(&crowd, store)?;
    if wrong.is_empty() {
        tell("every phone and the server agree, and nothing is missing");
    }
    Outcome::of(&crowd, store, wrong)
}
