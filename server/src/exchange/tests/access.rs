//! A volunteer of one unit never receives another unit's document, by any way, and never learns
//! whether it exists.

use client_core::ids::DocId;
use client_core::wire::{Inventory, InventoryItem, ToPhone};

use super::office::{Office, feed, organisation, unit};
use super::phone::{Phone, of_unit, title_is};

/// Everything that the phone hears, as bytes: no id and no title of the other unit may be in it.
fn hears_nothing_of(messages: &[ToPhone], doc: DocId) {
    for message in messages {
        let is_told = match message {
            ToPhone::Item(item) => item.doc == doc,
            ToPhone::Gone(gone) => gone.doc == Some(doc),
            ToPhone::Missing(missing) => missing.doc == doc && !missing.heads.is_empty(),
            ToPhone::Taken(taken) => taken.doc == doc,
            _ => false,
        };
        assert!(!is_told, "{message:?}");
    }
}

fn list(items: Vec<InventoryItem>) -> Inventory {
    Inventory {
        organisation: organisation(),
        items,
        more: false,
        after: None,
    }
}

#[test]
fn by_no_way() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let mut eve = office.volunteer("eve", "cluj");
    let secret = ana.record("Secret");
    let note = ana.note(secret, "Careful.");
    ana.sync(&office);
    ana.edit(secret, &[title_is("Still secret")]);
    ana.sync(&office);
    let unknown = DocId([0x77; 16]);

    // Pull and walk.
    hears_nothing_of(&eve.sync(&office).messages, secret);
    ana.edit(secret, &[title_is("Secret again")]);
    ana.sync(&office);
    hears_nothing_of(&eve.sync(&office).messages, secret);
    // Want: an unknown document and a hidden one are the same.
    for doc in [secret, note, unknown] {
        let heard = eve.want(&office, doc);
        assert_eq!(heard.messages.len(), 2, "{:?}", heard.messages);
    }
    // Repair: listed with invented heads.
    for doc in [secret, note, unknown] {
        let heads = vec![client_core::ids::ChangeHash([5; 32])];
        let item = InventoryItem { doc, heads };
        let heard = eve.ask(&office, vec![list(vec![item]).into()]);
        hears_nothing_of(&heard.messages, doc);
        assert_eq!(heard.missing()[0].heads, []);
    }
    // Repair: not listed.
    let heard = eve.ask(&office, vec![list(Vec::new()).into()]);
    hears_nothing_of(&heard.messages, secret);
    hears_nothing_of(&heard.messages, note);
}

/// Writes into a document that it holds a copy of, although it may not see it.
fn intrude(ana: &Phone, eve: &mut Phone, doc: DocId) {
    eve.documents.insert(doc, ana.documents[&doc].clone());
    eve.server_heads.insert(doc, ana.documents[&doc].heads());
    eve.edit(doc, &[title_is("Mine")]);
}

#[test]
fn by_no_push() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let mut eve = office.volunteer("eve", "cluj");
    let (secret, unsent) = (ana.record("Secret"), ana.record("Not sent yet"));
    let note = ana.note(secret, "Careful.");
    ana.say(&office, vec![ana.put(secret).into(), ana.put(note).into()]);
    let mut answers = Vec::new();
    // One is here and hidden, the other is not here: the answers are the same.
    for doc in [secret, unsent] {
        let mut copy = eve.clone();
        intrude(&ana, &mut copy, doc);
        copy.sent += 100;
        let first = copy.ask(&office, vec![copy.put(doc).into()]);
        hears_nothing_of(&first.messages, doc);
        let as_theirs = of_unit(copy.put(doc), &unit("iasi"));
        let second = copy.ask(&office, vec![as_theirs.into()]);
        hears_nothing_of(&second.messages, doc);
        let whole = copy.put_of(doc, copy.documents[&doc].changes_after(&[]));
        let third = copy.ask(&office, vec![whole.into()]);
        hears_nothing_of(&third.messages, doc);
        answers.push([first.codes(), second.codes(), third.codes()]);
        assert_eq!(first.missing().len() + second.missing().len(), 2);
        eve.sent = copy.sent;
    }
    assert_eq!(answers[0], answers[1]);
    // A companion's parent is hidden as well.
    eve.documents.insert(note, ana.documents[&note].clone());
    let heard = eve.ask(
        &office,
        vec![
            eve.put_of(note, ana.documents[&note].changes_after(&[]))
                .into(),
        ],
    );
    hears_nothing_of(&heard.messages, note);
    let sql = "SELECT count(*) FROM change";
    assert_eq!(office.count(sql), 2);
}

#[test]
fn nor_after_the_feed_was_lost() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let mut eve = office.volunteer("eve", "iasi");
    let secret = ana.record("Secret");
    ana.sync(&office);
    eve.sync(&office);
    office.unfollow("eve", &feed("iasi"));
    ana.edit(secret, &[title_is("Secret again")]);
    ana.sync(&office);
    hears_nothing_of(&eve.want(&office, secret).messages, secret);
    let item = InventoryItem {
        doc: secret,
        heads: eve.documents[&secret].heads(),
    };
    let heard = eve.ask(&office, vec![list(vec![item]).into()]);
    hears_nothing_of(&heard.messages, secret);
    assert!(heard.missing().is_empty() && heard.is_done());
}
