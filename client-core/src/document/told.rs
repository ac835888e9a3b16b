//! What one change says, field by field: for people who read how a document came about.
//!
//! The change alone is asked, never the document, so a line of a history costs the change's own
//! size. Only changes that were admitted come here; whatever else is in one is passed over.

use std::panic::catch_unwind;

use automerge::legacy::{Key, ObjectId, Op, OpType};

use super::chunk;
use super::layout::name_of;
use super::slot::Slot;
use super::value;
use crate::ids::{MemberId, OrganisationId};
use crate::model::{Basis, Cell, DocKind, Register, Scalar, Table, TeamRole, Topic};

/// One thing that a change says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A register takes a value, or none.
    Register(Register, Option<Scalar>),
    /// A member takes part, or no longer does.
    Team(MemberId, Option<TeamRole>),
    /// A partner takes part, or does not.
    Partner(OrganisationId, bool),
    /// A topic was talked about, or was not.
    Topic(Topic, bool),
    /// The writer's own count of a cell.
    Count(Cell, Basis, i64),
    /// The writer says what the own count of a table is.
    Basis(Table, Basis),
    /// It is decided whose count of a table is taken.
    Settled(Table),
    /// The notes are written on.
    Notes,
    /// Something else, by its name in the plain form.
    Other(String, Option<Scalar>),
}

/// Everything that a change to a document of this kind says, in the order of its operations.
pub fn told(kind: DocKind, change: &[u8]) -> Vec<Told> {
    let Some(change) = chunk::parse(change) else {
        return Vec::new();
    };
    // It was admitted, but perhaps by an older version of this program.
    let operations = catch_unwind(|| change.decode().operations).unwrap_or_default();
    let mut told = Vec::new();
    for operation in &operations {
        if let Some(one) = of_operation(kind, operation)
            && !(one == Told::Notes && told.contains(&Told::Notes))
        {
            told.push(one);
        }
    }
    told
}

fn of_operation(kind: DocKind, operation: &Op) -> Option<Told> {
    let container = match &operation.obj {
        ObjectId::Root => "",
        ObjectId::Id(id) => name_of(kind, id.counter())?,
    };
    let Key::Map(key) = &operation.key else {
        return (container == "notes").then_some(Told::Notes);
    };
    let value = match &operation.action {
        OpType::Put(value) => value::of_automerge(value).ok()?,
        OpType::Delete => None,
        _ => return None,
    };
    let present = value.is_some();
    Some(match Slot::parse(kind, container, key)? {
        // Bookkeeping between replicas: nothing that anybody said.
        Slot::Succeeds(_) | Slot::Replaces(_) => return None,
        Slot::Register(register) => Told::Register(register, value),
        Slot::Team(member) => Told::Team(member, text(value).and_then(|role| role.parse().ok())),
        Slot::Partner(organisation) => Told::Partner(organisation, present),
        Slot::Topic(topic) => Told::Topic(topic, present),
        Slot::Cell(cell, basis, _) => match value {
            Some(Scalar::Int(count)) => Told::Count(cell, basis, count),
            _ => return None,
        },
        Slot::Basis(table, _) => Told::Basis(table, Basis::parse(&text(value)?)?),
        Slot::Settled(table) => Told::Settled(table),
        slot => Told::Other(slot.field(), value),
    })
}

fn text(value: Option<Scalar>) -> Option<String> {
    match value {
        Some(Scalar::Text(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, write};
    use crate::ids::{DocId, Epoch, ReplicaId};
    use crate::model::{Edit, Splice};
    use crate::time::Timestamp;

    fn told_of(kind: DocKind, edits: &[Edit]) -> Vec<Told> {
        let replica = ReplicaId::derive(&[7; 32], Epoch([1; 8]));
        let mut document = Document::new(kind, DocId::derive(replica, Timestamp(1), 0));
        let cut = write::cut(&mut document, edits, replica, Timestamp(5))
            .unwrap()
            .unwrap();
        told(kind, &cut.bytes)
    }

    #[test]
    fn a_change_tells_what_its_edits_said() {
        let cell: Cell = "reached.f.14-17".parse().unwrap();
        let edits = [
            Edit::text(Register::Title, "Grade 9"),
            Edit::Team {
                member: "ana".parse().unwrap(),
                role: Some(TeamRole::Lead),
            },
            Edit::Topic {
                topic: Topic::Begging,
                present: true,
            },
            Edit::Count {
                cell: cell.clone(),
                by: 3,
            },
        ];
        let told = told_of(DocKind::Session, &edits);
        let title = Told::Register(Register::Title, Some(Scalar::Text("Grade 9".into())));
        for expected in [
            title,
            Told::Team("ana".parse().unwrap(), Some(TeamRole::Lead)),
            Told::Topic(Topic::Begging, true),
            Told::Count(cell, Basis::Part, 3),
        ] {
            assert!(told.contains(&expected), "{expected:?} is not in {told:?}");
        }
    }

    #[test]
    fn notes_are_told_once_however_many_letters_they_have() {
        let splices = vec![Splice {
            at: 0,
            delete: 0,
            insert: "Many asked.".into(),
        }];
        assert_eq!(
            told_of(DocKind::Private, &[Edit::Notes { splices }]),
            [Told::Notes]
        );
    }

    #[test]
    fn bytes_that_are_no_change_tell_nothing() {
        assert!(told(DocKind::Session, b"nonsense").is_empty());
    }
}
