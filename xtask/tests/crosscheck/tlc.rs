//! TLC: equal, and what it says of faults planted in the export to TLA+.

use std::path::PathBuf;
use std::time::Duration;

use libtest_mimic::Trial;
use protocol::Table;
use spec_model::export::tla::Edges;
use world::Scope;

use crate::engines::compare::Comparison;
use crate::engines::tlc;
use crate::{
    Told, different, document, equal, explore, export, folder, has, moves, named, narrow, once,
    table,
};

pub fn trials() -> Vec<Trial> {
    crate::trials(
        "tlc",
        &[
            ("narrowed_is_equal", narrowed_is_equal),
            ("two_faults_are_equal", two_faults_are_equal),
            ("liveness_is_equal", liveness_is_equal),
            ("liveness_that_holds_is_equal", liveness_that_holds_is_equal),
            ("a_wrong_row", a_wrong_row),
            ("a_wrong_guard", a_wrong_guard),
            ("a_wrong_device_fact", a_wrong_device_fact),
            ("a_wrong_budget", a_wrong_budget),
            ("a_forgotten_ghost", a_forgotten_ghost),
            ("a_lost_step", a_lost_step),
            ("a_wrong_property", a_wrong_property),
            ("what_it_tells_must_be_whole", what_it_tells_must_be_whole),
        ],
    )
}

pub const AT_MOST: Duration = Duration::from_secs(600);

pub fn jar() -> PathBuf {
    tlc::find().expect("trials of TLC are ignored where it is not")
}

/// Our graph and that of the exported text after `plant` has changed it.
fn crosscheck(
    test: &str,
    (options, scope): (u64, Scope),
    edges: Edges,
    plant: impl Fn(String) -> String,
) -> Comparison {
    let table = table();
    let moves = moves(&table, options, scope);
    let export = export(&table, &moves, options);
    let folder = folder("tlc").join(test);
    tlc::write(&export, &folder, edges).expect("the folder can be written");
    let file = folder.join("Delegation.tla");
    let text = std::fs::read_to_string(&file).expect("it was just written");
    std::fs::write(&file, plant(text)).expect("it can be written");
    let told = tlc::run(&jar(), &folder, AT_MOST).expect("TLC comes to an end");
    tlc::compare(&export, &explore(&moves), &told)
}

fn narrowed_is_equal() -> Told {
    let all = table().all_options();
    equal(&crosscheck("equal", (all, narrow()), Edges::Told, |text| text))
}

fn two_faults_are_equal() -> Told {
    let faults = Scope { faults: [1; 5], faults_in_all: 2, in_flight: 2, ..narrow() };
    let scope = Scope { delegations: 1, ..faults };
    equal(&crosscheck("faults", (0, scope), Edges::Counted, |text| text))
}

/// Our verdicts about behaviours and TLC's.
fn live(test: &str, table: &Table, (options, scope): (u64, Scope), holds: [bool; 3]) -> Told {
    let moves = moves(table, options, scope);
    let export = export(table, &moves, options);
    let ours = explore(&moves);
    let folder = folder("tlc").join(test);
    let verdicts = tlc::live::verdicts(&export, &ours, &jar(), &folder, AT_MOST)?;
    let found: Vec<_> = verdicts.iter().map(|v| (v.name, v.ours, v.theirs)).collect();
    let wanted: Vec<_> =
        verdicts.iter().zip(holds).map(|(v, holds)| (v.name, holds, holds)).collect();
    if found == wanted { Ok(()) } else { Err(format!("{found:?}").into()) }
}

fn liveness_is_equal() -> Told {
    live("violated", &table(), (0, narrow()), [false; 3])
}

fn liveness_that_holds_is_equal() -> Told {
    let table = document("tests/documents/teeth.md");
    let options = table.all_options();
    live("holds", &table, (options, named("story")), [true; 3])
}

/// A fault in the exported text is found, and the first state that differs is named.
fn planted(test: &str, edges: Edges, from: &str, to: &str, words: &[&str]) -> Told {
    let comparison = crosscheck(test, (0, narrow()), edges, |text| once(&text, from, to));
    different(&comparison, words)
}

fn a_wrong_row() -> Told {
    planted(
        "row",
        Edges::Told,
        "    IN  MoveTo(s0, \"acc awaiting bootstrap\")",
        "    IN  MoveTo(s0, \"acc granting\")",
        &[
            "has other edges than TLC's",
            "only ours: DELEGATION_RESP",
            "DMS1.state: ours",
            "ACC-1-01",
        ],
    )
}

fn a_wrong_guard() -> Told {
    planted(
        "guard",
        Edges::Told,
        "    /\\ \"isAcknowledged\" \\in i.fields\n    /\\ OfThisSession(p, i)\nACC_1_05(p, i)",
        "    /\\ OfThisSession(p, i)\nACC_1_05(p, i)",
        &["has other edges than TLC's", "only ours: DELEGATION_RESP", "DMS1.state: ours"],
    )
}

fn a_wrong_device_fact() -> Told {
    planted(
        "fact",
        Edges::Told,
        "op = \"grant\" -> f \\cup {\"rights_2_delegated\"}",
        "op = \"grant\" -> f",
        &["has other edges than TLC's", "device did grant of DMS-1", "facts: ours"],
    )
}

fn a_wrong_budget() -> Told {
    planted(
        "budget",
        Edges::Told,
        "requested |-> 1",
        "requested |-> 0",
        &["has other edges than TLC's", "only ours: operator of DMS-2 requests revocation"],
    )
}

fn a_forgotten_ghost() -> Told {
    planted(
        "ghost",
        Edges::Counted,
        "!.flags = (@ \\cup {\"begun\"}) \\ {\"revoked\"}]",
        "!.flags = @ \\ {\"revoked\"}]",
        &["is none of TLC's", "begun = 1"],
    )
}

fn a_lost_step() -> Told {
    planted(
        "step",
        Edges::Counted,
        "willing \\in IF asks THEN BOOLEAN ELSE {FALSE}",
        "willing \\in IF asks THEN {TRUE} ELSE {FALSE}",
        &["has other edges than TLC's", "edges, TLC's"],
    )
}

/// The graph is the same: nothing but the verdict differs.
fn a_wrong_property() -> Told {
    let comparison = crosscheck("property", (0, narrow()), Edges::Counted, |text| {
        let from = "servers_agree == Settled => dms[DMS1].record = dms[DMS2].record";
        once(&text, from, "servers_agree == dms[DMS1].record = dms[DMS2].record")
    });
    let text = comparison.text();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("<-- differs")).collect();
    assert_eq!(lines.len(), 1, "{text}");
    has(lines[0], &["servers_agree "])
}

fn what_it_tells_must_be_whole() -> Told {
    let mut told = tlc::Told::default();
    assert_eq!(told.line("Computing initial states..."), Ok(false));
    assert!(told.line("\"<<1, 1, 8, 0>>\"").is_err(), "a line that is too short");
    assert_eq!(told.finished(), Err("TLC did not come to an end".into()));
    let last = "7 states generated, 3 distinct states found, 0 states left on queue.";
    assert_eq!(told.line(last), Ok(false));
    assert_eq!(told.finished(), Err("TLC counts 3 states, but told 0 in 0 lines".into()));
    Ok(())
}
