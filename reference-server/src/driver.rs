//! The only caller of [`protocol::step`]: what happened becomes an input, outputs become what is
//! to leave, and both are written down before anything leaves.

use std::sync::Arc;
use std::time::Instant;

use binding::{Response, answered, arrived, leaving, status};
use bytes::Bytes;
use codec::{Message, ReasonCode, Value, decode, encode};
use protocol::{
    Answer, Input, MessageId, Op, Operator, Outcome, Output, Program, Role, SessionRule, Step,
    Table, TimerId, Trigger, Verdict, applies, step, vars,
};

use crate::account;
use crate::config::{Approach, Config};
use crate::device::{Kept, Order};
use crate::metrics::{Metrics, Queue, Reason, Way};
use crate::store::{Given, Key, Pending, Record, Session, Store, StoreError, What};
use trace::format::{Entry, Time};

/// Something that happened to this server.
#[derive(Clone, Debug)]
pub enum Event {
    /// A peer, known by its certificate, posted a message.
    Posted {
        /// Its identifier.
        peer: String,
        /// Its mark of the request, which a repetition has too.
        request: Option<String>,
        /// The message.
        body: Bytes,
    },
    /// The response to an own POST came, or none did.
    Answered {
        /// The POST.
        id: i64,
        /// Status and body.
        response: Option<(u16, Bytes)>,
    },
    /// The first command of an order is about to leave.
    Attempt {
        /// The order.
        order: i64,
    },
    /// A device is done with an order.
    Done {
        /// The order.
        order: i64,
        /// How it answered.
        answer: Answer,
        /// The status that decided it.
        reason: Option<ReasonCode>,
        /// What was there before.
        kept: Kept,
    },
    /// A device opened a session by itself.
    Opened {
        /// The device.
        device: String,
    },
    /// A timer expired.
    Expired {
        /// Whose.
        key: Key,
        /// Which.
        timer: u8,
    },
    /// An operator wants something.
    Ordered {
        /// Of which delegation.
        key: Key,
        /// What.
        operator: Operator,
        /// The whole tree.
        full: bool,
        /// The part of the tree, where it is not that of the configuration.
        tree: Option<String>,
    },
    /// The server starts: of each delegation once, before anything else happens.
    Restarted {
        /// The delegation.
        key: Key,
    },
}

/// Something that has to be done once the step is durable.
#[derive(Clone, Debug)]
pub enum Effect {
    /// The answer to whoever brought the event.
    Reply(Reply),
    /// A POST has to leave.
    Post(Pending),
    /// A command has to leave.
    Order(Box<Order>),
    /// A timer runs until then, in milliseconds since 1970; none: it does not run.
    Timer(Key, u8, Option<i64>),
    /// The operator is told.
    Report(Outcome),
}

/// The answer to whoever brought an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An HTTP response.
    Http(u16, Bytes),
    /// The session that an operator's wish began.
    Begun(String),
    /// Why it did not begin: a sentence.
    NotNow(String),
    /// It is noted.
    Noted,
}

/// Table, database and configuration together.
pub struct Driver {
    pub(crate) table: Table,
    pub(crate) program: Program,
    pub(crate) store: Store,
    pub(crate) config: Arc<Config>,
    /// The options of the program, one bit each.
    pub(crate) options: u64,
    metrics: Arc<Metrics>,
    effects: Vec<(usize, Effect)>,
    /// From which queues this transaction has taken something.
    settled: Vec<Queue>,
    now: i64,
}

/// What surrounds one step.
struct Around<'w> {
    /// The session on the wire that the event speaks of.
    session: Option<&'w str>,
    /// The part of the tree, where the event names one.
    tree: Option<&'w str>,
}

impl Driver {
    /// Puts them together.
    pub fn new(
        (table, program, options): (Table, Program, u64),
        store: Store,
        config: Arc<Config>,
        metrics: Arc<Metrics>,
    ) -> Driver {
        Driver {
            table,
            program,
            store,
            config,
            options,
            metrics,
            effects: Vec::new(),
            settled: Vec::new(),
            now: 0,
        }
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
        self.settled.clear();
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
                        Effect::Reply(_) | Effect::Timer(..) | Effect::Report(_) => {}
                    }
                }
                for queue in self.settled.drain(..) {
                    self.metrics.queue(queue).change(-1);
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
                let reply = self.posted(place, peer, request.as_deref(), body)?;
                self.effects.push((place, Effect::Reply(reply)));
                Ok(())
            }
            Event::Answered { id, response } => self.answered(place, *id, response.as_ref()),
            Event::Attempt { order } => {
                self.store.attempt(*order)?;
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
            Event::Restarted { key } => self.optional(place, key, Trigger::Restarts),
        }
    }

    /// A peer's message: it is for this server, of this peer, of a session of theirs; or refused
    /// without any change.
    fn posted(
        &mut self,
        place: usize,
        peer: &str,
        request: Option<&str>,
        body: &[u8],
    ) -> Result<Reply, StoreError> {
        if let Some(request) = request
            && let Some(given) = self.store.given(peer, request)?
        {
            return Ok(Reply::Http(given.status, given.body.into()));
        }
        let metrics = Arc::clone(&self.metrics);
        let refused = |status: u16, why: &str| {
            metrics.refused(reason(status));
            tracing::warn!(peer, status, why, "message refused");
            Ok(Reply::Http(status, Bytes::new()))
        };
        let config = Arc::clone(&self.config);
        let Some(known) = config.peer(peer) else { return refused(403, "no such peer") };
        let message = match decode(body) {
            Ok(message) => message,
            Err(error) => return refused(400, &error.to_string()),
        };
        let arrived = match arrived(&self.table, &message) {
            Ok(arrived) => arrived,
            Err(error) => return refused(501, &error.to_string()),
        };
        let parts = codec::Record::written(|record| message.write(record));
        if text(&parts, "serverId").is_some_and(|id| id != peer) {
            return refused(403, "its serverId is not that of its certificate");
        }
        let role = known.we_are.role();
        let key = match (&arrived.rule, &arrived.session, &arrived.device) {
            (SessionRule::SessionId, Some(session), _) => {
                match self.store.by_session(peer, session)? {
                    Some(key) => key,
                    None => return refused(404, "no session of this peer has that identifier"),
                }
            }
            (SessionRule::Opens | SessionRule::DeviceAndPeer, _, Some(device)) => {
                if config.device(device).is_none() {
                    return refused(404, "no such device");
                }
                Key { role, peer: peer.to_owned(), device: device.clone() }
            }
            _ => return refused(400, "it names neither a session nor a device"),
        };
        self.metrics.message(Way::Received, arrived.message);
        let mut record = self.record(&key)?;
        let number = match arrived.rule {
            SessionRule::SessionId => record.number,
            SessionRule::DeviceAndPeer => 0,
            SessionRule::Opens if record.session == arrived.session => record.number,
            SessionRule::Opens => {
                let session = arrived.session.as_deref().unwrap_or_default();
                if self.store.is_used(peer, session)? {
                    return refused(409, "that sessionId was used before (Q-72)");
                }
                next(record.number)
            }
        };
        let input = arrived
            .posted(number)
            .approach(u64::from(known.approach == Approach::Url))
            .willing(known.willing.into());
        let tree = text(&parts, "DMTreeURI");
        // A message that names only the device has no session on the wire; ours has a name, so that
        // what came of it can be looked up.
        let unnamed = match (&arrived.session, &record.session) {
            (None, None) => Some(account::fresh_id()),
            (Some(_), _) | (None, Some(_)) => None,
        };
        let session = arrived.session.as_deref().or(unnamed.as_deref());
        let around = Around { session, tree: tree.as_deref() };
        // A message can overtake the response that makes it welcome. While a response is awaited,
        // what no row describes is not looked at: the peer may come again.
        if !applies(&self.program, key.role, record.party, input)
            && self.store.awaits_response(&key)?
        {
            return refused(503, "it came before the response that it follows");
        }
        let has_account = parts.part("DMAcc").is_some();
        if has_account && applies(&self.program, key.role, record.party, input) {
            record.account = Some(String::from_utf8_lossy(body).into_owned());
        }
        let taken = match self.take(place, &key, &mut record, input, &around)? {
            Ok(taken) => taken,
            Err(why) => return refused(500, &why),
        };
        let given = self.response(&key, &record, &taken, &around);
        let given = match given {
            Ok(given) => given,
            Err(why) => return refused(500, &why),
        };
        if let Some(request) = request {
            const KEPT_MS: i64 = 3_600_000;
            self.store.give(peer, request, &given, self.now, self.now - KEPT_MS)?;
        }
        Ok(Reply::Http(given.status, given.body.into()))
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

    /// The HTTP response of a step. Where no row applies nothing is answered but "no".
    fn response(
        &self,
        key: &Key,
        record: &Record,
        taken: &Step,
        around: &Around<'_>,
    ) -> Result<Given, String> {
        if !matches!(taken.verdict, Verdict::Applied(_)) {
            return Ok(Given { status: 409, body: Vec::new() });
        }
        for output in taken.outputs.iter() {
            let Some(status) = status(output) else { continue };
            let mut body = Vec::new();
            if let Output::Answer { message, fields } = *output {
                let session = around.session.unwrap_or_default();
                body = self.document(key, record, message, fields, session)?;
            }
            return Ok(Given { status, body });
        }
        Ok(Given { status: 204, body: Vec::new() })
    }

    fn answered(
        &mut self,
        place: usize,
        id: i64,
        response: Option<&(u16, Bytes)>,
    ) -> Result<(), StoreError> {
        let Some(pending) = self.store.pending(id)? else { return Ok(()) };
        self.store.settle(id)?;
        self.settled.push(Queue::Outgoing);
        let What::Post { message, number, session, .. } = pending.what else { return Ok(()) };
        let response = match response {
            Some((status, body)) => Response::Came(*status, body),
            None => Response::NoneCame,
        };
        let request = MessageId(message);
        let answer = answered(&self.table, request, number, &session, response);
        if let Some(ignored) = &answer.ignored {
            tracing::warn!(
                peer = pending.key.peer,
                session,
                ?ignored,
                "response counts for nothing"
            );
        }
        let mut record = self.store.record(&pending.key)?;
        // What nobody waits for any more is read over.
        if !applies(&self.program, pending.key.role, record.party, answer.input) {
            return Ok(());
        }
        let around = Around { session: Some(&session), tree: None };
        if let Some(message) = &answer.message {
            let parts = codec::Record::written(|record| message.write(record));
            record.url = text(&parts, "bootstrapURL").or(record.url);
        }
        self.take_or_tell(place, &pending.key, &mut record, answer.input, &around)
    }

    fn done(
        &mut self,
        place: usize,
        order: i64,
        answer: Answer,
        reason: Option<ReasonCode>,
        kept: &Kept,
    ) -> Result<(), StoreError> {
        let Some(pending) = self.store.pending(order)? else { return Ok(()) };
        self.store.settle(order)?;
        self.settled.push(Queue::Commands);
        let What::Command(code) = pending.what else { return Ok(()) };
        let Some(op) = Op::from_code(code.into()) else { return Ok(()) };
        let mut record = self.store.record(&pending.key)?;
        if record.party.command() != Some(op) {
            return Ok(());
        }
        record.kept = kept.clone();
        if matches!(answer, Answer::Refused | Answer::Unclear) {
            record.cause = reason.map(ReasonCode::get);
        }
        let session = record.session.clone();
        let around = Around { session: session.as_deref(), tree: None };
        let input = Input::of(Trigger::Device(named(op), answer)).session(record.number);
        self.take_or_tell(place, &pending.key, &mut record, input, &around)
    }

    fn expired(&mut self, place: usize, key: &Key, timer: u8) -> Result<(), StoreError> {
        self.store.timer(key, timer, None)?;
        let mut record = self.store.record(key)?;
        if !record.party.runs(TimerId(timer)) {
            return Ok(());
        }
        let session = record.session.clone();
        let around = Around { session: session.as_deref(), tree: None };
        let input = Input::of(Trigger::Expires(TimerId(timer))).session(record.number);
        self.take_or_tell(place, key, &mut record, input, &around)
    }

    /// An event that need not mean anything to this delegation.
    fn optional(&mut self, place: usize, key: &Key, trigger: Trigger) -> Result<(), StoreError> {
        let mut record = self.store.record(key)?;
        let input = Input::of(trigger).session(record.number);
        if !applies(&self.program, key.role, record.party, input) {
            return Ok(());
        }
        let session = record.session.clone();
        let around = Around { session: session.as_deref(), tree: None };
        self.take_or_tell(place, key, &mut record, input, &around)
    }

    fn ordered(
        &mut self,
        place: usize,
        key: &Key,
        operator: Operator,
        full: bool,
        tree: Option<&str>,
    ) -> Result<Reply, StoreError> {
        let Some(peer) = self.config.peer(&key.peer) else {
            return Ok(Reply::NotNow(format!("there is no peer {}", key.peer)));
        };
        let approach = u64::from(peer.approach == Approach::Url);
        if self.config.device(&key.device).is_none() {
            return Ok(Reply::NotNow(format!("there is no device {}", key.device)));
        }
        let mut record = self.record(key)?;
        let number = next(record.number);
        let input = Input::of(Trigger::Operator(operator))
            .session(number)
            .approach(approach)
            .full(full.into());
        if !applies(&self.program, key.role, record.party, input) {
            return Ok(Reply::NotNow(self.why_not(key, &record, operator)));
        }
        let session = account::fresh_id();
        let around = Around { session: Some(&session), tree };
        match self.take(place, key, &mut record, input, &around)? {
            Ok(_) => Ok(Reply::Begun(session)),
            Err(why) => Ok(Reply::NotNow(why)),
        }
    }

    /// The states in which an operator can want that.
    fn why_not(&self, key: &Key, record: &Record, operator: Operator) -> String {
        let trigger = Trigger::Operator(operator);
        let rows = self.table.rows.iter().filter(|row| row.role == key.role);
        let rules: Vec<&str> =
            rows.filter(|row| row.on.contains(&trigger)).map(|row| row.rule.as_str()).collect();
        let words = Operator::ALL[operator as usize].1;
        if rules.is_empty() {
            return format!("\"{words}\" is nothing that {} can do", key.role.name());
        }
        format!(
            "\"{words}\" is not allowed in {}, {}; see {}",
            self.state_name(key.role, record.party.state()),
            record.party.record().word(),
            rules.join(", ")
        )
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

    /// One step: what it says is written down, and what is to leave goes to the effects. The
    /// inner error is an output that cannot become a message; then nothing has happened.
    fn take(
        &mut self,
        place: usize,
        key: &Key,
        record: &mut Record,
        input: Input,
        around: &Around<'_>,
    ) -> Result<Result<Step, String>, StoreError> {
        let before = record.party;
        let taken = step(&self.program, key.role, before, input);
        let joins = taken.party.session() != 0 && taken.party.session() != before.session();
        let after = self.record_after(key, record, &taken, around, joins);
        // First all that can fail without the database, so that nothing is written by halves.
        let mut posts = Vec::new();
        for output in taken.outputs.iter() {
            if let Output::Send { message, session, fields, .. } = *output {
                let current = record.session.clone().filter(|_| !joins);
                let id = current.or(around.session.map(str::to_owned));
                let id = id.unwrap_or_else(account::fresh_id);
                match self.document(key, &after, message, fields, &id) {
                    Ok(body) => posts.push((message, u64::from(session), id, body)),
                    Err(why) => return Ok(Err(why)),
                }
            }
        }
        self.trace(key, record, &taken, input, around)?;
        self.metrics.step(key.role, input.trigger, taken.verdict);
        let from = (record.steps > 0).then_some(before.state());
        self.metrics.moved(key.role, from, taken.party.state());
        let mut outcome = None;
        let mut posts = posts.into_iter();
        for output in taken.outputs.iter() {
            match *output {
                Output::Send { .. } => {
                    if let Some((message, number, session, body)) = posts.next() {
                        self.metrics.message(Way::Sent, MessageId(message));
                        let what = What::Post { message, number, session, body };
                        let id = self.store.push(key, &what)?;
                        let pending = Pending { id, key: key.clone(), what, attempted: false };
                        self.effects.push((place, Effect::Post(pending)));
                    }
                }
                Output::Command(op) => {
                    let id = self.store.push(key, &What::Command(op as u8))?;
                    let order = self.order(id, key, &after, op);
                    self.effects.push((place, Effect::Order(Box::new(order))));
                }
                Output::Start(timer) => {
                    let due = self.now + self.duration_ms(key.role, timer);
                    self.store.timer(key, timer, Some(due))?;
                    self.effects.push((place, Effect::Timer(key.clone(), timer, Some(due))));
                }
                Output::Stop(timer) => {
                    self.store.timer(key, timer, None)?;
                    self.effects.push((place, Effect::Timer(key.clone(), timer, None)));
                }
                Output::Report(said) => {
                    outcome = Some(said);
                    self.effects.push((place, Effect::Report(said)));
                }
                Output::Answer { .. } | Output::AnswerEmpty | Output::Refuse(_) => {}
            }
        }
        let session = around.session.map(str::to_owned).or(record.session.clone());
        if let Some(session) = &session {
            let is_over = after.session.as_ref() != Some(session);
            if opens(input.trigger, &self.table) || joins {
                self.store.open_session(&Session {
                    id: session.clone(),
                    key: key.clone(),
                    opened: self.now,
                    closed: None,
                    outcome: None,
                    start: before,
                    url: vars::IN_URL.of(input.data) == 1,
                    full: vars::FULL.of(taken.party.0) == 1,
                    tree: after.tree.clone().unwrap_or_default(),
                    steps: 0,
                    rule: None,
                    state: self.state_name(key.role, before.state()),
                    updated: self.now,
                })?;
            }
            let rule = self.rule_name(taken.verdict);
            let state = self.state_name(key.role, taken.party.state());
            self.store.step_session(&key.peer, session, rule.as_deref(), &state, self.now)?;
            let words = outcome.map(Outcome::word);
            if is_over || words.is_some() {
                let closed = is_over.then_some(self.now);
                self.store.note_session(&key.peer, session, words, closed)?;
            }
        }
        if let Some(outcome) = outcome {
            self.metrics.outcome(outcome);
            let outcome = outcome.word();
            tracing::info!(peer = key.peer, device = key.device, ?session, outcome, "reported");
        }
        *record = after;
        self.store.put(key, record)?;
        Ok(Ok(taken))
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
            after.url = None;
            after.cause = None;
            after.kept = Kept::default();
        } else if taken.party.session() == 0 {
            after.session = None;
        }
        after
    }

    /// A message as it goes on the wire.
    fn document(
        &self,
        key: &Key,
        record: &Record,
        message: u8,
        fields: u8,
        session: &str,
    ) -> Result<Vec<u8>, String> {
        let device = self.config.device(&key.device);
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let part = |name: &str| match name {
            "serverId" => text(&self.config.server_id),
            "deviceId" => text(&key.device),
            "deviceMan" => text(&device?.man),
            "deviceMod" => text(&device?.model),
            "DMTreeURI" => text(record.tree.as_deref().unwrap_or(&device?.tree)),
            "sessionId" => text(session),
            "bootstrapURL" => text(&account::bootstrap_url(&self.config, &key.device)),
            "reasonCode" => record.cause.and_then(ReasonCode::new).map(Value::Reason),
            "DMAcc" => {
                let account = account::own(&self.config, device?);
                Some(Value::Group(codec::Record::written(|record| account.write(record))))
            }
            _ => None,
        };
        let message = leaving(&self.table, message, fields, &part).map_err(|it| it.to_string())?;
        let mut body = Vec::new();
        encode(&message, &mut body).map_err(|error| error.to_string())?;
        Ok(body)
    }

    /// A command as the line to devices wants it.
    pub(crate) fn order(&self, id: i64, key: &Key, record: &Record, op: Op) -> Order {
        let account = record.account.as_deref().and_then(|document| {
            match decode(document.as_bytes()).ok()?.into_owned() {
                Message::BootstrapConfirmed(message) => message.dm_acc,
                _ => None,
            }
        });
        let device = self.config.device(&key.device).map(|device| device.tree.clone());
        Order {
            id,
            device: key.device.clone(),
            op: op as u8,
            own: self.config.server_id.clone(),
            peer: key.peer.clone(),
            tree: record.tree.clone().or(device).unwrap_or_default(),
            account: account.or_else(|| self.own_account(key)),
            bootstrap_url: record.url.clone(),
            kept: record.kept.clone(),
        }
    }

    /// As DMS-2 the account that is created is this server's own.
    fn own_account(&self, key: &Key) -> Option<codec::delegation::DmAcc<'static>> {
        let device = self.config.device(&key.device)?;
        (key.role == Role::Delegated).then(|| account::own(&self.config, device))
    }

    fn duration_ms(&self, role: Role, timer: u8) -> i64 {
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
        let line = trace::format::write(&self.table, &entry.line, &entry.context);
        self.store.trace(key, session, &line)
    }
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

/// What a message was turned away for, before any rule was asked or because none could be followed.
fn reason(status: u16) -> Reason {
    match status {
        403 => Reason::UnknownPeer,
        404 | 409 => Reason::Session,
        503 => Reason::Busy,
        _ => Reason::Unreadable,
    }
}

/// The core's number for the session after that one.
fn next(number: u64) -> u64 {
    number % protocol::vars::SESSIONS + 1
}

/// Rows name the small twin of an operation that has a larger one.
fn named(op: Op) -> Op {
    match op {
        Op::GrantAll => Op::Grant,
        Op::WithdrawAll => Op::Withdraw,
        other => other,
    }
}

fn text(record: &codec::Record, name: &str) -> Option<String> {
    record.part(name).cloned().and_then(Value::text)
}
