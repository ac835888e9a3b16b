//! `client_core::client::Client` for Kotlin and Swift, in the words of their screens.
//!
//! This bridge decides nothing: it turns records into the core's types and back, and errors into
//! the few that an app acts on differently. Read in this order: `client` is the object an app
//! holds, `lock` what opens the key that it takes, `session`, `questions`, `exchange`, `photo`,
//! `venue`, `reference`, `matter`, `edit`, `series` and `status` the records it shows and sends,
//! `watch` how a screen hears of changes, `stop` how a sync is stopped from beside it, `error` what
//! can go wrong, `secret` how long keys stay in memory, `task` how long work stays off the caller's
//! thread.

mod error;
mod secret;
mod task;

mod edit;
mod place;
mod privacy;
mod session;
mod status;
mod vocabulary;

mod client;
mod exchange;
mod hand_over;
mod lock;
mod matter;
mod photo;
mod questions;
mod reference;
mod series;
mod stop;
mod sync;
mod venue;
mod watch;

pub use client::{Client, Home, members, set_aside};
pub use edit::{NewSession, SessionEdit};
pub use error::{FieldProblem, TerenError};
pub use exchange::{ExchangeEdit, ExchangeView, ListedExchange};
pub use hand_over::{HandOverFile, TakenAs, TakenDocument, TakenHandOver};
pub use lock::{LockState, lock_state, unlock, unlock_by_code};
pub use matter::Matter;
pub use photo::{Photo, PhotoState};
pub use place::Place;
pub use privacy::{NoteWarning, notes_warnings};
pub use questions::{AnswerTrouble, NotAskedAnswer, OfferedChoice, Questionnaire, ShownQuestion};
pub use reference::{Campaign, Colleague, Named};
pub use series::{Series, SeriesProgress, series_frames};
pub use session::{
    Conflict, Counter, Editor, Figure, ListQuery, ListedSession, Review, Saying, SessionPage,
    SessionView,
};
pub use status::{Member, MemberOnPhone, Status, Stored};
pub use stop::Stop;
pub use sync::{SyncListener, SyncProgress, SyncReport};
pub use venue::Venue;
pub use vocabulary::{Vocabulary, version, vocabulary};
pub use watch::{StatusListener, Watch};

uniffi::setup_scaffolding!();
