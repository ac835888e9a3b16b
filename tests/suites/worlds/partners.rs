//! Partners' seats among the phones: exchanges that several edit offline, sessions that come and go
//! with a programme, lines that break and phones that lose their power.

use std::collections::BTreeMap;

use client_core::ids::DocId;
use client_core::model::{Cell, Edit, Register, Role};
use tests::checkers::{Ledger, nothing_lost, settled};
use tests::seed::{Seed, for_each_seed};
use tests::world::{LineFaults, World};

use crate::hands::{count, note, plan};

/// Things that happen in one schedule.
const STEPS: usize = 80;
/// Schedules a run, unless `TEREN_SEEDS` says otherwise.
const SCHEDULES: u64 = 25;

/// Who edits exchanges: two seats, a coordinator and a volunteer of the unit.
const HANDS: [&str; 4] = ["vera", "olga", "eva", "ana"];
const EVERYBODY: [&str; 6] = ["vera", "olga", "eva", "ana", "otto", "dan"];

/// A unit with a programme and two seats in it, and another with a seat of its own.
fn country(seed: u64) -> World {
    let mut world = World::new(seed, &["suceava", "iasi"]);
    world.server.make_programme("neighbours", &["suceava"]);
    world.server.make_programme("elsewhere", &["iasi"]);
    world.enrol("eva", Role::Coordinator, "suceava");
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("dan", Role::Coordinator, "iasi");
    for seat in ["vera", "olga"] {
        world.enrol_partner(seat, "suceava", "neighbours");
    }
    world.enrol_partner("otto", "iasi", "elsewhere");
    world.run_until_quiescent();
    world
}

struct Schedule {
    world: World,
    seed: Seed,
    ledger: Ledger,
    counted: BTreeMap<(DocId, Cell), u64>,
    /// Sessions that the server has.
    sessions: Vec<DocId>,
    done: u64,
}

impl Schedule {
    fn run(seed: u64) -> Self {
        let mut world = country(seed);
        let sessions = ["At the fair", "In the shelter"].map(|title| {
            let doc = plan(world.phone("ana"), title);
            note(world.phone("ana"), doc, "For the unit. ");
            doc
        });
        world.run_until_quiescent();
        let mut it = Self {
            world,
            seed: Seed::new(seed).split(),
            ledger: Ledger::default(),
            counted: BTreeMap::new(),
            sessions: sessions.to_vec(),
            done: 0,
        };
        for _ in 0..STEPS {
            it.step();
        }
        it
    }

    fn step(&mut self) {
        let hand = *self.seed.pick(&HANDS);
        let name = *self.seed.pick(&EVERYBODY);
        match self.seed.within(0..20) {
            0..2 => self.begin(hand),
            2..11 => self.edit(hand),
            11..16 => drop(self.world.sync(name)),
            16 => self.break_line(name),
            17 => self.world.phone_mut(name).crash(self.seed.chance(1, 2)),
            18 => self.share(),
            _ => {
                let doc = *self.seed.pick(&self.sessions);
                let _counted = count(self.world.phone("ana"), doc, "reached.f.14-17", 1);
            }
        }
        self.world.clock().pass_ms(1_000);
    }

    fn begin(&mut self, name: &str) {
        self.done += 1;
        let edits = [
            Edit::text(Register::Title, format!("Exchange {}", self.done)),
            Edit::text(Register::Programme, "neighbours"),
        ];
        let begun = self.world.phone(name).client().begin_exchange(None, &edits);
        let _begun = begun.expect("a programme that the hand works in");
    }

    /// Counts, says something that nobody else says, and something on which people may differ.
    fn edit(&mut self, name: &str) {
        let client = self.world.phone(name).client();
        let listed = client.list_exchanges().expect("a list");
        if listed.is_empty() {
            return;
        }
        let doc = self.seed.pick(&listed).exchange.id;
        self.done += 1;
        let activity = format!("a{}", self.done);
        let cell: Cell = format!("participants.of-{name}.guest")
            .parse()
            .expect("a cell");
        let by = 1 + self.seed.within(0..4);
        let mut edits = vec![
            Edit::Activity {
                id: activity.clone(),
                value: Some("A play".to_owned()),
            },
            Edit::Count {
                cell: cell.clone(),
                by: i64::try_from(by).expect("few"),
            },
        ];
        match self.seed.within(0..4) {
            0 => edits.push(Edit::number(Register::Hours, 1 + self.done as i64)),
            1 => edits.push(Edit::text(Register::Host, format!("host-{name}"))),
            2 => edits.push(Edit::Learned {
                organisation: format!("of-{name}").parse().expect("an organisation"),
                value: Some(format!("Word {}", self.done)),
            }),
            _ => {}
        }
        client
            .edit_exchange(doc, &edits)
            .expect("everybody edits it");
        self.ledger.answered(doc, &activity);
        *self.counted.entry((doc, cell)).or_default() += by;
    }

    fn break_line(&mut self, name: &str) {
        let at = Some(self.seed.index(1_500));
        let line = match self.seed.within(0..3) {
            0 => LineFaults {
                cut_request_after: at,
                ..LineFaults::default()
            },
            1 => LineFaults {
                cut_answer_after: at,
                ..LineFaults::default()
            },
            _ => LineFaults::default(),
        };
        self.world.phone_mut(name).line = line;
    }

    fn share(&mut self) {
        let doc = *self.seed.pick(&self.sessions);
        let programme = *self.seed.pick(&["neighbours", "elsewhere"]);
        let with_notes = *self.seed.pick(&[None, Some(false), Some(true)]);
        self.world.server.share(doc, programme, with_notes);
    }
}

#[test]
fn seats_and_a_unit_edit_exchanges_offline_and_keep_everything() {
    for_each_seed(SCHEDULES, |seed| {
        let mut it = Schedule::run(seed);
        settled(&mut it.world);
        nothing_lost(&it.world, &it.ledger);
        for ((doc, cell), by) in &it.counted {
            for name in HANDS {
                let exchange = it.world.phone(name).client().exchange(*doc);
                let exchange = exchange.expect("everybody has it");
                assert_eq!(exchange.figures.get(cell), Some(by), "{name}: {cell}");
            }
        }
        for name in ["otto", "dan"] {
            let listed = it.world.phone(name).client().list_exchanges();
            assert!(listed.expect("a list").is_empty(), "{name}");
        }
    });
}

#[test]
fn a_partner_that_is_let_go_or_a_programme_that_ends_leaves_nothing() {
    let mut world = country(1);
    let edits = [
        Edit::text(Register::Title, "Summer school"),
        Edit::text(Register::Programme, "neighbours"),
    ];
    let doc = world.phone("vera").client().begin_exchange(None, &edits);
    let doc = doc.unwrap();
    let talk = plan(world.phone("ana"), "A talk");
    note(world.phone("ana"), talk, "For the unit. ");
    settled(&mut world);
    world.server.share(talk, "neighbours", Some(true));
    settled(&mut world);
    assert_eq!(world.phone("olga").session(talk).notes, "For the unit. ");
    assert!(world.phone("otto").client().session(talk).is_err());
    world.server.dismiss_partner("olga", "neighbours");
    settled(&mut world);
    assert!(world.phone("olga").client().exchange(doc).is_err());
    assert!(world.phone("olga").client().session(talk).is_err());
    assert_eq!(world.phone("vera").listed(), [talk]);
    world.server.close_programme("neighbours");
    settled(&mut world);
    assert!(world.phone("vera").client().exchange(doc).is_err());
    assert_eq!(world.phone("vera").listed(), []);
    assert_eq!(world.phone("eva").client().exchange(doc).unwrap().id, doc);
}
