//! Photos that the server does not take now, or ever: the member is told once, and keeps them.

use super::*;

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
