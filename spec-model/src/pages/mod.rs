//! The generated pages of an edition, committed so that a change of one row shows its consequences
//! in a diff: [`matrix`] and [`diagrams`] from the table alone, [`coverage`] and [`receptions`]
//! from the searches of `story` and `small` under both profiles.
//!
//! The same table and the same searches give the same pages, byte for byte; [`complaints`] says
//! in words where a page that was committed differs from that.
//!
//! **Architecture Invariant:** this module reads and writes no files.

mod complaints;
mod coverage;
mod diagrams;
pub mod grid;
mod matrix;
mod receptions;
#[cfg(test)]
mod tests;

pub use complaints::{MOST, complaints, gone};
pub use coverage::coverage;
pub use diagrams::diagrams;
pub use matrix::matrix;
pub use receptions::receptions;

use protocol::Table;

use crate::check::Checked;

/// What writes the pages: the mend of every difference.
pub const COMMAND: &str = "cargo xtask check-model --bless";

/// The scopes that are counted, with the profiles, in the order of the columns.
pub const COUNTED: [(&str, &str); 4] =
    [("story", "all"), ("story", "must"), ("small", "all"), ("small", "must")];

/// A page of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The name of its file.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// All pages of an edition; none where one of the [`COUNTED`] searches was not run or was cut
/// short, since a count of a part would be wrong.
pub fn pages(table: &Table, searched: &[(&str, Checked)]) -> Option<[Page; 4]> {
    let counts: Vec<_> = counts(searched).collect();
    if counts.len() < COUNTED.len() || !counts.iter().all(|count| count.checked.exhaustive()) {
        return None;
    }
    Some([
        Page { name: "matrix.md", text: matrix(table) },
        Page { name: "diagrams.md", text: diagrams(table) },
        Page { name: "coverage.md", text: coverage(table, searched) },
        Page { name: "receptions.md", text: receptions(table, searched) },
    ])
}

/// A column of counts.
struct Count<'a> {
    /// `story (all)` and so on.
    name: String,
    checked: &'a Checked,
}

/// The columns for which there is a search.
fn counts<'a>(searched: &'a [(&str, Checked)]) -> impl Iterator<Item = Count<'a>> {
    COUNTED.iter().filter_map(move |(scope, profile)| {
        let is_meant = |(of, checked): &&(&str, Checked)| of == profile && checked.scope == *scope;
        let (_, checked) = searched.iter().find(is_meant)?;
        Some(Count { name: format!("{scope} ({profile})"), checked })
    })
}

/// The first lines of a page: its command, its title, what it shows.
fn head(title: &str, words: &str) -> String {
    format!("<!-- written by `{COMMAND}` -->\n\n# {title}\n\n{words}\n")
}

/// Rule ids in the order given, three and more numbers in a row as `ACC-1-01..03`.
pub(crate) fn rules<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for id in ids {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| follows(last, id)) => run.push(id),
            Some(_) | None => runs.push(vec![id]),
        }
    }
    let words = runs.into_iter().flat_map(|run| match run[..] {
        [first, _, .., last] => {
            let number = last.rsplit('-').next().unwrap_or(last);
            vec![format!("{first}..{number}")]
        }
        _ => run.iter().map(|id| (*id).to_owned()).collect(),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn follows(last: &str, next: &str) -> bool {
    let parts = |id: &str| {
        let (process, number) = id.rsplit_once('-')?;
        Some((process.to_owned(), number.parse::<u32>().ok()?))
    };
    match (parts(last), parts(next)) {
        (Some((process, number)), Some((other, next))) => process == other && number + 1 == next,
        _ => false,
    }
}
