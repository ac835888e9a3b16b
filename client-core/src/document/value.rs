//! Scalars between Automerge and the model.
//!
//! Which values a place may hold is the model's to say; a value is checked there on its way in,
//! whoever brings it: an edit of this device, or a change of another that the server admits.

use automerge::ScalarValue;

use crate::model::Scalar;
pub(super) use crate::model::value::{
    check, heads, is_answer_key, is_line, is_name, is_number, of_plain, parse_exactly, to_plain,
};

/// The scalar of the model, `None` for nothing; an error when documents never hold such a value.
pub(super) fn of_automerge(value: &ScalarValue) -> Result<Option<Scalar>, NotAScalar> {
    match value {
        ScalarValue::Null => Ok(None),
        ScalarValue::Boolean(yes) => Ok(Some(Scalar::Bool(*yes))),
        ScalarValue::Int(number) => Ok(Some(Scalar::Int(*number))),
        ScalarValue::Str(text) => Ok(Some(Scalar::Text(text.to_string()))),
        _ => Err(NotAScalar),
    }
}

/// A value of a type that no place of a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotAScalar;

/// The value as Automerge takes it.
pub(super) fn to_automerge(value: Option<&Scalar>) -> ScalarValue {
    match value {
        None => ScalarValue::Null,
        Some(Scalar::Bool(yes)) => ScalarValue::Boolean(*yes),
        Some(Scalar::Int(number)) => ScalarValue::Int(*number),
        Some(Scalar::Text(text)) => ScalarValue::Str(text.as_str().into()),
    }
}
