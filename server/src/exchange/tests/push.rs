//! Two devices bring and take.

use client_core::model::Register;
use client_core::wire::{Hello, RefusalCode, ToServer};

use super::office::{Office, both_have_one, two_phones, unit};
use super::phone::{Phone, set, title_is};

#[test]
fn what_one_brings_the_other_takes() {
    let (office, mut ana, mut ion) = two_phones();
    let session = ana.record("At the station");
    let note = ana.note(session, "Many asked about contracts abroad.");
    let heard = ana.sync(&office);
    assert_eq!(heard.taken().len(), 2);
    assert_eq!(
        heard.items(),
        [],
        "what this phone put is not sent back to it"
    );
    assert!(heard.is_done());

    let heard = ion.sync(&office);
    let items = heard.items();
    assert_eq!(items.len(), 2);
    assert!(
        items
            .iter()
            .all(|item| item.whole && item.unit == unit("iasi"))
    );
    assert!(items.iter().all(|item| item.authors[0].who == "ana"));
    assert_eq!(ion.documents.keys().copied().collect::<Vec<_>>(), {
        let mut both = vec![session, note];
        both.sort();
        both
    });
    assert_eq!(ion.title(session), "At the station");
    assert_eq!(ion.sync(&office).items(), []);
}

#[test]
fn what_was_taken_waits_on_the_phone_no_more() {
    let (office, mut ana, _) = two_phones();
    let session = ana.record("At the station");
    ana.note(session, "Many asked about contracts abroad.");
    ana.record("Grade 9");
    let seen = |phone: &Phone| office.exchange.presence().get(phone.who.device).unwrap();
    // Three wait, one of them for a later request; a note goes with its session.
    let hello = Hello {
        unsent: 3,
        ..ana.hello()
    };
    let body = ana.body_with(hello.clone(), ana.puts());
    office.answer(&ana.who, &body);
    assert_eq!(seen(&ana).unsent, 1);
    // A request that brings nothing is believed.
    let body = ana.body_with(Hello { unsent: 4, ..hello }, Vec::new());
    office.answer(&ana.who, &body);
    assert_eq!(seen(&ana).unsent, 4);
}

#[test]
fn edits_of_both_meet_and_each_gets_only_what_is_new_to_it() {
    let (office, mut ana, mut ion, session) = both_have_one();
    ana.edit(session, &[title_is("At the railway station")]);
    ion.edit(session, &[set(Register::At, "47.10,27.60")]);
    ana.sync(&office);
    let heard = ion.sync(&office);
    let items = heard.items();
    assert_eq!(items.len(), 1);
    assert!(!items[0].whole);
    assert_eq!(
        items[0].changes.len(),
        1,
        "neither the first change nor its own"
    );
    ana.sync(&office);
    assert_eq!(
        ana.documents[&session].heads(),
        ion.documents[&session].heads()
    );
    assert_eq!(ion.title(session), "At the railway station");
}

#[test]
fn what_was_taken_is_taken_again_with_the_same_receipt() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("At the station");
    let puts: Vec<ToServer> = vec![ana.put(session).into()];
    let first = ana.ask(&office, puts.clone());
    let entries = office.count("SELECT count(*) FROM log");
    let again = ana.say(&office, puts);
    assert_eq!(first.taken(), again.taken());
    assert_eq!(office.count("SELECT count(*) FROM log"), entries);
    assert!(ana.pending().is_empty());
}

#[test]
fn a_companion_comes_after_its_parent_and_never_with_a_unit() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("At the station");
    let note = ana.note(session, "Careful.");
    let alone = ana.ask(&office, vec![ana.put(note).into()]);
    assert_eq!(alone.missing()[0].doc, note);
    assert!(alone.taken().is_empty() && alone.refused().is_empty());

    let mut with_unit = ana.put(note);
    with_unit.unit = Some(unit("iasi"));
    let heard = ana.ask(&office, vec![ana.put(session).into(), with_unit.into()]);
    assert_eq!(heard.codes(), [RefusalCode::BadDocument]);
    assert_eq!(heard.taken().len(), 1);

    assert_eq!(ana.sync(&office).taken().len(), 2);
    let day = |doc: client_core::ids::DocId| {
        let hex = hex::encode(doc.0);
        let of =
            format!("SELECT count(*) FROM document WHERE doc = x'{hex}' AND day = '2017-03-14'");
        office.count(&of)
    };
    assert_eq!((day(session), day(note)), (1, 1));
}

#[test]
fn a_long_document_is_loaded_from_its_saved_form_and_from_its_changes_alike() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("0");
    for n in 1..40 {
        ana.edit(session, &[title_is(&n.to_string())]);
        ana.sync(&office);
    }
    assert_eq!(office.count("SELECT count(*) FROM snapshot"), 1);
    office.write(|t| Ok(t.execute("UPDATE snapshot SET bytes = x'00'", [])?));
    ana.edit(session, &[title_is("the end")]);
    assert_eq!(ana.sync(&office).taken().len(), 1);
    let mut ion = office.volunteer("ion", "iasi");
    ion.sync(&office);
    assert_eq!(ion.title(session), "the end");
}
