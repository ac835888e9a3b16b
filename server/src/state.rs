//! What one running server holds, shared by every request: settings, keys, counters.
//!
//! Made once at start and never replaced. It knows no request and no page.

pub mod budget;
pub mod gate;
pub mod live;
pub mod underway;
pub mod watch;
pub mod writer;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use client_core::time::Timestamp;

use crate::blobs::{Blobs, Refused};
use crate::ca::{CaError, Secrets};
use crate::config::{ConfigError, DataFolder, Lock, Settings};
use crate::environment;
use crate::exchange::{Exchange, Failure, Keys, Prepared};
use crate::limits::{BODIES_BYTES_MAX, EXCHANGES_MAX, SIGN_INS_MAX, STRANGERS_MAX, UPLOADS_MAX};
use crate::metrics::{Metrics, Text};
use crate::projection::{self, LoadError};
use crate::store::blobs::{self, Totals};
use crate::store::{Connection, Store, StoreError, devices, log, organisation};
use budget::Budget;
use gate::Gate;
use live::Live;
use underway::Underway;
use watch::{Trouble, Watch};
use writer::Writer;

/// What went wrong when a data folder was opened for serving.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder or its settings.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The keys.
    #[error(transparent)]
    Secrets(#[from] CaError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is dated now would be dated wrongly for ever.
    #[error("{0}")]
    Clock(Trouble),
    /// The thread that writes.
    #[error("the writer's thread did not start: {0}")]
    Writer(io::Error),
}

/// One server's belongings.
pub struct State {
    /// Where everything lies.
    pub folder: DataFolder,
    /// What `init` was told.
    pub settings: Settings,
    /// Certificate authority and keys.
    pub secrets: Secrets,
    /// The database.
    pub store: Arc<Store>,
    /// What is done with what phones bring.
    pub exchange: Arc<Exchange>,
    /// The photos that they bring.
    pub blobs: Blobs,
    /// Commits it, many phones' at a time.
    pub writer: Writer<Prepared, Failure>,
    /// How many requests that compute are let in.
    pub gate: Gate,
    /// How many requests of devices that are not known are looked at.
    pub strangers: Gate,
    /// How many sign-ins wait: hashing a password is dear, and must keep no phone waiting.
    pub sign_ins: Gate,
    /// The devices whose requests are being served.
    pub underway: Underway,
    /// How many requests with photos are let in.
    pub uploads: Gate,
    /// The devices that are sending a photo.
    pub uploading: Underway,
    /// The memory for the bodies of all requests.
    pub budget: Budget,
    /// What is wrong with the machine, while it lasts.
    pub watch: Arc<Watch>,
    /// The open pages that want to hear when something moved.
    pub live: Arc<Live>,
    /// What happened since the start.
    pub metrics: Arc<Metrics>,
    /// For the age of the process; a monotonic clock, so that a corrected one does no harm.
    started: Instant,
    /// Nobody else serves this folder. Last, so that it falls when all else is closed.
    _lock: Lock,
}

impl State {
    /// Opens a finished data folder for `holder`, the command as people type it, and holds it
    /// against every other server.
    pub fn open(folder: &Path, holder: &str) -> Result<Self, OpenError> {
        let (folder, settings) = DataFolder::open(folder)?;
        let lock = Lock::take(folder.path(), holder)?;
        let now = environment::now();
        if let Some(trouble) = watch::impossible(now) {
            return Err(OpenError::Clock(trouble));
        }
        let mut secrets = Secrets::open(&folder.secrets())?;
        secrets.ensure_recovery(&mut environment::random)?;
        Store::upgrade(&folder.database())?;
        let store = Arc::new(Store::open(folder.database(), None)?);
        match projection::bring_up_to_date(&store) {
            Ok(None) => {}
            Ok(Some(documents)) => tracing::info!(documents, "the pages' rows were written anew"),
            Err(LoadError::Store(error)) => return Err(error.into()),
            // Pages say less than they could, and phones are served.
            Err(error) => tracing::error!(%error, "the pages' rows could not be written anew"),
        }
        let exchange = Arc::new(Exchange::new(store.clone(), Keys::of(&secrets)));
        exchange.publish()?;
        exchange.keep_seal_keys(now)?;
        exchange.publish_recovery()?;
        let metrics = Arc::new(Metrics::default());
        let live = Arc::new(Live::default());
        let watch = Arc::new(Watch::new(store.read(latest)?));
        watch.look(now, environment::free_bytes(folder.path()));
        let commit = {
            let (exchange, metrics) = (exchange.clone(), metrics.clone());
            let (live, watch) = (live.clone(), watch.clone());
            move |batch: &mut [Prepared]| {
                let begun = Instant::now();
                let committed = exchange.commit(batch, environment::now());
                if matches!(committed, Ok(()) | Err(Failure::StorageFull)) {
                    watch.wrote(committed.is_err());
                }
                committed?;
                metrics.commit_time.took(begun.elapsed());
                metrics.commit_requests.add(batch.len() as u64);
                live.moved();
                Ok(())
            }
        };
        let blobs = Blobs::new(store.clone(), &folder.blobs());
        Ok(Self {
            blobs,
            folder,
            settings,
            secrets,
            store,
            exchange,
            writer: Writer::start(commit).map_err(OpenError::Writer)?,
            gate: Gate::new(EXCHANGES_MAX, hands()),
            strangers: Gate::new(STRANGERS_MAX, 1),
            sign_ins: Gate::new(SIGN_INS_MAX, 1),
            underway: Underway::default(),
            uploads: Gate::new(UPLOADS_MAX, hands()),
            uploading: Underway::default(),
            budget: Budget::of(BODIES_BYTES_MAX),
            watch,
            metrics,
            live,
            started: Instant::now(),
            _lock: lock,
        })
    }

    /// The same with so many bytes of room for photos.
    #[must_use]
    pub fn with_room_for_photos(self, bytes: u64) -> Self {
        let blobs = self.blobs.with_room(bytes);
        Self { blobs, ..self }
    }

    /// Looks for photos that nobody sends or names any more, unless the clock shows what cannot be:
    /// by a clock of another century all of them would be old.
    pub fn tidy_photos(&self) -> Result<(), Refused> {
        let now = environment::now();
        if watch::impossible(now).is_some() {
            return Ok(());
        }
        self.blobs.tidy(now)
    }

    /// Writes down when each device was last here; that is kept in memory otherwise, so that a
    /// phone with nothing new costs no write.
    pub fn note_presence(&self) -> Result<(), StoreError> {
        self.exchange.drop_seal_keys(environment::now())?;
        match self.store.read(organisation::home)? {
            Some(home) => {
                let written = self.exchange.presence().flush(&self.store, &home.id);
                if matches!(written, Err(StoreError::Full)) {
                    self.watch.wrote(true);
                }
                written
            }
            None => Ok(()),
        }
    }

    /// Looks at the clock and the disk.
    pub fn look_around(&self) {
        let free = environment::free_bytes(self.folder.path());
        self.watch.look(environment::now(), free);
    }

    /// How it stands, for a monitoring system.
    pub fn tell(&self, text: &mut Text) {
        text.gauge(
            "teren_uptime_seconds",
            "Since the server started.",
            self.seconds_up(),
        );
        if let Some(free) = self.watch.free_bytes() {
            text.gauge(
                "teren_disk_free_bytes",
                "Free in the data folder's file system.",
                free,
            );
        }
        if let Ok(database) = std::fs::metadata(self.folder.database()) {
            text.gauge(
                "teren_database_size_bytes",
                "The database, without its write-ahead log.",
                database.len(),
            );
        }
        if let Some(ends) = self.watch.certificate_end() {
            text.gauge(
                "teren_certificate_end_seconds",
                "When the certificate ends that browsers are shown, in seconds since 1970.",
                ends.0 / 1_000,
            );
        }
        let troubles = self.watch.troubles();
        let lasts = |code| u64::from(troubles.iter().any(|trouble| trouble.code() == code));
        text.gauges(
            "teren_trouble",
            "1 while somebody must see to it; GET /health says it in words.",
            "what",
            Trouble::CODES.map(|code| (code, lasts(code))),
        );
        if let Ok(totals) = self.store.read(photos) {
            tell_photos(text, totals, self.blobs.room());
        }
        if let Ok(waiting) = self.store.read(devices::waiting) {
            text.gauge(
                "teren_devices_waiting",
                "Phones that wait for an administrator to let them in again.",
                waiting.len(),
            );
        }
    }

    /// Whole seconds since the start.
    pub fn seconds_up(&self) -> u64 {
        self.started.elapsed().as_secs()
    }

    /// The names that the certificate must carry: this machine's own, and the public one.
    pub fn names(&self) -> Vec<String> {
        let mut names = vec![
            "localhost".to_owned(),
            "127.0.0.1".to_owned(),
            "::1".to_owned(),
        ];
        let public = self.settings.public_url.host();
        if !names.iter().any(|name| name == public) {
            names.push(public.to_owned());
        }
        names
    }
}

/// The latest moment that the database knows of; a clock before it went backwards.
fn latest(c: &Connection) -> Result<Timestamp, StoreError> {
    let received = match organisation::home(c)? {
        Some(home) => log::received_at(c, &home.id, log::head(c, &home.id)?.seq)?,
        None => None,
    };
    Ok(received.unwrap_or(Timestamp(0)))
}

/// What the photos of the one organisation come to.
fn photos(c: &Connection) -> Result<Totals, StoreError> {
    match organisation::home(c)? {
        Some(home) => blobs::totals(c, &home.id),
        None => Ok(Totals::default()),
    }
}

fn tell_photos(text: &mut Text, totals: Totals, room: u64) {
    text.gauge("teren_photos", "Photos that are here whole.", totals.here);
    text.gauge("teren_photos_bytes", "Bytes of those.", totals.bytes);
    text.gauge(
        "teren_photos_bytes_max",
        "Bytes that photos may take.",
        room,
    );
    text.gauge(
        "teren_photos_begun",
        "Photos of which some bytes are here, or room is kept for them.",
        totals.uploads,
    );
}

/// As many as the machine computes at once.
fn hands() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
