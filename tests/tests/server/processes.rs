//! Every process, from an operator's wish to rest; each trace is a behaviour of the table.

use reference_server::admin::{Operations, OperatorOrder, Refused};
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
    assert!(pair.judged_on_the_wire("story").await >= 10);
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
    assert!(pair.judged_on_the_wire("story").await >= 14);
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_by_force() {
    let pair = delegated(Plan::default(), 0, false).await;
    let session = pair.revoke(true).await;
    assert_eq!(pair.outcomes(&session).await[0], "revoked");
    let facts = pair.facts();
    assert!(!facts.account_2 && !facts.part_2 && facts.account_1, "{facts:?}");
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
    pair.end().await;
}

/// A pair whose operators both wish for a delegation before a message of the other one is there,
/// and the two sessions. Where a message was faster, an order is refused, and it is tried again.
async fn crossing(waits_longer: usize) -> (Pair, [String; 2]) {
    for _ in 0..20 {
        let mut pair = Pair::new(Plan::default()).await;
        pair.servers[1 - waits_longer].config.waits.response_ms = 4_000;
        pair.again(1 - waits_longer, None).await;
        let [wish_1, wish_2] = ["dms2", "dms1"].map(|peer| OperatorOrder::Delegate {
            peer: peer.to_owned(),
            device: DEVICE.to_owned(),
            full: false,
            tree: None,
        });
        match tokio::join!(pair.order(0, wish_1), pair.order(1, wish_2)) {
            (Ok(one), Ok(two)) => return (pair, [one.session, two.session]),
            (Err(refusal), _) | (_, Err(refusal)) => {
                assert_eq!(refusal.refused, Refused::NotNow, "{}", refusal.message);
                pair.end().await;
            }
        }
    }
    panic!("one message was always faster than an order");
}

/// Both operators wish for it at once: each server gets the request of the other one while it waits
/// for the answer to its own, and one of them waits longer. Which of them gets through, if any, is
/// not for this test to say (F-14).
#[tokio::test(flavor = "multi_thread")]
async fn delegations_that_cross() {
    for waits_longer in 0..2 {
        let (pair, sessions) = crossing(waits_longer).await;
        let (mut told, mut outcomes) = (String::new(), Vec::new());
        for session in &sessions {
            outcomes.push(pair.outcomes(session).await);
            told += &pair.traces(session).await;
        }
        let facts = pair.facts();
        let told = format!("{waits_longer}: {outcomes:?}, {facts:?}\n{told}");
        let delegated =
            [0, 1].map(|n| outcomes.iter().filter(|it| it[n] == "delegated partial").count());
        assert!(delegated[0] <= 1 && delegated[0] == delegated[1], "{told}");
        let is_delegated = delegated[0] == 1;
        assert_eq!((facts.account_2, facts.part_2), (is_delegated, is_delegated), "{told}");
        assert!(facts.account_1 && facts.part_1 && !facts.rest_2, "{told}");
        for n in 0..2 {
            let devices = pair.operators(n).devices().await;
            let record = if is_delegated { "delegated partial" } else { "not delegated" };
            assert_eq!(devices[0].delegations[0].record, record, "server {n}, {told}");
        }
        for done in ["device did create account", "device did grant"] {
            assert!(told.matches(&format!("\"event\":\"{done}")).count() <= 1, "{told}");
        }
        println!("{waits_longer}: {outcomes:?}");
        pair.end().await;
    }
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
