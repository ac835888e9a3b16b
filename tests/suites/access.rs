//! A volunteer of one unit never receives another unit's session, by any route, and cannot tell
//! whether it exists.

use client_core::ids::{ChangeHash, DocId, MemberId};
use client_core::model::edit::splices_between;
use client_core::model::{Edit, Register, Role};
use client_core::wire::{Inventory, InventoryItem, ToPhone, ToServer, Want};
use server::store::members;
use tests::checkers::{access_kept, settled};
use tests::world::World;

use super::hands::{count, note, plan};

fn two_units() -> (World, DocId) {
    let mut world = World::new(1, &["suceava", "iasi"]);
    world.enrol("ana", Role::Volunteer, "suceava");
    world.enrol("eve", Role::Volunteer, "iasi");
    let secret = plan(world.phone("ana"), "Secret");
    note(world.phone("ana"), secret, "Careful. ");
    settled(&mut world);
    (world, secret)
}

/// Everything in an answer that names the document.
fn told(heard: &[ToPhone], doc: DocId) -> Vec<&ToPhone> {
    let names = |message: &&ToPhone| match message {
        ToPhone::Item(item) => item.doc == doc,
        ToPhone::Gone(gone) => gone.doc == Some(doc),
        ToPhone::Taken(taken) => taken.doc == doc,
        ToPhone::Missing(missing) => missing.doc == doc && !missing.heads.is_empty(),
        _ => false,
    };
    heard.iter().filter(names).collect()
}

/// How many messages answer each question about a document; none of them may name it.
fn answers(world: &mut World, name: &str, doc: DocId) -> Vec<usize> {
    let heads = vec![ChangeHash([5; 32])];
    let list = Inventory {
        organisation: world.server.organisation(),
        items: vec![InventoryItem { doc, heads }],
        more: false,
        after: None,
    };
    let want: ToServer = Want { doc }.into();
    let questions = [
        vec![want.clone()],
        vec![list.into()],
        vec![want.clone(), want],
    ];
    let mut lengths = Vec::new();
    for question in questions {
        let heard = world.say(name, question).unwrap();
        assert_eq!(told(&heard, doc), [] as [&ToPhone; 0]);
        lengths.push(heard.len());
    }
    lengths
}

#[test]
fn by_no_question() {
    let (mut world, secret) = two_units();
    let unknown = answers(&mut world, "eve", DocId([0x77; 16]));
    for doc in [secret, secret.companion()] {
        let hidden = answers(&mut world, "eve", doc);
        assert_eq!(hidden, unknown, "a hidden document looks unknown");
    }
    settled(&mut world);
    assert!(world.phone("eve").client().session(secret).is_err());
}

#[test]
fn a_partner_learns_of_nothing_outside_its_programme() {
    let (mut world, secret) = two_units();
    world.server.make_programme("neighbours", &["suceava"]);
    world.server.make_programme("elsewhere", &["iasi"]);
    world.enrol("cora", Role::Coordinator, "suceava");
    world.enrol_partner("vera", "suceava", "neighbours");
    world.enrol_partner("otto", "iasi", "elsewhere");
    world.run_until_quiescent();
    let edits = [
        Edit::text(Register::Title, "Summer school"),
        Edit::text(Register::Programme, "neighbours"),
    ];
    let client = world.phone("cora").client();
    let exchange = client.begin_exchange(None, &edits).unwrap();
    let splices = splices_between("", "Mind the budget.");
    let note = Edit::Notes { splices };
    client.edit_exchange(exchange, &[note]).unwrap();
    settled(&mut world);
    assert!(world.phone("vera").client().exchange(exchange).is_ok());
    for name in ["vera", "otto"] {
        let unknown = answers(&mut world, name, DocId([0x77; 16]));
        let mut hidden = vec![secret, secret.companion(), exchange.companion()];
        hidden.extend((name == "otto").then_some(exchange));
        for doc in hidden {
            assert_eq!(answers(&mut world, name, doc), unknown, "{name}");
        }
    }
    // Neither is a programme, a unit or a member of others named.
    let otto = world.phone("otto").client();
    let named = ["programme", "unit", "member"].map(|kind| otto.catalogue(kind).unwrap());
    let named = format!("{named:?}");
    assert!(named.contains("elsewhere") && named.contains("iasi"));
    for other in ["neighbours", "suceava", "Member"] {
        assert!(!named.contains(other), "{other}: {named}");
    }
    settled(&mut world);
}

#[test]
fn not_after_a_repair_of_either_side() {
    let (mut world, secret) = two_units();
    let of_eve = world.phone("eve").backup();
    let of_server = world.server.backup();
    count(world.phone("ana"), secret, "reached.f.14-17", 4);
    plan(world.phone("ana"), "Secret too");
    world.run_until_quiescent();
    world.phone_mut("eve").restore(&of_eve, false);
    settled(&mut world);
    world.server.restore(&of_server);
    settled(&mut world);
    access_kept(&mut world);
    assert_eq!(world.phone("eve").listed(), []);
    assert_eq!(world.phone("ana").listed().len(), 2);
}

#[test]
fn whoever_sees_every_unit_sees_this_one() {
    let (mut world, secret) = two_units();
    world.enrol("vera", Role::National, "iasi");
    world.enrol("cora", Role::Coordinator, "iasi");
    settled(&mut world);
    assert_eq!(world.phone("vera").listed(), [secret]);
    assert_eq!(world.phone("vera").session(secret).notes, "Careful. ");
    assert_eq!(world.phone("cora").listed(), []);
    // The catalogue of a volunteer names the people of the own unit only.
    let eve = world.phone("eve").client();
    let ana: MemberId = world.server.member("ana");
    let names = format!("{:?}", eve.catalogue("member").unwrap());
    assert!(!names.contains(ana.as_str()), "{names}");
    let known = world.server.store().read(|c| members::by_name(c, "ana"));
    assert!(known.unwrap().is_some());
}
