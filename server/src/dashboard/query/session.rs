//! One session: its facts in words, who counted what, what is open, how it came about.

use client_core::model::questions::Questionnaire;
use client_core::model::{Cell, Counting, DocKind, GeoPoint, Session};

use super::desk;
use super::figures::{people, sums};
use super::seat::Seat;
use super::words::{Words, parts_of};
use super::{answers, history, said};
use crate::dashboard::model::session as page;
use crate::projection::Opened;

/// Everything on its page. `asked` is what its campaign asked, where that is known.
pub fn session(seat: &Seat<'_>, opened: &Opened, asked: Option<&Questionnaire>) -> page::Session {
    let it = &opened.session;
    let words = Words {
        asked,
        ..seat.words(it.unit.as_ref())
    };
    let names = seat.names;
    let local = |at| names.local(words.unit, at);
    let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
    page::Session {
        id: it.id.to_string(),
        title: it.title.clone(),
        kind: code(it.kind.map(|kind| kind.code())),
        status: it.status.code().to_owned(),
        counting: counting(it),
        withdrawn: it.withdrawn.clone(),
        duplicate_of: opened
            .duplicate_of
            .as_ref()
            .map(|(id, title)| (format!("/sessions/{id}"), title.clone())),
        day: local(it.moment()).date(),
        planned_for: it.planned_for.map(local),
        started_at: it.started_at.map(local),
        ended_at: it.ended_at.map(local),
        place: parts_of(seat.texts, &it.place),
        at: it.at.map(point),
        unit: it
            .unit
            .as_ref()
            .map(|unit| names.unit(unit))
            .unwrap_or_default(),
        campaign: it.campaign.as_ref().map(|id| names.campaign(id)),
        programme: it.programme.as_ref().map(|id| names.programme(id)),
        team: team(words, it),
        partners: it
            .partners
            .iter()
            .map(|id| names.organisation(id))
            .collect(),
        topics: it
            .topics
            .iter()
            .map(|topic| topic.code().to_owned())
            .collect(),
        people: it.people_reached(),
        by_sex_and_age: people(it.figures.iter().filter_map(|(cell, n)| match cell {
            Cell::Reached(key) => Some((*key, *n)),
            _ => None,
        })),
        groups: sums(words, &it.figures, "groups"),
        materials: sums(words, &it.figures, "materials"),
        tallies: sums(words, &it.figures, "tallies"),
        further: further(words, it),
        answers: answers::answers(words, it),
        notes: it.notes.clone(),
        photos: Vec::new(),
        counts: said::counts(words, &it.counts),
        conflicts: said::conflicts(words, &it.counts, &it.conflicts),
        history: history::moments(words, DocKind::Session, &opened.history),
        review: desk::review(it.review.as_ref()),
        desk: page::Desk::default(),
    }
}

fn point(point: GeoPoint) -> String {
    let (lat, lon) = point.degrees();
    format!("{lat:.2}, {lon:.2}")
}

/// Who held it, by name, and the code of the part each had.
fn team(words: Words<'_>, it: &Session) -> Vec<(String, String)> {
    let named = it.team.iter();
    named
        .map(|(member, role)| (words.names.member(member), role.code().to_owned()))
        .collect()
}

/// How the people were counted: worth saying only where somebody counted them.
fn counting(it: &Session) -> String {
    let counted = it.people_reached() > 0 || it.counting == Counting::Estimated;
    if counted {
        it.counting.code().to_owned()
    } else {
        String::new()
    }
}

/// What only some kinds of session have, in the order of the form.
fn further(words: Words<'_>, it: &Session) -> Vec<(String, String)> {
    let number = |n: Option<u64>| n.map(|n| words.texts.number(n));
    let activities = (it.activities > 1).then(|| words.texts.number(it.activities.into()));
    let format = it
        .format
        .map(|format| words.texts.word("format", format.code()));
    let fields = [
        ("format", format),
        ("activities", activities),
        ("meeting.body", it.meeting.body.clone()),
        ("meeting.level", it.meeting.level.clone()),
        ("meeting.institutions", it.meeting.institutions.clone()),
        ("meeting.decisions", it.meeting.decisions.clone()),
        ("media.outlet", it.media.outlet.clone()),
        ("media.type", it.media.kind.clone()),
        ("media.items", number(it.media.items)),
        ("media.broadcasts", number(it.media.broadcasts)),
        ("media.audience", number(it.media.audience)),
        ("online.posts", number(it.online.posts)),
        ("online.reach_f", number(it.online.reach_f)),
        ("online.reach_m", number(it.online.reach_m)),
        ("online.reach_other", number(it.online.reach_other)),
    ];
    let known = fields
        .into_iter()
        .filter_map(|(field, value)| Some((words.field(field), value?)));
    known.collect()
}
