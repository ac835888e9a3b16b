//! Photos that the server does not take now, or ever: the member is told once, and keeps them.

use super::*;
use crate::limits::PHOTOS_PUT_OFF_MS_MAX;
use crate::store::meta::{self, Meta};
use crate::time::Timestamp;

#[test]
fn a_refused_photo_is_told_and_stops_neither_others_nor_later_syncs() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let bad = attach(&phone, doc, 1);
    let good = attach(&phone, doc, 2);
    let mut is_first = true;
    server.before_file(move |request| {
        let is_piece = matches!(request, FileRequest::Put { .. });
        (is_piece && std::mem::take(&mut is_first)).then(|| refusal(422, "it is no JPEG"))
    });
    let photos = phone.sync(&server).photos;
    assert_eq!((photos.sent, photos.refused, photos.waiting), (1, 1, 0));
    assert_eq!(place(&phone, doc, bad), PhotoPlace::Refused);
    assert_eq!(place(&phone, doc, good), PhotoPlace::Sent);
    let matters = phone.client.attention().unwrap();
    assert_eq!((matters.len(), matters[0].doc), (1, doc));
    let reason = &matters[0].reason;
    assert!(
        reason.contains("market.jpg was not taken (it is no JPEG)"),
        "{reason}"
    );
    assert!(phone.client.photo(doc, bad).unwrap().is_some(), "kept");
    assert_eq!(to_send(&phone), 0);

    count(&phone, doc, 1);
    assert_eq!(phone.sync(&server).report.sent, 1);
    phone.client.detach(doc, bad).unwrap();
    assert_eq!(phone.client.photos(doc).unwrap().len(), 1);
    assert_eq!(phone.client.photo(doc, bad).unwrap(), None);
}

#[test]
fn photos_wait_for_room_and_the_member_is_told_once() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    attach(&phone, doc, 1);
    attach(&phone, doc, 2);
    let full = |request: &FileRequest<'_>| {
        matches!(request, FileRequest::Put { .. }).then(|| refusal(507, "10 GiB are full"))
    };
    server.before_file(full);
    for _ in 0..2 {
        server.heard.lock().unwrap().clear();
        let photos = phone.sync(&server).photos;
        assert_eq!((photos.sent, photos.waiting), (0, 2));
        let heard = server.heard.lock().unwrap().clone();
        assert_eq!(heard, ["sync", "ask", "put 0"], "the second is not tried");
        let matters = phone.client.attention().unwrap();
        assert_eq!(matters.len(), 1);
        assert!(
            matters[0].reason.contains("no room"),
            "{}",
            matters[0].reason
        );
    }
    server.before_file(|_| None);
    assert_eq!(phone.sync(&server).photos.sent, 2);
    assert!(phone.client.attention().unwrap().is_empty());
}

#[test]
fn what_the_server_does_not_show_yet_waits_without_a_word() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    attach(&phone, doc, 1);
    server.before_file(|_| Some(refusal(404, "")));
    let photos = phone.sync(&server).photos;
    assert_eq!((photos.waiting, photos.trouble), (1, None));
    assert!(phone.client.attention().unwrap().is_empty());
    server.before_file(|_| None);
    assert_eq!(phone.sync(&server).photos.sent, 1);
}

const HOUR_MS: i64 = 60 * 60 * 1_000;

/// The server's word that this phone has brought as much as it may today.
fn day_full(
    retry_after_ms: u64,
) -> impl FnMut(&FileRequest<'_>) -> Option<TransportError> + Send + 'static {
    let is_first =
        |request: &FileRequest<'_>| matches!(request, FileRequest::Put { offset: 0, .. });
    move |request| {
        is_first(request).then(|| TransportError::Refused {
            status: 429,
            code: "photos_day_full".to_owned(),
            message: "128 MB a day".to_owned(),
            retry_after_ms: Some(retry_after_ms),
        })
    }
}

/// As if so much of the wait had gone by.
fn let_pass(phone: &TestPhone, ms: i64) {
    let passed = phone.client.write(|tx, _| {
        let until: Timestamp = meta::get_json(tx, Meta::PhotosPutOff)?.unwrap();
        Ok(meta::put_json(tx, Meta::PhotosPutOff, &until.plus_ms(-ms))?)
    });
    passed.unwrap();
}

#[test]
fn a_phone_that_brought_enough_for_a_day_waits_and_its_figures_do_not() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    attach(&phone, doc, 1);
    attach(&phone, doc, 2);
    server.before_file(day_full(HOUR_MS.unsigned_abs()));
    let photos = phone.sync(&server).photos;
    assert_eq!((photos.sent, photos.waiting, photos.trouble), (0, 2, None));
    let status = phone.client.status().unwrap();
    assert_eq!(status.next_retry, None, "figures wait for nothing");
    let said = || phone.client.attention().unwrap();
    assert_eq!(
        (said().len(), said()[0].code.as_str()),
        (1, "photo_day_full")
    );
    let reason = &said()[0].reason;
    assert!(reason.contains("tried again tomorrow"), "{reason}");

    // The server is not asked before the time that it said, whatever becomes of the figures.
    server.before_file(|_| None);
    server.heard.lock().unwrap().clear();
    count(&phone, doc, 1);
    let synced = phone.sync(&server);
    assert_eq!((synced.report.sent, synced.photos.waiting), (1, 2));
    assert_eq!(*server.heard.lock().unwrap(), ["sync"]);
    let_pass(&phone, HOUR_MS);
    assert_eq!(phone.sync(&server).photos.sent, 2);
    assert!(said().is_empty(), "it is so no longer");
}

#[test]
fn a_server_puts_photos_off_for_a_day_and_no_longer() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    attach(&phone, plan(&phone, "Market"), 1);
    server.before_file(day_full(u64::MAX));
    phone.sync(&server);
    server.before_file(|_| None);
    let_pass(&phone, PHOTOS_PUT_OFF_MS_MAX);
    assert_eq!(phone.sync(&server).photos.sent, 1);
}

#[test]
fn a_photo_of_which_its_session_says_another_length_is_not_sent() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    let mut file = phone
        .client
        .session(doc)
        .unwrap()
        .attachments
        .pop_first()
        .unwrap();
    file.bytes += 10;
    phone.client.edit(doc, &[Edit::Attach(file)]).unwrap();
    assert_eq!(phone.sync(&server).photos.refused, 1);
    assert_eq!(*server.heard.lock().unwrap(), ["sync"]);
    let reason = &phone.client.attention().unwrap()[0].reason;
    assert!(reason.contains("its session says that it has"), "{reason}");
    // Taken out and attached again, it is named as it is.
    let jpeg = phone.client.photo(doc, hash).unwrap().unwrap();
    phone.client.detach(doc, hash).unwrap();
    phone.client.attach(doc, &jpeg, "market.jpg").unwrap();
    assert_eq!(phone.sync(&server).photos.sent, 1);
}
