//! Restored servers, restored phones, forgotten devices, wiped ones, refused changes.

use ed25519_dalek::Signer;

use super::script::*;
use crate::ids::DocId;
use crate::sync::{Effect, Outcomes, Start, SyncEnd, SyncError};
use crate::wire::answer::{Failed, Repair, Wipe};
use crate::wire::message::Blob;
use crate::wire::{
    CatalogueCursor, FailureCode, InventoryItem, Missing, RefusalCode, Refused, RepairReason,
    ToPhone, ToServer,
};

fn held(at: i64) -> InventoryItem {
    InventoryItem {
        doc: doc(at),
        heads: vec![hash(at as u64)],
    }
}

fn missing(doc: DocId, n: u64) -> Missing {
    Missing {
        doc,
        heads: vec![hash(n)],
    }
}

fn repair() -> ToPhone {
    Repair {
        organisation: organisation(),
        reason: RepairReason::LogDiverged,
    }
    .into()
}

/// A list in a request, and how long the request is.
fn listed(request: &[ToServer]) -> (Vec<DocId>, Option<DocId>, bool) {
    let [
        ToServer::Hello(hello),
        ToServer::Inventory(list),
        ToServer::End(_),
    ] = request
    else {
        panic!("hello, a list and nothing else: {request:?}")
    };
    assert_eq!(
        (hello.cursors.len(), hello.receipts.len()),
        (0, 0),
        "empty: repairing"
    );
    let docs = list.items.iter().map(|item| item.doc).collect();
    (docs, list.after, list.more)
}

#[test]
fn a_restored_server_gets_back_what_it_lost() {
    let mut phone = Phone::with(vec![outgoing(doc(9), &[50])]);
    phone.inventory = vec![held(1), held(2), held(3), held(9)];
    phone.closures.insert(doc(2), outgoing(doc(2), &[60, 60]));
    phone.request().unwrap();
    phone.answer(&[welcome(), repair(), done()]).unwrap();

    let request = phone.request().unwrap();
    assert_eq!(listed(&request), (vec![doc(1), doc(2)], None, true));
    phone
        .answer(&[
            welcome(),
            missing(doc(2), 7).into(),
            item(doc(8), &[30]),
            done(),
        ])
        .unwrap();
    let request = phone.request().unwrap();
    assert_eq!(
        listed(&request),
        (vec![doc(3), doc(9)], Some(doc(2)), false)
    );
    phone.answer(&[welcome(), moved(4, 4), done()]).unwrap();

    let request = phone.request().unwrap();
    let ToServer::Hello(hello) = &request[0] else {
        panic!("{request:?}")
    };
    assert_eq!((hello.cursors[0].at, hello.receipts.len()), (4, 0));
    let puts: Vec<_> = request[1..3]
        .iter()
        .map(|message| match message {
            ToServer::Put(put) => put.doc,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(puts, [doc(2), doc(9)]);
    let heads = [
        phone.closures[&doc(2)].hashes[1],
        phone.outgoing[&doc(9)].hashes[0],
    ];
    phone
        .answer(&[
            welcome(),
            taken(doc(2), heads[0], 5),
            taken(doc(9), heads[1], 6),
            done(),
        ])
        .unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));

    is_stored_in_order(&phone.stored());
}

/// What the repair of `a_restored_server_gets_back_what_it_lost` asks the store for.
fn is_stored_in_order(stored: &[Effect]) {
    assert!(matches!(&stored[0], Effect::RepairBegan { .. }));
    assert!(matches!(&stored[1], Effect::Catalogue(page)
            if page.items.is_empty() && page.cursor == Some(CatalogueCursor::at_version(3))));
    assert!(
        matches!(&stored[2], Effect::Page(page) if page.items.len() == 1 && page.cursor.is_none())
    );
    assert_eq!(stored[3], Effect::RepairEqual { docs: vec![doc(1)] });
    let lacking = Outcomes {
        missing: vec![missing(doc(2), 7)],
        ..Outcomes::default()
    };
    assert_eq!(stored[4], Effect::Outcomes(lacking));
    assert!(matches!(&stored[5], Effect::Page(page) if page.cursor == Some(cursor(4, 4))));
    assert_eq!(
        stored[6],
        Effect::RepairEqual {
            docs: vec![doc(3), doc(9)]
        }
    );
    assert_eq!(stored[7], Effect::RepairReconciled);
    assert!(matches!(&stored[8], Effect::Outcomes(outcomes) if outcomes.taken.len() == 2));
    assert_eq!(stored[9], Effect::RepairEnded);
    assert_eq!(stored.len(), 10);
}

#[test]
fn a_restored_phone_sends_nothing_old_before_it_has_listed() {
    let repair = Some(RepairReason::DeviceRestored);
    let mut phone = Phone::new(Start {
        repair,
        wants: vec![doc(5)],
        ..start()
    });
    phone.machine.offer(doc(6));
    let request = phone.request().unwrap();
    assert_eq!(listed(&request), (vec![], None, false));
    phone.inventory = vec![held(1)];
    phone
        .answer(&[welcome(), item(doc(1), &[9]), more()])
        .unwrap();
    let request = phone.request().unwrap();
    assert_eq!(
        listed(&request),
        (vec![doc(1)], None, false),
        "the same list, with what came"
    );
    phone.answer(&[welcome(), moved(2, 2), done()]).unwrap();
    phone.request().unwrap();
    phone.answer(&[welcome(), done()]).unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.stored().last(), Some(&Effect::RepairEnded));
}

#[test]
fn a_repair_cannot_begin_twice_nor_end_without_a_cursor() {
    let mut phone = Phone::new(start());
    phone.request().unwrap();
    phone.answer(&[welcome(), repair(), done()]).unwrap();
    phone.request().unwrap();
    let again = phone.answer(&[welcome(), repair(), done()]);
    assert!(matches!(again, Err(SyncError::RepairAgain)));

    let mut phone = Phone::new(start());
    phone.request().unwrap();
    phone.answer(&[welcome(), repair(), done()]).unwrap();
    phone.request().unwrap();
    let without = phone.answer(&[welcome(), done()]);
    assert!(matches!(without, Err(SyncError::RepairWithoutCursor)));
    assert!(!phone.stored().contains(&Effect::RepairReconciled));
}

#[test]
fn a_line_cut_within_a_repair_leaves_the_repair_open() {
    let mut phone = Phone::new(start());
    phone.inventory = vec![held(1)];
    phone.request().unwrap();
    phone.answer(&[welcome(), repair(), done()]).unwrap();
    phone.request().unwrap();
    phone
        .machine
        .handle_bytes(&answer(&[welcome(), moved(2, 2)]))
        .unwrap();
    phone.machine.handle_cut();
    phone.perform();
    let ends = [Effect::RepairReconciled, Effect::RepairEnded];
    assert!(ends.iter().all(|end| !phone.stored().contains(end)));
}

#[test]
fn what_cannot_be_placed_is_sent_with_its_ground_once() {
    let mut phone = Phone::with(vec![outgoing(doc(1), &[50])]);
    phone.closures.insert(doc(1), outgoing(doc(1), &[40, 50]));
    phone.request().unwrap();
    phone
        .answer(&[welcome(), missing(doc(1), 3).into(), done()])
        .unwrap();
    let asked = Effect::NeedPut {
        doc: doc(1),
        after: Some(vec![hash(3)]),
    };
    let request = phone.request().unwrap();
    assert!(phone.effects.contains(&asked));
    assert!(matches!(&request[1], ToServer::Put(put) if put.changes.len() == 2));
    phone
        .answer(&[welcome(), missing(doc(1), 3).into(), done()])
        .unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().unsettled, [doc(1)]);
}

#[test]
fn a_refusal_stops_what_would_have_followed() {
    let large = outgoing(doc(1), &[60_000, 60_000, 60_000]);
    let mut phone = Phone::with(vec![large.clone()]);
    phone.request().unwrap();
    let refused = Refused {
        doc: doc(1),
        hash: Some(large.hashes[0]),
        code: RefusalCode::TooLarge,
        reason: "too large".into(),
    };
    phone
        .answer(&[welcome(), refused.clone().into(), done()])
        .unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().refused, 1);
    let refused = vec![refused];
    let outcomes = Outcomes {
        refused,
        ..Outcomes::default()
    };
    assert_eq!(phone.stored(), [Effect::Outcomes(outcomes)]);
}

fn failed(code: FailureCode) -> ToPhone {
    Failed {
        code,
        reason: "so".into(),
    }
    .into()
}

#[test]
fn a_server_that_does_not_know_the_device_is_shown_its_certificate() {
    let mut phone = Phone::with(vec![outgoing(doc(1), &[50]), outgoing(doc(2), &[50])]);
    let first = phone.request().unwrap();
    phone
        .answer(&[failed(FailureCode::Unauthenticated)])
        .unwrap();
    let second = phone.request().unwrap();
    let ToServer::Hello(hello) = &second[0] else {
        panic!("{second:?}")
    };
    assert_eq!(hello.certificate, Some(Blob(b"certified".to_vec())));
    assert_eq!(second[1..], first[1..], "the same once more");
    phone
        .answer(&[failed(FailureCode::AwaitsApproval)])
        .unwrap();
    assert_eq!(phone.request(), None);
    let (code, reason) = (FailureCode::AwaitsApproval, "so".into());
    assert_eq!(
        phone.machine.report().end,
        Some(SyncEnd::Failed { code, reason })
    );
    assert_eq!(phone.stored().len(), 1);
}

#[test]
fn an_older_server_is_spoken_to_without_compression() {
    let mut phone = Phone::new(start());
    phone.request().unwrap();
    phone
        .answer(&[failed(FailureCode::EncodingUnknown)])
        .unwrap();
    assert_eq!(phone.body().unwrap()[..2], [0, 0]);
    phone
        .answer(&[failed(FailureCode::EncodingUnknown)])
        .unwrap();
    assert_eq!(phone.request(), None);
}

#[test]
fn only_the_organisation_can_wipe() {
    let device = start().identity.device;
    let text = [b"teren wipe".as_slice(), &device.0].concat();
    let signature = Blob(signing_key().sign(&text).to_bytes().to_vec());
    let mut phone = Phone::with(vec![outgoing(doc(1), &[50])]);
    phone.request().unwrap();
    phone
        .answer(&[Wipe {
            device,
            signature: signature.clone(),
        }
        .into()])
        .unwrap();
    assert_eq!(phone.stored(), [Effect::Wipe]);
    let last_word = phone.request().unwrap();
    assert!(matches!(&last_word[1], ToServer::Wiped(wiped) if wiped.device == device));
    phone.answer(&[welcome(), done()]).unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Wiped));

    let mut other = signature;
    other.0[3] ^= 1;
    let mut phone = Phone::new(start());
    phone.request().unwrap();
    let forged = phone.answer(&[Wipe {
        device,
        signature: other,
    }
    .into()]);
    assert!(matches!(forged, Err(SyncError::ForgedWipe)));
}
