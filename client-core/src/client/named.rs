//! Whether what a member names exists, as far as this phone can look it up: a county, a campaign,
//! a title, who is to hold a session. A code with a slip in it would be taken, and missing from
//! every figure; a session would wait for somebody to whom it never comes.

use super::error::ClientError;
use super::folder::Folder;
use super::paper::Own;
use crate::counties;
use crate::ids::{MemberId, UnitId};
use crate::limits::CODES_SAID_MAX;
use crate::model::catalogue::{Campaign, Entry};
use crate::model::{Edit, FieldProblem, Place, Register, Scalar, Session, Status};
use crate::store::{Connection, catalogue};

/// Refuses a county or a campaign that there is not, a title without words, and a holder who does
/// not see the unit. A county that stands there already was said by somebody who may know better.
pub(super) fn check(
    connection: &Connection,
    own: &Own<'_>,
    folder: &Folder,
    edits: &[Edit],
) -> Result<(), ClientError> {
    for edit in edits {
        if let Edit::Team {
            member,
            role: Some(_),
        } = edit
            && *member != own.me.member
        {
            check_holder(connection, folder.main.row.unit.as_ref(), member)?;
        }
        let Edit::Set {
            register,
            value: Some(Scalar::Text(text)),
        } = edit
        else {
            continue;
        };
        match register {
            Register::Where => {
                let stands = folder.place(connection, own)?;
                check_county(&stands, &Place::of_register(text))?;
            }
            Register::Campaign => check_campaign(connection, text)?,
            Register::Title if text.trim().is_empty() => return Err(no_title().into()),
            _ => {}
        }
    }
    Ok(())
}

/// Refuses whom no session of this unit comes to. Of a member of whom this phone was not told it
/// cannot tell.
fn check_holder(
    connection: &Connection,
    unit: Option<&UnitId>,
    member: &MemberId,
) -> Result<(), ClientError> {
    let member = catalogue::member(connection, member)?;
    let Some((unit, member)) = unit.zip(member) else {
        return Ok(());
    };
    if member.may_hold(unit) {
        return Ok(());
    }
    let found = format!("`{}`, {} of {}", member.name, member.role, member.unit);
    let allowed = format!("a member of {unit}, or one who sees every unit; no partner");
    Err(FieldProblem::new("team", found, allowed).into())
}

/// What somebody is to find later needs a name.
pub(super) fn no_title() -> FieldProblem {
    FieldProblem::new("title", "nothing", "what people will call it")
}

fn check_county(stands: &Place, place: &Place) -> Result<(), FieldProblem> {
    let adm1 = place.adm1.as_str();
    if adm1.is_empty() || adm1 == stands.adm1 {
        return Ok(());
    }
    let country = match place.country.as_str() {
        "" => adm1.split('-').next().unwrap_or_default(),
        country => country,
    };
    counties::check(country, adm1)
        .map_err(|allowed| FieldProblem::new("place.adm1", format!("`{adm1}`"), allowed))
}

/// A phone that was told of no campaign has nothing to look in.
fn check_campaign(connection: &Connection, id: &str) -> Result<(), ClientError> {
    let entries = catalogue::of_kind(connection, "campaign")?;
    let ids = entries.into_iter().filter_map(|entry| match entry {
        Entry::Campaign(campaign) => Some(campaign.id.to_string()),
        _ => None,
    });
    let mut known: Vec<String> = ids.collect();
    if known.is_empty() || known.iter().any(|known| known == id) {
        return Ok(());
    }
    if known.len() > CODES_SAID_MAX {
        known.truncate(CODES_SAID_MAX);
        known.push("...".to_owned());
    }
    let allowed = format!("{}; sync first if it is new", known.join(", "));
    Err(FieldProblem::new("campaign", format!("`{id}`"), allowed).into())
}

/// Refuses a plan for a day after the last one of its campaign. What took place is recorded
/// whatever its day: the campaign's figures decide what counts.
pub(super) fn check_campaign_days(
    connection: &Connection,
    session: &Session,
    edits: &[Edit],
) -> Result<(), ClientError> {
    let concerns = |edit: &Edit| {
        matches!(
            edit,
            Edit::Set {
                register: Register::Campaign | Register::PlannedFor | Register::Status,
                ..
            }
        )
    };
    let is_planned = session.status == Status::Planned && session.started_at.is_none();
    let (Some(id), Some(at)) = (&session.campaign, session.planned_for) else {
        return Ok(());
    };
    if !is_planned || !edits.iter().any(concerns) {
        return Ok(());
    }
    let entry = catalogue::get(connection, &format!("campaign/{id}"))?;
    let Some(Entry::Campaign(Campaign { to: Some(last), .. })) = entry else {
        return Ok(());
    };
    let unit = session.unit.as_ref();
    let unit = unit
        .map(|unit| catalogue::unit(connection, unit))
        .transpose()?;
    let zone = unit
        .flatten()
        .map_or_else(String::new, |unit| unit.time_zone);
    let day = at.date_in(&zone);
    if day <= last {
        return Ok(());
    }
    let found = format!("`{id}` for a plan on {day}");
    let allowed = format!("a campaign that is not over by then: its last day is {last}");
    Err(FieldProblem::new("campaign", found, allowed).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(country: &str, adm1: &str) -> Result<(), String> {
        let place = Place {
            country: country.to_owned(),
            adm1: adm1.to_owned(),
            ..Place::default()
        };
        check_county(&Place::default(), &place).map_err(|problem| problem.to_string())
    }

    #[test]
    fn a_county_is_looked_up_and_one_of_a_country_without_a_list_is_spelt_as_codes_are() {
        for (country, adm1) in [("RO", "RO-SV"), ("", "UA-77"), ("RO", ""), ("IT", "IT-RM")] {
            assert_eq!(judged(country, adm1), Ok(()), "{adm1}");
        }
        for (country, adm1) in [
            ("RO", "RO-XX"),
            ("RO", "ro-sv"),
            ("MD", "RO-SV"),
            ("", "Suceava"),
            ("IT", "IT-ROMA"),
            ("IT", "FR-75"),
        ] {
            let problem = judged(country, adm1).unwrap_err();
            assert!(problem.starts_with("place.adm1: found `"), "{problem}");
        }
        assert!(judged("RO", "RO-XX").unwrap_err().contains("RO-SV"));
    }
}
