//! What a document holds at most, as admission sees it: just within is taken, just beyond is not.

use super::hostile::{answer, code, made, notes, writer};
use crate::document::{Document, chunk, layout};
use crate::limits::{
    CHANGE_BYTES_MAX, CHANGE_OPS_MAX, DOCUMENT_BYTES_MAX, DOCUMENT_CHANGES_MAX, DOCUMENT_OPS_MAX,
    NOTES_CHARS_MAX, TEXT_CHARS_MAX,
};
use crate::model::DocKind;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ReadDoc};

/// Notes with so many more characters at their beginning, as one change.
fn written_by(document: &Document, chars: usize) -> Vec<u8> {
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
    let within = written_by(&notes, CHANGE_OPS_MAX);
    assert_eq!(code(answer(&notes, &within, &writer(1))), "taken");
    let beyond = written_by(&notes, CHANGE_OPS_MAX + 1);
    assert_eq!(code(answer(&notes, &beyond, &writer(1))), "too_large");
}

#[test]
fn notes_grow_to_so_many_characters_and_no_more() {
    let mut notes = notes();
    let room = NOTES_CHARS_MAX - notes.notes().chars().count();
    for chars in [room / 2, room - room / 2] {
        let change = written_by(&notes, chars);
        assert_eq!(code(answer(&notes, &change, &writer(1))), "taken");
        notes.apply(&[change]).unwrap();
    }
    assert_eq!(notes.notes().chars().count(), NOTES_CHARS_MAX);
    let one = written_by(&notes, 1);
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

/// A private document whose texts have so many bytes, in changes of four texts each.
fn of_bytes(bytes: usize) -> Document {
    let mut document = notes();
    let texts = layout::object(DocKind::Private, "texts").unwrap();
    let mut question = 0;
    while document.save().len() < bytes {
        let change = made(&document, 1, |tx| {
            for _ in 0..4 {
                let name = format!("q{question}");
                question += 1;
                tx.put(&texts, name, "a".repeat(TEXT_CHARS_MAX)).unwrap();
            }
        });
        document.apply(&[change.raw_bytes()]).unwrap();
    }
    document
}

#[test]
fn a_document_has_so_many_bytes_and_no_more() {
    let document = of_bytes(DOCUMENT_BYTES_MAX - 5 * TEXT_CHARS_MAX);
    let texts = layout::object(DocKind::Private, "texts").unwrap();
    let longer = |chars: usize| {
        let change = made(&document, 1, |tx| {
            for part in 0..chars / TEXT_CHARS_MAX {
                let text = "b".repeat(TEXT_CHARS_MAX);
                tx.put(&texts, format!("r{part}"), text).unwrap();
            }
            tx.put(&texts, "s", "b".repeat(chars % TEXT_CHARS_MAX))
                .unwrap();
        });
        let mut whole = document.clone();
        whole.apply(&[change.raw_bytes()]).unwrap();
        (change.raw_bytes().to_vec(), whole.save().len())
    };
    let begun = 2 * TEXT_CHARS_MAX + TEXT_CHARS_MAX / 2;
    // A longer text needs a longer number for its length: the second guess is exact.
    let guess = begun + DOCUMENT_BYTES_MAX - longer(begun).1;
    let most = guess + DOCUMENT_BYTES_MAX - longer(guess).1;
    let (within, bytes) = longer(most);
    assert_eq!(bytes, DOCUMENT_BYTES_MAX);
    assert_eq!(code(answer(&document, &within, &writer(1))), "taken");
    let (beyond, _) = longer(most + 1);
    assert_eq!(code(answer(&document, &beyond, &writer(1))), "too_large");
}

#[test]
fn a_document_has_so_many_changes_and_no_more() {
    let mut automerge = notes().automerge;
    automerge.set_actor(ActorId::from(writer(1).replica.0));
    let texts = layout::object(DocKind::Private, "texts").unwrap();
    let begun = notes().len_changes();
    for number in begun..DOCUMENT_CHANGES_MAX - 1 {
        let mut tx = automerge.transaction();
        // Saying the same again would be no change.
        let word = if number % 2 == 0 { "yes" } else { "no" };
        tx.put(&texts, "q", word).unwrap();
        tx.commit_with(CommitOptions::default().with_time(1));
    }
    let (kind, id) = (DocKind::Private, notes().id());
    let mut document = Document::load(kind, id, &automerge.save_nocompress()).unwrap();
    assert_eq!(document.len_changes(), DOCUMENT_CHANGES_MAX - 1);
    let one = |document: &Document, word: &str| {
        let change = made(document, 1, |tx| tx.put(&texts, "q", word).unwrap());
        change.raw_bytes().to_vec()
    };
    let last = one(&document, "the last");
    assert_eq!(code(answer(&document, &last, &writer(1))), "taken");
    document.apply(&[&last]).unwrap();
    assert_eq!(
        code(answer(&document, &one(&document, "one more"), &writer(1))),
        "too_large"
    );
}

#[test]
fn a_document_has_so_many_operations_and_no_more() {
    let mut automerge = notes().automerge;
    automerge.set_actor(ActorId::from(writer(1).replica.0));
    let text = layout::object(DocKind::Private, "notes").unwrap();
    // What is written and taken out again stays in the history.
    let written = "a".repeat(CHANGE_OPS_MAX / 2);
    let rows = |automerge: &Automerge| {
        let saved = automerge.save_nocompress();
        chunk::document_items(&saved).unwrap() as usize
    };
    let mut held = rows(&automerge);
    while held < DOCUMENT_OPS_MAX - CHANGE_OPS_MAX / 2 {
        let mut tx = automerge.transaction();
        let chars = isize::try_from(tx.length(&text)).unwrap();
        tx.splice_text(&text, 0, chars, &written).unwrap();
        tx.commit_with(CommitOptions::default().with_time(1));
        held += written.len();
    }
    let (kind, id) = (DocKind::Private, notes().id());
    let saved = automerge.save_nocompress();
    assert!(saved.len() < DOCUMENT_BYTES_MAX, "{}", saved.len());
    let document = Document::load(kind, id, &saved).unwrap();
    let room = DOCUMENT_OPS_MAX - rows(&document.automerge);
    let within = written_by(&document, room);
    assert_eq!(code(answer(&document, &within, &writer(1))), "taken");
    let beyond = written_by(&document, room + 1);
    assert_eq!(code(answer(&document, &beyond, &writer(1))), "too_large");
}
