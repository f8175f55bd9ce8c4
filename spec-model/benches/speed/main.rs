//! Our explorer and other engines over the same world in turns: equal counts, medians, memory.
//!
//! `cargo xtask bench-engines`, which says what the options are.

#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot go on has to stop")]

mod engines;
mod growth;
mod memory;

use std::sync::Arc;
use std::time::{Duration, Instant};

use protocol::Table;
use world::{Moves, Scope};

use engines::Engine;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is asked for.
struct Asked {
    table: Table,
    edition: &'static str,
    profile: String,
    options: u64,
    scope: Scope,
}

impl Asked {
    fn moves(&self, scope: Scope) -> Arc<Moves> {
        let program = protocol::compile(&self.table, self.options).expect("the edition compiles");
        Arc::new(Moves::new(&self.table, program, scope))
    }

    /// Nobody starts anything: initial states only. What an engine takes for it is its start.
    fn nothing(&self) -> Scope {
        Scope { delegations: 0, revocations: [0; 3], ..self.scope.clone() }
    }
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let option = |name: &str, usual: &str| {
        let place = words.iter().position(|word| word == name);
        place.and_then(|n| words.get(n + 1).cloned()).unwrap_or_else(|| usual.to_owned())
    };
    let number = |name: &str, usual: &str| {
        option(name, usual).parse::<usize>().unwrap_or_else(|_| panic!("{name} takes a number"))
    };
    let (edition, text) = editions::all()[0];
    let table = spec::load(edition, text.as_bytes()).table.expect("the edition is sound");
    let profile = option("--options", "all");
    let options = if profile == "must" { 0 } else { table.all_options() };
    let scope = Scope::named(&option("--scope", "small/duplicate")).expect("the scope exists");
    let asked = Asked { table, edition, profile, options, scope: scope[0].clone() };
    if words.iter().any(|word| word == "--growth") {
        let seconds = number("--seconds", "60") as u64;
        return growth::run(&asked, Duration::from_secs(seconds), &option("--out", "../docs"));
    }
    if let Some(name) = words.iter().position(|word| word == memory::ALONE) {
        return memory::alone(&asked, &words[name + 1]);
    }
    speed(&asked, number("--runs", "7"), number("--tlc-runs", "1"));
}

/// One row of the table.
struct Row {
    engine: Engine,
    times: Vec<Duration>,
    /// What it takes for a world in which nothing happens.
    starts: Vec<Duration>,
}

fn speed(asked: &Asked, runs: usize, tlc_runs: usize) {
    let moves = asked.moves(asked.scope.clone());
    let nothing = asked.moves(asked.nothing());
    let tally = engines::own(&moves, 1);
    let mut rows = Vec::new();
    for engine in engines::ALL {
        match engine.prepare(asked) {
            Ok(()) => rows.push(Row { engine, times: Vec::new(), starts: Vec::new() }),
            Err(why) => println!("skipped: {} ({why})", engine.name()),
        }
    }
    let none = engines::own(&nothing, 1);
    // In turns, so that what else the machine does meets all of them.
    for turn in 0..runs.max(tlc_runs) {
        for row in &mut rows {
            let most = if row.engine == Engine::Tlc { tlc_runs } else { runs };
            if turn < most {
                let begin = Instant::now();
                let told = row.engine.states(asked, &nothing, engines::Of::Nothing, none.states);
                assert_eq!(told, none.states, "{} counts other states", row.engine.name());
                row.starts.push(begin.elapsed());
                let begin = Instant::now();
                let told = row.engine.states(asked, &moves, engines::Of::All, tally.states);
                assert_eq!(told, tally.states, "{} counts other states", row.engine.name());
                row.times.push(begin.elapsed());
            }
        }
    }
    println!(
        "{}, {}, options {}: {} states, {} edges; medians of {runs} (TLC: {tlc_runs})\n",
        asked.edition, moves.scope.name, asked.profile, tally.states, tally.edges
    );
    println!(
        "| engine                    | seconds (least to most)    | to start | states a second | own is           | peak MB | bytes a state |"
    );
    println!(
        "|---------------------------|----------------------------|----------|-----------------|------------------|---------|---------------|"
    );
    let seconds = |row: &Row| {
        let start = if row.engine == Engine::Tlc { median(&row.starts) } else { 0.0 };
        (median(&row.times) - start).max(1e-6)
    };
    let own = rows.first().map_or(1.0, &seconds);
    for row in &rows {
        let least = row.times.iter().min().map_or(0.0, Duration::as_secs_f64);
        let most = row.times.iter().max().map_or(0.0, Duration::as_secs_f64);
        let (memory, bytes) = match memory::of(asked, row.engine, tally.states) {
            Some((peak, start)) => {
                let bytes = peak.saturating_sub(start) as f64 / tally.states as f64;
                (format!("{:.0}", peak as f64 / 1e6), format!("{bytes:.0}"))
            }
            None => ("?".to_owned(), "?".to_owned()),
        };
        println!(
            "| {:<25} | {:<26} | {:>8.3} | {:>15.0} | {:>6.2} x as fast | {memory:>7} | {bytes:>13} |",
            row.engine.name(),
            format!("{:.3} ({least:.3} to {most:.3})", median(&row.times)),
            median(&row.starts),
            tally.states as f64 / seconds(row),
            seconds(row) / own
        );
    }
    println!(
        "\n\"To start\" is the same run of a world in which nothing happens; TLC's rate is without it. Bytes a state: \
         the peak of resident memory of a process of\nits own, less that of such a run, for each state."
    );
}

fn median(times: &[Duration]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted.get(sorted.len() / 2).map_or(0.0, Duration::as_secs_f64)
}
