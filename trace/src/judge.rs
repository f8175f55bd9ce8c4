//! Follows a trace of one side, step by step.

use std::fmt;

use protocol::{Output, Party, Program, Role, Table, Trigger, Verdict, step};

use crate::Line;

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
    /// No row applies; these events have rows in that state, each with its rules.
    NotAllowed(Vec<String>),
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
            Fault::NotAllowed(allowed) if allowed.is_empty() => {
                "is not allowed here, and nothing else is".to_owned()
            }
            Fault::NotAllowed(allowed) => {
                format!("is not allowed here; allowed: {}", allowed.join("; "))
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
    let mut party = start;
    for (line, said) in lines.iter().enumerate() {
        let done = step(program, role, party, said.input);
        if let Some(fault) = fault(table, program, role, party, said) {
            let state = table.states[role.index()][party.state().0 as usize].name.clone();
            let event = table.trigger_words(role, said.input.trigger);
            return Err(Box::new(Deviation { line, role, state, event, fault }));
        }
        party = done.party;
    }
    Ok(party)
}

fn fault(table: &Table, program: &Program, role: Role, party: Party, said: &Line) -> Option<Fault> {
    let done = step(program, role, party, said.input);
    let name = |rule: u16| {
        let row = program.rules()[rule as usize].row;
        table.rows[row.0 as usize].rule.clone()
    };
    let rule = match done.verdict {
        Verdict::Applied(rule) => name(rule),
        Verdict::Ambiguous(one, other) => return Some(Fault::Ambiguous(name(one), name(other))),
        // A server that starts again without a row for it does nothing, and may.
        Verdict::Unspecified if said.input.trigger == Trigger::Restarts => {
            return (!said.outputs.is_empty()).then(|| Fault::NotAllowed(Vec::new()));
        }
        Verdict::Unspecified => return Some(Fault::NotAllowed(allowed(table, role, party))),
    };
    let expected: Vec<Output> = done.outputs.iter().copied().collect();
    if expected != said.outputs {
        let found = said.outputs.clone();
        return Some(Fault::OtherOutputs { rule, expected, found });
    }
    match &said.rule {
        Some(found) if *found != rule => {
            Some(Fault::OtherRule { expected: rule, found: found.clone() })
        }
        Some(_) | None => None,
    }
}

/// The events for which the state has rows, with their rules, in the order of the table.
fn allowed(table: &Table, role: Role, party: Party) -> Vec<String> {
    let mut events: Vec<(Trigger, Vec<&str>)> = Vec::new();
    let rows = table.rows.iter().filter(|row| row.role == role);
    for row in rows.filter(|row| row.states.contains(&party.state())) {
        for on in &row.on {
            match events.iter_mut().find(|(event, _)| event == on) {
                Some((_, rules)) => rules.push(&row.rule),
                None => events.push((*on, vec![&row.rule])),
            }
        }
    }
    let words = |(event, rules): &(Trigger, Vec<&str>)| {
        format!("{} [{}]", table.trigger_words(role, *event), rules.join(", "))
    };
    events.iter().map(words).collect()
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
        expect!["line 2: DMS-1 in `acc requesting`: receives DELEGATION_CONFIRMED: is not allowed here; allowed: answered DELEGATION_RESP [ACC-1-05, ACC-1-06]; refused DELEGATION_REQ [FAI-1-01]; device refused create account [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device unclear create account [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device refused grant [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device unclear grant [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device refused quiet [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device unclear quiet [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device refused delete own account [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device unclear delete own account [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device refused add entry [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; device unclear add entry [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; bootstrap wait expires [FAI-1-02, FAI-1-03, FAI-1-04, FAI-1-05, FAI-1-06, FAI-1-07, FAI-1-13]; receives DELEGATION_FAILURE [FAI-1-08, FAI-1-09, FAI-1-10, FAI-1-34]; unanswered DELEGATION_REQ [FAI-1-21, FAI-1-22, FAI-1-23, FAI-1-24, FAI-1-25, FAI-1-26, FAI-1-27, FAI-1-31, FAI-1-32]; unanswered DELEGATION_PREPARED [FAI-1-21, FAI-1-22, FAI-1-23, FAI-1-24, FAI-1-25, FAI-1-26, FAI-1-27, FAI-1-31, FAI-1-32]; refused DELEGATION_PREPARED [FAI-1-21, FAI-1-22, FAI-1-23, FAI-1-24, FAI-1-25, FAI-1-26, FAI-1-27, FAI-1-31, FAI-1-32]; unanswered BOOTSTRAP_SRV_URL_REQ [FAI-1-21, FAI-1-22, FAI-1-23, FAI-1-24, FAI-1-25, FAI-1-26, FAI-1-27, FAI-1-31, FAI-1-32]; refused BOOTSTRAP_SRV_URL_REQ [FAI-1-21, FAI-1-22, FAI-1-23, FAI-1-24, FAI-1-25, FAI-1-26, FAI-1-27, FAI-1-31, FAI-1-32]"].assert_eq(&verdict(&stage, &lines));
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
