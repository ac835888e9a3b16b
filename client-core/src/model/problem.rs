//! What is wrong with a value that somebody gave us, in words that say how to mend it.

/// One field that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: found {found}, allowed: {allowed}")]
pub struct FieldProblem {
    /// The field's name in the plain form, e.g. `reached.f.14-17`.
    pub field: String,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
}

impl FieldProblem {
    /// A problem of `field`.
    pub fn new(
        field: impl Into<String>,
        found: impl Into<String>,
        allowed: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            found: found.into(),
            allowed: allowed.into(),
        }
    }

    /// The same problem, seen from the object that holds the field.
    pub fn within(mut self, outer: &str) -> Self {
        self.field = format!("{outer}.{}", self.field);
        self
    }
}
