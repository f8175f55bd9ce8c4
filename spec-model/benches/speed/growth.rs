//! How states and seconds grow with the scope: one bound after the other, all else as it was.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use report::plot::{Panel, Plot, svg};
use spec_model::joint;
use spec_model::search::{Limits, Silent, search};
use world::{Moves, Scope};

use crate::Asked;

/// A bound: its name, its values, and the scope with it.
type Bound = (&'static str, std::ops::RangeInclusive<u32>, fn(&Scope, u32) -> Scope);

const BOUNDS: [Bound; 3] = [
    ("delegations", 1..=3, |base, n| Scope { delegations: n, ..base.clone() }),
    ("faults, of any kind", 0..=3, |base, n| Scope { faults_in_all: n, ..base.clone() }),
    ("exchanges in flight", 1..=4, |base, n| Scope { in_flight: n as usize, ..base.clone() }),
];

/// Where the others stand while one grows.
fn base(scope: &Scope) -> Scope {
    let name = "growth".to_owned();
    Scope { name, delegations: 2, faults: [1; 5], faults_in_all: 1, in_flight: 2, ..scope.clone() }
}

/// How large a search is.
struct Size {
    states: u64,
    edges: u64,
    depth: u32,
    time: Duration,
    exhaustive: bool,
}

impl Size {
    fn of(moves: &Moves, at_most: Duration) -> Size {
        let found = search(moves, Limits { time: at_most, ..Limits::default() }, &mut Silent);
        let exhaustive = found.exhaustive();
        let (tally, time) = (found.tally, found.time);
        Size { states: tally.states, edges: tally.edges, depth: tally.depth, time, exhaustive }
    }
}

/// The joint scope with which devices grow.
const DEVICES: &str = "two-devices/once/duplicate";

/// One of its devices alone.
fn device() -> Scope {
    let joint = joint::Scope::named(DEVICES).expect("the scope exists");
    Scope { in_flight: joint.in_flight, ..joint.cell }
}

/// Its time is that of the cell's graph too.
fn two_devices(asked: &Asked, at_most: Duration) -> Size {
    let begin = Instant::now();
    let scope = joint::Scope::named(DEVICES).expect("the scope exists");
    let cell = joint::Cell::explore(&asked.moves(scope.cell.clone()), scope.kind, usize::MAX);
    let cell = cell.unwrap_or_else(|large| panic!("{} states in one cell", large.states));
    let limits = joint::Limits { time: at_most, ..joint::Limits::default() };
    let found = joint::explore(&cell, &scope, joint::Reduce::default(), limits, &mut Silent);
    Size {
        states: found.states,
        edges: found.edges,
        depth: found.depth,
        time: begin.elapsed(),
        exhaustive: found.ended == joint::explore::Ended::Exhaustive,
    }
}

/// A bound in the table and in the plot.
fn panel(name: &str, sizes: impl Iterator<Item = (u32, Size)>, text: &mut String, plot: &mut Plot) {
    let mut panel = Panel { name: name.into(), points: Vec::new() };
    let mut before: Option<u64> = None;
    for (value, size) in sizes {
        let Size { states, edges, depth, time, exhaustive } = size;
        let seconds = time.as_secs_f64();
        let times = |before: u64| format!("{:.1}", states as f64 / before as f64);
        let factor = before.map_or(String::new(), times);
        let factor = format!("{factor}{}", if exhaustive { "" } else { " (cut short)" });
        let _ = writeln!(
            text,
            "| {name:<19} | {value:>5} | {states:>11} | {edges:>11} | {depth:>5} | {seconds:>7.2} \
             | {factor:<23} |"
        );
        let words = format!("{seconds:.2} s{}", if exhaustive { "" } else { ", cut" });
        panel.points.push((value, states as f64, words));
        before = exhaustive.then_some(states);
    }
    plot.panels.push(panel);
}

/// Writes the table and the plot into that folder. A search ends after that time.
pub fn run(asked: &Asked, at_most: Duration, folder: &str) {
    let base = base(&asked.scope);
    let mut text = format!(
        "# Growth\n\nStates and seconds of our explorer with one thread, {}, options {}, written by \
         `cargo xtask bench-engines --growth`. While one bound grows the others stand at 2 \
         delegations,\n1 fault of any kind (at most one of each kind) and 2 exchanges in flight. Devices: \
         the scope `{DEVICES}` of `cargo xtask joint`, not reduced.\n\n\
         | bound               | value | states      | edges       | depth | seconds | times the states before |\n\
         |---------------------|-------|-------------|-------------|-------|---------|-------------------------|\n",
        asked.edition, asked.profile
    );
    let mut plot = Plot {
        title: format!(
            "States of {} (options {}) by the bounds of the scope",
            asked.edition, asked.profile
        ),
        upwards: "states; beside each point the seconds".into(),
        panels: Vec::new(),
    };
    for (name, values, with) in BOUNDS {
        let sizes =
            values.map(|value| (value, Size::of(&asked.moves(with(&base, value)), at_most)));
        panel(name, sizes, &mut text, &mut plot);
    }
    let devices =
        [(1, Size::of(&asked.moves(device()), at_most)), (2, two_devices(asked, at_most))];
    panel("devices", devices.into_iter(), &mut text, &mut plot);
    text += "\n![States by the bounds of the scope](growth.svg)\n";
    print!("{text}");
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(folder.join("growth.md"), text).expect("the table can be written");
    std::fs::write(folder.join("growth.svg"), svg(&plot)).expect("the plot can be written");
}
