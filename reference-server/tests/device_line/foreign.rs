//! A DM client that knows nothing of this project: it writes its packages as text and finds what
//! it needs in those of the server as text.

use md5::{Digest, Md5};
use reference_server::device::Line;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub const DEVICE: &str = "IMEI:493005100592800";

/// Everything that a client remembers.
pub struct Foreign {
    pub line: Line,
    pub session: String,
    pub msg_id: u32,
    /// What follows the path of the RespURI.
    pub query: Option<String>,
    pub version: &'static str,
    pub cred: Cred,
    /// 1200 or 1201.
    pub alert: u32,
    /// What it says about itself.
    pub max_msg_size: u32,
    /// What the last package of the server was.
    pub last: String,
}

/// What a client shows.
#[derive(Clone)]
pub enum Cred {
    None,
    Basic(&'static str),
    Md5(Vec<u8>),
}

/// A command of the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub msg_id: String,
    pub cmd_id: String,
    pub name: String,
    pub uri: String,
    pub format: String,
    pub data: String,
}

impl Foreign {
    pub fn new(line: &Line) -> Foreign {
        Foreign {
            line: line.clone(),
            session: "1A".to_owned(),
            msg_id: 0,
            query: None,
            version: "1.2",
            cred: Cred::Basic("device:pw"),
            alert: 1200,
            max_msg_size: 16384,
            last: String::new(),
        }
    }

    /// Package 1.
    pub async fn opens(&mut self) -> Option<Command> {
        let info = |name: &str, value: &str| {
            format!(
                "<Item><Source><LocURI>./DevInfo/{name}</LocURI></Source><Meta>\
                 <Format xmlns='syncml:metinf'>chr</Format></Meta><Data>{value}</Data></Item>"
            )
        };
        let items = [("DevId", DEVICE), ("Man", "Example"), ("Mod", "H7"), ("DmV", "1.2")];
        let items: String = items.iter().map(|(name, value)| info(name, value)).collect();
        let body = format!(
            "<Alert><CmdID>1</CmdID><Data>{}</Data></Alert>\
             <Replace><CmdID>2</CmdID>{items}</Replace><Final/>",
            self.alert
        );
        self.sends(&body).await
    }

    /// Package 3: a Status for that command, with Results if there is data.
    pub async fn answers(&mut self, to: &Command, code: u16, data: &str) -> Option<Command> {
        let body = format!("{}<Final/>", self.status(to, code, data));
        self.sends(&body).await
    }

    /// The elements of an answer.
    pub fn status(&self, to: &Command, code: u16, data: &str) -> String {
        let Command { msg_id, cmd_id, name, uri, .. } = to;
        let uri = escaped(uri);
        let mut body = format!(
            "<Status><CmdID>1</CmdID><MsgRef>{msg_id}</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>\
             <TargetRef>{DEVICE}</TargetRef><Data>200</Data></Status>\
             <Status><CmdID>2</CmdID><MsgRef>{msg_id}</MsgRef><CmdRef>{cmd_id}</CmdRef>\
             <Cmd>{name}</Cmd><TargetRef>{uri}</TargetRef><Data>{code}</Data></Status>"
        );
        if name == "Get" && code == 200 {
            body += &format!(
                "<Results><CmdID>3</CmdID><MsgRef>{msg_id}</MsgRef><CmdRef>{cmd_id}</CmdRef>\
                 <Item><Source><LocURI>{uri}</LocURI></Source><Data>{}</Data></Item></Results>",
                escaped(data)
            );
        }
        body
    }

    /// Sends a body, and expects a package.
    pub async fn sends(&mut self, body: &str) -> Option<Command> {
        self.msg_id += 1;
        let (status, media_type, answer) = self.posts(&self.package(body)).await;
        assert_eq!((status, media_type), (200, "application/vnd.syncml.dm+xml"), "{answer}");
        self.last = answer;
        if let Some(uri) = between(&self.last, "<RespURI>", "</RespURI>") {
            self.query = uri.split_once('?').map(|(_, query)| query.to_owned());
        }
        if let Some(nonce) = between(&self.last, "<NextNonce xmlns=\"syncml:metinf\">", "<") {
            self.cred = Cred::Md5(STANDARD.decode(nonce).unwrap());
        }
        command(&self.last)
    }

    /// Sends text as it is.
    pub async fn posts(&self, package: &str) -> (u16, &'static str, String) {
        let media_type = Some("application/vnd.syncml.dm+xml; charset=UTF-8");
        let (status, media_type, answer) =
            self.line.posted(media_type, self.query.as_deref(), package.as_bytes()).await;
        (status, media_type, String::from_utf8(answer).unwrap())
    }

    pub fn package(&self, body: &str) -> String {
        let Foreign { version, session, msg_id, max_msg_size, .. } = self;
        let cred = match &self.cred {
            Cred::None => None,
            Cred::Basic(user) => Some(("basic", STANDARD.encode(user))),
            Cred::Md5(nonce) => {
                let who = STANDARD.encode(Md5::digest("device:pw"));
                let hashed = [who.as_bytes(), b":", nonce.as_slice()].concat();
                Some(("md5", STANDARD.encode(Md5::digest(hashed))))
            }
        };
        let cred = cred.map_or(String::new(), |(kind, data)| {
            format!(
                "<Cred><Meta><Format xmlns='syncml:metinf'>b64</Format>\
                 <Type xmlns='syncml:metinf'>syncml:auth-{kind}</Type></Meta>\
                 <Data>{data}</Data></Cred>"
            )
        });
        format!(
            "<?xml version='1.0'?>\n<SyncML xmlns='SYNCML:SYNCML{version}'><SyncHdr>\
             <VerDTD>{version}</VerDTD><VerProto>DM/{version}</VerProto>\
             <SessionID>{session}</SessionID><MsgID>{msg_id}</MsgID>\
             <Target><LocURI>http://dms1.example.com/dm</LocURI></Target>\
             <Source><LocURI>{DEVICE}</LocURI></Source>{cred}\
             <Meta><MaxMsgSize xmlns='syncml:metinf'>{max_msg_size}</MaxMsgSize></Meta></SyncHdr>\
             <SyncBody>{body}</SyncBody></SyncML>"
        )
    }

    /// The code of the Status for this client's header.
    pub fn header_status(&self) -> &str {
        let status = between(&self.last, "<Cmd>SyncHdr</Cmd>", "</Status>").unwrap();
        between(status, "<Data>", "</Data>").unwrap()
    }
}

/// The command of a package; there is one at most.
fn command(package: &str) -> Option<Command> {
    let msg_id = between(package, "<MsgID>", "</MsgID>")?.to_owned();
    let mut found = Vec::new();
    for name in ["Get", "Add", "Replace", "Delete", "Exec"] {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let Some(text) = between(package, &open, &close) else { continue };
        let part = |open: &str, close: &str| {
            between(text, open, close).unwrap_or_default().replace("&amp;", "&")
        };
        found.push(Command {
            msg_id: msg_id.clone(),
            cmd_id: part("<CmdID>", "</CmdID>"),
            name: name.to_owned(),
            uri: part("<LocURI>", "</LocURI>"),
            format: part("<Format xmlns=\"syncml:metinf\">", "</Format>"),
            data: part("<Data>", "</Data>"),
        });
    }
    assert!(found.len() < 2, "more than one command: {package}");
    found.pop()
}

impl std::fmt::Display for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.name, self.uri)?;
        match (&*self.format, &*self.data) {
            ("", _) => Ok(()),
            ("node", "") => write!(f, " node"),
            ("chr", data) => write!(f, " = {data}"),
            (format, data) => write!(f, " {format} = {data}"),
        }
    }
}

pub fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let from = text.find(open)? + open.len();
    let until = text[from..].find(close)? + from;
    Some(&text[from..until])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
