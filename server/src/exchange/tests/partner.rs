//! A partner sees what its programmes share and nothing else, by any way; it writes exchanges.

use client_core::document::Document;
use client_core::ids::{ChangeHash, DocId, FeedId, StateHash};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::{DocKind, Edit, Register, Role};
use client_core::wire::message::Blob;
use client_core::wire::{
    CatalogueCursor, Differing, Inventory, InventoryItem, Reconcile, RefusalCode, ToPhone,
};

use super::office::{Office, organisation};
use super::phone::{Heard, Phone, of_unit, title_is};
use crate::accounts::{self, NewProgramme, ProgrammeError};
use crate::store::feeds::Day;
use crate::store::log::Origin;
use crate::store::{feeds, follows, members, programmes};

/// A turn of the negentropy protocol, version 1: from the beginning to the end, no ids.
const HAS_NOTHING: [u8; 5] = [0x61, 0, 0, 2, 0];

fn programme() -> FeedId {
    "programme:neighbours".parse().unwrap()
}

/// A programme in which the unit of Ana works, and a partner's seat in it.
fn seat(office: &Office) -> (Phone, Phone) {
    let named = programme().programme().unwrap();
    office.write(|t| programmes::add_unit(t, &named, &"iasi".parse().unwrap()));
    let mut vera = office.phone("vera", Role::Partner, &[]);
    vera.who.unit = "iasi".parse().unwrap();
    office.follow("vera", &programme());
    (office.volunteer("ana", "iasi"), vera)
}

fn begin_exchange(phone: &mut Phone, edits: &[Edit]) -> DocId {
    let id = phone.record("Not said");
    phone
        .documents
        .insert(id, Document::new(DocKind::Exchange, id));
    phone.edit(id, edits);
    id
}

fn names_it() -> Edit {
    Edit::text(Register::Programme, "neighbours")
}

impl Office {
    fn shares(&self, doc: DocId, is_shared: bool) {
        let origin = Origin {
            device: None,
            member: None,
            received: self.now,
        };
        let day = Day {
            day: "2017-03-14",
            planned: false,
        };
        self.write(|t| {
            if is_shared {
                feeds::join(t, &organisation(), doc, &programme(), day, &origin)
            } else {
                feeds::leave(t, &organisation(), doc, &programme(), &origin)
            }
        });
    }
}

fn names(heard: &Heard, doc: DocId) -> bool {
    heard.messages.iter().any(|message| match message {
        ToPhone::Item(item) => item.doc == doc,
        ToPhone::Gone(gone) => gone.doc == Some(doc),
        ToPhone::Missing(missing) => missing.doc == doc && !missing.heads.is_empty(),
        ToPhone::Taken(taken) => taken.doc == doc,
        _ => false,
    })
}

#[test]
fn a_partner_hears_of_no_session_and_no_companion_by_any_way() {
    let office = Office::new();
    let (mut ana, mut vera) = seat(&office);
    let shared = begin_exchange(&mut ana, &[title_is("Summer school"), names_it()]);
    let note_of_shared = ana.note(shared, "Mind the budget.");
    let secret = ana.record("Secret");
    let note = ana.note(secret, "Careful.");
    ana.sync(&office);
    let hidden = [secret, note, note_of_shared];
    // Pull and walk.
    let heard = vera.sync(&office);
    assert!(hidden.iter().all(|doc| !names(&heard, *doc)));
    assert_eq!(heard.items().len(), 1);
    assert_eq!(heard.items()[0].feeds, [programme()]);
    ana.edit(secret, &[title_is("Still secret")]);
    ana.note(shared, "Mind it more.");
    ana.sync(&office);
    let heard = vera.sync(&office);
    assert!(hidden.iter().all(|doc| !names(&heard, *doc)));
    for doc in hidden {
        // Want.
        assert_eq!(vera.want(&office, doc).messages.len(), 2);
        // Repair, by a list: with invented heads, and with nothing.
        for items in [vec![], vec![(doc, vec![ChangeHash([5; 32])])]] {
            let item = |(doc, heads)| InventoryItem { doc, heads };
            let list = Inventory {
                organisation: organisation(),
                items: items.into_iter().map(item).collect(),
                more: false,
                after: None,
            };
            let heard = vera.ask(&office, vec![list.into()]);
            assert!(hidden.iter().all(|doc| !names(&heard, *doc)));
        }
        // A push of a copy that it should not have.
        let mut copy = vera.clone();
        copy.documents.insert(doc, ana.documents[&doc].clone());
        copy.server_heads.insert(doc, ana.documents[&doc].heads());
        copy.sent += 100;
        let theirs = copy.put_of(doc, ana.documents[&doc].changes_after(&[]));
        let heard = copy.ask(&office, vec![theirs.into()]);
        assert!(!names(&heard, doc), "{:?}", heard.messages);
        vera.sent = copy.sent;
    }
    // Repair, by fingerprints: whoever says to have nothing is told the states of all there is.
    let state = |doc: &DocId| StateHash::of(*doc, &ana.documents[doc].heads());
    let turn = Reconcile {
        organisation: organisation(),
        begins: true,
        feeds: None,
        message: Blob(HAS_NOTHING.to_vec()),
    };
    let heard = vera.ask(&office, vec![turn.into()]);
    let mut said = heard.messages.iter().filter_map(|message| match message {
        ToPhone::Reconciled(said) => Some(&said.message.0),
        _ => None,
    });
    let said = said.next().expect("an answer");
    let tells = |doc: &DocId| said.windows(32).any(|bytes| bytes == state(doc).0);
    assert!(tells(&shared) && !hidden.iter().any(tells));
    let differing = Differing {
        organisation: organisation(),
        items: Vec::new(),
        lacking: hidden.iter().map(state).collect(),
    };
    let heard = vera.ask(&office, vec![differing.into()]);
    assert!(hidden.iter().all(|doc| !names(&heard, *doc)));
}

#[test]
fn what_is_no_longer_shared_is_gone_and_what_was_written_meanwhile_is_taken() {
    let mut office = Office::new();
    let (mut ana, mut vera) = seat(&office);
    let session = ana.record("Frasin");
    let exchange = begin_exchange(&mut ana, &[title_is("Summer school"), names_it()]);
    ana.sync(&office);
    office.shares(session, true);
    assert_eq!(vera.sync(&office).items().len(), 2);
    office.shares(session, false);
    office.shares(exchange, false);
    vera.edit(exchange, &[title_is("Written offline")]);
    let heard = vera.sync(&office);
    let gone = heard.messages.iter().filter_map(|message| match message {
        ToPhone::Gone(gone) => gone.doc,
        _ => None,
    });
    let mut gone: Vec<_> = gone.collect();
    gone.sort();
    let mut both = [session, exchange];
    both.sort();
    assert_eq!(gone, both);
    assert_eq!(heard.taken().len(), 1, "it is taken, and nothing is shown");
    ana.edit(exchange, &[Edit::number(Register::Hours, 5)]);
    ana.sync(&office);
    assert!(
        vera.sync(&office).items().is_empty(),
        "by naming it again it does not come back"
    );
    office.days_later(LOST_FEED_GRACE_DAYS + 1);
    vera.edit(exchange, &[title_is("Too late")]);
    assert_eq!(vera.sync(&office).codes(), [RefusalCode::Quarantined]);
}

#[test]
fn a_partner_writes_exchanges_and_reads_the_rest() {
    let office = Office::new();
    let (mut ana, mut vera) = seat(&office);
    let session = ana.record("Frasin");
    ana.sync(&office);
    office.shares(session, true);
    vera.sync(&office);
    vera.edit(session, &[title_is("Mine")]);
    assert_eq!(vera.sync(&office).codes(), [RefusalCode::NotPermitted]);
    vera.documents.remove(&session);

    let own = begin_exchange(&mut vera, &[title_is("Study visit"), names_it()]);
    let heard = vera.sync(&office);
    assert_eq!(heard.taken().len(), 1, "{:?}", heard.messages);
    let item = &heard.items()[0];
    assert_eq!((&item.doc, &item.feeds[..]), (&own, &[programme()][..]));
    assert!(item.changes.is_empty(), "what was brought is not sent back");
    ana.sync(&office);
    assert!(
        ana.documents.contains_key(&own),
        "its unit works in the programme"
    );
    let note = vera.note(own, "For us.");
    assert_eq!(vera.sync(&office).codes(), [RefusalCode::NotPermitted]);
    vera.documents.remove(&note);

    // Of no programme of its own, of another unit, or a session: none of these can be begun.
    let elsewhere = Edit::text(Register::Programme, "elsewhere");
    for edits in [&[title_is("x")][..], &[title_is("x"), elsewhere]] {
        let doc = begin_exchange(&mut vera, edits);
        assert_eq!(vera.sync(&office).codes(), [RefusalCode::BadDocument]);
        vera.documents.remove(&doc);
    }
    let doc = begin_exchange(&mut vera, &[title_is("x"), names_it()]);
    let put = of_unit(vera.put(doc), &"cluj".parse().unwrap());
    assert_eq!(
        vera.ask(&office, vec![put.into()]).codes(),
        [RefusalCode::BadDocument]
    );
    vera.documents.remove(&doc);
    vera.record("A session");
    assert_eq!(vera.sync(&office).codes(), [RefusalCode::BadDocument]);
}

#[test]
fn an_exchange_joins_only_a_programme_in_which_its_unit_works() {
    let office = Office::new();
    let (_, mut vera) = seat(&office);
    let mut eve = office.volunteer("eve", "cluj");
    let doc = begin_exchange(&mut eve, &[title_is("A wish"), names_it()]);
    eve.sync(&office);
    assert!(!names(&vera.sync(&office), doc));
    assert!(vera.documents.is_empty());
}

#[test]
fn a_restored_server_gets_a_session_back_from_a_partner_who_saw_it() {
    let mut office = Office::new();
    let (mut ana, mut vera) = seat(&office);
    let backup = office.back_up();
    let session = ana.record("After the backup");
    ana.sync(&office);
    office.shares(session, true);
    vera.sync(&office);
    office.restore(backup);
    vera.sync(&office);
    let heard = vera.repair(&office, 2);
    assert!(heard.iter().all(|heard| heard.refused().is_empty()));
    let of_ana = "SELECT count(*) FROM log JOIN change USING (seq) WHERE member = 'ana'";
    assert_eq!(office.count(of_ana), 1);
    let mut ion = office.volunteer("ion", "iasi");
    ion.sync(&office);
    assert_eq!(ion.title(session), "After the backup");
}

fn keys(heard: &Heard) -> Vec<String> {
    let key = |message: &ToPhone| match message {
        ToPhone::CatalogueItem(item) => Some(item.key.clone()),
        _ => None,
    };
    let mut keys: Vec<_> = heard.messages.iter().filter_map(key).collect();
    keys.sort();
    keys
}

/// What a phone hears of the catalogue: an old one at once, one of today in pages.
fn catalogue_of(office: &Office, phone: &mut Phone, told: Option<CatalogueCursor>) -> Heard {
    let mut hello = phone.hello();
    hello.catalogue = told;
    let body = phone.body_with(hello, Vec::new());
    Heard::read(0, &office.answer(&phone.who, &body))
}

#[test]
fn a_partners_catalogue_names_its_programmes_and_their_units_alone() {
    let office = Office::new();
    office.found();
    office.invite("Ana", Role::Volunteer, "iasi");
    let make = |id: &str, unit: &str| {
        let new = NewProgramme {
            id: &id.parse().unwrap(),
            name: &format!("Programme {id}"),
            units: &[unit.parse().unwrap()],
        };
        let made = office
            .exchange
            .store
            .write(|tx| accounts::make_programme(tx, &new, office.now));
        made.unwrap();
    };
    make("neighbours", "iasi");
    make("elsewhere", "cluj");
    let admit = |programme: &str| {
        let admitted = office.exchange.store.write(|tx| {
            let member = members::by_name(tx, "Vera")?.unwrap();
            let programmes = [programme.parse().unwrap()];
            accounts::admit_partner(tx, &member.id, &programmes, office.now)?;
            Ok::<_, ProgrammeError>(member.id)
        });
        admitted.unwrap()
    };
    office.invite("Vera", Role::Partner, "iasi");
    let mut vera = office.phone("vera", Role::Partner, &[]);
    vera.who.member = admit("neighbours");
    let home = office.exchange_read(crate::store::organisation::home);
    vera.who.organisation = home.unwrap().id;
    vera.who.unit = "iasi".parse().unwrap();

    let begin = CatalogueCursor::default();
    let heard = catalogue_of(&office, &mut vera, Some(begin.clone()));
    for keys in [keys(&heard), keys(&catalogue_of(&office, &mut vera, None))] {
        assert!(
            keys.contains(&"programme/neighbours".to_owned()),
            "{keys:?}"
        );
        assert!(keys.contains(&"unit/iasi".to_owned()), "{keys:?}");
        let is_other = |key: &String| {
            ["member/", "venue/", "indicator/"]
                .iter()
                .any(|kind| key.starts_with(kind))
                || ["programme/elsewhere", "unit/cluj"].contains(&key.as_str())
        };
        assert!(!keys.iter().any(is_other), "{keys:?}");
    }
    // Let into another programme later, it hears its name and its unit's.
    let moved = heard
        .messages
        .iter()
        .rev()
        .find_map(|message| match message {
            ToPhone::CatalogueMoved(moved) => Some(moved.cursor.clone()),
            _ => None,
        });
    admit("elsewhere");
    let heard = catalogue_of(&office, &mut vera, moved);
    let keys = keys(&heard);
    assert!(keys[0].starts_with("hand_over/"), "its seal: {keys:?}");
    assert_eq!(keys[1..], ["programme/elsewhere", "unit/cluj"]);
}

#[test]
fn a_partner_of_two_programmes_carries_nothing_of_others_from_one_to_the_other() {
    let office = Office::new();
    let (mut ana, mut vera) = seat(&office);
    let other: FeedId = "programme:elsewhere".parse().unwrap();
    office.follow("vera", &other);
    let mut olga = office.phone("olga", Role::Partner, &[]);
    office.follow("olga", &other);
    let doc = begin_exchange(&mut ana, &[title_is("Summer school"), names_it()]);
    ana.sync(&office);
    vera.sync(&office);
    let elsewhere = Edit::text(Register::Programme, "elsewhere");
    vera.edit(doc, &[elsewhere]);
    assert_eq!(vera.sync(&office).taken().len(), 1);
    assert!(!names(&olga.sync(&office), doc), "it joined once");
}

impl Office {
    fn ends_for(&self, who: &Phone, feed: &FeedId) {
        let (member, now) = (&who.who.member, self.now);
        self.write(|t| follows::unfollow(t, &organisation(), member, feed, now));
    }
}

#[test]
fn what_a_partner_began_for_a_programme_that_ended_waits_for_a_coordinator() {
    for has_another in [false, true] {
        let office = Office::new();
        let (_, mut vera) = seat(&office);
        if has_another {
            office.follow("vera", &"programme:elsewhere".parse().unwrap());
        }
        vera.sync(&office);
        let doc = begin_exchange(&mut vera, &[title_is("Study visit"), names_it()]);
        vera.edit(doc, &[Edit::number(Register::Hours, 5)]);
        office.ends_for(&vera, &programme());
        let heard = vera.sync(&office);
        assert_eq!(
            heard.codes(),
            [RefusalCode::Quarantined; 2],
            "{has_another}"
        );
        let told = format!("{:?}", heard.messages);
        assert!(told.contains("its programme was closed"), "{told}");
        assert_eq!(office.count("SELECT count(*) FROM quarantine"), 2);
        assert_eq!(office.count("SELECT count(*) FROM document"), 0);
    }
}

#[test]
fn a_partner_moves_no_exchange_into_a_programme_that_it_does_not_follow() {
    let mut office = Office::new();
    let (mut ana, mut vera) = seat(&office);
    let doc = begin_exchange(&mut ana, &[title_is("Summer school"), names_it()]);
    ana.sync(&office);
    vera.sync(&office);
    let mut copy = vera.clone();
    copy.edit(doc, &[Edit::text(Register::Programme, "elsewhere")]);
    assert_eq!(copy.sync(&office).codes(), [RefusalCode::NotPermitted]);
    // One that it followed when it wrote offline is as good as one that it follows.
    vera.sent = copy.sent;
    let left: FeedId = "programme:left".parse().unwrap();
    office.follow("vera", &left);
    office.ends_for(&vera, &left);
    vera.edit(doc, &[Edit::text(Register::Programme, "left")]);
    assert_eq!(vera.sync(&office).taken().len(), 1);
    let past: FeedId = "programme:past".parse().unwrap();
    office.follow("vera", &past);
    office.ends_for(&vera, &past);
    office.days_later(LOST_FEED_GRACE_DAYS + 1);
    vera.edit(doc, &[Edit::text(Register::Programme, "past")]);
    assert_eq!(vera.sync(&office).codes(), [RefusalCode::NotPermitted]);
}
