//! The rows: a guard and an action each, and which may apply in a state.

use std::fmt::Write as _;

use protocol::vars;
use protocol::words::{ASSIGNMENTS, CONDITIONS, LATER, Test};
use protocol::{
    Condition, Effect, FieldKind, FieldValue, MessageId, Role, Row, SessionRule, StateId, Table,
    Then, Trigger,
};

use super::super::Export;
use super::super::names::row as name;
use super::names::{self, guard, operator};
use super::{comment, quoted, set};

const HEAD: &str = "
-----------------------------------------------------------------------------
(* The rows of the tables. X_if says whether row X applies to the party p    *)
(* and the input i, X what it does.                                          *)
";

const TAIL: &str = "
(* The rows that apply. *)
Rows(r, p, i) == IF r = DMS1 THEN Rows1(p, i) ELSE Rows2(p, i)
";

/// All rows in force, and the two operators that find and take one.
pub fn rows(export: &Export<'_>) -> String {
    let mut text = String::from(HEAD);
    for row in export.rows() {
        text.push('\n');
        text.push_str(&comment(row));
        condition(&mut text, export.table, row);
        action(&mut text, export.table, row);
    }
    for role in Role::ALL {
        candidates(&mut text, export, role);
    }
    text.push_str(TAIL);
    text.push_str("\nDo(row, p, i) ==\n    CASE ");
    let cases: Vec<String> = export
        .rows()
        .map(|row| format!("row = {} -> {}(p, i)", quoted(&row.rule), name(row)))
        .collect();
    let _ = writeln!(text, "{}", cases.join("\n      [] "));
    let willing = |row: &&Row| {
        let asks = |c: &Condition| {
            matches!(c, Condition::Test(Test::Input(var, _) | Test::InputNot(var, _))
                if *var == vars::IN_WILLING)
        };
        row.conditions.iter().any(asks)
    };
    let asking = export.rows().filter(willing).map(|row| row.rule.as_str());
    let _ = writeln!(text, "\n(* Rows that ask whether the server is willing. *)");
    let _ = writeln!(text, "AskWilling == {}", set(asking));
    text
}

fn condition(text: &mut String, table: &Table, row: &Row) {
    let states = &table.states[row.role.index()];
    let on: Vec<String> = row.on.iter().map(|on| table.trigger_words(row.role, *on)).collect();
    let _ = writeln!(text, "{}_if(p, i) ==", name(row));
    let _ = writeln!(text, "    /\\ i.on \\in {}", set(on.iter().map(String::as_str)));
    let within: Vec<String> =
        row.states.iter().map(|s| states[s.0 as usize].name.clone()).collect();
    let _ = writeln!(text, "    /\\ p.state \\in {}", set(within.iter().map(String::as_str)));
    for condition in &row.conditions {
        if let Condition::Test(test) = condition {
            let _ = writeln!(text, "    /\\ {}", test_text(table, row, *test));
        }
    }
    let asks_session = |c: &Condition| matches!(c, Condition::Test(Test::Session(_)));
    if row.on.iter().any(brings_a_session) && !row.conditions.iter().any(asks_session) {
        text.push_str("    /\\ OfThisSession(p, i)\n");
    }
    if row.effects.iter().any(|effect| matches!(effect, Effect::Device(_))) {
        text.push_str("    /\\ p.command = NoCommand  \\* one command at a time\n");
    }
}

/// Whether the event is about a message, so that its session is asked.
fn brings_a_session(on: &Trigger) -> bool {
    match on {
        Trigger::Receives(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_) => true,
        Trigger::Operator(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => false,
    }
}

fn test_text(table: &Table, row: &Row, test: Test) -> String {
    let word = |wanted: Test| {
        let known = CONDITIONS.iter().find(|(_, known)| known.normal() == wanted.normal());
        known.map(|(word, _)| format!("{}(p, i)", operator(word)))
    };
    if let Some(word) = word(test) {
        return word;
    }
    if let Some(word) = word(test.not()) {
        return format!("~{word}");
    }
    match test.normal() {
        Test::Input(var, value) if var.name == vars::IN_FIELDS.name => {
            let inside = if value == 1 { "\\in" } else { "\\notin" };
            let field = field_name(table, row, var.offset - vars::IN_FIELDS.offset);
            format!("{} {inside} i.fields", quoted(&field))
        }
        other => guard(other),
    }
}

/// The field in that bit of the message that the row is about.
fn field_name(table: &Table, row: &Row, bit: u8) -> String {
    let of = |on: &Trigger| match on {
        Trigger::Receives(id) | Trigger::Answered(id) => name_of_bit(table, *id, bit),
        Trigger::Operator(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    };
    row.on.iter().find_map(of).unwrap_or_default()
}

fn name_of_bit(table: &Table, message: MessageId, bit: u8) -> Option<String> {
    let fields = &table.messages[message.0 as usize].fields;
    let has = |kind| matches!(kind, FieldKind::Boolean(n) | FieldKind::Reason(n) if n == bit);
    fields.iter().find(|field| has(field.kind)).map(|field| field.name.clone())
}

fn action(text: &mut String, table: &Table, row: &Row) {
    let states = &table.states[row.role.index()];
    let then = match row.then {
        Then::Same => None,
        Then::State(StateId(n)) => Some(quoted(&states[n as usize].name)),
    };
    let begins = |on: &Trigger| match on {
        Trigger::Operator(_) => true,
        Trigger::Receives(id) => table.messages[id.0 as usize].session == SessionRule::Opens,
        Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => false,
    };
    let start = match &then {
        Some(then) if row.on.iter().any(begins) => {
            format!("Begin({}, p, i, {then})", super::super::names::role(row.role))
        }
        Some(_) | None => "Stay(p)".into(),
    };
    let _ = writeln!(text, "{}(p, i) ==", name(row));
    let _ = writeln!(text, "    LET s0 == {start}");
    let apart = row.on.iter().any(|on| row.is_apart(&table.messages, *on));
    for (n, effect) in row.effects.iter().enumerate() {
        let words = effect_text(table, row, effect, &format!("s{n}"), apart);
        let _ = writeln!(text, "        s{} == {words}", n + 1);
    }
    let last = format!("s{}", row.effects.len());
    let _ = match then {
        Some(then) => writeln!(text, "    IN  MoveTo({last}, {then})"),
        None => writeln!(text, "    IN  {last}"),
    };
}

fn effect_text(table: &Table, row: &Row, effect: &Effect, s: &str, apart: bool) -> String {
    let message = |id: &MessageId| quoted(&table.messages[id.0 as usize].name);
    match effect {
        Effect::Send(id, with) => {
            let send = if apart { "SendApart" } else { "Send" };
            format!("{send}({s}, i, {}, {})", message(id), fields(table, *id, with, s))
        }
        Effect::Answer(id, with) => {
            format!("Answer({s}, {}, {})", message(id), fields(table, *id, with, s))
        }
        Effect::AnswerEmpty => format!("AnswerEmpty({s})"),
        Effect::Refuse(LATER) => format!("RefuseForNow({s}) \\* {LATER}"),
        Effect::Refuse(code) => format!("Refuse({s}) \\* {code}"),
        Effect::Device(op) => format!("Device({s}, {})", quoted(&names::op(*op))),
        Effect::Undo => format!("TakeBack({s})"),
        Effect::Start(timer) => format!("Start({s}, {})", names::timer(table, row.role, *timer)),
        Effect::Stop(timer) => format!("Stop({s}, {})", names::timer(table, row.role, *timer)),
        Effect::Report(outcome) => format!("Report({s}, {})", quoted(outcome.word())),
        Effect::Assign(assigns) => {
            let word = ASSIGNMENTS.iter().find(|(_, known)| known == assigns);
            format!("{}({s})", word.map_or(String::new(), |(word, _)| operator(word)))
        }
    }
}

/// The set of fields that say true, or success.
fn fields(table: &Table, id: MessageId, with: &[(u8, FieldValue)], s: &str) -> String {
    let name = |bit: u8| name_of_bit(table, id, bit).unwrap_or_default();
    let mut always = Vec::new();
    let mut text = String::new();
    for (bit, value) in with {
        match value {
            FieldValue::Constant(1) => always.push(name(*bit)),
            FieldValue::Constant(_) => {}
            FieldValue::Party(var) => {
                let _ = write!(text, " \\cup If({s}.p.{}, {})", var.name, quoted(&name(*bit)));
            }
        }
    }
    set(always.iter().map(String::as_str)) + &text
}

/// Which rows may apply, by state.
fn candidates(text: &mut String, export: &Export<'_>, role: Role) {
    let _ = write!(text, "\nRows{}(p, i) ==\n    CASE ", role.index() + 1);
    for (n, state) in export.table.states[role.index()].iter().enumerate() {
        let here = StateId(n as u8);
        let rows = export.rows().filter(|row| row.role == role && row.states.contains(&here));
        let rows: Vec<String> =
            rows.map(|row| format!("If({}_if(p, i), {})", name(row), quoted(&row.rule))).collect();
        let rows = if rows.is_empty() { "{}".into() } else { rows.join("\n            \\cup ") };
        let _ = write!(text, "p.state = \"{}\" ->\n            {rows}\n      [] ", state.name);
    }
    text.push_str("OTHER -> {}\n");
}
