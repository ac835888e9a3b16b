//! What can go wrong, told apart only where an app acts differently, and the one map to it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use client_core::client::{ClientError, StoreError};
use client_core::envelope::EnvelopeProblem;
use client_core::envelope::series::SeriesProblem;
use client_core::model;
use client_core::transport::TransportError;

/// A value that cannot be taken: which, what stands there, what may stand there.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FieldProblem {
    /// The field, as in the plain form.
    pub field: String,
    /// What was given.
    pub found: String,
    /// What may be given.
    pub allowed: String,
}

/// Why something was not done. What was saved before stays saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum TerenError {
    /// Values that cannot be taken; nothing was changed.
    #[error("these values cannot be taken: {problems:?}")]
    Invalid {
        /// All of them.
        problems: Vec<FieldProblem>,
    },
    /// There is no such session, or no such thing to settle, on this phone.
    #[error("{reason}")]
    NotFound {
        /// In words.
        reason: String,
    },
    /// Joining, or choosing who uses the phone, comes first or went wrong.
    #[error("{reason}")]
    Membership {
        /// In words.
        reason: String,
    },
    /// There is no line; it will be tried again.
    #[error("{reason}")]
    Offline {
        /// In words.
        reason: String,
    },
    /// Somebody else answers in the server's place.
    #[error("{reason}")]
    NotTrusted {
        /// In words.
        reason: String,
    },
    /// The server refused.
    #[error("{reason} ({code})")]
    Refused {
        /// Its code for it.
        code: String,
        /// In words.
        reason: String,
    },
    /// The phone's memory is full.
    #[error("{reason}")]
    Full {
        /// In words.
        reason: String,
    },
    /// The store cannot be read: another key, damage, or a newer app's.
    #[error("{reason}")]
    Unreadable {
        /// In words.
        reason: String,
    },
    /// Something else is at it: a sync, another program.
    #[error("{reason}")]
    Busy {
        /// In words.
        reason: String,
    },
    /// A hand-over that cannot be made or taken; nothing was changed.
    #[error("{reason}")]
    HandOver {
        /// Why, as the apps have words for it.
        code: String,
        /// In words.
        reason: String,
    },
    /// It can be done after a sync.
    #[error("{reason}")]
    SyncFirst {
        /// In words.
        reason: String,
    },
    /// What only real work does: practice is not sent, handed over or taken in.
    #[error("this is practice: nothing of it leaves the phone")]
    Practice,
    /// The PIN is wrong, or was wrong too often to be tried now.
    #[error("{reason}")]
    WrongPin {
        /// How many seconds the next try must wait, of a phone that runs.
        wait_seconds: u64,
        /// In words.
        reason: String,
    },
    /// The unlock code is mistyped, of another phone, or used up.
    #[error("{reason}")]
    WrongCode {
        /// In words.
        reason: String,
    },
    /// The organisation had this phone wiped.
    #[error("this phone was wiped by the organisation: join again")]
    Wiped,
    /// A mistake of ours; nothing was changed by it.
    #[error("the app made a mistake; nothing was changed by it: {reason}")]
    Internal {
        /// For the one who will look at it.
        reason: String,
    },
}

/// Runs what an app asked for. A panic must neither end the app nor look like anything else.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, TerenError>) -> Result<T, TerenError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().map(ToString::to_string);
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(TerenError::Internal {
            reason: words.unwrap_or_else(|| "panic".to_owned()),
        })
    })
}

/// A text of the app that is to be an id, a code, a date.
pub(crate) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    field: &str,
    text: &str,
) -> Result<T, TerenError> {
    text.parse().map_err(|allowed: T::Err| TerenError::Invalid {
        problems: vec![FieldProblem {
            field: field.to_owned(),
            found: text.to_owned(),
            allowed: allowed.to_string(),
        }],
    })
}

impl From<model::FieldProblem> for FieldProblem {
    fn from(problem: model::FieldProblem) -> Self {
        Self {
            field: problem.field,
            found: problem.found,
            allowed: problem.allowed,
        }
    }
}

impl From<Vec<model::FieldProblem>> for TerenError {
    fn from(problems: Vec<model::FieldProblem>) -> Self {
        Self::Invalid {
            problems: problems.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ClientError> for TerenError {
    fn from(error: ClientError) -> Self {
        let reason = error.to_string();
        match error {
            ClientError::Field(problem) => vec![problem].into(),
            ClientError::Store(error) => error.into(),
            ClientError::Transport(error) => error.into(),
            ClientError::UnknownSession(_)
            | ClientError::UnknownExchange(_)
            | ClientError::UnknownPhoto
            | ClientError::PhotoNotSent
            | ClientError::NoSuchSaying { .. }
            | ClientError::NoSuchConflict(_) => Self::NotFound { reason },
            ClientError::DamagedDocument(_) | ClientError::StoreMissing { .. } => {
                Self::Unreadable { reason }
            }
            ClientError::NotJoined
            | ClientError::WhichMember { .. }
            | ClientError::BadLabel(_)
            | ClientError::LabelTaken(_)
            | ClientError::BadJoinAnswer(_) => Self::Membership { reason },
            ClientError::NoSealKey { .. }
            | ClientError::RepairFirst
            | ClientError::OnlyHere(_)
            | ClientError::TooManyCarried { .. } => Self::SyncFirst { reason },
            ClientError::HandOver(problem) => problem.into(),
            ClientError::NothingToHandOver => Self::hand_over("nothing", reason),
            ClientError::NotShared { .. } => Self::hand_over("not_shared", reason),
            ClientError::InviteWithoutPin { .. } => Self::NotTrusted { reason },
            ClientError::WrongPin { wait_ms } | ClientError::PinMustWait { wait_ms } => {
                let wait_seconds = wait_ms.div_ceil(1_000);
                Self::WrongPin {
                    wait_seconds,
                    reason,
                }
            }
            ClientError::WrongCode(_) => Self::WrongCode { reason },
            ClientError::NoPin | ClientError::PinSet => Self::Membership { reason },
            ClientError::LockUnreadable { .. } => Self::Unreadable { reason },
            ClientError::Syncing => Self::Busy { reason },
            ClientError::Practice => Self::Practice,
            ClientError::Wiped => Self::Wiped,
            ClientError::Internal => Self::Internal { reason },
        }
    }
}

impl From<EnvelopeProblem> for TerenError {
    fn from(problem: EnvelopeProblem) -> Self {
        let reason = problem.to_string();
        // One code for what its holder answers alike.
        let code = match problem {
            EnvelopeProblem::KeyUnknown(_) => return Self::SyncFirst { reason },
            EnvelopeProblem::NotAHandOver => "unknown",
            EnvelopeProblem::Later { .. } => "newer",
            EnvelopeProblem::CutShort | EnvelopeProblem::Altered | EnvelopeProblem::Unreadable => {
                "damaged"
            }
            EnvelopeProblem::TooLarge { .. } => "too_large",
            EnvelopeProblem::OtherOrganisation => "other_organisation",
            EnvelopeProblem::NotCertified | EnvelopeProblem::Forged => "forged",
        };
        Self::hand_over(code, reason)
    }
}

impl From<SeriesProblem> for TerenError {
    fn from(problem: SeriesProblem) -> Self {
        let reason = problem.to_string();
        let code = match problem {
            SeriesProblem::File(problem) => return problem.into(),
            SeriesProblem::TooLarge { .. } => "too_large",
            SeriesProblem::NotAFrame => "unknown",
            SeriesProblem::Later { .. } => "newer",
            SeriesProblem::Damaged | SeriesProblem::Altered => "damaged",
            SeriesProblem::OtherSeries => "other_codes",
        };
        Self::hand_over(code, reason)
    }
}

impl TerenError {
    fn hand_over(code: &str, reason: String) -> Self {
        let code = code.to_owned();
        Self::HandOver { code, reason }
    }
}

impl From<StoreError> for TerenError {
    fn from(error: StoreError) -> Self {
        let reason = error.to_string();
        match error {
            StoreError::Full => Self::Full { reason },
            StoreError::Busy => Self::Busy { reason },
            StoreError::Unreadable { .. }
            | StoreError::Damaged
            | StoreError::Newer { .. }
            | StoreError::Folder(_)
            | StoreError::BadRow(_)
            | StoreError::Sqlite(_) => Self::Unreadable { reason },
        }
    }
}

impl From<TransportError> for TerenError {
    fn from(error: TransportError) -> Self {
        let reason = error.to_string();
        match error {
            TransportError::Offline { .. } | TransportError::Stopped => Self::Offline { reason },
            TransportError::NotTrusted { .. } => Self::NotTrusted { reason },
            TransportError::Refused { code, message, .. } => Self::Refused {
                code,
                reason: message,
            },
            TransportError::BadAddress { .. } => Self::Membership { reason },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_like_any_other() {
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let said = guarded::<()>(|| panic!("no such thing"));
        std::panic::set_hook(quiet);
        let reason = "no such thing".to_owned();
        assert_eq!(said, Err(TerenError::Internal { reason }));
    }

    #[test]
    fn the_apps_have_words_for_every_hand_over_that_is_not_taken() {
        let (what, limit) = ("sessions", 1);
        let series = SeriesProblem::TooLarge { bytes: 2, limit };
        let troubles: Vec<TerenError> = vec![
            EnvelopeProblem::NotAHandOver.into(),
            EnvelopeProblem::Later { found: 9 }.into(),
            EnvelopeProblem::CutShort.into(),
            EnvelopeProblem::TooLarge { what, limit }.into(),
            EnvelopeProblem::OtherOrganisation.into(),
            EnvelopeProblem::Forged.into(),
            SeriesProblem::OtherSeries.into(),
            series.into(),
            ClientError::NothingToHandOver.into(),
        ];
        let words = include_str!("../../mobile/locales/en/screens.ftl");
        for trouble in troubles {
            let TerenError::HandOver { code, .. } = &trouble else {
                panic!("{trouble:?}");
            };
            let name = format!("\ntrouble-hand-over-{} = ", code.replace('_', "-"));
            assert!(words.contains(&name), "{trouble:?}");
        }
    }
}
