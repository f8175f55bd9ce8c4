//! One request: who asks, what for, and the answer.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{Method, Request, Response, StatusCode};
use serde::Serialize;
use tokio::time::timeout;

use super::{Admin, Operations, OperatorOrder, Refusal, Refused, SessionView};

type Answer = Response<Full<Bytes>>;

const JSON: &str = "application/json";
const NDJSON: &str = "application/x-ndjson";
const TEXT: &str = "text/plain; charset=utf-8";
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";
/// Columns of a chart.
const CHART_COLUMNS: usize = 120;

/// What a path is about.
enum Target {
    Health,
    Metrics,
    Order(&'static str),
    Sessions,
    Session(String),
    Trace(String),
    Chart(String),
    Devices,
    Peers,
}

impl Target {
    fn of(path: &str) -> Option<Target> {
        Some(match path {
            "/healthz" => Target::Health,
            "/metrics" => Target::Metrics,
            "/delegate" => Target::Order("delegate"),
            "/revoke" => Target::Order("revoke"),
            "/request-revocation" => Target::Order("request-revocation"),
            "/sessions" => Target::Sessions,
            "/devices" => Target::Devices,
            "/peers" => Target::Peers,
            other => {
                let rest = other.strip_prefix("/sessions/")?;
                match rest.split_once('/') {
                    None => Target::Session(decoded(rest)?),
                    Some((id, "trace")) => Target::Trace(decoded(id)?),
                    Some((id, "chart")) => Target::Chart(decoded(id)?),
                    Some(_) => return None,
                }
            }
        })
    }

    fn method(&self) -> Method {
        match self {
            Target::Order(_) => Method::POST,
            Target::Health
            | Target::Metrics
            | Target::Sessions
            | Target::Session(_)
            | Target::Trace(_)
            | Target::Chart(_)
            | Target::Devices
            | Target::Peers => Method::GET,
        }
    }

    fn is_open(&self) -> bool {
        matches!(self, Target::Health | Target::Metrics)
    }
}

/// A segment of a path without its percent signs; none that is empty or not UTF-8.
fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok().filter(|text| !text.is_empty())
}

/// Answers a request.
pub(super) async fn respond<O: Operations>(
    admin: &Arc<Admin<O>>,
    request: Request<Incoming>,
) -> Answer {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let answer = match timeout(admin.limits.answer, answer(admin, request)).await {
        Ok(answer) => answer,
        Err(_) => refusal(Refused::Busy, "the server took too long".to_owned()),
    };
    let status = answer.status().as_u16();
    tracing::debug!(%method, ?path, status, "admin");
    answer
}

async fn answer<O: Operations>(admin: &Arc<Admin<O>>, request: Request<Incoming>) -> Answer {
    let target = Target::of(request.uri().path());
    // Without the token nobody learns which paths there are.
    if !target.as_ref().is_some_and(Target::is_open) && !has_token(admin, &request) {
        tracing::warn!(path = ?request.uri().path(), "admin request without the token");
        let message = "`Authorization: Bearer TOKEN` is missing or wrong; see admin.token_file";
        return error(StatusCode::UNAUTHORIZED, message);
    }
    let Some(target) = target else {
        return error(StatusCode::NOT_FOUND, "no such path");
    };
    if request.method() != target.method() {
        let mut answer = error(StatusCode::METHOD_NOT_ALLOWED, "another method is wanted");
        let allowed = HeaderValue::from_str(target.method().as_str());
        answer.headers_mut().extend(allowed.ok().map(|method| (ALLOW, method)));
        return answer;
    }
    // Of whose session it is, where several peers have one of that identifier.
    let query = request.uri().query().unwrap_or_default();
    let peer = query.split('&').find_map(|part| part.strip_prefix("peer="));
    let peer = peer.and_then(decoded);
    let operations = &admin.operations;
    let is_chart = matches!(target, Target::Chart(_));
    match target {
        Target::Health if operations.healthy() => text(StatusCode::OK, TEXT, "ok\n".to_owned()),
        Target::Health => {
            let why = "not healthy: nothing can be written down, or the server ends; see its log\n";
            text(StatusCode::SERVICE_UNAVAILABLE, TEXT, why.to_owned())
        }
        Target::Metrics => text(StatusCode::OK, METRICS, admin.metrics.text()),
        Target::Order(name) => order(admin, name, request).await,
        Target::Sessions => json(StatusCode::OK, &operations.sessions().await),
        Target::Session(id) => {
            let mut sessions = operations.named(&id).await;
            sessions.retain(|it| peer.as_ref().is_none_or(|peer| *peer == it.peer));
            match &*sessions {
                [] => unknown(&id),
                [session] => json(StatusCode::OK, session),
                several => whose(&id, several),
            }
        }
        Target::Trace(id) | Target::Chart(id) => {
            let several = operations.named(&id).await;
            if peer.is_none() && several.len() > 1 {
                return whose(&id, &several);
            }
            match operations.trace_with(&id, peer.as_deref()).await {
                Some(trace) if is_chart => chart(admin, &trace),
                Some(trace) => text(StatusCode::OK, NDJSON, trace),
                None => unknown(&id),
            }
        }
        Target::Devices => json(StatusCode::OK, &operations.devices().await),
        Target::Peers => json(StatusCode::OK, &operations.peers().await),
    }
}

fn has_token<O>(admin: &Admin<O>, request: &Request<Incoming>) -> bool {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = header.and_then(|header| header.split_once(' '));
    shown.is_some_and(|(scheme, token)| {
        scheme.eq_ignore_ascii_case("Bearer") && admin.token.is(token.trim())
    })
}

async fn order<O: Operations>(
    admin: &Admin<O>,
    name: &'static str,
    request: Request<Incoming>,
) -> Answer {
    let body = Limited::new(request.into_body(), admin.limits.body_bytes).collect();
    let body = match timeout(admin.limits.body, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(wrong)) if wrong.is::<LengthLimitError>() => {
            return error(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
        }
        Ok(Err(_)) => return error(StatusCode::BAD_REQUEST, "the body broke off"),
        Err(_) => return error(StatusCode::REQUEST_TIMEOUT, "the body took too long"),
    };
    // The path says which order it is; the body what it is about.
    let fields = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&body);
    let parsed = fields.and_then(|mut fields| {
        fields.insert("order".to_owned(), name.into());
        serde_json::from_value::<OperatorOrder>(fields.into())
    });
    let order = match parsed {
        Ok(order) => order,
        Err(wrong) => return refusal(Refused::Invalid, format!("the body: {wrong}")),
    };
    match admin.operations.order(order).await {
        Ok(taken) => json(StatusCode::ACCEPTED, &taken),
        Err(Refusal { refused, message }) => refusal(refused, message),
    }
}

fn chart<O>(admin: &Admin<O>, ndjson: &str) -> Answer {
    match trace::format::read(&admin.table, ndjson) {
        Ok(read) => {
            let story = trace::chart(&admin.table, &read);
            let color = report::text::Color::Never;
            text(StatusCode::OK, TEXT, report::text::chart(&story, CHART_COLUMNS, color))
        }
        Err(wrong) => refusal(Refused::Broken, format!("the trace cannot be drawn: {wrong}")),
    }
}

fn unknown(id: &str) -> Answer {
    refusal(Refused::Unknown, format!("there is no session {id:?}"))
}

fn whose(id: &str, several: &[SessionView]) -> Answer {
    let peers: Vec<&str> = several.iter().map(|session| session.peer.as_str()).collect();
    let message =
        format!("{} have a session {id:?}; --peer, or ?peer=, says whose", peers.join(" and "));
    refusal(Refused::Invalid, message)
}

fn refusal(refused: Refused, message: String) -> Answer {
    let status = StatusCode::from_u16(refused.status());
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = json(status, &Refusal { refused, message });
    if refused == Refused::Busy {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    answer
}

/// An error of HTTP itself.
fn error(status: StatusCode, message: &str) -> Answer {
    json(status, &Refusal { refused: Refused::Invalid, message: message.to_owned() })
}

fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    // Views are structures of texts and numbers, which can always be written.
    let mut body = serde_json::to_string(value).unwrap_or_default();
    body.push('\n');
    text(status, JSON, body)
}

fn text(status: StatusCode, media: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
