//! The disk as a store: what the database answers, from lists in memory.

use protocol::{Role, Table};
use reference_server::store::{
    Delegations, Given, Key, Pending, Record, Session, Sessions, Storage, StoreError, Unfinished,
    What,
};
use trace::format::Entry;

use super::{Answered, Disk, Undo};

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
