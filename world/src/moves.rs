//! Which steps are possible in a state, and where they lead.

use protocol::{
    Answer, Input, Means, MessageId, Operator, Program, Role, RowId, SessionRule, StateId, Table,
    Trigger, applies, vars,
};

use crate::device::Reply;
use crate::draft::{Draft, Released, reply};
use crate::event::{Event, Label};
use crate::scope::{Fault, REVOCATIONS, Scope, Timers};
use crate::state::World;
use crate::wire::{Exchange, Phase, Wire};

/// The rule number that means "none".
pub const NO_RULE: u16 = u16::MAX;

/// The transition relation of the world for one program and one scope.
#[derive(Clone, Debug)]
pub struct Moves {
    /// The compiled table.
    pub program: Program,
    /// The bounds.
    pub scope: Scope,
    /// Per message: what it begins, if it begins anything.
    pub(crate) opens: Vec<Option<Opens>>,
    /// Per message: it names only the device, so its session is a ghost.
    pub(crate) by_device: Vec<bool>,
    /// Per message: it means `prepared`.
    pub(crate) prepared: Vec<bool>,
    /// Per message: it means `revocation failure`.
    pub(crate) failure: Vec<bool>,
}

/// What a message begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    Delegation,
    Revocation,
}

/// Where steps go.
pub trait Sink {
    /// One edge of the graph. Identical edges come once.
    fn edge(&mut self, step: &Move);
    /// A step that is not enabled because more exchanges would be in flight than the scope has.
    /// What it would spend stands in `after`; the wire of that is no wire of a state.
    fn blocked(&mut self, after: &World);
}

/// One step.
#[derive(Clone, Debug)]
pub struct Move {
    /// What happened.
    pub label: Label,
    /// The state after it.
    pub next: World,
    /// The rules that fired, in their order, by their places in the program; [`NO_RULE`] pads.
    pub rules: [u16; 3],
    /// What nobody described.
    pub gaps: [Option<Gap>; 2],
    /// What properties of whole behaviours need to know about the step.
    pub tags: Tags,
}

/// Something that the table does not describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gap {
    /// Of which kind.
    pub kind: GapKind,
    /// The server that it happened to.
    pub role: Role,
    /// Its state.
    pub state: StateId,
    /// The event.
    pub trigger: Trigger,
    /// For an ambiguity, two rows that both apply.
    pub rows: Option<(RowId, RowId)>,
}

/// The kinds of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// Something was received for which no row applies.
    Unspecified,
    /// A response for which its requester has no row when it is emitted, or no row for having
    /// got none.
    Answer,
    /// Two rows apply.
    Ambiguous,
}

/// Marks of a step, for properties of whole behaviours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags(pub u8);

impl Tags {
    /// A server has accepted the delegation that its peer asked for.
    pub const ACCEPTED: Tags = Tags(1);
    /// DMS-1 has accepted a revocation: its operator's or its peer's.
    pub const REVOKING: Tags = Tags(2);
    /// A delegation has begun at DMS-1.
    pub const BEGAN: Tags = Tags(4);
    /// DMS-2 has answered a message that means `revocation failure`.
    pub const TOLD: Tags = Tags(8);

    /// Whether it has the mark.
    #[inline]
    pub fn has(self, tag: Tags) -> bool {
        self.0 & tag.0 != 0
    }

    #[inline]
    pub(crate) fn add(&mut self, tag: Tags) {
        self.0 |= tag.0;
    }
}

impl Moves {
    /// The relation for that program of that table.
    pub fn new(table: &Table, program: Program, scope: Scope) -> Moves {
        let messages = &table.messages;
        let meaning = |means| messages.iter().map(|m| m.means == Some(means)).collect();
        Moves {
            program,
            scope,
            opens: (0..messages.len()).map(|n| opens(table, MessageId(n as u8))).collect(),
            by_device: messages.iter().map(|m| m.session == SessionRule::DeviceAndPeer).collect(),
            prepared: meaning(Means::Prepared),
            failure: meaning(Means::RevocationFailure),
        }
    }

    /// The same relation within another scope.
    pub fn within(&self, scope: Scope) -> Moves {
        Moves { scope, ..self.clone() }
    }

    /// Gives every step that is possible in `world` to `sink`.
    pub fn successors(&self, world: &World, sink: &mut impl Sink) {
        self.operators(world, sink);
        self.wire(world, sink);
        for server in Role::ALL {
            self.device_answers(world, server, sink);
        }
        self.device_by_itself(world, sink);
        if self.scope.timers == Timers::Expire {
            for server in Role::ALL {
                self.timers(world, server, sink);
            }
        }
        if world.may(Fault::Crash, &self.scope) {
            for server in Role::ALL {
                self.crashes(world, server, sink);
            }
        }
    }

    fn operators(&self, world: &World, sink: &mut impl Sink) {
        if world.delegations() < u64::from(self.scope.delegations) {
            let mut base = *world;
            base.spend_delegation();
            for server in self.scope.initiator.choices() {
                let server = Role::ALL[server as usize];
                let state = world.parties[server.index()].state();
                let trigger = Trigger::Operator(Operator::Delegates);
                if self.program.candidates(server, state, trigger).is_empty() {
                    continue;
                }
                for url in self.scope.approach.choices() {
                    for full in self.scope.full.choices() {
                        let input = Input::of(trigger).approach(url).full(full);
                        let event = Event::Delegates { server, url, full };
                        self.operator(world, &base, server, input, event, sink);
                    }
                }
            }
        }
        for (kind, (_, server, operator)) in REVOCATIONS.into_iter().enumerate() {
            if world.revocations(kind) < u64::from(self.scope.revocations[kind]) {
                let mut base = *world;
                base.spend_revocation(kind);
                let input = Input::of(Trigger::Operator(operator));
                let event = Event::Revokes { server, operator };
                self.operator(world, &base, server, input, event, sink);
            }
        }
    }

    /// An operator's event, enabled only where the role has a row for it.
    fn operator(
        &self,
        world: &World,
        base: &World,
        server: Role,
        input: Input,
        event: Event,
        sink: &mut impl Sink,
    ) {
        let input = input.session(world.fresh_session());
        let party = world.parties[server.index()];
        if !applies(&self.program, server, party, input) {
            return;
        }
        self.taken(base, server, event, sink, |draft, released| {
            draft.take(server, input, released);
        });
    }

    fn wire(&self, world: &World, sink: &mut impl Sink) {
        let mut copied = [0; Wire::MOST];
        for (place, exchange) in world.wire.distinct() {
            match exchange.phase() {
                Phase::Request => {
                    self.receives(world, place, exchange, sink);
                    // An original and its copies have one content and are copied as one.
                    if !copied.contains(&exchange.content()) {
                        copied[place] = exchange.content();
                        self.copies(world, exchange, sink);
                    }
                }
                Phase::AnsweredEmpty | Phase::Refused | Phase::Answered(_) => {
                    let requester = Role::ALL[exchange.sender()];
                    let event = Event::Answered { response: exchange };
                    self.taken(world, requester, event, sink, |draft, released| {
                        draft.remove(place);
                        let input = self.response_input(world, exchange);
                        draft.take(requester, input, released);
                    });
                }
            }
            self.loses(world, place, exchange, sink);
        }
    }

    fn receives(&self, world: &World, place: usize, post: Exchange, sink: &mut impl Sink) {
        let (receiver, input) = self.arrival(world, post);
        let (party, trigger) = (world.parties[receiver.index()], input.trigger);
        let candidates = self.program.candidates(receiver, party.state(), trigger);
        let rules = self.program.rules();
        // It is chosen where a row asks for it that could apply.
        let chosen = |n: &u16| {
            let guard = &rules[*n as usize].guard;
            guard.input_mask & vars::IN_WILLING.mask() != 0
                && (0..2).any(|willing| guard.holds(party.0, input.willing(willing).data))
        };
        let choices = if candidates.iter().any(chosen) { 0..2 } else { 0..1 };
        for willing in choices {
            let input = input.willing(willing);
            let event = Event::Receives { post, willing };
            self.taken(world, receiver, event, sink, |draft, released| {
                draft.receive(place, post, receiver, input, released);
            });
        }
    }

    fn copies(&self, world: &World, post: Exchange, sink: &mut impl Sink) {
        if !world.may(Fault::Duplicate, &self.scope) {
            return;
        }
        let mut draft = Draft::new(self, world);
        draft.world().spend(Fault::Duplicate);
        draft.post(Exchange(post.content()).orphaned());
        let event = Event::Copies { post: Exchange(post.content()) };
        draft.finish(Label { event, crash: false }, sink);
    }

    fn loses(&self, world: &World, place: usize, exchange: Exchange, sink: &mut impl Sink) {
        if !world.may(Fault::Loss, &self.scope) {
            return;
        }
        let event = Event::Loses { exchange };
        let mut base = *world;
        base.spend(Fault::Loss);
        if exchange.is_orphan() {
            let mut draft = Draft::new(self, &base);
            draft.remove(place);
            draft.finish(Label { event, crash: false }, sink);
        } else {
            let requester = Role::ALL[exchange.sender()];
            self.taken(&base, requester, event, sink, |draft, released| {
                draft.remove(place);
                draft.unanswered(exchange, released);
            });
        }
    }

    fn device_answers(&self, world: &World, server: Role, sink: &mut impl Sink) {
        let Some(op) = world.parties[server.index()].command() else {
            return;
        };
        let reply = world.device().answer(op, server, self.scope.acls);
        let usual = match reply {
            Reply::Done(_) => Answer::Did,
            Reply::FoundDone => Answer::FoundDone,
            Reply::Refused => Answer::Refused,
        };
        let event = |answer, fault| Event::Device { server, op, answer, fault };
        let answered = |base: &World, done: bool, answer, fault, sink: &mut _| {
            self.taken(base, server, event(answer, fault), sink, |draft, released| {
                if done {
                    draft.execute(op, server);
                }
                draft.take(server, Input::of(Trigger::Device(op, answer)), released);
            });
        };
        answered(world, true, usual, false, sink);
        if usual != Answer::Refused && world.may(Fault::Refusal, &self.scope) {
            let mut base = *world;
            base.spend(Fault::Refusal);
            answered(&base, false, Answer::Refused, true, sink);
        }
        if world.may(Fault::Unclear, &self.scope) {
            let mut base = *world;
            base.spend(Fault::Unclear);
            self.unclear(&base, server, op, sink);
        }
    }

    /// No answer: the command was executed or not, and nobody sees which.
    fn unclear(&self, base: &World, server: Role, op: protocol::Op, sink: &mut impl Sink) {
        let answer = Answer::Unclear;
        let event = Event::Device { server, op, answer, fault: true };
        let input = Input::of(Trigger::Device(op, answer));
        let draft = |executed: bool, released: Released| {
            let mut draft = Draft::new(self, base);
            if executed {
                draft.execute(op, server);
            }
            draft.take(server, input, released);
            draft
        };
        let label = Label { event, crash: false };
        draft(false, Released::Yes).finish_either(draft(true, Released::Yes), label, sink);
        if base.may(Fault::Crash, &self.scope) {
            let crashed = |executed| {
                let mut draft = draft(executed, Released::No);
                draft.world().spend(Fault::Crash);
                draft.crash(server);
                draft
            };
            let label = Label { event, crash: true };
            crashed(false).finish_either(crashed(true), label, sink);
        }
    }

    /// The response that a POST gets where it arrives; one that nobody waits for included.
    pub fn response(&self, world: &World, post: Exchange, willing: u64) -> Exchange {
        let (receiver, input) = self.arrival(world, post);
        let party = world.parties[receiver.index()];
        let done = protocol::step(&self.program, receiver, party, input.willing(willing));
        let (phase, fields) = done.outputs.iter().find_map(reply).unwrap_or((Phase::Refused, 0));
        post.answered(phase, fields)
    }

    /// Who receives a POST, and what it brings; whether it is wanted aside.
    fn arrival(&self, world: &World, post: Exchange) -> (Role, Input) {
        let receiver = Role::ALL[1 - post.sender()];
        let trigger = Trigger::Receives(MessageId(post.message()));
        let party = world.parties[receiver.index()];
        let url = if self.program.begins(trigger) { post.url() } else { vars::URL.of(party.0) };
        let input = Input::of(trigger).approach(url).fields(post.fields());
        (receiver, self.in_session(input, world, receiver, post))
    }

    /// The session that an exchange brings along. That of a message that names only the device is
    /// a ghost: it brings none.
    fn session_of(&self, exchange: Exchange) -> u64 {
        let ghost = self.by_device[exchange.message() as usize];
        if ghost { 0 } else { exchange.session() }
    }

    /// The input with the session that the exchange brings to `server`, and whether that is over.
    #[inline]
    pub fn in_session(
        &self,
        input: Input,
        world: &World,
        server: Role,
        exchange: Exchange,
    ) -> Input {
        let session = self.session_of(exchange);
        let past = self.program.remembers(server) && world.is_past(server.index(), session);
        input.session(session).past(past.into())
    }

    /// What a response brings to its requester.
    pub fn response_input(&self, world: &World, response: Exchange) -> Input {
        let request = MessageId(response.message());
        let input = Input::of(response.phase().trigger(request)).fields(response.fields());
        self.in_session(input, world, Role::ALL[response.sender()], response)
    }

    fn device_by_itself(&self, world: &World, sink: &mut impl Sink) {
        use crate::device::Device;
        let device = world.device();
        if device.has(Device::ENTRY_2) && !device.has(Device::ACCOUNT_2) {
            let mut draft = Draft::new(self, world);
            draft.world().set_device(Device(device.0 | Device::ACCOUNT_2 | Device::AUTO_2));
            draft.finish(Label { event: Event::Fetches, crash: false }, sink);
        }
        if device.has(Device::ACCOUNT_2 | Device::AUTO_2) {
            self.taken(world, Role::Delegated, Event::DeviceOpens, sink, |draft, released| {
                draft.dm_session();
                draft.take(Role::Delegated, Input::of(Trigger::DeviceOpenedSession), released);
            });
        }
    }

    fn timers(&self, world: &World, server: Role, sink: &mut impl Sink) {
        let mut running = world.parties[server.index()].running();
        while running != 0 {
            let timer = protocol::TimerId(running.trailing_zeros() as u8);
            running &= running - 1;
            self.taken(world, server, Event::Expires { server, timer }, sink, |draft, released| {
                draft.take(server, Input::of(Trigger::Expires(timer)), released);
            });
        }
    }

    fn crashes(&self, world: &World, server: Role, sink: &mut impl Sink) {
        let label = Label { event: Event::Crashes { server }, crash: false };
        let crashed = |executed| self.crashed(world, server, executed, |_| {});
        crashed(false).finish_either(crashed(true), label, sink);
    }

    /// One step of `server`; and the same step, crash before release, restart.
    #[inline]
    fn taken<'m>(
        &'m self,
        base: &World,
        server: Role,
        event: Event,
        sink: &mut impl Sink,
        body: impl Fn(&mut Draft<'m>, Released),
    ) {
        let mut draft = Draft::new(self, base);
        body(&mut draft, Released::Yes);
        draft.finish(Label { event, crash: false }, sink);
        if !base.may(Fault::Crash, &self.scope) {
            return;
        }
        let label = Label { event, crash: true };
        let crashed =
            |executed| self.crashed(base, server, executed, |draft| body(draft, Released::No));
        // The command whose answer this is, is not under way any more.
        if matches!(event, Event::Device { .. }) {
            crashed(false).finish(label, sink);
        } else {
            crashed(false).finish_either(crashed(true), label, sink);
        }
    }

    /// A step that ends in a crash; the command under way before it was executed or not.
    fn crashed<'m>(
        &'m self,
        base: &World,
        server: Role,
        executed: bool,
        body: impl Fn(&mut Draft<'m>),
    ) -> Draft<'m> {
        let mut draft = Draft::new(self, base);
        if let (true, Some(op)) = (executed, base.parties[server.index()].command()) {
            draft.execute(op, server);
        }
        draft.world().spend(Fault::Crash);
        body(&mut draft);
        draft.crash(server);
        draft
    }
}

/// What a message begins: what the operator wanted in whose row it is sent.
fn opens(table: &Table, message: MessageId) -> Option<Opens> {
    if table.messages[message.0 as usize].session != SessionRule::Opens {
        return None;
    }
    let sends = |row: &&protocol::Row| {
        row.effects.iter().any(|e| matches!(e, protocol::Effect::Send(id, _) if *id == message))
    };
    let operators = table.rows.iter().filter(sends).flat_map(|row| &row.on);
    let delegation = operators.clone().any(|on| *on == Trigger::Operator(Operator::Delegates));
    Some(if delegation { Opens::Delegation } else { Opens::Revocation })
}
