//! From a way through the world to what its peer, its device and its operator do to one server, and
//! what that has to do.

use conformance_case::{Act, Answer, Done, Fields, Step};
use protocol::words::Test;
use protocol::{Condition, FieldKind, MessageId, Operator, Role, Row, Table, Trigger, vars};
use world::{Device, Event, Exchange, GapKind, Move, Moves, Phase, World};

use super::walk::{Turn, Way};

/// A script, and what it asks of the server's settings.
pub(super) struct Script {
    pub(super) steps: Vec<Step>,
    /// The step in which the turn of that number happens.
    pub(super) target: usize,
    pub(super) willing: Option<bool>,
}

/// None where it asks for the consent of the server and for its refusal.
pub(super) fn script(
    table: &Table,
    moves: &Moves,
    role: Role,
    (way, target): (&Way, usize),
) -> Option<Script> {
    let mut writer = Writer { table, moves, role, steps: Vec::new(), willing: None };
    let mut before = way.start;
    let mut at = 0;
    for (number, turn) in way.turns.iter().enumerate() {
        let known = writer.steps.len();
        let shows = writer.turn(&before, turn)?;
        let rules = turn.rows(moves, &table.rows, role);
        let rules: Vec<String> =
            rules.map(|row| table.rows[usize::from(row.0)].rule.clone()).collect();
        let next = turn.next();
        if let Some(step) = writer.steps.last_mut().filter(|_| shows) {
            step.rules.extend(rules);
            if next.device() != before.device() {
                step.facts = Some(facts(next.device()));
            }
        }
        if number == target {
            // What shows in the step before belongs to it; what does not show, to the next one.
            at = if shows { writer.steps.len().saturating_sub(1) } else { known };
        }
        before = next;
    }
    Some(Script { steps: writer.steps, target: at, willing: writer.willing })
}

/// The facts of the device in words.
pub(super) fn facts(device: Device) -> Vec<String> {
    device.names().map(str::to_owned).collect()
}

/// The fields of a message in words.
pub(super) fn fields(table: &Table, message: u8, bits: u64) -> Fields {
    let mut words = Fields::new();
    for field in &table.messages[usize::from(message)].fields {
        let (bit, values) = match field.kind {
            FieldKind::Boolean(bit) => (bit, ["false", "true"]),
            FieldKind::Reason(bit) => (bit, ["failure", "success"]),
            FieldKind::Session | FieldKind::Opaque => continue,
        };
        words.insert(field.name.clone(), values[usize::from(bits >> bit & 1 == 1)].to_owned());
    }
    words
}

/// The same without status codes that no row asks for: what they say decides nothing.
fn asked(table: &Table, message: u8, bits: u64) -> Fields {
    let mut words = fields(table, message, bits);
    let id = MessageId(message);
    let on = |row: &&Row| row.on.iter().any(|on| brings(*on) == Some(id));
    let tests = || table.rows.iter().filter(on).flat_map(|row| &row.conditions);
    for field in &table.messages[usize::from(message)].fields {
        let FieldKind::Reason(bit) = field.kind else { continue };
        let asks = |condition: &Condition| match condition {
            Condition::Test(Test::Input(var, _) | Test::InputNot(var, _)) => {
                var.offset == vars::IN_FIELDS.offset + bit
            }
            Condition::Test(_) | Condition::Option(..) => false,
        };
        if !tests().any(asks) {
            words.remove(&field.name);
        }
    }
    words
}

/// The message that an event brings.
fn brings(on: Trigger) -> Option<MessageId> {
    match on {
        Trigger::Receives(id) | Trigger::Answered(id) => Some(id),
        Trigger::Operator(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    }
}

struct Writer<'a> {
    table: &'a Table,
    moves: &'a Moves,
    role: Role,
    steps: Vec<Step>,
    willing: Option<bool>,
}

impl Writer<'_> {
    /// Whether the turn belongs to the last step now.
    fn turn(&mut self, before: &World, turn: &Turn) -> Option<bool> {
        let act = match turn {
            Turn::TurnsDown(post, _) => Some(self.arrives(*post, None)),
            Turn::Real(step) => {
                if let Some(done) = self.done(step) {
                    if let Some(Step { act: Act::Device { done: all }, .. }) = self.steps.last_mut()
                    {
                        all.push(done);
                        return Some(true);
                    }
                    Some(Act::Device { done: vec![done] })
                } else {
                    self.act(before, step)?
                }
            }
        };
        let changed = turn.next().device() != before.device();
        let is_there = act.is_some();
        self.steps.extend(act.map(|act| Step { act, rules: Vec::new(), facts: None }));
        Some(is_there || changed)
    }

    fn done(&self, step: &Move) -> Option<Done> {
        let Event::Device { server, op, answer, fault } = step.label.event else { return None };
        let done =
            || Done { op: op.word().to_owned(), answer: answer.word().to_owned(), natural: !fault };
        (server == self.role).then(done)
    }

    /// What is to be seen of a step; the outer none is a contradiction.
    fn act(&mut self, before: &World, step: &Move) -> Option<Option<Act>> {
        let own = |server: Role| server == self.role;
        let posted = |exchange: Exchange| Role::ALL[exchange.sender()];
        Some(match step.label.event {
            Event::Delegates { server, full, .. } if own(server) => {
                let wish = Operator::ALL[Operator::Delegates as usize].1.to_owned();
                Some(Act::Operator { wish, full: full == 1 })
            }
            Event::Revokes { server, operator } if own(server) => {
                let wish = Operator::ALL[operator as usize].1.to_owned();
                Some(Act::Operator { wish, full: false })
            }
            Event::Receives { post, willing } if own(posted(post)) => {
                let response = self.moves.response(before, post, willing);
                let reads_over = step
                    .gaps
                    .iter()
                    .flatten()
                    .any(|gap| gap.kind == GapKind::Answer && gap.role == self.role);
                // What it makes of an error status where no row says so is open; an empty success
                // it reads over.
                let answer = match self.answer(response) {
                    Answer::Refused => Answer::Empty,
                    other => other,
                };
                Some(self.arrives(post, reads_over.then_some(answer)))
            }
            Event::Receives { post, willing } => {
                if self.asks_will(step) {
                    let will = willing == 1;
                    if self.willing.is_some_and(|other| other != will) {
                        return None;
                    }
                    self.willing = Some(will);
                }
                Some(Act::Post {
                    message: self.name(post.message()),
                    fields: fields(self.table, post.message(), post.fields()),
                    session: post.session() as u8,
                    answer: self.of_server(self.moves.response(before, post, willing)),
                })
            }
            Event::Answered { response } if own(posted(response)) => {
                let to = self.name(response.message());
                Some(Act::Answers { to, answer: self.answer(response) })
            }
            Event::Loses { exchange } if own(posted(exchange)) => {
                let message = self.name(exchange.message());
                Some(Act::Loses { message, session: exchange.session() as u8 })
            }
            Event::Device { op, .. } => (step.next.device() != before.device())
                .then(|| Act::Peer { op: op.word().to_owned() }),
            Event::Fetches => Some(Act::Fetches),
            Event::DeviceOpens => (self.role == Role::Delegated).then_some(Act::Opens),
            Event::Expires { server, timer } if own(server) => {
                let timers = &self.table.timers[server.index()];
                Some(Act::Expires { timer: timers[usize::from(timer.0)].name.clone() })
            }
            Event::Delegates { .. }
            | Event::Revokes { .. }
            | Event::Answered { .. }
            | Event::Loses { .. }
            | Event::Copies { .. }
            | Event::Expires { .. }
            | Event::Crashes { .. } => None,
        })
    }

    fn arrives(&self, post: Exchange, answer: Option<Answer>) -> Act {
        Act::Arrives {
            message: self.name(post.message()),
            fields: asked(self.table, post.message(), post.fields()),
            session: post.session() as u8,
            answer,
        }
    }

    fn answer(&self, response: Exchange) -> Answer {
        match response.phase() {
            Phase::Request | Phase::Refused => Answer::Refused,
            Phase::AnsweredEmpty => Answer::Empty,
            Phase::Answered(message) => {
                Answer::Message(self.name(message), fields(self.table, message, response.fields()))
            }
        }
    }

    /// What the server under test has to answer.
    fn of_server(&self, response: Exchange) -> Answer {
        match response.phase() {
            Phase::Answered(message) => {
                Answer::Message(self.name(message), asked(self.table, message, response.fields()))
            }
            Phase::Request | Phase::AnsweredEmpty | Phase::Refused => self.answer(response),
        }
    }

    /// Whether the row asks for the consent of the server.
    fn asks_will(&self, step: &Move) -> bool {
        let rule = self.moves.program.rules().get(usize::from(step.rules[0]));
        let will = protocol::vars::IN_WILLING.mask();
        rule.is_some_and(|rule| rule.guard.input_mask & will != 0)
    }

    fn name(&self, message: u8) -> String {
        self.table.messages[usize::from(message)].name.clone()
    }
}
