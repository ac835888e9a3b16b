//! Why a hand-over cannot be taken, in words for the one who holds the file.

use crate::ids::SealKeyId;

/// A file or an envelope that cannot be used. Nothing of it is believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeProblem {
    /// Other bytes.
    #[error("this is no hand-over of Teren: choose the file that ends in .teren")]
    NotAHandOver,
    /// A later app wrote it.
    #[error("a newer app has made this hand-over (version {found}): update this one first")]
    Later {
        /// Its version.
        found: u8,
    },
    /// Fewer bytes than it says.
    #[error("this hand-over is cut short: have it sent or copied again")]
    CutShort,
    /// More than a limit allows.
    #[error(
        "this hand-over is too large ({what}: at most {limit}): hand over fewer sessions at once"
    )]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How many of it may be.
        limit: usize,
    },
    /// The key is an old one that was given up, a new one that has not come here, or another
    /// organisation's.
    #[error(
        "this hand-over is sealed with a key that this phone does not have: the organisation \
         changes it whenever a phone is closed. Keep the file, sync once, and take it again; or \
         let a phone take it that has synced since. If that does not help, it is too old, or of \
         another organisation: have it made again"
    )]
    KeyUnknown(SealKeyId),
    /// Somebody or something changed it on the way.
    #[error("this hand-over was altered on the way: have it sent or copied again")]
    Altered,
    /// The seal holds, and what is inside makes no sense.
    #[error("what is in this hand-over cannot be read: have it made again, with an updated app")]
    Unreadable,
    /// The phone that made it belongs to another organisation.
    #[error("this hand-over is of another organisation, and cannot be taken here")]
    OtherOrganisation,
    /// The certificate of the phone that made it was not signed by this organisation.
    #[error("the phone that made this hand-over is none of this organisation's: do not trust it")]
    NotCertified,
    /// Another key than that of the certificate's phone signed it.
    #[error("this hand-over is forged: the phone that it names did not sign it")]
    Forged,
}
