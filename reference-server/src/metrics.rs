//! Counters and gauges, and their text for Prometheus.
//!
//! Every label is of a closed set (kinds, reasons) or of the edition (messages, states), so that
//! no peer can make this grow. Nothing here allocates but [`Metrics::text`].

use std::fmt::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use protocol::{Answer, MessageId, Outcome, Role, StateId, Table, Trigger, Verdict};

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// One more.
    pub fn add_one(&self) {
        self.add(1);
    }

    /// So many more.
    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    /// The number.
    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A number that goes up and down.
#[derive(Debug, Default)]
pub struct Gauge(AtomicI64);

impl Gauge {
    /// More, or less.
    pub fn change(&self, by: i64) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }

    /// Exactly that.
    pub fn set(&self, value: usize) {
        self.0.store(i64::try_from(value).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    /// The number.
    pub fn value(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

macro_rules! labels {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $item:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$what])* $item,)* }

        impl $name {
            const WORDS: &[&str] = &[$($word,)*];
        }
    };
}

labels! {
    /// What kind of event a step was about.
    Kind {
        /// See [`Trigger`].
        Operator = "operator",
        /// See [`Trigger`].
        Receives = "receives",
        /// See [`Trigger`].
        Answered = "answered",
        /// See [`Trigger`].
        AnsweredEmpty = "answered empty",
        /// See [`Trigger`].
        Unanswered = "unanswered",
        /// See [`Trigger`].
        Refused = "refused",
        /// See [`Trigger`].
        Device = "device",
        /// See [`Trigger`].
        DeviceOpenedSession = "device opened a session",
        /// See [`Trigger`].
        Expires = "expires",
        /// See [`Trigger`].
        Restarts = "restarts",
    }
}

labels! {
    /// Why a request of a peer was turned away before any rule was asked.
    Reason {
        /// The TLS handshake failed: no certificate, or a wrong one.
        Handshake = "handshake",
        /// A certificate that no configured peer has.
        UnknownPeer = "unknown peer",
        /// A session or device that there is not, another's, or a session that was used before.
        Session = "session",
        /// A path, method or media type that the interface does not have.
        Request = "request",
        /// A body that is no message.
        Unreadable = "unreadable",
        /// A body or head past its limit.
        TooLarge = "too large",
        /// It took too long.
        TooSlow = "too slow",
        /// A queue is full, or a message came before the response that it follows.
        Busy = "busy",
    }
}

labels! {
    /// Which queue.
    Queue {
        /// Events that wait for the driver.
        Events = "events",
        /// Messages that wait to be sent.
        Outgoing = "outgoing",
        /// Commands that wait for devices.
        Commands = "commands",
    }
}

labels! {
    /// Which interface.
    Interface {
        /// That for peers.
        Peer = "peer",
        /// That for devices.
        Device = "device",
    }
}

labels! {
    /// Which way a message goes.
    Way {
        /// It came.
        Received = "received",
        /// It left.
        Sent = "sent",
    }
}

/// All that is counted.
#[derive(Debug)]
pub struct Metrics {
    messages: Vec<String>,
    states: [Vec<String>; 2],
    steps: [Vec<Counter>; 2],
    gaps: [Counter; 2],
    sessions: [Vec<Gauge>; 2],
    carried: [Vec<Counter>; 2],
    outcomes: Vec<Counter>,
    answers: Vec<Counter>,
    refusals: Vec<Counter>,
    queues: Vec<Gauge>,
    connections: Vec<Gauge>,
    device_sessions: Gauge,
    resends: Counter,
    commits: Counter,
    commit_failures: Counter,
    committed: Counter,
    commit_microseconds: Counter,
}

impl Metrics {
    /// Nothing counted yet, with the labels of that edition.
    pub fn new(table: &Table) -> Metrics {
        let counters = |count| (0..count).map(|_| Counter::default()).collect::<Vec<_>>();
        let gauges = |count| (0..count).map(|_| Gauge::default()).collect::<Vec<_>>();
        let states = [0, 1].map(|role: usize| {
            table.states[role].iter().map(|state| state.name.clone()).collect::<Vec<_>>()
        });
        Metrics {
            steps: [0, 1].map(|_| counters(Kind::WORDS.len())),
            gaps: [Counter::default(), Counter::default()],
            sessions: [gauges(states[0].len()), gauges(states[1].len())],
            states,
            carried: [0, 1].map(|_| counters(table.messages.len())),
            messages: table.messages.iter().map(|message| message.name.clone()).collect(),
            outcomes: counters(Outcome::ALL.len()),
            answers: counters(Answer::ALL.len()),
            refusals: counters(Reason::WORDS.len()),
            queues: gauges(Queue::WORDS.len()),
            connections: gauges(Interface::WORDS.len()),
            device_sessions: Gauge::default(),
            resends: Counter::default(),
            commits: Counter::default(),
            commit_failures: Counter::default(),
            committed: Counter::default(),
            commit_microseconds: Counter::default(),
        }
    }

    /// A step was taken.
    pub fn step(&self, role: Role, trigger: Trigger, verdict: Verdict) {
        self.steps[role.index()][kind(trigger) as usize].add_one();
        match verdict {
            Verdict::Applied(_) => {}
            Verdict::Unspecified => self.gaps[0].add_one(),
            Verdict::Ambiguous(..) => self.gaps[1].add_one(),
        }
        if let Trigger::Device(_, answer) = trigger {
            self.answers[answer as usize].add_one();
        }
    }

    /// A party went from one state to another; `None` where it was not known before.
    pub fn moved(&self, role: Role, from: Option<StateId>, to: StateId) {
        let gauge = |state: StateId| self.sessions[role.index()].get(usize::from(state.0));
        if let Some(from) = from.and_then(gauge) {
            from.change(-1);
        }
        if let Some(to) = gauge(to) {
            to.change(1);
        }
    }

    /// A message came or left.
    pub fn message(&self, way: Way, message: MessageId) {
        if let Some(counter) = self.carried[way as usize].get(usize::from(message.0)) {
            counter.add_one();
        }
    }

    /// Something was told to the operator.
    pub fn outcome(&self, outcome: Outcome) {
        self.outcomes[outcome as usize - 1].add_one();
    }

    /// A request was turned away.
    pub fn refused(&self, reason: Reason) {
        self.refusals[reason as usize].add_one();
    }

    /// How much waits in a queue.
    pub fn queue(&self, queue: Queue) -> &Gauge {
        &self.queues[queue as usize]
    }

    /// The open connections of an interface.
    pub fn connections(&self, interface: Interface) -> &Gauge {
        &self.connections[interface as usize]
    }

    /// The open DM sessions.
    pub fn device_sessions(&self) -> &Gauge {
        &self.device_sessions
    }

    /// A message was sent again because no answer came.
    pub fn resent(&self) {
        self.resends.add_one();
    }

    /// A transaction with so many events became durable.
    pub fn committed(&self, events: usize, took: Duration) {
        self.commits.add_one();
        self.committed.add(events as u64);
        self.commit_microseconds.add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// A transaction could not be written.
    pub fn commit_failed(&self) {
        self.commit_failures.add_one();
    }

    /// Everything, in the text format of Prometheus.
    pub fn text(&self) -> String {
        let mut page = Page(String::with_capacity(16 * 1024));
        page.head("dm_steps_total", "counter", "Steps of the protocol, by kind of event.");
        for role in Role::ALL {
            for (word, counter) in Kind::WORDS.iter().zip(&self.steps[role.index()]) {
                let labels = [("role", role.name()), ("event", *word)];
                page.line("dm_steps_total", &labels, counter.value());
            }
        }
        let about = "Events that no row describes, or that two do.";
        let gaps = ["unspecified", "ambiguous"];
        page.counters("dm_gaps_total", about, "gap", &gaps, &self.gaps);
        let about = "Delegations between this server, a peer and a device, by state.";
        page.head("dm_parties", "gauge", about);
        for role in Role::ALL {
            let names = self.states[role.index()].iter();
            for (name, gauge) in names.zip(&self.sessions[role.index()]) {
                let labels = [("role", role.name()), ("state", name.as_str())];
                page.line("dm_parties", &labels, gauge.value());
            }
        }
        page.head("dm_messages_total", "counter", "Messages to and from peers.");
        for (way, counters) in Way::WORDS.iter().zip(&self.carried) {
            for (name, counter) in self.messages.iter().zip(counters) {
                let labels = [("way", *way), ("message", name.as_str())];
                page.line("dm_messages_total", &labels, counter.value());
            }
        }
        let words = Outcome::ALL.map(Outcome::word);
        let about = "What operators were told.";
        page.counters("dm_outcomes_total", about, "outcome", &words, &self.outcomes);
        let words = ["did", "found done", "refused", "unclear"];
        let about = "How devices answered commands.";
        page.counters("dm_device_answers_total", about, "answer", &words, &self.answers);
        let about = "Requests turned away before any rule was asked.";
        page.counters("dm_refusals_total", about, "reason", Reason::WORDS, &self.refusals);
        let about = "What waits in a queue.";
        page.gauges("dm_queue_length", about, "queue", Queue::WORDS, &self.queues);
        let about = "Open connections.";
        let names = Interface::WORDS;
        page.gauges("dm_connections", about, "interface", names, &self.connections);
        page.head("dm_device_sessions", "gauge", "Open DM sessions.");
        page.line("dm_device_sessions", &[], self.device_sessions.value());
        let alone = [
            ("dm_resends_total", "Messages sent again.", &self.resends),
            ("dm_commits_total", "Transactions that became durable.", &self.commits),
            ("dm_commit_failures_total", "Transactions that did not.", &self.commit_failures),
            ("dm_committed_events_total", "Events in those transactions.", &self.committed),
        ];
        for (name, about, counter) in alone {
            page.head(name, "counter", about);
            page.line(name, &[], counter.value());
        }
        page.head("dm_commit_seconds_total", "counter", "Time that transactions took.");
        let microseconds = self.commit_microseconds.value();
        let (seconds, rest) = (microseconds / 1_000_000, microseconds % 1_000_000);
        page.line("dm_commit_seconds_total", &[], format_args!("{seconds}.{rest:06}"));
        page.0
    }
}

fn kind(trigger: Trigger) -> Kind {
    match trigger {
        Trigger::Operator(_) => Kind::Operator,
        Trigger::Receives(_) => Kind::Receives,
        Trigger::Answered(_) => Kind::Answered,
        Trigger::AnsweredEmpty(_) => Kind::AnsweredEmpty,
        Trigger::Unanswered(_) => Kind::Unanswered,
        Trigger::RefusedBy(_) => Kind::Refused,
        Trigger::Device(..) => Kind::Device,
        Trigger::DeviceOpenedSession => Kind::DeviceOpenedSession,
        Trigger::Expires(_) => Kind::Expires,
        Trigger::Restarts => Kind::Restarts,
    }
}

/// The text, as it grows. Writing to a string does not fail.
struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, about: &str) {
        let _ = writeln!(self.0, "# HELP {name} {about}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        self.0.push_str(name);
        for (place, (label, word)) in labels.iter().enumerate() {
            let sign = if place == 0 { '{' } else { ',' };
            let word = word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(self.0, "{sign}{label}=\"{word}\"");
        }
        if !labels.is_empty() {
            self.0.push('}');
        }
        let _ = writeln!(self.0, " {value}");
    }

    fn counters(&mut self, name: &str, about: &str, label: &str, words: &[&str], of: &[Counter]) {
        self.head(name, "counter", about);
        for (word, counter) in words.iter().zip(of) {
            self.line(name, &[(label, word)], counter.value());
        }
    }

    fn gauges(&mut self, name: &str, about: &str, label: &str, words: &[&str], of: &[Gauge]) {
        self.head(name, "gauge", about);
        for (word, gauge) in words.iter().zip(of) {
            self.line(name, &[(label, word)], gauge.value());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{Op, Operator};

    fn metrics() -> Metrics {
        let (name, text) = editions::all()[0];
        Metrics::new(&spec::load(name, text.as_bytes()).table.unwrap())
    }

    /// What changes in the text.
    fn check(change: impl FnOnce(&Metrics), expected: &[&str]) {
        let metrics = metrics();
        let before = metrics.text();
        change(&metrics);
        let after = metrics.text();
        let changed = after.lines().filter(|line| !before.lines().any(|old| old == *line));
        assert_eq!(changed.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_thing_is_counted_under_its_name() {
        let refused = Trigger::Device(Op::Grant, Answer::Refused);
        check(
            |all| all.step(Role::Delegating, refused, Verdict::Unspecified),
            &[
                r#"dm_steps_total{role="DMS-1",event="device"} 1"#,
                r#"dm_gaps_total{gap="unspecified"} 1"#,
                r#"dm_device_answers_total{answer="refused"} 1"#,
            ],
        );
        let delegates = Trigger::Operator(Operator::Delegates);
        check(
            |all| all.step(Role::Delegated, delegates, Verdict::Applied(0)),
            &[r#"dm_steps_total{role="DMS-2",event="operator"} 1"#],
        );
        check(
            |all| {
                all.moved(Role::Delegating, None, StateId(1));
                all.moved(Role::Delegating, Some(StateId(1)), StateId(0));
                all.moved(Role::Delegating, None, StateId(99));
            },
            &[r#"dm_parties{role="DMS-1",state="idle"} 1"#],
        );
        check(
            |all| all.message(Way::Sent, MessageId(0)),
            &[r#"dm_messages_total{way="sent",message="DELEGATION_REQ"} 1"#],
        );
        check(
            |all| all.outcome(Outcome::Compromised),
            &[r#"dm_outcomes_total{outcome="compromised"} 1"#],
        );
        check(
            |all| all.refused(Reason::Handshake),
            &[r#"dm_refusals_total{reason="handshake"} 1"#],
        );
        check(
            |all| all.committed(3, Duration::from_micros(1_500_007)),
            &[
                "dm_commits_total 1",
                "dm_committed_events_total 3",
                "dm_commit_seconds_total 1.500007",
            ],
        );
        check(|all| all.queue(Queue::Commands).set(7), &[r#"dm_queue_length{queue="commands"} 7"#]);
        check(
            |all| all.connections(Interface::Device).change(2),
            &[r#"dm_connections{interface="device"} 2"#],
        );
    }

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let text = metrics().text();
        let mut seen = std::collections::BTreeSet::new();
        for line in text.lines() {
            if let Some(about) = line.strip_prefix("# ") {
                assert!(about.starts_with("HELP dm_") || about.starts_with("TYPE dm_"), "{line}");
                continue;
            }
            let (series, value) = line.rsplit_once(' ').unwrap();
            assert!(value.parse::<f64>().is_ok(), "{line}");
            assert!(seen.insert(series), "{line} is there twice");
        }
        assert!(seen.len() < 200, "{}", seen.len());
    }
}
