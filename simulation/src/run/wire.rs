//! Messages on their way, and what becomes of them.

use std::rc::Rc;

use bytes::Bytes;
use protocol::Trigger;
use reference_server::driver::Event;
use reference_server::store::{Pending, Storage, What};

use super::{AGAIN_MS, DELAYS_MS, Run, Soon, Waits};
use crate::fault::{Fate, Faults};
use crate::plan::{device_place, server_id};
use crate::server::{Back, Copy, Flight};

impl<S: Storage> Run<'_, S> {
    pub(super) fn post(&mut self, server: usize, pending: Pending) {
        let Pending { id, key, what, .. } = pending;
        let What::Post { message, session, body, .. } = what else { return };
        let Some(cell) = device_place(&key.device) else { return };
        let side = key.role.index();
        let about = self.cells[cell].leaves(self.subject, side, message);
        let epoch = self.servers[server].epoch;
        let flight = Rc::new(Flight {
            from: server,
            epoch,
            id,
            cell,
            side,
            mark: format!("{server}-{id}"),
            message,
            session,
            about,
            body: body.into(),
            until: self.now + self.plan.response_ms,
        });
        self.servers[server].waiting.push(id);
        self.later(self.plan.response_ms, Soon::GivesUp(Rc::clone(&flight)));
        self.attempt(&flight);
    }

    /// Whether the sender of a POST still waits for its response.
    pub(super) fn waits(&self, flight: &Flight) -> bool {
        let server = &self.servers[flight.from];
        server.epoch == flight.epoch && server.waiting.contains(&flight.id)
    }

    pub(super) fn attempt(&mut self, flight: &Rc<Flight>) {
        if !self.waits(flight) {
            return;
        }
        let (cell, side) = (flight.cell, flight.side);
        let message = protocol::MessageId(flight.message);
        let wanted = if self.wants(cell, side, Trigger::Unanswered(message)) {
            Some(Fate::Silence)
        } else if self.wants(cell, side, Trigger::RefusedBy(message)) {
            Some(Fate::Gateway)
        } else if self.wants(cell, 1 - side, Trigger::Receives(message)) {
            Some(Fate::Doubled)
        } else {
            None
        };
        let wanted = wanted.and_then(|fate| Fate::ALL.iter().position(|it| *it == fate));
        let count = Fate::ALL.len() as u8;
        let rates = (300, self.plan.rates.wire);
        // Statuses that no server has given are not in every run: the model has none.
        let count = if self.plan.rates.statuses { count } else { Fate::OF_THE_MODEL };
        let wanted = wanted.filter(|place| *place < usize::from(count));
        let choice = self.dice.toward(wanted.map(|place| place as u8), rates, count);
        let fate = Fate::ALL[usize::from(choice)];
        self.cells[cell].faults.add(fate.faults());
        let delay = self.delay();
        let to = self.cells[cell].planned.servers[1 - side];
        let copy = |back| Copy { flight: Rc::clone(flight), back, marked: true, whole: true };
        let arrives = |copy| Soon::Arrives { to, copy };
        match fate {
            Fate::Arrives => self.later(delay, arrives(copy(Back::Whole))),
            Fate::Cut => self.later(delay + AGAIN_MS, Soon::Attempt(Rc::clone(flight))),
            Fate::ResponseCut => self.later(delay, arrives(copy(Back::Cut))),
            Fate::Silence => {}
            Fate::ResponseSilence => self.later(delay, arrives(copy(Back::Nowhere))),
            Fate::Doubled => {
                self.later(delay, arrives(copy(Back::Whole)));
                let marked = self.dice.pick(2) == 0;
                let later = self.delay();
                let copy = Copy { marked, ..copy(Back::Nowhere) };
                self.later(later, arrives(copy));
            }
            Fate::Late => {
                let after = flight.until - self.now + delay;
                self.later(after, arrives(copy(Back::Nowhere)));
            }
            Fate::ResponseBroken => self.later(delay, arrives(copy(Back::Broken))),
            Fate::Gateway => {
                const STATUSES: [u16; 3] = [502, 403, 404];
                let status = STATUSES[usize::from(self.dice.pick(STATUSES.len() as u8))];
                let response = Some((status, Bytes::new()));
                self.later(delay, Soon::Answered { flight: Rc::clone(flight), response });
            }
            Fate::Broken => {
                let copy = Copy { whole: false, ..copy(Back::Whole) };
                self.later(delay, arrives(copy));
            }
        }
    }

    pub(super) fn arrives(&mut self, to: usize, copy: Copy) {
        let Copy { flight, marked, whole, .. } = &copy;
        let flight = &Rc::clone(flight);
        if self.servers[to].driver.is_none() {
            // Nobody listens: it is sent again where somebody waits.
            self.look(flight.cell);
            if copy.back != Back::Nowhere {
                self.later(AGAIN_MS, Soon::Attempt(copy.flight));
            }
            return;
        }
        let (cell, side) = (flight.cell, 1 - flight.side);
        if !self.waits(flight) {
            self.cells[cell].faults.add(Faults::DUPLICATE);
        }
        let of = (flight.session.as_str(), flight.about.as_deref());
        let is_stale = self.cells[cell].is_stale(self.subject, side, flight.message, of);
        if is_stale {
            self.cells[cell].note_stale();
        }
        let half = flight.body.len() / 2;
        let body = if *whole { flight.body.clone() } else { flight.body.slice(..half) };
        let request = marked.then(|| flight.mark.clone());
        let before = self.cells[cell].world.parties[side];
        let peer = server_id(flight.from);
        let repeated = request.is_some() && self.servers[to].answered.contains(&flight.mark);
        let steps = self.cells[cell].rules.len();
        let event = Event::Posted { peer, request, body };
        self.feed(to, event, Waits::Peer(copy.clone()));
        if repeated && self.cells[cell].rules.len() != steps {
            let words = format!("the request {} has taken effect twice", copy.flight.mark);
            self.wrong("repetition", cell, words);
        }
        if is_stale && self.cells[cell].world.parties[side] != before {
            self.cells[cell].harm();
        }
        self.look(cell);
    }

    pub(super) fn respond(&mut self, copy: Copy, status: u16, body: Bytes) {
        let delay = self.delay();
        let Copy { flight, back, .. } = copy;
        match back {
            Back::Whole => {
                self.later(delay, Soon::Answered { flight, response: Some((status, body)) });
            }
            Back::Cut => self.later(delay + AGAIN_MS, Soon::Attempt(flight)),
            Back::Broken => {
                let response = Some((status, body.slice(..body.len() / 2)));
                self.later(delay, Soon::Answered { flight, response });
            }
            Back::Nowhere => {}
        }
    }

    pub(super) fn answered(&mut self, flight: &Rc<Flight>, response: Option<(u16, Bytes)>) {
        if !self.waits(flight) {
            return self.look(flight.cell);
        }
        // A peer that is too busy has not looked at it.
        if response.as_ref().is_some_and(|(status, _)| *status == 503) {
            self.later(AGAIN_MS, Soon::Attempt(Rc::clone(flight)));
            return;
        }
        self.settle(flight, response);
    }

    pub(super) fn settle(&mut self, flight: &Rc<Flight>, response: Option<(u16, Bytes)>) {
        let server = &mut self.servers[flight.from];
        server.waiting.retain(|id| *id != flight.id);
        let event = Event::Answered { id: flight.id, response };
        self.feed(flight.from, event, Waits::Nobody);
        self.look(flight.cell);
    }

    pub(super) fn delay(&mut self) -> i64 {
        DELAYS_MS[usize::from(self.dice.rarely(self.plan.rates.slow, 4))]
    }
}
