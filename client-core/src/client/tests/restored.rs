//! A phone that was put back from a backup: nothing counts twice, nothing is lost.

use super::server::{self, Request, Server, TestPhone, hash};
use super::*;
use crate::wire::{Inventory, Missing, Put, Repair, RepairReason, ToPhone, ToServer};

fn inventory(request: &Request) -> Inventory {
    let found = request.messages.iter().find_map(|message| match message {
        ToServer::Inventory(list) => Some(list.clone()),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("a list is sent: {request:?}"))
}

/// The server's whole copy of what it was sent.
fn whole(puts: &[&Put]) -> ToPhone {
    let mut all = puts[0].clone();
    all.changes = puts.iter().flat_map(|put| put.changes.clone()).collect();
    server::item(&all, "member-0")
}

#[test]
fn a_live_journal_that_was_sent_before_is_not_counted_twice() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    phone.sync(&server);
    let first = server.last().puts[0].clone();
    count(&phone, doc, 13);
    let backup = phone.backup();
    phone.sync(&server);
    let second = server.last().puts[0].clone();
    drop(phone);

    let phone = TestPhone::restore(backup);
    assert!(phone.client.status().unwrap().repairing);
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 13);
    // Counted after the restore, before any signal.
    count(&phone, doc, 2);
    server.answer(move |request| {
        assert!(request.puts.is_empty() && request.hello.cursors.is_empty());
        assert_eq!(inventory(request).items[0].doc, doc);
        server::page(vec![whole(&[&first, &second])], 5)
    });
    let synced = phone.sync(&server);
    assert_eq!(synced.report.end, Some(SyncEnd::Done));
    let shown = phone.client.session(doc).unwrap();
    assert_eq!(shown.people_reached(), 15, "13 once, and the 2");
    assert_eq!(server.last().puts[0].changes.len(), 1);
    let status = phone.client.status().unwrap();
    assert_eq!((status.unsent, status.repairing), (0, false));
}

#[test]
fn a_live_journal_that_was_never_sent_goes_on_under_a_new_replica() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    phone.sync(&server);
    let first = server.last().puts[0].clone();
    count(&phone, doc, 13);
    let phone = TestPhone::restore(phone.backup());
    let known = first.clone();
    server.answer(move |_| server::page(vec![whole(&[&known])], 5));
    phone.sync(&server);
    let put = server.last().puts[0].clone();
    assert_eq!(put.changes.len(), 1);
    assert_ne!(put.epochs, first.epochs);
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 13);
}

#[test]
fn a_session_that_was_never_sent_begins_anew_under_an_id_of_its_own() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let old = plan(&phone, "Grade 9");
    let splices = crate::model::edit::splices_between("", "A note.");
    phone.client.edit(old, &[Edit::Notes { splices }]).unwrap();
    let phone = TestPhone::restore(phone.backup());
    server.answer(|_| server::page(Vec::new(), 5));
    phone.sync(&server);
    let put = server.last().puts[0].clone();
    let replica = phone.client.identity().replica(put.epochs[0]).unwrap();
    assert!(put.doc.was_begun_by(replica) && !old.was_begun_by(replica));
    assert_eq!(server.last().puts[1].doc, put.doc.companion());
    let rows = phone.client.list(&query("")).unwrap().rows;
    assert_eq!(
        rows.iter().map(|row| row.row.doc).collect::<Vec<_>>(),
        [put.doc]
    );
    let shown = phone.client.session(put.doc).unwrap();
    assert_eq!(
        (shown.title.as_str(), shown.notes.as_str()),
        ("Grade 9", "A note.")
    );
}

#[test]
fn a_restored_server_gets_back_what_it_lost() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    phone.sync(&server);
    let first = server.last().puts[0].clone();
    count(&phone, doc, 4);
    server.answer(|request| {
        assert_eq!(request.puts.len(), 1);
        let organisation = request.hello.receipts[0].organisation.clone();
        let reason = RepairReason::LogDiverged;
        let repair = Repair {
            organisation,
            reason,
        };
        vec![server::welcome(), repair.into(), server::done()]
    });
    server.answer(move |_| {
        let lacking = Missing {
            doc,
            heads: Vec::new(),
        };
        vec![
            server::welcome(),
            lacking.into(),
            server::cursor(1),
            server::done(),
        ]
    });
    let synced = phone.sync(&server);
    assert_eq!(synced.report.end, Some(SyncEnd::Done));
    let again = server.last().puts[0].clone();
    assert_eq!(again.changes.len(), 2);
    assert_eq!(hash(&again.changes[0]), hash(&first.changes[0]));
    assert_eq!(
        again.epochs, first.epochs,
        "only a restored phone needs a new replica"
    );
    assert_eq!(again.unit.unwrap().as_str(), "suceava");
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 4);
    assert_eq!(phone.client.status().unwrap().unsent, 0);
}

#[test]
fn a_phone_whose_nonce_cannot_be_read_is_not_taken_for_a_restored_one() {
    let phone = TestPhone::join(&Server::new());
    let home = phone.home();
    let slot = &phone.client.slot.as_ref().unwrap().name;
    let install = home.slot_folder(slot).join("install");
    let folder = phone.close();
    let nonce = std::fs::read(&install).unwrap();
    std::fs::remove_file(&install).unwrap();
    std::fs::create_dir(&install).unwrap();
    let refused = Client::open(home.clone(), None, server::environment()).unwrap_err();
    assert!(
        matches!(refused, ClientError::Store(StoreError::Folder(_))),
        "{refused}"
    );
    std::fs::remove_dir(&install).unwrap();
    std::fs::write(&install, nonce).unwrap();
    let client = Client::open(home, None, server::environment()).unwrap();
    assert!(!client.status().unwrap().repairing);
    drop(folder);
}
