//! A server of its own, in a folder of its own, and what one says to it.

use std::sync::Arc;

use client_core::model::Role;
use client_core::wire::{Invite, JoinAnswer, JoinRequest};
use ed25519_dalek::SigningKey;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use super::pinned;
use crate::accounts::{self, Founding, NewMember};
use crate::ca::Secrets;
use crate::config::{DataFolder, Settings};
use crate::environment::{self, clock};
use crate::server::{Listen, Server};
use crate::state::State;

pub(super) struct Running {
    pub(super) server: Server,
    pub(super) state: Arc<State>,
    /// The administrator's one-time sign-in.
    pub(super) code: String,
    _dir: TempDir,
}

impl Running {
    pub(super) async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::create(&dir.path().join("data")).unwrap();
        Secrets::create(&folder.secrets(), clock(), &mut environment::random).unwrap();
        let url = "https://teren.example.org".parse().unwrap();
        folder
            .finish(&Settings::new("Agency".into(), "RO".into(), url))
            .unwrap();
        let state = Arc::new(State::open(folder.path(), "teren serve").unwrap());
        let units = [("dolj", "Craiova"), ("olt", "Slatina centre")];
        let units = units.map(|(code, name)| (code.parse().unwrap(), name.to_owned()));
        let founding = Founding {
            name: "Agency",
            country: "RO",
            units: &units,
        };
        let now = environment::now();
        let founded = state
            .store
            .write(|tx| accounts::found(tx, &founding, now, &mut environment::random))
            .unwrap();
        let here = "127.0.0.1:0".parse().unwrap();
        let listen = Listen {
            tls: here,
            plain: Some(here),
            metrics: Some(here),
            certificate: None,
        };
        let server = Server::bind(listen, state.clone()).await.unwrap();
        Self {
            server,
            state,
            code: founded.code,
            _dir: dir,
        }
    }

    /// An invite for a new member of the first unit.
    pub(super) fn invite(&self, name: &str, role: Role) -> Invite {
        self.invite_to(name, role, "dolj")
    }

    /// An invite for a new member of this unit.
    pub(super) fn invite_to(&self, name: &str, role: Role, unit: &str) -> Invite {
        let unit = unit.parse().unwrap();
        let new = NewMember {
            name,
            role,
            unit: &unit,
        };
        let now = environment::now();
        let invited = self
            .state
            .store
            .write(|tx| accounts::invite(tx, &new, now, &mut environment::random))
            .unwrap();
        Invite {
            server: format!("https://{}", self.server.local_addr()),
            code: invited.code,
            pin: Some(self.state.secrets.pin()),
        }
    }

    /// A device of a new member: its token.
    pub(super) async fn join(&self, name: &str, role: Role) -> String {
        let code = self.invite(name, role).code;
        let request = JoinRequest::new(&code, &SigningKey::from_bytes(&[9; 32]), "test");
        let request = serde_json::to_string(&request).unwrap();
        let json = "content-type: application/json\r\n";
        let answer = self
            .ask(&with_headers("POST", "/v1/join", json, &request))
            .await;
        serde_json::from_str::<JoinAnswer>(body(&answer))
            .unwrap()
            .token
    }

    pub(super) async fn tcp(&self) -> TcpStream {
        TcpStream::connect(self.server.local_addr()).await.unwrap()
    }

    /// What the TLS listener answers to `request`.
    pub(super) async fn ask(&self, request: &str) -> String {
        let pin = self.state.secrets.pin();
        let stream = pinned::connect(self.tcp().await, pin, "localhost", "")
            .await
            .unwrap();
        talk(stream, request).await
    }
}

/// Sends a request and reads to the end of the connection.
pub(super) async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    request: &str,
) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

pub(super) fn get(path: &str) -> String {
    with_headers("GET", path, "", "")
}

/// A request with more header lines, each ended by a line break, and a body.
pub(super) fn with_headers(method: &str, path: &str, headers: &str, body: &str) -> String {
    let length = match method {
        "GET" => String::new(),
        _ => format!("content-length: {}\r\n", body.len()),
    };
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         {length}{headers}\r\n{body}"
    )
}

/// The status of an answer.
#[track_caller]
pub(super) fn status(answer: &str) -> u16 {
    answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .expect("an answer")
}

/// The body of an answer.
pub(super) fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").expect("an answer").1
}

/// The value of a header.
pub(super) fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    let mut pairs = head.lines().filter_map(|line| line.split_once(": "));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}
