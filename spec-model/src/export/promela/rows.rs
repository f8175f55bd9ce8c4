//! Rows as Promela: a guard with the rule's name, and a branch with its effects.

use protocol::vars::{self, Var};
use protocol::words::Test;
use protocol::{
    Condition, Effect, FieldKind, FieldValue, MessageId, Role, Row, SessionRule, Standing,
    Standings, Table, Then, Trigger,
};

use super::{title, words};
use crate::export::{Export, names};

/// What stands for the event and for what it brings along.
pub struct Brought {
    /// The test on the event; `None` asks the variable `on`.
    pub event: Option<String>,
    /// The session.
    pub session: String,
    /// The approach.
    pub url: String,
    /// The operator's wish for a full delegation.
    pub full: String,
    /// Willingness; `None` leaves the tests on it out.
    pub willing: Option<String>,
    /// The fields of the message.
    pub fields: String,
}

impl Brought {
    fn usual() -> Brought {
        Brought {
            event: None,
            session: "in_session".into(),
            url: "in_url".into(),
            full: "in_full".into(),
            willing: Some("willing".into()),
            fields: "in_fields".into(),
        }
    }
}

/// The guards of all rows in force.
pub fn guards(export: &Export) -> String {
    let mut out = title("when rows apply");
    let usual = Brought::usual();
    let mut process = String::new();
    for row in export.rows() {
        let section = format!("{} at {}", row.process, row.role.name());
        if section != process {
            out += &format!("/* {section} */\n");
            process = section;
        }
        let guard = guard(export, row, &row.on, &usual).unwrap_or_else(|| "false".into());
        out += &format!("#define {} ({guard})\n", names::row(row));
    }
    out
}

/// How many rows of a role apply, as a sum.
pub fn count(export: &Export, role: Role) -> String {
    let rows: Vec<_> = export.rows().filter(|r| r.role == role).map(names::row).collect();
    let lines: Vec<_> = rows.chunks(8).map(|some| some.join(" + ")).collect();
    if lines.is_empty() { "0".into() } else { lines.join(" +\n                    ") }
}

/// A branch per row of a role.
pub fn branches(export: &Export, role: Role) -> String {
    let mut out = String::new();
    for row in export.rows().filter(|row| row.role == role) {
        let about = format!("{}, clause {}, {}", row.rule, row.text, row.basis);
        out += &format!("                /* {about} */\n");
        let mut kinds: Vec<(Option<String>, Vec<Trigger>)> = Vec::new();
        for on in &row.on {
            let apart = row.is_apart(&export.table.messages, *on);
            let extent = takes_up(export.table, row, *on).filter(|_| !apart);
            match kinds.iter_mut().find(|(known, _)| *known == extent) {
                Some((_, all)) => all.push(*on),
                None => kinds.push((extent, vec![*on])),
            }
        }
        let several = kinds.len() > 1;
        for (extent, on) in kinds {
            let name = names::row(row);
            let only = match several {
                true => format!(" && ({})", events(export, role, &on)),
                false => String::new(),
            };
            let effects = effects(export, row, extent.as_deref());
            let effects = effects.join(";\n                   ");
            out += &format!("                :: {name}{only} ->\n                   {effects}\n");
        }
    }
    if out.is_empty() { "                :: else\n".into() } else { out }
}

fn effects(export: &Export, row: &Row, extent: Option<&str>) -> Vec<String> {
    let table = export.table;
    let apart = row.on.iter().any(|on| row.is_apart(&table.messages, *on));
    let mut list = Vec::new();
    if let (Some(extent), Then::State(then)) = (extent, row.then) {
        list.push(format!("take_up({}, {extent})", words::state(table, row.role, then)));
    }
    let message = |id: MessageId| words::message(table, id);
    for effect in &row.effects {
        list.push(match effect {
            Effect::Send(id, with) if apart => {
                format!("send_apart({}, {})", message(*id), fields(with))
            }
            Effect::Send(id, with) => format!("send({}, {})", message(*id), fields(with)),
            Effect::Answer(id, with) => format!("answer({}, {})", message(*id), fields(with)),
            Effect::AnswerEmpty => "answer_empty()".into(),
            Effect::Refuse(status) => format!("refuse({status})"),
            Effect::Device(op) => format!("device({})", words::operation(*op)),
            Effect::Undo => "undo()".into(),
            Effect::Start(timer) | Effect::Stop(timer) => {
                let timer = &table.timers[row.role.index()][timer.0 as usize];
                let timer = words::timer(row.role, timer);
                let starts = matches!(effect, Effect::Start(_));
                format!("{}({timer})", if starts { "start" } else { "stop" })
            }
            Effect::Report(outcome) => {
                let one = |(var, value): &(Var, u64)| assignment(table, row.role, *var, *value);
                let mut all: Vec<_> = outcome.assigns().iter().map(one).collect();
                all.push(format!("report({})", words::outcome(*outcome)));
                all.join("; ")
            }
            Effect::Assign(assigns) => {
                let one = |(var, value): &(Var, u64)| assignment(table, row.role, *var, *value);
                assigns.iter().map(one).collect::<Vec<_>>().join("; ")
            }
        });
    }
    if let Then::State(then) = row.then {
        list.push(format!("my.state = {}", words::state(table, row.role, then)));
    }
    if list.is_empty() {
        list.push("skip".into());
    }
    list
}

fn assignment(table: &Table, role: Role, var: Var, value: u64) -> String {
    match place(var) {
        Place::Whole(name) => format!("my.{name} = {}", words::value(table, role, var, value)),
        Place::Bit(name, n) if value == 1 => format!("my.{name} = my.{name} | {}", 1 << n),
        Place::Bit(name, n) => format!("my.{name} = my.{name} & ~{}", 1 << n),
    }
}

fn fields(with: &[(u8, FieldValue)]) -> String {
    let one = |(field, value): &(u8, FieldValue)| match value {
        FieldValue::Constant(value) => (*value != 0).then(|| format!("{value} << {field}")),
        FieldValue::Party(var) => Some(match place(*var) {
            Place::Whole(name) => format!("my.{name} << {field}"),
            Place::Bit(name, n) => format!("(my.{name} >> {n} & 1) << {field}"),
        }),
    };
    let all: Vec<_> = with.iter().filter_map(one).collect();
    if all.is_empty() { "0".into() } else { all.join(" | ") }
}

/// The extent of the session that the row takes up on that event, if it may take one up: work
/// begins by leaving rest.
fn takes_up(table: &Table, row: &Row, on: Trigger) -> Option<String> {
    let Then::State(then) = row.then else { return None };
    if table.states[row.role.index()][then.0 as usize].at_rest {
        return None;
    }
    match on {
        Trigger::Operator(_) => Some("in_full".into()),
        Trigger::Receives(id) => {
            let message = &table.messages[id.0 as usize];
            (message.session == SessionRule::Opens).then(|| {
                match message.field("isDelegationFull").map(|field| field.kind) {
                    Some(FieldKind::Boolean(n)) => format!("FIELD(in_fields, {n})"),
                    Some(FieldKind::Reason(_) | FieldKind::Session | FieldKind::Opaque) | None => {
                        "in_full".into()
                    }
                }
            })
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

/// When a row applies on these of its events; `None`: never.
pub fn guard(export: &Export, row: &Row, on: &[Trigger], brought: &Brought) -> Option<String> {
    let party = format!("server[{}]", names::role(row.role));
    let commands = row.effects.iter().any(|e| matches!(e, Effect::Device(_)));
    // What is asked besides depends on the event: its session, and a free line to the device.
    let mut kinds: Vec<((Standings, bool), Vec<Trigger>)> = Vec::new();
    for on in on {
        let sessions = row.sessions(&export.table.messages, *on);
        let kind = (sessions, commands && !ends_command(*on));
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, all)) => all.push(*on),
            None => kinds.push((kind, vec![*on])),
        }
    }
    let mut choices = Vec::new();
    for ((sessions, free), on) in kinds {
        let mut all = Vec::new();
        match &brought.event {
            Some(event) => all.push(event.clone()),
            None if brought.session == "in_session" => {
                all.push(parenthesized(events(export, row.role, &on)));
            }
            None => {}
        }
        all.extend(standing(row.role, sessions, &brought.session));
        if free {
            all.push(format!("{party}.command == 0"));
        }
        choices.push(all.join(" && "));
    }
    choices.retain(|choice| !choice.is_empty());
    let mut all = vec![states(export.table, row)];
    match choices.as_slice() {
        [] => {}
        [one] => all.insert(0, one.clone()),
        several => all.insert(0, format!("({})", several.join(" || "))),
    }
    for condition in &row.conditions {
        if let Condition::Test(asked) = condition {
            match test(export.table, row, asked.normal(), brought) {
                Asked::True => {}
                Asked::False => return None,
                Asked::Of(text) => all.push(text),
            }
        }
    }
    all.retain(|part| !part.is_empty());
    Some(broken(&all))
}

/// How the session of the event stands to the server; `None`: in any way.
fn standing(role: Role, sessions: Standings, session: &str) -> Option<String> {
    let is_own = format!("server[{}].session == {session}", names::role(role));
    let is_other = format!("server[{}].session != {session}", names::role(role));
    let past = format!("PAST({}, {session})", names::role(role));
    let has = [Standing::Current, Standing::Over, Standing::Unknown].map(|one| sessions.has(one));
    match has {
        [true, true, true] => None,
        [true, true, false] => Some(format!("({is_own} || {past})")),
        [true, false, true] => Some(format!("({is_own} || !{past})")),
        [true, false, false] => Some(is_own),
        [false, true, true] => Some(is_other),
        [false, true, false] => Some(format!("{is_other} && {past}")),
        [false, false, true] => Some(format!("{is_other} && !{past}")),
        [false, false, false] => Some("false".into()),
    }
}

/// Conjuncts on as many lines as they need.
fn broken(all: &[String]) -> String {
    let (mut text, mut length) = (String::new(), 0);
    for (n, part) in all.iter().enumerate() {
        if n > 0 {
            let wrap = length + part.len() > 76;
            text += if wrap { " \\\n  && " } else { " && " };
            length = if wrap { 0 } else { length + 4 };
        }
        length += part.len();
        text += part;
    }
    text
}

fn parenthesized(text: String) -> String {
    if text.contains("||") { format!("({text})") } else { text }
}

enum Asked {
    True,
    False,
    Of(String),
}

fn test(table: &Table, row: &Row, test: Test, brought: &Brought) -> Asked {
    let party = format!("server[{}]", names::role(row.role));
    let (var, value, sign) = match test {
        Test::Party(var, value) => (var, value, "=="),
        Test::PartyNot(var, value) => (var, value, "!="),
        Test::Input(var, value) => return input(table, row, var, value, "==", brought),
        Test::InputNot(var, value) => return input(table, row, var, value, "!=", brought),
        // Asked of the row as a whole.
        Test::Session(_) => return Asked::True,
    };
    Asked::Of(match place(var) {
        Place::Whole(name) => {
            format!("{party}.{name} {sign} {}", words::value(table, row.role, var, value))
        }
        Place::Bit(name, n) => format!("({party}.{name} >> {n} & 1) {sign} {value}"),
    })
}

fn input(table: &Table, row: &Row, var: Var, value: u64, sign: &str, brought: &Brought) -> Asked {
    let term = if var == vars::IN_SESSION {
        brought.session.clone()
    } else if var == vars::IN_URL {
        brought.url.clone()
    } else if var == vars::IN_FULL {
        brought.full.clone()
    } else if var == vars::IN_WILLING {
        match &brought.willing {
            Some(term) => term.clone(),
            None => return Asked::True,
        }
    } else {
        let n = var.offset - vars::IN_FIELDS.offset;
        if brought.fields == "0" {
            "0".into()
        } else {
            format!("FIELD({}, {})", brought.fields, field(table, row, n))
        }
    };
    match term.parse::<u64>() {
        Ok(known) if (known == value) == (sign == "==") => Asked::True,
        Ok(_) => Asked::False,
        Err(_) => Asked::Of(format!("{term} {sign} {value}")),
    }
}

/// The name of a field by its bit, as the first of the row's messages that has it says.
fn field(table: &Table, row: &Row, n: u8) -> String {
    let messages = row.on.iter().filter_map(|on| match on {
        Trigger::Receives(id) | Trigger::Answered(id) => Some(*id),
        Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Operator(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    });
    for id in messages {
        for field in &table.messages[id.0 as usize].fields {
            match field.kind {
                FieldKind::Boolean(bit) | FieldKind::Reason(bit) if bit == n => {
                    return words::field_of(table, id, &field.name);
                }
                FieldKind::Boolean(_)
                | FieldKind::Reason(_)
                | FieldKind::Session
                | FieldKind::Opaque => {}
            }
        }
    }
    n.to_string()
}

/// The states in which a row applies; those where it does not, if they are fewer.
fn states(table: &Table, row: &Row) -> String {
    let all = table.states[row.role.index()].len();
    let name = |n: usize| words::state(table, row.role, protocol::StateId(n as u8));
    let party = format!("server[{}].state", names::role(row.role));
    let has = |n: &usize| row.states.iter().any(|state| usize::from(state.0) == *n);
    let (inside, outside): (Vec<_>, Vec<_>) = (0..all).partition(has);
    if outside.len() < inside.len() {
        let tests: Vec<_> = outside.iter().map(|n| format!("{party} != {}", name(*n))).collect();
        return tests.join(" && ");
    }
    let tests: Vec<_> = inside.iter().map(|n| format!("{party} == {}", name(*n))).collect();
    parenthesized(tests.join(" || "))
}

/// The events, those of all operations of the role taken together.
fn events(export: &Export, role: Role, on: &[Trigger]) -> String {
    use protocol::{Answer, Op};
    let ops = || Op::ALL.iter().map(|(op, _)| *op).filter(|op| op.named() == *op && op.is_of(role));
    let any = |answer: Answer| ops().all(|op| on.contains(&Trigger::Device(op, answer)));
    let mut tests = Vec::new();
    for answer in Answer::ALL.into_iter().filter(|answer| any(*answer)) {
        tests.push(format!("IS_ANSWER(on, {})", answer as u64));
    }
    for on in on {
        let covered = matches!(on, Trigger::Device(_, answer) if any(*answer));
        if !covered {
            tests.push(format!("on == {}", words::trigger(export.table, role, *on)));
        }
    }
    tests.join(" || ")
}

/// Whether no command is under way after the event.
fn ends_command(on: Trigger) -> bool {
    match on {
        Trigger::Device(..) | Trigger::Restarts => true,
        Trigger::Operator(_)
        | Trigger::Receives(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_) => false,
    }
}

enum Place {
    Whole(&'static str),
    Bit(&'static str, u8),
}

/// Where a variable of a party is kept: in a field of its own, or as a bit of one.
fn place(var: Var) -> Place {
    if vars::PARTY.contains(&var) {
        return Place::Whole(words::field(var));
    }
    let row = vars::PARTY.iter().find(|row| row.mask() & var.mask() == var.mask());
    row.map_or(Place::Whole(var.name), |row| {
        Place::Bit(words::field(*row), var.offset - row.offset)
    })
}
