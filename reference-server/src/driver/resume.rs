//! What goes on when a server starts again.

use std::collections::BTreeSet;

use protocol::{Input, Op, Trigger, applies};

use super::{Driver, Effect, Event, Shown};
use crate::device::{Kept, Order};
use crate::metrics::Queue;
use crate::store::{Key, Pending, Storage, StoreError, What};

/// Something that was unfinished when the server ended, in the order in which it goes on.
#[derive(Clone, Debug)]
pub enum Resumed {
    /// A timer runs until then, in milliseconds since 1970.
    Timer(Key, u8, i64),
    /// A POST without a response; it may have arrived.
    Post(Pending),
    /// A command that has not left.
    Order(Box<Order>),
    /// A command that may have been done; nobody knows.
    Unclear {
        /// Its order.
        order: i64,
        /// What the device had before.
        kept: Kept,
    },
    /// What the rows on a restart put out.
    New(Effect),
}

impl<S: Storage> Driver<S> {
    /// Takes the steps of the restart, and says what is to go on because of them and without them.
    ///
    /// # Errors
    /// The database's.
    pub fn resume(&mut self, now: i64) -> Result<Vec<Resumed>, StoreError> {
        let keys = self.count()?;
        let events: Vec<Event> = keys.into_iter().map(|key| Event::Restarted { key }).collect();
        let effects = self.process(&events, now)?;
        let mut resumed = Vec::new();
        for (key, timer, due) in self.store.timers()? {
            // The clock of the wall may have been set back meanwhile: no timer lasts longer for it.
            let latest = now + self.duration_ms(key.role, timer);
            resumed.push(Resumed::Timer(key, timer, due.min(latest)));
        }
        // What has just been put out for the restart leaves with its effects below.
        let new: BTreeSet<i64> = effects.iter().filter_map(|(_, effect)| pending(effect)).collect();
        for pending in self.store.all_pending()? {
            if !new.contains(&pending.id) {
                resumed.extend(self.resumed(pending)?);
            }
        }
        resumed.extend(effects.into_iter().map(|(_, effect)| Resumed::New(effect)));
        Ok(resumed)
    }

    /// Where a row says what the restart brings about, that is all that goes on: an answer to what was
    /// under way before would be taken for the answer to what the row has put out.
    pub(super) fn restarted(&mut self, place: usize, key: &Key) -> Result<(), StoreError> {
        let record = self.store.record(key)?;
        let input = Input::of(Trigger::Restarts).session(record.number);
        if applies(&self.program, key.role, record.party, input) {
            for pending in self.store.abandon(key)? {
                self.shown.push(Shown::Settled(match pending.what {
                    What::Post { .. } => Queue::Outgoing,
                    What::Command(_) => Queue::Commands,
                }));
            }
        }
        self.optional(place, key, Trigger::Restarts)
    }

    fn resumed(&self, pending: Pending) -> Result<Option<Resumed>, StoreError> {
        let code = match pending.what {
            What::Post { .. } => return Ok(Some(Resumed::Post(pending))),
            What::Command(code) => code,
        };
        let Pending { id: order, key, attempted, .. } = pending;
        let record = self.store.record(&key)?;
        if attempted {
            return Ok(Some(Resumed::Unclear { order, kept: record.kept }));
        }
        let op = Op::from_code(code.into());
        Ok(op.map(|op| Resumed::Order(Box::new(self.order(order, &key, &record, op)))))
    }
}

/// The number of what an effect lets leave the server.
fn pending(effect: &Effect) -> Option<i64> {
    match effect {
        Effect::Post(pending) => Some(pending.id),
        Effect::Order(order) => Some(order.id),
        Effect::Reply(_) | Effect::Answer(_) | Effect::Timer(..) | Effect::Report(_) => None,
    }
}
