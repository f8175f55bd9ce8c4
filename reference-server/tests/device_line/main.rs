//! The line to devices, against a client that sends hand-built packages.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

mod foreign;
mod operations;
mod sessions;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use foreign::{Command, DEVICE, Foreign};
use protocol::{Answer, Op};
use reference_server::config::Config;
use reference_server::device::{Kept, Line, Order, Told};
use tokio::sync::mpsc;

/// What the line has told, as text: what came first stands first.
struct Engine {
    told: mpsc::Receiver<Told>,
    /// What was announced to be kept, after the first attempts of orders.
    remembered: Arc<Mutex<Vec<Kept>>>,
}

fn config(wait_ms: u64, we_are: &str, push: &str) -> Config {
    let text = format!(
        r#"
        server_id = "dms1"
        data = "x.db"
        [peer_interface]
        listen = "127.0.0.1:0"
        path = "/delegation"
        certificate = "c"
        key = "k"
        authorities = "a"
        [device_interface]
        listen = "127.0.0.1:0"
        url = "http://dms1.example.com/dm"
        [admin]
        listen = "127.0.0.1:0"
        token_file = "t"
        [waits]
        device_ms = {wait_ms}
        [[peers]]
        server_id = "dms2"
        url = "https://dms2.example.com/delegation"
        certificate_sha256 = ""
        we_are = "{we_are}"
        [[devices]]
        id = "{DEVICE}"
        man = "Example"
        mod = "H7"
        user = "device"
        password = "pw"
        server_password = "secret"
        {push}
        "#
    );
    toml::from_str(&text).unwrap()
}

fn line(wait_ms: u64) -> (Line, Engine) {
    line_of(&config(wait_ms, "DMS-1", ""))
}

fn line_of(config: &Config) -> (Line, Engine) {
    let (sender, mut all) = mpsc::channel(16);
    let (forward, told) = mpsc::channel(16);
    let remembered = Arc::<Mutex<Vec<Kept>>>::default();
    let kept_by = Arc::clone(&remembered);
    // Attempts after the first of an order are acknowledged here.
    tokio::spawn(async move {
        let mut begun = BTreeSet::new();
        while let Some(told) = all.recv().await {
            match told {
                Told::Attempt { order, kept, noted } if !begun.insert(order) => {
                    kept_by.lock().unwrap().push(kept);
                    let _ = noted.send(());
                }
                other => drop(forward.send(other).await),
            }
        }
    });
    (Line::new(config, sender), Engine { told, remembered })
}

fn order(op: Op) -> Order {
    Order {
        id: 7,
        device: DEVICE.to_owned(),
        op: op as u8,
        own: "dms1".to_owned(),
        peer: "dms2".to_owned(),
        tree: "./SCOMO".to_owned(),
        account: None,
        bootstrap_url: None,
        kept: Kept::default(),
    }
}

/// How an order ended.
#[derive(Debug, PartialEq)]
struct Done {
    answer: Answer,
    reason: Option<u16>,
    kept: Kept,
}

impl Engine {
    /// The next thing told.
    async fn next(&mut self) -> Told {
        let told = tokio::time::timeout(Duration::from_secs(10), self.told.recv()).await;
        told.expect("something is told").expect("the line is there")
    }

    /// Lets the attempt at that order go ahead.
    async fn attempt(&mut self, order: i64) {
        match self.next().await {
            Told::Attempt { order: it, noted, .. } => {
                assert_eq!(it, order);
                noted.send(()).unwrap();
            }
            other => panic!("expected an attempt: {other:?}"),
        }
    }

    /// The end of that order.
    async fn done(&mut self, order: i64) -> Done {
        match self.next().await {
            Told::Done { order: it, answer, reason, kept } => {
                assert_eq!(it, order);
                Done { answer, reason: reason.map(codec::ReasonCode::get), kept }
            }
            other => panic!("expected an end: {other:?}"),
        }
    }

    fn is_silent(&mut self) -> bool {
        self.told.try_recv().is_err()
    }
}

/// Submits an order and opens a session: the first command.
async fn begins(line: &Line, engine: &mut Engine, order: Order) -> (Foreign, Command) {
    let id = order.id;
    line.submit(order).await;
    let mut client = Foreign::new(line);
    let (command, ()) = tokio::join!(client.opens(), engine.attempt(id));
    (client, command.expect("a command"))
}

/// Plays an order through: each command of the server as text, and what the client answers, one
/// per line: `Get ./A -> 200 data`. Then the session must be over.
async fn play(order: Order, script: &str) -> Done {
    play_as("DMS-1", order, script).await
}

/// The same, of a server that is that to the other one.
async fn play_as(we_are: &str, order: Order, script: &str) -> Done {
    let (line, mut engine) = line_of(&config(5_000, we_are, ""));
    let id = order.id;
    let (mut client, first) = begins(&line, &mut engine, order).await;
    let mut next = Some(first);
    for step in script.lines().map(str::trim).filter(|step| !step.is_empty()) {
        let (expected, reply) = step.rsplit_once(" -> ").expect("a line with an arrow");
        let (code, data) = reply.split_once(' ').unwrap_or((reply, ""));
        let command = next.take().unwrap_or_else(|| panic!("no command, expected {expected}"));
        assert_eq!(command.to_string(), expected);
        next = client.answers(&command, code.parse().unwrap(), data).await;
    }
    assert_eq!(next, None, "the session should be over");
    let done = engine.done(id).await;
    assert_eq!(line.sessions(), 0);
    assert!(engine.is_silent());
    done
}

fn did(kept: Kept) -> Done {
    Done { answer: Answer::Did, reason: None, kept }
}

fn found(kept: Kept) -> Done {
    Done { answer: Answer::FoundDone, reason: None, kept }
}

fn refused(reason: u16) -> Done {
    Done { answer: Answer::Refused, reason: Some(reason), kept: Kept::default() }
}
