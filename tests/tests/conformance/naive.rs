//! A foreign server: forty lines of Python that know nothing of this project.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use conformance::Choice;
use conformance::config::{Config, Side};
use conformance::hook::Hook;
use conformance::report::{Detail, text};
use expect_test::expect_file;

use crate::ground::Folder;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Says by name that the test is left out and why; where the variable `CI` is set, nothing may be.
fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "naive is left out: {why}");
    let _ = writeln!(std::io::stderr(), "skipped: naive ({why})");
}

/// What passes passes, and each failure names its clause.
#[tokio::test(flavor = "multi_thread")]
async fn a_naive_server_gets_a_fair_report() {
    if Command::new("python3").arg("--version").output().is_err() {
        return skipped("python3 is not installed");
    }
    let folder = Folder::new();
    let home = folder.0.join("conform");
    conformance::init::run(&home, Some(Side::Delegated)).expect("it is written");
    let mut config = Config::read(&home.join("conform.toml")).expect("what is written is right");
    // It knows one peer, opens no sessions with devices, and has no operator.
    config.peers.truncate(1);
    config.server.device_url = None;
    config.waits.response_ms = 500;
    config.waits.answer_ms = 2_000;
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let devices = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let port = free.local_addr().expect("it is open").port();
    let pki = home.join("pki");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/examples/naive_dms2.py");
    let mut python = Command::new("python3");
    python.arg(script).arg(pki.join("server.pem")).arg(pki.join("server-key.pem"));
    python.arg(pki.join("ca.pem")).arg(format!("https://127.0.0.1:{port}/peer"));
    let child = python.stdout(Stdio::piped()).spawn().expect("python3 runs");
    let mut running = Running(child);
    let out = running.0.stdout.take().expect("it is piped");
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line).expect("it says its port");
    config.server.url = format!("https://127.0.0.1:{}/DM_interface/DM_delegation", line.trim());
    let listeners = Some(conformance::Listeners { peers: vec![free], devices });
    let ground = conformance::Ground { hook: Hook::None, listeners };
    let judged = conformance::judge(config, &Choice::default(), ground).await;
    let mut judged = judged.expect("the configuration is right");
    // Passes are told too; how long it took is another matter.
    judged.took_ms = 0;
    let mut told = text(&judged, Detail::Verdicts);
    for outcome in &judged.outcomes {
        if outcome.verdict == conformance::Verdict::Pass {
            told.push_str(&format!("pass {}\n", outcome.id));
        }
    }
    // Session identifiers are new each time.
    let stable: Vec<&str> =
        told.lines().filter(|line| !line.contains("of the session `")).collect();
    expect_file!["../../snapshots/naive-report.txt"].assert_eq(&(stable.join("\n") + "\n"));
}
