//! The ways in: a one-time code, a new password, a name with a password.

/// The sign-in page's content.
#[derive(Default)]
pub struct SignIn {
    /// The name as typed; kept when the password was wrong.
    pub name: String,
    /// The code as it came in the address.
    pub code: String,
    /// Which of the two forms is open.
    pub way: Way,
    /// Why the last try did not work.
    pub fault: Option<SignInFault>,
}

/// The two ways to sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Every day.
    #[default]
    Password,
    /// The first time.
    Code,
}

/// Why a sign-in was refused. One answer for an unknown name and a wrong password: the page must
/// not tell who is a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInFault {
    /// No such pair.
    NameOrPassword,
    /// The code is wrong, replaced or too old.
    Code,
    /// The code let somebody in already.
    CodeUsed,
    /// Too many tries; minutes to wait.
    TooManyTries(u64),
}

/// The page on which a password is chosen.
#[derive(Default)]
pub struct NewPassword {
    /// Why the last choice was refused.
    pub fault: Option<PasswordFault>,
    /// The shortest that is taken.
    pub length_min: u64,
}

/// Why a password was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Shorter than the least.
    TooShort,
    /// Among those that are tried first.
    TooCommon,
    /// Longer than is taken.
    TooLong,
    /// The two fields differ.
    NotTheSame,
}
