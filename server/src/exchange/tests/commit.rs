//! Many devices in one transaction.

use client_core::ids::DocId;
use client_core::wire::ToPhone;

use super::office::{Office, both_have_one, two_phones};
use super::phone::{Heard, title_is};
use crate::exchange::Prepared;
use crate::limits::MOVED_ROUNDS_MAX;

fn answer(office: &Office, prepared: Prepared) -> Heard {
    let mut answer = office.exchange.answer(prepared, office.now).unwrap();
    let mut body = Vec::new();
    while let Some(page) = office.exchange.next_page(&mut answer).unwrap() {
        body.extend(page);
    }
    Heard::read(0, &body)
}

#[test]
fn a_hundred_pushes_are_one_transaction() {
    let office = Office::new();
    let mut phones: Vec<_> = (0..100)
        .map(|n| office.volunteer(&format!("member-{n}"), "iasi"))
        .collect();
    let mut batch: Vec<_> = phones
        .iter_mut()
        .map(|phone| {
            let session = phone.record("At the station");
            phone.note(session, "Careful.");
            office.prepare(phone)
        })
        .collect();
    let before = office.count("SELECT count(*) FROM change");
    office.exchange.commit(&mut batch, office.now).unwrap();
    assert_eq!(before, 0);
    assert_eq!(office.count("SELECT count(*) FROM change"), 200);
    assert_eq!(
        office.count("SELECT count(*) FROM session_row"),
        100,
        "the read model"
    );
    for (prepared, phone) in batch.into_iter().zip(&mut phones) {
        assert!(!prepared.waits() && !prepared.is_moved());
        let heard = answer(&office, prepared);
        assert_eq!(heard.taken().len(), 2);
        phone.keep(&heard);
        assert!(phone.pending().is_empty());
        assert_eq!(phone.documents.len(), 200);
    }
}

#[test]
fn a_fault_undoes_its_own_document_only() {
    let (office, mut ana, mut ion) = two_phones();
    let (bad, good) = (ana.record("One"), ana.record("Two"));
    let other = ion.record("Three");
    let hex = hex::encode(bad.0);
    let trigger = format!(
        "CREATE TRIGGER fault AFTER INSERT ON document WHEN new.doc = x'{hex}'
         BEGIN SELECT raise(ABORT, 'planted'); END"
    );
    office.write(|t| Ok(t.execute_batch(&trigger)?));
    let mut batch = [office.prepare(&mut ana), office.prepare(&mut ion)];
    office.exchange.commit(&mut batch, office.now).unwrap();
    let [first, second] = batch.map(|prepared| answer(&office, prepared));
    assert_eq!(first.taken_docs(), [good]);
    assert_eq!(second.taken_docs(), [other]);
    assert_eq!(office.count("SELECT count(*) FROM change"), 2);
    assert_eq!(office.count("SELECT count(*) FROM replica"), 2);

    let retries = |heard: &Heard| {
        let retry = |message: &&ToPhone| matches!(message, ToPhone::Retry(_));
        heard.messages.iter().filter(retry).count()
    };
    assert_eq!((retries(&first), retries(&second)), (1, 0));
    ana.keep(&first);
    office.write(|t| Ok(t.execute_batch("DROP TRIGGER fault")?));
    assert_eq!(ana.sync(&office).taken()[0].doc, bad, "it is brought again");
}

#[test]
fn who_was_slower_is_judged_again() {
    let (office, mut ana, mut ion, session) = both_have_one();
    ana.edit(session, &[title_is("By Ana")]);
    ion.edit(session, &[title_is("By Ion")]);
    let other = ion.record("Two");
    let mut batch = [office.prepare(&mut ana), office.prepare(&mut ion)];
    office.exchange.commit(&mut batch, office.now).unwrap();
    let [first, mut second] = batch;
    assert!(!first.is_moved() && second.is_moved());
    assert_eq!(
        office.count("SELECT count(*) FROM document"),
        2,
        "the rest of it is there"
    );
    office
        .exchange
        .judge_again(&mut second, office.now)
        .unwrap();
    office.exchange.settle(&mut second, office.now).unwrap();
    let heard = answer(&office, second);
    let mut taken = heard.taken_docs();
    taken.sort();
    let mut both = vec![session, other];
    both.sort();
    assert_eq!(taken, both);
    ion.keep(&heard);
    ana.sync(&office);
    assert_eq!(
        ana.documents[&session].heads(),
        ion.documents[&session].heads()
    );
    assert_eq!(ana.documents[&session].heads().len(), 2);
}

#[test]
fn a_document_that_never_rests_is_judged_by_the_writer_itself() {
    let (office, mut ana, mut ion, session) = both_have_one();
    ion.edit(session, &[title_is("By Ion")]);
    let mut slow = office.prepare(&mut ion);
    let mut rounds = 0;
    while slow.waits() {
        ana.edit(session, &[title_is(&format!("By Ana {rounds}"))]);
        ana.sync(&office);
        let batch = std::slice::from_mut(&mut slow);
        office.exchange.commit(batch, office.now).unwrap();
        if slow.is_moved() {
            office.exchange.judge_again(&mut slow, office.now).unwrap();
        }
        rounds += 1;
    }
    assert_eq!(rounds, MOVED_ROUNDS_MAX + 1);
    assert_eq!(answer(&office, slow).taken().len(), 1);
}

#[test]
fn the_same_push_twice_in_one_transaction_is_taken_once() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    ana.record("One");
    let mut batch = [office.prepare(&mut ana), office.prepare(&mut ana)];
    office.exchange.commit(&mut batch, office.now).unwrap();
    let [first, mut second] = batch;
    office
        .exchange
        .judge_again(&mut second, office.now)
        .unwrap();
    assert!(!second.waits());
    let (first, second) = (answer(&office, first), answer(&office, second));
    assert_eq!(first.taken(), second.taken());
    assert_eq!(office.count("SELECT count(*) FROM change"), 1);
}

/// A change is put out of shape; documents that depend on it load no more.
pub(super) fn damage(office: &Office, doc: DocId) {
    let hex = hex::encode(doc.0);
    let sql = format!(
        "DELETE FROM snapshot WHERE doc = x'{hex}';
         UPDATE change SET bytes = x'00' WHERE doc = x'{hex}'"
    );
    office.write(|t| Ok(t.execute_batch(&sql)?));
}

#[test]
fn a_damaged_document_that_the_writer_judges_fails_alone() {
    let (office, mut ana, mut ion, session) = both_have_one();
    ana.edit(session, &[title_is("By Ana")]);
    let mut hot = office.prepare(&mut ana);
    hot.rounds = MOVED_ROUNDS_MAX;
    ion.edit(session, &[title_is("By Ion")]);
    ion.sync(&office);
    damage(&office, session);
    let other = ion.record("Two");
    let mut batch = [hot, office.prepare(&mut ion)];
    office.exchange.commit(&mut batch, office.now).unwrap();
    assert_eq!((batch[0].failed(), batch[1].failed()), (1, 0));
    let [first, second] = batch.map(|prepared| answer(&office, prepared));
    assert!(first.taken().is_empty());
    assert!(matches!(first.messages.last(), Some(ToPhone::Retry(_))));
    assert_eq!(second.taken()[0].doc, other);
}

#[test]
fn a_damaged_document_does_not_keep_the_rest_of_its_phone() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    ana.sync(&office);
    damage(&office, session);
    ana.edit(session, &[title_is("Again")]);
    let other = ana.record("Two");
    let heard = ana.sync(&office);
    assert_eq!(heard.taken()[0].doc, other);
    assert_eq!(heard.taken().len(), 1);
    assert!(matches!(heard.messages.last(), Some(ToPhone::Retry(_))));
}

#[test]
fn of_a_companion_without_its_parent_nothing_is_written() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    ana.note(session, "Careful.");
    office.write(|t| {
        Ok(t.execute_batch(
            "CREATE TRIGGER fault AFTER INSERT ON document WHEN new.kind = 0
             BEGIN SELECT raise(ABORT, 'planted'); END",
        )?)
    });
    let mut batch = [office.prepare(&mut ana)];
    office.exchange.commit(&mut batch, office.now).unwrap();
    let [mut prepared] = batch;
    assert!(prepared.is_moved());
    assert_eq!(office.count("SELECT count(*) FROM replica"), 0);
    office
        .exchange
        .judge_again(&mut prepared, office.now)
        .unwrap();
    assert_eq!(prepared.failed(), 2);
    let heard = answer(&office, prepared);
    assert!(heard.taken().is_empty() && heard.missing().is_empty());
    assert!(matches!(heard.messages.last(), Some(ToPhone::Retry(_))));
}
