//! The server's own operations on a real tree are those of the world: after each, in random
//! sequences by both servers, the device's answer and its facts are what the world says.
//!
//! `SEED=7 cargo test -p tests --test refinement` plays one sequence.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

#[path = "refinement/device.rs"]
mod device;
#[path = "refinement/server.rs"]
mod server;
#[path = "refinement/story.rs"]
mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use dm_client::Cleaning;
use protocol::{Answer, Op, Role};
use story::{Fault, Seen, Session, Start, Step, Story};
use world::{Acls, Device as World};

const SEEDS: std::ops::Range<u64> = 0..500;

/// The seed that is asked for alone.
fn seed() -> Option<u64> {
    let seed = std::env::var("SEED").ok()?;
    Some(seed.parse().unwrap_or_else(|_| panic!("SEED={seed}: expected a number")))
}

#[test]
fn each_operation_of_the_server_is_that_of_the_world() {
    let seeds = seed().map_or(SEEDS, |seed| seed..seed + 1);
    let is_whole = seeds == SEEDS;
    let mut facts = BTreeSet::new();
    let mut answers: BTreeMap<String, u32> = BTreeMap::new();
    for seed in seeds {
        let story = Story::drawn(seed);
        let played = {
            let _said_in_a_panic = Again(seed);
            story.play()
        };
        match played {
            Ok(seen) => seen.iter().for_each(|Seen { op, by, answer, after }| {
                facts.insert(*after);
                *answers.entry(format!("{by:?} {op:?}: {answer:?}")).or_default() += 1;
            }),
            Err(fault) => panic!("{}", told(seed, &story, fault)),
        }
    }
    if !is_whole {
        return;
    }
    // Sequences that go nowhere would show nothing.
    assert!(facts.len() > 50, "only {} combinations of facts", facts.len());
    let possible = |role, op: Op, answer| {
        let worlds = (0..=u8::MAX).map(World);
        let answers = |acls| worlds.clone().map(move |world| world.answer(op, role, acls));
        let same = |reply| story::class(reply) == answer;
        answers(Acls::Cleaned).any(same) && op.is_of(role)
    };
    for role in [Role::Delegating, Role::Delegated] {
        for op in story::ops() {
            for answer in [Answer::Did, Answer::FoundDone, Answer::Refused] {
                let name = format!("{role:?} {op:?}: {answer:?}");
                let is_seen = answers.contains_key(&name);
                assert_eq!(is_seen, possible(role, op, answer), "{name}: {answers:#?}");
            }
        }
    }
}

/// The line that repeats a sequence; said also where that ends in a panic.
struct Again(u64);

impl fmt::Display for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SEED={} cargo test -p tests --test refinement", self.0)
    }
}

impl Drop for Again {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{self}");
        }
    }
}

/// What went wrong, in the shortest words that still do.
fn told(seed: u64, story: &Story, fault: Fault) -> String {
    let (shortest, fault) = story.shortest(fault);
    format!("{}\n{shortest}{}{}", Again(seed), fault.said, fault.why)
}

#[test]
fn a_device_that_does_otherwise_is_found_and_shown_shortly() {
    let fails = |seed| {
        let story = Story { cleaning: Cleaning::Kept, acls: Acls::Cleaned, ..Story::drawn(seed) };
        let fault = story.play().err()?;
        Some(told(seed, &story, fault))
    };
    let text = SEEDS.into_iter().find_map(fails).expect("it is no device that cleans ACLs");
    assert!(text.starts_with("SEED="), "{text}");
    assert!(text.contains("the tree says") && text.contains("delete "), "{text}");
    let steps = text.lines().filter(|line| line.ends_with(" session")).count();
    assert!(steps < 7, "{text}");
}

#[test]
fn an_acl_left_empty_is_inherited_which_the_world_does_not_have() {
    let ops = [Op::CreateAccount, Op::GrantAll, Op::Withdraw, Op::DeleteOwnAccount];
    let by = Role::Delegating;
    let steps = ops.map(|op| Step::Order { by, op, session: Session::New }).to_vec();
    let story = Story { start: Start::Untouched, steps, ..Story::drawn(0) };
    let story = Story { cleaning: Cleaning::Cleaned, acls: Acls::Cleaned, ..story };
    // A sequence is left where the two differ.
    assert_eq!(story.play().unwrap().len(), 3);
    let fault = story.play_on().unwrap_err();
    assert_eq!(fault.at, 3);
    let tree = "the tree says  account(2), auto_session(2), rights(2, delegated), rights(2, rest)";
    let world = "the world says account(2), auto_session(2), rights(2, rest)";
    assert_eq!(fault.why, format!("{tree}\n{world}\n"));
}
