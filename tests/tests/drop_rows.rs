//! Every row of the 2012 edition, dropped alone, is missed: by the reader or by the checker, and
//! by its name. The consequences stand in `snapshots/dropped_rows.txt`.

use std::fmt::Write;
use std::sync::Arc;

use expect_test::expect_file;
use protocol::Table;
use spec_model::check::{Checked, Engines, Memory, Plan, asked, run};
use spec_model::pages::{Page, complaints, coverage, gone};
use spec_model::search::{Limits, Silent};
use world::Scope;

/// Rows for which nothing changes in `story` and `small`, each with the reason.
const NOTHING_CHANGES: &[(&str, &str)] = &[(
    "ASK-1-07",
    "needs `proceed-on-failure-1` and not `silent-stop-failure-2`; the profiles have both or none",
)];

/// The searches, the quickest first.
const SCOPES: [&str; 6] =
    ["story", "small/loss", "small/refusal", "small/unclear", "small/crash", "small/duplicate"];

fn checked(table: &Arc<Table>, profile: &str, scope: &str) -> Checked {
    let options = if profile == "all" { (1 << table.options.len()) - 1 } else { 0 };
    let limits = Limits { threads: 1, ..Limits::default() };
    let plan = Plan { memory: Memory::Exact, engines: Engines::Own, limits };
    let search = Scope::named(scope).expect("the scope exists").remove(0);
    let run = run(table, options, &search, plan, &mut Silent).expect("the document compiles");
    Checked { table: Arc::clone(table), scope: scope.to_owned(), runs: vec![run] }
}

/// Counts and verdicts in words.
fn summary(checked: &Checked) -> Vec<String> {
    let mut words = vec![
        format!("{} states", checked.joined(|tally| tally.states)),
        format!("{} edges", checked.joined(|tally| tally.edges)),
    ];
    for name in asked(&checked.scope).filter(|name| *name != "no_dead_row") {
        let verdict = if checked.finding(name).violated { "violated" } else { "holds" };
        words.push(format!("{name} {verdict}"));
    }
    words
}

fn page(table: &Table, searched: &[(&str, Checked)]) -> Page {
    Page { name: "coverage.md", text: coverage(table, searched) }
}

#[test]
fn every_row_is_missed() {
    let (name, text) = spec::builtin()[0];
    let table = Arc::new(spec::load(name, text.as_bytes()).table.expect("the edition is sound"));
    let profiles = ["all", "must"];
    let whole: Vec<Vec<Vec<String>>> = SCOPES
        .iter()
        .map(|scope| profiles.iter().map(|p| summary(&checked(&table, p, scope))).collect())
        .collect();
    let story: Vec<_> = profiles.iter().map(|p| (*p, checked(&table, p, "story"))).collect();
    let committed = page(&table, &story).text;
    let rules: Vec<String> = table.rows.iter().map(|row| row.rule.clone()).collect();
    let threads = 2;
    let lines: Vec<String> = std::thread::scope(|threads_of| {
        let work = |part: Vec<(usize, String)>| {
            let (whole, committed) = (&whole, &committed);
            threads_of.spawn(move || {
                let line = |(place, rule): (usize, String)| {
                    (place, consequence(name, text, &rule, whole, committed))
                };
                part.into_iter().map(line).collect::<Vec<_>>()
            })
        };
        let parts = (0..threads).map(|n| {
            rules.iter().cloned().enumerate().filter(|(place, _)| place % threads == n).collect()
        });
        let workers: Vec<_> = parts.map(work).collect();
        let mut lines: Vec<_> =
            workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect();
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect()
    });
    let mut report = String::from("What is missed when a row of the 2012 edition is dropped.\n\n");
    for line in &lines {
        let _ = writeln!(report, "{line}");
    }
    expect_file!["../snapshots/dropped_rows.txt"].assert_eq(&report);
    let unchanged: Vec<_> =
        lines.iter().filter(|line| line.contains("nothing changes")).collect();
    assert_eq!(unchanged.len(), NOTHING_CHANGES.len(), "{unchanged:#?}");
}

/// The first consequence of dropping the row; the row is named in every case.
fn consequence(
    name: &str,
    text: &str,
    rule: &str,
    whole: &[Vec<Vec<String>>],
    committed: &str,
) -> String {
    let without = spec::drop_row(text, rule).expect("the row is there");
    let edition = spec::load(name, without.as_bytes());
    let Some(table) = edition.table else {
        let first = edition.diagnostics.iter().next().expect("a document without table has errors");
        let named = gone(committed, &without);
        assert_eq!(named.len(), 1, "{rule}: {named:?}");
        assert!(named[0].starts_with(rule), "{rule}: {named:?}");
        return format!("{rule}: the document is refused: {}", first.message);
    };
    let table = Arc::new(table);
    let profiles = ["all", "must"];
    let story: Vec<_> = profiles.iter().map(|p| (*p, checked(&table, p, "story"))).collect();
    let complaints = complaints(&page(&table, &story), Some(committed));
    let named = complaints.iter().any(|line| line.contains(&format!("{rule} ")) && line.contains("gone"));
    assert!(named, "{rule} is not named: {complaints:?}");
    for (scope, before) in SCOPES.iter().zip(whole) {
        for (profile, before) in profiles.iter().zip(before) {
            let after = summary(&checked(&table, profile, scope));
            let differ = before.iter().zip(&after).filter(|(before, after)| before != after);
            let differ: Vec<_> =
                differ.map(|(before, after)| format!("{before}, now {after}")).collect();
            if let Some(first) = differ.last() {
                return format!("{rule}: {scope} ({profile}): {first}");
            }
        }
    }
    let reason = NOTHING_CHANGES.iter().find(|(known, _)| *known == rule);
    let reason = reason.map_or("NO REASON IS KNOWN", |(_, reason)| reason);
    format!("{rule}: nothing changes: {reason}")
}
