//! What a stranger can do to the real server by speaking to it: nothing but get a clear error. Each
//! test ends with a look whether the server still works.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use tempfile::TempDir;
use tests::programs::{Serving, run};
use tests::tls::line::{Answer, Line};

/// A server of one test.
struct Server {
    serving: Serving,
    folder: TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let named = ["--organisation", "Trial", "--country", "RO"];
        let data_text = data.to_str().unwrap();
        let made = run(
            "teren",
            &[&["init", "--data", data_text], &named[..]].concat(),
        );
        assert_eq!(made.code, Some(0), "{}", made.err);
        Self {
            serving: Serving::start(&data),
            folder,
        }
    }

    fn data(&self) -> std::path::PathBuf {
        Path::new(self.folder.path()).join("data")
    }

    fn line(&self) -> Line {
        Line::open(self.serving.address(), &self.data()).unwrap()
    }

    fn ask(&self, request: &str) -> Answer {
        let mut line = self.line();
        line.send(request.as_bytes()).unwrap();
        line.answer()
    }

    /// The end of every test: the server still serves.
    #[track_caller]
    fn still_works(&self) {
        assert_eq!(self.ask(&get("/health")).status, 200);
    }
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
        let mut socket = TcpStream::connect(server.serving.address()).unwrap();
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
