//! The registers of a document, as data: where each lies, what it holds, who may write it.
//!
//! One table drives reading, writing and the server's check of what a change wrote, so that the
//! three cannot differ. The layout is the one of the session, exchange and private documents.

use serde::{Deserialize, Serialize};

use super::vocabulary::DocKind;

/// A value of a register as it stands in the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// A yes or no.
    Bool(bool),
    /// A number; times are milliseconds since 1970, UTC.
    Int(i64),
    /// A text.
    Text(String),
}

/// What a register may hold beside nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// One line of at most `LINE_CHARS_MAX` characters.
    Line,
    /// A text of at most `TEXT_CHARS_MAX` characters.
    Text,
    /// An id of the catalogue.
    Id,
    /// A document id.
    Doc,
    /// Milliseconds since 1970.
    Time,
    /// A number from 0 to the given maximum.
    Number(i64),
    /// `country|adm1|locality|venue|venue_id`.
    Place,
    /// `latitude,longitude`, rounded to about 1 km.
    Point,
    /// A code of the named set.
    Code(&'static [&'static str]),
    /// Change hashes, comma separated.
    Heads,
}

/// How two values that were written without knowledge of each other merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Both sayings are kept and shown until somebody settles them.
    Shown,
    /// The smallest wins: a session began when it first began.
    Earliest,
    /// The largest wins.
    Latest,
    /// The furthest of planned, running, done; `cancelled` against another is shown.
    Furthest,
    /// `estimated` wins over `counted`.
    Estimated,
    /// All of them hold.
    United,
}

/// Who may write a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writers {
    /// Everybody who may write the document.
    All,
    /// Coordinators only.
    Coordinators,
    /// The document's author, and coordinators.
    AuthorAndCoordinators,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct RegisterRule {
    /// Its name.
    pub register: Register,
    /// The container it lies in; the root when empty.
    pub container: &'static str,
    /// Its key in that container.
    pub key: &'static str,
    /// Its name in the plain form and in conflicts.
    pub field: &'static str,
    /// What it may hold.
    pub value: ValueKind,
    /// How it merges.
    pub merge: Merge,
    /// Who may write it.
    pub writers: Writers,
    /// Whether sessions have it.
    pub in_session: bool,
    /// Whether exchanges have it.
    pub in_exchange: bool,
}

macro_rules! registers {
    ($($(#[$doc:meta])* $name:ident, $container:literal, $key:literal, $field:literal,
        $value:expr, $merge:ident, $writers:ident, $session:literal, $exchange:literal;)+) => {
        /// A register that the skeleton foresees.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Register {
            $($(#[$doc])* $name,)+
        }

        /// The table.
        pub const REGISTERS: &[RegisterRule] = &[$(RegisterRule {
            register: Register::$name,
            container: $container,
            key: $key,
            field: $field,
            value: $value,
            merge: Merge::$merge,
            writers: Writers::$writers,
            in_session: $session,
            in_exchange: $exchange,
        },)+];
    };
}

use crate::limits::{ACTIVITIES_MAX, FIGURE_MAX, HOURS_MAX};
use ValueKind::{Code, Doc, Heads, Id, Line, Number, Place, Point, Text, Time};

const KINDS: &[&str] = &[
    "school",
    "public_event",
    "direct_meeting",
    "professional_training",
    "volunteer_training",
    "exchange_workshop",
    "support_course",
    "media",
    "online_campaign",
    "coordination_meeting",
];
const STATUSES: &[&str] = &["planned", "running", "done", "cancelled"];
const COUNTINGS: &[&str] = &["counted", "estimated"];
const FORMATS: &[&str] = &["talk", "workshop", "theatre", "film", "stand"];
const REVIEWS: &[&str] = &["verified", "returned"];

registers! {
    /// The kind of the session.
    Kind, "", "kind", "kind", Code(KINDS), Shown, All, true, false;
    /// The campaign it belongs to.
    Campaign, "", "campaign", "campaign", Id, Shown, All, true, false;
    /// The joint programme it is wished to be shared in.
    Programme, "", "programme", "programme", Id, Shown, All, true, true;
    /// What people call it.
    Title, "", "title", "title", Line, Shown, All, true, true;
    /// Country, first level, locality, venue and venue id: one value.
    Where, "", "where", "place", Place, Shown, All, true, true;
    /// Latitude and longitude: one value.
    At, "", "at", "at", Point, Shown, All, true, false;
    /// When it is to begin.
    PlannedFor, "", "planned_for", "planned_for", Time, Shown, All, true, false;
    /// When it began.
    StartedAt, "", "started_at", "started_at", Time, Earliest, All, true, false;
    /// When it ended.
    EndedAt, "", "ended_at", "ended_at", Time, Latest, All, true, false;
    /// How far it has come.
    Status, "", "status", "status", Code(STATUSES), Furthest, All, true, true;
    /// Counted or estimated.
    Counting, "", "counting", "counting", Code(COUNTINGS), Estimated, All, true, false;
    /// The form it was held in.
    Format, "", "format", "format", Code(FORMATS), Shown, All, true, false;
    /// How many activities this record summarises.
    Activities, "", "activities", "activities", Number(ACTIVITIES_MAX), Shown, All, true, false;
    /// The kept session of which this one is a duplicate.
    DuplicateOf, "", "duplicate_of", "duplicate_of", Doc, Shown, AuthorAndCoordinators, true, false;
    /// Why it is hidden.
    Withdrawn, "", "withdrawn", "withdrawn", Line, Shown, AuthorAndCoordinators, true, true;
    /// The body that met.
    MeetingBody, "meeting", "body", "meeting.body", Line, Shown, All, true, false;
    /// Its level.
    MeetingLevel, "meeting", "level", "meeting.level", Line, Shown, All, true, false;
    /// Institutions present.
    MeetingInstitutions, "meeting", "institutions", "meeting.institutions",
        Line, Shown, All, true, false;
    /// What was decided.
    MeetingDecisions, "meeting", "decisions", "meeting.decisions", Text, Shown, All, true, false;
    /// The outlet.
    MediaOutlet, "media", "outlet", "media.outlet", Line, Shown, All, true, false;
    /// Radio, TV, press, spot.
    MediaType, "media", "type", "media.type", Line, Shown, All, true, false;
    /// Items published.
    MediaItems, "media", "items", "media.items", Number(FIGURE_MAX), Shown, All, true, false;
    /// Broadcasts.
    MediaBroadcasts, "media", "broadcasts", "media.broadcasts",
        Number(FIGURE_MAX), Shown, All, true, false;
    /// Estimated audience: never added to people reached.
    MediaAudience, "media", "audience", "media.audience",
        Number(FIGURE_MAX), Shown, All, true, false;
    /// Posts.
    OnlinePosts, "online", "posts", "online.posts", Number(FIGURE_MAX), Shown, All, true, false;
    /// Reach among female users.
    OnlineReachF, "online", "reach_f", "online.reach_f",
        Number(FIGURE_MAX), Shown, All, true, false;
    /// Reach among male users.
    OnlineReachM, "online", "reach_m", "online.reach_m",
        Number(FIGURE_MAX), Shown, All, true, false;
    /// Reach among the others.
    OnlineReachOther, "online", "reach_other", "online.reach_other",
        Number(FIGURE_MAX), Shown, All, true, false;
    /// What a coordinator said.
    ReviewState, "review", "state", "review.state", Code(REVIEWS), Shown, Coordinators, true, true;
    /// The coordinator's comment.
    ReviewComment, "review", "comment", "review.comment", Text, Shown, Coordinators, true, true;
    /// The heads it was said of: a later change shows as changed after verification.
    ReviewHeads, "review", "heads", "review.heads", Heads, United, Coordinators, true, true;
    /// The organisation that hosts the exchange.
    Host, "", "host", "host", Id, Shown, All, false, true;
    /// When the exchange begins.
    From, "", "from", "from", Time, Shown, All, false, true;
    /// When it ends.
    To, "", "to", "to", Time, Shown, All, false, true;
    /// Hours it lasted.
    Hours, "", "hours", "hours", Number(HOURS_MAX), Shown, All, false, true;
}

impl Register {
    /// Where it lies and what it holds.
    pub fn rule(self) -> &'static RegisterRule {
        let rule = &REGISTERS[self as usize];
        debug_assert_eq!(
            rule.register, self,
            "the table stands in the order of the enum"
        );
        rule
    }

    /// The register that lies at `container` and `key` of a document of this kind.
    pub fn find(kind: DocKind, container: &str, key: &str) -> Option<Self> {
        let rule = REGISTERS
            .iter()
            .find(|rule| rule.container == container && rule.key == key && rule.is_in(kind))?;
        Some(rule.register)
    }
}

impl RegisterRule {
    /// Whether a document of this kind has this register.
    pub const fn is_in(&self, kind: DocKind) -> bool {
        match kind {
            DocKind::Session => self.in_session,
            DocKind::Exchange => self.in_exchange,
            DocKind::Private => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::{Counting, Kind, ReviewState, SessionFormat, Status};
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum() {
        for (at, rule) in REGISTERS.iter().enumerate() {
            assert_eq!(rule.register as usize, at);
            assert_eq!(rule.register.rule().key, rule.key);
        }
    }

    #[test]
    fn the_codes_are_those_of_the_vocabulary() {
        fn check<T: Copy>(table: &[&str], all: &[T], code: fn(T) -> &'static str) {
            assert_eq!(table, all.iter().map(|&c| code(c)).collect::<Vec<_>>());
        }
        check(KINDS, Kind::ALL, Kind::code);
        check(STATUSES, Status::ALL, Status::code);
        check(COUNTINGS, Counting::ALL, Counting::code);
        check(FORMATS, SessionFormat::ALL, SessionFormat::code);
        check(REVIEWS, ReviewState::ALL, ReviewState::code);
    }
}
