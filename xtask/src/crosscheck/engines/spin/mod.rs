//! Spin: how it is run on an export, and what its verifier has to say.

mod dump;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use spec_model::export::{Export, digest, listing, promela};
use spec_model::graph::Graph;
use spec_model::search::{Limits, Silent, search};
use spec_model::tally::Tally;
use world::{PROPERTIES, SAFETY, World};

use super::compare::{Comparison, Theirs};

/// What the verifier told.
#[derive(Debug, Default)]
pub struct Told {
    /// States that it stored.
    pub stored: u64,
    /// Transitions as it counts them.
    pub transitions: u64,
    /// Steps that led somewhere.
    pub edges: u64,
    /// Steps that would have put too much in flight.
    pub blocked: u64,
    /// Steps that turned out to be no edge of their own.
    pub blank: u64,
    /// States that it expanded.
    pub visits: u64,
    /// The sum of the hashes of states.
    pub state_sum: u64,
    /// The sum of the hashes of edges.
    pub edge_sum: u64,
    /// How many states violate each property.
    pub violated: Vec<u64>,
    /// Time of the verifier alone.
    pub time: Duration,
    /// Its memory, as it tells it.
    pub megabytes: f64,
}

/// Whether Spin and a C compiler are here.
///
/// # Errors
/// What is missing, and how to get it.
pub fn find() -> Result<(), String> {
    for (program, argument) in [("spin", "-V"), ("cc", "--version")] {
        let mut command = Command::new(program);
        command.arg(argument).stdout(Stdio::null()).stderr(Stdio::null());
        if !command.status().is_ok_and(|status| status.success()) {
            return Err(format!(
                "`{program}` is not found. Spin needs itself and a C compiler: \
                 apt-get install --no-install-recommends spin gcc libc6-dev"
            ));
        }
    }
    Ok(())
}

/// Explores the export by Spin and compares; `text` is the exported model.
///
/// # Errors
/// What went wrong on the way, or that a search was cut short.
pub fn check(
    export: &Export,
    ours: &Graph,
    folder: &Path,
    text: &str,
    at_most: Duration,
) -> Result<Comparison, String> {
    let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
    let exact = ours.tally.states <= listing::MOST;
    build(&folder, text, exact)?;
    let told = verify(&folder, ours.tally.states, at_most)?;
    if told.violated.len() != SAFETY {
        return Err("the verifier told nothing of the properties; is `graph:` missing?".into());
    }
    let dump = match exact {
        true => Some(dump::read(&folder.join("graph"))?),
        false => None,
    };
    // The explorer that large scopes are answered by must count the same.
    let quick = search(export.moves, Limits { time: at_most, ..Limits::default() }, &mut Silent);
    Ok(compare(export, ours, &quick.tally, &told, dump.as_ref()))
}

/// Compares Spin's graph with ours.
fn compare(
    export: &Export,
    ours: &Graph,
    quick: &Tally,
    told: &Told,
    dump: Option<&Theirs>,
) -> Comparison {
    let tally = &ours.tally;
    let mut comparison = Comparison::with("Spin");
    let more = promela::more_states(export);
    let stored = told.stored.saturating_sub(more);
    comparison.add("states", tally.states, stored);
    comparison.add("states by our search", quick.states, stored);
    comparison.add("states expanded", tally.states, told.visits);
    comparison.add("edges", tally.edges, told.edges);
    comparison.add("edges by our search", quick.edges, told.edges);
    // Its own count has the root, the initial choices, a visit per state and the steps that were
    // taken back besides: so it does not rest on the counters that stand in the model.
    let choices = export.moves.scope.initial.choices().count() as u64 * more;
    let besides = 1 + choices + told.visits + told.blocked + told.blank;
    let transitions = told.transitions.saturating_sub(besides);
    comparison.add("edges by its own count", tally.edges, transitions);
    comparison.add("blocked, too much in flight", tally.blocked, told.blocked);
    let sums = digest::sums(export.moves, &ours.states);
    let hash = |sum: u64| format!("{sum:016x}");
    comparison.add("hash of the states", hash(sums.states), hash(told.state_sum));
    comparison.add("hash of the labelled edges", hash(sums.edges), hash(told.edge_sum));
    if let Some(dump) = dump {
        let initial: Vec<u64> =
            World::initial(&export.moves.scope).iter().map(digest::state).collect();
        comparison.add_levels(&tally.levels, &dump::levels(dump, &initial));
    }
    for (n, property) in PROPERTIES.iter().enumerate().take(SAFETY) {
        let theirs = told.violated.get(n).copied().unwrap_or(u64::MAX);
        comparison.add_property(property.name, tally.violations[n], theirs);
    }
    match dump {
        Some(dump) => comparison.add_graph(export, ours, dump),
        None => comparison.notes.push("graphs compared by hash".into()),
    }
    comparison.notes.push(format!(
        "Spin {:.2} s and {:.0} MB, our exact graph {:.2} s",
        told.time.as_secs_f64(),
        told.megabytes,
        ours.time.as_secs_f64()
    ));
    comparison
}

/// What Spin says where a d_step has more than 2,048 jumps.
const TOO_LONG: &str = "d_step sequence too long";

/// Writes the model and makes a verifier of it.
fn build(folder: &Path, text: &str, dumps: bool) -> Result<(), String> {
    super::files(folder, &[("model.pml".into(), text.into())])?;
    let dump = if dumps { "-DDUMP" } else { "-DCOUNT" };
    let make = |split: &[&str]| {
        run(folder, "spin", &[&["-DGRAPH", dump], split, &["-o2", "-a", "model.pml"]].concat())
    };
    match make(&[]) {
        // Two d_steps are slower: only where the rows leave no room in one.
        Err(told) if told.contains(TOO_LONG) => make(&["-DSPLIT"]).map_err(|told| {
            let hint = "the document has more rows than Spin has room for, in two d_steps too: \
                        set options that leave some out, or make Spin with a larger MAXDSTEP";
            if told.contains(TOO_LONG) { format!("{told}{hint}") } else { told }
        })?,
        made => made?,
    }
    // A small graph is explored sooner than the verifier is made.
    let speed = if dumps { "-O1" } else { "-O2" };
    run(folder, "cc", &[speed, "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"])
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{program} {}` in {}:\n{told}{error}", arguments.join(" "), folder.display()))
}

/// Runs the verifier. It succeeds whatever it finds, so its words are what counts.
fn verify(folder: &Path, states: u64, at_most: Duration) -> Result<Told, String> {
    let slots = 64 - states.leading_zeros().min(44);
    let begin = Instant::now();
    let log = folder.join("told");
    let file = std::fs::File::create(&log).map_err(|e| format!("{}: {e}", log.display()))?;
    let mut child = Command::new(folder.join("pan"))
        .args(["-m1000000", &format!("-w{}", slots.clamp(20, 34))])
        .current_dir(folder)
        .stdout(Stdio::from(file))
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("the verifier: {error}"))?;
    while child.try_wait().map_err(|error| error.to_string())?.is_none() {
        if begin.elapsed() > at_most {
            // It may end just now by itself.
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("Spin was ended after {} s", at_most.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let text = std::fs::read_to_string(&log).map_err(|e| format!("{}: {e}", log.display()))?;
    for cut in ["max search depth too small", "out of memory", "Search not completed"] {
        if text.contains(cut) {
            return Err(format!("Spin's search was cut short ({cut}); see {}", log.display()));
        }
    }
    told(&text, begin.elapsed()).ok_or_else(|| format!("Spin told too little: {}", log.display()))
}

/// Reads the verifier's words.
fn told(text: &str, time: Duration) -> Option<Told> {
    let mut told = Told { time, ..Told::default() };
    let (mut stored, mut counted) = (None, None);
    for line in text.lines().map(str::trim) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let after = |word: &str| {
            let place = words.iter().position(|w| *w == word)?;
            words.get(place + 1).copied()
        };
        let hex = |word: &str| after(word).and_then(|w| u64::from_str_radix(w, 16).ok());
        if line.ends_with("states, stored") {
            stored = words.first().and_then(|word| word.parse().ok());
        } else if line.contains("transitions (= stored+matched)") {
            told.transitions = words.first()?.parse().ok()?;
        } else if line.ends_with("total actual memory usage") {
            told.megabytes = words.first()?.parse().ok()?;
        } else if line.starts_with("pan: elapsed time") {
            told.time = Duration::from_secs_f64(after("time")?.parse().ok()?);
        } else if line.starts_with("graph: edges") {
            let number = |word: &str| after(word).and_then(|w| w.parse().ok());
            told.edges = number("edges")?;
            told.blocked = number("blocked")?;
            told.blank = number("blank")?;
            told.visits = number("visits")?;
        } else if line.starts_with("graph: states") {
            told.state_sum = hex("states")?;
            told.edge_sum = hex("sum")?;
            counted = Some(());
        } else if line.starts_with("graph: violated") {
            told.violated = words.iter().skip(2).filter_map(|word| word.parse().ok()).collect();
        }
    }
    told.stored = stored?;
    counted.map(|()| told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verifiers_words_are_read() {
        let text = "\
   23395 states, stored
    83549 transitions (= stored+matched)
   79.534\ttotal actual memory usage
pan: elapsed time 0.05 seconds
graph: edges 60152 blocked 7 blank 3 visits 23394
graph: states b60b1d548dfae195 sum 6048d7323f0f39b8
graph: violated 125 0
";
        let told = told(text, Duration::ZERO).unwrap();
        assert_eq!((told.stored, told.transitions, told.edges), (23395, 83549, 60152));
        assert_eq!((told.blocked, told.blank, told.visits), (7, 3, 23394));
        assert_eq!((told.state_sum, told.edge_sum), (0xb60b1d548dfae195, 0x6048d7323f0f39b8));
        assert_eq!(told.violated, [125, 0]);
        assert_eq!(told.time, Duration::from_millis(50));
    }

    #[test]
    fn a_verifier_that_says_nothing_is_an_error() {
        assert!(told("pan: error\n", Duration::ZERO).is_none());
        assert!(told("   1 states, stored\n", Duration::ZERO).is_none());
    }
}
