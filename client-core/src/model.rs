//! What is recorded, in plain types: sessions, exchanges, their counts, and the edits to them.
//!
//! Everything is parsed on entry, so a value of these types is a valid one. Knows neither
//! Automerge nor the wire.

mod fold;
mod problem;
pub mod vocabulary;

pub mod register;

pub mod count;
pub mod edit;

pub mod conflict;
pub mod session;

pub mod exchange;

pub mod likeness;

pub mod questions;

pub(crate) mod value;

pub mod plain;

mod hand_over;
mod keep;

pub mod catalogue;

pub use conflict::{Conflict, Saying, Who};
pub use count::{Basis, Cell, Counter, Counts, PeopleKey, Settled, Source, Table};
pub use edit::{Edit, Part, Splice};
pub use exchange::Exchange;
pub use fold::fold;
pub use hand_over::{HandOverKey, NotASealKey, SealKey};
pub use keep::Keep;
pub use likeness::{LikelyPair, Likeness, SamePlace, Trace};
pub use plain::PlainSession;
pub use problem::FieldProblem;
pub use register::{Register, Scalar, ValueKind};
pub use session::{Attachment, GeoPoint, Media, Meeting, Online, Place, Review, Session};
pub use vocabulary::{
    AgeBand, Counting, DocKind, Group, Kind, ReviewState, Role, SessionFormat, Sex, Status, Tally,
    TeamRole, Topic,
};
