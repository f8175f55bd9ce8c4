//! Our graph and another engine's: number by number, then state by state.

use std::collections::HashMap;
use std::fmt::Write as _;

use spec_model::export::{Export, digest, listing, names};
use spec_model::graph::Graph;
use spec_model::path::Edges;
use spec_model::story;
use world::World;

/// The graph of another engine, by the hashes of states.
#[derive(Debug, Default)]
pub struct Theirs {
    /// Its states.
    pub states: HashMap<u64, State>,
    /// The edges of each state, event and next state; `None` where they were only counted.
    pub edges: Option<HashMap<u64, Vec<(u64, u64)>>>,
}

/// A state of another engine.
#[derive(Clone, Debug)]
pub struct State {
    /// How many edges it has.
    pub edges: u32,
    /// Steps from an initial state, where the engine tells them.
    pub depth: u32,
    /// The values of its variables, in the order of `names::variables`.
    pub values: Box<[u32]>,
}

/// A number or a word as we have it and as the other engine has it.
#[derive(Clone, Debug)]
pub struct Line {
    what: String,
    ours: String,
    theirs: String,
}

impl Line {
    /// Whether both have the same.
    pub fn agrees(&self) -> bool {
        self.ours == self.theirs
    }
}

/// What was compared.
#[derive(Debug)]
pub struct Comparison {
    /// The other engine.
    pub engine: &'static str,
    /// What was counted and judged.
    pub lines: Vec<Line>,
    /// How it was searched, and how long that took.
    pub notes: Vec<String>,
    /// The first difference, told at length.
    pub difference: Option<String>,
}

impl Comparison {
    /// Nothing is compared yet.
    pub fn with(engine: &'static str) -> Comparison {
        Comparison { engine, lines: Vec::new(), notes: Vec::new(), difference: None }
    }

    /// Compares a number or a word.
    pub fn add(&mut self, what: &str, ours: impl ToString, theirs: impl ToString) {
        let (ours, theirs) = (ours.to_string(), theirs.to_string());
        self.lines.push(Line { what: what.to_owned(), ours, theirs });
    }

    /// Compares a property of states: how many states violate it.
    pub fn add_property(&mut self, name: &str, ours: u64, theirs: u64) {
        let verdict = |count: u64| match count {
            0 => "holds".to_owned(),
            count => format!("violated {count}"),
        };
        self.add(name, verdict(ours), verdict(theirs));
    }

    /// Compares the numbers of states per depth.
    pub fn add_levels(&mut self, ours: &[u64], theirs: &[u64]) {
        self.add("greatest depth", ours.len().saturating_sub(1), theirs.len().saturating_sub(1));
        let equal = ours.iter().zip(theirs).filter(|(a, b)| a == b).count();
        self.add("depths with equal counts", ours.len(), equal);
    }

    /// Whether nothing differs.
    pub fn agrees(&self) -> bool {
        self.difference.is_none() && self.lines.iter().all(Line::agrees)
    }

    /// For people.
    pub fn text(&self) -> String {
        let width = self.lines.iter().map(|line| line.what.len()).max().unwrap_or(0);
        let mut text = format!("  {:width$}  {:>16}  {:>16}\n", "", "ours", self.engine);
        for line in &self.lines {
            let mark = if line.agrees() { "" } else { "  <-- differs" };
            let Line { what, ours, theirs } = line;
            let _ = writeln!(text, "  {what:width$}  {ours:>16}  {theirs:>16}{mark}");
        }
        for note in &self.notes {
            let _ = writeln!(text, "  {note}");
        }
        if let Some(difference) = &self.difference {
            let _ = writeln!(text, "\n{}", difference.trim_end());
        }
        let verdict = if self.agrees() { "equal" } else { "NOT EQUAL" };
        let _ = writeln!(text, "  {} and our explorer: {verdict}\n", self.engine);
        text
    }

    /// Compares state by state, and tells the first difference: a state in our order that they do
    /// not have, or have with other edges; or a state that only they have.
    pub fn add_graph(&mut self, export: &Export, ours: &Graph, theirs: &Theirs) {
        let how = match &theirs.edges {
            Some(_) => "each edge compared, with its event and payload",
            None => "each state compared, with the number of its edges",
        };
        self.notes.push(how.to_owned());
        self.difference = Comparing { engine: self.engine, export, ours, theirs }.first();
    }
}

struct Comparing<'a> {
    engine: &'static str,
    export: &'a Export<'a>,
    ours: &'a Graph,
    theirs: &'a Theirs,
}

impl Comparing<'_> {
    fn first(&self) -> Option<String> {
        let mut known = std::collections::HashSet::with_capacity(self.ours.states.len());
        for (number, world) in self.ours.states.iter().enumerate() {
            let hash = digest::state(world);
            known.insert(hash);
            let Some(state) = self.theirs.states.get(&hash) else {
                let head = format!("our state {number} is none of {}'s\n", self.engine);
                let values = numbers(names::values(world));
                return Some(self.told(number, &(head + &told_values(&values))));
            };
            let head = match &self.theirs.edges {
                Some(edges) => self.edges(world, edges.get(&hash).map_or(&[][..], Vec::as_slice)),
                None => {
                    let here = Edges::of(self.export.moves, world).len();
                    let there = state.edges as usize;
                    (here != there).then(|| format!("  {here} edges, {}'s {there}\n", self.engine))
                }
            };
            if let Some(head) = head {
                let first = format!("our state {number} has other edges than {}'s:\n", self.engine);
                return Some(self.told(number, &(first + &head)));
            }
        }
        let more = self.theirs.states.iter().filter(|(hash, _)| !known.contains(hash));
        let (_, state) = more.min_by_key(|(hash, state)| (state.depth, **hash))?;
        let head = format!("{} has a state that we do not have:\n", self.engine);
        Some(head + &told_values(&state.values))
    }

    /// In which edges a state differs.
    fn edges(&self, world: &World, there: &[(u64, u64)]) -> Option<String> {
        let steps = Edges::of(self.export.moves, world);
        let here: Vec<(u64, u64)> = steps
            .iter()
            .map(|step| (names::label(step.label), digest::state(&step.next)))
            .collect();
        let engine = self.engine;
        let mut text = String::new();
        // What only they have; an edge beside which one of ours is told is told with it.
        let mut only: Vec<_> = there.iter().filter(|edge| !here.contains(edge)).collect();
        for (step, edge) in steps.iter().zip(&here).filter(|(_, edge)| !there.contains(edge)) {
            let event = listing::event(self.export.table, step.label);
            let _ = writeln!(text, "  only ours: {event}");
            let beside = only.iter().position(|(label, _)| *label == edge.0);
            match beside.and_then(|place| self.theirs.states.get(&only.remove(place).1)) {
                Some(state) => text += &self.differing(&step.next, state),
                None if !self.theirs.states.contains_key(&edge.1) => {
                    let _ = writeln!(text, "    it leads to a state that is none of {engine}'s");
                }
                None => {}
            }
        }
        for (label, to) in only {
            let event = steps.iter().zip(&here).find(|(_, ours)| ours.0 == *label);
            let event = event.map_or(format!("event {label:#x}"), |(step, _)| {
                listing::event(self.export.table, step.label)
            });
            let _ = writeln!(text, "  only {engine}'s: {event}, to the state with");
            if let Some(state) = self.theirs.states.get(to) {
                text += &self.differing(world, state);
            }
        }
        if text.is_empty() && there.len() > here.len() {
            text = format!(
                "  {engine} has {} edges, some of them twice; we have {}\n",
                there.len(),
                here.len()
            );
        }
        (!text.is_empty()).then_some(text)
    }

    /// The variables whose values differ.
    fn differing(&self, ours: &World, theirs: &State) -> String {
        let mut text = String::new();
        let ours = numbers(names::values(ours));
        for ((variable, here), there) in names::variables().iter().zip(&ours).zip(&theirs.values) {
            if here != there {
                let _ =
                    writeln!(text, "    {}: ours {here}, {}'s {there}", variable.name, self.engine);
            }
        }
        text
    }

    /// A state of ours with the way to it.
    fn told(&self, number: usize, head: &str) -> String {
        let moves = self.export.moves;
        let path = self.ours.log.path(moves, number as u32);
        let chart = story::story(
            self.export.table,
            moves,
            &path,
            format!("The first difference: {}", head.lines().next().unwrap_or_default()),
            head.lines().skip(1).map(|line| line.trim_end().to_owned()).collect(),
            story::closing(moves, &path.end()),
        );
        report::text::chart(&chart, 120, report::text::Color::Never)
    }
}

/// The variables that are not 0.
fn told_values(values: &[u32]) -> String {
    let variables = names::variables();
    let told = variables.iter().zip(values).filter(|(_, value)| **value != 0);
    told.map(|(variable, value)| format!("  {} = {value}\n", variable.name)).collect()
}

/// Values of variables, none of which is wider than 32 bits.
pub fn numbers(values: [u64; names::COUNT]) -> Box<[u32]> {
    values.iter().map(|value| *value as u32).collect()
}
