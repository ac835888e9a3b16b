//! What an envelope may do to whoever carries it, and to others whose work is in it: nothing.

use client_core::ids::{DocId, FeedId};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::Role;
use client_core::wire::{Missing, Put, RefusalCode};

use super::commit::damage;
use super::hand_over::{Hand, by, settled, three};
use super::office::{Office, unit};
use super::phone::title_is;
use crate::accounts;
use crate::limits::QUARANTINE_DEVICE_CHANGES_MAX;
use crate::store::{follows, organisation};

/// A document from its beginning, as a phone hands it over.
fn whole(hand: &Hand, doc: DocId) -> Put {
    let heads = Vec::new();
    hand.phone.closure(&Missing { doc, heads })
}

fn waiting(office: &Office) -> i64 {
    office.count("SELECT count(*) FROM quarantine")
}

const REMEMBERED: &str = "SELECT count(*) FROM refused";

/// What became of the phone that gave, when the server is put back.
type Fate = fn(&mut Office, &Hand);

fn nothing(_: &mut Office, _: &Hand) {}

fn closed(office: &mut Office, giver: &Hand) {
    office.write(|t| accounts::close(t, giver.joined.device, false, office.now));
}

fn lost_its_unit_long_ago(office: &mut Office, giver: &Hand) {
    let home = office.exchange_read(organisation::home).unwrap().id;
    let (who, feed) = (&giver.phone.who.member, FeedId::of_unit(&unit("iasi")));
    office.write(|t| follows::unfollow(t, &home, who, &feed, office.now));
    office.days_later(LOST_FEED_GRACE_DAYS + 1);
}

/// The giver joined before or after the backup that is put back, and what becomes of it then.
const FATES: [(bool, Fate); 3] = [
    (false, nothing),
    (true, closed),
    (true, lost_its_unit_long_ago),
];

/// Ana, Ioan and Maria, and a backup with or without Ana.
fn before(ana_is_known: bool) -> (Office, std::path::PathBuf, [Hand; 3]) {
    let office = Office::new();
    office.found();
    let join = |name| Hand::join(&office, name, Role::Volunteer);
    let (ion, maria) = (join("Ioan"), join("Maria"));
    let known = ana_is_known.then(|| join("Ana"));
    let backup = office.back_up();
    let ana = known.unwrap_or_else(|| join("Ana"));
    (office, backup, [ana, ion, maria])
}

#[test]
fn of_a_giver_who_is_not_believed_only_what_is_new_waits() {
    for (is_known, fate) in FATES {
        let (mut office, backup, [mut ana, mut ion, mut maria]) = before(is_known);
        let session = ion.phone.record("Grade 9");
        let note = ion.phone.note(session, "Loud.");
        ion.sync(&office);
        ana.sync(&office);
        let edit = ana.phone.edit(session, &[title_is("Grade 9 B")]);
        let envelope = ana.sign(vec![whole(&ana, session), whole(&ana, note)]);
        office.restore(backup);
        fate(&mut office, &ana);

        let heard = maria.carry(&office, &[envelope]);
        let refused = heard.refused();
        assert_eq!(heard.codes(), [RefusalCode::Quarantined]);
        assert_eq!(refused[0].hash, Some(edit));
        let words = &refused[0].reason;
        let kept = "a coordinator decides whether it is kept";
        assert!(words.ends_with(kept) && !words.contains("you"), "{words}");
        assert_eq!(settled(&heard).len(), 1);
        assert_eq!((by(&office, &ion), by(&office, &ana)), (2, 0));
        assert_eq!((waiting(&office), office.count(REMEMBERED)), (1, 1));
        // Ioan's own phone hears nothing else of what is his.
        let repaired = ion.phone.repair(&office, 100);
        let codes = repaired.iter().flat_map(|heard| heard.codes());
        assert_eq!(codes.collect::<Vec<_>>(), []);
    }
}

#[test]
fn what_proven_work_builds_on_is_proven_with_it() {
    for (is_known, fate) in FATES {
        let (mut office, backup, [mut ana, mut ion, mut maria]) = before(is_known);
        let session = ana.phone.record("Grade 9");
        ana.sync(&office);
        ion.sync(&office);
        ion.phone.edit(session, &[title_is("Grade 9 B")]);
        ion.sync(&office);
        ana.sync(&office);
        let edit = ana.phone.edit(session, &[title_is("Grade 9 C")]);
        // A phone has no proof of what it wrote itself.
        let envelope = ana.sign(vec![whole(&ana, session)]);
        office.restore(backup);
        fate(&mut office, &ana);

        let heard = maria.carry(&office, &[envelope]);
        assert_eq!(heard.codes(), [RefusalCode::Quarantined]);
        assert_eq!(heard.refused()[0].hash, Some(edit));
        assert_eq!(settled(&heard).len(), 1);
        assert_eq!((by(&office, &ana), by(&office, &ion)), (1, 1));
    }
}

#[test]
fn what_waits_is_taken_when_somebody_proves_it() {
    for (is_known, fate) in FATES {
        let (mut office, backup, [mut ana, mut ion, mut maria]) = before(is_known);
        let session = ana.phone.record("Grade 9");
        ana.phone.note(session, "Careful.");
        let envelope = ana.hand_over();
        ana.sync(&office);
        ion.sync(&office);
        ion.phone.edit(session, &[title_is("Grade 9 B")]);
        ion.phone.note(session, "Loud.");
        ion.sync(&office);
        office.restore(backup);
        fate(&mut office, &ana);
        let heard = maria.carry(&office, &[envelope]);
        assert_eq!(heard.codes(), [RefusalCode::Quarantined; 2]);
        assert_eq!(waiting(&office), 2);

        let heard = ion.phone.repair(&office, 100);
        assert_eq!(heard.last().unwrap().codes(), []);
        assert_eq!((by(&office, &ana), by(&office, &ion)), (2, 2));
        assert_eq!((waiting(&office), office.count(REMEMBERED)), (0, 0));
    }
}

#[test]
fn a_proven_note_comes_behind_its_session_that_waits() {
    let (mut office, backup, [mut ana, mut ion, mut maria]) = before(false);
    let session = ana.phone.record("Grade 9");
    ana.sync(&office);
    ion.sync(&office);
    let note = ion.phone.note(session, "Loud.");
    ion.sync(&office);
    ana.sync(&office);
    let envelope = ana.sign(vec![whole(&ana, session), whole(&ana, note)]);
    office.restore(backup);

    let heard = maria.carry(&office, std::slice::from_ref(&envelope));
    assert_eq!(heard.codes(), [RefusalCode::Quarantined]);
    assert_eq!(heard.missing().len(), 1);
    assert_eq!(settled(&heard), [], "carried until somebody decides");
    let heard = ion.phone.repair(&office, 100);
    assert_eq!(heard.last().unwrap().codes(), []);
    assert_eq!((by(&office, &ana), by(&office, &ion)), (1, 1));
    let heard = maria.carry(&office, &[envelope]);
    assert_eq!((heard.codes(), settled(&heard).len()), (vec![], 1));
}

#[test]
fn no_room_for_what_others_signed_keeps_nobodys_own_work() {
    let (office, mut ana, mut ion, _) = three();
    ana.phone.record("Grade 9");
    let envelope = ana.hand_over();
    let home = ana.phone.who.organisation.clone();
    let device = ana.joined.device;
    office.write(|t| {
        accounts::close(t, device, false, office.now)?;
        let sum = "INSERT INTO quarantine_sum VALUES (?1, ?2, ?3, 0, 0, 0)";
        let full = QUARANTINE_DEVICE_CHANGES_MAX.cast_signed();
        Ok(t.execute(sum, rusqlite::params![home.as_str(), device.0, full])?)
    });
    let own = ion.phone.record("Mine");
    let heard = ion.carry(&office, &[envelope]);
    assert_eq!(heard.taken_docs(), [own]);
    assert!(heard.is_done(), "{:?}", heard.messages);
    assert_eq!((settled(&heard), waiting(&office)), (vec![], 0));
}

#[test]
fn what_others_signed_and_the_server_fails_at_keeps_nobodys_own_work() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    ana.sync(&office);
    ana.phone.edit(session, &[title_is("Grade 9 B")]);
    let envelope = ana.hand_over();
    ion.sync(&office);
    damage(&office, session);
    let own = ion.phone.record("Mine");
    let heard = ion.carry(&office, &[envelope]);
    assert_eq!(heard.taken_docs(), [own]);
    assert!(heard.is_done(), "{:?}", heard.messages);
    assert_eq!(settled(&heard), []);
}

#[test]
fn a_note_on_what_others_signed_waits_without_its_phone() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    let envelope = ana.hand_over();
    office.write(|t| {
        Ok(t.execute_batch(
            "CREATE TRIGGER fault AFTER INSERT ON document WHEN new.kind = 0
             BEGIN SELECT raise(ABORT, 'planted'); END",
        )?)
    });
    let note = ion.phone.note(session, "Loud.");
    let heard = ion.carry(&office, &[envelope]);
    let missing: Vec<DocId> = heard.missing().iter().map(|it| it.doc).collect();
    assert_eq!((missing, settled(&heard)), (vec![note], vec![]));
    assert!(heard.is_done(), "{:?}", heard.messages);
}

#[test]
fn of_a_session_that_is_refused_the_note_is_refused_with_it() {
    let (office, mut ana, mut ion, mut maria) = three();
    ana.phone.who.unit = unit("cluj");
    let elsewhere = ana.phone.record("Elsewhere");
    let note = ana.phone.note(elsewhere, "Careful.");
    let envelope = ana.hand_over();
    for carrier in [&mut ion, &mut maria] {
        let heard = carrier.carry(&office, std::slice::from_ref(&envelope));
        assert_eq!(heard.codes(), [RefusalCode::BadDocument; 2]);
        let hashes = heard.refused().iter().filter_map(|it| it.hash).count();
        assert_eq!(hashes, 2);
        assert_eq!((settled(&heard).len(), heard.missing()), (1, vec![]));
    }
    // In a request of its own, too.
    let put = ana.phone.put(note);
    let heard = ana.phone.ask(&office, vec![put.into()]);
    assert_eq!(heard.codes(), [RefusalCode::BadDocument]);
    assert_eq!(office.count(REMEMBERED), 1);
}

#[test]
fn the_note_of_a_session_that_never_came_is_still_asked_for() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    let note = ana.phone.note(session, "Careful.");
    let alone = ana.sign(vec![ana.phone.put(note)]);
    let heard = ion.carry(&office, std::slice::from_ref(&alone));
    assert_eq!((heard.codes(), heard.missing().len()), (vec![], 1));
    assert_eq!(settled(&heard), []);
    let heard = ion.carry(&office, &[ana.hand_over(), alone]);
    assert_eq!((heard.codes(), settled(&heard).len()), (vec![], 2));
}
