//! Edits from the browser.

use std::cell::Cell;

use client_core::ids::{ChangeHash, DocId, UnitId};
use client_core::model::edit::splices_between;
use client_core::model::{DocKind, Edit, Register, Role};
use client_core::wire::RefusalCode;

use super::office::{Office, random};
use super::phone::{Phone, set, title_is};
use crate::exchange::{Beginning, EditRefused, Editor, Wish};
use crate::store::{follows, organisation};

pub(super) struct Desk {
    pub(super) office: Office,
    pub(super) coordinator: Editor,
    pub(super) ana: Phone,
    pub(super) ion: Phone,
    drawn: Cell<u64>,
}

/// A founded organisation with a coordinator at the desk and two volunteers outside.
pub(super) fn desk() -> Desk {
    let office = Office::new();
    office.found();
    let home = office.exchange_read(organisation::home).unwrap().id;
    let invited = office.invite("Eva", Role::Coordinator, "iasi");
    let coordinator = Editor {
        organisation: home.clone(),
        member: invited.member,
        role: Role::Coordinator,
        unit: "iasi".parse().unwrap(),
    };
    let phone = |name: &str| {
        let mut phone = office.volunteer(name, "iasi");
        phone.who.organisation = home.clone();
        let (member, feed) = (phone.who.member.clone(), super::office::feed("iasi"));
        office.write(|t| follows::follow(t, &home, &member, &feed, office.now));
        phone
    };
    let (ana, ion) = (phone("ana"), phone("ion"));
    Desk {
        office,
        coordinator,
        ana,
        ion,
        drawn: Cell::new(1_000),
    }
}

impl Desk {
    /// Other randomness at each call.
    fn draw(&self) -> impl FnMut(&mut [u8]) + use<> {
        self.drawn.set(self.drawn.get() + 1);
        random(self.drawn.get())
    }

    fn edit(&self, doc: DocId, seen: &[ChangeHash], edits: &[Edit]) -> Result<(), EditRefused> {
        let wish = Wish { doc, seen, edits };
        let (exchange, now) = (&self.office.exchange, self.office.now);
        let mut random = self.draw();
        exchange.edit(&self.coordinator, &wish, now, &mut random)
    }

    fn begin(&self, unit: &str, all: &[&[Edit]]) -> Result<Vec<DocId>, EditRefused> {
        let unit: UnitId = unit.parse().unwrap();
        let beginnings: Vec<_> = all
            .iter()
            .map(|edits| Beginning {
                kind: DocKind::Session,
                unit: &unit,
                edits,
                known_as: None,
            })
            .collect();
        let (exchange, now) = (&self.office.exchange, self.office.now);
        let mut random = self.draw();
        exchange.begin(&self.coordinator, &beginnings, now, &mut random)
    }
}

#[test]
fn a_coordinators_word_reaches_every_phone_under_the_coordinators_name() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.ana.sync(&desk.office);
    desk.ion.sync(&desk.office);
    desk.ana.edit(session, &[title_is("By Ana")]);
    desk.ion.edit(session, &[title_is("By Ion")]);
    desk.ana.sync(&desk.office);
    desk.ion.sync(&desk.office);
    desk.ana.sync(&desk.office);
    let seen = desk.ana.documents[&session].heads();
    assert_eq!(seen.len(), 2);

    desk.edit(session, &seen, &[title_is("By Ion")]).unwrap();
    let verified = set(Register::ReviewState, "verified");
    desk.edit(session, &[], &[verified]).unwrap();
    let heard = desk.ana.sync(&desk.office);
    let authors: Vec<_> = heard.items()[0]
        .authors
        .iter()
        .map(|a| a.who.clone())
        .collect();
    assert_eq!(authors, vec![desk.coordinator.member.to_string(); 2]);
    assert_eq!(desk.ana.title(session), "By Ion");
    assert_eq!(desk.ana.documents[&session].heads().len(), 1);
    let devices = "SELECT count(*) FROM device WHERE app = 'teren'";
    assert_eq!(desk.office.count(devices), 1, "one replica for both edits");
}

#[test]
fn what_changed_since_the_page_was_made_is_decided_anew() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.ana.sync(&desk.office);
    let seen = desk.ana.documents[&session].heads();
    let at = set(Register::At, "47.10,27.60");
    desk.ana.edit(session, &[at]);
    desk.ana.sync(&desk.office);
    desk.edit(session, &seen, &[title_is("Two")]).unwrap();
    let moved = desk.edit(session, &seen, &[title_is("Three")]);
    assert_eq!(moved, Err(EditRefused::Moved));
    desk.ana.sync(&desk.office);
    assert_eq!(desk.ana.title(session), "Two");
}

#[test]
fn the_desk_has_the_rights_of_who_sits_there() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.ana.sync(&desk.office);
    assert_eq!(
        desk.edit(DocId([7; 16]), &[], &[title_is("Two")]),
        Err(EditRefused::NotFound)
    );
    let invited = desk.office.invite("Volunteer", Role::Volunteer, "iasi");
    desk.coordinator.member = invited.member;
    desk.coordinator.role = Role::Volunteer;
    let withdrawn = set(Register::Withdrawn, "held twice");
    let refused = desk.edit(session, &[], &[withdrawn]);
    let Err(EditRefused::Refused { code, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(code, RefusalCode::NotPermitted);
    let invited = desk.office.invite("Elsewhere!", Role::Coordinator, "cluj");
    desk.coordinator.member = invited.member;
    desk.coordinator.role = Role::Coordinator;
    let hidden = desk.edit(session, &[], &[title_is("Two")]);
    assert_eq!(
        hidden,
        Err(EditRefused::NotFound),
        "as if it were not there"
    );
}

#[test]
fn a_process_that_begins_anew_takes_another_replica() {
    let mut desk = desk();
    let session = desk.ana.record("One");
    desk.ana.sync(&desk.office);
    desk.edit(session, &[], &[title_is("Two")]).unwrap();
    desk.office.restart();
    let wish = Wish {
        doc: session,
        seen: &[],
        edits: &[title_is("Three")],
    };
    let (exchange, now) = (&desk.office.exchange, desk.office.now);
    exchange
        .edit(&desk.coordinator, &wish, now, &mut random(78))
        .unwrap();
    assert_eq!(desk.office.count("SELECT count(*) FROM replica"), 3);
    desk.ana.sync(&desk.office);
    assert_eq!(desk.ana.title(session), "Three");
}

#[test]
fn what_is_begun_at_the_desk_is_on_the_phones_of_its_unit() {
    let mut desk = desk();
    let notes = Edit::Notes {
        splices: splices_between("", "Bring the posters."),
    };
    let all: Vec<Vec<Edit>> = (0..40)
        .map(|n| vec![title_is(&format!("Planned {n}")), notes.clone()])
        .collect();
    let all: Vec<&[Edit]> = all.iter().map(Vec::as_slice).collect();
    let ids = desk.begin("iasi", &all).unwrap();
    assert_eq!(ids.len(), 40);
    desk.ana.sync(&desk.office);
    assert_eq!(desk.ana.title(ids[0]), "Planned 0");
    assert_eq!(desk.ana.title(ids[39]), "Planned 39");
    assert!(desk.ana.documents.contains_key(&ids[39].companion()));
}

#[test]
fn the_desk_begins_all_or_nothing_and_only_where_the_member_may() {
    let desk = desk();
    let documents = "SELECT count(*) FROM document";
    let nothing = desk.begin("iasi", &[&[title_is("One")], &[]]);
    assert!(matches!(nothing, Err(EditRefused::Field(_))), "{nothing:?}");
    let elsewhere = desk.begin("cluj", &[&[title_is("One")]]);
    assert!(
        matches!(elsewhere, Err(EditRefused::Refused { .. })),
        "{elsewhere:?}"
    );
    assert_eq!(desk.office.count(documents), 0);
    desk.begin("iasi", &[&[title_is("One")]]).unwrap();
    desk.begin("iasi", &[&[title_is("Two")]]).unwrap();
    assert_eq!(desk.office.count(documents), 2, "within one millisecond");
}
