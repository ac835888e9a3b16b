//! What a document holds at most, as admission sees it: just within is taken, just beyond is not.

use super::hostile::{answer, code, made, notes, writer};
use crate::document::{Document, layout};
use crate::limits::{CHANGE_BYTES_MAX, CHANGE_OPS_MAX, NOTES_CHARS_MAX, TEXT_CHARS_MAX};
use crate::model::DocKind;
use automerge::transaction::Transactable;

/// Notes with so many more characters at their beginning, as one change.
fn written(document: &Document, chars: usize) -> Vec<u8> {
    let text = layout::object(DocKind::Private, "notes").unwrap();
    let long = "a".repeat(chars);
    let change = made(document, 1, |tx| {
        tx.splice_text(&text, 0, 0, &long).unwrap()
    });
    change.raw_bytes().to_vec()
}

#[test]
fn a_change_has_so_many_operations_and_no_more() {
    let notes = notes();
    let within = written(&notes, CHANGE_OPS_MAX);
    assert_eq!(code(answer(&notes, &within, &writer(1))), "taken");
    let beyond = written(&notes, CHANGE_OPS_MAX + 1);
    assert_eq!(code(answer(&notes, &beyond, &writer(1))), "too_large");
}

#[test]
fn notes_grow_to_so_many_characters_and_no_more() {
    let mut notes = notes();
    let room = NOTES_CHARS_MAX - notes.notes().chars().count();
    for chars in [room / 2, room - room / 2] {
        let change = written(&notes, chars);
        assert_eq!(code(answer(&notes, &change, &writer(1))), "taken");
        notes.apply(&[change]).unwrap();
    }
    assert_eq!(notes.notes().chars().count(), NOTES_CHARS_MAX);
    let one = written(&notes, 1);
    assert_eq!(code(answer(&notes, &one, &writer(1))), "bad_value");
}

#[test]
fn a_change_has_so_many_bytes_and_no_more() {
    let notes = notes();
    let texts = layout::object(DocKind::Private, "texts").unwrap();
    let of = |last: usize| {
        let change = made(&notes, 1, |tx| {
            for question in ["a", "b", "c"] {
                let text = "\u{10348}".repeat(TEXT_CHARS_MAX);
                tx.put(&texts, question, text).unwrap();
            }
            tx.put(&texts, "d", "\u{103}".repeat(last)).unwrap();
        });
        change.raw_bytes().to_vec()
    };
    let room = CHANGE_BYTES_MAX - of(TEXT_CHARS_MAX / 2).len();
    let most = TEXT_CHARS_MAX / 2 + room / 2;
    let within = of(most);
    assert!(CHANGE_BYTES_MAX - within.len() < 2, "{}", within.len());
    assert_eq!(code(answer(&notes, &within, &writer(1))), "taken");
    assert_eq!(code(answer(&notes, &of(most + 1), &writer(1))), "too_large");
}
