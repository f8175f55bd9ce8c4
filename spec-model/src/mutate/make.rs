//! The mutants of a document: what is changed, in its words.

use std::collections::BTreeSet;
use std::fmt;

use protocol::Then;
use spec::{Edition, Piece, Row, Section, Table, align, drop_row};

/// One small change of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The row.
    pub rule: String,
    /// What is changed.
    pub change: Change,
    /// The cell that changes and what stands there then; none where the row is dropped.
    edit: Option<(std::ops::Range<usize>, String)>,
}

/// What is changed, with the words of the row that it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The row is not there.
    Dropped,
    /// It leads to another state, or to none other.
    Then(String),
    /// It lacks an effect.
    Effect(String),
    /// It lacks one of several events.
    Event(String),
    /// It asks for the opposite of a condition.
    Against(String),
    /// It asks no more for a condition.
    Ignored(String),
}

/// The kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// [`Change::Dropped`].
    Dropped,
    /// [`Change::Then`].
    Then,
    /// [`Change::Effect`].
    Effect,
    /// [`Change::Event`].
    Event,
    /// [`Change::Against`].
    Against,
    /// [`Change::Ignored`].
    Ignored,
}

impl Kind {
    /// All kinds, each with its words.
    pub const ALL: [(Kind, &'static str); 6] = [
        (Kind::Dropped, "the row is dropped"),
        (Kind::Then, "`Then` leads to another state"),
        (Kind::Effect, "an effect is removed"),
        (Kind::Event, "one of several events is removed"),
        (Kind::Against, "a condition is negated"),
        (Kind::Ignored, "a condition is removed"),
    ];
}

impl Change {
    /// Of which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Change::Dropped => Kind::Dropped,
            Change::Then(_) => Kind::Then,
            Change::Effect(_) => Kind::Effect,
            Change::Event(_) => Kind::Event,
            Change::Against(_) => Kind::Against,
            Change::Ignored(_) => Kind::Ignored,
        }
    }
}

/// As lists of accepted survivors name it: `ACC-1-07 then idle`.
impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = &self.rule;
        match &self.change {
            Change::Dropped => write!(f, "{rule} dropped"),
            Change::Then(state) => write!(f, "{rule} then {state}"),
            Change::Effect(effect) => write!(f, "{rule} without {effect}"),
            Change::Event(event) => write!(f, "{rule} not on {event}"),
            Change::Against(condition) => write!(f, "{rule} against {condition}"),
            Change::Ignored(condition) => write!(f, "{rule} regardless of {condition}"),
        }
    }
}

impl Mutant {
    /// The document with the change, its tables aligned.
    pub fn document(&self, text: &str) -> String {
        match &self.edit {
            None => drop_row(text, &self.rule).unwrap_or_else(|| text.to_owned()),
            Some((cell, with)) => {
                let mut changed = text.to_owned();
                if changed.get(cell.clone()).is_some() {
                    changed.replace_range(cell.clone(), with);
                }
                align::fix(&changed)
            }
        }
    }
}

/// To which other states a row is led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those at rest, those to which the rows of its own table lead, and the one before: the slips
    /// that an editor makes. A state of another process understands next to nothing of what comes,
    /// so that a row led there is told apart at once.
    Near,
    /// All states of the role.
    All,
}

/// The places of the states that are near to a row.
fn near(table: &protocol::Table, row: &protocol::Row) -> BTreeSet<usize> {
    let same = |other: &&protocol::Row| other.role == row.role && other.process == row.process;
    let led = table.rows.iter().filter(same).filter_map(|other| match other.then {
        Then::State(state) => Some(usize::from(state.0)),
        Then::Same => None,
    });
    let states = table.states[row.role.index()].iter().enumerate();
    led.chain(states.filter(|(_, state)| state.at_rest).map(|(n, _)| n)).collect()
}

/// All mutants of a document, row by row. Two that mean the same are made once: where a row
/// applies in one state only, `same` and that state.
pub fn mutants(edition: &Edition, reach: Reach) -> Vec<Mutant> {
    let Some(table) = &edition.table else { return Vec::new() };
    let mut mutants = Vec::new();
    for (columns, line) in transitions(edition) {
        let Some(row) =
            table.row(line.name().unwrap_or("")).and_then(|id| table.rows.get(usize::from(id.0)))
        else {
            continue;
        };
        let cell = |name| columns.column(name).map(|column| line.piece(column));
        let [Some(on), Some(when), Some(what), Some(then)] = ["On", "If", "Do", "Then"].map(cell)
        else {
            continue;
        };
        let mut add = |change, cell: Piece<'_>, with: String| {
            let edit = Some((cell.span.range(), with));
            mutants.push(Mutant { rule: row.rule.clone(), change, edit });
        };
        let names = &table.states[row.role.index()];
        let near = near(table, row);
        let states =
            names.iter().enumerate().filter(|(n, _)| reach == Reach::All || near.contains(n));
        let states = states.map(|(_, state)| state.name.as_str());
        let only = match row.states[..] {
            [one] => Some(names[usize::from(one.0)].name.as_str()),
            _ => None,
        };
        let meant = |word| if word == "same" { only.unwrap_or(word) } else { word };
        let targets = states.chain(only.is_none().then_some("same"));
        for target in targets.filter(|target| meant(then.text) != *target) {
            add(Change::Then(target.to_owned()), then, target.to_owned());
        }
        for (part, rest) in parts(what, "; ") {
            add(Change::Effect(part), what, rest.unwrap_or_else(|| "-".to_owned()));
        }
        for (part, rest) in parts(on, " or ") {
            if let Some(rest) = rest {
                add(Change::Event(part), on, rest);
            }
        }
        for (part, rest) in parts(when, " and ") {
            let all = when.text.split(" and ").map(|other| match other == part {
                true => opposite(other),
                false => other.to_owned(),
            });
            let turned = all.collect::<Vec<_>>().join(" and ");
            add(Change::Against(part.clone()), when, turned);
            add(Change::Ignored(part), when, rest.unwrap_or_else(|| "-".to_owned()));
        }
        mutants.push(Mutant { rule: row.rule.clone(), change: Change::Dropped, edit: None });
    }
    mutants.sort_by(|a, b| {
        let place = |mutant: &Mutant| table.row(&mutant.rule);
        (place(a), &a.change).cmp(&(place(b), &b.change))
    });
    mutants
}

/// The lines of the transitions, each with the table that it stands in.
pub(super) fn transitions(edition: &Edition) -> Vec<(&Table, &Row)> {
    let document = &edition.document;
    let sections = document.find("Transitions").filter(|section| section.level() == 2);
    let tables = sections.flat_map(|section| document.within(section)).flat_map(Section::tables);
    tables.flat_map(|table| table.rows.iter().map(move |row| (table, row))).collect()
}

/// The conditions of a row as its document writes them.
pub fn conditions(edition: &Edition, rule: &str) -> Vec<String> {
    cells(edition, rule)
        .into_iter()
        .filter(|(name, text)| name == "If" && text != "-")
        .flat_map(|(_, text)| text.split(" and ").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The cells of a row, each with the name of its column.
pub fn cells(edition: &Edition, rule: &str) -> Vec<(String, String)> {
    let of = |(table, row): (&Table, &Row)| {
        let texts = row.cells.iter().map(|cell| cell.text.clone());
        table.columns().map(str::to_owned).zip(texts).collect()
    };
    let lines = transitions(edition).into_iter();
    lines.filter(|(_, row)| row.name() == Some(rule)).map(of).next().unwrap_or_default()
}

/// The parts of a cell, each with the cell as it is without it; none where it would be empty.
fn parts(cell: Piece<'_>, separator: &str) -> Vec<(String, Option<String>)> {
    if cell.text == "-" {
        return Vec::new();
    }
    let all: Vec<&str> = cell.text.split(separator).collect();
    let without = |place: usize| {
        let rest: Vec<_> =
            all.iter().enumerate().filter(|(n, _)| *n != place).map(|(_, part)| *part).collect();
        (!rest.is_empty()).then(|| rest.join(separator))
    };
    all.iter().enumerate().map(|(n, part)| ((*part).to_owned(), without(n))).collect()
}

fn opposite(condition: &str) -> String {
    match condition.strip_prefix("not ") {
        Some(plain) => plain.to_owned(),
        None => format!("not {condition}"),
    }
}
