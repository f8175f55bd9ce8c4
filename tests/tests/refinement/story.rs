//! A sequence of operations, drawn from a seed, played on a real tree and in the world.

use std::fmt;

use codec::delegation::DmAcc;
use dm_client::uri::Path;
use dm_client::{Cleaning, Device, Facts, Identity, Version, bootstrap};
use protocol::{Answer, Op, Role};
use reference_server::device::bootstrap::document;
use tests::draw::Noise;
use world::{Acls, Device as World, Reply};

use super::device::Phone;
use super::server::{DEVICE, DMS_1, DMS_2, PART, Server, account_2, account_of};

/// How many steps are drawn.
const STEPS: usize = 24;

/// All that decides how a sequence goes.
#[derive(Clone, Debug)]
pub struct Story {
    pub start: Start,
    pub version: Version,
    /// What the device does with the rights of a deleted account, and what the world says of it.
    pub cleaning: Cleaning,
    pub acls: Acls,
    pub steps: Vec<Step>,
}

/// The tree at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Only DMS-1 is there.
    Untouched,
    /// The device was bootstrapped by DMS-2 besides.
    Bootstrapped,
    /// The same, on a device that gives an account that came by bootstrap to its server alone.
    Closed,
}

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The device fetches an account, if it has to.
    Fetch,
    /// A server does an operation.
    Order { by: Role, op: Op, session: Session },
}

/// The session of the protocol in which an operation is done: what the driver passes along of
/// what earlier operations found ends with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    Same,
    New,
}

/// An operation that has been done as the world says.
#[derive(Debug)]
pub struct Seen {
    pub op: Op,
    pub by: Role,
    pub answer: Answer,
    pub after: World,
}

/// The first step that was not as the world says.
#[derive(Debug)]
pub struct Fault {
    pub at: usize,
    pub why: String,
    /// What was said to the device in it.
    pub said: String,
}

/// The operations that a server has a device do. `bootstrap` is out of band, and the line refuses it.
pub fn ops() -> impl Iterator<Item = Op> {
    Op::ALL.into_iter().map(|(op, _)| op).filter(|op| *op != Op::Bootstrap)
}

impl Story {
    /// The same for the same seed.
    pub fn drawn(seed: u64) -> Story {
        let mut noise = Noise(seed);
        let (cleaning, acls) = match noise.below(3) {
            0 => (Cleaning::Kept, Acls::Kept),
            _ => (Cleaning::Cleaned, Acls::Cleaned),
        };
        let start = [Start::Untouched, Start::Bootstrapped, Start::Closed][noise.below(3)];
        let version = [Version::Dm12, Version::Dm13][noise.below(2)];
        let ops: Vec<Op> = ops().collect();
        let mut steps = Vec::new();
        while steps.len() < STEPS {
            let by = [Role::Delegated, Role::Delegating, Role::Delegating][noise.below(3)];
            let op = ops[noise.below(ops.len())];
            let session = [Session::New, Session::Same, Session::Same][noise.below(3)];
            // DMS-1 leaving ends most sequences: not too often.
            let is_left = op == Op::DeleteOwnAccount && noise.below(4) > 0;
            if noise.below(8) == 0 {
                steps.push(Step::Fetch);
            } else if op.is_of(by) && !is_left {
                steps.push(Step::Order { by, op, session });
            }
        }
        Story { start, version, cleaning, acls, steps }
    }

    /// Plays it; leaves it where the one known deviation begins.
    pub fn play(&self) -> Result<Vec<Seen>, Fault> {
        self.run(part_is_inherited)
    }

    /// The same through the known deviation.
    pub fn play_on(&self) -> Result<Vec<Seen>, Fault> {
        self.run(|_, _, _| false)
    }

    fn run(&self, is_left: fn(World, Op, Acls) -> bool) -> Result<Vec<Seen>, Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.walk(is_left))
    }

    async fn walk(&self, is_left: fn(World, Op, Acls) -> bool) -> Result<Vec<Seen>, Fault> {
        let (device, mut world) = self.start.tree();
        let mut phone =
            Phone { device, cleaning: self.cleaning, version: self.version, said: String::new() };
        let mut servers = [Server::new(Role::Delegating), Server::new(Role::Delegated)];
        let mut seen = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            phone.said.clear();
            match *step {
                Step::Fetch => world = fetch(&mut phone.device, world),
                Step::Order { by, op, session } => {
                    if is_left(world, op, self.acls) {
                        break;
                    }
                    let reply = world.answer(op, by, cleaned_by_server(op, by, self.acls));
                    let answer = servers[by.index()].does(op, session, &mut phone).await;
                    if answer != class(reply) {
                        let expected = class(reply);
                        let why = format!("the device {answer:?}\nthe world {expected:?}\n");
                        return Err(Fault { at, why, said: phone.said });
                    }
                    if let Reply::Done(after) = reply {
                        world = after;
                    }
                    seen.push(Seen { op, by, answer, after: world });
                }
            }
            let now = facts(&phone.device);
            if now != world {
                let (now, world) = (names(now), names(world));
                let why = format!("the tree says  {now}\nthe world says {world}\n");
                return Err(Fault { at, why, said: phone.said });
            }
        }
        Ok(seen)
    }

    /// A sequence with as few steps as it takes to go wrong: what comes after the fault is left
    /// out, then each step without which there is one all the same.
    pub fn shortest(&self, mut fault: Fault) -> (Story, Fault) {
        let mut story = self.clone();
        story.steps.truncate(fault.at + 1);
        let mut place = 0;
        while place < story.steps.len() {
            let mut less = story.clone();
            less.steps.remove(place);
            match less.play() {
                Ok(_) => place += 1,
                Err(other) => {
                    less.steps.truncate(other.at + 1);
                    (story, fault) = (less, other);
                }
            }
        }
        (story, fault)
    }
}

impl Start {
    fn tree(self) -> (Device, World) {
        let id = DEVICE.to_owned();
        let identity = Identity { id, man: "Example".to_owned(), model: "H7".to_owned() };
        let device = Device::factory(&identity, &account_of(Role::Delegating));
        if self == Start::Untouched {
            return (device, World::UNTOUCHED);
        }
        let account = DmAcc { no_auto_initial_session: Some(true), ..account_2() };
        let mut device = device.with_account(&account);
        if self == Start::Closed {
            let node = device.tree.node_mut(&Path::parse("./DMAcc/dms2").unwrap()).unwrap();
            node.acl = Some("Get=dms2&Replace=dms2&Delete=dms2".parse().unwrap());
        }
        (device, World::BOOTSTRAPPED)
    }
}

/// The device's own event, with the document that the server serves. A device that does not know
/// yet whose account an entry gives fetches it also where the account is there.
fn fetch(device: &mut Device, world: World) -> World {
    let gives = world.has(World::ENTRY_2) && !world.has(World::ACCOUNT_2);
    let due = device.fetches_due();
    assert!(!gives || !due.is_empty(), "{}", names(world));
    for url in due {
        let (name, node) = bootstrap::parse(&document(&account_2())).unwrap();
        let server = device.bootstrap(&name, node).unwrap();
        device.origins.insert(url, server);
    }
    if gives { World(world.0 | World::ACCOUNT_2 | World::AUTO_2) } else { world }
}

/// Where a device keeps the rights of an account that DMS-1 deletes, the server takes them out
/// itself: what the world has for devices that clean.
fn cleaned_by_server(op: Op, by: Role, acls: Acls) -> Acls {
    if op == Op::DeleteAccount && by == Role::Delegating { Acls::Cleaned } else { acls }
}

/// Where the standard's rules do something else than the world: DMS-1 goes, and the ACL of the
/// part, which named nobody else, is left empty and thereby inherited from the root, which names
/// DMS-2. The world leaves the part to nobody.
fn part_is_inherited(world: World, op: Op, acls: Acls) -> bool {
    op == Op::DeleteOwnAccount
        && acls == Acls::Cleaned
        && world.has(World::ACCOUNT_1 | World::REST_2)
        && !world.any(World::PART_2)
}

/// The answer that a server gets.
pub fn class(reply: Reply) -> Answer {
    match reply {
        Reply::Done(_) => Answer::Did,
        Reply::FoundDone => Answer::FoundDone,
        Reply::Refused => Answer::Refused,
    }
}

/// The abstraction: what the world would say of this tree.
fn facts(device: &Device) -> World {
    let part = Path::parse(PART).unwrap();
    let Facts { account_1, part_1, rest_1, account_2, auto_2, part_2, rest_2, entry_2 } =
        device.facts(DMS_1, DMS_2, &part);
    let bits = [account_1, part_1, rest_1, account_2, auto_2, part_2, rest_2, entry_2];
    World(bits.iter().rev().fold(0, |all, bit| all << 1 | u8::from(*bit)))
}

fn names(facts: World) -> String {
    facts.names().collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}, {:?}, ACLs {:?}", self.start, self.version, self.acls)?;
        for step in &self.steps {
            match step {
                Step::Fetch => f.write_str("  the device fetches\n")?,
                Step::Order { by, op, session } => {
                    let full =
                        if matches!(op, Op::GrantAll | Op::WithdrawAll) { " all" } else { "" };
                    let word = op.word();
                    writeln!(f, "  {} {word}{full}, {session:?} session", by.name())?;
                }
            }
        }
        Ok(())
    }
}
