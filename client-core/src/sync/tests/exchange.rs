//! Ordinary exchanges: nothing new, things to send, things to take, and how much each costs.

use super::script::*;
use crate::ids::DocId;
use crate::limits::{REQUEST_PUTS_BYTES_MAX, RETRY_MS_MAX, SYNC_ROUND_TRIPS_MAX};
use crate::sync::{CataloguePage, Effect, Holding, Machine, Start, SyncEnd, SyncError};
use crate::wire::answer::Retry;
use crate::wire::{CatalogueCursor, CatalogueItem, Gone, Put, ToPhone, ToServer, Welcome};

fn puts(messages: &[ToServer]) -> Vec<&Put> {
    let mut puts = Vec::new();
    for message in messages {
        if let ToServer::Put(put) = message {
            puts.push(put);
        }
    }
    puts
}

/// A server that takes everything.
fn take_all(
    request: &[ToServer],
    mut taken_of: impl FnMut(DocId, &Put) -> ToPhone,
) -> Vec<ToPhone> {
    let taken = puts(request).into_iter().map(|put| taken_of(put.doc, put));
    std::iter::once(welcome())
        .chain(taken)
        .chain([done()])
        .collect()
}

#[test]
fn nothing_new_is_one_round_trip_of_four_hundred_bytes_each_way() {
    let mut phone = Phone::new(start());
    let body = phone.body().unwrap();
    assert!(body.len() <= 400, "{} bytes out", body.len());
    let answer = answer(&[welcome(), done()]);
    assert!(answer.len() <= 400, "{} bytes in", answer.len());
    phone.machine.handle_bytes(&answer).unwrap();
    phone.machine.handle_end(NOW).unwrap();
    assert_eq!(phone.body(), None);
    let report = phone.machine.report();
    assert_eq!(report.end, Some(SyncEnd::Done));
    assert_eq!(
        (report.round_trips, report.sent, report.received),
        (1, 0, 0)
    );
    assert_eq!(report.bytes_out, body.len() as u64);
    let nothing_held = Effect::NeedDeposit(Holding::default());
    assert_eq!(
        phone.effects,
        [Effect::RaiseSent { sent: 42 }, nothing_held]
    );
}

#[test]
fn following_many_units_costs_nothing_once_they_are_known() {
    let feeds = (0..45)
        .map(|n| format!("unit:unit-{n}").parse().unwrap())
        .collect::<Vec<_>>();
    let told = Welcome {
        protocol: 1,
        server_time: NOW,
        feeds: Some(feeds.clone()),
        schemas: Some(vec![2]),
        encoding: 1,
        role: Some("national".into()),
        catalogue_version: 3,
        reconciles: None,
        deposit: None,
        handed_out: None,
    };
    let mut phone = Phone::new(start());
    phone.request().unwrap();
    phone.answer(&[told.into(), moved(7, 7), done()]).unwrap();
    let role = Some("national".into());
    assert_eq!(phone.stored()[0], Effect::FeedsChanged { feeds, role });
    assert_eq!(
        phone.stored()[1],
        Effect::Schemas {
            versions: [2, 1, 1]
        }
    );
    let mut again = Phone::new(Start {
        cursors: vec![cursor(7, 7)],
        ..start()
    });
    assert!(again.body().unwrap().len() <= 400);
}

#[test]
fn the_counter_is_durable_before_the_request_leaves() {
    let mut phone = Phone::with(vec![outgoing(doc(0), &[300])]);
    assert_eq!(phone.machine.poll_request(), None, "effects wait");
    let request = phone.request().unwrap();
    let ToServer::Hello(hello) = &request[0] else {
        panic!("{request:?}")
    };
    assert_eq!(hello.sent, 42);
    assert_eq!(phone.effects.last(), Some(&Effect::RaiseSent { sent: 42 }));
}

#[test]
fn what_was_sent_is_settled_and_the_receipt_kept() {
    let (new, old) = (outgoing(doc(2), &[300, 200]), outgoing(doc(1), &[300]));
    let companion = outgoing(new.put.doc.companion(), &[100]);
    let mut phone = Phone::with(vec![old.clone(), companion.clone(), new.clone()]);
    assert_eq!(phone.machine.to_send(), 3);
    let request = phone.request().unwrap();
    assert_eq!(phone.machine.to_send(), 3, "until the server has said so");
    let order: Vec<_> = puts(&request).iter().map(|put| put.doc).collect();
    assert_eq!(order, [new.put.doc, companion.put.doc, old.put.doc]);
    assert_eq!(
        request.last(),
        Some(&ToServer::End(crate::wire::request::End {}))
    );
    phone
        .answer(&[
            welcome(),
            taken(new.put.doc, new.hashes[1], 9),
            taken(companion.put.doc, companion.hashes[0], 8),
            done(),
        ])
        .unwrap();
    let Effect::Outcomes(outcomes) = &phone.stored()[0] else {
        panic!("{:?}", phone.stored())
    };
    assert_eq!(outcomes.taken.len(), 2);
    assert_eq!(outcomes.receipts, [receipt(9)]);
    let report = phone.machine.report();
    assert_eq!((report.sent, report.round_trips), (3, 1));
    assert_eq!(
        report.unsettled,
        [old.put.doc],
        "the server said nothing of it"
    );
    assert_eq!(
        report.end,
        Some(SyncEnd::Done),
        "and it is not asked for ever"
    );
}

#[test]
fn much_to_send_goes_in_bounded_requests_in_order() {
    let mut all: Vec<_> = (0..400).map(|n| outgoing(doc(n), &[900])).collect();
    let large = outgoing(doc(500), &[30_000, 50_000, 200_000, 10]);
    all.push(large.clone());
    let mut phone = Phone::with(all.clone());
    let mut sent: Vec<(DocId, usize)> = Vec::new();
    let mut seq = 10;
    while let Some(request) = phone.request() {
        let size: usize = puts(&request)
            .iter()
            .flat_map(|put| &put.changes)
            .map(|change| change.0.len())
            .sum();
        assert!(
            size <= REQUEST_PUTS_BYTES_MAX || puts(&request).len() == 1,
            "{size}"
        );
        sent.extend(
            puts(&request)
                .iter()
                .map(|put| (put.doc, put.changes.len())),
        );
        let answer = take_all(&request, |doc, put| {
            seq += 1;
            let all = all.iter().find(|o| o.put.doc == doc).unwrap();
            let at = all
                .put
                .changes
                .iter()
                .rposition(|c| Some(c) == put.changes.last());
            taken(doc, all.hashes[at.unwrap()], seq)
        });
        phone.answer(&answer).unwrap();
    }
    let report = phone.machine.report();
    assert_eq!(report.sent, 404);
    assert_eq!(report.unsettled, []);
    assert_eq!(sent[0], (doc(399), 1), "the newest first");
    let of_large: Vec<_> = sent
        .iter()
        .filter(|(doc, _)| *doc == large.put.doc)
        .collect();
    assert_eq!(of_large.iter().map(|(_, n)| n).sum::<usize>(), 4);
    assert!(sent.iter().position(|(doc, _)| *doc == large.put.doc) >= Some(400));
    assert!(
        report.round_trips <= 12,
        "{} round trips",
        report.round_trips
    );
}

#[test]
fn each_request_says_how_many_sessions_still_wait() {
    let companion = outgoing(doc(1).companion(), &[40_000]);
    let mut all: Vec<_> = (0..3).map(|n| outgoing(doc(n), &[40_000])).collect();
    all.push(companion);
    let mut phone = Phone::with(all.clone());
    phone.machine = Machine::start(
        Start {
            unsent: 3,
            pending: all.iter().map(pending).collect(),
            ..start()
        },
        NOW,
    );
    let mut said = Vec::new();
    while let Some(request) = phone.request() {
        let ToServer::Hello(hello) = &request[0] else {
            panic!("{request:?}")
        };
        said.push((hello.unsent, puts(&request).len()));
        let hash = |doc| all.iter().find(|o| o.put.doc == doc).unwrap().hashes[0];
        let answer = take_all(&request, |doc, _| taken(doc, hash(doc), 9));
        phone.answer(&answer).unwrap();
    }
    assert_eq!(said, [(3, 1), (2, 1), (2, 1), (1, 1)]);
}

#[test]
fn pages_are_stored_with_their_cursors_and_more_is_asked_for() {
    let gone = Gone {
        feed: "unit:iasi".parse().unwrap(),
        doc: None,
    };
    let mut phone = Phone::new(start());
    phone.request().unwrap();
    let entry = CatalogueItem {
        key: "unit/suceava".into(),
        version: 4,
        json: Some("{}".into()),
    };
    let ToPhone::Welcome(said) = welcome() else {
        unreachable!()
    };
    phone
        .answer(&[
            Welcome {
                catalogue_version: 4,
                reconciles: None,
                ..said
            }
            .into(),
            entry.clone().into(),
            item(doc(1), &[300, 200]),
            moved(7, 9),
            gone.clone().into(),
            moved(7, 12),
            more(),
        ])
        .unwrap();
    let request = phone.request().unwrap();
    let ToServer::Hello(hello) = &request[0] else {
        panic!("{request:?}")
    };
    assert_eq!(
        (hello.cursors[0].at, hello.catalogue_version, hello.sent),
        (12, 4, 43)
    );
    phone.answer(&[welcome(), moved(12, 12), done()]).unwrap();
    assert_eq!(phone.request(), None);
    let stored = phone.stored();
    assert_eq!(
        stored[0],
        Effect::Catalogue(CataloguePage {
            items: vec![entry],
            cursor: Some(CatalogueCursor::at_version(4)),
            ..CataloguePage::default()
        })
    );
    let Effect::Page(page) = &stored[2] else {
        panic!("{stored:?}")
    };
    assert_eq!(
        (page.gone.as_slice(), page.items.len()),
        ([gone].as_slice(), 0)
    );
    assert_eq!(phone.machine.report().received, 2);
}

#[test]
fn what_lacks_its_ground_is_wanted_once() {
    let mut phone = Phone::new(Start {
        wants: vec![doc(1)],
        ..start()
    });
    assert_eq!(phone.request().unwrap().len(), 3);
    phone
        .machine
        .handle_bytes(&answer(&[
            welcome(),
            item(doc(2), &[9]),
            moved(8, 8),
            done(),
        ]))
        .unwrap();
    phone.machine.want(doc(2));
    phone.machine.want(doc(2));
    phone.machine.handle_end(NOW).unwrap();
    let request = phone.request().unwrap();
    assert!(matches!(&request[1], ToServer::Want(want) if want.doc == doc(2)));
    assert_eq!(request.len(), 3);
    phone.answer(&[welcome(), done()]).unwrap();
    phone.machine.want(doc(2));
    assert_eq!(phone.request(), None);
}

#[test]
fn the_server_may_ask_for_time() {
    let mut phone = Phone::with(vec![outgoing(doc(1), &[300])]);
    phone.request().unwrap();
    phone
        .answer(&[Retry { after_ms: u64::MAX }.into()])
        .unwrap();
    let after_ms = RETRY_MS_MAX;
    assert_eq!(phone.stored(), [Effect::Retry { after_ms }]);
    assert_eq!(
        phone.machine.report().end,
        Some(SyncEnd::Retry { after_ms })
    );
    assert_eq!(phone.request(), None);
}

#[test]
fn a_user_may_stop_at_any_time() {
    let mut phone = Phone::with(vec![outgoing(doc(1), &[300])]);
    phone.request().unwrap();
    phone.machine.cancel();
    phone
        .machine
        .handle_bytes(&answer(&[welcome(), done()]))
        .unwrap();
    phone.machine.handle_end(NOW).unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Cancelled));
}

#[test]
fn a_server_cannot_keep_a_phone_busy_for_ever() {
    let mut phone = Phone::new(start());
    let mut at = 7;
    let error = loop {
        phone.request().expect("it goes on until it is too much");
        at += 1;
        if let Err(error) = phone.answer(&[welcome(), moved(7, at), more()]) {
            break error;
        }
    };
    assert!(
        matches!(error, SyncError::TooManyRoundTrips { .. }),
        "{error}"
    );
    assert_eq!(at, 7 + SYNC_ROUND_TRIPS_MAX as u64);
    assert_eq!(phone.request(), None);
}
