//! Why a command did not do what it was asked, and the exit code that says so.

use std::io::{self, ErrorKind};

use client_core::client::{ClientError, StoreError, SyncEnd, Synced};
use client_core::model::FieldProblem;
use client_core::transport::TransportError;

const FAILED: u8 = 1;
const BAD_INPUT: u8 = 2;
const NO_CONNECTION: u8 = 3;
const REFUSED: u8 = 4;

/// Why a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Fields that cannot be taken as they are, all at once.
    Fields(Vec<FieldProblem>),
    /// Anything else that was typed wrongly.
    Input(String),
    /// The client could not do it.
    Client(ClientError),
    /// The sync did not come to its end, or not everything was taken.
    Sync { code: u8, why: String },
    /// A file, or the output.
    Io(io::Error),
}

impl Failure {
    pub(super) fn input(
        field: &str,
        found: impl std::fmt::Display,
        allowed: impl std::fmt::Display,
    ) -> Self {
        Self::Fields(vec![FieldProblem::new(
            field,
            format!("`{found}`"),
            allowed.to_string(),
        )])
    }

    /// What a sync came to, when it is not all that was hoped for.
    pub(super) fn of_sync(synced: &Synced) -> Option<Self> {
        let (code, why) = match synced.report.end.as_ref().unwrap_or(&SyncEnd::Done) {
            SyncEnd::Done if synced.report.refused > 0 => {
                let refused = synced.report.refused;
                let were = if refused == 1 { "was" } else { "were" };
                let changes = counted(refused, "change");
                let why = format!("{changes} {were} refused: see `phone attention`");
                (REFUSED, why)
            }
            SyncEnd::Done => return None,
            SyncEnd::Cut => {
                let trouble = synced.trouble.as_ref().map(ToString::to_string);
                let why = "the line was cut; nothing is lost, sync again";
                (NO_CONNECTION, trouble.unwrap_or_else(|| why.to_owned()))
            }
            SyncEnd::Cancelled => (FAILED, "stopped".to_owned()),
            SyncEnd::Retry { after_ms } => {
                let seconds = after_ms.div_ceil(1_000);
                let why = format!("the server asks to come back in {seconds} s; nothing is lost");
                (NO_CONNECTION, why)
            }
            SyncEnd::Failed { code, reason } => {
                (REFUSED, format!("the server refused ({code}): {reason}"))
            }
            SyncEnd::Wiped => (REFUSED, ClientError::Wiped.to_string()),
            SyncEnd::Confused(why) => (FAILED, why.clone()),
        };
        Some(Self::Sync { code, why })
    }

    /// The exit code.
    pub(super) const fn code(&self) -> u8 {
        match self {
            Self::Fields(_) | Self::Input(_) => BAD_INPUT,
            Self::Client(error) => code_of(error),
            Self::Sync { code, .. } => *code,
            Self::Io(_) => FAILED,
        }
    }

    /// What to say on standard error.
    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::Fields(problems) => problems.iter().map(ToString::to_string).collect(),
            Self::Input(why) => vec![why.clone()],
            Self::Client(error) => said(error),
            Self::Sync { why, .. } => vec![why.clone()],
            Self::Io(error) => vec![format!("a file cannot be used: {}", in_words(error))],
        }
    }

    /// Whoever read our output has seen enough: `phone list | head` is no failure.
    pub(super) fn is_closed_output(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == ErrorKind::BrokenPipe)
    }
}

/// A number of things, as one says it.
pub(super) fn counted(n: u64, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

/// What the system says of a file, for somebody who has to do something about it.
pub(super) fn in_words(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "there is none of this name; look at the path",
        ErrorKind::PermissionDenied => "this user may not use it; change its permissions",
        ErrorKind::IsADirectory => "it is a folder; name a file in it",
        ErrorKind::NotADirectory => "something on its path is a file; look at the path",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full; free some space and try again, nothing saved is lost"
        }
        ErrorKind::ReadOnlyFilesystem => "its disk can only be read; choose another folder",
        _ => return error.to_string(),
    };
    words.to_owned()
}

/// The error, and the command that is the way on from it.
fn said(error: &ClientError) -> Vec<String> {
    let mut lines = match error {
        ClientError::Store(StoreError::Folder(error)) => {
            vec![format!(
                "the folder of --store cannot be used: {}",
                in_words(error)
            )]
        }
        other => vec![other.to_string()],
    };
    if let ClientError::Store(StoreError::Unreadable { .. } | StoreError::Damaged)
    | ClientError::StoreMissing { .. }
    | ClientError::LabelTaken(_) = error
    {
        let way = "`phone set-aside` moves a store out of the way and deletes nothing";
        lines.push(way.to_owned());
    }
    lines
}

const fn code_of(error: &ClientError) -> u8 {
    match error {
        ClientError::Field(_)
        | ClientError::UnknownSession(_)
        | ClientError::UnknownExchange(_)
        | ClientError::UnknownPhoto
        | ClientError::NotJoined
        | ClientError::WhichMember { .. }
        | ClientError::BadLabel(_)
        | ClientError::LabelTaken(_)
        | ClientError::InviteWithoutPin { .. }
        | ClientError::NoSuchSaying { .. }
        | ClientError::NoSuchConflict(_)
        | ClientError::HandOver(_)
        | ClientError::NothingToHandOver
        | ClientError::NotShared { .. }
        | ClientError::WrongPin { .. }
        | ClientError::WrongCode(_)
        | ClientError::NoPin
        | ClientError::PinSet
        | ClientError::Store(StoreError::Unreadable { .. })
        | ClientError::Transport(TransportError::BadAddress { .. }) => BAD_INPUT,
        ClientError::Transport(
            TransportError::Offline { .. }
            | TransportError::NotTrusted { .. }
            | TransportError::Stopped,
        ) => NO_CONNECTION,
        ClientError::Transport(TransportError::Refused { .. })
        | ClientError::BadJoinAnswer(_)
        | ClientError::Wiped => REFUSED,
        ClientError::Store(_)
        | ClientError::DamagedDocument(_)
        | ClientError::StoreMissing { .. }
        | ClientError::PinMustWait { .. }
        | ClientError::LockUnreadable { .. }
        | ClientError::NoSealKey { .. }
        | ClientError::PhotoNotSent
        | ClientError::RepairFirst
        | ClientError::OnlyHere(_)
        | ClientError::TooManyCarried { .. }
        | ClientError::Syncing
        | ClientError::Practice
        | ClientError::Internal => FAILED,
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Field(problem) => Self::Fields(vec![problem]),
            other => Self::Client(other),
        }
    }
}

impl From<Vec<FieldProblem>> for Failure {
    fn from(problems: Vec<FieldProblem>) -> Self {
        Self::Fields(problems)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
