//! What a volunteer looks at: one session, lists, what is open.

use std::io::Write;

use clap::Args;
use client_core::client::{Client, ListQuery, Listed};
use client_core::ids::{DocId, MemberId};
use client_core::model::{Conflict, Saying, plain};
use serde_json::{Value, json};

use super::failure::Failure;
use super::record::doc;
use super::{hand_over, names, review};

/// Rows that are read at a time.
const PAGE_ROWS: u32 = 200;

/// Show one session
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana show ID
  phone --store ./ana show ID --json")]
pub(super) struct Show {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// Print the plain form
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let session = client.session(self.id)?;
        let mut form = plain::session(&session);
        let role = session.team.values().min();
        names::unname(client, &mut form, role, &session.conflicts)?;
        if self.json {
            return print_json(out, &form);
        }
        review::print(out, session.review.as_ref())?;
        print_givers(out, client, self.id)?;
        print_form(out, client, &form)?;
        print_conflicts(out, client, &session.conflicts)
    }
}

/// List sessions, newest first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana list
  phone --store ./ana list --search 'radauti grade' --json")]
pub(super) struct List {
    /// Only sessions with words that begin like these
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    search: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let mut query = ListQuery {
            search: self.search.clone(),
            limit: PAGE_ROWS,
            ..ListQuery::default()
        };
        let mut all = Vec::new();
        loop {
            let page = client.list(&query)?;
            if self.json {
                all.extend(page.rows.iter().map(|row| as_json(client, row)));
            } else {
                for row in &page.rows {
                    print_row(client, out, row)?;
                }
            }
            if !page.more {
                break;
            }
            query.offset += PAGE_ROWS;
        }
        if self.json {
            print_json(out, &Value::Array(all))
        } else {
            Ok(())
        }
    }
}

/// Show where people said different things
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana conflicts
  phone --store ./ana conflicts --json")]
pub(super) struct Conflicts {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Conflicts {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let disputed = client.conflicts()?;
        if self.json {
            let all = disputed.iter().map(|disputed| {
                let (id, title) = (&disputed.doc, &disputed.title);
                let conflicts = names::conflicts(client, &disputed.conflicts)?;
                Ok(json!({ "id": id, "title": title, "conflicts": conflicts }))
            });
            return print_json(out, &all.collect::<Result<_, Failure>>()?);
        }
        for disputed in disputed {
            writeln!(out, "{} {}", disputed.doc, disputed.title)?;
            print_conflicts(out, client, &disputed.conflicts)?;
        }
        Ok(())
    }
}

/// Show what needs attention: edits that the server would not take
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana attention
  phone --store ./ana attention --dismiss 3
  phone --store ./ana attention --json")]
pub(super) struct ShowAttention {
    /// Say of the matter with this number that you have dealt with it
    #[arg(long, value_name = "NUMBER", conflicts_with = "json")]
    dismiss: Option<i64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ShowAttention {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        if let Some(number) = self.dismiss {
            return match client.dismiss(number)? {
                true => Ok(()),
                false => {
                    let allowed = "a number that `phone attention` shows";
                    Err(Failure::input("--dismiss", number, allowed))
                }
            };
        }
        let matters = client.attention()?;
        if self.json {
            let all = matters.iter().map(|matter| {
                json!({
                    "number": matter.number, "id": matter.doc, "code": matter.code,
                    "reason": matter.reason, "edits": matter.edits, "at": matter.at,
                })
            });
            return print_json(out, &all.collect());
        }
        for matter in matters {
            let (number, doc) = (matter.number, matter.doc);
            writeln!(out, "{number} {doc} {}: {}", matter.code, matter.reason)?;
            for edit in &matter.edits {
                writeln!(out, "    {}", json!(edit))?;
            }
        }
        Ok(())
    }
}

/// Prints JSON, indented, with an end of line.
pub(super) fn print_json(out: &mut dyn Write, value: &Value) -> Result<(), Failure> {
    Ok(writeln!(out, "{value:#}")?)
}

fn as_json(client: &Client, listed: &Listed) -> Value {
    let row = &listed.row;
    let id =
        |member: &MemberId| names::unnamed(client, member).unwrap_or_else(|| member.to_string());
    let mut team: Vec<String> = row.team.iter().map(id).collect();
    team.dedup();
    json!({
        "id": row.doc, "day": listed.day, "title": row.title, "place": row.place,
        "unit": row.unit, "kind": row.kind, "status": row.status, "people": row.people,
        "conflicts": row.conflicts, "unsent": row.unsent, "team": team,
        "author": row.author.as_ref().map(id), "returned": row.returned,
        "duplicate_of": row.duplicate_of, "changed_after_verification": row.changed,
        "brought_by": listed.brought_by.iter().map(id).collect::<Vec<_>>(),
    })
}

fn print_row(client: &Client, out: &mut dyn Write, listed: &Listed) -> Result<(), Failure> {
    let row = &listed.row;
    let unsent = if row.unsent { "  unsent" } else { "" };
    let conflicts = match row.conflicts {
        0 => String::new(),
        open => format!("  {open} to settle"),
    };
    let (doc, day, status) = (row.doc, &listed.day, row.status.code());
    let place = match row.place.as_str() {
        "" => String::new(),
        place => format!(" ({place})"),
    };
    let title = &row.title;
    let people = row.people;
    let team = row.team.iter().map(|member| names::member(client, member));
    let mut team = team.collect::<Result<Vec<_>, _>>()?;
    team.dedup();
    let assigned = match team.join(", ") {
        nobody if nobody.is_empty() => nobody,
        somebody => format!("  for {somebody}"),
    };
    let twin = if row.duplicate_of.is_some() {
        "  duplicate"
    } else {
        ""
    };
    writeln!(
        out,
        "{doc}  {day}  {status:<9} {people:>5}  {title}{place}{assigned}{twin}{conflicts}{unsent}"
    )?;
    let brought = hand_over::givers(client, &listed.brought_by)?;
    if !brought.is_empty() {
        writeln!(out, "    brought by {brought}")?;
    }
    if row.changed {
        writeln!(out, "    changed after verification")?;
    }
    if let Some(comment) = &row.returned {
        writeln!(out, "    returned: {comment}")?;
    }
    Ok(())
}

/// Says who brought a session or exchange that the server is not known to have yet.
pub(super) fn print_givers(
    out: &mut dyn Write,
    client: &Client,
    doc: DocId,
) -> Result<(), Failure> {
    let givers = hand_over::givers(client, &client.brought_by(doc)?)?;
    if !givers.is_empty() {
        writeln!(out, "brought by {givers}, not at the server yet")?;
    }
    Ok(())
}

/// Prints what a plain form says; its conflicts are printed by themselves.
pub(super) fn print_form(
    out: &mut dyn Write,
    client: &Client,
    form: &Value,
) -> Result<(), Failure> {
    let fields = form.as_object().into_iter().flatten();
    for (name, value) in fields.filter(|(name, _)| *name != "conflicts") {
        print_field(out, name, &names::value(client, name, value)?)?;
    }
    Ok(())
}

fn print_field(out: &mut dyn Write, name: &str, value: &Value) -> Result<(), Failure> {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Array(all) if all.is_empty() => {}
        Value::Object(all) if all.is_empty() => {}
        Value::Object(all) => {
            for (key, value) in all {
                print_field(out, &format!("{name}.{key}"), value)?;
            }
        }
        Value::String(text) => writeln!(out, "{name}: {text}")?,
        other => writeln!(out, "{name}: {other}")?,
    }
    Ok(())
}

pub(super) fn print_conflicts(
    out: &mut dyn Write,
    client: &Client,
    conflicts: &[Conflict],
) -> Result<(), Failure> {
    for conflict in conflicts {
        let field = conflict.field.as_str();
        writeln!(out, "  {}:", names::field(client, field)?)?;
        for (number, Saying { value, who, when }) in (1..).zip(&conflict.sayings) {
            let value = names::value(client, field, value)?;
            let who = who.iter().map(|who| names::who(client, who));
            let who = who.collect::<Result<Vec<_>, _>>()?.join(", ");
            writeln!(out, "    {number}. {value} ({who}, {when})")?;
        }
    }
    Ok(())
}
