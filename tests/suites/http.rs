//! What a stranger can do to the real server by speaking to it: nothing but get a clear error. Each
//! test ends with a look whether the server still works.

mod join;
mod sync;

use std::io::{Read, Write};
use std::net::TcpStream;

use tests::office::Office;
use tests::tls::line::{Answer, Line};

/// A server of one test.
struct Server {
    office: Office,
}

/// One posted body.
struct Post<'a> {
    path: &'a str,
    media_type: &'a str,
    token: Option<&'a str>,
    body: &'a [u8],
}

impl Post<'_> {
    /// As it travels, with the length that it has or the one that it claims.
    fn bytes(&self, length: usize) -> Vec<u8> {
        let token = self
            .token
            .map(|token| format!("authorization: Bearer {token}\r\n"));
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             content-type: {}\r\ncontent-length: {length}\r\n{}\r\n",
            self.path,
            self.media_type,
            token.unwrap_or_default()
        );
        [head.as_bytes(), self.body].concat()
    }
}

impl Server {
    fn start() -> Self {
        let office = Office::open(&["suceava:Suceava"]);
        Self { office }
    }

    fn line(&self) -> Line {
        Line::open(self.office.address(), &self.office.data()).unwrap()
    }

    fn ask(&self, request: &str) -> Answer {
        self.send(request.as_bytes())
    }

    fn send(&self, request: &[u8]) -> Answer {
        let mut line = self.line();
        // It may hang up in the middle of what it will not read.
        let _ = line.send(request);
        line.answer()
    }

    fn post(&self, post: &Post<'_>) -> Answer {
        self.send(&post.bytes(post.body.len()))
    }

    /// How many requests were refused with this code so far.
    fn refused(&self, code: &str) -> u64 {
        let answer = self.ask(&get("/health?verbose"));
        let health: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        health["counts"]["refused"][code].as_u64().unwrap_or(0)
    }

    /// The end of every test: the server still serves.
    #[track_caller]
    fn still_works(&self) {
        assert_eq!(self.ask(&get("/health")).status, 200);
    }
}

/// The code that an error answer carries, with a sentence beside it.
#[track_caller]
fn code(answer: &Answer) -> String {
    let body: serde_json::Value = serde_json::from_slice(&answer.body)
        .unwrap_or_else(|error| panic!("{error}: {} {answer:?}", answer.status));
    let message = body["message"].as_str().unwrap();
    assert!(message.len() > 10, "{body}");
    body["code"].as_str().unwrap().to_owned()
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
}

#[test]
fn an_unknown_address_is_a_page_that_says_so() {
    let server = Server::start();
    let answer = server.ask(&get("/no/such/page"));
    assert_eq!(answer.status, 404);
    assert!(
        answer
            .head
            .contains("content-security-policy: default-src 'none'")
    );
    assert!(answer.head.contains("x-content-type-options: nosniff"));
    server.still_works();
}

#[test]
fn what_is_no_tls_is_hung_up_on() {
    let server = Server::start();
    for words in [
        "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{7f}\u{7f}",
        "x",
    ] {
        let mut socket = TcpStream::connect(server.office.address()).unwrap();
        socket.write_all(words.as_bytes()).unwrap();
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        let mut said = Vec::new();
        // A reset is as good as an end; what counts is that no page came.
        let _ = socket.read_to_end(&mut said);
        assert!(!said.starts_with(b"HTTP"), "{words:?}");
    }
    server.still_works();
}

#[test]
fn what_is_no_http_gets_an_error() {
    let server = Server::start();
    for words in [
        "BREW /coffee\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET / HTTP/1.1\r\nhost\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: a\r\ncontent-length: many\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx",
    ] {
        let answer = server.ask(words);
        assert!(
            matches!(answer.status, 0 | 400..500),
            "{words:?}: {}",
            answer.status
        );
    }
    server.still_works();
}

#[test]
fn a_head_without_end_is_refused_before_it_fills_memory() {
    let server = Server::start();
    let mut line = server.line();
    line.send(b"GET / HTTP/1.1\r\nhost: localhost\r\n").unwrap();
    let header = format!("x-{}: {}\r\n", "a".repeat(100), "b".repeat(1000));
    // The server may hang up in the middle, which is the point.
    let sent = (0..10_000)
        .take_while(|_| line.send(header.as_bytes()).is_ok())
        .count();
    assert!(sent < 10_000, "11 MB of head were read");
    let status = line.answer().status;
    assert!(matches!(status, 0 | 431), "{status}");
    server.still_works();
}

#[test]
fn a_connection_that_breaks_off_harms_nobody() {
    let server = Server::start();
    let request = get("/health");
    for length in 0..request.len() {
        let mut line = server.line();
        line.send(&request.as_bytes()[..length]).unwrap();
        line.hang_up().unwrap();
    }
    server.still_works();
}
