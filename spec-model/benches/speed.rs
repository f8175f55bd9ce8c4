//! Our explorer, Stateright and Spin over the same world in turns: equal counts, and medians.
//!
//! `cargo xtask bench-engines [--scope NAME] [--options all|must] [--runs N]`

#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot go on has to stop")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use spec_model::export::{Export, promela};
use spec_model::search::{Limits, Silent, search};
use spec_model::second::Second;
use stateright::{Checker, Model};
use world::{Moves, Scope};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What takes part: how it is called, and a run, which gives the number of states.
type Engine<'a> = (&'static str, Box<dyn Fn() -> u64 + 'a>);

fn main() {
    let option = |name: &str, usual: &str| {
        let words: Vec<String> = std::env::args().collect();
        let place = words.iter().position(|word| word == name);
        place.and_then(|n| words.get(n + 1).cloned()).unwrap_or_else(|| usual.to_owned())
    };
    let scope = option("--scope", "small/duplicate");
    let profile = option("--options", "all");
    let runs: usize = option("--runs", "7").parse().expect("--runs takes a number");
    let (name, text) = editions::all()[0];
    let table = spec::load(name, text.as_bytes()).table.expect("the edition is sound");
    let options = if profile == "must" { 0 } else { table.all_options() };
    let program = protocol::compile(&table, options).expect("the edition compiles");
    let scope = Scope::named(&scope).expect("the scope exists").remove(0);
    let moves = Arc::new(Moves::new(&table, program, scope));
    let own = |threads| search(&moves, Limits { threads, ..Limits::default() }, &mut Silent).tally;
    let tally = own(1);
    let mut engines: Vec<Engine> = vec![
        ("own, one thread", Box::new(|| own(1).states)),
        ("own, two threads", Box::new(|| own(2).states)),
        ("Stateright, breadth-first", Box::new(|| stateright(&moves, Order::Breadth))),
        ("Stateright, depth-first", Box::new(|| stateright(&moves, Order::Depth))),
    ];
    let export = Export { table: &table, moves: &moves, options };
    match verifier(&export) {
        Some(folder) => {
            let more = promela::more_states(&export);
            let states = tally.states;
            engines.push(("Spin", Box::new(move || spin(&folder, states) - more)));
        }
        None => println!("Spin is not installed here"),
    }
    let mut times = vec![Vec::new(); engines.len()];
    // In turns, so that what else the machine does meets all of them.
    for _ in 0..runs {
        for ((name, run), times) in engines.iter().zip(&mut times) {
            let begin = Instant::now();
            assert_eq!(run(), tally.states, "{name} counts other states");
            times.push(begin.elapsed());
        }
    }
    println!(
        "{name}, {}, options {profile}: {} states, {} edges; medians of {runs}",
        moves.scope.name, tally.states, tally.edges
    );
    println!(
        "| engine                    | seconds (least to most) | states a second | own is        |"
    );
    println!(
        "|---------------------------|-------------------------|-----------------|---------------|"
    );
    let median = |times: &[Duration]| {
        let mut sorted = times.to_vec();
        sorted.sort();
        (
            sorted[sorted.len() / 2].as_secs_f64(),
            sorted[0].as_secs_f64(),
            sorted[sorted.len() - 1].as_secs_f64(),
        )
    };
    let (first, ..) = median(&times[0]);
    for ((name, _), times) in engines.iter().zip(&times) {
        let (middle, least, most) = median(times);
        let rate = tally.states as f64 / middle;
        println!(
            "| {name:<25} | {:<23} | {rate:>15.0} | {:>5.2} x as fast |",
            format!("{middle:.3} ({least:.3} to {most:.3})"),
            middle / first
        );
    }
}

enum Order {
    Breadth,
    Depth,
}

fn stateright(moves: &Arc<Moves>, order: Order) -> u64 {
    let checker = Second(Arc::clone(moves)).checker().threads(1);
    match order {
        Order::Breadth => checker.spawn_bfs().join().unique_state_count() as u64,
        Order::Depth => checker.spawn_dfs().join().unique_state_count() as u64,
    }
}

/// Makes the verifier; nothing where Spin is not installed.
fn verifier(export: &Export) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let text = promela::text(export, "cargo xtask bench-engines");
    std::fs::write(folder.join("model.pml"), text).expect("the model can be written");
    let run = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).current_dir(&folder).output()
    };
    run("spin", &["-o2", "-a", "model.pml"]).ok().filter(|told| told.status.success())?;
    let made = run("cc", &["-O2", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"]);
    made.ok().filter(|told| told.status.success()).map(|_| folder.clone())
}

/// Runs the verifier: states stored.
fn spin(folder: &Path, states: u64) -> u64 {
    let slots = (65 - states.leading_zeros()).clamp(20, 34);
    let told = Command::new(folder.join("pan"))
        .args(["-m1000000", "-E", &format!("-w{slots}")])
        .current_dir(folder)
        .output()
        .expect("the verifier runs");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let line = text.lines().find(|line| line.ends_with("states, stored"));
    let stored = line.and_then(|line| line.split_whitespace().next());
    stored.and_then(|word| word.parse().ok()).unwrap_or_else(|| panic!("{text}"))
}
