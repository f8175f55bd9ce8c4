//! The lines of numbers in which TLC tells states and steps, and its own last words.

use std::collections::HashMap;
use std::time::Duration;

use protocol::{Answer, Op, Operator, Role, TimerId};
use spec_model::export::names::{self, COUNT};
use world::{Event, Exchange, Label, Phase, SAFETY};

use super::super::compare::{State, Theirs, numbers as numbers_of};

/// What TLC told about the graph.
#[derive(Debug, Default)]
pub struct Told {
    /// States, and steps where those were told.
    pub graph: Theirs,
    /// States per depth, from 0.
    pub levels: Vec<u64>,
    /// In how many states the premise of each property held.
    pub premises: [u64; SAFETY],
    /// How many states violate each.
    pub violations: [u64; SAFETY],
    /// Edges on which something undescribed happened: receptions, answers, ambiguities.
    pub gaps: [u64; 3],
    /// States that nothing leaves and that are not settled.
    pub deadlocks: u64,
    /// Steps that are not enabled because too much would be in flight.
    pub blocked: u64,
    /// Edges.
    pub edges: u64,
    /// TLC's own number of distinct states.
    pub distinct: Option<u64>,
    /// Time taken.
    pub time: Duration,
    last: u64,
}

/// Numbers before the variables: kind, depth, edges, blocked, three kinds of gaps, deadlock, and
/// two bits for each property.
const BEFORE: usize = 8 + 2 * SAFETY;
/// Variables before the wire: those of the two parties.
const PARTIES: usize = 2 * protocol::vars::PARTY.len();
/// Variables after it.
const AFTER: usize = COUNT - PARTIES - 4;
/// Numbers of an exchange.
const EXCHANGE: usize = 7;

impl Told {
    /// Reads a line; whether it was one of numbers.
    ///
    /// # Errors
    /// A line of numbers that is not as it should be.
    pub fn line(&mut self, line: &str) -> Result<bool, String> {
        let wrong = || format!("TLC told a line that cannot be read: {line}");
        if line.starts_with("\"<<1,") {
            self.state(&numbers(line)).ok_or_else(wrong)?;
        } else if line.starts_with("\"<<2,") {
            self.step(&numbers(line)).ok_or_else(wrong)?;
        } else {
            self.distinct = distinct(line).or(self.distinct);
            return Ok(false);
        }
        Ok(true)
    }

    /// Whether all that TLC found was told.
    ///
    /// # Errors
    /// How many states were told, and how many TLC counted.
    pub fn finished(&mut self) -> Result<(), String> {
        // Steps that differ only in what nobody described on the way are one edge.
        for steps in self.graph.edges.iter_mut().flat_map(HashMap::values_mut) {
            steps.sort_unstable();
            steps.dedup();
        }
        let told = self.graph.states.len() as u64;
        let counted: u64 = self.levels.iter().sum();
        match self.distinct {
            Some(distinct) if distinct == told && counted == told => Ok(()),
            Some(distinct) => {
                Err(format!("TLC counts {distinct} states, but told {told} in {counted} lines"))
            }
            None => Err("TLC did not come to an end".into()),
        }
    }

    fn state(&mut self, all: &[u32]) -> Option<()> {
        let (head, rest) = all.split_at_checked(BEFORE)?;
        let values = values(rest)?;
        let depth = head[1].checked_sub(1)? as usize;
        if self.levels.len() <= depth {
            self.levels.resize(depth + 1, 0);
        }
        self.levels[depth] += 1;
        self.edges += u64::from(head[2]);
        self.blocked += u64::from(head[3]);
        for (sum, n) in self.gaps.iter_mut().zip(&head[4..7]) {
            *sum += u64::from(*n);
        }
        self.deadlocks += u64::from(head[7]);
        for place in 0..SAFETY {
            self.violations[place] += u64::from(head[8 + place]);
            self.premises[place] += u64::from(head[8 + SAFETY + place]);
        }
        self.last = names::digest(&values);
        let state = State { edges: head[2], depth: depth as u32, values: numbers_of(values) };
        self.graph.states.insert(self.last, state);
        Some(())
    }

    fn step(&mut self, all: &[u32]) -> Option<()> {
        let (label, rest) = label(all.get(1..)?)?;
        let next = names::digest(&values(rest)?);
        let steps = self.graph.edges.get_or_insert_default();
        steps.entry(self.last).or_default().push((label, next));
        Some(())
    }
}

/// How many distinct states TLC counts, where the line says so.
pub fn distinct(line: &str) -> Option<u64> {
    let (before, _) = line.split_once(" distinct states found,")?;
    before.rsplit(' ').next()?.replace(',', "").parse().ok()
}

fn numbers(line: &str) -> Vec<u32> {
    let mut list = Vec::with_capacity(BEFORE + COUNT);
    let mut number = None;
    for byte in line.bytes() {
        if byte.is_ascii_digit() {
            number = Some(number.unwrap_or(0) * 10 + u32::from(byte - b'0'));
        } else if let Some(number) = number.take() {
            list.push(number);
        }
    }
    list
}

/// The values of a state's variables: the parties, the rest, and last the wire.
fn values(numbers: &[u32]) -> Option<[u64; COUNT]> {
    let mut values = [0; COUNT];
    let (plain, mut wire) = numbers.split_at_checked(PARTIES + AFTER)?;
    for (n, number) in plain.iter().enumerate() {
        values[if n < PARTIES { n } else { n + 4 }] = u64::from(*number);
    }
    let mut exchanges = Vec::new();
    while let Some((one, more)) = wire.split_at_checked(1 + EXCHANGE) {
        for _ in 0..one[0] {
            exchanges.push(u64::from(exchange(&one[1..])?.0));
        }
        wire = more;
    }
    exchanges.sort_unstable_by(|a, b| b.cmp(a));
    values.get_mut(PARTIES..PARTIES + 4)?.get_mut(..exchanges.len())?.copy_from_slice(&exchanges);
    wire.is_empty().then_some(values)
}

fn exchange(numbers: &[u32]) -> Option<Exchange> {
    let [message, sender, orphan, session, url, fields, at] = *numbers else { return None };
    let fields = fields as u8;
    let phase = match at {
        0 => Phase::Request,
        1 => Phase::AnsweredEmpty,
        2 => Phase::Refused,
        more => Phase::Answered(more as u8 - 3),
    };
    let sent = if phase == Phase::Request { fields } else { 0 };
    let post = Exchange::post(message as u8, sender as usize, session as u8, u64::from(url), sent);
    let there = if phase == Phase::Request { post } else { post.answered(phase, fields) };
    Some(if orphan == 1 { there.orphaned() } else { there })
}

/// The number of an event, and what follows it in the line.
fn label(numbers: &[u32]) -> Option<(u64, &[u32])> {
    let (&[crash, kind], rest) = numbers.split_first_chunk()?;
    let server = |n: &u32| Role::ALL.get(*n as usize).copied();
    let count = match kind {
        1 => 3,
        2 | 10 => 2,
        3..=6 => 1 + EXCHANGE,
        7 => 4,
        8 | 9 => 0,
        11 => 1,
        _ => return None,
    };
    let (of, rest) = rest.split_at_checked(count)?;
    let event = match kind {
        1 => Event::Delegates {
            server: server(&of[0])?,
            url: u64::from(of[1]),
            full: u64::from(of[2]),
        },
        2 => Event::Revokes {
            server: server(&of[0])?,
            operator: Operator::ALL.get(of[1] as usize)?.0,
        },
        3 => Event::Receives { post: exchange(&of[1..])?, willing: u64::from(of[0]) },
        4 => Event::Answered { response: exchange(&of[1..])? },
        5 => Event::Loses { exchange: exchange(&of[1..])? },
        6 => Event::Copies { post: exchange(&of[1..])? },
        7 => Event::Device {
            server: server(&of[0])?,
            op: Op::from_code(u64::from(of[1]))?,
            answer: *Answer::ALL.get(of[2] as usize)?,
            fault: of[3] == 1,
        },
        8 => Event::Fetches,
        9 => Event::DeviceOpens,
        10 => Event::Expires { server: server(&of[0])?, timer: TimerId(of[1] as u8) },
        _ => Event::Crashes { server: server(&of[0])? },
    };
    Some((names::label(Label { event, crash: crash == 1 }), rest))
}
