//! Somebody between two servers, who spoils what one of them answers to the other.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reference_server::config::PeerInterface;
use reference_server::tls;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::pair::Pair;

/// What becomes of a response.
#[derive(Clone, Debug)]
pub enum What {
    /// It comes as it is.
    Pass,
    /// It comes as it is, and late.
    Late(Duration),
    /// It comes with the second text in the place of the first.
    Otherwise(&'static str, &'static str),
    /// TCP is accepted and TLS never spoken.
    NoTls,
    /// The connection stays open and nothing comes.
    Silence,
    /// This comes instead, then the connection closes.
    Closed(String),
    /// This comes instead, and the connection stays open.
    Open(String),
    /// This comes instead, then the connection is reset.
    Reset(String),
    /// This comes instead, and then letters that do not end.
    Endless(String),
}

/// Which responses are spoiled, and how.
#[derive(Clone, Debug)]
pub struct Spoiler {
    /// The root of the message that is answered; none: of each.
    pub message: Option<&'static str>,
    /// Whether the server behind gets the message.
    pub passes_on: bool,
    /// How often; then all is honest.
    pub times: u32,
    pub what: What,
}

impl Spoiler {
    /// Each response to each message, which does not get through.
    pub fn always(what: What) -> Spoiler {
        Spoiler { message: None, passes_on: false, times: u32::MAX, what }
    }
}

/// Listens where a server should, and passes on.
pub struct Between {
    behind: SocketAddr,
    spoiler: Mutex<Option<Spoiler>>,
    /// The bytes of all endless responses.
    pub streamed: AtomicU64,
    /// How many responses were spoiled.
    pub spoiled: AtomicU64,
    heard: Mutex<Vec<Exchange>>,
    server: TlsAcceptor,
    client: TlsConnector,
}

/// A message that got through, and what the server behind said to it.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub request: Vec<u8>,
    pub response: Vec<u8>,
}

/// Ends the listener with the test.
pub struct Stands {
    pub between: Arc<Between>,
    task: JoinHandle<()>,
}

impl Drop for Stands {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Stands {
    /// Before server `n` of a pair: the other one has to come through here from now on.
    pub async fn before(pair: &mut Pair, n: usize) -> Stands {
        let interface = |n: usize| -> &PeerInterface { &pair.servers[n].config.peer_interface };
        let server = tls::peer_server(interface(n)).expect("its certificate is there");
        let shown = &pair.servers[1 - n].config.peers[0].certificate_sha256;
        let client = tls::client_of(interface(1 - n), shown).expect("its certificate is there");
        let between = Arc::new(Between {
            behind: pair.servers[n].running.as_ref().expect("it runs").peers,
            spoiler: Mutex::new(None),
            streamed: AtomicU64::new(0),
            spoiled: AtomicU64::new(0),
            heard: Mutex::default(),
            server: TlsAcceptor::from(Arc::new(server)),
            client: TlsConnector::from(Arc::new(client)),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let port = listener.local_addr().expect("it is open").port();
        let url = format!("https://127.0.0.1:{port}/DM_interface/DM_delegation");
        let serving = Arc::clone(&between);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let between = Arc::clone(&serving);
                // A connection that breaks is what this is for.
                tokio::spawn(async move { between.connection(stream).await });
            }
        });
        pair.servers[1 - n].config.peers[0].url = url;
        pair.again(1 - n, None).await;
        Stands { between, task }
    }
}

impl Between {
    /// Spoils from now on; `None`: is honest.
    pub fn spoil(&self, spoiler: Option<Spoiler>) {
        *self.spoiler.lock().expect("nobody panics with it") = spoiler;
    }

    /// All that got through until now.
    pub fn heard(&self) -> Vec<Exchange> {
        self.heard.lock().expect("nobody panics with it").clone()
    }

    /// What becomes of the response to this message, and whether the message gets through.
    fn chosen(&self, message: Option<&str>) -> (What, bool) {
        let mut spoiler = self.spoiler.lock().expect("nobody panics with it");
        let Some(spoiler) = spoiler.as_mut().filter(|it| it.times > 0) else {
            return (What::Pass, true);
        };
        let is_meant = match (message, spoiler.message) {
            // Before TLS there is no message yet.
            (None, _) => matches!(spoiler.what, What::NoTls),
            (Some(_), None) => true,
            (Some(message), Some(root)) => message.contains(&format!("<{root}")),
        };
        if !is_meant {
            return (What::Pass, true);
        }
        spoiler.times -= 1;
        self.spoiled.fetch_add(1, Ordering::Relaxed);
        (spoiler.what.clone(), spoiler.passes_on)
    }

    async fn connection(&self, stream: TcpStream) -> std::io::Result<()> {
        if let (What::NoTls, _) = self.chosen(None) {
            return held(stream).await;
        }
        let mut stream = self.server.accept(stream).await?;
        while let Some(request) = message(&mut stream).await? {
            let (what, passes_on) = self.chosen(Some(&String::from_utf8_lossy(&request)));
            let response = match passes_on {
                true => self.passed_on(&request).await?,
                false => Vec::new(),
            };
            match what {
                What::Pass => stream.write_all(&response).await?,
                What::Late(wait) => {
                    tokio::time::sleep(wait).await;
                    stream.write_all(&response).await?;
                }
                What::Otherwise(from, to) => {
                    let text = String::from_utf8_lossy(&response).replace(from, to);
                    stream.write_all(text.as_bytes()).await?;
                }
                What::NoTls | What::Silence => return held(stream).await,
                What::Closed(text) => {
                    stream.write_all(text.as_bytes()).await?;
                    return stream.shutdown().await;
                }
                What::Open(text) => {
                    stream.write_all(text.as_bytes()).await?;
                    stream.flush().await?;
                    return held(stream).await;
                }
                What::Reset(text) => {
                    stream.write_all(text.as_bytes()).await?;
                    stream.flush().await?;
                    return stream.get_ref().0.set_zero_linger();
                }
                What::Endless(text) => {
                    stream.write_all(text.as_bytes()).await?;
                    loop {
                        stream.write_all(&[b'x'; 16_384]).await?;
                        self.streamed.fetch_add(16_384, Ordering::Relaxed);
                    }
                }
            }
            stream.flush().await?;
        }
        Ok(())
    }

    /// The response of the server behind.
    async fn passed_on(&self, request: &[u8]) -> std::io::Result<Vec<u8>> {
        let stream = TcpStream::connect(self.behind).await?;
        let name = ServerName::try_from("localhost").expect("it is a name");
        let mut stream = self.client.connect(name, stream).await?;
        stream.write_all(request).await?;
        stream.flush().await?;
        let response = message(&mut stream).await?.unwrap_or_default();
        let heard = Exchange { request: request.to_vec(), response: response.clone() };
        self.heard.lock().expect("nobody panics with it").push(heard);
        Ok(response)
    }
}

/// Until the other side gives up.
async fn held(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> std::io::Result<()> {
    let mut read = [0; 1024];
    while stream.read(&mut read).await? > 0 {}
    Ok(())
}

/// One HTTP message with its body; `None` where the connection ends before it.
pub async fn message(stream: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Option<Vec<u8>>> {
    let mut read = Vec::new();
    loop {
        if let Some(head) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&read[..head]).to_ascii_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.and_then(|it| it.trim().parse().ok()).unwrap_or(0);
            if read.len() >= head + 4 + length {
                return Ok(Some(read));
            }
        }
        if stream.read_buf(&mut read).await? == 0 {
            return Ok(None);
        }
    }
}
