//! How a photo goes from a phone: with its session, with what it was taken for, never by halves.
//! And how those that cannot go let others go before them.

use std::sync::Arc;

use super::super::server::{cursor, done, feed};
use super::*;
use crate::client::paper::Own;
use crate::store::meta::{self, Meta};
use crate::store::photo as store;
use crate::store::{Connection, StoreError, Transaction};
use crate::wire::{Gone, RefusalCode, Refused, ToPhone};

/// The server takes nothing of what it is sent.
fn refuse_all(server: &Server) {
    server.answer(|request| {
        let mut answer = vec![welcome()];
        for put in &request.puts {
            let hash = Some(super::super::server::hash(&put.changes[0]));
            let (code, reason) = (RefusalCode::BadDocument, "because".to_owned());
            let doc = put.doc;
            answer.push(
                Refused {
                    doc,
                    hash,
                    code,
                    reason,
                }
                .into(),
            );
        }
        answer.push(done());
        answer
    });
}

#[test]
fn a_photo_of_a_session_that_was_never_taken_goes_once_the_member_has_seen_why() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    refuse_all(&server);
    phone.sync(&server);
    assert!(phone.client.session(doc).is_err());
    phone.sync(&server);
    assert!(phone.client.photo(doc, hash).unwrap().is_some());
    for matter in phone.client.attention().unwrap() {
        phone.client.dismiss(matter.number).unwrap();
    }
    phone.sync(&server);
    assert_eq!(to_send(&phone), 0);
    assert_eq!(phone.client.photo(doc, hash).unwrap(), None);
}

/// A phone that left the session's unit while its photo waited.
fn left_with_a_photo(server: &Server) -> (TestPhone, DocId, FileHash) {
    let phone = TestPhone::join(server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    server.before_file(|_| Some(broken()));
    phone.sync(server);
    server.answer(|_| vec![welcome(), cursor(1), done()]);
    phone.sync(server);
    let gone = Gone {
        feed: feed(),
        doc: None,
    };
    server.answer(move |_| {
        let ToPhone::Welcome(mut moved) = welcome() else {
            unreachable!("a welcome is one")
        };
        moved.feeds = Some(vec!["unit:iasi".parse().unwrap()]);
        vec![moved.into(), gone.clone().into(), cursor(2), done()]
    });
    phone.sync(server);
    assert!(phone.client.session(doc).is_ok(), "kept for the photo");
    (phone, doc, hash)
}

#[test]
fn a_crash_after_the_last_piece_leaves_no_session_behind() {
    let server = Server::new();
    let (phone, doc, hash) = left_with_a_photo(&server);
    server.before_file(|_| None);
    // As the disk is when the server's last answer has been written down, and not a moment later.
    let mut copy = None;
    let mut look = |progress: &Progress| {
        if progress.photo_bytes_sent == progress.photo_bytes_to_send
            && progress.photo_bytes_sent > 0
            && copy.is_none()
        {
            copy = Some(phone.backup());
        }
    };
    let synced = phone.client.sync(&server, &mut look, &Cancel::default());
    assert_eq!(synced.unwrap().photos.sent, 1);
    let phone = TestPhone::restore(copy.unwrap());
    assert!(phone.client.session(doc).is_err());
    assert_eq!(phone.client.photo(doc, hash).unwrap(), None);
}

#[test]
fn what_anybody_takes_out_is_gone_from_every_phone() {
    let server = Server::new();
    let (ana, ion, doc, hash) = shared(&server);
    let cancel = Cancel::default();
    ion.client.fetch_photo(&server, doc, hash, &cancel).unwrap();

    ion.client.detach(doc, hash).unwrap();
    assert_eq!(ion.client.photo(doc, hash).unwrap(), None);
    ion.sync(&server);
    let puts = server.last().puts;
    server.answer(move |_| page(puts.iter().map(|put| item(put, "member-1")).collect(), 2));
    assert!(ana.client.photo(doc, hash).unwrap().is_some());
    ana.sync(&server);
    assert!(ana.client.photos(doc).unwrap().is_empty());
    assert_eq!(ana.client.photo(doc, hash).unwrap(), None);
}

#[test]
fn a_photo_that_is_taken_out_while_it_comes_is_not_kept() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    phone.sync(&server);
    phone
        .client
        .write(|tx, _| Ok(store::purge(tx, 0)?))
        .unwrap();
    let sha256 = hash.to_string();
    let phone = Arc::new(phone);
    let other = Arc::clone(&phone);
    server.before_file(move |_| {
        let sha256 = sha256.clone();
        other.client.edit(doc, &[Edit::Detach { sha256 }]).unwrap();
        None
    });
    let fetched = phone
        .client
        .fetch_photo(&server, doc, hash, &Cancel::default());
    assert!(matches!(fetched, Err(ClientError::UnknownPhoto)));
    assert_eq!(phone.client.photo(doc, hash).unwrap(), None);
}

#[test]
fn what_was_said_of_a_refused_photo_goes_when_somebody_takes_it_out() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    server.before_file(|_| Some(refusal(422, "it is no JPEG")));
    phone.sync(&server);
    assert_eq!(phone.client.attention().unwrap().len(), 1);
    let sha256 = hash.to_string();
    phone.client.edit(doc, &[Edit::Detach { sha256 }]).unwrap();
    phone.sync(&server);
    assert!(phone.client.attention().unwrap().is_empty());
    assert_eq!(phone.client.photo(doc, hash).unwrap(), None);
}

#[test]
fn photos_on_which_the_server_stumbles_let_the_others_go_first_the_next_time() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hashes = [1, 2, 3, 4].map(|seed| attach(&phone, doc, seed));
    // Each that is begun fails at its second piece; the last is not tried.
    server.before_file(|request| {
        let is_later = matches!(request, FileRequest::Put { offset, .. } if *offset > 0);
        is_later.then(|| refusal(500, "our own mistake"))
    });
    let photos = phone.sync(&server).photos;
    assert_eq!((photos.sent, photos.waiting), (0, 4));
    // One alone goes through.
    let files = server.files.clone();
    server.before_file(move |_| {
        let files = files.lock().unwrap();
        let mut files = files.iter();
        let is_one_here = files.any(|((_, hash), file)| photo::hash(file) == hash.to_string());
        is_one_here.then(|| refusal(500, "our own mistake"))
    });
    assert_eq!(phone.sync(&server).photos.sent, 1);
    assert_eq!(place(&phone, doc, hashes[3]), PhotoPlace::Sent);
}

#[test]
fn the_wait_after_trouble_with_photos_grows_and_ends_with_it() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    attach(&phone, plan(&phone, "Market"), 1);
    let failures = || {
        let backoff = |connection: &Connection, _: &Own<'_>| {
            Ok(meta::get_json::<serde_json::Value>(
                connection,
                Meta::Backoff,
            )?)
        };
        let backoff = phone.client.read(backoff).unwrap();
        backoff.map_or(0, |backoff| backoff["failures"].as_u64().unwrap())
    };
    server.before_file(|_| Some(broken()));
    for failed in 1..=3 {
        phone.sync(&server);
        assert_eq!(failures(), failed);
    }
    // Figures that fail count on.
    *server.offline.lock().unwrap() = true;
    phone.sync(&server);
    assert_eq!(failures(), 4);
    *server.offline.lock().unwrap() = false;
    server.before_file(|_| None);
    assert_eq!(phone.sync(&server).photos.sent, 1);
    assert_eq!((failures(), to_send(&phone)), (0, 0));
}

#[test]
fn a_store_that_fails_at_a_photo_takes_back_nothing_of_the_figures() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    attach(&phone, plan(&phone, "Market"), 1);
    let run = |sql: &'static str| {
        let run = |tx: &Transaction<'_>| tx.execute_batch(sql).map_err(StoreError::from);
        phone.client.write(|tx, _| Ok(run(tx)?)).unwrap();
    };
    run("CREATE TRIGGER worn BEFORE UPDATE ON photo BEGIN SELECT RAISE(ABORT, 'worn out'); END");
    let synced = phone.sync(&server);
    assert_eq!(
        (synced.report.sent, synced.report.end),
        (2, Some(SyncEnd::Done))
    );
    let photos = synced.photos;
    assert_eq!((photos.sent, photos.waiting), (0, 1));
    assert!(photos.failed.is_some_and(|why| why.contains("worn out")));
    assert!(phone.client.status().unwrap().next_retry.is_some());
    run("DROP TRIGGER worn");
    assert_eq!(phone.sync(&server).photos.sent, 1);
}

#[test]
fn a_member_who_may_only_look_is_told_that_no_photo_is_taken() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    let forbidden = |code: &str| TransportError::Refused {
        status: 403,
        code: code.to_owned(),
        message: "you may see it".to_owned(),
        retry_after_ms: None,
    };
    // A phone that is closed is another matter: nothing is wrong with the photo.
    server.before_file(move |_| Some(forbidden("device_closed")));
    assert!(phone.sync(&server).photos.trouble.is_some());
    assert!(phone.client.attention().unwrap().is_empty());
    server.before_file(move |request| {
        matches!(request, FileRequest::Put { .. }).then(|| forbidden("forbidden"))
    });
    assert_eq!(phone.sync(&server).photos.refused, 1);
    assert_eq!(place(&phone, doc, hash), PhotoPlace::Refused);
    let matters = phone.client.attention().unwrap();
    assert_eq!(
        (matters.len(), matters[0].code.as_str()),
        (1, "photo_not_permitted")
    );
    phone.client.detach(doc, hash).unwrap();
    assert!(phone.client.attention().unwrap().is_empty());
}
