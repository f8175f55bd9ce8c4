//! How states and seconds grow with the scope: one bound after the other, all else as it was.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use report::plot::{Panel, Plot, svg};
use spec_model::search::{Limits, Silent, search};
use world::Scope;

use crate::Asked;

/// A bound: its name, its values, and the scope with it. Devices are to stand here too.
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

/// Writes the table and the plot into that folder. A search ends after that time.
pub fn run(asked: &Asked, at_most: Duration, folder: &str) {
    let base = base(&asked.scope);
    let mut text = format!(
        "# Growth\n\nStates and seconds of our explorer with one thread, {}, options {}, written by \
         `cargo xtask bench-engines --growth`. While one bound grows the others stand at 2 \
         delegations,\n1 fault of any kind (at most one of each kind) and 2 exchanges in flight.\n\n\
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
        let mut panel = Panel { name: name.into(), points: Vec::new() };
        let mut before = None;
        for value in values {
            let moves = asked.moves(with(&base, value));
            let limits = Limits { time: at_most, ..Limits::default() };
            let found = search(&moves, limits, &mut Silent);
            let (tally, seconds) = (&found.tally, found.time.as_secs_f64());
            let factor = before
                .map_or(String::new(), |b: u64| format!("{:.1}", tally.states as f64 / b as f64));
            let cut = if found.exhaustive { "" } else { " (cut short)" };
            let _ = writeln!(
                text,
                "| {name:<19} | {value:>5} | {:>11} | {:>11} | {:>5} | {seconds:>7.2} | {:<23} |",
                tally.states,
                tally.edges,
                tally.depth,
                format!("{factor}{cut}")
            );
            let words = format!("{seconds:.2} s{}", if found.exhaustive { "" } else { ", cut" });
            panel.points.push((value, tally.states as f64, words));
            before = found.exhaustive.then_some(tally.states);
        }
        plot.panels.push(panel);
    }
    text += "\n![States by the bounds of the scope](growth.svg)\n";
    print!("{text}");
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(folder.join("growth.md"), text).expect("the table can be written");
    std::fs::write(folder.join("growth.svg"), svg(&plot)).expect("the plot can be written");
}
