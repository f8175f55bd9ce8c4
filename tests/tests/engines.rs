//! Our explorer, its exact twin and Stateright over the same world: equal counts and verdicts.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use protocol::Table;
use spec_model::check::{Engines, Memory, Plan, run};
use spec_model::graph::{self, Graph, explore};
use spec_model::search::{Limits, Silent, search};
use spec_model::tally::{Sighting, Spotted, Tally};
use world::{Extent, Gap, Moves, Scope};

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.expect("the edition is sound")
}

fn profiles(table: &Table) -> [u64; 2] {
    [table.all_options(), 0]
}

/// The compact search with one thread and with two finds what the whole graph has.
fn compact(moves: &Moves, exact: &Tally) {
    let name = &moves.scope.name;
    for threads in [1, 2] {
        let found = search(moves, Limits { threads, ..Limits::default() }, &mut Silent).tally;
        assert_eq!(found.states, exact.states, "{name}");
        assert_eq!(found.edges, exact.edges, "{name}");
        assert_eq!(found.blocked, exact.blocked, "{name}");
        assert_eq!(found.levels, exact.levels, "{name}");
        assert_eq!(found.depth, exact.depth, "{name}");
        assert_eq!(found.premises, exact.premises, "{name}");
        assert_eq!(found.violations, exact.violations, "{name}");
        assert_eq!(found.fired, exact.fired, "{name}");
        assert_eq!((found.deadlocks, found.stuck), (exact.deadlocks, exact.stuck), "{name}");
        let gaps = |tally: &Tally| {
            let told = |(gap, spot): (&Gap, &Spotted)| (*gap, spot.edges, spot.first.depth);
            tally.gaps.iter().map(told).collect::<Vec<_>>()
        };
        assert_eq!(gaps(&found), gaps(exact), "{name}");
        let depth = |seen: Option<Sighting>| seen.map(|seen| seen.depth);
        assert_eq!(found.first.map(depth), exact.first.map(depth), "{name}");
        assert_eq!(depth(found.first_deadlock), depth(exact.first_deadlock), "{name}");
        assert_eq!(depth(found.first_stuck), depth(exact.first_stuck), "{name}");
    }
}

/// The compact search, the whole graph and Stateright agree on one scope.
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
    compact(&Moves::new(table, program, scope.clone()), &exact.tally);
}

/// More kinds and counts of faults than the named scopes that a graph can keep.
#[test]
fn budgets() {
    let table = table();
    let program = protocol::compile(&table, table.all_options()).expect("the edition compiles");
    let narrow = |faults, faults_in_all| Scope {
        name: format!("{faults:?}, {faults_in_all} in all"),
        faults,
        faults_in_all,
        delegations: 1,
        revocations: [0; 3],
        approach: Extent::First,
        full: Extent::First,
        initiator: Extent::First,
        initial: Extent::First,
        in_flight: 2,
        ..Scope::named("wide").expect("the scope exists").remove(0)
    };
    for (faults, all) in [([2; 5], 2), ([1, 0, 2, 0, 2], 3), ([3; 5], 3), ([7, 0, 0, 7, 0], 5)] {
        let moves = Moves::new(&table, program.clone(), narrow(faults, all));
        let graph = explore(&moves, Limits::default(), &mut Silent);
        compact(&moves, &graph.tally);
    }
}

#[test]
fn standard() {
    let table = table();
    for options in profiles(&table) {
        let program = protocol::compile(&table, options).expect("the edition compiles");
        let scope = Scope::named("standard").expect("the scope exists").remove(0);
        let moves = Moves::new(&table, program, scope);
        let graph = explore(&moves, Limits::default(), &mut Silent);
        compact(&moves, &graph.tally);
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

/// The drafts are small enough for the largest scope that a graph is kept of.
#[test]
fn drafts() {
    let drafts = editions::all().iter().filter(|(name, _)| name.starts_with("201"));
    for (name, text) in drafts.skip(1) {
        let table = spec::load(name, text.as_bytes()).table.expect("the edition is sound");
        for options in profiles(&table) {
            for scope in ["story", "small"].into_iter().flat_map(Scope::named).flatten() {
                agree(&table, options, &scope);
            }
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

/// The graph of bare states must not call alive what the whole graph does not: the sessions of
/// both agree exactly, and where it sees every revocation end so does the whole graph.
#[test]
fn bare_states_answer_as_whole_ones() {
    let mut some = [false; 2];
    for (name, text) in editions::all() {
        let table = spec::load(name, text.as_bytes()).table.expect("a sound document");
        for options in [0, table.all_options()] {
            for mut scope in Scope::named("small").expect("it exists") {
                scope.delegations = 1;
                let program = protocol::compile(&table, options).expect("its rows compile");
                let moves = Moves::new(&table, program, scope);
                let whole = explore(&moves, Limits::default(), &mut Silent);
                let reached = search(&moves, Limits::default(), &mut Silent).trail.reached();
                let bare = graph::bare(&moves, &reached, Limits::default());
                let violated = |graph: &Graph| {
                    [graph.every_session_ends(&moves), graph.revocation_ends_access(&moves)]
                        .map(|answer| (answer.violation.is_some(), answer.premises > 0))
                };
                let [[ends, access], [bare_ends, bare_access]] = [&whole, &bare].map(violated);
                let place = format!("{name}, {}, {options:b}", moves.scope.name);
                assert_eq!(ends, bare_ends, "{place}");
                assert_eq!(access.1, bare_access.1, "{place}: premises");
                assert!(bare_access.0 || !access.0, "{place}: it must not hold");
                some[usize::from(ends.0)] = true;
            }
        }
    }
    assert_eq!(some, [true; 2], "sessions that end, and that do not");
}
