//! All phones of the demonstration: they join, work offline, and come back together.

use std::net::SocketAddr;
use std::thread;

use client_core::model::{Edit, TeamRole};
use client_core::wire::Invite;

use super::cases::{self, Case, Meeting};
use super::draw::Draw;
use super::founding::Prepared;
use super::phone::Phone;
use super::{DemoError, Options, session};

/// The first two phones are of one centre and record one event twice.
const TWINS: usize = 2;

/// The phones, and the sessions at which pairs of them meet.
pub struct Crowd {
    pub(super) phones: Vec<Phone>,
    pub(super) meetings: Vec<Meeting>,
    /// Sessions that somebody recorded or planned.
    pub(super) begun: usize,
}

impl Crowd {
    /// Every phone joins over TLS, with an invite that pins the server's authority.
    pub fn join(
        options: &Options,
        prepared: &Prepared,
        server: SocketAddr,
    ) -> Result<Self, DemoError> {
        let folder = options.folder.join("phones");
        let phones = together(prepared.seats.iter().enumerate(), |(at, seat)| {
            let invite = Invite {
                server: format!("https://{server}"),
                code: seat.code.clone(),
                pin: Some(prepared.pin),
            };
            Phone::join(&folder, at, seat, &invite)
        })?;
        Ok(Self {
            phones,
            meetings: Vec::new(),
            begun: 0,
        })
    }

    /// Some plan a session for two; everybody hears of it while there is signal.
    pub fn plan(&mut self, options: &Options) -> Result<(), DemoError> {
        let pairs = (self.phones.len() / 2).max(1);
        for (at, case) in Case::ALL.into_iter().enumerate() {
            let first = at % pairs * 2;
            let mut draw = Draw::new(options.seed, 1_000_000 + at as u64);
            let meeting = Meeting::plan(case, first, &self.phones[first], &mut draw)?;
            self.meetings.push(meeting);
            self.begun += 1;
        }
        // The planners first, then the others: so each has the plan before the signal goes.
        self.sync()?;
        self.sync()
    }

    /// Without signal: every phone records its own sessions, pairs meet at the planned ones.
    pub fn record(&mut self, options: &Options) -> Result<(), DemoError> {
        together(self.phones.iter().enumerate(), |(at, phone)| {
            let mut draw = Draw::new(options.seed, at as u64 + 1);
            for _ in 0..options.sessions {
                let mut edits = session::edits(&mut draw, phone.county);
                let member = phone.client.identity().member.clone();
                let role = Some(TeamRole::Lead);
                edits.push(Edit::Team { member, role });
                phone.act(|client| client.begin(None, &edits))?;
            }
            if at < TWINS {
                phone.act(|client| client.begin(None, &cases::twin(at, phone.county)))?;
            }
            for meeting in &self.meetings {
                if let Some(which) = at.checked_sub(meeting.first).filter(|which| *which < 2) {
                    meeting.attend(which, phone)?;
                }
            }
            Ok(())
        })?;
        self.begun += self.phones.len() * options.sessions + TWINS;
        Ok(())
    }

    /// Signal returns for all at once.
    pub fn sync(&mut self) -> Result<(), DemoError> {
        together(self.phones.iter_mut(), Phone::sync)?;
        Ok(())
    }

    /// Sessions with work that was not sent yet.
    pub fn unsent(&self) -> Result<usize, DemoError> {
        let unsent = self.phones.iter().map(|phone| {
            let status = phone.act(client_core::client::Client::status)?;
            Ok(usize::try_from(status.unsent).unwrap_or(usize::MAX))
        });
        unsent.sum()
    }
}

/// Does the same for all, each on a thread of its own, and waits for all of them.
fn together<I, T>(
    all: impl Iterator<Item = I>,
    act: impl Fn(I) -> Result<T, DemoError> + Sync,
) -> Result<Vec<T>, DemoError>
where
    I: Send,
    T: Send,
{
    let act = &act;
    thread::scope(|scope| {
        let threads: Vec<_> = all.map(|one| scope.spawn(move || act(one))).collect();
        let done = threads.into_iter().map(|thread| match thread.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.collect()
    })
}
