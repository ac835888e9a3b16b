//! Properties over random devices, edits and meetings: what the screen shows is what the document
//! will read as; everybody who knows the same reads the same; what is written is admitted.
//!
//! `PROPTEST_CASES` sets how many.

use proptest::prelude::*;

use super::edits::{Wish, wishes};
use super::world::Device;
use crate::document::Document;
use crate::document::admit::{Scratch, Writer, parse};
use crate::document::read::{Context, Readable};
use crate::model::{Cell, DocKind, Edit, Role};

#[derive(Clone, Debug)]
enum Step {
    /// A device makes these edits, as one journal.
    Edit(usize, Vec<Wish>),
    /// The second takes what the first has.
    Meet(usize, usize),
    /// A device was restored, and goes on under a new replica.
    Reborn(usize),
}

const DEVICES: usize = 3;

fn steps(kind_is_session: bool) -> impl Strategy<Value = Vec<Step>> {
    let journal = prop::collection::vec(wishes(kind_is_session), 1..6);
    let step = prop_oneof![
        6 => (0..DEVICES, journal).prop_map(|(device, wishes)| Step::Edit(device, wishes)),
        3 => (0..DEVICES, 0..DEVICES).prop_map(|(from, to)| Step::Meet(from, to)),
        1 => (0..DEVICES).prop_map(Step::Reborn),
    ];
    prop::collection::vec(step, 1..12)
}

/// Runs the steps; every edit is checked alone and every journal as a whole.
fn run(kind: DocKind, steps: &[Step]) -> Vec<Device> {
    let mut devices: Vec<_> = (1..=DEVICES).map(|n| Device::new(kind, n as u8)).collect();
    for step in steps {
        match step {
            Step::Edit(device, wishes) => {
                check_each_edit(devices[*device].clone(), wishes);
                check_journal(&mut devices[*device], wishes);
            }
            Step::Meet(from, to) => {
                let from = devices[*from].clone();
                devices[*to].take_from(&from);
            }
            Step::Reborn(device) => devices[*device].is_born_again(),
        }
    }
    devices
}

fn check_each_edit(mut device: Device, wishes: &[Wish]) {
    for wish in wishes {
        for edit in device.edits(wish) {
            let mut shown = device.read();
            shown.apply(&edit, &device.hand());
            device.cut(std::slice::from_ref(&edit));
            assert_eq!(shown, device.read(), "{edit:?}");
        }
    }
}

fn check_journal(device: &mut Device, wishes: &[Wish]) {
    let edits: Vec<Edit> = wishes.iter().flat_map(|wish| device.edits(wish)).collect();
    let mut shown = device.read();
    let hand = device.hand();
    let before = device.main.len_changes();
    for edit in &edits {
        shown.apply(edit, &hand);
    }
    device.cut(&edits);
    assert!(
        device.main.len_changes() <= before + 1,
        "one change a journal"
    );
    let read = device.read();
    assert_eq!(shown.without_moments(), read.without_moments(), "{edits:?}");
}

fn check_convergence(devices: &[Device]) {
    let mut met = Vec::new();
    for first in 0..devices.len() {
        // Each takes from all in another order.
        let mut device = devices[first].clone();
        for step in 0..devices.len() {
            device.take_from(&devices[(first * 2 + step * 2) % devices.len()]);
            device.take_from(&devices[(first + step) % devices.len()]);
        }
        met.push(device);
    }
    for device in &met[1..] {
        assert_eq!(device.main.heads(), met[0].main.heads());
        assert_eq!(device.read(), met[0].read());
    }
    for document in [&met[0].main, &met[0].private] {
        let loaded = Document::load(document.kind(), document.id(), &document.save()).unwrap();
        let mut afresh = Document::new(document.kind(), document.id());
        afresh.apply(&loaded.changes_after(&[])).unwrap();
        assert_eq!(afresh.heads(), document.heads());
        check_admission(document);
    }
}

/// What this product writes is admitted, whoever's change it is.
fn check_admission(document: &Document) {
    let context = Context::unknown();
    let mut scratch = Scratch::new(Document::new(document.kind(), document.id()));
    for bytes in document.changes_after(&[]) {
        let change = parse(&bytes).unwrap();
        let writer = Writer {
            replica: change.info().actor,
            role: Role::Coordinator,
            is_author: false,
        };
        assert_eq!(scratch.take(&change, &writer), Ok(true));
        let mut so_far = Document::new(document.kind(), document.id());
        let known = scratch.heads();
        let all = document.raw_changes_after(&[]).into_iter();
        let behind: Vec<_> = document
            .infos_after(&known)
            .iter()
            .map(|i| i.hash)
            .collect();
        let seen = all.filter(|change| !behind.contains(&change.info.hash));
        let seen: Vec<_> = seen.map(|change| change.bytes).collect();
        so_far.apply(&seen).unwrap();
        let (told, built) = (scratch.readable(), Readable::from(&so_far));
        assert_eq!(told.session(None, &context), built.session(None, &context));
        assert_eq!(
            told.exchange(None, &context),
            built.exchange(None, &context)
        );
        assert_eq!(told.private(), built.private());
    }
    assert_eq!(scratch.heads(), document.heads());
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long to look is for the one who runs it"
)]
fn cases(n: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(n),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn sessions_show_what_they_will_read_as_and_converge(steps in steps(true)) {
        check_convergence(&run(DocKind::Session, &steps));
    }

    #[test]
    fn exchanges_show_what_they_will_read_as_and_converge(steps in steps(false)) {
        check_convergence(&run(DocKind::Exchange, &steps));
    }

    /// Whatever the order of meetings, everybody's taps are counted once.
    #[test]
    fn no_meeting_loses_or_doubles_a_count(
        taps in prop::collection::vec((0..DEVICES, 1..9_i64, 0..DEVICES, 0..9_u8), 1..20),
    ) {
        let cell: Cell = "reached.f.14-17".parse().unwrap();
        let mut devices: Vec<_> =
            (1..=DEVICES).map(|n| Device::new(DocKind::Session, n as u8)).collect();
        for (device, by, from, fate) in &taps {
            devices[*device].hand();
            if *fate == 0 {
                devices[*device].is_born_again();
            }
            devices[*device].cut(&[Edit::Count { cell: cell.clone(), by: *by }]);
            let from = devices[*from].clone();
            devices[*device].take_from(&from);
        }
        check_convergence(&devices);
        let mut everybody = devices[0].clone();
        devices.iter().for_each(|device| everybody.take_from(device));
        let counted: i64 = taps.iter().map(|(_, by, ..)| by).sum();
        let session = everybody.session();
        prop_assert_eq!(session.figures.get(&cell).copied(), u64::try_from(counted).ok());
        prop_assert!(session.conflicts.is_empty());
    }
}
