//! Photos of sessions: after the figures, piece by piece, and never lost.

mod gone;
mod leaving;
mod line;
mod told;

use image::{ImageFormat, Rgb, RgbImage};

use super::super::*;
use super::server::{Server, TestPhone, item, page, welcome};
use super::{count, plan};
use crate::ids::{DocId, FileHash};
use crate::limits::{PHOTOS_SESSION_MAX, PRACTICE_PHOTOS_BYTES_MAX};
use crate::model::Edit;
use crate::photo;
use crate::sync::SyncEnd;
use crate::transport::{FileRequest, TransportError};

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

/// Two phones, and a session with a photo that the first made and the second has heard of.
fn shared(server: &Server) -> (TestPhone, TestPhone, DocId, FileHash) {
    let (ana, ion) = (TestPhone::join(server), TestPhone::join(server));
    let doc = plan(&ana, "Market");
    let hash = attach(&ana, doc, 1);
    ana.sync(server);
    let puts = server.last().puts;
    server.answer(move |_| page(puts.iter().map(|put| item(put, "member-0")).collect(), 1));
    ion.sync(server);
    (ana, ion, doc, hash)
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
fn a_colleagues_photo_is_fetched_once_and_only_as_it_was_named() {
    let server = Server::new();
    let (_ana, ion, doc, hash) = shared(&server);
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

#[test]
fn a_photo_that_is_put_back_is_the_same_under_its_name() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let (doc, other) = (plan(&phone, "Market"), plan(&phone, "Station"));
    let hash = attach(&phone, doc, 1);
    assert_eq!(phone.sync(&server).photos.sent, 1);
    let jpeg = phone.client.photo(doc, hash).unwrap().unwrap();
    phone.client.detach(doc, hash).unwrap();
    phone.client.attach(doc, &jpeg, "").unwrap();
    let listed = &phone.client.photos(doc).unwrap()[0];
    assert_eq!((listed.hash, listed.name.as_str()), (hash, "market.jpg"));
    assert_eq!(phone.client.photo(doc, hash).unwrap(), Some(jpeg.clone()));
    // Only there: elsewhere it is a picture like any other.
    let elsewhere = phone.client.attach(other, &jpeg, "").unwrap();
    assert_eq!(elsewhere.name, "photo.jpg");
}

#[test]
fn practice_holds_the_photos_of_one_session_and_no_more() {
    let phone = TestPhone::join(&Server::new());
    let practice = phone.client.practise().unwrap();
    let edits = [Edit::text(crate::model::Register::Title, "As if")];
    let doc = practice.begin(None, &edits).unwrap();
    let most = usize::try_from(PRACTICE_PHOTOS_BYTES_MAX).unwrap();
    let filled = practice.write(|tx, _| {
        let bytes = vec![0; most];
        Ok(crate::store::photo::attach(
            tx,
            doc,
            FileHash([1; 32]),
            &bytes,
        )?)
    });
    filled.unwrap();
    let full = practice.attach(doc, &picture(1), "a.jpg").unwrap_err();
    assert!(
        full.to_string()
            .ends_with("in practice: take one out first"),
        "{full}"
    );
}
