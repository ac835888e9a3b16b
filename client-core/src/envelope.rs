//! Hand-over without a network: what one phone signs, and the file in which another gets it.
//!
//! An *envelope* is what a device signed: its certificate and documents, each as a put would bring
//! it. It is believed by its signature alone, so it may travel on any way and open, and the one who
//! carries it to the server changes nothing of it. A *file* (`.teren`) is one or more envelopes,
//! compressed and sealed with a key of the catalogue, so that who finds it reads nothing. A
//! *series* is a file as QR codes.
//!
//! Knows neither documents nor storage; the key's nonce, the time and the device's private key are
//! arguments. What the changes in it may do is for admission to judge, here as on the server.

mod file;
mod problem;
mod signed;

pub mod series;

pub use file::{key_of, open, seal};
pub use problem::EnvelopeProblem;
pub use signed::Envelope;

#[cfg(test)]
mod tests;
