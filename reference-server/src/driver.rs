//! The only caller of [`protocol::step`]: what happened becomes an input, outputs become what is
//! to leave, and both are written down before anything leaves.

mod event;
mod local;
mod out;
mod peers;
mod resume;
mod shown;

use std::sync::Arc;
use std::time::Instant;

use codec::Wire;
use protocol::words::LATER;
use protocol::{
    Input, MessageId, Outcome, Output, Party, Program, Role, SessionRule, Step, Table, Trigger,
    Verdict, step, vars,
};
use trace::format::{Entry, Time};

use crate::account;
use crate::device::Kept;
use crate::directory::Directory;
use crate::edition;
use crate::metrics::{Metrics, Queue, Way};
use crate::store::{Key, Pending, Record, Session, Storage, Store, StoreError, What};
pub use event::{Effect, Event, Reply};
pub use resume::Resumed;
use shown::{Shown, Taken};

/// Table, database and configuration together.
pub struct Driver<S: Storage = Store> {
    pub(crate) table: Arc<Table>,
    pub(crate) program: Arc<Program>,
    /// The messages of the table on the wire.
    pub(crate) wire: Wire,
    pub(crate) store: S,
    pub(crate) config: Arc<Directory>,
    /// The options of the program, one bit each.
    pub(crate) options: u64,
    metrics: Arc<Metrics>,
    /// Where the names of new sessions come from.
    names: Names,
    effects: Vec<(usize, Effect)>,
    /// What this transaction lets operators see.
    shown: Vec<Shown>,
    now: i64,
}

/// Gives a name that nobody has used before.
pub type Names = Box<dyn Fn() -> String + Send>;

/// Status and body of a response.
type Response = (u16, Vec<u8>);

/// What surrounds one step.
struct Around<'w> {
    /// The session on the wire that the event speaks of.
    session: Option<&'w str>,
    /// The part of the tree, where the event names one.
    tree: Option<&'w str>,
}

impl<S: Storage> Driver<S> {
    /// Puts them together.
    pub fn new(
        edition: edition::Compiled,
        store: S,
        config: Arc<Directory>,
        metrics: Arc<Metrics>,
    ) -> Driver<S> {
        let edition::Compiled { table, program, options, wire } = edition;
        Driver {
            table,
            program,
            wire,
            store,
            config,
            options,
            metrics,
            names: Box::new(account::fresh_id),
            effects: Vec::new(),
            shown: Vec::new(),
            now: 0,
        }
    }

    /// The same, with other names for new sessions.
    #[must_use]
    pub fn naming(self, names: Names) -> Driver<S> {
        Driver { names, ..self }
    }

    /// Takes the steps of these events in one transaction. The effects have the place of their
    /// event in the list.
    ///
    /// # Errors
    /// The database's: then nothing has happened, and all of it can be tried again.
    pub fn process(
        &mut self,
        events: &[Event],
        now: i64,
    ) -> Result<Vec<(usize, Effect)>, StoreError> {
        self.now = now;
        self.effects.clear();
        self.shown.clear();
        let began = Instant::now();
        self.store.begin()?;
        let done = events
            .iter()
            .enumerate()
            .try_for_each(|(place, event)| self.one(place, event))
            .and_then(|()| self.store.commit());
        match done {
            Ok(()) => {
                self.metrics.committed(events.len(), began.elapsed());
                for (_, effect) in &self.effects {
                    match effect {
                        Effect::Post(_) => self.metrics.queue(Queue::Outgoing).change(1),
                        Effect::Order(_) => self.metrics.queue(Queue::Commands).change(1),
                        Effect::Reply(_)
                        | Effect::Answer(_)
                        | Effect::Timer(..)
                        | Effect::Report(_) => {}
                    }
                }
                for shown in std::mem::take(&mut self.shown) {
                    self.show(shown);
                }
                Ok(std::mem::take(&mut self.effects))
            }
            Err(error) => {
                self.metrics.commit_failed();
                self.store.rollback();
                Err(error)
            }
        }
    }

    fn one(&mut self, place: usize, event: &Event) -> Result<(), StoreError> {
        match event {
            Event::Posted { peer, request, body } => {
                let answer = self.posted(place, peer, request.as_deref(), body)?;
                self.effects.push((place, answer));
                Ok(())
            }
            Event::Answered { id, response } => self.answered(place, *id, response.as_ref()),
            Event::Attempt { order, kept } => {
                self.attempt(*order, kept)?;
                self.effects.push((place, Effect::Reply(Reply::Noted)));
                Ok(())
            }
            Event::Done { order, answer, reason, kept } => {
                self.done(place, *order, *answer, *reason, kept)
            }
            Event::Opened { device } => {
                for key in self.store.by_device(Role::Delegated, device)? {
                    self.optional(place, &key, Trigger::DeviceOpenedSession)?;
                }
                Ok(())
            }
            Event::Expired { key, timer } => self.expired(place, key, *timer),
            Event::Ordered { key, operator, full, tree } => {
                let reply = self.ordered(place, key, *operator, *full, tree.as_deref())?;
                self.effects.push((place, Effect::Reply(reply)));
                Ok(())
            }
            Event::Restarted { key } => self.restarted(place, key),
        }
    }

    /// The record of a delegation. A server that bootstraps devices by itself knows from the
    /// beginning that they have its account.
    fn record(&self, key: &Key) -> Result<Record, StoreError> {
        let mut record = self.store.record(key)?;
        let bootstraps = self.config.peer(&key.peer).is_some_and(|peer| peer.bootstraps);
        if record.steps == 0 && key.role == Role::Delegated && bootstraps {
            record.party.0 = vars::BOOTSTRAPPED.set(record.party.0, 1);
        }
        Ok(record)
    }

    /// A step whose failure has nobody to be told to.
    fn take_or_tell(
        &mut self,
        place: usize,
        key: &Key,
        record: &mut Record,
        input: Input,
        around: &Around<'_>,
    ) -> Result<(), StoreError> {
        if let Err(why) = self.take(place, key, record, input, around)? {
            tracing::error!(peer = key.peer, device = key.device, why, "a step could not be taken");
        }
        Ok(())
    }

    /// One step: what it says is written down, and what is to leave goes to the effects; with the
    /// status and the body of the response, for an event that is a request. The inner error is an
    /// output that cannot become a message; then nothing has happened.
    fn take(
        &mut self,
        place: usize,
        key: &Key,
        record: &mut Record,
        input: Input,
        around: &Around<'_>,
    ) -> Result<Result<(Step, Response), String>, StoreError> {
        let before = record.party;
        let taken = step(&self.program, key.role, before, input);
        let joins = taken.party.session() != 0 && taken.party.session() != before.session();
        let after = self.record_after(key, record, &taken, around, joins);
        // First all that can fail without the database, so that nothing is written by halves.
        let other = joins || self.is_apart(&taken);
        let current = record.session.as_deref().filter(|_| !other).or(around.session);
        let posts = match self.posts(key, &after, &taken, current) {
            Ok(posts) => posts,
            Err(why) => return Ok(Err(why)),
        };
        let response = match self.response(key, &after, &taken, around) {
            Ok(response) => response,
            Err(why) => return Ok(Err(why)),
        };
        self.trace(key, record, &taken, input, around)?;
        self.put_out(place, key, &after, &taken, posts)?;
        // What no row describes begins nothing, nor does what is to come again later.
        let is_taken = matches!(taken.verdict, Verdict::Applied(_)) && !is_for_later(&taken);
        let opens = is_taken && (opens(input.trigger, &self.table) || joins);
        let session = around.session.or(record.session.as_deref());
        if let Some(session) = session {
            if opens {
                self.store.open_session(&Session {
                    id: session.to_owned(),
                    key: key.clone(),
                    opened: self.now,
                    closed: None,
                    outcome: None,
                    start: before,
                    options: Some(self.options),
                    url: vars::IN_URL.of(input.data) == 1,
                    full: vars::FULL.of(taken.party.0) == 1,
                    tree: after.tree.clone().unwrap_or_default(),
                    steps: 0,
                    rule: None,
                    state: self.state_name(key.role, before.state()),
                    updated: self.now,
                })?;
            }
            self.note(key, session, &after, &taken)?;
        }
        self.shown.push(Shown::Step(Box::new(Taken {
            key: key.clone(),
            session: session.map(str::to_owned),
            trigger: input.trigger,
            verdict: taken.verdict,
            from: (record.steps > 0).then_some(before.state()),
            to: taken.party.state(),
            outcome: reported(&taken),
        })));
        *record = after;
        self.store.put(key, record)?;
        Ok(Ok((taken, response)))
    }

    /// Whether the step is about a session that is not the current one.
    fn is_apart(&self, taken: &Step) -> bool {
        match taken.verdict {
            Verdict::Applied(rule) => {
                self.program.rules().get(rule as usize).is_some_and(|rule| rule.apart)
            }
            Verdict::Unspecified | Verdict::Ambiguous(..) => false,
        }
    }

    /// What the rows say where nothing is known; nothing is written down.
    fn of_nobody(&self, role: Role, input: Input) -> Step {
        step(&self.program, role, Party::default(), input)
    }

    /// The messages that a step sends, as they go on the wire; in the session that there is, or in
    /// a new one.
    fn posts(
        &self,
        key: &Key,
        after: &Record,
        taken: &Step,
        current: Option<&str>,
    ) -> Result<Vec<What>, String> {
        let mut posts = Vec::new();
        for output in taken.outputs.iter() {
            if let Output::Send { message, session, fields, .. } = *output {
                let name = current.map_or_else(&self.names, str::to_owned);
                let body = self.document(key, after, message, fields, &name)?;
                let number = u64::from(session);
                posts.push(What::Post { message, number, session: name, body });
            }
        }
        Ok(posts)
    }

    /// Writes down what is to leave because of a step, and hands it to the effects.
    fn put_out(
        &mut self,
        place: usize,
        key: &Key,
        after: &Record,
        taken: &Step,
        posts: Vec<What>,
    ) -> Result<(), StoreError> {
        let mut posts = posts.into_iter();
        for output in taken.outputs.iter() {
            let effect = match *output {
                Output::Send { message, .. } => {
                    let Some(what) = posts.next() else { continue };
                    self.shown.push(Shown::Message(Way::Sent, MessageId(message)));
                    let id = self.store.push(key, &what)?;
                    Effect::Post(Pending { id, key: key.clone(), what, attempted: false })
                }
                Output::Command(op) => {
                    let id = self.store.push(key, &What::Command(op as u8))?;
                    Effect::Order(Box::new(self.order(id, key, after, op)))
                }
                Output::Start(timer) => {
                    let due = self.now + self.duration_ms(key.role, timer);
                    self.store.timer(key, timer, Some(due))?;
                    Effect::Timer(key.clone(), timer, Some(due))
                }
                Output::Stop(timer) => {
                    self.store.timer(key, timer, None)?;
                    Effect::Timer(key.clone(), timer, None)
                }
                Output::Report(outcome) => Effect::Report(outcome),
                Output::Answer { .. } | Output::AnswerEmpty | Output::Refuse(_) => continue,
            };
            self.effects.push((place, effect));
        }
        Ok(())
    }

    /// Notes a step with its session: the rule, the state after it, what was told, and whether
    /// it is over.
    fn note(
        &self,
        key: &Key,
        session: &str,
        after: &Record,
        taken: &Step,
    ) -> Result<(), StoreError> {
        let rule = self.rule_name(taken.verdict);
        let state = self.state_name(key.role, taken.party.state());
        self.store.step_session(&key.peer, session, rule.as_deref(), &state, self.now)?;
        let is_over = after.session.as_deref() != Some(session);
        let words = reported(taken).map(Outcome::word);
        if is_over || words.is_some() {
            let closed = is_over.then_some(self.now);
            self.store.note_session(&key.peer, session, words, closed)?;
        }
        Ok(())
    }

    /// The record as it is after a step.
    fn record_after(
        &self,
        key: &Key,
        record: &Record,
        taken: &Step,
        around: &Around<'_>,
        joins: bool,
    ) -> Record {
        let mut after = Record { party: taken.party, steps: record.steps + 1, ..record.clone() };
        if joins {
            let device = self.config.device(&key.device).map(|device| device.tree.clone());
            after.number = taken.party.session();
            after.session = around.session.map(str::to_owned);
            after.tree = around.tree.map(str::to_owned).or(after.tree).or(device);
            after.account = None;
            after.cause = None;
            // The entry of a delegation stays on the device when its session is over; whoever
            // removes it in a later one has to find it.
            after.kept = Kept { entry: after.kept.entry, ..Kept::default() };
        } else if taken.party.session() == 0 {
            after.session = None;
        }
        after
    }

    /// How long a timer runs, in milliseconds.
    pub(crate) fn duration_ms(&self, role: Role, timer: u8) -> i64 {
        const USUAL_MS: u64 = 60_000;
        let name = self.table.timers[role.index()].get(timer as usize).map(|timer| &timer.name);
        let set = name.and_then(|name| self.config.waits.timers_ms.get(name));
        i64::try_from(set.copied().unwrap_or(USUAL_MS)).unwrap_or(i64::MAX)
    }

    fn state_name(&self, role: Role, state: protocol::StateId) -> String {
        let states = &self.table.states[role.index()];
        states.get(state.0 as usize).map_or(String::new(), |state| state.name.clone())
    }

    fn rule_name(&self, verdict: Verdict) -> Option<String> {
        let Verdict::Applied(rule) = verdict else { return None };
        let row = self.program.rules().get(rule as usize)?.row;
        self.table.rows.get(row.0 as usize).map(|row| row.rule.clone())
    }

    /// Shows how many events wait and how many DM sessions are open.
    pub(crate) fn watch(&self, events: usize, sessions: usize) {
        self.metrics.queue(Queue::Events).set(events);
        self.metrics.device_sessions().set(sessions);
    }

    /// Counts the delegations that there are when the server starts, and what is pending.
    ///
    /// # Errors
    /// The database's.
    pub fn count(&self) -> Result<Vec<Key>, StoreError> {
        let all = self.store.all()?;
        for (key, record) in &all {
            self.metrics.moved(key.role, None, record.party.state());
        }
        for pending in self.store.all_pending()? {
            let queue = match pending.what {
                What::Post { .. } => Queue::Outgoing,
                What::Command(_) => Queue::Commands,
            };
            self.metrics.queue(queue).change(1);
        }
        Ok(all.into_iter().map(|(key, _)| key).collect())
    }

    /// Writes the line of a step.
    fn trace(
        &self,
        key: &Key,
        record: &Record,
        taken: &Step,
        input: Input,
        around: &Around<'_>,
    ) -> Result<(), StoreError> {
        let session = around.session.or(record.session.as_deref());
        let time = Time::Unix(self.now.unsigned_abs());
        let stamp = (record.steps + 1, time, session.map(str::to_owned));
        let entry = Entry::of(&self.table, &self.program, key.role, input, taken, stamp);
        self.store.trace(&self.table, key, &entry)
    }
}

/// Whether whoever sent it is told to send it again later: then it has not been looked at.
fn is_for_later(taken: &Step) -> bool {
    taken.outputs.iter().any(|output| *output == Output::Refuse(LATER))
}

/// What a step tells the operator; the last of it.
fn reported(taken: &Step) -> Option<Outcome> {
    let told = taken.outputs.iter().filter_map(|output| match *output {
        Output::Report(outcome) => Some(outcome),
        Output::Send { .. }
        | Output::Command(_)
        | Output::Start(_)
        | Output::Stop(_)
        | Output::Answer { .. }
        | Output::AnswerEmpty
        | Output::Refuse(_) => None,
    });
    told.last()
}

/// Whether the event is one that begins a session.
fn opens(trigger: Trigger, table: &Table) -> bool {
    match trigger {
        Trigger::Operator(_) => true,
        Trigger::Receives(id) => table
            .messages
            .get(id.0 as usize)
            .is_some_and(|message| message.session != SessionRule::SessionId),
        Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => false,
    }
}

/// The core's number for the session after that one.
fn next(number: u64) -> u64 {
    number % protocol::vars::SESSIONS + 1
}
