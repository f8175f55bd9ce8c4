//! What peers bring: their messages, and their answers to ours.

use std::sync::Arc;

use binding::{Arrived, Response, answered, arrived, status};
use bytes::Bytes;
use codec::Value;
use protocol::{MessageId, Output, Role, SessionRule, Step, Verdict, applies};
use sha2::{Digest as _, Sha256};

use super::{Around, Driver, Effect, Reply, Shown, is_for_later, next};
use crate::config::Approach;
use crate::metrics::{Queue, Reason, Way};
use crate::store::{Given, Key, Record, Storage, StoreError, What};

/// How long an answer is kept for a request that comes again: longer than any server should be
/// down in the middle of a session.
const KEPT_MS: i64 = 7 * 86_400_000;

impl<S: Storage> Driver<S> {
    /// A peer's message: it is for this server, of this peer, of a session of theirs; or refused
    /// without any change.
    pub(super) fn posted(
        &mut self,
        place: usize,
        peer: &str,
        request: Option<&str>,
        body: &[u8],
    ) -> Result<Effect, StoreError> {
        if let Some(request) = request
            && let Some(given) = self.store.given(peer, request)?
        {
            if given.digest != digest(body) {
                tracing::warn!(peer, request, "message refused: its mark was used by another one");
                return Ok(Effect::Reply(Reply::Http(422, Bytes::new())));
            }
            return Ok(Effect::Reply(Reply::Http(given.status, given.body.into())));
        }
        let metrics = Arc::clone(&self.metrics);
        let refused = |status: u16, why: &str| {
            metrics.refused(reason(status));
            tracing::warn!(peer, status, why, "message refused");
            Ok(Effect::Reply(Reply::Http(status, Bytes::new())))
        };
        let config = Arc::clone(&self.config);
        let Some(known) = config.peer(peer) else { return refused(403, "no such peer") };
        let message = match self.wire.decode(body) {
            Ok(message) => message,
            Err(error) => return refused(400, &error.to_string()),
        };
        let arrived = match arrived(&self.table, &message) {
            Ok(arrived) => arrived,
            Err(error) => return refused(501, &error.to_string()),
        };
        let parts = codec::Record::written(|record| message.write(record));
        if text(&parts, "serverId").is_some_and(|id| id != peer) {
            return refused(403, "its serverId is not that of its certificate");
        }
        let role = known.we_are.role();
        let key = match (&arrived.rule, &arrived.session, &arrived.device) {
            (SessionRule::SessionId, Some(session), _) => {
                // Where rows ask for it, a session that is over still leads to its delegation.
                let found = match self.store.by_session(peer, session)? {
                    None if self.program.remembers(role) => self.store.used(peer, session)?,
                    found => found,
                };
                match found {
                    Some(key) => key,
                    None => {
                        let willing = known.willing;
                        if let Some(reply) = self.unknown(peer, role, &arrived, willing) {
                            return Ok(reply);
                        }
                        return refused(404, "no session of this peer has that identifier");
                    }
                }
            }
            (SessionRule::Opens | SessionRule::DeviceAndPeer, _, Some(device)) => {
                match config.device(device) {
                    None => return refused(404, "no such device"),
                    Some(known) if !known.is_of(peer) => {
                        return refused(403, "that device is not one of this peer's");
                    }
                    Some(_) => {}
                }
                Key { role, peer: peer.to_owned(), device: device.clone() }
            }
            _ => return refused(400, "it names neither a session nor a device"),
        };
        self.shown.push(Shown::Message(Way::Received, arrived.message));
        let mut record = self.record(&key)?;
        let is_current = record.session == arrived.session;
        let (number, past) = match arrived.rule {
            SessionRule::DeviceAndPeer => (0, 0),
            SessionRule::SessionId | SessionRule::Opens if is_current => (record.number, 0),
            SessionRule::SessionId => (next(record.number), 1),
            SessionRule::Opens => {
                let session = arrived.session.as_deref().unwrap_or_default();
                match self.store.used(peer, session)? {
                    Some(owner) if !self.program.remembers(role) || owner != key => {
                        return refused(409, "that sessionId was used before (Q-72)");
                    }
                    used => (next(record.number), used.is_some().into()),
                }
            }
        };
        let input = arrived
            .posted(number)
            .past(past)
            .approach(u64::from(known.approach == Approach::Url))
            .willing(known.willing.into());
        let tree = text(&parts, "DMTreeURI");
        // A message that names only the device has no session on the wire; ours has a name, so that
        // what came of it can be looked up.
        let unnamed = match (&arrived.session, &record.session) {
            (None, None) => Some((self.names)()),
            (Some(_), _) | (None, Some(_)) => None,
        };
        let session = arrived.session.as_deref().or(unnamed.as_deref());
        let around = Around { session, tree: tree.as_deref() };
        // A message can overtake the response that makes it welcome. While a response is awaited,
        // what no row describes is not looked at: the peer may come again.
        if !applies(&self.program, key.role, record.party, input)
            && self.store.awaits_response(&key)?
        {
            return refused(503, "it came before the response that it follows");
        }
        let has_account = parts.part("DMAcc").is_some() && past == 0;
        if has_account && applies(&self.program, key.role, record.party, input) {
            record.account = Some(String::from_utf8_lossy(body).into_owned());
        }
        let (taken, (status_code, answer)) =
            match self.take(place, &key, &mut record, input, &around)? {
                Ok(taken) => taken,
                Err(why) => return refused(500, &why),
            };
        if let Some(request) = request.filter(|_| !is_for_later(&taken)) {
            let given = Given { status: status_code, body: answer.clone(), digest: digest(body) };
            self.store.give(peer, request, &given, self.now, self.now - KEPT_MS)?;
        }
        let reply = Reply::Http(status_code, answer.into());
        let is_output = taken.outputs.iter().any(|output| status(output).is_some());
        Ok(if is_output { Effect::Answer(reply) } else { Effect::Reply(reply) })
    }

    /// The answer to a message of a session that this server has never known: of which device it is
    /// stands nowhere, so the rows are asked as if nothing had happened yet. They can answer, and
    /// change nothing.
    fn unknown(&self, peer: &str, role: Role, arrived: &Arrived, willing: bool) -> Option<Effect> {
        let input = arrived.posted(1).willing(willing.into());
        let taken = self.of_nobody(role, input);
        if !self.is_apart(&taken) {
            return None;
        }
        let device = arrived.device.clone().unwrap_or_default();
        let key = Key { role, peer: peer.to_owned(), device };
        let around = Around { session: arrived.session.as_deref(), tree: None };
        let reply = match self.response(&key, &Record::default(), &taken, &around) {
            Ok((status, body)) => Reply::Http(status, body.into()),
            Err(why) => {
                tracing::warn!(peer, why, "message of an unknown session cannot be answered");
                Reply::Http(500, Bytes::new())
            }
        };
        Some(Effect::Reply(reply))
    }

    /// The HTTP response of a step. Where no row applies nothing is answered but "no".
    pub(super) fn response(
        &self,
        key: &Key,
        record: &Record,
        taken: &Step,
        around: &Around<'_>,
    ) -> Result<(u16, Vec<u8>), String> {
        if !matches!(taken.verdict, Verdict::Applied(_)) {
            return Ok((409, Vec::new()));
        }
        for output in taken.outputs.iter() {
            let Some(status) = status(output) else { continue };
            let mut body = Vec::new();
            if let Output::Answer { message, fields } = *output {
                let session = around.session.unwrap_or_default();
                body = self.document(key, record, message, fields, session)?;
            }
            return Ok((status, body));
        }
        Ok((204, Vec::new()))
    }

    pub(super) fn answered(
        &mut self,
        place: usize,
        id: i64,
        response: Option<&(u16, Bytes)>,
    ) -> Result<(), StoreError> {
        let Some(pending) = self.store.pending(id)? else { return Ok(()) };
        self.store.settle(id)?;
        self.shown.push(Shown::Settled(Queue::Outgoing));
        let What::Post { message, number, session, .. } = pending.what else { return Ok(()) };
        let response = match response {
            Some((status, body)) => Response::Came(*status, body),
            None => Response::NoneCame,
        };
        let request = MessageId(message);
        let mut record = self.store.record(&pending.key)?;
        let is_current = record.session.as_ref() == Some(&session);
        // Numbers come round; names do not.
        let remembers = self.program.remembers(pending.key.role) && !is_current;
        let number = if remembers { next(record.number) } else { number };
        let past = remembers && self.store.used(&pending.key.peer, &session)?.is_some();
        let answer = answered((&*self.table, self.wire), request, number, &session, response);
        let input = answer.input.past(past.into());
        if let Some(ignored) = &answer.ignored {
            tracing::warn!(
                peer = pending.key.peer,
                session,
                ?ignored,
                "response counts for nothing"
            );
        }
        // What nobody waits for any more is read over.
        if !applies(&self.program, pending.key.role, record.party, input) {
            return Ok(());
        }
        let around = Around { session: Some(&session), tree: None };
        if let Some(message) = &answer.message
            && !past
        {
            let parts = codec::Record::written(|record| message.write(record));
            record.url = text(&parts, "bootstrapURL").or(record.url);
        }
        self.take_or_tell(place, &pending.key, &mut record, input, &around)
    }
}

/// What tells a request from another one with the same mark.
fn digest(body: &[u8]) -> Vec<u8> {
    Sha256::digest(body).to_vec()
}

/// What a message was turned away for, before any rule was asked or because none could be followed.
fn reason(status: u16) -> Reason {
    match status {
        403 => Reason::UnknownPeer,
        404 | 409 => Reason::Session,
        503 => Reason::Busy,
        _ => Reason::Unreadable,
    }
}

fn text(record: &codec::Record, name: &str) -> Option<String> {
    record.part(name).cloned().and_then(Value::text)
}
