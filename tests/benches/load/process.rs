//! Servers in processes of their own: how they begin, what they cost, how they end.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use reference_server::config::Config;
use reference_server::telemetry::{self, Log};
use reference_server::{Options, start, tls};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// How many clock ticks of `/proc` a second has, on every Linux that we know of.
const TICKS: f64 = 100.0;

/// A server that runs; it ends with this.
pub struct Process {
    child: Child,
    /// Where it takes messages of peers.
    pub peers: SocketAddr,
    /// Where operators ask; the same as `peers` where there are none.
    pub admin: SocketAddr,
}

impl Process {
    /// The server of that configuration, or another that answers the same constant to everybody.
    pub fn run(what: &str, config: &Config) -> Process {
        let path = config.data.with_extension("toml");
        let text = toml::to_string(config).expect("it can be written down");
        std::fs::write(&path, text).expect("it can be written");
        let own = std::env::current_exe().expect("it has a path");
        let mut command = Command::new(own);
        command.args(["as", what]).arg(path).stdin(Stdio::piped()).stdout(Stdio::piped());
        // What it logs counts, where it goes does not.
        command.stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let mut line = String::new();
        let told = child.stdout.take().expect("it is piped");
        BufReader::new(told).read_line(&mut line).expect("it tells its addresses");
        let mut addresses = line.split_whitespace().map(|it| it.parse().expect("an address"));
        let mut next = || addresses.next().expect("there are two");
        let (peers, admin) = (next(), next());
        Process { child, peers, admin }
    }

    /// The processor time that it has taken, in seconds.
    pub fn seconds(&self) -> f64 {
        cpu_seconds(self.child.id())
    }

    /// Its memory that is in use, in bytes.
    pub fn resident(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(path).expect("it runs");
        let line = text.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kib.expect("the system tells") * 1024
    }

    /// How many descriptors it has open.
    pub fn descriptors(&self) -> usize {
        let folder = format!("/proc/{}/fd", self.child.id());
        std::fs::read_dir(folder).expect("it runs").count()
    }

    /// Lets it end, so that its database is closed.
    pub fn end(mut self) {
        drop(self.child.stdin.take());
        self.child.wait().expect("it ends");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The processor time of a process, in seconds.
pub fn cpu_seconds(id: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("it runs");
    let after = text.rsplit(')').next().expect("it has a name");
    let ticks = after.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Tells where it listens, and waits until nobody wants it any more.
fn serve_until_left(addresses: [SocketAddr; 2]) {
    println!("{} {}", addresses[0], addresses[1]);
    std::io::stdout().flush().expect("somebody reads");
    let _ = std::io::stdin().read(&mut [0]);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}

/// The product, as `dm-server serve` runs it.
pub fn server(config: &str) {
    telemetry::start(Log::Text, None).expect("nothing logs yet");
    let config = Config::read(Path::new(config)).expect("it is right");
    let runtime = runtime();
    let running = runtime.block_on(start(config, Options::default())).expect("it runs");
    serve_until_left([running.peers, running.admin]);
    runtime.block_on(running.stop()).expect("it stops");
}

/// The same TLS and the same library for HTTP, as simple as can be: each body is read whole, and
/// the answer is of the size that the product gives.
pub fn constant(config: &str, constant: &'static [u8]) {
    let config = Config::read(Path::new(config)).expect("it is right");
    let tls = tls::peer_server(&config.peer_interface).expect("the certificates are right");
    let tls = TlsAcceptor::from(Arc::new(tls));
    runtime().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("it is open");
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("there are descriptors");
                stream.set_nodelay(true).expect("it is open");
                let tls = tls.clone();
                tokio::spawn(async move {
                    let Ok(stream) = tls.accept(stream).await else { return };
                    let http = http1::Builder::new().timer(TokioTimer::new()).serve_connection(
                        TokioIo::new(stream),
                        service_fn(move |it| answer(it, constant)),
                    );
                    // The client has gone.
                    drop(http.await);
                });
            }
        });
        tokio::task::block_in_place(|| serve_until_left([address, address]));
    });
}

async fn answer(
    request: Request<Incoming>,
    constant: &'static [u8],
) -> Result<Response<Full<Bytes>>, Infallible> {
    let body = request.into_body().collect().await;
    drop(body.expect("it comes whole").to_bytes());
    let response = Response::builder()
        .header("content-type", codec::delegation::MEDIA_TYPE)
        .body(Full::new(Bytes::from_static(constant)));
    Ok(response.expect("it is right"))
}

/// A DELEGATION_RESP.
pub const ANSWER: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<delegation_resp \
xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><reasonCode>200</reasonCode>\
<status>DELEGATION_RESP</status><isAcknowledged>true</isAcknowledged>\
<sessionId>0123456789ABCDEF0123456789ABCDEF</sessionId></delegation_resp>";
