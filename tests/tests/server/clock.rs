//! The clock of the wall is set, forwards or back, while a server is down and its timer runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reference_server::admin::Operations;
use reference_server::clock::Clock;
use reference_server::engine::{Moment, Probe};

use crate::between::{Spoiler, Stands, What};
use crate::intruders::{asked, dms1, marked, message};
use crate::pair::{OTHER_DEVICE, Pair, Plan};

const DAY_MS: i64 = 86_400_000;
const WAIT_MS: u64 = 6_000;

/// DMS-2 is gone before it has asked for its session with the device, and DMS-1 waits for the
/// confirmation; it stops, and starts when the wall says something else.
async fn jumps(by_ms: i64) {
    let mut pair = Pair::new(Plan::default()).await;
    pair.servers[0].config.waits.timers_ms =
        BTreeMap::from([("confirmation wait".to_owned(), WAIT_MS)]);
    pair.again(0, None).await;
    // BOOTSTRAP_CONFIRMED, its response to DELEGATION_REQ, the command to open a session (which does
    // not leave without the engine), and its response to DELEGATION_PREPARED.
    let probe: Probe = Arc::new(|number, moment| {
        if (number, moment) == (4, Moment::After) {
            std::panic::resume_unwind(Box::new("the end of the engine"));
        }
    });
    pair.again(1, Some(probe)).await;
    let session = pair.delegate(0, false).await;
    let end = Instant::now() + Duration::from_secs(30);
    while pair.operators(1).healthy() {
        assert!(Instant::now() < end, "DMS-2 comes to its fourth output");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let seen = pair.operators(0).session(&session).await.expect("it is there");
    assert_eq!(seen.state, "acc awaiting confirmation", "its timer runs");
    let running = pair.servers[0].running.take().expect("it runs");
    running.stop().await.expect("it stops");
    pair.up_at(0, Clock::from_ms(Clock::of_the_wall().now_ms() + by_ms)).await;
    // It expires within its time: were it a day late, nothing here would wait for it.
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        // Its state may be the same again soon: the device is told to open a session.
        let trace = pair.operators(0).trace(&session).await.expect("it has a trace");
        if trace.contains("\"event\":\"confirmation wait expires\"") {
            break;
        }
        assert!(Instant::now() < end, "the timer expires\n{trace}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    pair.again(1, None).await;
    pair.settled(&session).await;
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_by_a_day() {
    jumps(-DAY_MS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forwards_by_a_day() {
    jumps(DAY_MS).await;
}

/// DMS-2 has answered DELEGATION_REQ and the answer is lost again and again; meanwhile its clock is
/// set by more than it keeps the marks of what is over. What is not over is answered as before.
#[tokio::test(flavor = "multi_thread")]
async fn forwards_while_a_request_is_repeated() {
    let mut pair = Pair::new(Plan::default()).await;
    pair.servers[0].config.waits.response_ms = 30_000;
    pair.servers[1].config.waits.response_ms = 30_000;
    pair.servers[1].add_other_device();
    pair.again(1, None).await;
    let stands = Stands::before(&mut pair, 1).await;
    let what = What::Closed(String::new());
    let lost = Spoiler { message: Some("delegation_req"), passes_on: true, times: u32::MAX, what };
    stands.between.spoil(Some(lost));
    let session = pair.delegate(0, false).await;
    let end = Instant::now() + Duration::from_secs(30);
    while pair.operators(1).session(&session).await.is_none() || stands.between.heard().is_empty() {
        assert!(Instant::now() < end, "DMS-2 has answered");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let running = pair.servers[1].running.take().expect("it runs");
    running.stop().await.expect("it stops");
    pair.up_at(1, Clock::from_ms(Clock::of_the_wall().now_ms() + DAY_MS / 12)).await;
    // Another message of the same peer, at which old marks are thrown away.
    let request = marked("another", &message("dms1", OTHER_DEVICE, "S-1"));
    let answer = asked(&pair, Some(&dms1(&pair)), &request).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    stands.between.spoil(None);
    let outcomes = pair.outcomes(&session).await;
    let traces = pair.traces(&session).await;
    assert_eq!(outcomes, ["delegated partial"; 2], "{traces}");
    for event in ["receives DELEGATION_REQ", "answered DELEGATION_RESP"] {
        assert_eq!(traces.matches(&format!("\"event\":\"{event}")).count(), 1, "{traces}");
    }
    pair.end().await;
}
