//! Servers that are confused or hostile: a typed error each, never a loop or a panic.

use proptest::prelude::*;

use super::script::*;
use crate::limits::ANSWER_PAGES_MAX;
use crate::sync::{Effect, Start, SyncEnd, SyncError};
use crate::wire::answer::{DurableThrough, Failed, GoneForGood, Repair, Retract, Retry, Wipe};
use crate::wire::message::Blob;
use crate::wire::{
    CatalogueCursor, CatalogueItem, CatalogueMoved, FailureCode, Gone, Item, Missing, Reconciled,
    RefusalCode, Refused, RepairReason, ToPhone, Welcome,
};

fn error_of(messages: &[ToPhone]) -> SyncError {
    let mut phone = Phone::with(vec![outgoing(doc(1), &[100])]);
    phone.request().unwrap();
    let error = phone.answer(messages).expect_err("this makes no sense");
    assert_eq!(phone.request(), None);
    let end = phone.machine.report().end;
    assert_eq!(end, Some(SyncEnd::Confused(error.to_string())));
    error
}

fn missing(at: i64) -> ToPhone {
    Missing {
        doc: doc(at),
        heads: vec![],
    }
    .into()
}

fn repair() -> ToPhone {
    Repair {
        organisation: organisation(),
        reason: RepairReason::LogDiverged,
    }
    .into()
}

fn refused(at: i64, hash: u64) -> ToPhone {
    Refused {
        doc: doc(at),
        hash: Some(super::script::hash(hash)),
        code: RefusalCode::NotPermitted,
        reason: "no".into(),
    }
    .into()
}

#[test]
fn each_confusion_has_its_error() {
    let ToPhone::Welcome(said) = welcome() else {
        unreachable!()
    };
    let ToPhone::Item(whole) = item(doc(5), &[4]) else {
        unreachable!()
    };
    let foreign = Welcome {
        protocol: 9,
        ..said
    }
    .into();
    let uneven = Item {
        authors: vec![],
        ..whole
    }
    .into();
    let sent = outgoing(doc(1), &[100]);
    let cases: Vec<(Vec<ToPhone>, &str)> = vec![
        (vec![done()], "said `done`"),
        (vec![taken(doc(1), sent.hashes[0], 9)], "said `taken`"),
        (vec![welcome(), welcome()], "said `welcome`"),
        (vec![welcome(), done(), moved(8, 8)], "said `cursor`"),
        (
            vec![welcome(), moved(8, 8), taken(doc(1), sent.hashes[0], 9)],
            "said `taken`",
        ),
        (vec![welcome(), repair(), item(doc(5), &[4])], "said `item`"),
        (vec![welcome(), item(doc(5), &[4]), done()], "said `done`"),
        (vec![foreign], "protocol 9"),
        (vec![welcome(), taken(doc(2), hash(1), 9)], "not sent"),
        (vec![welcome(), taken(doc(1), hash(1), 9)], "not sent"),
        (vec![welcome(), missing(2)], "not sent"),
        (vec![welcome(), refused(2, 1)], "not sent"),
        (vec![welcome(), refused(1, 1)], "not sent"),
        (vec![welcome(), uneven], "named 0 authors for 1 changes"),
        (vec![welcome(), moved(7, 6)], "moved the cursor"),
        (vec![welcome(), moved(6, 9)], "moved the cursor"),
        (vec![welcome(), more()], "brings nothing"),
        (vec![welcome(), moved(7, 7), more()], "brings nothing"),
    ];
    for (messages, words) in cases {
        let error = error_of(&messages).to_string();
        assert!(error.contains(words), "{error}: {messages:?}");
    }
}

#[test]
fn an_answer_has_an_end() {
    let pages = (0..=ANSWER_PAGES_MAX as u64).map(|at| moved(7, 8 + at));
    let messages: Vec<_> = std::iter::once(welcome()).chain(pages).collect();
    assert!(matches!(
        error_of(&messages),
        SyncError::AnswerTooLong { .. }
    ));
}

#[test]
fn a_page_cannot_fill_memory() {
    let big = item(doc(5), &[120_000]);
    let messages: Vec<_> = std::iter::once(welcome())
        .chain(std::iter::repeat_n(big, 40))
        .collect();
    assert!(matches!(error_of(&messages), SyncError::Wire(_)));
}

#[test]
fn nothing_stored_comes_from_after_the_confusion() {
    let mut phone = Phone::new(start());
    phone.request().unwrap();
    phone
        .answer(&[
            welcome(),
            item(doc(5), &[4]),
            moved(8, 8),
            moved(3, 3),
            moved(9, 9),
        ])
        .unwrap_err();
    phone.perform();
    assert!(matches!(phone.stored().as_slice(), [Effect::Page(page)] if page.items.len() == 1));
}

fn any_message() -> impl Strategy<Value = ToPhone> {
    let sent = outgoing(doc(1), &[100]);
    let entry = CatalogueItem {
        key: "unit/a".into(),
        version: 1,
        json: None,
    };
    let through = DurableThrough {
        organisation: organisation(),
        seq: 1,
    };
    prop_oneof![
        4 => Just(welcome()),
        1 => Just(taken(doc(1), sent.hashes[0], 9)),
        1 => Just(taken(doc(1), hash(3), 9)),
        1 => (0i64..3).prop_map(missing),
        1 => (0i64..3, 0u64..3).prop_map(|(doc, hash)| refused(doc, hash)),
        1 => (0i64..3).prop_map(|at| item(doc(at), &[3])),
        1 => Just(Gone { feed: "unit:a".parse().unwrap(), doc: None }.into()),
        1 => Just(GoneForGood { doc: doc(1) }.into()),
        1 => Just(Retract { doc: doc(1), hashes: vec![hash(1)] }.into()),
        1 => Just(entry.into()),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(afresh, complete)| {
            let cursor = CatalogueCursor::at_version(2);
            CatalogueMoved { cursor, afresh, complete }.into()
        }),
        1 => any::<bool>().prop_map(|ends| {
            let message = Blob(vec![0x61, 0, 0]);
            Reconciled { message, cursor: ends.then(|| cursor(7, 7)) }.into()
        }),
        3 => (0u64..12, 0u64..12).prop_map(|(base, at)| moved(base, at)),
        1 => Just(through.into()),
        1 => Just(repair()),
        2 => Just(more()),
        4 => Just(done()),
        1 => Just(Wipe { device: start().identity.device, signature: Blob(vec![1; 64]) }.into()),
        1 => Just(Retry { after_ms: 1 }.into()),
        1 => (0u16..13).prop_map(|code| {
            Failed { code: FailureCode::of_number(code), reason: String::new() }.into()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_server_makes_it_panic_or_go_round_for_ever(
        answers in prop::collection::vec(prop::collection::vec(any_message(), 0..8), 1..12),
        restored in any::<bool>(),
    ) {
        let mut phone = Phone::with(vec![outgoing(doc(1), &[100]), outgoing(doc(2), &[100])]);
        if restored {
            let repair = Some(RepairReason::DeviceRestored);
            phone = Phone::new(Start { repair, ..start() });
        }
        let mut answers = answers.iter().cycle();
        let mut requests = 0;
        while phone.request().is_some() {
            requests += 1;
            prop_assert!(requests <= crate::limits::SYNC_ROUND_TRIPS_MAX);
            let _ = phone.answer(answers.next().unwrap());
        }
        prop_assert!(phone.machine.report().end.is_some());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut phone = Phone::new(start());
        phone.request().unwrap();
        let _ = phone.machine.handle_bytes(&bytes);
        let _ = phone.machine.handle_end(NOW);
        prop_assert!(phone.machine.report().end.is_some());
    }
}
