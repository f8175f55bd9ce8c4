//! The other end of the admin interface: what the operators' verbs use.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long an answer may take.
const WAIT: Duration = Duration::from_secs(40);
/// The longest answer, in bytes.
const ANSWER_BYTES: usize = 256 * 1024 * 1024;

/// Where a server listens, and what it wants to be shown.
pub struct Client {
    /// Address and port of its admin interface.
    pub address: SocketAddr,
    /// The text of its token.
    pub token: String,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Unreachable {
    /// Nobody listens, or the connection broke.
    Connection(SocketAddr, String),
    /// It took too long.
    Late(SocketAddr),
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreachable::Connection(address, why) => {
                write!(
                    f,
                    "no answer from the server's admin interface at {address}: {why}; does `dm-server serve` run?"
                )
            }
            Unreachable::Late(address) => {
                write!(
                    f,
                    "no answer from the server's admin interface at {address} in {} s",
                    WAIT.as_secs()
                )
            }
        }
    }
}

impl std::error::Error for Unreachable {}

impl Client {
    /// Asks for something.
    ///
    /// # Errors
    /// No answer; an answer of any status is none.
    pub async fn get(&self, path: &str) -> Result<(u16, String), Unreachable> {
        self.ask(Method::GET, path, String::new()).await
    }

    /// Orders something, as JSON.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn post(&self, path: &str, body: String) -> Result<(u16, String), Unreachable> {
        self.ask(Method::POST, path, body).await
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: String,
    ) -> Result<(u16, String), Unreachable> {
        match timeout(WAIT, self.exchange(method, path, body)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(why)) => Err(Unreachable::Connection(self.address, why.to_string())),
            Err(_) => Err(Unreachable::Late(self.address)),
        }
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: String,
    ) -> Result<(u16, String), Box<dyn std::error::Error + Send + Sync>> {
        let stream = TcpStream::connect(self.address).await?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.address.to_string())
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))?;
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), ANSWER_BYTES).collect().await?.to_bytes();
        connection.abort();
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}

/// A text as one segment of a path.
pub fn segment(text: &str) -> String {
    let mut path = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}
