//! One sessionId with two peers: two sessions, and operators say which they mean.

use reference_server::admin::Operations;

use crate::intruders::{asked, dms1, message, post};
use crate::pair::{DEVICE, OTHER_DEVICE, Pair, Plan};
use crate::third_peer::with_third;

#[tokio::test(flavor = "multi_thread")]
async fn one_session_id_with_two_peers() {
    let mut pair = Pair::new(Plan::default()).await;
    let third = with_third(&mut pair, 1);
    pair.servers[1].add_other_device();
    pair.again(1, None).await;
    for (who, name, device) in [(dms1(&pair), "dms1", DEVICE), (third, "dms3", OTHER_DEVICE)] {
        let answer = asked(&pair, Some(&who), &post(&message(name, device, "S-1"))).await;
        let answer = answer.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{name}: {answer}");
    }
    let operators = pair.operators(1);
    let mut of: Vec<(String, String)> =
        operators.named("S-1").await.into_iter().map(|it| (it.peer, it.device)).collect();
    of.sort();
    let both = [("dms1", DEVICE), ("dms3", OTHER_DEVICE)];
    assert_eq!(of, both.map(|(peer, device)| (peer.to_owned(), device.to_owned())));
    for (peer, device) in both {
        let trace = operators.trace_with("S-1", Some(peer)).await.expect("it has a trace");
        assert!(trace.contains(&format!("\"peer\":\"{peer}\",\"device\":\"{device}\"")), "{trace}");
        assert_eq!(trace.matches("receives DELEGATION_REQ").count(), 1, "{trace}");
    }
    assert_eq!(operators.trace_with("S-1", Some("dms4")).await, None);
    pair.end().await;
}
