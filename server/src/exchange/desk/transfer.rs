//! A session moves to another unit: the server's own record, never a change of the document.
//!
//! With its companion it leaves the feed of one unit and joins that of the other, in one
//! transaction with its rows and the note of who moved it. Phones of the old unit drop it at their
//! next contact, those of the new one get it whole; what was written offline under the old unit is
//! still taken.

use client_core::ids::{DocId, FeedId, UnitId};
use client_core::model::DocKind;
use client_core::time::Timestamp;
use client_core::wire::RefusalCode;
use serde_json::json;

use super::{EditRefused, Editor, visible};
use crate::exchange::{Exchange, Failure};
use crate::projection::{self, Facts};
use crate::store::acts::{self, Act};
use crate::store::documents::DocumentRow;
use crate::store::feeds::Day;
use crate::store::log::Origin;
use crate::store::{
    DeviceSession, StoreError, Transaction, catalogue, documents, feeds, read_model,
};

impl Exchange {
    /// Moves a session or an exchange that the member sees to another unit.
    pub fn transfer(
        &self,
        editor: &Editor,
        doc: DocId,
        to: &UnitId,
        now: Timestamp,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<(), EditRefused> {
        if !editor.role.coordinates() {
            let reason = "moving a session to another unit is for coordinators".to_owned();
            let code = RefusalCode::NotPermitted;
            return Err(EditRefused::Refused { code, reason });
        }
        let seat = self.seat(editor, now, random)?;
        let who = seat.session_of(editor);
        self.store.write(|t: &Transaction<'_>| {
            let row = visible(t, &who, doc)?.ok_or(EditRefused::NotFound)?;
            let is_known = catalogue::unit(t, to)?.is_some();
            if !is_known || row.parent.is_some() {
                return Err(EditRefused::NotFound);
            }
            if row.unit == *to {
                return Ok(());
            }
            let act = Act {
                at: now,
                member: editor.member.clone(),
                what: acts::MOVED.to_owned(),
                doc,
                about: json!({ "from": row.unit, "to": to }),
            };
            let companion = documents::get(t, &who.organisation, doc.companion())?;
            move_one(t, &who, row, to, now)?;
            if let Some(companion) = companion {
                move_one(t, &who, companion, to, now)?;
            }
            acts::put(t, &act)?;
            Ok(())
        })
    }
}

fn move_one(
    t: &Transaction<'_>,
    who: &DeviceSession,
    row: DocumentRow,
    to: &UnitId,
    now: Timestamp,
) -> Result<(), EditRefused> {
    let (organisation, doc) = (&who.organisation, row.doc);
    let from = FeedId::of_unit(&row.unit);
    let kind = DocKind::of_number(row.kind)
        .ok_or_else(|| StoreError::Unexpected(format!("document kind {}", row.kind)))?;
    let document = documents::load(t, organisation, kind, doc).map_err(Failure::from)?;
    // The same moment can be another day on the other unit's wall.
    let zone = projection::zone_of(t, to)?;
    let facts = Facts::of(&document, row.parent, to, &zone);
    let (day, planned) = match facts.listed() {
        Some((day, planned)) => (day.to_owned(), planned),
        None => (row.day.clone(), row.planned),
    };
    let row = DocumentRow {
        unit: to.clone(),
        day,
        planned,
        ..row
    };
    documents::put(t, organisation, &row)?;
    let listed = Day {
        day: &row.day,
        planned: row.planned,
    };
    let origin = Origin {
        device: Some(who.device),
        member: Some(&who.member),
        received: now,
    };
    // First in, then out: whoever follows both keeps the copy.
    feeds::join(t, organisation, doc, &FeedId::of_unit(to), listed, &origin)?;
    feeds::leave(t, organisation, doc, &from, &origin)?;
    feeds::set_day(t, organisation, doc, listed)?;
    if let Some(received) = read_model::received(t, doc)? {
        projection::write(t, &facts, received)?;
    }
    Ok(())
}
