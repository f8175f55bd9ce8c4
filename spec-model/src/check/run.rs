//! Searches one scope and asks all that is asked of it.

use std::sync::Arc;

use protocol::{CompileError, Table};
use world::{Moves, Scope, Timers};

use super::{Engines, Live, Memory, Plan, Run, Way, lacks};
use crate::graph;
use crate::liveness::Answer;
use crate::search::{Keep, Limits, Progress, Search, Silent, search, search_kept};
use crate::second::{Opinion, opinion};

/// Why a scope could not be searched.
#[derive(Debug)]
pub enum Failure {
    /// Rows that cannot be compiled.
    Rows(Vec<CompileError>),
    /// A file of a search that was cut short.
    File(String),
}

/// Searches one scope.
///
/// # Errors
/// The rows that cannot be compiled.
pub fn run(
    table: &Table,
    options: u64,
    scope: &Scope,
    plan: Plan,
    progress: &mut dyn Progress,
) -> Result<Run, Vec<CompileError>> {
    let searcher = Searcher::new(table, options, scope, plan)?;
    Ok(match plan.memory {
        Memory::Exact => searcher.whole(progress),
        Memory::Compact => {
            let found = search(&searcher.moves, plan.limits, progress);
            searcher.compact(found)
        }
    })
}

/// The same, from where an earlier search was cut short, or so that a later one can go on. A search
/// that keeps the whole graph is short and begins anew.
///
/// # Errors
/// Rows, or a file.
pub fn run_kept(
    table: &Table,
    options: u64,
    scope: &Scope,
    plan: Plan,
    keep: &Keep,
    progress: &mut dyn Progress,
) -> Result<Run, Failure> {
    let searcher = Searcher::new(table, options, scope, plan).map_err(Failure::Rows)?;
    Ok(match plan.memory {
        Memory::Exact => searcher.whole(progress),
        Memory::Compact => {
            let found = search_kept(&searcher.moves, plan.limits, keep, progress);
            searcher.compact(found.map_err(Failure::File)?)
        }
    })
}

/// What is searched, and how.
struct Searcher {
    moves: Arc<Moves>,
    plan: Plan,
    /// Whether there is anything to ask about the end of revocations.
    revokes: bool,
}

impl Searcher {
    fn new(
        table: &Table,
        options: u64,
        scope: &Scope,
        plan: Plan,
    ) -> Result<Searcher, Vec<CompileError>> {
        let program = protocol::compile(table, options)?;
        let revokes = lacks("revocation_ends_access", table).is_none();
        Ok(Searcher { moves: Arc::new(Moves::new(table, program, scope.clone())), plan, revokes })
    }

    /// Stateright knows no limits here: it is asked only about what our own search has exhausted.
    fn second(&self, exhaustive: bool) -> Option<Opinion> {
        let asked = self.plan.engines == Engines::Both && exhaustive;
        asked.then(|| opinion(&self.moves, self.plan.limits.threads.max(1)))
    }

    fn whole(self, progress: &mut dyn Progress) -> Run {
        let graph = graph::explore(&self.moves, self.plan.limits, progress);
        let answers = if graph.exhaustive() {
            graph.liveness(&self.moves).map(Some)
        } else {
            [const { None }; 3]
        };
        Run {
            second: self.second(graph.exhaustive()),
            liveness: answers.map(|answer| Live { answer, moves: Arc::clone(&self.moves) }),
            cut: graph.cut,
            time: graph.time,
            tally: graph.tally,
            way: Way::Log(graph.log),
            unsaved: None,
            moves: self.moves,
        }
    }

    fn compact(self, found: Search) -> Run {
        // What was found is still held while liveness is asked.
        let memory = self.plan.limits.memory.saturating_sub(found.bytes);
        let limits = Limits { memory, ..self.plan.limits };
        let [success, ends, mut access] = in_parts(&self.moves, &found, limits);
        if !self.revokes {
            // Where nobody can revoke, there is nothing left to decide.
            access.answer.get_or_insert(Answer { premises: 0, violation: None });
        }
        Run {
            second: self.second(found.exhaustive()),
            liveness: [success, ends, access],
            cut: found.cut,
            time: found.time,
            tally: found.tally,
            way: Way::Trail(found.trail),
            unsaved: found.unsaved,
            moves: self.moves,
        }
    }
}

/// States up to which a graph is kept whole for liveness.
const WHOLE: u64 = 6_000_000;

/// Liveness where the whole graph may be too large. A behaviour that violates it with fewer
/// faults is one of the larger scope, since faults are never fair; so the smaller scopes are
/// asked first, and the whole one only if they all hold: its graph, or where that is too large the
/// one of its bare states, which can say that a property holds.
fn in_parts(whole: &Arc<Moves>, found: &Search, limits: Limits) -> [Live; 3] {
    let scope = &whole.scope;
    let graph_of = |scope: Scope| {
        let moves = Arc::new(whole.within(scope));
        (graph::explore(&moves, limits, &mut Silent), moves)
    };
    let calm = Scope {
        faults: [0; 5],
        faults_in_all: 0,
        revocations: [0; 3],
        timers: Timers::Never,
        ..scope.clone()
    };
    let (graph, moves) = graph_of(calm);
    let success = graph.exhaustive().then(|| graph.without_faults_succeeds(&moves));
    let success = Live { answer: success, moves };
    let mut parts = vec![Scope { faults: [0; 5], faults_in_all: 0, ..scope.clone() }];
    for kind in 0..5 {
        let mut faults = [0; 5];
        faults[kind] = scope.faults[kind].min(1);
        parts.push(Scope { faults, faults_in_all: faults[kind], ..scope.clone() });
    }
    parts.retain(|part| part != scope);
    let is_kept = found.tally.states <= WHOLE;
    if is_kept {
        parts.push(scope.clone());
    }
    let mut ends: Option<Live> = None;
    let mut access: Option<Live> = None;
    let open = |live: &Option<Live>| {
        live.as_ref()
            .is_none_or(|live| live.answer.as_ref().is_none_or(|answer| answer.violation.is_none()))
    };
    for part in parts {
        if !open(&ends) && !open(&access) {
            break;
        }
        let last = part == *scope;
        let (graph, moves) = graph_of(part);
        if !graph.exhaustive() {
            continue;
        }
        let decided = |answer: Answer| {
            let answer = (last || answer.violation.is_some()).then_some(answer);
            Some(Live { answer, moves: Arc::clone(&moves) })
        };
        if open(&ends) {
            ends = decided(graph.every_session_ends(&moves));
        }
        if open(&access) {
            access = decided(graph.revocation_ends_access(&moves));
        }
    }
    if !is_kept && found.exhaustive() && (open(&ends) || open(&access)) {
        let graph = graph::bare(whole, &found.trail.reached(), limits);
        let holds = |answer: Answer| {
            let answer = (graph.exhaustive() && answer.violation.is_none()).then_some(answer);
            Some(Live { answer, moves: Arc::clone(whole) })
        };
        if open(&ends) {
            ends = holds(graph.every_session_ends(whole));
        }
        if open(&access) {
            access = holds(graph.revocation_ends_access(whole));
        }
    }
    let none = |live: Option<Live>| {
        live.unwrap_or_else(|| Live { answer: None, moves: Arc::clone(whole) })
    };
    [success, none(ends), none(access)]
}

/// Whether a scope is one of those whose whole graph is kept.
pub fn is_small(scope: &Scope) -> bool {
    scope.faults_in_all <= 1
}
