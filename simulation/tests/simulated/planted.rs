//! Mistakes planted around the disk of a server, and the runs that find them.
//!
//! The driver keeps nothing itself: whatever it would forget, write too late or read wrongly can be
//! planted between it and its store, and the product needs no seam for it.

use std::cell::Cell;

use expect_test::{Expect, expect};
use protocol::{Role, Table, vars};
use reference_server::store::{
    Delegations, Given, Key, Pending, Record, Session, Sessions, Storage, StoreError, Unfinished,
    What,
};
use simulation::dice::Dice;
use simulation::disk::Disk;
use simulation::many::{Order, many, one};
use simulation::server::Mount;
use simulation::shrink::shrink;
use trace::format::Entry;

use super::subject;

/// The runs in which each has to be found.
const RUNS: u64 = 100_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bug {
    /// Outputs leave before what they rest on is durable: it is only with the next transaction.
    TooEarly,
    /// A stopped timer stays on the disk, and the record says that it runs.
    TimerStays,
    /// A message that comes again takes effect again.
    Replayed,
    /// Timers are not set again after a restart.
    NoTimers,
}

struct Planted {
    disk: Disk,
    bug: Bug,
    is_late: Cell<bool>,
}

impl Planted {
    fn new(disk: Disk, bug: Bug) -> Planted {
        Planted { disk, bug, is_late: Cell::new(false) }
    }
}

impl Storage for Planted {
    fn begin(&self) -> Result<(), StoreError> {
        if self.is_late.replace(false) {
            self.disk.commit()?;
        }
        self.disk.begin()
    }

    fn commit(&self) -> Result<(), StoreError> {
        if self.bug == Bug::TooEarly {
            self.is_late.set(true);
            return Ok(());
        }
        self.disk.commit()
    }

    fn rollback(&self) {
        self.disk.rollback();
    }
}

impl Delegations for Planted {
    fn record(&self, key: &Key) -> Result<Record, StoreError> {
        let mut record = self.disk.record(key)?;
        if self.bug == Bug::TimerStays {
            for (_, timer, _) in self.disk.timers()?.iter().filter(|timer| timer.0 == *key) {
                record.party.0 |= vars::bit(vars::RUNNING, *timer).mask();
            }
        }
        Ok(record)
    }
    fn put(&self, key: &Key, record: &Record) -> Result<(), StoreError> {
        self.disk.put(key, record)
    }
    fn by_session(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError> {
        self.disk.by_session(peer, session)
    }
    fn by_device(&self, role: Role, device: &str) -> Result<Vec<Key>, StoreError> {
        self.disk.by_device(role, device)
    }
    fn all(&self) -> Result<Vec<(Key, Record)>, StoreError> {
        self.disk.all()
    }
}

impl Sessions for Planted {
    fn open_session(&self, session: &Session) -> Result<(), StoreError> {
        self.disk.open_session(session)
    }
    fn step_session(
        &self,
        peer: &str,
        id: &str,
        rule: Option<&str>,
        state: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        self.disk.step_session(peer, id, rule, state, now)
    }
    fn note_session(
        &self,
        peer: &str,
        id: &str,
        outcome: Option<&str>,
        closed: Option<i64>,
    ) -> Result<(), StoreError> {
        self.disk.note_session(peer, id, outcome, closed)
    }
    fn sessions(&self, id: Option<&str>, most: u32) -> Result<Vec<Session>, StoreError> {
        self.disk.sessions(id, most)
    }
    fn used(&self, peer: &str, session: &str) -> Result<Option<Key>, StoreError> {
        self.disk.used(peer, session)
    }
    fn trace(&self, table: &Table, key: &Key, entry: &Entry) -> Result<(), StoreError> {
        self.disk.trace(table, key, entry)
    }
    fn given(&self, peer: &str, request: &str) -> Result<Option<Given>, StoreError> {
        if self.bug == Bug::Replayed { Ok(None) } else { self.disk.given(peer, request) }
    }
    fn give(
        &self,
        peer: &str,
        request: &str,
        given: &Given,
        now: i64,
        oldest: i64,
    ) -> Result<(), StoreError> {
        self.disk.give(peer, request, given, now, oldest)
    }
}

impl Unfinished for Planted {
    fn push(&self, key: &Key, what: &What) -> Result<i64, StoreError> {
        self.disk.push(key, what)
    }
    fn pending(&self, id: i64) -> Result<Option<Pending>, StoreError> {
        self.disk.pending(id)
    }
    fn all_pending(&self) -> Result<Vec<Pending>, StoreError> {
        self.disk.all_pending()
    }
    fn awaits_response(&self, key: &Key) -> Result<bool, StoreError> {
        self.disk.awaits_response(key)
    }
    fn attempt(&self, id: i64) -> Result<(), StoreError> {
        self.disk.attempt(id)
    }
    fn settle(&self, id: i64) -> Result<(), StoreError> {
        self.disk.settle(id)
    }
    fn abandon(&self, key: &Key) -> Result<Vec<Pending>, StoreError> {
        self.disk.abandon(key)
    }
    fn timer(&self, key: &Key, timer: u8, due: Option<i64>) -> Result<(), StoreError> {
        if self.bug == Bug::TimerStays && due.is_none() {
            return Ok(());
        }
        self.disk.timer(key, timer, due)
    }
    fn timers(&self) -> Result<Vec<(Key, u8, i64)>, StoreError> {
        if self.bug == Bug::NoTimers { Ok(Vec::new()) } else { self.disk.timers() }
    }
}

/// Finds the bug, and makes its story short: what is wrong, and the steps before and after.
fn check(edition: &str, mount: Mount<Planted>, expected: &Expect) {
    let subject = subject(edition);
    let summary = many(&subject, mount, Order { seed: 1, runs: RUNS, threads: 2, toward: None });
    let failure = summary.failures.first().expect("it is found");
    let (seed, toward, name) = (failure.seed, failure.toward, failure.problem.name);
    let whole = one(&subject, mount, Dice::of(seed), (toward, true));
    let choices = (whole.choices.clone(), toward);
    let shrunk = shrink(&subject, mount, choices, name).expect("it fails again");
    assert!(shrunk.outcome.steps <= whole.steps);
    assert_eq!(shrunk.outcome.cells.len(), 1, "one device is enough");
    let runs = summary.runs;
    expected.assert_eq(&format!(
        "{name}, within {runs} runs; {} steps made {}",
        whole.steps, shrunk.outcome.steps
    ));
}

#[test]
fn outputs_that_leave_before_they_are_durable_are_found() {
    check(
        "amended",
        |disk| Planted::new(disk, Bug::TooEarly),
        &expect!["no_unspecified_reception, within 1024 runs; 59 steps made 25"],
    );
}

#[test]
fn a_timer_that_is_not_stopped_is_found() {
    check(
        "amended",
        |disk| Planted::new(disk, Bug::TimerStays),
        &expect!["every_session_ends, within 1024 runs; 16 steps made 14"],
    );
}

#[test]
fn a_message_that_takes_effect_again_is_found() {
    check(
        "amended",
        |disk| Planted::new(disk, Bug::Replayed),
        &expect!["repetition, within 1024 runs; 96 steps made 11"],
    );
}

#[test]
fn timers_that_a_restart_forgets_are_found() {
    check(
        "2012-candidate",
        |disk| Planted::new(disk, Bug::NoTimers),
        &expect!["timer, within 1024 runs; 20 steps made 11"],
    );
}
