//! Our explorer, its exact twin and Stateright over the same world: equal counts and verdicts.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::sync::Arc;

use protocol::Table;
use spec_model::check::{Engines, Memory, Plan, run};
use spec_model::search::{Limits, Silent, search};
use world::{Moves, Scope};

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.expect("the edition is sound")
}

fn profiles(table: &Table) -> [u64; 2] {
    [table.all_options(), 0]
}

/// Fingerprints, whole states and Stateright agree on one search.
fn agree(table: &Table, options: u64, scope: &Scope) {
    let limits = Limits { threads: 1, ..Limits::default() };
    let plan = Plan { memory: Memory::Exact, engines: Engines::Both, limits };
    let exact = run(table, options, scope, plan, &mut Silent).expect("the edition compiles");
    let second = exact.second.clone().expect("Stateright was asked");
    assert_eq!(exact.tally.states, second.states, "{} states", scope.name);
    for place in 0..11 {
        let here = exact.tally.first[place].is_some();
        assert_eq!(here, second.violated >> place & 1 == 1, "{} property {place}", scope.name);
    }
    let program = protocol::compile(table, options).expect("the edition compiles");
    let moves = Arc::new(Moves::new(table, program, scope.clone()));
    for threads in [1, 2] {
        let found = search(&moves, Limits { threads, ..limits }, &mut Silent).tally;
        assert_eq!(found.states, exact.tally.states, "{}", scope.name);
        assert_eq!(found.edges, exact.tally.edges, "{}", scope.name);
        assert_eq!(found.levels, exact.tally.levels, "{}", scope.name);
        assert_eq!(found.premises, exact.tally.premises, "{}", scope.name);
        assert_eq!(found.violations, exact.tally.violations, "{}", scope.name);
        assert_eq!(found.fired, exact.tally.fired, "{}", scope.name);
        assert_eq!(found.deadlocks, exact.tally.deadlocks, "{}", scope.name);
        let gaps = |tally: &spec_model::tally::Tally| {
            tally.gaps.iter().map(|(gap, spot)| (*gap, spot.edges)).collect::<Vec<_>>()
        };
        assert_eq!(gaps(&found), gaps(&exact.tally), "{}", scope.name);
        let depths =
            |tally: &spec_model::tally::Tally| tally.first.map(|seen| seen.map(|seen| seen.depth));
        assert_eq!(depths(&found), depths(&exact.tally), "{}", scope.name);
    }
}

#[test]
fn story() {
    let table = table();
    for options in profiles(&table) {
        for name in ["story", "story/acls-kept", "story/timers-off"] {
            agree(&table, options, &Scope::named(name).expect("the scope exists")[0]);
        }
    }
}

#[test]
fn small() {
    let table = table();
    for options in profiles(&table) {
        for scope in Scope::named("small").expect("the scope exists") {
            agree(&table, options, &scope);
        }
    }
}
