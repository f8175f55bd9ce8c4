//! Judges a trace as it was written down.

use std::collections::BTreeSet;
use std::fmt;

use protocol::{
    CompileError, Ended, Output, Party, Program, Role, SessionRule, Table, Trigger, Verdict,
    compile, step, vars,
};

use crate::format::{Entry, FormatError, Gap, Header, read};
use crate::judge::{Deviation, Fault, judge};

/// A trace that is a behaviour of its edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whose it is.
    pub header: Header,
    /// How many steps it has.
    pub steps: usize,
    /// The party at its end.
    pub end: Party,
    /// The numbers of the lines whose events no row describes, as the server noted itself: the
    /// fault of its peer or of the document.
    pub undescribed: Vec<u32>,
}

/// Why a trace is no behaviour.
#[derive(Debug)]
pub enum Unfit {
    /// It cannot be read.
    Unreadable(FormatError),
    /// The table cannot be run with those options.
    Options(Vec<CompileError>),
    /// It parts from the table: at the line of that number.
    Deviates {
        /// The number of the line, as the trace has it.
        number: u32,
        /// What is wrong there; its own `line` counts steps from 0.
        deviation: Box<Deviation>,
        /// The same in words.
        words: String,
    },
}

/// Reads and follows a trace.
///
/// A line that says of itself `unspecified` is followed where the table agrees, with no output but
/// an error status, and listed; all others are judged by [`judge`], and by the state that they name.
///
/// # Errors
/// A text that is no trace, and the first line that is no step of the table.
pub fn judge_ndjson(table: &Table, text: &str) -> Result<Judged, Unfit> {
    let trace = read(table, text).map_err(Unfit::Unreadable)?;
    let program = compile(table, trace.header.options).map_err(Unfit::Options)?;
    let role = trace.header.role;
    let (mut party, mut undescribed) = (trace.header.start, Vec::new());
    let mut memory = Memory::default();
    for (place, entry) in trace.entries.iter().enumerate() {
        let number = entry.context.number;
        let deviates = |mut deviation: Box<Deviation>| {
            deviation.line = place;
            let words = deviation.words(table);
            Unfit::Deviates { number, deviation, words }
        };
        let (here, stays) = match apart(&program, role, party, entry) {
            Some(here) => (here, true),
            None => (party, false),
        };
        let done = step(&program, role, here, entry.line.input);
        // A restart without a row for it is no gap: see `judge`.
        let gap = done.verdict == Verdict::Unspecified
            && entry.line.input.trigger != Trigger::Restarts
            && entry.context.gap == Some(Gap::Unspecified)
            && refuses_only(&entry.line.outputs);
        if gap {
            undescribed.push(number);
        } else {
            judge(table, &program, role, here, std::slice::from_ref(&entry.line))
                .map_err(deviates)?;
        }
        let before = table.states[role.index()][here.state().0 as usize].name.clone();
        let fault = match program.remembers(role) {
            true => memory.unlike(table, entry),
            false => None,
        };
        let fault = fault.or_else(|| unlike(table, &program, entry, &done));
        if let Some(fault) = fault {
            let event = table.trigger_words(role, entry.line.input.trigger);
            let deviation = Deviation { line: place, role, state: before, event, fault };
            return Err(deviates(Box::new(deviation)));
        }
        if !stays {
            let ended = done.ended(&program, party, entry.line.input);
            memory.follow(ended, entry.context.session.as_deref(), party, done.party);
            party = done.party;
        }
    }
    Ok(Judged { header: trace.header, steps: trace.entries.len(), end: party, undescribed })
}

/// The party in which a line about a session that is over is judged. Where a trace is that of one
/// session alone, the server may be in the middle of another one, of which only the state is told;
/// such a row leaves it as it is.
fn apart(program: &Program, role: Role, party: Party, entry: &Entry) -> Option<Party> {
    let input = entry.line.input;
    let here = Party(vars::STATE.set(party.0, entry.context.state.0.into()));
    match step(program, role, here, input).verdict {
        Verdict::Applied(rule) if vars::IN_PAST.of(input.data) == 1 => {
            program.rules().get(rule as usize).filter(|rule| rule.apart).map(|_| here)
        }
        Verdict::Applied(_) | Verdict::Unspecified | Verdict::Ambiguous(..) => None,
    }
}

/// The sessions that are over, by their names, as far as the lines show it: a trace may begin later
/// than the delegation.
#[derive(Default)]
struct Memory {
    current: Option<String>,
    over: BTreeSet<String>,
}

impl Memory {
    /// Whether the line takes a session that is over for another one.
    fn unlike(&self, table: &Table, entry: &Entry) -> Option<Fault> {
        let input = entry.line.input;
        let name = entry.context.session.as_ref()?;
        let names_session = match input.trigger.session_rule(&table.messages)? {
            SessionRule::SessionId | SessionRule::Opens => true,
            SessionRule::DeviceAndPeer => false,
        };
        let is_over = self.over.contains(name) && self.current.as_ref() != Some(name);
        let is_told = vars::IN_PAST.of(input.data) == 1;
        (names_session && is_over && !is_told).then(|| Fault::SessionOver(name.clone()))
    }

    fn follow(&mut self, ended: Ended, name: Option<&str>, before: Party, after: Party) {
        if ended.left != 0 {
            self.over.extend(self.current.take());
        }
        if ended.turned_down != 0 {
            self.over.extend(name.map(str::to_owned));
        }
        if after.session() != before.session() && after.session() != 0 {
            self.current = name.map(str::to_owned);
        }
    }
}

/// What a server may do on something that nobody described: turn it down.
fn refuses_only(outputs: &[Output]) -> bool {
    matches!(outputs, [] | [Output::Refuse(_)])
}

/// What else the line says than the step that was taken.
fn unlike(table: &Table, program: &Program, entry: &Entry, done: &protocol::Step) -> Option<Fault> {
    let role = entry.context.role;
    if let (Some(gap), Verdict::Applied(rule)) = (&entry.context.gap, done.verdict) {
        let row = program.rules()[rule as usize].row;
        let expected = table.rows[row.0 as usize].rule.clone();
        let found = match gap {
            Gap::Unspecified => "unspecified".to_owned(),
            Gap::Ambiguous(..) => "ambiguous".to_owned(),
        };
        return Some(Fault::OtherRule { expected, found });
    }
    let name = |state: protocol::StateId| match table.states[role.index()].get(state.0 as usize) {
        Some(state) => state.name.clone(),
        None => String::new(),
    };
    let (expected, found) = (done.party.state(), entry.context.state);
    (expected != found).then(|| Fault::OtherState { expected: name(expected), found: name(found) })
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::Unreadable(error) => error.fmt(f),
            Unfit::Options(errors) => write!(f, "the options of the trace: {errors:?}"),
            Unfit::Deviates { number, words, .. } => write!(f, "line number {number}: {words}"),
        }
    }
}

impl std::error::Error for Unfit {}
