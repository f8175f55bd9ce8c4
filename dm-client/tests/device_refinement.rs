//! The world's device is what the real one is: each operation of the protocol, done on a real tree
//! by the commands that a server sends, changes the facts as the world says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use codec::delegation::DmAcc;
use dm_client::acl::{Acl, Right};
use dm_client::operation::{Operation, Reply as Told};
use dm_client::tree::{Format, Node};
use dm_client::uri::Path;
use dm_client::{Cleaning, Device, Facts, Identity, account};
use protocol::{Op, Role};
use world::{Acls, Device as World, Reply};

const DMS_1: &str = "dms1";
const DMS_2: &str = "dms2";
const PART: &str = "./SCOMO";

/// How a server writes ACLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    /// On each part that an operation is about.
    Each,
    /// Only where what is inherited does not say it already.
    Needed,
}

/// What an operation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Done,
    FoundDone,
    Refused,
}

/// A server in a DM session with the device.
struct Line<'d> {
    device: &'d mut Device,
    by: &'static str,
    cleaning: Cleaning,
    habit: Habit,
}

/// What a server does where a command is refused: it gives up.
type Step<T> = Result<T, u16>;

impl Line<'_> {
    fn tell(&mut self, operation: Operation<'_>) -> Told {
        self.device.perform(self.by, &operation, self.cleaning)
    }

    fn command(&mut self, operation: Operation<'_>) -> Step<()> {
        self.value(operation).map(|_| ())
    }

    fn value(&mut self, operation: Operation<'_>) -> Step<String> {
        let told = self.tell(operation);
        if told.status.is_done() {
            Ok(told.found.map(|found| found.data).unwrap_or_default())
        } else {
            Err(told.status.0)
        }
    }

    /// The value there; none if the node is missing.
    fn look(&mut self, target: &str) -> Step<Option<String>> {
        match self.value(Operation::get(target)) {
            Ok(value) => Ok(Some(value)),
            Err(404) => Ok(None),
            Err(code) => Err(code),
        }
    }

    /// The node of the account of DMS-2. DMS-2 cannot read the list; it knows its own node.
    fn account(&mut self) -> Step<Option<String>> {
        if self.by == DMS_2 {
            return Ok(Some("./DMAcc/dms2".to_owned()));
        }
        let names = self.value(Operation::get("./DMAcc"))?;
        for name in names.split('/').filter(|name| !name.is_empty()) {
            if self.look(&format!("./DMAcc/{name}/ServerID"))?.as_deref() == Some(DMS_2) {
                return Ok(Some(format!("./DMAcc/{name}")));
            }
        }
        Ok(None)
    }

    /// The ACL that holds, read as a server must: node by node upwards.
    fn acl(&mut self, address: &str) -> Step<Acl> {
        let mut address = address.to_owned();
        loop {
            let text = self.value(Operation::get(&format!("{address}?prop=ACL")))?;
            if !text.is_empty() {
                return text.parse().map_err(|_| 0);
            }
            let above = address.rsplit_once('/').ok_or(0_u16)?.0.to_owned();
            address = above;
        }
    }

    fn set_acl(&mut self, address: &str, acl: &Acl) -> Step<()> {
        self.command(Operation::replace(&format!("{address}?prop=ACL"), &acl.to_string()))
    }

    fn create(&mut self, quiet: bool) -> Step<Answer> {
        if self.account()?.is_some() {
            return Ok(Answer::FoundDone);
        }
        let object = account::node(&dms_2(quiet));
        self.add("./DMAcc/dms2", &object)?;
        // By inheritance the account would be DMS-1's alone.
        let mut acl = self.acl("./DMAcc/dms2")?;
        for right in [Right::Get, Right::Replace, Right::Delete] {
            acl.give(right, DMS_2);
        }
        self.set_acl("./DMAcc/dms2", &acl)?;
        Ok(Answer::Done)
    }

    fn add(&mut self, address: &str, node: &Node) -> Step<()> {
        let (format, kind) = (Some(node.format.name()), node.kind.as_deref());
        let data = Some(node.value().unwrap_or(""));
        let verb = Right::Add;
        self.command(Operation { verb, target: address, format, kind, data })?;
        for (name, node) in node.nodes().into_iter().flatten() {
            self.add(&format!("{address}/{name}"), node)?;
        }
        Ok(())
    }

    fn flag(&mut self, quiet: bool) -> Step<Answer> {
        let node = self.account()?.ok_or(404_u16)?;
        let target = format!("{node}/NoAutoInitialSession");
        let wanted = if quiet { "true" } else { "false" };
        if self.value(Operation::get(&target))? == wanted {
            return Ok(Answer::FoundDone);
        }
        let format = Some(Format::Bool.name());
        self.command(Operation { format, ..Operation::replace(&target, wanted) })?;
        Ok(Answer::Done)
    }

    fn grant(&mut self, parts: &[&str]) -> Step<Answer> {
        let has = |acl: &Acl| Right::ALL.into_iter().all(|right| acl.allows(right, DMS_2));
        let mut all = true;
        for part in parts {
            all &= has(&self.acl(part)?);
        }
        if all {
            return Ok(Answer::FoundDone);
        }
        for part in parts {
            let mut acl = self.acl(part)?;
            if self.habit == Habit::Each || !has(&acl) {
                Right::ALL.into_iter().for_each(|right| acl.give(right, DMS_2));
                self.set_acl(part, &acl)?;
            }
        }
        Ok(Answer::Done)
    }

    fn withdraw(&mut self, parts: &[&str]) -> Step<Answer> {
        let has = |acl: &Acl| Right::ALL.into_iter().any(|right| acl.allows(right, DMS_2));
        let mut any = false;
        for part in parts {
            any |= has(&self.acl(part)?);
        }
        if !any {
            return Ok(Answer::FoundDone);
        }
        for part in parts {
            let mut acl = self.acl(part)?;
            if self.habit == Habit::Each || has(&acl) {
                acl.remove(DMS_2);
                self.set_acl(part, &acl)?;
            }
        }
        Ok(Answer::Done)
    }

    fn delete_account(&mut self) -> Step<Answer> {
        let Some(node) = self.account()? else { return Ok(Answer::FoundDone) };
        self.command(Operation::delete(&node))?;
        Ok(Answer::Done)
    }

    fn entry(&mut self, wanted: bool) -> Step<Answer> {
        const ENTRY: &str = "./BootstrapConfig/dms2";
        if self.look(ENTRY)?.is_some() == wanted {
            return Ok(Answer::FoundDone);
        }
        if wanted {
            self.command(Operation::add_node(ENTRY))?;
            let url = "https://dms2.example.net/bootstrap";
            self.command(Operation::add("./BootstrapConfig/dms2/URL", url))?;
        } else {
            self.command(Operation::delete(ENTRY))?;
        }
        Ok(Answer::Done)
    }

    fn run(&mut self, op: Op) -> Step<Answer> {
        match op {
            Op::CreateAccount => self.create(false),
            Op::CreateQuietAccount => self.create(true),
            Op::Quiet => self.flag(true),
            Op::Unquiet => self.flag(false),
            Op::Grant => self.grant(&[PART]),
            Op::GrantAll => self.grant(&[".", PART]),
            Op::Withdraw => self.withdraw(&[PART]),
            Op::WithdrawAll => self.withdraw(&[".", PART]),
            Op::DeleteAccount => self.delete_account(),
            Op::DeleteOwnAccount => {
                self.command(Operation::delete("./DMAcc/dms1"))?;
                Ok(Answer::Done)
            }
            Op::AddEntry => self.entry(true),
            Op::RemoveEntry => self.entry(false),
            // The session itself is all.
            Op::OpenSession | Op::StopActivities => Ok(Answer::Done),
            // Out of band, as a fetch is.
            Op::Bootstrap => {
                if self.device.account(DMS_2).is_some() {
                    return Ok(Answer::FoundDone);
                }
                self.device.bootstrap("dms2", account::node(&dms_2(false)));
                Ok(Answer::Done)
            }
        }
    }
}

fn dms_2(quiet: bool) -> DmAcc<'static> {
    let mut account = account::simple(DMS_2, "https://dms2.example.net/dm", "me", "secret");
    account.no_auto_initial_session = Some(quiet);
    account
}

fn untouched() -> Device {
    let identity = Identity { id: "d".into(), man: "m".into(), model: "o".into() };
    let own = account::simple(DMS_1, "https://dms1.example.net/dm", "me", "secret");
    Device::factory(&identity, &own)
}

/// The abstraction: what the world would say of this tree.
fn facts(device: &Device) -> World {
    let part = Path::parse(PART).unwrap();
    let Facts { account_1, part_1, rest_1, account_2, auto_2, part_2, rest_2, entry_2 } =
        device.facts(DMS_1, DMS_2, &part);
    let bits = [account_1, part_1, rest_1, account_2, auto_2, part_2, rest_2, entry_2];
    World(bits.iter().rev().fold(0, |all, bit| all << 1 | u8::from(*bit)))
}

fn cleaning(acls: Acls) -> Cleaning {
    match acls {
        Acls::Cleaned => Cleaning::Cleaned,
        Acls::Kept => Cleaning::Kept,
    }
}

fn operate(device: &mut Device, op: Op, by: Role, cleaning: Cleaning, habit: Habit) -> Answer {
    let by = match by {
        Role::Delegating => DMS_1,
        Role::Delegated => DMS_2,
    };
    // A server that the device does not know any more finds its account gone.
    if op == Op::DeleteOwnAccount && device.account(by).is_none() {
        return Answer::FoundDone;
    }
    // Without an account there is no session.
    let has_session = !matches!(op, Op::StopActivities | Op::Bootstrap);
    if has_session && device.account(by).is_none() {
        return Answer::Refused;
    }
    Line { device, by, cleaning, habit }.run(op).unwrap_or(Answer::Refused)
}

fn names(facts: World) -> String {
    facts.names().collect::<Vec<_>>().join(", ")
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

/// A random behaviour; gives the facts that it went through, or what differed.
fn walk(seed: u64, acls: Acls, cleaning: Cleaning, habit: Habit) -> Result<Vec<World>, String> {
    let mut noise = fastrand::Rng::with_seed(seed);
    let mut device = untouched();
    let mut world = World::UNTOUCHED;
    if noise.usize(..2) == 1 {
        device = device.with_account(&dms_2(true));
        world = World::BOOTSTRAPPED;
    }
    let mut seen = vec![world];
    let mut story = format!("seed {seed}, {acls:?}, {habit:?}\n  {}\n", names(world));
    for _ in 0..30 {
        if noise.usize(..8) == 0 && world.has(World::ENTRY_2) && !world.has(World::ACCOUNT_2) {
            // The device fetches by itself.
            device.bootstrap("dms2", account::node(&dms_2(false)));
            world = World(world.0 | World::ACCOUNT_2 | World::AUTO_2);
            story.push_str("  fetch\n");
        } else {
            let (op, _) = Op::ALL[noise.usize(..Op::ALL.len())];
            let by = if noise.usize(..3) == 0 { Role::Delegated } else { Role::Delegating };
            // DMS-1 leaving ends most stories: not too often.
            if !op.is_of(by) || (op == Op::DeleteOwnAccount && noise.usize(..4) > 0) {
                continue;
            }
            let expected = world.answer(op, by, acls);
            let found = operate(&mut device, op, by, cleaning, habit);
            story.push_str(&format!("  {by:?} {}: {found:?}\n", op.word()));
            if part_is_inherited(world, op, acls) {
                return Ok(seen);
            }
            let expected = match expected {
                Reply::Done(after) => {
                    world = after;
                    Answer::Done
                }
                Reply::FoundDone => Answer::FoundDone,
                Reply::Refused => Answer::Refused,
            };
            if found != expected {
                return Err(format!("{story}the world says {expected:?}"));
            }
        }
        let now = facts(&device);
        if now != world {
            let (now, world) = (names(now), names(world));
            return Err(format!("{story}the tree says  {now}\nthe world says {world}"));
        }
        seen.push(world);
    }
    Ok(seen)
}

#[test]
fn each_operation_on_the_tree_is_that_of_the_world() {
    let mut seen = std::collections::BTreeSet::new();
    for acls in [Acls::Cleaned, Acls::Kept] {
        for habit in [Habit::Each, Habit::Needed] {
            for seed in 0..500 {
                match walk(seed, acls, cleaning(acls), habit) {
                    Ok(facts) => seen.extend(facts),
                    Err(story) => panic!("{story}"),
                }
            }
        }
    }
    // A walk that goes nowhere would show nothing.
    assert!(seen.len() > 60, "{} combinations of facts", seen.len());
}

#[test]
fn a_device_that_does_otherwise_is_found() {
    let story = (0..500)
        .find_map(|seed| walk(seed, Acls::Cleaned, Cleaning::Kept, Habit::Needed).err())
        .expect("a device that keeps ACLs is not one that cleans them");
    assert!(story.contains("the tree says") && story.contains("delete account"), "{story}");
}

#[test]
fn an_acl_left_empty_is_inherited_which_the_world_does_not_have() {
    let mut device = untouched();
    let mut world = World::UNTOUCHED;
    let story = [Op::CreateAccount, Op::GrantAll, Op::Withdraw, Op::DeleteOwnAccount];
    for op in story {
        assert_eq!(facts(&device), world);
        operate(&mut device, op, Role::Delegating, Cleaning::Cleaned, Habit::Needed);
        world = world.after(op, Role::Delegating, Acls::Cleaned);
    }
    assert_eq!(names(world), "account(2), auto_session(2), rights(2, rest)");
    let real = "account(2), auto_session(2), rights(2, delegated), rights(2, rest)";
    assert_eq!(names(facts(&device)), real);
}

#[test]
fn without_an_acl_of_its_own_an_account_is_not_its_servers() {
    // The world lets DMS-2 always delete its account and change its flag; the standard does only
    // if the ACL says so, which bootstrap writes and Add does not.
    let mut device = untouched();
    let cleaning = Cleaning::Cleaned;
    let mut line = Line { device: &mut device, by: DMS_1, cleaning, habit: Habit::Needed };
    line.add("./DMAcc/dms2", &account::node(&dms_2(false))).unwrap();
    line.by = DMS_2;
    assert_eq!(line.tell(Operation::delete("./DMAcc/dms2")).status.0, 425);
    let flag = Operation::replace("./DMAcc/dms2/NoAutoInitialSession", "true");
    assert_eq!(line.tell(flag).status.0, 425);
}
