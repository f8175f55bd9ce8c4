//! What many runs have shown, as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;

use protocol::{RowId, Table};
use world::{Kind, PROPERTIES};

use crate::explain::Cause;
use crate::many::{Failure, Summary};
use crate::pairs::Pairs;
use crate::run::Toward;
use crate::subject::Subject;

/// How long many runs took.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    /// By the wall.
    pub elapsed: Duration,
    /// Seconds of processors; 0 where nobody knows.
    pub processor: f64,
    /// On so many threads.
    pub threads: usize,
}

/// The report. Only its last lines depend on how fast it was.
pub fn report(subject: &Subject, summary: &Summary, took: Took) -> String {
    let Summary { runs, steps, rests, written, .. } = summary;
    let table = &subject.table;
    let mut text = format!(
        "{}: {runs} runs, {steps} steps, {rests} rests; {written} steps written, read and judged\n",
        subject.name
    );
    text += &pairs(table, &summary.pairs);
    text += &properties(summary);
    text += &found(summary);
    let Took { elapsed, processor, threads } = took;
    let seconds = elapsed.as_secs_f64();
    let _ = writeln!(text, "{seconds:.1} s on {threads} threads");
    if processor > 0.0 {
        let each = *steps as f64 / processor;
        let _ = writeln!(text, "{each:.0} steps in a second of a processor, judged");
    }
    text
}

fn pairs(table: &Table, pairs: &Pairs) -> String {
    let possible = Pairs::possible(table).len();
    let count = pairs.count();
    let never: Vec<&str> = table
        .rows
        .iter()
        .zip(pairs.fired())
        .filter(|(_, fired)| **fired == 0)
        .map(|(row, _)| row.rule.as_str())
        .collect();
    let fired = table.rows.len() - never.len();
    let mut text = format!(
        "pairs of rules: {count} seen of {possible} that the states allow; {fired} of {} rules \
         fired\n",
        table.rows.len()
    );
    if !never.is_empty() {
        let _ = writeln!(text, "never fired: {}", never.join(", "));
    }
    text
}

/// In how many runs each property had something to say, and how often it was violated: a run has
/// several devices.
fn properties(summary: &Summary) -> String {
    let mut text =
        "\n| property                    | runs with its premise | violations |\n".to_owned();
    text += "|-----------------------------|-----------------------|------------|\n";
    for (place, property) in PROPERTIES.iter().enumerate() {
        if property.kind == Kind::Liveness && property.name != "every_session_ends" {
            continue;
        }
        let violated: u64 = summary
            .found
            .iter()
            .filter(|((name, _), _)| *name == property.name)
            .map(|(_, (count, _))| count)
            .sum();
        let premise = match property.kind {
            Kind::Liveness => summary.runs,
            Kind::Always | Kind::Settled => summary.premises[place],
        };
        let _ = writeln!(text, "| {:<27} | {premise:>21} | {violated:>10} |", property.name);
    }
    text
}

fn found(summary: &Summary) -> String {
    if summary.found.is_empty() {
        return "\nnothing was wrong\n\n".to_owned();
    }
    let mut text = "\n| what was wrong              |   often | first seed | why\n".to_owned();
    text += "|-----------------------------|---------|------------|----\n";
    let mut rows: BTreeMap<(&str, u8), (u64, u64, BTreeSet<&str>)> = BTreeMap::new();
    for ((name, cause), (count, seed)) in &summary.found {
        let kind = match cause {
            Cause::Unexplained => 0,
            Cause::Claimed { by_rows: true, .. } => 1,
            Cause::Claimed { by_rows: false, .. } => 2,
            Cause::Outside => 3,
        };
        let row = rows.entry((name, kind)).or_insert((0, *seed, BTreeSet::new()));
        row.0 += count;
        row.1 = row.1.min(*seed);
        if let Cause::Claimed { findings, .. } = cause {
            row.2.extend(findings.iter().map(String::as_str));
        }
    }
    for ((name, kind), (count, seed, findings)) in rows {
        let findings: Vec<&str> = findings.into_iter().collect();
        let why = match kind {
            0 => "nothing explains it".to_owned(),
            1 => findings.join(", "),
            2 => format!("{} (by property and faults, not by rows)", findings.join(", ")),
            _ => "an HTTP status that no server gave: not in the model".to_owned(),
        };
        let _ = writeln!(text, "| {name:<27} | {count:>7} | {seed:>10} | {why}");
    }
    text + "\n"
}

/// A failure, and the line that repeats it.
pub fn failure(subject: &Subject, of: &str, failure: &Failure) -> String {
    let Failure { seed, toward, problem } = failure;
    let toward = toward_words(&subject.table, *toward);
    format!(
        "FAILED: {}, device {}: {}\n  cargo xtask simulate {of} --seed {seed} --runs 1{toward}\n",
        problem.name, problem.cell, problem.words
    )
}

fn toward_words(table: &Table, toward: Toward) -> String {
    let rule = |row: RowId| table.rows[usize::from(row.0)].rule.as_str();
    toward.map_or(String::new(), |(one, other)| format!(" --toward {},{}", rule(one), rule(other)))
}
