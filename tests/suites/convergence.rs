//! Whatever happens to several phones and their server, in whatever order: in the end all show the
//! same, nothing that was saved is gone, and sums are sums.

use std::collections::BTreeMap;

use client_core::client::{Chosen, ClientError};
use client_core::envelope::EnvelopeProblem;
use client_core::model::Role;
use tests::checkers::{nothing_lost, settled, sums_match};
use tests::seed::{Seed, for_each_seed};
use tests::vfs::Faults;
use tests::world::{Backup, Habit, LineFaults, ServerBackup, Work, World};

/// Things that happen in one schedule.
const STEPS: usize = 60;
/// Schedules a run, unless `TEREN_SEEDS` says otherwise.
const SCHEDULES: u64 = 40;

/// Two centres: three phones of one, one of the other, and one that sees both.
fn country(seed: u64) -> World {
    let mut world = World::new(seed, &["suceava", "iasi"]);
    for name in ["ana", "ion", "eva"] {
        world.enrol(name, Role::Volunteer, "suceava");
    }
    world.enrol("dan", Role::Coordinator, "iasi");
    world.enrol("vera", Role::National, "suceava");
    if seed.is_multiple_of(2) {
        // Everybody has the key for hand-overs from the start.
        world.run_until_quiescent();
    }
    world
}

/// What is put back from backups in the middle of it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Restores {
    /// Nothing.
    Nothing,
    /// The server. Whatever it forgets, the phones still have.
    Server,
    /// The server and phones. What a phone had not sent may go with it.
    Everything,
}

/// A schedule on its way.
struct Schedule {
    world: World,
    work: Work,
    seed: Seed,
    names: Vec<String>,
    restores: Restores,
    of_server: Option<ServerBackup>,
    of_phones: BTreeMap<String, Backup>,
}

impl Schedule {
    fn run(seed: u64, habit: Habit, restores: Restores) -> (World, Work) {
        let world = country(seed);
        let names = world.phones().map(|phone| phone.name.clone()).collect();
        let mut schedule = Self {
            world,
            work: Work::new(habit),
            seed: Seed::new(seed).split(),
            names,
            restores,
            of_server: None,
            of_phones: BTreeMap::new(),
        };
        for _ in 0..STEPS {
            schedule.step();
        }
        (schedule.world, schedule.work)
    }

    fn step(&mut self) {
        let name = self.seed.pick(&self.names).clone();
        match self.seed.within(0..24) {
            0..2 => self.plan(&name),
            2..10 => self.edit(&name),
            10..12 => self.set_line(&name),
            12..17 => self.sync(&name),
            17 => self.cut_the_power_soon(&name),
            18 => self.world.phone_mut(&name).crash(self.seed.chance(1, 2)),
            19 => self.trouble_at_the_server(),
            20..22 => self.hand_over(&name),
            _ => self.back_up_or_restore(&name),
        }
        if self.world.phone(&name).disk.is_dead() {
            // The last thing that it did was saved, and then the power went.
            self.restart(&name);
        }
        self.world.clock().pass_ms(1_000);
    }

    fn plan(&mut self, name: &str) {
        let phone = self.world.phone(name);
        if self.work.plan(phone, &mut self.seed).is_err() {
            self.restart(name);
        }
    }

    fn edit(&mut self, name: &str) {
        let phone = self.world.phone(name);
        if let Err(tried) = self.work.edit(phone, &mut self.seed) {
            self.restart(name);
            self.work.look_after(self.world.phone(name), *tried);
        }
    }

    fn sync(&mut self, name: &str) {
        if self.world.try_sync(name).is_err() {
            self.restart(name);
        }
        if self.world.server.disk.is_dead() {
            self.world.server.crash(self.seed.chance(1, 2));
        }
    }

    /// Everything unsent goes into a file, which one or two others take, perhaps more than once.
    fn hand_over(&mut self, name: &str) {
        let made = self
            .world
            .phone(name)
            .client()
            .hand_over(Chosen::Unsent, None);
        let file = match made {
            Ok(file) => file.bytes,
            Err(ClientError::NothingToHandOver | ClientError::RepairFirst) => return,
            Err(ClientError::NoSealKey { .. }) => return,
            Err(_) => return self.restart(name),
        };
        for _ in 0..self.seed.within(1..3) {
            let taker = self.seed.pick(&self.names).clone();
            let taken = self.world.phone(&taker).client().take(&file);
            match taken {
                Ok(_) | Err(ClientError::HandOver(EnvelopeProblem::KeyUnknown(_))) => {}
                Err(_) => self.restart(&taker),
            }
        }
    }

    /// After a failure that only a dead phone may show.
    fn restart(&mut self, name: &str) {
        let torn = self.seed.chance(1, 2);
        let phone = self.world.phone_mut(name);
        assert!(phone.disk.is_dead(), "a live phone failed");
        phone.crash(torn);
    }

    fn set_line(&mut self, name: &str) {
        let cut = |seed: &mut Seed| Some(seed.index(1_500));
        let seed = &mut self.seed;
        let mut line = LineFaults::default();
        match seed.within(0..7) {
            0 => line.cut_request_after = cut(seed),
            1 => line.cut_answer_after = cut(seed),
            2 => line.bytes_a_connection = cut(seed),
            3 => line.cut_answer_after = Some(0),
            4 => line.repeat_requests = true,
            _ => {}
        }
        self.world.phone_mut(name).line = line;
    }

    fn cut_the_power_soon(&mut self, name: &str) {
        let power_cut_in = Some(self.seed.within(1..40));
        let disk = &self.world.phone(name).disk;
        if !disk.is_dead() {
            disk.set_faults(Faults {
                power_cut_in,
                ..Faults::default()
            });
        }
    }

    /// A backup is made when there is none, and else put back.
    fn back_up_or_restore(&mut self, name: &str) {
        let of_server = self.seed.chance(1, 2);
        match self.restores {
            Restores::Nothing => {}
            Restores::Everything if !of_server => match self.of_phones.remove(name) {
                None => {
                    let backup = self.world.phone(name).backup();
                    self.of_phones.insert(name.to_owned(), backup);
                }
                Some(backup) => {
                    let with_nonce = self.seed.chance(1, 3);
                    self.world.phone_mut(name).restore(&backup, with_nonce);
                }
            },
            _ => match self.of_server.take() {
                None => self.of_server = Some(self.world.server.backup()),
                Some(backup) => self.world.server.restore(&backup),
            },
        }
    }

    fn trouble_at_the_server(&mut self) {
        if self.seed.chance(1, 2) {
            return self.world.server.crash(self.seed.chance(1, 2));
        }
        self.world.server.disk.set_faults(Faults {
            power_cut_in: Some(self.seed.within(1..40)),
            ..Faults::default()
        });
    }
}

#[test]
fn sums_are_sums() {
    for_each_seed(SCHEDULES, |seed| {
        let (mut world, work) = Schedule::run(seed, Habit::Parts, Restores::Nothing);
        settled(&mut world);
        nothing_lost(&world, &work.ledger);
        sums_match(&world, &work.ledger);
    });
}

#[test]
fn everybody_ends_with_the_same() {
    for_each_seed(SCHEDULES, |seed| {
        let (mut world, work) = Schedule::run(seed, Habit::All, Restores::Nothing);
        settled(&mut world);
        nothing_lost(&world, &work.ledger);
    });
}

#[test]
fn a_restored_server_gets_everything_back() {
    for_each_seed(SCHEDULES, |seed| {
        let (mut world, work) = Schedule::run(seed, Habit::Parts, Restores::Server);
        settled(&mut world);
        nothing_lost(&world, &work.ledger);
        sums_match(&world, &work.ledger);
    });
}

#[test]
fn whatever_is_restored_all_end_with_the_same() {
    for_each_seed(SCHEDULES, |seed| {
        let (mut world, _) = Schedule::run(seed, Habit::All, Restores::Everything);
        settled(&mut world);
    });
}
