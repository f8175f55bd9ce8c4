//! `matrix.md`: what each role does in each state about each event.

use std::collections::BTreeSet;

use protocol::words::UNDO;
use protocol::{
    Answer, Carrier, Effect, MessageId, Op, Operator, Role, StateId, Table, TimerId, Trigger,
};

use super::grid::{Grid, Side};
use super::{head, rules};

const WORDS: &str = "\
A cell has the rules that may apply in the state on the event, each under conditions of its own and
some only with or without an option; `-` where nothing is described. `FAI-1-02..04` stands for three
rules. Where an answer comes back, to a message or from the device, states in which nothing is
described are left out, and so are operations that no row of the role commands.";

/// The states that a table shows.
#[derive(Clone, Copy)]
enum States {
    /// All of them.
    All,
    /// Those in which something is described.
    Described,
}

/// The page.
pub fn matrix(table: &Table) -> String {
    let mut text = head(&format!("State-by-event matrix of {}", table.edition), WORDS);
    for role in Role::ALL {
        text.push_str(&format!("\n## {}\n", role.name()));
        text.push_str(&operators(table, role));
        text.push_str(&posts(table, role));
        text.push_str(&answers(table, role));
        text.push_str(&device(table, role));
        text.push_str(&others(table, role));
    }
    text
}

fn operators(table: &Table, role: Role) -> String {
    let meant = Operator::ALL.iter().filter(|(operator, _)| match operator {
        Operator::Delegates => true,
        Operator::RevokesAsked | Operator::RevokesForced => role == Role::Delegating,
        Operator::RequestsRevocation => role == Role::Delegated,
    });
    let column = |(operator, words): &(Operator, &str)| {
        let words = words.strip_prefix("operator ").unwrap_or(words);
        (words.to_owned(), Trigger::Operator(*operator))
    };
    let columns: Vec<_> = meant.map(column).collect();
    section("### The operator", table, role, &columns, States::All)
}

fn posts(table: &Table, role: Role) -> String {
    let columns: Vec<_> = sent(table, role.peer())
        .map(|(id, name)| (name.to_owned(), Trigger::Receives(id)))
        .collect();
    section("### POSTs received", table, role, &columns, States::All)
}

/// One table for each message that the role sends in a POST.
fn answers(table: &Table, role: Role) -> String {
    let mut text = "\n### Answers to messages, and the lack of one\n".to_owned();
    for (request, name) in sent(table, role) {
        let responses = table.messages.iter().enumerate().filter(|(_, message)| {
            message.carrier == Carrier::ResponseTo(request) && message.from.allows(role.peer())
        });
        let mut columns: Vec<_> = responses
            .map(|(n, message)| (message.name.clone(), Trigger::Answered(MessageId(n as u8))))
            .collect();
        columns.push(("answered empty".to_owned(), Trigger::AnsweredEmpty(request)));
        columns.push(("unanswered".to_owned(), Trigger::Unanswered(request)));
        columns.push(("refused".to_owned(), Trigger::RefusedBy(request)));
        let heading = format!("#### Answer to {name}");
        text.push_str(&section(&heading, table, role, &columns, States::Described));
    }
    text
}

/// One table for each operation that a row of the role commands.
fn device(table: &Table, role: Role) -> String {
    let mut text = String::new();
    for op in commanded(table, role) {
        let column = |answer: Answer| {
            let words = if answer == Answer::FoundDone { "found done" } else { answer.word() };
            (words.to_owned(), Trigger::Device(op, answer))
        };
        let columns = Answer::ALL.map(column);
        let heading = format!("#### Answer to `{}`", op.word());
        text.push_str(&section(&heading, table, role, &columns, States::Described));
    }
    if text.is_empty() { text } else { format!("\n### Answers of the device\n{text}") }
}

fn others(table: &Table, role: Role) -> String {
    let timers = table.timers[role.index()].iter().enumerate();
    let mut columns: Vec<_> = timers
        .map(|(n, timer)| (format!("{} expires", timer.name), Trigger::Expires(TimerId(n as u8))))
        .collect();
    columns.push(("restarts".to_owned(), Trigger::Restarts));
    if role == Role::Delegated {
        columns.push(("device opened a session".to_owned(), Trigger::DeviceOpenedSession));
    }
    section("### Timers, restarts, sessions of the device", table, role, &columns, States::All)
}

/// The messages that a role sends in a POST.
fn sent(table: &Table, role: Role) -> impl Iterator<Item = (MessageId, &str)> {
    let posts =
        table.messages.iter().enumerate().filter(move |(_, message)| {
            message.carrier == Carrier::Post && message.from.allows(role)
        });
    posts.map(|(n, message)| (MessageId(n as u8), message.name.as_str()))
}

/// The operations that a role's rows command, by name or by `undo`, in the order of their codes.
fn commanded(table: &Table, role: Role) -> BTreeSet<Op> {
    let mut commanded = BTreeSet::new();
    let mut changes = Vec::new();
    let mut undoes = false;
    for effect in table.rows.iter().filter(|row| row.role == role).flat_map(|row| &row.effects) {
        match effect {
            Effect::Device(op) => {
                commanded.insert(op.named());
                changes.extend(op.change());
            }
            Effect::Undo => undoes = true,
            Effect::Assign(assigns) => {
                let set = |var| assigns.iter().any(|(other, value)| *other == var && *value == 1);
                changes.extend(UNDO.map(|undo| undo.change).iter().filter(|c| set(c.var())));
            }
            Effect::Send(..)
            | Effect::Answer(..)
            | Effect::AnswerEmpty
            | Effect::Refuse(_)
            | Effect::Start(_)
            | Effect::Stop(_)
            | Effect::Report(_) => {}
        }
    }
    let back = UNDO.iter().filter(|undo| undoes && changes.contains(&undo.change));
    commanded.extend(back.map(|undo| undo.op.named()));
    commanded
}

fn section(
    heading: &str,
    table: &Table,
    role: Role,
    columns: &[(String, Trigger)],
    shown: States,
) -> String {
    let names = columns.iter().map(|(name, _)| (name.clone(), Side::Left));
    let mut grid = Grid::new([("State".to_owned(), Side::Left)].into_iter().chain(names).collect());
    for (n, state) in table.states[role.index()].iter().enumerate() {
        let cells = columns.iter().map(|(_, on)| cell(table, role, StateId(n as u8), *on));
        let row: Vec<_> = [state.name.clone()].into_iter().chain(cells).collect();
        match shown {
            States::Described if row[1..].iter().all(|cell| cell == "-") => {}
            States::All | States::Described => grid.push(row),
        }
    }
    let body = if grid.is_empty() { "Nothing is described.\n".to_owned() } else { grid.text() };
    format!("\n{heading}\n\n{body}")
}

fn cell(table: &Table, role: Role, state: StateId, on: Trigger) -> String {
    let rows = table
        .rows
        .iter()
        .filter(|row| row.role == role && row.states.contains(&state) && row.on.contains(&on));
    let ids = rules(rows.map(|row| row.rule.as_str()));
    if ids.is_empty() { "-".to_owned() } else { ids }
}
