//! Photos that a server lost, and photos of sessions that go.

use super::super::server::{cursor, done, feed, page};
use super::*;
use crate::limits::PHOTO_ASKED_AGAIN_MS;
use crate::store::meta::{self, Meta};
use crate::time::Timestamp;
use crate::wire::{Gone, GoneForGood, RepairReason, ToPhone};

/// The unit is this member's no longer.
fn unit_gone() -> ToPhone {
    let (feed, doc) = (feed(), None);
    Gone { feed, doc }.into()
}

/// A phone with a photo of each of these sessions, which the server knows and shows to nobody yet.
fn waiting<const N: usize>(
    server: &Server,
    titles: [&str; N],
) -> (TestPhone, [(DocId, FileHash); N]) {
    let phone = TestPhone::join(server);
    let photos = titles.map(|title| {
        let doc = plan(&phone, title);
        (doc, attach(&phone, doc, 1))
    });
    server.before_file(|_| Some(refusal(404, "")));
    phone.sync(server);
    server.answer(|_| vec![welcome(), cursor(1), done()]);
    phone.sync(server);
    (phone, photos)
}

#[test]
fn a_server_that_lost_a_photo_gets_it_again_after_the_repair() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let (kept, lost) = (attach(&phone, doc, 1), attach(&phone, doc, 2));
    assert_eq!(phone.sync(&server).photos.sent, 2);
    server.files.lock().unwrap().remove(&(doc, lost));
    let repair = phone.client.write(|tx, own| {
        install::begin_repair(tx, RepairReason::Asked, own.me, &phone.client.environment)?;
        Ok(meta::clear(tx, Meta::Repair)?)
    });
    repair.unwrap();
    assert_eq!(to_send(&phone), 2, "neither is known to be there");
    server.heard.lock().unwrap().clear();
    assert_eq!(phone.sync(&server).photos.sent, 2);
    let heard = server.heard.lock().unwrap().clone();
    assert_eq!(heard[..4], ["sync", "ask", "ask", "put 0"], "{heard:?}");
    assert!(server.file_of(doc, lost).is_some() && server.file_of(doc, kept).is_some());
}

/// While nobody recorded anything, a server that was put back does not show it.
#[test]
fn a_server_that_lost_a_photo_in_silence_is_asked_after_a_day() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let (first, last) = (attach(&phone, doc, 1), attach(&phone, doc, 2));
    assert_eq!(phone.sync(&server).photos.sent, 2);
    let a_day_ago = |passes: i64| {
        let passed = phone.client.write(|tx, _| {
            let mut taken: serde_json::Value = meta::get_json(tx, Meta::PhotoTaken)?.unwrap();
            let at: Timestamp = taken["at"].as_str().unwrap().parse().unwrap();
            taken["at"] = at.plus_ms(-passes).to_string().into();
            Ok(meta::put_json(tx, Meta::PhotoTaken, &taken)?)
        });
        passed.unwrap();
        server.heard.lock().unwrap().clear();
        let sent = phone.sync(&server).photos.sent;
        (sent, server.heard.lock().unwrap().clone())
    };
    assert_eq!(a_day_ago(0), (0, vec!["sync".to_owned()]));
    let asked = vec!["sync".to_owned(), "ask".to_owned()];
    assert_eq!(a_day_ago(PHOTO_ASKED_AGAIN_MS), (0, asked), "it is there");
    server.files.lock().unwrap().clear();
    assert_eq!(a_day_ago(0).0, 0, "and was asked for today");
    assert_eq!(a_day_ago(PHOTO_ASKED_AGAIN_MS).0, 2);
    for hash in [first, last] {
        assert!(server.file_of(doc, hash).is_some());
    }
}

#[test]
fn photos_go_with_their_session_but_not_before_they_were_sent() {
    let server = Server::new();
    let (phone, [(left, waits), (doc, goes)]) = waiting(&server, ["Market", "Station"]);
    // The unit is left while a photo waits, and one session is erased for good.
    let erased = GoneForGood { doc };
    server.answer(move |_| page(vec![unit_gone(), erased.clone().into()], 2));
    server.before_file(|_| Some(broken()));
    phone.sync(&server);
    assert_eq!(phone.client.photo(doc, goes).unwrap(), None);
    assert!(phone.client.photo(left, waits).unwrap().is_some());
    assert_eq!(to_send(&phone), 1);
    server.before_file(|_| None);
    assert_eq!(phone.sync(&server).photos.sent, 1);
}

#[test]
fn a_photo_of_a_session_that_was_left_is_told_and_stays_until_it_is_taken_out() {
    let server = Server::new();
    let (phone, [(doc, hash)]) = waiting(&server, ["Market"]);
    server.answer(move |_| {
        let ToPhone::Welcome(mut moved) = welcome() else {
            unreachable!("a welcome is one")
        };
        moved.feeds = Some(vec!["unit:iasi".parse().unwrap()]);
        vec![moved.into(), unit_gone(), cursor(2), done()]
    });
    assert_eq!(phone.sync(&server).photos.refused, 1);
    assert_eq!(place(&phone, doc, hash), PhotoPlace::Refused);
    let matters = phone.client.attention().unwrap();
    assert!(
        matters[0].reason.contains("no longer shared"),
        "{matters:?}"
    );
    server.answer(|_| vec![welcome(), cursor(2), done()]);
    phone.sync(&server);
    assert!(phone.client.photo(doc, hash).unwrap().is_some());
    phone.client.detach(doc, hash).unwrap();
    assert!(phone.client.attention().unwrap().is_empty());
    assert!(
        phone.client.session(doc).is_err(),
        "kept for the photo alone"
    );
    let status = phone.client.status().unwrap();
    assert_eq!(status.unsent, 0, "nothing to be refused");
}
