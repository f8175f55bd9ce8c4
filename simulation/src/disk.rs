//! A disk in memory: what a transaction has changed is lost where the power goes before it is
//! committed, and no commit succeeds while the disk is full.
//!
//! It answers as the database does; `tests/contract.rs` asks the same of both.

use std::cell::RefCell;
use std::rc::Rc;

use protocol::{Role, Table};
use reference_server::store::{
    Delegations, Given, Key, Pending, Record, Session, Sessions, Storage, StoreError, Unfinished,
    What,
};
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

impl Storage for Disk {
    fn begin(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn commit(&self) -> Result<(), StoreError> {
        let mut it = self.0.borrow_mut();
        if it.is_full {
            let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(StoreError::File("the simulated disk".to_owned(), full));
        }
        it.undo.clear();
        it.commits += 1;
        Ok(())
    }

    fn rollback(&self) {
        self.0.borrow_mut().take_back();
    }
}

impl Delegations for Disk {
    fn record(&self, key: &Key) -> Result<Record, StoreError> {
        let it = self.0.borrow();
        let found = it.records.iter().find(|(known, _)| known == key);
        Ok(found.map(|(_, record)| record.clone()).unwrap_or_default())
    }

    fn put(&self, key: &Key, record: &Record) -> Result<(), StoreError> {
        let it = &mut *self.0.borrow_mut();
        match it.records.iter().position(|(known, _)| known == key) {
            Some(place) => {
                let was = std::mem::replace(&mut it.records[place].1, record.clone());
                it.undo.push(Undo::Record(place, was));
            }
            None => {
                it.records.push((key.clone(), record.clone()));
                it.undo.push(Undo::NewRecord);
            }
        }
        Ok(())
    }

    fn by_session(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError> {
        let it = self.0.borrow();
        let is_it = |(key, record): &&(Key, Record)| {
            key.peer == peer && record.session.as_deref() == Some(session)
        };
        Ok(it.records.iter().filter(is_it).map(|(key, _)| key).min().cloned())
    }

    fn by_device(&self, role: Role, device: &str) -> Result<Vec<Key>, StoreError> {
        let it = self.0.borrow();
        let keys = it.records.iter().map(|(key, _)| key);
        let mut found: Vec<Key> =
            keys.filter(|key| key.role == role && key.device == device).cloned().collect();
        found.sort();
        Ok(found)
    }

    fn all(&self) -> Result<Vec<(Key, Record)>, StoreError> {
        let mut all = self.0.borrow().records.clone();
        all.sort_by(|(one, _), (other, _)| {
            (&one.device, &one.peer, one.role).cmp(&(&other.device, &other.peer, other.role))
        });
        Ok(all)
    }
}

impl Sessions for Disk {
    fn open_session(&self, session: &Session) -> Result<(), StoreError> {
        let it = &mut *self.0.borrow_mut();
        let is_it = |it: &Session| it.id == session.id && it.key.peer == session.key.peer;
        if !it.sessions.iter().any(is_it) {
            it.sessions.push(Session {
                steps: 0,
                rule: None,
                closed: None,
                outcome: None,
                updated: session.opened,
                ..session.clone()
            });
            it.undo.push(Undo::NewSession);
        }
        Ok(())
    }

    fn step_session(
        &self,
        peer: &str,
        id: &str,
        rule: Option<&str>,
        state: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        if let Some(session) = self.0.borrow_mut().session(peer, id) {
            session.steps += 1;
            session.rule = rule.map(str::to_owned);
            state.clone_into(&mut session.state);
            session.updated = now;
        }
        Ok(())
    }

    fn note_session(
        &self,
        peer: &str,
        id: &str,
        outcome: Option<&str>,
        closed: Option<i64>,
    ) -> Result<(), StoreError> {
        if let Some(session) = self.0.borrow_mut().session(peer, id) {
            if let Some(outcome) = outcome {
                session.outcome = Some(outcome.to_owned());
            }
            session.closed = session.closed.or(closed);
        }
        Ok(())
    }

    fn sessions(&self, id: Option<&str>, most: u32) -> Result<Vec<Session>, StoreError> {
        let it = self.0.borrow();
        let named = it.sessions.iter().filter(|it| id.is_none_or(|id| it.id == id));
        let mut found: Vec<Session> = named.cloned().collect();
        found.sort_by_key(|session| std::cmp::Reverse(session.opened));
        found.truncate(most as usize);
        Ok(found)
    }

    fn used(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError> {
        let it = self.0.borrow();
        let found = it.sessions.iter().find(|it| it.id == session && it.key.peer == peer);
        Ok(found.map(|session| session.key.clone()))
    }

    fn trace(&self, _: &Table, key: &Key, entry: &Entry) -> Result<(), StoreError> {
        let it = &mut *self.0.borrow_mut();
        it.traces.push((key.clone(), entry.clone()));
        it.undo.push(Undo::Traced);
        Ok(())
    }

    fn given(&self, peer: &str, request: &str) -> Result<Option<Given>, StoreError> {
        let it = self.0.borrow();
        let found = it.given.iter().find(|it| it.peer == peer && it.request == request);
        Ok(found.map(|it| it.given.clone()))
    }

    fn give(
        &self,
        peer: &str,
        request: &str,
        given: &Given,
        now: i64,
        oldest: i64,
    ) -> Result<(), StoreError> {
        let it = &mut *self.0.borrow_mut();
        if !it.given.iter().any(|it| it.peer == peer && it.request == request) {
            let (peer, request, given) = (peer.to_owned(), request.to_owned(), given.clone());
            it.given.push(Answered { peer, request, at: now, given });
            it.undo.push(Undo::Gave);
        }
        while let Some(place) = it.given.iter().position(|it| it.at < oldest) {
            let forgotten = it.given.remove(place);
            it.undo.push(Undo::Forgot(place, forgotten));
        }
        Ok(())
    }
}

impl Unfinished for Disk {
    fn push(&self, key: &Key, what: &What) -> Result<i64, StoreError> {
        let it = &mut *self.0.borrow_mut();
        it.last += 1;
        let (id, key, what) = (it.last, key.clone(), what.clone());
        it.pending.push(Pending { id, key, what, attempted: false });
        it.undo.push(Undo::Pushed);
        Ok(id)
    }

    fn pending(&self, id: i64) -> Result<Option<Pending>, StoreError> {
        Ok(self.0.borrow().pending.iter().find(|it| it.id == id).cloned())
    }

    fn all_pending(&self) -> Result<Vec<Pending>, StoreError> {
        Ok(self.0.borrow().pending.clone())
    }

    fn awaits_response(&self, key: &Key) -> Result<bool, StoreError> {
        let it = self.0.borrow();
        let is_post = |it: &Pending| matches!(it.what, What::Post { .. }) && it.key == *key;
        Ok(it.pending.iter().any(is_post))
    }

    fn attempt(&self, id: i64) -> Result<(), StoreError> {
        let it = &mut *self.0.borrow_mut();
        let place = it.pending.iter().position(|it| it.id == id && !it.attempted);
        if let Some(place) = place {
            it.pending[place].attempted = true;
            it.undo.push(Undo::Attempted(place));
        }
        Ok(())
    }

    fn settle(&self, id: i64) -> Result<(), StoreError> {
        let it = &mut *self.0.borrow_mut();
        if let Some(place) = it.pending.iter().position(|it| it.id == id) {
            let settled = it.pending.remove(place);
            it.undo.push(Undo::Settled(place, settled));
        }
        Ok(())
    }

    fn abandon(&self, key: &Key) -> Result<Vec<Pending>, StoreError> {
        let it = &mut *self.0.borrow_mut();
        let mut waited = Vec::new();
        while let Some(place) = it.pending.iter().position(|it| it.key == *key) {
            let pending = it.pending.remove(place);
            waited.push(pending.clone());
            it.undo.push(Undo::Settled(place, pending));
        }
        while let Some(place) = it.timers.iter().position(|it| it.0 == *key) {
            let stopped = it.timers.remove(place);
            it.undo.push(Undo::Stopped(place, stopped));
        }
        Ok(waited)
    }

    fn timer(&self, key: &Key, timer: u8, due: Option<i64>) -> Result<(), StoreError> {
        let it = &mut *self.0.borrow_mut();
        let place = it.timers.iter().position(|it| it.0 == *key && it.1 == timer);
        match (place, due) {
            (Some(place), Some(due)) => {
                let was = std::mem::replace(&mut it.timers[place].2, due);
                it.undo.push(Undo::Timer(place, was));
            }
            (None, Some(due)) => {
                it.timers.push((key.clone(), timer, due));
                it.undo.push(Undo::NewTimer);
            }
            (Some(place), None) => {
                let stopped = it.timers.remove(place);
                it.undo.push(Undo::Stopped(place, stopped));
            }
            (None, None) => {}
        }
        Ok(())
    }

    fn timers(&self) -> Result<Vec<(Key, u8, i64)>, StoreError> {
        let mut all = self.0.borrow().timers.clone();
        all.sort();
        Ok(all)
    }
}
