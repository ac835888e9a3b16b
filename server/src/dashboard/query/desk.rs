//! What a coordinator can do with one session, and what was done beside its document.

use std::cmp::Reverse;

use client_core::ids::{ChangeHash, OrganisationId, UnitId};
use client_core::model::catalogue::Unit;
use client_core::model::{self, Edit, Register, ReviewState, Status, TeamRole};

use super::duplicates::likely_same;
use super::names::Names;
use super::plan::members;
use super::seat::Seat;
use super::suspects;
use crate::dashboard::address::Fields;
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::frame::Said;
use crate::dashboard::model::session::{Change, Desk, Moment, Review};
use crate::projection::Opened;
use crate::store::acts::{self, Act};
use crate::store::{Connection, StoreError, feeds};

/// What was said of a session or an exchange, as its page shows it.
pub(super) fn review(said: Option<&model::Review>) -> Option<Review> {
    let said = said?;
    Some(Review {
        state: said.state?.code().to_owned(),
        comment: said.comment.clone(),
        changed: said.changed_since,
    })
}

/// The forms of a session's page.
pub fn desk(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    opened: &Opened,
) -> Result<Desk, StoreError> {
    let it = &opened.session;
    let own = it.unit.clone().into_iter().collect::<Vec<UnitId>>();
    let mut assignable = members(seat, &own, &[]);
    assignable.retain(|choice| !it.team.keys().any(|member| member.as_str() == choice.value));
    let choice = |(id, unit): (&UnitId, &Unit)| Choice {
        value: id.to_string(),
        name: unit.name.clone(),
        chosen: false,
    };
    let others = seat
        .names
        .units
        .iter()
        .filter(|(id, _)| Some(*id) != it.unit.as_ref());
    let team = it.team.keys().map(|member| Choice {
        value: member.to_string(),
        name: seat.names.member(member),
        chosen: false,
    });
    let listed = feeds::of_document(c, organisation, it.id)?;
    let programmes = listed.iter().filter(|listed| !listed.gone);
    let programmes = programmes.filter_map(|listed| listed.feed.programme());
    Ok(Desk {
        shared_in: programmes.map(|id| seat.names.programme(&id)).collect(),
        unseen_by: unseen_by(seat, it),
        seen: heads_text(&opened.heads),
        assignable,
        team: team.collect(),
        units: others.map(choice).collect(),
        likely: likely_same(c, organisation, seat, it.id)?,
        suspects: suspects::open(c, seat.words(it.unit.as_ref()), it.id)?,
        duplicate_of: it.duplicate_of.map(|kept| kept.to_string()),
        acts: acts_of(seat, it.unit.as_ref(), acts::of_document(c, it.id)?),
    })
}

/// The names of those who are to hold a planned session that does not come to their phones.
fn unseen_by(seat: &Seat<'_>, it: &model::Session) -> Vec<String> {
    let Some(unit) = it
        .unit
        .as_ref()
        .filter(|unit| misses_somebody(seat.names, it, unit))
    else {
        return Vec::new();
    };
    let team = it.team.keys();
    let unseen = team.filter(|member| !seat.names.sees(member, unit));
    unseen.map(|member| seat.names.member(member)).collect()
}

/// Whether somebody who is to hold a planned session would not get it as one of this unit.
pub fn misses_somebody(names: &Names, it: &model::Session, unit: &UnitId) -> bool {
    it.status == Status::Planned && it.team.keys().any(|member| !names.sees(member, unit))
}

/// The edits that a review form asks for: they name the heads that its page showed.
pub fn reviewed(form: &Fields) -> Result<Vec<Edit>, Said> {
    let comment = form.value("comment").trim();
    let state = match form.value("decision") {
        "none" => None,
        code => Some(
            code.parse::<ReviewState>()
                .map_err(|_| Said::NothingChosen)?,
        ),
    };
    if state == Some(ReviewState::Returned) && comment.is_empty() {
        return Err(Said::ReasonMissing);
    }
    Ok(match state {
        None => [
            Register::ReviewState,
            Register::ReviewComment,
            Register::ReviewHeads,
        ]
        .map(Edit::clear)
        .to_vec(),
        Some(state) => vec![
            Edit::text(Register::ReviewState, state.code()),
            Edit::text(Register::ReviewComment, comment),
            Edit::text(Register::ReviewHeads, form.value("seen")),
        ],
    })
}

/// The edit that an assignment form asks for; only these members can be assigned.
pub fn assigned(members: &[Choice], form: &Fields) -> Result<Edit, Said> {
    let member = form.value("member");
    let role = match form.value("role") {
        "none" => None,
        code => Some(code.parse::<TeamRole>().map_err(|_| Said::NothingChosen)?),
    };
    let is_known = role.is_none() || members.iter().any(|choice| choice.value == member);
    let member = member.parse().map_err(|_| Said::NothingChosen)?;
    if !is_known {
        return Err(Said::NothingChosen);
    }
    Ok(Edit::Team { member, role })
}

/// The edit that a form asks for that hides a session or shows it again.
pub fn withdrawn(form: &Fields) -> Result<Edit, Said> {
    let why = form.value("why").trim();
    match form.value("decision") {
        "again" => Ok(Edit::clear(Register::Withdrawn)),
        _ if why.is_empty() => Err(Said::ReasonMissing),
        _ => Ok(Edit::text(Register::Withdrawn, why)),
    }
}

pub(super) fn heads_text(heads: &[ChangeHash]) -> String {
    let heads: Vec<_> = heads.iter().map(ToString::to_string).collect();
    heads.join(",")
}

fn acts_of(seat: &Seat<'_>, unit: Option<&UnitId>, mut acts: Vec<Act>) -> Vec<Moment> {
    acts.sort_by_key(|act| Reverse(act.at));
    let moments = acts.iter().filter_map(|act| {
        let change = match act.what.as_str() {
            acts::MOVED => Change {
                what: seat.texts.text("act-moved"),
                value: Some(between_units(seat, act)),
            },
            acts::TOLD_APART => said(seat, "act-told-apart"),
            acts::NOT_TOLD_APART => said(seat, "act-not-told-apart"),
            acts::LET_IN => Change {
                what: seat.texts.text("act-held"),
                value: Some(seat.texts.text("act-let-in")),
            },
            acts::CALLED_HARMLESS => Change {
                what: seat.texts.text("act-suspects"),
                value: Some(seat.texts.text("act-called-harmless")),
            },
            acts::KEPT_OUT => Change {
                what: seat.texts.text("act-held"),
                value: Some(kept_out(seat, act)),
            },
            _ => return None,
        };
        Some(Moment {
            at: seat.names.local(unit, act.at),
            arrived: None,
            who: seat.names.member(&act.member),
            brought_by: None,
            changes: vec![change],
        })
    });
    moments.collect()
}

fn said(seat: &Seat<'_>, key: &str) -> Change {
    Change {
        what: seat.texts.text("act-duplicates"),
        value: Some(seat.texts.text(key)),
    }
}

fn kept_out(seat: &Seat<'_>, act: &Act) -> String {
    let reason = act.about["reason"].as_str().unwrap_or_default();
    seat.texts.with("act-kept-out", &[("reason", reason)])
}

fn between_units(seat: &Seat<'_>, act: &Act) -> String {
    let name = |field: &str| {
        let id = act.about[field].as_str().unwrap_or_default();
        id.parse()
            .map_or_else(|_| id.to_owned(), |id| seat.names.unit(&id))
    };
    format!("{} → {}", name("from"), name("to"))
}
