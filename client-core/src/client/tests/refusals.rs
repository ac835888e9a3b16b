//! Changes that the server would not take: nobody's words are lost.

use super::server::{self, Server, TestPhone, hash, taken};
use super::*;
use crate::wire::{RefusalCode, Refused, Retract, ToPhone, Want};

fn refused(put: &crate::wire::Put, at: usize, code: RefusalCode) -> ToPhone {
    Refused {
        doc: put.doc,
        hash: Some(hash(&put.changes[at])),
        code,
        reason: "because".to_owned(),
    }
    .into()
}

/// A session that the server has, with one edit on top that it has not.
fn edited(server: &Server) -> (TestPhone, DocId) {
    let phone = TestPhone::join(server);
    let doc = plan(&phone, "Grade 9");
    count(&phone, doc, 5);
    phone.sync(server);
    (phone, doc)
}

#[test]
fn refused_edits_are_shown_and_leave_the_session() {
    let server = Server::new();
    let (phone, doc) = edited(&server);
    let edit = Edit::text(Register::Withdrawn, "no longer wanted");
    phone.client.edit(doc, std::slice::from_ref(&edit)).unwrap();
    server.answer(|request| {
        let put = &request.puts[0];
        let code = RefusalCode::NotPermitted;
        vec![server::welcome(), refused(put, 0, code), server::done()]
    });
    assert_eq!(phone.sync(&server).report.refused, 1);
    let shown = phone.client.session(doc).unwrap();
    assert_eq!(
        (shown.withdrawn.as_deref(), shown.people_reached()),
        (None, 5)
    );
    let attention = phone.client.attention().unwrap();
    assert_eq!(attention[0].code, "not_permitted");
    assert_eq!(attention[0].edits, [edit]);
    assert_eq!(phone.client.status().unwrap().unsent, 0);
    assert_eq!(phone.client.status().unwrap().attention, 1);
    let leaving = phone.client.leave().unwrap_err().to_string();
    assert!(leaving.contains("did not take: 1"), "{leaving}");
    phone.client.dismiss(attention[0].number).unwrap();
    assert!(phone.client.attention().unwrap().is_empty());

    // What is counted after that is counted by the same person, under a new replica.
    count(&phone, doc, 2);
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 7);
    let before = server.last().puts[0].epochs.clone();
    phone.sync(&server);
    assert_ne!(server.last().puts[0].epochs, before);
    let shown = phone.client.session(doc).unwrap();
    assert_eq!(shown.people_reached(), 7);
    assert_eq!(shown.counts.succeeds.len(), 1);
}

#[test]
fn what_only_stood_behind_a_refusal_is_said_again() {
    let server = Server::new();
    let (phone, doc) = edited(&server);
    phone.client.withdraw(doc, "a mistake").unwrap();
    // The first leaves, its answer never comes; the second is cut on top of it.
    server.answer(|_| vec![server::welcome(), server::done()]);
    phone.sync(&server);
    count(&phone, doc, 3);
    server.answer(|request| {
        let put = &request.puts[0];
        assert_eq!(put.changes.len(), 2);
        vec![
            server::welcome(),
            refused(put, 0, RefusalCode::NotPermitted),
            refused(put, 1, RefusalCode::DependsOnRefused),
            server::done(),
        ]
    });
    // It goes up in the same sync, by a new replica.
    let report = phone.sync(&server).report;
    assert_eq!((report.sent, report.refused, report.round_trips), (1, 2, 2));
    let shown = phone.client.session(doc).unwrap();
    assert_eq!((shown.withdrawn.clone(), shown.people_reached()), (None, 8));
    assert_eq!(phone.client.attention().unwrap().len(), 1);
    assert_eq!(phone.client.status().unwrap().unsent, 0);
}

#[test]
fn a_session_that_the_server_never_takes_goes_to_attention_whole() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    server.answer(|request| {
        let put = &request.puts[0];
        let code = RefusalCode::BadDocument;
        vec![server::welcome(), refused(put, 0, code), server::done()]
    });
    phone.sync(&server);
    assert!(phone.client.session(doc).is_err());
    assert!(phone.client.list(&query("")).unwrap().rows.is_empty());
    let attention = phone.client.attention().unwrap();
    assert!(
        attention[0]
            .edits
            .contains(&Edit::text(Register::Title, "Grade 9"))
    );
    let status = phone.client.status().unwrap();
    assert_eq!((status.unsent, status.attention), (0, 1));
}

#[test]
fn the_others_of_the_same_request_are_taken() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let (bad, good) = (plan(&phone, "Bad"), plan(&phone, "Good"));
    server.answer(move |request| {
        let puts = server::by_doc(request);
        vec![
            server::welcome(),
            refused(&puts[&bad], 0, RefusalCode::BadValue),
            taken(&puts[&good]),
            server::done(),
        ]
    });
    let report = phone.sync(&server).report;
    assert_eq!((report.sent, report.refused), (1, 1));
    assert_eq!(phone.client.session(good).unwrap().title, "Good");
    assert_eq!(phone.client.status().unwrap().unsent, 0);
}

#[test]
fn a_change_that_is_taken_back_leaves_with_what_stands_on_it() {
    let server = Server::new();
    let (phone, doc) = edited(&server);
    phone.client.withdraw(doc, "a mistake").unwrap();
    phone.sync(&server);
    let hashes = vec![hash(&server.last().puts[0].changes[0])];
    server.answer(move |_| {
        let hashes = hashes.clone();
        server::page(vec![Retract { doc, hashes }.into()], 3)
    });
    phone.sync(&server);
    let shown = phone.client.session(doc).unwrap();
    assert_eq!((shown.withdrawn.clone(), shown.people_reached()), (None, 5));
    assert_eq!(phone.client.attention().unwrap()[0].code, "retracted");
}

#[test]
fn a_damaged_copy_is_fetched_again_and_what_it_held_alone_is_shown() {
    let server = Server::new();
    let (phone, doc) = edited(&server);
    let known = server.last().puts[0].clone();
    phone
        .client
        .edit(doc, &[Edit::text(Register::Title, "Grade 10")])
        .unwrap();
    // The line breaks once the change is cut and before the server has it.
    server.answer(|_| vec![server::welcome(), server::done()]);
    phone.sync(&server);
    let damage = |tx: &Transaction<'_>, _: &Own<'_>| {
        let mut row = document::get(tx, doc)?.unwrap();
        row.bytes.as_mut().unwrap()[20] ^= 1;
        Ok(document::put(tx, &row)?)
    };
    phone.client.write(damage).unwrap();
    let refused = phone.client.session(doc).unwrap_err();
    assert!(
        matches!(refused, ClientError::DamagedDocument(_)),
        "{refused}"
    );
    assert_eq!(phone.client.list(&query("")).unwrap().rows.len(), 1);

    server.answer(move |request| {
        let wanted = request.messages.contains(&Want { doc }.into());
        assert!(wanted && request.puts.is_empty());
        server::page(vec![server::item(&known, "member-0")], 3)
    });
    phone.sync(&server);
    let shown = phone.client.session(doc).unwrap();
    assert_eq!(
        (shown.title.as_str(), shown.people_reached()),
        ("Grade 9", 5)
    );
    let attention = phone.client.attention().unwrap();
    assert_eq!(attention[0].code, "damaged");
    assert_eq!(
        attention[0].edits,
        [Edit::text(Register::Title, "Grade 10")]
    );
    count(&phone, doc, 1);
    assert_eq!(phone.sync(&server).report.sent, 1);
}
