//! Every row of an edition, dropped alone, is missed: by the reader or by the checker, and by its
//! name. The consequences stand in `snapshots/dropped_rows*.txt`, a file for each edition.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use expect_test::expect_file;
use protocol::{Row, Table};
use spec_model::check::{Checked, Engines, Memory, Plan, asked, run};
use spec_model::mutate::{asked_by, profile};
use spec_model::pages::{Page, complaints, coverage, gone};
use spec_model::search::{Limits, Silent};
use world::{GapKind, Scope};

/// Rows for which nothing changes in `story` and `small`: edition, row, reason.
const NOTHING_CHANGES: &[(&str, &str, &str)] = &[
    ("2012-candidate", "FAI-2-38", "takes two copies and a loss: only `wide` has them"),
    ("2011-draft", "FAI-2-38", "takes two copies and a loss: only `wide` has them"),
];

/// Rows of 2012 that never apply where this option is among the others: they are missed without it.
const KEPT_FROM_HAPPENING: &[(&str, &str)] = &[
    ("FAI-1-35", "undo-1"),
    ("FAI-1-36", "undo-1"),
    ("ASK-1-07", "silent-stop-failure-2"),
    ("ASK-1-12", "silent-stop-failure-2"),
    ("ASK-1-13", "silent-stop-failure-2"),
];

/// The searches, the quickest first.
const SCOPES: [&str; 6] =
    ["story", "small/loss", "small/refusal", "small/unclear", "small/crash", "small/duplicate"];

fn checked(table: &Arc<Table>, options: u64, scope: &str) -> Checked {
    let limits = Limits { threads: 1, ..Limits::default() };
    let plan = Plan { memory: Memory::Exact, engines: Engines::Own, limits };
    let search = Scope::named(scope).expect("the scope exists").remove(0);
    let run = run(table, options, &search, plan, &mut Silent).expect("the document compiles");
    Checked { table: Arc::clone(table), scope: scope.to_owned(), runs: vec![run] }
}

/// Verdicts, counts and what nobody described, in words.
fn summary(checked: &Checked) -> Vec<String> {
    let mut words = Vec::new();
    for name in asked(&checked.scope).filter(|name| *name != "no_dead_row") {
        let verdict = if checked.finding(name).violated { "violated" } else { "holds" };
        words.push(format!("{name} {verdict}"));
    }
    words.push(format!("{} states", checked.joined(|tally| tally.states)));
    words.push(format!("{} edges", checked.joined(|tally| tally.edges)));
    words.push(format!(
        "{} kinds of undescribed receptions",
        checked.gaps(GapKind::Unspecified).len()
    ));
    for (kind, name) in [(GapKind::Unspecified, "receptions"), (GapKind::Answer, "answers")] {
        let gaps = checked.runs.iter().flat_map(|run| &run.tally.gaps);
        let edges: u64 = gaps.filter(|(gap, _)| gap.kind == kind).map(|(_, spot)| spot.edges).sum();
        words.push(format!("{edges} edges with undescribed {name}"));
    }
    words
}

/// Summaries by options and scope.
type Known = BTreeMap<(u64, &'static str), Arc<Vec<String>>>;

/// A choice of options with its name.
type Choice = (String, u64);

/// The original document and what was found of it so far, by options and scope.
struct Whole {
    table: Arc<Table>,
    known: Mutex<Known>,
}

impl Whole {
    fn summary(&self, options: u64, scope: &'static str) -> Arc<Vec<String>> {
        let key = (options, scope);
        if let Some(known) = self.known.lock().expect("no panic").get(&key) {
            return Arc::clone(known);
        }
        let found = Arc::new(summary(&checked(&self.table, options, scope)));
        self.known.lock().expect("no panic").insert(key, Arc::clone(&found));
        found
    }

    /// The choices of options under which the row is in force: the two profiles, and all options
    /// but for what the row itself asks.
    fn choices(&self, row: &Row) -> Vec<Choice> {
        let all = self.table.all_options();
        let own = asked_by(row, all);
        let mut choices = vec![("all", all), ("must", 0)];
        choices.retain(|(_, options)| asked_by(row, *options) == *options);
        if choices.iter().all(|(_, options)| *options != own) {
            choices.push(("all but what the row asks", own));
        }
        choices.into_iter().map(|(name, options)| (name.to_owned(), options)).collect()
    }

    /// All options but for what the row itself asks and the one of [`KEPT_FROM_HAPPENING`].
    fn other_choice(&self, row: &Row) -> Option<Choice> {
        let (_, option) = KEPT_FROM_HAPPENING.iter().find(|(rule, _)| *rule == row.rule)?;
        let option = self.table.option(option)?;
        let options = asked_by(row, self.table.all_options()) & !(1 << option.0);
        Some((profile(&self.table, options), options))
    }
}

#[test]
fn every_row_is_missed() {
    let (name, text) = editions::all()[0];
    let lines = lines(name, text);
    for (rule, option) in KEPT_FROM_HAPPENING {
        let table = spec::load(name, text.as_bytes()).table.expect("the edition is sound");
        assert!(table.row(rule).is_some(), "{rule} is a row of the edition");
        assert!(table.option(option).is_some(), "{option} is an option of the edition");
    }
    expect_file!["../snapshots/dropped_rows.txt"].assert_eq(&report("2012", &lines));
}

#[test]
fn every_row_of_the_drafts_is_missed() {
    let files = [
        ("2010-draft", expect_file!["../snapshots/dropped_rows_2010_draft.txt"]),
        ("2011-baseline", expect_file!["../snapshots/dropped_rows_2011_baseline.txt"]),
        ("2011-draft", expect_file!["../snapshots/dropped_rows_2011_draft.txt"]),
    ];
    for (name, file) in files {
        let (_, text) = editions::all().iter().find(|(known, _)| *known == name).expect("is there");
        file.assert_eq(&report(name, &lines(name, text)));
    }
}

fn report(edition: &str, lines: &[String]) -> String {
    let mut report = format!("What is missed when a row of the {edition} edition is dropped.\n\n");
    for line in lines {
        let _ = writeln!(report, "{line}");
    }
    report
}

/// What is missed of each row, in their order.
fn lines(name: &str, text: &str) -> Vec<String> {
    let table = Arc::new(spec::load(name, text.as_bytes()).table.expect("the edition is sound"));
    let committed = page(&table).text;
    let whole = Whole { table: Arc::clone(&table), known: Mutex::new(BTreeMap::new()) };
    let line = |row: &Row| consequence(name, text, row, &whole, &committed);
    let half = table.rows.len() / 2;
    let lines: Vec<String> = std::thread::scope(|scope| {
        let second = scope.spawn(|| table.rows[half..].iter().map(line).collect::<Vec<_>>());
        let mut lines: Vec<_> = table.rows[..half].iter().map(line).collect();
        lines.extend(second.join().expect("no panic"));
        lines
    });
    let unchanged = lines.iter().filter(|line| line.contains("nothing changes")).count();
    let known = NOTHING_CHANGES.iter().filter(|(edition, ..)| *edition == name).count();
    assert_eq!(unchanged, known, "{name}: {lines:#?}");
    lines
}

/// What the page of coverage shows of a document, as far as no search is needed.
fn page(table: &Table) -> Page {
    Page { name: "coverage.md", text: coverage(table, &[]) }
}

/// The first consequence of dropping the row; the row is named in every case.
fn consequence(name: &str, text: &str, row: &Row, whole: &Whole, committed: &str) -> String {
    let rule = &row.rule;
    let without = spec::drop_row(text, rule).expect("the row is there");
    let edition = spec::load(name, without.as_bytes());
    let Some(table) = edition.table else {
        let first = edition.diagnostics.iter().next().expect("a document without table has errors");
        let named = gone(committed, &without);
        assert!(named.len() == 1 && named[0].starts_with(rule), "{rule}: {named:?}");
        return format!("{rule}: the document is refused: {}", first.message);
    };
    let table = Arc::new(table);
    let named = complaints(&page(&table), Some(committed));
    let gone = |line: &String| line.contains(&format!("{rule} ")) && line.contains("gone");
    assert!(named.iter().any(gone), "{rule} is not named: {named:?}");
    let all = [whole.choices(row), whole.other_choice(row).into_iter().collect()];
    let pairs = all.iter().flat_map(|choices| {
        SCOPES.into_iter().flat_map(move |scope| choices.iter().map(move |choice| (scope, choice)))
    });
    for (scope, (profile, options)) in pairs {
        let options = *options;
        let before = whole.summary(options, scope);
        let after = summary(&checked(&table, options, scope));
        let pairs = before.iter().zip(&after);
        if let Some((before, after)) = pairs.into_iter().find(|(before, after)| before != after) {
            return format!("{rule}: {scope} ({profile}): {before}, now {after}");
        }
    }
    let reason =
        NOTHING_CHANGES.iter().find(|(edition, known, _)| *edition == name && known == rule);
    let reason = reason.map_or("NO REASON IS KNOWN", |(.., reason)| reason);
    format!("{rule}: nothing changes: {reason}")
}
