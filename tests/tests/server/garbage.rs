//! A peer that answers garbage, breaks off or falls silent: the delegation fails, the device is
//! as before, and the next one is as if nothing had been.

use std::sync::atomic::Ordering;

use crate::between::{Spoiler, Stands, What};
use crate::pair::{Pair, Plan};

const RESPONSE: &str =
    include_str!("../../../codec/tests/samples/appendix-c/delegation_resp.mended.xml");

/// A response with that status and body.
fn with(status: &str, body: &str) -> String {
    let media = "application/vnd.dm.delegation+xml";
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n{body}")
}

/// A pair whose DMS-1 waits that long for what somebody answers in the place of DMS-2.
async fn pair(wait_ms: u64) -> (Pair, Stands) {
    let mut pair = Pair::new(Plan::default()).await;
    pair.servers[0].config.waits.response_ms = wait_ms;
    let stands = Stands::before(&mut pair, 1).await;
    (pair, stands)
}

/// Each of these answers to DELEGATION_REQ makes an end of that delegation and of nothing else.
async fn fails_with(wait_ms: u64, cases: &[(&str, What, &str)]) -> u64 {
    let (mut pair, stands) = pair(wait_ms).await;
    let before = pair.facts();
    for (what, answer, outcome) in cases {
        stands.between.spoil(Some(Spoiler::always(answer.clone())));
        let session = pair.delegate(0, false).await;
        let outcomes = pair.outcomes(&session).await;
        assert_eq!(outcomes, [*outcome, "-"], "{what}\n{}", pair.traces(&session).await);
        assert_eq!(pair.facts(), before, "{what}");
        let spoiled = stands.between.spoiled.swap(0, Ordering::Relaxed);
        assert!(spoiled > 0, "{what}: nothing was spoiled");
    }
    stands.between.spoil(None);
    honest(&mut pair).await;
    pair.end().await;
    stands.between.streamed.load(Ordering::Relaxed)
}

/// After all that the servers live, and a delegation gets through.
async fn honest(pair: &mut Pair) {
    for n in 0..2 {
        assert_eq!(pair.operators(n).config.server_id, ["dms1", "dms2"][n]);
        pair.servers[n].config.waits.response_ms = 20_000;
        pair.again(n, None).await;
    }
    let session = pair.delegate(0, false).await;
    let outcomes = pair.outcomes(&session).await;
    assert_eq!(outcomes, ["delegated partial"; 2], "{}", pair.traces(&session).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_none() {
    let other_root = RESPONSE.replace("delegation_resp", "hello");
    let request = include_str!("../../../codec/tests/samples/appendix-c/delegation_req.mended.xml");
    let half = &RESPONSE[..RESPONSE.len() / 2];
    let short = with("200 OK", RESPONSE).replace("Length: 4", "Length: 1");
    fails_with(
        20_000,
        &[
            ("no XML", What::Closed(with("200 OK", "{\"isAcknowledged\": true}")), "failed"),
            ("not UTF-8", What::Closed(with("200 OK", "<\u{0}\u{fffd}>")), "failed"),
            ("another root", What::Closed(with("200 OK", &other_root)), "failed"),
            ("another message", What::Closed(with("200 OK", request)), "failed"),
            ("half a document", What::Closed(with("200 OK", half)), "failed"),
            ("another session", What::Closed(with("200 OK", RESPONSE)), "failed"),
            ("a length that is too short", What::Closed(short), "failed"),
            ("empty", What::Closed(with("204 No Content", "")), "failed"),
            ("a redirection", What::Closed(with("302 Found", "")), "failed"),
            (
                "a redirection to itself",
                What::Closed(with("307 Found\r\nLocation: /", "")),
                "failed",
            ),
            ("a teapot", What::Closed(with("418 I'm a teapot", "")), "failed"),
            ("an internal error", What::Closed(with("500 Error", RESPONSE)), "failed"),
            ("a status of nobody", What::Closed(with("999 What", RESPONSE)), "failed"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn responses_that_are_not_whole() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.dm.delega".to_owned();
    let whole = with("200 OK", RESPONSE);
    let half = whole[..whole.len() - 100].to_owned();
    fails_with(
        1_500,
        &[
            ("no TLS", What::NoTls, "failed"),
            ("TLS and no response", What::Silence, "failed"),
            ("not HTTP", What::Closed("220 mail.example.com ESMTP\r\n".to_owned()), "failed"),
            ("half a head, then silence", What::Open(head.clone()), "failed"),
            ("half a head, then the end", What::Closed(head.clone()), "failed"),
            ("half a body, then silence", What::Open(half.clone()), "failed"),
            ("half a body, then the end", What::Closed(half.clone()), "failed"),
            ("half a body, then a reset", What::Reset(half), "failed"),
            ("a reset", What::Reset(String::new()), "failed"),
        ],
    )
    .await;
}

/// A response without an end is cut where no message can be as long.
#[tokio::test(flavor = "multi_thread")]
async fn responses_without_an_end() {
    let announced = "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".to_owned();
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n".to_owned();
    let unsaid = "HTTP/1.1 200 OK\r\n\r\n".to_owned();
    let head = "HTTP/1.1 200 OK\r\nX-Long: ".to_owned();
    let streamed = fails_with(
        1_500,
        &[
            ("announced", What::Endless(announced), "failed"),
            ("chunked", What::Endless(chunked), "failed"),
            ("until the end of the connection", What::Endless(unsaid), "failed"),
            ("in the head", What::Endless(head), "failed"),
        ],
    )
    .await;
    // Some attempts each, of 1 MiB and what is in buffers on the way.
    assert!(streamed < 256 << 20, "{streamed} bytes were taken");
}

/// What breaks once is asked for again, and nobody notices; not even where it had an effect.
#[tokio::test(flavor = "multi_thread")]
async fn a_response_that_breaks_off_once() {
    let half = with("200 OK", RESPONSE);
    let half = &half[..half.len() - 100];
    for (passes_on, what) in [
        (false, What::Closed("220 mail.example.com ESMTP\r\n".to_owned())),
        (true, What::Closed(half.to_owned())),
        (true, What::Reset(half.to_owned())),
    ] {
        let (pair, stands) = pair(20_000).await;
        stands.between.spoil(Some(Spoiler { message: None, passes_on, times: 2, what }));
        let session = pair.delegate(0, false).await;
        let outcomes = pair.outcomes(&session).await;
        assert_eq!(outcomes, ["delegated partial"; 2], "{}", pair.traces(&session).await);
        assert_eq!(stands.between.spoiled.load(Ordering::Relaxed), 2);
        pair.end().await;
    }
}

/// The same later in a delegation, whose message got through: both come to rest as the table
/// says, and the device is as the record of DMS-1 says.
#[tokio::test(flavor = "multi_thread")]
async fn garbage_after_the_message_got_through() {
    for (before, message, outcomes) in [
        (1, "delegation_req", ["failed", "failed"]),
        (0, "bootstrap_confirmed", ["failed", "failed"]),
        (1, "delegation_prepared", ["failed", "failed"]),
        // DMS-1 has the confirmation, and DMS-2 does not know that it has.
        (0, "delegation_confirmed", ["delegated partial", "failed"]),
    ] {
        let mut pair = Pair::new(Plan::default()).await;
        let untouched = pair.facts();
        let stands = Stands::before(&mut pair, before).await;
        let what = What::Closed(with("200 OK", "garbage"));
        let message = Some(message);
        stands.between.spoil(Some(Spoiler { message, passes_on: true, times: u32::MAX, what }));
        let session = pair.delegate(0, false).await;
        let told = format!("{message:?}\n{}", pair.traces(&session).await);
        let seen = pair.outcomes(&session).await;
        // What comes next may be there before the garbage is.
        let may_be = matches!(message, Some("bootstrap_confirmed" | "delegation_prepared"));
        let is_overtaken = may_be && seen == ["delegated partial"; 2];
        assert!(seen == outcomes || is_overtaken, "{seen:?}\n{told}");
        assert!(stands.between.spoiled.load(Ordering::Relaxed) > 0, "{told}");
        let facts = pair.facts();
        if seen[0] == "failed" {
            assert_eq!(facts, untouched, "{told}");
        } else {
            assert!(facts.account_2 && facts.part_2, "{facts:?}\n{told}");
        }
        pair.end().await;
    }
}
