//! A document at its limits, brought over the wire: what is within is kept, what is beyond is
//! refused with its code, and the document goes on as it was.

use automerge::transaction::{Transactable, Transaction};
use automerge::{ActorId, Automerge, ObjId, ROOT, ReadDoc};
use client_core::ids::DocId;
use client_core::limits::{CHANGE_OPS_MAX, DOCUMENT_BYTES_MAX, NOTES_CHARS_MAX, TEXT_CHARS_MAX};
use client_core::wire::RefusalCode;

use super::office::Office;
use super::phone::{Heard, Phone};

/// Brings a change of a companion that no phone of ours would cut.
fn bring(
    ana: &mut Phone,
    office: &Office,
    doc: DocId,
    container: &str,
    write: impl Fn(&mut Transaction<'_>, &ObjId),
) -> Heard {
    let mut copy = Automerge::load(&ana.documents[&doc].save()).unwrap();
    copy.set_actor(ActorId::from(ana.replica().0));
    let (_, object) = copy.get(ROOT, container).unwrap().unwrap();
    let mut transaction = copy.transaction();
    write(&mut transaction, &object);
    transaction.commit();
    let bytes = copy.get_last_local_change().unwrap().raw_bytes().to_vec();
    let mut put = ana.put_of(doc, vec![bytes.clone()]);
    put.unit = None;
    let heard = ana.ask(office, vec![put.into()]);
    if heard.codes().is_empty() {
        assert_eq!(heard.taken().len(), 1);
        ana.documents
            .get_mut(&doc)
            .unwrap()
            .apply(&[bytes])
            .unwrap();
    }
    heard
}

/// A session whose companion the server has.
fn companion() -> (Office, Phone, DocId) {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    let doc = ana.note(session, "because");
    assert!(ana.sync(&office).codes().is_empty());
    (office, ana, doc)
}

#[test]
fn notes_have_so_many_characters_and_a_change_so_many_operations() {
    let (office, mut ana, doc) = companion();
    let mut write = |chars: usize| {
        let heard = bring(&mut ana, &office, doc, "notes", |tx, notes| {
            tx.splice_text(notes, 0, 0, &"a".repeat(chars)).unwrap();
        });
        heard.codes()
    };
    assert_eq!(write(CHANGE_OPS_MAX + 1), [RefusalCode::TooLarge]);
    assert_eq!(write(CHANGE_OPS_MAX), []);
    assert_eq!(write(NOTES_CHARS_MAX - CHANGE_OPS_MAX), []);
    assert_eq!(write(1), [RefusalCode::BadValue]);
}

#[test]
fn a_document_has_so_many_bytes() {
    let (office, mut ana, doc) = companion();
    let texts = 12;
    let mut question = 0;
    let mut write = |ana: &mut Phone| {
        question += 1;
        let heard = bring(ana, &office, doc, "texts", |tx, object| {
            for part in 0..texts {
                let name = format!("q{question}-{part}");
                tx.put(object, name, "a".repeat(TEXT_CHARS_MAX)).unwrap();
            }
        });
        heard.codes()
    };
    while ana.documents[&doc].save().len() + (texts + 1) * TEXT_CHARS_MAX < DOCUMENT_BYTES_MAX {
        assert_eq!(write(&mut ana), []);
    }
    assert_eq!(write(&mut ana), [RefusalCode::TooLarge]);
    // What is small still has room, and others read the document.
    let small = bring(&mut ana, &office, doc, "texts", |tx, object| {
        tx.put(object, "small", "a").unwrap();
    });
    assert_eq!(small.codes(), []);
    let mut ion = office.volunteer("ion", "iasi");
    ion.sync(&office);
    assert_eq!(ion.documents[&doc].heads(), ana.documents[&doc].heads());
}
