//! One package of a device and the answer to it.

use std::sync::Arc;
use std::time::Instant;

use codec::syncml::{Chal, MEDIA_TYPE, SyncMl};
use protocol::Answer;
use sha2::{Digest as _, Sha256};
use tokio::sync::oneshot;

use super::auth::{self, Kind, Shown};
use super::command::{Command, Reply};
use super::desk::{Desk, MOST_SESSIONS, Sessions, lose, lose_work};
use super::line::{Response, Shared};
use super::operations;
use super::package::{ABORT, NEXT_MESSAGE, Package, to_be_answered};
use super::session::{Flight, Landed, Opened, Session, Work};
use super::talk::Next;
use super::{Kept, Told};

/// What a command is answered by that does not fit into a message of the device's MaxMsgSize; it
/// is not sent. Large objects (MoreData) are not sent in parts.
const TOO_LARGE: u16 = 413;
/// How often a device may fail to show who it is in one session.
const MOST_FAILURES: u8 = 3;

/// The answer to a package of a device of the configuration.
pub(super) async fn package(
    shared: &Arc<Shared>,
    desk: &Arc<Desk>,
    token: Option<String>,
    package: &SyncMl<'_>,
    raw: &[u8],
) -> Response {
    let header = &package.sync_hdr;
    let Ok(msg_id) = header.msg_id.trim().parse::<u64>() else {
        return plain(400, "MsgID: expected a number");
    };
    let print: [u8; 32] = Sha256::digest(raw).into();
    let mut sessions = desk.sessions.lock().await;
    let mut session = match token {
        None => match open(shared, &mut sessions, &header.session_id) {
            Some(session) => session,
            None => return plain(503, "too many sessions"),
        },
        Some(token) => match sessions.take(&token).or_else(|| sessions.take_over(&token)) {
            Some(session) if session.id == header.session_id => session,
            other => {
                sessions.open.extend(other);
                return turn_away(shared, package, 408);
            }
        },
    };
    if msg_id <= session.msg_id {
        let again = session.last.clone().filter(|(it, _)| msg_id == session.msg_id && *it == print);
        sessions.open.push(session);
        return match again {
            Some((_, answer)) => (200, MEDIA_TYPE, answer),
            None => plain(400, "MsgID: expected a higher one"),
        };
    }
    session.msg_id = msg_id;
    session.note_opened(&package.sync_body);
    session.note_limits(header);
    let document = match answer(shared, desk, &mut sessions, &mut session, package).await {
        (answer, IsOpen::Yes) => {
            session.last = Some((print, answer.clone()));
            session.heard = Instant::now();
            sessions.open.push(session);
            desk.mind(shared);
            answer
        }
        (answer, IsOpen::Over) => {
            session.last = Some((print, answer.clone()));
            session.seat = None;
            sessions.over = Some(session);
            sessions.closed = Some(Instant::now());
            desk.mind(shared);
            answer
        }
        (answer, IsOpen::No) => {
            lose(shared, session).await;
            sessions.closed = Some(Instant::now());
            desk.mind(shared);
            answer
        }
    };
    (200, MEDIA_TYPE, document)
}

/// Whether a session goes on.
enum IsOpen {
    Yes,
    /// Nothing more is asked; the device may have a last word.
    Over,
    No,
}

/// The answer to a package that belongs to no session.
pub(super) fn turn_away(shared: &Shared, package: &SyncMl<'_>, code: u16) -> Response {
    let mut answer = Package::answer_to(&package.sync_hdr, &shared.url, 1);
    answer.header_status(&package.sync_hdr, code, None);
    for (cmd_id, name) in package.sync_body.command.iter().filter_map(to_be_answered) {
        answer.status(cmd_id, name, code);
    }
    answer.alert(ABORT);
    (200, MEDIA_TYPE, answer.document())
}

/// A new session; the oldest of those that nobody has proved to be theirs makes room.
fn open(shared: &Shared, sessions: &mut Sessions, id: &str) -> Option<Session> {
    if sessions.open.len() >= MOST_SESSIONS {
        let strangers = sessions.open.iter().filter(|it| !it.is_authenticated);
        let oldest = strangers.min_by_key(|it| it.heard)?.token.clone();
        sessions.take(&oldest);
    }
    let seat = shared.opens()?;
    let token = auth::secret()?.iter().map(|octet| format!("{octet:02x}")).collect();
    Some(Session::new(id.to_owned(), token, seat))
}

async fn answer(
    shared: &Arc<Shared>,
    desk: &Arc<Desk>,
    sessions: &mut Sessions,
    session: &mut Session,
    package: &SyncMl<'_>,
) -> (Vec<u8>, IsOpen) {
    let header = &package.sync_hdr;
    let mut answer = Package::answer_to(header, &shared.url, session.own_msg_id + 1);
    let and = if shared.url.contains('?') { '&' } else { '?' };
    answer.resp_uri(format!("{}{and}s={}", shared.url, session.token));
    let (code, chal) = if session.is_authenticated {
        (200, None)
    } else {
        identify(desk, sessions, session, package)
    };
    answer.header_status(header, code, chal);
    if !session.is_authenticated {
        session.own_msg_id += 1;
        for (cmd_id, name) in package.sync_body.command.iter().filter_map(to_be_answered) {
            answer.status(cmd_id, name, code);
        }
        let is_open = if session.failures < MOST_FAILURES { IsOpen::Yes } else { IsOpen::No };
        return (answer.document(), is_open);
    }
    for other in sessions.all_but(&session.token) {
        lose(shared, other).await;
    }
    let brought = session.read(&package.sync_body);
    session.own_msg_id += 1;
    desk.note(&brought.info);
    if session.own_nonce.is_some() {
        sessions.own_nonce.clone_from(&session.own_nonce);
    }
    for (cmd_id, name, code) in &brought.codes {
        answer.status(cmd_id, name, *code);
    }
    if brought.is_aborted {
        return (answer.document(), IsOpen::No);
    }
    show_cred(shared, desk, session, &mut answer);
    if !package.sync_body.r#final {
        answer.alert(NEXT_MESSAGE);
        answer.not_final();
        return (answer.document(), IsOpen::Yes);
    }
    let reply = match session.land(&brought) {
        Landed::Again(command) if answer.has_room(&command, session.max_msg_size) => Err(command),
        Landed::Again(_) => Ok(Some(Reply::Status { code: TOO_LARGE, data: None })),
        Landed::Reply(reply) => Ok(Some(reply)),
        Landed::Nothing => Ok(None),
    };
    let command = match reply {
        Err(again) => Some(again),
        Ok(reply) => {
            session.work.iter_mut().for_each(|work| work.replies.extend(reply.clone()));
            next_command(shared, desk, session, &header.ver_proto, &answer).await
        }
    };
    let Some(command) = command else {
        if session.opened == Some(Opened::ByItself) && !session.was_used {
            let device = desk.device.id.clone();
            if shared.told.send(Told::Opened { device }).await.is_err() {
                tracing::warn!("nobody is told any more");
            }
            session.opened = None;
        }
        return (answer.document(), IsOpen::Over);
    };
    let cmd_id = answer.command(&command);
    if let Some(work) = &mut session.work {
        let msg_id = session.own_msg_id.to_string();
        work.flight = Some(Flight { msg_id, cmd_id, command, code: None, data: None });
    }
    (answer.document(), IsOpen::Yes)
}

/// Shows who this server is, where the device has asked for it.
fn show_cred(shared: &Shared, desk: &Desk, session: &Session, answer: &mut Package) {
    if let Some((kind, nonce)) = &session.own_cred {
        let password = &desk.device.server_password;
        answer.cred(auth::cred(*kind, &shared.server_id, password, nonce));
    }
}

/// Finds out whether it is the device: the Status of its header, and what it is asked for.
fn identify(
    desk: &Desk,
    sessions: &mut Sessions,
    session: &mut Session,
    package: &SyncMl<'_>,
) -> (u16, Option<Chal<'static>>) {
    let cred = package.sync_hdr.cred.as_ref();
    let (name, password) = (&desk.device.user, &desk.device.password);
    let others = sessions.open.iter().filter_map(|it| it.nonce.as_deref());
    let nonces = session.nonce.as_deref().into_iter().chain(sessions.nonce.as_deref());
    let shown = auth::look(cred, name, password, nonces.chain(others));
    // Without a source of secrets nobody is let in.
    let Some(fresh) = auth::secret() else { return (503, None) };
    let code = match shown {
        Shown::Basic => {
            session.is_authenticated = true;
            return (212, None);
        }
        // A nonce is good for once.
        Shown::Md5(used) => {
            session.is_authenticated = true;
            let all = sessions.open.iter_mut().map(|it| &mut it.nonce);
            for nonce in all.chain([&mut session.nonce, &mut sessions.nonce]) {
                nonce.take_if(|nonce| *nonce == used);
            }
            sessions.nonce = Some(fresh.to_vec());
            return (212, Some(auth::challenge(Kind::Md5, &fresh)));
        }
        Shown::Missing => 407,
        Shown::Wrong => 401,
    };
    session.failures += 1;
    tracing::warn!(device = desk.device.id, code, "a device has not shown who it is");
    if session.failures >= MOST_FAILURES {
        return (code, None);
    }
    session.nonce = Some(fresh.to_vec());
    let kind = cred.and_then(|cred| Kind::of(cred.meta.as_ref())).unwrap_or(Kind::Md5);
    (code, Some(auth::challenge(kind, &fresh)))
}

/// The next command: of the order under work, or of the next one that has any.
async fn next_command(
    shared: &Arc<Shared>,
    desk: &Arc<Desk>,
    session: &mut Session,
    ver_proto: &str,
    answer: &Package,
) -> Option<Command> {
    loop {
        let mut work = match session.work.take() {
            Some(work) => work,
            None => Work::new(desk.pop()?),
        };
        session.was_used = true;
        let role = shared.role(&work.order);
        let is_1_3 = ver_proto == "DM/1.3";
        match operations::run(&work.order, role, is_1_3, &work.replies) {
            Next::Ask(command, _) if !command.is_sendable() => {
                work.replies.push(Reply::Status { code: 400, data: None });
                session.work = Some(work);
            }
            Next::Ask(command, _) if !answer.has_room(&command, session.max_msg_size) => {
                let (device, uri, most) = (&desk.device.id, command.uri(), session.max_msg_size);
                tracing::warn!(device, uri, most, "a command is too large for the device");
                work.replies.push(Reply::Status { code: TOO_LARGE, data: None });
                session.work = Some(work);
            }
            Next::Ask(command, kept) => {
                if work.announced.as_ref() != Some(&kept) {
                    if !announce(shared, work.order.id, kept.clone()).await {
                        give_up(shared, work).await;
                        continue;
                    }
                    work.announced = Some(kept);
                }
                session.work = Some(work);
                return Some(command);
            }
            Next::End(end) => {
                let is_over = matches!(end.answer, Answer::Did | Answer::FoundDone);
                let is_last = is_over && operations::is_last(&work.order, role);
                shared.done(&work.order, end).await;
                if is_last {
                    return None;
                }
            }
        }
    }
}

/// An order of which nothing more can leave: refused, if nothing has left yet.
async fn give_up(shared: &Shared, work: Work) {
    if work.announced.is_none() {
        shared.refuse(work.order, None).await;
    } else {
        lose_work(shared, work).await;
    }
}

/// Waits until it is durable that a command is about to leave, and what is kept to undo it.
async fn announce(shared: &Shared, order: i64, kept: Kept) -> bool {
    let (noted, wait) = oneshot::channel();
    if shared.told.send(Told::Attempt { order, kept, noted }).await.is_err() {
        return false;
    }
    matches!(tokio::time::timeout(shared.wait, wait).await, Ok(Ok(())))
}

fn plain(status: u16, text: &str) -> Response {
    (status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
}
