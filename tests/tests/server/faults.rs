//! Peers that are gone, devices that refuse or fall silent, servers that start again.

use std::sync::Arc;
use std::time::Duration;

use dm_client::acl::Right;
use dm_client::device::Cleaning;
use dm_client::faults::{Mishap, Planned, Presence};
use dm_client::status::Status;
use reference_server::{Options, start};

use crate::pair::{DEVICE, Pair, Plan, Short};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_is_refused() {
    let pair = Pair::new(Plan::default()).await;
    let server = &pair.servers[0];
    let options = Options { listeners: Some(Arc::clone(&server.listeners)), ..Options::default() };
    let error = start(server.config.clone(), options).await.err().expect("it is refused");
    assert!(error.to_string().contains("another process has this database open"), "{error}");
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_peer_is_gone() {
    let mut pair = Pair::new(Plan { waits: Short::Response, ..Plan::default() }).await;
    let before = pair.facts();
    let running = pair.servers[1].running.take().expect("it runs");
    running.stop().await.expect("it stops");
    let session = pair.delegate(0, false).await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    pair.up(1).await;
    let outcomes = pair.outcomes(&session).await;
    assert_eq!(outcomes[0], "failed");
    assert_eq!(pair.facts(), before);
    pair.end().await;
}

/// It comes back before the wait is over: the request is sent again and nobody notices.
#[tokio::test(flavor = "multi_thread")]
async fn the_peer_was_gone_for_a_moment() {
    let mut pair = Pair::new(Plan::default()).await;
    let running = pair.servers[1].running.take().expect("it runs");
    running.stop().await.expect("it stops");
    let session = pair.delegate(0, false).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    pair.up(1).await;
    assert_eq!(pair.outcomes(&session).await, ["delegated partial", "delegated partial"]);
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_device_refuses_the_account() {
    let pair = Pair::new(Plan::default()).await;
    let before = pair.facts();
    let refuses = Planned::next(Mishap::Refuse(Status(425))).on(Right::Add).below("./DMAcc");
    pair.device.plan(refuses);
    let session = pair.delegate(0, false).await;
    assert_eq!(pair.outcomes(&session).await, ["failed", "failed"]);
    assert_eq!(pair.facts(), before);
    pair.end().await;
}

/// The grant is done and its answer is lost: nobody knows, and what was done is taken back.
#[tokio::test(flavor = "multi_thread")]
async fn the_device_falls_silent_after_the_grant() {
    let pair = Pair::new(Plan { waits: Short::Device, ..Plan::default() }).await;
    let before = pair.facts();
    let silent = Planned::next(Mishap::DropAfter).on(Right::Replace).below("./SCOMO");
    pair.device.plan(silent);
    let session = pair.delegate(0, false).await;
    assert_eq!(pair.outcomes(&session).await, ["failed", "failed"]);
    assert_eq!(pair.facts(), before, "undone");
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_device_is_absent() {
    let pair = Pair::new(Plan { waits: Short::Device, ..Plan::default() }).await;
    let before = pair.facts();
    pair.device.set_presence(Presence::Absent);
    let session = pair.delegate(0, false).await;
    assert_eq!(pair.outcomes(&session).await[0], "failed");
    assert_eq!(pair.facts(), before);
    pair.end().await;
}

/// A device that keeps what it should clean: the server cleans.
#[tokio::test(flavor = "multi_thread")]
async fn acls_that_are_not_cleaned() {
    let pair = Pair::new(Plan::default()).await;
    pair.device.set_cleaning(Cleaning::Kept);
    let session = pair.delegate(0, false).await;
    assert_eq!(pair.outcomes(&session).await, ["delegated partial", "delegated partial"]);
    let session = pair.revoke(false).await;
    assert_eq!(pair.outcomes(&session).await, ["revoked", "revoked"]);
    let facts = pair.facts();
    assert!(!facts.part_2 && !facts.account_2, "{facts:?}");
    pair.end().await;
}

/// DMS-1 ends and starts again in the middle of a delegation, which goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_starts_again() {
    for pause_ms in [0, 20, 100, 250, 400, 550] {
        let mut pair = Pair::new(Plan::default()).await;
        let session = pair.delegate(0, false).await;
        tokio::time::sleep(Duration::from_millis(pause_ms)).await;
        let running = pair.servers[0].running.take().expect("it runs");
        running.stop().await.expect("it stops");
        pair.up(0).await;
        let outcomes = pair.outcomes(&session).await;
        let facts = pair.facts();
        let is_delegated = outcomes == ["delegated partial", "delegated partial"];
        let is_undone = outcomes == ["failed", "failed"] && !facts.account_2 && !facts.part_2;
        assert!(
            (is_delegated && facts.account_2 && facts.part_2) || is_undone,
            "{DEVICE} after {pause_ms} ms: {outcomes:?}, {facts:?}\n{}",
            pair.traces(&session).await
        );
        pair.end().await;
    }
}
