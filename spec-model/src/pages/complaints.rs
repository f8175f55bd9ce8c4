//! Where a committed page differs from the one that was found, in words that name the rows.

use super::coverage::OFF;
use super::{COMMAND, Page};

/// Lines of complaints about one page; the rest is counted.
pub const MOST: usize = 20;

/// What differs between a page as it was committed, if it was, and as it is now; the last line
/// says what to do.
pub fn complaints(page: &Page, committed: Option<&str>) -> Vec<String> {
    let name = page.name;
    let Some(committed) = committed else {
        return vec![format!("{name} is missing; run: {COMMAND}")];
    };
    let committed = committed.replace("\r\n", "\n");
    if committed == page.text {
        return Vec::new();
    }
    let mut lines = if name == "coverage.md" { rows(&committed, &page.text) } else { Vec::new() };
    if lines.is_empty() {
        lines.push(first(&committed, &page.text));
    }
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    let mut lines: Vec<_> = lines.into_iter().map(|line| format!("{name}: {line}")).collect();
    let mend = format!("; if that is meant, run: {COMMAND}");
    match (more, lines.last_mut()) {
        (0, Some(last)) => last.push_str(&mend),
        _ => lines.push(format!("{name}: and {more} more{mend}")),
    }
    lines
}

/// The rows of a committed coverage that a document does not have any more: asked where the
/// document cannot be checked, since then no new coverage is there to compare.
pub fn gone(committed: &str, document: &str) -> Vec<String> {
    let there = |rule: &str| {
        document.lines().any(|line| {
            line.strip_prefix("| ").is_some_and(|line| line.split(' ').next() == Some(rule))
        })
    };
    let rows = Fired::read(committed);
    let gone = rows.iter().filter(|row| !there(row.rule));
    gone.map(|row| format!("{} {}, now the row is gone", row.rule, row.all("fired"))).collect()
}

/// The first line that differs in more than its spaces.
fn first(committed: &str, found: &str) -> String {
    let (mut old, mut new) = (committed.lines(), found.lines());
    let mut number = 0;
    loop {
        number += 1;
        let (was, is) = match (old.next(), new.next()) {
            (None, None) => return "differs in white space only".to_owned(),
            (was, is) => (was.map(squeezed), is.map(squeezed)),
        };
        if was != is {
            let words = |line: Option<String>| {
                line.map_or_else(|| "the end".to_owned(), |line| format!("`{line}`"))
            };
            return format!("line {number} is {}, now {}", words(was), words(is));
        }
    }
}

/// A line without its padding, that of delimiter rows included.
fn squeezed(line: &str) -> String {
    if !line.is_empty() && line.chars().all(|c| matches!(c, '|' | '-' | ':')) {
        return line.replace('-', "");
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The differences of two coverages row by row: rows that are gone, new ones, other clauses, then
/// other counts.
fn rows(committed: &str, found: &str) -> Vec<String> {
    let (old, new) = (Fired::read(committed), Fired::read(found));
    let mut lines = Vec::new();
    for row in old.iter().filter(|row| row.within(&new).is_none()) {
        lines.push(format!("{} {}, now the row is gone", row.rule, row.all("fired")));
    }
    for row in new.iter().filter(|row| row.within(&old).is_none()) {
        lines.push(format!("{} is new: it {}", row.rule, row.all("fires")));
    }
    let pairs = || old.iter().filter_map(|row| Some((row, row.within(&new)?)));
    for (was, is) in pairs().filter(|(was, is)| was.text != is.text) {
        lines.push(format!("{} was from {}, now from {}", was.rule, was.text, is.text));
    }
    for (was, is) in pairs() {
        let mut changed: Vec<String> = Vec::new();
        for ((column, before), (_, now)) in was.counts.iter().zip(&is.counts) {
            if before != now {
                let count = told(if changed.is_empty() { "fired" } else { "" }, column, before);
                let now = if *now == OFF { "off".to_owned() } else { format!("on {now}") };
                changed.push(format!("{count}, now {now}"));
            }
        }
        if !changed.is_empty() {
            lines.push(format!("{} {}", was.rule, changed.join("; ")));
        }
    }
    lines
}

/// A count in words; the verb stands before the first of several.
fn told(verb: &str, column: &str, count: &str) -> String {
    match (verb, count) {
        ("", count) => format!("{count} in {column}"),
        (_, OFF) => format!("was off in {column}"),
        (verb, "1") => format!("{verb} on 1 edge in {column}"),
        (verb, count) => format!("{verb} on {count} edges in {column}"),
    }
}

/// A row of a coverage.
struct Fired<'a> {
    rule: &'a str,
    /// Clause and basis.
    text: String,
    /// The columns of counts, each with its cell.
    counts: Vec<(&'a str, &'a str)>,
}

impl<'a> Fired<'a> {
    fn read(text: &'a str) -> Vec<Fired<'a>> {
        let mut columns: Vec<&str> = Vec::new();
        let mut rows = Vec::new();
        for line in text.lines().filter(|line| line.starts_with("| ")) {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            match cells[..] {
                ["Rule", "Text", "Basis", ref names @ ..] => columns = names.to_vec(),
                [rule, text, basis, ref counts @ ..] => rows.push(Fired {
                    rule,
                    text: format!("{text} ({basis})"),
                    counts: columns.iter().copied().zip(counts.iter().copied()).collect(),
                }),
                _ => {}
            }
        }
        rows
    }

    /// All counts where the row is in force.
    fn all(&self, verb: &str) -> String {
        let counts = self.counts.iter().filter(|(_, count)| *count != OFF).enumerate();
        let words = counts
            .map(|(n, (column, count))| told(if n == 0 { verb } else { "" }, column, count))
            .collect::<Vec<_>>();
        if words.is_empty() { "never is in force".to_owned() } else { words.join(", ") }
    }

    fn within<'b>(&self, rows: &'b [Fired<'a>]) -> Option<&'b Fired<'a>> {
        rows.iter().find(|row| row.rule == self.rule)
    }
}
