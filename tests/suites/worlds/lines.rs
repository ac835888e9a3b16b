//! Much to say, on lines that do not last.

use client_core::ids::DocId;
use client_core::limits::REQUEST_PUTS_BYTES_MAX;
use client_core::model::{Edit, Role};
use tests::checkers::settled;
use tests::seed::Seed;
use tests::world::{Phone, World};

use crate::hands::{count, plan};

const GIRLS: &str = "reached.f.14-17";

/// Words that no compression makes much smaller.
fn words(seed: &mut Seed, bytes: usize) -> String {
    let letters = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .";
    (0..bytes)
        .map(|_| char::from(*seed.pick(letters)))
        .collect()
}

/// A long answer in a session's private companion.
fn write(phone: &Phone, doc: DocId, words: &str) {
    let edit = Edit::Text {
        question: "what-was-said".to_owned(),
        value: Some(words.to_owned()),
    };
    phone.edit(doc, &[edit]);
}

/// Sessions with long answers.
fn long_answers(world: &World, seed: &mut Seed, sessions: usize) -> Vec<DocId> {
    let begin = |number| {
        let phone = world.phone("ana");
        let doc = plan(phone, &format!("Session {number}"));
        write(phone, doc, &words(seed, 15_000));
        doc
    };
    (0..sessions).map(begin).collect()
}

/// 64 kbit/s for 20 s, and 340 kB to send: three connections have to do.
#[test]
fn a_line_that_is_cut_every_20_seconds() {
    const BYTES_A_CONNECTION: usize = 20 * 64_000 / 8;
    let mut world = World::of_volunteers(1, "suceava", &["ana", "ion"]);
    let docs = long_answers(&world, &mut Seed::new(1), 30);
    world.phone_mut("ana").line.bytes_a_connection = Some(BYTES_A_CONNECTION);
    let mut unsent = world.phone("ana").unsent();
    while unsent > 0 {
        world.sync("ana");
        let left = world.phone("ana").unsent();
        assert!(left < unsent, "a connection without progress");
        unsent = left;
    }
    let traffic = world.phone("ana").traffic;
    assert!(traffic.bytes_out > 340_000, "{traffic:?}");
    assert!(traffic.cuts >= 2, "{traffic:?}");
    assert!(traffic.connections <= 3, "{traffic:?}");
    // What a cut costs is one request at most.
    assert!(traffic.request_bytes_max < REQUEST_PUTS_BYTES_MAX as u64 + 2_000);
    settled(&mut world);

    // And the other way: everything comes down such a line to a phone that begins.
    world.enrol("eva", Role::Volunteer, "suceava");
    world.phone_mut("eva").line.bytes_a_connection = Some(BYTES_A_CONNECTION);
    let mut held = 0;
    while held < docs.len() {
        world.sync("eva");
        let holds = world.phone("eva").listed().len();
        assert!(holds > held, "a connection without progress");
        held = holds;
    }
    assert!(world.phone("eva").traffic.cuts >= 2);
    assert!(world.phone("eva").traffic.connections <= 4);
    settled(&mut world);
}

/// While a phone reads the first page, a session of that page changes again: its earlier change
/// lies before the page's end and its later one behind it.
#[test]
fn changes_on_both_sides_of_a_pages_end() {
    for seed in 0..2 {
        let mut world = World::of_volunteers(seed, "suceava", &["ana", "ion"]);
        let mut seed = Seed::new(seed);
        let docs = long_answers(&world, &mut seed, 16);
        settled(&mut world);
        for doc in &docs {
            count(world.phone("ana"), *doc, GIRLS, 1);
            write(world.phone("ana"), *doc, &words(&mut seed, 15_000));
        }
        // One session at a time, so that the log has them in the order of the list.
        world.sync_well("ana");
        let mut rounds = 0;
        loop {
            world.phone_mut("ion").line.bytes_a_connection = Some(40_000);
            world.sync("ion");
            for _ in 0..3 {
                let doc = *seed.pick(&docs);
                count(world.phone("ana"), doc, GIRLS, 1);
            }
            world.sync_well("ana");
            rounds += 1;
            if rounds > 2 && world.phone("ion").traffic.cuts >= 2 {
                break;
            }
            assert!(rounds < 20, "{:?}", world.phone("ion").traffic);
        }
        settled(&mut world);
        let sum = |name: &str| -> u64 {
            let of = |doc: &DocId| world.phone(name).session(*doc).people_reached();
            docs.iter().map(of).sum()
        };
        assert_eq!(sum("ion"), 16 + rounds * 3);
    }
}
