//! What the program does with its options: documents of others, and logs that say enough and no
//! secret.

use std::path::PathBuf;
use std::process::{Command, Output};

use reference_server::account;
use reference_server::config::Approach;

use crate::pair::{Pair, Plan};
use crate::process::{Process, program};

/// The edition with that change, which must change something, in a file beside the database.
fn document(pair: &Pair, change: impl Fn(&str) -> String) -> PathBuf {
    let (_, text) = editions::all()[0];
    let changed = change(text);
    assert_ne!(changed, text);
    let file = pair.servers[0].config.data.with_file_name("changed.md");
    std::fs::write(&file, changed).expect("it can be written");
    file
}

/// The program, told to serve with that document; it has to end by itself.
fn served(pair: &Pair, document: &std::path::Path) -> Output {
    let config = &pair.servers[0].config;
    let file = config.data.with_extension("toml");
    std::fs::write(&file, toml::to_string(config).expect("it can be written")).expect("it is");
    let mut command = Command::new(program());
    command.args(["serve", "--config"]).arg(&file).arg("--spec").arg(document);
    command.output().expect("it runs")
}

/// Messages are what they are: a document with others needs another codec, and is told so.
#[tokio::test(flavor = "multi_thread")]
async fn documents_with_other_messages() {
    let pair = Pair::new(Plan::default()).await;
    let swapped = |from: &'static str, to: &'static str| move |text: &str| text.replace(from, to);
    for (change, told) in [
        (
            swapped("delegation_resp", "delegation_resq"),
            "DELEGATION_RESP has the root <delegation_resq>",
        ),
        (swapped("DELEGATION_RESP", "DELEGATION_RESQ"), "DELEGATION_RESQ is none of its messages"),
        (swapped("isAcknowledged", "isAcknowledgeb"), "isAcknowledgeb"),
        (swapped("| acc requesting            |", "| acc requestint            |"), "did you mean"),
    ] {
        let output = served(&pair, &document(&pair, change));
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.starts_with("error: ") && text.contains(told), "{text}");
    }
    let output = served(&pair, std::path::Path::new("nowhere.md"));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("nowhere.md: No such file"), "{text}");
    pair.end().await;
}

/// A row that says something else is followed: no other part of the server has an opinion.
#[tokio::test(flavor = "multi_thread")]
async fn a_document_with_another_row() {
    let mut pair = Pair::new(Plan::default()).await;
    pair.servers[1].config.peers[0].willing = false;
    pair.again(1, None).await;
    let session = pair.delegate(0, false).await;
    assert_eq!(pair.outcomes(&session).await[0], "refused");
    let changed = document(&pair, |text| {
        let swap = |line: &str| match line.starts_with("| ACC-1-06 ") {
            true => {
                line.replace("report refused; forget session", "report failed; forget session ")
            }
            false => line.to_owned(),
        };
        text.lines().map(|line| swap(line) + "\n").collect()
    });
    let changed = changed.to_string_lossy().into_owned();
    let process = Process::instead(&mut pair, 0, "", &["--spec", &changed]).await;
    let (status, text) = process.delegate().await;
    assert_eq!(status, 202, "{text}");
    let taken: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let session = taken["session"].as_str().expect("it has one");
    let view = process.settled(&pair, session).await;
    assert_eq!(view.outcome.as_deref(), Some("failed"), "{text}");
    assert_eq!(view.rule.as_deref(), Some("ACC-1-06"));
    process.back(&mut pair).await;
    pair.end_unjudged("a session of DMS-1 follows a document of its own").await;
}

/// What nobody may read, of one server: in all the forms in which it goes over a line.
fn secrets(pair: &Pair, n: usize, token: &str) -> Vec<String> {
    use base64::Engine;
    let encoded = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    let config = &pair.servers[n].config;
    let device = &config.devices[0];
    let key = std::fs::read_to_string(&config.peer_interface.key).expect("it is there");
    let line = key.lines().nth(1).expect("a key has lines").to_owned();
    // Who knows where the account can be fetched can read it.
    let url = account::bootstrap_url(config, device);
    let document = url.rsplit('/').next().expect("it has a last part");
    vec![
        device.password.clone(),
        device.server_password.clone(),
        encoded(&device.password),
        encoded(&device.server_password),
        encoded(&format!("{}:{}", device.user, device.password)),
        encoded(&format!("{}:{}", config.server_id, device.server_password)),
        token.to_owned(),
        line,
        document.to_owned(),
    ]
}

/// A whole delegation with all that can be logged, both servers as processes: every line is one
/// JSON object, sessions and rules are in it, and no secret of either server is anywhere.
async fn logs_without_secrets(approach: Approach, rules: [&[&str]; 2]) {
    let mut pair = Pair::new(Plan { approach, ..Plan::default() }).await;
    let options = ["--log", "json", "--log-filter", "trace"];
    let processes = [
        Process::instead(&mut pair, 0, "", &options).await,
        Process::instead(&mut pair, 1, "", &options).await,
    ];
    let mut secrets: Vec<String> = Vec::new();
    for (n, process) in processes.iter().enumerate() {
        secrets.extend(self::secrets(&pair, n, &process.client.token));
    }
    let (status, text) = processes[0].delegate().await;
    assert_eq!(status, 202, "{text}");
    let taken: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let session = taken["session"].as_str().expect("it has one").to_owned();
    for (process, rules) in processes.iter().zip(rules) {
        let view = process.settled(&pair, &session).await;
        assert_eq!(view.outcome.as_deref(), Some("delegated partial"), "{text}");
        shows_no_secret(process, &session, &secrets).await;
        tells_of(&process.log(), &session, rules);
    }
    for process in processes {
        process.back(&mut pair).await;
    }
    pair.end().await;
}

async fn shows_no_secret(process: &Process, session: &str, secrets: &[String]) {
    let mut shown = vec![("the log".to_owned(), process.log())];
    let (trace, chart) =
        (format!("/sessions/{session}/trace"), format!("/sessions/{session}/chart"));
    for path in ["/metrics", "/healthz", "/sessions", "/devices", "/peers", &trace, &chart] {
        let (status, text) = process.get(path).await;
        assert_eq!(status, 200, "{path}: {text}");
        shown.push((path.to_owned(), text));
    }
    for (what, text) in &shown {
        let found = secrets.iter().find(|secret| text.contains(*secret));
        assert_eq!(found, None, "in {what}");
    }
}

/// A log of JSON objects has these rules with the session.
fn tells_of(log: &str, session: &str, wanted: &[&str]) {
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let of_session = lines.iter().filter(|line| line["session"] == session);
    let rules: Vec<&str> = of_session.filter_map(|line| line["rule"].as_str()).collect();
    assert!(wanted.iter().all(|rule| rules.contains(rule)), "{rules:?}\n{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_without_secrets_by_account() {
    logs_without_secrets(Approach::Account, [&["ACC-1-01", "ACC-1-19"], &["ACC-2-03"]]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_without_secrets_by_url() {
    logs_without_secrets(Approach::Url, [&["URL-1-01"], &["URL-2-03"]]).await;
}
