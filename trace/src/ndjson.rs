//! Judges a trace as it was written down, line by line.
//!
//! A trace may say less than its server knew: lines are missing, or what a line says of its step
//! is. So all records that fit are followed at once, and a trace is a behaviour as long as one is
//! left. Where all is said there is one.

mod memory;
mod missing;
mod seen;
mod spots;

use std::collections::BTreeSet;
use std::fmt;

use protocol::{CompileError, Party, Program, Role, Table, compile};
use report::story::Story;

use crate::format::{FormatError, Header, Item, Missing, Reader, Said, no_header};
use crate::judge::Deviation;
use seen::Window;
use spots::Spot;

/// A trace that is a behaviour of its edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whose it is.
    pub header: Header,
    /// How many steps it has.
    pub steps: usize,
    /// The parties that may be at its end: one where all is said.
    pub ends: Vec<Party>,
    /// The numbers of the lines whose events no row describes, as the server noted itself: the
    /// fault of its peer or of the document. The first [`Judge::NOTED`] of them.
    pub undescribed: Vec<u32>,
}

/// Why a trace is no behaviour, or why that cannot be said.
#[derive(Debug)]
pub enum Unfit {
    /// It cannot be read.
    Unreadable(FormatError),
    /// The table cannot be run with those options.
    Options(Vec<CompileError>),
    /// It parts from the table: at the line of that number.
    Deviates {
        /// The number of the line, as the trace has it.
        number: u32,
        /// What is wrong there; its own `line` counts steps from 0. One for each different state in
        /// which the server could still be, and never none.
        deviations: Vec<Deviation>,
        /// The same in words.
        words: String,
    },
    /// Nobody can say: too many records fit what is missing.
    TooMany {
        /// The number of the line.
        number: u32,
        /// How many are followed at most.
        bound: usize,
    },
}

/// Follows a trace. Nothing is kept of the lines but what the next one is judged by, and the last
/// few for a chart.
pub struct Judge<'t> {
    table: &'t Table,
    bound: usize,
    /// How many lines of the text there were before the header.
    before: usize,
    trace: Option<Followed<'t>>,
}

/// A trace from its header on.
struct Followed<'t> {
    reader: Reader<'t>,
    program: Program,
    spots: Vec<Spot>,
    steps: usize,
    undescribed: Vec<u32>,
    window: Window,
}

impl<'t> Judge<'t> {
    /// How many undescribed events are noted, and how many records are followed unless more are
    /// asked for.
    pub const NOTED: usize = 1_000;
    /// How many records are followed unless another number is asked for.
    pub const BOUND: usize = 1_000_000;

    /// Awaits a trace of that table, of which at most so many records are followed.
    pub fn new(table: &'t Table, bound: usize) -> Judge<'t> {
        Judge { table, bound, before: 0, trace: None }
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// What cannot be read, and the first line that is no step of the table.
    pub fn line(&mut self, line: &str) -> Result<(), Unfit> {
        let Some(trace) = &mut self.trace else {
            self.before += 1;
            if !line.trim().is_empty() {
                let reader = Reader::begin(self.table, self.before, line);
                self.trace = Some(Followed::of(reader.map_err(Unfit::Unreadable)?, self.table)?);
            }
            return Ok(());
        };
        match trace.reader.line(line).map_err(Unfit::Unreadable)? {
            None => Ok(()),
            Some(Item::Step(said)) => trace.step(said),
            Some(Item::Missing { number, count }) => trace.missing(number, count, self.bound),
        }
    }

    /// Whose trace it is; `None` before the header.
    pub fn role(&self) -> Option<Role> {
        self.trace.as_ref().map(|trace| trace.reader.header().role)
    }

    /// Ends the trace.
    ///
    /// # Errors
    /// A text without a header.
    pub fn end(self) -> Result<Judged, Unfit> {
        let trace = self.trace.ok_or_else(|| Unfit::Unreadable(no_header()))?;
        let ends: BTreeSet<Party> = trace.spots.iter().map(|spot| spot.party).collect();
        Ok(Judged {
            header: trace.reader.header().clone(),
            steps: trace.steps,
            ends: ends.into_iter().collect(),
            undescribed: trace.undescribed,
        })
    }

    /// The last lines that were taken, as a chart; also after an error. `None` before the header.
    pub fn chart(&self) -> Option<Story> {
        let trace = self.trace.as_ref()?;
        Some(trace.window.story(self.table, trace.reader.header()))
    }
}

impl<'t> Followed<'t> {
    fn of(reader: Reader<'t>, table: &'t Table) -> Result<Followed<'t>, Unfit> {
        let header = reader.header();
        let program = compile(table, header.options).map_err(Unfit::Options)?;
        let (spots, window) = (vec![Spot::at(header.start)], Window::new(header.start));
        Ok(Followed { reader, program, spots, steps: 0, undescribed: Vec::new(), window })
    }

    fn step(&mut self, said: Said) -> Result<(), Unfit> {
        let place = self.steps;
        self.steps += 1;
        let (words, program) = (self.reader.words(), &self.program);
        let mut next = Vec::new();
        let mut deviations: Vec<Deviation> = Vec::new();
        let mut is_gap = false;
        for spot in std::mem::take(&mut self.spots) {
            match spot.step(words, program, place, &said, &mut next) {
                Ok(gap) => is_gap |= gap,
                Err(deviation) if deviations.contains(&deviation) => {}
                Err(deviation) => deviations.push(*deviation),
            }
        }
        if next.is_empty() {
            self.window.bad(words, &said);
            let words: Vec<String> =
                deviations.iter().map(|deviation| deviation.words(words.table)).collect();
            let words = words.join("\n  or ");
            return Err(Unfit::Deviates { number: said.number, deviations, words });
        }
        if is_gap && self.undescribed.len() < Judge::NOTED {
            self.undescribed.push(said.number);
        }
        if next.len() > 1 {
            next.sort_unstable();
            next.dedup();
        }
        self.window.step(words, said, &next);
        self.spots = next;
        Ok(())
    }

    fn missing(&mut self, number: u32, count: Missing, bound: usize) -> Result<(), Unfit> {
        let spots = std::mem::take(&mut self.spots);
        let after = missing::after(self.reader.words(), &self.program, spots, count, bound);
        self.spots = after.ok_or(Unfit::TooMany { number, bound })?;
        self.window.missing(count, &self.spots);
        Ok(())
    }
}

/// Reads and follows a whole trace: see [`Judge`].
///
/// A line that says of itself `unspecified` is followed where the table agrees, with no output but
/// an error status, and listed; all others are judged by what they say of the step.
///
/// # Errors
/// A text that is no trace, and the first line that is no step of the table.
pub fn judge_ndjson(table: &Table, text: &str) -> Result<Judged, Unfit> {
    let mut judge = Judge::new(table, Judge::BOUND);
    text.lines().try_for_each(|line| judge.line(line))?;
    judge.end()
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::Unreadable(error) => error.fmt(f),
            Unfit::Options(errors) => write!(f, "the options of the trace: {errors:?}"),
            Unfit::Deviates { number, words, .. } => write!(f, "line number {number}: {words}"),
            Unfit::TooMany { number, bound } => {
                write!(f, "line number {number}: more than {bound} records fit what is missing")
            }
        }
    }
}

impl std::error::Error for Unfit {}
