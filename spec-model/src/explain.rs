//! What a row is for: where it fires, and what changes in a protocol without it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use protocol::{Basis, RowId, Table};
use report::story::Story;
use spec::{Edition, Question, drop_row};
use world::{GapKind, Scope};

use crate::check::{Checked, Engines, Memory, Plan, asked, run};
use crate::coverage::{Coverage, Firing, cover};
use crate::mutate::{asked_by, cells, profile};
use crate::path::Path;
use crate::search::{Limits, Progress};
use crate::story::{closing, story};

/// What is known of a row.
pub struct Explained {
    /// The row, its questions, where it fires and what changes without it, in lines.
    pub text: String,
    /// The shortest story in which it does something; none where it never fires.
    pub story: Option<Story>,
    /// Everything was seen.
    pub exhaustive: bool,
}

/// Explains a row of a document, as far as these scopes show it; none where there is no such row.
pub fn explain(
    edition: &Edition,
    rule: &str,
    scopes: &[String],
    progress: &mut dyn Progress,
) -> Option<Explained> {
    let table = Arc::new(edition.table.clone()?);
    let row = table.row(rule)?;
    let mut text = itself(edition, &table, row);
    text.push_str(&questions(edition, &table, row));
    let seen = seen(edition, &table, row, scopes, progress);
    text.push_str(&fires(&seen, row));
    text.push_str(&format!("\nwithout it\n{}", refused(edition, rule)));
    let mut told = BTreeSet::new();
    for place in seen.iter().filter(|place| matches!(place.firing(row), Firing::On { .. })) {
        for line in place.without(&table, row, progress) {
            if told.insert(line.clone()) {
                let _ = writeln!(text, "  {}: {line}", place.name);
            }
        }
    }
    if told.is_empty() {
        text.push_str("  nothing changes in these searches\n");
    }
    let first = seen.iter().filter_map(|place| match place.firing(row) {
        Firing::On { step, .. } => Some((*step, place)),
        Firing::Off | Firing::Never(_) => None,
    });
    let story = first.min_by_key(|(step, _)| *step).and_then(|(_, place)| place.story(&table, row));
    let exhaustive = seen.iter().all(|place| place.coverage.exhaustive);
    Some(Explained { text, story, exhaustive })
}

/// The row as in the document, a cell per line.
fn itself(edition: &Edition, table: &Table, row: RowId) -> String {
    let row = &table.rows[usize::from(row.0)];
    let role = row.role.name();
    let mut text = format!("{}, {} at {role} (line {})\n", row.rule, row.process, row.line);
    for (name, cell) in cells(edition, &row.rule).into_iter().skip(1) {
        let _ = writeln!(text, "  {name:<6} {cell}");
    }
    text
}

/// The questions that the row rests on, and those that name it.
fn questions(edition: &Edition, table: &Table, row: RowId) -> String {
    let row = &table.rows[usize::from(row.0)];
    let rests = |question: &&Question| {
        let named = question.rows.contains(&row.rule);
        named || matches!(&row.basis, Basis::Assumed(id) if *id == question.id)
    };
    let mut text = String::new();
    for question in edition.questions.iter().filter(rests) {
        let Question { id, place, open, assumed, .. } = question;
        let _ = writeln!(text, "  {id} ({place}): {open}; we read: {assumed}");
    }
    if text.is_empty() { text } else { format!("\nquestions\n{text}") }
}

/// One search under one choice of options.
struct Place {
    name: String,
    options: u64,
    scope: Scope,
    coverage: Coverage,
}

fn seen(
    edition: &Edition,
    table: &Table,
    row: RowId,
    scopes: &[String],
    progress: &mut dyn Progress,
) -> Vec<Place> {
    let whole = &table.rows[usize::from(row.0)];
    let all = table.all_options();
    let mut choices = vec![all, 0];
    if choices.iter().all(|options| asked_by(whole, *options) != *options) {
        choices.push(asked_by(whole, all));
    }
    let mut seen = Vec::new();
    for scope in scopes.iter().flat_map(|name| Scope::named(name).unwrap_or_default()) {
        for options in &choices {
            let Some(coverage) = cover(edition, table, *options, scope.clone(), progress) else {
                continue;
            };
            let name = format!("{} ({})", scope.name, profile(table, *options));
            seen.push(Place { name, options: *options, scope: scope.clone(), coverage });
        }
    }
    seen
}

fn fires(seen: &[Place], row: RowId) -> String {
    let mut text = String::from("\nwhere it fires\n");
    let width = seen.iter().map(|place| place.name.len()).max().unwrap_or(0);
    for place in seen {
        let name = &place.name;
        let words = match place.firing(row) {
            Firing::On { edges, step } => format!("on {edges} edges, first in step {step}"),
            Firing::Never(why) => format!("never: {why}"),
            Firing::Off => "not in force".to_owned(),
        };
        let _ = writeln!(text, "  {name:<width$}  {words}");
    }
    text
}

fn refused(edition: &Edition, rule: &str) -> String {
    let Some(without) = drop_row(edition.source.text(), rule) else { return String::new() };
    let read = spec::load(&edition.name, without.as_bytes());
    match (&read.table, read.diagnostics.iter().next()) {
        (None, Some(first)) => format!("  the reader: {}\n", first.message),
        (None, None) | (Some(_), _) => String::new(),
    }
}

impl Place {
    fn firing(&self, row: RowId) -> &Firing {
        self.coverage.rows.get(usize::from(row.0)).unwrap_or(&Firing::Off)
    }

    /// What changes in this search when the row is not there.
    fn without(&self, table: &Arc<Table>, row: RowId, progress: &mut dyn Progress) -> Vec<String> {
        let mut less = Table::clone(table);
        less.rows.remove(usize::from(row.0));
        let less = Arc::new(less);
        let mut search = |table: &Arc<Table>| {
            let plan =
                Plan { memory: Memory::Exact, engines: Engines::Own, limits: Limits::default() };
            let run = run(table, self.options, &self.scope, plan, progress).ok()?;
            let scope = self.scope.name.clone();
            Some(Checked { table: Arc::clone(table), scope, runs: vec![run] })
        };
        let (Some(before), Some(after)) = (search(table), search(&less)) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for name in asked(&self.scope.name).filter(|name| *name != "no_dead_row") {
            let word = |checked: &Checked| {
                let finding = checked.finding(name);
                match (finding.violated, finding.premises) {
                    (true, _) => "violated",
                    (false, 0) => "holds only because its premise never does",
                    (false, _) => "holds",
                }
            };
            let (was, is) = (word(&before), word(&after));
            if was != is {
                lines.push(format!("{name} {was}, without it {is}"));
            }
        }
        for (kind, what) in [(GapKind::Unspecified, ""), (GapKind::Answer, "an answer, ")] {
            // The number of edges stands in brackets at the end.
            let gaps = |checked: &Checked| -> BTreeSet<String> {
                let lines = checked.gaps(kind).into_iter();
                lines.map(|line| line.rsplit_once(" (").map_or("", |(gap, _)| gap).into()).collect()
            };
            let new: Vec<_> = gaps(&after).difference(&gaps(&before)).cloned().collect();
            lines.extend(new.iter().take(6).map(|gap| format!("undescribed, {what}{gap}")));
            if new.len() > 6 {
                lines.push(format!("and {} more undescribed", new.len() - 6));
            }
        }
        let dead = |checked: &Checked| -> BTreeSet<String> {
            let name = |id: RowId| checked.table.rows[usize::from(id.0)].rule.clone();
            checked.dead_rows().into_iter().map(name).collect()
        };
        let dead: Vec<_> = dead(&after).difference(&dead(&before)).cloned().collect();
        if !dead.is_empty() {
            lines.push(format!("never applies any more: {}", dead.join(", ")));
        }
        let count = |checked: &Checked| {
            (checked.joined(|tally| tally.states), checked.joined(|tally| tally.edges))
        };
        let ((states, edges), (fewer, less)) = (count(&before), count(&after));
        if (&states, &edges) != (&fewer, &less) {
            lines.push(format!("{states} states and {edges} edges, without it {fewer} and {less}"));
        }
        lines
    }

    /// The shortest behaviour that ends with the row.
    fn story(&self, table: &Table, row: RowId) -> Option<Story> {
        let path: Path = self.coverage.story(row)?;
        let moves = &self.coverage.moves;
        let whole = &table.rows[usize::from(row.0)];
        let title = format!("the shortest way to {}", whole.rule);
        let notes = vec![format!("edition {}, {}", table.edition, self.name)];
        let mut verdict = closing(moves, &path.end());
        verdict.push(format!("the last step is what {} is for", whole.rule));
        Some(story(table, moves, &path, title, notes, verdict))
    }
}
