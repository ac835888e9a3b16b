//! Splices of a text, alike in a document and in what a screen shows.

use crate::limits::TEXT_CHARS_MAX;
use crate::model::Splice;

/// A text while it is being spliced, by characters.
pub(super) struct Text {
    chars: Vec<char>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        Self {
            chars: text.chars().collect(),
        }
    }

    /// Makes one splice as far as the text allows, and gives back what was made. A journal must
    /// never fail to be cut: a place behind the end is the end, and what would make one's own text
    /// longer than a text may be is left out.
    pub(super) fn splice(&mut self, splice: &Splice) -> Splice {
        let at = splice.at.min(self.chars.len());
        let delete = splice.delete.min(self.chars.len() - at);
        let room = TEXT_CHARS_MAX.saturating_sub(self.chars.len() - delete);
        let insert: Vec<char> = splice.insert.chars().take(room).collect();
        self.chars.splice(at..at + delete, insert.iter().copied());
        Splice {
            at,
            delete,
            insert: insert.into_iter().collect(),
        }
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.chars
            .iter()
            .try_for_each(|c| std::fmt::Write::write_char(f, *c))
    }
}
