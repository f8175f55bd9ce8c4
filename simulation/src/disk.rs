//! A disk in memory: what a transaction has changed is lost where the power goes before it is
//! committed, and no commit succeeds while the disk is full.
//!
//! It answers as the database does; `tests/contract.rs` asks the same of both.

mod store;

use std::cell::RefCell;
use std::rc::Rc;

use reference_server::store::{Given, Key, Pending, Record, Session};
use trace::format::Entry;

/// The disk. A clone is the same disk, so that it outlasts the server.
#[derive(Clone, Default)]
pub struct Disk(Rc<RefCell<Platter>>);

/// What is on it, and how what is not yet durable is taken back.
#[derive(Default)]
struct Platter {
    records: Vec<(Key, Record)>,
    sessions: Vec<Session>,
    pending: Vec<Pending>,
    last: i64,
    timers: Vec<(Key, u8, i64)>,
    traces: Vec<(Key, Entry)>,
    given: Vec<Answered>,
    undo: Vec<Undo>,
    is_full: bool,
    commits: u64,
}

#[derive(Clone)]
struct Answered {
    peer: String,
    request: String,
    at: i64,
    given: Given,
}

/// One change, the other way round. They are taken back in reverse, so that places fit.
enum Undo {
    NewRecord,
    Record(usize, Record),
    NewSession,
    Session(usize, Box<Session>),
    Pushed,
    Attempted(usize),
    Settled(usize, Pending),
    NewTimer,
    Timer(usize, i64),
    Stopped(usize, (Key, u8, i64)),
    Traced,
    Gave,
    Forgot(usize, Answered),
}

impl Disk {
    /// The power goes: what is not committed is lost.
    pub fn lose_power(&self) {
        self.0.borrow_mut().take_back();
    }

    /// Whether there is room on it.
    pub fn fill(&self, is_full: bool) {
        self.0.borrow_mut().is_full = is_full;
    }

    /// How many transactions have been committed.
    pub fn commits(&self) -> u64 {
        self.0.borrow().commits
    }

    /// How many steps stand in the traces.
    pub fn steps(&self) -> usize {
        self.0.borrow().traces.len()
    }

    /// Gives the steps from that one on to `take`.
    pub fn steps_from(&self, first: usize, mut take: impl FnMut(&Key, &Entry)) {
        for (key, entry) in self.0.borrow().traces.iter().skip(first) {
            take(key, entry);
        }
    }

    /// Whether anything of that delegation waits to leave or to be answered, or a timer runs.
    pub fn is_busy(&self, key: &Key) -> bool {
        let it = self.0.borrow();
        it.pending.iter().any(|it| it.key == *key) || it.timers.iter().any(|it| it.0 == *key)
    }
}

impl Platter {
    fn take_back(&mut self) {
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::NewRecord => drop(self.records.pop()),
                Undo::Record(place, record) => self.records[place].1 = record,
                Undo::NewSession => drop(self.sessions.pop()),
                Undo::Session(place, session) => self.sessions[place] = *session,
                Undo::Pushed => {
                    self.pending.pop();
                    self.last -= 1;
                }
                Undo::Attempted(place) => self.pending[place].attempted = false,
                Undo::Settled(place, pending) => self.pending.insert(place, pending),
                Undo::NewTimer => drop(self.timers.pop()),
                Undo::Timer(place, due) => self.timers[place].2 = due,
                Undo::Stopped(place, timer) => self.timers.insert(place, timer),
                Undo::Traced => drop(self.traces.pop()),
                Undo::Gave => drop(self.given.pop()),
                Undo::Forgot(place, given) => self.given.insert(place, given),
            }
        }
    }

    fn session(&mut self, peer: &str, id: &str) -> Option<&mut Session> {
        let place = self.sessions.iter().position(|it| it.id == id && it.key.peer == peer)?;
        let session = &mut self.sessions[place];
        self.undo.push(Undo::Session(place, Box::new(session.clone())));
        Some(session)
    }
}
