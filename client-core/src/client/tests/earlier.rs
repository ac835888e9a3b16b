//! A store that an earlier app left behind, with work in it that was never sent.
//!
//! `earlier/layout-N` is the folder of a phone as the `phone` of the last commit with that layout
//! wrote it: a session that was sent and then edited, one that was never sent, and one that a
//! colleague handed over. It is never made anew: what it is good for is its age.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use tempfile::TempDir;

use super::server::{self, Server};
use super::*;
use crate::transport::{Transport, TransportError, TransportReport};

/// The layouts of which a folder is kept.
const LAYOUTS: [u32; 1] = [7];

/// The server of a test, where the earlier app's phone is known.
struct Knows<'a>(&'a Server);

impl Transport for Knows<'_> {
    fn exchange(
        &self,
        path: &str,
        _token: Option<&str>,
        body: &[u8],
        on_chunk: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<TransportReport, TransportError> {
        self.0.exchange(path, Some("a-token"), body, on_chunk)
    }
}

/// A copy of the folder, for an app that will change it, and the key that lies in it.
fn copied(layout: u32) -> (TempDir, Home) {
    let kept = format!("src/client/tests/earlier/layout-{layout}");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(kept);
    let folder = tempfile::tempdir().unwrap();
    copy(&kept, folder.path());
    let key = fs::read_to_string(kept.join("me.key")).unwrap();
    let home = Home {
        dir: folder.path().to_owned(),
        key: key.parse().unwrap(),
        vfs: None,
    };
    (folder, home)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn open(home: &Home) -> Client {
    Client::open(home.clone(), Some("me"), server::environment()).unwrap()
}

fn titles(client: &Client) -> Vec<(String, u64)> {
    let rows = client.list(&query("")).unwrap().rows.into_iter();
    let mut titles: Vec<_> = rows.map(|row| (row.row.title, row.row.people)).collect();
    titles.sort();
    titles
}

#[test]
fn an_update_of_the_app_keeps_and_sends_what_was_never_sent() {
    for layout in LAYOUTS {
        let (_folder, home) = copied(layout);
        let expected = [
            ("Grade 10".to_owned(), 58),
            ("Grade 11".to_owned(), 60),
            ("Grade 9, two classes".to_owned(), 61),
        ];
        let client = open(&home);
        assert_eq!(titles(&client), expected, "layout {layout}");
        let status = client.status().unwrap();
        assert_eq!((status.unsent, status.carrying), (2, 1), "layout {layout}");
        // Once updated it opens again as it is.
        drop(client);
        let client = open(&home);
        assert_eq!(titles(&client), expected, "layout {layout}");

        let server = Server::new();
        let _synced = client.sync(&Knows(&server), &mut |_| {}, &Cancel::default());
        let first = server.requests.lock().unwrap()[0].clone();
        let mut sent: Vec<_> = first.puts.iter().map(|put| put.changes.len()).collect();
        sent.sort_unstable();
        // Of one session the edit, of the other all it has, and their notes.
        assert_eq!(sent.len(), 4, "layout {layout}: {sent:?}");
        assert_eq!(titles(&client), expected, "layout {layout}");
    }
}
