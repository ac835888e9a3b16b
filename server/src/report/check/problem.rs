//! What can be wrong, each with its place.

use client_core::ids::{ChangeHash, DocId, FeedId, MemberId};

use crate::store::blobs::BlobId;
use crate::store::log::Broken;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The database file itself.
    #[error("the file: {0}")]
    File(String),
    /// The log.
    #[error("{}", broken(.0))]
    Log(Broken),
    /// A change cannot be read afresh.
    #[error("document {doc}: change {hash} (entry {seq}) {what}")]
    Change {
        /// Its document.
        doc: DocId,
        /// Its name, as kept.
        hash: ChangeHash,
        /// Its entry.
        seq: u64,
        /// What is wrong with it.
        what: String,
    },
    /// A document's row.
    #[error("document {doc}: `{column}` is {kept}, its changes say {expected}")]
    Document {
        /// The document.
        doc: DocId,
        /// The column.
        column: &'static str,
        /// What is kept.
        kept: String,
        /// What it should be.
        expected: String,
    },
    /// A saved form.
    #[error("document {doc}: its saved form {what}")]
    Snapshot {
        /// The document.
        doc: DocId,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A document in a feed.
    #[error("document {doc}: in feed {feed} it is {kept}, the log says {expected}")]
    Feed {
        /// The document.
        doc: DocId,
        /// The feed.
        feed: FeedId,
        /// What is kept.
        kept: String,
        /// What it should be.
        expected: String,
    },
    /// Who follows what.
    #[error("member {member}: follows {feed} {kept}, the log says {expected}")]
    Follower {
        /// The member.
        member: MemberId,
        /// The feed.
        feed: FeedId,
        /// What is kept.
        kept: String,
        /// What it should be.
        expected: String,
    },
    /// A row that pages read.
    #[error("read model of {doc}: `{column}` is {kept}, a replay says {expected}")]
    ReadModel {
        /// The document.
        doc: DocId,
        /// The column.
        column: &'static str,
        /// What is kept.
        kept: String,
        /// What it should be.
        expected: String,
    },
    /// The file of a photo.
    #[error("photo {} of {}: its file {what}", .id.sha256, .id.doc)]
    Photo {
        /// The photo.
        id: BlobId,
        /// What is wrong with it.
        what: String,
    },
    /// A table speaks of a document that is not there.
    #[error("table {table} speaks of document {doc}, which is not there")]
    Stray {
        /// The document.
        doc: DocId,
        /// The table.
        table: &'static str,
    },
}

fn broken(broken: &Broken) -> String {
    match broken {
        Broken::Chain { seq } => format!("the log: the chain breaks at entry {seq}"),
        Broken::Empty { seq } => format!("the log: what entry {seq} speaks of is not there"),
        Broken::End { seq } => {
            format!("the log: it ends at entry {seq}, its end is kept elsewhere")
        }
    }
}
