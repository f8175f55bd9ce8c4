//! Messages that come again: known by their marks they are answered as before; no step is taken
//! twice.

use reference_server::admin::Operations;
use tokio::io::AsyncWriteExt;

use crate::between::{Spoiler, Stands, What, message as http_message};
use crate::intruders::{asked, asked_at, confirmed, connected, dms1, identity};
use crate::intruders::{marked, message, post};
use crate::pair::{DEVICE, Pair, Plan};

/// Status and body of a response.
fn parts(response: &str) -> (u16, String) {
    let (head, body) = response.split_once("\r\n\r\n").expect("a response has a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.expect("it has a status"), body.to_owned())
}

/// What a server says to a request of the other one, which need not ask for an end.
async fn said(pair: &Pair, n: usize, request: &str) -> (u16, String) {
    let who = identity(pair, 1 - n);
    let mut stream = connected(pair, n, Some(&who)).await.expect("it is known");
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    stream.flush().await.expect("it is sent");
    let response = http_message(&mut stream).await.expect("it answers");
    parts(&String::from_utf8_lossy(&response.expect("it answers")))
}

/// Each message of a real delegation, word for word, after it is over.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_whole_delegation() {
    let mut pair = Pair::new(Plan::default()).await;
    let before = [Stands::before(&mut pair, 0).await, Stands::before(&mut pair, 1).await];
    let session = pair.delegate(0, false).await;
    assert_eq!(pair.outcomes(&session).await, ["delegated partial"; 2]);
    let (traces, facts) = (pair.traces(&session).await, pair.facts());
    let mut seen = Vec::new();
    for (n, stands) in before.iter().enumerate() {
        for exchange in stands.between.heard() {
            let request = String::from_utf8(exchange.request).expect("it is text");
            let first = parts(&String::from_utf8_lossy(&exchange.response));
            if first.0 == 503 {
                // It was too early and came again.
                continue;
            }
            assert_eq!(said(&pair, n, &request).await, first, "{request}");
            // As long as before, and of another session.
            let other = session.replace(|_: char| true, "X");
            let other = said(&pair, n, &request.replace(&session, &other)).await;
            assert_eq!(other, (422, String::new()), "{request}");
            let unmarked = request.replace("idempotency-key:", "x-no-mark:");
            assert_ne!(unmarked, request, "it has a mark");
            let (status, _) = said(&pair, n, &unmarked).await;
            assert!(matches!(status, 404 | 409), "{status}: {unmarked}");
            assert_eq!(pair.traces(&session).await, traces, "{request}");
            let root = request.split_once("\r\n\r\n").expect("it has a head").1;
            let root = root.rsplit("</").next().expect("it has an end").trim_end();
            seen.push(root.trim_end_matches('>').to_owned());
        }
    }
    seen.sort();
    let all =
        ["bootstrap_confirmed", "delegation_confirmed", "delegation_prepared", "delegation_req"];
    assert_eq!(seen, all);
    assert_eq!(pair.facts(), facts);
    assert_eq!(pair.outcomes(&session).await, ["delegated partial"; 2]);
    for n in 0..2 {
        assert_eq!(pair.operators(n).sessions().await.len(), 1, "no other session has begun");
    }
    pair.end().await;
}

/// A session that is over is not begun again.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_mark() {
    let pair = Pair::new(Plan::default()).await;
    let who = dms1(&pair);
    let session = pair.delegate(0, false).await;
    pair.outcomes(&session).await;
    let before = (pair.operators(1).sessions().await, pair.traces(&session).await);
    let answer = asked(&pair, Some(&who), &post(&message("dms1", DEVICE, &session))).await;
    let answer = answer.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 409 "), "{answer}");
    assert_eq!((pair.operators(1).sessions().await, pair.traces(&session).await), before);
    pair.end().await;
}

/// A request with a mark that somebody has made up.
#[tokio::test(flavor = "multi_thread")]
async fn marked_by_hand() {
    let mut pair = Pair::new(Plan::default()).await;
    pair.servers[1].config.peers[0].willing = false;
    pair.again(1, None).await;
    let who = dms1(&pair);
    let request = marked("by-hand", &message("dms1", DEVICE, "S-1"));
    let first = parts(&asked(&pair, Some(&who), &request).await.expect("an answer"));
    assert_eq!(first.0, 200, "{}", first.1);
    assert!(first.1.contains("<isAcknowledged>false</isAcknowledged>"), "{}", first.1);
    let before = (pair.operators(1).sessions().await, pair.traces("S-1").await);
    assert_eq!(before.0.len(), 1);
    for (what, request, status) in [
        ("the same", request, 200),
        ("another session", marked("by-hand", &message("dms1", DEVICE, "S-2")), 422),
        ("no message", marked("by-hand", "hello"), 422),
        ("another mark", marked("by-hand-2", &message("dms1", DEVICE, "S-1")), 409),
    ] {
        let answer = parts(&asked(&pair, Some(&who), &request).await.expect("an answer"));
        let body = if status == 200 { first.1.clone() } else { String::new() };
        assert_eq!(answer, (status, body), "{what}");
        let after = (pair.operators(1).sessions().await, pair.traces("S-1").await);
        assert_eq!(after, before, "{what}");
    }
    pair.end().await;
}

/// A message that overtakes the response before it is not looked at, and told when to come again.
#[tokio::test(flavor = "multi_thread")]
async fn too_early() {
    let mut pair = Pair::new(Plan::default()).await;
    let stands = Stands::before(&mut pair, 1).await;
    stands.between.spoil(Some(Spoiler::always(What::Closed(String::new()))));
    let session = pair.delegate(0, false).await;
    let traces = pair.traces(&session).await;
    let answer = asked_at(&pair, 0, Some(&identity(&pair, 1)), &post(&confirmed(&session))).await;
    let answer = answer.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    let head = answer.to_ascii_lowercase();
    let after = head.lines().find_map(|line| line.strip_prefix("retry-after: "));
    assert!(after.is_some_and(|after| after.parse::<u32>().is_ok()), "{answer}");
    assert_eq!(pair.traces(&session).await, traces);
    stands.between.spoil(None);
    assert_eq!(pair.outcomes(&session).await, ["delegated partial"; 2]);
    pair.end().await;
}
