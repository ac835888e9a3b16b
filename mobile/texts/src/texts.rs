//! What one language says: texts of words and gaps, some with a form for each number.

use std::collections::BTreeMap;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Words as they are.
    Words(String),
    /// A gap by its name.
    Gap(String),
}

/// Words and gaps in their order.
pub(crate) type Parts = Vec<Part>;

/// Which gap of a text this is, from 1: resources name gaps by their place.
pub(crate) fn place(name: &str, gaps: &[&str]) -> usize {
    let known = gaps.iter().position(|gap| *gap == name);
    known.unwrap_or(gaps.len()) + 1
}

/// One text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// The same whatever is counted.
    Plain(Parts),
    /// One for each plural category of the language, chosen by the gap `n`.
    Plural(BTreeMap<String, Parts>),
}

/// Everything that one language says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    pub(crate) language: &'static str,
    pub(crate) texts: BTreeMap<String, Text>,
}

/// The gap that chooses a plural.
pub(crate) const NUMBER: &str = "n";

impl Text {
    /// The names of its gaps, each once, in the order in which they first come; the number that
    /// chooses a plural comes before all others.
    pub(crate) fn gaps(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let parts: Vec<&Part> = match self {
            Self::Plain(parts) => parts.iter().collect(),
            Self::Plural(forms) => {
                names.push(NUMBER);
                forms.values().flatten().collect()
            }
        };
        for part in parts {
            match part {
                Part::Gap(name) if !names.contains(&name.as_str()) => names.push(name),
                _ => {}
            }
        }
        names
    }
}
