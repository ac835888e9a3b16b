//! Exchanges of a programme: begun, edited, looked at. Everybody who takes part edits them.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::client::{Client, ListedExchange};
use client_core::ids::DocId;
use client_core::model::{self, plain};
use client_core::privacy;
use serde_json::{Value, json};

use super::failure::Failure;
use super::record::{Resolving, Settling, Withdrawing, doc, read_form, tell_left_out};
use super::show::{print_conflicts, print_form, print_givers, print_json};
use super::warnings::{print_written, warned_anew};
use super::{hand_over, names};

/// Exchanges between organisations: begin, edit, show, list
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana exchange new exchange.json
  echo '{\"programme\": \"neighbours\", \"title\": \"Summer school\"}' \\
    | phone --store ./ana exchange new -
  phone --store ./ana exchange edit ID title='Summer school' participants.la-strada.trainer+=3
  phone --store ./ana exchange edit ID learned.la-strada='Ask the grandmothers.' sessions+=SESSION
  phone --store ./ana exchange show ID --json
  phone --store ./ana exchange resolve ID participants 1
  phone --store ./ana exchange resolve ID hours --value 12
  phone --store ./ana exchange withdraw ID 'entered twice'
  phone --store ./ana exchange list")]
pub(super) struct Exchange {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Begin an exchange from its plain JSON form and print its id
    New {
        /// A file with one exchange in the plain form, or - for standard input
        file: String,
        /// Print JSON, with what looks like it should not be in a note
        #[arg(long)]
        json: bool,
    },
    /// Edit an exchange: fields are set, participants are counted up and down
    ///
    /// `basis=whole` says that one's own count is everybody's; two who say so differently are shown
    /// as a conflict of `participants`, and `resolve` says whose count holds.
    Edit {
        /// The exchange
        #[arg(value_parser = doc)]
        id: DocId,
        /// FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE
        #[arg(required = true)]
        assignments: Vec<String>,
        /// Print JSON, with what looks like it should not be in a note
        #[arg(long)]
        json: bool,
    },
    /// Settle a conflict by one of its sayings, as `show` numbers them, or by another value
    Resolve {
        #[command(flatten)]
        it: Resolving,
    },
    /// Hide an exchange, with a reason; nothing is deleted
    Withdraw {
        #[command(flatten)]
        it: Withdrawing,
    },
    /// Show one exchange
    Show {
        /// The exchange
        #[arg(value_parser = doc)]
        id: DocId,
        /// Print the plain form
        #[arg(long)]
        json: bool,
    },
    /// List exchanges, the latest first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl Exchange {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        match &self.act {
            Act::New { file, json } => {
                let form = plain::parse_exchange_text(&read_form(file)?)?;
                let doc = client.record_exchange(&form)?;
                tell_left_out(&form);
                let found = privacy::exchange(&client.exchange(doc)?);
                print_written(out, *json, &doc.to_string(), json!({ "id": doc }), &found)
            }
            Act::Edit {
                id,
                assignments,
                json,
            } => {
                let shown = client.exchange(*id)?;
                let edits = plain::exchange_assignments(&shown, assignments)?;
                let exchange = client.edit_exchange(*id, &edits)?;
                let found = warned_anew(&privacy::exchange(&shown), privacy::exchange(&exchange));
                let line = format!("{id} {}", exchange.title);
                let written = json!({ "id": id, "title": exchange.title });
                print_written(out, *json, &line, written, &found)
            }
            Act::Resolve { it } => {
                let Resolving { id, field, .. } = it;
                let exchange = match it.by() {
                    Settling::Saying(n) => client.resolve_exchange(*id, field, n)?,
                    Settling::Assignment(assignment) => {
                        let shown = client.exchange(*id)?;
                        let edits = plain::exchange_assignments(&shown, &[assignment])?;
                        client.resolve_exchange_by(*id, field, &edits)?
                    }
                };
                print_title(out, &exchange)
            }
            Act::Withdraw { it } => {
                let exchange = match &it.why {
                    Some(why) => client.withdraw_exchange(it.id, why)?,
                    None => client.show_exchange_again(it.id)?,
                };
                print_title(out, &exchange)
            }
            Act::Show { id, json } => {
                let exchange = client.exchange(*id)?;
                let mut form = plain::exchange(&exchange);
                names::unname(client, &mut form, None, &exchange.conflicts)?;
                if *json {
                    return print_json(out, &form);
                }
                print_givers(out, client, *id)?;
                print_form(out, client, &form)?;
                print_conflicts(out, client, &exchange.conflicts)
            }
            Act::List { json } => list(client, *json, out),
        }
    }
}

fn print_title(out: &mut dyn Write, exchange: &model::Exchange) -> Result<(), Failure> {
    Ok(writeln!(out, "{} {}", exchange.id, exchange.title)?)
}

fn list(client: &Client, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let listed = client.list_exchanges()?;
    if json {
        return print_json(
            out,
            &listed
                .iter()
                .map(|row| as_json(client, row))
                .collect::<Result<_, _>>()?,
        );
    }
    for row in &listed {
        print_row(out, row)?;
        let brought = hand_over::givers(client, &client.brought_by(row.exchange.id)?)?;
        if !brought.is_empty() {
            writeln!(out, "    brought by {brought}")?;
        }
    }
    Ok(())
}

fn participants(row: &ListedExchange) -> u64 {
    row.exchange.figures.values().sum()
}

fn as_json(client: &Client, row: &ListedExchange) -> Result<Value, Failure> {
    let exchange = &row.exchange;
    let mut told = json!({
        "id": exchange.id, "day": row.day, "title": exchange.title, "status": exchange.status,
        "programme": exchange.programme, "host": exchange.host,
        "participants": participants(row), "conflicts": exchange.conflicts.len(),
        "unsent": row.unsent,
    });
    names::unname_programme(client, &mut told)?;
    Ok(told)
}

fn print_row(out: &mut dyn Write, row: &ListedExchange) -> Result<(), Failure> {
    let exchange = &row.exchange;
    let (doc, day, status) = (exchange.id, &row.day, exchange.status.code());
    let host = exchange.host.as_ref();
    let host = host.map_or_else(String::new, |host| format!(" ({host})"));
    let conflicts = match exchange.conflicts.len() {
        0 => String::new(),
        open => format!("  {open} to settle"),
    };
    let unsent = if row.unsent { "  unsent" } else { "" };
    let (title, people) = (&exchange.title, participants(row));
    Ok(writeln!(
        out,
        "{doc}  {day}  {status:<9} {people:>5}  {title}{host}{conflicts}{unsent}"
    )?)
}
