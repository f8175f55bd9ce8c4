//! Liveness on the exact graph: where a fair behaviour may stay for ever without what it owes.

use std::collections::HashMap;

use protocol::{Record, Role};
use world::{Device, Moves, Tags, World};

use crate::graph::{Edge, FAULT, Graph, TROUBLE};
use crate::path::{Path, extend};

/// A behaviour that never does what it should: a path, and what then goes on for ever.
#[derive(Debug)]
pub struct Lasso {
    /// The shortest path to the states among which it stays.
    pub path: Path,
    /// How many states those are.
    pub states: usize,
    /// Whether anything happens among them.
    pub moves: bool,
    /// Those states themselves.
    pub members: Vec<World>,
}

/// The answer to a liveness property.
#[derive(Debug)]
pub struct Answer {
    /// In how many states its premise held.
    pub premises: u64,
    /// A behaviour that violates it.
    pub violation: Option<Lasso>,
}

impl Graph {
    /// The answers to the three properties of whole behaviours, in their order.
    pub fn liveness(&self, moves: &Moves) -> [Answer; 3] {
        [
            self.without_faults_succeeds(moves),
            self.every_session_ends(moves),
            self.revocation_ends_access(moves),
        ]
    }

    /// Without faults, expiring timers and revocations, a delegation that the peer accepted ends
    /// with both records delegated.
    pub fn without_faults_succeeds(&self, moves: &Moves) -> Answer {
        let calm = |edge: &Edge| edge.marks & TROUBLE == 0;
        let everywhere = self.region(vec![Entry::Roots], |edge| calm(edge), |_| true);
        let mut from = Vec::new();
        for (&state, &depth) in everywhere.order.iter().zip(&everywhere.depths) {
            for (ordinal, edge) in self.edges_of(state).iter().enumerate() {
                if calm(edge) && edge.marks & Tags::ACCEPTED.0 != 0 {
                    from.push(Entry::Edge { state, ordinal: ordinal as u16, depth });
                }
            }
        }
        let premises = from.len() as u64;
        let undecided = |state: u32| {
            let parties = self.states[state as usize].parties;
            parties.iter().any(|party| party.record() == Record::None)
        };
        let region = self.region(from, |edge| calm(edge), undecided);
        let lasso = self.lasso(&region, |edge| calm(edge), |edge| calm(edge), |_| true);
        self.answer(moves, premises, &region, Some(&everywhere), lasso)
    }

    /// Each session comes to rest.
    pub fn every_session_ends(&self, moves: &Moves) -> Answer {
        let mut premises = 0;
        let mut worst: Option<Answer> = None;
        for role in Role::ALL {
            let busy = |state: u32| {
                let party = self.states[state as usize].parties[role.index()];
                !moves.program.at_rest(role, party.state())
            };
            let states = (0..self.states.len() as u32).filter(|state| busy(*state));
            let region = Region::whole(states.collect());
            premises += region.order.len() as u64;
            let lasso = self.lasso(&region, lasts, |_| true, |_| true);
            let answer = self.answer(moves, 0, &region, None, lasso);
            let length = |answer: &Answer| {
                answer.violation.as_ref().map_or(usize::MAX, |lasso| lasso.path.steps.len())
            };
            if worst.as_ref().is_none_or(|worst| length(&answer) < length(worst)) {
                worst = Some(answer);
            }
        }
        Answer { premises, violation: worst.and_then(|answer| answer.violation) }
    }

    /// Each revocation that DMS-1 accepts leads to DMS-2's access being gone until a delegation
    /// begun later, or to a REVOCATION_FAILURE that DMS-2 has answered.
    pub fn revocation_ends_access(&self, moves: &Moves) -> Answer {
        let owed = |edge: &Edge| edge.marks & (Tags::BEGAN.0 | Tags::TOLD.0) == 0;
        let mut from = Vec::new();
        for (state, depth) in (0..self.states.len() as u32).zip(self.depths()) {
            for (ordinal, edge) in self.edges_of(state).iter().enumerate() {
                if edge.marks & Tags::REVOKING.0 != 0 {
                    from.push(Entry::Edge { state, ordinal: ordinal as u16, depth });
                }
            }
        }
        let premises = from.len() as u64;
        let region = self.region(from, |edge| owed(edge), |_| true);
        let access =
            Device::ACCOUNT_2 | Device::AUTO_2 | Device::PART_2 | Device::REST_2 | Device::ENTRY_2;
        let there = |state: u32| self.states[state as usize].device().any(access);
        let lasso = self.lasso(&region, |edge| owed(edge) && lasts(edge), |_| true, there);
        self.answer(moves, premises, &region, None, lasso)
    }

    fn edges_of(&self, state: u32) -> &[Edge] {
        let (start, end) = (self.starts[state as usize], self.starts[state as usize + 1]);
        &self.edges[start as usize..end as usize]
    }

    /// The states that are reached from the given entries along edges and through states that
    /// stay `inside`; nearest first.
    fn region(
        &self,
        from: Vec<Entry>,
        edge_inside: impl Fn(&Edge) -> bool,
        inside: impl Fn(u32) -> bool,
    ) -> Region {
        let mut region = Region { whole: false, ..Region::whole(Vec::new()) };
        // One queue per distance from an initial state, since the entries are at different ones.
        let mut queues: Vec<Vec<(u32, Link)>> = vec![Vec::new(); self.tally.levels.len() + 2];
        for entry in from {
            match entry {
                Entry::Edge { state, ordinal, depth } => {
                    let to = self.edges_of(state)[ordinal as usize].to;
                    queues[depth as usize + 1].push((to, Link::Enters(state, ordinal)));
                }
                Entry::Roots => {
                    let roots = self.tally.levels.first().copied().unwrap_or(0) as u32;
                    queues[0].extend((0..roots).map(|root| (root, Link::Root)));
                }
            }
        }
        let mut depth = 0;
        while depth < queues.len() {
            for (state, link) in std::mem::take(&mut queues[depth]) {
                if !inside(state) || region.links.contains_key(&state) {
                    continue;
                }
                region.links.insert(state, link);
                region.order.push(state);
                region.depths.push(depth as u32);
                if queues.len() == depth + 1 {
                    queues.push(Vec::new());
                }
                for (ordinal, edge) in self.edges_of(state).iter().enumerate() {
                    if edge_inside(edge) && edge.to != state {
                        queues[depth + 1].push((edge.to, Link::Within(state, ordinal as u16)));
                    }
                }
            }
            depth += 1;
        }
        region
    }

    fn depths(&self) -> Vec<u32> {
        let levels = self.tally.levels.iter().enumerate();
        levels
            .flat_map(|(depth, &count)| std::iter::repeat_n(depth as u32, count as usize))
            .collect()
    }

    /// The nearest state of the region from which a fair behaviour stays in the region for ever
    /// and meets a state that `counts` again and again: a strongly connected component in which
    /// no class that is possible everywhere is always passed over.
    fn lasso(
        &self,
        region: &Region,
        inside: impl Fn(&Edge) -> bool,
        exists: impl Fn(&Edge) -> bool,
        counts: impl Fn(u32) -> bool,
    ) -> Option<(u32, Vec<u32>, bool)> {
        let mut place = vec![OUTSIDE; self.starts.len()];
        for (n, &state) in region.order.iter().enumerate() {
            place[state as usize] = n as u32;
        }
        let within = |state: u32| {
            let edges = self.edges_of(state).iter().filter(|edge| inside(edge));
            edges.map(|edge| place[edge.to as usize]).filter(|place| *place != OUTSIDE)
        };
        let component = components(&region.order, within);
        let of = |n: &u32| component[*n as usize];
        let mut places: Vec<u32> = (0..region.order.len() as u32).collect();
        places.sort_unstable_by_key(|n| (of(n), *n));
        // In a region found by distance the first is nearest; in a whole one too.
        let mut best: Option<(&[u32], bool)> = None;
        let mut states = Vec::new();
        for members in places.chunk_by(|one, other| of(one) == of(other)) {
            if best.is_some_and(|(other, _)| other[0] < members[0]) {
                continue;
            }
            states.clear();
            states.extend(members.iter().map(|n| region.order[*n as usize]));
            if states.iter().any(|&state| counts(state))
                && let Some(moves) = self.is_fair(&states, &component, &place, &inside, &exists)
            {
                best = Some((members, moves));
            }
        }
        best.map(|(members, moves)| {
            let states: Vec<u32> = members.iter().map(|n| region.order[*n as usize]).collect();
            (states[0], states, moves)
        })
    }

    /// Whether a behaviour may stay in the component for ever; and if so, whether it moves.
    fn is_fair(
        &self,
        states: &[u32],
        component: &[u32],
        place: &[u32],
        inside: impl Fn(&Edge) -> bool,
        exists: impl Fn(&Edge) -> bool,
    ) -> Option<bool> {
        let mut always: Option<Vec<u16>> = None;
        let mut taken = Vec::new();
        let mut moves = false;
        let own = component[place[states[0] as usize] as usize];
        for &state in states {
            let mut possible = Vec::new();
            for edge in self.edges_of(state) {
                if edge.class != 0 && exists(edge) {
                    possible.push(edge.class);
                }
                let to = place[edge.to as usize];
                let stays = to != OUTSIDE && component[to as usize] == own;
                if inside(edge) && stays && edge.to != state {
                    moves = true;
                    if edge.class != 0 {
                        taken.push(edge.class);
                    }
                }
            }
            always = Some(match always {
                None => possible,
                Some(always) => always.into_iter().filter(|c| possible.contains(c)).collect(),
            });
        }
        let passed_over = always.unwrap_or_default().iter().any(|class| !taken.contains(class));
        if passed_over { None } else { Some(moves) }
    }

    fn answer(
        &self,
        moves: &Moves,
        premises: u64,
        region: &Region,
        outer: Option<&Region>,
        lasso: Option<(u32, Vec<u32>, bool)>,
    ) -> Answer {
        let violation = lasso.map(|(state, states, goes_on)| Lasso {
            path: self.path_in(moves, region, outer, state),
            states: states.len(),
            moves: goes_on,
            members: states.iter().map(|&state| self.states[state as usize]).collect(),
        });
        Answer { premises, violation }
    }

    /// The path to a state of a region: to where the region is entered, then inside it.
    fn path_in(&self, moves: &Moves, region: &Region, outer: Option<&Region>, state: u32) -> Path {
        if self.log.is_empty() {
            return Path { start: self.states[state as usize], steps: Vec::new() };
        }
        if region.whole {
            return self.log.path(moves, state);
        }
        match region.links.get(&state) {
            Some(&Link::Within(parent, ordinal)) => {
                let mut path = self.path_in(moves, region, outer, parent);
                extend(&mut path, moves, ordinal);
                path
            }
            Some(&Link::Enters(parent, ordinal)) => {
                let mut path = match outer {
                    Some(outer) => self.path_in(moves, outer, None, parent),
                    None => self.log.path(moves, parent),
                };
                extend(&mut path, moves, ordinal);
                path
            }
            Some(Link::Root) | None => self.log.path(moves, state),
        }
    }
}

/// Whether a step can be part of what goes on for ever.
fn lasts(edge: &Edge) -> bool {
    edge.marks & FAULT == 0
}

/// No place in a region.
const OUTSIDE: u32 = u32::MAX;

/// Where a region begins.
enum Entry {
    /// In the initial states.
    Roots,
    /// With that edge of a state at that distance from an initial one.
    Edge { state: u32, ordinal: u16, depth: u32 },
}

/// A part of the graph.
struct Region {
    /// Its states.
    order: Vec<u32>,
    /// Their distances from an initial state, within the region and what leads to it.
    depths: Vec<u32>,
    links: HashMap<u32, Link>,
    whole: bool,
}

#[derive(Clone, Copy, Debug)]
enum Link {
    Root,
    /// By that edge of a state outside.
    Enters(u32, u16),
    /// By that edge of a state inside.
    Within(u32, u16),
}

impl Region {
    /// These states, however they are reached.
    fn whole(order: Vec<u32>) -> Region {
        Region { order, depths: Vec::new(), links: HashMap::new(), whole: true }
    }
}

/// The strongly connected component of each state, by Tarjan's algorithm without recursion.
/// `next` gives the places of a state's successors.
fn components<I: Iterator<Item = u32>>(order: &[u32], next: impl Fn(u32) -> I) -> Vec<u32> {
    const NEW: u32 = u32::MAX;
    let count = order.len();
    let (mut index, mut low) = (vec![NEW; count], vec![0; count]);
    let (mut on_stack, mut component) = (vec![false; count], vec![NEW; count]);
    let (mut stack, mut time, mut components) = (Vec::new(), 0, 0);
    for root in 0..count {
        if index[root] != NEW {
            continue;
        }
        let mut calls = vec![(root, next(order[root]))];
        (index[root], low[root]) = (time, time);
        time += 1;
        stack.push(root);
        on_stack[root] = true;
        while let Some((at, successors)) = calls.last_mut() {
            let at = *at;
            if let Some(to) = successors.next() {
                let to = to as usize;
                if index[to] == NEW {
                    (index[to], low[to]) = (time, time);
                    time += 1;
                    stack.push(to);
                    on_stack[to] = true;
                    calls.push((to, next(order[to])));
                } else if on_stack[to] {
                    low[at] = low[at].min(index[to]);
                }
                continue;
            }
            calls.pop();
            if let Some((parent, _)) = calls.last() {
                low[*parent] = low[*parent].min(low[at]);
            }
            if low[at] == index[at] {
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component[member] = components;
                    if member == at {
                        break;
                    }
                }
                components += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::path::Log;
    use crate::tally::Tally;

    #[test]
    fn components_of_a_small_graph() {
        // 0 -> 1 -> 2 -> 0, 2 -> 3 -> 4 -> 3, and 5 -> 3, which is left by then.
        let edges: [&[u32]; 6] = [&[1], &[2], &[0, 3], &[4], &[3], &[3]];
        let order: Vec<u32> = (0..6).collect();
        let found = components(&order, |state| edges[state as usize].iter().copied());
        assert_eq!((found[0], found[0]), (found[1], found[2]));
        assert_eq!(found[3], found[4]);
        let mut distinct = found.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct, [0, 1, 2]);
    }

    /// Where a fair behaviour may stay in a graph: the first of its states, how many they are, and
    /// whether it moves. Edges are told as their goal and their class, 0 for none.
    fn stays(states: &[&[(u32, u16)]]) -> Option<(u32, usize, bool)> {
        let mut graph = Graph {
            tally: Tally::default(),
            log: Log::default(),
            states: Vec::new(),
            cut: None,
            time: Duration::ZERO,
            starts: vec![0],
            edges: Vec::new(),
        };
        for edges in states {
            graph.edges.extend(edges.iter().map(|(to, class)| Edge {
                to: *to,
                class: *class,
                marks: 0,
            }));
            graph.starts.push(graph.edges.len() as u32);
        }
        let region = Region::whole((0..states.len() as u32).collect());
        let lasso = graph.lasso(&region, |_| true, |_| true, |_| true);
        lasso.map(|(nearest, members, moves)| (nearest, members.len(), moves))
    }

    #[test]
    fn where_a_fair_behaviour_may_stay() {
        // Nothing is possible; only what need not happen is.
        assert_eq!(stays(&[&[]]), Some((0, 1, false)));
        assert_eq!(stays(&[&[(1, 0)], &[]]), Some((0, 1, false)));
        // What is possible all the time must happen: only where it leads to may it stay.
        assert_eq!(stays(&[&[(1, 1)], &[]]), Some((1, 1, false)));
        assert_eq!(stays(&[&[(1, 0), (2, 1)], &[(0, 0), (2, 1)], &[]]), Some((2, 1, false)));
        // Not all the time: it may stay. Of two classes each is missing somewhere.
        assert_eq!(stays(&[&[(1, 0), (2, 1)], &[(0, 0)], &[]]), Some((0, 2, true)));
        assert_eq!(stays(&[&[(1, 0), (2, 1)], &[(0, 0), (2, 2)], &[]]), Some((0, 2, true)));
        // It happens again and again on the way round, and once is enough.
        assert_eq!(stays(&[&[(1, 1)], &[(0, 1)]]), Some((0, 2, true)));
        assert_eq!(stays(&[&[(1, 1), (2, 1)], &[(0, 0), (2, 1)], &[]]), Some((0, 2, true)));
        // One class happens on the way round, another is passed over.
        assert_eq!(stays(&[&[(1, 1), (2, 2)], &[(0, 1), (2, 2)], &[]]), Some((2, 1, false)));
    }
}
