//! One process written by hand in TLA+ from the text, `spec/tla/AccountDelegation.tla`, and the
//! same process of the table: what is received in which order, and which properties break.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use protocol::Table;
use spec_model::graph::{self, Graph};
use spec_model::path::Edges;
use spec_model::search::{Limits, Silent};
use world::{Event, Extent, GapKind, Move, Moves, Phase, Property, Scope, World};

const MODEL: &str = include_str!("../../../../../spec/tla/AccountDelegation.tla");

/// The properties that the process can break, in the order in which it tells them.
pub const PROPERTIES: [&str; 5] = [
    "no_orphaned_account",
    "acl_matches_delegation",
    "servers_agree",
    "no_session_before_prepared",
    "failure_restores",
];

/// What can be seen of the process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behaviour {
    /// Every order in which messages may be received, beginnings of longer ones too.
    pub orders: BTreeSet<Vec<String>>,
    /// Which of [`PROPERTIES`] are violated somewhere.
    pub violated: BTreeSet<&'static str>,
}

/// Whether the implementations do all that the text leaves to them, or nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedoms {
    /// All of it.
    Used,
    /// Nothing of it.
    Unused,
}

/// Both processes side by side, with and without the freedoms of the text: what they have in
/// common in words, and what only one of them shows.
///
/// # Errors
/// What TLC or the compiler complained about.
pub fn check(table: &Table, jar: &Path, folder: &Path) -> Result<(String, String), String> {
    let (mut text, mut different) = (String::new(), String::new());
    for (freedoms, words) in [
        (Freedoms::Used, "all that the text leaves open is used"),
        (Freedoms::Unused, "nothing of it is used"),
    ] {
        let hand = by_hand(jar, folder, freedoms)?;
        let table = by_table(table, freedoms)?;
        let violated: Vec<&str> = hand.violated.iter().copied().collect();
        let _ = writeln!(
            text,
            "one partial delegation by account, begun by DMS-1; {words}:\n  orders of receptions: \
             {} by hand, {} by the table\n  violated by hand: {}",
            hand.orders.len(),
            table.orders.len(),
            if violated.is_empty() { "none".into() } else { violated.join(", ") },
        );
        different.push_str(&differences(&hand, &table));
    }
    Ok((text, different))
}

/// The process by hand, as TLC explores it.
///
/// # Errors
/// What TLC complained about.
pub fn by_hand(jar: &Path, folder: &Path, freedoms: Freedoms) -> Result<Behaviour, String> {
    let bits: Vec<String> = PROPERTIES.iter().map(|name| format!("Bit({name})")).collect();
    let tell = format!(
        "---- MODULE Told ----\nEXTENDS AccountDelegation, TLC\n\
         Bit(holds) == IF holds THEN 0 ELSE 1\n\
         Tell == PrintT(ToString(<<<<{}>>, log>>))\n====\n",
        bits.join(", ")
    );
    let free = if freedoms == Freedoms::Used { "TRUE" } else { "FALSE" };
    let config = format!(
        "SPECIFICATION Spec\nINVARIANT Tell\nCONSTANTS\n  Ends = {free}\n  Tells = {free}\n  \
         Bounds = {free}\n  Imposes = {free}\n"
    );
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::create_dir_all(folder).map_err(|error| told(folder, error))?;
    for (name, text) in
        [("AccountDelegation.tla", MODEL), ("Told.tla", &tell), ("Told.cfg", &config)]
    {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| told(&path, error))?;
    }
    let output = Command::new("java")
        .arg("-cp")
        .arg(jar)
        .args(["tlc2.TLC", "-deadlock", "-workers", "1", "-metadir", "states", "Told.tla"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("java: {error}"))?;
    let _ = std::fs::remove_dir_all(folder.join("states"));
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("TLC failed:\n{text}"));
    }
    let mut behaviour = Behaviour::default();
    for line in text.lines().filter_map(|line| line.strip_prefix("\"<<<<")) {
        let Some((bits, log)) = line.split_once(">>, ") else { continue };
        for (name, bit) in PROPERTIES.iter().zip(bits.split(", ")) {
            if bit == "1" {
                behaviour.violated.insert(name);
            }
        }
        let words = log.split("\\\"").skip(1).step_by(2).map(str::to_owned);
        behaviour.orders.insert(words.collect());
    }
    Ok(behaviour)
}

/// The scope that the process is: one partial delegation by account, begun by DMS-1.
pub fn scope() -> Option<Scope> {
    let story = Scope::named("story")?.into_iter().next()?;
    Some(Scope {
        name: "one partial delegation by account, begun by DMS-1".into(),
        delegations: 1,
        revocations: [0; 3],
        approach: Extent::First,
        full: Extent::First,
        initiator: Extent::First,
        ..story
    })
}

/// The process of the table.
///
/// # Errors
/// Rows that cannot be compiled.
pub fn by_table(table: &Table, freedoms: Freedoms) -> Result<Behaviour, String> {
    let options = if freedoms == Freedoms::Used { table.all_options() } else { 0 };
    let program = protocol::compile(table, options)
        .map_err(|errors| errors.first().map_or(String::new(), |error| error.message.clone()))?;
    let scope = scope().ok_or("there is no scope `story`")?;
    let moves = Moves::new(table, program, scope);
    let graph = graph::explore(&moves, Limits::default(), &mut Silent);
    let broken =
        |name: &&str| Property::place(name).is_some_and(|place| graph.tally.violations[place] > 0);
    let violated = PROPERTIES.into_iter().filter(broken).collect();
    Ok(Behaviour { orders: orders(table, &moves, &graph), violated })
}

/// Every order of receptions: sets of states that cannot be told apart from outside.
fn orders(table: &Table, moves: &Moves, graph: &Graph) -> BTreeSet<Vec<String>> {
    let mut orders = BTreeSet::new();
    let mut todo = vec![(Vec::new(), World::initial(&moves.scope))];
    // One process without faults: finitely many messages.
    let most = graph.states.len() * 16;
    while let Some((words, from)) = todo.pop() {
        let mut inside: BTreeSet<World> = from.iter().copied().collect();
        let mut front = from;
        let mut after: BTreeMap<String, BTreeSet<World>> = BTreeMap::new();
        while let Some(world) = front.pop() {
            for step in Edges::of(moves, &world) {
                match seen(table, &step) {
                    Some(word) => {
                        after.entry(word).or_default().insert(step.next);
                    }
                    None => {
                        if inside.insert(step.next) {
                            front.push(step.next);
                        }
                    }
                }
            }
        }
        for (word, worlds) in after {
            let mut longer: Vec<String> = words.clone();
            longer.push(word);
            todo.push((longer, worlds.into_iter().collect()));
        }
        orders.insert(words);
        if orders.len() > most {
            break;
        }
    }
    orders
}

/// What a step shows: a message that is received and taken or refused, or a response that brings
/// one to its requester.
fn seen(table: &Table, step: &Move) -> Option<String> {
    let undescribed = step.gaps.iter().flatten().any(|gap| gap.kind == GapKind::Unspecified);
    let name = |message: u8| table.messages[message as usize].name.as_str();
    match step.label.event {
        Event::Receives { post, .. } => {
            let receiver = ["DMS-2", "DMS-1"][post.sender()];
            let does = if undescribed { "refuses" } else { "takes" };
            Some(format!("{receiver} {does} {}", name(post.message())))
        }
        Event::Answered { response } => match response.phase() {
            Phase::Answered(message) if !undescribed => {
                let requester = ["DMS-1", "DMS-2"][response.sender()];
                Some(format!("{requester} hears {}", name(message)))
            }
            Phase::Answered(_) | Phase::Request | Phase::AnsweredEmpty | Phase::Refused => None,
        },
        Event::Delegates { .. }
        | Event::Revokes { .. }
        | Event::Loses { .. }
        | Event::Copies { .. }
        | Event::Device { .. }
        | Event::Fetches
        | Event::DeviceOpens
        | Event::Expires { .. }
        | Event::Crashes { .. } => None,
    }
}

/// What only one of the two shows, in words; empty where they agree.
pub fn differences(hand: &Behaviour, table: &Behaviour) -> String {
    let mut text = String::new();
    for (who, only) in [
        ("the text, read by hand", hand.orders.difference(&table.orders)),
        ("the table", table.orders.difference(&hand.orders)),
    ] {
        for order in only {
            let _ = writeln!(text, "only by {who}: {}", order.join("; "));
        }
    }
    for (who, only) in [
        ("the text, read by hand", hand.violated.difference(&table.violated)),
        ("the table", table.violated.difference(&hand.violated)),
    ] {
        for property in only {
            let _ = writeln!(text, "violated only by {who}: {property}");
        }
    }
    text
}
