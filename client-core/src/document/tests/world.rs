//! A few devices with one document each, that edit, exchange changes and are born again.

use super::edits::Wish;
use crate::document::read::{self, Context};
use crate::document::{Document, Hand, write};
use crate::ids::{ChangeHash, DocId, Epoch, ReplicaId};
use crate::model::{DocKind, Edit, Exchange, Part, Register, Scalar, Session, Source, Who};
use crate::time::Timestamp;

pub(super) const START: Timestamp = Timestamp(1_489_478_700_000);

pub(super) fn replica(device: u8, epoch: u8) -> ReplicaId {
    ReplicaId::derive(&[device; 32], Epoch([epoch; 8]))
}

/// One device: its copy of the document and of the companion.
#[derive(Clone)]
pub(super) struct Device {
    number: u8,
    epoch: u8,
    pub(super) main: Document,
    pub(super) private: Document,
    clock: i64,
}

/// What a session or an exchange reads as.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Plain {
    Session(Box<Session>),
    Exchange(Box<Exchange>),
}

impl Device {
    pub(super) fn new(kind: DocKind, number: u8) -> Self {
        let id = DocId::derive(replica(1, 0), START, 0);
        Self {
            number,
            epoch: 0,
            main: Document::new(kind, id),
            private: Document::new(DocKind::Private, id.companion()),
            // No two devices agree about the time.
            clock: i64::from(number) * 7_919,
        }
    }

    pub(super) fn replica(&self) -> ReplicaId {
        replica(self.number, self.epoch)
    }

    /// The hand of the next edit.
    pub(super) fn hand(&mut self) -> Hand {
        self.clock += 1;
        self.last_hand()
    }

    fn last_hand(&self) -> Hand {
        let replica = self.replica().short();
        Hand {
            replica,
            who: Who::Replica(replica),
            now: START.plus_ms(self.clock),
        }
    }

    /// The edits of a wish, as the document stands.
    pub(super) fn edits(&self, wish: &Wish) -> Vec<Edit> {
        match wish {
            Wish::Edit(edit) => vec![edit.clone()],
            Wish::Settle(table, n) => {
                let counts = match self.read() {
                    Plain::Session(session) => session.counts,
                    Plain::Exchange(exchange) => exchange.counts,
                };
                let counters = counts.tables.get(table).into_iter().flatten();
                let whole = counters.map(|(replica, _)| Source::Whole(*replica));
                let sources: Vec<_> = [Source::Parts].into_iter().chain(whole).collect();
                let from = sources[usize::from(*n) % sources.len()];
                vec![Edit::Settle {
                    table: *table,
                    from,
                }]
            }
            Wish::Verify => {
                let heads: Vec<_> = self.main.heads().iter().map(ToString::to_string).collect();
                vec![
                    Edit::text(Register::ReviewState, "verified"),
                    Edit::Set {
                        register: Register::ReviewHeads,
                        value: Some(Scalar::Text(heads.join(","))),
                    },
                ]
            }
        }
    }

    /// Cuts edits, those of the companion into a change of its own.
    pub(super) fn cut(&mut self, edits: &[Edit]) {
        let (replica, now) = (self.replica(), self.last_hand().now);
        for (part, document) in [
            (Part::Main, &mut self.main),
            (Part::Private, &mut self.private),
        ] {
            let edits: Vec<_> = edits.iter().filter(|e| e.part() == part).cloned().collect();
            write::cut(document, &edits, replica, now).unwrap();
        }
    }

    /// Makes edits, as one journal.
    pub(super) fn does(&mut self, edits: &[Edit]) {
        self.hand();
        self.cut(edits);
    }

    /// Becomes a new replica that continues the old one.
    pub(super) fn is_born_again(&mut self) {
        let old = self.replica().short();
        self.epoch += 1;
        self.does(&[Edit::Succeed { old }]);
    }

    pub(super) fn take_from(&mut self, other: &Self) {
        let news = |from: &Document, to: &Document| from.changes_after(&to.heads());
        self.main.apply(&news(&other.main, &self.main)).unwrap();
        self.private
            .apply(&news(&other.private, &self.private))
            .unwrap();
    }

    pub(super) fn read(&self) -> Plain {
        let who = |hash: &ChangeHash| {
            let info = self.main.info(*hash).or_else(|| self.private.info(*hash))?;
            Some(Who::Replica(info.actor.short()))
        };
        let context = Context {
            unit: None,
            who: &who,
        };
        if self.main.kind() == DocKind::Session {
            let session = read::session(&self.main, Some(&self.private), &context);
            Plain::Session(Box::new(session))
        } else {
            let exchange = read::exchange(&self.main, Some(&self.private), &context);
            Plain::Exchange(Box::new(exchange))
        }
    }

    pub(super) fn session(&self) -> Session {
        match self.read() {
            Plain::Session(session) => *session,
            Plain::Exchange(_) => panic!("a session was asked of an exchange"),
        }
    }
}

impl Plain {
    pub(super) fn apply(&mut self, edit: &Edit, hand: &Hand) {
        match self {
            Self::Session(session) => session.apply(edit, hand).unwrap(),
            Self::Exchange(exchange) => exchange.apply(edit, hand).unwrap(),
        }
    }

    /// Without what an edit that was taken back within one journal leaves on the screen until the
    /// journal is cut: that somebody counted or changed something just now.
    pub(super) fn without_moments(mut self) -> Self {
        let (counts, conflicts, review) = match &mut self {
            Self::Session(s) => (&mut s.counts, &mut s.conflicts, &mut s.review),
            Self::Exchange(e) => (&mut e.counts, &mut e.conflicts, &mut e.review),
        };
        for counter in counts
            .tables
            .values_mut()
            .flat_map(|table| table.values_mut())
        {
            counter.last = START;
        }
        for saying in conflicts
            .iter_mut()
            .flat_map(|conflict| &mut conflict.sayings)
        {
            saying.when = START;
        }
        if let Some(review) = review {
            review.changed_since = true;
        }
        self
    }
}
