//! Photos of sessions: after the figures, piece by piece, and never lost.

use image::{ImageFormat, Rgb, RgbImage};

use super::super::*;
use super::server::{Server, TestPhone, cursor, done, feed, item, page, welcome};
use super::{count, plan};
use crate::ids::{DocId, FileHash};
use crate::limits::PHOTOS_SESSION_MAX;
use crate::model::Edit;
use crate::photo;
use crate::store::meta::{self, Meta};
use crate::sync::SyncEnd;
use crate::transport::{FileRequest, TransportError};
use crate::wire::{Gone, GoneForGood, RepairReason, ToPhone};

/// All grain, so that it takes several pieces; each seed makes another.
fn picture(seed: u32) -> Vec<u8> {
    let mut state = seed;
    let grain = RgbImage::from_fn(200, 150, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(state >> 24) as u8, (state >> 16) as u8, seed as u8])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    grain.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

fn attach(phone: &TestPhone, doc: DocId, seed: u32) -> FileHash {
    let file = phone.client.attach(doc, &picture(seed), "market.png");
    file.unwrap().sha256.parse().unwrap()
}

fn place(phone: &TestPhone, doc: DocId, hash: FileHash) -> PhotoPlace {
    let photos = phone.client.photos(doc).unwrap();
    photos
        .iter()
        .find(|photo| photo.hash == hash)
        .unwrap()
        .place
}

fn to_send(phone: &TestPhone) -> u32 {
    phone.client.status().unwrap().unsent_photos
}

fn refusal(status: u16, message: &str) -> TransportError {
    TransportError::Refused {
        status,
        code: "a_code".to_owned(),
        message: message.to_owned(),
        retry_after_ms: None,
    }
}

fn broken() -> TransportError {
    TransportError::Offline {
        reason: "the line broke".to_owned(),
    }
}

#[test]
fn a_photo_is_here_at_once_and_leaves_after_the_figures() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    let phone = phone.crash();
    let jpeg = phone.client.photo(doc, hash).unwrap().unwrap();
    photo::check(&jpeg).unwrap();
    let listed = &phone.client.photos(doc).unwrap()[0];
    assert_eq!(
        (listed.name.as_str(), listed.bytes),
        ("market.jpg", jpeg.len() as u64)
    );
    assert_eq!(listed.place, PhotoPlace::ToSend { sent: 0 });
    assert_eq!(to_send(&phone), 1);
    let others_see = Home::members(&phone.home().dir).unwrap();
    assert_eq!((others_see[0].unsent, others_see[0].unsent_photos), (1, 1));

    let mut told = Vec::new();
    let synced = phone
        .client
        .sync(
            &server,
            &mut |progress| told.push(*progress),
            &Cancel::default(),
        )
        .unwrap();
    assert_eq!((synced.photos.sent, synced.photos.waiting), (1, 0));
    let heard = server.heard.lock().unwrap().clone();
    assert_eq!(heard, ["sync", "ask", "put 0", "put 16384"]);
    assert_eq!(server.file_of(doc, hash), Some(jpeg.clone()));
    let last = told.last().unwrap();
    assert_eq!(last.photo_bytes_sent, jpeg.len() as u64);
    assert_eq!(
        (last.photo_bytes_to_send, last.photos_to_send),
        (jpeg.len() as u64, 0)
    );
    assert!(
        told.windows(2)
            .all(|two| two[0].photo_bytes_sent <= two[1].photo_bytes_sent)
    );

    assert_eq!(place(&phone, doc, hash), PhotoPlace::Sent);
    assert_eq!(to_send(&phone), 0);
    assert_eq!(phone.client.photo(doc, hash).unwrap(), Some(jpeg));
    let asked = server.heard.lock().unwrap().len();
    phone.sync(&server);
    assert_eq!(
        server.heard.lock().unwrap().len(),
        asked + 1,
        "only the sync"
    );
}

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
fn a_photo_that_is_taken_out_is_not_sent() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let (mine, theirs) = (attach(&phone, doc, 1), attach(&phone, doc, 2));
    phone.client.detach(doc, mine).unwrap();
    assert!(matches!(
        phone.client.detach(doc, mine),
        Err(ClientError::UnknownPhoto)
    ));
    // Somebody else takes the other one out: this phone only hears that it is not listed.
    let sha256 = theirs.to_string();
    phone.client.edit(doc, &[Edit::Detach { sha256 }]).unwrap();
    phone.sync(&server);
    assert_eq!(*server.heard.lock().unwrap(), ["sync"]);
    assert_eq!(to_send(&phone), 0);
    assert_eq!(phone.client.photo(doc, theirs).unwrap(), None);
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Market");
    let problem = phone
        .client
        .attach(doc, b"no picture", "a.jpg")
        .unwrap_err();
    let said =
        "photo: found a file that cannot be read as a picture, allowed: a JPEG or PNG picture";
    assert_eq!(problem.to_string(), said);
    assert!(
        phone
            .client
            .attach(DocId([7; 16]), &picture(1), "")
            .is_err()
    );
    for seed in 0..PHOTOS_SESSION_MAX {
        attach(&phone, doc, u32::try_from(seed).unwrap());
    }
    attach(&phone, doc, 0); // the same again
    let problem = phone.client.attach(doc, &picture(99), "a.jpg").unwrap_err();
    assert!(
        problem.to_string().starts_with("photo: found 11 photos"),
        "{problem}"
    );
    assert_eq!(phone.client.photos(doc).unwrap().len(), PHOTOS_SESSION_MAX);
    assert_eq!(to_send(&phone), u32::try_from(PHOTOS_SESSION_MAX).unwrap());
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

#[test]
fn a_colleagues_photo_is_fetched_once_and_only_as_it_was_named() {
    let server = Server::new();
    let (ana, ion) = (TestPhone::join(&server), TestPhone::join(&server));
    let doc = plan(&ana, "Market");
    let hash = attach(&ana, doc, 1);
    ana.sync(&server);
    let puts = server.last().puts;
    server.answer(move |_| page(puts.iter().map(|put| item(put, "member-0")).collect(), 1));
    ion.sync(&server);
    assert_eq!(place(&ion, doc, hash), PhotoPlace::Elsewhere);
    assert_eq!(ion.client.photo(doc, hash).unwrap(), None);
    let fetch = || {
        ion.client
            .fetch_photo(&server, doc, hash, &Cancel::default())
    };

    *server.offline.lock().unwrap() = true;
    assert!(matches!(fetch(), Err(ClientError::Transport(_))));
    *server.offline.lock().unwrap() = false;
    server.before_file(|_| Some(refusal(404, "")));
    assert!(matches!(fetch(), Err(ClientError::PhotoNotSent)));
    server.before_file(|_| None);
    let whole = server.file_of(doc, hash).unwrap();
    server
        .files
        .lock()
        .unwrap()
        .insert((doc, hash), b"another".to_vec());
    assert!(matches!(fetch(), Err(ClientError::UnknownPhoto)));
    server
        .files
        .lock()
        .unwrap()
        .insert((doc, hash), whole.clone());
    assert_eq!(fetch().unwrap(), whole);
    *server.offline.lock().unwrap() = true;
    assert_eq!(fetch().unwrap(), whole, "it is here now");
    assert_eq!(place(&ion, doc, hash), PhotoPlace::Sent);
    assert_eq!(to_send(&ion), 0, "and not ours to send");
    let other = ion
        .client
        .fetch_photo(&server, doc, FileHash([1; 32]), &Cancel::default());
    assert!(matches!(other, Err(ClientError::UnknownPhoto)));
}

#[test]
fn photos_go_with_their_session_but_not_before_they_were_sent() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let docs = [plan(&phone, "Market"), plan(&phone, "Station")];
    let hashes = docs.map(|doc| attach(&phone, doc, 1));
    server.before_file(|_| Some(refusal(404, "")));
    phone.sync(&server);
    server.answer(|_| vec![welcome(), cursor(1), done()]);
    phone.sync(&server);
    // The unit is left while a photo waits, and one session is erased for good.
    let gone = Gone {
        feed: feed(),
        doc: None,
    };
    let erased = GoneForGood { doc: docs[1] };
    server.answer(move |_| page(vec![gone.clone().into(), erased.clone().into()], 2));
    server.before_file(|_| Some(broken()));
    phone.sync(&server);
    assert_eq!(phone.client.photo(docs[1], hashes[1]).unwrap(), None);
    assert!(phone.client.photo(docs[0], hashes[0]).unwrap().is_some());
    assert_eq!(to_send(&phone), 1);
    server.before_file(|_| None);
    assert_eq!(phone.sync(&server).photos.sent, 1);
}

#[test]
fn a_photo_of_a_session_that_was_left_is_told_and_stays_until_it_is_taken_out() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    server.before_file(|_| Some(refusal(404, "")));
    phone.sync(&server);
    server.answer(|_| vec![welcome(), cursor(1), done()]);
    phone.sync(&server);
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

#[test]
fn practice_takes_photos_and_keeps_none() {
    let phone = TestPhone::join(&Server::new());
    let practice = phone.client.practise().unwrap();
    let edits = [Edit::text(crate::model::Register::Title, "As if")];
    let doc = practice.begin(None, &edits).unwrap();
    practice.attach(doc, &picture(1), "a.jpg").unwrap();
    assert_eq!(practice.photos(doc).unwrap().len(), 1);
    assert_eq!(practice.status().unwrap().unsent_photos, 0);
    assert_eq!(to_send(&phone), 0);
}
