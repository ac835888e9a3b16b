//! Which fields of a session or an exchange are looked through: every text that people write
//! freely. A venue may have a street and a number: it is a place and nobody's home.

use super::{Kind, find};
use crate::model::{Exchange, Place, Session};

/// Something in a record that should not be there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The field, as the plain form names it: `notes`, `place.venue`.
    pub field: String,
    /// What it looks like.
    pub kind: Kind,
    /// What was found, as it was written.
    pub words: String,
}

/// What should not be in a session, field by field. Of a session read without its companion, or of
/// a companion alone, what is there.
pub fn session(it: &Session) -> Vec<Warning> {
    let mut found = Warnings::default();
    found.text("title", &it.title);
    found.place(&it.place);
    found.optional("meeting.institutions", it.meeting.institutions.as_ref());
    found.optional("meeting.decisions", it.meeting.decisions.as_ref());
    found.optional("media.outlet", it.media.outlet.as_ref());
    found.optional("withdrawn", it.withdrawn.as_ref());
    found.text("notes", &it.notes);
    for (question, text) in &it.texts {
        found.text(&format!("texts.{question}"), text);
    }
    found.0
}

/// What should not be in an exchange, field by field.
pub fn exchange(it: &Exchange) -> Vec<Warning> {
    let mut found = Warnings::default();
    found.text("title", &it.title);
    found.place(&it.place);
    for (id, text) in &it.activities {
        found.text(&format!("activities.{id}"), text);
    }
    for (organisation, text) in &it.learned {
        found.text(&format!("learned.{organisation}"), text);
    }
    found.optional("withdrawn", it.withdrawn.as_ref());
    found.text("notes", &it.notes);
    found.0
}

#[derive(Default)]
struct Warnings(Vec<Warning>);

impl Warnings {
    fn text(&mut self, field: &str, text: &str) {
        self.0.extend(find(text).into_iter().map(|finding| Warning {
            field: field.to_owned(),
            kind: finding.kind,
            words: text[finding.range].to_owned(),
        }));
    }

    fn optional(&mut self, field: &str, text: Option<&String>) {
        self.text(field, text.map_or("", String::as_str));
    }

    fn place(&mut self, place: &Place) {
        let mut found = Self::default();
        found.text("place.locality", &place.locality);
        found.text("place.venue", &place.venue);
        found.0.retain(|warning| warning.kind != Kind::Address);
        self.0.extend(found.0);
    }
}
