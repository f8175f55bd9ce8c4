//! Whether what two protocols show on the wire is the same: is each behaviour of the one a
//! behaviour of the other?
//!
//! An observer stands between the two servers. It sees what leaves them, in this order: each POST
//! with its message and fields, and each response with its message, or that it is empty, or an
//! error status. Device lines, timers, operators and the inner steps of servers are silent.
//!
//! *What leaves*, and not what arrives: a row says what a server sends and in which order; in which
//! order it arrives says the network. What leaves in one step has no order among itself.
//!
//! A session is known by the order in which sessions are first named, not by its identifier. Of
//! two documents the fields are compared that both have. A behaviour may end at any place, so
//! what is compared is what may happen and not what must.
//!
//! It is decided exactly: all states in which either world may be after what was seen are
//! followed at once (`sets`), in both worlds side by side, shortest behaviours first.

mod graph;
mod sent;
mod sets;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use protocol::Table;
use world::Moves;

use crate::path::Path;
use graph::Graph;
pub use sent::{Content, Response, Sent, What};
use sent::{Numbers, spoken};
use sets::{Label, Place, Sets};

/// One of two protocols in its world.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// What it says.
    pub table: &'a Table,
    /// What happens in it.
    pub moves: &'a Moves,
}

/// When a comparison gives up.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// States of either world.
    pub states: usize,
    /// Places in the sets that are followed, both worlds together.
    pub places: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { states: 1_000_000, places: 60_000_000 }
    }
}

/// What two protocols show on the wire.
#[derive(Clone, Debug)]
pub struct Refinement {
    /// Whether each behaviour of the first is one of the second; and the other way round.
    pub ways: [Answer; 2],
    /// States of the two worlds; 0 where there were too many.
    pub states: [usize; 2],
    /// Whether anything is ever sent.
    pub speaks: [bool; 2],
    /// What is not compared, since only one of the documents has it.
    pub left_out: Vec<String>,
}

/// Whether each behaviour of one protocol is one of another.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Each is.
    Included,
    /// These begin one that is not, one for each kind of what is sent; shortest first.
    Missing(Vec<Missing>),
    /// Nobody knows: what was too large.
    TooLarge(String),
}

/// A beginning of a behaviour that the other protocol does not have.
#[derive(Clone, Debug)]
pub struct Missing {
    /// What is seen before, which both have.
    pub before: Vec<Sent>,
    /// What is seen then, which only one has.
    pub last: Sent,
    /// What the other may show there.
    pub instead: Vec<Sent>,
    /// A shortest path that shows it. Its last step is the one with [`Missing::last`].
    pub path: Option<Path>,
    /// After how many different pasts the same is missing, as far as they are followed.
    pub pasts: u64,
}

/// Compares two protocols. `renamed` says how the second calls messages of the first.
pub fn refine(
    sides: [Side<'_>; 2],
    renamed: &BTreeMap<String, String>,
    bounds: Bounds,
) -> Refinement {
    let (words, left_out) = spoken(sides.map(|side| side.table), renamed);
    let mut numbers = Numbers::default();
    let mut explore =
        |side: usize| Graph::of(sides[side].moves, &words[side], &mut numbers, bounds.states);
    let graphs = [explore(0), explore(1)];
    let states = graphs.each_ref().map(|graph| graph.as_ref().map_or(0, Graph::states));
    let speaks = graphs.each_ref().map(|graph| {
        graph.as_ref().is_none_or(|graph| (0..graph.states()).any(|n| graph.speaks(n as u32)))
    });
    let [Some(one), Some(other)] = &graphs else {
        let which = if graphs[0].is_none() { "first" } else { "second" };
        let why = format!("the {which} has more than {} states", bounds.states);
        let ways = [Answer::TooLarge(why.clone()), Answer::TooLarge(why)];
        return Refinement { ways, states, speaks, left_out };
    };
    let mut walk = Walk::new([one, other]);
    let whole = walk.run(bounds.places);
    let mut ways = [0, 1].map(|side| walk.missing(side, sides[side].moves, &numbers));
    if !whole {
        let why = format!("more than {} places in the sets that are followed", bounds.places);
        for way in ways.iter_mut().filter(|way| matches!(way, Answer::Included)) {
            *way = Answer::TooLarge(why.clone());
        }
    }
    Refinement { ways, states, speaks, left_out }
}

/// Both worlds side by side.
struct Walk<'g> {
    graphs: [&'g Graph; 2],
    sets: [Sets<'g>; 2],
    pairs: Vec<Pair>,
    known: HashMap<[u32; 2], u32>,
    /// Per side: what only it has, by the number of what is sent: where it is so first, and how
    /// often.
    only: [BTreeMap<u16, (u32, Label, u64)>; 2],
}

/// A pair of sets, and how it was reached.
struct Pair {
    sets: [u32; 2],
    from: Option<(u32, Label)>,
}

impl<'g> Walk<'g> {
    fn new(graphs: [&'g Graph; 2]) -> Walk<'g> {
        Walk {
            graphs,
            sets: graphs.map(Sets::new),
            pairs: vec![Pair { sets: [0, 0], from: None }],
            known: HashMap::from([([0, 0], 0)]),
            only: [BTreeMap::new(), BTreeMap::new()],
        }
    }

    /// Follows what both show, shortest first; `false` where it was too much.
    fn run(&mut self, places: usize) -> bool {
        let mut at = 0;
        while at < self.pairs.len() {
            let [one, other] = self.pairs[at].sets;
            let after = [self.sets[0].after(one), self.sets[1].after(other)];
            for side in 0..2 {
                for label in after[side].keys().filter(|label| !after[1 - side].contains_key(label))
                {
                    let first = (at as u32, *label, 0);
                    self.only[side].entry(label.number).or_insert(first).2 += 1;
                }
            }
            for (label, one) in after[0].iter() {
                let Some(other) = after[1].get(label) else { continue };
                let sets = [*one, *other];
                let next = self.pairs.len() as u32;
                if *self.known.entry(sets).or_insert(next) == next {
                    self.pairs.push(Pair { sets, from: Some((at as u32, *label)) });
                }
            }
            if self.sets[0].places + self.sets[1].places > places {
                return false;
            }
            at += 1;
        }
        true
    }

    fn missing(&mut self, side: usize, moves: &Moves, numbers: &Numbers) -> Answer {
        let mut by_kind: BTreeMap<String, Missing> = BTreeMap::new();
        let mut only: Vec<_> = self.only[side].values().copied().collect();
        only.sort_unstable_by_key(|(pair, label, _)| (*pair, *label));
        let sent = |label: &Label| numbers.sent(label.number, label.session);
        let mut order = Vec::new();
        for (pair, label, pasts) in only {
            let last = sent(&label);
            let kind = format!("{} {}", last.from, last.what.kind());
            if let Some(known) = by_kind.get_mut(&kind) {
                known.pasts += pasts;
                continue;
            }
            let mut labels = self.past(pair);
            let before = labels.iter().map(sent).collect();
            labels.push(label);
            let path = shortest(self.graphs[side], &labels);
            let path = path.and_then(|(initial, places)| Graph::path(moves, initial, &places));
            let set = self.pairs[pair as usize].sets[1 - side];
            let instead = self.sets[1 - side].after(set).keys().map(sent).collect();
            order.push(kind.clone());
            by_kind.insert(kind, Missing { before, last, instead, path, pasts });
        }
        let missing: Vec<_> = order.iter().filter_map(|kind| by_kind.remove(kind)).collect();
        if missing.is_empty() { Answer::Included } else { Answer::Missing(missing) }
    }

    /// What was seen up to a pair.
    fn past(&self, pair: u32) -> Vec<Label> {
        let mut labels = Vec::new();
        let mut at = pair;
        while let Some((from, label)) = self.pairs[at as usize].from {
            labels.push(label);
            at = from;
        }
        labels.reverse();
        labels
    }
}

/// The fewest steps that show this: an initial state, and the place of each step in its state.
fn shortest(graph: &Graph, labels: &[Label]) -> Option<(u32, Vec<u16>)> {
    type Spot = (Place, usize);
    let mut from: HashMap<Spot, (Spot, Option<u16>)> = HashMap::new();
    let mut met: HashSet<Spot> = HashSet::new();
    let mut open: VecDeque<Spot> = VecDeque::new();
    for state in 0..graph.initial {
        open.push_back((Place::start(state), 0));
    }
    let mut reach = None;
    while let Some(spot) = open.pop_front() {
        if !met.insert(spot) {
            continue;
        }
        let (place, seen) = spot;
        if seen == labels.len() {
            reach = Some(spot);
            break;
        }
        let mut go = |next: Spot, by: Option<u16>| {
            if met.contains(&next) {
                return;
            }
            if by.is_none() {
                // What had left before is seen without a step.
                from.insert(next, (spot, by));
                open.push_front(next);
            } else {
                from.entry(next).or_insert((spot, by));
                open.push_back(next);
            }
        };
        place.seen(graph, |label, after, by| {
            if label == labels[seen] {
                go((after, seen + 1), by);
            }
        });
        if place.is_quiet() {
            for (ordinal, step) in graph.steps(place.state).iter().enumerate() {
                if step.leaving == 0 {
                    go((place.moved(step.to), seen), Some(ordinal as u16));
                }
            }
        }
    }
    let (mut at, mut places) = (reach?, Vec::new());
    while let Some((before, by)) = from.get(&at) {
        places.extend(*by);
        at = *before;
    }
    places.reverse();
    Some((at.0.state, places))
}
