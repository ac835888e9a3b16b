//! What is said before the first page: what was agreed on, what changed in the catalogue, and what
//! became of everything that the phone brought.

use std::collections::BTreeSet;

use client_core::document::skeleton;
use client_core::sync::Holding;
use client_core::time::Timestamp;
use client_core::wire::answer::Done;
use client_core::wire::{
    Cursor, Failed, Inventory, PROTOCOL, RECONCILES, Receipt, Repair, Retry, ToPhone, Welcome,
};

use super::answer::{Entries, Ingredients, Listing, answer_turn};
use super::audience::Audience;
use super::prepared::{Prepared, State};
use super::request::RepairTurn;
use super::window::Window;
use super::{Exchange, Failure, told};
use crate::limits::{QUARANTINE_FULL_RETRY_MINUTES, RETRY_SECONDS};
use crate::store::log::{self, CHAIN_START, Position};
use crate::store::{Connection, catalogue};

impl Exchange {
    pub(super) fn ingredients(
        &self,
        c: &Connection,
        prepared: &mut Prepared,
        now: Timestamp,
    ) -> Result<Ingredients, Failure> {
        let who = prepared.who.clone();
        let mut cursors = prepared.hello.cursors.iter();
        let presented = cursors.find(|cursor| cursor.organisation == who.organisation);
        let presented = presented.cloned();
        let window = Window::load(c, &who, now)?;
        let mut head = self.welcome(c, prepared, presented.as_ref(), now)?;
        let mut outcomes = outcomes(c, prepared)?;
        let mut listing = None;
        if let Some(reason) = prepared.repair {
            let organisation = who.organisation.clone();
            let repair = Repair {
                organisation,
                reason,
            };
            outcomes.push(repair.into());
        } else if let Some(turn) = &prepared.turn {
            let (judged, said) = self.repair_turn(c, prepared, turn, &window)?;
            listing = judged;
            outcomes.extend(said);
        }
        let cursor = presented.clone().unwrap_or_else(|| Cursor {
            organisation: who.organisation.clone(),
            base: 0,
            at: 0,
            chain: CHAIN_START,
            feeds: prepared.access.digest(),
            walks: Vec::new(),
        });
        let audience = Audience::load(c, &who, &prepared.access)?;
        let entries = prepared.hello.catalogue.take().map(|told| {
            let from = prepared.from.seq;
            Entries::begin(told, &prepared.access, audience, from)
        });
        let repair_ends = prepared.repair.map(|_| Done {}.into());
        let has_outcomes = !outcomes.is_empty();
        head.extend(outcomes);
        Ok(Ingredients {
            key: self.keys.author.clone(),
            access: prepared.access.clone(),
            window,
            encoding: prepared.encoding,
            short_end: farewell(prepared).or(repair_ends),
            last: last_word(prepared, now),
            put: prepared.put(),
            wants: std::mem::take(&mut prepared.wants),
            who,
            head,
            has_outcomes,
            listing,
            presented,
            cursor,
            entries,
        })
    }

    /// Answers what a phone says in a repair: gives what is to be sent in pages, and what is said
    /// before them.
    fn repair_turn(
        &self,
        c: &Connection,
        prepared: &Prepared,
        turn: &RepairTurn,
        window: &Window,
    ) -> Result<(Option<Listing>, Vec<ToPhone>), Failure> {
        let (who, access) = (&prepared.who, &prepared.access);
        match turn {
            RepairTurn::List(list) => {
                let from = self.repair_from(prepared, list);
                let (judged, said) = Listing::judge(c, who, access, list, from)?;
                Ok((Some(judged), said))
            }
            RepairTurn::Reconcile(turn) => {
                let Position { seq, chain } = prepared.from;
                let cursor = Cursor {
                    organisation: who.organisation.clone(),
                    base: seq,
                    at: seq,
                    chain,
                    feeds: access.digest(),
                    walks: Vec::new(),
                };
                let said = answer_turn(c, who, (access, window), turn, cursor)?;
                Ok((Some(Listing::nothing()), vec![said.into()]))
            }
            RepairTurn::Differing(list) => {
                let (judged, said) = Listing::judge_differing(c, who, (access, window), list)?;
                Ok((Some(judged), said))
            }
        }
    }

    /// Where the log stood when the first list of this repair was judged. When this process did
    /// not see that list, the phone reads the log from its beginning: more than it needs, and
    /// nothing is lost.
    fn repair_from(&self, prepared: &Prepared, list: &Inventory) -> Position {
        let device = prepared.who.device;
        if list.after.is_none() {
            self.presence.begin_repair(device, prepared.from);
        }
        self.presence.repair_from(device).unwrap_or(Position::START)
    }

    /// The welcome, and the catalogue entries that the phone does not have.
    fn welcome(
        &self,
        c: &Connection,
        prepared: &Prepared,
        presented: Option<&Cursor>,
        now: Timestamp,
    ) -> Result<Vec<ToPhone>, Failure> {
        let Prepared {
            who, access, hello, ..
        } = prepared;
        let is_open = prepared.farewell.is_none();
        let known = match &prepared.turn {
            Some(RepairTurn::Reconcile(turn)) => turn.feeds,
            // It was told with the first turn.
            Some(RepairTurn::Differing(_)) => Some(access.digest()),
            Some(RepairTurn::List(_)) | None => presented.map(|cursor| cursor.feeds),
        };
        let follows_others = is_open && known != Some(access.digest());
        let feeds = access.feeds().map(|window| window.feed.clone());
        let feeds: Vec<_> = feeds.collect();
        let units: BTreeSet<_> = feeds.iter().filter_map(|feed| feed.unit()).collect();
        // Who takes the catalogue in pages hears there how far it came.
        let is_said_here = is_open && hello.catalogue.is_none();
        let catalogue_version = if is_said_here {
            catalogue::version(c)?
        } else {
            hello.catalogue_version
        };
        let versions = self.skeletons.versions();
        let holding = match is_open {
            true => self.holding(c, who)?,
            false => Holding::default(),
        };
        let welcome = Welcome {
            protocol: PROTOCOL,
            server_time: now,
            feeds: follows_others.then_some(feeds),
            // Who hears of none takes it that there are the first versions alone.
            schemas: (versions != [skeleton::FIRST; 3]).then(|| versions.to_vec()),
            encoding: prepared.encoding.number(),
            role: follows_others.then(|| who.role.to_string()),
            catalogue_version,
            reconciles: Some(RECONCILES),
            deposit: holding.held,
            handed_out: holding.handed_out,
        };
        let mut head = vec![welcome.into()];
        if prepared.repair.is_none() && is_said_here {
            // Entries of a unit that is new to the phone may be older than its catalogue.
            let known = if follows_others {
                0
            } else {
                hello.catalogue_version
            };
            let audience = Audience::load(c, who, &prepared.access)?;
            let changed = catalogue::changed_after(c, known, &units)?.into_iter();
            let told = changed.filter(|entry| audience.is_told(entry));
            let key = &self.keys.author;
            head.extend(told.map(|entry| ToPhone::from(told::item(key, entry))));
        }
        Ok(head)
    }
}

/// What is said when all was sent. A phone of which something failed through a fault of ours, or
/// found no room, keeps that and comes back. What it carries for others stays unanswered then, and
/// does not keep it: its own work goes on.
fn last_word(prepared: &Prepared, now: Timestamp) -> ToPhone {
    if !prepared.has_own(State::Failed) {
        if prepared.has_own(State::Full) {
            let after_ms = QUARANTINE_FULL_RETRY_MINUTES * 60 * 1_000;
            return Retry { after_ms }.into();
        }
        return Done {}.into();
    }
    // Spread by who asks and when: nothing here draws random numbers.
    let drawn = prepared.who.device.0.iter().fold(now.0, |drawn, byte| {
        drawn.wrapping_mul(31).wrapping_add(i64::from(*byte))
    });
    let (first, last) = (RETRY_SECONDS.start() * 1_000, RETRY_SECONDS.end() * 1_000);
    let after_ms = first + drawn.unsigned_abs() % (last - first + 1);
    Retry { after_ms }.into()
}

/// The last word to a device that was closed. When there was no room for all that it brought, it
/// hears that, too.
fn farewell(prepared: &mut Prepared) -> Option<ToPhone> {
    match prepared.farewell.take()? {
        ToPhone::Failed(failed) if prepared.has_own(State::Full) => {
            let reason = format!(
                "{}; there is no room for all of it before somebody has decided about what waits: \
                 tell your coordinator, the rest stays on this phone",
                failed.reason
            );
            Some(Failed { reason, ..failed }.into())
        }
        farewell => Some(farewell),
    }
}

/// What became of the changes that the phone brought.
fn outcomes(c: &Connection, prepared: &mut Prepared) -> Result<Vec<ToPhone>, Failure> {
    let organisation = prepared.who.organisation.clone();
    let seq = prepared.last_entry();
    let chain = log::chain_at(c, &organisation, seq)?
        .ok_or_else(|| Failure::Internal(format!("no entry {seq}")))?;
    let receipt = Receipt {
        organisation,
        seq,
        chain,
    };
    let carried = prepared.carried();
    let settled = prepared.outcomes();
    let mut said: Vec<_> = settled
        .flat_map(|outcome| outcome.messages(&receipt))
        .collect();
    said.extend(carried.into_iter().map(ToPhone::from));
    Ok(said)
}
