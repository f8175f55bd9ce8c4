//! The search for all choices of options at once answers what a search for each choice answers.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use protocol::{Condition, Level, Option_, OptionId, Role, Table, Wanted};
use spec_model::check::STRUCTURAL;
use spec_model::graph;
use spec_model::search::{Limits, Silent, search};
use spec_model::strength::family::{CHECKS, Family, Within, explore_within};
use spec_model::strength::live::{LIVE, Liveness, liveness};
use spec_model::strength::{Link, analyse};
use spec_model::tally::Tally;
use world::{Extent, GapKind, Moves, PROPERTIES, SAFETY, Scope, Timers};

/// The eight options that are tried in all ways; the others are fixed.
const TRIED: [&str; 8] = [
    "terminate-1",
    "terminate-2",
    "undo-1",
    "undo-2",
    "failure-notice-1",
    "failure-notice-2",
    "remove-own-account-1",
    "forced-notice-1",
];

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.expect("the edition is sound")
}

/// The options of that name, one bit each.
fn bits(table: &Table, names: &[&str]) -> u64 {
    let bit = |name: &&str| 1u64 << table.option(name).expect("the edition has the option").0;
    names.iter().map(bit).sum()
}

/// All ways to have the options of a mask.
fn ways(mask: u64) -> impl Iterator<Item = u64> {
    // Counts up within the bits of the mask.
    std::iter::successors(Some(0u64), move |way| {
        let next = (way | !mask).wrapping_add(1) & mask;
        (next != 0).then_some(next)
    })
}

fn scope(name: &str) -> Scope {
    Scope::named(name).expect("the scope exists").remove(0)
}

/// One approach, one initiator, one initial state and one delegation.
fn narrowed(name: &str, full: Extent) -> Scope {
    Scope {
        delegations: 1,
        approach: Extent::First,
        initiator: Extent::First,
        initial: Extent::First,
        full,
        ..scope(name)
    }
}

fn moves(table: &Table, choice: u64, scope: &Scope) -> Moves {
    let program = protocol::compile(table, choice).expect("every choice compiles");
    Moves::new(table, program, scope.clone())
}

/// What a plain search says about each check of the family.
fn plain(tally: &Tally) -> [bool; CHECKS] {
    let gap = |kind: GapKind| tally.gaps.keys().any(|gap| gap.kind == kind);
    let mut broken = [false; CHECKS];
    for (place, broken) in broken.iter_mut().enumerate().take(SAFETY) {
        *broken = tally.violations[place] > 0;
    }
    broken[SAFETY] = gap(GapKind::Unspecified);
    broken[SAFETY + 1] = gap(GapKind::Answer);
    broken[SAFETY + 2] = gap(GapKind::Ambiguous);
    broken[SAFETY + 3] = tally.deadlocks > 0;
    broken
}

fn name(place: usize) -> &'static str {
    if place < SAFETY { PROPERTIES[place].name } else { STRUCTURAL[place - SAFETY] }
}

/// Compares the family with one search for each choice.
fn compare(table: &Table, scope: &Scope, family: &Family, choices: impl Iterator<Item = u64>) {
    for choice in choices {
        let moves = moves(table, choice, scope);
        let tally = search(&moves, Limits::default(), &mut Silent).tally;
        let broken = plain(&tally);
        for (place, broken) in broken.into_iter().enumerate() {
            let has = family.sets.has(family.broken[place], choice);
            assert_eq!(has, broken, "{} in {}, choice {choice:b}", name(place), scope.name);
        }
        for place in 0..SAFETY {
            let has = family.sets.has(family.premises[place], choice);
            let held = tally.premises[place] > 0;
            assert_eq!(has, held, "premise of {}, choice {choice:b}", name(place));
        }
        for (row, fired) in family.fired.iter().enumerate() {
            let rules = moves.program.rules().iter().zip(&tally.fired);
            let times: u64 = rules.filter(|(r, _)| r.row.0 as usize == row).map(|(_, n)| n).sum();
            let has = family.sets.has(*fired, choice);
            assert_eq!(has, times > 0, "{}, choice {choice:b}", table.rows[row].rule);
        }
    }
}

/// The edition with other questions: some rows ask for one option more, some for none. Every
/// check then depends on options, those too that the edition breaks in any case.
fn scattered(mut table: Table, seed: u64) -> Table {
    let tried = bits(&table, &TRIED);
    let options: Vec<u8> = (0..64).filter(|n| tried >> n & 1 == 1).collect();
    for (n, row) in table.rows.iter_mut().enumerate() {
        let mixed = (n as u64 + seed * 1009).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let option = OptionId(options[(mixed >> 8) as usize % options.len()]);
        match mixed % 6 {
            0 => row.conditions.push(Condition::Option(option, Wanted::With)),
            1 => row.conditions.push(Condition::Option(option, Wanted::Without)),
            2 => row.conditions.retain(|c| !matches!(c, Condition::Option(..))),
            _ => {}
        }
    }
    table
}

#[test]
fn scattered_options_are_as_brute_force_says() {
    // Two delegations: what the operator may still do decides whether all has come to a stop.
    let timers_off =
        Scope { timers: Timers::Never, delegations: 2, ..narrowed("story", Extent::First) };
    let scopes = [
        timers_off,
        narrowed("small/loss", Extent::First),
        narrowed("small/crash", Extent::First),
        narrowed("small/refusal", Extent::Second),
        narrowed("small/duplicate", Extent::First),
    ];
    let mut varied = [false; CHECKS];
    for (seed, scope) in (0..12).flat_map(|seed| scopes.iter().map(move |scope| (seed, scope))) {
        let table = scattered(table(), seed);
        let tried = bits(&table, &TRIED);
        let within = Within { fixed: table.all_options() & !tried, choice: 0 };
        let family = explore_within(&table, scope, within, Limits::default(), &mut Silent)
            .expect("every choice compiles");
        compare(&table, scope, &family, ways(tried));
        for (place, varied) in varied.iter_mut().enumerate() {
            let broken = ways(tried).filter(|way| family.sets.has(family.broken[place], *way));
            *varied |= (1..256).contains(&broken.count());
        }
    }
    let varied = varied.iter().filter(|varied| **varied).count();
    assert!(varied >= CHECKS - 3, "{varied} checks depend on the options somewhere");
}

/// The eight options in all ways; the others all there, or none of them.
fn as_brute_force(scope: &Scope) {
    let table = table();
    let tried = bits(&table, &TRIED);
    let fixed = table.all_options() & !tried;
    for choice in [fixed, 0] {
        let within = Within { fixed, choice };
        let family = explore_within(&table, scope, within, Limits::default(), &mut Silent)
            .expect("every choice compiles");
        assert!(family.exhaustive);
        assert_eq!(ways(tried).count(), 256);
        compare(&table, scope, &family, ways(tried).map(|way| way | choice));
    }
}

#[test]
fn story_is_as_brute_force_says() {
    as_brute_force(&scope("story"));
}

#[test]
fn one_lost_message_is_as_brute_force_says() {
    as_brute_force(&narrowed("small/loss", Extent::Second));
}

#[test]
fn one_crash_is_as_brute_force_says() {
    as_brute_force(&narrowed("small/crash", Extent::First));
}

#[test]
fn one_unclear_command_is_as_brute_force_says() {
    as_brute_force(&narrowed("small/unclear", Extent::Second));
}

#[test]
fn one_copy_is_as_brute_force_says() {
    as_brute_force(&narrowed("small/duplicate", Extent::Second));
}

/// With nothing fixed: choices from all over, each option on in half of them.
#[test]
fn all_options_at_once_are_as_some_searches_say() {
    let table = table();
    let all = table.all_options();
    for scope in [scope("story"), narrowed("small/refusal", Extent::Both)] {
        let family =
            explore_within(&table, &scope, Within::default(), Limits::default(), &mut Silent)
                .expect("every choice compiles");
        let spread = (0..96u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40 & all);
        compare(&table, &scope, &family, spread.chain([0, all]));
    }
}

/// Compares the answers about whole behaviours with one graph for each choice; how many choices
/// break each.
fn compare_live(
    table: &Table,
    scope: &Scope,
    found: &Liveness,
    choices: impl Iterator<Item = u64>,
) -> [u32; LIVE] {
    let mut broken_in_all = [0; LIVE];
    for choice in choices {
        let moves = moves(table, choice, scope);
        let graph = graph::explore(&moves, Limits::default(), &mut Silent);
        for (place, answer) in graph.liveness(&moves).iter().enumerate() {
            let name = PROPERTIES[SAFETY + place].name;
            let broken = found.sets.has(found.broken[place], choice);
            assert_eq!(broken, answer.violation.is_some(), "{name}, {}, {choice:b}", scope.name);
            assert!(!found.sets.has(found.open[place], choice), "{name} is decided");
            if !broken {
                let held = found.sets.has(found.premises[place], choice);
                assert_eq!(held, answer.premises > 0, "premise of {name}, {choice:b}");
            }
            broken_in_all[place] += u32::from(broken);
        }
    }
    broken_in_all
}

/// The small document on which every check holds, with the eight options: whatever a row that
/// asks for one of them breaks shows, since nothing else is broken.
#[test]
fn a_sound_document_with_options_is_as_brute_force_says() {
    let text = include_bytes!("../documents/teeth.md");
    let mut sound = spec::load("teeth.md", text).table.expect("the document is sound");
    sound.options = TRIED.map(option).to_vec();
    let mut varied = [false; LIVE];
    let whole = (0..24).flat_map(|seed| [(seed, "story"), (seed, "story/timers-off")]);
    // Without a fault the device takes back what it is told to.
    let refused = (0..4).map(|seed| (seed, "small/refusal"));
    for (seed, name) in whole.chain(refused) {
        let mut table = scattered(sound.clone(), seed);
        // Mostly as it was: few rows ask.
        for (n, row) in table.rows.iter_mut().enumerate() {
            if !(n as u64 + seed).is_multiple_of(4) {
                row.conditions.retain(|c| !matches!(c, Condition::Option(..)));
            }
        }
        let scope = Scope { revocations: [0, 1, 0], ..scope(name) };
        let family =
            explore_within(&table, &scope, Within::default(), Limits::default(), &mut Silent)
                .expect("every choice compiles");
        compare(&table, &scope, &family, ways(255));
        let found = liveness(&table, &scope, Within::default(), Limits::default())
            .expect("every choice compiles");
        let broken_in_all = compare_live(&table, &scope, &found, ways(255));
        for (varied, broken) in varied.iter_mut().zip(broken_in_all) {
            *varied |= (1..256).contains(&broken);
        }
    }
    assert_eq!(varied, [true; LIVE], "each depends on the options somewhere");
}

fn option(name: &str) -> Option_ {
    Option_ {
        name: name.to_owned(),
        role: Role::Delegating,
        level: Level::May,
        scr: String::new(),
        text: String::new(),
        meaning: String::new(),
    }
}

#[test]
fn whole_behaviours_are_as_brute_force_says() {
    let quick = Scope { revocations: [1, 0, 0], ..narrowed("story", Extent::First) };
    let scopes = [
        quick.clone(),
        Scope { timers: Timers::Never, ..quick },
        Scope { revocations: [0; 3], ..narrowed("small/loss", Extent::Second) },
    ];
    let mut varied = [false; LIVE];
    for (seed, scope) in (0..16).flat_map(|seed| scopes.iter().map(move |scope| (seed, scope))) {
        // The edition itself, too: with all its options on but those that are tried.
        let table = if seed == 0 { table() } else { scattered(table(), seed) };
        let tried = bits(&table, &TRIED);
        let choice = if seed == 0 { table.all_options() & !tried } else { 0 };
        let fixed = table.all_options() & !tried;
        let found = liveness(&table, scope, Within { fixed, choice }, Limits::default())
            .expect("every choice compiles");
        let ways = ways(tried).map(|way| way | choice);
        let broken_in_all = compare_live(&table, scope, &found, ways);
        for (varied, broken) in varied.iter_mut().zip(broken_in_all) {
            *varied |= (1..256).contains(&broken);
        }
    }
    assert_eq!(varied, [true; LIVE], "each depends on the options somewhere");
}

/// Each option that is said to matter does: the choice shown breaks the check, and having that
/// one option the other way mends it.
#[test]
fn a_witness_shows_what_one_option_does() {
    let table = table();
    let story = vec![("story".to_owned(), vec![scope("story")])];
    let mut strength =
        analyse(&table, &story, Limits::default(), |_| Silent).expect("every choice compiles");
    let links = strength.links();
    assert!(!links.is_empty());
    for linked in links {
        let Some(place) = PROPERTIES.iter().position(|p| p.name == linked.check) else { continue };
        let broken = |choice: u64| {
            let moves = moves(&table, choice, &scope("story"));
            search(&moves, Limits::default(), &mut Silent).tally.violations[place] > 0
        };
        let (witness, bit) = (linked.witness, 1u64 << linked.witness.option.0);
        assert_eq!(witness.choice & bit != 0, witness.link == Link::Harms, "{linked:?}");
        assert!(broken(witness.choice), "{linked:?}");
        assert!(!broken(witness.choice ^ bit), "{linked:?}");
    }
}

/// A search that is cut short says `holds` of nothing.
#[test]
fn a_part_proves_nothing() {
    let table = table();
    let story = vec![("story".to_owned(), vec![scope("story")])];
    let limits = Limits { states: 1000, ..Limits::default() };
    let strength = analyse(&table, &story, limits, |_| Silent).expect("every choice compiles");
    let column = &strength.columns[0];
    assert!(!column.exhaustive);
    let holds = |check: &str| column.answer(check).map(|answer| strength.share(answer.holds));
    assert_eq!(holds("device_never_abandoned"), Some(0.0));
}
