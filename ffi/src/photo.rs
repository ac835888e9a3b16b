//! Photos of a session: bytes in, bytes out, and where each one is.

use std::sync::Arc;

use client_core::client::{PhotoPlace, SessionPhoto};
use client_core::transport::Https;

use crate::client::Client;
use crate::error::{TerenError, guarded, parsed};
use crate::stop::Stop;
use crate::task::Task;

/// A photo of a session.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Photo {
    /// Its name in every call: SHA-256 of the file.
    pub sha256: String,
    /// What it was called.
    pub name: String,
    /// Bytes of the file.
    pub bytes: u64,
    /// Where it is.
    pub state: PhotoState,
}

/// Where a photo is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PhotoState {
    /// On this phone, to be sent.
    ToSend {
        /// How much of it the server has, of 100.
        percent: u8,
    },
    /// The server has it, and it is here too.
    Sent,
    /// On this phone alone: the server would not have it. Why is among what needs attention.
    Refused,
    /// Not on this phone: `photo` fetches it, once its author's phone has sent it.
    Elsewhere,
}

impl From<SessionPhoto> for Photo {
    fn from(photo: SessionPhoto) -> Self {
        let percent = photo.percent();
        Self {
            sha256: photo.hash.to_string(),
            name: photo.name,
            bytes: photo.bytes,
            state: match photo.place {
                PhotoPlace::ToSend { .. } => PhotoState::ToSend { percent },
                PhotoPlace::Sent => PhotoState::Sent,
                PhotoPlace::Refused => PhotoState::Refused,
                PhotoPlace::Elsewhere => PhotoState::Elsewhere,
            },
        }
    }
}

#[uniffi::export]
impl Client {
    /// Attaches a picture, a JPEG or PNG file, to a session, and names it by its SHA-256: scaled,
    /// upright, without anything of the camera in it. It leaves with the next sync, after the
    /// figures.
    pub async fn attach(
        self: Arc<Self>,
        id: String,
        picture: Vec<u8>,
        name: String,
    ) -> Result<String, TerenError> {
        Task::start(move |_| {
            self.changing(|| {
                let added = self.inner.attach(parsed("id", &id)?, &picture, &name)?;
                Ok(added.sha256)
            })
        })
        .await
    }

    /// Takes a photo out of a session, here and for everybody.
    pub fn detach(&self, id: String, sha256: String) -> Result<(), TerenError> {
        self.changing(|| {
            let (id, photo) = (parsed("id", &id)?, parsed("photo", &sha256)?);
            Ok(self.inner.detach(id, photo)?)
        })
    }

    /// The photos of a session, wherever they are.
    pub fn photos(&self, id: String) -> Result<Vec<Photo>, TerenError> {
        guarded(|| {
            let photos = self.inner.photos(parsed("id", &id)?)?.into_iter();
            Ok(photos.map(Into::into).collect())
        })
    }

    /// The file of a photo, a JPEG: at once when it is on this phone, else from the server. Whoever
    /// stops waiting, or was given a `Stop` and uses it, stops that.
    #[uniffi::method(default(stop = None))]
    pub async fn photo(
        self: Arc<Self>,
        id: String,
        sha256: String,
        stop: Option<Arc<Stop>>,
    ) -> Result<Vec<u8>, TerenError> {
        Task::stopped_by(Stop::cancel(stop), move |cancel| {
            let (id, photo) = (parsed("id", &id)?, parsed("photo", &sha256)?);
            // A connection of its own: stopping it stops no sync.
            let me = self.inner.identity();
            let https = Https::new(&me.server, me.pin());
            Ok(self.inner.fetch_photo(&https, id, photo, cancel)?)
        })
        .await
    }
}
