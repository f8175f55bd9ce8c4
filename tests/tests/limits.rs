//! Searches that are cut short say so, and go on from where they were.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has to stop")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use protocol::Table;
use spec_model::graph::explore;
use spec_model::path::Edges;
use spec_model::search::{Cut, Keep, Limits, Search, Silent, search, search_kept};
use world::{Fault, Moves, Scope, World};

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.expect("the edition is sound")
}

fn within(table: &Table, scope: Scope) -> Moves {
    let program = protocol::compile(table, table.all_options()).expect("the edition compiles");
    Moves::new(table, program, scope)
}

fn moves(table: &Table, scope: &str) -> Moves {
    within(table, Scope::named(scope).expect("the scope exists").remove(0))
}

/// Small, with several kinds of faults: what one count of faults needs another does not.
fn mixed() -> Scope {
    Scope {
        name: "mixed".to_owned(),
        faults: [1, 1, 0, 1, 0],
        faults_in_all: 3,
        in_flight: 3,
        delegations: 1,
        revocations: [0; 3],
        ..Scope::named("deep").expect("the scope exists").remove(0)
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn kept(moves: &Moves, limits: Limits, keep: &Keep) -> Search {
    search_kept(moves, limits, keep, &mut Silent).expect("the files are good")
}

#[test]
fn a_search_that_was_cut_short_goes_on_as_if_nothing_had_happened() {
    let table = table();
    let named = |name: &str| Scope::named(name).expect("the scope exists").remove(0);
    let all = [(named("small/crash"), 20_000), (named("small/duplicate"), 150_000), (mixed(), 300)];
    for (scope, piece) in all {
        let moves = within(&table, scope);
        let scope = &moves.scope.name;
        let whole = search(&moves, Limits::default(), &mut Silent);
        let file = folder("goes-on").join(format!("{}.search", scope.replace('/', "-")));
        let (mut pieces, mut from) = (0, None);
        let end = loop {
            pieces += 1;
            // Every other piece with two threads: what is found does not depend on them.
            let limits = Limits {
                states: pieces * piece,
                threads: 1 + pieces as usize % 2,
                ..Limits::default()
            };
            let found = kept(&moves, limits, &Keep { from, to: Some(file.clone()) });
            if found.exhaustive() {
                break found;
            }
            assert_eq!(found.cut, Some(Cut::States));
            assert!(found.tally.states > pieces * piece);
            from = Some(file.clone());
        };
        assert!(pieces > 4, "{scope} has come in {pieces} pieces");
        assert_eq!((end.bare, &end.tally), (whole.bare, &whole.tally), "{scope}");
        assert!(end.time > Duration::ZERO);
        let first = |search: &Search| {
            let seen = search.tally.first.iter().flatten();
            let paths = seen.map(|seen| search.trail.path(&moves, *seen).expect("there is a way"));
            paths.map(|path| (path.start, path.end(), path.steps.len())).collect::<Vec<_>>()
        };
        assert_eq!(first(&end), first(&whole), "{scope}");
    }
}

#[test]
fn threads_find_the_same() {
    let table = table();
    for scope in [mixed(), Scope::named("small/crash").expect("the scope exists").remove(0)] {
        let moves = within(&table, scope);
        let one = search(&moves, Limits::default(), &mut Silent);
        for threads in [2, 3, 5] {
            let found = search(&moves, Limits { threads, ..Limits::default() }, &mut Silent);
            assert_eq!((found.bare, found.tally), (one.bare, one.tally.clone()), "{threads}");
        }
    }
}

#[test]
fn a_story_ends_in_what_was_seen_at_its_depth() {
    let table = table();
    let moves = moves(&table, "small/unclear");
    let found = search(&moves, Limits::default(), &mut Silent);
    let mut stories = 0;
    for (place, seen) in found.tally.first.iter().enumerate() {
        let Some(seen) = seen else { continue };
        let path = found.trail.path(&moves, *seen).expect("there is a way");
        assert_eq!(path.steps.len(), seen.depth as usize);
        assert_eq!(world::violations(&moves.program, &path.end()) >> place & 1, 1);
        stories += 1;
    }
    assert!(stories > 3, "{stories} properties of states are violated");
}

#[test]
fn memory_is_a_limit() {
    let table = table();
    let moves = moves(&table, "small/duplicate");
    let whole = search(&moves, Limits::default(), &mut Silent);
    let limits = Limits { memory: whole.bytes / 3, ..Limits::default() };
    let cut = search(&moves, limits, &mut Silent);
    let Some(Cut::Memory(needed)) = cut.cut else { panic!("{:?}", cut.cut) };
    assert!(!cut.exhaustive() && needed > limits.memory);
    assert!(cut.bytes <= limits.memory, "{} of {}", cut.bytes, limits.memory);
    assert!(cut.tally.states > whole.tally.states / 20, "{} states", cut.tally.states);
}

#[test]
fn a_file_that_does_not_fit_is_refused() {
    let table = table();
    let crash = moves(&table, "small/crash");
    let file = folder("refused").join("one.search");
    let limits = Limits { states: 10_000, ..Limits::default() };
    kept(&crash, limits, &Keep { from: None, to: Some(file.clone()) });
    let bytes = std::fs::read(&file).expect("the search was written");
    let refused = |moves: &Moves, bytes: &[u8]| {
        std::fs::write(&file, bytes).expect("it can be written");
        let keep = Keep { from: Some(file.clone()), to: None };
        match search_kept(moves, limits, &keep, &mut Silent) {
            Ok(_) => "not refused".to_owned(),
            Err(why) => why.replace(&file.display().to_string(), "FILE"),
        }
    };
    let say = |what: &str, words: &str| assert!(what.contains(words), "{what}");
    say(
        &refused(&moves(&table, "small/loss"), &bytes),
        "FILE: it was written by another program, for other rules",
    );
    say(&refused(&crash, &bytes[..bytes.len() / 2]), "FILE: it is not whole");
    say(&refused(&crash, b"something else entirely"), "FILE: it is no search");
    for place in [40, bytes.len() / 3, bytes.len() - 20, bytes.len() - 1] {
        let mut bad = bytes.clone();
        bad[place] ^= 4;
        let why = refused(&crash, &bad);
        assert!(why.contains("FILE: it is damaged") || why.contains("not whole"), "{place}: {why}");
    }
    let longer = [&bytes[..], b"more"].concat();
    say(&refused(&crash, &longer), "FILE: it is damaged");
    let small = Limits { memory: 1000, ..limits };
    std::fs::write(&file, &bytes).expect("it can be written");
    let keep = Keep { from: Some(file.clone()), to: None };
    let why = search_kept(&crash, small, &keep, &mut Silent).err().expect("it is too large");
    say(&why, "bytes, more than the limit");
    assert_eq!(refused(&crash, &bytes), "not refused");
    let nowhere = Keep { from: None, to: Some(file.join("no/folder")) };
    let found = kept(&crash, limits, &nowhere);
    assert!(found.unsaved.is_some() && found.tally.states > 10_000, "what was found is there");
}

/// What the explorer relies on: no step has two faults of a kind, or three in all.
#[test]
fn a_step_has_two_faults_at_most() {
    let table = table();
    let scope = Scope { faults: [2; 5], faults_in_all: 10, in_flight: 2, ..mixed() };
    let moves = within(&table, scope);
    let graph = explore(&moves, Limits { states: 30_000, ..Limits::default() }, &mut Silent);
    let counts = |world: &World| Fault::ALL.map(|(kind, _)| world.faults(kind));
    let mut most = 0;
    for world in &graph.states {
        for step in Edges::of(&moves, world) {
            let (before, after) = (counts(world), counts(&step.next));
            let spent: Vec<u64> = before.iter().zip(after).map(|(a, b)| b - a).collect();
            assert!(spent.iter().all(|kind| *kind <= 1), "{:?}", step.label);
            most = most.max(spent.iter().sum());
        }
    }
    assert_eq!(most, 2);
}

/// Limits of what can be told apart are limits too.
#[test]
fn too_many_counts_of_faults_are_not_searched() {
    let table = table();
    let moves = within(&table, Scope { faults: [7; 5], faults_in_all: 35, ..mixed() });
    let found = search(&moves, Limits::default(), &mut Silent);
    assert_eq!((found.cut, found.exhaustive()), (Some(Cut::Counts), false));
}
