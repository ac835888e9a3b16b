//! The same words in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A label, hint or message by language code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wording(pub BTreeMap<String, String>);

impl Wording {
    /// Whether nothing is said in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words in a language, else in the second, else in the first there is.
    pub fn in_language(&self, wanted: &str, otherwise: &str) -> Option<&str> {
        let found = self.0.get(wanted).or_else(|| self.0.get(otherwise));
        found.or_else(|| self.0.values().next()).map(String::as_str)
    }
}

/// The questions that words mention as `${name}`, with what stands before and behind each.
pub(super) fn mentions(words: &str) -> impl Iterator<Item = &str> {
    words.split("${").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        Some(name.trim())
    })
}

/// The words with each `${name}` replaced by what is said of it.
pub(super) fn filled(words: &str, said: impl Fn(&str) -> String) -> String {
    let mut parts = words.split("${");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) => {
                filled.push_str(&said(name.trim()));
                filled.push_str(rest);
            }
            None => {
                filled.push_str("${");
                filled.push_str(part);
            }
        }
    }
    filled
}
