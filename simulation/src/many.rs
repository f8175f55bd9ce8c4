//! Many runs, in rounds: in each round half of the runs look for pairs of rules that no round before
//! has seen. What a run does depends on its own seed and pair, and which pair it looks for on the
//! rounds before: not on how many threads there are.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use protocol::RowId;
use reference_server::metrics::Metrics;
use reference_server::store::Storage;

use crate::dice::Dice;
use crate::explain::{Cause, cause};
use crate::pairs::Pairs;
use crate::run::{Outcome, Problem, Run, Toward};
use crate::server::Mount;
use crate::subject::Subject;
use crate::text;

/// The runs of a round.
pub const ROUND: u64 = 1_024;
/// Of so many runs one has its traces written, read again and judged as texts.
const WRITTEN: u64 = 64;

/// What is to be run.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The seed of the first run; the next has the next.
    pub seed: u64,
    /// How many.
    pub runs: u64,
    /// On so many threads.
    pub threads: usize,
    /// What every run looks for, where that is given.
    pub toward: Toward,
}

/// A run in which something is wrong that nothing explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its seed.
    pub seed: u64,
    /// What it was looking for.
    pub toward: Toward,
    /// The first thing that is wrong.
    pub problem: Problem,
}

/// What came of many runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many there were.
    pub runs: u64,
    /// The steps of all servers.
    pub steps: u64,
    /// How often devices came to rest.
    pub rests: u64,
    /// Steps that were written, read again and judged as texts.
    pub written: u64,
    /// The pairs of rules.
    pub pairs: Pairs,
    /// In how many runs the premise of a property held at a rest.
    pub premises: [u64; 16],
    /// What was wrong, by name and cause: how often, and in which run first.
    pub found: BTreeMap<(&'static str, Cause), (u64, u64)>,
    /// The runs that failed.
    pub failures: Vec<Failure>,
    /// A number that is the same only where the same happened in all runs.
    pub digest: u64,
}

/// Runs them all, or until a round has a failure.
pub fn many<S: Storage>(subject: &Subject, mount: Mount<S>, order: Order) -> Summary {
    let possible = Pairs::possible(&subject.table);
    let mut all = Summary::new(subject);
    let mut begun = 0;
    while begun < order.runs && all.failures.is_empty() {
        let count = ROUND.min(order.runs - begun);
        let wanted = wanted(&possible, &all.pairs);
        let jobs: Vec<(u64, Toward)> = (begun..begun + count)
            .map(|number| (order.seed.wrapping_add(number), toward(order, number, &wanted)))
            .collect();
        round(subject, mount, &jobs, order.threads).into_iter().for_each(|one| all.add(one));
        begun += count;
    }
    all
}

/// One run, again.
pub fn one<S: Storage>(
    subject: &Subject,
    mount: Mount<S>,
    dice: Dice,
    (toward, tells): (Toward, bool),
) -> Outcome {
    let metrics = Arc::new(Metrics::new(&subject.table));
    Run::new(subject, dice, (mount, &metrics), (toward, tells)).end()
}

/// The first of what is wrong with a run and that nothing explains.
pub fn unexplained<'o>(subject: &Subject, outcome: &'o Outcome) -> Option<&'o Problem> {
    let is_it = |problem: &&Problem| cause(subject, outcome, problem) == Cause::Unexplained;
    outcome.problems.iter().find(is_it)
}

/// Pairs that were not seen although the first of both rules has fired.
fn wanted(possible: &[(RowId, RowId)], seen: &Pairs) -> Vec<(RowId, RowId)> {
    let is_wanted = |(before, rule): &&(RowId, RowId)| {
        seen.fired()[usize::from(before.0)] > 0 && !seen.has(*before, *rule)
    };
    possible.iter().filter(is_wanted).copied().collect()
}

fn toward(order: Order, number: u64, wanted: &[(RowId, RowId)]) -> Toward {
    if order.toward.is_some() || number.is_multiple_of(2) || wanted.is_empty() {
        return order.toward;
    }
    let mixed = fastrand::Rng::with_seed(order.seed ^ number.rotate_left(32)).usize(..);
    wanted.get(mixed % wanted.len()).copied()
}

/// What one run adds.
struct One {
    seed: u64,
    toward: Toward,
    steps: u64,
    rests: u64,
    written: u64,
    pairs: Vec<Pairs>,
    premises: u16,
    found: Vec<(&'static str, Cause)>,
    failure: Option<Problem>,
    digest: u64,
}

fn round<S: Storage>(
    subject: &Subject,
    mount: Mount<S>,
    jobs: &[(u64, Toward)],
    threads: usize,
) -> Vec<One> {
    let next = AtomicUsize::new(0);
    let work = || {
        let metrics = Arc::new(Metrics::new(&subject.table));
        let (mut done, mut pairs) = (Vec::new(), Pairs::new(&subject.table));
        while let Some(&(seed, toward)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let tells = seed.is_multiple_of(WRITTEN);
            let run = Run::new(subject, Dice::of(seed), (mount, &metrics), (toward, tells));
            let outcome = run.end();
            pairs.add(&outcome.pairs);
            done.push(One::of(subject, (seed, toward), &outcome));
        }
        if let Some(last) = done.last_mut() {
            last.pairs.push(pairs);
        }
        done
    };
    let mut all: Vec<One> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let own = work();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<One>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        own.into_iter().chain(others.into_iter().flat_map(join)).collect()
    });
    all.sort_by_key(|one| one.seed.wrapping_sub(jobs[0].0));
    all
}

impl One {
    fn of(subject: &Subject, (seed, toward): (u64, Toward), outcome: &Outcome) -> One {
        let found = outcome.problems.iter();
        let found = found.map(|problem| (problem.name, cause(subject, outcome, problem))).collect();
        let mut failure = unexplained(subject, outcome).cloned();
        let mut written = 0;
        if !outcome.told.is_empty() {
            match text::judged(subject, outcome) {
                Ok(steps) => written = steps,
                Err(problem) => failure = failure.or(Some(problem)),
            }
        }
        One {
            seed,
            toward,
            steps: outcome.steps,
            rests: outcome.rests,
            written,
            pairs: Vec::new(),
            premises: outcome.premises,
            found,
            failure,
            digest: outcome.digest,
        }
    }
}

impl Summary {
    fn new(subject: &Subject) -> Summary {
        Summary {
            runs: 0,
            steps: 0,
            rests: 0,
            written: 0,
            pairs: Pairs::new(&subject.table),
            premises: [0; 16],
            found: BTreeMap::new(),
            failures: Vec::new(),
            digest: 0,
        }
    }

    fn add(&mut self, one: One) {
        self.runs += 1;
        self.steps += one.steps;
        self.rests += one.rests;
        self.written += one.written;
        one.pairs.iter().for_each(|pairs| self.pairs.add(pairs));
        for (place, count) in self.premises.iter_mut().enumerate() {
            *count += u64::from(one.premises >> place & 1);
        }
        for name in one.found {
            let (count, _) = self.found.entry(name).or_insert((0, one.seed));
            *count += 1;
        }
        let (seed, toward) = (one.seed, one.toward);
        self.failures.extend(one.failure.map(|problem| Failure { seed, toward, problem }));
        self.digest = (self.digest ^ one.digest).wrapping_mul(0x0100_0000_01b3).rotate_left(17);
    }
}
