//! Two rows that can both apply: the core could not choose.
//!
//! Decided exactly by comparing options and tests: two rows exclude each other if some option must
//! be there for one and absent for the other, or if some variable has no value that suits both.

use protocol::vars::{self, Var};
use protocol::words::Test;
use protocol::{
    Condition, Effect, Message, Op, Record, Row, Standings, Table, Trigger, Triggers, Wanted,
};

use crate::load::page::Page;
use crate::load::rows::ReadRow;
use crate::{Diagnostic, quote};

/// Reports each pair of rows that can both apply.
pub(crate) fn check(table: &Table, rows: &[ReadRow<'_>], page: &mut Page<'_>) {
    let triggers = Triggers { messages: table.messages.len() as u16 };
    let shapes: Vec<_> = rows
        .iter()
        .filter(|read| read.sound)
        .map(|read| (read, Shape::of(&read.row, triggers)))
        .collect();
    for (place, (second, shape)) in shapes.iter().enumerate() {
        for (first, other) in shapes.iter().take(place) {
            if first.row.role == second.row.role
                && shape.meets(other)
                && let Some(both) = both_apply(&table.messages, &first.row, &second.row)
            {
                page.diagnostics.push(overlapping(table, first, second, both));
            }
        }
    }
}

/// States and events of a row as bits, to tell most pairs apart at once.
struct Shape {
    states: u64,
    events: [u64; 4],
}

impl Shape {
    fn of(row: &Row, triggers: Triggers) -> Shape {
        let states = row.states.iter().fold(0, |states, state| states | 1u64 << (state.0 & 63));
        let mut events = [0; 4];
        for trigger in &row.on {
            let number = usize::from(triggers.index(*trigger));
            events
                .iter_mut()
                .skip(number / 64)
                .take(1)
                .for_each(|word| *word |= 1 << (number % 64));
        }
        Shape { states, events }
    }

    fn meets(&self, other: &Shape) -> bool {
        self.states & other.states != 0
            && self.events.iter().zip(other.events).any(|(one, other)| one & other != 0)
    }
}

/// An event on which both rows can apply.
fn both_apply(messages: &[Message], first: &Row, second: &Row) -> Option<Trigger> {
    let options: Vec<_> = options(first).collect();
    let excludes =
        |(option, wanted)| options.iter().any(|(other, is)| *other == option && *is != wanted);
    if self::options(second).any(excludes) {
        return None;
    }
    let shared = first.on.iter().filter(|trigger| second.on.contains(trigger));
    shared.copied().find(|trigger| {
        let rows = [first, second].into_iter();
        let tests: Vec<_> = rows.flat_map(|row| tests(messages, row, *trigger)).collect();
        tests.iter().all(|test| has_value(*test, &tests))
    })
}

fn options(row: &Row) -> impl Iterator<Item = (u8, Wanted)> {
    row.conditions.iter().filter_map(|condition| match condition {
        Condition::Option(option, wanted) => Some((option.0, *wanted)),
        Condition::Test(_) => None,
    })
}

/// The tests that must hold for a row to apply on an event, those included that the event brings:
/// an answered command is no longer under way, a row that issues one waits for it, and the session
/// is the current one where nothing else is said.
fn tests(messages: &[Message], row: &Row, trigger: Trigger) -> Vec<Test> {
    let mut tests: Vec<_> = row
        .conditions
        .iter()
        .filter_map(|condition| match condition {
            Condition::Test(test) => Some(test.normal()),
            Condition::Option(..) => None,
        })
        .collect();
    let is_answer = matches!(trigger, Trigger::Device(..) | Trigger::Restarts);
    if is_answer || row.effects.iter().any(|effect| matches!(effect, Effect::Device(_))) {
        tests.push(Test::Party(vars::COMMAND, 0));
    }
    tests.push(Test::Session(row.sessions(messages, trigger)));
    tests
}

/// Whether the variable of this test has a value with which all tests of it hold.
fn has_value(test: Test, tests: &[Test]) -> bool {
    let Some((side, var)) = variable(test) else {
        let asked = tests.iter().filter_map(|other| match other {
            Test::Session(standings) => Some(*standings),
            Test::Party(..) | Test::PartyNot(..) | Test::Input(..) | Test::InputNot(..) => None,
        });
        return asked.fold(Standings::ALL, Standings::and) != Standings(0);
    };
    (0..=most(var)).any(|value| {
        let word = var.set(0, value);
        let same = tests.iter().filter(|other| variable(**other) == Some((side, var)));
        same.into_iter().all(|other| other.holds(word, word))
    })
}

/// Which word the variable is in, and the variable; none of the session's standing.
fn variable(test: Test) -> Option<(bool, Var)> {
    match test {
        Test::Party(var, _) | Test::PartyNot(var, _) => Some((true, var)),
        Test::Input(var, _) | Test::InputNot(var, _) => Some((false, var)),
        Test::Session(_) => None,
    }
}

/// The highest value that a variable takes.
fn most(var: Var) -> u64 {
    if var == vars::RECORD {
        return Record::Full as u64;
    }
    if var == vars::COMMAND {
        return Op::ALL.len() as u64;
    }
    (1 << var.width) - 1
}

fn overlapping(
    table: &Table,
    first: &ReadRow<'_>,
    second: &ReadRow<'_>,
    trigger: Trigger,
) -> Diagnostic {
    let role = second.row.role;
    let state = second.row.states.iter().find(|state| first.row.states.contains(state));
    let state = state.and_then(|at| table.states[role.index()].get(usize::from(at.0)));
    let state = state.map_or("", |state| state.name.as_str());
    let text = format!("{} and {} can both apply", first.row.rule, second.row.rule);
    let event = table.trigger_words(role, trigger);
    second
        .rule
        .error("overlapping-rows", text)
        .label("this row")
        .related(first.rule.span, "and this one")
        .note(format!("in the state {}, on {}", quote(state), quote(&event)))
        .help("add a condition to one of them that excludes the other")
}

#[cfg(test)]
mod tests {
    use super::both_apply;
    use protocol::words::CONDITIONS;
    use protocol::{
        Answer, Basis, Condition, Effect, Op, OptionId, Role, Row, Then, Trigger, Wanted,
    };

    const OPENED: Trigger = Trigger::DeviceOpenedSession;
    const DID: Trigger = Trigger::Device(Op::Quiet, Answer::Did);

    fn condition(words: &str) -> Condition {
        let (plain, wanted) = match words.strip_prefix("not ") {
            Some(plain) => (plain, Wanted::Without),
            None => (words, Wanted::With),
        };
        if let Some(option) = plain.strip_prefix("option ") {
            return Condition::Option(OptionId(option.parse().unwrap()), wanted);
        }
        let (_, test) = CONDITIONS.iter().find(|(word, _)| *word == plain).unwrap();
        Condition::Test(if wanted == Wanted::With { *test } else { test.not() })
    }

    fn row(conditions: &str, on: &[Trigger], effects: Vec<Effect>) -> Row {
        let words = conditions.split(" and ").filter(|words| !words.is_empty());
        Row {
            rule: String::new(),
            role: Role::Delegating,
            process: String::new(),
            line: 1,
            states: Vec::new(),
            on: on.to_vec(),
            conditions: words.map(condition).collect(),
            effects,
            then: Then::Same,
            text: String::new(),
            basis: Basis::Stated,
        }
    }

    fn check(first: &str, second: &str, expected: Option<Trigger>) {
        let rows = [first, second].map(|conditions| row(conditions, &[OPENED, DID], Vec::new()));
        assert_eq!(both_apply(&[], &rows[0], &rows[1]), expected, "{first}; {second}");
        assert_eq!(both_apply(&[], &rows[1], &rows[0]), expected, "{second}; {first}");
    }

    #[test]
    fn rows_are_compared_by_options_and_values() {
        check("", "", Some(OPENED));
        check("option 1", "not option 1", None);
        check("option 1", "not option 2", Some(OPENED));
        check("full", "partial", None);
        check("full", "delegated full", Some(OPENED));
        check("not willing", "willing and full", None);
        check("delegated", "not delegated", None);
        check("delegated and not delegated full", "delegated full", None);
        check("delegated", "not delegated full", Some(OPENED));
        check("not delegated", "delegated and not delegated full", None);
        check("delegated and not delegated full", "delegated", Some(OPENED));
        check("something to undo", "not something to undo", None);
        check("session over", "session unknown", None);
        check("session over", "not session over", None);
        check("session over", "not session unknown", Some(OPENED));
        check("session over", "", Some(OPENED));
    }

    #[test]
    fn an_answered_command_is_no_longer_under_way() {
        check("command under way", "", Some(OPENED));
        let on_answer = |conditions| row(conditions, &[DID], Vec::new());
        assert_eq!(both_apply(&[], &on_answer("command under way"), &on_answer("")), None);
        assert_eq!(both_apply(&[], &on_answer("not command under way"), &on_answer("")), Some(DID));
    }

    #[test]
    fn a_row_that_issues_a_command_waits_for_the_one_before() {
        let issues = row("", &[OPENED], vec![Effect::Device(Op::Quiet)]);
        let check = |conditions, expected| {
            let other = row(conditions, &[OPENED], Vec::new());
            assert_eq!(both_apply(&[], &issues, &other), expected, "{conditions}");
        };
        check("command under way", None);
        check("not command under way", Some(OPENED));
        check("", Some(OPENED));
    }
}
