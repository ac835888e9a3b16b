//! Photos over the wire: after the figures, piece by piece, for those alone who see the session;
//! and in a coordinator's browser.

use client_core::ids::DocId;
use client_core::limits::BLOB_CHUNK_BYTES_MAX;
use client_core::model::{Attachment, Edit, Register, Role};
use client_core::photo::hash;
use client_core::wire::{JoinAnswer, JoinRequest};
use ed25519_dalek::SigningKey;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::door::show;
use super::everyday::{Office, Phone, synced};
use super::field::member_of;
use super::pinned;

use super::running::{Running, body, header, status, with_headers};
use crate::blobs::tests::{photo, small_photo};

struct Answer {
    /// Status line and headers, and the body where it is a text.
    text: String,
    body: Vec<u8>,
}

impl Answer {
    fn status(&self) -> u16 {
        status(&self.text)
    }

    /// How far the photo came, and whether it is whole.
    fn standing(&self) -> (u64, u64, bool) {
        let number = |name| header(&self.text, name).unwrap().parse().unwrap();
        let complete = header(&self.text, "upload-complete").unwrap();
        assert!(["?0", "?1"].contains(&complete), "{complete}");
        (
            number("upload-offset"),
            number("upload-length"),
            complete == "?1",
        )
    }

    fn code(&self) -> String {
        let told: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        told["code"].as_str().unwrap().to_owned()
    }
}

async fn ask(running: &Running, head: &str, body: &[u8]) -> Answer {
    let pin = running.state.secrets.pin();
    let mut stream = pinned::connect(running.tcp().await, pin, "localhost", "")
        .await
        .unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let body = answer.split_off(end.expect("a head") + 4);
    Answer {
        text: String::from_utf8(answer).unwrap() + &String::from_utf8_lossy(&body),
        body,
    }
}

/// A phone that speaks for itself: its token.
struct Hand<'a> {
    running: &'a Running,
    token: String,
}

impl<'a> Hand<'a> {
    /// One of a new member of this unit; `key` tells phones apart.
    async fn join(running: &'a Running, name: &str, role: Role, unit: &str, key: u8) -> Self {
        let code = running.invite_to(name, role, unit).code;
        let request = JoinRequest::new(&code, &SigningKey::from_bytes(&[key; 32]), "test");
        let request = serde_json::to_string(&request).unwrap();
        let json = "content-type: application/json\r\n";
        let answer = running
            .ask(&with_headers("POST", "/v1/join", json, &request))
            .await;
        let joined: JoinAnswer = serde_json::from_str(body(&answer)).unwrap();
        Self {
            running,
            token: joined.token,
        }
    }

    async fn say(&self, method: &str, address: &str, headers: &str, body: &[u8]) -> Answer {
        let length = match method {
            "PUT" => format!("content-length: {}\r\n", body.len()),
            _ => String::new(),
        };
        let head = format!(
            "{method} /v1/blobs/{address} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             authorization: Bearer {}\r\n{length}{headers}\r\n",
            self.token
        );
        ask(self.running, &head, body).await
    }

    async fn head(&self, address: &str) -> Answer {
        self.say("HEAD", address, "", b"").await
    }

    async fn get(&self, address: &str) -> Answer {
        self.say("GET", address, "", b"").await
    }

    async fn put(&self, address: &str, offset: usize, piece: &[u8]) -> Answer {
        let headers = format!("upload-offset: {offset}\r\n");
        self.say("PUT", address, &headers, piece).await
    }
}

fn attach(jpeg: &[u8]) -> Edit {
    Edit::Attach(Attachment {
        sha256: hash(jpeg),
        name: "poster.jpg".into(),
        media_type: "image/jpeg".into(),
        bytes: jpeg.len() as u64,
    })
}

/// A session of the first unit, recorded on a phone, with a photo that has not come yet.
async fn recorded(office: &Office, jpeg: &[u8]) -> (Phone, DocId) {
    let phone = office.phone("ana", Role::Volunteer, "dolj").await;
    let title = Edit::text(Register::Title, "Market day");
    let doc = phone.0.begin(None, &[title]).unwrap();
    phone.0.edit(doc, &[attach(jpeg)]).unwrap();
    (synced(phone).await, doc)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_comes_after_its_figures_and_is_seen_by_those_who_see_the_session() {
    let office = Office::open().await;
    let jpeg = photo(1);
    let (ana, doc) = recorded(&office, &jpeg).await;
    let running = &office.running;
    let ion = Hand::join(running, "ion", Role::Volunteer, "dolj", 1).await;
    let address = format!("{doc}/{}", hash(&jpeg));
    let length = jpeg.len() as u64;
    let page = office.show(&format!("/sessions/{doc}")).await;
    assert!(page.contains("Not here yet"), "{page}");

    assert_eq!(ion.head(&address).await.standing(), (0, length, false));
    assert_eq!(ion.get(&address).await.status(), 404);
    let (first, rest) = jpeg.split_at(BLOB_CHUNK_BYTES_MAX);
    let begun = ion.put(&address, 0, first).await;
    let kept = first.len();
    assert_eq!(begun.standing(), (kept as u64, length, false));
    // Its answer was lost: the piece comes again.
    let again = ion.put(&address, 0, first).await;
    let offset = header(&again.text, "upload-offset").unwrap();
    assert_eq!((again.status(), offset), (409, &*kept.to_string()));
    assert_eq!(again.code(), "offset_differs");
    let too_long = ion.put(&address, kept, rest).await;
    assert_eq!(too_long.status(), 413, "one piece at a time");
    let mut sent = kept;
    for piece in rest.chunks(BLOB_CHUNK_BYTES_MAX) {
        let answer = ion.put(&address, sent, piece).await;
        assert_eq!(answer.status(), 200, "{}", answer.text);
        sent += piece.len();
        assert_eq!(answer.standing(), (sent as u64, length, sent == jpeg.len()));
    }
    let once_more = ion.put(&address, 0, first).await;
    assert_eq!(once_more.standing(), (length, length, true));
    let given = ion.get(&address).await;
    assert_eq!(header(&given.text, "content-type"), Some("image/jpeg"));
    assert!(given.body == jpeg);

    let page = office.show(&format!("/sessions/{doc}")).await;
    assert!(
        page.contains("poster.jpg") && !page.contains("image/jpeg"),
        "{page}"
    );
    assert!(
        !page.contains("attachments."),
        "the history says it in words"
    );
    let shown = format!("/sessions/{doc}/photos/{}", hash(&jpeg));
    assert!(
        page.contains(&format!("src=\"{shown}/thumbnail\"")),
        "{page}"
    );
    assert!(page.contains("alt=\"Photo 1 of 1: poster.jpg\""), "{page}");
    let numbers = running.state.blobs.totals(&home(running)).unwrap();
    assert_eq!(
        (numbers.here, numbers.bytes, numbers.uploads),
        (1, length, 0)
    );
    drop(ana);
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_learns_that_there_is_a_photo() {
    let office = Office::open().await;
    let jpeg = small_photo(2);
    let (ana, doc) = recorded(&office, &jpeg).await;
    let running = &office.running;
    let address = format!("{doc}/{}", hash(&jpeg));
    let ion = Hand::join(running, "ion", Role::Volunteer, "dolj", 1).await;
    assert_eq!(ion.put(&address, 0, &jpeg).await.status(), 200);
    let other = Hand::join(running, "maria", Role::Volunteer, "olt", 2).await;
    let partner = Hand::join(running, "vera", Role::Partner, "dolj", 3).await;
    for stranger in [&other, &partner] {
        for answer in [
            stranger.head(&address).await,
            stranger.get(&address).await,
            stranger.put(&address, 0, &jpeg).await,
        ] {
            assert_eq!(answer.status(), 404, "{}", answer.text);
        }
    }
    let nobody = Hand {
        running,
        token: "0".repeat(64),
    };
    assert_eq!(nobody.head(&address).await.status(), 401);
    assert_eq!(nobody.put(&address, 0, &jpeg).await.status(), 401);

    // In browsers as well: another unit's coordinator, a partner and nobody at all.
    let shown = format!("/sessions/{doc}/photos/{}", hash(&jpeg));
    for address in [shown.clone(), format!("{shown}/thumbnail")] {
        let (cookie, _) = member_of(
            running,
            &format!("Radu {}", address.len()),
            Role::Coordinator,
            "olt",
        )
        .await;
        assert_eq!(status(&show(running, &address, &cookie).await), 404);
        let (cookie, _) = member_of(
            running,
            &format!("Olga {}", address.len()),
            Role::Partner,
            "dolj",
        )
        .await;
        assert_eq!(status(&show(running, &address, &cookie).await), 404);
        assert_eq!(status(&show(running, &address, "").await), 303);
        let head = format!(
            "GET {address} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {}\r\n\r\n",
            office.cookie
        );
        let own = ask(running, &head, b"").await;
        assert_eq!(own.status(), 200);
        for (name, value) in [
            ("content-type", "image/jpeg"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, max-age=3600, immutable"),
            (
                "content-security-policy",
                "default-src 'none'; sandbox; frame-ancestors 'none'",
            ),
        ] {
            assert_eq!(header(&own.text, name), Some(value));
        }
        assert!(client_core::photo::check(&own.body).is_ok());
    }
    drop(ana);
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_wrongly_is_refused_and_harms_nothing() {
    let office = Office::open().await;
    let jpeg = small_photo(3);
    let (ana, doc) = recorded(&office, &jpeg).await;
    let running = &office.running;
    let ion = Hand::join(running, "ion", Role::Volunteer, "dolj", 1).await;
    let sha256 = hash(&jpeg);
    let address = format!("{doc}/{sha256}");
    for nowhere in [
        format!("{doc}/{}", "0".repeat(64)),
        format!("{doc}/{}", sha256.to_uppercase()),
        format!("{}/{sha256}", doc.companion()),
        format!("{}/{sha256}", DocId([7; 16])),
        format!("{doc}/..%2F..%2Fteren.db"),
        format!("..%2F..%2Fsecrets/{sha256}"),
        format!("{doc}/{sha256}.small.jpg"),
    ] {
        for answer in [
            ion.head(&nowhere).await,
            ion.get(&nowhere).await,
            ion.put(&nowhere, 0, &jpeg).await,
        ] {
            assert_eq!(answer.status(), 404, "{nowhere}: {}", answer.text);
        }
    }
    for (offset, status) in [("5", 409), ("-1", 400), ("many", 400), ("99999999999", 409)] {
        let headers = format!("upload-offset: {offset}\r\n");
        let answer = ion.say("PUT", &address, &headers, &jpeg).await;
        assert_eq!(answer.status(), status, "{offset}: {}", answer.text);
    }
    assert_eq!(ion.say("PUT", &address, "", &jpeg).await.status(), 400);
    let long = vec![0; BLOB_CHUNK_BYTES_MAX + 1];
    assert_eq!(ion.put(&address, 0, &long).await.status(), 413);
    let mut wrong = jpeg.clone();
    wrong[100] ^= 1;
    let refused = ion.put(&address, 0, &wrong).await;
    assert_eq!((refused.status(), &*refused.code()), (422, "photo_damaged"));
    assert_eq!(ion.head(&address).await.standing().0, 0);

    // A second request of the same phone, one too many of all, and none after the end.
    let known = running.state.exchange.enter(Some(&ion.token)).unwrap();
    let first = running.state.uploading.enter(known.who.device).unwrap();
    let busy = ion.put(&address, 0, &jpeg).await;
    assert!(header(&busy.text, "retry-after").is_some() && busy.status() == 503);
    drop(first);
    let places: Vec<_> = std::iter::from_fn(|| running.state.uploads.enter()).collect();
    assert_eq!(ion.put(&address, 0, &jpeg).await.status(), 503);
    // Pictures of pages come in by the same door, and pages and figures by another.
    let shown = format!("/sessions/{doc}/photos/{sha256}");
    for busy in [shown.clone(), format!("{shown}/thumbnail")] {
        assert_eq!(status(&show(running, &busy, &office.cookie).await), 503);
    }
    let page = format!("/sessions/{doc}");
    assert_eq!(status(&show(running, &page, &office.cookie).await), 200);
    drop(places);
    assert!(ion.put(&address, 0, &jpeg).await.standing().2);

    // Taken out of the session it is nobody's any more.
    ana.0.edit(doc, &[Edit::Detach { sha256 }]).unwrap();
    let ana = synced(ana).await;
    assert_eq!(ion.get(&address).await.status(), 404);
    assert_eq!(ion.head(&address).await.status(), 404);
    let close = |t: &crate::store::Transaction<'_>| {
        crate::accounts::close(t, known.who.device, false, crate::environment::now())
    };
    let _closed = running.state.store.write(close).unwrap();
    assert_eq!(ion.head(&address).await.status(), 403);
    drop(ana);
    office.close().await;
}

fn home(running: &Running) -> client_core::ids::OrganisationId {
    let home = running.state.store.read(crate::store::organisation::home);
    home.unwrap().unwrap().id
}
