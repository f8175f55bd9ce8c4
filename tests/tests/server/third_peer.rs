//! A peer with a good certificate that meddles with what is none of its business.

use std::time::{Duration, Instant};

use dm_client::faults::Presence;
use reference_server::admin::Operations;
use reference_server::config::Peer;
use reference_server::pki::{self, Identity, Lifetime};

use crate::intruders::{asked_at, confirmed, message, post};
use crate::pair::{DEVICE, Pair, Plan};
use crate::process::Process;

/// A server of the pair comes to know a third one, once it starts again.
pub fn with_third(pair: &mut Pair, n: usize) -> Identity {
    let third = pair.authority.issue("dms3", &[], Lifetime::Current).expect("a certificate");
    let config = &mut pair.servers[n].config;
    let known = config.peers[0].clone();
    config.peers.push(Peer {
        server_id: "dms3".to_owned(),
        certificate_sha256: pki::fingerprint(&third.der),
        server_certificate_sha256: None,
        ..known
    });
    third
}

const CONFIRMED: &str = "<delegation_confirmed><reasonCode>200</reasonCode>\
    <status>CONFIRMED</status><sessionId>SESSION</sessionId></delegation_confirmed>";

/// It has learned the name of a session of two others, which is under way.
#[tokio::test(flavor = "multi_thread")]
async fn in_a_session_of_others() {
    let mut pair = Pair::new(Plan::default()).await;
    let third = with_third(&mut pair, 0);
    pair.again(0, None).await;
    pair.device.set_presence(Presence::Absent);
    let session = pair.delegate(0, false).await;
    let end = Instant::now() + Duration::from_secs(30);
    let seen = loop {
        let seen = pair.operators(0).session(&session).await.expect("it is there");
        if seen.state == "acc creating" {
            break seen;
        }
        assert!(Instant::now() < end, "DMS-1 waits for the device: {seen:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    // That of DMS-2 may still grow by the answer to what it sent last.
    let trace = pair.operators(0).trace(&session).await;
    let success = confirmed(&session);
    let failure = success.replace("<reasonCode>200<", "<reasonCode>500<");
    assert_ne!(success, failure);
    for message in [success, failure, CONFIRMED.replace("SESSION", &session)] {
        let answer = asked_at(&pair, 0, Some(&third), &post(&message)).await;
        let answer = answer.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}\n{message}");
        assert_eq!(pair.operators(0).sessions().await, std::slice::from_ref(&seen), "{message}");
        assert_eq!(pair.operators(0).trace(&session).await, trace, "{message}");
    }
    pair.device.set_presence(Presence::Present);
    assert_eq!(pair.outcomes(&session).await, ["delegated partial"; 2]);
    pair.end().await;
}

/// It wants a device that the configuration keeps for another one.
#[tokio::test(flavor = "multi_thread")]
async fn for_a_device_of_another() {
    let mut pair = Pair::new(Plan::default()).await;
    let third = with_third(&mut pair, 0);
    pair.servers[0].config.devices[0].peers = Some(vec!["dms2".to_owned()]);
    let facts = pair.facts();
    let process = Process::instead(&mut pair, 0, "", &[]).await;
    let request = post(&message("dms3", DEVICE, "S-1"));
    let answer = asked_at(&pair, 0, Some(&third), &request).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    let log = process.logged("dms3").await;
    let line = log.lines().find(|line| line.contains("dms3")).expect("it is there");
    assert!(line.contains(" WARN ") && line.contains("status=403"), "{line}");
    let (status, sessions) = process.get("/sessions").await;
    assert_eq!((status, sessions.trim()), (200, "[]"), "nothing has begun");
    assert_eq!(process.get("/sessions/S-1/trace").await.0, 404);
    assert_eq!(pair.facts(), facts);
    // For that one it is there.
    let (status, text) = process.delegate().await;
    assert_eq!(status, 202, "{text}");
    let taken: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let session = taken["session"].as_str().expect("it has one");
    let view = process.settled(&pair, session).await;
    assert_eq!(view.outcome.as_deref(), Some("delegated partial"), "{}", process.log());
    process.back(&mut pair).await;
    pair.end().await;
}

/// Where the configuration keeps it for nobody, it is there for the third one too.
#[tokio::test(flavor = "multi_thread")]
async fn for_a_device_of_anybody() {
    let mut pair = Pair::new(Plan::default()).await;
    let third = with_third(&mut pair, 0);
    pair.again(0, None).await;
    let request = post(&message("dms3", DEVICE, "S-1"));
    let answer = asked_at(&pair, 0, Some(&third), &request).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    pair.end().await;
}
