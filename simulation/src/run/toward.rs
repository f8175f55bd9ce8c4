//! What a run is to try for: one rule right after another.

use protocol::{Operator, Role, TimerId, Trigger};
use reference_server::store::Storage;

use super::{BEGIN, Run, Soon};
use crate::plan::Wish;

impl<S: Storage> Run<'_, S> {
    /// Whether the run tries to bring that event about now.
    pub(super) fn wants(&self, cell: usize, side: usize, trigger: Trigger) -> bool {
        let Some((before, rule)) = self.toward else { return false };
        let rows = &self.subject.table.rows;
        let (first, second) = (&rows[usize::from(before.0)], &rows[usize::from(rule.0)]);
        let it = &self.cells[cell];
        if first.role.index() != side {
            return false;
        }
        if it.last[side] == Some(before) {
            return second.on.contains(&trigger);
        }
        first.on.contains(&trigger) && first.states.contains(&it.world.parties[side].state())
    }

    /// Brings about what nobody else does: wishes, crashes, sessions of the device.
    pub(super) fn provoke(&mut self, cell: usize, side: usize) {
        if self.toward.is_none() {
            return;
        }
        let role = Role::ALL[side];
        let server = self.cells[cell].planned.servers[side];
        for (operator, _) in Operator::ALL {
            let wants = self.wants(cell, side, Trigger::Operator(operator));
            if wants && self.dice.pick(4) == 1 {
                let full = self.dice.pick(2) == 1;
                let (at, device) = (self.now - BEGIN, cell);
                let wish = Wish { at, device, role, operator, full };
                self.plan.wishes.push(wish);
                self.later(0, Soon::Wish(self.plan.wishes.len() - 1));
            }
        }
        if self.wants(cell, side, Trigger::Restarts) && self.dice.pick(4) == 1 {
            self.later(0, Soon::Crashes(server));
        }
        let opens = side == 1 && self.wants(cell, side, Trigger::DeviceOpenedSession);
        if opens && self.dice.pick(2) == 1 {
            self.later(0, Soon::Opens(cell));
        }
        for timer in 0..self.subject.table.timers[side].len() {
            let timer = TimerId(timer as u8);
            let runs = self.cells[cell].world.parties[side].runs(timer);
            if runs && self.wants(cell, side, Trigger::Expires(timer)) && self.dice.pick(4) == 1 {
                self.plan.rates.slow = 900;
            }
        }
    }
}
