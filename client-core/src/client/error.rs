//! Why a client could not do what it was asked, told apart where an app would act differently.

use std::path::PathBuf;

use super::wipe::OnlyHere;
use crate::document::DocumentError;
use crate::document::write::WriteError;
use crate::envelope::EnvelopeProblem;
use crate::ids::{DocId, ProgrammeId};
use crate::model::FieldProblem;
use crate::recovery::NotACode;
use crate::store::StoreError;
use crate::transport::TransportError;

/// A client's failure. What was saved before stays saved.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A value that no document takes: nothing was changed.
    #[error(transparent)]
    Field(#[from] FieldProblem),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server could not be spoken to.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// There is no such session on this phone.
    #[error("there is no session {0} on this phone")]
    UnknownSession(DocId),
    /// There is no such exchange on this phone.
    #[error("there is no exchange {0} on this phone")]
    UnknownExchange(DocId),
    /// The copy on this phone is damaged.
    #[error("the copy of {0} on this phone is damaged; the next sync fetches it again")]
    DamagedDocument(DocId),
    /// The session has no such photo, or what the server has under its name is another file.
    #[error("there is no such photo of this session: see which it has")]
    UnknownPhoto,
    /// The server does not have the photo yet.
    #[error(
        "the photo is not at the server yet: it comes with the next sync of its author's phone"
    )]
    PhotoNotSent,
    /// Nobody has joined on this phone.
    #[error("nobody has joined on this phone: open an invite first")]
    NotJoined,
    /// The name fits nobody, or more than one of those who use this phone.
    #[error("say which member: {known}")]
    WhichMember {
        /// Those who have joined here, separated by commas.
        known: String,
    },
    /// A name that cannot stand for a member.
    #[error("`{0}` cannot name a member here: 1 to 64 of a-z, 0-9, dot, dash and underscore")]
    BadLabel(String),
    /// Somebody else has joined under this name.
    #[error(
        "somebody has joined here as `{0}` already: choose another name, or set that store aside"
    )]
    LabelTaken(String),
    /// The member is on the list, and there is no store, or an empty file.
    #[error("the store {} is missing or empty: put it back, or set it aside and join again",
        path.display())]
    StoreMissing {
        /// Where it should lie.
        path: PathBuf,
    },
    /// The invite names no authority, and the server's certificate is not a public one.
    #[error(
        "the server cannot be trusted ({reason}); nothing was sent to it. The link has no `&pin=` \
         and may be cut off: copy all of it, or ask for it again"
    )]
    InviteWithoutPin {
        /// What is wrong with its certificate.
        reason: String,
    },
    /// The server's answer to joining makes no sense.
    #[error("the server's answer to joining cannot be used: {0}")]
    BadJoinAnswer(&'static str),
    /// The field has no such conflict.
    #[error("{field} has no open conflict with a saying {n}")]
    NoSuchSaying {
        /// The field.
        field: String,
        /// Which saying was chosen, counted from 1.
        n: usize,
    },
    /// Nobody disagrees on the field.
    #[error("nobody disagrees on {0}: see which fields are open, or edit it")]
    NoSuchConflict(String),
    /// A hand-over that cannot be made or taken.
    #[error(transparent)]
    HandOver(#[from] EnvelopeProblem),
    /// The catalogue has brought no key yet, or none of this circle.
    #[error("this phone has no key for hand-overs {circle} yet: sync once, then try again")]
    NoSealKey {
        /// For whom.
        circle: String,
    },
    /// A repair is to be made: what of the old work was sent is not known.
    #[error("this phone must compare itself with the server first: sync once, then try again")]
    RepairFirst,
    /// Nothing that was chosen holds a change.
    #[error("there is nothing to hand over: the server has all that may go into this file")]
    NothingToHandOver,
    /// A session that the others of a programme may not see.
    #[error("{doc} is not shared in {programme}: its hand-over would show it to other partners")]
    NotShared {
        /// The session or exchange.
        doc: DocId,
        /// The programme.
        programme: ProgrammeId,
    },
    /// More than a phone carries.
    #[error("this phone carries {found} hand-overs already: sync before you take another")]
    TooManyCarried {
        /// How many.
        found: u32,
    },
    /// What only real work does: practice leaves no trace.
    #[error("this is practice: nothing of it is sent, handed over or taken in")]
    Practice,
    /// The PIN is wrong. The try counts.
    #[error("the PIN is wrong{}", after(*wait_ms))]
    WrongPin {
        /// How long the next try waits, in milliseconds of a running phone.
        wait_ms: u64,
    },
    /// Too many PINs were wrong: this one was not tried.
    #[error("the PIN was wrong too often{}", after(*wait_ms))]
    PinMustWait {
        /// How long still, in milliseconds of a running phone.
        wait_ms: u64,
    },
    /// A code that is none, or not of this phone, or was used.
    #[error("{0}")]
    WrongCode(WrongCode),
    /// The member has no PIN.
    #[error("no PIN is set here")]
    NoPin,
    /// The member has a PIN: it is changed or removed by whoever knows it.
    #[error("a PIN is set already: change it, or remove it first")]
    PinSet,
    /// The lock's file is damaged, or a later app wrote it.
    #[error("the lock {} cannot be read ({reason})", path.display())]
    LockUnreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A sync is running already.
    #[error("a sync is running already")]
    Syncing,
    /// Who leaves the phone would leave behind what nobody else has.
    #[error("not everything is at the server yet: {}", still(*.0))]
    OnlyHere(OnlyHere),
    /// The organisation had this phone wiped.
    #[error("this phone was wiped by the organisation: join again")]
    Wiped,
    /// A bug on our side; the transaction was rolled back.
    #[error("the app made a mistake; nothing was changed by it")]
    Internal,
}

/// What is wrong with an unlock code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongCode {
    /// It is no code, or mistyped.
    #[error(transparent)]
    Spelling(#[from] NotACode),
    /// It opens another lock: another phone's, or this one's before it was opened, set anew, or
    /// given another secret by a sync.
    #[error(
        "this code is for another phone, was used already, or lost its force when this phone \
         synced: ask the administrator for a new one"
    )]
    OtherLock,
}

/// What is on this phone alone, in words, and what to do about it.
fn still(only_here: OnlyHere) -> String {
    let OnlyHere {
        sessions,
        photos,
        carrying,
        refused,
    } = only_here;
    let mut words = Vec::new();
    let waits = [
        (sessions, "sessions to send"),
        (photos, "photos to send or take out"),
        (carrying, "hand-overs to bring"),
    ];
    for (number, what) in waits.into_iter().filter(|(number, _)| *number > 0) {
        words.push(format!("{what}: {number}; sync first"));
    }
    if refused > 0 {
        let way = "enter them again or dismiss them first";
        words.push(format!(
            "edits that the server did not take: {refused}; {way}"
        ));
    }
    words.join(". ")
}

/// When the next PIN may be tried, in words.
fn after(wait_ms: u64) -> String {
    match wait_ms.div_ceil(1_000) {
        0 => String::new(),
        seconds @ 1..120 => format!("; try again in {seconds} seconds"),
        seconds => format!("; try again in {} minutes", seconds.div_ceil(60)),
    }
}

impl ClientError {
    /// What the document layer says of one document.
    pub(super) fn of_document(doc: DocId, error: &DocumentError) -> Self {
        debug_assert!(!matches!(error, DocumentError::NotAChange), "own bytes");
        Self::DamagedDocument(doc)
    }

    /// What cutting a change says of one document.
    pub(super) fn of_write(doc: DocId, error: WriteError) -> Self {
        match error {
            WriteError::Field(problem) => Self::Field(problem),
            WriteError::OtherDocument => Self::Internal,
            WriteError::Damaged => Self::DamagedDocument(doc),
        }
    }
}

impl From<std::io::Error> for ClientError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(StoreError::Folder(error))
    }
}
