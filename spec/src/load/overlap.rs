//! Two rows that can both apply: the core could not choose.
//!
//! Decided exactly by comparing options and tests: two rows exclude each other if some option must
//! be there for one and absent for the other, or if some variable has no value that suits both.

use protocol::vars::{self, Var};
use protocol::words::Test;
use protocol::{Answer, Condition, Effect, Op, Record, Row, Table, Trigger, Triggers, Wanted};

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
                && let Some(both) = both_apply(&first.row, &second.row)
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
            events.iter_mut().skip(number / 64).take(1).for_each(|word| *word |= 1 << (number % 64));
        }
        Shape { states, events }
    }

    fn meets(&self, other: &Shape) -> bool {
        self.states & other.states != 0
            && self.events.iter().zip(other.events).any(|(one, other)| one & other != 0)
    }
}

/// An event on which both rows can apply.
fn both_apply(first: &Row, second: &Row) -> Option<Trigger> {
    let options: Vec<_> = options(first).collect();
    let excludes =
        |(option, wanted)| options.iter().any(|(other, is)| *other == option && *is != wanted);
    if self::options(second).any(excludes) {
        return None;
    }
    let shared = first.on.iter().filter(|trigger| second.on.contains(trigger));
    shared.copied().find(|trigger| {
        let rows = [first, second].into_iter();
        let tests: Vec<_> = rows.flat_map(|row| tests(row, *trigger)).collect();
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
/// an answered command is no longer under way, and a row that issues one waits for it.
fn tests(row: &Row, trigger: Trigger) -> Vec<Test> {
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
    tests
}

/// Whether the variable of this test has a value with which all tests of it hold.
fn has_value(test: Test, tests: &[Test]) -> bool {
    let (side, var) = variable(test);
    (0..=most(var)).any(|value| {
        let word = var.set(0, value);
        let same = tests.iter().filter(|other| variable(**other) == (side, var));
        same.into_iter().all(|other| other.holds(word, word))
    })
}

/// Which word the variable is in, and the variable.
fn variable(test: Test) -> (bool, Var) {
    match test {
        Test::Party(var, _) | Test::PartyNot(var, _) => (true, var),
        Test::Input(var, _) | Test::InputNot(var, _) => (false, var),
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
