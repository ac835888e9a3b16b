//! A session that moves to another unit.

use client_core::ids::DocId;
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::Role;
use client_core::wire::{RefusalCode, ToPhone};

use super::desk::{Desk, desk};
use super::office::{feed, random, unit};
use super::phone::{Heard, Phone, title_is};
use crate::exchange::EditRefused;
use crate::store::follows;

impl Desk {
    fn transfer(&self, doc: DocId, to: &str) -> Result<(), EditRefused> {
        let (exchange, now) = (&self.office.exchange, self.office.now);
        let mut random = random(40);
        exchange.transfer(&self.coordinator, doc, &unit(to), now, &mut random)
    }

    /// A volunteer of another unit of the same organisation.
    fn eve(&self) -> Phone {
        let mut phone = self.office.volunteer("eve", "cluj");
        let home = &self.coordinator.organisation;
        phone.who.organisation = home.clone();
        let (member, feed) = (phone.who.member.clone(), feed("cluj"));
        let now = self.office.now;
        self.office
            .write(|t| follows::follow(t, home, &member, &feed, now));
        phone
    }
}

fn gone(heard: &Heard) -> Vec<DocId> {
    let gone = heard.messages.iter().filter_map(|message| match message {
        ToPhone::Gone(gone) => gone.doc,
        _ => None,
    });
    gone.collect()
}

#[test]
fn it_leaves_the_old_phones_and_comes_whole_to_the_new_ones() {
    let mut desk = desk();
    let mut eve = desk.eve();
    let session = desk.ana.record("Frasin");
    let note = desk.ana.note(session, "Bring posters.");
    desk.ana.sync(&desk.office);
    eve.sync(&desk.office);
    assert!(eve.documents.is_empty());

    desk.transfer(session, "cluj").unwrap();
    desk.transfer(session, "cluj").unwrap_err();
    let mut left = gone(&desk.ana.sync(&desk.office));
    left.sort();
    let mut both = [session, note];
    both.sort();
    assert_eq!(left, both, "with its companion");
    eve.sync(&desk.office);
    assert_eq!(eve.title(session), "Frasin");
    assert!(eve.documents.contains_key(&note));
    let rows = "SELECT count(*) FROM document WHERE unit = 'cluj'";
    assert_eq!(desk.office.count(rows), 2);
    let rows = "SELECT count(*) FROM session_row WHERE unit = 'cluj'";
    assert_eq!(desk.office.count(rows), 1);
    assert_eq!(
        desk.office.count("SELECT count(*) FROM act"),
        1,
        "noted once"
    );
    let origin = "SELECT count(*) FROM log JOIN feed_event USING (seq)
                  WHERE doc IS NOT NULL AND member IS NOT NULL";
    assert_eq!(desk.office.count(origin), 4, "two in, two out, by somebody");
}

#[test]
fn what_was_written_offline_under_the_old_unit_is_taken_for_ninety_days() {
    let mut desk = desk();
    let mut eve = desk.eve();
    let session = desk.ana.record("Frasin");
    desk.ana.sync(&desk.office);
    desk.ion.sync(&desk.office);
    desk.ana.edit(session, &[title_is("Frasin, grade 9")]);
    desk.ion.edit(session, &[title_is("Too late")]);
    desk.ion.note(session, "Too late as well.");
    desk.transfer(session, "cluj").unwrap();

    desk.office.days_later(LOST_FEED_GRACE_DAYS - 1);
    let heard = desk.ana.sync(&desk.office);
    assert_eq!(heard.taken().len(), 1);
    assert!(heard.items().is_empty(), "nothing is shown any more");
    eve.sync(&desk.office);
    assert_eq!(eve.title(session), "Frasin, grade 9");

    desk.office.days_later(2);
    let heard = desk.ion.sync(&desk.office);
    assert_eq!(heard.codes(), [RefusalCode::Quarantined; 2]);
    assert_eq!(desk.office.count("SELECT count(*) FROM quarantine"), 2);
}

#[test]
fn a_push_that_was_judged_before_the_move_is_judged_again() {
    let mut desk = desk();
    let session = desk.ana.record("Frasin");
    desk.ana.sync(&desk.office);
    desk.ana.edit(session, &[title_is("Frasin, grade 9")]);
    let prepared = desk.office.prepare(&mut desk.ana);
    desk.transfer(session, "cluj").unwrap();
    let mut batch = [prepared];
    let now = desk.office.now;
    desk.office.exchange.commit(&mut batch, now).unwrap();
    assert!(batch[0].is_moved());
    let rows = "SELECT count(*) FROM document WHERE unit = 'cluj'";
    assert_eq!(desk.office.count(rows), 1, "the move stands");
}

#[test]
fn only_coordinators_move_what_they_see_to_a_unit_that_there_is() {
    let mut desk = desk();
    let session = desk.ana.record("Frasin");
    desk.ana.sync(&desk.office);
    assert_eq!(
        desk.transfer(session, "nowhere"),
        Err(EditRefused::NotFound)
    );
    assert_eq!(
        desk.transfer(DocId([7; 16]), "cluj"),
        Err(EditRefused::NotFound)
    );
    desk.coordinator.role = Role::Volunteer;
    let refused = desk.transfer(session, "cluj");
    assert!(
        matches!(refused, Err(EditRefused::Refused { .. })),
        "{refused:?}"
    );
}
