//! Nobody holds what they may not see.

use std::collections::BTreeSet;

use client_core::ids::{DocId, FeedId};
use client_core::store::document;
use server::store::{feeds, follows};

use crate::world::World;

/// Looks through every phone for documents that no feed of its member lists.
///
/// # Panics
/// When there is one.
#[track_caller]
pub fn access_kept(world: &mut World) {
    let names: Vec<String> = world.phones().map(|phone| phone.name.clone()).collect();
    for name in names {
        let view = View::of(world, &name);
        world.phone_mut(&name).look_inside(|store| {
            for doc in document::ids(store.read()).expect("ids") {
                let row = document::get(store.read(), doc).expect("a row");
                let unit = row.and_then(|row| row.unit).expect("a document of a unit");
                assert!(view.has(doc, unit.as_str()), "{name} holds {doc} of {unit}");
            }
        });
    }
}

/// What a member may see now.
pub(super) struct View {
    units: BTreeSet<String>,
    /// What followed programmes share: each document by itself, private companions too.
    shared: BTreeSet<DocId>,
}

impl View {
    /// That of the member of a phone.
    pub(super) fn of(world: &World, name: &str) -> Self {
        let organisation = world.server.organisation();
        let member = &world.phone(name).client().identity().member;
        let store = world.server.store();
        let windows = store.read(|c| follows::windows(c, &organisation, member));
        let windows = windows.expect("follow windows").into_iter();
        let open: Vec<FeedId> = windows
            .filter(|window| window.until.is_none())
            .map(|window| window.feed)
            .collect();
        let programmes = open.iter().filter(|feed| feed.programme().is_some());
        let shared = programmes.flat_map(|feed| {
            let listed = store.read(|c| feeds::documents(c, &organisation, feed));
            listed.expect("what a feed lists")
        });
        let units = open.iter().filter_map(FeedId::unit);
        Self {
            shared: shared.collect(),
            units: units.map(|unit| unit.to_string()).collect(),
        }
    }

    /// Whether a document of this unit is in it.
    pub(super) fn has(&self, doc: DocId, unit: &str) -> bool {
        self.units.contains(unit) || self.shared.contains(&doc)
    }
}
