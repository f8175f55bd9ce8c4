//! One run: what happens, in simulated time, until nothing more does.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use protocol::{Answer, Op, Operator, Role, RowId, TimerId, Trigger};
use reference_server::device::{Kept, Order};
use reference_server::driver::{Effect, Event, Reply, Resumed};
use reference_server::metrics::Metrics;
use reference_server::store::{Key, Pending, Storage, What};
use trace::format::Entry;
use world::{Acls, Device};

use crate::cell::{Cell, names};
use crate::dice::Dice;
use crate::fault::{Fate, Faults};
use crate::pairs::Pairs;
use crate::plan::{Plan, device_id, device_place, server_id};
use crate::server::{Back, Command, Copy, Flight, Mount, Server};
use crate::subject::Subject;

/// When a run begins, in milliseconds since 1970.
const BEGIN: i64 = 1_000_000;
/// How many things may happen in a run.
const MOST: u32 = 10_000;
/// How long something takes, in milliseconds.
const DELAYS_MS: [i64; 5] = [10, 1, 200, 5_000, 90_000];
/// How long a server is down.
const DOWN_MS: [i64; 4] = [500, 1, 30, 6_000];
/// How long after a transaction that failed it is tried again.
const AGAIN_MS: i64 = 500;

/// What a run is to try for: the second of two rules right after the first.
pub type Toward = Option<(RowId, RowId)>;

/// What came of a run.
pub struct Outcome {
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The steps of all servers.
    pub steps: u64,
    /// The pairs of rules that it went through.
    pub pairs: Pairs,
    /// How often devices came to rest.
    pub rests: u64,
    /// The properties whose premise held.
    pub premises: u16,
    /// What was chosen.
    pub choices: Vec<u8>,
    /// What happened, where that was asked for.
    pub told: Vec<Told>,
    /// A number that two runs share only if the same happened in both.
    pub digest: u64,
    /// The cells, at the end.
    pub cells: Vec<Cell>,
    /// The place of its options among the profiles.
    pub profile: usize,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The property, or what else is wrong, in one word.
    pub name: &'static str,
    /// The device.
    pub cell: usize,
    /// The details.
    pub words: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What had gone wrong before.
    pub faults: Faults,
    /// How many rules had fired before, of both servers.
    pub rules: usize,
}

impl Problem {
    /// None, of the first device: for the story of a run in which all went well.
    pub fn none(outcome: &Outcome) -> Problem {
        let first = outcome.problems.first().cloned();
        let (words, faults) = ("nothing is wrong".to_owned(), Faults::NONE);
        first.unwrap_or(Problem { name: "nothing", cell: 0, words, at: 0, faults, rules: 0 })
    }
}

/// A step, as it is told.
pub struct Told {
    /// Of which cell.
    pub cell: usize,
    /// Whose: 0 for DMS-1.
    pub side: usize,
    /// The step.
    pub entry: Entry,
    /// The facts of the device after it.
    pub device: Device,
}

/// Something that is going to happen.
enum Soon {
    Wish(usize),
    Arrives { to: usize, copy: Copy },
    Answered { flight: Rc<Flight>, response: Option<(u16, Bytes)> },
    Attempt(Rc<Flight>),
    GivesUp(Rc<Flight>),
    Begins { server: usize, epoch: u32, command: Command, kept: Kept },
    Executes { server: usize, epoch: u32, command: Command, kept: Kept, fault: u8 },
    Told { server: usize, epoch: u32, event: Box<Event>, waits: Waits },
    Expires { server: usize, epoch: u32, key: Key, timer: u8, due: i64 },
    Restarts(usize),
    Crashes(usize),
    Fetches(usize),
    Opens(usize),
}

/// Who waits for what a server does about an event.
#[derive(Clone)]
enum Waits {
    Nobody,
    Peer(Copy),
    Line(Command, Kept),
}

struct Entryway {
    at: i64,
    number: u64,
    what: Soon,
}

impl PartialEq for Entryway {
    fn eq(&self, other: &Entryway) -> bool {
        (self.at, self.number) == (other.at, other.number)
    }
}
impl Eq for Entryway {}
impl PartialOrd for Entryway {
    fn partial_cmp(&self, other: &Entryway) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Entryway {
    fn cmp(&self, other: &Entryway) -> std::cmp::Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}

/// A run under way.
pub struct Run<'s, S: Storage> {
    subject: &'s Subject,
    mount: Mount<S>,
    metrics: Arc<Metrics>,
    plan: Plan,
    dice: Dice,
    toward: Toward,
    now: i64,
    number: u64,
    queue: BinaryHeap<Reverse<Entryway>>,
    servers: Vec<Server<S>>,
    cells: Vec<Cell>,
    problems: Vec<Problem>,
    pairs: Pairs,
    steps: u64,
    told: Option<Vec<Told>>,
    digest: u64,
}

impl<'s, S: Storage> Run<'s, S> {
    /// Begins one.
    pub fn new(
        subject: &'s Subject,
        mut dice: Dice,
        (mount, metrics): (Mount<S>, &Arc<Metrics>),
        (toward, tells): (Toward, bool),
    ) -> Run<'s, S> {
        let plan = Plan::draw(subject, &mut dice);
        let key = |place: usize, role, peer| Key {
            role,
            peer: server_id(peer),
            device: device_id(place),
        };
        let cells = plan.devices.iter().enumerate().map(|(place, planned)| {
            let [one, two] = planned.servers;
            let keys = [key(place, Role::Delegating, two), key(place, Role::Delegated, one)];
            Cell::new(*planned, keys)
        });
        let cells = cells.collect();
        let servers = plan.servers.iter().map(|_| Server::new()).collect();
        let mut run = Run {
            subject,
            mount,
            metrics: Arc::clone(metrics),
            dice,
            toward,
            now: BEGIN,
            number: 0,
            queue: BinaryHeap::new(),
            servers,
            cells,
            problems: Vec::new(),
            pairs: Pairs::new(&subject.table),
            steps: 0,
            told: tells.then(Vec::new),
            digest: 0,
            plan,
        };
        for server in 0..run.servers.len() {
            run.starts(server);
        }
        for wish in 0..run.plan.wishes.len() {
            run.later(run.plan.wishes[wish].at, Soon::Wish(wish));
        }
        for cell in 0..run.cells.len() {
            run.device_by_itself(cell);
        }
        run
    }

    /// Runs it to its end.
    pub fn end(mut self) -> Outcome {
        let mut count = 0;
        while let Some(Reverse(next)) = self.queue.pop() {
            count += 1;
            if count > MOST {
                self.wrong("endless", 0, format!("{MOST} things have happened, and more do"));
                break;
            }
            self.now = next.at;
            self.happens(next.what);
        }
        for cell in 0..self.cells.len() {
            self.look(cell);
            let program = &self.subject.profiles[self.plan.profile].program;
            if count <= MOST && !self.rests(cell) {
                let states = self.cells[cell].world.parties.map(|party| party.state());
                let name = |role: usize| {
                    let all = &self.subject.table.states[role];
                    all.get(usize::from(states[role].0)).map_or("", |state| state.name.as_str())
                };
                let is_idle = world::at_rest(program, &self.cells[cell].world);
                let why = if is_idle { "something is unfinished" } else { "nobody waits any more" };
                let words = format!("DMS-1 in `{}`, DMS-2 in `{}`: {why}", name(0), name(1));
                self.wrong("every_session_ends", cell, words);
            }
        }
        let rests = self.cells.iter().map(|cell| u64::from(cell.rests)).sum();
        let premises = self.cells.iter().fold(0, |all, cell| all | cell.premises);
        Outcome {
            problems: self.problems,
            steps: self.steps,
            pairs: self.pairs,
            rests,
            premises,
            choices: self.dice.taken(),
            told: self.told.unwrap_or_default(),
            digest: self.digest,
            cells: self.cells,
            profile: self.plan.profile,
        }
    }

    fn later(&mut self, after: i64, what: Soon) {
        match &what {
            Soon::Arrives { copy: Copy { flight, .. }, .. } | Soon::Answered { flight, .. } => {
                self.cells[flight.cell].flights += 1;
            }
            _ => {}
        }
        self.number += 1;
        let (at, number) = (self.now + after, self.number);
        self.queue.push(Reverse(Entryway { at, number, what }));
    }

    fn happens(&mut self, what: Soon) {
        match what {
            Soon::Wish(wish) => self.wish(wish),
            Soon::Arrives { to, copy } => {
                self.cells[copy.flight.cell].flights -= 1;
                self.arrives(to, copy);
            }
            Soon::Answered { flight, response } => {
                self.cells[flight.cell].flights -= 1;
                self.answered(&flight, response);
            }
            Soon::Attempt(flight) => self.attempt(&flight),
            Soon::GivesUp(flight) => {
                if self.waits(&flight) {
                    self.cells[flight.cell].faults.add(Faults::LOSS);
                    self.settle(&flight, None);
                }
            }
            Soon::Begins { server, epoch, command, kept } => {
                let event = Event::Attempt { order: command.order, kept: kept.clone() };
                self.told_to(server, epoch, event, Waits::Line(command, kept));
            }
            Soon::Executes { server, epoch, command, kept, fault } => {
                if self.servers[server].epoch == epoch {
                    self.executes(server, command, kept, fault);
                }
            }
            Soon::Told { server, epoch, event, waits } => {
                self.told_to(server, epoch, *event, waits);
            }
            Soon::Expires { server, epoch, key, timer, due } => {
                let is_it = |it: &(Key, u8, i64)| it.0 == key && it.1 == timer && it.2 == due;
                let known = self.servers[server].timers.iter().position(is_it);
                if let Some(place) = known.filter(|_| self.servers[server].epoch == epoch) {
                    self.servers[server].timers.remove(place);
                    self.feed(server, Event::Expired { key, timer }, Waits::Nobody);
                }
            }
            Soon::Restarts(server) => self.starts(server),
            Soon::Crashes(server) => {
                if self.servers[server].driver.is_some() {
                    self.crash(server);
                }
            }
            Soon::Fetches(cell) => {
                self.cells[cell].soon[0] = false;
                let device = self.cells[cell].world.device();
                if device.has(Device::ENTRY_2) && !device.has(Device::ACCOUNT_2) {
                    let fetched = Device(device.0 | Device::ACCOUNT_2 | Device::AUTO_2);
                    self.cells[cell].world.set_device(fetched);
                    self.look(cell);
                    self.device_by_itself(cell);
                }
            }
            Soon::Opens(cell) => self.opens(cell),
        }
    }

    // Operators.

    fn wish(&mut self, wish: usize) {
        let wish = self.plan.wishes[wish];
        self.order(wish.device, wish.role, wish.operator, wish.full);
    }

    fn order(&mut self, cell: usize, role: Role, operator: Operator, full: bool) {
        let side = role.index();
        let server = self.cells[cell].planned.servers[side];
        let key = self.cells[cell].keys[side].clone();
        if self.servers[server].driver.is_some() {
            let event = Event::Ordered { key, operator, full, tree: None };
            self.feed(server, event, Waits::Nobody);
        }
    }

    // The servers.

    fn starts(&mut self, server: usize) {
        let compiled = &self.subject.profiles[self.plan.profile];
        let given = (compiled, &self.plan.servers[server], &self.metrics);
        self.servers[server].start(server, self.mount, given);
        let Some(driver) = &mut self.servers[server].driver else { return };
        match driver.resume(self.now) {
            Ok(resumed) => {
                self.read(server);
                self.leave_all(server, resumed, &Waits::Nobody);
            }
            Err(error) => self.wrong("unreadable", 0, error.to_string()),
        }
    }

    fn told_to(&mut self, server: usize, epoch: u32, event: Event, waits: Waits) {
        if self.servers[server].epoch == epoch && self.servers[server].driver.is_some() {
            self.feed(server, event, waits);
        }
    }

    /// A server gets an event: its steps are taken in one transaction, then their effects leave;
    /// unless the disk is full, or the server crashes at any place on the way.
    fn feed(&mut self, server: usize, event: Event, waits: Waits) {
        let is_full = self.dice.happens(self.plan.rates.full);
        let again = is_full.then(|| event.clone());
        if is_full {
            self.servers[server].disk.fill(true);
        }
        let now = self.now;
        let Some(driver) = &mut self.servers[server].driver else { return };
        let done = driver.process(&[event], now);
        self.servers[server].disk.fill(false);
        match (done, again) {
            (Ok(effects), _) => {
                self.read(server);
                let effects = effects.into_iter().map(|(_, effect)| Resumed::New(effect));
                self.leave_all(server, effects.collect(), &waits);
            }
            (Err(_), Some(event)) => self.not_written(server, event, waits),
            (Err(error), None) => self.wrong("unreadable", 0, error.to_string()),
        }
    }

    /// Who waits is told that nothing happened; what nobody waits for is tried again.
    fn not_written(&mut self, server: usize, event: Event, waits: Waits) {
        match (waits, event) {
            (Waits::Peer(copy), _) => self.respond(copy, 503, Bytes::new()),
            (_, Event::Expired { key, timer }) => {
                self.set_timer(server, &key, timer, Some(self.now + AGAIN_MS));
            }
            (waits, event) => {
                let epoch = self.servers[server].epoch;
                let event = Box::new(event);
                self.later(AGAIN_MS, Soon::Told { server, epoch, event, waits });
            }
        }
    }

    fn leave_all(&mut self, server: usize, effects: Vec<Resumed>, waits: &Waits) {
        // After so many of them, or before all.
        let crash = self.dice.rarely(self.plan.rates.crash, 5);
        for (place, effect) in effects.into_iter().enumerate() {
            if crash > 0 && place + 1 == usize::from(crash) {
                return self.crash(server);
            }
            self.leave(server, effect, waits);
        }
        if crash > 0 {
            return self.crash(server);
        }
        self.timers_run(server);
    }

    /// A timer is set exactly where the record says that it runs.
    fn timers_run(&mut self, server: usize) {
        for cell in 0..self.cells.len() {
            let it = &self.cells[cell];
            let Some(side) = it.planned.servers.iter().position(|own| *own == server) else {
                continue;
            };
            let set = self.servers[server].timers.iter().filter(|timer| timer.0 == it.keys[side]);
            let set = set.fold(0, |set, (_, timer, _)| set | 1 << timer);
            let running = it.world.parties[side].running();
            if running & !set != 0 {
                let words = format!("timers {running:#b} run by the record, and {set:#b} are set");
                self.wrong("timer", cell, words);
            }
        }
    }

    fn leave(&mut self, server: usize, effect: Resumed, waits: &Waits) {
        match effect {
            Resumed::Timer(key, timer, due) => self.set_timer(server, &key, timer, Some(due)),
            Resumed::Post(pending) => self.post(server, pending),
            Resumed::Order(order) => self.command(server, *order),
            Resumed::Unclear { order, kept } => {
                let (answer, reason) = (Answer::Unclear, None);
                let event = Box::new(Event::Done { order, answer, reason, kept });
                let (epoch, waits) = (self.servers[server].epoch, Waits::Nobody);
                self.later(0, Soon::Told { server, epoch, event, waits });
            }
            Resumed::New(effect) => match effect {
                Effect::Reply(reply) | Effect::Answer(reply) => self.reply(server, reply, waits),
                Effect::Post(pending) => self.post(server, pending),
                Effect::Order(order) => self.command(server, *order),
                Effect::Timer(key, timer, due) => self.set_timer(server, &key, timer, due),
                Effect::Report(_) => {}
            },
        }
    }

    fn set_timer(&mut self, server: usize, key: &Key, timer: u8, due: Option<i64>) {
        self.servers[server].set_timer(key, timer, due);
        if let Some(due) = due {
            let (epoch, key) = (self.servers[server].epoch, key.clone());
            let after = (due - self.now).max(0);
            self.later(after, Soon::Expires { server, epoch, key, timer, due });
        }
    }

    fn reply(&mut self, server: usize, reply: Reply, waits: &Waits) {
        match (reply, waits) {
            (Reply::Http(status, body), Waits::Peer(copy)) => {
                if copy.marked && status < 300 {
                    self.servers[server].answered.push(copy.flight.mark.clone());
                }
                self.respond(copy.clone(), status, body);
            }
            (Reply::Noted, Waits::Line(command, kept)) => {
                self.goes(server, *command, kept.clone());
            }
            (Reply::Http(..) | Reply::Noted | Reply::Begun(_) | Reply::NotNow(_), _) => {}
        }
    }

    fn crash(&mut self, server: usize) {
        let under_way = self.servers[server].crash();
        for cell in &mut self.cells {
            if cell.planned.servers.contains(&server) {
                cell.faults.add(Faults::CRASH);
            }
        }
        // A command under way was done or not.
        for command in under_way {
            if self.dice.pick(2) == 1 {
                self.execute(command);
            }
        }
        if self.servers[server].disk.steps() < self.servers[server].seen {
            self.read_anew(server);
        }
        let down = DOWN_MS[usize::from(self.dice.rarely(512, DOWN_MS.len() as u8))];
        self.later(down, Soon::Restarts(server));
    }

    // The judge.

    /// Follows the steps that stand in the traces of a server since it was looked at last.
    fn read(&mut self, server: usize) {
        let disk = self.servers[server].disk.clone();
        let first = std::mem::replace(&mut self.servers[server].seen, disk.steps());
        disk.steps_from(first, |key, entry| {
            self.steps += 1;
            self.stepped(key, entry);
        });
    }

    /// A disk has lost steps that were seen: the judge begins anew with what is left.
    fn read_anew(&mut self, server: usize) {
        for cell in &mut self.cells {
            if let Some(side) = cell.planned.servers.iter().position(|it| *it == server) {
                cell.forget(side);
            }
        }
        self.servers[server].seen = 0;
        self.read(server);
    }

    fn stepped(&mut self, key: &Key, entry: &Entry) {
        let Some(cell) = device_place(&key.device) else { return };
        let (side, subject) = (key.role.index(), self.subject);
        let program = &subject.profiles[self.plan.profile].program;
        self.note(cell as u64, entry);
        match self.cells[cell].step(subject, program, side, entry) {
            Ok(seen) => {
                if let (before, Some(rule)) = seen.pair {
                    self.pairs.note(before, rule);
                }
                if let Some(gap) = seen.gap {
                    let words = subject.table.trigger_words(key.role, entry.line.input.trigger);
                    self.wrong(gap, cell, words);
                }
            }
            Err(words) => self.wrong("behaviour", cell, words),
        }
        if let Some(told) = &mut self.told {
            let device = self.cells[cell].world.device();
            told.push(Told { cell, side, entry: entry.clone(), device });
        }
        self.look(cell);
        self.provoke(cell, side);
    }

    fn note(&mut self, cell: u64, entry: &Entry) {
        let rule = entry.line.rule.as_deref().and_then(|rule| self.subject.row(rule));
        let rule = rule.map_or(u64::MAX, |rule| u64::from(rule.0));
        for word in [cell, self.now.unsigned_abs(), rule, entry.line.input.data] {
            self.digest = (self.digest ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        }
    }

    /// Whether nothing of a device is under way anywhere.
    fn rests(&self, cell: usize) -> bool {
        let it = &self.cells[cell];
        it.may_rest(&self.subject.profiles[self.plan.profile].program)
            && (0..2).all(|side| {
                let server = &self.servers[it.planned.servers[side]];
                server.driver.is_some() && !server.disk.is_busy(&it.keys[side])
            })
    }

    /// Asks the properties of a device as it is now.
    fn look(&mut self, cell: usize) {
        let rests = self.rests(cell);
        let program = &self.subject.profiles[self.plan.profile].program;
        let broken = self.cells[cell].violated(program, rests);
        for name in names(broken) {
            let world = &self.cells[cell].world;
            let records = world.parties.map(|party| party.record().word());
            let facts: Vec<_> = world.device().names().collect();
            let words = format!("records {}; device {}", records.join(" | "), facts.join(", "));
            self.wrong(name, cell, words);
        }
    }

    fn wrong(&mut self, name: &'static str, cell: usize, words: String) {
        let it = &self.cells[cell];
        let (faults, rules) = (it.faults, it.rules.len());
        self.problems.push(Problem { name, cell, words, at: self.now, faults, rules });
    }

    // The wire.

    fn post(&mut self, server: usize, pending: Pending) {
        let Pending { id, key, what, .. } = pending;
        let What::Post { message, session, body, .. } = what else { return };
        let Some(cell) = device_place(&key.device) else { return };
        let side = key.role.index();
        let about = self.cells[cell].leaves(self.subject, side, message);
        let epoch = self.servers[server].epoch;
        let flight = Rc::new(Flight {
            from: server,
            epoch,
            id,
            cell,
            side,
            mark: format!("{server}-{id}"),
            message,
            session,
            about,
            body: body.into(),
            until: self.now + self.plan.response_ms,
        });
        self.servers[server].waiting.push(id);
        self.later(self.plan.response_ms, Soon::GivesUp(Rc::clone(&flight)));
        self.attempt(&flight);
    }

    /// Whether the sender of a POST still waits for its response.
    fn waits(&self, flight: &Flight) -> bool {
        let server = &self.servers[flight.from];
        server.epoch == flight.epoch && server.waiting.contains(&flight.id)
    }

    fn attempt(&mut self, flight: &Rc<Flight>) {
        if !self.waits(flight) {
            return;
        }
        let (cell, side) = (flight.cell, flight.side);
        let message = protocol::MessageId(flight.message);
        let wanted = if self.wants(cell, side, Trigger::Unanswered(message)) {
            Some(Fate::Silence)
        } else if self.wants(cell, side, Trigger::RefusedBy(message)) {
            Some(Fate::Gateway)
        } else if self.wants(cell, 1 - side, Trigger::Receives(message)) {
            Some(Fate::Doubled)
        } else {
            None
        };
        let wanted = wanted.and_then(|fate| Fate::ALL.iter().position(|it| *it == fate));
        let count = Fate::ALL.len() as u8;
        let rates = (300, self.plan.rates.wire);
        // Statuses that no server has given are not in every run: the model has none.
        let count = if self.plan.rates.statuses { count } else { Fate::OF_THE_MODEL };
        let wanted = wanted.filter(|place| *place < usize::from(count));
        let choice = self.dice.toward(wanted.map(|place| place as u8), rates, count);
        let fate = Fate::ALL[usize::from(choice)];
        self.cells[cell].faults.add(fate.faults());
        let delay = self.delay();
        let to = self.cells[cell].planned.servers[1 - side];
        let copy = |back| Copy { flight: Rc::clone(flight), back, marked: true, whole: true };
        let arrives = |copy| Soon::Arrives { to, copy };
        match fate {
            Fate::Arrives => self.later(delay, arrives(copy(Back::Whole))),
            Fate::Cut => self.later(delay + AGAIN_MS, Soon::Attempt(Rc::clone(flight))),
            Fate::ResponseCut => self.later(delay, arrives(copy(Back::Cut))),
            Fate::Silence => {}
            Fate::ResponseSilence => self.later(delay, arrives(copy(Back::Nowhere))),
            Fate::Doubled => {
                self.later(delay, arrives(copy(Back::Whole)));
                let marked = self.dice.pick(2) == 0;
                let later = self.delay();
                let copy = Copy { marked, ..copy(Back::Nowhere) };
                self.later(later, arrives(copy));
            }
            Fate::Late => {
                let after = flight.until - self.now + delay;
                self.later(after, arrives(copy(Back::Nowhere)));
            }
            Fate::ResponseBroken => self.later(delay, arrives(copy(Back::Broken))),
            Fate::Gateway => {
                const STATUSES: [u16; 3] = [502, 403, 404];
                let status = STATUSES[usize::from(self.dice.pick(STATUSES.len() as u8))];
                let response = Some((status, Bytes::new()));
                self.later(delay, Soon::Answered { flight: Rc::clone(flight), response });
            }
            Fate::Broken => {
                let copy = Copy { whole: false, ..copy(Back::Whole) };
                self.later(delay, arrives(copy));
            }
        }
    }

    fn arrives(&mut self, to: usize, copy: Copy) {
        let Copy { flight, marked, whole, .. } = &copy;
        let flight = &Rc::clone(flight);
        if self.servers[to].driver.is_none() {
            // Nobody listens: it is sent again where somebody waits.
            self.look(flight.cell);
            if copy.back != Back::Nowhere {
                self.later(AGAIN_MS, Soon::Attempt(copy.flight));
            }
            return;
        }
        let (cell, side) = (flight.cell, 1 - flight.side);
        if !self.waits(flight) {
            self.cells[cell].faults.add(Faults::DUPLICATE);
        }
        let of = (flight.session.as_str(), flight.about.as_deref());
        let is_stale = self.cells[cell].is_stale(self.subject, side, flight.message, of);
        if is_stale {
            self.cells[cell].note_stale();
        }
        let half = flight.body.len() / 2;
        let body = if *whole { flight.body.clone() } else { flight.body.slice(..half) };
        let request = marked.then(|| flight.mark.clone());
        let before = self.cells[cell].world.parties[side];
        let peer = server_id(flight.from);
        let repeated = request.is_some() && self.servers[to].answered.contains(&flight.mark);
        let steps = self.cells[cell].rules.len();
        let event = Event::Posted { peer, request, body };
        self.feed(to, event, Waits::Peer(copy.clone()));
        if repeated && self.cells[cell].rules.len() != steps {
            let words = format!("the request {} has taken effect twice", copy.flight.mark);
            self.wrong("repetition", cell, words);
        }
        if is_stale && self.cells[cell].world.parties[side] != before {
            self.cells[cell].harm();
        }
        self.look(cell);
    }

    fn respond(&mut self, copy: Copy, status: u16, body: Bytes) {
        let delay = self.delay();
        let Copy { flight, back, .. } = copy;
        match back {
            Back::Whole => {
                self.later(delay, Soon::Answered { flight, response: Some((status, body)) });
            }
            Back::Cut => self.later(delay + AGAIN_MS, Soon::Attempt(flight)),
            Back::Broken => {
                let response = Some((status, body.slice(..body.len() / 2)));
                self.later(delay, Soon::Answered { flight, response });
            }
            Back::Nowhere => {}
        }
    }

    fn answered(&mut self, flight: &Rc<Flight>, response: Option<(u16, Bytes)>) {
        if !self.waits(flight) {
            return self.look(flight.cell);
        }
        // A peer that is too busy has not looked at it.
        if response.as_ref().is_some_and(|(status, _)| *status == 503) {
            self.later(AGAIN_MS, Soon::Attempt(Rc::clone(flight)));
            return;
        }
        self.settle(flight, response);
    }

    fn settle(&mut self, flight: &Rc<Flight>, response: Option<(u16, Bytes)>) {
        let server = &mut self.servers[flight.from];
        server.waiting.retain(|id| *id != flight.id);
        let event = Event::Answered { id: flight.id, response };
        self.feed(flight.from, event, Waits::Nobody);
        self.look(flight.cell);
    }

    fn delay(&mut self) -> i64 {
        DELAYS_MS[usize::from(self.dice.rarely(self.plan.rates.slow, 4))]
    }

    // The device.

    fn command(&mut self, server: usize, order: Order) {
        let (Some(cell), Some(op)) = (device_place(&order.device), order.op()) else { return };
        let side = usize::from(self.cells[cell].planned.servers[0] != server);
        let command = Command { order: order.id, cell, side, op };
        let (epoch, kept) = (self.servers[server].epoch, order.kept);
        if op == Op::StopActivities {
            // The server's own affair: no device is asked.
            let (answer, reason) = (self.stops(cell, side), None);
            let event = Box::new(Event::Done { order: order.id, answer, reason, kept });
            return self.later(0, Soon::Told { server, epoch, event, waits: Waits::Nobody });
        }
        let after = self.delay();
        self.later(after, Soon::Begins { server, epoch, command, kept });
    }

    fn stops(&mut self, cell: usize, side: usize) -> Answer {
        let rate = self.plan.rates.refusal;
        let refuses = self.wants(cell, side, Trigger::Device(Op::StopActivities, Answer::Refused));
        let choice = self.dice.toward(refuses.then_some(1), (400, rate), 3);
        let (answer, fault) = match choice {
            0 => (Answer::Did, Faults::NONE),
            1 => (Answer::Refused, Faults::REFUSAL),
            _ => (Answer::Unclear, Faults::UNCLEAR),
        };
        self.cells[cell].faults.add(fault);
        answer
    }

    /// It is durable that the command is about to leave.
    fn goes(&mut self, server: usize, command: Command, kept: Kept) {
        let Command { cell, side, op, .. } = command;
        let answer = |answer| Trigger::Device(op.named(), answer);
        let refuses = self.wants(cell, side, answer(Answer::Refused));
        let refused = self.dice.toward(refuses.then_some(1), (400, self.plan.rates.refusal), 2);
        let is_unclear = self.wants(cell, side, answer(Answer::Unclear));
        let rates = (400, self.plan.rates.unclear);
        let unclear = self.dice.toward(is_unclear.then_some(1), rates, 3);
        let fault = if refused == 1 { 3 } else { unclear };
        let rate = self.plan.rates.slow;
        let after = DELAYS_MS[usize::from(self.dice.rarely(rate, DELAYS_MS.len() as u8))];
        let epoch = self.servers[server].epoch;
        self.servers[server].under_way.push(command);
        self.later(after, Soon::Executes { server, epoch, command, kept, fault });
    }

    fn executes(&mut self, server: usize, command: Command, kept: Kept, fault: u8) {
        self.servers[server].under_way.retain(|it| it.order != command.order);
        let role = Role::ALL[command.side];
        let cell = &mut self.cells[command.cell];
        let usual = match cell.world.device().answer(command.op, role, Acls::Cleaned) {
            world::Reply::Done(_) => Answer::Did,
            world::Reply::FoundDone => Answer::FoundDone,
            world::Reply::Refused => Answer::Refused,
        };
        let answer = match fault {
            0 => usual,
            3 => {
                cell.faults.add(Faults::REFUSAL);
                Answer::Refused
            }
            _ => {
                cell.faults.add(Faults::UNCLEAR);
                Answer::Unclear
            }
        };
        // Without an answer it was done or not.
        if matches!(fault, 0 | 2) {
            self.execute(command);
        }
        let event = Event::Done { order: command.order, answer, reason: None, kept };
        self.feed(server, event, Waits::Nobody);
        self.look(command.cell);
    }

    fn execute(&mut self, command: Command) {
        let role = Role::ALL[command.side];
        let cell = &mut self.cells[command.cell];
        let before = cell.world.device();
        if command.op == Op::OpenSession && before.has(Device::ACCOUNT_2) {
            cell.dm_session();
        }
        cell.world.set_device(before.after(command.op, role, Acls::Cleaned));
        if cell.world.device() != before {
            self.device_by_itself(command.cell);
        }
    }

    /// The device may fetch an account, and open sessions to DMS-2, some time.
    fn device_by_itself(&mut self, cell: usize) {
        const FETCHES_MS: [i64; 4] = [50, 1, 3_000, 100_000];
        const OPENS_MS: [i64; 5] = [30, 1, 300, 4_000, 100_000];
        let device = self.cells[cell].world.device();
        let fetches = device.has(Device::ENTRY_2) && !device.has(Device::ACCOUNT_2);
        if fetches && !self.cells[cell].soon[0] {
            self.cells[cell].soon[0] = true;
            let after = FETCHES_MS[usize::from(self.dice.pick(FETCHES_MS.len() as u8))];
            self.later(after, Soon::Fetches(cell));
        }
        if device.has(Device::ACCOUNT_2 | Device::AUTO_2) && !self.cells[cell].soon[1] {
            self.cells[cell].soon[1] = true;
            let after = OPENS_MS[usize::from(self.dice.pick(OPENS_MS.len() as u8))];
            self.later(after, Soon::Opens(cell));
        }
    }

    fn opens(&mut self, cell: usize) {
        self.cells[cell].soon[1] = false;
        let it = &mut self.cells[cell];
        let server = it.planned.servers[1];
        if !it.world.device().has(Device::ACCOUNT_2 | Device::AUTO_2) {
            return;
        }
        if self.servers[server].driver.is_some() {
            it.dm_session();
            self.look(cell);
            let event = Event::Opened { device: device_id(cell) };
            self.feed(server, event, Waits::Nobody);
        }
        if self.dice.happens(300) {
            self.device_by_itself(cell);
        }
    }

    // What the run is to try for.

    /// Whether the run tries to bring that event about now.
    fn wants(&self, cell: usize, side: usize, trigger: Trigger) -> bool {
        let Some((before, rule)) = self.toward else { return false };
        let rows = &self.subject.table.rows;
        let (first, second) = (&rows[usize::from(before.0)], &rows[usize::from(rule.0)]);
        let it = &self.cells[cell];
        if first.role.index() != side {
            return false;
        }
        if it.last[side] == Some(before) {
            return second.on.contains(&trigger);
        }
        first.on.contains(&trigger) && first.states.contains(&it.world.parties[side].state())
    }

    /// Brings about what nobody else does: wishes, crashes, sessions of the device.
    fn provoke(&mut self, cell: usize, side: usize) {
        if self.toward.is_none() {
            return;
        }
        let role = Role::ALL[side];
        let server = self.cells[cell].planned.servers[side];
        for (operator, _) in Operator::ALL {
            let wants = self.wants(cell, side, Trigger::Operator(operator));
            if wants && self.dice.pick(4) == 1 {
                let full = self.dice.pick(2) == 1;
                let (at, device) = (self.now - BEGIN, cell);
                let wish = crate::plan::Wish { at, device, role, operator, full };
                self.plan.wishes.push(wish);
                self.later(0, Soon::Wish(self.plan.wishes.len() - 1));
            }
        }
        if self.wants(cell, side, Trigger::Restarts) && self.dice.pick(4) == 1 {
            self.later(0, Soon::Crashes(server));
        }
        let opens = side == 1 && self.wants(cell, side, Trigger::DeviceOpenedSession);
        if opens && self.dice.pick(2) == 1 {
            self.later(0, Soon::Opens(cell));
        }
        for timer in 0..self.subject.table.timers[side].len() {
            let timer = TimerId(timer as u8);
            let runs = self.cells[cell].world.parties[side].runs(timer);
            if runs && self.wants(cell, side, Trigger::Expires(timer)) && self.dice.pick(4) == 1 {
                self.plan.rates.slow = 900;
            }
        }
    }
}
