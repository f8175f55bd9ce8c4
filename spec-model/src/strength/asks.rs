//! Which options a step depends on: those of the rows that it looks at.

use protocol::vars::{self, Var};
use protocol::words::Test;
use protocol::{
    Answer, Condition, Effect, MessageId, Operator, Program, Role, Row, RowId, StateId, Table,
    TimerId, Trigger, Triggers,
};
use world::{Event, Fault, Label, Move, Phase, REVOCATIONS, Scope, Timers, World};

/// The options that rows ask for, by role, state and event.
pub(super) struct Asks {
    triggers: Triggers,
    /// By role, then state and event: where their rows begin and end in `asking`.
    rows: [Vec<(u32, u32)>; 2],
    asking: Vec<Asking>,
    /// By message, the responses that the rows give which receive it.
    responses: Vec<Vec<Phase>>,
    /// By row, the responses that it gives.
    given: Vec<Vec<Phase>>,
    /// All that a role's rows on `restarts` ask for: the state in which it restarts is that after
    /// the step that crashed.
    restarts: [u64; 2],
}

/// A row that asks for options.
#[derive(Clone, Copy, Debug)]
struct Asking {
    /// One bit per option.
    options: u64,
    /// What the row asks of the party besides, as far as the event itself cannot change it: bits
    /// and their values.
    bits: u64,
    values: u64,
}

/// What an answered command, an expired timer or a restart may change by itself.
const UNSTABLE: [Var; 4] = [vars::COMMAND, vars::AGAIN, vars::CHANGES, vars::RUNNING];

impl Asking {
    fn new(row: &Row, on: Trigger) -> Asking {
        let itself = matches!(on, Trigger::Device(..) | Trigger::Expires(_) | Trigger::Restarts);
        let unstable = UNSTABLE.iter().fold(0, |mask, var| mask | var.mask());
        let mut asking = Asking { options: 0, bits: 0, values: 0 };
        for condition in &row.conditions {
            match condition {
                Condition::Option(option, _) => asking.options |= 1u64 << option.0,
                Condition::Test(test) => match test.normal() {
                    Test::Party(var, value) if !itself || unstable & var.mask() == 0 => {
                        asking.bits |= var.mask();
                        asking.values = var.set(asking.values, value);
                    }
                    Test::Party(..)
                    | Test::PartyNot(..)
                    | Test::Input(..)
                    | Test::InputNot(..)
                    | Test::Session(_) => {}
                },
            }
        }
        asking
    }
}

impl Asks {
    pub(super) fn new(table: &Table) -> Asks {
        let triggers = Triggers { messages: table.messages.len() as u16 };
        let places = |role: Role| table.states[role.index()].len() * triggers.count();
        let mut asks = Asks {
            triggers,
            rows: [Vec::new(), Vec::new()],
            asking: Vec::new(),
            // What no row receives is refused.
            responses: vec![vec![Phase::Refused]; table.messages.len()],
            given: Vec::new(),
            restarts: [0; 2],
        };
        let mut rows = Role::ALL.map(|role| vec![Vec::new(); places(role)]);
        for row in &table.rows {
            for on in &row.on {
                let asking = Asking::new(row, *on);
                for state in row.states.iter().filter(|_| asking.options != 0) {
                    let place = asks.place(*state, *on);
                    rows[row.role.index()][place].push(asking);
                }
                if let Trigger::Receives(message) = on {
                    asks.responses[message.0 as usize].extend(responses(row));
                } else if *on == Trigger::Restarts {
                    asks.restarts[row.role.index()] |= asking.options;
                }
            }
            asks.given.push(responses(row));
        }
        for (role, places) in rows.into_iter().enumerate() {
            for rows in places {
                let start = asks.asking.len() as u32;
                asks.asking.extend(rows);
                asks.rows[role].push((start, asks.asking.len() as u32));
            }
        }
        asks
    }

    fn place(&self, state: StateId, on: Trigger) -> usize {
        state.0 as usize * self.triggers.count() + self.triggers.index(on) as usize
    }

    #[inline]
    fn rows(&self, world: &World, role: Role, on: Trigger) -> u64 {
        let party = world.parties[role.index()];
        let place = self.place(party.state(), on);
        let Some(&(start, end)) = self.rows[role.index()].get(place) else { return 0 };
        let rows = &self.asking[start as usize..end as usize];
        let apply = |row: &&Asking| party.0 & row.bits == row.values;
        rows.iter().filter(apply).fold(0, |mask, row| mask | row.options)
    }

    /// The options that decide whether and how steps with this label are taken in `world`.
    pub(super) fn of(&self, world: &World, label: Label) -> u64 {
        self.asked(world, label, None)
    }

    /// The options that decide that this step is taken in `world`. They are among those of its
    /// label; what they are may be read from the step, since choices that agree on those of the
    /// receiver's rows take the same row and so give the same response.
    #[inline]
    pub(super) fn of_step(&self, world: &World, step: &Move, program: &Program) -> u64 {
        // The row of the receiver is the first; without one it refuses.
        let row = program.rules().get(step.rules[0] as usize).map(|rule| rule.row);
        self.asked(world, step.label, Some(row))
    }

    #[inline]
    fn asked(&self, world: &World, label: Label, taken: Option<Option<RowId>>) -> u64 {
        let (role, mut mask) = match label.event {
            Event::Delegates { server, .. } => {
                (server, self.rows(world, server, Trigger::Operator(Operator::Delegates)))
            }
            Event::Revokes { server, operator } => {
                (server, self.rows(world, server, Trigger::Operator(operator)))
            }
            Event::Receives { post, .. } => {
                let receiver = Role::ALL[1 - post.sender()];
                let message = MessageId(post.message());
                let mut mask = self.rows(world, receiver, Trigger::Receives(message));
                if !post.is_orphan() {
                    mask |= match taken {
                        _ if label.crash => {
                            self.rows(world, receiver.peer(), Trigger::Unanswered(message))
                        }
                        Some(row) => {
                            let given = row.map_or(REFUSED, |row| &self.given[row.0 as usize]);
                            self.finds(world, receiver.peer(), message, given)
                        }
                        None => {
                            let possible = &self.responses[message.0 as usize];
                            self.finds(world, receiver.peer(), message, possible)
                        }
                    };
                }
                (receiver, mask)
            }
            Event::Answered { response } => {
                let requester = Role::ALL[response.sender()];
                let request = MessageId(response.message());
                let on = response.phase().trigger(request);
                (requester, self.rows(world, requester, on))
            }
            Event::Loses { exchange } if exchange.is_orphan() => return 0,
            Event::Loses { exchange } => {
                let requester = Role::ALL[exchange.sender()];
                let on = Trigger::Unanswered(MessageId(exchange.message()));
                (requester, self.rows(world, requester, on))
            }
            Event::Copies { .. } | Event::Fetches => return 0,
            Event::Device { server, op, answer, .. } => {
                (server, self.rows(world, server, Trigger::Device(op, answer)))
            }
            Event::DeviceOpens => {
                (Role::Delegated, self.rows(world, Role::Delegated, Trigger::DeviceOpenedSession))
            }
            Event::Expires { server, timer } => {
                (server, self.rows(world, server, Trigger::Expires(timer)))
            }
            Event::Crashes { server } => return self.restarts[server.index()],
        };
        if label.crash {
            mask |= self.restarts[role.index()];
        }
        mask
    }

    /// Whether the requester has a row for the response decides whether that goes on its way.
    fn finds(&self, world: &World, who: Role, request: MessageId, responses: &[Phase]) -> u64 {
        let rows = |phase: &Phase| self.rows(world, who, phase.trigger(request));
        responses.iter().fold(0, |mask, phase| mask | rows(phase))
    }

    /// What the steps that are possible in `world` under some choice depend on, each mask once.
    pub(super) fn possible(&self, world: &World, scope: &Scope, masks: &mut Vec<u64>) {
        masks.clear();
        let each = |label: Label| {
            let mask = self.of(world, label);
            if mask != 0 && !masks.contains(&mask) {
                masks.push(mask);
            }
        };
        self.labels(world, scope, each);
    }

    /// What steps may be called that are possible in `world` under some choice; of steps that
    /// depend on the same rows, one stands for all.
    pub(super) fn labels(&self, world: &World, scope: &Scope, mut each: impl FnMut(Label)) {
        let crash = world.may(Fault::Crash, scope);
        let mut add = |event: Event| {
            for crash in [false, true].into_iter().take(1 + usize::from(crash)) {
                each(Label { event, crash });
            }
        };
        let delegates = world.delegations() < u64::from(scope.delegations);
        for server in Role::ALL.into_iter().filter(|_| delegates) {
            add(Event::Delegates { server, url: 0, full: 0 });
        }
        for (kind, (_, server, operator)) in REVOCATIONS.into_iter().enumerate() {
            if world.revocations(kind) < u64::from(scope.revocations[kind]) {
                add(Event::Revokes { server, operator });
            }
        }
        for (_, exchange) in world.wire.distinct() {
            match exchange.phase() {
                Phase::Request => add(Event::Receives { post: exchange, willing: 0 }),
                Phase::AnsweredEmpty | Phase::Refused | Phase::Answered(_) => {
                    add(Event::Answered { response: exchange });
                }
            }
            if world.may(Fault::Loss, scope) {
                add(Event::Loses { exchange });
            }
        }
        add(Event::DeviceOpens);
        for server in Role::ALL {
            let party = world.parties[server.index()];
            if let Some(op) = party.command() {
                let unclear = world.may(Fault::Unclear, scope);
                for answer in Answer::ALL.into_iter().take(3 + usize::from(unclear)) {
                    add(Event::Device { server, op, answer, fault: false });
                }
            }
            let mut running = party.running();
            while running != 0 && scope.timers == Timers::Expire {
                let timer = TimerId(running.trailing_zeros() as u8);
                running &= running - 1;
                add(Event::Expires { server, timer });
            }
            add(Event::Crashes { server });
        }
    }
}

const REFUSED: &[Phase] = &[Phase::Refused];

/// The responses that a row gives; one that gives none refuses.
fn responses(row: &Row) -> Vec<Phase> {
    let response = |effect: &Effect| match effect {
        Effect::Answer(answer, _) => Some(Phase::Answered(answer.0)),
        Effect::AnswerEmpty => Some(Phase::AnsweredEmpty),
        Effect::Refuse(_) => Some(Phase::Refused),
        Effect::Send(..)
        | Effect::Device(_)
        | Effect::Undo
        | Effect::Start(_)
        | Effect::Stop(_)
        | Effect::Report(_)
        | Effect::Assign(_) => None,
    };
    let given: Vec<Phase> = row.effects.iter().filter_map(response).collect();
    if given.is_empty() { REFUSED.to_vec() } else { given }
}
