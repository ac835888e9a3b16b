//! A partner sees what its programmes share and nothing else, by any way; it writes exchanges.

use client_core::document::Document;
use client_core::ids::{ChangeHash, DocId, FeedId, StateHash};
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::{DocKind, Edit, Register, Role};
use client_core::wire::message::Blob;
use client_core::wire::{Differing, Inventory, InventoryItem, Reconcile, RefusalCode, ToPhone};

use super::office::{Office, organisation};
use super::phone::{Heard, Phone, of_unit, title_is};
use crate::store::feeds::Day;
use crate::store::log::Origin;
use crate::store::{feeds, programmes};

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
