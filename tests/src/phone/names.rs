//! What people call those whom ids name, as far as this phone was told of them.

use client_core::client::Client;
use client_core::ids::MemberId;
use client_core::model::{Conflict, Role, TeamRole, Who};
use serde_json::{Map, Value, json};

use super::failure::Failure;

/// Phones hear of the members of their own centres alone.
const UNKNOWN: &str = "somebody of another centre";

/// What a partner's phone, which knows no names, calls those who wrote what is shared with it.
const THE_ORGANISATION: &str = "the organisation";

/// What a partner's phone calls a programme that it does not follow.
const ANOTHER_PROGRAMME: &str = "another programme";

/// Fields whose value is an id, and what it is the id of.
const FIELDS: [(&str, &str); 5] = [
    ("unit", "unit"),
    ("campaign", "campaign"),
    ("programme", "programme"),
    ("host", "organisation"),
    ("partners", "organisation"),
];

/// Fields whose keys are ids.
const KEYED: [(&str, &str); 2] = [("team", "member"), ("materials", "material")];

/// Whether the reader is a partner, who is told no names of others.
pub(super) fn is_partners(client: &Client) -> bool {
    client.identity().role == Role::Partner
}

/// A member's name.
pub(super) fn member(client: &Client, id: &MemberId) -> Result<String, Failure> {
    let me = client.identity();
    if me.member == *id {
        return Ok(me.member_name.clone());
    }
    if let Some(name) = unnamed(client, id) {
        return Ok(name);
    }
    let known = client.name_of("member", id.as_str())?;
    Ok(known.unwrap_or_else(|| UNKNOWN.to_owned()))
}

/// What a partner calls a member; none when the member has a name or the reader is no partner.
pub(super) fn unnamed(client: &Client, member: &MemberId) -> Option<String> {
    let me = client.identity();
    is_partners(client).then(|| match *member == me.member {
        true => me.member_name.clone(),
        false => THE_ORGANISATION.to_owned(),
    })
}

/// The name of whoever said something.
pub(super) fn who(client: &Client, who: &Who) -> Result<String, Failure> {
    Ok(match who {
        // On an exchange it may be another partner.
        Who::Member(id) if *id != client.identity().member && is_partners(client) => {
            "somebody else".to_owned()
        }
        Who::Member(id) => member(client, id)?,
        Who::Organisation(id) => {
            let known = client.name_of("organisation", id.as_str())?;
            known.unwrap_or_else(|| id.to_string())
        }
        Who::Replica(replica) => format!("somebody ({replica})"),
    })
}

/// The value of a field with names instead of ids; what has none stays.
pub(super) fn value(client: &Client, field: &str, value: &Value) -> Result<Value, Failure> {
    let kind = |of: &[(&str, &'static str)]| {
        let found = of.iter().find(|(known, _)| *known == field);
        found.map(|(_, kind)| *kind)
    };
    match (value, kind(&FIELDS), kind(&KEYED)) {
        (Value::String(id), Some(kind), _) => Ok(called(client, kind, id)?.into()),
        (Value::Array(ids), Some(kind), _) => {
            let ids = ids.iter().filter_map(Value::as_str);
            let names: Result<Vec<_>, _> = ids.map(|id| called(client, kind, id)).collect();
            Ok(names?.into())
        }
        (Value::Object(all), _, Some(kind)) => {
            let mut named = Map::new();
            for (id, said) in all {
                let name = called(client, kind, id)?;
                // Two of one name are told apart by their ids.
                let key = if named.contains_key(&name) {
                    format!("{name} ({id})")
                } else {
                    name
                };
                named.insert(key, said.clone());
            }
            Ok(Value::Object(named))
        }
        _ => Ok(value.clone()),
    }
}

/// The name of a field as it is typed, and behind it whom it names.
pub(super) fn field(client: &Client, field: &str) -> Result<String, Failure> {
    match field.strip_prefix("team.").map(str::parse) {
        Some(_) if is_partners(client) => Ok("team".to_owned()),
        Some(Ok(id)) => Ok(format!("{field} ({})", member(client, &id)?)),
        _ => Ok(field.to_owned()),
    }
}

fn called(client: &Client, kind: &str, id: &str) -> Result<String, Failure> {
    match id.parse() {
        Ok(id) if kind == "member" => member(client, &id),
        _ if kind == "programme" && is_partners(client) => {
            let known = client.name_of(kind, id)?;
            Ok(known.unwrap_or_else(|| ANOTHER_PROGRAMME.to_owned()))
        }
        _ => Ok(client.name_of(kind, id)?.unwrap_or_else(|| id.to_owned())),
    }
}

/// Takes out of a plain form what a partner is not told: who else took part and said something, and
/// which programme it does not follow. `role` is the first that somebody of the team had.
pub(super) fn unname(
    client: &Client,
    form: &mut Value,
    role: Option<&TeamRole>,
    conflicts: &[Conflict],
) -> Result<(), Failure> {
    if !is_partners(client) {
        return Ok(());
    }
    unname_programme(client, form)?;
    if let Some(role) = role {
        form["team"] = json!({ THE_ORGANISATION: role });
    }
    form["conflicts"] = self::conflicts(client, conflicts)?;
    Ok(())
}

/// Takes the id of a programme out that a partner does not follow.
pub(super) fn unname_programme(client: &Client, form: &mut Value) -> Result<(), Failure> {
    if let Some(programme) = form["programme"].as_str()
        && is_partners(client)
        && client.name_of("programme", programme)?.is_none()
    {
        form["programme"] = ANOTHER_PROGRAMME.into();
    }
    Ok(())
}

/// Conflicts as JSON; for a partner without the ids of others.
pub(super) fn conflicts(client: &Client, conflicts: &[Conflict]) -> Result<Value, Failure> {
    let mut told = json!(conflicts);
    if !is_partners(client) {
        return Ok(told);
    }
    for (told, conflict) in told.as_array_mut().into_iter().flatten().zip(conflicts) {
        told["field"] = field(client, &conflict.field)?.into();
        let sayings = told["sayings"].as_array_mut().into_iter().flatten();
        for (told, saying) in sayings.zip(&conflict.sayings) {
            let names = saying.who.iter().map(|it| who(client, it));
            told["who"] = json!(names.collect::<Result<Vec<_>, _>>()?);
            if conflict.field == "programme" {
                told["value"] = value(client, "programme", &saying.value)?;
            }
        }
    }
    Ok(told)
}
