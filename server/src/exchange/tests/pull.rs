//! Pages, walks and feeds: a cursor never steps over what the phone may see.

use client_core::ids::DocId;
use client_core::wire::{ToPhone, ToServer};

use super::office::{Office, feed, organisation, two_phones};
use super::phone::{Phone, title_is};
use crate::store::feeds::{self, Day};
use crate::store::log::Origin;

/// A few of these fill a page.
fn long(what: &str) -> String {
    let line = format!(
        "{what} {}",
        "somebody asked about contracts abroad, ".repeat(400)
    );
    line.chars().take(18_000).collect()
}

/// `n` sessions with long notes.
fn fill(phone: &mut Phone, office: &Office, n: usize) -> Vec<DocId> {
    let mut sessions = Vec::new();
    for at in 0..n {
        let session = phone.record(&format!("Session {at}"));
        phone.note(session, &long("first"));
        phone.sync(office);
        sessions.push(session);
    }
    sessions
}

fn cut_after_pages(phone: &mut Phone, office: &Office, pages: usize) {
    let heard = phone.ask(office, Vec::new()).cut_after_pages(pages);
    assert!(!heard.is_done());
    phone.keep(&heard);
}

fn assert_same(one: &Phone, other: &Phone) {
    let heads = |phone: &Phone| {
        let documents = phone.documents.iter();
        documents
            .map(|(id, document)| (*id, document.heads()))
            .collect::<Vec<_>>()
    };
    assert_eq!(heads(one), heads(other));
    assert_eq!(other.stubs, [], "nothing came without what it builds on");
}

#[test]
fn changes_on_both_sides_of_a_pages_end_all_arrive() {
    let (office, mut ana, mut ion) = two_phones();
    let sessions = fill(&mut ana, &office, 16);
    ion.sync(&office);
    // The first of two changes of the same note is far before the second.
    ana.note(sessions[0], &long("second"));
    ana.sync(&office);
    for session in &sessions[1..] {
        ana.note(*session, &long("second"));
        ana.sync(&office);
    }
    ana.note(sessions[0], &long("third"));
    ana.sync(&office);
    cut_after_pages(&mut ion, &office, 1);
    let cursor = ion.cursor.clone().unwrap();
    assert!(cursor.at > cursor.base);
    // And once more between two pages.
    ana.note(sessions[5], &long("third"));
    ana.sync(&office);
    assert!(ion.sync(&office).is_done());
    assert_same(&ana, &ion);
    let cursor = ion.cursor.clone().unwrap();
    assert_eq!(cursor.at, cursor.base);
}

#[test]
fn a_walk_goes_on_where_the_line_was_cut() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let sessions = fill(&mut ana, &office, 24);
    let mut eva = office.volunteer("eva", "iasi");
    let mut pages = 0;
    loop {
        let heard = eva.ask(&office, Vec::new());
        if heard.is_done() && pages > 2 {
            eva.keep(&heard);
            break;
        }
        eva.keep(&heard.cut_after_pages(1));
        pages += 1;
        // Somebody works on in what was fetched, in what was not, and begins something new.
        ana.note(sessions[pages], &long("during the walk"));
        ana.note(sessions[23 - pages], &long("during the walk"));
        ana.record("New");
        ana.sync(&office);
    }
    assert!(eva.sync(&office).items().is_empty());
    assert_same(&ana, &eva);
    assert_eq!(eva.cursor.unwrap().walks, []);
}

#[test]
fn a_walk_that_is_named_often_is_made_once() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    fill(&mut ana, &office, 20);
    let mut eva = office.volunteer("eva", "iasi");
    cut_after_pages(&mut eva, &office, 1);
    let cursor = eva.cursor.as_mut().unwrap();
    cursor.walks = vec![cursor.walks[0].clone(); 3_000];
    eva.sync(&office);
    assert_same(&ana, &eva);
}

#[test]
fn what_lies_ahead_and_the_latest_days_come_first() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let sessions = fill(&mut ana, &office, 3);
    let text = |s: &str| s.to_owned();
    let at = |register, value: &str| client_core::model::Edit::Set {
        register,
        value: Some(match value.parse() {
            Ok(number) => client_core::model::Scalar::Int(number),
            Err(_) => client_core::model::Scalar::Text(text(value)),
        }),
    };
    use client_core::model::Register::{PlannedFor, StartedAt, Status};
    ana.edit(
        sessions[0],
        &[at(Status, "planned"), at(PlannedFor, "1600000000000")],
    );
    ana.edit(
        sessions[1],
        &[at(Status, "done"), at(StartedAt, "1400000000000")],
    );
    ana.edit(
        sessions[2],
        &[at(Status, "done"), at(StartedAt, "1500000000000")],
    );
    ana.sync(&office);
    let mut eva = office.volunteer("eva", "iasi");
    let items = eva.sync(&office).items();
    let order: Vec<_> = items
        .iter()
        .map(|item| item.doc)
        .filter(|doc| sessions.contains(doc))
        .collect();
    assert_eq!(order, [sessions[0], sessions[2], sessions[1]]);
}

#[test]
fn a_feed_that_is_no_longer_followed_is_gone() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let mut eva = office.phone(
        "eva",
        client_core::model::Role::Coordinator,
        &["iasi", "cluj"],
    );
    let session = ana.record("At the station");
    ana.sync(&office);
    eva.sync(&office);
    office.unfollow("eva", &feed("iasi"));
    ana.edit(session, &[title_is("Later")]);
    ana.sync(&office);
    let heard = eva.sync(&office);
    let gone: Vec<_> = heard
        .messages
        .iter()
        .filter(|m| matches!(m, ToPhone::Gone(_)))
        .collect();
    assert_eq!(gone.len(), 1);
    assert_eq!(heard.items(), []);
    let ToPhone::Welcome(welcome) = &heard.messages[0] else {
        panic!("no welcome")
    };
    assert_eq!(welcome.feeds, Some(vec![feed("cluj")]));
    assert_eq!(eva.sync(&office).messages.len(), 2, "it is said once");

    // Followed again, everything comes whole.
    office.follow("eva", &feed("iasi"));
    let heard = eva.sync(&office);
    assert!(heard.items()[0].whole);
    assert_eq!(eva.title(session), "Later");
}

#[test]
fn of_two_feeds_one_goes() {
    let office = Office::new();
    let programme = "programme:not-for-sale".parse().unwrap();
    let mut ana = office.volunteer("ana", "iasi");
    let mut eva = office.volunteer("eva", "iasi");
    let session = ana.record("At the station");
    ana.sync(&office);
    eva.sync(&office);
    office.follow("eva", &programme);
    eva.sync(&office);
    let origin = Origin {
        device: None,
        member: None,
        received: office.now,
    };
    let day = Day {
        day: "2017-03-14",
        planned: false,
    };
    office.write(|t| feeds::join(t, &organisation(), session, &programme, day, &origin));
    let items = eva.sync(&office).items();
    assert_eq!(items.len(), 1, "it comes again, with both feeds");
    assert_eq!(items[0].feeds, [programme.clone(), feed("iasi")]);

    office.write(|t| feeds::leave(t, &organisation(), session, &programme, &origin));
    let heard = eva.sync(&office);
    let gone = |message: &ToPhone| match message {
        ToPhone::Gone(gone) => Some((gone.feed.clone(), gone.doc)),
        _ => None,
    };
    let gone: Vec<_> = heard.messages.iter().filter_map(gone).collect();
    assert_eq!(gone, [(programme, Some(session))]);
    ana.edit(session, &[title_is("Later")]);
    ana.sync(&office);
    let items = eva.sync(&office).items();
    assert_eq!(items[0].feeds, [feed("iasi")]);
    assert!(!items[0].whole, "by its unit it was there all along");
    assert_eq!(eva.title(session), "Later");
}

#[test]
fn a_wanted_document_comes_whole() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("At the station");
    ana.sync(&office);
    ana.edit(session, &[title_is("Later")]);
    ana.sync(&office);
    ana.documents.remove(&session);
    let heard = ana.want(&office, session);
    assert_eq!(heard.items()[0].changes.len(), 2);
    assert_eq!(ana.title(session), "Later");
}

#[test]
fn a_push_in_the_middle_of_a_walk_is_not_sent_back() {
    let (office, mut ana, mut ion) = two_phones();
    ana.record("One");
    ana.sync(&office);
    let own = ion.record("Two");
    let heard = ion.say(&office, vec![ToServer::from(ion.put(own))]);
    let items: Vec<_> = heard.items().iter().map(|item| item.doc).collect();
    assert_eq!(items.len(), 1);
    assert!(!items.contains(&own));
    ana.sync(&office);
    assert_same(&ana, &ion);
}
