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

/// Serves on a runtime while `work` runs on a blocking thread, as the command does.
fn served(
    phones: usize,
    work: impl FnOnce(&Options, &Prepared, SocketAddr, &State) + Send + 'static,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let options = options(&folder, phones);
        let prepared = prepare(&options, "https://localhost:8443".parse().unwrap()).unwrap();
        let state = Arc::new(State::open(prepared.data.path(), "teren demo").unwrap());
        let listen = Listen {
            tls: ANY_PORT,
            plain: None,
            metrics: None,
            certificate: None,
        };
        let server = Server::bind(listen, state.clone()).await.unwrap();
        let address = server.local_addr();
        let work = move || work(&options, &prepared, address, &state);
        tokio::task::spawn_blocking(work).await.unwrap();
        server.shutdown().await;
    });
}

fn come_back(options: &Options, prepared: &Prepared, server: SocketAddr) -> Crowd {
    let mut crowd = Crowd::join(options, prepared, server).unwrap();
    crowd.plan(options).unwrap();
    crowd.record(options).unwrap();
    assert!(crowd.unsent().unwrap() >= options.phones * options.sessions);
    crowd.sync().unwrap();
    crowd.sync().unwrap();
    crowd
}

#[test]
fn every_phone_and_the_server_agree() {
    served(6, |options, prepared, server, state| {
        let crowd = come_back(options, prepared, server);
        assert_eq!(
            agreement(&crowd, &state.store).unwrap(),
            Vec::<String>::new()
        );
        let outcome = Outcome::of(&crowd, &state.store).unwrap();
        // Three planned for two, and three of each of the six.
        assert_eq!((outcome.sessions, outcome.conflicts), (23, 2));
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
    served(2, |options, prepared, server, state| {
        let mut crowd = Crowd::join(options, prepared, server).unwrap();
        crowd.plan(options).unwrap();
        crowd.record(options).unwrap();
        crowd.sync().unwrap();
        crowd.sync().unwrap();
        assert_eq!(
            agreement(&crowd, &state.store).unwrap(),
            Vec::<String>::new()
        );
        // Work that only one phone knows of.
        crowd.record(options).unwrap();
        let wrong = agreement(&crowd, &state.store).unwrap();
        assert!(
            wrong.iter().any(|line| line.contains("unsent")),
            "{wrong:#?}"
        );
        assert!(
            wrong.iter().any(|line| line.contains("of 19")),
            "{wrong:#?}"
        );
        assert!(
            wrong
                .iter()
                .any(|line| line.contains("does not have there")),
            "{wrong:#?}"
        );
    });
}
