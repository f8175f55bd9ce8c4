//! The places of a listener: a bounded number of connections. Where all are taken, the one that
//! has said nothing for longest makes room, so that idle connections shut nobody out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::metrics::Interface;

/// The most connections of one listener, whatever the system allows.
const MOST: usize = 20_000;
/// The fewest, however little it allows.
const FEWEST: usize = 16;
/// Descriptors for everything else: the database, operators, connections to peers and devices.
const OTHERS: usize = 256;

/// The places of one listener.
#[derive(Debug)]
pub(super) struct Places {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    count: usize,
    /// The number of the next place that becomes idle.
    next: u64,
    /// Those on which no request is answered; the one that has been so for longest first.
    idle: BTreeMap<u64, Arc<Notify>>,
}

/// One place; free again when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    state: Mutex<Option<u64>>,
    leave: Arc<Notify>,
}

impl Places {
    /// As many as the system's limit of descriptors allows for this interface.
    pub(super) fn of(interface: Interface) -> Arc<Places> {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let room = descriptors(&limits).map_or(MOST, |all| all.saturating_sub(OTHERS));
        let share = match interface {
            Interface::Peer => room / 3 * 2,
            Interface::Device => room / 3,
        };
        Places::new(share.clamp(FEWEST, MOST))
    }

    fn new(most: usize) -> Arc<Places> {
        Arc::new(Places { most, taken: Mutex::default() })
    }

    /// A place for a new connection, which is idle at first; `None` where all are busy. Whether
    /// another has to leave for it is said too.
    pub(super) fn take(self: &Arc<Places>) -> Option<(Place, bool)> {
        let mut taken = self.taken();
        let is_full = taken.count >= self.most;
        if is_full {
            let (_, longest) = taken.idle.pop_first()?;
            longest.notify_one();
        }
        taken.count += 1;
        drop(taken);
        let (state, leave) = (Mutex::new(None), Arc::new(Notify::new()));
        let place = Place { places: Arc::clone(self), state, leave };
        place.rest();
        Some((place, is_full))
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        // Nothing in here panics half-way.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// A request has come: nobody sends this connection away.
    pub(super) fn work(&self) {
        let state = self.state().take();
        if let Some(number) = state {
            self.places.taken().idle.remove(&number);
        }
    }

    /// It is answered.
    pub(super) fn rest(&self) {
        self.work();
        let mut taken = self.places.taken();
        let number = taken.next;
        taken.next += 1;
        taken.idle.insert(number, Arc::clone(&self.leave));
        drop(taken);
        *self.state() = Some(number);
    }

    /// Until the place is wanted for another connection.
    pub(super) async fn wanted(&self) {
        self.leave.notified().await;
    }

    fn state(&self) -> MutexGuard<'_, Option<u64>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.work();
        self.places.taken().count -= 1;
    }
}

/// How many descriptors this process may have open, where the system says it in this form.
fn descriptors(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the place has been told to leave.
    async fn is_wanted(place: &Place) -> bool {
        let soon = std::time::Duration::from_millis(1);
        tokio::time::timeout(soon, place.wanted()).await.is_ok()
    }

    #[tokio::test]
    async fn who_is_idle_for_longest_makes_room() {
        let places = Places::new(3);
        let [first, second, third] = [0; 3].map(|_| places.take().expect("there is room").0);
        first.work();
        first.rest();
        second.work();
        let (fourth, others_leave) = places.take().expect("the third is idle for longest");
        assert!(others_leave && is_wanted(&third).await);
        drop(third);
        assert!(!is_wanted(&first).await && !is_wanted(&second).await);
        first.work();
        fourth.work();
        assert!(places.take().is_none(), "all answer requests");
        drop(second);
        let (_, others_leave) = places.take().expect("a place is free");
        assert!(!others_leave);
    }

    #[test]
    fn the_limit_of_the_system() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max open files            1024                 20000                files\n";
        assert_eq!(descriptors(limits), Some(1024));
        assert_eq!(descriptors("Max open files unlimited unlimited files"), None);
        assert_eq!(descriptors(""), None);
    }
}
