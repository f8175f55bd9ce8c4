//! What passed, from what both sides wrote down of it.

use std::collections::VecDeque;

use protocol::{MessageId, Output, Role, Table, Trigger, vars};

use super::{Passed, Reply, What, names_session};
use crate::format::{Entry, Gap, Time, Trace};

/// What passed between two servers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// All of it.
    pub lines: Vec<Passed>,
    /// What one has received although the traces of the other do not show that it left.
    pub uncaused: Vec<Uncaused>,
}

/// A line about something that did not leave the other server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncaused {
    /// The place of its trace.
    pub trace: usize,
    /// Its number there.
    pub number: u32,
    /// Its event.
    pub trigger: Trigger,
}

/// What passed between two servers, from their traces of one device: of one session each, or of
/// several. What leaves a server passes then; what one does on a message comes after it left the
/// other, whatever their clocks say, and else the clocks decide.
///
/// A server that turns down what no row describes may not say with which status: it is 409 then.
pub fn merge(table: &Table, traces: &[Trace]) -> Merged {
    let mut queues: Vec<VecDeque<&Entry>> =
        traces.iter().map(|trace| trace.entries.iter().collect()).collect();
    let (mut on_its_way, mut left): (Vec<What>, Vec<What>) = (Vec::new(), Vec::new());
    let (mut all, mut uncaused) = (Vec::new(), Vec::new());
    while let Some(queue) = next(table, &queues, &on_its_way) {
        let Some(entry) = queues[queue].pop_front() else { break };
        match cause(table, entry, &on_its_way) {
            Some(Some(place)) => drop(on_its_way.remove(place)),
            // A copy of what has arrived already.
            Some(None) if cause(table, entry, &left) != Some(None) => {}
            Some(None) => {
                let (number, trigger) = (entry.context.number, entry.line.input.trigger);
                uncaused.push(Uncaused { trace: queue, number, trigger });
            }
            None => {}
        }
        for what in leaving(table, entry) {
            if matches!(what, What::Request { .. } | What::Response { .. }) {
                on_its_way.push(what.clone());
                left.push(what.clone());
            }
            let number = all.len() as u32 + 1;
            all.push(Passed { number, time: Some(entry.context.time.clone()), what });
        }
    }
    Merged { lines: all, uncaused }
}

/// The queue of which the first line comes next.
fn next(table: &Table, queues: &[VecDeque<&Entry>], on_its_way: &[What]) -> Option<usize> {
    let heads = queues.iter().enumerate().filter_map(|(n, queue)| Some((n, *queue.front()?)));
    let waits = |entry: &Entry| cause(table, entry, on_its_way) == Some(None);
    heads.min_by_key(|(_, entry)| (waits(entry), time(entry))).map(|(queue, _)| queue)
}

fn time(entry: &Entry) -> (u64, &str) {
    match &entry.context.time {
        Time::Unix(milliseconds) => (*milliseconds, ""),
        Time::Written(text) => (0, text),
    }
}

/// Whether the line is about something from the peer, and where that is on its way.
fn cause(table: &Table, entry: &Entry, on_its_way: &[What]) -> Option<Option<usize>> {
    let peer = entry.context.role.peer();
    let fields = vars::IN_FIELDS.of(entry.line.input.data) as u8;
    let name = |message| named(table, entry, message);
    let place = |wanted: &dyn Fn(&What) -> bool| Some(on_its_way.iter().position(wanted));
    let answered = |request: MessageId, reply: &dyn Fn(&Reply) -> bool| {
        place(&|what| match what {
            What::Response { from, to, session, with } => {
                *from == peer && *to == request && *session == name(request) && reply(with)
            }
            What::Request { .. } | What::Device { .. } | What::DeviceOpens | What::Missing(_) => {
                false
            }
        })
    };
    match entry.line.input.trigger {
        Trigger::Receives(id) => {
            let request =
                What::Request { from: peer, message: id, session: name(id), fields: Some(fields) };
            place(&|what| *what == request)
        }
        Trigger::Answered(id) => {
            let protocol::Carrier::ResponseTo(request) = table.messages[usize::from(id.0)].carrier
            else {
                return None;
            };
            answered(request, &|with| *with == Reply::Message(id, Some(fields)))
        }
        Trigger::AnsweredEmpty(request) => answered(request, &|with| *with == Reply::Empty),
        Trigger::RefusedBy(request) => answered(request, &|with| matches!(with, Reply::Refused(_))),
        Trigger::Unanswered(_)
        | Trigger::Operator(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    }
}

fn named(table: &Table, entry: &Entry, message: MessageId) -> Option<String> {
    entry.context.session.clone().filter(|_| names_session(table, message))
}

/// What passes because of a line.
fn leaving(table: &Table, entry: &Entry) -> Vec<What> {
    let from = entry.context.role;
    let trigger = entry.line.input.trigger;
    let mut all = Vec::new();
    match trigger {
        Trigger::Device(op, answer) => {
            // That it was a partial one, need not be said.
            let says_extent = op != op.named();
            all.push(What::Device { by: from, op, answer, says_extent });
        }
        Trigger::DeviceOpenedSession if from == Role::Delegated => all.push(What::DeviceOpens),
        Trigger::DeviceOpenedSession
        | Trigger::Operator(_)
        | Trigger::Receives(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Expires(_)
        | Trigger::Restarts => {}
    }
    let response = |with| match trigger {
        Trigger::Receives(to) => {
            Some(What::Response { from, to, session: named(table, entry, to), with })
        }
        Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Operator(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    };
    for output in &entry.line.outputs {
        all.extend(match *output {
            Output::Send { message, fields, .. } => {
                let message = MessageId(message);
                let session = named(table, entry, message);
                Some(What::Request { from, message, session, fields: Some(fields) })
            }
            Output::Answer { message, fields } => {
                response(Reply::Message(MessageId(message), Some(fields)))
            }
            Output::AnswerEmpty => response(Reply::Empty),
            Output::Refuse(status) => response(Reply::Refused(status)),
            Output::Command(_) | Output::Start(_) | Output::Stop(_) | Output::Report(_) => None,
        });
    }
    if entry.context.gap == Some(Gap::Unspecified) && entry.line.outputs.is_empty() {
        all.extend(response(Reply::Refused(409)));
    }
    all
}
