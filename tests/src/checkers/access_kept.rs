//! Nobody holds what they may not see.

use std::collections::BTreeSet;

use client_core::store::document;
use server::store::follows;

use crate::world::World;

/// Looks through every phone for documents of units that its member does not follow.
///
/// # Panics
/// When there is one.
#[track_caller]
pub fn access_kept(world: &mut World) {
    let names: Vec<String> = world.phones().map(|phone| phone.name.clone()).collect();
    for name in names {
        let units = followed(world, &name);
        world.phone_mut(&name).look_inside(|store| {
            for doc in document::ids(store.read()).expect("ids") {
                let row = document::get(store.read(), doc).expect("a row");
                let unit = row.and_then(|row| row.unit).expect("a document of a unit");
                assert!(
                    units.contains(unit.as_str()),
                    "{name} holds {doc} of {unit}"
                );
            }
        });
    }
}

/// The units that a phone's member follows now.
pub(super) fn followed(world: &World, name: &str) -> BTreeSet<String> {
    let organisation = world.server.organisation();
    let member = &world.phone(name).client().identity().member;
    let windows = world
        .server
        .store()
        .read(|c| follows::windows(c, &organisation, member))
        .expect("follow windows");
    let open = windows.iter().filter(|window| window.until.is_none());
    open.filter_map(|window| window.feed.unit())
        .map(|unit| unit.to_string())
        .collect()
}
