//! Handing work over where there is no network: bytes out, bytes in. How they travel - a file, a
//! share between two phones - is the app's.

use client_core::client::{self, Became, Chosen};
use client_core::ids::{DocId, ProgrammeId};

use crate::client::Client;
use crate::error::{TerenError, guarded, parsed};

/// A hand-over that was made.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HandOverFile {
    /// The file; its name is to end in `.teren`.
    pub bytes: Vec<u8>,
    /// The sessions and exchanges in it.
    pub documents: Vec<String>,
    /// Those that were to be in it and cannot be read on this phone: a sync repairs what the server
    /// has of them.
    pub unreadable: Vec<String>,
}

/// What one phone handed over, taken in.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TakenHandOver {
    /// What people call the member whose phone made it.
    pub from_name: String,
    /// The sessions and exchanges in it.
    pub documents: Vec<TakenDocument>,
    /// Whether the next sync brings it to the server.
    pub carried: bool,
}

/// A session or exchange of a hand-over.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TakenDocument {
    /// Its id.
    pub id: String,
    /// What people call it; empty when it is not shown here.
    pub title: String,
    /// What it came to.
    pub became: TakenAs,
}

/// What a session or exchange of a hand-over came to on this phone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TakenAs {
    /// It is new here.
    New,
    /// It was here, and something came to it.
    Changed,
    /// All of it was here.
    Known,
    /// It is of others: carried, and not shown.
    NotForYou,
    /// It shows once this phone has synced.
    Incomplete,
    /// It shows once the app was updated.
    Unread,
    /// The organisation has erased it.
    Erased,
    /// It was not taken in; the server will judge.
    Refused {
        /// Why.
        reason: String,
    },
}

impl From<client::TakenHandOver> for TakenHandOver {
    fn from(taken: client::TakenHandOver) -> Self {
        Self {
            from_name: taken.from_name,
            documents: taken.documents.into_iter().map(Into::into).collect(),
            carried: taken.carried,
        }
    }
}

impl From<client::TakenDocument> for TakenDocument {
    fn from(document: client::TakenDocument) -> Self {
        Self {
            id: document.doc.to_string(),
            title: document.title,
            became: document.became.into(),
        }
    }
}

impl From<Became> for TakenAs {
    fn from(became: Became) -> Self {
        match became {
            Became::New => Self::New,
            Became::Changed => Self::Changed,
            Became::Known => Self::Known,
            Became::NotForYou => Self::NotForYou,
            Became::Incomplete => Self::Incomplete,
            Became::Unread => Self::Unread,
            Became::Erased => Self::Erased,
            Became::Refused(reason) => Self::Refused { reason },
        }
    }
}

#[uniffi::export]
impl Client {
    /// A file for a colleague's phone with these sessions and exchanges, or for everybody of a
    /// programme when one is named.
    pub fn hand_over(
        &self,
        ids: Vec<String>,
        programme: Option<String>,
    ) -> Result<HandOverFile, TerenError> {
        guarded(|| {
            let ids = ids.iter().map(|id| parsed("id", id));
            let ids = ids.collect::<Result<Vec<_>, _>>()?;
            self.handed_over(Chosen::These(&ids), programme)
        })
    }

    /// The same with all that the server does not have yet, and what is carried for others.
    pub fn hand_over_unsent(&self, programme: Option<String>) -> Result<HandOverFile, TerenError> {
        guarded(|| self.handed_over(Chosen::Unsent, programme))
    }

    /// Takes in what another phone handed over: shown at once as far as this member may see it, and
    /// brought to the server by the next sync. Taken twice, it is there once.
    pub fn take(&self, file: Vec<u8>) -> Result<Vec<TakenHandOver>, TerenError> {
        self.changing(|| {
            let taken = self.inner.take(&file)?.into_iter();
            Ok(taken.map(Into::into).collect())
        })
    }
}

impl Client {
    fn handed_over(
        &self,
        chosen: Chosen<'_>,
        programme: Option<String>,
    ) -> Result<HandOverFile, TerenError> {
        let programme = programme.map(|id| parsed::<ProgrammeId>("programme", &id));
        let file = self
            .inner
            .hand_over(chosen, programme.transpose()?.as_ref())?;
        let ids = |docs: Vec<DocId>| docs.iter().map(DocId::to_string).collect();
        Ok(HandOverFile {
            bytes: file.bytes,
            documents: ids(file.docs),
            unreadable: ids(file.unreadable),
        })
    }
}
