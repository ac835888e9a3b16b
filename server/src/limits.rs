//! The server's own bounds: connections, waiting, bodies, certificates. What phones must agree on
//! is in `client_core::limits`.
//!
//! Every queue here answers "busy" when full; none grows.

use std::time::Duration;

use client_core::limits::{
    ANSWER_PAGES_MAX, BLOB_CHUNK_BYTES_MAX, CHANGE_BYTES_MAX, LINE_CHARS_MAX, MESSAGE_BYTES_MAX,
    PAGE_BYTES, PHOTOS_KEPT_BYTES_MAX, PHOTOS_SESSION_MAX, REQUEST_BYTES_MAX,
};

/// Connections open at once; more wait in the kernel's backlog. Each costs about 20 kB idle.
pub const CONNECTIONS_MAX: usize = 2_048;
/// A TLS handshake that takes longer is dropped: two slow round trips over satellite fit.
pub const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(20);
/// Longest wait for the head of a request, and for the next request on an idle connection.
pub const HEADER_TIMEOUT: Duration = Duration::from_secs(60);
/// Bytes of one request's head.
pub const HEADER_BYTES_MAX: usize = 16 * 1024;
/// Requests at once on one HTTP/2 connection; a browser opens a handful, a phone one.
pub const STREAMS_PER_CONNECTION_MAX: u32 = 32;
/// Bytes that a peer may send on one HTTP/2 stream before we have read them.
pub const STREAM_WINDOW_BYTES: u32 = 64 * 1024;
/// Bytes that a peer may send on one HTTP/2 connection before we have read them.
pub const CONNECTION_WINDOW_BYTES: u32 = 256 * 1024;
/// How often a silent HTTP/2 peer is asked whether it is still there.
pub const PING_INTERVAL: Duration = Duration::from_secs(60);
/// How long it may take to answer.
pub const PING_TIMEOUT: Duration = Duration::from_secs(30);
/// Pause after the operating system refused to accept a connection (no descriptors left).
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Requests being answered get this long to finish when the server is told to stop.
pub const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Bytes that the bodies of all requests under way may hold together.
pub const BODIES_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Bytes of a refused body that are read and dropped, so that the refusal can be read.
pub const BODY_BYTES_DISCARDED_MAX: usize = 2 * 1024 * 1024;
/// How long a body that nobody reads is held behind its answer over HTTP/2: long enough for a peer
/// to see the answer over a slow line and stop by itself.
pub const ANSWER_LINGER: Duration = Duration::from_secs(5);
/// Longest silence inside a body.
pub const BODY_PIECE_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest time for a whole body: the largest at 16 kbit/s.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(270);
/// Bytes of a form: settling a conflict needs a few hundred.
pub const FORM_BYTES_MAX: usize = 64 * 1024;
/// Sessions to review are counted up to this many beside the navigation.
pub const TO_REVIEW_COUNTED_MAX: u64 = 1_000;
/// Sessions that one page of likely duplicates compares with their neighbours in time.
pub const LIKELY_TRACES_MAX: usize = 2_000;
/// Likely duplicates on one page; those of one moment stay together.
pub const LIKELY_PAIRS_SHOWN: usize = 20;
/// What was decided about duplicates last, that a page shows to be undone.
pub const DECIDED_PAIRS_SHOWN: u32 = 20;
/// Bytes of the request that joins a device.
pub const JOIN_BYTES_MAX: usize = 4 * 1024;
/// Bytes of a bearer token or a cookie.
pub const TOKEN_BYTES_MAX: usize = 256;

/// Exchanges let in at once; the next is told to come back.
pub const EXCHANGES_MAX: usize = 256;
/// Requests with an unknown token that are looked at at once, for a certificate in them.
pub const STRANGERS_MAX: usize = 16;
/// Forms with a password that wait at once, to be hashed one after the other.
pub const SIGN_INS_MAX: usize = 16;
/// Bytes of the line that says who holds a data folder; a file with more was not written by us.
pub const LOCK_LINE_BYTES_MAX: u64 = 200;
/// How often it is written down which phones were here.
pub const PRESENCE_INTERVAL: Duration = Duration::from_secs(60);
/// How often the server looks at its disk, its clock and its certificate files.
pub const LOOK_INTERVAL: Duration = Duration::from_secs(30);
/// Free bytes below which the disk is said to fill up: a busy centre writes this in some months.
pub const DISK_FREE_BYTES_MIN: u64 = 256 * 1024 * 1024;
/// Before this program was written (2025-01-01) no clock can be right.
pub const CLOCK_EARLIEST: i64 = 1_735_689_600_000;
/// Nor after 2100-01-01.
pub const CLOCK_LATEST: i64 = 4_102_444_800_000;
/// A clock may be put back this far without a word: that is what correcting it takes.
pub const CLOCK_BACK_MS_MAX: i64 = 2 * 60 * 1_000;
/// Pushes committed together at most: beyond it the first of them would wait too long.
pub const COMMIT_BATCH_MAX: usize = 64;
/// Seconds after which a phone that was sent away may come back, at least and at most.
pub const RETRY_SECONDS: std::ops::RangeInclusive<u64> = 2..=15;

/// Bytes that all photos of an organisation take, unless `serve --photos` says otherwise: ten a
/// session, 400 kB each, for 2,500 sessions.
pub const PHOTOS_BYTES_MAX: u64 = 10 * 1024 * 1024 * 1024;
/// Bytes of photos that one phone brings within a day: what it held for a month without a line is
/// through in three.
pub const DEVICE_PHOTOS_DAY_BYTES_MAX: u64 = 100_000_000;
/// The most that `serve --photos` takes, in GiB: a petabyte, so that no sum of bytes overflows.
pub const ROOM_GIB_MAX: u64 = 1024 * 1024;
/// Free bytes below which no photo is taken: what is left is for figures.
pub const PHOTOS_DISK_FREE_BYTES_MIN: u64 = 2 * DISK_FREE_BYTES_MIN;
/// Requests with a piece of a photo that are let in at once. They have a door of their own, so that
/// no photo takes the place of figures.
pub const UPLOADS_MAX: usize = 32;
/// Photos that one phone has begun to send and not finished; the oldest makes room for the next.
pub const DEVICE_UPLOADS_OPEN_MAX: usize = 20;
/// Days after which a photo is given up of which no further piece came.
pub const UPLOAD_DAYS: i64 = 30;
/// Days after which a photo goes that its session does not name any more: what was taken out by
/// mistake is attached again by then.
pub const DETACHED_DAYS: i64 = 7;
/// How long a file of photos is left alone of which no row speaks: it may just be written.
pub const PHOTO_STRAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// How often it is looked for such photos and files.
pub const PHOTOS_TIDY_INTERVAL: Duration = Duration::from_secs(60 * 60);
/// Bytes of a photo that are read at once, at the pace of whoever gets it.
pub const PHOTO_PAGE_BYTES: usize = 64 * 1024;

/// Days that what a key sealed can still be opened after the next took its place: who has a file
/// on a memory card comes by within a season.
pub const SEAL_KEY_OLD_DAYS: i64 = 90;
/// Old keys of one circle that are kept within these days: fewer phones than that are closed.
pub const SEAL_KEYS_OLD_MAX: usize = 32;
/// Hand-overs of other phones in one request: more than a phone carries.
pub const REQUEST_ENVELOPES_MAX: usize = 64;
/// Documents after which no further hand-over of one request is opened; the phone keeps it for the
/// next.
pub const ENVELOPE_DOCUMENTS_JUDGED_MAX: usize = 2_000;
/// Organisations of which one phone may have read the log.
pub const ORGANISATIONS_MAX: usize = 64;
/// Pages of one answer; a phone that is further behind asks again on the same connection.
pub const ANSWER_PAGES_SERVED_MAX: usize = 64;
/// Bytes after which the first pages of an answer end, before compression, and all behind them.
pub const PAGE_BYTES_OF: [usize; 4] = [PAGE_BYTES / 4, PAGE_BYTES / 4, PAGE_BYTES / 2, PAGE_BYTES];
/// Bytes of changes in one item: the rest of a larger document follows in the next.
pub const ITEM_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of an item beside its changes, and of a change beside its bytes, roughly.
pub const AROUND_BYTES: usize = 64;
/// Rows of one feed that are read at once for a pull, at least.
pub const PULL_ROWS_MIN: usize = 8;
/// Venues in one table: the schools of a large country.
pub const VENUES_IMPORTED_MAX: usize = 100_000;
/// Members on one page: a regional centre with its volunteers.
pub const MEMBERS_SHOWN: usize = 50;
/// Venues on one page; a search finds the others.
pub const VENUES_SHOWN: usize = 100;
/// Exchanges, and shared sessions, on one page: a programme has some in a year.
pub const EXCHANGES_SHOWN: usize = 100;
/// Venues that the form of a plan offers while one types; others are found by their whole name.
pub const VENUES_OFFERED: usize = 1_000;
/// Decisions about venues that the page shows to be undone.
pub const VENUE_DECISIONS_SHOWN: usize = 20;
/// Changes of one phone that wait for a coordinator, or were refused for good by one: months of
/// work without a signal. What does not fit stays on the phone.
pub const QUARANTINE_DEVICE_CHANGES_MAX: u64 = 2_000;
/// Bytes of them.
pub const QUARANTINE_DEVICE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Changes that wait for a coordinator, those of all phones together.
pub const QUARANTINE_CHANGES_MAX: u64 = 20_000;
/// Bytes of them.
pub const QUARANTINE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Changes that wait and are let in at once: phones wait for the writer meanwhile.
pub const QUARANTINE_BATCH: usize = 32;
/// Bytes of them, but for the last.
pub const QUARANTINE_BATCH_BYTES: usize = 1024 * 1024;
/// Changes that wait of one document and are read to show what it would say.
pub const QUARANTINE_READ_CHANGES_MAX: usize = 100;
/// Bytes of them, but for the last.
pub const QUARANTINE_READ_BYTES_MAX: usize = 512 * 1024;
/// Sessions and exchanges on one page of what waits.
pub const QUARANTINE_SHOWN: usize = 20;
/// Phones that are named with one of them.
pub const QUARANTINE_SENDERS_SHOWN: usize = 10;
/// Minutes after which a phone comes back for whose work there was no room: somebody must decide
/// about what waits first.
pub const QUARANTINE_FULL_RETRY_MINUTES: u64 = 30;
/// Characters of the reason for which something that waited is refused.
pub const REASON_CHARS_MAX: usize = LINE_CHARS_MAX;
/// Decisions about what waited that its page shows.
pub const QUARANTINE_DECISIONS_SHOWN: u32 = 20;
/// Decisions about the catalogue that are listed.
pub const ACTS_LISTED_MAX: usize = 200;
/// Catalogue entries in one page of the answer.
pub const PAGE_ENTRIES_MAX: usize = 2_000;
/// Rows that are read at once to compare them with the list of a repair.
pub const REPAIR_ROWS: usize = 500;
/// Changes of a document after which its saved form is kept anew, to be loaded faster.
pub const SNAPSHOT_CHANGES: u64 = 16;
/// How often a push is judged again because others were quicker, before the writer does it itself.
pub const MOVED_ROUNDS_MAX: u32 = 3;

/// How long a write waits for another program that writes to the same database.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Idle database connections that are kept for the next reader.
pub const IDLE_READERS_MAX: usize = 8;
/// Page cache of the connection that writes.
pub const WRITER_CACHE_KIB: i64 = 8 * 1024;
/// Page cache of each connection that reads.
pub const READER_CACHE_KIB: i64 = 1024;
/// Prepared statements that each connection keeps.
pub const STATEMENTS_KEPT: usize = 128;
/// Bytes of the write-ahead log's file that are kept after a checkpoint.
pub const WAL_BYTES_KEPT: i64 = 16 * 1024 * 1024;

/// Bytes of an XLSForm: a long one has 100 kB.
pub const XLSFORM_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Cells of its sheets that are read: three hundred questions, each column filled, in sixteen
/// languages, with as many choices.
pub const XLSFORM_CELLS_MAX: usize = 200_000;
/// Bytes of text in those cells: ten times what a questionnaire may hold.
pub const XLSFORM_TEXT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Characters of a password: three or four words.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// More is hashed for nobody.
pub const PASSWORD_CHARS_MAX: usize = 200;
/// Wrong tries before the next must wait.
pub const ATTEMPTS_FREE: u32 = 5;
/// Longest wait between two tries.
pub const ATTEMPT_WAIT_MS_MAX: u64 = 15 * 60 * 1_000;
/// Wrong tries on one name from everywhere together before the next must wait: nobody mistypes that
/// often, and a stranger with many addresses is slowed down.
pub const NAME_ATTEMPTS_FREE: u32 = 100;
/// Longest wait for a name: its owner must get in between two strangers.
pub const NAME_ATTEMPT_WAIT_MS_MAX: u64 = 10 * 1_000;
/// Wrong tries are forgotten after this time without any.
pub const ATTEMPTS_FORGOTTEN_MS: i64 = 24 * 60 * 60 * 1_000;
/// Names and addresses whose wrong tries are remembered; the oldest make room.
pub const ATTEMPT_SUBJECTS_MAX: u32 = 10_000;
/// An invite is sent by post or handed over at the next meeting.
pub const INVITE_LIFE_MS: i64 = 14 * 24 * 60 * 60 * 1_000;
/// A one-time sign-in lies in a terminal or a letter.
pub const SIGN_IN_CODE_LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// A browser stays signed in for a long working day.
pub const COOKIE_LIFE_MS: i64 = 12 * 60 * 60 * 1_000;
/// Characters of what an app says of itself.
pub const APP_CHARS_MAX: usize = 100;

/// Pages of the database that a backup copies between two looks at how far it is: 8 MB.
pub const BACKUP_PAGES_AT_ONCE: i32 = 2_048;

/// Bytes of one file to import: it is read whole.
pub const IMPORT_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Rows of one import: it is one transaction, during which phones wait.
pub const IMPORT_ROWS_MAX: usize = 10_000;
/// Columns of one import: rows have a cell for each, however few of them they fill.
pub const IMPORT_COLUMNS_MAX: usize = 1_000;

/// UTF-16 units in one cell of a workbook: what Excel holds.
pub const CELL_UTF16_MAX: usize = 32_767;

/// Rows of documents read at once by what goes through all of them; each is opened alone.
pub const DOCUMENTS_READ_AT_ONCE: usize = 256;

/// Rows without a document that a check names; more of them say nothing new.
pub const CHECK_STRAYS_MAX: usize = 1_000;

/// Words of a search that are looked at.
pub const SEARCH_WORDS_MAX: usize = 8;
/// Sessions on one page of the list: what fits a laptop's window twice.
pub const LIST_ROWS: u32 = 50;
/// The list is counted up to here; beyond, an exact number is not worth the wait.
pub const LIST_COUNT_MAX: u64 = 10_000;
/// Sessions under "just in" on the overview.
pub const LATEST_ROWS: u32 = 6;
/// Steps of a trend: three years of months, so that the same month can be compared.
pub const TREND_STEPS_MAX: usize = 36;
/// Days of a period that is shown by week: a quarter. A longer one is shown by month.
pub const WEEKLY_DAYS_MAX: i64 = 92;
/// Places by which a county must stand lower in people reached than as a place of origin to be
/// named under-served: one or two are chance.
pub const UNDER_SERVED_PLACES: u64 = 3;
/// Shades of a map, from the fewest reached to the most.
pub const SHADES: u64 = 5;
/// Members that one table may bring, and codes on one sheet: a training's worth.
pub const ROSTER_ROWS_MAX: usize = 300;
/// Problems of a table that are listed; who has more begins with these.
pub const ROSTER_PROBLEMS_MAX: usize = 200;
/// Open pages that hear of what moves; one more works as well and is loaded anew by hand.
pub const LISTENERS_MAX: usize = 256;
/// How long an open page hears nothing before it is told that the line is alive: less than what
/// routers on the way forget a silent line after.
pub const LIVE_HEARTBEAT: Duration = Duration::from_secs(20);
/// Pause between two hints to one page.
pub const LIVE_PAUSE: Duration = Duration::from_secs(1);
/// After this an open page asks anew, and is looked at anew.
pub const LIVE_LIFE: Duration = Duration::from_secs(10 * 60);
/// Days without contact after which a phone is called silent, unless the reader chooses others.
pub const SILENT_DAYS: i64 = 7;
/// Days that the reader may choose for it.
pub const SILENT_DAYS_CHOICES: [i64; 4] = [3, SILENT_DAYS, 14, 30];
/// A phone's clock that is further off than this is worth a word.
pub const CLOCK_WORTH_SAYING_MS: i64 = 5 * 60 * 1_000;
/// A change that took longer than this from the thumb to the server is worth a word.
pub const ARRIVAL_WORTH_SAYING_MS: i64 = 60 * 60 * 1_000;

/// Characters of the organisation's name.
pub const NAME_CHARS_MAX: usize = 200;
/// Bytes of the host in a public address: the longest name that DNS can hold.
pub const HOST_BYTES_MAX: usize = 253;

/// Days that the server's own certificate authority lives: longer than any phone.
pub const CA_DAYS: u64 = 20 * 365;
/// Days that a leaf lives: the longest that browsers take.
pub const LEAF_DAYS: u64 = 397;
/// Days before its end at which a leaf is made anew.
pub const LEAF_RENEW_DAYS: u64 = 60;
/// Days before the end of the administrator's own certificate from which on that is said.
pub const OWN_CERTIFICATE_WARN_DAYS: i64 = 30;
/// How often the running server looks at its leaf.
pub const LEAF_CHECK_INTERVAL: Duration = Duration::from_secs(12 * 60 * 60);

const _: () = assert!(
    ANSWER_LINGER.as_secs() < DRAIN_TIMEOUT.as_secs(),
    "whoever still sends must not hold up the end"
);
const _: () = assert!(
    PHOTOS_DISK_FREE_BYTES_MIN > DISK_FREE_BYTES_MIN,
    "photos must not be what fills the disk"
);
const _: () = assert!(
    UPLOADS_MAX * BLOB_CHUNK_BYTES_MAX * 4 <= BODIES_BYTES_MAX,
    "photos must leave the memory for bodies to figures"
);
const _: () = assert!(
    PHOTOS_KEPT_BYTES_MAX <= DEVICE_PHOTOS_DAY_BYTES_MAX
        && DEVICE_PHOTOS_DAY_BYTES_MAX * 64 <= PHOTOS_BYTES_MAX,
    "what a restored server lacks comes within a day, and no phone fills the room by itself"
);
const _: () = assert!(
    DEVICE_UPLOADS_OPEN_MAX >= 2 * PHOTOS_SESSION_MAX,
    "a phone must be able to begin what its session names"
);
const _: () = assert!(
    LEAF_RENEW_DAYS < LEAF_DAYS,
    "a new leaf must not be due at once"
);
const _: () = assert!(LEAF_DAYS < CA_DAYS, "a leaf must end before its authority");
const _: () = assert!(
    STREAM_WINDOW_BYTES <= CONNECTION_WINDOW_BYTES,
    "a stream must fit"
);
const _: () = assert!(
    ITEM_BYTES_MAX + 2 * CHANGE_BYTES_MAX <= MESSAGE_BYTES_MAX,
    "an item and its last change must fit a message"
);
const _: () = assert!(
    ANSWER_PAGES_SERVED_MAX < ANSWER_PAGES_MAX,
    "a phone must take as many pages as we serve"
);
const _: () = assert!(
    BODIES_BYTES_MAX >= 2 * STRANGERS_MAX * REQUEST_BYTES_MAX,
    "strangers with large requests must not lock phones out"
);
const _: () = assert!(
    QUARANTINE_DEVICE_CHANGES_MAX * 4 <= QUARANTINE_CHANGES_MAX
        && QUARANTINE_DEVICE_BYTES_MAX * 4 <= QUARANTINE_BYTES_MAX,
    "one phone must not take the room of all"
);
const _: () = assert!(
    QUARANTINE_DEVICE_BYTES_MAX >= 2 * CHANGE_BYTES_MAX as u64,
    "the largest change must find room"
);
