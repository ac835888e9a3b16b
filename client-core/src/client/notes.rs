//! Writing notes in an editor that stays open while others write: what was typed is meant against
//! the text that was shown, and is carried over to the text as it stands.

use super::Client;
use super::commands::{enter, open};
use super::error::ClientError;
use crate::document::check;
use crate::ids::DocId;
use crate::model::edit::splices_between;
use crate::model::{DocKind, Edit, Session, Splice};

impl Client {
    /// The member changed the notes from `shown` to `wanted`. Words that came in under the editor
    /// stay, wherever they are.
    pub fn write_notes(
        &self,
        doc: DocId,
        shown: &str,
        wanted: &str,
    ) -> Result<Session, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let session = folder.session(tx, own)?;
            let splices = carried_over(shown, wanted, &session.notes);
            if splices.is_empty() {
                return Ok(session);
            }
            let edit = Edit::Notes { splices };
            check(DocKind::Session, &edit)?;
            enter(tx, own, &mut folder, &[edit])
        })
    }
}

/// The splices that do to `now` what was done to `shown` to make it `wanted`.
fn carried_over(shown: &str, wanted: &str, now: &str) -> Vec<Splice> {
    let ours = splices_between(shown, wanted);
    match (&splices_between(shown, now)[..], ours.first()) {
        ([theirs], Some(ours)) => behind(theirs, ours),
        _ => ours,
    }
}

/// Our splice as it stands once theirs was made. What both replaced is theirs; our words come
/// behind it.
fn behind(theirs: &Splice, ours: &Splice) -> Vec<Splice> {
    let (their_end, our_end) = (theirs.at + theirs.delete, ours.at + ours.delete);
    let moved = |at: usize| at - theirs.delete + theirs.insert.chars().count();
    if our_end <= theirs.at && ours.at < theirs.at {
        return vec![ours.clone()];
    }
    if ours.at >= their_end {
        let at = moved(ours.at);
        return vec![Splice { at, ..ours.clone() }];
    }
    // The later splice first, so that the earlier one does not move it.
    let after = Splice {
        at: moved(their_end),
        delete: our_end.saturating_sub(their_end),
        insert: ours.insert.clone(),
    };
    let before = Splice {
        at: ours.at,
        delete: theirs.at.saturating_sub(ours.at),
        insert: String::new(),
    };
    let mut splices = vec![after, before];
    splices.retain(|splice| splice.delete > 0 || !splice.insert.is_empty());
    splices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(text: &str, splices: &[Splice]) -> String {
        let mut text: Vec<char> = text.chars().collect();
        for splice in splices {
            let end = splice.at + splice.delete;
            text.splice(splice.at..end, splice.insert.chars());
        }
        text.into_iter().collect()
    }

    #[test]
    fn words_that_came_in_under_the_editor_stay() {
        for (shown, wanted, now, after) in [
            ("", "Ours.", "", "Ours."),
            ("", "Ours.", "Theirs.", "Theirs.Ours."),
            ("Same.", "Same.", "Same. Theirs.", "Same. Theirs."),
            ("A b.", "A b. Ours.", "Theirs. A b.", "Theirs. A b. Ours."),
            ("A b.", "Ours. A b.", "A b. Theirs.", "Ours. A b. Theirs."),
            ("one two three", "one 2 three", "one two 3", "one 2 3"),
            (
                "one two three",
                "one, three",
                "one TWO three",
                "oneTWO, three",
            ),
            ("one two three", "", "one two big three", "big "),
            ("one two three", "one", "one two 3", "one3"),
            ("ăăă", "ăăăx", "țăăă", "țăăăx"),
        ] {
            let splices = carried_over(shown, wanted, now);
            assert_eq!(apply(now, &splices), after, "{shown} | {wanted} | {now}");
        }
    }
}
