//! The overview: what was done and whom it reached, against what was promised.

use jiff::civil::Date;

use super::figures::{People, Sum, Trend};
use super::filter::FilterForm;
use super::sessions::Row;

/// The page's content. All figures obey the same filter.
pub struct Overview {
    /// What an administrator must see to at the machine.
    pub troubles: Vec<Trouble>,
    /// What the figures were narrowed to, and the choices to narrow them further.
    pub filter: FilterForm,
    /// Address of the sessions behind all figures.
    pub address: String,
    /// Address of those with something to settle.
    pub review_address: String,
    /// Activities; one record may summarise several.
    pub activities: u64,
    /// Contacts.
    pub people: u64,
    /// Whether some of them were estimated.
    pub people_estimated: bool,
    /// Things handed out.
    pub materials: u64,
    /// Sessions in which two sayings are open.
    pub to_review: u64,
    /// How activities and contacts moved.
    pub trend: Trend,
    /// Campaigns with their targets.
    pub campaigns: Vec<Campaign>,
    /// Contacts by sex and age.
    pub by_sex_and_age: People,
    /// Contacts by group, largest first.
    pub groups: Vec<Sum>,
    /// Things handed out by kind, largest first.
    pub handed_out: Vec<Sum>,
    /// Helpline cards, questions, referrals: numbers of things, never of people.
    pub tallies: Vec<Sum>,
    /// How many sessions are in each state; codes.
    pub statuses: Vec<(String, u64)>,
    /// Regional centres, those with most contacts first.
    pub units: Vec<Unit>,
    /// What phones brought last.
    pub latest: Vec<Row>,
}

/// One campaign against its targets.
pub struct Campaign {
    /// As the catalogue names it.
    pub name: String,
    /// Address of its sessions.
    pub address: String,
    /// What is measured, the most telling first.
    pub measures: Vec<Measure>,
}

/// One figure of a campaign.
pub struct Measure {
    /// Code: `people`, `activities`, `media_items`, `broadcasts`.
    pub what: String,
    /// How many there are.
    pub reached: u64,
    /// Whether some of them were estimated.
    pub estimated: bool,
    /// How many there should be; none when nothing was promised.
    pub target: Option<Target>,
}

/// What was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// How many.
    pub amount: u64,
    /// Whether the whole country is to reach it, while the figure beside it is of a part.
    pub is_of_the_whole: bool,
}

/// One regional centre's share.
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Address of its sessions.
    pub address: String,
    /// Its activities.
    pub activities: u64,
    /// Its contacts.
    pub people: u64,
    /// What it handed out.
    pub materials: u64,
    /// Its sessions with something to settle.
    pub to_review: u64,
}

/// Something wrong at the machine under the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// So many megabytes are free, and those are few.
    DiskLow(u64),
    /// Nothing can be written.
    DiskFull,
    /// The clock shows what cannot be.
    ClockImpossible,
    /// The clock went backwards.
    ClockBehind,
    /// New certificate files cannot be used.
    Certificate,
    /// The certificate that browsers are shown ends soon, on this day.
    CertificateEnds(Date),
    /// It ended on this day.
    CertificateEnded(Date),
}
