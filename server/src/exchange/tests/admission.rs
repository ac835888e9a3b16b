//! What is not taken, and why; and that it stays so.

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ROOT};
use client_core::ids::{ChangeHash, DocId, Epoch, ReplicaId};
use client_core::limits::{CHANGE_BYTES_MAX, LOST_FEED_GRACE_DAYS};
use client_core::model::{DocKind, Edit, Register, Role};
use client_core::wire::message::Blob;
use client_core::wire::{Put, RefusalCode};

use super::office::{Office, both_have_one, feed, two_phones, unit};
use super::phone::{Heard, Phone, of_unit, set, title_is};

fn put(phone: &mut Phone, office: &Office, put: Put) -> Heard {
    phone.ask(office, vec![put.into()])
}

/// A change of a document that `cut` would never make.
fn by_hand(phone: &Phone, doc: DocId, key: &str, value: i64) -> Vec<u8> {
    let mut copy = Automerge::load(&phone.documents[&doc].save()).unwrap();
    copy.set_actor(ActorId::from(phone.replica().0));
    let mut transaction = copy.transaction();
    transaction.put(ROOT, key, value).unwrap();
    transaction.commit();
    copy.get_last_local_change().unwrap().raw_bytes().to_vec()
}

#[test]
fn bytes_that_are_no_change_are_refused_and_do_not_block_others() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let (bad, good) = (ana.record("One"), ana.record("Two"));
    for (bytes, code) in [
        (Vec::new(), RefusalCode::Malformed),
        (b"hello".to_vec(), RefusalCode::Malformed),
        (vec![0; CHANGE_BYTES_MAX + 1], RefusalCode::TooLarge),
    ] {
        let mut hostile = ana.put(bad);
        hostile.changes = vec![Blob(bytes)];
        let said = vec![hostile.into(), ana.put(good).into()];
        let heard = ana.ask(&office, said);
        assert_eq!(heard.codes(), [code]);
        assert_eq!(heard.refused()[0].hash, None);
        assert_eq!(heard.taken()[0].doc, good);
    }
    assert_eq!(
        office.count("SELECT count(*) FROM refused"),
        0,
        "nothing could be named"
    );
}

#[test]
fn what_no_change_may_do_is_refused_for_ever_with_all_that_builds_on_it() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    ana.sync(&office);
    let bad = by_hand(&ana, session, "reached", 7);
    ana.documents
        .get_mut(&session)
        .unwrap()
        .apply(&[&bad])
        .unwrap();
    ana.edit(session, &[title_is("Two")]);
    let heard = ana.sync(&office);
    let codes = [RefusalCode::NotAllowed, RefusalCode::DependsOnRefused];
    assert_eq!(heard.codes(), codes);
    assert!(heard.taken().is_empty());
    let heard = ana.sync(&office);
    assert_eq!(
        heard.codes(),
        codes,
        "whoever lost the answer hears the same again"
    );
    let mut last = ana.put(session);
    last.changes.remove(0);
    assert_eq!(
        put(&mut ana, &office, last).codes(),
        [RefusalCode::DependsOnRefused]
    );
}

#[test]
fn a_value_outside_its_limits_is_refused() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    ana.sync(&office);
    let bad = by_hand(&ana, session, "title", 7);
    let bad = ana.put_of(session, vec![bad]);
    assert_eq!(put(&mut ana, &office, bad).codes(), [RefusalCode::BadValue]);
}

#[test]
fn the_good_beginning_is_kept() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    let good = ana.documents[&session].heads();
    ana.edit(session, &[set(Register::ReviewState, "verified")]);
    ana.edit(session, &[title_is("Two")]);
    let heard = ana.sync(&office);
    assert_eq!(heard.taken()[0].heads, good);
    assert_eq!(
        heard.codes(),
        [RefusalCode::NotPermitted, RefusalCode::DependsOnRefused]
    );
}

#[test]
fn nobody_writes_as_somebody_else() {
    let (office, mut ana, mut ion) = two_phones();
    let session = ana.record("One");
    let stolen = ana.put(session);
    let heard = put(&mut ion, &office, stolen.clone());
    assert_eq!(heard.codes(), [RefusalCode::NotYourReplica]);
    let mut forged = stolen.clone();
    let mut author = ion.closure_author();
    author.who = "ana".to_owned();
    author.tag = Blob(vec![7; 8]);
    forged.authors = Some(vec![author]);
    let heard = put(&mut ion, &office, forged);
    assert_eq!(heard.codes(), [RefusalCode::NotYourReplica]);
    assert_eq!(
        ana.sync(&office).taken().len(),
        1,
        "it is still welcome from its author"
    );
}

#[test]
fn a_number_that_was_used_is_not_used_again() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    ana.sync(&office);
    let mut clone = ana.clone();
    ana.edit(session, &[title_is("Two")]);
    ana.sync(&office);
    clone.edit(session, &[title_is("Another two")]);
    clone.sent = ana.sent;
    assert_eq!(clone.sync(&office).codes(), [RefusalCode::ReplicaReused]);
}

#[test]
fn replicas_that_begin_alike_are_kept_apart() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    let mut other = ana.replica().0;
    other[15] ^= 1;
    let sql = format!(
        "INSERT INTO replica VALUES ('anitp', x'{}', x'{}', zeroblob(16), 'ion')",
        ana.replica().short(),
        ReplicaId(other)
    );
    office.write(|t| Ok(t.execute(&sql, [])?));
    let heard = ana.sync(&office);
    assert_eq!(heard.codes(), [RefusalCode::ReplicaCollision]);
    assert_eq!(heard.refused()[0].doc, session);
}

#[test]
fn a_document_is_begun_by_whose_id_it_bears_and_for_a_unit_of_ones_own() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    let elsewhere = of_unit(ana.put(session), &unit("cluj"));
    assert_eq!(
        put(&mut ana, &office, elsewhere).codes(),
        [RefusalCode::BadDocument]
    );
    let mut nowhere = ana.put(session);
    nowhere.unit = None;
    assert_eq!(
        put(&mut ana, &office, nowhere).codes(),
        [RefusalCode::BadDocument]
    );
    let mut unknown = ana.put(session);
    unknown.kind = 9;
    assert_eq!(
        put(&mut ana, &office, unknown).codes(),
        [RefusalCode::BadDocument]
    );

    let foreign = DocId::derive(ReplicaId([7; 16]), super::office::START, 0);
    let mut taken_over = ana.clone();
    taken_over.documents.insert(
        foreign,
        client_core::document::Document::new(DocKind::Session, foreign),
    );
    taken_over.edit(foreign, &[title_is("One")]);
    let foreign = taken_over.put(foreign);
    assert_eq!(
        put(&mut taken_over, &office, foreign).codes(),
        [RefusalCode::BadDocument]
    );
}

#[test]
fn what_lacks_its_beginning_is_asked_for() {
    let (office, mut ana, mut ion) = two_phones();
    let session = ana.record("One");
    let first = ana.documents[&session].heads();
    ana.edit(session, &[title_is("Two")]);
    let mut second = ana.put(session);
    let begun = second.changes.remove(0);
    let heard = put(&mut ana, &office, second.clone());
    assert_eq!(heard.missing()[0].heads, []);
    assert!(heard.taken().is_empty() && heard.refused().is_empty());
    let both = Put {
        changes: vec![begun],
        ..second
    };
    ana.say(&office, vec![both.into()]);
    ion.sync(&office);
    // Two changes ahead: the server names what it has.
    ana.edit(session, &[title_is("Three")]);
    let mut third = ana.put(session);
    third.changes.remove(0);
    let heard = put(&mut ana, &office, third);
    assert_eq!(heard.missing()[0].heads, first);
    assert_eq!(ana.sync(&office).taken().len(), 1);
}

#[test]
fn the_rights_of_roles_are_kept() {
    let (office, mut ana, mut ion) = two_phones();
    let mut eva = office.phone("eva", Role::Coordinator, &["iasi"]);
    let session = ana.record("One");
    for phone in [&mut ana, &mut ion, &mut eva] {
        phone.sync(&office);
    }
    let withdrawn = set(Register::Withdrawn, "held twice");
    ion.edit(session, std::slice::from_ref(&withdrawn));
    assert_eq!(ion.sync(&office).codes(), [RefusalCode::NotPermitted]);
    ana.edit(session, &[withdrawn]);
    assert_eq!(ana.sync(&office).taken().len(), 1, "the author may");
    eva.sync(&office);
    eva.edit(session, &[set(Register::ReviewState, "verified")]);
    assert_eq!(eva.sync(&office).taken().len(), 1);
    let mut partner = office.phone("guest", Role::Partner, &["iasi"]);
    partner.sync(&office);
    partner.edit(session, &[title_is("Mine")]);
    assert_eq!(partner.sync(&office).codes(), [RefusalCode::NotPermitted]);
}

#[test]
fn what_is_said_again_is_not_taken_a_second_time() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    ana.sync(&office);
    // Cut, handed over perhaps, and never taken here.
    let mut before = ana.clone();
    before.edit(session, &[title_is("Two")]);
    let old = ana.replica().short();
    ana.old_epochs = vec![ana.epoch];
    ana.epoch = Epoch([2; 8]);
    ana.edit(session, &[title_is("Two"), Edit::Replace { old, seq: 2 }]);
    assert_eq!(ana.sync(&office).taken().len(), 1);
    before.sent = ana.sent;
    assert_eq!(before.sync(&office).codes(), [RefusalCode::RefusedBefore]);
}

#[test]
fn nobody_speaks_for_the_replica_of_another() {
    let (office, ana, mut ion, session) = both_have_one();
    let old = ana.replica().short();
    let mut other = ion.clone();
    ion.edit(session, &[Edit::Replace { old, seq: 2 }]);
    assert_eq!(ion.sync(&office).codes(), [RefusalCode::NotPermitted]);
    other.epoch = Epoch([3; 8]);
    other.sent = ion.sent;
    other.edit(session, &[Edit::Succeed { old }]);
    assert_eq!(other.sync(&office).codes(), [RefusalCode::NotPermitted]);
}

#[test]
fn work_for_a_feed_that_was_lost_is_taken_for_a_while_and_then_kept_aside() {
    let mut office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    ana.sync(&office);
    office.unfollow("ana", &feed("iasi"));
    ana.edit(session, &[title_is("Two")]);
    let late = ana.record("Late");
    office.days_later(LOST_FEED_GRACE_DAYS - 1);
    let heard = ana.sync(&office);
    assert_eq!(heard.taken().len(), 2);
    assert_eq!(heard.items(), [], "write-only");
    ana.edit(late, &[title_is("Too late")]);
    office.days_later(2);
    let heard = ana.sync(&office);
    assert_eq!(heard.codes(), [RefusalCode::Quarantined]);
    assert_eq!(office.count("SELECT count(*) FROM quarantine"), 1);
    assert_eq!(ana.sync(&office).codes(), [RefusalCode::Quarantined]);
}

#[test]
fn a_broken_tag_does_not_condemn_the_change() {
    let (office, _, mut ion, session) = both_have_one();
    let known: ChangeHash = ion.documents[&session].heads()[0];
    let mut author = ion.authors[&known].clone();
    author.who = "ion".to_owned();
    let ion_hash = ion.edit(session, &[title_is("Two")]);
    assert_ne!(known, ion_hash);
    let mut put_with = ion.put(session);
    put_with.authors = Some(vec![author]);
    let heard = ion.ask(&office, vec![put_with.into()]);
    assert_eq!(heard.codes(), [RefusalCode::NotYourReplica]);
    assert_eq!(ion.sync(&office).taken().len(), 1);
}
