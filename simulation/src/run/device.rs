//! The device: commands, and what it does by itself.

use protocol::{Answer, Op, Role, Trigger};
use reference_server::device::{Kept, Order};
use reference_server::driver::Event;
use reference_server::store::Storage;
use world::{Acls, Device};

use super::{DELAYS_MS, Run, Soon, Waits};
use crate::fault::Faults;
use crate::plan::{device_id, device_place};
use crate::server::Command;

impl<S: Storage> Run<'_, S> {
    pub(super) fn command(&mut self, server: usize, order: Order) {
        let (Some(cell), Some(op)) = (device_place(&order.device), order.op()) else { return };
        let side = usize::from(self.cells[cell].planned.servers[0] != server);
        let command = Command { order: order.id, cell, side, op };
        let (epoch, kept) = (self.servers[server].epoch, order.kept);
        if op == Op::StopActivities {
            // The server's own affair: no device is asked.
            let (answer, reason) = (self.stops(cell, side), None);
            let event = Box::new(Event::Done { order: order.id, answer, reason, kept });
            return self.later(0, Soon::Told { server, epoch, event, waits: Waits::Nobody });
        }
        let after = self.delay();
        self.later(after, Soon::Begins { server, epoch, command, kept });
    }

    pub(super) fn stops(&mut self, cell: usize, side: usize) -> Answer {
        let rate = self.plan.rates.refusal;
        let refuses = self.wants(cell, side, Trigger::Device(Op::StopActivities, Answer::Refused));
        let choice = self.dice.toward(refuses.then_some(1), (400, rate), 3);
        let (answer, fault) = match choice {
            0 => (Answer::Did, Faults::NONE),
            1 => (Answer::Refused, Faults::REFUSAL),
            _ => (Answer::Unclear, Faults::UNCLEAR),
        };
        self.cells[cell].faults.add(fault);
        answer
    }

    /// It is durable that the command is about to leave.
    pub(super) fn goes(&mut self, server: usize, command: Command, kept: Kept) {
        let Command { cell, side, op, .. } = command;
        let answer = |answer| Trigger::Device(op.named(), answer);
        let refuses = self.wants(cell, side, answer(Answer::Refused));
        let refused = self.dice.toward(refuses.then_some(1), (400, self.plan.rates.refusal), 2);
        let is_unclear = self.wants(cell, side, answer(Answer::Unclear));
        let rates = (400, self.plan.rates.unclear);
        let unclear = self.dice.toward(is_unclear.then_some(1), rates, 3);
        let fault = if refused == 1 { 3 } else { unclear };
        let rate = self.plan.rates.slow;
        let after = DELAYS_MS[usize::from(self.dice.rarely(rate, DELAYS_MS.len() as u8))];
        let epoch = self.servers[server].epoch;
        self.servers[server].under_way.push(command);
        self.later(after, Soon::Executes { server, epoch, command, kept, fault });
    }

    pub(super) fn executes(&mut self, server: usize, command: Command, kept: Kept, fault: u8) {
        self.servers[server].under_way.retain(|it| it.order != command.order);
        let role = Role::ALL[command.side];
        let cell = &mut self.cells[command.cell];
        let usual = match cell.world.device().answer(command.op, role, Acls::Cleaned) {
            world::Reply::Done(_) => Answer::Did,
            world::Reply::FoundDone => Answer::FoundDone,
            world::Reply::Refused => Answer::Refused,
        };
        let answer = match fault {
            0 => usual,
            3 => {
                cell.faults.add(Faults::REFUSAL);
                Answer::Refused
            }
            _ => {
                cell.faults.add(Faults::UNCLEAR);
                Answer::Unclear
            }
        };
        // Without an answer it was done or not.
        if matches!(fault, 0 | 2) {
            self.execute(command);
        }
        let event = Event::Done { order: command.order, answer, reason: None, kept };
        self.feed(server, event, Waits::Nobody);
        self.look(command.cell);
    }

    pub(super) fn execute(&mut self, command: Command) {
        let role = Role::ALL[command.side];
        let cell = &mut self.cells[command.cell];
        let before = cell.world.device();
        if command.op == Op::OpenSession && before.has(Device::ACCOUNT_2) {
            cell.dm_session();
        }
        cell.world.set_device(before.after(command.op, role, Acls::Cleaned));
        if cell.world.device() != before {
            self.device_by_itself(command.cell);
        }
    }

    /// The device may fetch an account, and open sessions to DMS-2, some time.
    pub(super) fn device_by_itself(&mut self, cell: usize) {
        const FETCHES_MS: [i64; 4] = [50, 1, 3_000, 100_000];
        const OPENS_MS: [i64; 5] = [30, 1, 300, 4_000, 100_000];
        let device = self.cells[cell].world.device();
        let fetches = device.has(Device::ENTRY_2) && !device.has(Device::ACCOUNT_2);
        if fetches && !self.cells[cell].soon[0] {
            self.cells[cell].soon[0] = true;
            let after = FETCHES_MS[usize::from(self.dice.pick(FETCHES_MS.len() as u8))];
            self.later(after, Soon::Fetches(cell));
        }
        if device.has(Device::ACCOUNT_2 | Device::AUTO_2) && !self.cells[cell].soon[1] {
            self.cells[cell].soon[1] = true;
            let after = OPENS_MS[usize::from(self.dice.pick(OPENS_MS.len() as u8))];
            self.later(after, Soon::Opens(cell));
        }
    }

    pub(super) fn opens(&mut self, cell: usize) {
        self.cells[cell].soon[1] = false;
        let it = &mut self.cells[cell];
        let server = it.planned.servers[1];
        if !it.world.device().has(Device::ACCOUNT_2 | Device::AUTO_2) {
            return;
        }
        if self.servers[server].driver.is_some() {
            it.dm_session();
            self.look(cell);
            let event = Event::Opened { device: device_id(cell) };
            self.feed(server, event, Waits::Nobody);
        }
        if self.dice.happens(300) {
            self.device_by_itself(cell);
        }
    }
}
