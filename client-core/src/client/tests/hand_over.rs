//! Hand-over without a network: taken in, shown, edited, carried, and what the server says of it.

use super::server::{self, Request, Server, TestPhone, hash, taken};
use super::*;
use crate::envelope::{Envelope, EnvelopeProblem, open};
use crate::ids::{EnvelopeId, SealKeyId};
use crate::limits::{ENVELOPES_CARRIED_MAX, REQUEST_PUTS_BYTES_MAX};
use crate::model::catalogue::Entry;
use crate::model::{HandOverKey, SealKey};
use crate::wire::answer::CatalogueItem;
use crate::wire::{Carried, Put, RefusalCode, Refused, ToPhone, ToServer, Welcome};

pub(super) fn key() -> HandOverKey {
    HandOverKey {
        id: SealKeyId([4; 8]),
        key: SealKey([5; 32]),
        programme: None,
        since: Timestamp(1),
        until: None,
    }
}

/// A phone that has synced once, so it has the key and knows whose feeds it follows.
fn phone_of(server: &Server, feeds: &'static [&'static str]) -> TestPhone {
    let phone = TestPhone::join(server);
    server.answer(|_| {
        let ToPhone::Welcome(welcome) = server::welcome() else {
            unreachable!("a welcome is one")
        };
        let feeds = feeds.iter().map(|feed| feed.parse().unwrap());
        let welcome = Welcome {
            feeds: Some(feeds.collect()),
            catalogue_version: 1,
            ..welcome
        };
        let entry = Entry::HandOver(key());
        let item = CatalogueItem {
            key: entry.key(),
            version: 1,
            json: Some(serde_json::to_string(&entry).unwrap()),
        };
        vec![welcome.into(), item.into(), server::done()]
    });
    phone.sync(server);
    phone
}

pub(super) fn colleague(server: &Server) -> TestPhone {
    phone_of(server, &["unit:suceava"])
}

pub(super) fn file_of(phone: &TestPhone) -> Vec<u8> {
    phone.client.hand_over(Chosen::Unsent, None).unwrap().bytes
}

/// The envelopes of a request, as the server understands them.
pub(super) fn envelopes(request: &Request) -> Vec<(EnvelopeId, Vec<Put>)> {
    let envelopes = request.messages.iter().filter_map(|said| match said {
        ToServer::Envelope(envelope) => Some(&envelope.bytes.0),
        _ => None,
    });
    let identity = ed25519_dalek::SigningKey::from_bytes(&[3; 32]).verifying_key();
    let organisation = "anitp".parse().unwrap();
    envelopes
        .map(|bytes| {
            let envelope = Envelope::verify(bytes, &organisation, &identity).unwrap();
            (EnvelopeId::of(bytes), envelope.documents)
        })
        .collect()
}

pub(super) fn carried(envelope: EnvelopeId) -> ToPhone {
    Carried {
        envelope,
        code: None,
        reason: String::new(),
    }
    .into()
}

/// Takes every envelope and put.
fn take_all(request: &Request) -> Vec<ToPhone> {
    let mut said = vec![server::welcome()];
    for (id, puts) in envelopes(request) {
        said.extend(puts.iter().map(taken));
        said.push(carried(id));
    }
    said.extend(request.puts.iter().map(taken));
    said.push(server::done());
    said
}

/// A session with five girls and a note, and the file in which it left its phone.
fn handed_over(server: &Server) -> (TestPhone, DocId, Vec<u8>) {
    let ana = colleague(server);
    let doc = plan(&ana, "Grade 9");
    count(&ana, doc, 5);
    let notes = Edit::Notes {
        splices: crate::model::edit::splices_between("", "Many questions."),
    };
    ana.client.edit(doc, &[notes]).unwrap();
    let file = file_of(&ana);
    (ana, doc, file)
}

#[test]
fn what_was_handed_over_is_shown_edited_and_carried_before_it() {
    let server = Server::new();
    let (ana, doc, file) = handed_over(&server);
    assert_eq!(
        ana.client.status().unwrap().unsent,
        1,
        "until it is known to be there"
    );
    let ion = colleague(&server);
    let taken = ion.client.take(&file).unwrap();
    let [hand_over] = taken.as_slice() else {
        panic!("one envelope: {taken:?}")
    };
    assert_eq!(hand_over.from, ana.client.identity().member);
    assert!(hand_over.carried);
    let expected = TakenDocument {
        doc,
        title: "Grade 9".to_owned(),
        became: Became::New,
    };
    assert_eq!(hand_over.documents, [expected]);

    let ion = ion.crash();
    let shown = ion.client.session(doc).unwrap();
    assert_eq!(
        (shown.people_reached(), &*shown.notes),
        (5, "Many questions.")
    );
    let row = ion.client.list(&query("grade")).unwrap().rows.remove(0);
    assert_eq!(row.row.author, Some(ana.client.identity().member.clone()));
    assert_eq!(row.brought_by, [ana.client.identity().member.clone()]);
    let status = ion.client.status().unwrap();
    assert_eq!(
        (status.unsent, status.carrying),
        (0, 1),
        "nobody counts it as ion's"
    );

    count(&ion, doc, 2);
    server.answer(|request| {
        assert_eq!(request.puts, [], "what builds on it goes behind it");
        take_all(request)
    });
    server.answer(|request| {
        assert_eq!(envelopes(request), []);
        assert_eq!(request.puts[0].changes.len(), 1);
        take_all(request)
    });
    let report = ion.sync(&server).report;
    assert_eq!((report.carried, report.sent, report.round_trips), (1, 1, 2));
    let status = ion.client.status().unwrap();
    assert_eq!((status.unsent, status.carrying), (0, 0));
    assert_eq!(ion.client.brought_by(doc).unwrap(), []);
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 7);

    // Its author's own phone comes later, with the same changes.
    ana.sync(&server);
    let whole: Vec<_> = server.last().puts.iter().map(|put| put.doc).collect();
    assert_eq!(whole, [doc, doc.companion()]);
    assert_eq!(ana.client.status().unwrap().unsent, 0);
}

#[test]
fn taken_twice_and_taken_back_are_once() {
    let server = Server::new();
    let (ana, doc, file) = handed_over(&server);
    let ion = colleague(&server);
    ion.client.take(&file).unwrap();
    let again = ion.client.take(&file).unwrap();
    assert_eq!(again[0].documents[0].became, Became::Known);
    assert_eq!(ion.client.status().unwrap().carrying, 1);
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 5);

    let back = ana.client.take(&file).unwrap();
    assert!(!back[0].carried);
    assert_eq!(back[0].documents[0].became, Became::Known);
    assert_eq!(ana.client.status().unwrap().carrying, 0);

    // Once the server has it, it need not be carried again.
    server.answer(take_all);
    ion.sync(&server);
    assert!(!ion.client.take(&file).unwrap()[0].carried);
}

#[test]
fn who_hands_over_again_and_again_is_carried_once() {
    let server = Server::new();
    let (ana, doc, first) = handed_over(&server);
    let ion = colleague(&server);
    ion.client.take(&first).unwrap();
    let other = plan(&ana, "The market");
    let alone = ana.client.hand_over(Chosen::These(&[other]), None).unwrap();
    ion.client.take(&alone.bytes).unwrap();
    for n in 1..=ENVELOPES_CARRIED_MAX {
        count(&ana, doc, 1);
        let again = ana.client.hand_over(Chosen::These(&[doc]), None).unwrap();
        assert!(ion.client.take(&again.bytes).unwrap()[0].carried);
        assert_eq!(
            ion.client.session(doc).unwrap().people_reached(),
            5 + u64::from(n)
        );
    }
    let status = ion.client.status().unwrap();
    assert_eq!(status.carrying, 2, "the last of the session, and the other");
    ion.client.hand_over(Chosen::Unsent, None).unwrap();
    server.answer(take_all);
    assert_eq!(ion.sync(&server).report.carried, 2);
}

#[test]
fn what_came_by_hand_is_handed_on_in_its_own_envelope() {
    let server = Server::new();
    let (ana, doc, file) = handed_over(&server);
    let (ion, eva) = (colleague(&server), colleague(&server));
    ion.client.take(&file).unwrap();
    count(&ion, doc, 2);
    let handed_on = ion.client.hand_over(Chosen::These(&[doc]), None).unwrap();
    assert_eq!(handed_on.docs, [doc]);
    let inside = open(&handed_on.bytes, &key().key).unwrap();
    assert_eq!(inside[0], open(&file, &key().key).unwrap()[0], "unchanged");
    let taken = eva.client.take(&handed_on.bytes).unwrap();
    let from: Vec<_> = taken.iter().map(|taken| taken.from.clone()).collect();
    let members = [&ana, &ion].map(|phone| phone.client.identity().member.clone());
    assert_eq!(from, members);
    assert_eq!(eva.client.session(doc).unwrap().people_reached(), 7);
    assert_eq!(eva.client.status().unwrap().carrying, 2);
    server.answer(take_all);
    assert_eq!(eva.sync(&server).report.carried, 2);
}

#[test]
fn a_server_that_takes_no_hand_overs_costs_nothing() {
    let server = Server::new();
    let (_, doc, file) = handed_over(&server);
    let ion = colleague(&server);
    ion.client.take(&file).unwrap();
    server.answer(|request| {
        assert_eq!(envelopes(request).len(), 1);
        let refused = Refused {
            doc: DocId([0; 16]),
            hash: None,
            code: RefusalCode::NotAllowed,
            reason: "keep it".to_owned(),
        };
        vec![server::welcome(), refused.into(), server::done()]
    });
    let report = ion.sync(&server).report;
    assert_eq!((report.refused, report.end), (0, Some(SyncEnd::Done)));
    assert_eq!(ion.client.status().unwrap().carrying, 1);
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 5);
}

#[test]
fn edits_in_a_session_that_was_refused_are_shown_to_who_made_them() {
    let server = Server::new();
    let (_, doc, file) = handed_over(&server);
    let ion = colleague(&server);
    ion.client.take(&file).unwrap();
    count(&ion, doc, 2);
    server.answer(|request| {
        let carried = Carried {
            envelope: envelopes(request)[0].0,
            code: Some(RefusalCode::NotPermitted),
            reason: "the phone was closed".to_owned(),
        };
        vec![server::welcome(), carried.into(), server::done()]
    });
    ion.sync(&server);
    assert_eq!(server.last().puts, [], "there is nothing to put them on");
    let unknown = ion.client.session(doc).unwrap_err();
    assert!(matches!(unknown, ClientError::UnknownSession(_)));
    let status = ion.client.status().unwrap();
    assert_eq!((status.unsent, status.carrying), (0, 0));
    let attention = ion.client.attention().unwrap();
    let edits: Vec<_> = attention.iter().flat_map(|matter| &matter.edits).collect();
    assert!(
        matches!(edits.as_slice(), [Edit::Count { by: 2, .. }]),
        "{attention:?}"
    );
    assert!(attention[0].reason.contains("the phone was closed"));
}

#[test]
fn what_is_let_in_later_is_a_matter_no_longer() {
    let server = Server::new();
    let (ana, doc, file) = handed_over(&server);
    let ion = colleague(&server);
    ion.client.take(&file).unwrap();
    server.answer(|request| {
        let carried = Carried {
            envelope: envelopes(request)[0].0,
            code: Some(RefusalCode::Quarantined),
            reason: "a coordinator decides".to_owned(),
        };
        vec![server::welcome(), carried.into(), server::done()]
    });
    ion.sync(&server);
    assert!(ion.client.session(doc).is_err());
    assert!(ion.client.status().unwrap().attention > 0);

    let puts = envelopes(&server.last()).remove(0).1;
    let who = ana.client.identity().member.to_string();
    server.answer(move |_| {
        let items = puts.iter().map(|put| server::item(put, &who));
        server::page(items.collect(), 2)
    });
    ion.sync(&server);
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 5);
    assert_eq!(ion.client.attention().unwrap(), []);
}

#[test]
fn edits_behind_a_refused_change_are_said_again() {
    let server = Server::new();
    let (ana, ion) = (colleague(&server), colleague(&server));
    let doc = plan(&ana, "Grade 9");
    ana.sync(&server);
    let known = server.last().puts[0].clone();
    let who = ana.client.identity().member.to_string();
    server.answer(move |_| server::page(vec![server::item(&known, &who)], 2));
    ion.sync(&server);
    ana.client.withdraw(doc, "a mistake").unwrap();
    let file = file_of(&ana);
    let taken = ion.client.take(&file).unwrap();
    assert_eq!(taken[0].documents[0].became, Became::Changed);
    assert!(ion.client.session(doc).unwrap().withdrawn.is_some());
    count(&ion, doc, 2);

    server.answer(|request| {
        let (id, puts) = envelopes(request).remove(0);
        let refused = Refused {
            doc: puts[0].doc,
            hash: puts[0].changes.last().map(hash),
            code: RefusalCode::NotPermitted,
            reason: "because".to_owned(),
        };
        vec![
            server::welcome(),
            refused.into(),
            carried(id),
            server::done(),
        ]
    });
    ion.sync(&server);
    let shown = ion.client.session(doc).unwrap();
    assert_eq!(
        (shown.withdrawn.as_deref(), shown.people_reached()),
        (None, 2)
    );
    assert_eq!(server.last().puts[0].changes.len(), 1, "said again at once");
    let status = ion.client.status().unwrap();
    assert_eq!(
        (status.unsent, status.carrying, status.attention),
        (0, 0, 1)
    );
}

#[test]
fn what_is_of_others_is_carried_and_not_shown() {
    let server = Server::new();
    let (_, doc, file) = handed_over(&server);
    let eva = phone_of(&server, &["unit:iasi"]);
    let taken = eva.client.take(&file).unwrap();
    let expected = TakenDocument {
        doc,
        title: String::new(),
        became: Became::NotForYou,
    };
    assert_eq!(taken[0].documents, [expected]);
    assert_eq!(eva.client.list(&query("")).unwrap().rows.len(), 0);
    assert_eq!(eva.client.status().unwrap().carrying, 1);
    server.answer(take_all);
    assert_eq!(eva.sync(&server).report.carried, 1);
    assert_eq!(eva.client.status().unwrap().carrying, 0);
    assert_eq!(eva.client.list(&query("")).unwrap().rows.len(), 0);
}

#[test]
fn a_file_that_cannot_be_believed_changes_nothing() {
    let server = Server::new();
    let (_, _, file) = handed_over(&server);
    let ion = colleague(&server);
    let problem = |file: &[u8]| match ion.client.take(file).unwrap_err() {
        ClientError::HandOver(problem) => problem,
        other => panic!("{other}"),
    };
    let mut altered = file.clone();
    altered[60] ^= 1;
    assert_eq!(problem(&altered), EnvelopeProblem::Altered);
    assert_eq!(problem(&file[..100]), EnvelopeProblem::CutShort);
    assert_eq!(problem(b"a picture"), EnvelopeProblem::NotAHandOver);
    let stranger = TestPhone::join(&server);
    let unknown = stranger.client.take(&file).unwrap_err();
    assert!(unknown.to_string().contains("sync once"), "{unknown}");
    let none = ion.client.hand_over(Chosen::Unsent, None).unwrap_err();
    assert!(matches!(none, ClientError::NothingToHandOver));
    plan(&stranger, "Grade 10");
    let unsealed = stranger.client.hand_over(Chosen::Unsent, None).unwrap_err();
    assert!(matches!(unsealed, ClientError::NoSealKey { .. }));
    assert_eq!(ion.client.list(&query("")).unwrap().rows.len(), 0);
    assert_eq!(ion.client.status().unwrap().carrying, 0);
}

#[test]
fn a_restored_phone_hands_nothing_over_before_its_repair() {
    let server = Server::new();
    let (ana, _, _) = handed_over(&server);
    let restored = TestPhone::restore(ana.backup());
    let early = restored.client.hand_over(Chosen::Unsent, None).unwrap_err();
    assert!(matches!(early, ClientError::RepairFirst));
}

#[test]
fn a_phone_carries_so_many_and_no_more() {
    let server = Server::new();
    let (ana, ion) = (colleague(&server), colleague(&server));
    let hand_over = || {
        let doc = plan(&ana, "Grade 9");
        let file = ana.client.hand_over(Chosen::These(&[doc]), None).unwrap();
        ion.client.take(&file.bytes)
    };
    for _ in 0..ENVELOPES_CARRIED_MAX {
        hand_over().unwrap();
    }
    let refused = hand_over().unwrap_err();
    assert!(refused.to_string().contains("sync before"), "{refused}");
    assert_eq!(ion.client.status().unwrap().carrying, ENVELOPES_CARRIED_MAX);
}

#[test]
fn all_that_a_phone_carries_goes_on_in_one_file() {
    let server = Server::new();
    let (ana, ion, eva) = (colleague(&server), colleague(&server), colleague(&server));
    for _ in 0..ENVELOPES_CARRIED_MAX {
        let doc = plan(&ana, "Grade 9");
        let file = ana.client.hand_over(Chosen::These(&[doc]), None).unwrap();
        ion.client.take(&file.bytes).unwrap();
    }
    plan(&ion, "The market");
    eva.client.take(&file_of(&ion)).unwrap_err();
    let count = |phone: &TestPhone| phone.client.status().unwrap().carrying;
    assert_eq!(
        count(&eva),
        0,
        "one more than a phone carries: nothing is taken"
    );
    let file = file_of(&ion);
    let envelopes = open(&file, &key().key).unwrap();
    assert_eq!(envelopes.len(), ENVELOPES_CARRIED_MAX as usize + 1);
    server.answer(take_all);
    assert_eq!(
        ion.sync(&server).report.carried,
        u64::from(ENVELOPES_CARRIED_MAX)
    );
}

#[test]
fn what_another_phone_built_on_stays_before_it() {
    let server = Server::new();
    let (ana, doc, first) = handed_over(&server);
    let (ion, eva) = (colleague(&server), colleague(&server));
    ion.client.take(&first).unwrap();
    count(&ion, doc, 2);
    eva.client.take(&first).unwrap();
    let of_ion = ion.client.hand_over(Chosen::These(&[doc]), None).unwrap();
    eva.client.take(&of_ion.bytes).unwrap();
    count(&ana, doc, 1);
    eva.client.take(&file_of(&ana)).unwrap();
    assert_eq!(eva.client.session(doc).unwrap().people_reached(), 8);
    server.answer(take_all);
    eva.sync(&server);
    let sent = envelopes(&server.last()).into_iter();
    let first_changes: Vec<_> = sent.map(|(_, puts)| puts[0].changes.len()).collect();
    assert_eq!(
        first_changes.len(),
        3,
        "ana's, ion's on top of it, and ana's next"
    );
}

#[test]
fn what_is_handed_over_again_is_carried_once() {
    let server = Server::new();
    let (ana, doc, _) = handed_over(&server);
    let ion = colleague(&server);
    for _ in 0..20 {
        count(&ana, doc, 1);
        ion.client.take(&file_of(&ana)).unwrap();
        count(&ion, doc, 1);
        ana.client.take(&file_of(&ion)).unwrap();
    }
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 45);
    for phone in [&ana, &ion] {
        assert_eq!(phone.client.status().unwrap().carrying, 1);
        phone.client.hand_over(Chosen::These(&[doc]), None).unwrap();
    }
}

#[test]
fn a_document_that_cannot_be_read_keeps_nothing_else_here() {
    let server = Server::new();
    let (ana, doc, _) = handed_over(&server);
    let other = plan(&ana, "The market");
    let damage = "UPDATE document SET bytes = x'00' WHERE id = ?1";
    let damaged = ana.client.write(|tx, _| {
        tx.execute(damage, [doc.0]).unwrap();
        Ok(())
    });
    damaged.unwrap();
    let file = ana.client.hand_over(Chosen::Unsent, None).unwrap();
    assert_eq!((file.docs, file.unreadable), (vec![other], vec![doc]));
    let chosen = ana.client.hand_over(Chosen::These(&[doc]), None);
    assert!(matches!(chosen, Err(ClientError::DamagedDocument(_))));
}

#[test]
fn much_work_leaves_in_envelopes_that_a_poor_line_can_carry() {
    let server = Server::new();
    let (ana, ion) = (colleague(&server), colleague(&server));
    let notes = Edit::Notes {
        splices: crate::model::edit::splices_between("", &"questions ".repeat(1_900)),
    };
    let docs = (0..24).map(|_| {
        let doc = plan(&ana, "Grade 9");
        ana.client.edit(doc, std::slice::from_ref(&notes)).unwrap();
        doc
    });
    let docs: Vec<DocId> = docs.collect();
    let file = ana.client.hand_over(Chosen::Unsent, None).unwrap();
    assert_eq!(file.docs, docs);
    let envelopes = open(&file.bytes, &key().key).unwrap();
    assert!(envelopes.len() > 4, "{}", envelopes.len());
    let most = envelopes.iter().map(Vec::len).max().unwrap();
    assert!(most < REQUEST_PUTS_BYTES_MAX + 1_000, "{most}");
    ion.client.take(&file.bytes).unwrap();
    for doc in docs {
        let shown = ion.client.session(doc).unwrap();
        assert_eq!(shown.notes.len(), 19_000);
    }
}

#[test]
fn what_is_still_to_come_from_the_server_is_asked_for_after_a_hand_over() {
    let server = Server::new();
    let (ana, ion) = (colleague(&server), colleague(&server));
    let doc = plan(&ana, "Grade 9");
    let file = file_of(&ana);
    count(&ana, doc, 5);
    ana.sync(&server);
    let mut put = server.last().puts[0].clone();
    put.changes.remove(0);
    server.answer(move |_| {
        let ToPhone::Item(mut item) = server::item(&put, "ana") else {
            unreachable!("an item is one")
        };
        item.whole = false;
        server::page(vec![item.into()], 2)
    });
    ion.sync(&server);
    ion.client.take(&file).unwrap();
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 0);
    ion.sync(&server);
    let asks = |said: &ToServer| matches!(said, ToServer::Want(want) if want.doc == doc);
    assert!(
        server.last().messages.iter().any(asks),
        "it is still wanted"
    );
}
