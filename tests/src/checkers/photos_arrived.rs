//! Every photo that a session lists and that a phone keeps is at the server, byte for byte.

use client_core::client::PhotoPlace;

use crate::world::World;

/// Compares the photos of every phone with those of the server, and says how many there were.
///
/// # Panics
/// When one is not there, or is another.
#[track_caller]
pub fn photos_arrived(world: &World) -> usize {
    let mut arrived = 0;
    for phone in world.phones() {
        let (client, name) = (phone.client(), &phone.name);
        for doc in phone.listed() {
            let listed = client.photos(doc).expect("a store that can be read");
            for photo in listed {
                let kept = client.photo(doc, photo.hash);
                let Some(kept) = kept.expect("a store that can be read") else {
                    continue;
                };
                let hash = photo.hash;
                assert_eq!(photo.place, PhotoPlace::Sent, "{name}: {hash} of {doc}");
                let there = world.server.photo(doc, hash);
                let there = there.unwrap_or_else(|| panic!("{name}: {hash} of {doc} is lost"));
                assert!(there == kept, "{name}: {hash} of {doc} is another");
                arrived += 1;
            }
        }
    }
    arrived
}
