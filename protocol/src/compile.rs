//! From a table and a choice of options to a program.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::input::{Trigger, Triggers};
use crate::program::{Guard, Happening, Instruction, Program, Rule, Template};
use crate::step::Outputs;
use crate::table::{
    Condition, Effect, FieldKind, FieldValue, MessageId, Operator, Row, RowId, SessionRule,
    StateId, Table, Then, Wanted,
};
use crate::vars::{self, bit};
use crate::words::{Answer, Op, Role, Test};

/// A row that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// The row.
    pub row: RowId,
    /// What is wrong with it, and what to do.
    pub message: String,
}

/// Compiles the rows that the options leave in force.
///
/// `options` has one bit per option of the table: set where the implementation has it.
///
/// # Errors
/// Names the rows that go past a fixed limit of the core, or contradict themselves.
pub fn compile(table: &Table, options: u64) -> Result<Program, Vec<CompileError>> {
    let triggers = Triggers { messages: table.messages.len() as u16 };
    let mut program = Program {
        triggers,
        rules: Vec::new(),
        code: Vec::new(),
        dispatch: [Vec::new(), Vec::new()],
        candidates: Vec::new(),
        events: vec![Happening { keeps: [u64::MAX; 2], begins: false }; triggers.count()],
        rests: [0, 0],
        remembers: Role::ALL.map(|role| table.rows.iter().any(|row| asks_past(row, role))),
    };
    for (operator, _) in Operator::ALL {
        program.events[triggers.index(Trigger::Operator(operator)) as usize].begins = true;
    }
    for (n, message) in table.messages.iter().enumerate() {
        let receives = Trigger::Receives(MessageId(n as u8));
        program.events[triggers.index(receives) as usize].begins =
            message.session == SessionRule::Opens;
    }
    for role in Role::ALL {
        for (n, state) in table.states[role.index()].iter().enumerate() {
            program.rests[role.index()] |= u64::from(state.at_rest) << n;
        }
    }
    set_keeps(&mut program);
    let mut errors = Vec::new();
    let mut places: [Vec<Vec<u16>>; 2] =
        Role::ALL.map(|r| vec![Vec::new(); table.states[r.index()].len() * triggers.count()]);
    for (n, row) in table.rows.iter().enumerate() {
        if !in_force(row, options) {
            continue;
        }
        match rules_of(table, &program, RowId(n as u16), row) {
            Ok(rules) => {
                for (on, rule, code) in rules {
                    add(&mut program, &mut places, row, on, rule, code);
                }
            }
            Err(message) => errors.push(CompileError { row: RowId(n as u16), message }),
        }
    }
    let candidates: usize = places.iter().flatten().map(Vec::len).sum();
    if candidates > usize::from(u16::MAX) || program.rules.len() > usize::from(u16::MAX) {
        let message = format!("{candidates} pairs of row and event; at most {}", u16::MAX);
        errors.push(CompileError { row: RowId(0), message });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    for (role, places) in places.into_iter().enumerate() {
        for rules in places {
            let start = program.candidates.len() as u16;
            program.dispatch[role].push((start, rules.len() as u16));
            program.candidates.extend(rules);
        }
    }
    Ok(program)
}

/// What the events themselves assign: an answered command is no longer under way, and has changed
/// nothing where it was refused or found done; an expired timer does not run; a crash stops
/// timers and forgets the command.
fn set_keeps(program: &mut Program) {
    let triggers = program.triggers;
    for (op, _) in Op::ALL {
        for answer in Answer::ALL {
            let place = triggers.index(Trigger::Device(op, answer)) as usize;
            let gone = vars::COMMAND.mask() | vars::AGAIN.mask();
            program.events[place].keeps[1] = !gone;
            program.events[place].keeps[0] = match (op.change(), answer) {
                (Some(change), Answer::Refused | Answer::FoundDone) => {
                    !(gone | change.var().mask())
                }
                (Some(_) | None, _) => !gone,
            };
        }
    }
    for n in 0..vars::TIMERS as u8 {
        let trigger = Trigger::Expires(crate::table::TimerId(n));
        let place = triggers.index(trigger) as usize;
        program.events[place].keeps = [!bit(vars::RUNNING, n).mask(); 2];
    }
    let restarts = triggers.index(Trigger::Restarts) as usize;
    let gone = vars::RUNNING.mask() | vars::COMMAND.mask() | vars::AGAIN.mask();
    program.events[restarts].keeps = [!gone; 2];
}

fn asks_past(row: &Row, role: Role) -> bool {
    let asks = |condition: &Condition| matches!(condition, Condition::Test(Test::Session(_)));
    row.role == role && row.conditions.iter().any(asks)
}

fn in_force(row: &Row, options: u64) -> bool {
    row.conditions.iter().all(|condition| match condition {
        Condition::Option(option, Wanted::With) => options >> option.0 & 1 == 1,
        Condition::Option(option, Wanted::Without) => options >> option.0 & 1 == 0,
        Condition::Test(_) => true,
    })
}

type Compiled = (Trigger, Rule, Vec<Instruction>);

/// A row becomes one rule per trigger, and one more per kind of `Then` where it keeps the state.
fn rules_of(
    table: &Table,
    program: &Program,
    id: RowId,
    row: &Row,
) -> Result<Vec<Compiled>, String> {
    let mut rules = Vec::new();
    for &on in &row.on {
        let mut guard = guard_of(row)?;
        guard.sessions = row.sessions(&table.messages, on);
        let apart = row.is_apart(&table.messages, on);
        let code = code_of(row)?;
        let count = code.iter().filter(|i| !matches!(i, Instruction::Assign(..))).count();
        if count > Outputs::MOST {
            let most = Outputs::MOST;
            return Err(format!("{count} outputs in one row; at most {most} can leave a step"));
        }
        if code.iter().any(|i| matches!(i, Instruction::Command(_))) {
            // The party has one line to the device: a command waits for the one before it.
            let survives = program.events[program.triggers.index(on) as usize].keeps[0];
            if survives & vars::COMMAND.mask() != 0 {
                add_test(&mut guard, Test::Party(vars::COMMAND, 0))?;
            }
        }
        let then = match row.then {
            Then::Same => None,
            Then::State(state) => Some(state),
        };
        let joins = extent(table, on).filter(|_| !apart && !rests_after(table, row));
        rules.push((on, Rule { row: id, guard, joins, apart, then, code: (0, 0) }, code));
    }
    Ok(rules)
}

fn add(
    program: &mut Program,
    places: &mut [Vec<Vec<u16>>; 2],
    row: &Row,
    on: Trigger,
    mut rule: Rule,
    code: Vec<Instruction>,
) {
    let start = program.code.len() as u32;
    program.code.extend(code);
    rule.code = (start, program.code.len() as u32);
    let number = program.rules.len() as u16;
    program.rules.push(rule);
    for StateId(state) in &row.states {
        let place =
            *state as usize * program.triggers.count() + program.triggers.index(on) as usize;
        places[row.role.index()][place].push(number);
    }
}

fn rests_after(table: &Table, row: &Row) -> bool {
    let at_rest = |state: &StateId| table.states[row.role.index()][state.0 as usize].at_rest;
    match &row.then {
        Then::State(state) => at_rest(state),
        Then::Same => row.states.iter().all(at_rest),
    }
}

/// For an event that begins a session: the input variable that says whether it is full.
fn extent(table: &Table, on: Trigger) -> Option<vars::Var> {
    match on {
        Trigger::Operator(_) => Some(vars::IN_FULL),
        Trigger::Receives(id) => {
            let message = &table.messages[id.0 as usize];
            if message.session != SessionRule::Opens {
                return None;
            }
            match message.field("isDelegationFull").map(|field| field.kind) {
                Some(FieldKind::Boolean(n)) => Some(bit(vars::IN_FIELDS, n)),
                Some(_) | None => Some(vars::IN_FULL),
            }
        }
        Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    }
}

fn guard_of(row: &Row) -> Result<Guard, String> {
    let mut guard = Guard::ALWAYS;
    for condition in &row.conditions {
        if let Condition::Test(test) = condition {
            add_test(&mut guard, *test)?;
        }
    }
    Ok(guard)
}

fn add_test(guard: &mut Guard, test: Test) -> Result<(), String> {
    let (mask, value, var, wanted) = match test.normal() {
        // How sessions may stand is asked of the row as a whole: see `Row::sessions`.
        Test::Session(_) => return Ok(()),
        Test::Party(var, value) => (&mut guard.party_mask, &mut guard.party_value, var, value),
        Test::Input(var, value) => (&mut guard.input_mask, &mut guard.input_value, var, value),
        Test::PartyNot(var, value) => {
            let free = guard.party_not.iter_mut().find(|(mask, _)| *mask == 0);
            let slot = free.ok_or("more than three `not` conditions on many-valued variables")?;
            *slot = (var.mask(), value << var.offset);
            return Ok(());
        }
        Test::InputNot(var, _) => return Err(format!("`not` cannot be asked of `{}`", var.name)),
    };
    if *mask & var.mask() != 0 && *value & var.mask() != wanted << var.offset {
        return Err(format!("two conditions on `{}` exclude each other", var.name));
    }
    *mask |= var.mask();
    *value |= wanted << var.offset;
    Ok(())
}

fn code_of(row: &Row) -> Result<Vec<Instruction>, String> {
    row.effects
        .iter()
        .map(|effect| {
            Ok(match effect {
                Effect::Send(message, with) => Instruction::Send(template(*message, with)?),
                Effect::Answer(message, with) => Instruction::Answer(template(*message, with)?),
                Effect::AnswerEmpty => Instruction::AnswerEmpty,
                Effect::Refuse(code) => Instruction::Refuse(*code),
                Effect::Device(op) => Instruction::Command(*op),
                Effect::Undo => Instruction::Undo,
                Effect::Start(timer) => Instruction::Start(timer.0),
                Effect::Stop(timer) => Instruction::Stop(timer.0),
                Effect::Report(outcome) => Instruction::Report(*outcome),
                Effect::Assign(assigns) => {
                    let (keep, set) = assignment(assigns);
                    Instruction::Assign(keep, set)
                }
            })
        })
        .collect()
}

/// The masks of a list of assignments: bits kept, bits set.
pub(crate) fn assignment(assigns: &[(vars::Var, u64)]) -> (u64, u64) {
    assigns.iter().fold((u64::MAX, 0), |(keep, set), (var, value)| {
        (keep & !var.mask(), set | (value << var.offset))
    })
}

fn template(message: MessageId, with: &[(u8, FieldValue)]) -> Result<Template, String> {
    let mut template = Template { message: message.0, fields: 0, copies: [(u8::MAX, 0); 2] };
    for (field, value) in with {
        match value {
            FieldValue::Constant(value) => template.fields |= value << field,
            FieldValue::Party(var) => {
                let free = template.copies.iter_mut().find(|(from, _)| *from >= 64);
                let slot = free.ok_or("more than two fields copied from the session")?;
                *slot = (var.offset, *field);
            }
        }
    }
    Ok(template)
}
