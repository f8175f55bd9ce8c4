//! A DM session as the foreign device holds it.

use std::collections::BTreeMap;

use super::client::{Habits, Order, Parts, Shared};
use super::http::{self, Answer};
use super::package::{self, Command, Element, Kind, Package};
use super::xml;
use crate::pair::DEVICE;

/// The most packages of one session.
const MOST: u32 = 500;
/// How many octets of a value are sent at once where they come in parts.
const PART: usize = 9;

/// What the tree says of an account.
struct Account {
    url: String,
    /// Name and password by `CLCRED` and `SRVCRED`.
    logins: BTreeMap<String, (String, String)>,
}

/// One session.
pub struct Session<'s> {
    shared: &'s Shared,
    habits: Habits,
    server: String,
    account: Account,
    number: String,
    msg_id: u32,
    next_id: u32,
    /// Whether the server knows the device, so that nothing needs to be shown any more.
    is_known: bool,
    kind: Kind,
    refusals: u32,
    /// Whether the server has shown who it is, if it must.
    is_server_known: bool,
    /// What the last message of the server is to be told first.
    owed: Vec<Element>,
    /// The nonce in that; the server knows it once it is sent.
    names: Option<Vec<u8>>,
}

/// Holds a session with a server from its first message to its last.
pub async fn hold(shared: &Shared, server: &str, number: u16, alert: u16) -> Result<(), String> {
    let habits = shared.habits;
    let mut session = Session {
        shared,
        habits,
        server: server.to_owned(),
        account: account(shared, server).ok_or("no such account")?,
        number: format!("{number:X}"),
        msg_id: 0,
        next_id: 0,
        is_known: false,
        kind: habits.shows,
        refusals: 0,
        is_server_known: habits.asks.is_none(),
        owed: Vec::new(),
        names: None,
    };
    let (alert, info) = (package::alert(alert), package::info(DEVICE, habits.text));
    let mut messages = match habits.parts {
        Parts::One | Parts::Values => vec![vec![alert, info]],
        Parts::Messages => vec![vec![alert], vec![info]],
    };
    for _ in 0..MOST {
        let package = session.says(&messages).await?;
        if package.commands.is_empty() {
            return Ok(());
        }
        messages = session.does(&package);
    }
    Err(format!("a session without an end with {server}"))
}

fn account(shared: &Shared, server: &str) -> Option<Account> {
    let state = shared.state();
    let node = state.tree.account(server)?;
    let value = |path: String| state.tree.value(&format!("{node}/{path}")).to_owned();
    let first = |name: &str| state.tree.children(&format!("{node}/{name}")).first().cloned();
    let mut logins = BTreeMap::new();
    for name in state.tree.children(&format!("{node}/AppAuth")) {
        let of = |leaf: &str| value(format!("AppAuth/{name}/{leaf}"));
        logins.insert(of("AAuthLevel"), (of("AAuthName"), of("AAuthSecret")));
    }
    Some(Account { url: value(format!("AppAddr/{}/Addr", first("AppAddr")?)), logins })
}

impl Session<'_> {
    /// Sends the messages of a package; the package of the server that answers the last one.
    async fn says(&mut self, messages: &[Vec<Element>]) -> Result<Package, String> {
        for (n, message) in messages.iter().enumerate() {
            let is_final = n + 1 == messages.len();
            let package = self.is_let_in(message, is_final).await?;
            let asks_on = package.commands.iter().any(|it| it.verb == "Alert" && it.data == "1222");
            match (is_final, asks_on, package.is_final) {
                (true, false, true) => return Ok(package),
                (false, true, false) => {
                    for it in package.commands.iter().filter(|it| it.verb == "Alert") {
                        let told = package::status(&package.msg_id, &it.id, "Alert", "", 200, "");
                        self.owed.push(told);
                    }
                }
                wrong => return Err(format!("final, next message, final: {wrong:?}")),
            }
        }
        Err("a package of no message".to_owned())
    }

    /// Sends a message, again with credentials where they are asked for.
    async fn is_let_in(&mut self, message: &[Element], is_final: bool) -> Result<Package, String> {
        loop {
            let package = self.sends(message, is_final).await?;
            let status = package.statuses.iter().find(|it| it.cmd_ref == "0");
            let status = status.ok_or("no Status of the header")?;
            if let Some((kind, nonce)) = &status.challenge {
                self.kind = *kind;
                let nonces = &mut self.shared.state().nonces;
                nonces.insert(self.server.clone(), nonce.clone());
            }
            match status.code {
                212 => self.is_known = true,
                200 => {}
                401 | 407 if self.refusals < 2 => {
                    self.refusals += 1;
                    continue;
                }
                code => return Err(format!("{} does not let us in: {code}", self.server)),
            }
            return Ok(package);
        }
    }

    /// Sends one message, whatever the answer says.
    async fn sends(&mut self, message: &[Element], is_final: bool) -> Result<Package, String> {
        self.msg_id += self.habits.msg_step;
        if let Some(nonce) = self.names.take() {
            self.shared.state().named.insert(self.server.clone(), nonce);
        }
        let mut elements = std::mem::take(&mut self.owed);
        elements.extend_from_slice(message);
        if self.habits.order == Order::Backwards {
            elements.reverse();
        }
        let (mut body, mut wanted) = (String::new(), Vec::new());
        for element in &elements {
            let id = self.habits.cmd_prefix.to_owned() + &self.fresh_id().to_string();
            body += &element.text.replacen('@', &id, 1);
            if ["Alert", "Replace"].contains(&element.name) {
                wanted.push((id, element.name));
            }
        }
        if is_final {
            body += "<Final/>";
        }
        let document = xml::document(self.habits.dress, &self.header(), &body);
        let head = format!("POST\n{}: {}", self.habits.media.0, self.habits.media.1);
        let url = &self.account.url;
        let Answer { status, media, body } =
            http::ask(url, &head, document.as_bytes(), self.habits.body).await?;
        let answer = String::from_utf8(body).map_err(|error| error.to_string())?;
        if status != 200 || !media.starts_with("application/vnd.syncml.dm+xml") {
            return Err(format!("{status} {media}: {answer}\nto {document}"));
        }
        let package = package::read(&answer)?;
        self.looks(&package, &wanted).map_err(|what| format!("{what}: {answer}\n{document}"))?;
        Ok(package)
    }

    fn fresh_id(&mut self) -> u32 {
        self.next_id += self.habits.cmd_step;
        self.next_id
    }

    fn header(&self) -> String {
        let Session { number, msg_id, account, .. } = self;
        let nonce = self.shared.state().nonces.get(&self.server).cloned();
        let cred = match (self.is_known, self.kind, nonce) {
            // What is not known yet cannot be hashed: the server will ask.
            (true, _, _) | (false, Kind::Md5, None) => String::new(),
            (false, kind, nonce) => {
                let (name, password) = self.login("CLCRED");
                kind.cred(&kind.shown(&name, &password, &nonce.unwrap_or_default()))
            }
        };
        let name = self.habits.text.write(&self.login("CLCRED").0);
        let target = self.habits.text.write(&account.url);
        format!(
            "<VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>{number}</SessionID>\
             <MsgID>{msg_id}</MsgID><Target><LocURI>{target}</LocURI></Target>\
             <Source><LocURI>{DEVICE}</LocURI><LocName>{name}</LocName></Source>{cred}\
             <Meta><m:MaxMsgSize>{}</m:MaxMsgSize><m:MaxObjSize>65536</m:MaxObjSize></Meta>",
            self.habits.max_msg_size
        )
    }

    fn login(&self, level: &str) -> (String, String) {
        self.account.logins.get(level).cloned().unwrap_or_default()
    }

    /// Looks whether the answer is one to this message, and at who sent it.
    fn looks(&mut self, package: &Package, wanted: &[(String, &str)]) -> Result<(), String> {
        let Package { session, target, msg_id, .. } = package;
        if (session, &**target) != (&self.number, DEVICE) {
            return Err(format!("session {session} of {target}"));
        }
        let own = self.msg_id.to_string();
        for (id, name) in wanted.iter().map(|(id, name)| (&**id, *name)).chain([("0", "SyncHdr")]) {
            let is_it =
                |it: &&package::Status| (&*it.cmd_ref, &*it.cmd, &it.msg_ref) == (id, name, &own);
            if package.statuses.iter().filter(is_it).count() != 1 {
                return Err(format!("expected one Status of {name} {id}"));
            }
        }
        if !package.resp_uri.is_empty() {
            self.account.url.clone_from(&package.resp_uri);
        }
        let (code, challenge) = self.knows(package);
        let told = package::status(msg_id, "0", "SyncHdr", DEVICE, code, &challenge);
        self.owed.push(told);
        Ok(())
    }

    /// The Status of the server's header, with what is asked of it.
    fn knows(&mut self, package: &Package) -> (u16, String) {
        let Some(kind) = self.habits.asks.filter(|_| !self.is_server_known) else {
            return (200, String::new());
        };
        let (id, password) = self.login("SRVCRED");
        let named = self.shared.state().named.get(&self.server).cloned().unwrap_or_default();
        let right = (kind, kind.shown(&id, &password, &named));
        let fresh = format!("{}-{}", self.number, self.msg_id).into_bytes();
        let challenge = kind.challenge(&fresh);
        self.names = Some(fresh);
        match &package.cred {
            Some(shown) if *shown == right => {
                self.is_server_known = true;
                (212, challenge)
            }
            Some(_) => (401, challenge),
            None => (407, challenge),
        }
    }

    /// Does what the server asks: the messages that say how it went.
    fn does(&mut self, package: &Package) -> Vec<Vec<Element>> {
        let (mut said, mut read) = (Vec::new(), Vec::new());
        for command in &package.commands {
            let Command { id, verb, target, .. } = command;
            let (code, found) =
                if self.is_server_known { self.perform(command) } else { (407, None) };
            said.push(package::status(&package.msg_id, id, verb, target, code, ""));
            read.extend(found.map(|found| (command, found)));
        }
        let mut messages = vec![said];
        for (command, (format, kind, value)) in read {
            let parts: Vec<&str> = match self.habits.parts {
                Parts::Values => in_parts(&value),
                Parts::One | Parts::Messages => vec![&value],
            };
            let size = format!("<m:Size>{}</m:Size>", value.len());
            for (n, part) in parts.iter().enumerate() {
                let more = if n + 1 < parts.len() { "<MoreData/>" } else { "" };
                let of = (&*format, &*kind);
                let text = self.habits.text.write(part);
                let mut results = package::results(&package.msg_id, command, of, &text, more);
                if n == 0 && parts.len() > 1 {
                    results.text = results.text.replacen("</Meta>", &(size.clone() + "</Meta>"), 1);
                }
                match (n, self.habits.parts) {
                    (0, Parts::One | Parts::Values) => messages[0].push(results),
                    (_, Parts::One | Parts::Values | Parts::Messages) => {
                        messages.push(vec![results]);
                    }
                }
            }
        }
        messages
    }

    fn perform(&self, command: &Command) -> (u16, Option<super::tree::Found>) {
        let mut state = self.shared.state();
        let done = match &*command.verb {
            "Sequence" => Ok(None),
            "Get" | "Add" | "Replace" | "Delete" => {
                state.tree.perform(&self.server, &command.asked())
            }
            _ => Err(406),
        };
        let code = match &done {
            Ok(_) => 200,
            Err(code) => *code,
        };
        let Command { verb, target, .. } = command;
        state.done.push(format!("{} {verb} {target}: {code}", self.server));
        (code, done.ok().flatten())
    }
}

/// A text in parts of a few octets.
fn in_parts(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = value;
    while rest.len() > PART && rest.is_char_boundary(PART) {
        let (part, left) = rest.split_at(PART);
        parts.push(part);
        rest = left;
    }
    parts.push(rest);
    parts
}
