//! One contract for both stores: what is asked of the database is asked of the simulated disk, in a
//! thousand operations by chance, and each answer must be the same.

use std::path::PathBuf;

use fastrand::Rng;
use protocol::{Party, Role};
use reference_server::store::{Given, Key, Record, Session, Storage, Store, What};
use simulation::disk::Disk;

/// A file that goes away with the test.
struct File(PathBuf);

impl Drop for File {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

fn file(name: &str) -> File {
    let name = format!("contract-{}-{name}.sqlite", std::process::id());
    File(std::env::temp_dir().join(name))
}

fn key(rng: &mut Rng) -> Key {
    let role = Role::ALL[rng.usize(..2)];
    Key { role, peer: format!("p{}", rng.u8(..2)), device: format!("d{}", rng.u8(..2)) }
}

fn session(rng: &mut Rng, key: Key, now: i64) -> Session {
    Session {
        id: format!("s{}", rng.u8(..6)),
        key,
        opened: now,
        closed: None,
        outcome: None,
        start: Party(rng.u64(..99)),
        options: Some(rng.u64(..9)),
        url: rng.bool(),
        full: rng.bool(),
        tree: "./SCOMO".to_owned(),
        steps: 0,
        rule: None,
        state: "idle".to_owned(),
        updated: now,
    }
}

/// One operation, drawn; what it answered, in words.
fn operation(store: &impl Storage, rng: &mut Rng, now: i64) -> String {
    let key = key(rng);
    let peer = key.peer.clone();
    let (id, name) = (rng.i64(1..12), format!("s{}", rng.u8(..6)));
    match rng.u8(..17) {
        0 => {
            let record = Record {
                party: Party(rng.u64(..9_999)),
                number: rng.u64(1..16),
                session: rng.bool().then_some(name),
                steps: rng.u32(..9),
                cause: rng.bool().then_some(403),
                ..Record::default()
            };
            format!("{:?}", store.put(&key, &record))
        }
        1 => format!("{:?}", store.record(&key)),
        2 => format!("{:?}", store.by_session(&peer, &name)),
        3 => format!("{:?}", store.by_device(key.role, &key.device)),
        4 => format!("{:?}", store.open_session(&session(rng, key, now))),
        5 => format!("{:?}", store.step_session(&peer, &name, Some("ACC-1-01"), "there", now)),
        6 => {
            let (told, over) = (rng.bool().then_some("failed"), rng.bool().then_some(now));
            format!("{:?}", store.note_session(&peer, &name, told, over))
        }
        7 => format!("{:?}", store.used(&peer, &name)),
        8 => format!("{:?}", store.given(&peer, &name)),
        9 => {
            let given = Given { status: 200, body: vec![rng.u8(..)], digest: vec![1] };
            format!("{:?}", store.give(&peer, &name, &given, now, now - 40))
        }
        10 => {
            let what = match rng.bool() {
                true => What::Command(rng.u8(1..9)),
                false => What::Post { message: 1, number: 2, session: name, body: vec![3] },
            };
            format!("{:?}", store.push(&key, &what))
        }
        11 => format!("{:?}", store.pending(id)),
        12 => format!("{:?}", store.awaits_response(&key)),
        13 => format!("{:?} {:?}", store.attempt(id), store.pending(id)),
        14 => format!("{:?}", store.settle(id)),
        15 => {
            let due = rng.bool().then_some(now);
            format!("{:?}", store.timer(&key, rng.u8(..3), due))
        }
        _ if rng.u8(..4) == 0 => format!("{:?}", store.abandon(&key)),
        _ => String::new(),
    }
}

/// All that can be read at once; in an order of its own where the store promises none.
fn everything(store: &impl Storage) -> String {
    let mut timers = store.timers().expect("they can be read");
    timers.sort();
    let mut sessions = store.sessions(None, 99).expect("they can be read");
    sessions.sort_by(|one, other| (&one.id, &one.key).cmp(&(&other.id, &other.key)));
    format!("{:?}\n{:?}\n{timers:?}\n{sessions:?}", store.all(), store.all_pending())
}

/// Plays the same operations on a store, in transactions some of which are taken back.
fn played(store: &impl Storage, seed: u64) -> Vec<String> {
    let mut rng = Rng::with_seed(seed);
    let mut answers = Vec::new();
    for now in 0..150 {
        store.begin().expect("a transaction begins");
        for _ in 0..rng.u8(1..9) {
            answers.push(operation(store, &mut rng, now));
        }
        if rng.u8(..4) == 0 {
            store.rollback();
        } else {
            store.commit().expect("there is room");
        }
        answers.push(everything(store));
    }
    answers
}

#[test]
fn the_disk_answers_as_the_database_does() {
    for seed in 0..6 {
        let file = file(&seed.to_string());
        let database = played(&Store::open(&file.0).expect("it opens"), seed);
        let disk = played(&Disk::default(), seed);
        for (number, (expected, found)) in database.iter().zip(&disk).enumerate() {
            assert_eq!(expected, found, "answer {number} of seed {seed}");
        }
        assert_eq!(database.len(), disk.len());
    }
}

#[test]
fn what_is_not_committed_is_lost_with_the_power() {
    let disk = Disk::default();
    let key = Key { role: Role::Delegating, peer: "p".to_owned(), device: "d".to_owned() };
    disk.begin().expect("a transaction begins");
    let first = disk.push_command(&key);
    disk.commit().expect("there is room");
    let before = everything(&disk);
    disk.begin().expect("a transaction begins");
    let second = disk.push_command(&key);
    assert_ne!(first, second);
    disk.lose_power();
    assert_eq!(everything(&disk), before);
    disk.fill(true);
    disk.begin().expect("a transaction begins");
    disk.push_command(&key);
    assert!(disk.commit().is_err());
    disk.rollback();
    assert_eq!(everything(&disk), before);
}

/// What is asked of a disk here in short.
trait Short {
    fn push_command(&self, key: &Key) -> i64;
}

impl Short for Disk {
    fn push_command(&self, key: &Key) -> i64 {
        use reference_server::store::Unfinished;
        self.push(key, &What::Command(1)).expect("it is noted")
    }
}
