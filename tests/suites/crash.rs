//! The server's process is killed again and again while phones push: what it has acknowledged is
//! there afterwards, and its own check finds nothing wrong.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use client_core::client::{Cancel, Progress};
use client_core::ids::DocId;
use client_core::model::{Edit, Kind, Register};
use tests::office::{Enrolled, Office};

/// Times that the server is killed.
const KILLS: usize = 8;
/// Sessions that must have been acknowledged between two kills, so that each one strikes a server
/// that works.
const ACKNOWLEDGED_BETWEEN: usize = 3;
const PHONES: usize = 3;
/// How long nothing may be acknowledged, on the slowest machine, before the test fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a phone that pushes says of itself.
enum News {
    /// That many sessions more are acknowledged.
    Acknowledged(usize),
    /// It pushes no more, for whatever reason.
    Ended,
}

/// Says so when a phone ends, by panicking too.
struct Ending(Sender<News>);

impl Drop for Ending {
    fn drop(&mut self) {
        // Nobody listens any more once the test is over.
        let _ = self.0.send(News::Ended);
    }
}

/// Tells the phones to stop, also when the test fails: it could not end before they do.
struct Stopping<'a>(&'a AtomicBool);

impl Drop for Stopping<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Records and sends until told to stop; returns what was acknowledged.
fn push(phone: &Enrolled, stop: &AtomicBool, news: Sender<News>) -> BTreeSet<DocId> {
    let ending = Ending(news);
    let mut sent = BTreeSet::new();
    let mut waiting = BTreeSet::new();
    while !stop.load(Ordering::Relaxed) {
        let title = format!("Session {}", sent.len() + waiting.len());
        let edits = [
            Edit::text(Register::Kind, Kind::School.code()),
            Edit::text(Register::Title, title),
            Edit::Count {
                cell: "reached.f.14-17".parse().unwrap(),
                by: 1,
            },
        ];
        waiting.insert(phone.client.begin(None, &edits).unwrap());
        phone.try_sync();
        if phone.client.status().unwrap().unsent == 0 {
            let _ = ending.0.send(News::Acknowledged(waiting.len()));
            sent.append(&mut waiting);
        }
    }
    sent
}

/// Hears the phones until that many sessions more are acknowledged.
fn hear(news: &Receiver<News>, wanted: usize) {
    let mut acknowledged = 0;
    while acknowledged < wanted {
        match news.recv_timeout(PATIENCE) {
            Ok(News::Acknowledged(more)) => acknowledged += more,
            Ok(News::Ended) => panic!("a phone stopped pushing"),
            Err(error) => panic!("nothing is acknowledged any more: {error}"),
        }
    }
}

/// A picture to make a photo of that is sent in several pieces.
const PICTURE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../server/screenshots/overview.png"
);

/// Syncs; the server is killed as soon as it has acknowledged more of a photo than before. Gives
/// how many bytes were to be sent.
fn killed_in_a_photo(office: &mut Office, phone: &Enrolled) -> u64 {
    let (tell, acknowledged) = mpsc::channel();
    let (killed, go_on) = mpsc::channel::<()>();
    let to_send = thread::scope(|scope| {
        let syncing = scope.spawn(move || {
            let mut to_send = 0;
            let mut told = |progress: &Progress| {
                to_send = progress.photo_bytes_to_send;
                if progress.photo_bytes_sent > 0 && tell.send(()).is_ok() {
                    let _ = go_on.recv();
                }
            };
            let never = Cancel::default();
            let _cut = phone.client.sync(&phone.line, &mut told, &never);
            to_send
        });
        acknowledged.recv_timeout(PATIENCE).unwrap();
        office.kill();
        drop((acknowledged, killed));
        syncing.join().unwrap()
    });
    office.restart();
    to_send
}

#[test]
fn a_photo_goes_on_where_the_server_was_killed() {
    let mut office = Office::open(&["suceava:Suceava"]);
    let [ana, ion] = ["ana", "ion"].map(|name| office.enrol(name, "volunteer", "suceava"));
    let kind = Edit::text(Register::Kind, "school");
    let doc = ana.client.begin(None, &[kind]).unwrap();
    let picture = std::fs::read(PICTURE).unwrap();
    let file = ana.client.attach(doc, &picture, "poster.jpg").unwrap();
    let mut to_send = vec![killed_in_a_photo(&mut office, &ana)];
    assert_eq!(to_send, [file.bytes]);
    // What was acknowledged is not sent again, however often that happens.
    while ana.client.status().unwrap().unsent_photos > 0 && to_send.len() < KILLS {
        to_send.push(killed_in_a_photo(&mut office, &ana));
    }
    assert!(
        to_send.is_sorted_by(|before, after| before > after),
        "{to_send:?}"
    );
    assert!(to_send.len() > 2, "{to_send:?}");
    ana.sync();
    assert_eq!(ana.client.status().unwrap().unsent_photos, 0);

    ion.sync();
    let hash = file.sha256.parse().unwrap();
    let fetched = ion
        .client
        .fetch_photo(&ion.line, doc, hash, &Cancel::default())
        .unwrap();
    assert!(fetched == ana.client.photo(doc, hash).unwrap().unwrap());
    office.kill();
    let _clean = office.teren("check", &[]).with_code(0);
}

#[test]
fn nothing_acknowledged_is_missing_after_kills() {
    let mut office = Office::open(&["suceava:Suceava"]);
    let phones: Vec<Enrolled> = (0..PHONES)
        .map(|number| office.enrol(&format!("member-{number}"), "volunteer", "suceava"))
        .collect();
    let stop = AtomicBool::new(false);
    let (tell, news) = mpsc::channel();
    let sent: BTreeSet<DocId> = thread::scope(|scope| {
        let stopping = Stopping(&stop);
        let pushing: Vec<_> = phones
            .iter()
            .map(|phone| {
                let (stop, tell) = (&stop, tell.clone());
                scope.spawn(move || push(phone, stop, tell))
            })
            .collect();
        for _ in 0..KILLS {
            hear(&news, ACKNOWLEDGED_BETWEEN);
            office.kill();
            office.restart();
        }
        drop(stopping);
        let sent = pushing.into_iter().map(|phone| phone.join().unwrap());
        sent.flatten().collect()
    });
    assert!(sent.len() >= KILLS * ACKNOWLEDGED_BETWEEN);
    office.kill();
    let _clean = office.teren("check", &[]).with_code(0);
    let export = office.teren("export", &["--format", "json", "--to", "-"]);
    let export = export.with_code(0).json();
    let kept: BTreeSet<DocId> = export
        .as_array()
        .unwrap()
        .iter()
        .map(|session| session["id"].as_str().unwrap().parse().unwrap())
        .collect();
    let missing: Vec<_> = sent.difference(&kept).collect();
    assert!(missing.is_empty(), "{missing:?}");

    // And the phones go on: in the end everybody has everything.
    office.restart();
    for phone in phones.iter().chain(&phones) {
        phone.sync();
    }
    for phone in &phones {
        for doc in &sent {
            assert_eq!(phone.client.session(*doc).unwrap().people_reached(), 1);
        }
    }
}
