//! One plain edit: what a tap or a saved field means, before it becomes part of a change.
//!
//! Edits are what the journal holds, what is shown again when a change was refused, and what
//! import and the dashboard write with. They serialise to JSON that stays readable for ever.

use serde::{Deserialize, Serialize};

use super::count::{Basis, Cell, Source, Table};
use super::problem::FieldProblem;
use super::register::{Register, Scalar};
use super::session::Attachment;
use super::vocabulary::{TeamRole, Topic};
use crate::ids::{DocId, MemberId, OrganisationId, ReplicaShort};
use crate::time::Timestamp;

/// One edit of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// A register takes a value, or none. It settles any conflict of that register.
    Set {
        /// Which.
        register: Register,
        /// What it says from now on.
        value: Option<Scalar>,
    },
    /// A member takes part in a role, or no longer does.
    Team {
        /// Who.
        member: MemberId,
        /// As what; `None` takes the member out.
        role: Option<TeamRole>,
    },
    /// A partner organisation takes part, or does not.
    Partner {
        /// Which.
        organisation: OrganisationId,
        /// Whether it does.
        present: bool,
    },
    /// A topic was talked about, or was not.
    Topic {
        /// Which.
        topic: Topic,
        /// Whether it was.
        present: bool,
    },
    /// A session was held during this exchange, or was not.
    LinkedSession {
        /// Which.
        session: DocId,
        /// Whether it was.
        present: bool,
    },
    /// Own count of one cell goes up or down, in the set that one's own basis names.
    Count {
        /// What is counted.
        cell: Cell,
        /// By how many.
        by: i64,
    },
    /// One says what the own count of a table is: a part, or the whole. The first `whole` starts
    /// from the figures as they stand.
    Say {
        /// Which table.
        table: Table,
        /// What it is.
        basis: Basis,
    },
    /// It is decided whose count of a table is taken.
    Settle {
        /// Which table.
        table: Table,
        /// Whose count.
        from: Source,
    },
    /// The writing replica continues an older one of the same device and member.
    Succeed {
        /// The older one.
        old: ReplicaShort,
    },
    /// The writing replica says again what was refused of an older one: changes of that replica
    /// from `seq` on are refused for ever.
    Replace {
        /// The older one.
        old: ReplicaShort,
        /// The first refused sequence number.
        seq: u64,
    },
    /// A question of the campaign is answered; no free text.
    Answer {
        /// `QUESTION`, `QUESTION/CHOICE` or `GROUP#REPLICA.N/QUESTION`.
        key: String,
        /// The answer, or none.
        value: Option<Scalar>,
    },
    /// An activity of an exchange.
    Activity {
        /// Its id.
        id: String,
        /// What it was, or none.
        value: Option<String>,
    },
    /// What one organisation learned from an exchange.
    Learned {
        /// Whose words.
        organisation: OrganisationId,
        /// The words, or none.
        value: Option<String>,
    },
    /// A register of a map that a later version of the document's schema made. A phone takes it
    /// when it knows that version and its server lets it; an older app leaves it alone.
    Later {
        /// The map.
        container: String,
        /// The register.
        key: String,
        /// What it says from now on.
        value: Option<Scalar>,
    },
    /// Splices of the notes, in order, against the text that was shown.
    Notes {
        /// The splices.
        splices: Vec<Splice>,
    },
    /// A free text that answers a question.
    Text {
        /// The question.
        question: String,
        /// The words, or none.
        value: Option<String>,
    },
    /// A file belongs to the document.
    Attach(Attachment),
    /// A file no longer belongs to it.
    Detach {
        /// SHA-256 of the file, in hexadecimal digits.
        sha256: String,
    },
    /// An edit that another version of the app took and this one cannot read: kept as it was said,
    /// never made here, and part of no change until an app can read it.
    #[serde(untagged)]
    Unread(serde_json::Value),
}

/// One replacement in a text, in Unicode scalar values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Where it begins.
    pub at: usize,
    /// How many characters go.
    pub delete: usize,
    /// What comes.
    pub insert: String,
}

/// The document that an edit goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The session or exchange itself.
    Main,
    /// Its private companion, which is never shared with it.
    Private,
}

impl Edit {
    /// Which of the two documents this edit goes to.
    pub const fn part(&self) -> Part {
        match self {
            Self::Notes { .. } | Self::Text { .. } | Self::Attach(_) | Self::Detach { .. } => {
                Part::Private
            }
            _ => Part::Main,
        }
    }

    /// Bytes of the text that it puts, in UTF-8: what makes a change large.
    pub fn text_bytes(&self) -> usize {
        let of = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        match self {
            Self::Set { value, .. } | Self::Answer { value, .. } | Self::Later { value, .. } => {
                match value {
                    Some(Scalar::Text(text)) => text.len(),
                    _ => 0,
                }
            }
            Self::Activity { value, .. }
            | Self::Learned { value, .. }
            | Self::Text { value, .. } => of(value),
            Self::Notes { splices } => splices.iter().map(|splice| splice.insert.len()).sum(),
            // What of it is text only its own app knows.
            Self::Unread(said) => said.to_string().len(),
            _ => 0,
        }
    }

    /// Operations that a change needs for it: as many as there are characters for the notes, one or
    /// a few for everything else.
    pub fn operations(&self) -> usize {
        match self {
            Self::Notes { splices } => {
                let of = |splice: &Splice| splice.insert.chars().count() + splice.delete;
                splices.iter().map(of).sum()
            }
            _ => 1,
        }
    }

    /// Whether this app cannot read it.
    pub const fn is_unread(&self) -> bool {
        matches!(self, Self::Unread(_))
    }

    /// A register takes a text.
    pub fn text(register: Register, value: impl Into<String>) -> Self {
        Self::Set {
            register,
            value: Some(Scalar::Text(value.into())),
        }
    }

    /// A register takes a number or a time.
    pub const fn number(register: Register, value: i64) -> Self {
        Self::Set {
            register,
            value: Some(Scalar::Int(value)),
        }
    }

    /// A register is emptied.
    pub const fn clear(register: Register) -> Self {
        Self::Set {
            register,
            value: None,
        }
    }
}

/// Refuses an end before the beginning where both are said at once. Said apart, by two people or on
/// two days, both stand as they were said.
pub fn check_times(edits: &[Edit]) -> Result<(), FieldProblem> {
    check_order(edits, Register::StartedAt, Register::EndedAt)?;
    check_order(edits, Register::From, Register::To)
}

fn check_order(edits: &[Edit], first: Register, last: Register) -> Result<(), FieldProblem> {
    let said = |wanted| {
        let time = |edit: &Edit| match edit {
            Edit::Set {
                register,
                value: Some(Scalar::Int(ms)),
            } if *register == wanted => Some(Timestamp(*ms)),
            _ => None,
        };
        edits.iter().rev().find_map(time)
    };
    match (said(first), said(last)) {
        (Some(began), Some(ended)) if ended < began => {
            let allowed = format!("a time after {}, {began}", first.rule().field);
            let field = last.rule().field;
            Err(FieldProblem::new(field, ended.to_string(), allowed))
        }
        _ => Ok(()),
    }
}

/// The splices that turn `shown` into `wanted`: the common beginning and end stay untouched, so
/// that two people who write in different places both keep their words.
pub fn splices_between(shown: &str, wanted: &str) -> Vec<Splice> {
    if shown == wanted {
        return Vec::new();
    }
    let (old, new): (Vec<char>, Vec<char>) = (shown.chars().collect(), wanted.chars().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    vec![Splice {
        at: head,
        delete: old.len() - head - tail,
        insert: new[head..new.len() - tail].iter().collect(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_leaves_alone_what_did_not_change() {
        assert!(splices_between("same", "same").is_empty());
        let splice = &splices_between("questions abroad", "questions about work abroad")[0];
        assert_eq!(
            (splice.at, splice.delete, splice.insert.as_str()),
            (12, 0, "out work ab")
        );
        assert_eq!(splices_between("aa", "a")[0].delete, 1);
        assert_eq!(splices_between("", "\u{103}")[0].insert, "\u{103}");
    }

    #[test]
    fn an_end_before_the_beginning_is_refused_where_both_are_said() {
        let began = Edit::number(Register::StartedAt, 7_200_000);
        let ended = Edit::number(Register::EndedAt, 3_600_000);
        let problem = check_times(&[began.clone(), ended.clone()]).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "ended_at: found 1970-01-01T01:00:00Z, \
             allowed: a time after started_at, 1970-01-01T02:00:00Z"
        );
        assert!(check_times(&[ended]).is_ok());
        let later = Edit::number(Register::EndedAt, 7_200_000);
        assert!(check_times(&[began, later]).is_ok());
        let from = Edit::number(Register::From, 7_200_000);
        let to = Edit::number(Register::To, 3_600_000);
        assert_eq!(check_times(&[from, to]).unwrap_err().field, "to");
    }

    #[test]
    fn an_edit_reads_back_as_it_was_written() {
        let edits = vec![
            Edit::text(Register::Title, "Grade 9"),
            Edit::number(Register::StartedAt, 5),
            Edit::Count {
                cell: "reached.f.14-17".parse().unwrap(),
                by: 1,
            },
            Edit::Settle {
                table: Table::People,
                from: Source::Whole(ReplicaShort([1; 8])),
            },
        ];
        let json = serde_json::to_string(&edits).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Edit>>(&json).unwrap(), edits);
    }

    #[test]
    fn an_edit_of_another_app_is_kept_as_it_was_said() {
        for said in [
            r#"{"a_kind_of_tomorrow":{"of":[1,2]}}"#,
            r#"{"set":{"register":"a_register_of_tomorrow","value":null}}"#,
            r#""a_word_of_tomorrow""#,
        ] {
            let edit: Edit = serde_json::from_str(said).unwrap();
            assert!(edit.is_unread(), "{edit:?}");
            assert_eq!(serde_json::to_string(&edit).unwrap(), said);
        }
        assert!(serde_json::from_str::<Edit>("{").is_err());
    }
}
