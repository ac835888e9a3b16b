//! Several members on one phone, and the organisation's last word on it.

use super::server::{self, KEY, Server, TestPhone};
use super::*;
use crate::store::meta::{self, Meta};
use crate::wire::{ToServer, Wipe};

#[test]
fn members_see_a_number_of_each_other_and_nothing_else() {
    let server = Server::new();
    let ana = TestPhone::join(&server);
    let ion = TestPhone::join_in(ana.folder(), [7; 32], &server, "ion").unwrap();
    let doc = plan(&ana, "Grade 9");
    let status = ion.status().unwrap();
    let ana_as_seen = OtherMember {
        label: "somebody".to_owned(),
        unsent: 1,
        unsent_photos: 0,
    };
    assert_eq!((status.unsent, status.others), (0, vec![ana_as_seen]));
    assert!(ion.list(&query("")).unwrap().rows.is_empty());
    assert!(ion.session(doc).is_err());
    ion.sync(&server, &mut |_| {}, &Cancel::default()).unwrap();
    assert!(server.last().puts.is_empty(), "ana's work goes up as ana's");

    // Ana's key does not open Ion's store.
    drop(ion);
    let home = ana.home();
    assert!(Client::open(home.clone(), Some("ion"), server::environment()).is_err());
    let which = Client::open(home, None, server::environment()).unwrap_err();
    assert!(matches!(which, ClientError::WhichMember { .. }));
    ana.sync(&server);
    assert_eq!(server.last().puts.len(), 1);
    assert_eq!(Home::members(&ana.home().dir).unwrap()[0].unsent, 0);
}

#[test]
fn a_label_is_given_once_and_a_failed_join_leaves_nothing() {
    let server = Server::new();
    let folder = TestPhone::join(&server).close();
    let again = TestPhone::join_in(&folder, KEY, &server, "somebody").unwrap_err();
    assert!(matches!(again, ClientError::LabelTaken(_)));
    for label in ["Some body", ".", ".."] {
        let bad = TestPhone::join_in(&folder, KEY, &server, label).unwrap_err();
        assert!(matches!(bad, ClientError::BadLabel(_)), "{label}");
    }
    *server.offline.lock().unwrap() = true;
    let offline = TestPhone::join_in(&folder, KEY, &server, "ion").unwrap_err();
    assert!(matches!(offline, ClientError::Transport(_)));
    let slots = std::fs::read_dir(folder.path().join("members")).unwrap();
    assert_eq!(slots.count(), 1);
}

#[test]
fn a_store_is_set_aside_only_when_somebody_says_so() {
    let server = Server::new();
    let folder = TestPhone::join(&server).close();
    let dir = folder.path();
    let holder = Home::member(dir, None).unwrap();
    // Joining with another key than the store's leaves it where it is.
    let taken = TestPhone::join_in(&folder, [1; 32], &server, "somebody").unwrap_err();
    assert!(matches!(taken, ClientError::LabelTaken(_)));
    assert_eq!(Home::member(dir, None).unwrap(), holder);
    let moved = Home::set_aside(dir, &holder).unwrap();
    assert!(moved.ends_with(format!("{}/store.db.damaged-1", holder.slot)));
    assert!(moved.exists());
    let client = TestPhone::join_in(&folder, [1; 32], &server, "somebody").unwrap();
    assert_eq!(Home::members(dir).unwrap().len(), 1);
    assert!(client.list(&query("")).unwrap().rows.is_empty());
}

#[test]
fn a_missing_store_is_said_and_nothing_is_put_in_its_place() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let home = phone.home();
    let folder = phone.close();
    let holder = Home::member(folder.path(), None).unwrap();
    let slot = folder.path().join("members").join(&holder.slot);
    let file = slot.join("store.db");
    let open = || Client::open(home.clone(), None, server::environment());
    std::fs::write(&file, b"").unwrap();
    assert!(matches!(open(), Err(ClientError::StoreMissing { .. })));
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 0);
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(open(), Err(ClientError::StoreMissing { .. })));
    assert!(!file.exists());
    assert_eq!(Home::set_aside(folder.path(), &holder).unwrap(), slot);
    assert!(matches!(open(), Err(ClientError::NotJoined)));
}

#[test]
fn a_list_of_members_that_was_lost_or_damaged_is_made_again() {
    let server = Server::new();
    let ana = TestPhone::join(&server);
    let ion = TestPhone::join_in(ana.folder(), [7; 32], &server, "ion").unwrap();
    let doc = plan(&ana, "Grade 9");
    let home = ana.home();
    let before = Home::members(&home.dir).unwrap();
    assert_eq!((before.len(), before[0].unsent), (2, 1));
    let list = home.dir.join("members.json");

    std::fs::remove_file(&list).unwrap();
    assert_eq!(ion.status().unwrap().others[0].unsent, 1);
    assert!(list.exists(), "reading it made it again");
    std::fs::write(&list, b"[{\"slot\": \"no").unwrap();
    let mut mended = Home::mend_list(&home.dir).unwrap().expect("it was damaged");
    mended.sort_by_key(|member| before.iter().position(|other| other.slot == member.slot));
    assert_eq!(mended, before);
    let aside = home.dir.join("members.json.damaged-1");
    assert_eq!(std::fs::read(aside).unwrap(), b"[{\"slot\": \"no");
    assert_eq!(Home::mend_list(&home.dir).unwrap(), None, "it is whole");

    // Nothing was lost and nothing was made: the same store opens under the same name.
    let folder = ana.close();
    drop(ion);
    let ana = Client::open(home, Some("somebody"), server::environment()).unwrap();
    assert_eq!(ana.session(doc).unwrap().title, "Grade 9");
    drop(folder);
}

#[test]
fn a_slot_that_does_not_say_whose_it_is_is_found_by_its_own_name() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    let home = phone.home();
    let folder = phone.close();
    let slot = Home::member(&home.dir, None).unwrap().slot;
    std::fs::remove_file(home.dir.join("members.json")).unwrap();
    std::fs::remove_file(home.dir.join("members").join(&slot).join("member.json")).unwrap();
    // What is left of a join that did not come to its end is no member.
    std::fs::create_dir(home.dir.join("members/abandoned")).unwrap();
    let client = Client::open(home.clone(), None, server::environment()).unwrap();
    assert_eq!(client.session(doc).unwrap().title, "Grade 9");
    let member = client.identity().member.clone();
    drop(client);
    std::fs::remove_file(home.dir.join("members.json")).unwrap();
    let members = Home::members(&home.dir).unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!((&members[0].label, &members[0].member), (&slot, &member));
    drop(folder);
}

#[test]
fn a_wiped_phone_says_so_and_keeps_nothing() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    plan(&phone, "Grade 9");
    let device = phone.client.identity().device;
    let signature = server.wipe_signature(device);
    server.answer(move |_| {
        let signature = signature.clone();
        vec![Wipe { device, signature }.into()]
    });
    let synced = phone.sync(&server);
    assert_eq!(synced.report.end, Some(SyncEnd::Wiped));
    let last = server.last();
    assert!(matches!(last.messages[1], ToServer::Wiped(_)), "{last:?}");
    assert!(matches!(phone.client.status(), Err(ClientError::Wiped)));
    let members = std::fs::read_dir(phone.folder().path().join("members")).unwrap();
    assert_eq!(members.count(), 0);
    let open = Client::open(phone.home(), None, server::environment());
    assert!(matches!(open, Err(ClientError::NotJoined)));
}

#[test]
fn who_leaves_leaves_nothing_behind_that_nobody_else_has() {
    let server = Server::new();
    let ana = TestPhone::join(&server);
    let ion = TestPhone::join_in(ana.folder(), [7; 32], &server, "ion").unwrap();
    let of_ion = ion.plan(&draft("Grade 10")).unwrap();
    let of_ana = plan(&ana, "Grade 9");
    let early = ana.client.leave().unwrap_err();
    let unsent = OnlyHere {
        sessions: 1,
        ..OnlyHere::default()
    };
    assert!(
        matches!(early, ClientError::OnlyHere(still) if still == unsent),
        "{early}"
    );
    assert_eq!(ana.client.session(of_ana).unwrap().title, "Grade 9");

    ana.sync(&server);
    ana.client.leave().unwrap();
    assert!(matches!(ana.client.status(), Err(ClientError::Wiped)));
    let others = ion.status().unwrap().others;
    assert!(others.is_empty(), "{others:?}");
    assert_eq!(ion.session(of_ion).unwrap().title, "Grade 10");
    let slots = std::fs::read_dir(ana.folder().path().join("members")).unwrap();
    assert_eq!(slots.count(), 1, "that of ion");
    // The name is free again.
    TestPhone::join_in(ana.folder(), KEY, &server, "somebody").unwrap();
}

#[test]
fn nobody_leaves_during_a_sync_before_a_repair_or_from_practice() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let practice = phone.client.practise().unwrap();
    assert!(matches!(practice.leave(), Err(ClientError::Practice)));
    let mut tried = None;
    let mut once = |_: &Progress| {
        tried.get_or_insert_with(|| phone.client.leave().unwrap_err());
    };
    phone
        .client
        .sync(&server, &mut once, &Cancel::default())
        .unwrap();
    assert!(matches!(tried, Some(ClientError::Syncing)), "{tried:?}");
    let due = |tx: &Transaction<'_>, _: &Own<'_>| Ok(meta::put_json(tx, Meta::Repair, &true)?);
    phone.client.write(due).unwrap();
    assert!(matches!(
        phone.client.leave(),
        Err(ClientError::RepairFirst)
    ));
}

#[test]
fn an_order_to_wipe_that_nobody_signed_is_not_obeyed() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    let device = phone.client.identity().device;
    let signature = crate::wire::message::Blob(vec![7; 64]);
    server.answer(move |_| {
        let signature = signature.clone();
        vec![Wipe { device, signature }.into()]
    });
    let synced = phone.sync(&server);
    assert!(matches!(synced.report.end, Some(SyncEnd::Confused(_))));
    assert_eq!(phone.client.session(doc).unwrap().title, "Grade 9");
}
