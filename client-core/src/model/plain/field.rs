//! The fields of the plain form, as data: which names there are and what each holds.

use serde_json::{Map, Value};

use crate::model::register::{REGISTERS, Register};
use crate::model::vocabulary::DocKind;

/// What a field of the plain form holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// What a reader is told and a writer cannot say.
    Told,
    Unit,
    Register(Register),
    /// Registers that lie together, named `SECTION.KEY`.
    Section,
    /// The cells of one container.
    Cells,
    Team,
    Partners,
    Topics,
    Sessions,
    Answers,
    Activities,
    Learned,
    Notes,
    Texts,
    Attachments,
}

const SESSION: &[DocKind] = &[DocKind::Session];
const EXCHANGE: &[DocKind] = &[DocKind::Exchange];
const BOTH: &[DocKind] = &[DocKind::Session, DocKind::Exchange];

/// The fields that are no single registers.
const FIELDS: &[(&str, Field, &[DocKind])] = &[
    ("id", Field::Told, BOTH),
    ("review", Field::Told, BOTH),
    ("conflicts", Field::Told, BOTH),
    ("unit", Field::Unit, BOTH),
    ("meeting", Field::Section, SESSION),
    ("media", Field::Section, SESSION),
    ("online", Field::Section, SESSION),
    ("reached", Field::Cells, SESSION),
    ("groups", Field::Cells, SESSION),
    ("materials", Field::Cells, SESSION),
    ("tallies", Field::Cells, SESSION),
    ("participants", Field::Cells, EXCHANGE),
    ("team", Field::Team, SESSION),
    ("partners", Field::Partners, BOTH),
    ("topics", Field::Topics, SESSION),
    ("sessions", Field::Sessions, EXCHANGE),
    ("answers", Field::Answers, SESSION),
    ("activities", Field::Activities, EXCHANGE),
    ("learned", Field::Learned, EXCHANGE),
    ("notes", Field::Notes, BOTH),
    ("texts", Field::Texts, SESSION),
    ("attachments", Field::Attachments, BOTH),
];

/// The field of this name.
pub(super) fn field(kind: DocKind, name: &str) -> Option<Field> {
    let listed = FIELDS
        .iter()
        .find(|(listed, _, kinds)| *listed == name && kinds.contains(&kind));
    let register = || register(kind, name).filter(|register| register.rule().container.is_empty());
    listed
        .map(|(_, field, _)| *field)
        .or_else(|| register().map(Field::Register))
}

/// What a form speaks of, by the names of its fields: an exchange when some of them are only an
/// exchange's and none only a session's.
pub fn kind_of(form: &Value) -> DocKind {
    let mut names = form.as_object().into_iter().flat_map(Map::keys);
    let is_only =
        |name: &str, kind, other| field(kind, name).is_some() && field(other, name).is_none();
    let (session, exchange) = (DocKind::Session, DocKind::Exchange);
    let is_exchange = names.clone().any(|name| is_only(name, exchange, session));
    match is_exchange && !names.any(|name| is_only(name, session, exchange)) {
        true => exchange,
        false => session,
    }
}

/// The register that the plain form calls this. A review is a coordinator's word about a state of
/// the session that was looked at, so no form can say it.
pub(super) fn register(kind: DocKind, name: &str) -> Option<Register> {
    let mut rules = REGISTERS.iter().filter(|rule| rule.is_in(kind));
    let rule = rules.find(|rule| rule.field == name && rule.container != "review")?;
    Some(rule.register)
}

/// Every field's name, in the order of the alphabet.
pub(super) fn names(kind: DocKind) -> String {
    let listed = FIELDS.iter().filter(|(_, _, kinds)| kinds.contains(&kind));
    let registers = REGISTERS.iter().filter(|rule| rule.is_in(kind));
    let mut names: Vec<&str> = registers
        .filter(|rule| rule.container.is_empty())
        .map(|rule| rule.field)
        .chain(listed.map(|(name, _, _)| *name))
        .collect();
    names.sort_unstable();
    names.join(", ")
}

/// The names within a section, as they stand there.
pub(super) fn names_within(kind: DocKind, section: &str) -> String {
    let rules = REGISTERS.iter().filter(|rule| rule.is_in(kind));
    let within = |field: &'static str| field.strip_prefix(section)?.strip_prefix('.');
    let names: Vec<&str> = rules.filter_map(|rule| within(rule.field)).collect();
    names.join(", ")
}
