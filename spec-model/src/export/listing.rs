//! The labelled graph itself, for other programs: as DOT and as JSON.

use std::fmt::Write as _;

use protocol::{Operator, Role, Table};
use world::{Event, Exchange, Label, Phase};

use super::{Export, digest, names};
use crate::graph::Graph;
use crate::path::Edges;
use crate::story::facts;

/// The most states that a listing has.
pub const MOST: u64 = 100_000;

/// The graph as DOT: a node per state, an edge per event.
pub fn dot(export: &Export, graph: &Graph) -> String {
    let mut out = format!("digraph \"{} {}\" {{\n", export.table.edition, export.moves.scope.name);
    let _ = writeln!(out, "  // {}", summary(export, graph));
    let numbers = numbers(graph);
    for (n, world) in graph.states.iter().enumerate() {
        let state = |role: Role| {
            let id = world.parties[role.index()].state();
            format!(
                "{}, {}",
                export.table.states[role.index()][id.0 as usize].name,
                world.parties[role.index()].record().word()
            )
        };
        let _ = writeln!(
            out,
            "  s{n} [label=\"{n}\\nDMS-1: {}\\nDMS-2: {}\\n{}\\n{} in flight\"];",
            state(Role::Delegating),
            state(Role::Delegated),
            facts(world.device()),
            world.wire.len()
        );
        for step in Edges::of(export.moves, world) {
            let to = numbers[&digest::state(&step.next)];
            let _ =
                writeln!(out, "  s{n} -> s{to} [label=\"{}\"];", event(export.table, step.label));
        }
    }
    out + "}\n"
}

/// The graph as JSON: the names of the variables, their values in each state, and the edges as
/// `[from, event, to]`; states are numbered as they are found breadth-first.
pub fn json(export: &Export, graph: &Graph) -> String {
    let sums = digest::sums(export.moves, &graph.states);
    let numbers = numbers(graph);
    let quoted = |words: Vec<String>| {
        words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(",")
    };
    let options = export.table.option_names(export.options).map(str::to_owned).collect();
    let variables = names::variables().into_iter().map(|variable| variable.name).collect();
    let mut out = format!(
        "{{\"edition\":\"{}\",\"scope\":\"{}\",\"options\":[{}],\n\"variables\":[{}],\n\
         \"hash\":{{\"states\":\"{:016x}\",\"edges\":\"{:016x}\"}},\n\"initial\":{},\n\"states\":[\n",
        export.table.edition,
        export.moves.scope.name,
        quoted(options),
        quoted(variables),
        sums.states,
        sums.edges,
        graph.tally.levels.first().copied().unwrap_or(0),
    );
    for (n, world) in graph.states.iter().enumerate() {
        let values: Vec<_> = names::values(world).iter().map(u64::to_string).collect();
        let comma = if n + 1 < graph.states.len() { "," } else { "" };
        let _ = writeln!(out, "[{}]{comma}", values.join(","));
    }
    out += "],\n\"edges\":[\n";
    let mut first = true;
    for (n, world) in graph.states.iter().enumerate() {
        for step in Edges::of(export.moves, world) {
            let to = numbers[&digest::state(&step.next)];
            let comma = if first { "" } else { ",\n" };
            first = false;
            let _ = write!(out, "{comma}[{n},\"{}\",{to}]", event(export.table, step.label));
        }
    }
    out + "\n]}\n"
}

/// A line about the graph.
fn summary(export: &Export, graph: &Graph) -> String {
    let sums = digest::sums(export.moves, &graph.states);
    format!(
        "{} states, {} edges; hashes {:016x} and {:016x}",
        graph.tally.states, graph.tally.edges, sums.states, sums.edges
    )
}

fn numbers(graph: &Graph) -> std::collections::HashMap<u64, usize> {
    graph.states.iter().enumerate().map(|(n, w)| (digest::state(w), n)).collect()
}

/// An event with its payload, in a few words.
pub fn event(table: &Table, label: Label) -> String {
    let words = match label.event {
        Event::Delegates { server, url, full } => format!(
            "operator of {} delegates ({}, {})",
            server.name(),
            if url == 0 { "account" } else { "URL" },
            if full == 0 { "partial" } else { "full" }
        ),
        Event::Revokes { server, operator } => {
            let words = Operator::ALL[operator as usize].1.trim_start_matches("operator ");
            format!("operator of {} {words}", server.name())
        }
        Event::Receives { post, willing } => {
            let will = if willing == 1 { ", willing" } else { "" };
            format!("{} arrives{will}", exchange(table, post))
        }
        Event::Answered { response } => format!("{} arrives", exchange(table, response)),
        Event::Loses { exchange: lost } => format!("{} is lost", exchange(table, lost)),
        Event::Copies { post } => format!("{} is copied", exchange(table, post)),
        Event::Device { server, op, answer, fault } => format!(
            "device {} {} of {}{}",
            answer.word(),
            op.word(),
            server.name(),
            if fault { " (fault)" } else { "" }
        ),
        Event::Fetches => "the device fetches the account of DMS-2".into(),
        Event::DeviceOpens => "the device opens a session".into(),
        Event::Expires { server, timer } => {
            let name = &table.timers[server.index()][timer.0 as usize].name;
            format!("{name} of {} expires", server.name())
        }
        Event::Crashes { server } => format!("{} crashes", server.name()),
    };
    if label.crash { format!("{words}; it crashes before releasing anything") } else { words }
}

/// An exchange in flight, with its payload.
fn exchange(table: &Table, e: Exchange) -> String {
    let name = |message: u8| table.messages[message as usize].name.as_str();
    let request = name(e.message());
    let what = match e.phase() {
        Phase::Request => request.to_owned(),
        Phase::AnsweredEmpty => format!("empty answer to {request}"),
        Phase::Refused => format!("error status for {request}"),
        Phase::Answered(message) => format!("{} for {request}", name(message)),
    };
    let approach = if e.url() == 1 { ", URL" } else { "" };
    let orphan = if e.is_orphan() { ", nobody waits" } else { "" };
    let by = Role::ALL[e.sender()].name();
    format!("{what} [{by}, session {}, fields {}{approach}{orphan}]", e.session(), e.fields())
}
