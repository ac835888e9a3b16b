//! What must be true of a world at rest, each in a file of its own.
//!
//! Checkers look and compare. The only thing that they know by themselves is the [`Ledger`]: a
//! plain note of what people were told is saved.

mod access_kept;
mod converged;
mod ledger;
mod nothing_lost;
mod photos_arrived;
mod read_model;
mod sums_match;

use crate::world::World;

pub use access_kept::access_kept;
pub use converged::converged;
pub use ledger::Ledger;
pub use nothing_lost::nothing_lost;
pub use photos_arrived::photos_arrived;
pub use read_model::read_model;
pub use sums_match::sums_match;

/// Brings a world to rest and checks everything that needs no ledger.
#[track_caller]
pub fn settled(world: &mut World) {
    world.run_until_quiescent();
    converged(world);
    access_kept(world);
    read_model(world.server.store());
}
