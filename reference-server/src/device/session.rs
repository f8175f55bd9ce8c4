//! One DM session: who it is, what it waits for, and what a package of the device brought.

use std::time::Instant;

use codec::syncml::{self, Alert, Results, Status, SyncBody, SyncHdr};

use super::auth::{self, Kind};
use super::command::{Command, Reply};
use super::line::Seat;
use super::{Kept, Order};

/// The most octets of one value that a device may send in parts.
const MOST_DATA: usize = 256 * 1024;
/// How often a device may challenge this server in one session.
const MOST_CHALLENGES: u8 = 2;

/// A DM session.
pub(super) struct Session {
    /// SessionID, as the device writes it.
    pub(super) id: String,
    /// What its RespURI carries.
    pub(super) token: String,
    /// MsgID of the last message of the device.
    pub(super) msg_id: u64,
    /// MsgID of the last message to it.
    pub(super) own_msg_id: u64,
    /// SHA-256 of the last message of the device, with its answer, should it come again.
    pub(super) last: Option<([u8; 32], Vec<u8>)>,
    /// Whether the device has shown who it is.
    pub(super) is_authenticated: bool,
    /// How often it failed to.
    pub(super) failures: u8,
    /// The nonce of the last challenge, until it is used.
    pub(super) nonce: Option<Vec<u8>>,
    /// Whether the device opened it by itself (1201), or was asked to (1200).
    pub(super) opened: Option<Opened>,
    /// Whether an order was worked at.
    pub(super) was_used: bool,
    /// The order under work.
    pub(super) work: Option<Work>,
    /// How the device wants this server to show who it is.
    pub(super) own_cred: Option<(Kind, Vec<u8>)>,
    /// How often it has asked.
    pub(super) challenges: u8,
    /// The nonce that it has named last for this server's credentials.
    pub(super) own_nonce: Option<Vec<u8>>,
    /// When the device was last heard of.
    pub(super) heard: Instant,
    /// The largest message that the device takes, if it has said so.
    pub(super) max_msg_size: Option<usize>,
    /// Its place among all; given back when there is nothing more to be asked.
    pub(super) seat: Option<Seat>,
}

/// Who opened a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// A notification asked for it.
    OnDemand,
    /// The device.
    ByItself,
}

/// An order under work.
pub(super) struct Work {
    pub(super) order: Order,
    /// What came back so far.
    pub(super) replies: Vec<Reply>,
    /// What was announced as kept before the latest command; none where none has left.
    pub(super) announced: Option<Kept>,
    /// The command that has left.
    pub(super) flight: Option<Flight>,
}

/// A command that has left, and what came back of it so far.
pub(super) struct Flight {
    pub(super) msg_id: String,
    pub(super) cmd_id: String,
    pub(super) command: Command,
    pub(super) code: Option<u16>,
    pub(super) data: Option<String>,
}

/// What a package of the device says besides its Status elements and Results.
#[derive(Default)]
pub(super) struct Brought {
    /// The Status of this server's header.
    header: Option<u16>,
    /// A challenge beside a 401 or 407.
    is_challenged: bool,
    /// The device ends the session.
    pub(super) is_aborted: bool,
    /// What it says about itself.
    pub(super) info: Vec<(String, String)>,
    /// CmdID, name and code of what wants a Status.
    pub(super) codes: Vec<(String, &'static str, u16)>,
}

/// What has become of the command that had left.
pub(super) enum Landed {
    /// None had left.
    Nothing,
    /// It came back.
    Reply(Reply),
    /// It is to be sent again, with credentials.
    Again(Command),
}

impl Work {
    /// An order of which nothing has left.
    pub(super) fn new(order: Order) -> Work {
        Work { order, replies: Vec::new(), announced: None, flight: None }
    }
}

impl Session {
    /// A session that has just been opened.
    pub(super) fn new(id: String, token: String, seat: Seat) -> Session {
        Session {
            id,
            token,
            msg_id: 0,
            own_msg_id: 0,
            last: None,
            is_authenticated: false,
            failures: 0,
            nonce: None,
            opened: None,
            was_used: false,
            work: None,
            own_cred: None,
            challenges: 0,
            own_nonce: None,
            heard: Instant::now(),
            max_msg_size: None,
            seat: Some(seat),
        }
    }

    /// Remembers who opened it: a device says so once, before or after it is known.
    pub(super) fn note_opened(&mut self, body: &SyncBody<'_>) {
        for command in &body.command {
            let syncml::Command::Alert(Alert { data: Some(code), .. }) = command else { continue };
            match code.trim() {
                "1200" => self.opened = Some(Opened::OnDemand),
                "1201" => self.opened = Some(Opened::ByItself),
                _ => {}
            }
        }
    }

    /// Remembers what the header says about the device's limits.
    pub(super) fn note_limits(&mut self, header: &SyncHdr<'_>) {
        let most = header.meta.as_ref().and_then(|meta| meta.max_msg_size.as_deref());
        let most = most.and_then(|most| most.trim().parse().ok());
        self.max_msg_size = most.filter(|most| *most > 0).or(self.max_msg_size);
    }

    /// Reads a package.
    pub(super) fn read(&mut self, body: &SyncBody<'_>) -> Brought {
        let mut brought = Brought::default();
        for command in &body.command {
            let code = match command {
                syncml::Command::Status(status) => {
                    self.status(status, &mut brought);
                    continue;
                }
                syncml::Command::Results(results) => self.results(results),
                syncml::Command::Alert(alert) => match alert.data.as_deref().map(str::trim) {
                    Some("1200" | "1201" | "1222" | "1224" | "1225" | "1226") => 200,
                    Some("1223") => {
                        brought.is_aborted = true;
                        200
                    }
                    Some(_) | None => 406,
                },
                syncml::Command::Replace(replace) => {
                    for item in &replace.item {
                        let Some(source) = &item.source else { continue };
                        let value = item.data.clone().unwrap_or_default().into_owned();
                        brought.info.push((source.loc_uri.clone().into_owned(), value));
                    }
                    200
                }
                syncml::Command::Get(_)
                | syncml::Command::Add(_)
                | syncml::Command::Delete(_)
                | syncml::Command::Exec(_) => 405,
                syncml::Command::Atomic(_)
                | syncml::Command::Copy(_)
                | syncml::Command::Map(_)
                | syncml::Command::Move(_)
                | syncml::Command::Put(_)
                | syncml::Command::Search(_)
                | syncml::Command::Sequence(_)
                | syncml::Command::Sync(_) => 406,
            };
            if let Some((cmd_id, name)) = super::package::to_be_answered(command) {
                brought.codes.push((cmd_id.to_owned(), name, code));
            }
        }
        brought
    }

    /// What has become of the command that had left, now that the device has said all.
    pub(super) fn land(&mut self, brought: &Brought) -> Landed {
        let flight = self.work.as_mut().and_then(|work| work.flight.take());
        let Some(Flight { command, code, data, .. }) = flight else { return Landed::Nothing };
        let denied = |code: Option<u16>| matches!(code, Some(401 | 407));
        let may_retry = brought.is_challenged && self.challenges <= MOST_CHALLENGES;
        if denied(brought.header) && may_retry && (code.is_none() || denied(code)) {
            return Landed::Again(command);
        }
        let header = brought.header.filter(|code| *code >= 300);
        Landed::Reply(match code.or(header) {
            Some(code) => Reply::Status { code, data },
            None => Reply::Lost,
        })
    }

    fn status(&mut self, status: &Status<'_>, brought: &mut Brought) {
        let Ok(code) = status.data.trim().parse::<u16>() else { return };
        let (msg_ref, cmd_ref) = (status.msg_ref.trim(), status.cmd_ref.trim());
        if cmd_ref == "0" && status.cmd.trim() == "SyncHdr" {
            if msg_ref == self.own_msg_id.to_string() {
                brought.header = Some(code);
                self.challenge(status, code, brought);
            }
            return;
        }
        let flight = self.work.as_mut().and_then(|work| work.flight.as_mut());
        match flight {
            Some(flight)
                if flight.msg_id == msg_ref
                    && flight.cmd_id == cmd_ref
                    && flight.command.name() == status.cmd.trim() =>
            {
                flight.code.get_or_insert(code);
            }
            Some(_) | None => {
                tracing::debug!(session = self.id, msg_ref, cmd_ref, code, "a Status of nothing");
            }
        }
    }

    /// Minds what the device says about this server's credentials.
    fn challenge(&mut self, status: &Status<'_>, code: u16, brought: &mut Brought) {
        let asked = status.chal.as_ref().and_then(auth::asked);
        if let Some((Kind::Md5, nonce)) = &asked {
            self.own_nonce = Some(nonce.clone());
        }
        match (code, asked) {
            (401 | 407, Some(asked)) => {
                self.own_cred = Some(asked);
                self.challenges = self.challenges.saturating_add(1);
                brought.is_challenged = true;
            }
            (200, Some(asked)) if self.own_cred.is_some() => self.own_cred = Some(asked),
            // Good for the whole session: none are needed any more.
            (212, _) => self.own_cred = None,
            _ => {}
        }
    }

    fn results(&mut self, results: &Results<'_>) -> u16 {
        let flight = self.work.as_mut().and_then(|work| work.flight.as_mut());
        let Some(flight) = flight else { return 404 };
        let is_of = |flight: &Flight| {
            let msg_ref = results.msg_ref.as_deref().map(str::trim);
            flight.cmd_id == results.cmd_ref.trim() && msg_ref.is_none_or(|it| it == flight.msg_id)
        };
        if !is_of(flight) {
            return 404;
        }
        let mut code = 200;
        for item in &results.item {
            let data = flight.data.get_or_insert_default();
            let part = item.data.as_deref().unwrap_or_default();
            if data.len() + part.len() > MOST_DATA {
                return 413;
            }
            data.push_str(part);
            if item.more_data {
                code = 213;
            }
        }
        code
    }
}
