//! What is kept of photos, and what makes room.

use super::super::tests::{Scratch, doc_id};
use super::super::{Store, StoreError};
use super::*;

fn write(store: &mut Store, work: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) {
    store.write(work).unwrap();
}

fn here(store: &Store, hash: u8) -> bool {
    let found = bytes(store.read(), doc_id(1), FileHash([hash; 32]));
    found.unwrap().is_some()
}

#[test]
fn what_the_server_has_makes_room_the_oldest_first() {
    let mut scratch = Scratch::new();
    let (doc, hash) = (doc_id(1), |number| FileHash([number; 32]));
    write(&mut scratch.store, |tx| {
        for number in 1..=6 {
            attach(tx, doc, hash(number), &[number; 10])?;
        }
        for number in [1, 2, 4, 5] {
            note_sent(tx, doc, hash(number), 10, true)?;
        }
        refuse(tx, doc, hash(6))?;
        cache(tx, doc, hash(7), &[7; 10])?;
        // Another session has one of the same.
        attach(tx, doc_id(2), hash(1), &[1; 10])
    });
    let unsent = unsent(scratch.store.read()).unwrap();
    let unsent: Vec<u8> = unsent.iter().map(|row| row.hash.0[0]).collect();
    assert_eq!(unsent, [3, 6, 1]);
    assert_eq!(count_to_send(scratch.store.read()).unwrap(), 2);
    assert_eq!(bytes_unsent(scratch.store.read()).unwrap(), 30);
    write(&mut scratch.store, |tx| purge(tx, 29));
    let kept: Vec<u8> = (1..=7).filter(|hash| here(&scratch.store, *hash)).collect();
    assert_eq!(
        kept,
        [3, 5, 6, 7],
        "two that the server has, and all that it has not"
    );
    write(&mut scratch.store, doubt_sent);
    assert_eq!(
        count_to_send(scratch.store.read()).unwrap(),
        3,
        "5, and not the fetched 7"
    );
    write(&mut scratch.store, |tx| {
        move_all(tx, doc, doc_id(3))?;
        remove_all(tx, doc_id(3))
    });
    assert_eq!(count_to_send(scratch.store.read()).unwrap(), 1);
}

#[test]
fn a_piece_is_cut_out_of_what_is_to_be_sent() {
    let mut scratch = Scratch::new();
    let (doc, hash) = (doc_id(1), FileHash([1; 32]));
    write(&mut scratch.store, |tx| attach(tx, doc, hash, b"abcdefg"));
    let read =
        |store: &Store, offset, length| piece(store.read(), doc, hash, offset, length).unwrap();
    assert_eq!(read(&scratch.store, 0, 3).unwrap(), b"abc");
    assert_eq!(read(&scratch.store, 5, 3).unwrap(), b"fg");
    assert_eq!(read(&scratch.store, 7, 3).unwrap(), b"");
    write(&mut scratch.store, |tx| note_sent(tx, doc, hash, 99, false));
    let row = of_document(scratch.store.read(), doc).unwrap()[0];
    assert_eq!((row.sent, row.length, row.is_to_send()), (7, 7, true));
    write(&mut scratch.store, |tx| note_sent(tx, doc, hash, 7, true));
    assert_eq!(read(&scratch.store, 0, 3), None);
}
