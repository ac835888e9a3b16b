//! The history of a session or an exchange: what each change said, in words, newest first.

use client_core::document::told::{Told, told};
use client_core::model::{Basis, DocKind, Part, Register, Scalar};

use super::words::Words;
use crate::dashboard::model::session::{Change, Moment};
use crate::limits::ARRIVAL_WORTH_SAYING_MS;
use crate::projection::Entry;

/// The entries of a session or an exchange and of its private companion, as the store lists them:
/// oldest first.
pub(super) fn moments(words: Words<'_>, kind: DocKind, entries: &[Entry]) -> Vec<Moment> {
    let moments = entries.iter().map(|entry| moment(words, kind, entry));
    let mut moments: Vec<Moment> = moments
        .filter(|moment| !moment.changes.is_empty())
        .collect();
    moments.reverse();
    moments
}

fn moment(words: Words<'_>, kind: DocKind, entry: &Entry) -> Moment {
    let kind = match entry.part {
        Part::Main => kind,
        Part::Private => DocKind::Private,
    };
    let late = entry.received.since_ms(entry.said_at).saturating_abs() > ARRIVAL_WORTH_SAYING_MS;
    // A second phone of the same person is nobody else.
    let brought_by = entry.carrier.as_ref().filter(|it| **it != entry.member);
    let local = |at| words.names.local(words.unit, at);
    Moment {
        at: local(entry.said_at),
        arrived: late.then(|| local(entry.received)),
        who: words.names.member(&entry.member),
        brought_by: brought_by.map(|id| words.names.member(id)),
        changes: told(kind, &entry.bytes)
            .iter()
            .filter_map(|one| change(words, one))
            .collect(),
    }
}

fn change(words: Words<'_>, told: &Told) -> Option<Change> {
    let t = words.texts;
    let present = |field: &str, name: String, is: bool| Change {
        what: words.field(field),
        value: if is {
            Some(name)
        } else {
            Some(t.with("history-without", &[("what", &name)]))
        },
    };
    Some(match told {
        // It names changes by their hashes, which says nothing to a person.
        Told::Register(Register::ReviewHeads, _) => return None,
        Told::Register(register, value) => Change {
            what: words.field(register.rule().field),
            value: value.as_ref().map(|value| words.scalar(*register, value)),
        },
        Told::Team(member, role) => match role {
            Some(role) => {
                let role = t.word("team", role.code());
                present(
                    "team",
                    format!("{} ({role})", words.names.member(member)),
                    true,
                )
            }
            None => present("team", words.names.member(member), false),
        },
        Told::Partner(partner, is) => present("partners", words.names.organisation(partner), *is),
        Told::Topic(topic, is) => present("topics", t.word("topic", topic.code()), *is),
        Told::Count(cell, basis, count) => {
            let own = words.bare(&Scalar::Int(*count));
            let value = match basis {
                Basis::Part => own,
                Basis::Whole => t.with("history-of-the-whole", &[("number", &own)]),
            };
            Change {
                what: words.cell(cell),
                value: Some(value),
            }
        }
        Told::Basis(table, basis) => Change {
            what: t.word("counted", table.code()),
            value: Some(t.with(
                "history-basis",
                &[("basis", &t.word("basis", basis.code()))],
            )),
        },
        Told::Settled(table) => Change {
            what: t.word("counted", table.code()),
            value: Some(t.text("history-settled")),
        },
        Told::Notes => Change {
            what: words.field("notes"),
            value: Some(t.text("history-notes")),
        },
        Told::Other(field, value) if field == "sessions" || field.starts_with("sessions.") => {
            // Which sessions is shown to whoever may see them.
            Change {
                what: words.field("sessions"),
                value: value.is_some().then(|| t.text("history-session")),
            }
        }
        Told::Other(field, value) => Change {
            what: words.field(field),
            value: value.as_ref().map(|value| words.other(field, value)),
        },
    })
}
