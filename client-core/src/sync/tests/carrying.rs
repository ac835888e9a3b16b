//! Hand-overs of others: before what this phone builds on them, whole, and until they are answered.

use super::script::*;
use crate::ids::{DocId, EnvelopeId};
use crate::limits::{CHANGE_BYTES_MAX, ENVELOPE_BYTES_MAX, REQUEST_BYTES_MAX};
use crate::sync::{Effect, OutgoingEnvelope, Start, SyncEnd, SyncError};
use crate::wire::message::Blob;
use crate::wire::{
    Carried, Envelope, Missing, RefusalCode, Refused, RepairReason, ToPhone, ToServer,
};

fn id(n: u8) -> EnvelopeId {
    EnvelopeId([n; 32])
}

/// A phone that carries envelopes of these sizes, each with one change of its own document.
fn carrying(sizes: &[usize]) -> Phone {
    let ids: Vec<EnvelopeId> = (0..sizes.len()).map(|n| id(n as u8)).collect();
    let mut phone = Phone::new(Start {
        envelopes: ids.clone(),
        ..start()
    });
    for (n, (id, size)) in ids.iter().zip(sizes).enumerate() {
        let outgoing = OutgoingEnvelope {
            envelope: Envelope {
                bytes: Blob(noise(n as u64 + 1, *size)),
            },
            documents: vec![(of(n), vec![hash(n as u64)])],
        };
        phone.envelopes.insert(*id, outgoing);
    }
    phone
}

fn of(n: usize) -> DocId {
    doc(n as i64)
}

fn carried(n: u8) -> ToPhone {
    Carried {
        envelope: id(n),
        code: None,
        reason: String::new(),
    }
    .into()
}

fn envelopes(request: &[ToServer]) -> usize {
    let is_one = |said: &&ToServer| matches!(said, ToServer::Envelope(_));
    request.iter().filter(is_one).count()
}

#[test]
fn what_builds_on_an_envelope_leaves_behind_it() {
    let mut phone = carrying(&[500]);
    phone.outgoing.insert(of(0), outgoing(of(0), &[50]));
    phone.outgoing.insert(of(7), outgoing(of(7), &[50]));
    phone.machine.offer(of(0));
    phone.machine.offer(of(7));
    let docs = |request: &[ToServer]| -> Vec<DocId> {
        let puts = request.iter().filter_map(|said| match said {
            ToServer::Put(put) => Some(put.doc),
            _ => None,
        });
        puts.collect()
    };
    let first = phone.request().unwrap();
    assert_eq!((envelopes(&first), docs(&first)), (1, vec![of(7)]));
    let head = outgoing(of(7), &[50]).hashes[0];
    let said = [
        welcome(),
        taken(of(0), hash(0), 8),
        carried(0),
        taken(of(7), head, 8),
        done(),
    ];
    phone.answer(&said).unwrap();
    let second = phone.request().unwrap();
    assert_eq!((envelopes(&second), docs(&second)), (0, vec![of(0)]));
    let report = phone.machine.report();
    assert_eq!(
        (report.carried, report.sent),
        (1, 1),
        "what others said is not sent"
    );
}

#[test]
fn large_envelopes_leave_one_after_the_other() {
    let mut phone = carrying(&[ENVELOPE_BYTES_MAX, ENVELOPE_BYTES_MAX]);
    for n in 0..2 {
        assert_eq!(envelopes(&phone.request().unwrap()), 1);
        phone.answer(&[welcome(), carried(n), done()]).unwrap();
    }
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
}

#[test]
fn an_envelope_that_is_not_answered_is_kept_and_not_said_twice() {
    let mut phone = carrying(&[500]);
    assert_eq!(envelopes(&phone.request().unwrap()), 1);
    // As a server says it that takes none.
    let refused = Refused {
        doc: DocId([0; 16]),
        hash: None,
        code: RefusalCode::NotAllowed,
        reason: "keep it".into(),
    };
    phone.answer(&[welcome(), refused.into(), done()]).unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.stored(), []);
    let report = phone.machine.report();
    assert_eq!((report.end, report.refused), (Some(SyncEnd::Done), 0));
    assert_eq!(report.unsettled, []);
}

#[test]
fn an_answer_for_an_envelope_that_was_not_sent_is_not_believed() {
    let mut phone = carrying(&[500]);
    phone.request().unwrap();
    let heard = phone.answer(&[welcome(), carried(9), done()]);
    assert!(matches!(heard, Err(SyncError::NeverCarried)));
}

#[test]
fn envelopes_wait_for_the_end_of_a_repair() {
    let mut phone = carrying(&[500]);
    assert_eq!(envelopes(&phone.request().unwrap()), 1);
    let repair = crate::wire::Repair {
        organisation: organisation(),
        reason: RepairReason::Asked,
    };
    phone.answer(&[welcome(), repair.into(), done()]).unwrap();
    assert_eq!(
        envelopes(&phone.request().unwrap()),
        0,
        "a list stands alone"
    );
    phone.answer(&[welcome(), moved(9, 9), done()]).unwrap();
    assert_eq!(envelopes(&phone.request().unwrap()), 1);
    phone.answer(&[welcome(), carried(0), done()]).unwrap();
    let stored = phone.stored();
    assert!(stored.contains(&Effect::RepairEnded));
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
}

#[test]
fn what_the_server_lacks_of_an_envelope_is_not_this_phones_to_say() {
    let mut phone = carrying(&[500]);
    phone.request().unwrap();
    let missing = Missing {
        doc: of(0),
        heads: Vec::new(),
    };
    phone.answer(&[welcome(), missing.into(), done()]).unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.stored(), []);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
}

#[test]
fn the_largest_put_waits_behind_the_largest_envelope() {
    let mut phone = carrying(&[ENVELOPE_BYTES_MAX]);
    let own = outgoing(of(7), &[CHANGE_BYTES_MAX]);
    let head = own.hashes[0];
    phone.outgoing.insert(of(7), own);
    phone.machine.offer(of(7));
    let body = phone.body().unwrap();
    assert!(body.len() <= REQUEST_BYTES_MAX, "{}", body.len());
    phone.answer(&[welcome(), carried(0), done()]).unwrap();
    assert_eq!(envelopes(&phone.request().unwrap()), 0);
    let said = [welcome(), taken(of(7), head, 8), done()];
    phone.answer(&said).unwrap();
    assert_eq!(phone.machine.report().sent, 1);
}
