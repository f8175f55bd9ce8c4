//! All states in which a world may be after what was seen: subset construction, worked out as it
//! is asked for.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::graph::Graph;

/// Where a world may be: its state, which sessions were named in which order, and what of one step
/// has left but was not seen yet (of what leaves at once an observer may see any first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) state: u32,
    named: Named,
    /// Place of what leaves, times 16, and a bit for each part that was not seen; 0 for none.
    unseen: u32,
}

/// The sessions in the order in which they were named, four bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Named(u64);

impl Named {
    /// The number by which an observer knows a session, and what was named then.
    fn number(self, session: u8) -> (u8, Named) {
        if session == 0 {
            return (0, self);
        }
        let mut rest = self.0;
        let mut count = 0;
        while rest != 0 {
            count += 1;
            if rest & 15 == u64::from(session) {
                return (count, self);
            }
            rest >>= 4;
        }
        (count + 1, Named(self.0 | u64::from(session) << (4 * count)))
    }
}

/// What is seen at once: its number, and the session as the observer knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label {
    pub(super) number: u16,
    pub(super) session: u8,
}

/// The sets of places of one world that were asked for.
pub(super) struct Sets<'g> {
    graph: &'g Graph,
    sets: Vec<Rc<[Place]>>,
    known: HashMap<Rc<[Place]>, u32>,
    after: Vec<Option<Rc<BTreeMap<Label, u32>>>>,
    /// Per state: the states reached without a word in which something is said.
    silent: HashMap<u32, Rc<[u32]>>,
    /// Places in all sets together.
    pub(super) places: usize,
}

impl<'g> Sets<'g> {
    /// The first set is that of the beginning.
    pub(super) fn new(graph: &'g Graph) -> Sets<'g> {
        let mut sets = Sets {
            graph,
            sets: Vec::new(),
            known: HashMap::new(),
            after: Vec::new(),
            silent: HashMap::new(),
            places: 0,
        };
        let start = |state| Place { state, named: Named::default(), unseen: 0 };
        sets.add((0..graph.initial).map(start).collect());
        sets
    }

    /// What may be seen next, and the set after it.
    pub(super) fn after(&mut self, set: u32) -> Rc<BTreeMap<Label, u32>> {
        if let Some(known) = &self.after[set as usize] {
            return Rc::clone(known);
        }
        let mut next: BTreeMap<Label, Vec<Place>> = BTreeMap::new();
        for place in Rc::clone(&self.sets[set as usize]).iter() {
            place.seen(self.graph, |label, place, _| next.entry(label).or_default().push(place));
        }
        let next = next.into_iter().map(|(label, places)| (label, self.add(places)));
        let next = Rc::new(next.collect::<BTreeMap<_, _>>());
        self.after[set as usize] = Some(Rc::clone(&next));
        next
    }

    /// The number of the set of these places and all that are reached from them without a word;
    /// only those matter that say something.
    fn add(&mut self, places: Vec<Place>) -> u32 {
        let mut all = Vec::new();
        for place in places {
            if place.unseen != 0 {
                all.push(place);
            } else {
                let silent = self.silent(place.state);
                all.extend(silent.iter().map(|state| Place { state: *state, ..place }));
            }
        }
        all.sort_unstable();
        all.dedup();
        let set: Rc<[Place]> = all.into();
        if let Some(number) = self.known.get(&set) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.places += set.len();
        self.known.insert(Rc::clone(&set), number);
        self.sets.push(set);
        self.after.push(None);
        number
    }

    fn silent(&mut self, state: u32) -> Rc<[u32]> {
        if let Some(known) = self.silent.get(&state) {
            return Rc::clone(known);
        }
        let mut seen = std::collections::HashSet::from([state]);
        let mut open = vec![state];
        let mut found = Vec::new();
        while let Some(at) = open.pop() {
            if self.graph.speaks(at) {
                found.push(at);
            }
            for step in self.graph.steps(at).iter().filter(|step| step.leaving == 0) {
                if seen.insert(step.to) {
                    open.push(step.to);
                }
            }
        }
        found.sort_unstable();
        let found: Rc<[u32]> = found.into();
        self.silent.insert(state, Rc::clone(&found));
        found
    }
}

impl Place {
    /// The beginning of a behaviour.
    pub(super) fn start(state: u32) -> Place {
        Place { state, named: Named::default(), unseen: 0 }
    }

    /// Whether all that has left was seen.
    pub(super) fn is_quiet(self) -> bool {
        self.unseen == 0
    }

    /// The place after a step in which nothing leaves.
    pub(super) fn moved(self, state: u32) -> Place {
        Place { state, ..self }
    }

    /// Gives what may be seen next, the place after that, and which step of the state it was; none
    /// for what had left before.
    pub(super) fn seen(self, graph: &Graph, mut each: impl FnMut(Label, Place, Option<u16>)) {
        if self.unseen != 0 {
            self.part(graph, |label, place| each(label, place, None));
            return;
        }
        for (ordinal, step) in graph.steps(self.state).iter().enumerate() {
            if step.leaving != 0 {
                let parts = graph.leaving(step.leaving).len();
                let unseen = step.leaving << 4 | ((1 << parts) - 1);
                let left = Place { state: step.to, named: self.named, unseen };
                left.part(graph, |label, place| each(label, place, Some(ordinal as u16)));
            }
        }
    }

    /// One part of what has left is seen.
    fn part(self, graph: &Graph, mut each: impl FnMut(Label, Place)) {
        for (part, (number, session)) in graph.leaving(self.unseen >> 4).iter().enumerate() {
            if self.unseen >> part & 1 == 1 {
                let (session, named) = self.named.number(*session);
                let rest = self.unseen & !(1 << part);
                let unseen = if rest & 15 == 0 { 0 } else { rest };
                each(Label { number: *number, session }, Place { named, unseen, ..self });
            }
        }
    }
}
