//! What the member must know and decide: above all edits that the server would not take.

use std::time::SystemTime;

use client_core::client::Attention;

use crate::client::Client;
use crate::error::{TerenError, guarded};
use crate::session::system_time;

/// One matter.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Matter {
    /// Its number on this phone.
    pub number: i64,
    /// The session or exchange.
    pub id: String,
    /// The server's code for it.
    pub code: String,
    /// The server's words.
    pub reason: String,
    /// When the phone learned of it.
    pub at: SystemTime,
}

#[uniffi::export]
impl Client {
    /// What needs the member's attention, the oldest first.
    pub fn matters(&self) -> Result<Vec<Matter>, TerenError> {
        guarded(|| {
            let matters = self.inner.attention()?.into_iter();
            Ok(matters.map(Into::into).collect())
        })
    }

    /// The member has dealt with a matter.
    pub fn dismiss(&self, number: i64) -> Result<(), TerenError> {
        self.changing(|| {
            self.inner.dismiss(number)?;
            Ok(())
        })
    }
}

impl From<Attention> for Matter {
    fn from(matter: Attention) -> Self {
        Self {
            number: matter.number,
            id: matter.doc.to_string(),
            code: matter.code,
            reason: matter.reason,
            at: system_time(matter.at),
        }
    }
}
