//! A server of its own for one measurement, and phones that join it.

use std::path::{Path, PathBuf};

use client_core::client::{Cancel, Client, Environment, Home, Synced};
use client_core::store::StoreKey;
use client_core::sync::SyncEnd;
use client_core::transport::Https;
use client_core::wire::Invite;

use crate::programs::{Serving, run};

/// A serving `teren` with its data in a folder that goes away with it.
pub(super) struct Office {
    pub(super) serving: Serving,
    folder: tempfile::TempDir,
}

/// One phone: its client and its line.
pub(super) struct Phone {
    pub(super) client: Client,
    line: Https,
}

impl Office {
    /// A new organisation with units `u1` to `uN`.
    pub(super) fn open(units: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the run");
        let data = path_text(&folder.path().join("data"));
        let units: Vec<String> = (1..=units)
            .map(|unit| format!("u{unit}:Unit {unit}"))
            .collect();
        let mut arguments = vec!["init", "--data", &data, "--organisation", "Bench"];
        arguments.extend(["--country", "RO"]);
        arguments.extend(units.iter().flat_map(|unit| ["--unit", unit]));
        let _made = run("teren", &arguments).with_code(0);
        let serving = Serving::start(Path::new(&data));
        Self { serving, folder }
    }

    /// A phone for a new member.
    pub(super) fn enrol(&self, name: &str, role: &str, unit: usize) -> Phone {
        let data = path_text(&self.folder.path().join("data"));
        let unit = format!("u{unit}");
        let mut arguments = vec!["invite", "--data", &data, "--member", name, "--role", role];
        arguments.extend(["--unit", &unit, "--json", "--allow-loopback"]);
        let answer = run("teren", &arguments).with_code(0).json();
        let url = answer["url"].as_str().expect("an invite has a url");
        let mut invite: Invite = url.parse().expect("an invite that teren wrote");
        invite.server = format!("https://{}", self.serving.address());
        let line = Https::of_invite(&invite);
        let home = Home {
            dir: self.phone_folder(name),
            key: StoreKey::draw(&mut |key| key.fill(7)),
            vfs: None,
        };
        let environment = Environment::system("bench");
        let client =
            Client::join(home, &invite, &line, environment, name).expect("an invite just made");
        Phone { client, line }
    }

    fn phone_folder(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Phone {
    /// One sync that ends well.
    ///
    /// # Panics
    /// When it does not.
    pub(super) fn sync(&self) -> Synced {
        let synced = self
            .client
            .sync(&self.line, &mut |_| {}, &Cancel::default())
            .expect("the phone's own store works");
        assert_eq!(
            synced.report.end,
            Some(SyncEnd::Done),
            "{:?}",
            synced.trouble
        );
        synced
    }
}

fn path_text(path: &Path) -> String {
    path.to_str()
        .expect("a temporary folder has a plain name")
        .to_owned()
}
