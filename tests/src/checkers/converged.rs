//! Everybody who may see the same sees the same, and so does the server.

use std::collections::BTreeMap;

use client_core::ids::{ChangeHash, DocId};
use client_core::model::{DocKind, Session};
use client_core::store::document;
use server::projection::{self, LoadError, Loaded};

use super::access_kept::followed;
use crate::world::World;

/// Compares every phone with the server: documents, heads, and every session as it is read.
///
/// # Panics
/// When two differ.
#[track_caller]
pub fn converged(world: &mut World) {
    let documents = of_server(world);
    let names: Vec<String> = world.phones().map(|phone| phone.name.clone()).collect();
    for name in names {
        let feeds = followed(world, &name);
        let expected: BTreeMap<DocId, Vec<ChangeHash>> = documents
            .iter()
            .filter(|(_, document)| feeds.contains(&document.unit))
            .map(|(doc, document)| (*doc, document.heads.clone()))
            .collect();
        let held = world.phone_mut(&name).look_inside(|store| {
            let connection = store.read();
            let ids = document::ids(connection).expect("ids");
            let row = |doc| {
                document::get(connection, doc)
                    .expect("a row")
                    .expect("a row")
            };
            let rows = ids.into_iter().map(row);
            let heads = rows.map(|row| {
                assert_eq!(row.heads, row.server_heads, "{name}: pending at rest");
                (row.id, row.heads)
            });
            heads.collect::<BTreeMap<_, _>>()
        });
        assert_eq!(held, expected, "{name}: documents and heads");
        for (doc, document) in &documents {
            if let (Some(session), true) = (&document.session, feeds.contains(&document.unit)) {
                assert_eq!(world.phone(&name).session(*doc), *session, "{name}");
            }
        }
    }
}

struct AsServed {
    unit: String,
    heads: Vec<ChangeHash>,
    /// None for a companion: it is read with its session.
    session: Option<Session>,
}

fn of_server(world: &World) -> BTreeMap<DocId, AsServed> {
    let mut found = BTreeMap::new();
    let organisation = world.server.organisation();
    let done = world.server.store().read(|c| {
        projection::for_each(c, &organisation, |loaded: Result<Loaded, _>| {
            let loaded = loaded?;
            let session = match loaded.document.kind() {
                DocKind::Session => {
                    let companion = projection::load(c, &organisation, loaded.row.doc.companion())?;
                    Some(projection::session(&loaded, companion.as_ref()))
                }
                _ => None,
            };
            let served = AsServed {
                unit: loaded.row.unit.to_string(),
                heads: loaded.document.heads(),
                session,
            };
            assert_eq!(served.heads, loaded.row.heads, "heads as kept");
            found.insert(loaded.row.doc, served);
            Ok::<_, LoadError>(())
        })
    });
    done.expect("every document loads from its changes");
    found
}
