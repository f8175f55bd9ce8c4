//! Every process, from an operator's wish to rest; each trace is a behaviour of the table.

use reference_server::admin::OperatorOrder;
use reference_server::config::Approach;

use crate::pair::{DEVICE, Pair, Plan};

/// A delegation, and what the device says after it.
async fn delegated(plan: Plan, by: usize, full: bool) -> Pair {
    let pair = Pair::new(plan).await;
    let session = pair.delegate(by, full).await;
    let extent = if full { "delegated full" } else { "delegated partial" };
    let outcomes = pair.outcomes(&session).await;
    assert_eq!(outcomes, [extent, extent], "{}", pair.traces(&session).await);
    let facts = pair.facts();
    assert!(facts.account_2 && facts.part_2, "{facts:?}");
    assert_eq!(facts.rest_2, full, "{facts:?}");
    assert_eq!(facts.account_1, !full, "{facts:?}");
    assert!(pair.judged().await.len() >= 2);
    pair
}

#[tokio::test(flavor = "multi_thread")]
async fn account_partial_by_either() {
    for by in 0..2 {
        delegated(Plan::default(), by, false).await.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn account_full_by_either() {
    for by in 0..2 {
        delegated(Plan::default(), by, true).await.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn url_partial_and_full() {
    let plan = Plan { approach: Approach::Url, ..Plan::default() };
    for (by, full) in [(0, false), (1, true)] {
        delegated(plan, by, full).await.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_after_asking() {
    let pair = delegated(Plan::default(), 0, false).await;
    let session = pair.revoke(false).await;
    assert_eq!(pair.outcomes(&session).await, ["revoked", "revoked"]);
    let facts = pair.facts();
    assert!(!facts.account_2 && !facts.part_2 && facts.account_1, "{facts:?}");
    pair.judged().await;
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_by_force() {
    let pair = delegated(Plan::default(), 0, false).await;
    let session = pair.revoke(true).await;
    assert_eq!(pair.outcomes(&session).await[0], "revoked");
    let facts = pair.facts();
    assert!(!facts.account_2 && !facts.part_2 && facts.account_1, "{facts:?}");
    pair.judged().await;
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_at_the_wish_of_dms_2() {
    let pair = delegated(Plan::default(), 0, false).await;
    let order =
        OperatorOrder::RequestRevocation { peer: "dms1".to_owned(), device: DEVICE.to_owned() };
    let session = pair.order(1, order).await.expect("the order is taken").session;
    assert_eq!(pair.outcomes(&session).await, ["revoked", "revoked"]);
    let facts = pair.facts();
    assert!(!facts.account_2 && !facts.part_2, "{facts:?}");
    pair.judged().await;
    pair.end().await;
}

/// DMS-2 has bootstrapped the device before, and says so: no second account is made.
#[tokio::test(flavor = "multi_thread")]
async fn bootstrapped_before() {
    let plan = Plan { bootstrapped: true, ..Plan::default() };
    let pair = Pair::new(plan).await;
    let session = pair.delegate(0, false).await;
    let extent = "delegated partial";
    assert_eq!(pair.outcomes(&session).await, [extent, extent]);
    let traces = pair.traces(&session).await;
    assert!(traces.contains("\"isClientBootstapped\":true"), "{traces}");
    assert!(!traces.contains("create account"), "{traces}");
    pair.judged().await;
    pair.end().await;
}

/// What `/metrics` shows has happened.
#[tokio::test(flavor = "multi_thread")]
async fn metrics_count() {
    let pair = delegated(Plan::default(), 0, false).await;
    let text = pair.metrics(0).await;
    let value = |start: &str| -> f64 {
        let line = text.lines().find(|line| line.starts_with(start));
        let number = line.and_then(|line| line.rsplit(' ').next()?.parse().ok());
        number.unwrap_or_else(|| panic!("{start}\n{text}"))
    };
    assert!(value("dm_connections{interface=\"peer\"}") >= 1.0, "{text}");
    for queue in ["events", "outgoing", "commands"] {
        let name = format!("{{queue=\"{queue}\"}}");
        let line = text.lines().find(|line| line.contains(&name)).unwrap_or_default();
        assert!(line.ends_with(" 0"), "{queue}: {line}\n{text}");
    }
    assert!(!text.contains(" -"), "nothing is below zero\n{text}");
    pair.end().await;
}
