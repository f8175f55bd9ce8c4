//! Servers of different editions do not speak with each other, and say so.

use reference_server::admin::Operations;
use reference_server::edition::{HEADER, USUAL};
use reference_server::{Options, start};

use crate::between::{Spoiler, Stands, What};
use crate::intruders::{asked, dms1, message, posted, untouched};
use crate::pair::{DEVICE, Pair, Plan};

/// A request of that edition to DMS-2, or of one that says nothing; and what it answers.
async fn answer(pair: &Pair, edition: Option<&str>, session: &str) -> String {
    let header = edition.map_or(String::new(), |edition| format!("\r\n{HEADER}: {edition}"));
    let line = format!("POST /DM_interface/DM_delegation HTTP/1.1{header}");
    let body = message("dms1", DEVICE, session);
    let request = posted(&line, "application/vnd.dm.delegation+xml", &body);
    asked(pair, Some(&dms1(pair)), &request).await.expect("it answers")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_another_edition_is_refused() {
    let pair = Pair::new(Plan::default()).await;
    let refused = answer(&pair, Some("another"), "S-1").await;
    assert!(refused.starts_with("HTTP/1.1 415 "), "{refused}");
    assert!(refused.contains(&format!("{HEADER}: {USUAL}\r\n")), "{refused}");
    let why = format!("this server runs {USUAL}, and the message is of another edition\n");
    assert!(refused.ends_with(&why), "{refused}");
    untouched(&pair).await;
    pair.end().await;
}

/// A server of somebody else says nothing, and is taken for what the configuration says.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_says_nothing_or_the_same_is_answered() {
    for edition in [None, Some(USUAL)] {
        let pair = Pair::new(Plan::default()).await;
        let answered = answer(&pair, edition, "S-1").await;
        assert!(answered.starts_with("HTTP/1.1 200 "), "{answered}");
        assert!(answered.contains(&format!("{HEADER}: {USUAL}\r\n")), "{answered}");
        pair.end_unjudged("the other server knows nothing of the session").await;
    }
}

/// The peer has agreed, in the words of another edition: what it did nobody knows.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_another_edition_counts_for_nothing() {
    let mut pair = Pair::new(Plan::default()).await;
    let stands = Stands::before(&mut pair, 1).await;
    let what = What::Otherwise(USUAL, "another");
    let message = Some("delegation_req");
    stands.between.spoil(Some(Spoiler { message, passes_on: true, times: u32::MAX, what }));
    let session = pair.delegate(0, false).await;
    let [one, _] = pair.settled(&session).await;
    let one = one.expect("DMS-1 has begun it");
    assert_eq!(one.outcome.as_deref(), Some("failed"), "{one:?}");
    let trace = pair.operators(0).trace_with(&session, None).await.unwrap_or_default();
    assert!(trace.contains("unanswered DELEGATION_REQ"), "{trace}");
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_of_another_edition_is_not_spoken_to() {
    let mut pair = Pair::new(Plan::default()).await;
    pair.servers[0].config.peers[0].edition = "another".to_owned();
    let config = pair.servers[0].config.clone();
    let told = start(config, Options::default()).await.err().map(|error| error.to_string());
    assert_eq!(
        told.as_deref(),
        Some(
            "peer `dms2`: edition: it runs another, and this server 2012-candidate; servers of \
             different editions do not speak with each other"
        )
    );
    pair.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_that_is_not_there_is_told_with_a_hint() {
    let mut pair = Pair::new(Plan::default()).await;
    pair.servers[0].config.edition = "2012-candidat".to_owned();
    let config = pair.servers[0].config.clone();
    let told = start(config, Options::default()).await.err().map(|error| error.to_string());
    let told = told.unwrap_or_default();
    assert!(told.contains("no edition `2012-candidat`; did you mean `2012-candidate`?"), "{told}");
    pair.end().await;
}
