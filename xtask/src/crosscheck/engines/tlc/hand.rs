//! One process written by hand in TLA+ from the text, `spec/tla/AccountDelegation.tla`, and the
//! same process of the table: what is received in which order, and which properties break.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use protocol::Table;
use spec_model::graph;
use spec_model::path::Edges;
use spec_model::search::{Limits, Silent};
use spec_model::tally::Tally;
use world::{Event, Extent, GapKind, Move, Moves, Phase, Property, SAFETY, Scope, World};

use super::Run;

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
/// What TLC or the compiler complained about, or that TLC was ended.
pub fn check(
    table: &Table,
    jar: &Path,
    folder: &Path,
    at_most: Duration,
) -> Result<(String, String), String> {
    let (mut text, mut different) = (String::new(), String::new());
    for (freedoms, words) in [
        (Freedoms::Used, "all that the text leaves open is used"),
        (Freedoms::Unused, "nothing of it is used"),
    ] {
        let hand = by_hand(jar, folder, freedoms, at_most)?;
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
/// What TLC complained about, or that it was ended.
pub fn by_hand(
    jar: &Path,
    folder: &Path,
    freedoms: Freedoms,
    at_most: Duration,
) -> Result<Behaviour, String> {
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
    super::super::files(
        folder,
        &[
            ("AccountDelegation.tla".into(), MODEL.into()),
            ("Told.tla".into(), tell),
            ("Told.cfg".into(), config),
        ],
    )?;
    let mut behaviour = Behaviour::default();
    let ended = Run { jar, folder, module: "Told", arguments: &[], at_most }.run(|line| {
        let Some(rest) = line.strip_prefix("\"<<<<") else { return Ok(false) };
        behaviour
            .take(rest)
            .ok_or_else(|| format!("TLC told a line that cannot be read: {line}"))?;
        Ok(true)
    })?;
    if ended.success { Ok(behaviour) } else { Err(ended.failed()) }
}

impl Behaviour {
    /// Takes what TLC tells of a state: a bit for each property that it violates, and what was
    /// received until then.
    fn take(&mut self, told: &str) -> Option<()> {
        let (bits, log) = told.split_once(">>, ")?;
        let bits: Vec<&str> = bits.split(", ").collect();
        if bits.len() != PROPERTIES.len() {
            return None;
        }
        for (name, bit) in PROPERTIES.into_iter().zip(bits) {
            match bit {
                "0" => {}
                "1" => _ = self.violated.insert(name),
                _ => return None,
            }
        }
        self.orders.insert(log.split("\\\"").skip(1).step_by(2).map(str::to_owned).collect());
        Some(())
    }
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
/// Rows that cannot be compiled, a property that the world does not have, more orders than one
/// process can have.
pub fn by_table(table: &Table, freedoms: Freedoms) -> Result<Behaviour, String> {
    let options = if freedoms == Freedoms::Used { table.all_options() } else { 0 };
    let program = protocol::compile(table, options)
        .map_err(|errors| errors.first().map_or(String::new(), |error| error.message.clone()))?;
    let scope = scope().ok_or("there is no scope `story`")?;
    let moves = Moves::new(table, program, scope);
    let graph = graph::explore(&moves, Limits::default(), &mut Silent);
    let violated = violated(&PROPERTIES, &graph.tally)?;
    // One process without faults: finitely many messages.
    let most = graph.states.len() * 16;
    Ok(Behaviour { orders: orders(table, &moves, most)?, violated })
}

/// Which of these properties are violated somewhere.
///
/// # Errors
/// A name that no property of states has.
fn violated(names: &[&'static str], tally: &Tally) -> Result<BTreeSet<&'static str>, String> {
    let mut violated = BTreeSet::new();
    for name in names {
        let place = Property::place(name).filter(|place| *place < SAFETY);
        let place = place.ok_or_else(|| format!("there is no property of states `{name}`"))?;
        if tally.violations[place] > 0 {
            violated.insert(*name);
        }
    }
    Ok(violated)
}

/// Every order of receptions: sets of states that cannot be told apart from outside.
///
/// # Errors
/// There are more than `most`.
fn orders(table: &Table, moves: &Moves, most: usize) -> Result<BTreeSet<Vec<String>>, String> {
    let mut orders = BTreeSet::new();
    let mut todo = vec![(Vec::new(), World::initial(&moves.scope))];
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
            return Err(format!("the table has more than {most} orders of receptions"));
        }
    }
    Ok(orders)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_that_the_world_does_not_have_is_no_answer() {
        let tally = Tally::default();
        assert_eq!(violated(&["servers_agree"], &tally), Ok(BTreeSet::new()));
        for name in ["server_agrees", "every_session_ends"] {
            let error = format!("there is no property of states `{name}`");
            assert_eq!(violated(&["servers_agree", name], &tally), Err(error));
        }
    }

    #[test]
    fn a_part_of_the_orders_is_no_answer() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/editions/2012-candidate.md");
        let table = spec::load("2012-candidate", &std::fs::read(path).unwrap()).table.unwrap();
        let program = protocol::compile(&table, 0).unwrap();
        let moves = Moves::new(&table, program, scope().unwrap());
        assert_eq!(orders(&table, &moves, 8).map(|orders| orders.len()), Ok(8));
        let error = "the table has more than 7 orders of receptions".to_owned();
        assert_eq!(orders(&table, &moves, 7), Err(error));
    }

    #[test]
    fn what_it_tells_must_be_whole() {
        let mut behaviour = Behaviour::default();
        let line = r#"0, 1, 0, 0, 0>>, <<\"DMS-2 takes DELEGATION_REQ\", \"b\">>>>""#;
        assert_eq!(behaviour.take(line), Some(()));
        assert_eq!(behaviour.violated, BTreeSet::from(["acl_matches_delegation"]));
        let order = vec!["DMS-2 takes DELEGATION_REQ".to_owned(), "b".to_owned()];
        assert_eq!(behaviour.orders, BTreeSet::from([order]));
        for line in ["0, 1, 0, 0>>, <<>>>>", "0, 1, 0, 0, 2>>, <<>>>>", "0, 1, 0, 0, 0"] {
            assert_eq!(behaviour.take(line), None, "{line}");
        }
    }
}
