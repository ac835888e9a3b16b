//! The object that an app holds: one member's work on this phone, and the way to the server.
//!
//! Reads and edits are local and short. What waits for a network is `async` and runs on a thread
//! of its own, so no call belongs off the main thread but those.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use client_core::client::{self, StoreKey};
use client_core::model::{Basis, plain};
use client_core::transport::Https;
use client_core::wire::Invite;

use crate::edit::{NewSession, SessionEdit, all};
use crate::error::{TerenError, guarded, parsed};
use crate::secret;
use crate::session::{Editor, LikelyDuplicate, ListQuery, SessionPage, SessionView, timestamp};
use crate::status::{Member, MemberOnPhone, Status, Stored};
use crate::stop::Stop;
use crate::sync::{SyncListener, SyncReport, reported};
use crate::task::Task;
use crate::watch::Watchers;

/// Where an app keeps what it has.
#[derive(Clone, uniffi::Record)]
pub struct Home {
    /// A folder of the app's own.
    pub dir: String,
    /// The 32 bytes of the member's key, from the system's key store.
    pub key: Vec<u8>,
    /// The app and its version, e.g. `teren-android 1.2.0`.
    pub app: String,
}

/// One member on one phone.
#[derive(uniffi::Object)]
pub struct Client {
    pub(crate) inner: client::Client,
    https: Https,
    pub(crate) watchers: Watchers,
}

/// Who has joined on the phone that keeps its things in `dir`.
#[uniffi::export]
pub fn members(dir: String) -> Result<Vec<MemberOnPhone>, TerenError> {
    guarded(|| {
        let members = client::Home::members(Path::new(&dir))?.into_iter();
        Ok(members
            .map(|member| MemberOnPhone {
                label: member.label,
                unsent: member.unsent,
                unsent_photos: member.unsent_photos,
            })
            .collect())
    })
}

/// Moves the store of a member aside that cannot be opened any more, so that the member can join
/// again under the same name. Returns where it lies now: nothing is deleted.
#[uniffi::export]
pub fn set_aside(dir: String, label: String) -> Result<String, TerenError> {
    guarded(|| {
        let member = client::Home::member(Path::new(&dir), Some(&label))?;
        let lies = client::Home::set_aside(Path::new(&dir), &member)?;
        Ok(lies.display().to_string())
    })
}

#[uniffi::export]
impl Client {
    /// Joins the organisation that an invite names. `label` is the name under which the member is
    /// found on this phone.
    #[uniffi::constructor]
    pub async fn join(home: Home, invite: String, label: String) -> Result<Arc<Self>, TerenError> {
        Task::start(move |_| {
            let invite: Invite = parsed("invite", &invite)?;
            let https = Https::of_invite(&invite);
            let (home, environment) = home.into_parts()?;
            let inner = client::Client::join(home, &invite, &https, environment, &label)?;
            Ok(Arc::new(Self::of(inner, https)))
        })
        .await
    }

    /// Opens the work of a member who has joined on this phone; the only one when none is named.
    #[uniffi::constructor]
    pub fn open(home: Home, label: Option<String>) -> Result<Arc<Self>, TerenError> {
        guarded(|| {
            let (home, environment) = home.into_parts()?;
            let inner = client::Client::open(home, label.as_deref(), environment)?;
            Ok(Arc::new(Self::over(inner)))
        })
    }

    /// Who this is.
    pub fn me(&self) -> Member {
        self.inner.identity().into()
    }

    /// The same member's work to try things out with: all that the organisation has told is there,
    /// and no session. Nothing of it is kept, sent or counted; closing it ends it.
    pub fn practise(&self) -> Result<Arc<Self>, TerenError> {
        guarded(|| Ok(Arc::new(Self::over(self.inner.practise()?))))
    }

    /// Whether this is practice.
    pub fn is_practice(&self) -> bool {
        self.inner.is_practice()
    }

    /// Takes this member's work off the phone. Refused while anything of it is nowhere else: sync
    /// first, and settle what the server did not take. Close this object then.
    pub fn leave(&self) -> Result<(), TerenError> {
        guarded(|| Ok(self.inner.leave()?))
    }

    /// Plans a session; returns its id.
    pub fn plan(&self, session: NewSession) -> Result<String, TerenError> {
        self.changing(|| {
            let draft = client::Draft {
                kind: parsed("kind", &session.kind)?,
                title: session.title,
                campaign: session
                    .campaign
                    .map(|id| parsed("campaign", &id))
                    .transpose()?,
                place: session.place.into(),
                planned_for: timestamp(session.planned_for),
            };
            Ok(self.inner.plan(&draft)?.to_string())
        })
    }

    /// Records a session given in the plain JSON form; returns its id.
    pub fn record(&self, form: String) -> Result<String, TerenError> {
        self.changing(|| {
            let plain = plain::parse_text(&form)?;
            Ok(self.inner.begin(plain.unit, &plain.edits)?.to_string())
        })
    }

    /// Begins a session with these edits; returns its id. Its kind at least is said: of nothing
    /// else would there be anything to send.
    pub fn begin(&self, edits: Vec<SessionEdit>) -> Result<String, TerenError> {
        self.changing(|| Ok(self.inner.begin(None, &all(edits)?)?.to_string()))
    }

    /// One page of the sessions on this phone.
    pub fn list(&self, query: ListQuery) -> Result<SessionPage, TerenError> {
        guarded(|| Ok(self.inner.list(&query.into_query()?)?.into()))
    }

    /// One session.
    pub fn session(&self, id: String) -> Result<SessionView, TerenError> {
        guarded(|| Ok(self.inner.session(parsed("id", &id)?)?.into()))
    }

    /// Edits a session, all or nothing, and shows it as it stands then.
    pub fn edit(&self, id: String, edits: Vec<SessionEdit>) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let session = self.inner.edit(parsed("id", &id)?, &all(edits)?)?;
            Ok(session.into())
        })
    }

    /// Notes from an editor that stayed open: what was typed is meant against the text that was
    /// shown. Words that came in under it stay.
    pub fn write_notes(
        &self,
        id: String,
        shown: String,
        wanted: String,
    ) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let id = parsed("id", &id)?;
            Ok(self.inner.write_notes(id, &shown, &wanted)?.into())
        })
    }

    /// Everybody who wrote a session, as far as this phone knows, the latest first.
    pub fn editors(&self, id: String) -> Result<Vec<Editor>, TerenError> {
        guarded(|| {
            let editors = self.inner.editors(parsed("id", &id)?)?.into_iter();
            Ok(editors.map(Into::into).collect())
        })
    }

    /// Counts up or down, e.g. one more in `reached.f.14-17`.
    pub fn count(&self, id: String, cell: String, by: i64) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let cell = parsed(&cell, &cell)?;
            Ok(self.inner.count(parsed("id", &id)?, cell, by)?.into())
        })
    }

    /// Says that the own count of a table is the whole, or a part that adds to the others'.
    pub fn say_whole(
        &self,
        id: String,
        table: String,
        whole: bool,
    ) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let basis = if whole { Basis::Whole } else { Basis::Part };
            let table = parsed("basis", &table)?;
            let shown = self.inner.say_basis(parsed("id", &id)?, table, basis)?;
            Ok(shown.into())
        })
    }

    /// The session is over.
    pub fn finish(&self, id: String) -> Result<SessionView, TerenError> {
        self.changing(|| Ok(self.inner.finish(parsed("id", &id)?)?.into()))
    }

    /// Hides a session, with a reason. Nothing is deleted.
    pub fn withdraw(&self, id: String, why: String) -> Result<SessionView, TerenError> {
        self.changing(|| Ok(self.inner.withdraw(parsed("id", &id)?, &why)?.into()))
    }

    /// Shows a hidden session again.
    pub fn show_again(&self, id: String) -> Result<SessionView, TerenError> {
        self.changing(|| Ok(self.inner.show_again(parsed("id", &id)?)?.into()))
    }

    /// Says of a session, as it stands here, that it is verified, or returned with a reason; no
    /// state takes that back. For coordinators.
    pub fn review(
        &self,
        id: String,
        state: Option<String>,
        comment: String,
    ) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let id = parsed("id", &id)?;
            let shown = match state {
                Some(code) => {
                    let state = parsed("review.state", &code)?;
                    self.inner.review(id, state, &comment)?
                }
                None => self.inner.unreview(id)?,
            };
            Ok(shown.into())
        })
    }

    /// The member's own sessions that look like the same event as another.
    pub fn likely_duplicates(&self) -> Result<Vec<LikelyDuplicate>, TerenError> {
        guarded(|| {
            let pairs = self.inner.likely_duplicates()?.into_iter();
            Ok(pairs.map(Into::into).collect())
        })
    }

    /// Says that a session is a duplicate of one that is kept.
    pub fn mark_duplicate(&self, id: String, kept: String) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let (id, kept) = (parsed("id", &id)?, parsed("kept", &kept)?);
            Ok(self.inner.mark_duplicate(id, kept)?.into())
        })
    }

    /// Takes that back.
    pub fn unmark_duplicate(&self, id: String) -> Result<SessionView, TerenError> {
        self.changing(|| Ok(self.inner.unmark_duplicate(parsed("id", &id)?)?.into()))
    }

    /// Sessions where people said different things.
    pub fn disputed(&self) -> Result<Vec<SessionView>, TerenError> {
        guarded(|| {
            let disputed = self.inner.conflicts()?.into_iter();
            let shown = disputed.map(|one| Ok(self.inner.session(one.doc)?.into()));
            shown.collect()
        })
    }

    /// Settles what was said differently of a field by one of the sayings, counted from 0 as they
    /// are listed.
    pub fn resolve(
        &self,
        id: String,
        field: String,
        saying: u32,
    ) -> Result<SessionView, TerenError> {
        self.changing(|| {
            let n = saying as usize + 1;
            Ok(self.inner.resolve(parsed("id", &id)?, &field, n)?.into())
        })
    }

    /// How this member's work stands with the server.
    pub fn status(&self) -> Result<Status, TerenError> {
        guarded(|| Ok(self.inner.status()?.into()))
    }

    /// How much lies in this member's store.
    pub fn stored(&self) -> Result<Stored, TerenError> {
        guarded(|| Ok(self.inner.stored()?.into()))
    }

    /// Sends what is unsent and fetches what is new. Whoever stops waiting, or was given a `Stop`
    /// and uses it, stops the sync; what the server took before stays taken.
    #[uniffi::method(default(stop = None))]
    pub async fn sync(
        self: Arc<Self>,
        listener: Option<Arc<dyn SyncListener>>,
        stop: Option<Arc<Stop>>,
    ) -> Result<SyncReport, TerenError> {
        Task::stopped_by(Stop::cancel(stop), move |cancel| {
            let mut tell = self.telling(listener.as_ref());
            let synced = self.inner.sync(&self.https, &mut tell, cancel);
            self.watchers.tell(&self.inner);
            reported(synced?)
        })
        .await
    }

    /// Compares everything with the server and mends what differs: a button in support.
    pub async fn repair(
        self: Arc<Self>,
        listener: Option<Arc<dyn SyncListener>>,
    ) -> Result<SyncReport, TerenError> {
        Task::start(move |cancel| {
            let mut tell = self.telling(listener.as_ref());
            let synced = self.inner.repair(&self.https, &mut tell, cancel);
            self.watchers.tell(&self.inner);
            reported(synced?)
        })
        .await
    }

    /// Asks for a session that is older than what phones keep; the next sync brings it.
    pub fn fetch(&self, id: String) -> Result<(), TerenError> {
        self.changing(|| {
            self.inner.fetch(parsed("id", &id)?)?;
            Ok(())
        })
    }
}

impl Client {
    fn over(inner: client::Client) -> Self {
        let me = inner.identity();
        let https = Https::new(&me.server, me.pin());
        Self::of(inner, https)
    }

    fn of(inner: client::Client, https: Https) -> Self {
        let watchers = Watchers::default();
        Self {
            inner,
            https,
            watchers,
        }
    }

    /// Runs what changes something, and tells whoever watches.
    pub(crate) fn changing<T>(
        &self,
        work: impl FnOnce() -> Result<T, TerenError>,
    ) -> Result<T, TerenError> {
        let done = guarded(work);
        self.watchers.tell(&self.inner);
        done
    }

    /// Tells a listener, when there is one, and whoever watches.
    fn telling<'a>(
        &'a self,
        listener: Option<&'a Arc<dyn SyncListener>>,
    ) -> impl FnMut(&client::Progress) + 'a {
        move |progress| {
            if let Some(listener) = listener {
                listener.on_progress(progress.into());
            }
            self.watchers.tell(&self.inner);
        }
    }
}

impl Home {
    fn into_parts(self) -> Result<(client::Home, client::Environment), TerenError> {
        let key = secret::key(self.key, "key")?;
        let home = client::Home {
            dir: PathBuf::from(self.dir),
            key: StoreKey::new(*key),
            vfs: None,
        };
        Ok((home, client::Environment::system(self.app)))
    }
}
