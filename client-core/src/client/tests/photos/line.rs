//! Photos on lines that break: piece by piece, after the figures, and stopped like them.

use super::*;

#[test]
fn a_cut_line_costs_one_piece_and_the_figures_nothing() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    let length = phone.client.photo(doc, hash).unwrap().unwrap().len() as u64;
    let mut left = 2;
    server.before_file(move |request| {
        let is_piece = matches!(request, FileRequest::Put { .. });
        left -= u32::from(is_piece && left > 0);
        (is_piece && left == 0).then(broken)
    });
    let synced = phone.sync(&server);
    assert_eq!(
        synced.report.end,
        Some(SyncEnd::Done),
        "the figures are through"
    );
    assert_eq!(synced.photos.trouble, Some(broken()));
    let status = phone.client.status().unwrap();
    assert_eq!((status.unsent, status.unsent_photos), (0, 1));
    assert!(status.last_sync.is_some() && status.next_retry.is_some());
    let PhotoPlace::ToSend { sent } = place(&phone, doc, hash) else {
        panic!("not sent");
    };
    assert!(0 < sent && sent < length);

    server.before_file(|_| None);
    let phone = phone.crash();
    server.heard.lock().unwrap().clear();
    assert_eq!(phone.sync(&server).photos.sent, 1);
    let heard = server.heard.lock().unwrap().clone();
    assert_eq!(heard[..3], ["sync", "ask", &format!("put {sent}")]);
    assert_eq!(phone.client.status().unwrap().next_retry, None);
}

#[test]
fn the_server_says_where_a_photo_goes_on() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    let mut is_first = true;
    let forgets = server.files.clone();
    server.before_file(move |request| {
        let is_later = matches!(request, FileRequest::Put { offset, .. } if *offset > 0);
        if is_later && std::mem::take(&mut is_first) {
            // Its disk was put back: what it had is gone.
            forgets.lock().unwrap().clear();
            return Some(refusal(409, ""));
        }
        None
    });
    assert_eq!(phone.sync(&server).photos.sent, 1);
    let heard = server.heard.lock().unwrap().clone();
    assert_eq!(heard.iter().filter(|what| *what == "ask").count(), 2);
    assert_eq!(heard.iter().filter(|what| *what == "put 0").count(), 2);
    assert!(server.file_of(doc, hash).is_some());
}

#[test]
fn a_photo_that_was_damaged_on_its_way_is_sent_once_more_from_its_beginning() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    let damaged = |server: &Server, mut times: u32| {
        let files = server.files.clone();
        server.before_file(move |request| {
            let is_last = matches!(request, FileRequest::Put { offset, .. } if *offset > 0);
            if !is_last || times == 0 {
                return None;
            }
            times -= 1;
            files.lock().unwrap().clear();
            Some(TransportError::Refused {
                status: 422,
                code: "photo_damaged".to_owned(),
                message: "it did not arrive as it was sent".to_owned(),
                retry_after_ms: None,
            })
        });
    };
    damaged(&server, 1);
    assert_eq!(phone.sync(&server).photos.sent, 1);
    assert!(server.file_of(doc, hash).is_some());

    attach(&phone, doc, 2);
    damaged(&server, 2);
    assert_eq!(phone.sync(&server).photos.refused, 1, "it is so here");
    assert_eq!(phone.client.attention().unwrap().len(), 1);
}

#[test]
fn a_busy_server_says_when_to_come_back() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    attach(&phone, plan(&phone, "Market"), 1);
    server.before_file(|_| {
        Some(TransportError::Refused {
            status: 503,
            code: "busy".to_owned(),
            message: String::new(),
            retry_after_ms: Some(60_000),
        })
    });
    assert!(phone.sync(&server).photos.trouble.is_some());
    let status = phone.client.status().unwrap();
    let after = status.next_retry.unwrap().0 - status.last_sync.unwrap().0;
    assert!(after >= 60_000, "{after}");
}

#[test]
fn figures_that_do_not_get_through_keep_photos_back() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    attach(&phone, doc, 1);
    server.answer(|_| vec![welcome()]);
    let synced = phone.sync(&server);
    assert_ne!(synced.report.end, Some(SyncEnd::Done));
    assert_eq!(*server.heard.lock().unwrap(), ["sync"]);
    assert_eq!(to_send(&phone), 1);
}

#[test]
fn the_member_stops_photos_like_figures() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    let cancel = Cancel::default();
    let stop = cancel.clone();
    server.before_file(move |request| {
        let is_later = matches!(request, FileRequest::Put { offset, .. } if *offset > 0);
        is_later.then(|| {
            stop.cancel();
            broken()
        })
    });
    let synced = phone.client.sync(&server, &mut |_| {}, &cancel).unwrap();
    assert_eq!((synced.photos.trouble, synced.photos.waiting), (None, 1));
    assert_eq!(
        phone.client.status().unwrap().next_retry,
        None,
        "no failure"
    );
    server.before_file(|_| None);
    assert_eq!(phone.sync(&server).photos.sent, 1);
    assert_eq!(place(&phone, doc, hash), PhotoPlace::Sent);
}

#[test]
fn figures_that_come_meanwhile_go_before_the_next_piece() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let (doc, other) = (plan(&phone, "Market"), plan(&phone, "Station"));
    attach(&phone, doc, 1);
    let mut pieces = 0;
    let mut record = |progress: &Progress| {
        if progress.photo_bytes_sent > 0 && pieces == 0 {
            pieces += 1;
            count(&phone, other, 1);
        }
    };
    let synced = phone.client.sync(&server, &mut record, &Cancel::default());
    let photos = synced.unwrap().photos;
    assert_eq!((photos.sent, photos.waiting, photos.trouble), (0, 1, None));
    let synced = phone.sync(&server);
    assert_eq!((synced.report.sent, synced.photos.sent), (1, 1));
}

#[test]
fn a_photo_on_which_the_server_stumbles_does_not_stop_the_others() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let bad = attach(&phone, doc, 1);
    attach(&phone, doc, 2);
    let mut is_first = true;
    server.before_file(move |_| {
        std::mem::take(&mut is_first).then(|| refusal(500, "our own mistake"))
    });
    let photos = phone.sync(&server).photos;
    assert_eq!((photos.sent, photos.waiting), (1, 1));
    assert!(photos.trouble.is_some(), "it is tried again later");
    assert_eq!(place(&phone, doc, bad), PhotoPlace::ToSend { sent: 0 });
}
