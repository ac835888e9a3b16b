//! Everybody who may see the same sees the same, and so does the server.

use std::collections::BTreeMap;

use client_core::ids::{ChangeHash, DocId};
use client_core::model::{DocKind, Exchange, Session};
use client_core::store::document;
use server::projection::{self, LoadError, Loaded};

use super::access_kept::View;
use crate::world::World;

/// Compares every phone with the server: documents, heads, and every session and
/// exchange as it is read.
///
/// # Panics
/// When two differ.
#[track_caller]
pub fn converged(world: &mut World) {
    let documents = of_server(world);
    let names: Vec<String> = world.phones().map(|phone| phone.name.clone()).collect();
    for name in names {
        let view = View::of(world, &name);
        let expected: BTreeMap<DocId, Vec<ChangeHash>> = documents
            .iter()
            .filter(|(doc, document)| view.has(**doc, &document.unit))
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
            if !view.has(*doc, &document.unit) {
                continue;
            }
            let is_whole = view.has(doc.companion(), &document.unit);
            let client = world.phone(&name).client();
            match document.shown.as_ref().map(|shown| shown.of(is_whole)) {
                Some(Shown::Session(session)) => {
                    assert_eq!(client.session(*doc).expect("held"), **session, "{name}");
                }
                Some(Shown::Exchange(exchange)) => {
                    assert_eq!(client.exchange(*doc).expect("held"), **exchange, "{name}");
                }
                None => {}
            }
        }
    }
}

struct AsServed {
    unit: String,
    heads: Vec<ChangeHash>,
    /// None for a companion: it is read with what it belongs to.
    shown: Option<Read>,
}

/// A document as those see it who see its companion, and as the others do.
struct Read {
    whole: Shown,
    bare: Shown,
}

enum Shown {
    Session(Box<Session>),
    Exchange(Box<Exchange>),
}

impl Read {
    fn of(&self, is_whole: bool) -> &Shown {
        if is_whole { &self.whole } else { &self.bare }
    }
}

fn read(main: &Loaded, companion: Option<&Loaded>) -> Shown {
    if main.document.kind() == DocKind::Exchange {
        return Shown::Exchange(Box::new(projection::exchange(main, companion)));
    }
    Shown::Session(Box::new(projection::session(main, companion)))
}

fn of_server(world: &World) -> BTreeMap<DocId, AsServed> {
    let mut found = BTreeMap::new();
    let organisation = world.server.organisation();
    let done = world.server.store().read(|c| {
        projection::for_each(c, &organisation, |loaded: Result<Loaded, _>| {
            let loaded = loaded?;
            let shown = if loaded.document.kind() == DocKind::Private {
                None
            } else {
                let companion = projection::load(c, &organisation, loaded.row.doc.companion())?;
                let (whole, bare) = (read(&loaded, companion.as_ref()), read(&loaded, None));
                Some(Read { whole, bare })
            };
            let served = AsServed {
                unit: loaded.row.unit.to_string(),
                heads: loaded.document.heads(),
                shown,
            };
            assert_eq!(served.heads, loaded.row.heads, "heads as kept");
            found.insert(loaded.row.doc, served);
            Ok::<_, LoadError>(())
        })
    });
    done.expect("every document loads from its changes");
    found
}
