//! One place of a document that a change may write: where it lies, what it may hold, and how it
//! is called in the plain form.
//!
//! Everything that is written goes through a slot, and so does everything that is read or
//! admitted: a key that is no slot does not exist for this product.

use super::value::parse_exactly;
use super::{layout, value};
use crate::ids::{DocId, FileHash, MaterialId, MemberId, OrganisationId, ReplicaShort};
use crate::limits::COUNT_MAX;
use crate::model::register::{Merge, REGISTERS};
use crate::model::{
    Basis, Cell, Counting, DocKind, Place, Register, Scalar, Settled, Source, Status, Table,
    TeamRole, Topic, ValueKind,
};

/// One key of one container.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Register(Register),
    Answer(String),
    Activity(String),
    Learned(OrganisationId),
    Text(String),
    Team(MemberId),
    Partner(OrganisationId),
    Topic(Topic),
    LinkedSession(DocId),
    /// By the SHA-256 of the file.
    Attachment(String),
    Cell(Cell, Basis, ReplicaShort),
    Basis(Table, ReplicaShort),
    Settled(Table),
    Succeeds(ReplicaShort),
    Replaces(ReplicaShort),
    /// A register in a map that a later version of the skeleton made: which, and the key.
    Later(String, String),
}

/// How a whole cell begins: it lies beside the part cell of the same name.
const WHOLE: char = '=';

impl Slot {
    /// The container it lies in; empty for the root.
    pub(super) fn container(&self) -> &str {
        match self {
            Self::Register(register) => register.rule().container,
            Self::Answer(_) => "answers",
            Self::Activity(_) => "activities",
            Self::Learned(_) => "learned",
            Self::Text(_) => "texts",
            Self::Team(_) => "team",
            Self::Partner(_) => "partners",
            Self::Topic(_) => "topics",
            Self::LinkedSession(_) => "sessions",
            Self::Attachment(_) => "attachments",
            Self::Cell(cell, ..) => cell.container(),
            Self::Basis(..) => "basis",
            Self::Settled(_) => "settled",
            Self::Succeeds(_) => "succeeds",
            Self::Replaces(_) => "replaces",
            Self::Later(container, _) => container,
        }
    }

    /// Its key in that container.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Register(register) => register.rule().key.to_owned(),
            Self::Answer(key)
            | Self::Activity(key)
            | Self::Text(key)
            | Self::Attachment(key)
            | Self::Later(_, key) => key.clone(),
            Self::Learned(organisation) | Self::Partner(organisation) => organisation.to_string(),
            Self::Team(member) => member.to_string(),
            Self::Topic(topic) => topic.to_string(),
            Self::LinkedSession(session) => session.to_string(),
            Self::Cell(cell, Basis::Part, replica) => format!("{}:{replica}", cell.key()),
            Self::Cell(cell, Basis::Whole, replica) => format!("{WHOLE}{}:{replica}", cell.key()),
            Self::Basis(table, replica) => format!("{}:{replica}", table.code()),
            Self::Settled(table) => table.code().to_owned(),
            Self::Succeeds(replica) | Self::Replaces(replica) => replica.to_string(),
        }
    }

    /// The slot of this container and key in a document of this kind. Only the one spelling that
    /// `key` gives is taken: two spellings of one cell would be counted twice.
    pub(super) fn parse(kind: DocKind, container: &str, key: &str) -> Option<Self> {
        layout::object(kind, container)?;
        let slot = match container {
            "answers" => Some(Self::Answer(key.to_owned())).filter(|_| value::is_answer_key(key)),
            "activities" => {
                let id: MaterialId = key.parse().ok()?;
                Some(Self::Activity(id.to_string()))
            }
            "learned" => key.parse().ok().map(Self::Learned),
            "texts" => Some(Self::Text(key.to_owned())).filter(|_| value::is_name(key)),
            "team" => key.parse().ok().map(Self::Team),
            "partners" => key.parse().ok().map(Self::Partner),
            "topics" => key.parse().ok().map(Self::Topic),
            "sessions" => key.parse().ok().map(Self::LinkedSession),
            "attachments" => {
                let hash: FileHash = key.parse().ok()?;
                Some(Self::Attachment(hash.to_string()))
            }
            "reached" | "groups" | "materials" | "tallies" | "participants" => {
                let (cell, replica) = key.rsplit_once(':')?;
                let (basis, cell) = match cell.strip_prefix(WHOLE) {
                    Some(cell) => (Basis::Whole, cell),
                    None => (Basis::Part, cell),
                };
                let cell = Cell::parse(container, cell).ok()?;
                Some(Self::Cell(cell, basis, replica.parse().ok()?))
            }
            "basis" => {
                let (table, replica) = key.split_once(':')?;
                Some(Self::Basis(table.parse().ok()?, replica.parse().ok()?))
            }
            "settled" => key.parse().ok().map(Self::Settled),
            "succeeds" => key.parse().ok().map(Self::Succeeds),
            "replaces" => key.parse().ok().map(Self::Replaces),
            _ => Register::find(kind, container, key).map(Self::Register),
        };
        slot.filter(|slot| slot.fits(kind) && slot.key() == key)
    }

    /// The slot of this key in a map that a later version made.
    pub(super) fn later(container: &str, key: &str) -> Option<Self> {
        // A full stop stands between the two in a field's name.
        let is_named = value::is_name(container) && !container.contains('.');
        (is_named && value::is_name(key)).then(|| Self::Later(container.into(), key.into()))
    }

    /// Whether a document of this kind has this slot.
    pub(super) fn fits(&self, kind: DocKind) -> bool {
        let has_table = |table: &Table| match kind {
            DocKind::Session => *table != Table::Participants,
            DocKind::Exchange => *table == Table::Participants,
            DocKind::Private => false,
        };
        match self {
            Self::Register(register) => register.rule().is_in(kind),
            Self::Basis(table, _) | Self::Settled(table) => has_table(table),
            Self::Cell(cell, ..) => has_table(&cell.table()),
            _ => layout::object(kind, self.container()).is_some(),
        }
    }

    /// The replica that alone may write it.
    pub(super) const fn owner(&self) -> Option<ReplicaShort> {
        match self {
            Self::Cell(_, _, replica)
            | Self::Basis(_, replica)
            | Self::Succeeds(replica)
            | Self::Replaces(replica) => Some(*replica),
            _ => None,
        }
    }

    /// Whether it is an entry of a set, which may be taken out again. Everything else is only
    /// ever overwritten.
    pub(super) const fn is_set_entry(&self) -> bool {
        matches!(
            self,
            Self::Team(_)
                | Self::Partner(_)
                | Self::Topic(_)
                | Self::LinkedSession(_)
                | Self::Attachment(_)
        )
    }

    /// How two values that were written without knowledge of each other merge.
    pub(super) fn merge(&self) -> Merge {
        match self {
            Self::Register(register) => register.rule().merge,
            // The same file under two names is one file, and nobody needs to decide.
            Self::Attachment(_) => Merge::Latest,
            _ => Merge::Shown,
        }
    }

    /// What it holds, as far as that decides how people read it.
    pub(super) fn value_kind(&self) -> ValueKind {
        match self {
            Self::Register(register) => register.rule().value,
            _ => ValueKind::Text,
        }
    }

    /// Its name in the plain form and in conflicts.
    pub(super) fn field(&self) -> String {
        match self {
            Self::Register(register) => register.rule().field.to_owned(),
            _ => format!("{}.{}", self.container(), self.key()),
        }
    }

    /// The slot that a conflict of this field is about.
    pub(super) fn of_field(kind: DocKind, field: &str) -> Option<Self> {
        let mut registers = REGISTERS.iter().filter(|rule| rule.is_in(kind));
        if let Some(rule) = registers.find(|rule| rule.field == field) {
            return Some(Self::Register(rule.register));
        }
        let (container, key) = field.split_once('.')?;
        Self::parse(kind, container, key)
    }

    /// The value as it is compared: what reads the same is the same, so the empty text is nothing,
    /// and so is what a session that says nothing is taken for.
    pub(super) fn normal(&self, value: Option<Scalar>) -> Option<Scalar> {
        let default = match self {
            Self::Register(Register::Status) => Scalar::Text(Status::Planned.to_string()),
            Self::Register(Register::Counting) => Scalar::Text(Counting::Counted.to_string()),
            Self::Register(Register::Activities) => Scalar::Int(1),
            Self::Register(Register::Where) => Scalar::Text(Place::default().to_register()),
            _ => Scalar::Text(String::new()),
        };
        value.filter(|value| *value != default)
    }

    /// Whether it may hold this value; if not, what it may hold. `None` empties a register.
    pub(super) fn check(&self, value: Option<&Scalar>) -> Result<(), String> {
        let Some(value) = value else {
            return if self.is_emptied_by_null() {
                Ok(())
            } else {
                Err("a value".to_owned())
            };
        };
        let one_of = |fits: bool, allowed: &str| {
            if fits {
                Ok(())
            } else {
                Err(allowed.to_owned())
            }
        };
        match (self, value) {
            (Self::Register(register), _) => value::check(register.rule().value, value),
            (Self::Answer(_) | Self::Later(..), Scalar::Text(text)) => {
                one_of(value::is_line(text), "one line without free text")
            }
            (Self::Answer(_) | Self::Later(..), Scalar::Int(number)) => {
                one_of(value::is_number(*number), "a smaller number")
            }
            (Self::Answer(_) | Self::Later(..), Scalar::Bool(_)) => Ok(()),
            (Self::Activity(_), _) => value::check(ValueKind::Line, value),
            (Self::Learned(_) | Self::Text(_), _) => value::check(ValueKind::Text, value),
            (Self::Team(_), Scalar::Text(role)) => role
                .parse::<TeamRole>()
                .map(drop)
                .map_err(|unknown| unknown.allowed),
            (Self::Partner(_) | Self::Topic(_) | Self::LinkedSession(_), _) => {
                one_of(*value == Scalar::Bool(true), "true")
            }
            (Self::Attachment(_), Scalar::Text(text)) => {
                one_of(attachment(text).is_some(), "name;type;bytes")
            }
            (Self::Cell(..), Scalar::Int(count)) => {
                let allowed = format!("a number up to {COUNT_MAX}");
                one_of((-COUNT_MAX..=COUNT_MAX).contains(count), &allowed)
            }
            (Self::Basis(..), Scalar::Text(text)) => {
                one_of(Basis::parse(text).is_some(), "part or whole")
            }
            (Self::Settled(_), Scalar::Text(text)) => {
                let settled = parse_settled(text);
                one_of(settled.is_some(), "parts:TOTAL or REPLICA:TOTAL")
            }
            (Self::Succeeds(new), Scalar::Text(text)) => {
                let old: Option<ReplicaShort> = parse_exactly(text);
                one_of(old.is_some_and(|old| old != *new), "another replica")
            }
            (Self::Replaces(new), Scalar::Text(text)) => {
                let old = parse_replaced(text);
                one_of(old.is_some_and(|(old, _)| old != *new), "REPLICA.SEQ")
            }
            _ => Err("a value of another type".to_owned()),
        }
    }

    const fn is_emptied_by_null(&self) -> bool {
        matches!(
            self,
            Self::Register(_)
                | Self::Answer(_)
                | Self::Activity(_)
                | Self::Learned(_)
                | Self::Text(_)
                | Self::Later(..)
        )
    }
}

/// The value of an attachment's entry: name, media type and length.
pub(super) fn attachment(text: &str) -> Option<(String, String, u64)> {
    let (rest, bytes) = text.rsplit_once(';')?;
    let (name, media_type) = rest.rsplit_once(';')?;
    let fits = !name.is_empty() && value::is_line(name) && value::is_line(media_type);
    let bytes = parse_exactly(bytes)?;
    fits.then(|| (name.to_owned(), media_type.to_owned(), bytes))
}

/// The value of a `settled` register: whose count, and the total of the others at that time.
pub(super) fn parse_settled(text: &str) -> Option<Settled> {
    let (from, total) = text.split_once(':')?;
    let from = match from {
        "parts" => Source::Parts,
        replica => Source::Whole(parse_exactly(replica)?),
    };
    let others_total = parse_exactly(total)?;
    Some(Settled { from, others_total })
}

/// The spelling of such a value.
pub(super) fn settled_text(settled: &Settled) -> String {
    match settled.from {
        Source::Parts => format!("parts:{}", settled.others_total),
        Source::Whole(replica) => format!("{replica}:{}", settled.others_total),
    }
}

/// The value of a `replaces` cell: an older replica and its first refused sequence number.
pub(super) fn parse_replaced(text: &str) -> Option<(ReplicaShort, u64)> {
    let (old, seq) = text.split_once('.')?;
    Some((parse_exactly(old)?, parse_exactly(seq)?))
}
