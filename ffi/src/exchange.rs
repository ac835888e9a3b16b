//! Exchanges as their screens show and edit them: begun, counted, settled by everybody who takes
//! part.

use std::collections::HashMap;
use std::time::SystemTime;

use client_core::client;
use client_core::model::{self, Basis, Edit, Register, Table};

use crate::client::Client;
use crate::edit::{notes, partner, placed};
use crate::error::{TerenError, guarded, parsed};
use crate::place::Place;
use crate::session::{Conflict, Figure, system_time, text_of, timestamp};

/// An exchange with everything that this member may see of it.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct ExchangeView {
    /// Its id.
    pub id: String,
    /// The joint programme's id.
    pub programme: Option<String>,
    /// What people call it.
    pub title: String,
    /// The id of the organisation that hosts it.
    pub host: Option<String>,
    /// Where.
    pub place: Place,
    /// When it begins.
    pub from: Option<SystemTime>,
    /// When it ends.
    pub to: Option<SystemTime>,
    /// Hours it lasted.
    pub hours: Option<u32>,
    /// A code of the vocabulary.
    pub status: String,
    /// Ids of the organisations that take part.
    pub partners: Vec<String>,
    /// Participants: cells with somebody in them, e.g. `participants.la-strada.trainer`.
    pub participants: Vec<Figure>,
    /// What was done, by id.
    pub activities: HashMap<String, String>,
    /// What each organisation learned, by its id.
    pub learned: HashMap<String, String>,
    /// Ids of sessions held during it.
    pub sessions: Vec<String>,
    /// The notes of the own unit.
    pub notes: String,
    /// Why it is hidden.
    pub withdrawn: Option<String>,
    /// Where people said different things.
    pub conflicts: Vec<Conflict>,
}

/// An exchange as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ListedExchange {
    /// Its id.
    pub id: String,
    /// The day on which it begins, `YYYY-MM-DD`, where it belongs.
    pub day: String,
    /// What people call it.
    pub title: String,
    /// The joint programme's id.
    pub programme: Option<String>,
    /// The id of the organisation that hosts it.
    pub host: Option<String>,
    /// A code of the vocabulary.
    pub status: String,
    /// Participants in all.
    pub participants: u64,
    /// In how many fields people said different things.
    pub conflicts: u32,
    /// Whether something of it is still to be sent.
    pub unsent: bool,
}

/// One edit of an exchange.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum ExchangeEdit {
    /// The joint programme.
    Programme {
        /// Its id.
        id: String,
    },
    /// What people call it.
    Title {
        /// The new one.
        title: String,
    },
    /// Who hosts it.
    Host {
        /// The organisation's id, or none.
        organisation: Option<String>,
    },
    /// Where.
    Where {
        /// The whole place.
        place: Place,
    },
    /// When it begins.
    From {
        /// The moment.
        at: SystemTime,
    },
    /// When it ends.
    To {
        /// The moment.
        at: SystemTime,
    },
    /// Hours it lasted.
    Hours {
        /// How many.
        hours: u32,
    },
    /// How far it has come.
    Status {
        /// A code of the vocabulary.
        code: String,
    },
    /// An organisation takes part, or does not.
    Partner {
        /// The organisation's id.
        organisation: String,
        /// Whether it does.
        present: bool,
    },
    /// Something was done.
    Activity {
        /// Its id.
        id: String,
        /// What it was, or none.
        what: Option<String>,
    },
    /// What an organisation learned.
    Learned {
        /// The organisation's id.
        organisation: String,
        /// Its words, or none.
        words: Option<String>,
    },
    /// A session was held during it, or was not.
    Session {
        /// The session's id.
        id: String,
        /// Whether it was.
        present: bool,
    },
    /// The notes of the own unit, edited by somebody who was shown a text.
    Notes {
        /// What was shown.
        shown: String,
        /// What it is to say.
        text: String,
    },
}

#[uniffi::export]
impl Client {
    /// Begins an exchange; returns its id. A partner names a programme.
    pub fn begin_exchange(&self, edits: Vec<ExchangeEdit>) -> Result<String, TerenError> {
        self.changing(|| {
            let edits = all(edits)?;
            Ok(self.inner.begin_exchange(None, &edits)?.to_string())
        })
    }

    /// The exchanges on this phone that are not hidden, the latest first.
    pub fn exchanges(&self) -> Result<Vec<ListedExchange>, TerenError> {
        guarded(|| {
            let listed = self.inner.list_exchanges()?.into_iter();
            Ok(listed.map(Into::into).collect())
        })
    }

    /// One exchange.
    pub fn exchange(&self, id: String) -> Result<ExchangeView, TerenError> {
        guarded(|| Ok(self.inner.exchange(parsed("id", &id)?)?.into()))
    }

    /// Edits an exchange, all or nothing, and shows it as it stands then.
    pub fn edit_exchange(
        &self,
        id: String,
        edits: Vec<ExchangeEdit>,
    ) -> Result<ExchangeView, TerenError> {
        self.changing(|| self.edited(&id, &all(edits)?))
    }

    /// Counts participants up or down, e.g. in `participants.la-strada.trainer`.
    pub fn count_participants(
        &self,
        id: String,
        cell: String,
        by: i64,
    ) -> Result<ExchangeView, TerenError> {
        self.changing(|| {
            let cell = parsed(&cell, &cell)?;
            self.edited(&id, &[Edit::Count { cell, by }])
        })
    }

    /// Says that the own count of participants is the whole, or a part that adds to the others'.
    pub fn say_whole_exchange(&self, id: String, whole: bool) -> Result<ExchangeView, TerenError> {
        self.changing(|| {
            let basis = if whole { Basis::Whole } else { Basis::Part };
            let table = Table::Participants;
            self.edited(&id, &[Edit::Say { table, basis }])
        })
    }

    /// Settles what was said differently of a field by one of the sayings, counted from 0 as they
    /// are listed.
    pub fn resolve_exchange(
        &self,
        id: String,
        field: String,
        saying: u32,
    ) -> Result<ExchangeView, TerenError> {
        self.changing(|| {
            let (id, n) = (parsed("id", &id)?, saying as usize + 1);
            Ok(self.inner.resolve_exchange(id, &field, n)?.into())
        })
    }

    /// Hides an exchange, with a reason. Nothing is deleted.
    pub fn withdraw_exchange(&self, id: String, why: String) -> Result<ExchangeView, TerenError> {
        self.changing(|| {
            Ok(self
                .inner
                .withdraw_exchange(parsed("id", &id)?, &why)?
                .into())
        })
    }

    /// Shows a hidden exchange again.
    pub fn show_exchange_again(&self, id: String) -> Result<ExchangeView, TerenError> {
        self.changing(|| Ok(self.inner.show_exchange_again(parsed("id", &id)?)?.into()))
    }
}

impl Client {
    fn edited(&self, id: &str, edits: &[Edit]) -> Result<ExchangeView, TerenError> {
        Ok(self.inner.edit_exchange(parsed("id", id)?, edits)?.into())
    }
}

fn all(edits: Vec<ExchangeEdit>) -> Result<Vec<Edit>, TerenError> {
    edits.into_iter().map(ExchangeEdit::into_edit).collect()
}

impl ExchangeEdit {
    fn into_edit(self) -> Result<Edit, TerenError> {
        Ok(match self {
            Self::Programme { id } => Edit::text(Register::Programme, id),
            Self::Title { title } => Edit::text(Register::Title, title),
            Self::Host {
                organisation: Some(id),
            } => Edit::text(Register::Host, id),
            Self::Host { organisation: None } => Edit::clear(Register::Host),
            Self::Where { place } => placed(place),
            Self::From { at } => Edit::number(Register::From, timestamp(at).0),
            Self::To { at } => Edit::number(Register::To, timestamp(at).0),
            Self::Hours { hours } => Edit::number(Register::Hours, hours.into()),
            Self::Status { code } => Edit::text(Register::Status, code),
            Self::Partner {
                organisation,
                present,
            } => partner(&organisation, present)?,
            Self::Activity { id, what } => Edit::Activity { id, value: what },
            Self::Learned {
                organisation,
                words,
            } => Edit::Learned {
                organisation: parsed("learned", &organisation)?,
                value: words,
            },
            Self::Session { id, present } => Edit::LinkedSession {
                session: parsed("sessions", &id)?,
                present,
            },
            Self::Notes { shown, text } => notes(&shown, &text),
        })
    }
}

impl From<model::Exchange> for ExchangeView {
    fn from(it: model::Exchange) -> Self {
        let learned = it.learned.into_iter();
        let figure = |(cell, count): (model::Cell, u64)| Figure {
            cell: cell.to_string(),
            count,
        };
        Self {
            id: it.id.to_string(),
            programme: text_of(it.programme),
            title: it.title,
            host: text_of(it.host),
            place: it.place.into(),
            from: it.from.map(system_time),
            to: it.to.map(system_time),
            hours: it.hours,
            status: it.status.to_string(),
            partners: it.partners.iter().map(ToString::to_string).collect(),
            participants: it.figures.into_iter().map(figure).collect(),
            activities: it.activities.into_iter().collect(),
            learned: learned
                .map(|(who, words)| (who.to_string(), words))
                .collect(),
            sessions: it.sessions.iter().map(ToString::to_string).collect(),
            notes: it.notes,
            withdrawn: it.withdrawn,
            conflicts: it.conflicts.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<client::ListedExchange> for ListedExchange {
    fn from(listed: client::ListedExchange) -> Self {
        let it = listed.exchange;
        Self {
            id: it.id.to_string(),
            day: listed.day,
            participants: it.figures.values().sum(),
            conflicts: it.conflicts.len().try_into().unwrap_or(u32::MAX),
            title: it.title,
            programme: text_of(it.programme),
            host: text_of(it.host),
            status: it.status.to_string(),
            unsent: listed.unsent,
        }
    }
}
