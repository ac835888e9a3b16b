//! What a colleague's phone that was tampered with can sign, and what others make of it.

use super::hand_over::{carried, colleague, envelopes, file_of, key};
use super::server::{self, Server, TestPhone, hash};
use super::*;
use crate::client::identity::device_key;
use crate::envelope::{Envelope, open, seal};
use crate::ids::DeviceId;
use crate::store::author;
use crate::store::meta::{self, Meta};
use crate::wire::message::Blob;
use crate::wire::{Author, Put, RefusalCode, Refused};

/// A file of these documents, as this phone could sign them.
fn signed(phone: &TestPhone, puts: Vec<Put>) -> Vec<u8> {
    let sign = |tx: &Transaction<'_>, own: &Own<'_>| {
        let certificate = meta::get(tx, Meta::Certificate)?.unwrap();
        let bytes = Envelope::sign(&certificate, own.now, puts, &device_key(tx)?)?;
        Ok(seal(&[bytes], &key(), [9; 12])?)
    };
    phone.client.write(sign).unwrap()
}

/// The documents of a phone's own hand-over.
fn inside(file: &[u8]) -> Vec<Put> {
    let bytes = open(file, &key().key).unwrap().pop().unwrap();
    let identity = ed25519_dalek::SigningKey::from_bytes(&[3; 32]).verifying_key();
    let organisation = "anitp".parse().unwrap();
    let envelope = Envelope::verify(&bytes, &organisation, &identity);
    envelope.unwrap().documents
}

/// The same with a proof that the server never gave.
fn claimed(mut put: Put) -> Put {
    let author = Author {
        who: "somebody-else".to_owned(),
        device: DeviceId([7; 16]),
        tag: Blob(vec![7; 8]),
        received: Timestamp(3),
    };
    put.authors = Some(vec![author; put.changes.len()]);
    put
}

fn authors(phone: &TestPhone, doc: DocId) -> Vec<Author> {
    let known = phone
        .client
        .read(|connection, _| Ok(author::of_document(connection, doc)?));
    known.unwrap().into_values().collect()
}

#[test]
fn what_the_server_said_of_who_wrote_stands() {
    let server = Server::new();
    let (ana, ion, mallory) = (colleague(&server), colleague(&server), colleague(&server));
    let doc = plan(&ana, "Grade 9");
    ana.sync(&server);
    let put = server.last().puts[0].clone();
    let who = ana.client.identity().member.to_string();
    let known = put.clone();
    server.answer(move |_| server::page(vec![server::item(&known, &who)], 2));
    ion.sync(&server);
    let before = authors(&ion, doc);
    count(&ana, doc, 1);
    let with_news = inside(&file_of(&ana)).remove(0);
    ion.client
        .take(&signed(&mallory, vec![claimed(with_news)]))
        .unwrap();
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 1);
    let after = authors(&ion, doc);
    assert!(after.iter().any(|author| *author == before[0]), "{after:?}");
}

#[test]
fn a_proof_in_a_hand_over_is_believed_once_the_server_says_it() {
    let server = Server::new();
    let (eva, mallory) = (colleague(&server), colleague(&server));
    let doc = plan(&mallory, "Grade 9");
    let put = inside(&file_of(&mallory)).remove(0);
    eva.client
        .take(&signed(&mallory, vec![claimed(put.clone())]))
        .unwrap();
    assert_eq!(eva.client.session(doc).unwrap().title, "Grade 9");
    let unproved = authors(&eva, doc);
    assert_eq!(unproved[0].tag, Blob(Vec::new()), "{unproved:?}");
    server.answer(move |_| server::page(vec![server::item(&put, "member-1")], 2));
    eva.sync(&server);
    let proved = authors(&eva, doc);
    assert_eq!(proved[0].tag, Blob(vec![1; 8]), "{proved:?}");
}

#[test]
fn a_claimed_proof_lets_nobody_speak_as_a_coordinator() {
    let server = Server::new();
    let (eva, mallory) = (colleague(&server), colleague(&server));
    let doc = plan(&mallory, "Grade 9");
    file_of(&mallory);
    let mut me = mallory.client.identity().clone();
    me.role = Role::Coordinator;
    mallory.client.write(|tx, _| Ok(me.save(tx)?)).unwrap();
    mallory
        .client
        .review(doc, ReviewState::Verified, "")
        .unwrap();
    let put = inside(&file_of(&mallory)).remove(0);
    let taken = eva
        .client
        .take(&signed(&mallory, vec![claimed(put)]))
        .unwrap();
    assert_eq!(taken[0].documents[0].became, Became::Incomplete);
    assert!(taken[0].carried, "the server judges");
    assert_eq!(eva.client.session(doc).unwrap().review, None);
}

/// Somebody else's words in Mallory's own envelope, as if they were hers.
fn stolen(mallory: &TestPhone, file: &[u8]) -> (Vec<u8>, Refused) {
    let put = inside(file).remove(0);
    let refused = Refused {
        doc: put.doc,
        hash: put.changes.first().map(hash),
        code: RefusalCode::NotYourReplica,
        reason: "another phone's".to_owned(),
    };
    (signed(mallory, vec![put]), refused)
}

#[test]
fn a_refusal_in_somebodys_envelope_leaves_own_work_alone() {
    let server = Server::new();
    let (ion, mallory) = (colleague(&server), colleague(&server));
    let doc = plan(&ion, "Grade 9");
    count(&ion, doc, 5);
    let (file, refused) = stolen(&mallory, &file_of(&ion));
    assert!(ion.client.take(&file).unwrap()[0].carried);
    server.answer(move |request| {
        let (id, _) = envelopes(request).remove(0);
        let refused = refused.clone().into();
        vec![server::welcome(), refused, carried(id), server::done()]
    });
    ion.sync(&server);
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 5);
    assert_eq!(server.last().puts[0].doc, doc, "it leaves as it was");
    let status = ion.client.status().unwrap();
    assert_eq!(
        (status.unsent, status.carrying, status.attention),
        (0, 0, 0)
    );
}

#[test]
fn a_refusal_in_one_envelope_leaves_what_another_brings() {
    let server = Server::new();
    let (ion, eva, mallory) = (colleague(&server), colleague(&server), colleague(&server));
    let doc = plan(&ion, "Grade 9");
    let file = file_of(&ion);
    let (other, refused) = stolen(&mallory, &file);
    eva.client.take(&file).unwrap();
    eva.client.take(&other).unwrap();
    server.answer(move |request| {
        let (id, _) = envelopes(request).remove(1);
        let refused = refused.clone().into();
        vec![server::welcome(), refused, carried(id), server::done()]
    });
    eva.sync(&server);
    assert_eq!(eva.client.session(doc).unwrap().title, "Grade 9");
    let status = eva.client.status().unwrap();
    assert_eq!((status.carrying, status.attention), (1, 0));
}
