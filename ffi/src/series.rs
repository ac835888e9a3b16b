//! A hand-over as QR codes: what one phone shows, and what another has read of it. Drawing and
//! reading the codes is the app's.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client_core::envelope::series;

use crate::error::{TerenError, guarded};

/// The texts of the QR codes that carry a hand-over's file, to be shown one after the other, again
/// and again, with error correction M. A file that is too large says that it is to be shared.
#[uniffi::export]
pub fn series_frames(file: Vec<u8>) -> Result<Vec<String>, TerenError> {
    guarded(|| Ok(series::frames(&file)?))
}

/// How far a series has been read.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SeriesProgress {
    /// Codes that were read.
    pub have: u32,
    /// Codes that there are; none before the first was read.
    pub of: u32,
    /// The numbers of those that are missing, from 1, ascending.
    pub missing: Vec<u32>,
}

/// What was read of one hand-over's codes, in any order.
#[derive(uniffi::Object)]
pub struct Series {
    inner: Mutex<series::Series>,
}

#[uniffi::export]
impl Series {
    /// Nothing was read yet.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Self::of(series::Series::default())
    }

    /// Goes on with what `kept` gave.
    #[uniffi::constructor]
    pub fn resume(kept: String) -> Arc<Self> {
        Self::of(series::Series::resume(&kept))
    }

    /// Takes the text of one code; what was read before stays when it is refused.
    pub fn add(&self, text: String) -> Result<SeriesProgress, TerenError> {
        guarded(|| Ok(self.inner().add(&text)?.into()))
    }

    /// How far it has come.
    pub fn progress(&self) -> SeriesProgress {
        self.inner().progress().into()
    }

    /// The file to be taken in, once all of it is here.
    pub fn file(&self) -> Option<Vec<u8>> {
        self.inner().file()
    }

    /// What has come so far, to be resumed after the app was left.
    pub fn kept(&self) -> String {
        self.inner().kept()
    }
}

impl Series {
    fn of(inner: series::Series) -> Arc<Self> {
        let inner = Mutex::new(inner);
        Arc::new(Self { inner })
    }

    fn inner(&self) -> MutexGuard<'_, series::Series> {
        // A code is taken whole or not at all.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<series::SeriesProgress> for SeriesProgress {
    fn from(progress: series::SeriesProgress) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            have: number(progress.have),
            of: number(progress.of),
            missing: progress.missing.into_iter().map(u32::from).collect(),
        }
    }
}
