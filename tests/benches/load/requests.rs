//! Requests that change nothing, beside the same TLS and HTTP answering a constant.

use std::time::Duration;

use reference_server::config::Side;

use crate::client::{Line, Round, ask_all, connector, post, request};
use crate::field::{Ground, device, peer};
use crate::process::Process;
use crate::table::{median, number, print, range};

const CONNECTIONS: usize = 64;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(1_000);

pub fn measure() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(compare());
}

async fn compare() {
    let ground = Ground::new();
    let any = "127.0.0.1:0".parse().expect("an address");
    let own = ground.issue("dms1");
    let mut config = ground.config("dms1", &own, [any; 3]);
    let other = ground.issue("dms2");
    config.peers = vec![peer("dms2", &other, any, Side::Delegating)];
    config.devices = (0..1_000).map(|number| device(number, "dms1")).collect();
    let server = Process::run("server", &config);
    let constant = Process::run("constant", &config);
    let connector = connector(ground.authority.certificate(), &other);

    // A repetition is looked up and answered as the first time; a session that nobody knows is
    // read, looked up, logged and refused.
    let again = post("mark-0", &request("dms2", &device(0, "").id, "session-0"));
    assert_eq!(Line::open(&connector, server.peers).await.ask(&again).await, 200);
    let failure = "<delegation_failure><reasonCode>500</reasonCode><status>FAILURE</status>\
        <sessionId>nobody-knows-it</sessionId></delegation_failure>";
    let unknown = post("mark-1", failure);
    let mut kinds = Vec::new();
    for (name, process, body, status) in [
        ("the same TLS and HTTP, a constant", &constant, &again, 200),
        ("the server, a repetition", &server, &again, 200),
        ("the server, an unknown session", &server, &unknown, 404),
    ] {
        let mut lines = Vec::new();
        for _ in 0..CONNECTIONS {
            let body = body.clone();
            lines.push((Line::open(&connector, process.peers).await, move || body.clone()));
        }
        kinds.push((name, process, status, lines, Vec::<Round>::new()));
    }
    for round in 0..=ROUNDS {
        for (_, process, status, lines, rounds) in &mut kinds {
            let done = ask_all(lines, *status, ROUND, process).await;
            // The first warms up.
            if round > 0 {
                rounds.push(done);
            }
        }
    }
    let base: Vec<f64> = kinds[0].4.iter().map(|round| round.rate).collect();
    let rows: Vec<Vec<String>> = kinds
        .iter()
        .map(|(name, _, _, _, rounds)| {
            let ratios: Vec<f64> =
                rounds.iter().zip(&base).map(|(round, base)| round.rate / base).collect();
            let (low, high) = range(&ratios);
            vec![
                (*name).to_owned(),
                number(median(rounds.iter().map(|it| it.rate))),
                format!("{:.2} ({low:.2} to {high:.2})", median(ratios)),
                number(median(rounds.iter().map(|it| it.server_us))),
                number(median(rounds.iter().map(|it| it.client_us))),
            ]
        })
        .collect();
    print(
        &format!("Nothing is written: {CONNECTIONS} connections, mutual TLS, HTTP/1.1, keep-alive"),
        &["answers", "requests a second", "ratio", "server, us each", "client, us each"],
        &rows,
    );
}
