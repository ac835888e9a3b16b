//! What a change may do: put a value at a known slot, take an entry out of a set, write in the
//! notes. Nothing else: a change that makes `reached` once more would hide every count.

use std::borrow::Cow;
use std::collections::BTreeMap;

use automerge::ScalarValue;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};

use super::super::body::Document;
use super::super::history::ChangeInfo;
use super::super::layout::{self, SKELETON_ACTOR, name_of};
use super::super::slot::{self, Slot};
use super::super::value;
use super::parse::ParsedChange;
use crate::ids::{ProgrammeId, ReplicaId, ReplicaShort};
use crate::model::register::Writers;
use crate::model::{DocKind, Register, Role, Scalar};
use crate::wire::RefusalCode;

/// Who wants to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The replica recomputed from the device's key and epoch.
    pub replica: ReplicaId,
    /// The member's role.
    pub role: Role,
    /// Whether the member began the document.
    pub is_author: bool,
}

/// Something that a change does and may not.
pub(in crate::document) type Offence = (RefusalCode, String);

/// What is written, by slot.
pub(super) type Written = BTreeMap<Slot, Put>;

/// What one operation leaves at a slot.
#[derive(Clone, Debug)]
pub(super) struct Put {
    /// The value; none where the slot is emptied.
    pub(super) value: Option<Scalar>,
    /// The number of the operation.
    pub(super) op: u64,
}

/// Checks every operation, and gives what is written.
pub(super) fn check(
    document: &Document,
    change: &ParsedChange,
    writer: &Writer,
) -> Result<Written, Offence> {
    let kind = document.kind();
    let mut written = Written::new();
    for (op, operation) in (change.info().start_op..).zip(&change.operations) {
        let container = container_of(document, operation)?;
        if kind == DocKind::Private && container == "notes" {
            check_notes(operation)?;
            continue;
        }
        let (slot, value) = check_put(kind, &container, operation)?;
        check_writer(&slot, writer)?;
        if written.contains_key(&slot) {
            return Err(not_allowed(format!("it writes {} twice", slot.field())));
        }
        written.insert(slot, Put { value, op });
    }
    Ok(written)
}

fn container_of(document: &Document, operation: &Op) -> Result<Cow<'static, str>, Offence> {
    let kind = document.kind();
    match &operation.obj {
        ObjectId::Id(id) if id.actor().to_bytes() != SKELETON_ACTOR.as_slice() => {
            Err(not_allowed("it writes into a container of its own"))
        }
        object => first_container(kind, object)
            .map(Cow::Borrowed)
            .or_else(|| match object {
                ObjectId::Id(id) => document.later_map(id.counter()).map(Cow::Owned),
                ObjectId::Root => None,
            })
            .ok_or_else(|| not_allowed("it writes into no container")),
    }
}

/// The name of a container of the first version; empty for the root.
fn first_container(kind: DocKind, object: &ObjectId) -> Option<&'static str> {
    match object {
        ObjectId::Root => Some(""),
        ObjectId::Id(id) if id.actor().to_bytes() == SKELETON_ACTOR.as_slice() => {
            name_of(kind, id.counter())
        }
        ObjectId::Id(_) => None,
    }
}

fn check_put(
    kind: DocKind,
    container: &str,
    operation: &Op,
) -> Result<(Slot, Option<Scalar>), Offence> {
    let Key::Map(key) = &operation.key else {
        return Err(not_allowed("it treats a map as a list"));
    };
    if operation.insert {
        return Err(not_allowed("it inserts into a map"));
    }
    let slot = if layout::object(kind, container).is_some() {
        Slot::parse(kind, container, key)
    } else {
        Slot::later(container, key)
    };
    let slot = slot.ok_or_else(|| {
        // The key comes from outside: it is not repeated in logs.
        not_allowed(format!("it writes a key that {kind} documents do not have"))
    })?;
    match &operation.action {
        OpType::Put(value) => {
            let value = value::of_automerge(value);
            let value = value.map_err(|_| bad_value(&slot, "no value of this type"))?;
            let fits = slot.check(value.as_ref());
            fits.map_err(|allowed| bad_value(&slot, &allowed))?;
            Ok((slot, value))
        }
        OpType::Delete if slot.is_set_entry() => Ok((slot, None)),
        OpType::Delete => Err(not_allowed(format!("it deletes {}", slot.field()))),
        OpType::Make(_) => Err(not_allowed("it makes a container")),
        OpType::Increment(_) => Err(not_allowed("it increments")),
        OpType::MarkBegin(_) | OpType::MarkEnd(_) => Err(not_allowed("it marks a text")),
    }
}

/// Notes are inserted character by character, and taken out likewise.
fn check_notes(operation: &Op) -> Result<(), Offence> {
    let Key::Seq(element) = &operation.key else {
        return Err(not_allowed("it treats the notes as a map"));
    };
    match &operation.action {
        OpType::Put(ScalarValue::Str(text)) if operation.insert => {
            if text.chars().count() == 1 {
                Ok(())
            } else {
                Err(not_allowed("it inserts something else than one character"))
            }
        }
        OpType::Delete if !operation.insert && matches!(element, ElementId::Id(_)) => Ok(()),
        _ => Err(not_allowed("it neither inserts nor deletes characters")),
    }
}

fn check_writer(slot: &Slot, writer: &Writer) -> Result<(), Offence> {
    if slot
        .owner()
        .is_some_and(|owner| owner != writer.replica.short())
    {
        let what = format!("it writes {} of another replica", slot.container());
        return Err((RefusalCode::NotPermitted, what));
    }
    let Slot::Register(register) = slot else {
        return Ok(());
    };
    let may = match register.rule().writers {
        Writers::All => true,
        Writers::Coordinators => writer.role.coordinates(),
        Writers::AuthorAndCoordinators => writer.is_author || writer.role.coordinates(),
    };
    if may {
        Ok(())
    } else {
        let what = format!("{} is for coordinators to write", slot.field());
        Err((RefusalCode::NotPermitted, what))
    }
}

/// Checks that nothing is overwritten or followed that the change's author has not seen. Where
/// both are known it would do no harm, but it breaks whoever gets it first.
pub(super) fn check_references(
    change: &ParsedChange,
    unseen: &[ChangeInfo],
) -> Result<(), Offence> {
    let is_unseen = |id: &OpId| {
        unseen.iter().any(|other| {
            other.actor.0.as_slice() == id.actor().to_bytes()
                && (other.start_op..=other.max_op).contains(&id.counter())
        })
    };
    for operation in &change.operations {
        let follows = match &operation.key {
            Key::Seq(ElementId::Id(id)) => Some(id),
            _ => None,
        };
        let into = match &operation.obj {
            ObjectId::Id(id) => Some(id),
            ObjectId::Root => None,
        };
        let mut named = operation.pred.iter().chain(follows).chain(into);
        if named.any(is_unseen) {
            let reason = "it overwrites what its author has not seen";
            return Err((RefusalCode::Harmful, reason.to_owned()));
        }
    }
    Ok(())
}

impl ParsedChange {
    /// The older replica that this change says its own continues. Whether both belong to one
    /// device and member is for the caller to ask.
    pub fn succeeds(&self, kind: DocKind) -> Option<ReplicaShort> {
        self.cell(kind, "succeeds")?.parse().ok()
    }

    /// The older replica of which this change says again what was refused, and the first sequence
    /// number that is refused for ever.
    pub fn replaces(&self, kind: DocKind) -> Option<(ReplicaShort, u64)> {
        slot::parse_replaced(&self.cell(kind, "replaces")?)
    }

    /// The programme that this change names in a session or an exchange.
    pub fn programme(&self) -> Option<ProgrammeId> {
        let rule = Register::Programme.rule();
        let names_it = |operation: &&Op| {
            let is_register = matches!(&operation.key, Key::Map(key) if key == rule.key);
            operation.obj == ObjectId::Root && is_register
        };
        let named = self.operations.iter().find(names_it)?;
        let OpType::Put(value) = &named.action else {
            return None;
        };
        match value::of_automerge(value) {
            Ok(Some(Scalar::Text(text))) => text.parse().ok(),
            _ => None,
        }
    }

    fn cell(&self, kind: DocKind, container: &str) -> Option<String> {
        self.operations.iter().find_map(|operation| {
            let is_there = first_container(kind, &operation.obj) == Some(container);
            match &operation.action {
                OpType::Put(value) if is_there => match value::of_automerge(value) {
                    Ok(Some(Scalar::Text(text))) => Some(text),
                    _ => None,
                },
                _ => None,
            }
        })
    }
}

pub(super) fn not_allowed(what: impl Into<String>) -> Offence {
    (RefusalCode::NotAllowed, what.into())
}

pub(super) fn bad_value(slot: &Slot, allowed: &str) -> Offence {
    // The value itself is not repeated: it comes from outside and may be about a person.
    (
        RefusalCode::BadValue,
        format!("{}: allowed: {allowed}", slot.field()),
    )
}
