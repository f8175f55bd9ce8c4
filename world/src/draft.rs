//! One step under construction: the state that it leads to, and what happened on the way.

use protocol::{
    Input, MessageId, Op, Operator, Outcome, Output, Record, Role, Trigger, Verdict, applies, step,
    vars,
};

use crate::device::Device;
use crate::event::{Event, Label};
use crate::moves::{Gap, GapKind, Move, Moves, NO_RULE, Opens, Sink, Tags};
use crate::state::{Flag, World};
use crate::wire::{Exchange, Phase, Wire};

/// Whether what a step puts out leaves the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Released {
    /// It does.
    Yes,
    /// The server crashes before.
    No,
}

/// The reply to a POST: where the exchange goes, and the fields of the response.
pub(crate) type Reply = (Phase, u8);

/// The reply to a POST that an output is, if it is one.
pub(crate) fn reply(output: &Output) -> Option<Reply> {
    match *output {
        Output::Answer { message, fields } => Some((Phase::Answered(message), fields)),
        Output::AnswerEmpty => Some((Phase::AnsweredEmpty, 0)),
        Output::Refuse(_) => Some((Phase::Refused, 0)),
        Output::Send { .. }
        | Output::Command(_)
        | Output::Start(_)
        | Output::Stop(_)
        | Output::Report(_) => None,
    }
}

pub(crate) struct Draft<'m> {
    moves: &'m Moves,
    /// What the sink will get. It is changed in place: copies of what has just been written in
    /// pieces are slow.
    step: Move,
    exchanges: [Exchange; 8],
    count: usize,
    /// How many exchanges were in flight before.
    before: usize,
}

impl<'m> Draft<'m> {
    pub(crate) fn new(moves: &'m Moves, world: &World) -> Self {
        let mut exchanges = [Exchange::default(); 8];
        exchanges[..Wire::MOST].copy_from_slice(&world.wire.0);
        let before = world.wire.len();
        let step = Move {
            label: Label { event: Event::Fetches, crash: false },
            next: *world,
            rules: [NO_RULE; 3],
            gaps: [None; 2],
            tags: Tags::default(),
        };
        Draft { moves, step, exchanges, count: before, before }
    }

    /// The state that the step leads to.
    pub(crate) fn world(&mut self) -> &mut World {
        &mut self.step.next
    }

    /// Gives the step to the sink, unless too much would be in flight.
    pub(crate) fn finish(mut self, label: Label, sink: &mut impl Sink) {
        let fits = self.close();
        self.give(fits, label, sink);
    }

    /// The same for a step that comes in two ways, such as a command under way that was executed
    /// or not: once where both lead to the same state.
    pub(crate) fn finish_either(mut self, mut other: Self, label: Label, sink: &mut impl Sink) {
        let (fits, other_fits) = (self.close(), other.close());
        let same = fits == other_fits && (!fits || self.step.next == other.step.next);
        self.give(fits, label, sink);
        if !same {
            other.give(other_fits, label, sink);
        }
    }

    fn give(&mut self, fits: bool, label: Label, sink: &mut impl Sink) {
        if fits {
            self.step.label = label;
            sink.edge(&self.step);
        } else {
            sink.blocked(&self.step.next);
        }
    }

    /// Puts the exchanges on the wire; `false` where too much would be in flight.
    fn close(&mut self) -> bool {
        if self.count > self.moves.scope.in_flight && self.count > self.before {
            return false;
        }
        let wire = Wire::of(&mut self.exchanges[..self.count]);
        self.step.next.wire = wire.unwrap_or_default();
        wire.is_some()
    }

    /// Takes an exchange off the wire.
    pub(crate) fn remove(&mut self, place: usize) {
        self.count -= 1;
        self.exchanges[place] = self.exchanges[self.count];
    }

    /// Puts an exchange on the wire.
    pub(crate) fn post(&mut self, exchange: Exchange) {
        debug_assert!(self.count < self.exchanges.len(), "four in flight, and four sent in a step");
        if let Some(slot) = self.exchanges.get_mut(self.count) {
            *slot = exchange;
            self.count += 1;
        }
    }

    /// The device executes a command if it can.
    pub(crate) fn execute(&mut self, op: Op, by: Role) {
        let device = self.step.next.device();
        if op == Op::OpenSession && device.has(Device::ACCOUNT_2) {
            self.dm_session();
        }
        self.step.next.set_device(device.after(op, by, self.moves.scope.acls));
    }

    /// A DM session of DMS-2 with the device takes place.
    pub(crate) fn dm_session(&mut self) {
        if self.step.next.flag(Flag::Watching) {
            self.step.next.raise(Flag::EarlySession);
        }
    }

    /// A POST is received and answered; the answer goes on its way if somebody waits for it and
    /// has a row for it.
    pub(crate) fn receive(
        &mut self,
        place: usize,
        post: Exchange,
        receiver: Role,
        input: Input,
        released: Released,
    ) {
        self.remove(place);
        let stale = self.is_stale(post, receiver);
        let before = self.step.next.parties[receiver.index()];
        let reply = self.take(receiver, input, released);
        if stale && self.step.next.parties[receiver.index()] != before {
            self.step.next.raise(Flag::StaleHarm);
        }
        if post.is_orphan() {
            return;
        }
        if released == Released::No {
            self.unanswered(post, Released::Yes);
            return;
        }
        let (phase, fields) = reply.unwrap_or((Phase::Refused, 0));
        let response = post.answered(phase, fields);
        let requester = Role::ALL[post.sender()];
        let input = self.moves.response_input(&self.step.next, response);
        let party = self.step.next.parties[requester.index()];
        if !applies(&self.moves.program, requester, party, input) {
            self.unread(requester, input.trigger);
        } else {
            self.post(response);
        }
    }

    /// The sender of a POST learns that no answer will come.
    pub(crate) fn unanswered(&mut self, exchange: Exchange, released: Released) {
        let requester = Role::ALL[exchange.sender()];
        let message = MessageId(exchange.message());
        let input = Input::of(Trigger::Unanswered(message));
        let input = self.moves.in_session(input, &self.step.next, requester, exchange);
        self.take(requester, input, released);
    }

    /// A message is stale when its receiver has left its session; one that begins a session, when
    /// its sender has; one that names only the device, when its receiver neither rests on the
    /// delegation that it is about nor is still in it.
    fn is_stale(&self, post: Exchange, receiver: Role) -> bool {
        let (message, session) = (post.message() as usize, post.session());
        let n = receiver.index();
        if self.moves.by_device[message] {
            let party = self.step.next.parties[n];
            let rests = party.record() != Record::None && self.step.next.basis(n) == session;
            return !rests && party.session() != session;
        }
        let who = if self.moves.opens[message].is_some() { post.sender() } else { n };
        self.step.next.has_left(who, session)
    }

    /// One step of a server, with the ghosts that follow it. The reply is that to a POST, if the
    /// step gave one and released it.
    pub(crate) fn take(&mut self, role: Role, input: Input, released: Released) -> Option<Reply> {
        let n = role.index();
        let before = self.step.next.parties[n];
        let done = step(&self.moves.program, role, before, input);
        self.step.next.parties[n] = done.party;
        let rule = match done.verdict {
            Verdict::Applied(rule) => rule,
            Verdict::Unspecified => {
                match input.trigger {
                    Trigger::Restarts => {}
                    Trigger::Unanswered(_) => self.unread(role, input.trigger),
                    Trigger::Operator(_)
                    | Trigger::Receives(_)
                    | Trigger::Answered(_)
                    | Trigger::AnsweredEmpty(_)
                    | Trigger::RefusedBy(_)
                    | Trigger::Device(..)
                    | Trigger::DeviceOpenedSession
                    | Trigger::Expires(_) => {
                        self.gap_in(GapKind::Unspecified, role, before, input.trigger, None);
                    }
                }
                return None;
            }
            Verdict::Ambiguous(a, b) => {
                let rules = self.moves.program.rules();
                let rows = (rules[a as usize].row, rules[b as usize].row);
                self.gap_in(GapKind::Ambiguous, role, before, input.trigger, Some(rows));
                return None;
            }
        };
        debug_assert!(self.step.rules.contains(&NO_RULE), "a step is at most three rules");
        if let Some(slot) = self.step.rules.iter_mut().find(|slot| **slot == NO_RULE) {
            *slot = rule;
        }
        let joined = done.party.session() != before.session() && done.party.session() != 0;
        let ended = done.ended(&self.moves.program, before, input);
        if ended.left != 0 {
            self.step.next.leave(n, ended.left);
        }
        if ended.turned_down != 0 && self.moves.program.remembers(role) {
            self.step.next.turn_down(n, ended.turned_down);
        }
        let rests_on = match before.session() {
            0 => vars::IN_SESSION.of(input.data),
            session => session,
        };
        let revokes = self.step.next.basis(n);
        let (mut answered, mut sent) = (None, false);
        for output in done.outputs.iter() {
            match *output {
                Output::Report(outcome) => self.report(role, outcome, rests_on),
                Output::Send { message, session, url, fields } if released == Released::Yes => {
                    sent |= self.send(n, message, session, url, fields, revokes);
                }
                Output::Answer { .. } | Output::AnswerEmpty | Output::Refuse(_) => {
                    answered = reply(output);
                }
                Output::Send { .. } | Output::Command(_) | Output::Start(_) | Output::Stop(_) => {}
            }
        }
        // While its session lasts, a server still knows which delegation it has revoked.
        if done.party.record() == Record::None && done.party.session() == 0 {
            self.step.next.set_basis(n, 0);
        }
        self.mark(role, input, joined, released);
        let url = vars::URL.of(done.party.0);
        self.begin_with_request(role, sent, url);
        answered
    }

    /// A POST leaves a server; whether it asks for a delegation.
    fn send(
        &mut self,
        n: usize,
        message: u8,
        session: u8,
        url: u8,
        fields: u8,
        rests: u64,
    ) -> bool {
        // What names only the device belongs to the delegation that it is about.
        let by_device = self.moves.by_device[message as usize];
        let session = if by_device { rests as u8 } else { session };
        let opens = self.moves.opens[message as usize];
        let url = if opens.is_some() { u64::from(url) } else { 0 };
        self.post(Exchange::post(message, n, session, url, fields));
        if self.moves.prepared[message as usize] {
            self.step.next.lower(Flag::Watching);
        }
        opens == Some(Opens::Delegation)
    }

    /// DMS-1's own delegation begins when its request is first sent: in the step of its operator,
    /// or later if that crashed.
    fn begin_with_request(&mut self, role: Role, sent: bool, url: u64) {
        if role == Role::Delegated {
            return;
        }
        if self.step.next.parties[0].session() == 0 {
            self.step.next.lower(Flag::Unsent);
        }
        if sent && self.step.next.flag(Flag::Unsent) {
            self.step.next.lower(Flag::Unsent);
            self.begin(url);
        }
    }

    fn report(&mut self, role: Role, outcome: Outcome, session: u64) {
        if matches!(outcome, Outcome::DelegatedPartial | Outcome::DelegatedFull) {
            self.step.next.set_basis(role.index(), session);
        }
        if role == Role::Delegating {
            self.step.next.set_outcome(outcome);
            if outcome == Outcome::Revoked {
                self.step.next.raise(Flag::Revoked);
            }
        }
    }

    /// The marks of the step, and the ghosts of a delegation that begins.
    fn mark(&mut self, role: Role, input: Input, joined: bool, released: Released) {
        let opens = match input.trigger {
            Trigger::Receives(message) => self.moves.opens[message.0 as usize],
            Trigger::Operator(Operator::Delegates) => Some(Opens::Delegation),
            Trigger::Operator(_) => Some(Opens::Revocation),
            Trigger::Answered(_)
            | Trigger::AnsweredEmpty(_)
            | Trigger::Unanswered(_)
            | Trigger::RefusedBy(_)
            | Trigger::Device(..)
            | Trigger::DeviceOpenedSession
            | Trigger::Expires(_)
            | Trigger::Restarts => None,
        };
        let by_peer = matches!(input.trigger, Trigger::Receives(_));
        match opens {
            Some(Opens::Delegation) if joined => {
                let url = vars::IN_URL.of(input.data);
                if by_peer {
                    self.step.tags.add(Tags::ACCEPTED);
                }
                // The peer's delegation begins when DMS-1 accepts it, its own with its request.
                if role == Role::Delegating && by_peer {
                    self.step.next.lower(Flag::Unsent);
                    self.begin(url);
                } else if role == Role::Delegating {
                    self.step.next.raise(Flag::Unsent);
                }
            }
            Some(Opens::Revocation) if role == Role::Delegating && (joined || !by_peer) => {
                self.step.tags.add(Tags::REVOKING);
            }
            Some(_) | None => {}
        }
        if let Trigger::Receives(message) = input.trigger {
            let told = self.moves.failure[message.0 as usize] && role == Role::Delegated;
            if told && released == Released::Yes {
                self.step.tags.add(Tags::TOLD);
            }
        }
    }

    fn begin(&mut self, url: u64) {
        self.step.tags.add(Tags::BEGAN);
        self.step.next.raise(Flag::Begun);
        self.step.next.take_snapshot();
        self.step.next.lower(Flag::Revoked);
        // Where no message says that the device is prepared, no session is too early.
        let told = self.moves.prepared.contains(&true);
        if told && url == 0 && !self.step.next.device().has(Device::ACCOUNT_2) {
            self.step.next.raise(Flag::Watching);
        } else {
            self.step.next.lower(Flag::Watching);
        }
    }

    /// An answer, or the lack of one, that its requester has no row for.
    fn unread(&mut self, role: Role, trigger: Trigger) {
        self.gap_in(GapKind::Answer, role, self.step.next.parties[role.index()], trigger, None);
    }

    fn gap_in(
        &mut self,
        kind: GapKind,
        role: Role,
        party: protocol::Party,
        trigger: Trigger,
        rows: Option<(protocol::RowId, protocol::RowId)>,
    ) {
        debug_assert!(self.step.gaps.iter().any(Option::is_none), "a step has at most two gaps");
        if let Some(slot) = self.step.gaps.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(Gap { kind, role, state: party.state(), trigger, rows });
        }
    }

    pub(crate) fn each_exchange(&mut self, mut keep: impl FnMut(&mut Exchange) -> bool) {
        let mut kept = 0;
        for n in 0..self.count {
            let mut exchange = self.exchanges[n];
            if keep(&mut exchange) {
                self.exchanges[kept] = exchange;
                kept += 1;
            }
        }
        self.count = kept;
    }
}
