//! A real server in a folder of its own, with real phones over TLS: everything as people run it.
//!
//! Phones come in two forms: as an app holds them (`enrol`), and as the program `phone` (`hand_out`
//! and `phone`).

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use client_core::client::{Cancel, Client, Environment, Home, Synced};
use client_core::store::StoreKey;
use client_core::sync::SyncEnd;
use client_core::transport::Https;
use client_core::wire::Invite;
use tempfile::TempDir;

use crate::programs::{Finished, Serving, run};

/// `teren` with its data in a folder that goes away with it.
pub struct Office {
    /// None while it is down.
    serving: Option<Serving>,
    address: SocketAddr,
    folder: TempDir,
}

/// One phone as an app holds it: its client and its line.
pub struct Enrolled {
    /// The client.
    pub client: Client,
    /// The way to the server.
    pub line: Https,
}

impl Office {
    /// A new organisation with these units (`CODE:NAME` each), served.
    ///
    /// # Panics
    /// When `teren` fails.
    #[must_use]
    pub fn open(units: &[&str]) -> Self {
        Self::open_in(tempfile::tempdir().expect("a folder for the run"), units)
    }

    /// The same in a folder that was made for it, below which its data folder is to be.
    #[must_use]
    pub fn open_in(folder: TempDir, units: &[&str]) -> Self {
        let data = path_text(&folder.path().join("data"));
        let mut arguments = vec!["init", "--data", &data, "--organisation", "Trial"];
        arguments.extend(["--country", "RO"]);
        arguments.extend(units.iter().flat_map(|unit| ["--unit", unit]));
        let _made = run("teren", &arguments).with_code(0);
        let serving = Serving::start(Path::new(&data));
        Self {
            address: serving.address(),
            serving: Some(serving),
            folder,
        }
    }

    /// The same with units `u1` to `uN`.
    #[must_use]
    pub fn of_units(units: usize) -> Self {
        let units: Vec<String> = (1..=units)
            .map(|unit| format!("u{unit}:Unit {unit}"))
            .collect();
        Self::open(&units.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Where it listens, or listened.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Its process, for whoever looks at what it costs.
    ///
    /// # Panics
    /// When it is down.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.serving.as_ref().expect("a server that runs").process()
    }

    /// Ends the server in the middle of whatever it does (SIGKILL).
    ///
    /// # Panics
    /// When it had ended by itself.
    pub fn kill(&mut self) {
        let serving = self.serving.take().expect("a server that runs");
        let _data = serving.kill();
    }

    /// Starts it again where it was, with what it logs in a file.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn restart_logging(&mut self, log: File) {
        let listen = self.address.to_string();
        let arguments = ["--listen", &listen];
        let log = Some((log, "info"));
        self.serving = Some(Serving::start_with(&self.data(), &arguments, log));
    }

    /// Starts it again where it was.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn restart(&mut self) {
        let listen = self.address.to_string();
        self.serving = Some(Serving::start_at(&self.data(), &listen));
    }

    /// Draws an invite: the link, as a person gets it.
    ///
    /// # Panics
    /// When `teren` refuses.
    #[must_use]
    pub fn invite(&self, name: &str, role: &str, unit: &str) -> String {
        self.invite_to(name, role, unit, &[])
    }

    fn invite_to(&self, name: &str, role: &str, unit: &str, programmes: &[&str]) -> String {
        let data = path_text(&self.data());
        let server = format!("https://{}", self.address);
        let mut arguments = vec!["invite", "--data", &data, "--member", name, "--role", role];
        arguments.extend(["--unit", unit, "--public-url", &server]);
        arguments.extend(["--allow-local", "--json"]);
        let programmes = programmes.iter();
        arguments.extend(programmes.flat_map(|programme| ["--programme", programme]));
        let answer = run("teren", &arguments).with_code(0).json();
        let url = answer["url"].as_str().expect("an invite has a url");
        url.to_owned()
    }

    /// A phone for a new member, as an app holds it.
    ///
    /// # Panics
    /// When it cannot join.
    #[must_use]
    pub fn enrol(&self, name: &str, role: &str, unit: &str) -> Enrolled {
        let link = self.invite(name, role, unit);
        let invite: Invite = link.parse().expect("an invite that teren wrote");
        let line = Https::of_invite(&invite);
        let home = Home {
            dir: self.folder.path().join(format!("app-{name}")),
            key: StoreKey::draw(&mut |key| key.fill(7)),
            vfs: None,
        };
        let environment = Environment::system("office 1");
        let client =
            Client::join(home, &invite, &line, environment, name).expect("an invite just made");
        Enrolled { client, line }
    }

    /// A phone for a new member, as the program `phone` with this name.
    ///
    /// # Panics
    /// When it cannot join.
    pub fn hand_out(&self, name: &str, role: &str, unit: &str) {
        let link = self.invite(name, role, unit);
        let _joined = self.phone(name, &["join", &link]).with_code(0);
    }

    /// The same for a partner, who follows these programmes.
    ///
    /// # Panics
    /// When it cannot join.
    pub fn hand_out_seat(&self, name: &str, unit: &str, programmes: &[&str]) {
        let link = self.invite_to(name, "partner", unit, programmes);
        let _joined = self.phone(name, &["join", &link]).with_code(0);
    }

    /// Runs one command of a phone.
    #[must_use]
    pub fn phone(&self, name: &str, arguments: &[&str]) -> Finished {
        let folder = path_text(&self.phone_folder(name));
        run("phone", &[&["--store", &folder], arguments].concat())
    }

    /// Where the phone of this name keeps everything.
    #[must_use]
    pub fn phone_folder(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs one command of `teren` on its data.
    #[must_use]
    pub fn teren(&self, command: &str, arguments: &[&str]) -> Finished {
        let data = path_text(&self.data());
        run("teren", &[&[command, "--data", &data], arguments].concat())
    }
}

impl Enrolled {
    /// One sync that ends well.
    ///
    /// # Panics
    /// When it does not.
    pub fn sync(&self) -> Synced {
        let synced = self.try_sync();
        assert_eq!(
            synced.report.end,
            Some(SyncEnd::Done),
            "{:?}",
            synced.trouble
        );
        synced
    }

    /// One sync, however it ends.
    ///
    /// # Panics
    /// When the phone's own store fails.
    pub fn try_sync(&self) -> Synced {
        self.client
            .sync(&self.line, &mut |_| {}, &Cancel::default())
            .expect("the phone's own store works")
    }
}

fn path_text(path: &Path) -> String {
    path.to_str()
        .expect("a temporary folder has a plain name")
        .to_owned()
}
