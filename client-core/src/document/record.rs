//! Sessions and exchanges as places to put values: the one function behind reading a document and
//! behind showing an edit at once.

use super::slot::{self, Slot};
use super::value;
use crate::ids::{OrganisationId, ProgrammeId};
use crate::model::{
    Attachment, Conflict, Counts, DocKind, Exchange, GeoPoint, Place, Register, Review, Scalar,
    Session,
};
use crate::model::{Cell, Counting, Status};
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// A plain record that a document with its companion reads into.
pub(super) trait Record: Clone + PartialEq {
    const KIND: DocKind;
    /// Puts a value at a slot, or takes it away. Counts are not put here.
    fn put(&mut self, slot: &Slot, value: Option<&Scalar>);
    fn counts(&mut self) -> &mut Counts;
    fn figures(&mut self) -> &mut BTreeMap<Cell, u64>;
    fn conflicts(&mut self) -> &mut Vec<Conflict>;
    fn review(&mut self) -> &mut Option<Review>;
    fn notes(&mut self) -> &mut String;
}

impl Record for Session {
    const KIND: DocKind = DocKind::Session;

    fn put(&mut self, slot: &Slot, value: Option<&Scalar>) {
        match slot {
            Slot::Register(register) => put_register(self, *register, value),
            Slot::Answer(key) => put_entry(&mut self.answers, key.clone(), value.cloned()),
            Slot::Text(question) => put_entry(&mut self.texts, question.clone(), text(value)),
            Slot::Team(member) => put_entry(&mut self.team, member.clone(), parsed(value)),
            Slot::Partner(id) => put_member(&mut self.partners, id.clone(), value),
            Slot::Topic(topic) => put_member(&mut self.topics, *topic, value),
            Slot::Attachment(hash) => put_attachment(&mut self.attachments, hash, value),
            _ => {}
        }
    }

    fn counts(&mut self) -> &mut Counts {
        &mut self.counts
    }

    fn figures(&mut self) -> &mut BTreeMap<Cell, u64> {
        &mut self.figures
    }

    fn conflicts(&mut self) -> &mut Vec<Conflict> {
        &mut self.conflicts
    }

    fn review(&mut self) -> &mut Option<Review> {
        &mut self.review
    }

    fn notes(&mut self) -> &mut String {
        &mut self.notes
    }
}

fn put_register(session: &mut Session, register: Register, value: Option<&Scalar>) {
    match register {
        Register::Kind => session.kind = parsed(value),
        Register::Campaign => session.campaign = parsed(value),
        Register::Programme => session.programme = parsed::<ProgrammeId>(value),
        Register::Title => session.title = text(value).unwrap_or_default(),
        Register::Where => session.place = place(value),
        Register::At => session.at = text(value).and_then(|text| GeoPoint::of_register(&text)),
        Register::PlannedFor => session.planned_for = time(value),
        Register::StartedAt => session.started_at = time(value),
        Register::EndedAt => session.ended_at = time(value),
        Register::Status => session.status = parsed(value).unwrap_or(Status::Planned),
        Register::Counting => session.counting = parsed(value).unwrap_or(Counting::Counted),
        Register::Format => session.format = parsed(value),
        Register::Activities => session.activities = number(value).unwrap_or(1),
        Register::DuplicateOf => session.duplicate_of = parsed(value),
        Register::Withdrawn => session.withdrawn = text(value),
        Register::MeetingBody => session.meeting.body = text(value),
        Register::MeetingLevel => session.meeting.level = text(value),
        Register::MeetingInstitutions => session.meeting.institutions = text(value),
        Register::MeetingDecisions => session.meeting.decisions = text(value),
        Register::MediaOutlet => session.media.outlet = text(value),
        Register::MediaType => session.media.kind = text(value),
        Register::MediaItems => session.media.items = number(value),
        Register::MediaBroadcasts => session.media.broadcasts = number(value),
        Register::MediaAudience => session.media.audience = number(value),
        Register::OnlinePosts => session.online.posts = number(value),
        Register::OnlineReachF => session.online.reach_f = number(value),
        Register::OnlineReachM => session.online.reach_m = number(value),
        Register::OnlineReachOther => session.online.reach_other = number(value),
        Register::ReviewState | Register::ReviewComment | Register::ReviewHeads => {
            put_review(&mut session.review, register, value);
        }
        Register::Host | Register::From | Register::To | Register::Hours => {}
    }
}

impl Record for Exchange {
    const KIND: DocKind = DocKind::Exchange;

    fn put(&mut self, slot: &Slot, value: Option<&Scalar>) {
        match slot {
            Slot::Register(register) => match register {
                Register::Programme => self.programme = parsed::<ProgrammeId>(value),
                Register::Title => self.title = text(value).unwrap_or_default(),
                Register::Host => self.host = parsed::<OrganisationId>(value),
                Register::Where => self.place = place(value),
                Register::From => self.from = time(value),
                Register::To => self.to = time(value),
                Register::Hours => self.hours = number(value),
                Register::Status => self.status = parsed(value).unwrap_or(Status::Planned),
                Register::Withdrawn => self.withdrawn = text(value),
                Register::ReviewState | Register::ReviewComment | Register::ReviewHeads => {
                    put_review(&mut self.review, *register, value);
                }
                _ => {}
            },
            Slot::Activity(id) => put_entry(&mut self.activities, id.clone(), text(value)),
            Slot::Learned(id) => put_entry(&mut self.learned, id.clone(), text(value)),
            Slot::Partner(id) => put_member(&mut self.partners, id.clone(), value),
            Slot::LinkedSession(id) => put_member(&mut self.sessions, *id, value),
            Slot::Attachment(hash) => put_attachment(&mut self.attachments, hash, value),
            _ => {}
        }
    }

    fn counts(&mut self) -> &mut Counts {
        &mut self.counts
    }

    fn figures(&mut self) -> &mut BTreeMap<Cell, u64> {
        &mut self.figures
    }

    fn conflicts(&mut self) -> &mut Vec<Conflict> {
        &mut self.conflicts
    }

    fn review(&mut self) -> &mut Option<Review> {
        &mut self.review
    }

    fn notes(&mut self) -> &mut String {
        &mut self.notes
    }
}

fn put_review(review: &mut Option<Review>, register: Register, value: Option<&Scalar>) {
    // Until the heads are named nothing says which state was looked at.
    let said = review.get_or_insert_with(|| Review {
        state: None,
        comment: String::new(),
        heads: Vec::new(),
        changed_since: true,
    });
    match register {
        Register::ReviewState => said.state = parsed(value),
        Register::ReviewComment => said.comment = text(value).unwrap_or_default(),
        _ => {
            let hashes = text(value).and_then(|text| value::heads(&text));
            said.heads = hashes.unwrap_or_default();
            said.changed_since = said.heads.is_empty();
        }
    }
    if said.state.is_none() && said.comment.is_empty() && said.heads.is_empty() {
        *review = None;
    }
}

fn put_entry<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

fn put_member<T: Ord>(set: &mut std::collections::BTreeSet<T>, key: T, value: Option<&Scalar>) {
    match value {
        Some(_) => set.insert(key),
        None => set.remove(&key),
    };
}

fn put_attachment(
    set: &mut std::collections::BTreeSet<Attachment>,
    hash: &str,
    value: Option<&Scalar>,
) {
    set.retain(|attachment| attachment.sha256 != hash);
    if let Some((name, media_type, bytes)) = text(value).and_then(|text| slot::attachment(&text)) {
        set.insert(Attachment {
            sha256: hash.to_owned(),
            name,
            media_type,
            bytes,
        });
    }
}

fn text(value: Option<&Scalar>) -> Option<String> {
    match value {
        Some(Scalar::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn parsed<T: std::str::FromStr>(value: Option<&Scalar>) -> Option<T> {
    text(value)?.parse().ok()
}

fn number<T: TryFrom<i64>>(value: Option<&Scalar>) -> Option<T> {
    match value {
        Some(Scalar::Int(number)) => T::try_from(*number).ok(),
        _ => None,
    }
}

fn time(value: Option<&Scalar>) -> Option<Timestamp> {
    number(value).map(Timestamp)
}

fn place(value: Option<&Scalar>) -> Place {
    text(value)
        .map(|text| Place::of_register(&text))
        .unwrap_or_default()
}
