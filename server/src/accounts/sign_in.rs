//! Browsers: signing in by a one-time code or a password, and being known by a cookie.

use client_core::ids::{MemberId, UnitId};
use client_core::model::Role;
use client_core::time::Timestamp;

use super::attempts::Subject;
use super::password::{self, NewPassword, PasswordProblem};
use super::secret::{SecretHash, draw_token};
use crate::limits::COOKIE_LIFE_MS;
use crate::store::cookies::Code;
use crate::store::read::Scope;
use crate::store::{
    Connection, Store, StoreError, Transaction, cookies, follows, members, organisation,
};

/// Who looks at a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The member.
    pub member: MemberId,
    /// What people call the member.
    pub name: String,
    /// What the member may do.
    pub role: Role,
    /// Whose sessions the member may see.
    pub scope: Scope,
    /// The units in that scope whose sessions are the member's own business.
    pub units: Vec<UnitId>,
    /// The chosen language.
    pub language: Option<String>,
    /// What each form must bring along.
    pub csrf: String,
    /// Signed in by a one-time code: a password comes before anything else.
    pub must_choose_password: bool,
}

/// The value of the cookie of a browser that just signed in, shown only here.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie(pub String);

/// A secret does not belong into a log.
impl std::fmt::Debug for Cookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cookie(..)")
    }
}

/// Why a browser was not let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Unknown member or wrong password, unknown or expired code: nobody is told which.
    #[error("this is not right, or no longer valid")]
    Wrong,
    /// The code let somebody in already.
    #[error("this code was used already: ask for a new one")]
    CodeUsed,
    /// Too many wrong tries.
    #[error("too many tries: wait, then try again")]
    TooManyTries {
        /// How long.
        retry_after_ms: u64,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// Another one is needed.
    #[error(transparent)]
    Password(#[from] PasswordProblem),
    /// The browser is no longer signed in.
    #[error("sign in again")]
    SignedOut,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Signs a browser in by a password. Takes tens of milliseconds and as long for an unknown name
/// as for a wrong password: not for an async thread.
///
/// `from` is where the browser is: wrong passwords are counted by the name and by where they come
/// from, so that a stranger who guesses keeps nobody out; by the name alone only up to a bound that
/// slows down many strangers together.
pub fn sign_in(
    store: &Store,
    name: &str,
    password: &str,
    from: &str,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Cookie, SignInError> {
    let (tries, all) = (Subject::sign_in(name, from), Subject::name(name));
    let (wait, known) = store.read(|c| {
        let wait = tries.wait_ms(c, now)?.max(all.wait_ms(c, now)?);
        let member = members::by_name(c, name)?;
        let hash = match &member {
            Some(member) => members::password(c, &member.id)?,
            None => None,
        };
        Ok::<_, StoreError>((wait, member.zip(hash)))
    })?;
    if let Some(retry_after_ms) = wait {
        return Err(SignInError::TooManyTries { retry_after_ms });
    }
    let right = password::verify(password, known.as_ref().map(|(_, hash)| hash.as_str()));
    match known.filter(|_| right) {
        Some((member, _)) => store.write(|tx| {
            tries.succeeded(tx)?;
            Ok(new_cookie(tx, &member.id, false, now, random)?)
        }),
        None => {
            store.write(|tx| {
                tries.failed(tx, now)?;
                all.failed(tx, now)
            })?;
            Err(SignInError::Wrong)
        }
    }
}

/// Signs a browser in by a one-time code, which is used up by it.
pub fn redeem_code(
    store: &Store,
    code: &str,
    from: &str,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Cookie, SignInError> {
    let tries = Subject::codes_from(from);
    if let Some(retry_after_ms) = store.read(|c| tries.wait_ms(c, now))? {
        return Err(SignInError::TooManyTries { retry_after_ms });
    }
    let signed_in = match SecretHash::of_code(code) {
        None => Err(SignInError::Wrong),
        Some(code) => store.write(|tx| match cookies::use_code(tx, code.as_ref(), now)? {
            Code::Good(member) => Ok(new_cookie(tx, &member, true, now, random)?),
            Code::Used => Err(SignInError::CodeUsed),
            Code::Unknown => Err(SignInError::Wrong),
        }),
    };
    if matches!(signed_in, Err(SignInError::Wrong)) {
        store.write(|tx| tries.failed(tx, now))?;
    }
    signed_in
}

/// The member takes a password. Every other browser of the member is signed out, and no one-time
/// code of the member works any more. Takes tens of milliseconds: not for an async thread.
pub fn choose_password(
    store: &Store,
    viewer: &Viewer,
    cookie: &str,
    password: &str,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<(), ChoiceError> {
    let hash = NewPassword::parse(password, &viewer.name)?.hash(random);
    let cookie = SecretHash::of_cookie(cookie).ok_or(ChoiceError::SignedOut)?;
    store.write(|tx| {
        let signed_in = cookies::get(tx, cookie.as_ref(), now)?;
        if signed_in.is_none_or(|cookie| cookie.member != viewer.member) {
            return Err(ChoiceError::SignedOut);
        }
        members::set_password(tx, &viewer.member, &hash)?;
        cookies::keep_only(tx, &viewer.member, cookie.as_ref(), now)?;
        Ok(())
    })
}

/// The browser is signed out.
pub fn sign_out(tx: &Transaction<'_>, cookie: &str) -> Result<(), StoreError> {
    match SecretHash::of_cookie(cookie) {
        Some(cookie) => cookies::remove(tx, cookie.as_ref()),
        None => Ok(()),
    }
}

/// The member reads the pages in this language from now on.
pub fn set_language(
    tx: &Transaction<'_>,
    member: &MemberId,
    language: &str,
) -> Result<(), StoreError> {
    members::set_language(tx, member, language)
}

/// The member behind a cookie; none when it is unknown or has expired.
pub fn viewer(c: &Connection, cookie: &str, now: Timestamp) -> Result<Option<Viewer>, StoreError> {
    let Some(hash) = SecretHash::of_cookie(cookie) else {
        return Ok(None);
    };
    let Some(cookie) = cookies::get(c, hash.as_ref(), now)? else {
        return Ok(None);
    };
    let Some(member) = members::get(c, &cookie.member)? else {
        return Ok(None);
    };
    let (scope, units) = view_of(c, &member.id, member.role)?;
    Ok(Some(Viewer {
        scope,
        units,
        member: member.id,
        name: member.name,
        role: member.role,
        language: member.language,
        csrf: cookie.csrf,
        must_choose_password: cookie.by_code,
    }))
}

/// Whose sessions a member may see, and the units whose sessions are the member's own business.
pub fn view_of(
    c: &Connection,
    member: &MemberId,
    role: Role,
) -> Result<(Scope, Vec<UnitId>), StoreError> {
    let followed = match organisation::home(c)? {
        Some(home) => follows::windows(c, &home.id, member)?,
        None => Vec::new(),
    };
    let units: Vec<UnitId> = followed
        .into_iter()
        .filter(|window| window.until.is_none())
        .filter_map(|window| window.feed.unit())
        .collect();
    let scope = if role.sees_every_unit() {
        Scope::All
    } else {
        Scope::Units(units.iter().cloned().collect())
    };
    Ok((scope, units))
}

fn new_cookie(
    tx: &Transaction<'_>,
    member: &MemberId,
    by_code: bool,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Cookie, StoreError> {
    let value = draw_token(random);
    let hash = SecretHash::of_cookie(&value).expect("just drawn");
    let cookie = cookies::Cookie {
        member: member.clone(),
        csrf: draw_token(random),
        by_code,
        expires_at: now.plus_ms(COOKIE_LIFE_MS),
    };
    cookies::add(tx, hash.as_ref(), &cookie, now)?;
    Ok(Cookie(value))
}
