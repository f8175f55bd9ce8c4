//! What servers do about events, and how they end and start again.

use bytes::Bytes;
use protocol::{Answer, Operator, Role};
use reference_server::driver::{Effect, Event, Reply, Resumed};
use reference_server::store::{Key, Storage};

use super::{AGAIN_MS, DOWN_MS, Run, Soon, Waits};
use crate::fault::Faults;

impl<S: Storage> Run<'_, S> {
    pub(super) fn wish(&mut self, wish: usize) {
        let wish = self.plan.wishes[wish];
        self.order(wish.device, wish.role, wish.operator, wish.full);
    }

    pub(super) fn order(&mut self, cell: usize, role: Role, operator: Operator, full: bool) {
        let side = role.index();
        let server = self.cells[cell].planned.servers[side];
        let key = self.cells[cell].keys[side].clone();
        if self.servers[server].driver.is_some() {
            let event = Event::Ordered { key, operator, full, tree: None };
            self.feed(server, event, Waits::Nobody);
        }
    }

    pub(super) fn starts(&mut self, server: usize) {
        let compiled = &self.subject.profiles[self.plan.profile];
        let given = (compiled, &self.plan.servers[server], &self.metrics);
        self.servers[server].start(server, self.mount, given);
        let Some(driver) = &mut self.servers[server].driver else { return };
        match driver.resume(self.now) {
            Ok(resumed) => {
                self.read(server);
                self.leave_all(server, resumed, &Waits::Nobody);
            }
            Err(error) => self.wrong("unreadable", 0, error.to_string()),
        }
    }

    pub(super) fn told_to(&mut self, server: usize, epoch: u32, event: Event, waits: Waits) {
        if self.servers[server].epoch == epoch && self.servers[server].driver.is_some() {
            self.feed(server, event, waits);
        }
    }

    /// A server gets an event: its steps are taken in one transaction, then their effects leave;
    /// unless the disk is full, or the server crashes at any place on the way.
    pub(super) fn feed(&mut self, server: usize, event: Event, waits: Waits) {
        let is_full = self.dice.happens(self.plan.rates.full);
        let again = is_full.then(|| event.clone());
        if is_full {
            self.servers[server].disk.fill(true);
        }
        let now = self.now;
        let Some(driver) = &mut self.servers[server].driver else { return };
        let done = driver.process(&[event], now);
        self.servers[server].disk.fill(false);
        match (done, again) {
            (Ok(effects), _) => {
                self.read(server);
                let effects = effects.into_iter().map(|(_, effect)| Resumed::New(effect));
                self.leave_all(server, effects.collect(), &waits);
            }
            (Err(_), Some(event)) => self.not_written(server, event, waits),
            (Err(error), None) => self.wrong("unreadable", 0, error.to_string()),
        }
    }

    /// Who waits is told that nothing happened; what nobody waits for is tried again.
    pub(super) fn not_written(&mut self, server: usize, event: Event, waits: Waits) {
        match (waits, event) {
            (Waits::Peer(copy), _) => self.respond(copy, 503, Bytes::new()),
            (_, Event::Expired { key, timer }) => {
                self.set_timer(server, &key, timer, Some(self.now + AGAIN_MS));
            }
            (waits, event) => {
                let epoch = self.servers[server].epoch;
                let event = Box::new(event);
                self.later(AGAIN_MS, Soon::Told { server, epoch, event, waits });
            }
        }
    }

    pub(super) fn leave_all(&mut self, server: usize, effects: Vec<Resumed>, waits: &Waits) {
        // After so many of them, or before all.
        let crash = self.dice.rarely(self.plan.rates.crash, 5);
        for (place, effect) in effects.into_iter().enumerate() {
            if crash > 0 && place + 1 == usize::from(crash) {
                return self.crash(server);
            }
            self.leave(server, effect, waits);
        }
        if crash > 0 {
            return self.crash(server);
        }
        self.timers_run(server);
    }

    /// A timer is set exactly where the record says that it runs.
    pub(super) fn timers_run(&mut self, server: usize) {
        for cell in 0..self.cells.len() {
            let it = &self.cells[cell];
            let Some(side) = it.planned.servers.iter().position(|own| *own == server) else {
                continue;
            };
            let set = self.servers[server].timers.iter().filter(|timer| timer.0 == it.keys[side]);
            let set = set.fold(0, |set, (_, timer, _)| set | 1 << timer);
            let running = it.world.parties[side].running();
            if running & !set != 0 {
                let words = format!("timers {running:#b} run by the record, and {set:#b} are set");
                self.wrong("timer", cell, words);
            }
        }
    }

    pub(super) fn leave(&mut self, server: usize, effect: Resumed, waits: &Waits) {
        match effect {
            Resumed::Timer(key, timer, due) => self.set_timer(server, &key, timer, Some(due)),
            Resumed::Post(pending) => self.post(server, pending),
            Resumed::Order(order) => self.command(server, *order),
            Resumed::Unclear { order, kept } => {
                let (answer, reason) = (Answer::Unclear, None);
                let event = Box::new(Event::Done { order, answer, reason, kept });
                let (epoch, waits) = (self.servers[server].epoch, Waits::Nobody);
                self.later(0, Soon::Told { server, epoch, event, waits });
            }
            Resumed::New(effect) => match effect {
                Effect::Reply(reply) | Effect::Answer(reply) => self.reply(server, reply, waits),
                Effect::Post(pending) => self.post(server, pending),
                Effect::Order(order) => self.command(server, *order),
                Effect::Timer(key, timer, due) => self.set_timer(server, &key, timer, due),
                Effect::Report(_) => {}
            },
        }
    }

    pub(super) fn set_timer(&mut self, server: usize, key: &Key, timer: u8, due: Option<i64>) {
        self.servers[server].set_timer(key, timer, due);
        if let Some(due) = due {
            let (epoch, key) = (self.servers[server].epoch, key.clone());
            let after = (due - self.now).max(0);
            self.later(after, Soon::Expires { server, epoch, key, timer, due });
        }
    }

    pub(super) fn reply(&mut self, server: usize, reply: Reply, waits: &Waits) {
        match (reply, waits) {
            (Reply::Http(status, body), Waits::Peer(copy)) => {
                if copy.marked && status < 300 {
                    self.servers[server].answered.push(copy.flight.mark.clone());
                }
                self.respond(copy.clone(), status, body);
            }
            (Reply::Noted, Waits::Line(command, kept)) => {
                self.goes(server, *command, kept.clone());
            }
            (Reply::Http(..) | Reply::Noted | Reply::Begun(_) | Reply::NotNow(_), _) => {}
        }
    }

    pub(super) fn crash(&mut self, server: usize) {
        let under_way = self.servers[server].crash();
        for cell in &mut self.cells {
            if cell.planned.servers.contains(&server) {
                cell.faults.add(Faults::CRASH);
            }
        }
        // A command under way was done or not.
        for command in under_way {
            if self.dice.pick(2) == 1 {
                self.execute(command);
            }
        }
        if self.servers[server].disk.steps() < self.servers[server].seen {
            self.read_anew(server);
        }
        let down = DOWN_MS[usize::from(self.dice.rarely(512, DOWN_MS.len() as u8))];
        self.later(down, Soon::Restarts(server));
    }
}
