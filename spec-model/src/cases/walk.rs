//! Searches what somebody who is the peer, the device and the operator of one server can bring
//! about from outside, and see.
//!
//! It is the world of the checker, with two differences. What cannot be brought about from outside
//! is left out: crashes, copies, an event in the middle of what a server does with the device by
//! itself. And the peer may answer any POST with an error status.

use std::collections::{BTreeMap, HashMap};

use protocol::{Answer, Input, MessageId, Op, Role, RowId, Trigger, applies, vars};
use world::{Event, Exchange, Gap, GapKind, Move, Moves, NO_RULE, Phase, Wire, World, settled};

use crate::path::Edges;

/// One step.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    /// One of the world.
    Real(Box<Move>),
    /// The peer turns a POST down.
    TurnsDown(Exchange, World),
}

impl Turn {
    /// The state after it.
    pub(super) fn next(&self) -> World {
        match self {
            Turn::Real(step) => step.next,
            Turn::TurnsDown(_, next) => *next,
        }
    }

    /// The rows that a server follows in it.
    pub(super) fn rows<'m>(
        &'m self,
        moves: &'m Moves,
        rows: &'m [protocol::Row],
        role: Role,
    ) -> impl Iterator<Item = RowId> + 'm {
        let fired = match self {
            Turn::Real(step) => step.rules,
            Turn::TurnsDown(..) => [NO_RULE; 3],
        };
        let of = move |rule: &u16| moves.program.rules().get(usize::from(*rule)).map(|it| it.row);
        let fired: Vec<RowId> = fired.iter().filter_map(of).collect();
        fired.into_iter().filter(move |row| rows[usize::from(row.0)].role == role)
    }
}

/// A state, and whether the server under test has gone on from one command to the next by itself:
/// then nobody can make something happen before that is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// The state.
    pub(super) world: World,
    runs: bool,
}

/// A way through the world.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// Where it begins.
    pub(super) start: World,
    /// The steps.
    pub(super) turns: Vec<Turn>,
}

impl Way {
    fn end(&self) -> World {
        self.turns.last().map_or(self.start, Turn::next)
    }
}

/// All that can be brought about from some states on.
pub(super) struct Walk<'m> {
    moves: &'m Moves,
    role: Role,
    starts: Vec<Way>,
    places: Vec<Place>,
    numbers: HashMap<Place, u32>,
    /// The place before, and which of its turns; for a start, its number.
    parents: Vec<(u32, u16)>,
    /// Per place, the turn that leads nearer to a state at rest, without faults and operators.
    home: Vec<Nearer>,
    /// The same to a state in which nothing of the server under test is under way.
    calm: Vec<Nearer>,
    /// Where each row fires first: a place and its turn, the nearest first.
    pub(super) first: BTreeMap<RowId, Vec<(u32, u16)>>,
}

/// How a place stands to what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nearer {
    /// It is there.
    There,
    /// That turn leads nearer.
    By(u16),
    /// It cannot be reached.
    Never,
}

const START: u32 = u32::MAX;
/// How many firings of a row are kept.
const KEPT: usize = 64;

impl<'m> Walk<'m> {
    /// Searches from the ends of these ways on.
    pub(super) fn new(
        moves: &'m Moves,
        rows: &[protocol::Row],
        role: Role,
        starts: Vec<Way>,
    ) -> Walk<'m> {
        let mut walk = Walk {
            moves,
            role,
            starts,
            places: Vec::new(),
            numbers: HashMap::new(),
            parents: Vec::new(),
            home: Vec::new(),
            calm: Vec::new(),
            first: BTreeMap::new(),
        };
        for number in 0..walk.starts.len() {
            let place = Place { world: walk.starts[number].end(), runs: false };
            if walk.number(&place).is_none() {
                walk.add(place, (START, number as u16));
            }
        }
        let mut calm: Vec<(u32, u32, u16)> = Vec::new();
        let mut at = 0;
        while at < walk.places.len() {
            for (ordinal, (turn, next)) in walk.turns(walk.places[at]).into_iter().enumerate() {
                let ordinal = ordinal as u16;
                let known = walk.number(&next);
                let to = known.unwrap_or_else(|| walk.add(next, (at as u32, ordinal)));
                for row in turn.rows(moves, rows, role) {
                    let found = walk.first.entry(row).or_default();
                    if found.len() < KEPT {
                        found.push((at as u32, ordinal));
                    }
                }
                if is_calm(&turn) {
                    calm.push((to, at as u32, ordinal));
                }
            }
            at += 1;
        }
        let rests = |world: &World| settled(&moves.program, world);
        walk.home = walk.nearer(&calm, rests);
        walk.calm = walk.nearer(&calm, |world| is_quiet(world, role));
        walk
    }

    fn add(&mut self, place: Place, parent: (u32, u16)) -> u32 {
        let number = self.places.len() as u32;
        self.numbers.insert(place, number);
        self.places.push(place);
        self.parents.push(parent);
        number
    }

    /// The way to that place.
    pub(super) fn way(&self, place: u32) -> Way {
        let mut ordinals = Vec::new();
        let mut at = place;
        let start = loop {
            let (parent, ordinal) = self.parents[at as usize];
            if parent == START {
                break ordinal;
            }
            ordinals.push((parent, ordinal));
            at = parent;
        };
        let mut way = self.starts[usize::from(start)].clone();
        for (parent, ordinal) in ordinals.into_iter().rev() {
            way.turns.extend(self.turn(parent, ordinal).map(|(turn, _)| turn));
        }
        way
    }

    /// The same, one step further, and from there to rest, or where that cannot be reached, until
    /// nothing of the server under test is under way. The number of that step, and whether all rests.
    pub(super) fn way_home(&self, place: u32, ordinal: u16) -> Option<(Way, usize, bool)> {
        let mut way = self.way(place);
        let target = way.turns.len();
        let (turn, next) = self.turn(place, ordinal)?;
        way.turns.push(turn);
        let mut at = self.number(&next)?;
        let rests = self.home[at as usize] != Nearer::Never;
        let map = if rests { &self.home } else { &self.calm };
        loop {
            match map[at as usize] {
                Nearer::There => return Some((way, target, rests)),
                Nearer::Never => return None,
                Nearer::By(ordinal) => {
                    let (turn, next) = self.turn(at, ordinal)?;
                    way.turns.push(turn);
                    at = self.number(&next)?;
                }
            }
        }
    }

    fn number(&self, place: &Place) -> Option<u32> {
        self.numbers.get(place).copied()
    }

    /// The first place that is as wanted.
    pub(super) fn find(&self, wanted: impl Fn(&World) -> bool) -> Option<Way> {
        let at = self.places.iter().position(|place| wanted(&place.world))?;
        Some(self.way(at as u32))
    }

    fn turn(&self, place: u32, ordinal: u16) -> Option<(Turn, Place)> {
        self.turns(self.places[place as usize]).into_iter().nth(usize::from(ordinal))
    }

    /// From each place that is as wanted backwards, nearest first.
    fn nearer(&self, calm: &[(u32, u32, u16)], wanted: impl Fn(&World) -> bool) -> Vec<Nearer> {
        let mut into: Vec<Vec<(u32, u16)>> = vec![Vec::new(); self.places.len()];
        for (to, from, ordinal) in calm {
            into[*to as usize].push((*from, *ordinal));
        }
        let mut map = vec![Nearer::Never; self.places.len()];
        let is_there = |n: &usize| wanted(&self.places[*n].world);
        let mut open: Vec<usize> = (0..self.places.len()).filter(is_there).collect();
        open.iter().for_each(|n| map[*n] = Nearer::There);
        let mut at = 0;
        while at < open.len() {
            for (from, ordinal) in std::mem::take(&mut into[open[at]]) {
                if map[from as usize] == Nearer::Never {
                    map[from as usize] = Nearer::By(ordinal);
                    open.push(from as usize);
                }
            }
            at += 1;
        }
        map
    }

    fn turns(&self, place: Place) -> Vec<(Turn, Place)> {
        let mut all = Vec::new();
        for step in Edges::of(self.moves, &place.world) {
            if self.is_possible(place, &step) {
                let runs = self.runs(place, step.label.event, &step.next);
                let next = Place { world: step.next, runs };
                all.push((Turn::Real(Box::new(step)), next));
            }
        }
        for (at, exchange) in place.world.wire.distinct() {
            let is_own = exchange.sender() == self.role.index() && !exchange.is_orphan();
            if !is_own || exchange.phase() != Phase::Request {
                continue;
            }
            let mut others: Vec<Exchange> = place.world.wire.0.to_vec();
            others[at] = exchange.answered(Phase::Refused, 0);
            others.retain(|exchange| exchange.is_some());
            let Some(wire) = Wire::of(&mut others) else { continue };
            let mut next = place.world;
            next.wire = wire;
            let refused = Trigger::RefusedBy(MessageId(exchange.message()));
            let input = Input::of(refused).session(exchange.session());
            let party = place.world.parties[self.role.index()];
            if applies(&self.moves.program, self.role, party, input) {
                all.push((Turn::TurnsDown(exchange, next), Place { world: next, ..place }));
            }
        }
        all
    }

    /// Whether somebody outside can bring that about, and tell.
    fn is_possible(&self, place: Place, step: &Move) -> bool {
        let own = place.world.parties[self.role.index()];
        let described = |gap: &Gap| match gap.kind {
            GapKind::Unspecified => gap.role != self.role,
            GapKind::Ambiguous => false,
            // An empty success it reads over, and the peer may answer so; what it makes of no
            // answer is open.
            GapKind::Answer => {
                gap.role != self.role || !matches!(gap.trigger, Trigger::Unanswered(_))
            }
        };
        if step.label.crash || !step.gaps.iter().flatten().all(described) {
            return false;
        }
        let stops = own.command() == Some(Op::StopActivities);
        let busy = own.command().is_some();
        match step.label.event {
            Event::Copies { .. } | Event::Crashes { .. } => false,
            // What takes long must not keep a POST waiting: it would count as not answered.
            Event::Device { server, answer: Answer::Unclear, .. }
                if server == self.role && !has_answers(&place.world, server) =>
            {
                false
            }
            Event::Device { server, op, answer, .. } if server == self.role => match op {
                Op::StopActivities => answer == Answer::Did,
                // A device that has no session is away: nobody hears of a refusal.
                Op::OpenSession => matches!(answer, Answer::Did | Answer::Unclear),
                Op::CreateAccount
                | Op::CreateQuietAccount
                | Op::Quiet
                | Op::Unquiet
                | Op::Grant
                | Op::GrantAll
                | Op::Withdraw
                | Op::WithdrawAll
                | Op::DeleteAccount
                | Op::DeleteOwnAccount
                | Op::AddEntry
                | Op::RemoveEntry
                | Op::Bootstrap => true,
            },
            // Whether it was the server's own session cannot be told.
            Event::DeviceOpens if self.role == Role::Delegated && busy => false,
            Event::Loses { exchange } if !is_alone(&place.world, exchange) => false,
            Event::Expires { server, .. }
                if server == self.role && !has_answers(&place.world, server) =>
            {
                false
            }
            event => !(is_for(self.role, event) && (place.runs || stops)),
        }
    }

    fn runs(&self, place: Place, event: Event, next: &World) -> bool {
        let busy = next.parties[self.role.index()].command().is_some();
        let answered = matches!(event, Event::Device { server, .. } if server == self.role);
        busy && (answered || place.runs)
    }
}

/// Whether the event is one for that server, its device's answers aside.
fn is_for(role: Role, event: Event) -> bool {
    let posted = |exchange: Exchange| Role::ALL[exchange.sender()];
    match event {
        Event::Delegates { server, .. }
        | Event::Revokes { server, .. }
        | Event::Expires { server, .. }
        | Event::Crashes { server } => server == role,
        Event::Receives { post, .. } => posted(post) != role,
        Event::Answered { response } => posted(response) == role,
        Event::Loses { exchange } => posted(exchange) == role,
        Event::DeviceOpens => role == Role::Delegated,
        Event::Copies { .. } | Event::Device { .. } | Event::Fetches => false,
    }
}

/// Whether its sender has no other POST on its way.
fn is_alone(world: &World, exchange: Exchange) -> bool {
    let same = |other: &&Exchange| other.is_some() && other.sender() == exchange.sender();
    world.wire.0.iter().filter(same).count() == 1
}

/// Whether all POSTs of that server are answered.
fn has_answers(world: &World, role: Role) -> bool {
    let own = |exchange: &Exchange| exchange.is_some() && exchange.sender() == role.index();
    !world.wire.0.iter().any(own)
}

/// Whether nothing of that server is under way: no POST, no command.
fn is_quiet(world: &World, role: Role) -> bool {
    has_answers(world, role) && world.parties[role.index()].command().is_none()
}

/// Neither a fault nor an operator.
fn is_calm(turn: &Turn) -> bool {
    let Turn::Real(step) = turn else { return false };
    match step.label.event {
        Event::Delegates { .. }
        | Event::Revokes { .. }
        | Event::Loses { .. }
        | Event::Copies { .. }
        | Event::Crashes { .. }
        | Event::Device { fault: true, .. } => false,
        Event::Receives { .. }
        | Event::Answered { .. }
        | Event::Device { fault: false, .. }
        | Event::Fetches
        | Event::DeviceOpens
        | Event::Expires { .. } => true,
    }
}

/// Whether a delegation of that server has failed.
pub(super) fn has_failed(world: &World, role: Role) -> bool {
    vars::FAILED.of(world.parties[role.index()].0) == 1
}
