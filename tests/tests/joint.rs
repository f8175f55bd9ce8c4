//! Joint scopes: reduced and full searches give equal answers, and both are the product of worlds.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::collections::{HashMap, HashSet};

use protocol::Table;
use spec_model::graph;
use spec_model::joint::check::{CHECKS, asked, name};
use spec_model::joint::explore::Ended;
use spec_model::joint::tale::Told;
use spec_model::joint::{
    Cell, Found, Kind, Limits, PartialOrder, Reduce, Scope, Symmetry, explore,
};
use spec_model::path::Edges;
use spec_model::search::Silent;
use tests::{Rows, small_talk};
use world::{Acls, Device, Extent, Fault, Label, Moves, World};

fn edition() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.expect("the edition is sound")
}

/// A joint system that is explored in several ways.
struct Stage {
    table: Table,
    moves: Moves,
    cell: Cell,
    scope: Scope,
}

impl Stage {
    fn new(table: Table, options: u64, scope: Scope) -> Stage {
        let program = protocol::compile(&table, options).expect("the table compiles");
        let moves = Moves::new(&table, program, scope.cell.clone());
        let cell = Cell::explore(&moves, scope.kind, usize::MAX).expect("the cell is small");
        Stage { table, moves, cell, scope }
    }

    fn found(&self, reduce: Reduce) -> Found {
        let found = explore(&self.cell, &self.scope, reduce, Limits::default(), &mut Silent);
        assert_eq!(found.ended, Ended::Exhaustive);
        found
    }

    fn told(&self, reduce: Reduce) -> Told<'_> {
        let Stage { table, moves, cell, scope } = self;
        Told { table, moves, cell, scope, reduce }
    }
}

/// A joint scope in which a cell delegates once by account and revokes once (asked).
fn narrow(kind: Kind, full: Extent, faults: [u32; 5], in_all: u32, in_flight: usize) -> Scope {
    let named = Kind::ALL.iter().find(|(other, _)| *other == kind).map(|(_, name)| *name);
    let scope = named.and_then(Scope::named).expect("the scope exists");
    let cell = world::Scope {
        approach: Extent::First,
        full,
        faults,
        faults_in_all: in_all,
        in_flight,
        ..scope.cell
    };
    Scope { cell, in_flight, ..scope }
}

/// Narrow scopes of both kinds: without faults, with a fault of each kind, with two that share a
/// bound, with much and with little room in flight.
fn narrow_scopes() -> Vec<(Scope, u64)> {
    let all = edition().all_options();
    let mut scopes = Vec::new();
    for (kind, _) in Kind::ALL {
        for in_flight in [1, 2, 3, 4] {
            scopes.push((narrow(kind, Extent::Both, [0; 5], 0, in_flight), all));
        }
        for fault in 0..5 {
            let mut faults = [0; 5];
            faults[fault] = 1;
            scopes.push((narrow(kind, Extent::Second, faults, 1, 2), all));
            scopes.push((narrow(kind, Extent::Both, faults, 1, 3), 0));
        }
        scopes.push((narrow(kind, Extent::Second, [1, 1, 0, 0, 0], 2, 2), all));
        scopes.push((narrow(kind, Extent::Second, [1, 0, 1, 1, 0], 2, 2), 0));
        let kept = narrow(kind, Extent::Both, [0; 5], 0, 4);
        let cell = world::Scope { acls: Acls::Kept, initiator: Extent::Second, ..kept.cell };
        scopes.push((Scope { cell, ..kept }, all));
    }
    scopes
}

/// What each check says: whether it fails, and whether it was asked of any state.
fn verdicts(stage: &Stage, found: &Found) -> Vec<(&'static str, bool, bool)> {
    let verdict = |place: usize| {
        let check = &found.checks[place];
        assert_eq!(check.first.is_some(), check.violations > 0, "{}", name(place));
        (name(place), check.violations > 0, check.premises > 0)
    };
    asked(stage.scope.kind).map(verdict).collect()
}

const NONE: Reduce = Reduce { symmetry: Symmetry::Off, order: PartialOrder::Off };
const SYMMETRY: Reduce = Reduce { symmetry: Symmetry::On, order: PartialOrder::Off };
const ORDER: Reduce = Reduce { symmetry: Symmetry::Off, order: PartialOrder::On };
const BOTH: Reduce = Reduce { symmetry: Symmetry::On, order: PartialOrder::On };

fn compare(stage: &Stage) -> u64 {
    let scope = &stage.scope;
    let whole = stage.found(NONE);
    let expected = verdicts(stage, &whole);
    let folded = stage.found(SYMMETRY);
    assert_eq!(verdicts(stage, &folded), expected, "symmetry, {scope:?}");
    assert_eq!((folded.orbits, folded.edges), (whole.states, whole.edges), "{scope:?}");
    assert_eq!((folded.blocked, folded.depth), (whole.blocked, whole.depth), "{scope:?}");
    for place in 0..CHECKS {
        let (one, other) = (&folded.checks[place], &whole.checks[place]);
        let counts = |check: &spec_model::joint::explore::Check| {
            (check.premises, check.violations, check.first.map(|spot| spot.steps()))
        };
        assert_eq!(counts(one), counts(other), "{}, {scope:?}", name(place));
    }
    let ordered = stage.found(ORDER);
    assert_eq!(verdicts(stage, &ordered), expected, "order, {scope:?}");
    assert_eq!(ordered.locals, whole.locals, "each state of each cell is seen: {scope:?}");
    assert!(ordered.states <= whole.states);
    assert_eq!(verdicts(stage, &stage.found(BOTH)), expected, "both, {scope:?}");
    ordered.halved
}

#[test]
fn reduced_and_full_searches_answer_alike() {
    let mut halved = 0;
    for (scope, options) in narrow_scopes() {
        halved += compare(&Stage::new(edition(), options, scope));
    }
    assert!(halved > 1000, "the order was reduced somewhere: {halved}");
}

#[test]
fn two_devices_that_share_nothing_are_the_product_of_their_cells() {
    let scope = narrow(Kind::TwoDevices, Extent::Both, [0; 5], 0, 2);
    let stage = Stage::new(edition(), u64::MAX, Scope { in_flight: 4, ..scope });
    let graph = graph::explore(&stage.moves, Default::default(), &mut Silent);
    let (states, edges) = (graph.tally.states, graph.tally.edges);
    let found = stage.found(NONE);
    assert_eq!(found.states, states * states);
    assert_eq!(found.edges, 2 * states * edges);
    assert_eq!(found.depth, 2 * graph.tally.depth);
    // A step that a cell's own bound forbids is not among its edges.
    assert_eq!(found.blocked, 0);
}

/// A joint state as whole worlds, and the faults that both have spent.
type Whole = ([World; 2], [u32; 5]);

/// A second, plain search: whole worlds, each step asked of [`Moves`] anew, with the faults of both
/// written into the world that moves.
struct Plain<'s> {
    stage: &'s Stage,
    seen: HashSet<Whole>,
    level: Vec<Whole>,
    edges: HashSet<(Whole, usize, Label, Whole)>,
    blocked: usize,
}

impl Plain<'_> {
    fn run(stage: &Stage) -> (Plain<'_>, u32) {
        let mut plain = Plain {
            stage,
            seen: HashSet::new(),
            level: Vec::new(),
            edges: HashSet::new(),
            blocked: 0,
        };
        for one in World::initial(&stage.scope.cell) {
            for two in World::initial(&stage.scope.cell) {
                plain.add(([one, two], [0; 5]));
            }
        }
        let mut depth = 0;
        loop {
            for whole in std::mem::take(&mut plain.level) {
                (0..2).for_each(|side| plain.expand(whole, side));
            }
            if plain.level.is_empty() {
                return (plain, depth);
            }
            depth += 1;
        }
    }

    fn add(&mut self, whole: Whole) {
        if self.seen.insert(whole) {
            self.level.push(whole);
        }
    }

    fn expand(&mut self, from: Whole, side: usize) {
        let (worlds, spent) = from;
        let mut mover = worlds[side];
        for ((fault, _), count) in Fault::ALL.into_iter().zip(spent) {
            (0..count).for_each(|_| mover.spend(fault));
        }
        for step in Edges::of(&self.stage.moves, &mover) {
            let mut after = worlds;
            after[side] = step.next.without_faults();
            let flying = |worlds: &[World; 2]| worlds[0].wire.len() + worlds[1].wire.len();
            let more = flying(&after) > flying(&worlds);
            if more && flying(&after) > self.stage.scope.in_flight {
                self.blocked += 1;
                continue;
            }
            let left = worlds[side].device().has(Device::ACCOUNT_1)
                && !after[side].device().has(Device::ACCOUNT_1);
            if left && self.stage.scope.kind == Kind::ThreeServers {
                // An account takes its rights along, unless the client leaves its ACLs alone.
                let gone = match self.stage.scope.cell.acls {
                    Acls::Cleaned => Device::ACCOUNT_1 | Device::PART_1 | Device::REST_1,
                    Acls::Kept => Device::ACCOUNT_1,
                };
                let facts = after[1 - side].device().0 & !gone;
                after[1 - side].set_device(Device(facts));
            }
            let spent = Fault::ALL.map(|(fault, _)| step.next.faults(fault) as u32);
            self.edges.insert((from, side, step.label, (after, spent)));
            self.add((after, spent));
        }
    }
}

#[test]
fn the_product_of_the_graphs_is_that_of_the_worlds() {
    let one = |kind, full, faults: [u32; 5], in_flight| {
        let scope = narrow(kind, full, faults, faults.iter().sum::<u32>().min(2), in_flight);
        let cell = world::Scope { initiator: Extent::First, initial: Extent::First, ..scope.cell };
        Scope { cell, ..scope }
    };
    let kept = |scope: Scope| {
        let cell = world::Scope { acls: Acls::Kept, ..scope.cell };
        Scope { cell, ..scope }
    };
    for (kind, _) in Kind::ALL {
        // DMS-1 deletes its own account only where that option is on.
        for (scope, options) in [
            (one(kind, Extent::Both, [0; 5], 1), 0),
            (one(kind, Extent::Second, [0; 5], 3), u64::MAX),
            (one(kind, Extent::Second, [1, 1, 0, 0, 0], 2), 0),
            (one(kind, Extent::Second, [0, 0, 1, 1, 0], 1), 0),
            (one(kind, Extent::Second, [0, 0, 0, 0, 1], 3), 0),
            (kept(one(kind, Extent::Second, [0; 5], 2)), u64::MAX),
        ] {
            let stage = Stage::new(edition(), options, scope.clone());
            let found = stage.found(NONE);
            let (plain, depth) = Plain::run(&stage);
            assert_eq!((found.states, found.depth), (plain.seen.len() as u64, depth), "{scope:?}");
            assert_eq!(found.edges, plain.edges.len() as u64, "{scope:?}");
            assert_eq!(found.blocked, plain.blocked as u64, "{scope:?}");
            for (cells, spent) in found.pairs() {
                let worlds = cells.map(|cell| stage.cell.worlds[cell as usize]);
                assert!(plain.seen.contains(&(worlds, spent)), "{scope:?}");
                if kind == Kind::ThreeServers {
                    let own = worlds.map(|world| world.device().0 & Device::UNTOUCHED.0);
                    assert_eq!(own[0], own[1], "DMS-1 has one account");
                }
            }
        }
    }
}

/// Two servers that have both delegated all go on for ever, without anything that shows: who tries
/// only their steps never sees the other cell's last one.
fn restless() -> Rows {
    small_talk()
        .one("idle | operator delegates | - | report delegated full; start wait | busy")
        .one("busy | wait expires | - | start wait | later")
        .one("later | wait expires | - | start wait | busy")
}

#[test]
fn a_round_of_steps_that_do_not_show_ignores_nobody() {
    let scope = narrow(Kind::ThreeServers, Extent::First, [0; 5], 0, 4);
    let stage = Stage::new(restless().table(), 0, scope);
    let ordered = stage.found(ORDER);
    assert!(ordered.halved > 0, "some states are expanded in one cell only");
    compare(&stage);
    let place = (0..CHECKS).find(|place| name(*place) == "one_full_delegation");
    assert!(place.is_some_and(|place| ordered.checks[place].violations > 0));
}

/// A full delegation that passes: who tries all steps of one cell first never sees two at once.
fn passing() -> Rows {
    small_talk()
        .one("idle | operator delegates | - | report delegated full; start wait | busy")
        .one("busy | wait expires | - | report revoked; start pause | later")
}

#[test]
fn a_step_that_shows_is_not_the_only_one_tried() {
    let scope = narrow(Kind::ThreeServers, Extent::First, [0; 5], 0, 4);
    let stage = Stage::new(passing().table(), 0, scope);
    compare(&stage);
    let place = (0..CHECKS).find(|place| name(*place) == "one_full_delegation");
    let found = stage.found(ORDER);
    assert!(place.is_some_and(|place| found.checks[place].violations > 0));
}

/// A crash while busy ends in a state of its own; at rest it changes nothing.
fn fragile() -> Rows {
    small_talk()
        .one("idle | operator delegates | not delegated | device grant | busy")
        .one("busy | device did grant | - | report delegated partial; forget session | idle")
        .one("busy | restarts | - | - | last")
}

#[test]
fn a_fault_that_both_cells_may_spend_is_tried_in_both() {
    for (kind, _) in Kind::ALL {
        let scope = narrow(kind, Extent::First, [0, 0, 0, 1, 0], 1, 4);
        compare(&Stage::new(fragile().table(), 0, scope));
    }
}

/// Each cell posts something, answers it, and posts once more while the answer is under way.
fn crowded() -> Rows {
    small_talk()
        .one("idle | operator delegates | not delegated | send ASK with isDelegationFull = full | busy")
        .two("idle | receives ASK | - | answer YES with ack = true; send NOTE | busy")
        .one("busy | answered YES | - | - | later")
        .one("busy, later | receives NOTE | - | answer empty; report delegated partial | last")
        .one("last | answered YES | - | - | last")
        .two("busy | answered empty to NOTE | - | forget session | idle")
}

#[test]
fn room_in_flight_that_both_cells_need_is_tried_in_both() {
    for (kind, _) in Kind::ALL {
        let mut short = Vec::new();
        for in_flight in 1..=4 {
            let scope = narrow(kind, Extent::First, [0; 5], 0, in_flight);
            let stage = Stage::new(crowded().table(), 0, scope);
            compare(&stage);
            short.push(stage.found(NONE).blocked > 0);
        }
        assert_eq!(short, [true, true, true, false], "room was short, but for four");
    }
}

#[test]
fn stories_have_the_length_that_is_told_and_name_who_is_who() {
    for (kind, _) in Kind::ALL {
        let scope = narrow(kind, Extent::Both, [0; 5], 0, 3);
        let stage = Stage::new(edition(), u64::MAX, scope);
        let (mut lengths, mut told) = (HashMap::new(), [0; Reduce::ALL.len()]);
        for (reduced, (reduce, by)) in Reduce::ALL.into_iter().enumerate() {
            let found = stage.found(reduce);
            for place in asked(kind) {
                let Some(spot) = found.checks[place].first else { continue };
                let story = stage.told(reduce).story(&found, &spot, String::new(), Vec::new());
                assert_eq!(story.steps.len() as u32, spot.steps(), "{}, {by}", name(place));
                let shortest = *lengths.entry(place).or_insert(spot.steps());
                if reduce.order == PartialOrder::Off {
                    assert_eq!(spot.steps(), shortest, "{}, {by}", name(place));
                } else {
                    assert!(spot.steps() >= shortest, "{}, {by}", name(place));
                }
                let words = match kind {
                    Kind::TwoDevices => ["device 1: ", "device 2: "],
                    Kind::ThreeServers => ["A (DMS-2): ", "B (DMS-3): "],
                };
                told[reduced] += story.steps.len();
                for step in &story.steps {
                    assert!(words.iter().any(|word| step.event.starts_with(word)), "{step:?}");
                    let other = step.event.starts_with("B (DMS-3)") && step.event.contains("DMS-2");
                    assert!(!other || step.event.contains("gone for DMS-2 too"), "{step:?}");
                }
            }
        }
        assert!(told.iter().all(|steps| *steps > 0), "each way to search has told something");
    }
}

#[test]
fn a_search_that_is_cut_short_says_so() {
    let stage =
        Stage::new(edition(), u64::MAX, narrow(Kind::TwoDevices, Extent::Both, [0; 5], 0, 4));
    let ended = |limits| explore(&stage.cell, &stage.scope, NONE, limits, &mut Silent).ended;
    let limits = Limits::default();
    assert_eq!(ended(limits), Ended::Exhaustive);
    assert_eq!(ended(Limits { states: 5000, ..limits }), Ended::CutShort("the number of states"));
    assert_eq!(ended(Limits { bytes: 1 << 16, ..limits }), Ended::CutShort("memory"));
    let time = std::time::Duration::ZERO;
    assert_eq!(ended(Limits { time, ..limits }), Ended::CutShort("time"));
    assert!(Cell::explore(&stage.moves, Kind::TwoDevices, 100).is_err());
}

#[test]
fn scopes_have_names() {
    let names: Vec<_> = Scope::names().collect();
    assert!(names.iter().all(|name| Scope::named(name).is_some_and(|s| s.cell.name == *name)));
    assert_eq!(names[..2], ["two-devices", "two-devices/once/loss"]);
    assert_eq!(Scope::named("three-devices"), None);
    assert_eq!(Scope::named("two-devices/nothing"), None);
}
