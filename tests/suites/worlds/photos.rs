//! Photos in worlds that break: lines that are cut in the middle of one, a server that loses power,
//! and one that is put back to before it had them.

use std::cell::Cell;
use std::io::Cursor;

use client_core::client::PhotoPlace;
use client_core::limits::PHOTO_ASKED_AGAIN_MS;
use client_core::model::Role;
use image::{ImageFormat, Rgb, RgbImage};
use tests::checkers::{nothing_lost, photos_arrived, settled};
use tests::seed::{Seed, for_each_seed};
use tests::vfs::Faults;
use tests::world::{Habit, LineFaults, ServerBackup, Work, World};

/// Things that happen in one schedule.
const STEPS: usize = 60;
/// Schedules a run, unless `TEREN_SEEDS` says otherwise.
const SCHEDULES: u64 = 20;
/// Photos that one phone attaches to one session; two phones stay below what a session may have.
const PHOTOS: usize = 3;

/// What went wrong in all schedules: a suite in which nothing did shows nothing.
#[derive(Default)]
struct Happened {
    runs: Cell<u64>,
    cuts: Cell<u64>,
    dark: Cell<u64>,
    restores: Cell<u64>,
    arrived: Cell<u64>,
}

fn add(to: &Cell<u64>, more: u64) {
    to.set(to.get() + more);
}

/// All grain, so that it takes several pieces.
fn picture(seed: &mut Seed) -> Vec<u8> {
    let mut grain = RgbImage::new(160, 120);
    for Rgb(pixel) in grain.pixels_mut() {
        *pixel = seed.bytes();
    }
    let mut file = Cursor::new(Vec::new());
    grain.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

struct Schedule<'a> {
    world: World,
    work: Work,
    seed: Seed,
    backup: Option<ServerBackup>,
    happened: &'a Happened,
}

impl Schedule<'_> {
    fn step(&mut self) {
        let name = *self.seed.pick(&["ana", "ion"]);
        match self.seed.within(0..20) {
            0 => {
                _ = self
                    .work
                    .plan(self.world.phone(name), &mut self.seed)
                    .unwrap()
            }
            1..4 => assert!(
                self.work
                    .edit(self.world.phone(name), &mut self.seed)
                    .is_ok()
            ),
            4..8 => self.attach(name),
            8 => self.take_out(name),
            9..12 => self.set_line(name),
            12..17 => self.sync(name),
            17 => self.world.server.disk.set_faults(Faults {
                power_cut_in: Some(self.seed.within(1..30)),
                ..Faults::default()
            }),
            18 => self.world.phone_mut(name).crash(self.seed.chance(1, 2)),
            _ => self.back_up_or_restore(),
        }
        self.world.clock().pass_ms(1_000);
    }

    fn attach(&mut self, name: &str) {
        let phone = self.world.phone(name);
        let listed = phone.listed();
        if listed.is_empty() {
            return;
        }
        let doc = *self.seed.pick(&listed);
        if phone.client().photos(doc).unwrap().len() < PHOTOS {
            let picture = picture(&mut self.seed);
            let _file = phone.client().attach(doc, &picture, "market.png").unwrap();
        }
    }

    /// Takes a photo out that is on the phone, and puts it back half of the time.
    fn take_out(&mut self, name: &str) {
        let client = self.world.phone(name).client();
        for doc in self.world.phone(name).listed() {
            let photos = client.photos(doc).unwrap();
            let here = |place| place != PhotoPlace::Elsewhere;
            let Some(photo) = photos.iter().find(|photo| here(photo.place)) else {
                continue;
            };
            let jpeg = client.photo(doc, photo.hash).unwrap().unwrap();
            client.detach(doc, photo.hash).unwrap();
            if self.seed.chance(1, 2) {
                let again = client.attach(doc, &jpeg, "").unwrap();
                assert_eq!(again.sha256, photo.hash.to_string());
            }
            return;
        }
    }

    fn set_line(&mut self, name: &str) {
        let seed = &mut self.seed;
        let mut line = LineFaults::default();
        match seed.within(0..6) {
            0 => line.cut_request_after = Some(seed.index(20_000)),
            1 => line.cut_answer_after = Some(seed.index(1_000)),
            2 | 3 => line.bytes_a_connection = Some(seed.index(60_000)),
            4 => line.repeat_requests = true,
            _ => {}
        }
        self.world.phone_mut(name).line = line;
    }

    fn sync(&mut self, name: &str) {
        let _synced = self.world.sync(name);
        if self.world.server.disk.is_dead() {
            self.world.server.crash(self.seed.chance(1, 2));
            add(&self.happened.dark, 1);
        }
    }

    fn back_up_or_restore(&mut self) {
        match self.backup.take() {
            None => self.backup = Some(self.world.server.backup()),
            Some(backup) => {
                self.world.server.restore(&backup);
                add(&self.happened.restores, 1);
            }
        }
    }
}

#[test]
fn every_photo_arrives_whatever_breaks() {
    let happened = Happened::default();
    for_each_seed(SCHEDULES, |seed| {
        let mut schedule = Schedule {
            world: World::of_volunteers(seed, "suceava", &["ana", "ion"]),
            work: Work::new(Habit::Parts),
            seed: Seed::new(seed).split(),
            backup: None,
            happened: &happened,
        };
        for _ in 0..STEPS {
            schedule.step();
        }
        let Schedule {
            mut world, work, ..
        } = schedule;
        world.clock().pass_ms(PHOTO_ASKED_AGAIN_MS);
        settled(&mut world);
        nothing_lost(&world, &work.ledger);
        let cuts = world.phones().map(|phone| phone.traffic.photo_cuts).sum();
        add(&happened.runs, 1);
        add(&happened.cuts, cuts);
        add(&happened.arrived, photos_arrived(&world) as u64);
    });
    let Happened {
        runs,
        cuts,
        dark,
        restores,
        arrived,
    } = happened;
    let counted = [cuts.get(), dark.get(), restores.get(), arrived.get()];
    // One schedule by itself need not have everything.
    let is_whole = runs.get() > 1;
    assert!(!is_whole || counted.iter().all(|n| *n > 0), "{counted:?}");
}

/// The log says nothing of photos: a server that is put back to before them, while nobody writes
/// anything, is as before for everybody who does not ask.
#[test]
fn a_server_put_back_in_silence_gets_its_photos_again() {
    let mut world = World::new(1, &["suceava"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    let doc = crate::hands::plan(world.phone("ana"), "Market");
    let picture = picture(&mut Seed::new(1));
    world
        .phone("ana")
        .client()
        .attach(doc, &picture, "a.png")
        .unwrap();
    // The figures are through, and the line breaks in the photo.
    world.phone_mut("ana").line.bytes_a_connection = Some(8_000);
    world.sync("ana");
    assert_eq!(world.phone("ana").unsent(), 0);
    assert_eq!(world.phone("ana").traffic.photo_cuts, 1);
    let backup = world.server.backup();
    settled(&mut world);
    assert_eq!(photos_arrived(&world), 1);
    world.server.restore(&backup);
    world.clock().pass_ms(PHOTO_ASKED_AGAIN_MS);
    settled(&mut world);
    assert_eq!(photos_arrived(&world), 1);
}
