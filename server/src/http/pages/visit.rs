//! One request for a page, as a page's function sees it: who asks, in which language, for what.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use warp::http::{HeaderMap, header};

use crate::accounts::{self, Act, Viewer};
use crate::dashboard::address::Fields;
use crate::dashboard::model::frame::Frame;
use crate::environment;
use crate::http::problem::Problem;
use crate::http::{Face, Peer, auth};
use crate::i18n::{self, Texts};
use crate::metrics::Code;
use crate::state::State;

/// What the browser sent, and the server it sent it to.
pub(super) struct Visit {
    pub(super) state: Arc<State>,
    pub(super) face: Face,
    /// The part of the address that names a thing; empty where there is none.
    pub(super) subject: String,
    /// Whence; wrong tries are counted by it.
    pub(super) peer: Peer,
    pub(super) headers: HeaderMap,
    /// Of the address, or of the form.
    pub(super) fields: Fields,
    /// Whether a form was sent: what answers it cannot be asked for again.
    pub(super) is_form: bool,
}

impl Visit {
    /// The cookie's value, worth something or not.
    pub(super) fn cookie(&self) -> &str {
        auth::cookie(&self.headers, self.face).unwrap_or_default()
    }

    /// Whoever is signed in.
    pub(super) fn viewer(&self) -> Result<Option<Viewer>, Problem> {
        let now = environment::now();
        self.state
            .store
            .read(|c| accounts::viewer(c, self.cookie(), now))
            .map_err(|error| (&error).into())
    }

    /// Whether the form was made for this viewer. Hashes are compared, so that the time it takes
    /// tells nothing.
    pub(super) fn check_form_of(&self, viewer: &Viewer) -> Result<(), Problem> {
        let hash = |text: &str| Sha256::digest(text.as_bytes());
        if hash(self.fields.value("form_token")) == hash(&viewer.csrf) {
            return Ok(());
        }
        Err(Problem::new(
            Code::StaleForm,
            "this form is too old: load its page again",
        ))
    }

    /// Whoever sent this form and may do what it asks for; none who is not signed in.
    pub(super) fn doer(&self, act: Act) -> Result<Option<Viewer>, Problem> {
        let Some(viewer) = self.viewer()? else {
            return Ok(None);
        };
        self.check_form_of(&viewer)?;
        if !viewer.may(act) {
            return Err(Problem::new(Code::Forbidden, "this is not for your role"));
        }
        Ok(Some(viewer))
    }

    /// The reader's language: the viewer's choice before the browser's.
    pub(super) fn texts(&self, viewer: Option<&Viewer>) -> &'static Texts {
        let accept = self.headers.get(header::ACCEPT_LANGUAGE);
        let own = viewer.and_then(|viewer| viewer.language.as_deref());
        let wish = own.or_else(|| auth::language(&self.headers));
        i18n::choose(wish, accept.and_then(|value| value.to_str().ok()))
    }

    /// What surrounds a page at the door.
    pub(super) fn frame_at_the_door(&self) -> Frame {
        Frame {
            texts: self.texts(None),
            organisation: self.state.settings.organisation.clone(),
            person: None,
            place: None,
            said: None,
            live: None,
        }
    }
}
