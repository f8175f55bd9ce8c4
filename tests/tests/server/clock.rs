//! The clock of the wall is set, forwards or back, while a server is down and its timer runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reference_server::admin::Operations;
use reference_server::clock::Clock;
use reference_server::engine::{Moment, Probe};

use crate::pair::{Pair, Plan};

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
        let seen = pair.operators(0).session(&session).await.expect("it is there");
        if seen.state != "acc awaiting confirmation" {
            break;
        }
        assert!(Instant::now() < end, "the timer expires");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    pair.again(1, None).await;
    pair.settled(&session).await;
    pair.judged().await;
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
