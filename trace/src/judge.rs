//! Follows a trace of one side, step by step.

use std::fmt;

use protocol::{Input, Output, Party, Program, Role, StateId, Step, Table, Trigger, Verdict, step};

use crate::format::{Entry, Gap, Words};
use crate::possible::{Here, allowed, nearly};
use crate::{Line, Requests};

/// The first line at which a trace is no behaviour of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The line, from 0.
    pub line: usize,
    /// The role that was followed.
    pub role: Role,
    /// The name of its state before that line.
    pub state: String,
    /// The event of the line, in the words of the table.
    pub event: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No row applies, or nothing of the kind can happen: no such command is under way, no such
    /// timer runs, no such request awaits a response.
    NotAllowed {
        /// What would have to be otherwise with the event, each with its rule.
        nearly: Vec<String>,
        /// The events for which some row applies, each with its rules.
        allowed: Vec<String>,
    },
    /// Two rows apply: the table, not the trace, is at fault.
    Ambiguous(String, String),
    /// That rule asks for other outputs.
    OtherOutputs {
        /// The rule that applies.
        rule: String,
        /// What it puts out.
        expected: Vec<Output>,
        /// What the trace has.
        found: Vec<Output>,
    },
    /// The session of that name is over, as earlier lines show, and the line does not say so.
    SessionOver(String),
    /// The line is about the current session, which has another name.
    OtherSession {
        /// Its name.
        expected: String,
        /// The one of the line.
        found: Option<String>,
    },
    /// Another rule applies than the line names.
    OtherRule {
        /// The rule that applies.
        expected: String,
        /// The rule that the trace names.
        found: String,
    },
    /// The step leads to another state than the line names.
    OtherState {
        /// The state after the step.
        expected: String,
        /// The state that the trace names.
        found: String,
    },
}

impl Deviation {
    /// What is wrong, without the line, with outputs in the words of the document.
    pub fn words(&self, table: &Table) -> String {
        let output = |output: &Output| crate::format::output_words(table, self.role, output);
        self.told(&output)
    }

    fn told(&self, output: &dyn Fn(&Output) -> String) -> String {
        let list = |outputs: &[Output]| {
            format!("[{}]", outputs.iter().map(output).collect::<Vec<_>>().join(", "))
        };
        let what = match &self.fault {
            Fault::NotAllowed { nearly, allowed } => {
                let near = match nearly.as_slice() {
                    [] => String::new(),
                    nearly => format!("; it would be {}", nearly.join(", or ")),
                };
                match allowed.as_slice() {
                    [] => format!("is not allowed here{near}, and nothing else is"),
                    allowed => {
                        format!("is not allowed here{near}; allowed: {}", allowed.join("; "))
                    }
                }
            }
            Fault::Ambiguous(one, other) => format!("both {one} and {other} apply"),
            Fault::OtherOutputs { rule, expected, found } => {
                let (wanted, there) = (list(expected), list(found));
                // Words leave out the session and the approach of what is sent.
                if wanted == there {
                    format!("{rule} puts out {expected:?}, not {found:?}")
                } else {
                    format!("{rule} puts out {wanted}, not {there}")
                }
            }
            Fault::SessionOver(name) => {
                format!("the session {name} is over; `\"over\":true` is missing in what it brings")
            }
            Fault::OtherSession { expected, found: Some(found) } => {
                format!("the session is {expected}, not {found}")
            }
            Fault::OtherSession { expected, found: None } => {
                format!("the session is {expected}, which the line does not say")
            }
            Fault::OtherRule { expected, found } => format!("{expected} applies, not {found}"),
            Fault::OtherState { expected, found } => {
                format!("leads to `{expected}`, not `{found}`")
            }
        };
        format!("{} in `{}`: {}: {what}", self.role.name(), self.state, self.event)
    }
}

/// Follows the trace of `role` from the party `start`; the party at its end.
///
/// # Errors
/// The first line that is no step of the table, with what the table has instead.
pub fn judge(
    table: &Table,
    program: &Program,
    role: Role,
    start: Party,
    lines: &[Line],
) -> Result<Party, Box<Deviation>> {
    let (mut party, mut requests) = (start, Requests::of(start));
    for (line, said) in lines.iter().enumerate() {
        let done = step(program, role, party, said.input);
        let here = Here { party, requests: Some(&requests) };
        if !is_said(table, program, here, said, &done) {
            let words = Words::new(table, role);
            let claims = (Some(said.outputs.as_slice()), said.rule.as_deref());
            if let Some(fault) = fault(&words, program, here, said.input, claims, &done) {
                return Err(Box::new(deviation(&words, line, party, said.input.trigger, fault)));
            }
        }
        requests.follow(&table.messages, party, said.input, &done);
        party = done.party;
    }
    Ok(party)
}

/// Follows one step with all that its line says, from that party; the party after it. An event that
/// no row describes is followed where the line says so and nothing left the server.
///
/// # Errors
/// The step is none of the table; with what the table has instead.
pub fn follow(
    table: &Table,
    program: &Program,
    party: Party,
    entry: &Entry,
) -> Result<Party, Box<Deviation>> {
    let Entry { line, context } = entry;
    let done = step(program, context.role, party, line.input);
    let here = Here { party, requests: None };
    let is_gap = context.gap == Some(Gap::Unspecified);
    let is_right = match done.verdict {
        Verdict::Unspecified if is_gap => line.outputs.is_empty(),
        Verdict::Applied(_) => is_said(table, program, here, line, &done),
        Verdict::Unspecified | Verdict::Ambiguous(..) => false,
    };
    if is_right && context.state == done.party.state() {
        return Ok(done.party);
    }
    let words = Words::new(table, context.role);
    let claims = (Some(line.outputs.as_slice()), line.rule.as_deref());
    let name = |state: StateId| {
        let state = table.states[context.role.index()].get(usize::from(state.0));
        state.map_or(String::new(), |state| state.name.clone())
    };
    let fault = fault(&words, program, here, line.input, claims, &done).unwrap_or_else(|| {
        Fault::OtherState { expected: name(done.party.state()), found: name(context.state) }
    });
    Err(Box::new(deviation(&words, context.number as usize, party, line.input.trigger, fault)))
}

/// Whether a line says what its step is: asked first, since words are slow to make.
fn is_said(table: &Table, program: &Program, here: Here<'_>, line: &Line, done: &Step) -> bool {
    let Verdict::Applied(applied) = done.verdict else { return false };
    let is_rule = |rule: &str| rule == rule_name(table, program, applied);
    here.can_get(table, line.input)
        && done.outputs.iter().eq(&line.outputs)
        && line.rule.as_deref().is_none_or(is_rule)
}

/// What is wrong with a step in that party.
pub(crate) fn deviation(
    words: &Words<'_>,
    line: usize,
    party: Party,
    trigger: Trigger,
    fault: Fault,
) -> Deviation {
    let role = words.role;
    let state = words.table.states[role.index()].get(usize::from(party.state().0));
    let state = state.map_or(String::new(), |state| state.name.clone());
    Deviation { line, role, state, event: words.table.trigger_words(role, trigger), fault }
}

/// How a line's outputs and rule, as far as it says them, differ from the step that it is.
pub(crate) fn fault(
    words: &Words<'_>,
    program: &Program,
    here: Here<'_>,
    input: Input,
    (outputs, rule): (Option<&[Output]>, Option<&str>),
    done: &Step,
) -> Option<Fault> {
    let not_allowed = || Fault::NotAllowed {
        nearly: nearly(words, program, here, input),
        allowed: allowed(words, program, here),
    };
    let is_there = here.can_get(words.table, input);
    let applied = match done.verdict {
        Verdict::Applied(applied) if is_there => rule_name(words.table, program, applied),
        Verdict::Ambiguous(one, other) if is_there => {
            let name = |rule| rule_name(words.table, program, rule).to_owned();
            return Some(Fault::Ambiguous(name(one), name(other)));
        }
        // A server that starts again without a row for it does nothing, and may.
        Verdict::Unspecified if input.trigger == Trigger::Restarts => {
            return match rule {
                Some(found) => Some(no_rule(found)),
                None => outputs.is_some_and(|outputs| !outputs.is_empty()).then(not_allowed),
            };
        }
        Verdict::Applied(_) | Verdict::Ambiguous(..) | Verdict::Unspecified => {
            return Some(not_allowed());
        }
    };
    if let Some(found) = outputs
        && !done.outputs.iter().eq(found)
    {
        let expected = done.outputs.iter().copied().collect();
        let (rule, found) = (applied.to_owned(), found.to_vec());
        return Some(Fault::OtherOutputs { rule, expected, found });
    }
    match rule {
        Some(found) if found != applied => {
            Some(Fault::OtherRule { expected: applied.to_owned(), found: found.to_owned() })
        }
        Some(_) | None => None,
    }
}

/// The line names something that applies, and nothing does.
pub(crate) fn no_rule(found: &str) -> Fault {
    Fault::OtherRule { expected: "no row".to_owned(), found: found.to_owned() }
}

/// The id of a rule.
pub(crate) fn rule_name<'t>(table: &'t Table, program: &Program, rule: u16) -> &'t str {
    let row = program.rules()[usize::from(rule)].row;
    &table.rows[usize::from(row.0)].rule
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.told(&|output| format!("{output:?}"));
        write!(f, "line {}: {told}", self.line + 1)
    }
}

impl std::error::Error for Deviation {}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use protocol::{Input, MessageId, Operator, vars};

    struct Stage {
        table: Table,
        program: Program,
    }

    fn stage() -> Stage {
        let (name, text) = editions::all()[0];
        let table = spec::load(name, text.as_bytes()).table.unwrap();
        let program = protocol::compile(&table, 0).unwrap();
        Stage { table, program }
    }

    /// A trace that follows the table: the inputs are given, the outputs are those of `step`.
    fn follow(stage: &Stage, inputs: &[Input]) -> Vec<Line> {
        let mut party = Party::default();
        let mut lines = Vec::new();
        for &input in inputs {
            let done = step(&stage.program, Role::Delegating, party, input);
            party = done.party;
            let outputs = done.outputs.iter().copied().collect();
            lines.push(Line { input, outputs, rule: None });
        }
        lines
    }

    fn verdict(stage: &Stage, lines: &[Line]) -> String {
        match judge(&stage.table, &stage.program, Role::Delegating, Party::default(), lines) {
            Ok(party) => format!("a behaviour; ends in state {}", party.state().0),
            Err(deviation) => deviation.to_string(),
        }
    }

    fn inputs(stage: &Stage) -> [Input; 2] {
        let response = stage.table.message("DELEGATION_RESP").unwrap();
        let yes = stage.table.messages[response.0 as usize]
            .fields
            .iter()
            .filter_map(|field| match field.kind {
                protocol::FieldKind::Boolean(bit) | protocol::FieldKind::Reason(bit) => {
                    Some(1u64 << bit)
                }
                protocol::FieldKind::Session | protocol::FieldKind::Opaque => None,
            })
            .sum();
        [
            Input::of(Trigger::Operator(Operator::Delegates)).session(3),
            Input::of(Trigger::Answered(response)).session(3).fields(yes),
        ]
    }

    #[test]
    fn what_follows_the_table_is_a_behaviour() {
        let stage = stage();
        let lines = follow(&stage, &inputs(&stage));
        expect!["a behaviour; ends in state 2"].assert_eq(&verdict(&stage, &lines));
    }

    #[test]
    fn what_no_row_allows_is_named_with_what_is_allowed() {
        let stage = stage();
        let mut lines = follow(&stage, &inputs(&stage)[..1]);
        let confirmed: MessageId = stage.table.message("DELEGATION_CONFIRMED").unwrap();
        let input = Input::of(Trigger::Receives(confirmed)).session(3);
        lines.push(Line { input, outputs: Vec::new(), rule: None });
        expect!["line 2: DMS-1 in `acc requesting`: receives DELEGATION_CONFIRMED: is not allowed here; allowed: answered DELEGATION_RESP [ACC-1-05, ACC-1-06]; refused DELEGATION_REQ [FAI-1-01]; receives DELEGATION_FAILURE [FAI-1-10]; unanswered DELEGATION_REQ [FAI-1-21]"].assert_eq(&verdict(&stage, &lines));
    }

    #[test]
    fn other_outputs_and_other_rules_are_named() {
        let stage = stage();
        let mut lines = follow(&stage, &inputs(&stage)[..1]);
        lines[0].rule = Some("URL-1-01".to_owned());
        expect!["line 1: DMS-1 in `idle`: operator delegates: ACC-1-01 applies, not URL-1-01"]
            .assert_eq(&verdict(&stage, &lines));
        lines[0].outputs.clear();
        expect!["line 1: DMS-1 in `idle`: operator delegates: ACC-1-01 puts out [Send { message: 0, session: 3, url: 0, fields: 0 }], not []"].assert_eq(&verdict(&stage, &lines));
    }

    #[test]
    fn another_session_is_another_trace() {
        let stage = stage();
        let mut lines = follow(&stage, &inputs(&stage));
        lines[1].input.data = vars::IN_SESSION.set(lines[1].input.data, 4);
        assert!(verdict(&stage, &lines).starts_with("line 2: DMS-1 in `acc requesting`"));
    }
}
