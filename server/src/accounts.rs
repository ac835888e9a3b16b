//! Who belongs to the organisation and what lets them in: members, phones, browsers.
//!
//! The path of a phone: `invite` draws a one-time code, `join` turns it into a device with a token
//! and a certificate, `authenticate` knows the device by its token ever after; a server that was
//! restored to before that day takes the certificate and waits for `approve`. The path of a
//! browser: a one-time code or a password gives a cookie, `viewer` knows the member by it.
//!
//! Secrets are shown once and kept as hashes. Every decision about rights starts in `permit`; this
//! module knows neither HTTP nor documents.

mod attempts;
mod password;
mod permit;
mod secret;

mod found;
mod members;

mod devices;
mod join;
mod phones;
mod programmes;
mod standing;
mod unlock;

mod put_back;

mod sign_in;

pub use crate::store::devices::close;
pub use devices::{
    AuthError, Known, Returning, Standing, approve, approve_as, authenticate, register_again,
};
pub use found::{FoundError, Founded, Founding, found, time_zone};
pub use join::{JoinError, join};
pub use members::{
    InviteError, Invited, NewMember, add_member, add_unit, invite, invite_known, sign_in_code,
};
pub use password::PasswordProblem;
pub use permit::{Act, may_invite, may_manage};
pub use phones::{
    Phone, add_member_by, approve_phone, close_phone, invite_by, phone, phones, waiting,
};
pub use programmes::{
    NewProgramme, ProgrammeError, Shared, admit_partner, close_programme, dismiss_partner,
    make_programme, share, unshare,
};
pub use put_back::{PutBackError, take_again};
pub use sign_in::{
    ChoiceError, Cookie, SignInError, Viewer, choose_password, redeem_code, set_language, sign_in,
    sign_out, view_of, viewer,
};
pub use standing::{
    MemberError, change_role, close_member, find as find_member, has_administrator,
};
pub use unlock::{Unlock, UnlockError, open_phones, unlock_phone};

#[cfg(test)]
mod tests;
