//! Sessions as volunteers record them, drawn from a seed: the same number gives the same work.
//!
//! The shape is that of a full school session: kind, campaign, place, two to four facilitators,
//! twelve people cells, three materials, three to six topics and a note of about 200 characters.

use client_core::model::edit::splices_between;
use client_core::model::{
    AgeBand, Cell, Edit, Kind, PeopleKey, Place, Register, Sex, Status, TeamRole, Topic,
};

use crate::seed::Seed;

/// People cells of one session.
const PEOPLE_CELLS: usize = 12;
/// Characters of a note, about.
const NOTE_CHARS: usize = 200;

const CAMPAIGNS: [&str; 3] = ["does-not-forgive", "work-is-a-right", "not-for-sale"];
const LOCALITIES: [&str; 6] = [
    "Radauti",
    "Falticeni",
    "Gura Humorului",
    "Siret",
    "Vicov",
    "Dolhasca",
];
const MATERIALS: [&str; 5] = ["brochure", "poster", "leaflet", "card", "memory-stick"];
const MEMBERS: [&str; 8] = [
    "ana", "ion", "maria", "vasile", "elena", "mihai", "ioana", "radu",
];
const WORDS: [&str; 24] = [
    "many",
    "asked",
    "about",
    "contracts",
    "abroad",
    "the",
    "class",
    "wanted",
    "to",
    "know",
    "whom",
    "they",
    "can",
    "call",
    "two",
    "teachers",
    "stayed",
    "for",
    "questions",
    "and",
    "a",
    "film",
    "was",
    "shown",
];

/// What one volunteer notes of one session, as edits in the order of the screens.
#[must_use]
pub fn session(seed: &mut Seed, number: usize) -> Vec<Edit> {
    let started_at = 1_489_478_700_000 + i64::try_from(number).expect("few sessions") * 3_600_000;
    let place = Place {
        country: "RO".into(),
        adm1: "RO-SV".into(),
        locality: (*seed.pick(&LOCALITIES)).into(),
        venue: format!("School {}", seed.within(1..60)),
        venue_id: String::new(),
    };
    let mut edits = vec![
        Edit::text(Register::Kind, Kind::School.code()),
        Edit::text(
            Register::Title,
            format!("Grade {}, class {number}", seed.within(7..13)),
        ),
        Edit::text(Register::Campaign, *seed.pick(&CAMPAIGNS)),
        Edit::text(Register::Where, place.to_register()),
        Edit::number(Register::StartedAt, started_at),
    ];
    let facilitators = 2 + seed.index(3);
    for (at, member) in draw(seed, &MEMBERS, facilitators).into_iter().enumerate() {
        let role = if at == 0 {
            TeamRole::Lead
        } else {
            TeamRole::Helper
        };
        let member = member.parse().expect("an id of the workload");
        edits.push(Edit::Team {
            member,
            role: Some(role),
        });
    }
    edits.extend(people(seed));
    for material in draw(seed, &MATERIALS, 3) {
        let cell = Cell::Material(material.parse().expect("an id of the workload"));
        edits.push(Edit::Count {
            cell,
            by: count(seed, 60),
        });
    }
    let topics = 3 + seed.index(4);
    for topic in draw(seed, Topic::ALL, topics) {
        edits.push(Edit::Topic {
            topic,
            present: true,
        });
    }
    edits.push(Edit::number(Register::EndedAt, started_at + 5_400_000));
    edits.push(Edit::text(Register::Status, Status::Done.code()));
    edits.push(Edit::Notes {
        splices: splices_between("", &note(seed)),
    });
    edits
}

fn people(seed: &mut Seed) -> Vec<Edit> {
    let cells: Vec<PeopleKey> = [Sex::Female, Sex::Male]
        .into_iter()
        .flat_map(|sex| AgeBand::ALL.iter().map(move |&age| PeopleKey { sex, age }))
        .collect();
    let drawn = draw(seed, &cells, PEOPLE_CELLS);
    drawn
        .into_iter()
        .map(|key| Edit::Count {
            cell: Cell::Reached(key),
            by: count(seed, 40),
        })
        .collect()
}

fn note(seed: &mut Seed) -> String {
    let mut note = String::new();
    while note.len() < NOTE_CHARS {
        note.push_str(WORDS[seed.index(WORDS.len())]);
        note.push(' ');
    }
    note
}

fn count(seed: &mut Seed, below: u64) -> i64 {
    i64::try_from(1 + seed.within(0..below)).expect("a small number")
}

fn draw<T: Copy>(seed: &mut Seed, among: &[T], wanted: usize) -> Vec<T> {
    let mut all = among.to_vec();
    seed.shuffle(&mut all);
    all.truncate(wanted);
    all
}
