//! What operators are shown of a step, once it is durable: counters and the log.

use protocol::{MessageId, Outcome, StateId, Trigger, Verdict};

use super::Driver;
use crate::metrics::{Queue, Way};
use crate::store::{Key, Storage};

/// Something to be shown when the transaction is committed; nothing of it where that fails.
pub(super) enum Shown {
    /// A step.
    Step(Box<Taken>),
    /// A message came or is to leave.
    Message(Way, MessageId),
    /// Something is no longer in a queue.
    Settled(Queue),
}

/// A step that was taken.
pub(super) struct Taken {
    pub key: Key,
    pub session: Option<String>,
    pub trigger: Trigger,
    pub verdict: Verdict,
    /// The state before it, unless it is the first of its delegation.
    pub from: Option<StateId>,
    pub to: StateId,
    pub outcome: Option<Outcome>,
}

impl<S: Storage> Driver<S> {
    /// Shows what has happened.
    pub(super) fn show(&self, shown: Shown) {
        match shown {
            Shown::Step(taken) => self.show_step(&taken),
            Shown::Message(way, message) => self.metrics.message(way, message),
            Shown::Settled(queue) => self.metrics.queue(queue).change(-1),
        }
    }

    fn show_step(&self, taken: &Taken) {
        let Taken { key, session, trigger, verdict, from, to, outcome } = taken;
        self.metrics.step(key.role, *trigger, *verdict);
        self.metrics.moved(key.role, *from, *to);
        let (peer, device) = (key.peer.as_str(), key.device.as_str());
        let rule = || self.rule_name(*verdict);
        let state = || self.state_name(key.role, *to);
        tracing::debug!(peer, device, session, rule = rule(), state = state(), "step");
        match verdict {
            Verdict::Applied(_) => {}
            Verdict::Unspecified | Verdict::Ambiguous(..) => {
                tracing::warn!(peer, device, session, ?trigger, state = state(), "no row for it");
            }
        }
        if let Some(outcome) = *outcome {
            self.metrics.outcome(outcome);
            let outcome = outcome.word();
            tracing::info!(peer, device, session, rule = rule(), outcome, "reported");
        }
    }
}
