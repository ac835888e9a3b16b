//! Practice: the same work over a store in memory, of which nothing is ever kept, sent or counted.

use std::sync::Mutex;

use super::Client;
use super::error::ClientError;
use super::identity::Identity;
use crate::ids::Epoch;
use crate::store::meta::{self, Meta};
use crate::store::{Store, catalogue, epoch, feed};

impl Client {
    /// A client of the same member to try things out with: what the server has told is there -
    /// campaigns, colleagues, venues, questions - and no session. It has no key and no token, so
    /// nothing can leave it, and it is gone when it is dropped.
    pub fn practise(&self) -> Result<Self, ClientError> {
        let mut store = Store::in_memory()?;
        self.read(|from, own| {
            let me = Identity {
                role: own.role,
                ..self.me.clone()
            };
            let schemas: Option<[u16; 3]> = meta::get_json(from, Meta::Schemas)?;
            let fresh = Epoch(self.environment.draw());
            store.write(|tx| {
                me.save(tx)?;
                epoch::begin(tx, fresh, me.replica(fresh)?, None)?;
                feed::follow(tx, &feed::followed(from)?)?;
                if let Some(schemas) = schemas {
                    meta::put_json(tx, Meta::Schemas, &schemas)?;
                }
                catalogue::copy(from, tx)
            })?;
            Ok(())
        })?;
        Ok(Self {
            slot: None,
            environment: self.environment.clone(),
            me: self.me.clone(),
            store: Mutex::new(Some(store)),
            syncing: Mutex::new(()),
            taken_out: Mutex::default(),
        })
    }

    /// Whether this is practice.
    pub const fn is_practice(&self) -> bool {
        self.slot.is_none()
    }

    /// Refuses in practice what only real work does.
    pub(super) const fn check_real(&self) -> Result<(), ClientError> {
        match self.is_practice() {
            true => Err(ClientError::Practice),
            false => Ok(()),
        }
    }
}
