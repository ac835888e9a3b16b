//! The list of what waits for a coordinator: whose, in which order, how much of it.

use std::collections::BTreeSet;

use client_core::ids::{ChangeHash, DeviceId, DocId, FeedId};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::{DocKind, Edit, Register, Role};
use client_core::time::Timestamp;
use client_core::wire::{RefusalCode, ToPhone};

use super::door::sync;
use super::office::{Office, organisation, unit};
use super::phone::{Phone, title_is};
use super::quarantine::{Desk, desk, iasi, taken};
use crate::limits::{
    QUARANTINE_CHANGES_MAX, QUARANTINE_DECISIONS_SHOWN, QUARANTINE_DEVICE_BYTES_MAX,
    QUARANTINE_DEVICE_CHANGES_MAX, QUARANTINE_FULL_RETRY_MINUTES, QUARANTINE_READ_CHANGES_MAX,
};
use crate::projection::{self, Why};
use crate::store::acts::{self, Act};
use crate::store::quarantine::{self, Kept};
use crate::store::read::waiting::{self, Counts};
use crate::store::read::{Scope, waiting::Waiting};
use crate::store::{follows, members};

/// A session that a phone left, as it is kept: nobody reads it here.
fn left(device: u8, number: u16, unit: &str, kind: DocKind) -> (DocId, Kept) {
    let mut doc = [device; 16];
    doc[4..6].copy_from_slice(&number.to_be_bytes());
    let mut hash = [device; 32];
    hash[..2].copy_from_slice(&number.to_be_bytes());
    let kept = Kept {
        hash: ChangeHash(hash),
        device: DeviceId([device; 16]),
        member: "ana".parse().unwrap(),
        kind: kind.number(),
        unit: Some(unit.parse().unwrap()),
        place: quarantine::Place::default(),
        received: Timestamp(1_000 + i64::from(number)),
        carrier: None,
        bytes: vec![0; 9],
    };
    (DocId(doc), kept)
}

fn leave(office: &Office, device: u8, numbers: std::ops::Range<u16>, of: &str, kind: DocKind) {
    office.write(|t| {
        for number in numbers {
            let (doc, kept) = left(device, number, of, kind);
            quarantine::put(t, &organisation(), doc, &kept)?;
        }
        Ok(())
    });
}

fn all_pages(office: &Office, scope: &Scope, length: usize) -> Vec<Vec<Waiting>> {
    let (mut pages, mut after): (Vec<Vec<Waiting>>, _) = (Vec::new(), None);
    loop {
        let page = office
            .exchange_read(|c| waiting::page(c, &organisation(), scope, (None, after), length));
        let Some(last) = page.last().map(|last| last.place) else {
            return pages;
        };
        assert_eq!(last.to_string().parse(), Ok(last));
        after = Some(last);
        pages.push(page);
    }
}

#[test]
fn however_much_one_phone_left_the_work_of_others_is_on_the_first_page() {
    let office = Office::new();
    leave(&office, 1, 0..3, "iasi", DocKind::Session);
    leave(&office, 2, 0..1, "cluj", DocKind::Session);
    // It came last, and is more than any page looked through once.
    leave(&office, 3, 100..2_200, "iasi", DocKind::Session);
    let pages = all_pages(&office, &iasi(), 20);
    let of = |waiting: &&Waiting| waiting.doc.0[0] == 1;
    assert_eq!(pages[0].iter().filter(of).count(), 3);
    let docs: BTreeSet<_> = pages.iter().flatten().map(|waiting| waiting.doc).collect();
    assert_eq!((docs.len(), pages.concat().len()), (2_103, 2_103));
    let cluj = Scope::Units([unit("cluj")].into());
    assert_eq!(all_pages(&office, &cluj, 20).concat().len(), 1);
    assert_eq!(all_pages(&office, &Scope::All, 1_000).concat().len(), 2_104);

    let one = DeviceId([1; 16]);
    let (shown, left) = office.exchange_read(|c| {
        let page = waiting::page(c, &organisation(), &iasi(), (Some(one), None), 20)?;
        let left = waiting::left_by(c, &organisation(), &iasi(), one)?;
        Ok((page.len(), left))
    });
    assert_eq!((shown, left), (3, 3));
}

#[test]
fn sessions_and_exchanges_are_counted_apart_and_what_is_private_with_its_own() {
    let office = Office::new();
    leave(&office, 1, 0..2, "iasi", DocKind::Session);
    leave(&office, 1, 5..6, "iasi", DocKind::Exchange);
    leave(&office, 1, 7..8, "cluj", DocKind::Session);
    // A note that came before its session, and one that came behind.
    let (parent, later) = left(2, 1, "iasi", DocKind::Session);
    for (doc, kept) in [(parent, None), (DocId([9; 16]), Some(later))] {
        let note = Kept {
            hash: ChangeHash(doc.0.repeat(2).try_into().unwrap()),
            kind: DocKind::Private.number(),
            unit: None,
            ..left(2, 3, "iasi", DocKind::Private).1
        };
        office.write(|t| {
            quarantine::put(t, &organisation(), parent.companion(), &note)?;
            kept.map_or(Ok(()), |kept| {
                quarantine::put(t, &organisation(), parent, &kept)
            })
        });
    }
    let counts = office.exchange_read(|c| waiting::counts(c, &organisation(), &iasi()));
    let expected = Counts {
        sessions: 3,
        exchanges: 1,
    };
    assert_eq!(counts, expected);
    let one = office.exchange_read(|c| waiting::one(c, &organisation(), &iasi(), parent));
    assert_eq!(one.map(|waiting| waiting.changes), Some(3));
}

#[test]
fn decisions_are_those_about_the_readers_units_however_many_others_there_are() {
    let office = Office::new();
    office.found();
    office.invite("Eva", Role::National, "cluj");
    let eva = office.exchange_read(|c| members::by_name(c, "Eva"));
    let member = eva.unwrap().id;
    let decide = |number: u8, of: &str| {
        let act = Act {
            at: office.now,
            member: member.clone(),
            what: acts::KEPT_OUT.to_owned(),
            doc: DocId([number; 16]),
            about: serde_json::json!({ "changes": 1, "reason": "x", "unit": of }),
        };
        office.write(|t| acts::put(t, &act).map(|_| ()));
    };
    decide(1, "iasi");
    (2..40).for_each(|number| decide(number, "cluj"));
    let decided = |scope: &Scope| {
        let limit = QUARANTINE_DECISIONS_SHOWN;
        office.exchange_read(|c| waiting::decided(c, &organisation(), scope, limit))
    };
    assert_eq!(decided(&iasi()).len(), 1);
    assert_eq!(
        decided(&Scope::All).len(),
        QUARANTINE_DECISIONS_SHOWN as usize
    );
}

#[test]
fn what_a_phone_left_beyond_its_room_is_not_said_to_be_kept() {
    let mut desk = desk();
    let (device, home) = (desk.joined.device, desk.coordinator.organisation.clone());
    let allowed = |changes: u64, bytes: u64| {
        let home = home.clone();
        move |t: &crate::store::Transaction<'_>| {
            let sum = "INSERT INTO quarantine_sum VALUES (?1, ?2, ?3, ?4, 0, 0)
                       ON CONFLICT DO UPDATE SET changes = waiting + excluded.changes,
                           bytes = waiting_bytes + excluded.bytes";
            let (changes, bytes) = (changes.cast_signed(), bytes.cast_signed());
            t.execute(sum, (home.as_str(), device.0, changes, bytes))?;
            Ok(())
        }
    };
    let docs = [desk.ana.record("One"), desk.ana.record("Two")];
    desk.close();
    let full = [
        (QUARANTINE_DEVICE_CHANGES_MAX, 0),
        (0, QUARANTINE_DEVICE_BYTES_MAX),
    ];
    for (changes, bytes) in full {
        desk.office.write(allowed(changes, bytes));
        let heard = sync(&desk.office, &mut desk.ana, &desk.joined.token).unwrap();
        assert_eq!((heard.codes(), heard.taken().len()), (vec![], 0));
        let told = format!("{:?}", heard.messages.last());
        assert!(told.contains("the rest stays on this phone"), "{told}");
        assert_eq!(desk.waiting(), 0);
    }
    desk.office
        .write(allowed(QUARANTINE_DEVICE_CHANGES_MAX - 1, 0));
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    desk.office.write(allowed(0, 0));
    // What is here already takes no room, and what had none is kept now.
    assert_eq!(desk.sync(), [RefusalCode::Quarantined; 2]);
    for doc in docs {
        assert_eq!(desk.let_in(&iasi(), doc), Ok(taken(1)));
    }
}

#[test]
fn when_all_the_room_is_taken_an_open_phone_comes_back_later() {
    let mut desk = desk();
    desk.ana.record("One");
    desk.lose_the_unit();
    desk.office.days_later(LOST_FEED_GRACE_DAYS + 1);
    let home = desk.coordinator.organisation.clone();
    let others = "INSERT INTO quarantine_sum VALUES (?1, zeroblob(16), ?2, 0, ?2, 0)";
    desk.office.write(|t| {
        let all = QUARANTINE_CHANGES_MAX.cast_signed();
        t.execute(others, (home.as_str(), all))?;
        Ok(())
    });
    let heard = sync(&desk.office, &mut desk.ana, &desk.joined.token).unwrap();
    assert_eq!(heard.codes(), []);
    let Some(ToPhone::Retry(retry)) = heard.messages.last() else {
        panic!("{:?}", heard.messages)
    };
    assert_eq!(retry.after_ms, QUARANTINE_FULL_RETRY_MINUTES * 60_000);
}

#[test]
fn a_long_list_is_read_up_to_its_bound_and_let_in_by_and_by() {
    let mut desk = desk();
    let session = desk.ana.record("Number 0");
    for number in 1..150 {
        desk.ana
            .edit(session, &[title_is(&format!("Number {number}"))]);
    }
    desk.ana.note(session, "Careful.");
    desk.close();
    assert_eq!(desk.sync().len(), 151);
    let home = &desk.coordinator.organisation;
    let reading = desk.office.exchange_read(|c| {
        let waiting = waiting::one(c, home, &iasi(), session)?.unwrap();
        projection::read_waiting(c, home, &waiting)
    });
    assert_eq!(reading.entries.len(), QUARANTINE_READ_CHANGES_MAX + 1);
    assert_eq!(reading.further, 150 - QUARANTINE_READ_CHANGES_MAX as u64);
    let mut steps = Vec::new();
    let mut progress = |done, of| steps.push((done, of));
    let (exchange, now) = (&desk.office.exchange, desk.office.now);
    let done = exchange.let_in(&desk.coordinator, &iasi(), session, now, &mut progress);
    assert_eq!(done, Ok(taken(151)));
    assert!(steps.len() >= 5 && steps.is_sorted(), "{steps:?}");
    assert_eq!(steps.last(), Some(&(151, 151)));
    assert_eq!(desk.title(session).as_deref(), Some("Number 149"));
    assert_eq!(desk.waiting(), 0);
    let noted = (desk.office).exchange_read(|c| waiting::decided(c, home, &iasi(), 20));
    let noted: Vec<_> = noted.iter().map(|act| &act.about).collect();
    let whole = serde_json::json!({ "changes": 151, "left": 0, "unit": "iasi" });
    assert_eq!(noted, [&whole], "one decision, one note");
}

#[test]
fn what_an_earlier_version_kept_without_its_place_is_let_in_whole() {
    let mut desk = desk();
    let session = desk.ana.record("Number 0");
    for number in 1..70 {
        desk.ana
            .edit(session, &[title_is(&format!("Number {number}"))]);
    }
    desk.close();
    assert_eq!(desk.sync().len(), 70);
    desk.office.write(|t| {
        t.execute("UPDATE quarantine SET start_op = 0, actor_seq = 0", [])?;
        Ok(())
    });
    assert_eq!(desk.let_in(&iasi(), session), Ok(taken(70)));
    assert_eq!(desk.title(session).as_deref(), Some("Number 69"));
}

/// Why the last of what Ana left of a session waits.
fn why(desk: &Desk, session: DocId) -> Why {
    let home = &desk.coordinator.organisation;
    desk.office.exchange_read(|c| {
        let senders = waiting::senders(c, home, session, 1)?;
        Why::of(c, home, Some(&unit("iasi")), &senders[0])
    })
}

/// Whoever lost a unit long ago and is back in it.
fn back_in_the_unit(desk: &Desk) {
    let (home, who) = (&desk.coordinator.organisation, &desk.ana.who.member);
    let (feed, now) = (FeedId::of_unit(&unit("iasi")), desk.office.now);
    desk.office
        .write(|t| follows::follow(t, home, who, &feed, now));
}

#[test]
fn what_builds_on_something_that_waits_waits_behind_it() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.ana.note(session, "Careful.");
    desk.lose_the_unit();
    desk.office.days_later(LOST_FEED_GRACE_DAYS + 1);
    assert_eq!(
        desk.sync(),
        [RefusalCode::Quarantined; 2],
        "its note as well"
    );
    assert_eq!(why(&desk, session), Why::Lost);
    desk.office.days_later(1);
    back_in_the_unit(&desk);
    let mut knowing = desk.ana.clone();
    know_as_sent(&mut knowing, session);
    knowing.edit(session, &[title_is("Two")]);
    knowing.note(session, "More careful.");
    let heard = sync(&desk.office, &mut knowing, &desk.joined.token).unwrap();
    assert_eq!(heard.codes(), [RefusalCode::Quarantined; 2]);
    assert!(heard.missing().is_empty());
    let told = format!("{:?}", heard.refused());
    assert!(told.contains("builds on what waits"), "{told}");
    assert_eq!(desk.waiting(), 4);
    assert_eq!(why(&desk, session), Why::Behind);
    assert_eq!(desk.let_in(&iasi(), session), Ok(taken(4)));
    assert_eq!(desk.title(session).as_deref(), Some("Two"));
}

#[test]
fn what_waits_behind_is_said_to_as_long_as_its_writer_would_be_let_in() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.lose_the_unit();
    desk.office.days_later(LOST_FEED_GRACE_DAYS + 1);
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    back_in_the_unit(&desk);
    desk.lose_the_unit();
    let expected = [(LOST_FEED_GRACE_DAYS - 1, Why::Behind), (1, Why::Lost)];
    for (days, expected) in expected {
        desk.office.days_later(days);
        know_as_sent(&mut desk.ana, session);
        let title = format!("{days} days later");
        desk.ana.edit(session, &[title_is(&title)]);
        assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
        assert_eq!(why(&desk, session), expected);
    }
    desk.close();
    know_as_sent(&mut desk.ana, session);
    desk.ana.edit(session, &[title_is("Three")]);
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    assert_eq!(why(&desk, session), Why::Closed);
}

/// The phone holds what it sent for sent: only what is new goes into its next put.
fn know_as_sent(phone: &mut Phone, doc: DocId) {
    for part in [doc, doc.companion()] {
        if let Some(document) = phone.documents.get(&part) {
            let heads = document.heads();
            phone.server_heads.insert(part, heads);
        }
    }
}

#[test]
fn what_builds_on_something_that_was_rejected_is_refused() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.lose_the_unit();
    desk.office.days_later(LOST_FEED_GRACE_DAYS + 1);
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    assert_eq!(desk.keep_out(session, "Made up."), Ok(1));
    back_in_the_unit(&desk);
    know_as_sent(&mut desk.ana, session);
    desk.ana.edit(session, &[title_is("Two")]);
    assert_eq!(desk.sync(), [RefusalCode::DependsOnRefused]);
}

#[test]
fn a_partners_later_edit_of_an_exchange_that_waits_waits_behind_it() {
    for has_another in [false, true] {
        let office = Office::new();
        let mut vera = office.phone("vera", Role::Partner, &[]);
        vera.who.unit = unit("iasi");
        let programme: FeedId = "programme:neighbours".parse().unwrap();
        office.follow("vera", &programme);
        if has_another {
            office.follow("vera", &"programme:elsewhere".parse().unwrap());
        }
        vera.sync(&office);
        let doc = vera.record("Not said");
        let begun = client_core::document::Document::new(DocKind::Exchange, doc);
        vera.documents.insert(doc, begun);
        let named = Edit::text(Register::Programme, "neighbours");
        vera.edit(doc, &[title_is("Study visit"), named]);
        office.write(|t| {
            let member = "vera".parse().unwrap();
            follows::unfollow(t, &organisation(), &member, &programme, office.now)
        });
        assert_eq!(vera.sync(&office).codes(), [RefusalCode::Quarantined]);
        know_as_sent(&mut vera, doc);
        vera.edit(doc, &[Edit::number(Register::Hours, 5)]);
        assert_eq!(
            vera.sync(&office).codes(),
            [RefusalCode::Quarantined],
            "{has_another}"
        );
        assert_eq!(office.count("SELECT count(*) FROM quarantine"), 2);
    }
}
