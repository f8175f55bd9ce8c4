//! What is asked of a mutant and of the original, and how the two answers differ.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Role, RowId, StateId, Table, Trigger, compile};
use world::{Gap, GapKind, Moves, PROPERTIES, SAFETY, Scope};

use crate::graph::explore;
use crate::liveness::Answer;
use crate::search::{Limits, Silent, search};
use crate::tally::Tally;

/// How a mutant is told from the original, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// By a number of states, of edges, or of firings of a row: all are pinned.
    Count,
    /// By the table itself: the reader refuses it, a reception is described or undescribed that was
    /// not, a row never applies or does again, two rows apply, a deadlock.
    Structure,
    /// By the verdict on a property.
    Property,
}

impl Level {
    /// Its name in results.
    pub const fn word(self) -> &'static str {
        match self {
            Level::Count => "count",
            Level::Structure => "structure",
            Level::Property => "property",
        }
    }
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// How strong it is.
    pub level: Level,
    /// Where: scope and profile.
    pub place: String,
    /// In words.
    pub words: String,
}

impl Told {
    /// The reader refuses the document: nothing was searched.
    pub fn is_reader(&self) -> bool {
        self.place == READER
    }
}

/// The place of what the reader tells.
pub(super) const READER: &str = "reader";

/// The answers of one search. Rows are known by their places in the original.
pub struct Answers {
    verdicts: [&'static str; PROPERTIES.len()],
    deadlock: bool,
    gaps: BTreeMap<Named, u64>,
    /// How often each row fired that did.
    fired: BTreeMap<u16, u64>,
    /// Which rows fired on which events.
    pub(super) events: BTreeSet<(u16, Trigger)>,
    /// What has happened to whom.
    pub(super) happened: BTreeSet<(Role, Trigger)>,
    /// Different states.
    pub states: u64,
    edges: u64,
    exhaustive: bool,
}

/// A gap whose rows are known by their places in the original.
type Named = (GapKind, Role, StateId, Trigger, Option<(u16, u16)>);

/// States up to which a mutant is followed: more than any original has in `small`.
const MOST: u64 = 4_000_000;

/// What is asked of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Everything.
    All,
    /// All but the properties of whole behaviours: for large searches, in which a mutant comes that
    /// no smaller one has told apart.
    States,
}

/// Searches one scope of a table whose rows have these places in the original.
///
/// # Errors
/// Why the table cannot be compiled.
pub fn answers(
    table: &Table,
    places: &[u16],
    options: u64,
    scope: &Scope,
    asked: Asked,
) -> Result<Answers, String> {
    let program = compile(table, options).map_err(|errors| {
        errors.into_iter().next().map_or_else(String::new, |error| error.message)
    })?;
    let moves = Moves::new(table, program, scope.clone());
    let limits = Limits { threads: 1, states: MOST, ..Limits::default() };
    Ok(match asked {
        Asked::States => {
            let found = search(&moves, limits, &mut Silent);
            Answers::of(table, places, &moves, &found.tally, None, found.exhaustive())
        }
        Asked::All => {
            let graph = explore(&moves, limits, &mut Silent);
            let live = graph.exhaustive().then(|| graph.liveness(&moves));
            Answers::of(table, places, &moves, &graph.tally, live.as_ref(), graph.exhaustive())
        }
    })
}

impl Answers {
    fn of(
        table: &Table,
        places: &[u16],
        moves: &Moves,
        tally: &Tally,
        live: Option<&[Answer; 3]>,
        exhaustive: bool,
    ) -> Answers {
        let place = |id: RowId| places.get(usize::from(id.0)).copied().unwrap_or(u16::MAX);
        let safety = |place: usize| match (tally.first[place], tally.premises[place]) {
            (Some(_), _) => "violated",
            (None, 0) => "holds emptily",
            (None, _) => "holds",
        };
        let live = |place: usize| match live.map(|live| &live[place - SAFETY]) {
            None => "not asked",
            Some(answer) if answer.violation.is_some() => "violated",
            Some(answer) if answer.premises == 0 => "holds emptily",
            Some(_) => "holds",
        };
        let mut fired: BTreeMap<u16, u64> = BTreeMap::new();
        let mut events: BTreeSet<(u16, Trigger)> = BTreeSet::new();
        let mut happened: BTreeSet<(Role, Trigger)> = BTreeSet::new();
        // The rules of a row stand in the order of its events.
        let mut before: Option<(RowId, usize)> = None;
        for (rule, count) in moves.program.rules().iter().zip(&tally.fired) {
            let nth = match before {
                Some((row, nth)) if row == rule.row => nth + 1,
                Some(_) | None => 0,
            };
            before = Some((rule.row, nth));
            let row = &table.rows[usize::from(rule.row.0)];
            if *count > 0
                && let Some(on) = row.on.get(nth)
            {
                *fired.entry(place(rule.row)).or_default() += count;
                events.insert((place(rule.row), *on));
                happened.insert((row.role, *on));
            }
        }
        let named = |gap: &Gap| {
            let rows = gap.rows.map(|(one, other)| (place(one), place(other)));
            (gap.kind, gap.role, gap.state, gap.trigger, rows)
        };
        happened.extend(tally.gaps.keys().map(|gap| (gap.role, gap.trigger)));
        Answers {
            verdicts: std::array::from_fn(|n| if n < SAFETY { safety(n) } else { live(n) }),
            deadlock: tally.first_deadlock.is_some(),
            gaps: tally.gaps.iter().map(|(gap, spot)| (named(gap), spot.edges)).collect(),
            fired,
            events,
            happened,
            states: tally.states,
            edges: tally.edges,
            exhaustive,
        }
    }
}

/// The strongest difference between the original and a mutant; what is counted of the row that
/// was dropped does not matter.
pub fn difference(
    table: &Table,
    before: &Answers,
    after: &Answers,
    dropped: Option<u16>,
) -> Option<(Level, String)> {
    if !after.exhaustive {
        return Some((Level::Count, format!("more than {MOST} states")));
    }
    verdict(before, after)
        .map(|words| (Level::Property, words))
        .or_else(|| structure(table, before, after, dropped).map(|w| (Level::Structure, w)))
        .or_else(|| count(table, before, after, dropped).map(|words| (Level::Count, words)))
}

fn verdict(before: &Answers, after: &Answers) -> Option<String> {
    let pairs = PROPERTIES.iter().zip(before.verdicts.iter().zip(&after.verdicts));
    let mut differ = pairs.filter(|(_, (was, is))| was != is);
    // A property that breaks says more than one that holds because less happens.
    let breaks = differ.clone().find(|(_, (_, is))| **is == "violated");
    let (property, (was, is)) = breaks.or_else(|| differ.next())?;
    let name = property.name;
    Some(format!("{name} {was}, now {is}"))
}

fn structure(
    table: &Table,
    before: &Answers,
    after: &Answers,
    dropped: Option<u16>,
) -> Option<String> {
    let rule = |place: u16| table.rows.get(usize::from(place)).map_or("", |row| row.rule.as_str());
    let words = |gap: &Named| {
        let (kind, role, state, trigger, rows) = gap;
        let state = &table.states[role.index()][usize::from(state.0)].name;
        let event = table.trigger_words(*role, *trigger);
        let what = match (kind, rows) {
            (GapKind::Unspecified, _) => "undescribed".to_owned(),
            (GapKind::Answer, _) => "an undescribed answer".to_owned(),
            (GapKind::Ambiguous, Some((one, other))) => {
                format!("ambiguous, by {} and {}", rule(*one), rule(*other))
            }
            (GapKind::Ambiguous, None) => "ambiguous".to_owned(),
        };
        format!("{} in `{state}`: {event} is {what}", role.name())
    };
    // Rows that apply in one and not in the other, be it that they are not in force there.
    let applies = |answers: &Answers| {
        let fired = answers.fired.keys().copied();
        fired.filter(|row| Some(*row) != dropped).collect::<BTreeSet<_>>()
    };
    let (was, is) = (applies(before), applies(after));
    let new = after.gaps.keys().find(|gap| !before.gaps.contains_key(gap));
    let gone = before.gaps.keys().find(|gap| !after.gaps.contains_key(gap));
    let dead = was.difference(&is).next();
    let alive = is.difference(&was).next();
    let deadlock = match (before.deadlock, after.deadlock) {
        (false, true) => Some("a deadlock".to_owned()),
        (true, false) => Some("no deadlock any more".to_owned()),
        (true, true) | (false, false) => None,
    };
    new.map(words)
        .or_else(|| dead.map(|row| format!("{} never applies any more", rule(*row))))
        .or(deadlock)
        .or_else(|| gone.map(|gap| format!("{}, no longer", words(gap))))
        .or_else(|| alive.map(|row| format!("{} applies, and never did before", rule(*row))))
}

fn count(table: &Table, before: &Answers, after: &Answers, dropped: Option<u16>) -> Option<String> {
    for (what, was, is) in
        [("states", before.states, after.states), ("edges", before.edges, after.edges)]
    {
        if was != is {
            return Some(format!("{was} {what}, now {is}"));
        }
    }
    let rows = before.fired.iter().filter(|(row, _)| Some(**row) != dropped);
    let mut firing =
        rows.map(|(row, was)| (*row, *was, after.fired.get(row).copied().unwrap_or(0)));
    if let Some((row, was, is)) = firing.find(|(_, was, is)| was != is) {
        let rule = table.rows.get(usize::from(row)).map_or("", |row| row.rule.as_str());
        return Some(format!("{rule} on {was} edges, now on {is}"));
    }
    let sum = |answers: &Answers| answers.gaps.values().sum::<u64>();
    let (was, is) = (sum(before), sum(after));
    (before.gaps != after.gaps).then(|| format!("{was} undescribed receptions, now {is}"))
}
