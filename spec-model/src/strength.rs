//! Requirement strength: under which choices of options does each check hold?
//!
//! [`family`] searches once for all choices, [`live`] asks whole behaviours, [`sets`] keeps sets
//! of choices and [`mod@primes`] their minimal terms. Here the answers of several searches are put
//! together; [`words`] says them, [`page`] is the committed page.

mod asks;
pub mod changes;
pub mod family;
pub mod live;
pub mod page;
pub mod primes;
pub mod sets;
pub mod words;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use protocol::{CompileError, Condition, OptionId, Table, Wanted};
use world::{PROPERTIES, SAFETY, Scope};

use crate::check;
use crate::search::{Limits, Progress};
use family::{CHECKS, Family, Within};
use live::{LIVE, Liveness};
use primes::{Term, primes};
use sets::{Set, Sets};

/// Terms of one answer at most; a set that needs more is told by its size.
pub const MOST_TERMS: usize = 2000;

/// What one search, or all searches of a scope together, say about one check.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The check, as claims name it.
    pub check: &'static str,
    /// The choices under which it holds.
    pub holds: Set,
    /// The choices that break it. Where a limit cut a search short, some are in neither.
    pub broken: Set,
    /// Of those under which it holds, the choices under which its premise never does.
    pub empty: Set,
}

/// A column of answers: one search, or a scope of several.
#[derive(Clone, Debug)]
pub struct Column {
    /// The scope or the search, as `--scope` takes it.
    pub name: String,
    /// The answers, in the order of claims.
    pub answers: Vec<Answer>,
    /// What the search took; `None` where a column sums up others.
    pub cost: Option<Cost>,
    /// Everything was seen, for every choice.
    pub exhaustive: bool,
}

/// What one search took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Different states that some choice reaches.
    pub states: u64,
    /// How often a state was expanded, once more for choices that came later.
    pub expansions: u64,
    /// Programs compiled: different ways to have the options that a state asks for.
    pub programs: usize,
    /// Time of the search.
    pub time: Duration,
    /// Graphs made for the properties of whole behaviours.
    pub graphs: u32,
}

/// The answers of a document.
#[derive(Clone, Debug)]
pub struct Strength {
    /// Keeper of all sets below.
    pub sets: Sets,
    /// The columns, in the order of scopes; after the searches of a scope its sum.
    pub columns: Vec<Column>,
}

/// How an option and a check hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// Some choice that breaks the check would not with the option.
    Helps,
    /// Some choice that breaks the check would not without the option.
    Harms,
}

/// A choice that breaks a check, where having one option the other way would not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The option that makes the difference.
    pub option: OptionId,
    /// Which way.
    pub link: Link,
    /// The choice that breaks the check.
    pub choice: u64,
}

/// Searches these scopes, for every choice of options.
///
/// # Errors
/// The rows that cannot be compiled under some choice.
pub fn analyse<P: Progress>(
    table: &Table,
    scopes: &[(String, Vec<Scope>)],
    limits: Limits,
    progress: impl Fn(&str) -> P + Sync,
) -> Result<Strength, Vec<CompileError>> {
    let jobs: Vec<&Scope> = scopes.iter().flat_map(|(_, searches)| searches).collect();
    // The later searches of a scope are the larger ones: they are begun first.
    let next = AtomicUsize::new(jobs.len());
    let found = Mutex::new(Vec::new());
    let work = || {
        while let Ok(left) = next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less_one) {
            let scope = jobs[left - 1];
            let mut line = progress(&scope.name);
            let result = family::explore(table, scope, limits, &mut line).and_then(|family| {
                let live = live::liveness(table, scope, Within::default(), limits)?;
                Ok((family, live))
            });
            found.lock().unwrap_or_else(PoisonError::into_inner).push((left - 1, result));
        }
    };
    std::thread::scope(|threads| {
        for _ in 0..limits.threads.clamp(1, jobs.len().max(1)) {
            threads.spawn(work);
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(place, _)| *place);
    let results: Result<Vec<_>, _> = found.into_iter().map(|(_, result)| result).collect();
    let mut results = results?.into_iter();
    let mut strength = Strength { sets: Sets::new(table.options.len()), columns: Vec::new() };
    for (name, searches) in scopes {
        let results: Vec<_> = results.by_ref().take(searches.len()).collect();
        strength.add(table, name, &results);
    }
    Ok(strength)
}

fn less_one(left: usize) -> Option<usize> {
    left.checked_sub(1)
}

impl Strength {
    /// The columns of one scope.
    fn add(&mut self, table: &Table, name: &str, results: &[(Family, Liveness)]) {
        let mut sum = Sum::new();
        for (family, live) in results {
            let mut own = Sum::new();
            own.take(&mut self.sets, family, live);
            sum.take(&mut self.sets, family, live);
            if results.len() > 1 {
                let answers = own.answers(&mut self.sets, table, &family.scope.name);
                self.columns.push(Column {
                    name: family.scope.name.clone(),
                    answers,
                    cost: Some(cost(family, live)),
                    exhaustive: own.exhaustive,
                });
            }
        }
        let mut answers = sum.answers(&mut self.sets, table, name);
        if check::asked(name).any(|check| check == "no_dead_row") {
            let dead = self.dead_rows(table, results.iter().map(|(family, _)| family));
            let holds = if sum.exhaustive { self.sets.not(dead) } else { Set::NONE };
            let broken = if sum.exhaustive { dead } else { Set::NONE };
            let dead = Answer { check: "no_dead_row", holds, broken, empty: Set::NONE };
            let place = answers.iter().position(|answer| answer.check == "no_deadlock");
            answers.insert(place.unwrap_or(answers.len()), dead);
        }
        let single = match results {
            [(family, live)] => Some(cost(family, live)),
            _ => None,
        };
        let exhaustive = sum.exhaustive;
        self.columns.push(Column { name: name.to_owned(), answers, cost: single, exhaustive });
    }

    /// The choices that have a row in force which never applies in any of the searches.
    fn dead_rows<'f>(
        &mut self,
        table: &Table,
        families: impl Iterator<Item = &'f Family> + Clone,
    ) -> Set {
        let mut dead = Set::NONE;
        for (place, row) in table.rows.iter().enumerate() {
            let mut force = Set::ALL;
            for condition in &row.conditions {
                if let Condition::Option(option, wanted) = condition {
                    let bit = 1 << option.0;
                    let like = if *wanted == Wanted::With { bit } else { 0 };
                    let has = self.sets.like(like, bit);
                    force = self.sets.both(force, has);
                }
            }
            for family in families.clone() {
                let fired = self.sets.import(&family.sets, family.fired[place]);
                force = self.sets.without(force, fired);
            }
            dead = self.sets.either(dead, force);
        }
        dead
    }

    /// The minimal terms under which an answer holds; `None` for more than [`MOST_TERMS`].
    pub fn terms(&mut self, answer: &Answer) -> Option<Vec<Term>> {
        primes(&mut self.sets, answer.holds, MOST_TERMS)
    }

    /// How much of all choices a set is, from 0 to 1.
    pub fn share(&self, set: Set) -> f64 {
        self.sets.count(set) as f64 / self.sets.count(Set::ALL) as f64
    }

    /// The options that make a difference to an answer, each with a choice that shows it: the
    /// nearest to having them all, or to having none, that the set gives at once.
    pub fn witnesses(&mut self, answer: &Answer) -> Vec<Witness> {
        let mut witnesses = Vec::new();
        for option in 0..self.sets.options() as u8 {
            let (broken_off, broken_on) = self.sets.halves(answer.broken, option);
            let (holds_off, holds_on) = self.sets.halves(answer.holds, option);
            for (link, broken, holds) in
                [(Link::Helps, broken_off, holds_on), (Link::Harms, broken_on, holds_off)]
            {
                let show = self.sets.both(broken, holds);
                let bit = 1 << option;
                let choices = [self.sets.fullest(show), self.sets.barest(show)];
                let choices = choices.into_iter().flatten().map(|choice| match link {
                    Link::Helps => choice & !bit,
                    Link::Harms => choice | bit,
                });
                let option = OptionId(option);
                if let Some(choice) = choices.min_by_key(|choice| self.distance(*choice).1) {
                    witnesses.push(Witness { option, link, choice });
                }
            }
        }
        witnesses
    }

    /// The profile that a choice is nearer to, and how many options it has the other way.
    pub fn distance(&self, choice: u64) -> (&'static str, u32) {
        let on = choice.count_ones();
        let off = self.sets.options() as u32 - on;
        if off <= on { ("all", off) } else { ("must", on) }
    }
}

fn cost(family: &Family, live: &Liveness) -> Cost {
    Cost {
        states: family.states,
        expansions: family.expansions,
        programs: family.programs,
        time: family.time,
        graphs: live.graphs,
    }
}

/// The sets of several searches, put together.
struct Sum {
    broken: [Set; CHECKS],
    premises: [Set; SAFETY],
    live_broken: [Set; LIVE],
    live_premises: [Set; LIVE],
    live_open: [Set; LIVE],
    exhaustive: bool,
}

impl Sum {
    fn new() -> Sum {
        Sum {
            broken: [Set::NONE; CHECKS],
            premises: [Set::NONE; SAFETY],
            live_broken: [Set::NONE; LIVE],
            live_premises: [Set::NONE; LIVE],
            live_open: [Set::NONE; LIVE],
            exhaustive: true,
        }
    }

    fn take(&mut self, sets: &mut Sets, family: &Family, live: &Liveness) {
        let mut join = |mine: &mut [Set], from: &Sets, more: &[Set]| {
            for (mine, more) in mine.iter_mut().zip(more) {
                let more = sets.import(from, *more);
                *mine = sets.either(*mine, more);
            }
        };
        join(&mut self.broken, &family.sets, &family.broken);
        join(&mut self.premises, &family.sets, &family.premises);
        join(&mut self.live_broken, &live.sets, &live.broken);
        join(&mut self.live_premises, &live.sets, &live.premises);
        join(&mut self.live_open, &live.sets, &live.open);
        let decided = live.open.iter().all(|open| *open == Set::NONE);
        self.exhaustive &= family.exhaustive && decided;
    }

    fn answers(&self, sets: &mut Sets, table: &Table, name: &str) -> Vec<Answer> {
        let mut answers = Vec::new();
        for check in check::asked(name).filter(|check| check::lacks(check, table).is_none()) {
            let safety = PROPERTIES.iter().position(|p| p.name == check);
            let structural = check::STRUCTURAL.iter().position(|other| *other == check);
            let (broken, premises, open) = match (safety, structural) {
                (Some(place), _) if place >= SAFETY => {
                    let place = place - SAFETY;
                    let open = self.live_open[place];
                    (self.live_broken[place], self.live_premises[place], open)
                }
                (Some(place), _) => (self.broken[place], self.premises[place], Set::NONE),
                (None, Some(place)) => (self.broken[SAFETY + place], Set::ALL, Set::NONE),
                (None, None) => continue,
            };
            // What was not seen may break it: where a search was cut short, nothing holds.
            let open = if self.exhaustive { open } else { Set::ALL };
            let unsure = sets.either(broken, open);
            let holds = sets.not(unsure);
            let empty = sets.without(holds, premises);
            answers.push(Answer { check, holds, broken, empty });
        }
        answers
    }
}
