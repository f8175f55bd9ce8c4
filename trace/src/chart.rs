//! From a trace to a chart: what one side saw.
//!
//! What that side cannot know is not drawn: a request is shown where it was sent, and what came
//! back where it came.

use protocol::{Answer, Op, Operator, Output, Party, Record, Role, Table, Trigger, vars};
use report::story::{Arrow, ArrowKind, Fate, RuleRef, Story, StoryStep};

use crate::format::{Entry, Gap, Time, Trace, output_words};

const DEVICE: usize = 1;

/// DMS-1 on the left, the device between, DMS-2 on the right, as in all charts.
fn lane(server: Role) -> usize {
    2 * server.index()
}

/// Draws a trace.
pub fn chart(table: &Table, trace: &Trace) -> Story {
    let header = &trace.header;
    let (own, peer) = (lane(header.role), lane(header.role.peer()));
    let mut lanes = vec![String::new(), "Device".to_owned(), String::new()];
    lanes[own] = format!("{} {}", header.role.name(), header.server);
    lanes[peer] = format!("{} {}", header.role.peer().name(), header.peer);
    let mut start = vec![String::new(); 3];
    start[own] = state(table, header.role, header.start);
    let begun = trace.entries.first().map(|first| first.context.time.clone());
    let teller = Teller { table, own, peer, begun: begun.clone() };
    let mut record = header.start;
    let steps = trace.entries.iter().map(|entry| teller.step(entry, &mut record)).collect();
    let mut sessions: Vec<&str> =
        trace.entries.iter().filter_map(|entry| entry.context.session.as_deref()).collect();
    sessions.dedup();
    let mut notes = vec![format!("edition {}, device {}", table.edition, header.device)];
    if !sessions.is_empty() {
        notes.push(format!("session {}", sessions.join(", ")));
    }
    if let Some(begun @ Time::Unix(_)) = &begun {
        notes.push(format!("from {}", written(begun)));
    }
    let title = format!("What {} saw", header.server);
    let verdict = vec![format!("it ends in `{}`", state(table, header.role, record))];
    Story { title, notes, lanes, start, steps, verdict }
}

/// State and record of the side.
fn state(table: &Table, role: Role, party: Party) -> String {
    let name = match table.states[role.index()].get(party.state().0 as usize) {
        Some(state) => state.name.as_str(),
        None => "",
    };
    match party.record() {
        Record::None => name.to_owned(),
        Record::Partial | Record::Full => format!("{name}, {}", party.record().word()),
    }
}

struct Teller<'t> {
    table: &'t Table,
    own: usize,
    peer: usize,
    begun: Option<Time>,
}

/// A point of time in words: RFC 3339 for milliseconds since 1970.
fn written(time: &Time) -> String {
    let milliseconds = match time {
        Time::Unix(milliseconds) => *milliseconds,
        Time::Written(text) => return text.clone(),
    };
    let (days, rest) = (milliseconds / 86_400_000, milliseconds % 86_400_000);
    // The days of a year that begins in March, as leap days then come last.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, fraction) = (rest / 1_000 % 60, rest % 1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
}

impl Teller<'_> {
    /// One step; `party` follows the states and the reports of the lines.
    fn step(&self, entry: &Entry, party: &mut Party) -> StoryStep {
        let context = &entry.context;
        let before = state(self.table, context.role, *party);
        let mut word = vars::STATE.set(party.0, context.state.0.into());
        for output in &entry.line.outputs {
            if let Output::Report(outcome) = output {
                word = outcome.assigns().iter().fold(word, |word, (var, to)| var.set(word, *to));
            }
        }
        *party = Party(word);
        let after = state(self.table, context.role, *party);
        let mut lanes = vec![None; 3];
        if after != before {
            lanes[self.own] = Some(after);
        }
        let mut arrows = self.event(entry);
        let events = self.table.trigger_words(context.role, entry.line.input.trigger);
        arrows.extend(entry.line.outputs.iter().filter_map(|output| self.output(entry, output)));
        let event = format!("{events}, {}", self.when(&context.time));
        StoryStep { event, arrows, rules: self.rules(entry), lanes, facts: String::new() }
    }

    /// How long after the first step, where both have numbers.
    fn when(&self, time: &Time) -> String {
        match (&self.begun, time) {
            (Some(Time::Unix(begun)), Time::Unix(now)) if now >= begun => {
                let after = now - begun;
                format!("+{}.{:03} s", after / 1_000, after % 1_000)
            }
            (_, time) => written(time),
        }
    }

    fn rules(&self, entry: &Entry) -> Vec<RuleRef> {
        let named = |id: String| RuleRef { id, ..RuleRef::default() };
        match (&entry.line.rule, &entry.context.gap) {
            (Some(rule), _) => {
                let row = self.table.row(rule).map(|row| &self.table.rows[row.0 as usize]);
                let full = row.map(|row| RuleRef {
                    id: row.rule.clone(),
                    clause: row.text.clone(),
                    basis: row.basis.to_string(),
                });
                vec![full.unwrap_or_else(|| named(rule.clone()))]
            }
            (None, Some(Gap::Unspecified)) => vec![named("no row describes it".to_owned())],
            (None, Some(Gap::Ambiguous(one, other))) => {
                vec![named(format!("both {one} and {other}"))]
            }
            (None, None) => Vec::new(),
        }
    }

    /// What the event shows.
    fn event(&self, entry: &Entry) -> Vec<Arrow> {
        let (own, peer) = (self.own, self.peer);
        let input = entry.line.input;
        let name = |id: protocol::MessageId| self.table.messages[id.0 as usize].name.clone();
        let came = |label: String, fate| arrow(peer, own, label, ArrowKind::Response, fate);
        let carried = |id: protocol::MessageId| {
            let fields = vars::IN_FIELDS.of(input.data) as u8;
            let output = Output::Answer { message: id.0, fields };
            bare(&output_words(self.table, entry.context.role, &output))
        };
        vec![match input.trigger {
            Trigger::Operator(operator) => local(own, Operator::ALL[operator as usize].1),
            Trigger::Receives(id) => {
                let refuses = |output: &Output| matches!(output, Output::Refuse(_));
                let refused = entry.line.outputs.iter().any(refuses) || entry.context.gap.is_some();
                let fate = if refused { Fate::Refused } else { Fate::Delivered };
                arrow(peer, own, carried(id), ArrowKind::Post, fate)
            }
            Trigger::Answered(id) => came(carried(id), Fate::Delivered),
            Trigger::AnsweredEmpty(id) => came(format!("status of {}", name(id)), Fate::Delivered),
            Trigger::Unanswered(id) => came(format!("no answer to {}", name(id)), Fate::Lost),
            Trigger::RefusedBy(id) => {
                came(format!("error status to {}", name(id)), Fate::Delivered)
            }
            Trigger::Device(op, answer) => {
                let (label, fate) = match answer {
                    Answer::Did => ("done", Fate::Delivered),
                    Answer::FoundDone => ("was so already", Fate::Delivered),
                    Answer::Refused => ("refused", Fate::Delivered),
                    Answer::Unclear => ("no answer", Fate::Lost),
                };
                let label = format!("{}: {label}", op.word());
                arrow(DEVICE, own, label, ArrowKind::DeviceAnswer, fate)
            }
            Trigger::DeviceOpenedSession => {
                let label = "DM session".to_owned();
                arrow(DEVICE, own, label, ArrowKind::DmSession, Fate::Delivered)
            }
            Trigger::Expires(_) => local(own, "timer"),
            Trigger::Restarts => local(own, "starts again"),
        }]
    }

    /// What an output shows; timers show where they expire.
    fn output(&self, entry: &Entry, output: &Output) -> Option<Arrow> {
        let (own, peer) = (self.own, self.peer);
        let label = output_words(self.table, entry.context.role, output);
        let to_peer = |label, kind| Some(arrow(own, peer, label, kind, Fate::Delivered));
        match output {
            Output::Send { .. } => to_peer(bare(&label), ArrowKind::Post),
            Output::Answer { .. } => to_peer(bare(&label), ArrowKind::Response),
            Output::AnswerEmpty => to_peer("status".to_owned(), ArrowKind::Response),
            Output::Refuse(code) => to_peer(format!("error status {code}"), ArrowKind::Response),
            Output::Command(op) => {
                let opens = *op == Op::OpenSession;
                let kind = if opens { ArrowKind::DmSession } else { ArrowKind::Command };
                Some(arrow(own, DEVICE, bare(&label), kind, Fate::Delivered))
            }
            Output::Report(_) => Some(local(own, &label)),
            Output::Start(_) | Output::Stop(_) => None,
        }
    }
}

/// The words of an output without its verb, which the arrow says.
fn bare(words: &str) -> String {
    words.split_once(' ').map_or(words, |(_, rest)| rest).to_owned()
}

fn local(lane: usize, label: &str) -> Arrow {
    arrow(lane, lane, label.to_owned(), ArrowKind::Local, Fate::Delivered)
}

fn arrow(from: usize, to: usize, label: String, kind: ArrowKind, fate: Fate) -> Arrow {
    Arrow { from, to, label, kind, fate, flight: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written() {
        let check = |milliseconds, text: &str| {
            assert_eq!(written(&Time::Unix(milliseconds)), text);
        };
        check(0, "1970-01-01T00:00:00.000Z");
        check(951_782_400_000, "2000-02-29T00:00:00.000Z");
        check(1_349_769_600_001, "2012-10-09T08:00:00.001Z");
        check(1_735_689_599_999, "2024-12-31T23:59:59.999Z");
        check(4_107_542_400_000, "2100-03-01T00:00:00.000Z");
        written(&Time::Unix(u64::MAX));
    }
}
