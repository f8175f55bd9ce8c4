//! A peer whose responses come late: before the wait is over, and after it. Nothing is doubled.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::between::{Spoiler, Stands, What};
use crate::pair::{Pair, Plan};

fn late(message: Option<&'static str>, by: Duration) -> Spoiler {
    Spoiler { message, passes_on: true, times: u32::MAX, what: What::Late(by) }
}

/// How often each event is in a trace.
fn count(trace: &str, event: &str) -> usize {
    trace.matches(&format!("\"event\":\"{event}")).count()
}

/// Each response of either server takes a second and a half, and the wait is 20 s.
#[tokio::test(flavor = "multi_thread")]
async fn slower_than_usual() {
    let mut pair = Pair::new(Plan::default()).await;
    let before = [Stands::before(&mut pair, 0).await, Stands::before(&mut pair, 1).await];
    for stands in &before {
        stands.between.spoil(Some(late(None, Duration::from_millis(1_500))));
    }
    let session = pair.delegate(0, false).await;
    let outcomes = pair.outcomes(&session).await;
    let traces = pair.traces(&session).await;
    assert_eq!(outcomes, ["delegated partial"; 2], "{traces}");
    for event in [
        "receives DELEGATION_REQ",
        "answered DELEGATION_RESP",
        "receives BOOTSTRAP_CONFIRMED",
        "receives DELEGATION_PREPARED",
        "receives DELEGATION_CONFIRMED",
        "device did create account",
        "device did grant",
    ] {
        assert_eq!(count(&traces, event), 1, "{event}\n{traces}");
    }
    pair.end().await;
}

/// A response that comes after the wait is none: the table's failure, and what the late peer did
/// meanwhile comes to rest too.
#[tokio::test(flavor = "multi_thread")]
async fn slower_than_the_wait() {
    for (before, message, outcomes) in [
        (1, "delegation_req", ["failed", "failed"]),
        // The delegation need not wait for these: it is over before, if the machine is not slow.
        (0, "bootstrap_confirmed", ["delegated partial", "delegated partial"]),
        (1, "delegation_prepared", ["delegated partial", "delegated partial"]),
        (0, "delegation_confirmed", ["delegated partial", "failed"]),
    ] {
        let mut pair = Pair::new(Plan::default()).await;
        let untouched = pair.facts();
        // Only who waits for the late one waits shortly.
        pair.servers[1 - before].config.waits.response_ms = 2_500;
        let stands = Stands::before(&mut pair, before).await;
        stands.between.spoil(Some(late(Some(message), Duration::from_secs(4))));
        let session = pair.delegate(0, false).await;
        let seen = pair.outcomes(&session).await;
        let traces = pair.traces(&session).await;
        let is_slow = outcomes[1] == "delegated partial" && seen == ["failed", "failed"];
        assert!(seen == outcomes || is_slow, "{message}: {seen:?}\n{traces}");
        assert_eq!(stands.between.spoiled.load(Ordering::Relaxed), 1, "sent once: {message}");
        // The response arrives now, where nobody waits for it, and changes nothing.
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(pair.traces(&session).await, traces, "{message}");
        assert_eq!(pair.facts() == untouched, seen[0] == "failed", "{message}\n{traces}");
        pair.end().await;
    }
}
