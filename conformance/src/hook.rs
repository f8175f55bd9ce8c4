//! How the operator of the server under test is asked to do something.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use tokio::process::Command;

use crate::config::Trigger;

/// How long an operator is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What an operator is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wish {
    /// `delegate`, `revoke-asked`, `revoke-forced` or `request-revocation`.
    pub wish: &'static str,
    /// Of which peer.
    pub peer: String,
    /// Which device.
    pub device: String,
    /// `partial` or `full`: only for delegations.
    pub extent: &'static str,
}

/// What comes of a wish.
pub type Told = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// An operator.
#[derive(Clone)]
pub enum Hook {
    /// Nobody.
    None,
    /// A program.
    Command(Vec<String>),
    /// A URL.
    Url(String),
    /// A function of this process.
    Call(Arc<dyn Fn(Wish) -> Told + Send + Sync>),
}

impl Hook {
    /// The one of a configuration.
    pub fn of(trigger: &Trigger) -> Hook {
        match (&trigger.command, &trigger.url) {
            (Some(command), _) => Hook::Command(command.clone()),
            (None, Some(url)) => Hook::Url(url.clone()),
            (None, None) => Hook::None,
        }
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        !matches!(self, Hook::None)
    }

    /// Asks.
    ///
    /// # Errors
    /// Why nobody has taken it.
    pub async fn ask(&self, wish: Wish) -> Result<(), String> {
        let told = async {
            match self {
                Hook::None => Err("there is no trigger in the configuration".to_owned()),
                Hook::Command(words) => command(words, &wish).await,
                Hook::Url(url) => post(url, &wish).await,
                Hook::Call(call) => call(wish).await,
            }
        };
        let told = tokio::time::timeout(PATIENCE, told).await;
        told.unwrap_or_else(|_| Err(format!("no answer in {} s", PATIENCE.as_secs())))
    }
}

async fn command(words: &[String], wish: &Wish) -> Result<(), String> {
    let (program, first) = words.split_first().ok_or("trigger.command is empty")?;
    let mut command = Command::new(program);
    command.args(first).args([wish.wish, &wish.peer, &wish.device, wish.extent]);
    let output = command.kill_on_drop(true).output().await;
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program}: {}; it said: {}", output.status, said.trim()))
}

async fn post(url: &str, wish: &Wish) -> Result<(), String> {
    let body = serde_json::to_vec(wish).map_err(|error| error.to_string())?;
    let request = Request::builder()
        .method(Method::POST)
        .uri(url)
        .header(CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from(body)))
        .map_err(|error| format!("trigger.url: {error}"))?;
    let client = Client::builder(TokioExecutor::new()).build_http();
    let response = client.request(request).await.map_err(|error| format!("{url}: {error}"))?;
    match response.status() {
        status if status.is_success() => Ok(()),
        status => Err(format!("{url}: {status}")),
    }
}
