//! Keeps what the handshakes show up to date: our own leaf before it ends, and the administrator's
//! certificate as soon as its files change.
//!
//! A new pair that cannot be used changes nothing: the one before stays, and it is said in the log
//! and in `/health` for as long as it is so.

use std::sync::{Arc, Mutex, PoisonError};

use crate::ca::{CaError, OwnFiles, Print};
use crate::environment::{clock, now};
use crate::state::State;
use crate::tls::Shown;

/// The certificates of one running server.
pub(super) struct Certificates {
    state: Arc<State>,
    shown: Arc<Shown>,
    own: Option<OwnFiles>,
    /// The files as they were last read.
    print: Mutex<Option<Print>>,
}

impl Certificates {
    /// What is shown first. Here a pair that cannot be used is an error: whoever starts the server
    /// is there to read it.
    pub(super) fn open(state: Arc<State>, own: Option<OwnFiles>) -> Result<Self, CaError> {
        let shown = Shown::new(state.secrets.leaf(&state.names(), clock())?)?;
        let mut print = None;
        if let Some(files) = &own {
            print = Some(files.print());
            let own = files.read(state.settings.public_url.host(), now())?;
            shown.show_to_browsers(own.certified);
            state.watch.certificate_ends(own.ends, now());
        }
        Ok(Self {
            state,
            shown,
            own,
            print: Mutex::new(print),
        })
    }

    pub(super) fn shown(&self) -> Arc<Shown> {
        self.shown.clone()
    }

    /// Makes our own leaf anew when it is due.
    pub(super) fn renew(&self) {
        let leaf = self.state.secrets.leaf(&self.state.names(), clock());
        if let Err(error) = leaf.and_then(|leaf| self.shown.replace(leaf)) {
            tracing::error!(%error, "the server certificate could not be renewed");
        }
    }

    /// Reads the administrator's files again when they changed.
    pub(super) fn look(&self) {
        let Some(files) = &self.own else { return };
        let mut last = self.print.lock().unwrap_or_else(PoisonError::into_inner);
        let print = files.print();
        if *last == Some(print) {
            return;
        }
        *last = Some(print);
        match files.read(self.state.settings.public_url.host(), now()) {
            Ok(own) => {
                self.shown.show_to_browsers(own.certified);
                self.state.watch.certificate(None);
                self.state.watch.certificate_ends(own.ends, now());
                tracing::info!("the certificate was read anew");
            }
            Err(error) => {
                tracing::warn!(%error, "the new certificate is not shown");
                self.state.watch.certificate(Some(error.reason()));
            }
        }
    }
}
