//! Why a whole request was not answered. What is wrong with one change is a refusal instead, and
//! stands in the answer beside what was taken.

use client_core::wire::{Encoding, Failed, FailureCode, FrameEncoder, ToPhone, WireError};

use crate::store::StoreError;

/// A request that is not answered. Nothing of it was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No frame, or not the messages of a request.
    #[error("the request cannot be read: {0}")]
    Malformed(String),
    /// More than a limit allows.
    #[error("the request is larger than the {limit} that are allowed")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// Neither the current protocol nor the one before.
    #[error("protocol {0} is not spoken here: update the app or the server")]
    ProtocolUnknown(u16),
    /// The encoding or dictionary is not known here.
    #[error("encoding {0} is not known here: send the plain one")]
    EncodingUnknown(u32),
    /// No token, or none that is known.
    #[error("this device is not known here: join with an invite")]
    Unauthenticated,
    /// It asked to be let in again.
    #[error("this device waits until an administrator lets it in again")]
    AwaitsApproval,
    /// It was closed.
    #[error("this device was closed: what it still sends waits for a coordinator")]
    DeviceClosed,
    /// Another program holds the database.
    #[error("the server is busy, try again")]
    Busy,
    /// No room left on the server.
    #[error("the disk is full: make room in the data folder; nothing was lost")]
    StorageFull,
    /// A broken disk or database. The text is for the server's log.
    #[error("the database failed: {0}")]
    Storage(String),
    /// The server's own mistake, or one document that is damaged. The text is for its log.
    #[error("the server failed: {0}")]
    Internal(String),
}

impl Failure {
    /// The code that travels.
    pub const fn code(&self) -> FailureCode {
        match self {
            Self::Malformed(_) => FailureCode::Malformed,
            Self::TooLarge { .. } => FailureCode::TooLarge,
            Self::ProtocolUnknown(_) => FailureCode::ProtocolUnknown,
            Self::EncodingUnknown(_) => FailureCode::EncodingUnknown,
            Self::Unauthenticated => FailureCode::Unauthenticated,
            Self::AwaitsApproval => FailureCode::AwaitsApproval,
            Self::DeviceClosed => FailureCode::DeviceClosed,
            Self::Busy => FailureCode::Busy,
            Self::StorageFull => FailureCode::StorageFull,
            Self::Storage(_) | Self::Internal(_) => FailureCode::Internal,
        }
    }

    /// What the phone is told. What went wrong inside the server stays in its log.
    pub fn told(&self) -> String {
        match self {
            Self::Storage(_) | Self::Internal(_) => {
                "the server failed; nothing on this phone is lost".to_owned()
            }
            Self::StorageFull => {
                "the server's disk is full: tell whoever runs it; nothing on this \
                                  phone is lost"
                    .to_owned()
            }
            told => told.to_string(),
        }
    }

    /// The answer that says so, in the encoding that every phone can read.
    pub fn body(&self) -> Vec<u8> {
        let reason = self.told();
        let code = self.code();
        let mut encoder = FrameEncoder::new(Encoding::Plain);
        encoder.push(&ToPhone::from(Failed { code, reason }));
        encoder.finish()
    }
}

impl From<WireError> for Failure {
    fn from(error: WireError) -> Self {
        match error {
            WireError::EncodingUnknown(encoding) => Self::EncodingUnknown(encoding),
            WireError::TooLarge { limit } => Self::TooLarge { limit },
            WireError::Damaged | WireError::Malformed(_) => Self::Malformed(error.to_string()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => {
                tracing::warn!("{error}; phones are told to try again");
                Self::StorageFull
            }
            StoreError::Busy => Self::Busy,
            error => {
                let (is_general, error) = (error.is_general(), error.to_string());
                tracing::error!(error, "the database failed an exchange");
                if is_general {
                    Self::Storage(error)
                } else {
                    Self::Internal(error)
                }
            }
        }
    }
}
