//! The operators' verbs: each is one question to the admin interface.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::arguments::Given;
use super::serve::config;
use super::{Exit, Failure, Outcome, is_read, print, show};
use crate::admin::client::{Client, segment};
use crate::admin::{OperatorOrder, OrderTaken, Refusal, SessionView, token};

/// How often `sessions --watch` asks.
const WATCH: Duration = Duration::from_millis(300);

pub(super) fn delegate(given: &Given) -> Outcome {
    let tree = given.text("tree")?.map(str::to_owned);
    let (peer, device) = whom(given);
    let full = given.has("full");
    order(given, "/delegate", &OperatorOrder::Delegate { peer, device, full, tree })
}

pub(super) fn revoke(given: &Given) -> Outcome {
    let (peer, device) = whom(given);
    let forced = given.has("force");
    order(given, "/revoke", &OperatorOrder::Revoke { peer, device, forced })
}

pub(super) fn request_revocation(given: &Given) -> Outcome {
    let (peer, device) = whom(given);
    order(given, "/request-revocation", &OperatorOrder::RequestRevocation { peer, device })
}

fn whom(given: &Given) -> (String, String) {
    (given.word(0).to_owned(), given.word(1).to_owned())
}

pub(super) fn sessions(given: &Given) -> Outcome {
    if given.has("watch") {
        return running(watch(given));
    }
    view::<Vec<SessionView>>(given, "/sessions", |views| show::sessions(views))
}

pub(super) fn session(given: &Given) -> Outcome {
    let path = of_session(given, "")?;
    view::<SessionView>(given, &path, show::session)
}

pub(super) fn devices(given: &Given) -> Outcome {
    view::<Vec<_>>(given, "/devices", |views| show::devices(views))
}

pub(super) fn peers(given: &Given) -> Outcome {
    view::<Vec<_>>(given, "/peers", |views| show::peers(views))
}

pub(super) fn chart(given: &Given) -> Outcome {
    let path = of_session(given, "/chart")?;
    let chart = running(async { asked(client(given)?.get(&path).await) })?;
    if given.has("json") {
        let json = serde_json::json!({ "session": given.word(0), "chart": chart });
        return print(&format!("{json}\n"));
    }
    print(&show::safe_lines(&chart))
}

pub(super) fn trace(given: &Given) -> Outcome {
    let path = of_session(given, "/trace")?;
    print(&running(async { asked(client(given)?.get(&path).await) })?)
}

/// The path of what belongs to the session that is named.
fn of_session(given: &Given, what: &str) -> Result<String, Failure> {
    let peer = given.text("peer")?.map_or(String::new(), |peer| format!("?peer={}", segment(peer)));
    Ok(format!("/sessions/{}{what}{peer}", segment(given.word(0))))
}

/// The server's address and token, as its configuration says.
fn client(given: &Given) -> Result<Client, Failure> {
    let config = config(given)?;
    let token = token::read(&config.admin.token_file).map_err(|error| {
        let hint = "the server makes it when it first starts";
        Failure::new(Exit::Configuration, format!("{error}; {hint}"))
    })?;
    Ok(Client { address: config.admin.listen, token })
}

fn running<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::new(Exit::Internal, error))?.block_on(work)
}

/// The body of an answer that is no refusal.
fn asked(
    answer: Result<(u16, String), crate::admin::client::Unreachable>,
) -> Result<String, Failure> {
    let (status, body) = answer.map_err(|error| Failure::new(Exit::Unreachable, error))?;
    if (200..300).contains(&status) {
        return Ok(body);
    }
    let message = match serde_json::from_str::<Refusal>(&body) {
        Ok(refusal) => show::safe(&refusal.message),
        Err(_) => format!("the server answers with status {status}"),
    };
    let exit = match status {
        401 => Exit::Configuration,
        500 => Exit::Internal,
        _ => Exit::Refused,
    };
    Err(Failure::new(exit, message))
}

fn order(given: &Given, path: &str, order: &OperatorOrder) -> Outcome {
    // The path says which order it is; a structure of texts can always be written.
    let mut body = serde_json::to_value(order).unwrap_or_default();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("order");
    }
    let answer = running(async { asked(client(given)?.post(path, body.to_string()).await) })?;
    if given.has("json") {
        return print(&answer);
    }
    let taken: OrderTaken = parsed(&answer)?;
    print(&format!("session {}\n", show::safe(&taken.session)))
}

fn parsed<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    serde_json::from_str(body)
        .map_err(|error| Failure::new(Exit::Internal, format!("the server's answer: {error}")))
}

fn view<T: DeserializeOwned>(
    given: &Given,
    path: &str,
    shown: impl FnOnce(&T) -> String,
) -> Outcome {
    let answer = running(async { asked(client(given)?.get(path).await) })?;
    if given.has("json") {
        return print(&answer);
    }
    print(&shown(&parsed(&answer)?))
}

/// Shows each session at first and then whenever it has changed; one line each, or one object.
/// Ends when the server does not answer any more.
async fn watch(given: &Given) -> Outcome {
    let client = client(given)?;
    let mut seen: BTreeMap<(String, String), SessionView> = BTreeMap::new();
    loop {
        let answer = asked(client.get("/sessions").await)?;
        let mut views: Vec<SessionView> = parsed(&answer)?;
        // The latest comes first; what is read goes on at the end.
        views.reverse();
        for view in &views {
            let key = (view.peer.clone(), view.id.clone());
            if seen.get(&key) == Some(view) {
                continue;
            }
            let line = match given.has("json") {
                true => serde_json::to_string(view).unwrap_or_default() + "\n",
                false => show::change(view),
            };
            if !is_read(&line)? {
                return Ok(());
            }
            seen.insert(key, view.clone());
        }
        let listed: BTreeSet<_> = views.into_iter().map(|view| (view.peer, view.id)).collect();
        seen.retain(|key, _| listed.contains(key));
        tokio::time::sleep(WATCH).await;
    }
}
