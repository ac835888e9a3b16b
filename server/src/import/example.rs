//! Example data that anybody may publish: the figures of the Romanian agency's year 2017, as
//! sessions that add up to them exactly.
//!
//! The sessions are made up, the sums are not. What the source does not say is not invented: sex
//! and age are unknown, everything is marked as estimated, and what has no number gets none. The
//! same data come out each time.

use client_core::ids::{CampaignId, UnitId};
use client_core::model::catalogue::Entry;
use client_core::model::{Cell, Counting, DocKind, Edit, Kind, Place, Register, Status};
use client_core::time::Timestamp;

use super::ImportError;
use super::form::Draft;
use super::load::load;
use crate::accounts;
use crate::exchange::{Editor, Exchange};
use crate::reference::{
    self, CHERISH_OR_CRUSH, COUNTIES, County, DOES_NOT_FORGIVE, NOT_FOR_SALE, WORK_IS_A_RIGHT,
};
use crate::store::{Store, Transaction, catalogue, imports};

/// What the example is called, on the command line and in the list of imports.
pub const ANNUAL_2017: &str = "annual-2017";

/// "The trafficking of people does not forgive!": prevention activities, people reached directly,
/// radio and television programmes, press articles.
const FORGIVE: (u64, u64, u64, u64) = (1_031, 380_000, 50, 180);
/// "Work is a right!": direct meetings, people reached directly, broadcasts, spots.
const WORK: (u64, u64, u64, u64) = (300, 13_500, 22_000, 2);
/// The cross-border project's centre.
const SUCEAVA: &str = "RO-SV";

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// 2017-01-09 at ten in Bucharest: the first of the days on which something is held.
const FIRST_DAY: Timestamp = Timestamp(1_483_948_800_000);
/// Up to the middle of December.
const DAYS: u64 = 340;

/// What loading the example came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Units that were missing and were made.
    pub units: u64,
    /// Campaigns, partners, indicators that were missing.
    pub entries: u64,
    /// Sessions.
    pub sessions: u64,
    /// The import's number; none when it was loaded before.
    pub import: Option<u64>,
}

/// Loads the example, with the units and campaigns that it needs and that are missing.
pub fn annual_2017(
    store: &Store,
    exchange: &Exchange,
    editor: &Editor,
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Loaded, ImportError> {
    let drafts = drafts();
    let mut loaded = store.write(|t| make_missing(t, now))?;
    let is_there = store
        .read(|c| imports::by_source(c, &drafts[0].source))?
        .is_some();
    if !is_there {
        loaded.sessions = drafts.len() as u64;
        loaded.import = Some(load(exchange, editor, ANNUAL_2017, &drafts, now, random)?);
    }
    Ok(loaded)
}

/// What is there already stays as it is.
fn make_missing(t: &Transaction<'_>, now: Timestamp) -> Result<Loaded, ImportError> {
    let mut made = Loaded::default();
    for county in COUNTIES {
        let unit = reference::unit(county);
        if catalogue::unit(t, &unit.id)?.is_none() {
            accounts::add_unit(t, unit, now)
                .map_err(|error| ImportError::Reference(error.to_string()))?;
            made.units += 1;
        }
    }
    let known: Vec<String> = catalogue::all(t)?.iter().map(Entry::key).collect();
    for entry in reference::published() {
        if !known.contains(&entry.key()) {
            catalogue::put(t, &entry)?;
            made.entries += 1;
        }
    }
    Ok(made)
}

/// Every session of the example, in the same order each time.
pub(super) fn drafts() -> Vec<Draft> {
    let mut all = Vec::new();
    does_not_forgive(&mut all);
    work_is_a_right(&mut all);
    not_for_sale(&mut all);
    let online = Making::new(
        CHERISH_OR_CRUSH,
        Kind::OnlineCampaign,
        "Posts on the centres' pages",
    );
    all.extend(centres().map(|county| online.session(county)).take(1));
    for (row, draft) in (1..).zip(&mut all) {
        draft.row = row;
        draft.source = format!("{ANNUAL_2017}/{row}");
        let day = DAY_MS * i64::try_from(row * 7 % DAYS).expect("a day of the year");
        let at = FIRST_DAY.plus_ms(day);
        draft.edits.push(Edit::number(Register::StartedAt, at.0));
    }
    all
}

fn does_not_forgive(all: &mut Vec<Draft>) {
    let (activities, people, programmes, articles) = FORGIVE;
    let kinds = [
        Making::new(
            DOES_NOT_FORGIVE,
            Kind::School,
            "Information activity in a school",
        ),
        Making::new(
            DOES_NOT_FORGIVE,
            Kind::School,
            "Information activity in a high school",
        ),
        Making::new(
            DOES_NOT_FORGIVE,
            Kind::ProfessionalTraining,
            "Training of professionals",
        ),
        Making::new(DOES_NOT_FORGIVE, Kind::PublicEvent, "Public event"),
    ];
    let held = centres().cycle().zip(kinds.iter().cycle());
    for ((county, making), people) in held.zip(shares(people, activities)) {
        all.push(making.reaching(county, people));
    }
    let units = COUNTIES.len() as u64;
    for (title, of_type, items) in [
        ("Radio and TV programmes", "programme", programmes),
        ("Press articles", "press article", articles),
    ] {
        let making = Making::new(DOES_NOT_FORGIVE, Kind::Media, title);
        for (county, items) in centres().zip(shares(items, units)) {
            all.push(making.media(county, of_type, items, None));
        }
    }
}

fn work_is_a_right(all: &mut Vec<Draft>) {
    let (meetings, people, broadcasts, spots) = WORK;
    let meeting = Making::new(WORK_IS_A_RIGHT, Kind::DirectMeeting, "Direct meeting");
    for (county, people) in centres().cycle().zip(shares(people, meetings)) {
        all.push(meeting.reaching(county, people));
    }
    let spot = Making::new(WORK_IS_A_RIGHT, Kind::Media, "One radio and one TV spot");
    let capital = centres().take(1);
    all.extend(capital.map(|county| spot.media(county, "spot", spots, Some(broadcasts))));
}

/// What was done is public; how much of it is not.
fn not_for_sale(all: &mut Vec<Draft>) {
    let done = [
        (
            Kind::VolunteerTraining,
            "Peer-to-peer training of volunteers",
        ),
        (Kind::School, "Information campaign in schools"),
        (Kind::ProfessionalTraining, "Training of professionals"),
        (Kind::SupportCourse, "Support courses"),
        (
            Kind::ExchangeWorkshop,
            "Exchange workshop of volunteers of three countries",
        ),
    ];
    let suceava = || centres().find(|county| county.code == SUCEAVA);
    for (kind, title) in done {
        let making = Making::new(NOT_FOR_SALE, kind, title);
        all.extend(suceava().map(|county| making.session(county)));
    }
}

/// The capital first, then the counties in the order of their codes.
fn centres() -> impl Iterator<Item = &'static County> + Clone {
    let capital = |county: &&County| county.code == "RO-B";
    let first = COUNTIES.iter().filter(capital);
    first.chain(COUNTIES.iter().filter(move |county| !capital(county)))
}

/// A whole in so many parts, none equal to all its neighbours, that add up to it exactly.
fn shares(whole: u64, parts: u64) -> impl Iterator<Item = u64> {
    let even = whole / parts;
    let left = whole % parts;
    // Up to half of an even share more in one part is as much less in the next.
    let swing = move |at: u64| (at / 2 * 37) % (even / 2 + 1);
    (0..parts).map(move |at| {
        let share = even + u64::from(at < left);
        let paired = at / 2 * 2 + 1 < parts;
        match (paired, at % 2) {
            (false, _) => share,
            (true, 0) => share + swing(at),
            (true, _) => share - swing(at),
        }
    })
}

/// Sessions of one campaign, kind and title.
struct Making {
    campaign: CampaignId,
    kind: Kind,
    title: &'static str,
}

impl Making {
    fn new(campaign: &str, kind: Kind, title: &'static str) -> Self {
        let campaign = campaign.parse().expect("an id of the reference data");
        Self {
            campaign,
            kind,
            title,
        }
    }

    fn session(&self, county: &County) -> Draft {
        let unit: UnitId = reference::unit_id(county);
        let place = Place {
            country: "RO".to_owned(),
            adm1: county.code.to_owned(),
            ..Place::default()
        };
        Draft {
            kind: DocKind::Session,
            row: 0,
            source: String::new(),
            unit,
            edits: vec![
                Edit::text(Register::Kind, self.kind.code()),
                Edit::text(Register::Title, self.title),
                Edit::text(Register::Campaign, self.campaign.as_str()),
                Edit::text(Register::Where, place.to_register()),
                Edit::text(Register::Status, Status::Done.code()),
                Edit::text(Register::Counting, Counting::Estimated.code()),
            ],
        }
    }

    /// People of whom the source gives a number and nothing else.
    fn reaching(&self, county: &County, people: u64) -> Draft {
        let mut draft = self.session(county);
        let cell: Cell = "reached.u.unknown".parse().expect("a cell of the table");
        let by = i64::try_from(people).expect("a share of a public figure");
        draft.edits.push(Edit::Count { cell, by });
        draft
    }

    /// What was written and broadcast is no activity and reaches nobody directly.
    fn media(&self, county: &County, of_type: &str, items: u64, broadcasts: Option<u64>) -> Draft {
        let number =
            |register, n: u64| Edit::number(register, i64::try_from(n).expect("a public figure"));
        let mut draft = self.session(county);
        draft.edits.extend([
            number(Register::Activities, 0),
            Edit::text(Register::MediaType, of_type),
            number(Register::MediaItems, items),
        ]);
        let broadcasts = broadcasts.map(|n| number(Register::MediaBroadcasts, n));
        draft.edits.extend(broadcasts);
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        for (whole, parts) in [(380_000, 1_031), (13_500, 300), (180, 42), (50, 42), (7, 7)] {
            let all: Vec<u64> = shares(whole, parts).collect();
            assert_eq!(all.len() as u64, parts);
            assert_eq!(all.iter().sum::<u64>(), whole);
            assert!(all.iter().all(|share| *share > 0));
        }
    }

    #[test]
    fn the_same_data_come_out_each_time_and_reach_every_centre() {
        let all = drafts();
        assert_eq!(all, drafts());
        let units: std::collections::BTreeSet<_> = all.iter().map(|draft| &draft.unit).collect();
        assert_eq!(units.len(), 42);
    }
}
