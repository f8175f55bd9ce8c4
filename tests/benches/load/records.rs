//! Steps that are written down, beside what SQLite does with the same rows in groups of the same
//! size, without network, messages or protocol.

use std::time::{Duration, Instant};

use reference_server::config::{Config, Side};
use reference_server::store::{
    Delegations, Given, Key, Record, Session, Sessions, Storage, Store, StoreError, Unfinished,
    What,
};
use tokio_rustls::TlsConnector;

use crate::client::{Line, Round, ask_all, connector, post, request};
use crate::field::{Ground, PATH, counted, device, metrics, peer};
use crate::process::{Process, cpu_seconds};
use crate::table::{median, number, print, range};

const CONNECTIONS: usize = 256;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_millis(1_500);

/// What a request makes the server do.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind {
    name: &'static str,
    we_are: Side,
    /// Each opens one session for each device.
    peers: usize,
    devices: usize,
    /// The transactions that a session is part of.
    events: usize,
}

/// DMS-1 is asked for a device, says yes and waits: record, session, trace, response.
const WAITS: Kind = Kind {
    name: "DMS-1: DELEGATION_REQ comes and is answered",
    we_are: Side::Delegating,
    peers: CONNECTIONS,
    devices: 500,
    events: 1,
};
/// DMS-2 is offered a device, says yes, sends a message, and takes the response to it: a POST
/// that has to leave in addition, and a second step.
const SENDS: Kind = Kind {
    name: "DMS-2: the same, BOOTSTRAP_CONFIRMED leaves, its response comes",
    we_are: Side::Delegated,
    peers: 4,
    devices: 25_000,
    events: 2,
};

pub fn measure() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let mut rows = Vec::new();
    for kind in [WAITS, SENDS] {
        rows.extend(runtime.block_on(compare(kind)));
    }
    print(
        &format!("Written down: {CONNECTIONS} connections; SQLite in groups of the same size"),
        &["sessions begun", "a second", "ratio", "events a commit", "us each", "client, us each"],
        &rows,
    );
}

async fn compare(kind: Kind) -> [Vec<String>; 2] {
    let ground = Ground::new();
    let any = "127.0.0.1:0".parse().expect("an address");
    let mut config = ground.config("dms", &ground.issue("dms"), [any; 3]);
    config.devices = (0..kind.devices).map(|number| device(number, "dms")).collect();
    let names: Vec<String> = (0..kind.peers).map(name).collect();
    let identities: Vec<_> = names.iter().map(|name| ground.issue(name)).collect();
    let known = names.iter().zip(&identities);
    config.peers = known.map(|(name, it)| peer(name, it, any, kind.we_are)).collect();
    let connectors: Vec<_> =
        identities.iter().map(|it| connector(ground.authority.certificate(), it)).collect();

    // Without an answer the message of a first sample is still to leave; with one, a second sample
    // has both steps.
    let mut sample = Sample::take(&ground, &config, &connectors[0], Peers::Gone).await;
    let mut peers = Vec::new();
    if kind.events > 1 {
        for place in 0..config.peers.len() {
            let process = Process::run("silent", &config);
            config.peers[place].url = format!("https://{}{PATH}", process.peers);
            peers.push(process);
        }
        let posts = std::mem::take(&mut sample.posts);
        sample = Sample::take(&ground, &config, &connectors[0], Peers::Answer).await;
        sample.posts = posts;
    }

    let server = Process::run("server", &config);
    let mut lines = Vec::new();
    for number in 0..CONNECTIONS {
        let (peer, mut count) = (number % kind.peers, number / kind.peers);
        let line = Line::open(&connectors[peer], server.peers).await;
        let make = move || {
            assert!(count < kind.devices, "there are more sessions than devices");
            let name = name(peer);
            let body = request(&name, &device(count, "").id, &session(&name, count));
            let request = post(&mark(&name, count), &body);
            count += CONNECTIONS / kind.peers;
            request
        };
        lines.push((line, make));
    }
    let floor = Store::open(&ground.folder.join("floor.sqlite")).expect("it opens");
    let mut begun = 0;
    let (mut served, mut bare, mut groups) = (Vec::<Round>::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let before = metrics(server.admin).await;
        let began = Instant::now();
        let mut done = ask_all(&mut lines, 200, ROUND, &server).await;
        // What has been begun has to end before it counts.
        let asked = began.elapsed();
        settled(&server).await;
        done.rate *= asked.as_secs_f64() / began.elapsed().as_secs_f64();
        let after = metrics(server.admin).await;
        let more = |name: &str| counted(&after, name) - counted(&before, name);
        let group = more("dm_committed_events_total") / more("dm_commits_total");
        let alone = sample.write(&floor, kind, group, &mut begun);
        if round > 0 {
            served.push(done);
            bare.push(alone);
            groups.push(group);
        }
    }
    let ratios: Vec<f64> =
        served.iter().zip(&bare).map(|(served, bare)| served.rate / bare.0).collect();
    let (low, high) = range(&ratios);
    let group = number(median(groups));
    let alone = vec![
        format!("SQLite alone, the same rows ({})", kind.events),
        number(median(bare.iter().map(|it| it.0))),
        "1".to_owned(),
        group.clone(),
        number(median(bare.iter().map(|it| it.1))),
        "-".to_owned(),
    ];
    let whole = vec![
        kind.name.to_owned(),
        number(median(served.iter().map(|it| it.rate))),
        format!("{:.2} ({low:.2} to {high:.2})", median(ratios)),
        group,
        number(median(served.iter().map(|it| it.server_us))),
        number(median(served.iter().map(|it| it.client_us))),
    ];
    [alone, whole]
}

/// Waits until nothing is under way.
async fn settled(server: &Process) {
    while counted(&metrics(server.admin).await, "dm_queue_length") > 0.0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn name(peer: usize) -> String {
    format!("peer-{peer:04}")
}

fn session(peer: &str, number: usize) -> String {
    format!("{peer}-{number:023}")
}

fn mark(peer: &str, number: usize) -> String {
    format!("{peer}-{number:015}")
}

/// Whether the peers of a sample answer what they are sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Peers {
    Answer,
    Gone,
}

/// What one session writes, step by step.
struct Sample {
    record: Record,
    session: Session,
    lines: Vec<String>,
    given: Given,
    posts: Vec<What>,
}

impl Sample {
    /// From a server of its own, which is asked once.
    async fn take(
        ground: &Ground,
        config: &Config,
        connector: &TlsConnector,
        peers: Peers,
    ) -> Sample {
        let name_of_file = match peers {
            Peers::Answer => "answered.sqlite",
            Peers::Gone => "unanswered.sqlite",
        };
        let data = ground.folder.join(name_of_file);
        let config = Config { data, ..config.clone() };
        let server = Process::run("server", &config);
        let peer = name(0);
        let body = request(&peer, &device(0, "").id, &session(&peer, 0));
        let mut line = Line::open(connector, server.peers).await;
        assert_eq!(line.ask(&post(&mark(&peer, 0), &body)).await, 200);
        if peers == Peers::Answer {
            settled(&server).await;
        }
        server.end();
        let store = Store::open(&config.data).expect("it is free");
        let all = store.all().expect("it can be read");
        let [(key, record)] = &all[..] else { panic!("one delegation, not {all:?}") };
        let pending = store.all_pending().expect("it can be read");
        Sample {
            record: record.clone(),
            session: store.sessions(None, 2).expect("it can be read").remove(0),
            lines: store.lines(key, None).expect("it can be read"),
            given: store.given(&peer, &mark(&peer, 0)).expect("it can be read").expect("given"),
            posts: pending.into_iter().map(|it| it.what).collect(),
        }
    }

    /// Groups of events for as long as a round: the statements that the driver makes for them, in
    /// its order. How many sessions in a second, and the processor time of each in microseconds.
    fn write(&self, store: &Store, kind: Kind, group: f64, begun: &mut usize) -> (f64, f64) {
        let (time, first) = (cpu_seconds(std::process::id()), *begun);
        let began = Instant::now();
        let each = (group / kind.events as f64).round().max(1.0) as usize;
        let mut unanswered = Vec::new();
        while began.elapsed() < ROUND {
            store.begin().expect("it can be written");
            let came = std::mem::take(&mut unanswered);
            for post in came {
                self.answered(store, post).expect("it can be written");
            }
            for _ in 0..each {
                unanswered.extend(self.comes(store, kind, *begun).expect("it can be written"));
                *begun += 1;
            }
            store.commit().expect("it can be written");
        }
        let count = (*begun - first) as f64;
        let rate = count / began.elapsed().as_secs_f64();
        (rate, (cpu_seconds(std::process::id()) - time) * 1e6 / count)
    }

    /// A DELEGATION_REQ; the POST that has to leave, where there is one.
    fn comes(
        &self,
        store: &Store,
        kind: Kind,
        number: usize,
    ) -> Result<Option<(i64, Key)>, StoreError> {
        // As the server's come: one device after the other, each of all peers.
        let (peer, count) = (name(number % kind.peers), number / kind.peers);
        let (id, mark) = (session(&peer, count), mark(&peer, count));
        let key = Key { role: kind.we_are.role(), peer, device: device(count, "").id };
        assert!(store.given(&key.peer, &mark)?.is_none());
        assert_eq!(store.record(&key)?.steps, 0);
        assert_eq!(store.used(&key.peer, &id)?, None);
        store.trace_line(&key, Some(&id), &self.lines[0])?;
        let post = self.posts.first().map(|post| store.push(&key, post)).transpose()?;
        let opened = Session { id: id.clone(), key: key.clone(), ..self.session.clone() };
        store.open_session(&opened)?;
        self.stepped(store, &key, &id)?;
        let now = self.session.opened;
        store.give(&key.peer, &mark, &self.given, now, now - 3_600_000)?;
        Ok(post.map(|post| (post, key)))
    }

    /// The response to it.
    fn answered(&self, store: &Store, (id, key): (i64, Key)) -> Result<(), StoreError> {
        assert!(store.pending(id)?.is_some());
        store.settle(id)?;
        let session = store.record(&key)?.session.expect("it has begun");
        if let Some(line) = self.lines.get(1) {
            store.trace_line(&key, Some(&session), line)?;
            self.stepped(store, &key, &session)?;
        }
        Ok(())
    }

    fn stepped(&self, store: &Store, key: &Key, session: &str) -> Result<(), StoreError> {
        let Session { rule, state, opened, .. } = &self.session;
        store.step_session(&key.peer, session, rule.as_deref(), state, *opened)?;
        store.put(key, &Record { session: Some(session.to_owned()), ..self.record.clone() })
    }
}
