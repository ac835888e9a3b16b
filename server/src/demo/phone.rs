//! One phone of the demonstration: a real client in a folder of its own, and what its line carried.

use std::fs;
use std::path::Path;

use client_core::client::{Cancel, Client, ClientError, Environment, Home, Synced};
use client_core::store::StoreKey;
use client_core::sync::SyncEnd;
use client_core::transport::Https;
use client_core::wire::Invite;

use super::DemoError;
use super::founding::Seat;
use crate::environment;
use crate::reference::County;

/// What the phones say they are.
const APP: &str = concat!("teren-demo ", env!("CARGO_PKG_VERSION"));

/// A joined phone.
pub(super) struct Phone {
    /// Whose.
    pub(super) name: String,
    /// Where it works.
    pub(super) county: &'static County,
    /// What it holds.
    pub(super) client: Client,
    /// Sums of all its syncs.
    pub(super) traffic: Traffic,
    line: Https,
}

/// What a phone's syncs came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traffic {
    /// Changes that the server took.
    pub(super) sent: u64,
    /// Changes that came.
    pub(super) received: u64,
    /// Changes that were refused.
    pub(super) refused: u64,
    /// Bytes of request bodies.
    pub(super) bytes_out: u64,
    /// Bytes of answer bodies.
    pub(super) bytes_in: u64,
    /// Requests.
    pub(super) round_trips: u64,
}

impl Phone {
    /// Joins with the seat's code, in a folder named like the member's first name.
    pub(super) fn join(
        phones: &Path,
        at: usize,
        seat: &Seat,
        invite: &Invite,
    ) -> Result<Self, DemoError> {
        let label = format!("phone-{}", at + 1);
        let wrong = |source: ClientError| DemoError::Phone {
            phone: seat.name.clone(),
            source: Box::new(source),
        };
        let dir = phones.join(&label);
        let key = StoreKey::draw(&mut environment::random);
        let line = Https::of_invite(invite);
        let keep_key = || {
            fs::create_dir_all(&dir)?;
            // Beside the store, so that the program `phone` can open it: a demonstration's phone
            // keeps no secret.
            fs::write(dir.join(format!("{label}.key")), key.to_hex() + "\n")
        };
        keep_key().map_err(|error| wrong(error.into()))?;
        let home = Home {
            dir: dir.clone(),
            key,
            vfs: None,
        };
        let client = Client::join(home, invite, &line, Environment::system(APP), &label);
        Ok(Self {
            name: seat.name.clone(),
            county: seat.county,
            client: client.map_err(wrong)?,
            traffic: Traffic::default(),
            line,
        })
    }

    /// Lets the client do something.
    pub(super) fn act<T>(
        &self,
        act: impl FnOnce(&Client) -> Result<T, ClientError>,
    ) -> Result<T, DemoError> {
        act(&self.client).map_err(|source| DemoError::Phone {
            phone: self.name.clone(),
            source: Box::new(source),
        })
    }

    /// Reconnects, until nothing is left to say.
    pub(super) fn sync(&mut self) -> Result<(), DemoError> {
        let line = &self.line;
        let Synced {
            report, trouble, ..
        } = self.act(|client| client.sync(line, &mut |_| {}, &Cancel::default()))?;
        self.traffic.sent += report.sent;
        self.traffic.received += report.received;
        self.traffic.refused += report.refused;
        self.traffic.bytes_out += report.bytes_out;
        self.traffic.bytes_in += report.bytes_in;
        self.traffic.round_trips += report.round_trips;
        let reason = match (report.end, trouble) {
            (Some(SyncEnd::Done), None) => return Ok(()),
            (_, Some(trouble)) => trouble.to_string(),
            (end, None) => format!("its sync ended early: {end:?}"),
        };
        Err(DemoError::Line {
            phone: self.name.clone(),
            reason,
        })
    }
}
