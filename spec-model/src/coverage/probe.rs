//! One row, offered everything that happens: how near does it come to firing?

use protocol::words::Test;
use protocol::{
    Condition, Input, MessageId, Operator, Program, Role, RowId, Table, Trigger, applies, compile,
    vars,
};
use world::{Event, Exchange, GapKind, Move, Moves, REVOCATIONS, World};

use super::Why;

/// A row that never fires, and what has been seen of it.
pub struct Probe {
    /// The row.
    pub row: RowId,
    role: Role,
    states: u64,
    on: Vec<Trigger>,
    /// The row without tests (but of the session), then with each of them alone.
    programs: Vec<Program>,
    words: Vec<String>,
    /// It asks how the session stands to the server.
    asks_session: bool,
    reached: bool,
    happened: bool,
    held: Vec<bool>,
}

impl Probe {
    /// A probe for that row; `words` are its tests.
    pub fn new(table: &Table, row: RowId, options: u64, words: &[String]) -> Probe {
        let whole = &table.rows[usize::from(row.0)];
        let is_session = |c: &Condition| matches!(c, Condition::Test(Test::Session(_)));
        let (sessions, others): (Vec<_>, Vec<_>) =
            whole.conditions.iter().copied().partition(is_session);
        let tests: Vec<Condition> =
            others.into_iter().filter(|c| matches!(c, Condition::Test(_))).collect();
        let alone = |mut conditions: Vec<Condition>| {
            conditions.extend(&sessions);
            let row = protocol::Row { conditions, ..whole.clone() };
            compile(&Table { rows: vec![row], ..table.clone() }, options).ok()
        };
        let some = std::iter::once(Vec::new()).chain(tests.iter().map(|test| vec![*test]));
        let programs: Vec<Program> = some.filter_map(alone).collect();
        Probe {
            row,
            role: whole.role,
            states: whole.states.iter().fold(0, |bits, state| bits | 1 << state.0),
            on: whole.on.clone(),
            held: vec![false; programs.len()],
            programs,
            words: words.to_vec(),
            asks_session: !sessions.is_empty(),
            reached: false,
            happened: false,
        }
    }

    /// A state: whether the row is about it, and what operators could do in it.
    pub fn state(&mut self, moves: &Moves, world: &World) {
        if !self.is_in(world) {
            return;
        }
        self.reached = true;
        let may = |kind: usize| world.revocations(kind) < u64::from(moves.scope.revocations[kind]);
        for place in 0..self.on.len() {
            let Trigger::Operator(operator) = self.on[place] else { continue };
            let left = match operator {
                Operator::Delegates => {
                    world.delegations() < u64::from(moves.scope.delegations)
                        && moves.scope.initiator.choices().contains(&(self.role.index() as u64))
                }
                Operator::RevokesAsked | Operator::RevokesForced | Operator::RequestsRevocation => {
                    REVOCATIONS.iter().position(|(.., other)| *other == operator).is_some_and(may)
                }
            };
            if left {
                for url in moves.scope.approach.choices() {
                    for full in moves.scope.full.choices() {
                        let input = Input::of(self.on[place]).approach(url).full(full);
                        self.offer(world, input);
                    }
                }
            }
        }
    }

    /// An edge from that state.
    pub fn step(&mut self, moves: &Moves, world: &World, step: &Move) {
        if self.is_in(world)
            && let Some((role, input)) = brought(moves, world, step)
            && role == self.role
            && self.on.contains(&input.trigger)
        {
            self.offer(world, input);
        }
        // An answer that is read at once, in the state after the step.
        for gap in step.gaps.iter().flatten().filter(|gap| gap.kind == GapKind::Answer) {
            if gap.role == self.role && self.on.contains(&gap.trigger) && self.is_in(&step.next) {
                let party = step.next.parties[self.role.index()];
                let input = Input::of(gap.trigger);
                let input = match step.label.event {
                    Event::Receives { post: exchange, .. } | Event::Loses { exchange }
                        if self.asks_session =>
                    {
                        moves.in_session(input, &step.next, self.role, exchange)
                    }
                    _ => input.session(vars::SESSION.of(party.0)),
                };
                for fields in [0, vars::IN_FIELDS.of(u64::MAX)] {
                    self.offer(&step.next, input.fields(fields));
                }
            }
        }
    }

    fn is_in(&self, world: &World) -> bool {
        self.states >> world.parties[self.role.index()].state().0 & 1 == 1
    }

    fn offer(&mut self, world: &World, input: Input) {
        self.happened = true;
        let party = world.parties[self.role.index()];
        for (program, held) in self.programs.iter().zip(&mut self.held) {
            *held = *held || applies(program, self.role, party, input);
        }
    }

    /// The reason, after everything was offered.
    pub fn why(&self, table: &Table) -> Why {
        if !self.reached {
            let states = &table.states[self.role.index()];
            let names = states.iter().enumerate().filter(|(n, _)| self.states >> n & 1 == 1);
            return Why::NoState(quoted(names.map(|(_, state)| state.name.clone()).collect()));
        }
        if !self.happened {
            let words = self.on.iter().map(|on| table.trigger_words(self.role, *on));
            return Why::NoEvent(quoted(words.collect()));
        }
        if self.held.first() == Some(&false) {
            return Why::NoSession;
        }
        let tests = self.words.iter().zip(self.held.iter().skip(1));
        let never: Vec<_> = tests.filter(|(_, held)| !**held).map(|(w, _)| w.clone()).collect();
        if never.is_empty() { Why::NeverTogether(self.words.clone()) } else { Why::Never(never) }
    }
}

/// `a`, `b` or `c`; of many, the first and how many more.
fn quoted(names: Vec<String>) -> String {
    let shown = names.iter().take(3).map(|name| format!("`{name}`")).collect::<Vec<_>>();
    match names.len() {
        0..=3 => shown.join(" or "),
        count => format!("{} or one of {} more", shown.join(", "), count - 3),
    }
}

/// What the event of an edge brought to whom. Operators are asked in each state instead.
fn brought(moves: &Moves, world: &World, step: &Move) -> Option<(Role, Input)> {
    let requester = |exchange: Exchange| Role::ALL[exchange.sender()];
    match step.label.event {
        Event::Delegates { .. } | Event::Revokes { .. } | Event::Copies { .. } | Event::Fetches => {
            None
        }
        Event::Receives { post, willing } => {
            let input = Input::of(Trigger::Receives(MessageId(post.message())));
            let input = input.approach(post.url()).fields(post.fields()).willing(willing);
            let receiver = requester(post).peer();
            Some((receiver, moves.in_session(input, world, receiver, post)))
        }
        Event::Answered { response } => {
            Some((requester(response), moves.response_input(world, response)))
        }
        Event::Loses { exchange } if exchange.is_orphan() => None,
        Event::Loses { exchange } => {
            let input = Input::of(Trigger::Unanswered(MessageId(exchange.message())));
            let who = requester(exchange);
            Some((who, moves.in_session(input, world, who, exchange)))
        }
        Event::Device { server, op, answer, .. } => {
            Some((server, Input::of(Trigger::Device(op.named(), answer))))
        }
        Event::DeviceOpens => Some((Role::Delegated, Input::of(Trigger::DeviceOpenedSession))),
        Event::Expires { server, timer } => Some((server, Input::of(Trigger::Expires(timer)))),
        Event::Crashes { server } => Some((server, Input::of(Trigger::Restarts))),
    }
}
