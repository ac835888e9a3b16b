//! What two volunteers do at one event, and what must come of it.
//!
//! Two count different doors of one session: the counts add up and nobody is asked. Two count the
//! whole room each: the larger count stands, and both are shown. Two give one session another name:
//! both names are shown. And two record one event as two sessions.

use client_core::client::Draft;
use client_core::ids::DocId;
use client_core::model::{
    AgeBand, Basis, Edit, Kind, Place, Register, Session, Sex, Status, Table, TeamRole,
};
use client_core::time::Timestamp;

use super::DemoError;
use super::phone::Phone;
use super::session::{count, reached};
use super::{draw::Draw, session};
use crate::reference::{County, DOES_NOT_FORGIVE};

/// What two phones do with a session that one of them planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Each counts a part.
    Parts,
    /// Each counts the whole.
    Whole,
    /// Each gives it another title.
    Titles,
}

/// A planned session and the pair that will meet there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    pub(super) case: Case,
    pub(super) doc: DocId,
    /// The number of the pair's first phone.
    pub(super) first: usize,
}

/// How two write the name of one school who record one event without knowing of each other.
const SCHOOL: [&str; 2] = [
    "Colegiul Național „Eudoxiu Hurmuzachi”",
    "Col. Nat. E. Hurmuzachi",
];
const TWINS: [&str; 2] = ["Grade 11, work abroad", "Two classes on contracts"];
/// When each looked at the clock, after the planned sessions.
const TWIN_MINUTES: [i64; 2] = [240, 260];

/// What one of the two records: the pages show that it looks like the other's.
pub(super) fn twin(which: usize, county: &County) -> Vec<Edit> {
    let place = Place {
        country: "RO".to_owned(),
        adm1: county.code.to_owned(),
        locality: county.town.to_owned(),
        venue: SCHOOL[which].to_owned(),
        venue_id: String::new(),
    };
    let began = PLANNED_FOR.plus_ms(TWIN_MINUTES[which] * 60 * 1_000);
    vec![
        Edit::text(Register::Kind, Kind::School.code()),
        Edit::text(Register::Title, TWINS[which]),
        Edit::text(Register::Campaign, DOES_NOT_FORGIVE),
        Edit::text(Register::Status, Status::Done.code()),
        Edit::text(Register::Where, place.to_register()),
        Edit::number(Register::StartedAt, began.0),
        count(reached(Sex::Female, AgeBand::To17), COUNTED[which]),
    ]
}

/// 14 March 2017, in the morning.
const PLANNED_FOR: Timestamp = Timestamp(1_489_478_400_000);
/// What the two count, girls at one door, boys at the other.
const COUNTED: [i64; 2] = [31, 27];
/// What each of the two finds for the whole room, girls and boys.
const IN_ALL: [[i64; 2]; 2] = [[31, 27], [30, 26]];
const TITLES: [&str; 2] = ["Grade 9 A, in the gym", "Grade 9, both classes"];

impl Case {
    /// Every case.
    pub(super) const ALL: [Self; 3] = [Self::Parts, Self::Whole, Self::Titles];

    const fn title(self) -> &'static str {
        match self {
            Self::Parts => "Open day, two doors",
            Self::Whole => "Film evening in the hall",
            Self::Titles => "Grade 9",
        }
    }
}

impl Meeting {
    /// The pair's first phone plans the session.
    pub(super) fn plan(
        case: Case,
        first: usize,
        phone: &Phone,
        draw: &mut Draw,
    ) -> Result<Self, DemoError> {
        let draft = Draft {
            kind: Kind::School,
            title: case.title().to_owned(),
            campaign: Some(DOES_NOT_FORGIVE.parse().expect("an id of the table")),
            place: session::place(draw, phone.county, Kind::School),
            planned_for: PLANNED_FOR,
        };
        let doc = phone.act(|client| client.plan(&draft))?;
        Ok(Self { case, doc, first })
    }

    /// What one of the pair does there, offline.
    pub(super) fn attend(&self, which: usize, phone: &Phone) -> Result<(), DemoError> {
        const SEXES: [Sex; 2] = [Sex::Female, Sex::Male];
        let counted = |sex: Sex, by| count(reached(sex, AgeBand::To17), by);
        let own = counted(SEXES[which], COUNTED[which]);
        let mut edits = match self.case {
            Case::Parts => vec![own],
            Case::Whole => {
                let (table, basis) = (Table::People, Basis::Whole);
                let [girls, boys] = IN_ALL[which];
                vec![
                    Edit::Say { table, basis },
                    counted(Sex::Female, girls),
                    counted(Sex::Male, boys),
                ]
            }
            Case::Titles => vec![Edit::text(Register::Title, TITLES[which]), own],
        };
        if which > 0 {
            let member = phone.client.identity().member.clone();
            let role = Some(TeamRole::Helper);
            edits.push(Edit::Team { member, role });
        }
        edits.push(Edit::number(Register::StartedAt, PLANNED_FOR.0));
        let ended = PLANNED_FOR.plus_ms(90 * 60 * 1_000);
        edits.push(Edit::number(Register::EndedAt, ended.0));
        phone.act(|client| {
            client.edit(self.doc, &edits)?;
            client.finish(self.doc)
        })?;
        Ok(())
    }

    /// What is wrong with the merged session; none when it is as it must be.
    pub(super) fn fault(&self, session: &Session) -> Option<String> {
        let fields: Vec<_> = session
            .conflicts
            .iter()
            .map(|conflict| (conflict.field.as_str(), conflict.sayings.len()))
            .collect();
        let people = session.people_reached();
        let sum = COUNTED.iter().sum::<i64>().unsigned_abs();
        let largest = IN_ALL[0].iter().sum::<i64>().unsigned_abs();
        let (expected_people, expected_fields) = match self.case {
            Case::Parts => (sum, vec![]),
            Case::Whole => (largest, vec![("people", 2)]),
            Case::Titles => (sum, vec![("title", 2)]),
        };
        let is_right = people == expected_people && fields == expected_fields;
        (!is_right).then(|| {
            format!(
                "{}: {people} people and conflicts {fields:?}, \
                 expected {expected_people} and {expected_fields:?}",
                self.case.title()
            )
        })
    }
}
