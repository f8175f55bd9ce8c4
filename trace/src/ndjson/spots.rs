//! Where a server may be, and what a line makes of that.

use std::rc::Rc;

use protocol::{Output, Party, Program, Step, Trigger, Verdict, step, vars};

use super::memory::Memory;
use crate::format::{EXTENTS, Gap, Said, Words};
use crate::judge::{Deviation, Fault, deviation, fault, no_rule, rule_name};
use crate::possible::{Here, allowed};

/// A record that fits the lines so far.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) party: Party,
    /// The session began while lines were missing: its number is [`ANY`] and stands for any.
    pub(super) is_any: bool,
    /// Shared where many records fit.
    pub(super) memory: Rc<Memory>,
}

/// Stands for a session of which the number is not known.
pub(super) const ANY: u64 = vars::SESSIONS;

impl Spot {
    pub(super) fn at(party: Party) -> Spot {
        Spot { party, is_any: false, memory: Rc::new(Memory::of(party)) }
    }

    /// Takes the step of a line, in each way that it can be taken; whether no row describes it and
    /// the line says so.
    pub(super) fn step(
        self,
        words: &Words<'_>,
        program: &Program,
        place: usize,
        said: &Said,
        next: &mut Vec<Spot>,
    ) -> Result<bool, Box<Deviation>> {
        if !self.is_any {
            return self.exactly(words, program, place, said, next);
        }
        // The line's own session is the unknown one, or it is not.
        let named = match vars::IN_SESSION.of(said.input.data) {
            0 => said.outputs.iter().flatten().find_map(|output| match *output {
                Output::Send { session, .. } => Some(u64::from(session)),
                Output::Answer { .. }
                | Output::AnswerEmpty
                | Output::Refuse(_)
                | Output::Command(_)
                | Output::Start(_)
                | Output::Stop(_)
                | Output::Report(_) => None,
            }),
            session => Some(session),
        };
        let numbered = |number: u64| vars::SESSION.set(self.party.0, number);
        let of_line = named.filter(|number| *number != 0).map(|number| Spot {
            party: Party(numbered(number)),
            is_any: false,
            memory: Rc::clone(&self.memory),
        });
        // A number that the line does not have.
        let apart = if named == Some(ANY) { ANY - 1 } else { ANY };
        let other = Spot { party: Party(numbered(apart)), ..self.clone() };
        let (mut gap, mut first) = (None, None);
        for spot in of_line.into_iter().chain([other]) {
            let from = next.len();
            match spot.exactly(words, program, place, said, next) {
                Ok(is_gap) => gap = Some(is_gap || gap == Some(true)),
                Err(deviation) => first = first.or(Some(deviation)),
            }
            next[from..].iter_mut().for_each(Spot::settle);
        }
        match (gap, first) {
            (None, Some(deviation)) => Err(deviation),
            (gap, _) => Ok(gap == Some(true)),
        }
    }

    /// One name for a session of which nothing is known; none where there is no session.
    pub(super) fn settle(&mut self) {
        self.is_any &= self.party.session() != 0;
        if self.is_any {
            self.party = Party(vars::SESSION.set(self.party.0, ANY));
        }
    }

    fn exactly(
        mut self,
        words: &Words<'_>,
        program: &Program,
        place: usize,
        said: &Said,
        next: &mut Vec<Spot>,
    ) -> Result<bool, Box<Deviation>> {
        let input = said.input;
        let (party, stays) = match apart(words, program, &self, said) {
            Some(party) => (party, true),
            None => (self.party, false),
        };
        let done = step(program, words.role, party, input);
        let here = Here { party, requests: Some(&self.memory.requests) };
        // A restart without a row for it is no gap: see `fault`.
        let is_gap = done.verdict == Verdict::Unspecified
            && input.trigger != Trigger::Restarts
            && said.gap == Some(Gap::Unspecified)
            && here.can_get(words.table, input)
            && said.outputs.as_deref().is_none_or(|outputs| turns_down(input.trigger, outputs));
        let claims = (said.outputs.as_deref(), said.rule.as_deref());
        let wrong = match is_gap {
            true => None,
            false => fault(words, program, here, input, claims, &done),
        };
        let remembers = program.remembers(words.role);
        let wrong = wrong
            .or_else(|| other_extent(words, program, here, said))
            .or_else(|| if remembers { self.memory.unlike(words, said) } else { None })
            .or_else(|| self.memory.misnames(self.party, said))
            .or_else(|| unlike(words, program, said, &done));
        if let Some(fault) = wrong {
            return Err(Box::new(deviation(words, place, party, input.trigger, fault)));
        }
        let memory = Rc::make_mut(&mut self.memory);
        memory.requests.follow(&words.table.messages, party, input, &done);
        if !stays {
            memory.learn(self.party, said);
            let ended = remembers.then(|| done.ended(program, self.party, input));
            memory.follow(ended, said.session.as_deref(), self.party, done.party);
            self.is_any &= done.party.session() == self.party.session();
            self.party = done.party;
        }
        next.push(self);
        Ok(is_gap)
    }
}

/// The party in which a line about a session that is over is judged. Where a trace is that of one
/// session alone, the server may be in the middle of another one, of which only the state is told,
/// or not even that; such a row leaves it as it is. That may be where a session is over, or where
/// something may have been before: else there is no other one.
fn apart(words: &Words<'_>, program: &Program, spot: &Spot, said: &Said) -> Option<Party> {
    if vars::IN_PAST.of(said.input.data) == 0 || spot.memory.knows_all() {
        return None;
    }
    let party = spot.party;
    let in_state = |state: u64| {
        let here = Party(vars::STATE.set(party.0, state));
        let Verdict::Applied(rule) = step(program, words.role, here, said.input).verdict else {
            return None;
        };
        let is_apart = program.rules().get(usize::from(rule)).is_some_and(|rule| rule.apart);
        let named = |name: &String| rule_name(words.table, program, rule) == name;
        (is_apart && said.rule.as_ref().is_none_or(named)).then_some(here)
    };
    match said.state {
        Some(state) => in_state(state.0.into()),
        None => {
            let states = 0..words.table.states[words.role.index()].len() as u64;
            in_state(party.state().0.into()).or_else(|| states.into_iter().find_map(in_state))
        }
    }
}

/// The device answers a command of another extent than the line says.
fn other_extent(
    words: &Words<'_>,
    program: &Program,
    here: Here<'_>,
    said: &Said,
) -> Option<Fault> {
    let (Trigger::Device(op, _), Some(command)) = (said.input.trigger, here.party.command()) else {
        return None;
    };
    (said.says_extent && op != command).then(|| {
        let extent = EXTENTS[usize::from(command != command.named())];
        let nearly = vec![format!("with `extent` \"{extent}\"")];
        Fault::NotAllowed { nearly, allowed: allowed(words, program, here) }
    })
}

/// What a server may do on something that nobody described: turn down what was sent to it.
fn turns_down(trigger: Trigger, outputs: &[Output]) -> bool {
    match outputs {
        [] => true,
        [Output::Refuse(_)] => matches!(trigger, Trigger::Receives(_)),
        _ => false,
    }
}

/// What else the line says than the step that was taken.
fn unlike(words: &Words<'_>, program: &Program, said: &Said, done: &Step) -> Option<Fault> {
    match (&said.gap, done.verdict) {
        (Some(gap), Verdict::Applied(rule)) => {
            let expected = rule_name(words.table, program, rule).to_owned();
            let found = match gap {
                Gap::Unspecified => "unspecified".to_owned(),
                Gap::Ambiguous(..) => "ambiguous".to_owned(),
            };
            return Some(Fault::OtherRule { expected, found });
        }
        (Some(Gap::Ambiguous(..)), Verdict::Unspecified) => return Some(no_rule("ambiguous")),
        (Some(Gap::Unspecified), Verdict::Unspecified)
        | (None, Verdict::Applied(_) | Verdict::Unspecified)
        | (Some(_) | None, Verdict::Ambiguous(..)) => {}
    }
    let states = &words.table.states[words.role.index()];
    let name = |state: protocol::StateId| match states.get(usize::from(state.0)) {
        Some(state) => state.name.clone(),
        None => String::new(),
    };
    let (expected, found) = (done.party.state(), said.state?);
    (expected != found).then(|| Fault::OtherState { expected: name(expected), found: name(found) })
}
