//! A DM session with a server, as its client.
//!
//! It ends when the server sends no more commands. What the commands do is the device's affair.

use std::fmt;

use codec::syncml::{self, Command, Cred, SyncMl};

use crate::account::{self, Account, Credentials};
use crate::auth;
use crate::client::Shared;
use crate::event::{Event, Why};
use crate::execute::{self, Cut};
use crate::http::HttpError;
use crate::package::{self, End, Header, Reference};
use crate::status::Status;

/// The most messages of a session in each direction.
const MAX_MESSAGES: u32 = 1_000;

/// Why a session broke off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionError {
    /// There is no account of that server.
    NoAccount,
    /// The server could not be reached, or its answer is none.
    Http(HttpError),
    /// The server's answer is no package.
    Garbage(String),
    /// The server's answer belongs to another session or another version.
    Mixed(String),
    /// The server does not accept the device's credentials.
    NotAccepted(Status),
    /// The server did not show who it is.
    NotShown(Status),
    /// The server refuses the session.
    Refused(Status),
    /// The server ended it with alert 1223.
    Aborted,
    /// A fault on demand.
    Fault,
    /// The device is absent: a fault on demand.
    Absent,
    /// There were too many messages.
    Endless,
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SessionError::NoAccount => f.write_str("there is no account of that server"),
            SessionError::Http(error) => error.fmt(f),
            SessionError::Garbage(error) => write!(f, "the answer is no package: {error}"),
            SessionError::Mixed(what) => f.write_str(what),
            SessionError::NotAccepted(code) => {
                write!(f, "the server does not accept the device's credentials: {code}")
            }
            SessionError::NotShown(code) => write!(f, "the server did not show who it is: {code}"),
            SessionError::Refused(code) => write!(f, "the server refuses the session: {code}"),
            SessionError::Aborted => f.write_str("the server ended it (alert 1223)"),
            SessionError::Fault => f.write_str("a fault that was asked for"),
            SessionError::Absent => f.write_str("the device is absent"),
            SessionError::Endless => write!(f, "there were more than {MAX_MESSAGES} messages"),
        }
    }
}

impl std::error::Error for SessionError {}

/// Holds a session. `number` is the server's choice where it asked for the session.
pub(crate) async fn hold(
    shared: &Shared,
    server: &str,
    why: Why,
    number: Option<u16>,
) -> Result<(), SessionError> {
    let account = shared.device(|device| device.account(server)).ok_or(SessionError::NoAccount)?;
    let session = format!("{:X}", number.unwrap_or_else(|| shared.next_session()));
    let opened = Event::Opened { server: server.to_owned(), session: session.clone(), why };
    shared.tell(opened);
    let device = shared.device(|device| device.tree.value("./DevInfo/DevId").map(str::to_owned));
    let mut talk = Talk {
        shared,
        server: server.to_owned(),
        session: session.clone(),
        device: device.unwrap_or_default(),
        url: account.url.clone(),
        challenge: None,
        account,
        message: 0,
        known: Known::No,
        retried: false,
        server_known: Known::No,
        server_retried: false,
    };
    let code = if why == Why::Notified { 1200 } else { 1201 };
    let opening = shared.device(|device| package::opening(code, &device.tree));
    let ended = talk.run(opening).await;
    let error = ended.as_ref().err().cloned();
    shared.tell(Event::Closed { server: server.to_owned(), session, error });
    ended
}

/// Whether a side has been authenticated for the whole session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    No,
}

struct Talk<'s> {
    shared: &'s Shared,
    server: String,
    session: String,
    device: String,
    url: String,
    account: Account,
    /// The kind of credentials that the server has asked for.
    challenge: Option<&'static str>,
    message: u32,
    known: Known,
    retried: bool,
    server_known: Known,
    server_retried: bool,
}

impl Talk<'_> {
    async fn run(&mut self, opening: Vec<Command<'static>>) -> Result<(), SessionError> {
        let (mut commands, mut end) = (opening, End::Package);
        while self.message < MAX_MESSAGES {
            let body = self.send(commands.clone(), end).await?;
            let package =
                syncml::decode(&body).map_err(|error| SessionError::Garbage(error.to_string()))?;
            self.check(&package)?;
            if let Again::Yes = self.read_header_status(&package)? {
                continue;
            }
            if let Some(address) = &package.sync_hdr.resp_uri {
                self.url = address.clone().into_owned();
            }
            let Some((answers, next)) = self.answer(&package)? else { return Ok(()) };
            (commands, end) = (answers, next);
        }
        Err(SessionError::Endless)
    }

    async fn send(
        &mut self,
        commands: Vec<Command<'static>>,
        end: End,
    ) -> Result<Vec<u8>, SessionError> {
        if self.shared.is_absent() {
            return Err(SessionError::Absent);
        }
        self.message += 1;
        let user = self.account.client.as_ref().map(|client| client.name.clone());
        let header = Header {
            version: self.shared.version(),
            session: &self.session,
            message: self.message,
            server: &self.url,
            device: &self.device,
            user: user.as_deref().filter(|name| !name.is_empty()),
            credentials: self.credentials(),
        };
        let mut body = Vec::new();
        syncml::encode(&package::message(header, commands, end), &mut body)
            .map_err(|error| SessionError::Garbage(error.to_string()))?;
        let answer = self.shared.http().post(&self.url, syncml::MEDIA_TYPE, body).await;
        answer.map(|body| body.to_vec()).map_err(SessionError::Http)
    }

    /// What the device shows: of the kind that was asked for, else of the kind of the account.
    fn credentials(&self) -> Option<(&'static str, String)> {
        let client = self.account.client.as_ref().filter(|_| self.known == Known::No)?;
        let kind = self.challenge.or_else(|| kind_of(&client.kind))?;
        Some((kind, shown(client, kind)))
    }

    fn check(&self, package: &SyncMl<'_>) -> Result<(), SessionError> {
        let header = &package.sync_hdr;
        if !header.session_id.trim().eq_ignore_ascii_case(&self.session) {
            let text = format!("the answer is of the session {}", header.session_id);
            return Err(SessionError::Mixed(text));
        }
        if header.ver_proto.trim() != self.shared.version().of_protocol() {
            return Err(SessionError::Mixed(format!("the answer is in {}", header.ver_proto)));
        }
        Ok(())
    }

    /// What the server says about the message itself: whether it knows the device.
    fn read_header_status(&mut self, package: &SyncMl<'_>) -> Result<Again, SessionError> {
        let sent = self.message.to_string();
        let status = package.sync_body.command.iter().find_map(|command| match command {
            Command::Status(it) if it.cmd_ref.trim() == "0" && it.msg_ref.trim() == sent => {
                Some(it)
            }
            _ => None,
        });
        let Some(status) = status else {
            let text = format!("the answer has no status of the message {sent}");
            return Err(SessionError::Mixed(text));
        };
        let code = Status(status.data.trim().parse().unwrap_or(500));
        if let Some(chal) = &status.chal {
            let kind = chal.meta.r#type.as_deref().map_or("", str::trim);
            self.challenge = [auth::BASIC, auth::MD5].into_iter().find(|known| *known == kind);
            if let Some(nonce) = chal.meta.next_nonce.as_deref() {
                self.keep_nonce(Side::Client, nonce);
            }
        }
        match code {
            Status::INVALID_CREDENTIALS | Status::MISSING_CREDENTIALS => {
                let can = self.account.client.is_some() && status.chal.is_some();
                if self.retried || !can {
                    return Err(SessionError::NotAccepted(code));
                }
                (self.retried, self.known) = (true, Known::No);
                return Ok(Again::Yes);
            }
            Status::AUTHENTICATED => self.known = Known::Yes,
            code if code.is_done() => {}
            code => return Err(SessionError::Refused(code)),
        }
        self.retried = false;
        Ok(Again::No)
    }

    /// Keeps the nonce for the next digest of one side, also beyond the session.
    fn keep_nonce(&mut self, side: Side, nonce: &str) {
        let nonce: String = nonce.split_ascii_whitespace().collect();
        let credentials = match side {
            Side::Client => &mut self.account.client,
            Side::Server => &mut self.account.server,
        };
        let (Some(credentials), Some(bytes)) = (credentials, auth::from_b64(&nonce)) else {
            return;
        };
        credentials.nonce = bytes;
        let address = account::nonce_address(&self.account.node, &credentials.node);
        self.shared.keep_nonce(&self.server, &address, &nonce);
    }

    /// Does what the server asks: the answers, or nothing if the session is over.
    fn answer(&mut self, package: &SyncMl<'_>) -> Result<Option<Answers>, SessionError> {
        let header = &package.sync_hdr;
        let message = header.msg_id.trim();
        let of_header = Reference { message, command: "0", name: "SyncHdr" };
        let (code, kind) = self.judge(header.cred.as_ref());
        let may = code.is_done();
        if !may && self.server_retried {
            return Err(SessionError::NotShown(code));
        }
        self.server_retried = !may;
        if may && execute::is_abort(package) {
            return Err(SessionError::Aborted);
        }
        let given = package.sync_body.command.iter().filter(|it| execute::is_command(it));
        let given: Vec<&Command<'_>> = given.collect();
        let end = if package.sync_body.r#final { End::Package } else { End::Message };
        if may && given.is_empty() && end == End::Package {
            return Ok(None);
        }
        let source = &header.source.loc_uri;
        let challenge = kind.map(|kind| (kind, self.next_nonce(kind)));
        let status = package::header_status(of_header, &self.device, source, code, challenge);
        let mut answers = vec![status];
        for command in given {
            let refused = (!may).then_some(code);
            let name = execute::Asked { server: &self.server, message, refused };
            match execute::command(self.shared, &name, command) {
                Ok(mut more) if !header.no_resp => answers.append(&mut more),
                Ok(more) => {
                    answers.extend(more.into_iter().filter(|it| matches!(it, Command::Results(_))));
                }
                Err(Cut) => return Err(SessionError::Fault),
            }
        }
        if end == End::Message {
            answers.push(package::alert(1222));
        }
        Ok(Some((answers, end)))
    }

    /// Whether the server has shown who it is, where its account says that it must; and with
    /// which kind of credentials it has to go on.
    fn judge(&mut self, shown_by: Option<&Cred<'_>>) -> (Status, Option<&'static str>) {
        let Some(server) = &self.account.server else { return (Status::OK, None) };
        let Some(kind) = kind_of(&server.kind) else { return (Status::OK, None) };
        let wanted = shown(server, kind);
        let code = match shown_by {
            None if self.server_known == Known::Yes => return (Status::OK, None),
            None => Status::MISSING_CREDENTIALS,
            Some(cred) => {
                let said = cred.meta.as_ref().and_then(|meta| meta.r#type.as_deref());
                let same = auth::same(cred.data.trim().as_bytes(), wanted.as_bytes());
                let good = said.map_or(auth::BASIC, str::trim) == kind && same;
                if good { Status::AUTHENTICATED } else { Status::INVALID_CREDENTIALS }
            }
        };
        self.server_known = if code.is_done() { Known::Yes } else { Known::No };
        (code, (kind == auth::MD5 || !code.is_done()).then_some(kind))
    }

    /// The nonce that the server's next digest is made with; no digest is good twice.
    fn next_nonce(&mut self, kind: &'static str) -> Vec<u8> {
        if kind != auth::MD5 {
            return Vec::new();
        }
        let nonce = auth::fresh_nonce().to_vec();
        self.keep_nonce(Side::Server, &auth::b64(&nonce));
        nonce
    }
}

type Answers = (Vec<Command<'static>>, End);

/// Whether the same commands are to be sent again, with other credentials.
enum Again {
    Yes,
    No,
}

#[derive(Clone, Copy)]
enum Side {
    Client,
    Server,
}

/// The name in packages of a kind of an account; none where packages show nothing.
fn kind_of(kind: &str) -> Option<&'static str> {
    match kind {
        "BASIC" => Some(auth::BASIC),
        "DIGEST" => Some(auth::MD5),
        _ => None,
    }
}

fn shown(credentials: &Credentials, kind: &str) -> String {
    if kind == auth::MD5 {
        auth::md5(&credentials.name, &credentials.secret, &credentials.nonce)
    } else {
        auth::basic(&credentials.name, &credentials.secret)
    }
}
