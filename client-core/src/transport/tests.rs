//! Whom a phone speaks to, and what it makes of how that ends.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, PublicKeyData};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sha2::{Digest, Sha256};

use super::*;
use crate::limits::{PHOTO_BYTES_MAX, SILENCE_MS_MAX};

/// A certificate authority of its own.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pin: [u8; 32],
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap().der().clone();
        let pin = Sha256::digest(key.subject_public_key_info()).into();
        let issuer = Issuer::new(params, key);
        Self {
            issuer,
            certificate,
            pin,
        }
    }

    /// A server's certificate for `name`, with `behind` as the rest of the chain it sends.
    fn config(&self, name: &str, behind: &CertificateDer<'static>) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(vec![name.to_owned()])
            .unwrap()
            .signed_by(&key, &self.issuer)
            .unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone(), behind.clone()], key)
            .unwrap()
    }
}

/// What a server saw.
#[derive(Clone, Default)]
struct Seen {
    connections: Arc<Mutex<u32>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// A server that answers its n-th request with the n-th of `answers` and then hangs up.
fn serve(config: ServerConfig, answers: Vec<String>) -> (SocketAddr, Seen, Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Seen::default();
    let (over, is_over) = channel();
    let told = seen.clone();
    thread::spawn(move || {
        let config = Arc::new(config);
        let mut answers = answers.into_iter();
        while answers.len() > 0 {
            let (socket, _) = listener.accept().unwrap();
            *told.connections.lock().unwrap() += 1;
            let connection = ServerConnection::new(config.clone()).unwrap();
            let mut stream = StreamOwned::new(connection, socket);
            while let Some(request) = read_request(&mut stream) {
                told.requests.lock().unwrap().push(request);
                let Some(answer) = answers.next() else { break };
                stream.write_all(answer.as_bytes()).unwrap();
                stream.flush().unwrap();
                if answers.len() == 0 {
                    break;
                }
            }
            if told.requests.lock().unwrap().is_empty() {
                break; // The handshake failed: that is what the test is about.
            }
        }
        over.send(()).unwrap();
    });
    (address, seen, is_over)
}

/// One request, head and body; none when the other side hung up before a byte of it came.
fn read_request(stream: &mut impl Read) -> Option<String> {
    let mut text = Vec::new();
    let mut piece = [0; 1024];
    loop {
        let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&piece[..read]);
        let so_far = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = so_far.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length: ")?
                .parse()
                .ok()
        });
        if body.len() >= length.unwrap_or(0usize) {
            return Some(so_far);
        }
    }
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn phone(address: SocketAddr, pin: Option<[u8; 32]>) -> Https {
    Https::new(&format!("https://localhost:{}", address.port()), pin)
}

fn post(phone: &Https, path: &str) -> (Result<TransportReport, TransportError>, String) {
    let mut answer = Vec::new();
    let done = phone.exchange(path, Some("a token"), b"a body", &mut |chunk| {
        answer.extend_from_slice(chunk);
        ControlFlow::Continue(())
    });
    (done, String::from_utf8(answer).unwrap())
}

#[test]
fn requests_of_one_sync_share_a_connection_to_the_pinned_server() {
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let (address, seen, is_over) = serve(config, vec![ok("first"), ok("second")]);
    let phone = phone(address, Some(authority.pin));
    let (report, answer) = post(&phone, SYNC_PATH);
    assert_eq!(answer, "first");
    let bodies = TransportReport {
        bytes_out: 6,
        bytes_in: 5,
    };
    assert_eq!(report, Ok(bodies));
    assert_eq!(post(&phone, JOIN_PATH).1, "second");
    is_over.recv().unwrap();
    assert_eq!(*seen.connections.lock().unwrap(), 1);
    let requests = seen.requests();
    assert!(requests[0].starts_with("POST /v1/sync HTTP/1.1\r\n"));
    assert!(
        requests[0].contains("Bearer a token")
            && requests[0].contains(crate::wire::SYNC_MEDIA_TYPE)
    );
    assert!(requests[1].contains("application/json"));
    let (sent, received) = phone.line_bytes();
    assert!(sent > 500 && received > 500, "{sent} {received}");
}

fn standing(offset: u64, complete: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nupload-offset: {offset}\r\nupload-length: 9\r\n\
         upload-complete: {complete}\r\ncontent-length: 0\r\n\r\n"
    )
}

#[test]
fn a_file_goes_piece_by_piece_over_the_connection_of_the_sync() {
    const PATH: &str = "/v1/blobs/a-document/a-hash";
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let told = r#"{"code":"offset_differs","message":"at 5"}"#;
    let elsewhere = format!(
        "HTTP/1.1 409 Conflict\r\nupload-offset: 5\r\ncontent-length: {}\r\n\r\n{told}",
        told.len()
    );
    let answers = vec![
        ok("synced"),
        standing(4, "?0"),
        elsewhere,
        standing(9, "?1"),
        ok("all of it"),
        "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_owned(),
    ];
    let (address, seen, is_over) = serve(config, answers);
    let phone = phone(address, Some(authority.pin));
    assert_eq!(post(&phone, SYNC_PATH).1, "synced");
    let ask = |request| phone.file(PATH, "a token", &request);
    let answer = |offset, complete, bytes: &[u8]| FileAnswer {
        offset,
        complete,
        bytes: bytes.to_vec(),
    };
    let put = |offset| FileRequest::Put {
        offset,
        bytes: b"piece",
    };
    assert_eq!(ask(FileRequest::Standing), Ok(answer(4, false, b"")));
    let Err(TransportError::Refused { status, code, .. }) = ask(put(3)) else {
        panic!("it is elsewhere");
    };
    assert_eq!((status, code.as_str()), (409, "offset_differs"));
    assert_eq!(ask(put(4)), Ok(answer(9, true, b"")));
    assert_eq!(ask(FileRequest::Get), Ok(answer(0, false, b"all of it")));
    let unknown = ask(FileRequest::Standing);
    let Err(TransportError::Refused { status: 404, .. }) = unknown else {
        panic!("{unknown:?}");
    };
    is_over.recv().unwrap();
    let connections = *seen.connections.lock().unwrap();
    assert_eq!(connections, 1, "no other handshake on a poor line");
    let requests = seen.requests();
    let begins = ["POST", "HEAD", "PUT", "PUT", "GET", "HEAD"];
    for (request, method) in requests.iter().zip(begins) {
        assert!(request.starts_with(method), "{method}: {request}");
        assert!(request.contains("Bearer a token"));
    }
    assert!(requests[3].contains("upload-offset: 4\r\n") && requests[3].ends_with("piece"));
}

#[test]
fn of_a_file_that_is_too_long_as_much_is_read_as_shows_it() {
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let (address, _, is_over) = serve(config, vec![ok(&"x".repeat(PHOTO_BYTES_MAX + 1))]);
    let phone = phone(address, Some(authority.pin));
    let path = "/v1/blobs/a-document/a-hash";
    let answer = phone.file(path, "a token", &FileRequest::Get).unwrap();
    assert_eq!(answer.bytes.len(), PHOTO_BYTES_MAX + 1);
    is_over.recv().unwrap();
}

#[test]
fn another_authority_gets_not_a_byte() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    // The second sends our authority's certificate, which everybody can have, behind its own.
    for behind in [&theirs.certificate, &ours.certificate] {
        let (address, seen, is_over) =
            serve(theirs.config("localhost", behind), vec![ok("welcome")]);
        let (done, answer) = post(&phone(address, Some(ours.pin)), JOIN_PATH);
        let refused = done.unwrap_err();
        assert!(
            matches!(refused, TransportError::NotTrusted { .. }),
            "{refused}"
        );
        is_over.recv().unwrap();
        assert_eq!((seen.requests().len(), answer.as_str()), (0, ""));
    }
}

#[test]
fn a_pin_does_not_stand_for_a_name() {
    let authority = Authority::new();
    let config = authority.config("elsewhere.example", &authority.certificate);
    let (address, seen, is_over) = serve(config, vec![ok("welcome")]);
    let refused = post(&phone(address, Some(authority.pin)), SYNC_PATH)
        .0
        .unwrap_err();
    assert!(refused.to_string().contains("another address"), "{refused}");
    is_over.recv().unwrap();
    assert!(seen.requests().is_empty());
}

#[test]
fn without_a_pin_only_public_authorities_count() {
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let (address, seen, is_over) = serve(config, vec![ok("welcome")]);
    let refused = post(&phone(address, None), SYNC_PATH).0.unwrap_err();
    assert!(
        matches!(refused, TransportError::NotTrusted { .. }),
        "{refused}"
    );
    is_over.recv().unwrap();
    assert!(seen.requests().is_empty());
}

#[test]
fn a_refusal_keeps_its_code_and_words() {
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let body = r#"{"code":"busy","message":"come back later"}"#;
    let busy = format!(
        "HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let moved = "HTTP/1.1 307 Moved\r\nlocation: https://localhost:1/\r\ncontent-length: 0\r\n\r\n";
    let (address, _, is_over) = serve(config, vec![busy, moved.to_owned()]);
    let phone = phone(address, Some(authority.pin));
    let expected = TransportError::Refused {
        status: 503,
        code: "busy".to_owned(),
        message: "come back later".to_owned(),
        retry_after_ms: Some(7_000),
    };
    assert_eq!(post(&phone, SYNC_PATH).0, Err(expected));
    let refused = post(&phone, SYNC_PATH).0.unwrap_err();
    assert!(
        matches!(refused, TransportError::Refused { status: 307, .. }),
        "{refused}"
    );
    is_over.recv().unwrap();
}

#[test]
fn a_cut_answer_is_handed_over_as_far_as_it_came() {
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf of it".to_owned();
    let (address, _, is_over) = serve(config, vec![cut]);
    let (done, answer) = post(&phone(address, Some(authority.pin)), SYNC_PATH);
    assert!(
        matches!(done, Err(TransportError::Offline { .. })),
        "{done:?}"
    );
    assert_eq!(answer, "half of it");
    is_over.recv().unwrap();
}

#[test]
fn the_caller_can_break_off() {
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let (address, _, is_over) = serve(config, vec![ok("a long answer")]);
    let phone = phone(address, Some(authority.pin));
    let done = phone.exchange(SYNC_PATH, None, b"", &mut |_| ControlFlow::Break(()));
    assert_eq!(done, Err(TransportError::Stopped));
    is_over.recv().unwrap();
}

#[test]
fn stopping_is_heard_while_nothing_comes() {
    let authority = Authority::new();
    let config = authority.config("localhost", &authority.certificate);
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf of it".to_owned();
    // The rest never comes, and the line stays open: the server waits for another request.
    let (address, seen, is_over) = serve(config, vec![half, ok("the next sync")]);
    let phone = phone(address, Some(authority.pin));
    let stop = phone.stop().unwrap();
    let (heard, first) = channel();
    let began = Instant::now();
    let done = thread::scope(|scope| {
        scope.spawn(move || {
            first.recv().unwrap();
            stop();
        });
        phone.exchange(SYNC_PATH, None, b"", &mut |_| {
            heard.send(()).unwrap();
            ControlFlow::Continue(())
        })
    });
    assert!(
        matches!(done, Err(TransportError::Offline { .. })),
        "{done:?}"
    );
    assert!(began.elapsed() < Duration::from_millis(SILENCE_MS_MAX / 2));
    // A phone that was stopped stays so until it is asked to go on.
    assert!(post(&phone, SYNC_PATH).0.is_err());
    let _next = phone.stop();
    assert_eq!(post(&phone, SYNC_PATH).1, "the next sync");
    is_over.recv().unwrap();
    assert_eq!(*seen.connections.lock().unwrap(), 2);
}

#[test]
fn no_server_is_no_connection_and_no_address_is_none() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let done = post(&phone(free, None), SYNC_PATH).0;
    assert!(
        matches!(done, Err(TransportError::Offline { .. })),
        "{done:?}"
    );
    for address in ["http://localhost:1", "https://", "teren"] {
        let done = post(&Https::new(address, None), SYNC_PATH).0;
        let bad = matches!(done, Err(TransportError::BadAddress { .. }));
        assert!(bad, "{address}: {done:?}");
    }
}
