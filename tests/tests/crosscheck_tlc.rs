//! The export to TLA+ and the comparison with TLC, with faults planted on both sides.
//!
//! Tests that need TLC say so by name where it is not installed, and pass.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use protocol::{Effect, Table};
use spec_model::export::tla::{self, Edges};
use spec_model::export::{Export, names};
use spec_model::search::Limits;
use world::{Extent, Moves, Scope};

#[path = "../../xtask/src/crosscheck/tlc/mod.rs"]
#[expect(dead_code, reason = "the verb uses the rest")]
mod tlc;

use tlc::compare::Comparison;
use tlc::hand::{self, Freedoms};

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.expect("the edition is sound")
}

/// `story`, narrowed to partial delegations by account that DMS-1 begins.
fn scope() -> Scope {
    let story = Scope::named("story").expect("the scope exists").remove(0);
    let (approach, full, initiator) = (Extent::First, Extent::First, Extent::First);
    Scope { approach, full, initiator, initial: Extent::First, ..story }
}

fn moves(table: &Table, options: u64, scope: Scope) -> Moves {
    Moves::new(table, protocol::compile(table, options).expect("the edition compiles"), scope)
}

fn folder(test: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("crosscheck_tlc").join(test)
}

/// TLC, or the reason why a test does nothing.
fn jar(test: &str) -> Option<PathBuf> {
    let jar = tlc::find();
    if jar.is_none() {
        eprintln!("skipped: {test}\n{}", tlc::HINT);
    }
    jar
}

/// Our graph and that of the exported text after `plant` has changed it.
fn crosscheck(
    test: &str,
    jar: &Path,
    (options, scope): (u64, Scope),
    edges: Edges,
    plant: impl Fn(String) -> String,
) -> Comparison {
    let table = table();
    let moves = moves(&table, options, scope);
    let export = Export { table: &table, moves: &moves, options };
    let folder = folder(test);
    tlc::write(&export, &folder, edges).expect("the folder can be written");
    let file = folder.join("Delegation.tla");
    let text = std::fs::read_to_string(&file).expect("it was just written");
    std::fs::write(&file, plant(text)).expect("it can be written");
    let told = tlc::run(jar, &folder, Duration::from_secs(600)).expect("TLC comes to an end");
    tlc::compare(&export, &tlc::explore(&export, Limits::default()), &told)
}

/// Replaces one place, which must be there.
fn once(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` is there once");
    text.replace(from, to)
}

#[test]
fn every_row_in_force_is_two_operators_with_its_rule_id() {
    let table = table();
    for options in [0, table.all_options()] {
        let moves = moves(&table, options, scope());
        let export = Export { table: &table, moves: &moves, options };
        let text = tla::module(&export, "Delegation");
        for row in &table.rows {
            let name = names::row(row);
            let times = usize::from(export.rows().any(|other| other.rule == row.rule));
            assert_eq!(text.matches(&format!("\n{name}_if(p, i) ==")).count(), times, "{name}");
            assert_eq!(text.matches(&format!("\n{name}(p, i) ==")).count(), times, "{name}");
        }
        for property in world::PROPERTIES.iter().take(world::SAFETY) {
            assert_eq!(text.matches(&format!("\n{} ==", property.name)).count(), 1);
            assert!(tla::config().contains(property.name));
        }
        let long: Vec<&str> = text.lines().filter(|line| line.len() > 100).collect();
        assert!(long.is_empty(), "{long:?}");
    }
}

#[test]
fn tlc_reaches_exactly_our_graph() {
    let Some(jar) = jar("tlc_reaches_exactly_our_graph") else { return };
    for options in [0, table().all_options()] {
        let comparison = crosscheck("equal", &jar, (options, scope()), Edges::Told, |text| text);
        assert!(comparison.exact);
        assert!(comparison.agrees(), "{}{:?}", comparison.table(), comparison.difference);
    }
}

#[test]
fn tlc_reaches_exactly_our_graph_with_faults() {
    let Some(jar) = jar("tlc_reaches_exactly_our_graph_with_faults") else { return };
    let scope = Scope { faults: [1; 5], faults_in_all: 2, in_flight: 2, delegations: 1, ..scope() };
    let comparison = crosscheck("faults", &jar, (0, scope), Edges::Counted, |text| text);
    assert!(!comparison.exact);
    assert!(comparison.agrees(), "{}{:?}", comparison.table(), comparison.difference);
}

/// A fault in the exported text is found, and the first state that differs is named.
fn planted(test: &str, edges: Edges, from: &str, to: &str, told: &[&str]) {
    let Some(jar) = jar(test) else { return };
    let comparison = crosscheck(test, &jar, (0, scope()), edges, |text| once(&text, from, to));
    assert!(!comparison.agrees(), "nobody saw it:\n{}", comparison.table());
    let difference = comparison.difference.expect("states differ");
    for words in told {
        assert!(difference.contains(words), "`{words}` is not told:\n{difference}");
    }
}

#[test]
fn a_row_that_is_printed_wrong_is_found() {
    planted(
        "a_row_that_is_printed_wrong_is_found",
        Edges::Told,
        "    IN  MoveTo(s0, \"acc awaiting bootstrap\")",
        "    IN  MoveTo(s0, \"acc granting\")",
        &["Our state ", "only ours: Label { event: Answered", "the way to it:", "[ACC-1-01]"],
    );
}

#[test]
fn a_ghost_that_is_forgotten_is_found() {
    planted(
        "a_ghost_that_is_forgotten_is_found",
        Edges::Counted,
        "[d EXCEPT !.snapshot = d.facts, !.flags = (@ \\cup {\"begun\"}) \\ {\"revoked\"}]",
        "[d EXCEPT !.snapshot = d.facts, !.flags = @ \\ {\"revoked\"}]",
        &["TLC does not reach our state", "the way to it:", "begun = 1"],
    );
}

#[test]
fn a_step_that_is_missing_is_found() {
    planted(
        "a_step_that_is_missing_is_found",
        Edges::Counted,
        "willing \\in IF asks THEN BOOLEAN ELSE {FALSE}",
        "willing \\in IF asks THEN {TRUE} ELSE {FALSE}",
        &["edges, TLC's", "the way to it:"],
    );
}

#[test]
fn a_property_that_says_something_else_is_found() {
    let test = "a_property_that_says_something_else_is_found";
    let Some(jar) = jar(test) else { return };
    let comparison = crosscheck(test, &jar, (0, scope()), Edges::Counted, |text| {
        let from = "servers_agree == Settled => dms[DMS1].record = dms[DMS2].record";
        once(&text, from, "servers_agree == dms[DMS1].record = dms[DMS2].record")
    });
    assert!(!comparison.agrees());
    let table = comparison.table();
    let differs = |line: &&str| line.contains("differs");
    let lines: Vec<&str> = table.lines().filter(differs).collect();
    assert_eq!(lines.len(), 1, "{table}");
    assert!(lines[0].contains("servers_agree: states that violate it"), "{table}");
}

#[test]
fn what_tlc_tells_must_be_whole() {
    let mut told = tlc::Told::default();
    assert_eq!(told.line("Computing initial states..."), Ok(false));
    assert!(told.line("\"<<1, 1, 8, 0>>\"").is_err(), "a line that is too short");
    assert_eq!(told.finished(), Err("TLC did not come to an end".into()));
    let last = "7 states generated, 3 distinct states found, 0 states left on queue.";
    assert_eq!(told.line(last), Ok(false));
    assert_eq!(told.finished(), Err("TLC counts 3 states, but told 0 in 0 lines".into()));
}

#[test]
fn the_process_by_hand_is_that_of_the_table() {
    let test = "the_process_by_hand_is_that_of_the_table";
    let Some(jar) = jar(test) else { return };
    for (freedoms, orders) in [(Freedoms::Used, 10), (Freedoms::Unused, 8)] {
        let by_hand = hand::by_hand(&jar, &folder(test), freedoms).expect("TLC runs");
        let by_table = hand::by_table(&table(), freedoms).expect("the edition compiles");
        assert_eq!(hand::differences(&by_hand, &by_table), "", "{freedoms:?}");
        assert_eq!((by_hand.orders.len(), by_hand.violated.len()), (orders, 1));
    }
}

#[test]
fn a_misreading_in_the_table_shows_beside_the_process_by_hand() {
    let test = "a_misreading_in_the_table_shows_beside_the_process_by_hand";
    let Some(jar) = jar(test) else { return };
    let by_hand = hand::by_hand(&jar, &folder(test), Freedoms::Unused).expect("TLC runs");
    // DMS-2 confirms as soon as it hears that the device is prepared.
    let mut table = table();
    let confirmed = table.message("DELEGATION_CONFIRMED").expect("the message exists");
    let early = table.row("ACC-2-07").expect("the row exists");
    let row = &mut table.rows[early.0 as usize];
    row.effects.push(Effect::Send(confirmed, vec![(0, protocol::FieldValue::Constant(1))]));
    let by_table = hand::by_table(&table, Freedoms::Unused).expect("it still compiles");
    let told = hand::differences(&by_hand, &by_table);
    assert!(told.contains("only by the table: DMS-2 takes DELEGATION_REQ;"), "{told}");
    assert!(told.contains("DMS-1 refuses DELEGATION_CONFIRMED"), "{told}");
}
