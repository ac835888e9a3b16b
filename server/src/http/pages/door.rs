//! The way in and the way out: a name with a password, a one-time code, choosing a password.

use warp::http::StatusCode;

use super::visit::Visit;
use super::{Outcome, SIGN_IN};
use crate::accounts::{self, ChoiceError, PasswordProblem, SignInError, Viewer};
use crate::dashboard::model::frame::{Frame, Held, Person, Said};
use crate::dashboard::model::sign_in::{NewPassword, PasswordFault, SignIn, SignInFault, Way};
use crate::dashboard::view;
use crate::environment;
use crate::http::auth;
use crate::http::problem::Problem;
use crate::i18n::Texts;
use crate::limits::PASSWORD_CHARS_MIN;
use crate::metrics::Code;

const HOME: &str = "/";
const PASSWORD: &str = "/password";

/// `GET /join`. The invite itself is the app's business.
pub(super) fn join_page(visit: &Visit) -> Result<Outcome, Problem> {
    Ok(Outcome::Page(view::join::join(&visit.frame_at_the_door())))
}

/// `GET /sign-in`.
pub(super) fn sign_in_page(visit: &Visit) -> Result<Outcome, Problem> {
    if let Some(viewer) = visit.viewer()? {
        return Ok(Outcome::Go(after_sign_in(&viewer).to_owned()));
    }
    let shown = shown(visit, None);
    Ok(Outcome::Page(view::sign_in::sign_in(
        &visit.frame_at_the_door(),
        &shown,
    )))
}

/// `POST /sign-in`.
pub(super) fn sign_in(visit: &Visit) -> Result<Outcome, Problem> {
    let (store, fields, now) = (&visit.state.store, &visit.fields, environment::now());
    let random = &mut environment::random;
    let way = way(visit);
    let signed_in = match way {
        Way::Password => accounts::sign_in(
            store,
            fields.value("name"),
            fields.value("password"),
            &visit.peer.source(),
            now,
            random,
        ),
        Way::Code => {
            let from = visit.peer.source();
            accounts::redeem_code(store, fields.value("code"), &from, now, random)
        }
    };
    let (status, fault) = match signed_in {
        Ok(cookie) => {
            let next = if way == Way::Code { PASSWORD } else { HOME };
            return Ok(Outcome::GoWithCookie(next.to_owned(), cookie.0));
        }
        Err(SignInError::Wrong) => {
            let fault = match way {
                Way::Password => SignInFault::NameOrPassword,
                Way::Code => SignInFault::Code,
            };
            (StatusCode::FORBIDDEN, fault)
        }
        Err(SignInError::CodeUsed) => (StatusCode::FORBIDDEN, SignInFault::CodeUsed),
        Err(SignInError::TooManyTries { retry_after_ms }) => {
            let minutes = retry_after_ms.div_ceil(60_000);
            (
                StatusCode::TOO_MANY_REQUESTS,
                SignInFault::TooManyTries(minutes),
            )
        }
        Err(SignInError::Store(error)) => return Err((&error).into()),
    };
    let page = view::sign_in::sign_in(&visit.frame_at_the_door(), &shown(visit, Some(fault)));
    Ok(Outcome::Refusal(status, page))
}

/// `GET /password`.
pub(super) fn password_page(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.viewer()? else {
        return Ok(Outcome::sign_in());
    };
    Ok(Outcome::Page(new_password(visit, &viewer, None)))
}

/// `POST /password`.
pub(super) fn choose_password(visit: &Visit) -> Result<Outcome, Problem> {
    let Some(viewer) = visit.viewer()? else {
        return Ok(Outcome::sign_in());
    };
    visit.check_form_of(&viewer)?;
    let password = visit.fields.value("password");
    let fault = if password == visit.fields.value("again") {
        let (store, cookie, now) = (&visit.state.store, visit.cookie(), environment::now());
        let random = &mut environment::random;
        match accounts::choose_password(store, &viewer, cookie, password, now, random) {
            Ok(()) => {
                return Ok(Outcome::said(HOME, Said::PasswordChosen));
            }
            Err(ChoiceError::Password(problem)) => fault_of(&problem),
            Err(ChoiceError::SignedOut) => return Ok(Outcome::sign_in()),
            Err(ChoiceError::Store(error)) => return Err((&error).into()),
        }
    } else {
        PasswordFault::NotTheSame
    };
    let page = new_password(visit, &viewer, Some(fault));
    Ok(Outcome::Refusal(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// `POST /sign-out`.
pub(super) fn sign_out(visit: &Visit) -> Result<Outcome, Problem> {
    if let Some(viewer) = visit.viewer()? {
        visit.check_form_of(&viewer)?;
        let done = visit
            .state
            .store
            .write(|tx| accounts::sign_out(tx, visit.cookie()));
        done.map_err(|error| Problem::from(&error))?;
    }
    Ok(Outcome::GoWithCookie(SIGN_IN.to_owned(), String::new()))
}

/// `POST /language`: the pages are in this language from now on, for the member wherever they sign
/// in, and for this browser at the door.
pub(super) fn language(visit: &Visit) -> Result<Outcome, Problem> {
    let chosen = visit.fields.value("language");
    let mut all = Texts::all().iter();
    let Some(texts) = all.find(|texts| texts.tag() == chosen) else {
        return Err(Problem::new(Code::Malformed, "no such language"));
    };
    if let Some(viewer) = visit.viewer()? {
        visit.check_form_of(&viewer)?;
        let store = &visit.state.store;
        let kept = store.write(|tx| accounts::set_language(tx, &viewer.member, texts.tag()));
        kept.map_err(|error| Problem::from(&error))?;
    }
    let back = auth::page_before(&visit.headers).unwrap_or_else(|| HOME.to_owned());
    Ok(Outcome::GoInLanguage(back, texts.tag()))
}

fn after_sign_in(viewer: &Viewer) -> &'static str {
    if viewer.must_choose_password {
        PASSWORD
    } else {
        HOME
    }
}

fn way(visit: &Visit) -> Way {
    match visit.fields.value("way") {
        "code" => Way::Code,
        _ => Way::Password,
    }
}

fn shown(visit: &Visit, fault: Option<SignInFault>) -> SignIn {
    SignIn {
        name: visit.fields.value("name").to_owned(),
        code: visit.fields.value("code").to_owned(),
        way: way(visit),
        fault,
    }
}

fn new_password(visit: &Visit, viewer: &Viewer, fault: Option<PasswordFault>) -> maud::Markup {
    let person = Person {
        name: viewer.name.clone(),
        role: viewer.role.code().to_owned(),
        is_partner: false,
        units: Vec::new(),
        to_review: 0,
        held: Held::default(),
        form_token: viewer.csrf.clone(),
    };
    let frame = Frame {
        texts: visit.texts(Some(viewer)),
        person: Some(person),
        ..visit.frame_at_the_door()
    };
    let length_min = PASSWORD_CHARS_MIN as u64;
    view::sign_in::new_password(&frame, &NewPassword { fault, length_min })
}

fn fault_of(problem: &PasswordProblem) -> PasswordFault {
    match problem {
        PasswordProblem::TooShort { .. } => PasswordFault::TooShort,
        PasswordProblem::TooLong { .. } => PasswordFault::TooLong,
        PasswordProblem::TooCommon => PasswordFault::TooCommon,
    }
}
