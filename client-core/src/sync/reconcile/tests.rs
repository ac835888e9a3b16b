//! Two sides that compare find exactly what differs, at the cost that was promised.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::ids::{ChangeHash, Epoch, ReplicaId};
use crate::time::Timestamp;

type Held = (DocId, StateHash);

/// Sessions over a year, every second with a note that was begun in the same millisecond.
fn sessions(count: usize) -> Vec<Held> {
    let replica = ReplicaId::derive(&[1; 32], Epoch([1; 8]));
    let mut held = Vec::new();
    for at in 0..count as i64 {
        let begun = Timestamp(1_489_478_700_000 + at / 2 * 6_300_000 + at / 2 * 7_919 % 99_991);
        let doc = DocId::derive(replica, begun, 0);
        let doc = if at % 2 == 0 { doc } else { doc.companion() };
        held.push((doc, state(doc, 0)));
    }
    held
}

fn state(doc: DocId, edits: u8) -> StateHash {
    StateHash::of(doc, &[ChangeHash([edits; 32])])
}

/// What a comparison found, the turns it took, and the bytes of them both ways.
fn compare(phone: &[Held], server: &[Held]) -> (Found, usize, usize) {
    let phone = HeldSet::of(phone.iter().copied());
    let server = HeldSet::of(server.iter().copied());
    let (mut found, mut turns, mut bytes) = (Found::default(), 0, 0);
    let mut next = Some(phone.begin().unwrap());
    while let Some(turn) = next {
        let answer = server.answer(&turn).unwrap();
        turns += 1;
        bytes += turn.len() + answer.len();
        assert!(turn.len().max(answer.len()) <= RECONCILE_BYTES_MAX);
        next = phone.go_on(&answer, &mut found).unwrap();
    }
    (found, turns, bytes)
}

#[test]
fn what_is_equal_costs_a_few_hundred_bytes() {
    let held = sessions(10_000);
    let (found, turns, bytes) = compare(&held, &held);
    assert_eq!((found.len(), turns), (0, 1));
    assert!(bytes <= 320, "{bytes}");
}

#[test]
fn twenty_recent_differences_cost_at_most_two_turns() {
    let all = sessions(10_020);
    let older = &all[..10_000];
    let mut edited = all.clone();
    for (doc, of) in &mut edited[10_000..] {
        *of = state(*doc, 1);
    }
    for (phone, server, alone, lacking) in [
        (older, &all[..], 0, 20),
        (&all[..], older, 20, 0),
        (&all[..], &edited[..], 20, 20),
    ] {
        let (found, turns, bytes) = compare(phone, server);
        assert_eq!(
            (found.held_alone.len(), found.lacking.len()),
            (alone, lacking)
        );
        assert!(turns <= 2 && bytes <= 1_400, "{turns} turns, {bytes} bytes");
    }
}

#[test]
fn a_first_turn_is_read_as_it_was_meant_whatever_the_size() {
    for count in [0, 1, 10, 11, 12, 23, 24, 100, 1_001] {
        let held = sessions(count);
        let (found, turns, _) = compare(&held, &held);
        assert_eq!((found.len(), turns), (0, 1), "{count}");
        let (found, ..) = compare(&held, &[]);
        assert_eq!(found.held_alone.len(), count);
        let (found, ..) = compare(&[], &held);
        assert_eq!(found.lacking.len(), count);
    }
}

proptest! {
    #[test]
    fn exactly_what_differs_is_found(fates in vec(0..30_u8, 0..600)) {
        let held = sessions(fates.len());
        let (mut phone, mut server) = (Vec::new(), Vec::new());
        let mut expected = Found::default();
        for ((doc, of), fate) in held.into_iter().zip(fates) {
            let newer = state(doc, fate);
            match fate {
                1 | 2 => {
                    phone.push((doc, of));
                    expected.held_alone.insert(of);
                }
                3 | 4 => {
                    server.push((doc, of));
                    expected.lacking.insert(of);
                }
                5 | 6 => {
                    phone.push((doc, of));
                    server.push((doc, newer));
                    expected.held_alone.insert(of);
                    expected.lacking.insert(newer);
                }
                _ => {
                    phone.push((doc, of));
                    server.push((doc, of));
                }
            }
        }
        let (found, ..) = compare(&phone, &server);
        prop_assert_eq!(found.held_alone, expected.held_alone);
        prop_assert_eq!(found.lacking, expected.lacking);
    }

    #[test]
    fn no_bytes_break_either_side(
        turn in vec(any::<u8>(), 0..300),
        cuts in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        claims in vec((0..5_u64, 0..40_u64, 0..4_u8, any::<u64>()), 0..40),
    ) {
        let held = HeldSet::of(sessions(500));
        let mut bent = held.begin().unwrap();
        for (at, byte) in cuts {
            let at = at.index(bent.len());
            bent[at] ^= byte;
        }
        // Ranges of the right form with wrong numbers in them.
        let mut claimed = vec![0x61];
        for (time, id, mode, number) in claims {
            push_number(&mut claimed, time * 1_000_000_000_000);
            push_number(&mut claimed, id);
            claimed.extend(vec![7; usize::try_from(id).unwrap()]);
            claimed.push(mode);
            push_number(&mut claimed, number);
            claimed.extend([3; 64]);
        }
        let version = [&[0x61], &turn[..]].concat();
        for turn in [&turn, &version, &bent, &claimed] {
            let heard = catch_unwind(AssertUnwindSafe(|| {
                let answered = held.answer(turn).map(|answer| answer.len());
                let _ = held.go_on(turn, &mut Found::default());
                answered
            }));
            let answered = heard.expect("no turn breaks it");
            prop_assert!(answered.is_err() || answered.is_ok_and(|len| len <= RECONCILE_BYTES_MAX));
        }
    }
}

#[test]
fn a_turn_that_is_too_long_is_not_read() {
    let held = HeldSet::of(sessions(3));
    let long = vec![0x61; RECONCILE_BYTES_MAX + 1];
    assert_eq!(held.answer(&long), Err(NotATurn));
    assert_eq!(held.answer(&[]), Err(NotATurn));
    assert_eq!(held.answer(&[0x00]), Err(NotATurn));
}
