//! Follows what passes between two servers: is it a behaviour of the protocol in its world?
//!
//! An observer stands somewhere between the servers. What a server sends passes there after it
//! has left and before it arrives, and what is sent at the same time may pass in any order.
//! Operators, timers, crashes, inner steps, and the device unless it is watched too, are hidden.
//! All states of the world in which what was seen may have been seen are followed at once.
//!
//! *What the observer need not see.* What is lost may be lost before it passes. A copy may be made
//! before the observer, or behind of what has passed. A response that nobody waits for may pass or not.
//!
//! *How far.* The scope says how often operators act and which faults there are. Each time that
//! all is at rest and nothing is in flight, both begin anew ([`World::renewed`]): a trace may be as
//! long as it likes.

mod hidden;
mod spot;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use protocol::{Answer, Op, Role, Table};
use report::story::Story;
use trace::format::Missing;
use trace::wire::{What, names_session, words};
use world::{Event, Move, Moves, World};

use crate::path::{Edges, Path};
use crate::story::story;
use crate::table::{Numbers, Printed};
use hidden::Hidden;
use spot::{Name, Spot};

/// Follows what passes, in one world.
pub struct Watch<'a> {
    table: &'a Table,
    moves: &'a Moves,
    sees_device: bool,
    /// Whether each response was seen with its own request.
    pairs: bool,
    bound: usize,
    /// The sessions that were named, in their order, from 1.
    names: HashMap<String, u16>,
    /// What may be after each line; a story needs those before the last.
    layers: Vec<Layer>,
    /// How many states the layers before the last have.
    kept: usize,
    /// Whether layers were given up, so that there is no story.
    is_cut: bool,
    /// The last line was that anything may be missing.
    blind: bool,
    /// Most states that were followed at once, and steps that were not, for want of room in flight.
    counts: Counts,
}

/// How much was followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The most states at once.
    pub most: usize,
    /// Steps that are none since more exchanges would be in flight than the scope has.
    pub blocked: u64,
}

/// Where the world may be after a line.
#[derive(Default)]
struct Layer {
    spots: Vec<Spot>,
    /// Where each comes from: the first ones from the layer before, the others from this one.
    from: Vec<u32>,
    /// How many come from the layer before.
    first: usize,
    /// Whether what may be reached unseen is there.
    closed: bool,
}

/// Why a line is none of a behaviour, or why that cannot be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// No state of the world fits.
    Refused(Refused),
    /// More states fit than are followed.
    TooMany(usize),
    /// More sessions than can be told apart.
    Sessions,
}

/// What could have been there instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// What could have passed, with the rules by which it is sent; in words.
    pub allowed: BTreeMap<String, BTreeSet<String>>,
    /// The states of both servers that were still possible, and how many states of the world.
    pub states: BTreeMap<[String; 2], usize>,
}

/// States that are kept for a story, at most.
const KEPT: usize = 2_000_000;
/// States that are followed unless another number is asked for.
pub const BOUND: usize = 1_000_000;

impl<'a> Watch<'a> {
    /// Begins in the initial states.
    pub fn new(table: &'a Table, moves: &'a Moves, sees_device: bool, bound: usize) -> Watch<'a> {
        let mut watch = Watch {
            table,
            moves,
            sees_device,
            pairs: false,
            bound,
            names: HashMap::new(),
            layers: Vec::new(),
            kept: 0,
            is_cut: false,
            blind: false,
            counts: Counts::default(),
        };
        let initial = World::initial(&moves.scope).into_iter();
        let hidden = watch.hidden();
        let mut spots = Vec::new();
        initial.for_each(|world| hidden.give(Spot::at(world), &mut spots));
        watch.push(spots.into_iter().map(|spot| (spot, 0)).collect());
        watch
    }

    /// Each response was seen with its own request, as those who send see it and those who stand
    /// between two connections: a copy is one more request that passes, and none is made behind.
    #[must_use]
    pub fn paired(self) -> Watch<'a> {
        Watch { pairs: true, ..self }
    }

    /// How much was followed.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// The first line that fits no behaviour, and what cannot be followed any more.
    pub fn pass(&mut self, what: &What) -> Result<(), Stop> {
        match what {
            What::Missing(Missing::Exactly(count)) => self.missing(*count),
            What::Missing(Missing::Some) => {
                self.close()?;
                self.go(|_, spot, next| next.push(*spot))?;
                self.blind = true;
                Ok(())
            }
            What::Request { session, message: named, .. }
            | What::Response { session, to: named, .. } => {
                let is_named = names_session(self.table, *named);
                let session = match session.as_ref().filter(|_| is_named) {
                    Some(name) => self.number(name)?,
                    None => Name::Any,
                };
                self.close()?;
                self.go(|watch, spot, next| {
                    spot.each_item(|item| {
                        if item.is(watch.table, what) {
                            next.extend(spot.seen(item, session));
                        }
                    });
                })
            }
            What::Device { by, op, answer, says_extent } => {
                let sized = |op: Op| if *says_extent { op } else { op.named() };
                let wanted = (*by, sized(*op), *answer);
                self.close()?;
                self.go(|watch, spot, next| {
                    watch.steps(spot, next, |event| {
                        device(event).map(|(by, op, answer)| (by, sized(op), answer))
                            == Some(wanted)
                    })
                })
            }
            What::DeviceOpens => {
                self.close()?;
                self.go(|watch, spot, next| {
                    watch.steps(spot, next, |event| matches!(event, Event::DeviceOpens))
                })
            }
        }
    }

    /// One behaviour that shows what has passed so far, with as few hidden steps as can be between
    /// two lines; `None` where too much was followed to remember it.
    pub fn story(&self, title: String, notes: Vec<String>, verdict: Vec<String>) -> Option<Story> {
        let path = self.path()?;
        Some(story(self.table, self.moves, &path, title, notes, verdict))
    }

    /// The states of both servers that are possible after the last line and before anything else.
    pub fn states(&self) -> BTreeMap<[String; 2], usize> {
        let layer = self.layers.last();
        layer.map_or(BTreeMap::new(), |layer| self.states_of(&layer.spots))
    }

    fn hidden(&self) -> Hidden<'a> {
        Hidden::of(self)
    }

    fn number(&mut self, name: &str) -> Result<Name, Stop> {
        if let Some(number) = self.names.get(name) {
            return Ok(Name::Known(*number));
        }
        let next = u16::try_from(self.names.len() + 1).map_err(|_| Stop::Sessions)?;
        self.names.insert(name.to_owned(), next);
        Ok(Name::New(next))
    }

    /// So many lines of anything. What may be after each comes round in the end, and then only the
    /// rest is followed.
    fn missing(&mut self, count: u32) -> Result<(), Stop> {
        let mut known: HashMap<(usize, u64, u64), u32> = HashMap::new();
        let mut left = count;
        while left > 0 {
            if let Some(earlier) = known.insert(self.mark(), left) {
                left %= earlier - left;
                known.clear();
            }
            if left > 0 {
                self.close()?;
                self.go(|watch, spot, next| watch.anything(spot, next))?;
                left -= 1;
            }
        }
        Ok(())
    }

    /// What tells one set of spots from another, whatever their order.
    fn mark(&self) -> (usize, u64, u64) {
        let first = self.layers.last().map_or(&[][..], |layer| &layer.spots[..layer.first]);
        let mark = |(count, sum, bits): (usize, u64, u64), spot: &Spot| {
            let print = spot.print();
            (count + 1, sum.wrapping_add(print), bits ^ print.rotate_left(print as u32 & 63))
        };
        first.iter().fold((0, 0, 0), mark)
    }

    /// Anything that may pass next.
    fn anything(&self, spot: &Spot, next: &mut Vec<Spot>) {
        spot.each_item(|item| next.extend(spot.seen(item, Name::Any)));
        if self.sees_device {
            self.steps(spot, next, |event| {
                device(event).is_some() || matches!(event, Event::DeviceOpens)
            });
        }
    }

    /// The steps with an event of that kind.
    fn steps(&self, spot: &Spot, next: &mut Vec<Spot>, is: impl Fn(Event) -> bool) {
        let hidden = self.hidden();
        for step in Edges::of(self.moves, &spot.world) {
            if is(step.label.event) {
                hidden.after(spot, &step, next);
            }
        }
    }

    /// Adds all that is reached unseen.
    fn close(&mut self) -> Result<(), Stop> {
        let Some(mut layer) = self.layers.pop() else { return Ok(()) };
        let result = self.close_layer(&mut layer);
        self.counts.most = self.counts.most.max(layer.spots.len());
        self.layers.push(layer);
        result
    }

    fn close_layer(&mut self, layer: &mut Layer) -> Result<(), Stop> {
        if layer.closed {
            return Ok(());
        }
        let hidden = self.hidden();
        let mut numbers = Numbers::new();
        let mut spots = Vec::with_capacity(layer.spots.len());
        layer.spots.iter().for_each(|spot| {
            numbers.number(&mut spots, spot);
        });
        let (mut at, mut next) = (0, Vec::new());
        while at < layer.spots.len() {
            let spot = layer.spots[at];
            self.counts.blocked += hidden.steps(&spot, &mut next);
            if self.blind {
                self.anything(&spot, &mut next);
            }
            for spot in next.drain(..) {
                // What has arrived at once, or is lost, while nobody looked has passed unseen.
                let spot = if self.blind { spot.without_free() } else { spot };
                if numbers.number(&mut layer.spots, &spot).1 {
                    layer.from.push(at as u32);
                }
            }
            if layer.spots.len() > self.bound {
                return Err(Stop::TooMany(self.bound));
            }
            at += 1;
        }
        layer.closed = true;
        self.blind = false;
        Ok(())
    }

    /// The layer after a line.
    fn go(&mut self, each: impl Fn(&Self, &Spot, &mut Vec<Spot>)) -> Result<(), Stop> {
        let Some(layer) = self.layers.last() else { return Ok(()) };
        let (mut spots, mut next) = (Vec::new(), Vec::new());
        for (place, spot) in layer.spots.iter().enumerate() {
            each(self, spot, &mut next);
            spots.extend(next.drain(..).map(|spot| (spot, place as u32)));
        }
        if spots.is_empty() {
            return Err(Stop::Refused(self.refused()));
        }
        self.push(spots);
        Ok(())
    }

    fn push(&mut self, spots: Vec<(Spot, u32)>) {
        let mut layer = Layer::default();
        let mut numbers = Numbers::new();
        for (spot, from) in spots {
            if numbers.number(&mut layer.spots, &spot).1 {
                layer.from.push(from);
            }
        }
        layer.first = layer.spots.len();
        self.kept += self.layers.last().map_or(0, |layer| layer.spots.len());
        self.is_cut |= self.kept > KEPT;
        if self.is_cut {
            self.layers.clear();
        }
        self.layers.push(layer);
    }

    /// What could pass in the last layer, which is closed.
    fn refused(&self) -> Refused {
        let Some(layer) = self.layers.last() else { return Refused::default() };
        let mut refused =
            Refused { allowed: BTreeMap::new(), states: self.states_of(&layer.spots) };
        let name = |number: u16| {
            self.names.iter().find(|(_, known)| **known == number).map(|(name, _)| name.clone())
        };
        for spot in &layer.spots {
            spot.each_item(|item| {
                let what = item.what(self.table, name(spot.named(item)));
                let rules = refused.allowed.entry(words(self.table, &what)).or_default();
                let row = item.row().and_then(|row| self.table.rows.get(usize::from(row)));
                rules.extend(row.map(|row| row.rule.clone()));
            });
            if self.sees_device {
                self.allowed_of_device(spot, &mut refused);
            }
        }
        refused
    }

    fn allowed_of_device(&self, spot: &Spot, refused: &mut Refused) {
        for step in Edges::of(self.moves, &spot.world) {
            let what = match device(step.label.event) {
                Some((by, op, answer)) => {
                    What::Device { by, op, answer, says_extent: op.named().is_sized() }
                }
                None if matches!(step.label.event, Event::DeviceOpens) => What::DeviceOpens,
                None => continue,
            };
            let fired = step.rules.iter().filter_map(|rule| {
                let rule = self.moves.program.rules().get(usize::from(*rule))?;
                Some(self.table.rows[usize::from(rule.row.0)].rule.clone())
            });
            refused.allowed.entry(words(self.table, &what)).or_default().extend(fired);
        }
    }

    fn states_of(&self, spots: &[Spot]) -> BTreeMap<[String; 2], usize> {
        let mut states: BTreeMap<[String; 2], usize> = BTreeMap::new();
        for spot in spots {
            let name = |role: Role| {
                let state = spot.world.parties[role.index()].state();
                let known = self.table.states[role.index()].get(usize::from(state.0));
                known.map_or(String::new(), |state| state.name.clone())
            };
            *states.entry(Role::ALL.map(name)).or_default() += 1;
        }
        states
    }

    /// The steps of one behaviour.
    fn path(&self) -> Option<Path> {
        if self.is_cut {
            return None;
        }
        let mut way = Vec::new();
        let mut at = 0;
        for layer in self.layers.iter().rev() {
            loop {
                way.push(*layer.spots.get(at)?);
                let from = *layer.from.get(at)? as usize;
                let is_first = at < layer.first;
                at = from;
                if is_first {
                    break;
                }
            }
        }
        way.reverse();
        let mut path = Path { start: way.first()?.world, steps: Vec::new() };
        path.steps.extend(way.windows(2).filter_map(|pair| self.step_between(&pair[0], &pair[1])));
        Some(path)
    }

    /// The step that leads from one to the other; none where something was only seen.
    fn step_between(&self, one: &Spot, other: &Spot) -> Option<Move> {
        let hidden = self.hidden();
        let mut next = Vec::new();
        Edges::of(self.moves, &one.world).into_iter().find(|step| {
            hidden.after(one, step, &mut next);
            next.drain(..).any(|spot| spot == *other)
        })
    }
}

/// The command and the answer that an event is.
fn device(event: Event) -> Option<(Role, Op, Answer)> {
    match event {
        Event::Device { server, op, answer, .. } => Some((server, op, answer)),
        Event::Delegates { .. }
        | Event::Revokes { .. }
        | Event::Receives { .. }
        | Event::Answered { .. }
        | Event::Loses { .. }
        | Event::Copies { .. }
        | Event::Fetches
        | Event::DeviceOpens
        | Event::Expires { .. }
        | Event::Crashes { .. } => None,
    }
}
