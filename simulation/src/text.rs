//! The traces of a run as texts, and its story as a chart.

use protocol::{Role, Table};
use report::story::Story;
use trace::format::{Entry, Header, Trace};
use trace::judge_ndjson;

use crate::fault::Faults;
use crate::plan::{device_id, server_id};
use crate::run::{Outcome, Problem, Told};
use crate::subject::Subject;

/// The most steps of a chart: more nobody reads.
const SHOWN: usize = 100;

/// The trace of one side of a device, in a run that was told.
pub fn trace(subject: &Subject, outcome: &Outcome, cell: usize, side: usize) -> Trace {
    let planned = outcome.cells[cell].planned;
    let header = Header {
        server: server_id(planned.servers[side]),
        role: Role::ALL[side],
        peer: server_id(planned.servers[1 - side]),
        device: device_id(cell),
        options: subject.profiles[outcome.profile].options,
        start: planned.start(side),
    };
    let of = |told: &&Told| told.cell == cell && told.side == side;
    let entries = outcome.told.iter().filter(of).map(|told| told.entry.clone()).collect();
    Trace { header, entries }
}

/// Writes the traces of a run, reads them again and judges them; how many steps they have.
///
/// # Errors
/// What is wrong, as a problem.
pub fn judged(subject: &Subject, outcome: &Outcome) -> Result<u64, Problem> {
    let mut steps = 0;
    for cell in 0..outcome.cells.len() {
        for side in 0..2 {
            let trace = trace(subject, outcome, cell, side);
            let text = trace::format::write_all(&subject.table, &trace);
            match judge_ndjson(&subject.table, &text) {
                Ok(judged) => steps += judged.steps as u64,
                Err(unfit) => {
                    let rules = outcome.cells[cell].rules.len();
                    let (name, words, faults) = ("behaviour", unfit.to_string(), Faults::NONE);
                    return Err(Problem { name, cell, words, at: 0, faults, rules });
                }
            }
        }
    }
    Ok(steps)
}

/// What happened to the device of a problem, up to there.
pub fn story(subject: &Subject, outcome: &Outcome, problem: &Problem) -> Story {
    let (table, cell) = (&*subject.table, problem.cell);
    let mut sides = [0, 1].map(|side| {
        let trace = trace(subject, outcome, cell, side);
        trace::chart(table, &trace)
    });
    let mut story = Story {
        title: title(problem),
        notes: vec![format!("edition {}, device {}", table.edition, device_id(cell))],
        lanes: sides[0].lanes.clone(),
        ..Story::default()
    };
    story.start = sides[0].start.clone();
    story.start[2] = sides[1].start[2].clone();
    story.lanes[2] = sides[1].lanes[2].clone();
    let begun = outcome.told.iter().find(|told| told.cell == cell).map(|told| told.entry.clone());
    let mut steps = sides.each_mut().map(|side| std::mem::take(&mut side.steps).into_iter());
    for told in outcome.told.iter().filter(|told| told.cell == cell) {
        if story.steps.len() == SHOWN {
            story.notes.push(format!("the first {SHOWN} steps"));
            break;
        }
        let Some(mut step) = steps[told.side].next() else { continue };
        step.event = event(table, begun.as_ref(), &told.entry);
        step.facts = told.device.names().collect::<Vec<_>>().join(", ");
        story.steps.push(step);
    }
    let faults = problem.faults.names().join(", ");
    let faults = if faults.is_empty() { "nothing".to_owned() } else { faults };
    story.verdict = vec![problem.words.clone(), format!("what went wrong before: {faults}")];
    story
}

fn title(problem: &Problem) -> String {
    match problem.name {
        "nothing" => "nothing is violated".to_owned(),
        "behaviour" => "a step is none of the table".to_owned(),
        "endless" => "it does not end".to_owned(),
        "repetition" => "a repeated request takes effect again".to_owned(),
        "timer" => "a timer does not run that should".to_owned(),
        "unreadable" => "a server cannot use its disk".to_owned(),
        name => format!("{name} is violated"),
    }
}

/// The event of a step, and how long after the first it was.
fn event(table: &Table, begun: Option<&Entry>, entry: &Entry) -> String {
    let of = |entry: &Entry| match entry.context.time {
        trace::format::Time::Unix(at) => at,
        trace::format::Time::Written(_) => 0,
    };
    let after = of(entry).saturating_sub(begun.map_or(0, of));
    let words = table.trigger_words(entry.context.role, entry.line.input.trigger);
    format!("{words}, +{}.{:03} s", after / 1_000, after % 1_000)
}
