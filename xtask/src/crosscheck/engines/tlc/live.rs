//! Properties of whole behaviours: TLC's verdict beside that of our own search.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use spec_model::export::tla::live::{self, Live};
use spec_model::export::{Export, tla};
use spec_model::graph::{self, Graph};
use spec_model::liveness::Answer;
use spec_model::search::{Limits, Silent};
use world::{Moves, Scope, Timers};

use super::super::compare::Comparison;
use super::read::distinct;
use super::{MODULE, Run};

/// One property by us and by TLC.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The property.
    pub name: &'static str,
    /// Whether it holds by us.
    pub ours: bool,
    /// Whether it holds by TLC.
    pub theirs: bool,
    /// How many states TLC looked at, each with what is owed in it.
    pub states: u64,
    /// Classes of events under weak fairness.
    pub classes: usize,
    /// Time of TLC.
    pub time: Duration,
}

impl Verdict {
    /// Adds it to what was compared.
    pub fn add_to(&self, comparison: &mut Comparison) {
        let word = |holds: bool| if holds { "holds" } else { "violated" };
        comparison.add(self.name, word(self.ours), word(self.theirs));
        comparison.notes.push(format!(
            "{}: TLC {:.1} s, {} states, {} fair classes",
            self.name,
            self.time.as_secs_f64(),
            self.states,
            self.classes
        ));
    }
}

/// Asks TLC for each property of whole behaviours, and our own graph.
///
/// # Errors
/// What TLC complained about, or that it was ended.
pub fn verdicts(
    export: &Export<'_>,
    ours: &Graph,
    jar: &Path,
    folder: &Path,
    at_most: Duration,
) -> Result<Vec<Verdict>, String> {
    let moves = export.moves;
    // Success is promised where nothing goes wrong only.
    let calm = Scope {
        revocations: [0; 3],
        faults: [0; 5],
        faults_in_all: 0,
        timers: Timers::Never,
        ..moves.scope.clone()
    };
    let calm = Moves::new(export.table, moves.program.clone(), calm);
    let calm_graph = graph::explore(&calm, Limits::default(), &mut Silent);
    let calm = Export { moves: &calm, ..*export };
    let ask = |export: &Export<'_>, graph: &Graph, property: Live, answer: Answer| {
        let classes = live::classes(export, &graph.states);
        let begin = Instant::now();
        let (theirs, states) =
            holds(export, &classes, property, jar, &folder.join(property.name), at_most)?;
        Ok(Verdict {
            name: property.name,
            ours: answer.violation.is_none(),
            theirs,
            states,
            classes: classes.len(),
            time: begin.elapsed(),
        })
    };
    [
        ask(&calm, &calm_graph, live::SUCCEEDS, ours.without_faults_succeeds(moves)),
        ask(export, ours, live::ENDS, ours.every_session_ends(moves)),
        ask(export, ours, live::REVOKED, ours.revocation_ends_access(moves)),
    ]
    .into_iter()
    .collect()
}

/// TLC's verdict, and its states.
fn holds(
    export: &Export<'_>,
    classes: &BTreeSet<String>,
    property: Live,
    jar: &Path,
    folder: &Path,
    at_most: Duration,
) -> Result<(bool, u64), String> {
    let (text, config) = live::module(MODULE, property, classes);
    let name = format!("{MODULE}_live");
    let files = [
        (format!("{MODULE}.tla"), tla::module(export, MODULE)),
        (format!("{name}.tla"), text),
        (format!("{name}.cfg"), config),
    ];
    super::super::files(folder, &files)?;
    // The whole graph first, then its components once: cheaper than again and again.
    let run = Run { jar, folder, module: &name, arguments: &["-lncheck", "final"], at_most };
    let (mut states, mut violated, mut well, mut unknown) = (0, false, false, false);
    let ended = run.run(|line| {
        violated |= line.contains("Temporal properties were violated");
        well |= line.contains("No error has been found");
        unknown |= line.contains("Invariant AllClasses is violated");
        states = distinct(line).unwrap_or(states);
        Ok(false)
    })?;
    if unknown {
        return Err(format!(
            "{}: by TLC a step is fair whose class is none of ours (invariant AllClasses)",
            property.name
        ));
    }
    match (violated, well && ended.success) {
        (true, false) => Ok((false, states)),
        (false, true) => Ok((true, states)),
        _ => Err(ended.failed()),
    }
}
