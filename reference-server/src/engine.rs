//! Runs the driver: events come in by a bounded queue, are taken many in one transaction, and
//! their effects leave once it is durable.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use crate::clock::Clock;
use crate::device::{Kept, Line, Order, Told};
use crate::driver::{Driver, Effect, Event, Reply, Resumed};
use crate::outgoing::Outgoing;
use crate::store::{Key, StoreError};

/// The most events that wait.
const QUEUE: usize = 4096;
/// The most events of one transaction.
const GROUP: usize = 256;
/// How long a full disk is waited for before the next attempt.
const AGAIN: Duration = Duration::from_millis(500);
/// How long a failed attempt to write counts.
const FAILED: Duration = Duration::from_secs(10);

/// A question about the server, put to the driver between two groups.
type Question = Box<dyn FnOnce(&Driver) + Send>;

/// What comes in.
enum Item {
    Event(Event, Option<oneshot::Sender<Reply>>),
    Question(Question),
}

/// Where a step is with an output: for tests that end the process there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It is durable, and has not left.
    Before,
    /// It has been handed on.
    After,
    /// A part of a command may reach the device from now on. A command has several parts, and most
    /// outputs are none, so that parts have numbers of their own.
    UnderWay,
}

/// Is told of each output of a step, as traces have them, and of each part of a command, by its
/// number since the start, from 1. The product has none.
pub type Probe = Arc<dyn Fn(u64, Moment) + Send + Sync>;

/// The way in.
#[derive(Clone)]
pub struct Handle {
    queue: mpsc::Sender<Item>,
    /// When something could not be written down the last time.
    failed: Arc<Mutex<Option<Instant>>>,
}

/// The queue is full, or the server stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl Handle {
    /// Brings an event and waits for its answer, which comes when all that it does is durable.
    ///
    /// # Errors
    /// [`Busy`] at once where the queue is full; later where it could not be written down. Then
    /// nothing has happened.
    pub async fn ask(&self, event: Event) -> Result<Reply, Busy> {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send(Item::Event(event, Some(reply))).map_err(|_| Busy)?;
        answer.await.map_err(|_| Busy)
    }

    /// Brings an event that must not be lost: waits for room.
    pub async fn tell(&self, event: Event) {
        // Fails only when the server stops; what is pending then is in the database.
        let _ = self.queue.send(Item::Event(event, None)).await;
    }

    /// Asks the driver something.
    ///
    /// # Errors
    /// [`Busy`] when the server stops.
    pub async fn view<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Driver) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let (reply, answer) = oneshot::channel();
        let question: Question = Box::new(move |driver| drop(reply.send(question(driver))));
        self.queue.send(Item::Question(question)).await.map_err(|_| Busy)?;
        answer.await.map_err(|_| Busy)
    }

    /// Whether the driver is gone.
    pub fn is_over(&self) -> bool {
        self.queue.is_closed()
    }

    /// Whether what happens can be written down, as far as the last attempts say.
    pub fn writes(&self) -> bool {
        let failed = self.failed.lock().map_or(None, |failed| *failed);
        failed.is_none_or(|failed| failed.elapsed() > FAILED)
    }

    /// How many events wait.
    pub fn waiting(&self) -> usize {
        QUEUE - self.queue.capacity()
    }
}

/// The driver with its queue, its timers and its ways out.
pub struct Engine {
    driver: Driver,
    queue: mpsc::Receiver<Item>,
    handle: Handle,
    line: Arc<Line>,
    outgoing: Outgoing,
    /// By when they expire.
    timers: BTreeMap<(i64, Key, u8), ()>,
    due: BTreeMap<(Key, u8), i64>,
    clock: Clock,
    probe: Option<Probe>,
    outputs: u64,
    /// Parts of commands that may have reached the device.
    parts: u64,
    /// What could not be written down and has nobody who waits for it: tried again.
    backlog: Vec<Event>,
    /// When the log was told last that nothing can be written down.
    told: Option<Instant>,
}

impl Engine {
    /// Puts the parts together; nothing runs yet.
    pub fn new(
        driver: Driver,
        line: Arc<Line>,
        outgoing: Outgoing,
        (clock, probe): (Clock, Option<Probe>),
    ) -> (Engine, Handle) {
        let (sender, queue) = mpsc::channel(QUEUE);
        let handle = Handle { queue: sender, failed: Arc::default() };
        let engine = Engine {
            driver,
            queue,
            handle: handle.clone(),
            line,
            outgoing,
            timers: BTreeMap::new(),
            due: BTreeMap::new(),
            clock,
            probe,
            outputs: 0,
            parts: 0,
            backlog: Vec::new(),
            told: None,
        };
        (engine, handle)
    }

    /// Takes up what was unfinished, then runs until all handles but its own are gone or `stop`
    /// comes. It waits for the database, so that it wants a thread of its own.
    ///
    /// # Errors
    /// The database's, while it takes things up.
    pub async fn run(mut self, mut stop: oneshot::Receiver<()>) -> Result<(), StoreError> {
        self.resume()?;
        loop {
            let next = self.timers.first_key_value().map(|((due, ..), ())| *due);
            let wait =
                next.map_or(3_600_000, |due| (due - self.clock.now_ms()).max(0)).unsigned_abs();
            let mut wait = Duration::from_millis(wait);
            if !self.backlog.is_empty() {
                wait = wait.min(AGAIN);
            }
            let mut items = Vec::new();
            tokio::select! {
                _ = &mut stop => return Ok(()),
                count = self.queue.recv_many(&mut items, GROUP), if self.backlog.len() < QUEUE => {
                    if count == 0 {
                        return Ok(());
                    }
                }
                () = tokio::time::sleep(wait) => {}
            }
            self.driver.watch(self.handle.waiting(), self.line.sessions());
            self.expire(&mut items);
            self.group(items);
        }
    }

    /// At start everything unfinished goes on: timers, POSTs, commands.
    fn resume(&mut self) -> Result<(), StoreError> {
        for resumed in self.driver.resume(self.clock.now_ms())? {
            match resumed {
                Resumed::Timer(key, timer, due) => self.set_timer(key, timer, Some(due)),
                Resumed::Post(pending) => self.outgoing.post(self.handle.clone(), pending),
                Resumed::Order(order) => self.submit(*order),
                Resumed::Unclear { order, kept } => self.unclear(order, kept),
                Resumed::New(effect) => self.leave(effect, None),
            }
        }
        Ok(())
    }

    /// A command left before the crash, and nobody knows what became of it.
    fn unclear(&self, order: i64, kept: Kept) {
        let handle = self.handle.clone();
        tokio::spawn(async move {
            let answer = protocol::Answer::Unclear;
            handle.tell(Event::Done { order, answer, reason: None, kept }).await;
        });
    }

    fn expire(&mut self, items: &mut Vec<Item>) {
        let now = self.clock.now_ms();
        while let Some(entry) = self.timers.first_entry() {
            if entry.key().0 > now {
                break;
            }
            let ((_, key, timer), ()) = entry.remove_entry();
            self.due.remove(&(key.clone(), timer));
            items.push(Item::Event(Event::Expired { key, timer }, None));
        }
    }

    fn group(&mut self, items: Vec<Item>) {
        let mut events = std::mem::take(&mut self.backlog);
        let mut replies: Vec<_> = events.iter().map(|_| None).collect();
        for item in items {
            match item {
                Item::Event(event, reply) => {
                    events.push(event);
                    replies.push(reply);
                }
                Item::Question(question) => question(&self.driver),
            }
        }
        if events.is_empty() {
            return;
        }
        if let Err(error) = self.together(&events, &mut replies) {
            self.not_written(&error, events.len());
            self.backlog = patient(events, replies);
        }
    }

    /// Takes the steps of events in one transaction, and lets their effects leave.
    fn together(
        &mut self,
        events: &[Event],
        replies: &mut [Option<oneshot::Sender<Reply>>],
    ) -> Result<(), StoreError> {
        let effects = self.driver.process(events, self.clock.now_ms())?;
        self.written();
        for (place, effect) in effects {
            let waiting = match &effect {
                Effect::Reply(_) | Effect::Answer(_) => {
                    replies.get_mut(place).and_then(Option::take)
                }
                Effect::Post(_) | Effect::Order(_) | Effect::Timer(..) | Effect::Report(_) => None,
            };
            self.leave(effect, waiting);
        }
        Ok(())
    }

    fn written(&mut self) {
        if self.told.take().is_some() {
            tracing::info!("what happens is written down again");
            self.failed(None);
        }
    }

    /// The log is told once in a while: it may be on the same disk.
    fn not_written(&mut self, error: &StoreError, events: usize) {
        self.failed(Some(Instant::now()));
        if self.told.is_none_or(|told| told.elapsed() > FAILED) {
            tracing::error!(%error, events, "nothing was written down; is the disk full?");
            self.told = Some(Instant::now());
        }
    }

    fn failed(&self, when: Option<Instant>) {
        if let Ok(mut failed) = self.handle.failed.lock() {
            *failed = when;
        }
    }

    fn leave(&mut self, effect: Effect, waiting: Option<oneshot::Sender<Reply>>) {
        let is_output = !matches!(effect, Effect::Reply(_));
        let is_part = matches!(effect, Effect::Reply(Reply::Noted));
        self.outputs += u64::from(is_output);
        self.parts += u64::from(is_part);
        self.probed(is_output, self.outputs, Moment::Before);
        match effect {
            // Whoever asked may have gone away.
            Effect::Reply(reply) | Effect::Answer(reply) => {
                drop(waiting.map(|waiting| waiting.send(reply)))
            }
            Effect::Post(pending) => self.outgoing.post(self.handle.clone(), pending),
            Effect::Order(order) => self.submit(*order),
            Effect::Timer(key, timer, due) => self.set_timer(key, timer, due),
            Effect::Report(_) => {}
        }
        self.probed(is_output, self.outputs, Moment::After);
        self.probed(is_part, self.parts, Moment::UnderWay);
    }

    fn probed(&self, is_point: bool, number: u64, moment: Moment) {
        if let Some(probe) = self.probe.as_ref().filter(|_| is_point) {
            probe(number, moment);
        }
    }

    fn submit(&self, order: Order) {
        let line = Arc::clone(&self.line);
        tokio::spawn(async move { line.submit(order).await });
    }

    fn set_timer(&mut self, key: Key, timer: u8, due: Option<i64>) {
        let name = (key, timer);
        if let Some(before) = self.due.remove(&name) {
            self.timers.remove(&(before, name.0.clone(), timer));
        }
        if let Some(due) = due {
            self.timers.insert((due, name.0.clone(), timer), ());
            self.due.insert(name, due);
        }
    }
}

/// What has nobody waiting for it is tried again; the others are told that nothing happened, by
/// dropping what they wait for.
fn patient(events: Vec<Event>, replies: Vec<Option<oneshot::Sender<Reply>>>) -> Vec<Event> {
    let kept = events.into_iter().zip(replies).filter(|(_, reply)| reply.is_none());
    kept.map(|(event, _)| event).collect()
}

/// Brings what the line to devices tells to the driver.
pub async fn listen(mut told: mpsc::Receiver<Told>, handle: Handle) {
    while let Some(told) = told.recv().await {
        match told {
            Told::Attempt { order, kept, noted } => {
                let handle = handle.clone();
                tokio::spawn(async move {
                    if handle.ask(Event::Attempt { order, kept }).await.is_ok() {
                        // Without the session nobody waits for it.
                        let _ = noted.send(());
                    }
                });
            }
            Told::Done { order, answer, reason, kept } => {
                handle.tell(Event::Done { order, answer, reason, kept }).await;
            }
            Told::Opened { device } => handle.tell(Event::Opened { device }).await,
        }
    }
}
