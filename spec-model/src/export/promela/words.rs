//! Names of the table as Promela, and what the words of the core mean.

use protocol::vars::{self, Var};
use protocol::words::{LATER, Test, UNDO};
use protocol::{
    Answer, FieldKind, Means, MessageId, Op, Outcome, Role, SessionRule, StateId, Table, Timer,
    Trigger,
};

use super::{Begins, Export, opens, title};
use crate::export::names::{self, CHANGES, change, identifier};

/// A variable of a party. `full` is a word of Promela.
pub fn field(var: Var) -> &'static str {
    if var == vars::FULL { "whole" } else { var.name }
}

/// The state besides the two records: where it is kept during a step, and its name.
pub fn others() -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> = ["facts", "snapshot", "outcome", "basis_1", "basis_2"]
        .into_iter()
        .chain(names::FLAGS.map(|(_, name)| name))
        .map(|name| (format!("old_{name}"), name.to_owned()))
        .collect();
    for n in 0..2 {
        list.push((format!("old_left_{n}"), format!("left[{n}]")));
        list.push((format!("old_turned_down_{n}"), format!("turned_down[{n}]")));
    }
    let revocations = world::REVOCATIONS.map(|(name, ..)| name);
    let faults = world::Fault::ALL.map(|(_, name)| name);
    for name in ["delegations"].into_iter().chain(revocations).chain(faults) {
        list.push((format!("old_spent_{name}"), format!("spent.{name}")));
    }
    list
}

/// A state of a role.
pub fn state(table: &Table, role: Role, id: StateId) -> String {
    let name = &table.states[role.index()][id.0 as usize].name;
    format!("{}_{}", names::role(role), identifier(name))
}

/// A message.
pub fn message(table: &Table, id: MessageId) -> String {
    identifier(&table.messages[id.0 as usize].name)
}

/// A field of a message that rows may speak about.
pub fn field_of(table: &Table, id: MessageId, name: &str) -> String {
    format!("{}_{}", message(table, id), identifier(name))
}

/// A timer of a role.
pub fn timer(role: Role, timer: &Timer) -> String {
    format!("{}_{}", names::role(role), identifier(&timer.name))
}

/// An event. Timers have the names of their role.
pub fn trigger(table: &Table, role: Role, on: Trigger) -> String {
    match on {
        Trigger::Expires(_) => {
            format!("{}_{}", names::role(role), names::trigger(table, role, on))
        }
        Trigger::Operator(_)
        | Trigger::Receives(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Restarts => names::trigger(table, role, on),
    }
}

/// An operation; the larger twins have names of their own.
pub fn operation(op: Op) -> String {
    match op {
        Op::GrantAll => "grant_all".into(),
        Op::WithdrawAll => "withdraw_all".into(),
        Op::CreateAccount
        | Op::CreateQuietAccount
        | Op::Quiet
        | Op::Unquiet
        | Op::Grant
        | Op::Withdraw
        | Op::DeleteAccount
        | Op::DeleteOwnAccount
        | Op::AddEntry
        | Op::RemoveEntry
        | Op::OpenSession
        | Op::StopActivities
        | Op::Bootstrap => identifier(op.word()),
    }
}

/// An outcome.
pub fn outcome(outcome: Outcome) -> String {
    format!("o_{}", identifier(outcome.word()))
}

/// Whether a guard asks for the receiver's will.
pub fn is_about_will(test: Test) -> bool {
    match test {
        Test::Input(var, _) | Test::InputNot(var, _) => var == vars::IN_WILLING,
        Test::Party(..) | Test::PartyNot(..) | Test::Session(_) => false,
    }
}

/// The value of a variable by its name, where it has one.
pub fn value(table: &Table, role: Role, var: Var, value: u64) -> String {
    if var == vars::RECORD {
        ["not_delegated", "delegated_partial", "delegated_full"]
            .get(value as usize)
            .map_or(value.to_string(), |name| (*name).to_owned())
    } else if var == vars::STATE {
        state(table, role, StateId(value as u8))
    } else {
        value.to_string()
    }
}

/// All names with their numbers.
pub fn names(export: &Export) -> String {
    let table = export.table;
    let triggers = export.moves.program.triggers();
    let mut out = title("names");
    let mut group = |words: &str, list: Vec<(String, u64)>| {
        out += &format!("/* {words} */\n");
        for (name, number) in list {
            out += &format!("#define {name:<45} {number}\n");
        }
    };
    group("roles", Role::ALL.map(|r| (names::role(r).to_owned(), r.index() as u64)).to_vec());
    for role in Role::ALL {
        let count = table.states[role.index()].len();
        let states = (0..count).map(|n| (state(table, role, StateId(n as u8)), n as u64));
        group(&format!("states of {}", role.name()), states.collect());
    }
    for role in Role::ALL {
        let timers = table.timers[role.index()].iter().enumerate();
        let list = timers.map(|(n, t)| (timer(role, t), n as u64)).collect();
        group(&format!("timers of {}", role.name()), list);
    }
    let records = ["not_delegated", "delegated_partial", "delegated_full"];
    group("records", records.into_iter().map(str::to_owned).zip(0..).collect());
    let ids: Vec<_> = (0..table.messages.len()).map(|n| MessageId(n as u8)).collect();
    group("messages", ids.iter().map(|id| (message(table, *id), u64::from(id.0))).collect());
    let mut fields = Vec::new();
    for id in &ids {
        for field in &table.messages[id.0 as usize].fields {
            if let FieldKind::Boolean(n) | FieldKind::Reason(n) = field.kind {
                fields.push((field_of(table, *id, &field.name), u64::from(n)));
            }
        }
    }
    group("bits of their fields", fields);
    group("operations", Op::ALL.map(|(op, _)| (operation(op), op as u64)).to_vec());
    let answers = ["did", "found_done", "declined", "silent"];
    group("answers of the device", answers.into_iter().map(str::to_owned).zip(0..).collect());
    let changes = CHANGES.map(|c| (change(c).to_owned(), 1u64 << c as u64));
    group("changes to be undone", changes.to_vec());
    group("outcomes", Outcome::ALL.map(|o| (outcome(o), o as u64)).to_vec());
    let revocations = world::REVOCATIONS.iter().map(|(name, ..)| format!("kind_{name}"));
    group("kinds of revocations", revocations.zip(0..).collect());
    let on = |role: Role, on: Trigger| (trigger(table, role, on), u64::from(triggers.index(on)));
    let mut events = Vec::new();
    for (operator, _) in protocol::Operator::ALL {
        events.push(on(Role::Delegating, Trigger::Operator(operator)));
    }
    for (op, _) in Op::ALL.iter().filter(|(op, _)| op.named() == *op) {
        for answer in Answer::ALL {
            events.push(on(Role::Delegating, Trigger::Device(*op, answer)));
        }
    }
    events.push(on(Role::Delegating, Trigger::DeviceOpenedSession));
    events.push(on(Role::Delegating, Trigger::Restarts));
    for role in Role::ALL {
        for n in 0..table.timers[role.index()].len() {
            events.push(on(role, Trigger::Expires(protocol::TimerId(n as u8))));
        }
    }
    for kind in BY_MESSAGE {
        for id in &ids {
            events.push(on(Role::Delegating, kind(*id)));
        }
    }
    group("events", events);
    let first = |on: Trigger| u64::from(triggers.index(on));
    let device = first(Trigger::Device(Op::CreateAccount, Answer::Did));
    let timers = first(Trigger::Expires(protocol::TimerId(0)));
    let mut bounds = vec![
        ("DEVICE".to_owned(), device),
        ("DEVICE_END".to_owned(), device + 4 * Op::ALL.len() as u64),
        ("TIMERS".to_owned(), timers),
        ("TIMERS_END".to_owned(), timers + vars::TIMERS as u64),
    ];
    let kinds = ["RECEIVES", "ANSWERED", "ANSWERED_EMPTY", "UNANSWERED", "REFUSED"];
    for (name, kind) in kinds.iter().zip(BY_MESSAGE) {
        bounds.push((format!("{name}_FIRST"), first(kind(MessageId(0)))));
    }
    group("where kinds of events begin", bounds);
    out
}

const BY_MESSAGE: [fn(MessageId) -> Trigger; 5] = [
    Trigger::Receives,
    Trigger::Answered,
    Trigger::AnsweredEmpty,
    Trigger::Unanswered,
    Trigger::RefusedBy,
];

/// What is known of messages, operations and events, as tests.
pub fn lookups(export: &Export) -> String {
    let table = export.table;
    let mut out = title("what messages, operations and events are");
    let mut test = |name: &str, of: &str, all: Vec<String>| {
        let tests: Vec<_> = all.iter().map(|one| format!("({of}) == {one}")).collect();
        let tests = if tests.is_empty() { "false".to_owned() } else { tests.join(" || ") };
        out += &format!("#define {name}({of}) ({tests})\n");
    };
    let ids = || (0..table.messages.len()).map(|n| MessageId(n as u8));
    let by_device = ids()
        .filter(|id| table.messages[id.0 as usize].session == SessionRule::DeviceAndPeer)
        .map(|id| message(table, id));
    test("BY_DEVICE", "m_", by_device.collect());
    test("OPENS", "m_", opens(export, &[Begins::Delegation, Begins::Revocation]));
    test("OPENS_DELEGATION", "m_", opens(export, &[Begins::Delegation]));
    let prepared = table.meaning(Means::Prepared).map(|id| message(table, id));
    let prepared: Vec<_> = prepared.collect();
    let says_prepared = !prepared.is_empty();
    test("IS_PREPARED", "m_", prepared);
    let sized = Op::ALL.iter().filter(|(op, _)| op.is_sized()).map(|(op, _)| operation(*op));
    test("IS_SIZED", "o_", sized.collect());
    let receives = |wanted: &[Begins]| -> Vec<String> {
        let ids = ids().filter(|id| wanted.contains(&export.begins(*id)));
        ids.map(|id| trigger(table, Role::Delegating, Trigger::Receives(id))).collect()
    };
    test("RECEIVES_DELEGATION", "e_", receives(&[Begins::Delegation]));
    let mut begins = receives(&[Begins::Delegation, Begins::Revocation]);
    for (operator, _) in protocol::Operator::ALL {
        begins.push(trigger(table, Role::Delegating, Trigger::Operator(operator)));
    }
    test("BEGINS", "e_", begins);
    for role in Role::ALL {
        let states = table.states[role.index()].iter().enumerate();
        let rests = states.filter(|(_, state)| state.at_rest).map(|(n, _)| {
            let state = state(table, role, StateId(n as u8));
            format!("server[{}].state == {state}", names::role(role))
        });
        let rests: Vec<_> = rests.collect();
        let which = role.index() + 1;
        out += &format!("#define AT_REST_{which} ({})\n", rests.join(" || "));
    }
    out += &format!("#define SAYS_PREPARED {says_prepared}\n#define LATER {LATER}\n");
    let [one, two] = Role::ALL.map(|role| export.moves.program.remembers(role));
    out += &format!("#define REMEMBERS(w_) ((w_) == DMS1 && {one} || (w_) == DMS2 && {two})\n");
    let mut changes = String::from("0");
    for (op, _) in Op::ALL.iter().rev() {
        if let Some(left) = op.change() {
            let (op, left) = (operation(*op), change(left));
            changes = format!("((o_) == {op} -> {left} : \\\n  {changes})");
        }
    }
    out += &format!("#define CHANGE(o_) {changes}\n");
    let mut named = String::from("(o_)");
    for (op, _) in Op::ALL.iter().filter(|(op, _)| op.named() != *op) {
        let twin = operation(op.named());
        named = format!("((o_) == {} -> {twin} : {named})", operation(*op));
    }
    out += &format!("#define NAMED(o_) {named}\n");
    out += "#define IS_ANSWER(e_, a_) \\\n  \
            ((e_) >= DEVICE && (e_) < DEVICE_END && ((e_) - DEVICE) % 4 == a_)\n";
    out += &undo();
    out
}

/// What `undo` takes back first, and what is forgotten with it: from the list of the core.
fn undo() -> String {
    let (mut first, mut forgotten) = (String::from("0"), String::from("0"));
    for undo in UNDO.iter().rev() {
        let forgets: Vec<_> = undo.forgets.iter().map(|c| change(*c)).collect();
        let unless =
            undo.unless.map_or(String::new(), |other| format!(" && !((c_) & {})", change(other)));
        let (op, made) = (operation(undo.op), change(undo.change));
        first = format!("(((c_) & {made}){unless} -> {op} : \\\n  {first})");
        forgotten = format!("((o_) == {op} -> ({}) : \\\n  {forgotten})", forgets.join(" | "));
    }
    format!("#define TO_UNDO(c_) {first}\n#define FORGOTTEN_BY(o_) {forgotten}\n")
}
