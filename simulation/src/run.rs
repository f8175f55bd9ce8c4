//! One run: what happens, in simulated time, until nothing more does.

mod device;
mod judging;
mod outcome;
mod servers;
mod toward;
mod wire;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use protocol::{Role, RowId};
use reference_server::device::Kept;
use reference_server::driver::Event;
use reference_server::metrics::Metrics;
use reference_server::store::{Key, Storage};
use world::Device;

use crate::cell::Cell;
use crate::dice::Dice;
use crate::fault::Faults;
use crate::pairs::Pairs;
use crate::plan::{Plan, device_id, server_id};
use crate::server::{Command, Copy, Flight, Mount, Server};
use crate::subject::Subject;
pub use outcome::{Outcome, Problem, Told};

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
        if let Soon::Arrives { copy: Copy { flight, .. }, .. } | Soon::Answered { flight, .. } =
            &what
        {
            self.cells[flight.cell].flights += 1;
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
}
