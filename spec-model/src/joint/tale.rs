//! From a place in a joint search to a chart: the way there, and who is who.

use protocol::Table;
use report::story::{Story, StoryStep};
use world::{Device, Moves, World};

use super::cell::{Cell, Edge, SHARED};
use super::explore::{Found, Pair, Relation, Spot};
use super::scope::{Kind, Reduce, Scope};
use crate::story::{DEVICE, Teller, facts, lanes};

/// A joint system with what is needed to tell of it.
pub struct Told<'a> {
    /// The document.
    pub table: &'a Table,
    /// The relation of each cell.
    pub moves: &'a Moves,
    /// The cell.
    pub cell: &'a Cell,
    /// The joint scope.
    pub scope: &'a Scope,
    /// How the search was made shorter.
    pub reduce: Reduce,
}

/// One step of a way: the cell that takes it, and its edge.
struct Stride {
    side: usize,
    edge: Edge,
    from: Pair,
    to: Pair,
}

impl Told<'_> {
    /// Draws the way to a place. `notes` are the lines above it.
    pub fn story(&self, found: &Found, spot: &Spot, title: String, notes: Vec<String>) -> Story {
        let (start, strides) = self.way(found, spot);
        let mut tellers = [(); 2].map(|()| Teller::new(self.table, self.moves));
        let steps: Vec<_> = strides
            .iter()
            .filter_map(|stride| self.step(&mut tellers[stride.side], stride))
            .collect();
        let end = strides.last().map_or(start, |stride| stride.to);
        let names = match self.scope.kind {
            Kind::TwoDevices => ["DMS-1", "Device 1", "Device 2", "DMS-2"],
            Kind::ThreeServers => ["DMS-1", "Device", "DMS-2", "DMS-3"],
        };
        Story {
            title,
            notes,
            lanes: names.map(String::from).to_vec(),
            start: self.start(start),
            steps,
            verdict: self.closing(end),
        }
    }

    /// The way to a place, with each cell in one role from beginning to end: where symmetry is
    /// used, the states that were kept may have them swapped.
    fn way(&self, found: &Found, spot: &Spot) -> (Pair, Vec<Stride>) {
        let relation = Relation::new(self.cell, self.scope);
        let words = found.keys.way(spot.state);
        let mut at = Pair::of(words[0]);
        let start = at;
        let mut strides = Vec::new();
        for word in &words[1..] {
            let (wanted, from) = (Pair::of(*word), at);
            let leads = |side: usize| {
                let mut edges = self.cell.edges(from.cells[side]).iter();
                edges.find_map(|edge| {
                    let to = relation.after(from, side, edge)?.ok()?;
                    (to.kept(self.reduce.symmetry) == wanted).then_some((side, *edge, to))
                })
            };
            if let Some((side, edge, to)) = leads(0).or_else(|| leads(1)) {
                strides.push(Stride { side, edge, from, to });
                at = to;
            }
        }
        if let Some((side, place)) = spot.edge {
            let side = if at.cells == Pair::of(found.keys.state(spot.state)).cells {
                side
            } else {
                1 - side
            };
            let edge = self.cell.edges(at.cells[side])[place];
            if let Some(Ok(to)) = relation.after(at, side, &edge) {
                strides.push(Stride { side, edge, from: at, to });
            }
        }
        (start, strides)
    }

    fn step(&self, teller: &mut Teller<'_>, stride: &Stride) -> Option<StoryStep> {
        let Stride { side, edge, from, to } = stride;
        let (mine, other) = (from.cells[*side], 1 - side);
        let step = self.cell.step(self.moves, mine, edge)?;
        let mut told = teller.step(self.world(mine), &step);
        told.event = format!("{}: {}", self.which(*side), self.names(*side, &told.event));
        if from.cells[other] != to.cells[other] {
            told.event.push_str(&format!("; DMS-1 is gone for {} too", self.peer(other)));
        }
        for arrow in &mut told.arrows {
            arrow.from = self.lane(*side, arrow.from);
            arrow.to = self.lane(*side, arrow.to);
            // Flights of the two cells are told apart by their last bit.
            arrow.flight = arrow.flight.map(|flight| 2 * flight + *side as u32);
        }
        for rule in &mut told.rules {
            rule.id = self.names(*side, &rule.id);
        }
        let mut changes = vec![None; 4];
        for (lane, change) in told.lanes.into_iter().enumerate() {
            changes[self.lane(*side, lane)] =
                change.map(|state| self.labelled(*side, lane, &state));
        }
        told.lanes = changes;
        told.facts = self.facts(*to);
        Some(told)
    }

    fn world(&self, state: u32) -> &World {
        &self.cell.worlds[state as usize]
    }

    /// The lane of a joint chart for a lane of a cell's.
    fn lane(&self, side: usize, lane: usize) -> usize {
        match (self.scope.kind, lane) {
            (_, 0) => 0,
            (Kind::TwoDevices, DEVICE) => 1 + side,
            (Kind::TwoDevices, _) => 3,
            (Kind::ThreeServers, DEVICE) => 1,
            (Kind::ThreeServers, _) => 2 + side,
        }
    }

    /// What a cell is about.
    fn which(&self, side: usize) -> String {
        match self.scope.kind {
            Kind::TwoDevices => format!("device {}", side + 1),
            Kind::ThreeServers => format!("{} ({})", PARTS[side], self.peer(side)),
        }
    }

    /// The server to which a cell delegates.
    fn peer(&self, side: usize) -> &'static str {
        match (self.scope.kind, side) {
            (Kind::TwoDevices, _) | (Kind::ThreeServers, 0) => "DMS-2",
            (Kind::ThreeServers, _) => "DMS-3",
        }
    }

    /// A text of a cell with the names of the joint system: DMS-3 plays the role of DMS-2.
    fn names(&self, side: usize, text: &str) -> String {
        text.replace("DMS-2", self.peer(side))
    }

    /// The state of a server with what it is about, where the server has two records.
    fn labelled(&self, side: usize, lane: usize, state: &str) -> String {
        match (self.scope.kind, lane) {
            (Kind::TwoDevices, _) => format!("{}: {state}", side + 1),
            (Kind::ThreeServers, 0) => format!("{}: {state}", PARTS[side]),
            (Kind::ThreeServers, _) => state.to_owned(),
        }
    }

    fn start(&self, pair: Pair) -> Vec<String> {
        let mut start = vec![Vec::new(); 4];
        for (side, state) in pair.cells.into_iter().enumerate() {
            for (lane, text) in lanes(self.table, self.world(state)).iter().enumerate() {
                if lane != DEVICE {
                    start[self.lane(side, lane)].push(self.labelled(side, lane, text));
                }
            }
        }
        match self.scope.kind {
            Kind::TwoDevices => {
                for (side, state) in pair.cells.into_iter().enumerate() {
                    start[1 + side].push(facts(self.world(state).device()));
                }
            }
            Kind::ThreeServers => start[1].push(self.facts(pair)),
        }
        start.into_iter().map(|texts| texts.join("; ")).collect()
    }

    /// The facts of both devices, or of the one.
    fn facts(&self, pair: Pair) -> String {
        let [one, two] = pair.cells.map(|state| self.world(state).device());
        match self.scope.kind {
            Kind::TwoDevices => format!("1: {}; 2: {}", facts(one), facts(two)),
            Kind::ThreeServers => whole(one, two),
        }
    }

    fn closing(&self, end: Pair) -> Vec<String> {
        let mut lines = Vec::new();
        for (side, state) in end.cells.into_iter().enumerate() {
            let world = self.world(state);
            let [one, two] = world.parties.map(|party| party.record().word());
            let settled =
                if self.cell.locals[state as usize].settled { "settled" } else { "not settled" };
            let (which, peer) = (self.which(side), self.peer(side));
            lines.push(format!(
                "{which}: DMS-1's record says {one}, {peer}'s says {two}; {settled}"
            ));
        }
        lines.push(match self.scope.kind {
            Kind::TwoDevices => format!("the devices: {}", self.facts(end)),
            Kind::ThreeServers => format!("the device: {}", self.facts(end)),
        });
        lines
    }
}

/// The parts of the tree that DMS-1 delegates to DMS-2 and to DMS-3.
const PARTS: [&str; 2] = ["A", "B"];

/// The facts of one device with three servers.
fn whole(one: Device, two: Device) -> String {
    let of = |device: Device, facts_of: u8| {
        let device = Device(device.0 & facts_of);
        (device.0 != 0).then(|| facts(device).replace("both", "all"))
    };
    let peer = |side: usize, device: Device| {
        let rest = format!("all but {}", PARTS[side]);
        let words = of(device, !SHARED)?;
        Some(words.replace("delegated", PARTS[side]).replace("rest", &rest))
    };
    let facts: Vec<String> =
        [of(one, SHARED), peer(0, one), peer(1, two).map(|words| words.replace("(2", "(3"))]
            .into_iter()
            .flatten()
            .collect();
    if facts.is_empty() { "nothing".to_owned() } else { facts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_of_three_servers_name_parts_and_servers() {
        let one = Device(Device::BOOTSTRAPPED.0 | Device::PART_2);
        let two = Device(Device::BOOTSTRAPPED.0 | Device::PART_2 | Device::REST_2);
        let words =
            "account(1), rights(1, all), account(2), rights(2, A), account(3), rights(3, all)";
        assert_eq!(whole(one, two), words);
        let rest = Device(Device::REST_2);
        assert_eq!(whole(rest, Device(0)), "rights(2, all but A)");
        assert_eq!(whole(Device(0), Device(0)), "nothing");
    }
}
