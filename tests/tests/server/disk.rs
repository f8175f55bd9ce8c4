//! A disk that is full in the middle of a delegation: told clearly, and nothing is lost.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::intruders::{asked, dms1, message, post};
use crate::pair::{DEVICE, Pair, Plan};
use crate::process::Process;
use crate::skipped;

const TOLD: &str = "nothing was written down; is the disk full?";

/// No file of this process may become larger; writing beyond it is an error, as on a full disk.
fn at_most(kib: u64) -> String {
    format!("trap '' XFSZ; ulimit -S -f {}", kib * 2)
}

/// A delegation whose server `n` cannot write more than that, until it is started again with
/// room. Whether the disk was full in it.
async fn with_room_for(kib: u64, n: usize) -> bool {
    let mut pair = Pair::new(Plan::default()).await;
    let untouched = pair.facts();
    let process = Process::instead(&mut pair, n, &at_most(kib), &[]).await;
    let session = if n == 0 {
        let (status, text) = process.delegate().await;
        let answer: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        if status == 503 {
            let why = answer["message"].as_str().unwrap_or_default();
            assert!(why.contains("nothing can be written down; try again later"), "{text}");
        }
        answer["session"].as_str().map(str::to_owned)
    } else {
        Some(pair.delegate(0, false).await)
    };
    let is_full = is_full(&process, session.as_deref()).await;
    if is_full {
        tells(&process, &pair, kib).await;
    }
    process.back(&mut pair).await;
    let Some(session) = session else {
        assert_eq!(pair.facts(), untouched, "nothing has begun");
        assert!(pair.judged().await.is_empty());
        pair.end().await;
        return is_full;
    };
    let outcomes = pair.outcomes(&session).await;
    let facts = pair.facts();
    let traces = pair.traces(&session).await;
    let told = format!("{kib} KiB at server {n}: {outcomes:?}, {facts:?}\n{traces}");
    assert!(
        outcomes == ["delegated partial"; 2]
            || outcomes == ["failed"; 2]
            || outcomes == ["failed", "-"],
        "{told}"
    );
    let is_delegated = outcomes[0] == "delegated partial";
    assert_eq!((facts.account_2, facts.part_2), (is_delegated, is_delegated), "{told}");
    assert!(facts.account_1 && facts.part_1, "{told}");
    pair.end().await;
    is_full
}

/// Whether the server came to say that it cannot write, before the session was at rest.
async fn is_full(process: &Process, session: Option<&str>) -> bool {
    let end = Instant::now() + Duration::from_secs(30);
    while Instant::now() < end {
        if process.get("/healthz").await.0 == 503 {
            return true;
        }
        let Some(session) = session else { return false };
        let view = process.get(&format!("/sessions/{session}")).await.1;
        if view.contains("\"at_rest\":true") {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("neither full nor at rest\n{}", process.log());
}

/// Everybody is told: the log, whoever watches, and peers.
async fn tells(process: &Process, pair: &Pair, kib: u64) {
    let log = process.logged(TOLD).await;
    assert!(log.matches(TOLD).count() < 10, "the log is not flooded\n{log}");
    assert!(process.metric("dm_commit_failures").await >= 1.0);
    // It still shows what there is.
    assert_eq!(process.get("/sessions").await.0, 200);
    if kib == 0 && pair.servers[1].running.is_none() {
        let request = post(&message("dms1", DEVICE, "S-1"));
        let answer = asked(pair, Some(&dms1(pair)), &request).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        assert!(answer.to_ascii_lowercase().contains("retry-after: 1"), "{answer}");
    }
}

async fn at_each_size(n: usize) {
    let mut full = Vec::new();
    for kib in [0, 50, 100, 150, 200, 250] {
        if with_room_for(kib, n).await {
            full.push(kib);
        }
    }
    println!("server {n}: full with room for {full:?} KiB");
    assert!(full.len() >= 3, "not only before anything begins: {full:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_one_that_delegates() {
    at_each_size(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_one_that_is_delegated_to() {
    at_each_size(1).await;
}

/// There is room again while the server runs: what could not be written is, and all goes on.
#[tokio::test(flavor = "multi_thread")]
async fn room_again() {
    let is_there = Command::new("prlimit").arg("--version").output().is_ok();
    if !is_there {
        return skipped("disk::room_again", "there is no `prlimit` (Debian: util-linux)");
    }
    for kib in [100, 150] {
        let mut pair = Pair::new(Plan::default()).await;
        let process = Process::instead(&mut pair, 0, &at_most(kib), &[]).await;
        let (status, text) = process.delegate().await;
        assert_eq!(status, 202, "{text}");
        let answer: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let session = answer["session"].as_str().expect("it has one").to_owned();
        assert!(is_full(&process, Some(&session)).await, "there was room for all of it");
        let pid = process.id().to_string();
        let lifted = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]).status();
        assert!(lifted.expect("it runs").success());
        let view = process.settled(&pair, &session).await;
        // A command that could not be written down before it left counts as refused.
        let outcome = view.outcome.unwrap_or_default();
        assert!(["delegated partial", "failed"].contains(&&*outcome), "{}", process.log());
        process.logged("what happens is written down again").await;
        assert_eq!(process.get("/healthz").await.0, 200);
        process.back(&mut pair).await;
        assert_eq!(pair.outcomes(&session).await, [&*outcome; 2]);
        assert_eq!(pair.facts().part_2, outcome == "delegated partial");
        pair.end().await;
    }
}
