//! Everything that the checker answers about one scope under one choice of options.

use std::sync::Arc;
use std::time::Duration;

use protocol::{RowId, Table};
use world::{Gap, GapKind, Moves, PROPERTIES, SAFETY};

use crate::liveness::Answer;
use crate::path::{Log, Path, extend_to};
use crate::search::{Cut, Limits, Trail};
use crate::second::Opinion;
use crate::tally::{Sighting, Tally};

mod run;

pub use run::{Failure, is_small, run, run_kept};

/// The checks of the table itself, after the fourteen properties.
pub const STRUCTURE: [(&str, &str); 5] = [
    ("no_unspecified_reception", "everything that is received is described by a row"),
    ("no_undescribed_answer", "every answer, and the lack of one, is described for its requester"),
    ("no_ambiguity", "no two rows apply to the same reception"),
    ("no_dead_row", "every row in force applies at least once"),
    ("no_deadlock", "a state that nothing leaves is settled"),
];

/// Those of them that a state or an edge shows by itself.
pub const STRUCTURAL: [&str; 4] = [STRUCTURE[0].0, STRUCTURE[1].0, STRUCTURE[2].0, STRUCTURE[4].0];

/// The names of all checks, in the order of claims.
pub fn names() -> impl Iterator<Item = &'static str> {
    PROPERTIES.iter().map(|p| p.name).chain(STRUCTURE.iter().map(|(name, _)| *name))
}

/// The checks that are asked of a scope: dead rows only where there are faults, since most rows
/// are about them.
pub fn asked(scope: &str) -> impl Iterator<Item = &'static str> {
    let calm = scope.starts_with("story");
    names().filter(move |name| !(calm && *name == "no_dead_row"))
}

/// Whether a document may do without a claim of that check in that scope: in `small` one fault
/// happens in a run, and a row may be there for what takes two.
pub fn may_lack_claim(name: &str, scope: &str) -> bool {
    name == "no_dead_row" && scope.starts_with("small")
}

/// Why a check says nothing about the protocol of this table, if that is so.
pub fn lacks(name: &str, table: &Table) -> Option<&'static str> {
    PROPERTIES.iter().find(|property| property.name == name)?.lacks(table)
}

/// What a check says, in words.
pub fn words(name: &str) -> &'static str {
    let property = PROPERTIES.iter().find(|p| p.name == name).map(|p| p.words);
    let structure = STRUCTURE.iter().find(|(other, _)| *other == name).map(|(_, words)| *words);
    property.or(structure).unwrap_or("")
}

/// How a scope is to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// Whole states and all edges are kept: exact, and liveness on the whole graph.
    Exact,
    /// States without their faults, and no edges: few bytes per state; liveness on the parts of
    /// the scope that fit.
    Compact,
}

/// Whether Stateright is asked too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engines {
    /// Only our own explorer.
    Own,
    /// Stateright as well; counts and safety verdicts must be equal.
    Both,
}

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How states are kept.
    pub memory: Memory,
    /// Whether Stateright is asked too.
    pub engines: Engines,
    /// When to give up.
    pub limits: Limits,
}

/// The answers of one search.
pub struct Run {
    /// The relation that was searched.
    pub moves: Arc<Moves>,
    /// The counts.
    pub tally: Tally,
    /// Why the search was cut short, if it was.
    pub cut: Option<Cut>,
    /// Time taken by the search.
    pub time: Duration,
    /// Why what was cut short could not be written to its file.
    pub unsaved: Option<String>,
    /// The answers to the three liveness properties, in their order.
    pub liveness: [Live; 3],
    /// What Stateright says.
    pub second: Option<Opinion>,
    way: Way,
}

impl Run {
    /// Whether everything within the scope was seen, and liveness decided.
    pub fn exhaustive(&self) -> bool {
        self.cut.is_none() && self.liveness.iter().all(|live| live.answer.is_some())
    }
}

/// What shows the way to a state.
enum Way {
    Log(Log),
    Trail(Trail),
}

/// The answer to a liveness property, and the relation in which its behaviour was found.
pub struct Live {
    /// The answer; `None` where the graph was too large to decide.
    pub answer: Option<Answer>,
    moves: Arc<Moves>,
}

/// What one check found in one scope: all of its searches together.
pub struct Finding {
    /// The check.
    pub name: &'static str,
    /// Why it says nothing about this protocol, if that is so.
    pub lacks: Option<&'static str>,
    /// Whether it fails.
    pub violated: bool,
    /// In how many states (for liveness: from how many) its premise held.
    pub premises: u64,
    /// The shortest story, and in which relation it happens.
    pub story: Option<(Arc<Moves>, Path)>,
    /// What is wrong, in lines.
    pub details: Vec<String>,
}

impl Finding {
    /// Nothing is found yet.
    fn of(name: &'static str) -> Finding {
        let (violated, premises) = (false, 0);
        Finding { name, lacks: None, violated, premises, story: None, details: Vec::new() }
    }

    /// There is a shortest story where something is violated.
    fn tell_lost_way(&mut self) {
        if self.violated && self.story.is_none() {
            self.details.push("the checker has lost the way to it: please report this".into());
        }
    }
}

/// All searches of one scope.
pub struct Checked {
    /// The table.
    pub table: Arc<Table>,
    /// Its name.
    pub scope: String,
    /// The answers, one per search.
    pub runs: Vec<Run>,
}

impl Checked {
    /// Whether everything was seen in every search.
    pub fn exhaustive(&self) -> bool {
        self.runs.iter().all(Run::exhaustive)
    }

    /// Why a search was cut short, the first that was.
    pub fn cut(&self) -> Option<Cut> {
        self.runs.iter().find_map(|run| run.cut)
    }

    /// The counts of the searches, joined by ` + `.
    pub fn joined(&self, count: impl Fn(&Tally) -> u64) -> String {
        let counts = self.runs.iter().map(|run| count(&run.tally).to_string());
        counts.collect::<Vec<_>>().join(" + ")
    }

    /// What the check of that name found.
    pub fn finding(&self, name: &'static str) -> Finding {
        let place = PROPERTIES.iter().position(|property| property.name == name);
        match (lacks(name, &self.table), place) {
            (Some(lack), _) => Finding { lacks: Some(lack), ..Finding::of(name) },
            (None, Some(place)) if place < SAFETY => self.safety(name, place),
            (None, Some(place)) => self.liveness(name, place - SAFETY),
            (None, None) => self.structure(name),
        }
    }

    fn safety(&self, name: &'static str, place: usize) -> Finding {
        let premises = self.runs.iter().map(|run| run.tally.premises[place]).sum();
        let first = |run: &Run| run.tally.first[place].map(|seen| (seen, None));
        let violated = self.runs.iter().any(|run| first(run).is_some());
        self.with_story(Finding { violated, premises, ..Finding::of(name) }, first)
    }

    fn liveness(&self, name: &'static str, which: usize) -> Finding {
        let mut finding = Finding::of(name);
        let mut shortest = usize::MAX;
        for run in &self.runs {
            let live = &run.liveness[which];
            let Some(answer) = &live.answer else { continue };
            finding.premises += answer.premises;
            if let Some(lasso) = &answer.violation {
                finding.violated = true;
                if lasso.path.steps.len() < shortest {
                    shortest = lasso.path.steps.len();
                    finding.story = Some((Arc::clone(&live.moves), lasso.path.clone()));
                    finding.details = vec![forever(lasso.states, lasso.moves)];
                }
            }
        }
        finding
    }

    fn structure(&self, name: &'static str) -> Finding {
        let mut finding = Finding::of(name);
        let kind = match name {
            "no_unspecified_reception" => Some(GapKind::Unspecified),
            "no_undescribed_answer" => Some(GapKind::Answer),
            "no_ambiguity" => Some(GapKind::Ambiguous),
            _ => None,
        };
        if let Some(kind) = kind {
            finding.premises = self.runs.iter().map(|run| run.tally.edges).sum();
            finding.details = self.gaps(kind);
            finding.violated = !finding.details.is_empty();
            finding.story = self.way_to(|gap| gap.kind == kind);
            finding.tell_lost_way();
        } else if name == "no_deadlock" {
            finding.premises = self.runs.iter().map(|run| run.tally.states).sum();
            finding.violated = self.runs.iter().any(|run| run.tally.deadlocks > 0);
            finding =
                self.with_story(finding, |run| run.tally.first_deadlock.map(|seen| (seen, None)));
        } else {
            let dead = self.dead_rows();
            finding.premises = self.table.rows.len() as u64;
            finding.violated = !dead.is_empty();
            finding.details = dead
                .into_iter()
                .map(|id| format!("{} never applies", self.table.rows[id.0 as usize].rule))
                .collect();
        }
        finding
    }

    /// The finding with the shortest story, which there is where something is violated.
    fn with_story(
        &self,
        mut finding: Finding,
        first: impl Fn(&Run) -> Option<(Sighting, Option<Gap>)>,
    ) -> Finding {
        finding.story = self.earliest(first);
        finding.tell_lost_way();
        finding
    }

    /// The earliest sighting of all runs, as a path: to a state, or by one edge further.
    fn earliest(
        &self,
        first: impl Fn(&Run) -> Option<(Sighting, Option<Gap>)>,
    ) -> Option<(Arc<Moves>, Path)> {
        let seen = self.runs.iter().filter_map(|run| first(run).map(|seen| (run, seen)));
        let (run, (sighting, gap)) = seen.min_by_key(|(_, (seen, _))| seen.depth)?;
        let mut path = match &run.way {
            Way::Log(log) => log.path(&run.moves, sighting.state as u32),
            Way::Trail(trail) => trail.path(&run.moves, sighting)?,
        };
        if let Some(gap) = gap {
            extend_to(&mut path, &run.moves, gap);
        }
        Some((Arc::clone(&run.moves), path))
    }

    /// The shortest story to a gap of which that is so, and in which relation it happens.
    pub fn way_to(&self, wanted: impl Fn(&Gap) -> bool) -> Option<(Arc<Moves>, Path)> {
        self.earliest(|run| {
            let gaps = run.tally.gaps.iter().filter(|(gap, _)| wanted(gap));
            gaps.map(|(gap, spot)| (spot.first, Some(*gap))).min()
        })
    }

    /// The gaps of a kind in words, each with the number of edges.
    pub fn gaps(&self, kind: GapKind) -> Vec<String> {
        let mut counts = std::collections::BTreeMap::new();
        for run in &self.runs {
            for (gap, spot) in run.tally.gaps.iter().filter(|(gap, _)| gap.kind == kind) {
                *counts.entry(*gap).or_insert(0) += spot.edges;
            }
        }
        let line = |(gap, edges): (world::Gap, u64)| {
            let state = &self.table.states[gap.role.index()][gap.state.0 as usize].name;
            let event = self.table.trigger_words(gap.role, gap.trigger);
            let rows = gap.rows.map(|(a, b)| {
                let rule = |id: RowId| self.table.rows[id.0 as usize].rule.clone();
                format!(": both {} and {} apply", rule(a), rule(b))
            });
            let rows = rows.unwrap_or_default();
            format!("{} in `{state}`: {event}{rows} ({edges} edges)", gap.role.name())
        };
        counts.into_iter().map(line).collect()
    }

    /// The rows in force that never applied in any of the searches.
    pub fn dead_rows(&self) -> Vec<RowId> {
        let mut fired = std::collections::BTreeMap::new();
        for run in &self.runs {
            for (rule, count) in run.moves.program.rules().iter().zip(&run.tally.fired) {
                *fired.entry(rule.row).or_insert(0) += count;
            }
        }
        fired.into_iter().filter(|(_, count)| *count == 0).map(|(row, _)| row).collect()
    }

    /// How often each row in force applied.
    pub fn fired(&self, row: RowId) -> u64 {
        let of = |run: &Run| {
            let rules = run.moves.program.rules().iter().zip(&run.tally.fired);
            rules.filter(|(rule, _)| rule.row == row).map(|(_, count)| *count).sum::<u64>()
        };
        self.runs.iter().map(of).sum()
    }

    /// What Stateright answers, a line per search of which it was asked.
    pub fn second_opinions(&self, profile: &str) -> Vec<String> {
        let line = |run: &Run| {
            let second = run.second.as_ref()?;
            let violated = PROPERTIES.iter().enumerate().take(SAFETY);
            let violated = violated.filter(|(place, _)| second.violated >> place & 1 == 1);
            let names: Vec<_> = violated.map(|(_, property)| property.name).collect();
            let names = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
            let (name, states) = (&run.moves.scope.name, second.states);
            Some(format!("Stateright, {name} ({profile}): {states} states, violated: {names}"))
        };
        self.runs.iter().filter_map(line).collect()
    }

    /// Where Stateright disagrees, in lines.
    pub fn disagreements(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for run in &self.runs {
            let Some(second) = &run.second else { continue };
            let name = &run.moves.scope.name;
            let own = run.tally.states;
            if second.states != own {
                lines.push(format!("{name}: {own} states here, {} in Stateright", second.states));
            }
            for (place, property) in PROPERTIES.iter().enumerate().take(SAFETY) {
                let (here, there) =
                    (run.tally.first[place].is_some(), second.violated >> place & 1 == 1);
                if here != there {
                    let word = |violated| if violated { "violated" } else { "holds" };
                    lines.push(format!(
                        "{name}: {} {} here, {} in Stateright",
                        property.name,
                        word(here),
                        word(there)
                    ));
                }
            }
        }
        lines
    }
}

fn forever(states: usize, moves: bool) -> String {
    if moves {
        format!("from here on it may go round among {states} states for ever")
    } else {
        "from here on nothing needs to happen any more: it may stay so for ever".to_owned()
    }
}
