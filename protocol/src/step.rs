//! The one function that decides anything about the protocol.

use crate::input::{Input, Trigger};
use crate::party::Party;
use crate::program::{Instruction, Program, Rule, Template};
use crate::vars::{self, bit};
use crate::words::{Answer, Change, LATER, Op, Outcome, Role, UNDO};

/// What `role`, being `party`, does on `input`.
///
/// Exactly one rule must apply. None is an unspecified reception, two are an ambiguity; in both
/// cases nothing is done, and nothing changes but what the event itself changes: an answered
/// command is no longer under way, an expired timer does not run.
#[inline]
pub fn step(program: &Program, role: Role, party: Party, input: Input) -> Step {
    let trigger = program.triggers.index(input.trigger);
    let (base, input) = prepared(program, party, input, trigger);
    let mut found: Option<u16> = None;
    for &number in program.candidates_at(role, party.state(), trigger) {
        if program.rules[number as usize].guard.holds(base, input.data) {
            if let Some(first) = found {
                let verdict = Verdict::Ambiguous(first, number);
                return Step { party: Party(base), verdict, outputs: Outputs::NONE };
            }
            found = Some(number);
        }
    }
    match found {
        None => Step { party: Party(base), verdict: Verdict::Unspecified, outputs: Outputs::NONE },
        Some(number) => {
            let rule = &program.rules[number as usize];
            let (party, outputs) = run(program, rule, base, input);
            Step { party, verdict: Verdict::Applied(number), outputs }
        }
    }
}

/// Whether [`step`] has a rule for it; cheaper than to take the step.
#[inline]
pub fn applies(program: &Program, role: Role, party: Party, input: Input) -> bool {
    let trigger = program.triggers.index(input.trigger);
    let candidates = program.candidates_at(role, party.state(), trigger);
    if candidates.is_empty() {
        return false;
    }
    let (base, input) = prepared(program, party, input, trigger);
    candidates.iter().any(|&rule| program.rules[rule as usize].guard.holds(base, input.data))
}

/// What the event itself changes, and the approach of the session where the event begins none.
#[inline]
fn prepared(program: &Program, party: Party, input: Input, trigger: u16) -> (u64, Input) {
    let event = &program.events[trigger as usize];
    // What an earlier, unclear attempt may have changed is not forgotten with this one's answer.
    let again = vars::AGAIN.of(party.0) as usize;
    let base = cancelled(party.0 & event.keeps[again & 1], input.trigger);
    if event.begins {
        return (base, input);
    }
    (base, Input { data: vars::IN_URL.set(input.data, vars::URL.of(base)), ..input })
}

/// The answer of [`step`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The party after it.
    pub party: Party,
    /// Which rule applied, by its place in [`Program::rules`].
    pub verdict: Verdict,
    /// What leaves the server, in this order.
    pub outputs: Outputs,
}

impl Step {
    /// The sessions that are over for the server with this step, 0 for none: the one that was its
    /// current one before and is not any more; and the one that would have begun with the event and
    /// is not its current one. An event that no row describes ends none, nor is turned down what the
    /// sender is told to send again later.
    #[inline]
    pub fn ended(&self, program: &Program, before: Party, input: Input) -> Ended {
        let (Verdict::Applied(_), current) = (self.verdict, self.party.session()) else {
            return Ended::default();
        };
        let differs = |session: u64| if session == current { 0 } else { session };
        let later = self.outputs.iter().any(|output| *output == Output::Refuse(LATER));
        let turned_down = match program.begins(input.trigger) && !later {
            true => differs(vars::IN_SESSION.of(input.data)),
            false => 0,
        };
        Ended { left: differs(before.session()), turned_down }
    }
}

/// See [`Step::ended`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// The session that the server has left.
    pub left: u64,
    /// The session that it has not taken up.
    pub turned_down: u64,
}

/// Which rule applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// That one, alone.
    Applied(u16),
    /// None: nobody described this.
    Unspecified,
    /// These two, or more.
    Ambiguous(u16, u16),
}

/// Something that leaves the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A POST with that message (by its place in the table), session and fields.
    Send {
        /// Place of the message in the table.
        message: u8,
        /// The session that it belongs to.
        session: u8,
        /// The approach of that session: 0 account, 1 URL; not on the wire.
        url: u8,
        /// Its fields, one bit each.
        fields: u8,
    },
    /// The response carries that message.
    Answer {
        /// Place of the message in the table.
        message: u8,
        /// Its fields, one bit each.
        fields: u8,
    },
    /// The response has no content and says that all is well.
    AnswerEmpty,
    /// The response is that HTTP error status.
    Refuse(u16),
    /// A command for the device.
    Command(Op),
    /// The timer starts anew.
    Start(u8),
    /// The timer stops.
    Stop(u8),
    /// Something for the operator.
    Report(Outcome),
}

/// The outputs of one step: a fixed array, so that no step allocates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    items: [Output; Outputs::MOST],
    count: u8,
}

impl Outputs {
    /// The most outputs of one row.
    pub const MOST: usize = 8;
    /// No outputs.
    pub const NONE: Outputs = Outputs { items: [Output::AnswerEmpty; Outputs::MOST], count: 0 };

    /// The outputs in their order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &Output> {
        self.items[..self.count as usize].iter()
    }

    #[inline]
    fn push(&mut self, output: Output) {
        if let Some(slot) = self.items.get_mut(self.count as usize) {
            *slot = output;
            self.count += 1;
        }
    }
}

#[inline]
fn run(program: &Program, rule: &Rule, base: u64, input: Input) -> (Party, Outputs) {
    let mut word = base;
    // A session is taken up by moving to a state of its work; a row that stays turns it down.
    if let Some(full) = rule.joins
        && rule.then.is_some_and(|then| u64::from(then.0) != vars::STATE.of(word))
    {
        word = vars::SESSION.set(word, vars::IN_SESSION.of(input.data));
        word = vars::FULL.set(word, full.of(input.data));
        word = vars::URL.set(word, vars::IN_URL.of(input.data));
    }
    let mut outputs = Outputs::NONE;
    for instruction in program.instructions(rule) {
        match *instruction {
            Instruction::Send(template) => {
                let own = if rule.apart { 0 } else { vars::SESSION.of(word) };
                let session = if own == 0 { vars::IN_SESSION.of(input.data) } else { own } as u8;
                let url = if rule.apart { 0 } else { vars::URL.of(word) } as u8;
                let (message, fields) = fill(template, word);
                outputs.push(Output::Send { message, session, url, fields });
            }
            Instruction::Answer(template) => {
                let (message, fields) = fill(template, word);
                outputs.push(Output::Answer { message, fields });
            }
            Instruction::AnswerEmpty => outputs.push(Output::AnswerEmpty),
            Instruction::Refuse(code) => outputs.push(Output::Refuse(code)),
            Instruction::Command(op) => word = command(word, op, &mut outputs),
            Instruction::Undo => word = undo(word, &mut outputs),
            Instruction::Start(timer) => {
                word |= bit(vars::RUNNING, timer).mask();
                outputs.push(Output::Start(timer));
            }
            Instruction::Stop(timer) => {
                word &= !bit(vars::RUNNING, timer).mask();
                outputs.push(Output::Stop(timer));
            }
            Instruction::Report(outcome) => {
                for (var, value) in outcome.assigns() {
                    word = var.set(word, *value);
                }
                outputs.push(Output::Report(outcome));
            }
            Instruction::Assign(keep, set) => word = word & keep | set,
        }
    }
    if let Some(state) = rule.then {
        word = vars::STATE.set(word, u64::from(state.0));
    }
    (Party(word), outputs)
}

#[inline]
fn fill(template: Template, word: u64) -> (u8, u8) {
    let mut fields = template.fields;
    for (from, to) in template.copies {
        if from < 64 {
            fields |= ((word >> from & 1) as u8) << to;
        }
    }
    (template.message, fields)
}

/// Issues a command: it is under way, and its change is remembered before it is known to be done.
#[inline]
fn command(word: u64, op: Op, outputs: &mut Outputs) -> u64 {
    let larger = if op.is_sized() { vars::FULL.of(word) } else { 0 };
    let code = op as u64 + larger;
    let mut word = vars::COMMAND.set(word, code);
    if let Some(change) = op.change() {
        word = vars::AGAIN.set(word, change.var().of(word));
        word |= change.var().mask();
    }
    if let Some(op) = Op::from_code(code) {
        outputs.push(Output::Command(op));
    }
    word
}

/// Takes one change back, unless a command is under way: its answer comes first.
#[inline]
fn undo(word: u64, outputs: &mut Outputs) -> u64 {
    if vars::COMMAND.of(word) != 0 {
        return word;
    }
    let made = |change: Change| change.var().of(word) == 1;
    let next = UNDO.iter().find(|undo| made(undo.change) && !undo.unless.is_some_and(made));
    if let Some(undo) = next {
        let forget = |word, change: &Change| word & !change.var().mask();
        let forgotten = undo.forgets.iter().fold(word, forget);
        // Taking back is no change to be taken back, and its answer forgets none.
        let issued = command(forgotten, undo.op, outputs);
        let changes = vars::CHANGES.of(forgotten);
        return vars::AGAIN.set(vars::CHANGES.set(issued, changes), 1);
    }
    word
}

/// The automatic session suppressed and allowed again, or the reverse, is as it was: nothing of
/// it is left to be undone.
#[inline]
fn cancelled(word: u64, trigger: Trigger) -> u64 {
    let both = Change::Quieted.var().mask() | Change::Unquieted.var().mask();
    if word & both != both {
        return word;
    }
    match trigger {
        Trigger::Device(Op::Quiet | Op::Unquiet, Answer::Did) => word & !both,
        Trigger::Device(..)
        | Trigger::Operator(_)
        | Trigger::Receives(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => word,
    }
}
