//! Each mutant is searched beside the original until it is told apart.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use protocol::{Condition, Row, Table, Trigger, Wanted};
use spec::Edition;

use super::make::{Kind, Mutant};
use super::rungs::{Height, Rung, rungs};
use super::search::{Answers, Level, READER, Told, answers, difference};

/// A mutant, and how it was told from the original; none for one that survives.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The mutant.
    pub mutant: Mutant,
    /// The strongest difference found.
    pub told: Option<Told>,
    /// In how many searches it was followed: those in which the original comes to what the mutant
    /// does otherwise.
    pub searches: usize,
}

/// The original document and what was found of it so far.
pub struct Original<'e> {
    edition: &'e Edition,
    table: &'e Table,
    rungs: Vec<Rung>,
    /// The document without claims, which need not be read again and again.
    text: String,
    places: Vec<u16>,
    known: Mutex<BTreeMap<(u64, usize), Slot>>,
}

type Slot = Arc<OnceLock<Option<Answers>>>;

impl<'e> Original<'e> {
    /// The original; none where the document has errors.
    pub fn new(edition: &'e Edition) -> Option<Original<'e>> {
        let table = edition.table.as_ref()?;
        let claims = edition.claims.get(..1).unwrap_or_default();
        let text = spec::replace_claims(edition.source.text(), claims);
        let places = (0..table.rows.len() as u16).collect();
        let known = Mutex::new(BTreeMap::new());
        Some(Original { edition, table, rungs: rungs(), text, places, known })
    }

    /// Runs all of these, side by side; `progress` is told how many are done.
    pub fn run(
        &self,
        mutants: &[Mutant],
        threads: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Vec<Outcome> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(BTreeMap::new());
        std::thread::scope(|scope| {
            for _ in 0..threads.max(1) {
                scope.spawn(|| {
                    loop {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(mutant) = mutants.get(place) else { break };
                        let outcome = self.outcome(mutant);
                        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                        done.insert(place, outcome);
                        progress(done.len());
                    }
                });
            }
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
    }

    /// What becomes of one mutant.
    pub fn outcome(&self, mutant: &Mutant) -> Outcome {
        let mut outcome = Outcome { mutant: mutant.clone(), told: None, searches: 0 };
        let text = mutant.document(&self.text);
        let read = spec::load(&self.edition.name, text.as_bytes());
        let Some(table) = &read.table else {
            let first = read.diagnostics.iter().next();
            let words = first.map_or_else(String::new, |first| first.message.clone());
            outcome.told = Some(Told { level: Level::Structure, place: READER.to_owned(), words });
            return outcome;
        };
        let row = self.table.row(&mutant.rule).map_or(u16::MAX, |row| row.0);
        let place = |row: &Row| self.table.row(&row.rule).map_or(u16::MAX, |row| row.0);
        let places = table.rows.iter().map(place).collect();
        let mut pursuit = Pursuit { original: self, table, places, row, outcome };
        pursuit.climb();
        pursuit.outcome
    }

    /// What is found of the original; none where it cannot be compiled.
    fn answers(&self, options: u64, rung: usize) -> Slot {
        let slot = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry((options, rung)).or_default())
        };
        slot.get_or_init(|| {
            let Rung { scope, height } = &self.rungs[rung];
            answers(self.table, &self.places, options, scope, height.asked()).ok()
        });
        slot
    }

    fn row(&self, rule: &str) -> Option<&'e Row> {
        self.table.rows.iter().find(|row| row.rule == rule)
    }
}

/// One mutant on its way through the searches.
struct Pursuit<'o> {
    original: &'o Original<'o>,
    table: &'o Table,
    places: Vec<u16>,
    row: u16,
    outcome: Outcome,
}

impl Pursuit<'_> {
    /// The quick searches first; the large ones only for what nothing else has told apart.
    fn climb(&mut self) {
        let usual = self.choices();
        self.rungs(Height::Cell, &usual, Level::Property);
        self.rungs(Height::Story, &usual, Level::Property);
        self.rungs(Height::Small, &usual, Level::Count);
        // Where a mutant has been met and nothing differs, more of the same tells little.
        let from = if self.outcome.searches > 0 { 1 } else { usual.len() };
        let more = self.flipped(&usual[..from.min(usual.len())], &usual);
        self.rungs(Height::Cell, &more, Level::Count);
        self.rungs(Height::Story, &more, Level::Count);
        // What no small search comes to may happen in a large one; these take time, and the first
        // choice is the one under which most happens.
        if self.outcome.searches == 0 {
            let more = self.flipped(&usual[..usual.len().min(1)], &usual);
            self.rungs(Height::Small, &more, Level::Count);
        }
    }

    /// The searches of one kind, until the mutant is told apart as well as is `enough`.
    fn rungs(&mut self, height: Height, choices: &[u64], enough: Level) {
        for rung in 0..self.original.rungs.len() {
            for options in choices {
                if self.original.rungs[rung].height == height && !self.at_least(enough) {
                    self.search(*options, rung);
                }
            }
        }
    }

    fn at_least(&self, level: Level) -> bool {
        self.outcome.told.as_ref().is_some_and(|told| told.level >= level)
    }

    /// The row as it was and as it is.
    fn rows(&self) -> Vec<&Row> {
        let rule = &self.outcome.mutant.rule;
        let after = self.table.rows.iter().find(|row| row.rule == *rule);
        self.original.row(rule).into_iter().chain(after).collect()
    }

    /// Whether the row is in force under these options, as it was or as it is.
    fn in_force(&self, options: u64) -> bool {
        self.rows().iter().any(|row| asked_by(row, options) == options)
    }

    /// The usual choices of options under which the row is in force, as it was or as it is: all,
    /// none, and each of them but for what the row asks.
    fn choices(&self) -> Vec<u64> {
        let all = self.original.table.all_options();
        let rows = self.rows();
        let own = rows.iter().flat_map(|row| [asked_by(row, all), asked_by(row, 0)]);
        unique([all, 0].into_iter().chain(own).filter(|options| self.in_force(*options)))
    }

    /// These choices with one option more or less, but for those that are known.
    fn flipped(&self, choices: &[u64], known: &[u64]) -> Vec<u64> {
        let count = self.original.table.options.len();
        let all = choices.iter().flat_map(|from| (0..count).map(move |n| from ^ 1 << n));
        let is_new = |options: &u64| self.in_force(*options) && !known.contains(options);
        unique(all.filter(is_new))
    }

    /// One search of the mutant beside that of the original, where the original comes to what the
    /// mutant does otherwise: elsewhere the two do the same.
    fn search(&mut self, options: u64, rung: usize) {
        let slot = self.original.answers(options, rung);
        let Some(before) = slot.get().and_then(Option::as_ref) else { return };
        if !self.is_met(before) {
            return;
        }
        let Rung { scope, height } = &self.original.rungs[rung];
        self.outcome.searches += 1;
        let place = format!("{} ({})", scope.name, profile(self.original.table, options));
        let dropped = Some(self.row).filter(|_| self.outcome.mutant.change.kind() == Kind::Dropped);
        let found = match answers(self.table, &self.places, options, scope, height.asked()) {
            Err(words) => Some((Level::Structure, words)),
            Ok(after) => difference(self.original.table, before, &after, dropped),
        };
        if let Some((level, words)) = found
            && !self.at_least(level)
        {
            self.outcome.told = Some(Told { level, place, words });
        }
    }

    /// Whether something happens in the original that the mutant does otherwise. A row that asks
    /// for other conditions may apply wherever its events happen; an operator's event happens
    /// only where a row describes it, and a restart without a row shows nowhere.
    fn is_met(&self, before: &Answers) -> bool {
        let rule = &self.outcome.mutant.rule;
        let Some(row) = self.original.row(rule) else { return false };
        let fired = |on: &Trigger| before.events.contains(&(self.row, *on));
        match self.outcome.mutant.change.kind() {
            Kind::Dropped | Kind::Then | Kind::Effect => row.on.iter().any(fired),
            Kind::Event => {
                let after = self.table.rows.iter().find(|row| row.rule == *rule);
                let left = |on: &&Trigger| after.is_none_or(|after| !after.on.contains(on));
                row.on.iter().filter(left).any(fired)
            }
            Kind::Against | Kind::Ignored => row.on.iter().any(|on| {
                matches!(on, Trigger::Operator(_) | Trigger::Restarts)
                    || before.happened.contains(&(row.role, *on))
            }),
        }
    }
}

fn unique(all: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut seen = Vec::new();
    all.for_each(|one| {
        if !seen.contains(&one) {
            seen.push(one);
        }
    });
    seen
}

/// The options, changed so that the row is in force.
pub fn asked_by(row: &Row, options: u64) -> u64 {
    row.conditions.iter().fold(options, |bits, condition| match condition {
        Condition::Option(option, Wanted::With) => bits | 1 << option.0,
        Condition::Option(option, Wanted::Without) => bits & !(1 << option.0),
        Condition::Test(_) => bits,
    })
}

/// A choice of options in words: `all`, `must`, or the one that is nearer and what differs.
pub fn profile(table: &Table, options: u64) -> String {
    let all = table.all_options();
    let names = |bits: u64| table.option_names(bits).collect::<Vec<_>>().join(", ");
    match (all & !options, options) {
        (0, _) => "all".to_owned(),
        (_, 0) => "must".to_owned(),
        (without, with) if without.count_ones() <= with.count_ones() => {
            format!("all without {}", names(without))
        }
        (_, with) => format!("must with {}", names(with)),
    }
}
