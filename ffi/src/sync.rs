//! One sync as a screen sees it: progress while it goes on, figures or an error at its end.

use client_core::client::{Progress, SyncEnd, Synced};

use crate::error::TerenError;

/// Told how far a sync has come: at once, and whenever something was stored or sent.
#[uniffi::export(with_foreign)]
pub trait SyncListener: Send + Sync {
    /// How far it is now. Called on the sync's own thread.
    fn on_progress(&self, progress: SyncProgress);
}

/// How far a sync has come.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SyncProgress {
    /// Changes that the server took.
    pub sent: u64,
    /// Changes that came from it and are stored.
    pub received: u64,
    /// Documents that are still to be sent.
    pub to_send: u64,
    /// Photos that are still to be sent: their turn comes when all documents were.
    #[uniffi(default = 0)]
    pub photos_to_send: u64,
    /// Bytes of photos that the server took.
    #[uniffi(default = 0)]
    pub photo_bytes_sent: u64,
    /// Bytes of all photos that this sync set out to send.
    #[uniffi(default = 0)]
    pub photo_bytes_to_send: u64,
}

/// What a sync came to.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SyncReport {
    /// Changes that the server took.
    pub sent: u64,
    /// Changes that came from it and are stored.
    pub received: u64,
    /// Hand-overs of others that it has dealt with.
    pub carried: u64,
    /// Changes that it refused: they are among what needs attention.
    pub refused: u64,
    /// Bytes of request bodies.
    pub bytes_out: u64,
    /// Bytes of answer bodies.
    pub bytes_in: u64,
    /// Requests.
    pub round_trips: u64,
    /// Photos that the server has now.
    #[uniffi(default = 0)]
    pub photos_sent: u64,
    /// Photos that it will not have: they are among what needs attention.
    #[uniffi(default = 0)]
    pub photos_refused: u64,
    /// Photos that are still to be sent: the figures are through, and the next sync goes on.
    #[uniffi(default = 0)]
    pub photos_waiting: u64,
}

impl From<&Progress> for SyncProgress {
    fn from(progress: &Progress) -> Self {
        Self {
            sent: progress.sent,
            received: progress.received,
            to_send: progress.to_send as u64,
            photos_to_send: progress.photos_to_send as u64,
            photo_bytes_sent: progress.photo_bytes_sent,
            photo_bytes_to_send: progress.photo_bytes_to_send,
        }
    }
}

/// The figures of a sync that came to its end, or why it did not. What was stored and taken
/// before stays so in either case.
pub(crate) fn reported(synced: Synced) -> Result<SyncReport, TerenError> {
    let Synced {
        report,
        trouble,
        photos,
    } = synced;
    if let Some(trouble) = trouble {
        return Err(trouble.into());
    }
    match report.end {
        Some(SyncEnd::Done) | None => Ok(SyncReport {
            sent: report.sent,
            received: report.received,
            carried: report.carried,
            refused: report.refused,
            bytes_out: report.bytes_out,
            bytes_in: report.bytes_in,
            round_trips: report.round_trips,
            photos_sent: photos.sent.into(),
            photos_refused: photos.refused.into(),
            photos_waiting: photos.waiting.into(),
        }),
        Some(SyncEnd::Cut) => Err(TerenError::Offline {
            reason: "the line broke; nothing is lost, it will be tried again".to_owned(),
        }),
        Some(SyncEnd::Cancelled) => Err(TerenError::Busy {
            reason: "the sync was stopped".to_owned(),
        }),
        Some(SyncEnd::Retry { after_ms }) => Err(TerenError::Busy {
            reason: format!(
                "the server is busy: try again in {} s",
                after_ms.div_ceil(1_000)
            ),
        }),
        Some(SyncEnd::Failed { code, reason }) => Err(TerenError::Refused {
            code: code.name().to_owned(),
            reason,
        }),
        Some(SyncEnd::Wiped) => Err(TerenError::Wiped),
        Some(SyncEnd::Confused(reason)) => Err(TerenError::Refused {
            code: "confused".to_owned(),
            reason,
        }),
    }
}
