//! Who wrote a session: each once, with the last time.

use super::Client;
use super::commands::open;
use super::error::ClientError;
use crate::ids::DocId;
use crate::model::Who;
use crate::time::Timestamp;

/// Somebody who wrote a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Who.
    pub who: Who,
    /// When last, by the writer's own clock.
    pub at: Timestamp,
}

impl Client {
    /// Everybody who wrote the session or its notes, as far as this phone knows, the latest first.
    pub fn editors(&self, doc: DocId) -> Result<Vec<Editor>, ClientError> {
        self.read(|connection, own| {
            let mut editors: Vec<Editor> = Vec::new();
            for (who, at) in open(connection, doc)?.writings(connection, own)? {
                match editors.iter_mut().find(|editor| editor.who == who) {
                    Some(editor) => editor.at = editor.at.max(at),
                    None => editors.push(Editor { who, at }),
                }
            }
            editors.sort_by_key(|editor| std::cmp::Reverse(editor.at));
            Ok(editors)
        })
    }
}
