//! A database with one session in it, as phones that knew nothing of each other recorded it.

use client_core::document::{Document, write};
use client_core::ids::{DeviceId, DocId, Epoch, FeedId, MemberId, OrganisationId, ReplicaId};
use client_core::model::{DocKind, Edit};
use client_core::time::Timestamp;

use crate::projection::{self, Opened};
use crate::store::changes::{self, NewChange};
use crate::store::documents::{self, DocumentRow};
use crate::store::log::Origin;
use crate::store::read::Scope;
use crate::store::{Store, StoreError};

pub(super) const NOW: Timestamp = Timestamp(1_507_622_400_000);
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What each phone wrote, a minute after the one before; all of them know what the first wrote.
/// Everything arrives a day later.
pub(super) fn recorded(unit: &str, phones: &[(&str, Vec<Edit>)]) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let home: OrganisationId = "agency".parse().unwrap();
    let replica = |phone: u8| ReplicaId::derive(&[phone; 32], Epoch([1; 8]));
    let id = DocId::derive(replica(0), NOW, 0);

    let mut begun = Document::new(DocKind::Session, id);
    let mut whole = Document::new(DocKind::Session, id);
    let mut cuts = Vec::new();
    for (phone, (member, edits)) in (0..).zip(phones) {
        let mut own = Document::load(DocKind::Session, id, &begun.save()).unwrap();
        let at = NOW.plus_ms(i64::from(phone) * 60_000);
        let cut = write::cut(&mut own, edits, replica(phone), at)
            .unwrap()
            .unwrap();
        whole.apply(&[&cut.bytes]).unwrap();
        if phone == 0 {
            begun = own;
        }
        cuts.push((phone, member.parse::<MemberId>().unwrap(), cut));
    }

    let written: Result<(), StoreError> = store.write(|tx| {
        let feed = FeedId::of_unit(&unit.parse().unwrap());
        let mut last_seq = 0;
        for (phone, member, cut) in &cuts {
            let info = whole.info(cut.hash).unwrap();
            let origin = Origin {
                device: Some(DeviceId([*phone; 16])),
                member: Some(member),
                received: NOW.plus_ms(DAY_MS),
            };
            let change = NewChange {
                hash: cut.hash,
                actor: replica(*phone),
                actor_seq: cut.actor_seq,
                start_op: info.start_op,
                max_op: info.max_op,
                bytes: cut.bytes.clone(),
            };
            let begins = (*phone == 0).then_some(&feed);
            last_seq = changes::insert(tx, &home, id, &origin, &change, begins)?.seq;
        }
        let row = DocumentRow {
            doc: id,
            kind: 0,
            unit: unit.parse().unwrap(),
            parent: None,
            heads: whole.heads(),
            max_op: whole.max_op(),
            changes: cuts.len() as u64,
            last_seq,
            author: cuts[0].1.clone(),
            day: "2017-10-10".to_owned(),
            planned: false,
        };
        documents::put(tx, &home, &row)
    });
    written.unwrap();
    store
        .read(|c| projection::open(c, &home, &Scope::All, id))
        .unwrap()
        .unwrap()
}
