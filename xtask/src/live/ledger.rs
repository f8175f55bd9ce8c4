//! What the two servers say of their sessions, and when nothing happens any more.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::device::Facts;
use super::pair::{DEVICE, Pair, Server};

const POLL: Duration = Duration::from_millis(40);

/// A session as its server shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its identifier.
    pub id: String,
    /// What was reported last.
    pub outcome: Option<String>,
    steps: u64,
    at_rest: bool,
}

/// Everything at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// By server, the latest session first.
    pub sessions: [Vec<Session>; 2],
    /// What the records say.
    pub records: [String; 2],
    /// What is on the device.
    pub facts: Facts,
    waiting: u64,
}

/// How a wait for rest ended.
pub enum Rest {
    /// Nothing more happens by itself.
    Reached(Ledger),
    /// Something was still going on when the time was over.
    Missed(Ledger),
}

impl Ledger {
    /// Asks both servers and the device.
    ///
    /// # Errors
    /// One of them does not answer.
    pub fn read(pair: &Pair<'_>) -> Result<Ledger, String> {
        let (mut waiting, mut sessions, mut records) = (0, Vec::new(), Vec::new());
        for server in Server::ALL {
            let views = pair.view(server, &["sessions"])?;
            sessions.push(list(&views).iter().map(session).collect());
            let views = pair.view(server, &["peers"])?;
            waiting += list(&views).iter().filter_map(|peer| peer["waiting"].as_u64()).sum::<u64>();
            let views = pair.view(server, &["devices"])?;
            let device = list(&views).iter().find(|device| device["id"] == DEVICE);
            let device = device.ok_or_else(|| format!("{} has no device", server.id()))?;
            waiting += device["waiting"].as_u64().unwrap_or(0);
            let record = list(&device["delegations"]).iter().find_map(|it| it["record"].as_str());
            records.push(record.unwrap_or("not delegated").to_owned());
        }
        let facts = Facts::read(&pair.tree()?);
        let both = "there are two servers";
        let sessions = sessions.try_into().map_err(|_| both.to_owned())?;
        let records = records.try_into().map_err(|_| both.to_owned())?;
        Ok(Ledger { sessions, records, facts, waiting })
    }

    /// The sessions of a server that have steps which they did not have before.
    pub fn since(&self, before: &Ledger, server: Server) -> Vec<&Session> {
        let steps = |sessions: &[Session]| -> BTreeMap<String, u64> {
            sessions.iter().map(|session| (session.id.clone(), session.steps)).collect()
        };
        let known = steps(&before.sessions[server as usize]);
        let is_new = |it: &&Session| known.get(&it.id).is_none_or(|steps| *steps < it.steps);
        self.sessions[server as usize].iter().filter(is_new).collect()
    }

    fn is_at_rest(&self) -> bool {
        self.waiting == 0 && self.sessions.iter().flatten().all(|session| session.at_rest)
    }
}

/// Waits until nothing has changed for so long, and nobody waits for anything.
///
/// # Errors
/// See [`Ledger::read`]; or a program has ended.
pub fn rest(pair: &mut Pair<'_>, quiet: Duration, until: Instant) -> Result<Rest, String> {
    let mut last = Ledger::read(pair)?;
    let mut since = Instant::now();
    loop {
        if let Some(fallen) = pair.fallen().first() {
            return Err(format!("{fallen} has ended in the middle"));
        }
        if last.is_at_rest() && since.elapsed() >= quiet {
            return Ok(Rest::Reached(last));
        }
        if Instant::now() >= until {
            return Ok(Rest::Missed(last));
        }
        thread::sleep(POLL);
        let now = Ledger::read(pair)?;
        if now != last {
            (last, since) = (now, Instant::now());
        }
    }
}

fn session(view: &Value) -> Session {
    let text = |key: &str| view[key].as_str().map(str::to_owned);
    Session {
        id: text("id").unwrap_or_default(),
        outcome: text("outcome"),
        steps: view["steps"].as_u64().unwrap_or(0),
        at_rest: view["at_rest"].as_bool().unwrap_or(false),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
