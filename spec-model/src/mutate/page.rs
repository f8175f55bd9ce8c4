//! The committed results: `docs/generated/<edition>/mutation.md`.

use spec::Edition;

use super::accepted::Accepted;
use super::make::{Kind, transitions};
use super::run::Outcome;
use super::search::Level;
use crate::pages::grid::{Grid, Side};

/// What writes the page.
pub const COMMAND: &str = "cargo xtask mutate --bless";

const WORDS: &str = "\
Each row of the edition is changed in one place, and the changed document is searched beside the
original until something differs. *Reader*: the document is refused. *Property*: the verdict on a
property changes in some search. *Structure*: something is received undescribed or described that
was not before, a row never applies any more, a deadlock. *Count*: only a number of states, edges
or firings differs. What nothing tells apart is accepted with a reason, or a property is missing.

The searches: one delegation of each kind with one fault of each kind and none, each by itself,
then `story`, then those of `small`; under the profiles `all` and `must`, under these with what
the row asks for, and with each option changed (in `small` only for what happens nowhere else). The
score is the share told apart by behaviour (reader, property, structure); the second also by counts.";

/// How many mutants were told apart by what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// All of them.
    pub all: usize,
    /// Refused by the reader.
    pub reader: usize,
    /// By the verdict on a property.
    pub property: usize,
    /// By the soundness of the table.
    pub structure: usize,
    /// By a count only.
    pub count: usize,
    /// By nothing.
    pub survive: usize,
}

impl Score {
    /// The score of these outcomes.
    pub fn of<'o>(outcomes: impl IntoIterator<Item = &'o Outcome>) -> Score {
        let mut score = Score::default();
        for outcome in outcomes {
            score.all += 1;
            match outcome.told.as_ref().map(|told| (told.level, told.is_reader())) {
                Some((_, true)) => score.reader += 1,
                Some((Level::Property, _)) => score.property += 1,
                Some((Level::Structure, _)) => score.structure += 1,
                Some((Level::Count, _)) => score.count += 1,
                None => score.survive += 1,
            }
        }
        score
    }

    /// Told apart by behaviour, in percent.
    pub fn behaviour(&self) -> String {
        self.percent(self.reader + self.property + self.structure)
    }

    /// Told apart at all, in percent.
    pub fn told(&self) -> String {
        self.percent(self.all - self.survive)
    }

    fn percent(&self, part: usize) -> String {
        format!("{:.1} %", 100.0 * part as f64 / self.all.max(1) as f64)
    }
}

/// The page of a whole run.
pub fn page(edition: &Edition, outcomes: &[Outcome], accepted: &Accepted) -> String {
    let name = &edition.name;
    let score = Score::of(outcomes);
    let mut text = format!("<!-- written by `{COMMAND}` -->\n\n# Mutation of {name}\n\n{WORDS}\n");
    text.push_str(&format!(
        "\n{} mutants: {} told apart by behaviour, {} with counts; {} survive, each with a reason \
         below.\n\n## By change\n\n",
        score.all,
        score.behaviour(),
        score.told(),
        score.survive
    ));
    text.push_str(&by_kind(outcomes));
    text.push_str("\n## By property\n\nThe first property that changes its verdict, in how many ");
    text.push_str("mutants. *Emptily*: its premise never holds any more in that search.\n\n");
    text.push_str(&by_property(outcomes));
    text.push_str("\n## Survivors\n\n");
    text.push_str(&survivors(outcomes, accepted));
    text.push_str("\n## By row\n\nThe text is a hash of the row: where it is not that of the ");
    text.push_str("document, the row has changed since.\n\n");
    text + &by_row(edition, outcomes)
}

fn columns(first: &[&str]) -> Grid {
    let words = first.iter().map(|name| ((*name).to_owned(), Side::Left));
    let names = ["Mutants", "Reader", "Property", "Structure", "Count", "Survive"];
    let numbers = names.iter().map(|name| ((*name).to_owned(), Side::Right));
    Grid::new(words.chain(numbers).collect())
}

fn cells(first: Vec<String>, score: Score) -> Vec<String> {
    let Score { all, reader, property, structure, count, survive } = score;
    let numbers = [all, reader, property, structure, count, survive];
    first.into_iter().chain(numbers.map(|number| number.to_string())).collect()
}

fn by_kind(outcomes: &[Outcome]) -> String {
    let mut grid = columns(&["Change"]);
    for (kind, words) in Kind::ALL {
        let of = outcomes.iter().filter(|outcome| outcome.mutant.change.kind() == kind);
        grid.push(cells(vec![words.to_owned()], Score::of(of)));
    }
    grid.push(cells(vec!["all".to_owned()], Score::of(outcomes)));
    grid.text()
}

fn by_property(outcomes: &[Outcome]) -> String {
    let columns = [
        ("Property", Side::Left),
        ("now violated", Side::Right),
        ("now holds", Side::Right),
        ("now holds emptily", Side::Right),
    ];
    let mut grid = Grid::new(columns.map(|(name, side)| (name.to_owned(), side)).to_vec());
    let words: Vec<&str> = outcomes
        .iter()
        .filter_map(|outcome| outcome.told.as_ref())
        .filter(|told| told.level == Level::Property)
        .map(|told| told.words.as_str())
        .collect();
    for property in world::PROPERTIES {
        let ends = |end: &str| {
            let of = |words: &&&str| words.starts_with(property.name) && words.ends_with(end);
            words.iter().filter(of).count().to_string()
        };
        let counts = [", now violated", ", now holds", ", now holds emptily"].map(ends);
        grid.push(std::iter::once(property.name.to_owned()).chain(counts).collect());
    }
    grid.text()
}

fn survivors(outcomes: &[Outcome], accepted: &Accepted) -> String {
    let columns = ["Mutant", "Reason"].map(|name| (name.to_owned(), Side::Left));
    let mut grid = Grid::new(columns.to_vec());
    for outcome in outcomes.iter().filter(|outcome| outcome.told.is_none()) {
        let reason = accepted.reason(&outcome.mutant).unwrap_or("NONE IS KNOWN");
        grid.push(vec![outcome.mutant.to_string(), reason.to_owned()]);
    }
    if grid.is_empty() { "None.\n".to_owned() } else { grid.text() }
}

fn by_row(edition: &Edition, outcomes: &[Outcome]) -> String {
    let mut grid = columns(&["Rule", "Text"]);
    for (rule, hash) in hashes(edition) {
        let of = outcomes.iter().filter(|outcome| outcome.mutant.rule == rule);
        let score = Score::of(of);
        grid.push(cells(vec![rule, hash], score));
    }
    grid.text()
}

/// The rows of a document, each with a hash of its text without the spaces of its alignment.
pub fn hashes(edition: &Edition) -> Vec<(String, String)> {
    let of = |row: &spec::Row| {
        let cells = row.cells.iter().flat_map(|cell| cell.text.bytes().chain([b'|']));
        // FNV-1a: short, and the same on each machine.
        let hash = cells.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        (row.name().unwrap_or("").to_owned(), format!("{:08x}", hash >> 32))
    };
    transitions(edition).into_iter().map(|(_, row)| of(row)).collect()
}

/// The rows whose text a committed page does not know.
pub fn stale(edition: &Edition, committed: &str) -> Vec<String> {
    let known = known(committed);
    let is_new = |row: &(String, String)| !known.contains(row);
    hashes(edition).into_iter().filter(is_new).map(|(rule, _)| rule).collect()
}

/// The rows of a committed page that a document does not have.
pub fn gone(edition: &Edition, committed: &str) -> Vec<String> {
    let there = hashes(edition);
    let is_gone = |(rule, _): &(String, String)| !there.iter().any(|(known, _)| known == rule);
    known(committed).into_iter().filter(is_gone).map(|(rule, _)| rule).collect()
}

/// The rows of a committed page with their hashes: the lines whose second cell is one.
fn known(committed: &str) -> Vec<(String, String)> {
    let is_hash = |cell: &str| cell.len() == 8 && cell.bytes().all(|b| b.is_ascii_hexdigit());
    let row = |line: &str| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        let (rule, hash) = (cells.next()?, cells.next()?);
        is_hash(hash).then(|| (rule.to_owned(), hash.to_owned()))
    };
    committed.lines().filter_map(row).collect()
}
