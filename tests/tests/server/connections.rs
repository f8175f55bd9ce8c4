//! Connections that are opened and held, many of them, and half of what a request is: nobody is
//! shut out by them, and they do not stay for ever.

use std::io::Read;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::intruders::{asked, connected, connector, dms1, untouched};
use crate::pair::{Pair, Plan};
use crate::process::Process;
use crate::skipped;

/// By this variable the test [`holder`] knows what to hold.
const HOLD: &str = "DM_TEST_HOLD";

/// A process that holds connections, and opens each again that is closed; ends with its input.
struct Holder(Child);

impl Holder {
    /// So many to that address; those with TLS use the certificate of DMS-1.
    fn new(pair: &Pair, address: SocketAddr, plain: usize, tls: usize) -> Holder {
        let interface = &pair.servers[0].config.peer_interface;
        let path = |path: &std::path::Path| path.to_string_lossy().into_owned();
        let hold = [
            address.to_string(),
            plain.to_string(),
            tls.to_string(),
            path(&interface.certificate),
            path(&interface.key),
            path(&interface.authorities),
        ];
        let own = std::env::current_exe().expect("this is a program");
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -n $(ulimit -Hn); exec \"$0\" \"$@\""]).arg(own);
        shell.args(["--exact", "connections::holder", "--ignored", "--nocapture"]);
        shell.env(HOLD, hold.join("\n")).stdin(Stdio::piped()).stdout(Stdio::null());
        Holder(shell.spawn().expect("there is a shell"))
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "the process that the tests beside it start"]
fn holder() {
    let Ok(hold) = std::env::var(HOLD) else { return };
    let hold: Vec<String> = hold.lines().map(str::to_owned).collect();
    let address: SocketAddr = hold[0].parse().expect("an address");
    let count = |at: usize| -> usize { hold[at].parse().expect("a number") };
    let (plain, tls) = (count(1), count(2));
    let read = |at: usize| std::fs::read_to_string(&hold[at]).expect("it is there");
    let connector = connector(&read(5), Some((&read(3), &read(4))));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for n in 0..plain + tls {
        let connector = (n < tls).then(|| connector.clone());
        runtime.spawn(async move {
            loop {
                let _ = held(address, connector.as_ref()).await;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        // Faster than a listener's queue is emptied they would only wait for each other.
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    runtime.shutdown_background();
}

/// Opens a connection, says nothing, and waits until it is closed.
async fn held(
    address: SocketAddr,
    connector: Option<&tokio_rustls::TlsConnector>,
) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let mut nothing = Vec::new();
    let Some(connector) = connector else {
        stream.read_to_end(&mut nothing).await?;
        return Ok(());
    };
    let name = rustls::pki_types::ServerName::try_from("localhost").expect("a name");
    connector.connect(name, stream).await?.read_to_end(&mut nothing).await?;
    Ok(())
}

/// A delegation, while somebody holds `total` connections to DMS-2, a process with that limit of
/// descriptors, once it has `wanted` of them on its interface to peers. The most that it had.
async fn delegated_among(total: usize, limit: &str, wanted: f64) -> f64 {
    let mut pair = Pair::new(Plan::default()).await;
    let process = Process::instead(&mut pair, 1, &format!("ulimit -n {limit}"), &[]).await;
    let config = &pair.servers[1].config;
    let (peers, devices) = (config.peer_interface.listen, config.device_interface.listen);
    let mut holders = Vec::new();
    for _ in 0..4 {
        holders.push(Holder::new(&pair, peers, total / 4 - total / 40, total / 40));
    }
    holders.push(Holder::new(&pair, devices, total / 4, 0));
    let open = |interface| format!("dm_connections{{interface=\"{interface}\"}}");
    // On a busy machine opening them takes its time.
    let end = Instant::now() + Duration::from_secs(240);
    let mut highest = 0.0_f64;
    while highest < wanted && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(200)).await;
        highest = highest.max(process.metric(&open("peer")).await);
    }
    let session = pair.delegate(0, false).await;
    let here = process.settled(&pair, &session).await;
    assert_eq!(here.outcome.as_deref(), Some("delegated partial"), "{}", process.log());
    let held = process.metric(&open("peer")).await;
    assert!(held > wanted / 2.0, "they were there all the time: {held}");
    assert_eq!(process.get("/healthz").await.0, 200);
    drop(holders);
    process.back(&mut pair).await;
    assert_eq!(pair.outcomes(&session).await, ["delegated partial"; 2]);
    pair.end().await;
    highest
}

/// More connections than the process may have descriptors: it keeps some for its own work.
#[tokio::test(flavor = "multi_thread")]
async fn more_than_descriptors() {
    let highest = delegated_among(2_000, "1024", 500.0).await;
    assert!((500.0..1_024.0).contains(&highest), "{highest}");
}

/// All of them are open at once. Those without TLS are closed in time and opened again, so a few
/// more are needed.
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand() {
    const DESCRIPTORS: usize = 20_000;
    let limit = Command::new("sh").args(["-c", "ulimit -Hn"]).output().expect("there is a shell");
    let limit = String::from_utf8_lossy(&limit.stdout).trim().to_owned();
    if limit.parse().is_ok_and(|limit: usize| limit < DESCRIPTORS) {
        let why = format!("`ulimit -Hn` is {limit}, {DESCRIPTORS} are wanted");
        return skipped("connections::ten_thousand", &why);
    }
    let highest = delegated_among(12_000, "$(ulimit -Hn)", 10_000.0).await;
    assert!(highest >= 10_000.0, "{highest} at once");
}

/// Half a request, then silence: on either interface, at each point where one can stop.
#[tokio::test(flavor = "multi_thread")]
async fn half_of_a_request() {
    let pair = Pair::new(Plan::default()).await;
    let (who, begun) = (dms1(&pair), Instant::now());
    let lines = "POST /DM_interface/DM_delegation HTTP/1.1\r\nHost: x\r\n\
                 Content-Type: application/vnd.dm.delegation+xml\r\nContent-Length: 500\r\n";
    let half_body = format!("{lines}\r\n<delegation_req>");
    let devices = "POST /dm HTTP/1.1\r\nHost: x\r\n\
                   Content-Type: application/vnd.syncml.dm+xml\r\nContent-Length: 500\r\n";
    let half_package = format!("{devices}\r\n<SyncML>");
    let config = &pair.servers[1].config;
    let (peers_at, devices_at) = (config.peer_interface.listen, config.device_interface.listen);
    let (body, head, no_tls, half_tls, package, package_head, nothing) = tokio::join!(
        asked(&pair, Some(&who), half_body.as_bytes()),
        asked(&pair, Some(&who), lines.as_bytes()),
        said(peers_at, b""),
        said(peers_at, &[0x16, 3, 1, 2, 0, 1, 0]),
        said(devices_at, half_package.as_bytes()),
        said(devices_at, devices.as_bytes()),
        said(devices_at, b""),
    );
    let body = body.expect("an answer");
    assert!(body.starts_with("HTTP/1.1 408 "), "{body}");
    assert!(package.starts_with("HTTP/1.1 408 "), "{package}");
    for (what, answer) in [
        ("half a head", head.unwrap_or_default()),
        ("no TLS", no_tls),
        ("half a handshake", half_tls),
        ("half a head of a device", package_head),
        ("nothing from a device", nothing),
    ] {
        assert!(answer.is_empty() || answer.contains(" 408 "), "{what}: {answer}");
    }
    assert!(begun.elapsed() >= Duration::from_secs(5), "slow lines have their time");
    untouched(&pair).await;
    pair.end().await;
}

/// Who shows the right certificate and says its request byte by byte has no more time for it than
/// anybody else.
#[tokio::test(flavor = "multi_thread")]
async fn byte_by_byte() {
    let pair = Pair::new(Plan::default()).await;
    let line = "POST /DM_interface/DM_delegation HTTP/1.1\r\nHost: x\r\n";
    let media = "Content-Type: application/vnd.dm.delegation+xml\r\n";
    let long = format!("{line}{media}Content-Length: 500\r\n\r\n");
    let (head, body) = tokio::join!(dripped(&pair, line, 0), dripped(&pair, &long, long.len()));
    for (what, (lasted, answer)) in [("head", head), ("body", body)] {
        let seconds = lasted.as_secs_f64();
        assert!((9.0..30.0).contains(&seconds), "{what}: ended after {seconds} s: {answer}");
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{what}: {answer}");
    }
    untouched(&pair).await;
    pair.end().await;
}

/// How long DMS-2 listens to this and letters after it, one at a time from that place on, and what
/// it says in the end.
async fn dripped(pair: &Pair, text: &str, at_once: usize) -> (Duration, String) {
    let who = dms1(pair);
    let stream = connected(pair, 1, Some(&who)).await.expect("it is known");
    let (mut reads, mut writes) = tokio::io::split(stream);
    let begun = Instant::now();
    writes.write_all(&text.as_bytes()[..at_once]).await.expect("it is sent");
    let rest = text[at_once..].to_owned() + if at_once == 0 { "X-Slow: " } else { "" };
    let dripping = tokio::spawn(async move {
        for byte in rest.into_bytes().into_iter().chain(std::iter::repeat(b'x')) {
            if writes.write_all(&[byte]).await.is_err() || writes.flush().await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(60), reads.read_to_end(&mut answer)).await;
    let lasted = begun.elapsed();
    dripping.abort();
    let _ = read.expect("the server ends the connection");
    (lasted, String::from_utf8_lossy(&answer).into_owned())
}

/// What is answered to that, without TLS; the end has to come.
async fn said(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.write_all(bytes).await.expect("it is sent");
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(40), stream.read_to_end(&mut answer)).await;
    let _ = read.expect("the connection is closed");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Bodies that go on for a gigabyte are cut early, whatever their head says.
#[tokio::test(flavor = "multi_thread")]
async fn bodies_without_an_end() {
    let pair = Pair::new(Plan::default()).await;
    let address = pair.servers[1].config.device_interface.listen;
    let length = "Content-Length: 1073741824";
    let chunked = "Transfer-Encoding: chunked";
    let start = "POST /dm HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.syncml.dm+xml\r\n";
    for head in [length, chunked] {
        let stream = TcpStream::connect(address).await.expect("it listens");
        streamed(stream, &format!("{start}{head}\r\n\r\n")).await;
    }
    let interface = &pair.servers[0].config.peer_interface;
    let read = |path| std::fs::read_to_string(path).expect("it is there");
    let (chain, key) = (read(&interface.certificate), read(&interface.key));
    let connector = connector(pair.authority.certificate(), Some((&chain, &key)));
    let address = pair.servers[1].config.peer_interface.listen;
    let start = "POST /DM_interface/DM_delegation HTTP/1.1\r\nHost: x\r\n\
                 Content-Type: application/vnd.dm.delegation+xml\r\n";
    for head in [length, chunked] {
        let stream = TcpStream::connect(address).await.expect("it listens");
        let name = rustls::pki_types::ServerName::try_from("localhost").expect("a name");
        let stream = connector.connect(name, stream).await.expect("it is known");
        streamed(stream, &format!("{start}{head}\r\n\r\n")).await;
    }
    untouched(&pair).await;
    pair.end().await;
}

/// Sends chunks until the server has enough, which must be long before the end.
async fn streamed(
    mut stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    head: &str,
) {
    const CHUNK: usize = 0x1_0000;
    const MOST: usize = 64 << 20;
    let mut chunk = b"10000\r\n".to_vec();
    chunk.extend([b'x'; CHUNK]);
    chunk.extend(b"\r\n");
    stream.write_all(head.as_bytes()).await.expect("it is sent");
    let mut sent = 0;
    while sent < MOST && stream.write_all(&chunk).await.is_ok() {
        sent += CHUNK;
    }
    assert!(sent < MOST, "{sent} bytes were taken of {head}");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    // Who goes on sending may lose the answer with the connection.
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413 "), "{answer}");
}
