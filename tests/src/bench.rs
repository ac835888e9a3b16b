//! What the real server costs under real phones, beside what nobody can do without.
//!
//! Every figure that depends on the machine stands beside a floor measured in the same run, so
//! that a ratio says something on any machine. Bytes and round trips are counts and need none.

mod budget;
mod catalogue;
mod cost;
mod first_pull;
mod floor;
mod idle;
mod repair;
mod storm;

pub use catalogue::{Catalogue, catalogue};
pub use first_pull::{FirstPull, first_pull};
pub use idle::{Idle, idle};
pub use repair::{Repair, repair};
pub use storm::{Storm, StormSize, storm};
