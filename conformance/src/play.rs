//! Plays one case: `wire.rs` is what is said between the servers, `tree.rs` what is done to the
//! device.

mod tree;
mod wire;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use codec::delegation::DmAcc;
use conformance_case::{Act, Case, Step, Wrong};
use protocol::Effect;
use tokio::sync::{mpsc, oneshot};

use crate::config::Config;
use crate::device;
use crate::hook::{Hook, Wish};
use crate::message::{Edition, Read};
use crate::outcome::Difference;
use crate::peers;
use crate::router::{Ear, Incoming, Reply, Router};
use crate::transcript::{Line, Side, Transcript};
use crate::wrong::{self, Sent};
use words::{facts_words, hint, shown_came, unique};

/// How often is looked whether the device is as it should be.
const LOOK: Duration = Duration::from_millis(10);
/// What the peer answers to turn something down.
const NO: u16 = 403;

/// All that cases share.
pub(crate) struct Bench {
    pub(crate) config: Config,
    pub(crate) edition: Edition,
    pub(crate) peers: Vec<peers::Played>,
    pub(crate) router: Arc<Router>,
    pub(crate) front: Arc<device::Front>,
    pub(crate) hook: Hook,
    pub(crate) wrong: wrong::Ways,
}

/// Why a case did not come to its end.
pub(crate) enum Stopped {
    /// The server under test does something else.
    Differs(Box<Difference>),
    /// It is our own affair, or the configuration's.
    Cannot(String),
}

/// What came of playing a case.
pub(crate) struct Ended {
    pub(crate) stopped: Option<Stopped>,
    pub(crate) transcript: Transcript,
}

/// Plays a case with that peer and the device of that number.
pub(crate) async fn play(bench: &Bench, case: &Case, peer: usize, number: usize) -> Ended {
    let mut transcript = Transcript::new();
    let Some(peer) = bench.peers.get(peer) else {
        let stopped = Some(Stopped::Cannot("there is no such peer".to_owned()));
        return Ended { stopped, transcript };
    };
    let about = (number, &peer.config, case.bootstrapped);
    let device = match device::Played::start(&bench.config, &bench.front, about).await {
        Ok(device) => device,
        Err(why) => return Ended { stopped: Some(Stopped::Cannot(why)), transcript },
    };
    let (ear, heard) = mpsc::unbounded_channel();
    bench.router.device(&device.id, &ear);
    transcript.step = 0;
    let mut game = Game {
        bench,
        case,
        peer,
        device: &device,
        ear,
        heard,
        transcript,
        sessions: BTreeMap::new(),
        known: Vec::new(),
        open: Vec::new(),
        lost: BTreeSet::new(),
        account: None,
        url: None,
        full: false,
        busy_until: Instant::now(),
        facts: Vec::new(),
        goes_wrong: false,
    };
    game.facts = game.device_facts();
    let stopped = game.all().await.err();
    let told = game.device.told().join("\n");
    if !told.is_empty() {
        let between = (Side::Server, Side::Device);
        game.transcript.with_body(between, "with the device since", told.as_bytes());
    }
    game.close();
    let (transcript, ear) = (game.transcript, game.ear);
    bench.router.forget(&device.id, &ear);
    device.stop().await;
    Ended { stopped, transcript }
}

/// A POST of the server under test that is not answered yet.
struct Waiting {
    name: String,
    session: String,
    body: Vec<u8>,
    reply: oneshot::Sender<Reply>,
}

/// A message that has come and was not expected yet.
struct Arrived {
    read: Result<Read, String>,
    incoming: Incoming,
    /// The facts of the device when it came, and as they should have been.
    facts: [Vec<String>; 2],
}

struct Game<'a> {
    bench: &'a Bench,
    case: &'a Case,
    peer: &'a peers::Played,
    device: &'a device::Played,
    ear: Ear,
    heard: mpsc::UnboundedReceiver<Incoming>,
    transcript: Transcript,
    /// Identifiers by the numbers of the case.
    sessions: BTreeMap<u8, String>,
    /// What has come and is not expected yet.
    known: Vec<Arrived>,
    /// What is not answered yet.
    open: Vec<Waiting>,
    /// Bodies that get lost, again and again.
    lost: BTreeSet<Vec<u8>>,
    /// The account of the server under test, as it has handed it over.
    account: Option<DmAcc<'static>>,
    /// Its Bootstrap Server URL.
    url: Option<String>,
    /// Whether the session is about a full delegation.
    full: bool,
    /// Until when the server under test waits for something that does not come.
    busy_until: Instant,
    /// The facts as they should be.
    facts: Vec<String>,
    /// The device has not done what was asked of it, or the server takes back what it did.
    goes_wrong: bool,
}

type Going<T> = Result<T, Stopped>;

impl Game<'_> {
    async fn all(&mut self) -> Going<()> {
        for (number, step) in self.case.steps.iter().enumerate() {
            self.transcript.step = number;
            self.step(step).await?;
        }
        self.transcript.step = self.case.steps.len();
        self.end().await
    }

    async fn step(&mut self, step: &Step) -> Going<()> {
        if let Some(facts) = &step.facts {
            self.facts.clone_from(facts);
        }
        self.act(&step.act).await?;
        // What is taken back is put right after it is told, or before.
        self.goes_wrong |= step.rules.iter().any(|rule| self.takes_back(rule));
        Ok(())
    }

    fn takes_back(&self, rule: &str) -> bool {
        let table = &self.bench.edition.table;
        let row = table.row(rule).and_then(|row| table.rows.get(usize::from(row.0)));
        row.is_some_and(|row| row.effects.contains(&Effect::Undo))
    }

    async fn act(&mut self, act: &Act) -> Going<()> {
        match act {
            Act::Operator { wish, full } => self.operator(wish, *full).await,
            Act::Post { message, fields, session, answer } => {
                self.full |= fields.get("isDelegationFull").is_some_and(|full| full == "true");
                self.post((message, fields, *session), answer).await
            }
            Act::Arrives { message, fields, session, answer } => {
                self.arrives((message, fields, *session), answer.as_ref()).await
            }
            Act::Answers { to, answer } => self.answers(to, answer),
            Act::Loses { message, session } => self.loses(message, *session).await,
            Act::Device { done } => self.device(done).await,
            Act::Peer { op } => self.peer_does(op),
            Act::Fetches => self.fetches().await,
            Act::Opens => self.opens().await,
            Act::Expires { timer } => {
                let wait = self.bench.config.waits.timer(timer);
                let text = format!("its timer `{timer}` runs out, {} ms", wait.as_millis());
                self.transcript.note((Side::Server, Side::Server), text);
                self.device.hold();
                tokio::time::sleep(wait + self.pause()).await;
                Ok(())
            }
            Act::Wrong { what, message, fields, session } => {
                self.settle().await;
                let session = self.session(*session);
                // What it makes of that is our affair too.
                if let Some(made_up) = wrong::session(*what) {
                    self.bench.router.session(&self.peer.config.id, made_up, &self.ear);
                }
                let about = (message.as_str(), fields, session.as_str());
                let sent =
                    self.bench.wrong.send((self.bench, self.peer), *what, about, &self.device.id);
                let Sent { words, body, came } = sent.await.map_err(Stopped::Cannot)?;
                self.transcript.with_body((Side::Peer, Side::Server), words, &body);
                let (told, body) = match &came {
                    Ok(came) => (format!("status {}", came.status), came.body.clone()),
                    Err(why) => (format!("refused: {why}"), Bytes::new()),
                };
                self.transcript.with_body((Side::Server, Side::Peer), told, &body);
                match came {
                    Ok(came) if came.status < 400 => {
                        Err(self.differs("an error status, or no connection", shown_came(&came)))
                    }
                    Ok(_) | Err(_) => Ok(()),
                }
            }
        }
    }

    /// What differs in the step that is played.
    fn differs(&self, expected: impl Into<String>, came: impl Into<String>) -> Stopped {
        let (step, table) = (self.transcript.step, &self.bench.edition.table);
        let at = self.case.steps.get(..=step.min(self.case.steps.len().saturating_sub(1)));
        let last = at.into_iter().flatten().rev().find_map(|step| step.rules.first());
        let own = self.case.steps.get(step).and_then(|step| step.rules.first());
        let is_wrong =
            matches!(self.case.steps.get(step).map(|step| &step.act), Some(Act::Wrong { .. }));
        let is_late = self
            .case
            .steps
            .get(step)
            .is_some_and(|step| matches!(&step.act, Act::Wrong { what: Wrong::Late, .. }));
        let rule = match (is_late, is_wrong) {
            (true, _) => Some(self.case.about.clone()),
            (false, true) => None,
            (false, false) => own.or(last).cloned(),
        };
        let row = rule.as_ref().and_then(|rule| table.row(rule));
        let row = row.and_then(|row| table.rows.get(usize::from(row.0)));
        let (clause, basis) = row.map_or_else(
            || (self.case.about.clone(), self.case.basis.clone()),
            |row| (row.text.clone(), row.basis.to_string()),
        );
        // No row says what a late message is answered.
        let basis = if is_late { "undescribed".to_owned() } else { basis };
        let (expected, came) = (expected.into(), came.into());
        let done = self.transcript.lines.iter().rev().find(|line| line.from != Side::Server);
        let done = done.map(Line::words);
        let hint = hint(self.case, is_wrong, &came);
        let difference = Difference { step, rule, clause, basis, done, expected, came, hint };
        Stopped::Differs(Box::new(difference))
    }

    fn patience(&self) -> Duration {
        let waits = &self.bench.config.waits;
        let left = self.busy_until.saturating_duration_since(Instant::now());
        Duration::from_millis(waits.answer_ms) + left
    }

    fn pause(&self) -> Duration {
        Duration::from_millis(self.bench.config.waits.pause_ms)
    }

    /// Until the server under test has worked at what is not to be seen.
    async fn settle(&mut self) {
        tokio::time::sleep_until(self.busy_until.into()).await;
    }

    /// It works at something that is not to be seen, so long.
    fn works(&mut self, time: Duration) {
        self.busy_until = self.busy_until.max(Instant::now() + time);
    }

    /// The device says nothing until the case wants it to.
    fn quieten(&mut self) {
        self.device.hold();
        self.goes_wrong = false;
    }

    /// A session that begins with a message which names no device: whose it is, nobody could tell.
    fn await_fresh(&self) {
        let table = &self.bench.edition.table;
        let names = |message: &str| {
            let about = table.message(message).and_then(|id| table.messages.get(usize::from(id.0)));
            about.is_some_and(|message| message.field("deviceId").is_some())
        };
        let mut seen: BTreeSet<u8> = self.sessions.keys().copied().collect();
        for step in self.case.steps.get(self.transcript.step..).unwrap_or_default() {
            let (number, message) = match &step.act {
                Act::Arrives { session, message, .. } => (session, Some(message)),
                Act::Loses { session, .. } | Act::Post { session, .. } => (session, None),
                Act::Operator { .. }
                | Act::Answers { .. }
                | Act::Device { .. }
                | Act::Peer { .. }
                | Act::Fetches
                | Act::Opens
                | Act::Expires { .. }
                | Act::Wrong { .. } => continue,
            };
            if seen.insert(*number) && message.is_some_and(|message| !names(message)) {
                self.bench.router.fresh(&self.peer.config.id, &self.ear);
            }
        }
    }

    fn session(&mut self, number: u8) -> String {
        if let Some(known) = self.sessions.get(&number) {
            return known.clone();
        }
        let device = &self.device.id;
        let fresh = format!("{device}-{number}-{:08x}", unique());
        self.bench.router.session(&self.peer.config.id, &fresh, &self.ear);
        self.sessions.insert(number, fresh.clone());
        fresh
    }

    async fn operator(&mut self, wish: &str, full: bool) -> Going<()> {
        self.settle().await;
        let word = match wish {
            "operator delegates" => "delegate",
            "operator revokes (asked)" => "revoke-asked",
            "operator revokes (forced)" => "revoke-forced",
            "operator requests revocation" => "request-revocation",
            other => return Err(Stopped::Cannot(format!("nobody knows the wish `{other}`"))),
        };
        if word == "delegate" {
            self.full = full;
        }
        let wish = Wish {
            wish: word,
            peer: self.peer.config.id.clone(),
            device: self.device.id.clone(),
            extent: if self.full { "full" } else { "partial" },
        };
        self.quieten();
        self.await_fresh();
        self.transcript.note((Side::Operator, Side::Server), format!("{word} ({})", wish.extent));
        let asked = self.bench.hook.ask(wish).await;
        asked.map_err(|why| {
            self.differs(format!("the operator's `{word}` is taken"), format!("the trigger: {why}"))
        })
    }

    /// At the end the device is as it should be, and nothing more comes.
    async fn end(&mut self) -> Going<()> {
        self.settle().await;
        let quiet = Duration::from_millis(self.bench.config.waits.quiet_ms);
        if let Some(incoming) = self.hear(quiet).await {
            self.take(incoming);
        }
        self.unexpected(None)?;
        if self.bench.config.server.device_url.is_none() {
            return Ok(());
        }
        let end = Instant::now() + self.patience();
        let mut came = self.device_facts();
        while came != self.facts && Instant::now() < end {
            tokio::time::sleep(LOOK).await;
            came = self.device_facts();
        }
        if came == self.facts {
            return Ok(());
        }
        Err(self.differs(facts_words(&self.facts, &came), "the device is otherwise"))
    }

    /// What still waits is answered, so that the server under test comes to rest.
    fn close(&mut self) {
        for waiting in self.open.drain(..) {
            drop(waiting.reply.send(Reply::Http(204, Vec::new())));
        }
        for arrived in self.known.drain(..) {
            drop(arrived.incoming.reply.send(Reply::Http(NO, Vec::new())));
        }
    }
}
