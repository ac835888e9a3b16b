//! The server: takes what every phone brings, keeps it, shows it to whoever may see it.
//!
//! # The path of a sync exchange
//! `server` accepts a connection behind `tls`; `http/sync` checks the token before it reads the
//! body and caps the body before it buffers it; the exchange then runs off the async threads:
//! admission on scratch copies, one writer that commits many devices' pushes together, and after
//! the commit an answer that is streamed page by page.
//!
//! # The path of a page
//! `http/pages` turns an address, a form and a cookie into one plain call; what comes back is
//! markup. Nothing below `http` knows a request.
//!
//! Only `http`, `tls` and `server` speak to the network; only `store` speaks SQL. The clock and
//! the system's randomness are read in this shell and handed down as arguments.

pub mod cli;
#[cfg(feature = "demo")]
pub mod demo;
pub mod server;

mod http;
mod tls;

pub mod dashboard;
pub mod state;

pub mod exchange;

pub mod backup;
pub mod import;

pub mod report;

pub mod register;

pub mod accounts;
pub mod blobs;
pub mod projection;

pub mod assets;
pub mod i18n;
pub mod places;
pub mod text;

pub mod ca;
pub mod config;
pub mod environment;
pub mod limits;
pub mod metrics;
pub mod reference;
pub mod store;
pub mod telemetry;
pub mod xlsform;
