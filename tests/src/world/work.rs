//! People at work: random edits as a volunteer makes them, each noted in the ledger once the phone
//! has said that it is saved.

use client_core::client::{Client, ClientError, Draft};
use client_core::ids::DocId;
use client_core::model::edit::splices_between;
use client_core::model::{
    Basis, Cell, Edit, Kind, Place, Register, Scalar, Session, Status, Table, TeamRole, Topic,
};
use client_core::time::Timestamp;

use super::Phone;
use crate::checkers::Ledger;
use crate::seed::Seed;

/// Cells that people count into.
const CELLS: [&str; 6] = [
    "reached.f.14-17",
    "reached.m.14-17",
    "reached.f.10-13",
    "groups.teachers",
    "materials.brochure",
    "tallies.questions",
];

/// What kinds of edits there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Everybody counts their own part, answers and notes: sums can be foretold.
    Parts,
    /// Everything, also what people disagree about.
    All,
}

/// Everybody's work in one world.
pub struct Work {
    /// What was acknowledged.
    pub ledger: Ledger,
    habit: Habit,
    /// A number for everything that is done, so that it can be found again.
    done: u64,
}

/// What was tried when a phone failed. It may be saved all the same.
pub struct Tried {
    doc: DocId,
    question: String,
    counts: Vec<(Cell, i64)>,
    word: Option<String>,
}

impl Work {
    /// Nothing done yet.
    #[must_use]
    pub fn new(habit: Habit) -> Self {
        Self {
            ledger: Ledger::default(),
            habit,
            done: 0,
        }
    }

    /// Plans a session, and says so unless the phone failed.
    pub fn plan(&mut self, phone: &Phone, seed: &mut Seed) -> Result<DocId, ClientError> {
        self.done += 1;
        let draft = Draft {
            kind: *seed.pick(&[Kind::School, Kind::PublicEvent]),
            title: format!("Session {}", self.done),
            campaign: None,
            place: Place {
                locality: "Radauti".to_owned(),
                ..Place::default()
            },
            planned_for: Timestamp(1_489_478_400_000),
        };
        phone.client().plan(&draft)
    }

    /// Does something in one of the sessions that the phone shows; nothing when it shows none.
    /// When the phone fails, what was tried comes back.
    pub fn edit(&mut self, phone: &Phone, seed: &mut Seed) -> Result<(), Box<Tried>> {
        let listed = phone.listed();
        if listed.is_empty() {
            return Ok(());
        }
        let doc = *seed.pick(&listed);
        let shown = phone.session(doc);
        self.done += 1;
        let mut tried = Tried {
            doc,
            question: format!("q{}", self.done),
            counts: Vec::new(),
            word: None,
        };
        let mut edits = vec![Edit::Answer {
            key: tried.question.clone(),
            value: Some(Scalar::Int(1)),
        }];
        for _ in 0..seed.within(0..3) {
            let cell: Cell = seed.pick(&CELLS).parse().expect("a cell");
            let by = 1 + i64::try_from(seed.within(0..5)).expect("few");
            tried.counts.push((cell.clone(), by));
            edits.push(Edit::Count { cell, by });
        }
        if seed.chance(1, 3) {
            let word = format!("word{}.", self.done);
            let wanted = match seed.chance(1, 2) {
                true => format!("{}{word}", shown.notes),
                false => format!("{word}{}", shown.notes),
            };
            edits.push(Edit::Notes {
                splices: splices_between(&shown.notes, &wanted),
            });
            tried.word = Some(word);
        }
        if self.habit == Habit::All {
            edits.extend(self.disagree(&shown, phone.client(), seed));
        }
        match phone.client().edit(doc, &edits) {
            Ok(_) => {
                self.note(tried);
                Ok(())
            }
            Err(_) => Err(Box::new(tried)),
        }
    }

    /// After a phone that failed was opened again: notes what had been saved after all.
    pub fn look_after(&mut self, phone: &Phone, tried: Tried) {
        let shown = phone.session(tried.doc);
        if shown.answers.contains_key(&tried.question) {
            self.note(tried);
        }
    }

    fn note(&mut self, tried: Tried) {
        self.ledger.answered(tried.doc, &tried.question);
        for (cell, by) in tried.counts {
            self.ledger.counted(tried.doc, cell, by);
        }
        if let Some(word) = tried.word {
            self.ledger.noted(tried.doc, &word);
        }
    }

    /// Edits about which people may say different things.
    fn disagree(&self, shown: &Session, client: &Client, seed: &mut Seed) -> Option<Edit> {
        let number = self.done;
        Some(match seed.within(0..9) {
            0 => Edit::text(Register::Title, format!("Title {number}")),
            1 => Edit::text(Register::Where, format!("RO||Town {number}||")),
            2 => {
                let status = seed.pick(&[Status::Running, Status::Done, Status::Cancelled]);
                Edit::text(Register::Status, status.code())
            }
            3 => {
                let basis = *seed.pick(&[Basis::Whole, Basis::Part]);
                let table = *seed.pick(&[Table::People, Table::Materials]);
                Edit::Say { table, basis }
            }
            4 => Edit::Topic {
                topic: *seed.pick(Topic::ALL),
                present: seed.chance(2, 3),
            },
            5 => Edit::Team {
                member: client.identity().member.clone(),
                role: Some(TeamRole::Helper),
            },
            6 => {
                let started = 1_489_478_400_000 + i64::try_from(number).expect("few");
                Edit::number(Register::StartedAt, started)
            }
            7 => {
                let conflict = shown.conflicts.first()?;
                let at = seed.index(conflict.sayings.len());
                shown.resolution(&conflict.field, at)?
            }
            _ => return None,
        })
    }
}
