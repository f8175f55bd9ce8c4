//! The last lines of a trace, for a chart.

use std::collections::VecDeque;

use protocol::{Output, Party, StateId};
use report::story::{Story, StoryStep};

use super::spots::Spot;
use crate::Line;
use crate::chart::chart;
use crate::format::{Context, Entry, Header, Missing, Said, Trace, Words};

/// How many lines a chart shows at most.
const MOST: usize = 40;

/// The last lines, and the record before them.
pub(super) struct Window {
    start: Party,
    shown: VecDeque<(Shown, Party)>,
    left_out: usize,
}

/// What a chart shows of a line.
enum Shown {
    Step(Box<Entry>),
    Missing(Missing),
}

impl Window {
    pub(super) fn new(start: Party) -> Window {
        Window { start, shown: VecDeque::new(), left_out: 0 }
    }

    fn push(&mut self, shown: Shown, after: Party) {
        self.shown.push_back((shown, after));
        if self.shown.len() > MOST
            && let Some((_, party)) = self.shown.pop_front()
        {
            self.start = party;
            self.left_out += 1;
        }
    }

    fn last(&self) -> Party {
        self.shown.back().map_or(self.start, |(_, party)| *party)
    }

    /// A line that fits; of several records that may be after it, the first is shown.
    pub(super) fn step(&mut self, words: &Words<'_>, said: Said, spots: &[Spot]) {
        let after = spots.first().map_or(self.last(), |spot| spot.party);
        self.push(entry(words, said, after.state()), after);
    }

    /// The line that does not fit.
    pub(super) fn bad(&mut self, words: &Words<'_>, said: &Said) {
        let last = self.last();
        self.push(entry(words, said.clone(), last.state()), last);
    }

    pub(super) fn missing(&mut self, count: Missing, spots: &[Spot]) {
        let after = spots.first().map_or(self.last(), |spot| spot.party);
        self.push(Shown::Missing(count), after);
    }

    pub(super) fn story(&self, table: &protocol::Table, header: &Header) -> Story {
        let entries = self.shown.iter().filter_map(|(shown, _)| match shown {
            Shown::Step(entry) => Some(Entry::clone(entry)),
            Shown::Missing(..) => None,
        });
        let header = Header { start: self.start, ..header.clone() };
        let mut story = chart(table, &Trace { header, entries: entries.collect() });
        for (place, (shown, _)) in self.shown.iter().enumerate() {
            if let Shown::Missing(count) = shown {
                let event = match count {
                    Missing::Exactly(1) => "a line is missing".to_owned(),
                    Missing::Exactly(count) => format!("{count} lines are missing"),
                    Missing::Some => "lines are missing".to_owned(),
                };
                let lanes = vec![None; story.lanes.len()];
                story.steps.insert(place, StoryStep { event, lanes, ..StoryStep::default() });
            }
        }
        if self.left_out > 0 {
            story.notes.push(format!("the last {} lines of it", self.shown.len()));
        }
        story
    }
}

/// What is not said is shown as the step has it, and outputs as none.
fn entry(words: &Words<'_>, said: Said, state: StateId) -> Shown {
    let Said { number, time, session, input, rule, gap, outputs, state: told, .. } = said;
    let outputs: Vec<Output> = outputs.unwrap_or_default();
    let state = told.unwrap_or(state);
    let context = Context { role: words.role, number, time, session, gap, state };
    Shown::Step(Box::new(Entry { line: Line { input, outputs, rule }, context }))
}
