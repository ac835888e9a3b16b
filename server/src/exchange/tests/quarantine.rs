//! What waited for a coordinator: let in as if it had come in time, or refused for good.

use client_core::ids::{DocId, FeedId};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::Role;
use client_core::wire::{JoinAnswer, RefusalCode};

use super::door::{join, sync};
use super::office::{Office, unit};
use super::phone::{Phone, title_is};
use crate::accounts;
use crate::exchange::{EditRefused, Editor, Left, LetIn};
use crate::projection;
use crate::store::read::{Scope, waiting};
use crate::store::{follows, organisation, read_model};

pub(super) struct Desk {
    pub(super) office: Office,
    pub(super) coordinator: Editor,
    pub(super) ana: Phone,
    pub(super) joined: JoinAnswer,
}

pub(super) fn desk() -> Desk {
    let office = Office::new();
    office.found();
    let (ana, joined) = join(&office, "Ana");
    let invited = office.invite("Maria", Role::Coordinator, "iasi");
    let home = office.exchange_read(organisation::home).unwrap().id;
    let coordinator = Editor {
        organisation: home,
        member: invited.member,
        role: Role::Coordinator,
        unit: unit("iasi"),
    };
    Desk {
        office,
        coordinator,
        ana,
        joined,
    }
}

pub(super) fn iasi() -> Scope {
    Scope::Units([unit("iasi")].into())
}

impl Desk {
    pub(super) fn sync(&mut self) -> Vec<RefusalCode> {
        let heard = sync(&self.office, &mut self.ana, &self.joined.token);
        heard.unwrap().codes()
    }

    pub(super) fn close(&self) {
        let (device, now) = (self.joined.device, self.office.now);
        self.office
            .write(|t| accounts::close(t, device, false, now));
    }

    pub(super) fn lose_the_unit(&self) {
        let (home, who) = (&self.coordinator.organisation, &self.ana.who.member);
        let (feed, now) = (FeedId::of_unit(&unit("iasi")), self.office.now);
        self.office
            .write(|t| follows::unfollow(t, home, who, &feed, now));
    }

    pub(super) fn let_in(&self, scope: &Scope, doc: DocId) -> Result<LetIn, EditRefused> {
        let exchange = &self.office.exchange;
        exchange.let_in(
            &self.coordinator,
            scope,
            doc,
            self.office.now,
            &mut |_, _| (),
        )
    }

    pub(super) fn keep_out(&self, doc: DocId, reason: &str) -> Result<usize, EditRefused> {
        let (exchange, now) = (&self.office.exchange, self.office.now);
        exchange.keep_out(&self.coordinator, &iasi(), doc, reason, now)
    }

    pub(super) fn title(&self, doc: DocId) -> Option<String> {
        let facts = self.office.exchange_read(|c| read_model::session(c, doc));
        facts.map(|facts| facts.title)
    }

    pub(super) fn waiting(&self) -> i64 {
        self.office
            .count("SELECT count(*) FROM quarantine WHERE rejected_at IS NULL")
    }
}

pub(super) fn taken(changes: usize) -> LetIn {
    LetIn {
        taken: changes,
        left: Vec::new(),
    }
}

#[test]
fn what_a_closed_phone_left_is_let_in_in_the_name_of_whoever_wrote_it() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    assert_eq!(desk.sync(), []);
    desk.ana.edit(session, &[title_is("Two")]);
    let late = desk.ana.record("Late");
    desk.ana.edit(late, &[title_is("Late, grade 9")]);
    desk.ana.note(late, "Careful.");
    desk.close();
    let heard = sync(&desk.office, &mut desk.ana, &desk.joined.token);
    let refused = heard.unwrap().refused();
    assert_eq!(refused.len(), 4);
    assert!(
        refused
            .iter()
            .all(|it| it.reason.starts_with("the phone that wrote it was closed"))
    );
    assert_eq!((desk.title(late), desk.waiting()), (None, 4));

    assert_eq!(desk.let_in(&iasi(), late), Ok(taken(3)));
    assert_eq!(desk.title(late).as_deref(), Some("Late, grade 9"));
    assert_eq!(desk.let_in(&iasi(), session), Ok(taken(1)));
    assert_eq!(desk.title(session).as_deref(), Some("Two"));
    assert_eq!(desk.waiting(), 0);
    let own = format!(
        "SELECT count(*) FROM change JOIN log USING (seq)
         WHERE log.device = x'{}' AND log.member = '{}'",
        desk.joined.device, desk.ana.who.member
    );
    assert_eq!(desk.office.count(&own), 5);
    assert_eq!(
        desk.office.count("SELECT count(*) FROM refused"),
        0,
        "what builds on it is taken"
    );
    let noted = format!(
        "SELECT count(*) FROM act WHERE what = 'let_in' AND member = '{}'",
        desk.coordinator.member
    );
    assert_eq!(desk.office.count(&noted), 2);
    assert_eq!(desk.let_in(&iasi(), late), Err(EditRefused::NotFound));
}

#[test]
fn what_came_too_late_for_a_lost_unit_is_let_in() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    assert_eq!(desk.sync(), []);
    desk.ana.edit(session, &[title_is("Too late")]);
    desk.lose_the_unit();
    desk.office.days_later(LOST_FEED_GRACE_DAYS + 1);
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    assert_eq!(desk.let_in(&iasi(), session), Ok(taken(1)));
    assert_eq!(desk.title(session).as_deref(), Some("Too late"));
}

#[test]
fn what_was_refused_for_good_keeps_its_bytes_and_its_reason() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.lose_the_unit();
    desk.office.days_later(LOST_FEED_GRACE_DAYS + 1);
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    let silent = desk.keep_out(session, " ");
    assert!(matches!(silent, Err(EditRefused::Field(_))), "{silent:?}");
    assert_eq!(desk.keep_out(session, "The phone was stolen."), Ok(1));
    assert_eq!(desk.waiting(), 0);
    assert_eq!(desk.office.count("SELECT count(*) FROM quarantine"), 1);
    assert_eq!(desk.let_in(&iasi(), session), Err(EditRefused::NotFound));

    let heard = sync(&desk.office, &mut desk.ana, &desk.joined.token).unwrap();
    assert_eq!(heard.codes(), [RefusalCode::NotPermitted]);
    let told = format!("{:?}", heard.messages);
    assert!(told.contains("The phone was stolen."), "{told}");
    assert_eq!(desk.title(session), None);
}

#[test]
fn what_is_not_fit_says_why_and_waits_on() {
    let mut desk = desk();
    desk.ana.who.unit = unit("cluj");
    let elsewhere = desk.ana.record("Elsewhere");
    desk.close();
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    let refused = desk.let_in(&Scope::All, elsewhere).unwrap();
    assert_eq!(refused.taken, 0);
    let left = Left {
        code: "bad_document",
        reason: "its unit is not one that this member may write for".to_owned(),
        changes: 1,
    };
    assert_eq!(refused.left, [left]);
    assert_eq!((desk.title(elsewhere), desk.waiting()), (None, 1));
}

#[test]
fn only_coordinators_of_the_unit_decide() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.close();
    assert_eq!(desk.sync(), [RefusalCode::Quarantined]);
    let cluj = Scope::Units([unit("cluj")].into());
    assert_eq!(desk.let_in(&cluj, session), Err(EditRefused::NotFound));
    desk.coordinator.role = Role::Volunteer;
    let refused = desk.let_in(&iasi(), session);
    assert!(
        matches!(refused, Err(EditRefused::Refused { .. })),
        "{refused:?}"
    );
}

#[test]
fn it_can_be_read_before_anybody_decides() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.ana.edit(session, &[title_is("Two")]);
    desk.ana.note(session, "Careful.");
    desk.close();
    assert_eq!(desk.sync().len(), 3);
    let home = &desk.coordinator.organisation;
    let (held, reading) = desk.office.exchange_read(|c| {
        let held = waiting::page(c, home, &iasi(), (None, None), 10)?;
        let reading = projection::read_waiting(c, home, &held[0])?;
        Ok((held, reading))
    });
    assert_eq!((held.len(), held[0].changes), (1, 3));
    assert_eq!((held[0].doc, held[0].is_here), (session, false));
    assert_eq!(reading.further, 0);
    let Some(projection::Facts::Session(facts)) = reading.facts else {
        panic!("{:?}", reading.facts)
    };
    assert_eq!((facts.title.as_str(), reading.entries.len()), ("Two", 3));
}
