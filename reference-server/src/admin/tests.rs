//! Each path, and each way to ask wrongly.

use super::*;
use crate::config::{Approach, Side};
use expect_test::{Expect, expect};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A folder that goes away with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("dm-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) const TOKEN: &str = "0123456789abcdef-for-tests";
/// An identifier as a peer could choose it.
pub(crate) const STRANGE: &str = "a/b c?\"%ü";

/// A server that has one session, and takes orders for one peer.
#[derive(Default)]
pub(crate) struct Fake {
    orders: Mutex<Vec<OperatorOrder>>,
    sick: AtomicBool,
    stuck: AtomicBool,
}

impl Fake {
    /// The orders that it took, one on each line.
    pub(crate) fn taken(&self) -> String {
        let orders = self.orders.lock().unwrap();
        orders.iter().map(|order| format!("{order:?}\n")).collect()
    }
}

fn session(id: &str) -> SessionView {
    SessionView {
        id: id.to_owned(),
        role: Side::Delegating,
        peer: "dms2".to_owned(),
        device: "IMEI:1".to_owned(),
        tree: "./SCOMO".to_owned(),
        approach: Approach::Account,
        full: false,
        state: "acc requesting".to_owned(),
        at_rest: false,
        record: "not delegated".to_owned(),
        outcome: None,
        rule: Some("ACC-1-01".to_owned()),
        begun: "2012-10-09T08:00:00Z".to_owned(),
        updated: "2012-10-09T08:00:01Z".to_owned(),
        steps: 1,
    }
}

impl Operations for Fake {
    async fn order(&self, order: OperatorOrder) -> Result<OrderTaken, Refusal> {
        let (OperatorOrder::Delegate { peer, .. }
        | OperatorOrder::Revoke { peer, .. }
        | OperatorOrder::RequestRevocation { peer, .. }) = &order;
        let refused = match peer.as_str() {
            "dms2" => {
                self.orders.lock().unwrap().push(order);
                return Ok(OrderTaken { session: "s-1".to_owned() });
            }
            "rest" => Refused::NotNow,
            "busy" => Refused::Busy,
            "broken" => Refused::Broken,
            _ => Refused::Unknown,
        };
        Err(Refusal { refused, message: "because".to_owned() })
    }

    async fn sessions(&self) -> Vec<SessionView> {
        vec![session("s-1"), session(STRANGE)]
    }

    async fn named(&self, id: &str) -> Vec<SessionView> {
        if self.stuck.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
        match id {
            "s-1" | STRANGE => vec![session(id)],
            "s-2" => vec![session(id), SessionView { peer: "dms3".to_owned(), ..session(id) }],
            _ => Vec::new(),
        }
    }

    async fn trace_with(&self, id: &str, peer: Option<&str>) -> Option<String> {
        let trace = r#"{"trace":1,"edition":"2012-candidate","server":"dms1","role":"DMS-1","peer":"dms2","device":"IMEI:1","options":[]}
{"line":1,"time":"2012-10-09T08:00:00Z","session":"s-1","event":"operator delegates","brings":{"approach":"account","full":false,"session":1},"rule":"ACC-1-01","outputs":[{"output":"send DELEGATION_REQ","approach":"account","fields":{"isDelegationFull":false},"session":1}],"state":"acc requesting"}
"#;
        match id {
            "s-1" | STRANGE => Some(trace.to_owned()),
            "s-2" => Some(trace.replace("dms2", peer?)),
            "bad" => Some("no trace".to_owned()),
            _ => None,
        }
    }

    async fn devices(&self) -> Vec<DeviceView> {
        vec![DeviceView {
            id: "IMEI:1".to_owned(),
            man: "Maker".to_owned(),
            model: "Model".to_owned(),
            tree: "./SCOMO".to_owned(),
            managed: true,
            waiting: 0,
            delegations: vec![DelegationView {
                peer: "dms2".to_owned(),
                role: Side::Delegating,
                record: "not delegated".to_owned(),
                state: "acc requesting".to_owned(),
            }],
        }]
    }

    async fn peers(&self) -> Vec<PeerView> {
        vec![PeerView {
            id: "dms2".to_owned(),
            url: "https://127.0.0.1:1/x".to_owned(),
            we_are: Side::Delegating,
            approach: Approach::Account,
            willing: true,
            sessions: 1,
            waiting: 0,
        }]
    }

    fn healthy(&self) -> bool {
        !self.sick.load(Ordering::Relaxed)
    }
}

/// A running interface, which stops with the test.
pub(crate) struct Stage {
    pub(crate) address: SocketAddr,
    pub(crate) fake: Arc<Fake>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    task: tokio::task::JoinHandle<()>,
}

impl Stage {
    pub(crate) async fn new(limits: Limits) -> Stage {
        let (name, text) = editions::all()[0];
        let table = Arc::new(spec::load(name, text.as_bytes()).table.unwrap());
        let fake = Arc::new(Fake::default());
        let admin = Admin {
            operations: Arc::clone(&fake),
            metrics: Arc::new(Metrics::new(&table)),
            table,
            token: Token::of(TOKEN),
            limits,
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let until = async { drop(stopped.await) };
        let task = tokio::spawn(serve(listener, Arc::new(admin), until));
        Stage { address, fake, stop: Some(stop), task }
    }

    /// What comes back to those bytes, status line and body.
    async fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut answer = Vec::new();
        // A reset after the answer is no matter of this test.
        let _ = stream.read_to_end(&mut answer).await;
        shown(&String::from_utf8_lossy(&answer))
    }

    async fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n\
             Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.raw(request.as_bytes()).await
    }

    async fn check(&self, method: &str, path: &str, body: &str, expected: Expect) {
        expected.assert_eq(&self.ask(method, path, body).await);
    }
}

/// The parts of a response that tests are about.
fn shown(answer: &str) -> String {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let mut lines = head.lines();
    let mut text = lines.next().unwrap_or("nothing").to_owned();
    let told = ["content-type:", "allow:", "retry-after:"];
    for line in lines.filter(|line| told.iter().any(|name| line.to_lowercase().starts_with(name))) {
        text.push_str(&format!("; {}", line.to_lowercase()));
    }
    format!("{text}\n{body}")
}

#[tokio::test]
async fn each_path_answers() {
    let stage = Stage::new(Limits::default()).await;
    stage.check("GET", "/sessions", "", expect![[r#"
        HTTP/1.1 200 OK; content-type: application/json
        [{"id":"s-1","role":"DMS-1","peer":"dms2","device":"IMEI:1","tree":"./SCOMO","approach":"account","full":false,"state":"acc requesting","at_rest":false,"record":"not delegated","rule":"ACC-1-01","begun":"2012-10-09T08:00:00Z","updated":"2012-10-09T08:00:01Z","steps":1},{"id":"a/b c?\"%ü","role":"DMS-1","peer":"dms2","device":"IMEI:1","tree":"./SCOMO","approach":"account","full":false,"state":"acc requesting","at_rest":false,"record":"not delegated","rule":"ACC-1-01","begun":"2012-10-09T08:00:00Z","updated":"2012-10-09T08:00:01Z","steps":1}]
    "#]]).await;
    stage.check("GET", "/sessions/s-1", "", expect![[r#"
        HTTP/1.1 200 OK; content-type: application/json
        {"id":"s-1","role":"DMS-1","peer":"dms2","device":"IMEI:1","tree":"./SCOMO","approach":"account","full":false,"state":"acc requesting","at_rest":false,"record":"not delegated","rule":"ACC-1-01","begun":"2012-10-09T08:00:00Z","updated":"2012-10-09T08:00:01Z","steps":1}
    "#]]).await;
    stage.check("GET", "/sessions/s-1/trace", "", expect![[r#"
        HTTP/1.1 200 OK; content-type: application/x-ndjson
        {"trace":1,"edition":"2012-candidate","server":"dms1","role":"DMS-1","peer":"dms2","device":"IMEI:1","options":[]}
        {"line":1,"time":"2012-10-09T08:00:00Z","session":"s-1","event":"operator delegates","brings":{"approach":"account","full":false,"session":1},"rule":"ACC-1-01","outputs":[{"output":"send DELEGATION_REQ","approach":"account","fields":{"isDelegationFull":false},"session":1}],"state":"acc requesting"}
    "#]]).await;
    stage.check("GET", "/sessions/s-1/chart", "", expect![[r#"
        HTTP/1.1 200 OK; content-type: text/plain; charset=utf-8
        What dms1 saw
          edition 2012-candidate, device IMEI:1
          session s-1

             DMS-1 dms1                       Device                       DMS-2 dms2
               [idle]                            │                              │
                  │                              │                              │
          1       ● operator delegates           │                              │        operator delegates,
                  │  DELEGATION_REQ (isDelegationFull false)                    │          2012-10-09T08:00:00Z
                  ├──────────────────────────────┼─────────────────────────────▶│        ACC-1-01, 5.2.1.2, 5.3.1.1, stated
            [acc requesting]                     │                              │
                  │                              │                              │
                  ┴                              ┴                              ┴

          it ends in `acc requesting`

          ─ POST
    "#]]).await;
    stage.check("GET", "/devices", "", expect![[r#"
        HTTP/1.1 200 OK; content-type: application/json
        [{"id":"IMEI:1","man":"Maker","mod":"Model","tree":"./SCOMO","managed":true,"waiting":0,"delegations":[{"peer":"dms2","role":"DMS-1","record":"not delegated","state":"acc requesting"}]}]
    "#]]).await;
    stage.check("GET", "/peers", "", expect![[r#"
        HTTP/1.1 200 OK; content-type: application/json
        [{"id":"dms2","url":"https://127.0.0.1:1/x","we_are":"DMS-1","approach":"account","willing":true,"sessions":1,"waiting":0}]
    "#]]).await;
    stage
        .check(
            "GET",
            "/healthz",
            "",
            expect![[r#"
        HTTP/1.1 200 OK; content-type: text/plain; charset=utf-8
        ok
    "#]],
        )
        .await;
    stage.fake.sick.store(true, Ordering::Relaxed);
    stage
        .check(
            "GET",
            "/healthz",
            "",
            expect![[r#"
        HTTP/1.1 503 Service Unavailable; content-type: text/plain; charset=utf-8
        not healthy: nothing can be written down, or the server ends; see its log
    "#]],
        )
        .await;
    let metrics = stage.ask("GET", "/metrics", "").await;
    assert!(metrics.starts_with("HTTP/1.1 200 OK; content-type: text/plain; version=0.0.4"));
    assert!(metrics.contains("\ndm_commits_total 0\n"));
}

#[tokio::test]
async fn orders_are_taken() {
    let stage = Stage::new(Limits::default()).await;
    let whole = r#"{"peer":"dms2","device":"d","full":true,"tree":"./X"}"#;
    let plain = r#"{"peer":"dms2","device":"d"}"#;
    stage
        .check(
            "POST",
            "/delegate",
            plain,
            expect![[r#"
        HTTP/1.1 202 Accepted; content-type: application/json
        {"session":"s-1"}
    "#]],
        )
        .await;
    for (path, body) in [
        ("/delegate", whole),
        ("/revoke", plain),
        ("/revoke", r#"{"peer":"dms2","device":"d","forced":true}"#),
        ("/request-revocation", plain),
    ] {
        assert!(stage.ask("POST", path, body).await.starts_with("HTTP/1.1 202 "), "{path}");
    }
    expect![[r#"
        Delegate { peer: "dms2", device: "d", full: false, tree: None }
        Delegate { peer: "dms2", device: "d", full: true, tree: Some("./X") }
        Revoke { peer: "dms2", device: "d", forced: false }
        Revoke { peer: "dms2", device: "d", forced: true }
        RequestRevocation { peer: "dms2", device: "d" }
    "#]]
    .assert_eq(&stage.fake.taken());
}

#[tokio::test]
async fn refusals_say_why() {
    let stage = Stage::new(Limits::default()).await;
    let order = |peer: &str| format!(r#"{{"peer":"{peer}","device":"d"}}"#);
    stage
        .check(
            "POST",
            "/delegate",
            &order("nobody"),
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"unknown","message":"because"}
    "#]],
        )
        .await;
    stage
        .check(
            "POST",
            "/delegate",
            &order("rest"),
            expect![[r#"
        HTTP/1.1 409 Conflict; content-type: application/json
        {"refused":"not-now","message":"because"}
    "#]],
        )
        .await;
    stage
        .check(
            "POST",
            "/delegate",
            &order("busy"),
            expect![[r#"
        HTTP/1.1 503 Service Unavailable; content-type: application/json; retry-after: 1
        {"refused":"busy","message":"because"}
    "#]],
        )
        .await;
    stage
        .check(
            "POST",
            "/delegate",
            &order("broken"),
            expect![[r#"
        HTTP/1.1 500 Internal Server Error; content-type: application/json
        {"refused":"broken","message":"because"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/none",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"unknown","message":"there is no session \"none\""}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/none/trace",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"unknown","message":"there is no session \"none\""}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/none/chart",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"unknown","message":"there is no session \"none\""}
    "#]],
        )
        .await;
    stage.check("GET", "/sessions/bad/chart", "", expect![[r#"
        HTTP/1.1 500 Internal Server Error; content-type: application/json
        {"refused":"broken","message":"the trace cannot be drawn: line 1: found at column 2: expected ident, expected a JSON object of the trace format; a trace begins with {\"trace\":1, ...}"}
    "#]]).await;
}

#[tokio::test]
async fn wrong_requests_change_nothing() {
    let stage = Stage::new(Limits::default()).await;
    stage
        .check(
            "POST",
            "/sessions",
            "",
            expect![[r#"
        HTTP/1.1 405 Method Not Allowed; content-type: application/json; allow: get
        {"refused":"invalid","message":"another method is wanted"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/delegate",
            "",
            expect![[r#"
        HTTP/1.1 405 Method Not Allowed; content-type: application/json; allow: post
        {"refused":"invalid","message":"another method is wanted"}
    "#]],
        )
        .await;
    stage
        .check(
            "DELETE",
            "/healthz",
            "",
            expect![[r#"
        HTTP/1.1 405 Method Not Allowed; content-type: application/json; allow: get
        {"refused":"invalid","message":"another method is wanted"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/nothing",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"invalid","message":"no such path"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"invalid","message":"no such path"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/%zz",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"invalid","message":"no such path"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/%+1",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"invalid","message":"no such path"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/%ff",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"invalid","message":"no such path"}
    "#]],
        )
        .await;
    stage
        .check(
            "GET",
            "/sessions/s-1/other",
            "",
            expect![[r#"
        HTTP/1.1 404 Not Found; content-type: application/json
        {"refused":"invalid","message":"no such path"}
    "#]],
        )
        .await;
    stage
        .check(
            "POST",
            "/delegate",
            "",
            expect![[r#"
        HTTP/1.1 400 Bad Request; content-type: application/json
        {"refused":"invalid","message":"the body: EOF while parsing a value at line 1 column 0"}
    "#]],
        )
        .await;
    stage
        .check(
            "POST",
            "/delegate",
            "garbage",
            expect![[r#"
        HTTP/1.1 400 Bad Request; content-type: application/json
        {"refused":"invalid","message":"the body: expected value at line 1 column 1"}
    "#]],
        )
        .await;
    stage.check("POST", "/delegate", "[]", expect![[r#"
        HTTP/1.1 400 Bad Request; content-type: application/json
        {"refused":"invalid","message":"the body: invalid type: sequence, expected a map at line 1 column 0"}
    "#]]).await;
    stage
        .check(
            "POST",
            "/delegate",
            r#"{"peer":"dms2"}"#,
            expect![[r#"
        HTTP/1.1 400 Bad Request; content-type: application/json
        {"refused":"invalid","message":"the body: missing field `device`"}
    "#]],
        )
        .await;
    stage.check("POST", "/revoke", r#"{"peer":"dms2","device":"d","ful":1}"#, expect![[r#"
        HTTP/1.1 400 Bad Request; content-type: application/json
        {"refused":"invalid","message":"the body: unknown field `ful`, expected one of `peer`, `device`, `forced`"}
    "#]]).await;
    let deep = "[".repeat(20_000);
    assert!(stage.ask("POST", "/delegate", &deep).await.starts_with("HTTP/1.1 400 "));
    // What the path says is not what the body says.
    let other = r#"{"order":"revoke","peer":"nobody","device":"d"}"#;
    assert!(stage.ask("POST", "/delegate", other).await.starts_with("HTTP/1.1 404 "));
    stage
        .check(
            "POST",
            "/delegate",
            &"x".repeat(65 * 1024),
            expect![[r#"
        HTTP/1.1 413 Payload Too Large; content-type: application/json
        {"refused":"invalid","message":"the body is too large"}
    "#]],
        )
        .await;
    let head = format!("GET /sessions HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    let answer = stage.raw(head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431 ") || answer.starts_with("nothing"), "{answer}");
    assert!(stage.fake.orders.lock().unwrap().is_empty());
}

#[tokio::test]
async fn without_the_token_there_is_nothing() {
    let stage = Stage::new(Limits::default()).await;
    let with = |header: &str, path: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: x\r\n{header}Connection: close\r\n\r\n").into_bytes()
    };
    let headers = [
        String::new(),
        "Authorization: Bearer wrong\r\n".to_owned(),
        format!("Authorization: Bearer {TOKEN}x\r\n"),
        format!("Authorization: Bearer {}\r\n", &TOKEN[1..]),
        format!("Authorization: Basic {TOKEN}\r\n"),
        format!("Authorization: {TOKEN}\r\n"),
        "Authorization: Bearer \r\n".to_owned(),
    ];
    for header in &headers {
        for path in ["/sessions", "/sessions/s-1", "/delegate", "/nothing", "/healthz/"] {
            let answer = stage.raw(&with(header, path)).await;
            assert!(answer.starts_with("HTTP/1.1 401 "), "{header}{path}: {answer}");
            assert!(!answer.contains(TOKEN), "{answer}");
        }
    }
    for path in ["/healthz", "/metrics"] {
        assert!(stage.raw(&with("", path)).await.starts_with("HTTP/1.1 200 "));
    }
    let good = format!("authorization: bearer {TOKEN}\r\n");
    assert!(stage.raw(&with(&good, "/sessions")).await.starts_with("HTTP/1.1 200 "));
}

fn hasty() -> Limits {
    let soon = Duration::from_millis(200);
    Limits { head: soon, body: soon, answer: Duration::from_millis(600), ..Limits::default() }
}

#[tokio::test]
async fn slow_clients_do_not_stay() {
    let stage = Stage::new(hasty()).await;
    let begun = tokio::time::Instant::now();
    let silent = stage.raw(b"");
    let head = stage.raw(b"GET /sessions HTTP/1.1\r\nHost: x\r\n");
    let half = format!(
        "POST /delegate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Length: 100\r\n\r\n{{"
    );
    let body = stage.raw(half.as_bytes());
    let (silent, head, body) = tokio::join!(silent, head, body);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert!(!silent.contains("200") && !head.contains("200"), "{silent}{head}");
    assert!(body.starts_with("HTTP/1.1 408 "), "{body}");
    stage.fake.stuck.store(true, Ordering::Relaxed);
    let late = stage.ask("GET", "/sessions/s-1", "").await;
    assert!(late.starts_with("HTTP/1.1 503 Service Unavailable; "), "{late}");
    assert!(stage.fake.orders.lock().unwrap().is_empty());
}

#[tokio::test]
async fn as_many_connections_as_there_are_places() {
    let stage = Stage::new(Limits { connections: 2, ..hasty() }).await;
    let mut idle = Vec::new();
    for _ in 0..20 {
        idle.push(TcpStream::connect(stage.address).await.unwrap());
    }
    // They give way one after the other, since none of them says anything.
    let answer = tokio::time::timeout(Duration::from_secs(20), stage.ask("GET", "/peers", ""));
    assert!(answer.await.unwrap().starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn it_stops_when_told() {
    let mut stage = Stage::new(Limits::default()).await;
    let _idle = TcpStream::connect(stage.address).await.unwrap();
    assert!(stage.ask("GET", "/peers", "").await.starts_with("HTTP/1.1 200 "));
    stage.stop = None;
    let ended = tokio::time::timeout(Duration::from_secs(6), &mut stage.task).await;
    ended.unwrap().unwrap();
    assert!(TcpStream::connect(stage.address).await.is_err());
}

#[tokio::test]
async fn the_client_is_understood() {
    let stage = Stage::new(Limits::default()).await;
    let client = client::Client { address: stage.address, token: TOKEN.to_owned() };
    let path = format!("/sessions/{}", client::segment(STRANGE));
    let (status, body) = client.get(&path).await.unwrap();
    let view: SessionView = serde_json::from_str(&body).unwrap();
    assert_eq!((status, view.id.as_str()), (200, STRANGE));
    let order = r#"{"peer":"dms2","device":"d"}"#.to_owned();
    assert_eq!(client.post("/revoke", order).await.unwrap().0, 202);
    let nobody = client::Client { address: ([127, 0, 0, 1], 1).into(), token: String::new() };
    let error = nobody.get("/peers").await.unwrap_err().to_string();
    assert!(error.ends_with("does `dm-server serve` run?"), "{error}");
}

#[tokio::test]
async fn a_session_that_two_peers_have() {
    let stage = Stage::new(Limits::default()).await;
    for path in ["/sessions/s-2", "/sessions/s-2/trace", "/sessions/s-2/chart"] {
        stage
            .check(
                "GET",
                path,
                "",
                expect![[r#"
        HTTP/1.1 400 Bad Request; content-type: application/json
        {"refused":"invalid","message":"dms2 and dms3 have a session \"s-2\"; --peer, or ?peer=, says whose"}
    "#]],
            )
            .await;
    }
    let whose = stage.ask("GET", "/sessions/s-2?peer=dms3", "").await;
    assert!(whose.contains(r#""peer":"dms3""#), "{whose}");
    let whose = stage.ask("GET", "/sessions/s-2/trace?peer=%64ms3", "").await;
    assert!(whose.contains(r#""peer":"dms3""#), "{whose}");
    let nobody = stage.ask("GET", "/sessions/s-2?peer=dms4", "").await;
    assert!(nobody.starts_with("HTTP/1.1 404 "), "{nobody}");
}
