//! One server: the driver on its disk, and what the engine of the product keeps beside it.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use protocol::Op;
use reference_server::directory::Directory;
use reference_server::driver::Driver;
use reference_server::edition::Compiled;
use reference_server::metrics::Metrics;
use reference_server::store::{Key, Storage};

use crate::disk::Disk;

/// Makes the storage of a server on a disk: the disk itself, or a planted bug around it.
pub type Mount<S> = fn(Disk) -> S;

/// A server, up or down.
pub struct Server<S: Storage> {
    /// Its driver, while it is up.
    pub driver: Option<Driver<S>>,
    /// Its disk.
    pub disk: Disk,
    /// How often it has started. What was begun before the last crash goes nowhere.
    pub epoch: u32,
    /// The steps of its traces that the judge has seen.
    pub seen: usize,
    /// The timers that run, with when they expire.
    pub timers: Vec<(Key, u8, i64)>,
    /// The POSTs without a response.
    pub waiting: Vec<i64>,
    /// The commands that may have reached a device.
    pub under_way: Vec<Command>,
    /// The marks of requests that it has answered well.
    pub answered: Vec<String>,
    /// Names given so far.
    names: Arc<AtomicU64>,
}

/// A command at a device.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its order.
    pub order: i64,
    /// Of which cell.
    pub cell: usize,
    /// Whose: 0 for DMS-1.
    pub side: usize,
    /// What.
    pub op: Op,
}

/// A POST, as often as it is sent.
pub struct Flight {
    /// The server that sends it.
    pub from: usize,
    /// How often that had started.
    pub epoch: u32,
    /// Its number there.
    pub id: i64,
    /// Of which cell.
    pub cell: usize,
    /// Who sends it: 0 for DMS-1.
    pub side: usize,
    /// What tells it from other requests.
    pub mark: String,
    /// Place of the message in the table.
    pub message: u8,
    /// Its session on the wire.
    pub session: String,
    /// The delegation that it is about, where it names only the device.
    pub about: Option<String>,
    /// The message.
    pub body: Bytes,
    /// Until when its sender waits.
    pub until: i64,
}

/// One copy of a POST on its way.
#[derive(Clone)]
pub struct Copy {
    /// The POST.
    pub flight: Rc<Flight>,
    /// Whether its sender gets the response, and what becomes of that.
    pub back: Back,
    /// Whether it still has its mark.
    pub marked: bool,
    /// Whether it can be read.
    pub whole: bool,
}

/// What becomes of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// It goes to the sender.
    Whole,
    /// The connection is cut before it is there.
    Cut,
    /// It goes to the sender and cannot be read.
    Broken,
    /// Nobody waits for it.
    Nowhere,
}

impl<S: Storage> Server<S> {
    /// A server that has never run.
    pub fn new() -> Server<S> {
        Server {
            driver: None,
            disk: Disk::default(),
            epoch: 0,
            seen: 0,
            timers: Vec::new(),
            waiting: Vec::new(),
            under_way: Vec::new(),
            answered: Vec::new(),
            names: Arc::default(),
        }
    }

    /// Starts it on its disk.
    pub fn start(
        &mut self,
        place: usize,
        mount: Mount<S>,
        (compiled, directory, metrics): (&Compiled, &Arc<Directory>, &Arc<Metrics>),
    ) {
        let (config, metrics) = (Arc::clone(directory), Arc::clone(metrics));
        let names = Arc::clone(&self.names);
        let name = move || format!("S{place}-{}", names.fetch_add(1, Ordering::Relaxed));
        let driver = Driver::new(compiled.clone(), mount(self.disk.clone()), config, metrics);
        self.driver = Some(driver.naming(Box::new(name)));
    }

    /// The process ends, and with it all that is not on the disk. The commands that may have
    /// reached a device.
    pub fn crash(&mut self) -> Vec<Command> {
        self.driver = None;
        self.disk.lose_power();
        self.epoch += 1;
        self.timers.clear();
        self.waiting.clear();
        std::mem::take(&mut self.under_way)
    }

    /// Sets a timer, or stops it.
    pub fn set_timer(&mut self, key: &Key, timer: u8, due: Option<i64>) {
        self.timers.retain(|(known, number, _)| !(known == key && *number == timer));
        self.timers.extend(due.map(|due| (key.clone(), timer, due)));
    }
}

impl<S: Storage> Default for Server<S> {
    fn default() -> Server<S> {
        Server::new()
    }
}
