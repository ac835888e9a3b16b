//! The server's process is killed again and again while phones push: what it has acknowledged is
//! there afterwards, and its own check finds nothing wrong.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use client_core::ids::DocId;
use client_core::model::{Edit, Kind, Register};
use tests::office::{Enrolled, Office};

/// Times that the server is killed.
const KILLS: usize = 8;
/// Sessions that must have been acknowledged between two kills, so that each one strikes a server
/// that works.
const ACKNOWLEDGED_BETWEEN: usize = 3;
const PHONES: usize = 3;

/// Records and sends until told to stop; returns what was acknowledged.
fn push(phone: &Enrolled, stop: &AtomicBool, acknowledged: &AtomicUsize) -> BTreeSet<DocId> {
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
            acknowledged.fetch_add(waiting.len(), Ordering::Relaxed);
            sent.append(&mut waiting);
        }
    }
    sent
}

/// Gives way to others until it is so.
fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        thread::yield_now();
    }
}

#[test]
fn nothing_acknowledged_is_missing_after_kills() {
    let mut office = Office::open(&["suceava:Suceava"]);
    let phones: Vec<Enrolled> = (0..PHONES)
        .map(|number| office.enrol(&format!("member-{number}"), "volunteer", "suceava"))
        .collect();
    let (stop, acknowledged) = (AtomicBool::new(false), AtomicUsize::new(0));
    let sent: BTreeSet<DocId> = thread::scope(|scope| {
        let pushing: Vec<_> = phones
            .iter()
            .map(|phone| scope.spawn(|| push(phone, &stop, &acknowledged)))
            .collect();
        for kill in 1..=KILLS {
            until(|| acknowledged.load(Ordering::Relaxed) >= kill * ACKNOWLEDGED_BETWEEN);
            office.kill();
            office.restart();
        }
        stop.store(true, Ordering::Relaxed);
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
