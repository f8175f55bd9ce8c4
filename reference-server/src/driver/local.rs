//! What devices, timers and operators bring.

use codec::ReasonCode;
use protocol::{Answer, Input, Op, Operator, TimerId, Trigger, applies};

use super::{Around, Driver, Reply, Shown, next};
use crate::config::Approach;
use crate::device::Kept;
use crate::metrics::Queue;
use crate::store::{Key, Record, Storage, StoreError, What};

impl<S: Storage> Driver<S> {
    /// A command is about to leave: from now on it may have been done, and what is there to be put
    /// back is known.
    pub(super) fn attempt(&mut self, order: i64, kept: &Kept) -> Result<(), StoreError> {
        let Some(pending) = self.store.pending(order)? else { return Ok(()) };
        self.store.attempt(order)?;
        let What::Command(code) = pending.what else { return Ok(()) };
        let mut record = self.store.record(&pending.key)?;
        if record.party.command() == Op::from_code(code.into()) && record.kept != *kept {
            record.kept = kept.clone();
            self.store.put(&pending.key, &record)?;
        }
        Ok(())
    }

    pub(super) fn done(
        &mut self,
        place: usize,
        order: i64,
        answer: Answer,
        reason: Option<ReasonCode>,
        kept: &Kept,
    ) -> Result<(), StoreError> {
        let Some(pending) = self.store.pending(order)? else { return Ok(()) };
        self.store.settle(order)?;
        self.shown.push(Shown::Settled(Queue::Commands));
        let What::Command(code) = pending.what else { return Ok(()) };
        let Some(op) = Op::from_code(code.into()) else { return Ok(()) };
        let mut record = self.store.record(&pending.key)?;
        if record.party.command() != Some(op) {
            return Ok(());
        }
        record.kept = kept.clone();
        if matches!(answer, Answer::Refused | Answer::Unclear) {
            record.cause = reason.map(ReasonCode::get);
        }
        let session = record.session.clone();
        let around = Around { session: session.as_deref(), tree: None };
        let input = Input::of(Trigger::Device(named(op), answer)).session(record.number);
        self.take_or_tell(place, &pending.key, &mut record, input, &around)
    }

    pub(super) fn expired(&mut self, place: usize, key: &Key, timer: u8) -> Result<(), StoreError> {
        self.store.timer(key, timer, None)?;
        let mut record = self.store.record(key)?;
        if !record.party.runs(TimerId(timer)) {
            return Ok(());
        }
        let session = record.session.clone();
        let around = Around { session: session.as_deref(), tree: None };
        let input = Input::of(Trigger::Expires(TimerId(timer))).session(record.number);
        self.take_or_tell(place, key, &mut record, input, &around)
    }

    /// An event that need not mean anything to this delegation.
    pub(super) fn optional(
        &mut self,
        place: usize,
        key: &Key,
        trigger: Trigger,
    ) -> Result<(), StoreError> {
        let mut record = self.store.record(key)?;
        let input = Input::of(trigger).session(record.number);
        if !applies(&self.program, key.role, record.party, input) {
            return Ok(());
        }
        let session = record.session.clone();
        let around = Around { session: session.as_deref(), tree: None };
        self.take_or_tell(place, key, &mut record, input, &around)
    }

    pub(super) fn ordered(
        &mut self,
        place: usize,
        key: &Key,
        operator: Operator,
        full: bool,
        tree: Option<&str>,
    ) -> Result<Reply, StoreError> {
        let Some(peer) = self.config.peer(&key.peer) else {
            return Ok(Reply::NotNow(format!("there is no peer {}", key.peer)));
        };
        let approach = u64::from(peer.approach == Approach::Url);
        match self.config.device(&key.device) {
            None => return Ok(Reply::NotNow(format!("there is no device {}", key.device))),
            Some(device) if !device.is_of(&key.peer) => {
                let Key { device, peer, .. } = key;
                return Ok(Reply::NotNow(format!("the device {device} is none of {peer}'s")));
            }
            Some(_) => {}
        }
        let mut record = self.record(key)?;
        let number = next(record.number);
        let input = Input::of(Trigger::Operator(operator))
            .session(number)
            .approach(approach)
            .full(full.into());
        if !applies(&self.program, key.role, record.party, input) {
            return Ok(Reply::NotNow(self.why_not(key, &record, operator)));
        }
        let session = (self.names)();
        let around = Around { session: Some(&session), tree };
        match self.take(place, key, &mut record, input, &around)? {
            Ok(_) => Ok(Reply::Begun(session)),
            Err(why) => Ok(Reply::NotNow(why)),
        }
    }

    /// The states in which an operator can want that.
    fn why_not(&self, key: &Key, record: &Record, operator: Operator) -> String {
        let trigger = Trigger::Operator(operator);
        let rows = self.table.rows.iter().filter(|row| row.role == key.role);
        let rules: Vec<&str> =
            rows.filter(|row| row.on.contains(&trigger)).map(|row| row.rule.as_str()).collect();
        let words = Operator::ALL[operator as usize].1;
        if rules.is_empty() {
            return format!("\"{words}\" is nothing that {} can do", key.role.name());
        }
        format!(
            "\"{words}\" is not allowed in {}, {}; see {}",
            self.state_name(key.role, record.party.state()),
            record.party.record().word(),
            rules.join(", ")
        )
    }
}

/// Rows name the small twin of an operation that has a larger one.
fn named(op: Op) -> Op {
    match op {
        Op::GrantAll => Op::Grant,
        Op::WithdrawAll => Op::Withdraw,
        other => other,
    }
}
