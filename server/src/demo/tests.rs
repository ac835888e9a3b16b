//! The demonstration itself, small, against a real server over TLS on this machine.

use std::net::SocketAddr;
use std::sync::Arc;

use super::*;
use crate::server::{Listen, Server};
use crate::state::State;

const ANY_PORT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

fn options(folder: &tempfile::TempDir, phones: usize) -> Options {
    Options {
        folder: folder.path().to_owned(),
        phones,
        sessions: 3,
        seed: 7,
    }
}

/// Runs everything on a blocking thread, as the command does, while the server answers.
fn demonstrate(phones: usize, check: impl FnOnce(&Crowd, &State) + Send + 'static) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let options = options(&folder, phones);
        let prepared = prepare(&options, "https://localhost:8443".parse().unwrap()).unwrap();
        let state = Arc::new(State::open(prepared.data.path()).unwrap());
        let listen = Listen {
            tls: ANY_PORT,
            plain: None,
        };
        let server = Server::bind(listen, state.clone()).await.unwrap();
        let address = server.local_addr();
        let work = move || {
            let mut crowd = Crowd::join(&options, &prepared, address).unwrap();
            crowd.plan(&options).unwrap();
            crowd.record(&options).unwrap();
            assert!(crowd.unsent().unwrap() >= phones * options.sessions);
            crowd.sync().unwrap();
            crowd.sync().unwrap();
            check(&crowd, &state);
        };
        tokio::task::spawn_blocking(work).await.unwrap();
        server.shutdown().await;
    });
}

#[test]
fn every_phone_and_the_server_agree() {
    demonstrate(6, |crowd, state| {
        assert_eq!(crowd.begun(), 6 * 3 + 3);
        assert_eq!(
            agreement(crowd, &state.store).unwrap(),
            Vec::<String>::new()
        );
        let outcome = Outcome::of(crowd, &state.store).unwrap();
        assert_eq!((outcome.sessions, outcome.conflicts), (21, 2));
        assert!(outcome.campaigns.iter().all(|line| !line.title.is_empty()));
        let people: u64 = outcome.campaigns.iter().map(|line| line.people).sum();
        assert!(people > 0);
        for line in &outcome.phones {
            // The other one of the pair sees everything, nobody else anything.
            assert!(line.sent > 3 && line.received > 3, "{line:?}");
        }
        let table = outcome.to_string();
        assert!(
            table.contains("The trafficking of people does not forgive!"),
            "{table}"
        );
    });
}

#[test]
fn what_is_missing_is_said() {
    demonstrate(2, |crowd, state| {
        let doc = crowd.meetings[0].doc;
        let sql = format!("DELETE FROM change WHERE doc = x'{}'", hex::encode(doc.0));
        let raw = rusqlite::Connection::open(state.folder.database()).unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        assert!(raw.execute(&sql, []).unwrap() > 0);
        let wrong = agreement(crowd, &state.store).unwrap();
        assert!(!wrong.is_empty());
    });
}
