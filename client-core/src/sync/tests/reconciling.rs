//! A repair with a server that reconciles: what it costs, what it says, and what it does when the
//! server does not hold its word.

use std::collections::BTreeMap;

use super::script::*;
use crate::ids::{ChangeHash, DocId, StateHash};
use crate::sync::reconcile::HeldSet;
use crate::sync::{Effect, Start, SyncEnd, SyncError};
use crate::wire::message::Blob;
use crate::wire::{
    Differing, InventoryItem, Missing, RECONCILES, Reconcile, Reconciled, RepairReason, ToPhone,
    ToServer, Welcome,
};

/// A server's documents and their heads, and no store.
type Held = BTreeMap<DocId, Vec<ChangeHash>>;

fn sessions(count: u64) -> Held {
    let one = |at: u64| (doc(at as i64 * 3_600_000), vec![hash(at)]);
    (0..count).map(one).collect()
}

fn items(held: &Held) -> Vec<InventoryItem> {
    let item = |(doc, heads): (&DocId, &Vec<ChangeHash>)| InventoryItem {
        doc: *doc,
        heads: heads.clone(),
    };
    held.iter().map(item).collect()
}

fn reconciles() -> ToPhone {
    let ToPhone::Welcome(welcome) = welcome() else {
        panic!("a welcome")
    };
    Welcome {
        reconciles: Some(RECONCILES),
        ..welcome
    }
    .into()
}

/// A phone with these documents whose member asks for a repair.
fn repairing(held: &Held) -> Phone {
    let mut phone = Phone::new(Start {
        repair: Some(RepairReason::Asked),
        reconciles: true,
        ..start()
    });
    phone.inventory = items(held);
    phone.list_len = 5_000;
    phone
}

/// The server's answer to one turn.
fn answer_turn(held: &Held, turn: &Reconcile) -> Vec<ToPhone> {
    let states = held
        .iter()
        .map(|(doc, heads)| (*doc, StateHash::of(*doc, heads)));
    let message = HeldSet::of(states).answer(&turn.message.0).unwrap();
    let reconciled = Reconciled {
        message: Blob(message),
        cursor: turn.begins.then(|| cursor(9, 9)),
    };
    vec![reconciles(), reconciled.into(), done()]
}

fn turn_of(request: &[ToServer]) -> Reconcile {
    match request {
        [
            ToServer::Hello(hello),
            ToServer::Reconcile(turn),
            ToServer::End(_),
        ] => {
            assert_eq!((hello.cursors.len(), hello.receipts.len()), (0, 0));
            turn.clone()
        }
        other => panic!("hello, a turn and nothing else: {other:?}"),
    }
}

/// Turns until the phone says what differs; none when nothing does.
fn compare(phone: &mut Phone, server: &Held) -> Option<Differing> {
    loop {
        let request = phone.request()?;
        if let [_, ToServer::Differing(differing), _] = request.as_slice() {
            return Some(differing.clone());
        }
        phone
            .answer(&answer_turn(server, &turn_of(&request)))
            .unwrap();
    }
}

#[test]
fn ten_thousand_equal_documents_cost_one_small_round_trip() {
    let held = sessions(10_000);
    let mut phone = repairing(&held);
    assert_eq!(compare(&mut phone, &held), None);
    let report = phone.machine.report();
    assert_eq!((report.end, report.round_trips), (Some(SyncEnd::Done), 1));
    assert!(report.bytes_out <= 400, "{} bytes out", report.bytes_out);
    assert!(report.bytes_in <= 400, "{} bytes in", report.bytes_in);
    let stored = phone.stored();
    assert!(matches!(&stored[0], Effect::RepairEqual { docs } if docs.len() == 10_000));
    assert!(matches!(&stored[1], Effect::Page(page) if page.cursor == Some(cursor(9, 9))));
    assert_eq!(stored[2..], [Effect::RepairReconciled, Effect::RepairEnded]);
}

#[test]
fn twenty_recent_differences_cost_two_round_trips_before_they_are_named() {
    let server = sessions(10_020);
    let held = sessions(10_000);
    for (held, server) in [(&held, &server), (&server, &held)] {
        let mut phone = repairing(held);
        let differing = compare(&mut phone, server).unwrap();
        assert_eq!(differing.items.len() + differing.lacking.len(), 20);
        // The request that names them has left already.
        let report = phone.machine.report();
        assert!(report.round_trips <= 3, "{}", report.round_trips);
        let named = 20 * 60 + 100;
        let bytes = report.bytes_out + report.bytes_in;
        assert!(bytes <= 1_400 + named, "{bytes} bytes");
    }
}

#[test]
fn what_differs_is_listed_and_nothing_else() {
    let mut server = sessions(200);
    let mut held = server.clone();
    let docs: Vec<DocId> = held.keys().copied().collect();
    server.remove(&docs[150]);
    held.remove(&docs[160]);
    server.insert(docs[170], vec![hash(1), hash(2)]);
    let mut phone = repairing(&held);
    let last = outgoing(docs[150], &[60]);
    phone.closures.insert(docs[150], last.clone());
    let differing = compare(&mut phone, &server).unwrap();
    let listed: Vec<DocId> = differing.items.iter().map(|item| item.doc).collect();
    assert_eq!(listed, [docs[150], docs[170]]);
    let lacking = [docs[160], docs[170]].map(|doc| StateHash::of(doc, &server[&doc]));
    let named: Vec<_> = differing.lacking.clone();
    assert!(named.len() == 2 && lacking.iter().all(|state| named.contains(state)));

    let missing = Missing {
        doc: docs[150],
        heads: vec![],
    };
    let came = [item(docs[160], &[30]), item(docs[170], &[30])];
    let answer = [&[reconciles(), missing.into()][..], &came, &[done()]].concat();
    phone.answer(&answer).unwrap();
    let request = phone.request().unwrap();
    assert!(matches!(&request[1], ToServer::Put(put) if put.doc == docs[150]));
    phone
        .answer(&[reconciles(), taken(docs[150], last.hashes[0], 10), done()])
        .unwrap();
    assert_eq!(phone.request(), None);
    let stored = phone.stored();
    assert!(matches!(&stored[0], Effect::RepairEqual { docs } if docs.len() == 197));
    assert!(matches!(&stored[1], Effect::Page(page) if page.items.len() == 2));
    assert_eq!(stored.last(), Some(&Effect::RepairEnded));
}

#[test]
fn what_is_older_than_the_window_is_listed_all_the_same() {
    let held = sessions(200);
    let docs: Vec<DocId> = held.keys().copied().collect();
    let mut phone = Phone::new(Start {
        repair: Some(RepairReason::LogDiverged),
        reconciles: true,
        kept_from: docs[20],
        ..start()
    });
    phone.inventory = items(&held);
    phone.list_len = 5_000;
    let kept = held
        .iter()
        .skip(20)
        .map(|(doc, heads)| (*doc, heads.clone()));
    let differing = compare(&mut phone, &kept.collect()).unwrap();
    let listed: Vec<DocId> = differing.items.iter().map(|item| item.doc).collect();
    assert_eq!(listed, docs[..20]);
    phone.answer(&[reconciles(), done()]).unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
}

#[test]
fn a_server_that_reconciles_no_more_is_told_everything() {
    let held = sessions(200);
    let mut phone = repairing(&held);
    turn_of(&phone.request().unwrap());
    // It took no notice of the turn, and answers as if the phone were new.
    let answer = [welcome(), item(doc(0), &[9]), moved(4, 4), done()];
    phone.answer(&answer).unwrap();
    assert_eq!(phone.stored(), [Effect::Reconciles { spoken: false }]);
    let request = phone.request().unwrap();
    assert!(matches!(&request[1], ToServer::Inventory(list) if list.items.len() == 200));
    phone.answer(&[welcome(), moved(2, 2), done()]).unwrap();
    while phone.request().is_some() {
        phone.answer(&[welcome(), done()]).unwrap();
    }
    assert_eq!(phone.stored().last(), Some(&Effect::RepairEnded));
}

#[test]
fn where_almost_everything_differs_lists_cost_less() {
    let held = sessions(150);
    let mut phone = repairing(&held);
    let server = sessions(6_000);
    loop {
        let request = phone.request().unwrap();
        if let [_, ToServer::Inventory(list), _] = request.as_slice() {
            assert_eq!((list.items.len(), list.more), (150, false));
            break;
        }
        phone
            .answer(&answer_turn(&server, &turn_of(&request)))
            .unwrap();
    }
    let few = sessions(99);
    let request = repairing(&few).request().unwrap();
    assert!(matches!(&request[1], ToServer::Inventory(_)));
}

#[test]
fn a_turn_that_makes_no_sense_ends_the_sync_and_leaves_the_repair_open() {
    let held = sessions(200);
    let garbage = Reconciled {
        message: Blob(vec![1, 2, 3]),
        cursor: Some(cursor(9, 9)),
    };
    let no_cursor = |turn: &Reconcile| {
        let mut answer = answer_turn(&held, turn);
        if let ToPhone::Reconciled(said) = &mut answer[1] {
            said.cursor = None;
        }
        answer
    };
    let mut ends = Vec::new();
    for case in 0..5 {
        let mut phone = repairing(&held);
        let turn = turn_of(&phone.request().unwrap());
        let twice = answer_turn(&held, &turn);
        let answer = match case {
            0 => vec![reconciles(), garbage.clone().into(), done()],
            1 => vec![reconciles(), done()],
            2 => no_cursor(&turn),
            3 => vec![twice[0].clone(), twice[1].clone(), twice[1].clone(), done()],
            _ => vec![twice[0].clone(), twice[1].clone(), moved(3, 3), done()],
        };
        ends.push(phone.answer(&answer).unwrap_err());
        assert!(!phone.stored().contains(&Effect::RepairEnded));
    }
    assert!(matches!(
        ends.as_slice(),
        [
            SyncError::NotATurn(_),
            SyncError::TurnUnanswered,
            SyncError::RepairWithoutCursor,
            SyncError::OutOfOrder { .. },
            SyncError::OutOfOrder { .. },
        ]
    ));
}
