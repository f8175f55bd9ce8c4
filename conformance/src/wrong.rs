//! Requests that nobody may make.

use std::sync::Arc;
use std::time::Duration;

use conformance_case::{Fields, Wrong};
use hyper::Method;
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::http::{Came, Http, Shown};
use crate::peers;
use crate::pki::Authority;
use crate::play::Bench;

/// A session that nobody has begun.
const UNKNOWN: &str = "a-session-that-nobody-has-begun";
/// The session of a device that nobody knows.
const FOR_NOBODY: &str = "a-session-for-nobody";

/// The session that such a request makes up, where it makes one up.
pub(crate) fn session(what: Wrong) -> Option<&'static str> {
    match what {
        Wrong::UnknownSession => Some(UNKNOWN),
        Wrong::UnknownDevice => Some(FOR_NOBODY),
        Wrong::NoCertificate
        | Wrong::ForeignCertificate
        | Wrong::OtherPeer
        | Wrong::Method
        | Wrong::Path
        | Wrong::MediaType
        | Wrong::Garbage
        | Wrong::Truncated
        | Wrong::Root
        | Wrong::MissingField
        | Wrong::Doctype
        | Wrong::State
        | Wrong::Late
        | Wrong::Replay => None,
    }
}

/// The ways to the server under test of those who may not speak to it.
pub(crate) struct Ways {
    nobody: Http,
    foreign: Http,
}

/// What was sent, in words and as bytes, and what came back.
pub(crate) struct Sent {
    pub(crate) words: String,
    pub(crate) body: Vec<u8>,
    pub(crate) came: Result<Came, String>,
}

impl Ways {
    /// One without a certificate, and one with that of an authority that nobody knows.
    ///
    /// # Errors
    /// The certificate cannot be made.
    pub(crate) fn new(roots: &Arc<RootCertStore>) -> Result<Ways, String> {
        let authority = Authority::new("an authority that nobody knows")?;
        let identity = authority.issue("stranger", &[])?;
        let chain = vec![CertificateDer::from(identity.der)];
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(identity.key_der));
        let shown: Shown = (chain, key);
        Ok(Ways { nobody: Http::new(roots, None)?, foreign: Http::new(roots, Some(shown))? })
    }

    /// Sends it.
    ///
    /// # Errors
    /// It cannot be made, or the configuration has nobody who could send it.
    pub(crate) async fn send(
        &self,
        (bench, peer): (&Bench, &peers::Played),
        what: Wrong,
        (name, fields, session): (&str, &Fields, &str),
        device: &str,
    ) -> Result<Sent, String> {
        let config = &bench.config;
        let time = Duration::from_millis(config.waits.answer_ms);
        let message = |device: &str, session: &str| {
            bench.edition.written((config, &peer.config), (name, fields), (device, session))
        };
        let good = message(device, session)?;
        let url = config.server.url.clone();
        let elsewhere = format!("{}-elsewhere", url.trim_end_matches('/'));
        let media = codec::delegation::MEDIA_TYPE;
        let (http, request, body) = match what {
            Wrong::NoCertificate => (&self.nobody, (Method::POST, &url, media), good),
            Wrong::ForeignCertificate => (&self.foreign, (Method::POST, &url, media), good),
            Wrong::OtherPeer => {
                let other = bench.peers.iter().find(|other| other.config.id != peer.config.id);
                let other = other.ok_or("the configuration has one peer only")?;
                (&other.http, (Method::POST, &url, media), good)
            }
            Wrong::Method => (&peer.http, (Method::GET, &url, media), Vec::new()),
            Wrong::Path => (&peer.http, (Method::POST, &elsewhere, media), good),
            Wrong::MediaType => (&peer.http, (Method::POST, &url, "text/xml"), good),
            Wrong::Garbage => (&peer.http, (Method::POST, &url, media), b"{\"hello\": 1}".to_vec()),
            Wrong::Truncated => {
                let half = good.get(..good.len() / 2).unwrap_or_default().to_vec();
                (&peer.http, (Method::POST, &url, media), half)
            }
            Wrong::Root => (&peer.http, (Method::POST, &url, media), b"<hello/>".to_vec()),
            Wrong::MissingField => (&peer.http, (Method::POST, &url, media), less(&good)?),
            Wrong::Doctype => (&peer.http, (Method::POST, &url, media), with_doctype(&good)),
            Wrong::UnknownSession => {
                let body = message(device, UNKNOWN)?;
                (&peer.http, (Method::POST, &url, media), body)
            }
            Wrong::UnknownDevice => {
                let body = message("a-device-that-nobody-knows", FOR_NOBODY)?;
                (&peer.http, (Method::POST, &url, media), body)
            }
            Wrong::State | Wrong::Late | Wrong::Replay => {
                (&peer.http, (Method::POST, &url, media), good)
            }
        };
        let (method, url, media) = request;
        let came = http.send((method, url, media), body.clone(), time).await;
        Ok(Sent { words: format!("{name} with {}", what.words()), body, came })
    }
}

/// The message without its session identifier.
fn less(good: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(good).map_err(|error| error.to_string())?;
    let (before, rest) = text.split_once("<sessionId>").ok_or("no sessionId")?;
    let (_, after) = rest.split_once("</sessionId>").ok_or("no sessionId")?;
    Ok(format!("{before}{after}").into_bytes())
}

/// The message with a document type before its root.
fn with_doctype(good: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(good);
    let doctype = "<!DOCTYPE x [<!ENTITY e \"x\">]>";
    match text.split_once("?>") {
        Some((head, rest)) => format!("{head}?>{doctype}{rest}").into_bytes(),
        None => format!("{doctype}{text}").into_bytes(),
    }
}
