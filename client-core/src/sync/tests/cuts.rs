//! A line that is cut anywhere: whole pages and receipts so far are kept, the rest comes again.

use proptest::prelude::*;

use super::script::*;
use crate::sync::{Effect, Outgoing, Page, SyncEnd};
use crate::wire::{CatalogueItem, ToPhone, Welcome};

fn sent() -> Vec<Outgoing> {
    vec![outgoing(doc(3), &[200]), outgoing(doc(2), &[200])]
}

fn script() -> Vec<ToPhone> {
    let ToPhone::Welcome(said) = welcome() else {
        unreachable!()
    };
    let entry = |n| CatalogueItem {
        key: format!("unit/{n}"),
        version: 4,
        json: Some("{}".into()),
    };
    vec![
        Welcome {
            catalogue_version: 4,
            reconciles: None,
            ..said
        }
        .into(),
        entry(1).into(),
        entry(2).into(),
        taken(doc(3), sent()[0].hashes[0], 8),
        taken(doc(2), sent()[1].hashes[0], 9),
        item(doc(10), &[400, 20]),
        item(doc(11), &[80]),
        moved(7, 12),
        item(doc(12), &[900]),
        moved(7, 14),
        item(doc(13), &[5]),
        moved(15, 15),
        done(),
    ]
}

fn pages(effects: &[Effect]) -> Vec<Page> {
    let page = |effect: &Effect| match effect {
        Effect::Page(page) => Some(page.clone()),
        _ => None,
    };
    effects.iter().filter_map(page).collect()
}

fn run(body: &[u8], pieces: usize, whole: bool) -> Phone {
    let mut phone = Phone::with(sent());
    phone.request().unwrap();
    for piece in body.chunks(pieces) {
        phone.machine.handle_bytes(piece).unwrap();
        phone.perform();
    }
    if whole {
        phone.machine.handle_end(NOW).unwrap();
    } else {
        phone.machine.handle_cut();
    }
    assert_eq!(phone.request(), None);
    phone
}

#[test]
fn cut_at_every_byte_whole_pages_are_kept() {
    let body = answer(&script());
    let complete = pages(&run(&body, body.len(), true).stored());
    assert_eq!(complete.len(), 3);
    let mut kept_before = 0;
    for cut in 0..body.len() {
        // A body that merely ends early is a cut as well, whatever the transport believes.
        for believed_whole in [false, true] {
            let phone = run(&body[..cut], 64, believed_whole);
            let report = phone.machine.report();
            if report.end == Some(SyncEnd::Done) {
                assert!(believed_whole, "cut at {cut}");
                assert_eq!(pages(&phone.stored()), complete);
                continue;
            }
            assert_eq!(report.end, Some(SyncEnd::Cut), "cut at {cut}");
            let kept = pages(&phone.stored());
            assert_eq!(kept, complete[..kept.len()], "cut at {cut}");
            assert!(kept.len() >= kept_before, "cut at {cut}");
            kept_before = kept.len();
            let changes = kept.iter().map(Page::changes).sum::<u64>();
            assert_eq!(report.received, changes, "cut at {cut}");
            assert_eq!(
                report.unsettled.len(),
                2 - report.sent as usize,
                "cut at {cut}"
            );
            check_catalogue(&phone.stored(), cut);
        }
    }
    assert_eq!(
        kept_before, 3,
        "the last page is kept though `done` never came"
    );
}

/// The version is only ever stored together with every entry.
fn check_catalogue(effects: &[Effect], cut: usize) {
    for effect in effects {
        if let Effect::Catalogue(page) = effect {
            let is_last = page.cursor.is_some();
            assert_eq!(is_last, page.items.len() == 2, "cut at {cut}");
        }
    }
}

proptest! {
    #[test]
    fn however_the_bytes_arrive_the_effects_are_the_same(pieces in 1usize..2_000) {
        let body = answer(&script());
        let at_once = run(&body, body.len(), true);
        let in_pieces = run(&body, pieces, true);
        prop_assert_eq!(at_once.stored(), in_pieces.stored());
        prop_assert_eq!(at_once.machine.report(), in_pieces.machine.report());
    }
}
