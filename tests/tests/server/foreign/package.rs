//! Packages of the foreign device as templates, and what it sees in those of the server.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use roxmltree::Node;

use super::tree::Asked;
use super::xml::{self, Text};

/// An element of a body; `@` stands where its CmdID goes.
#[derive(Clone, Debug)]
pub struct Element {
    pub name: &'static str,
    pub text: String,
}

/// Kinds of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Basic,
    Md5,
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        match name {
            "syncml:auth-basic" => Some(Kind::Basic),
            "syncml:auth-md5" => Some(Kind::Md5),
            _ => None,
        }
    }

    /// What somebody shows who has that name and password.
    pub fn shown(self, name: &str, password: &str, nonce: &[u8]) -> String {
        let both = format!("{name}:{password}");
        match self {
            Kind::Basic => STANDARD.encode(both),
            Kind::Md5 => {
                let who = STANDARD.encode(Md5::digest(both));
                STANDARD.encode(Md5::digest([who.as_bytes(), b":", nonce].concat()))
            }
        }
    }

    fn meta(self, nonce: &str) -> String {
        let name = if self == Kind::Basic { "basic" } else { "md5" };
        let nonce = match (self, nonce) {
            (Kind::Basic, _) | (Kind::Md5, "") => String::new(),
            (Kind::Md5, nonce) => format!("<m:NextNonce>{nonce}</m:NextNonce>"),
        };
        format!("<Meta><m:Format>b64</m:Format><m:Type>syncml:auth-{name}</m:Type>{nonce}</Meta>")
    }

    pub fn cred(self, data: &str) -> String {
        format!("<Cred>{}<Data>{data}</Data></Cred>", self.meta(""))
    }

    pub fn challenge(self, nonce: &[u8]) -> String {
        format!("<Chal>{}</Chal>", self.meta(&STANDARD.encode(nonce)))
    }
}

pub fn alert(code: u16) -> Element {
    let text = format!("<Alert><CmdID>@</CmdID><Data>{code}</Data></Alert>");
    Element { name: "Alert", text }
}

/// DevInfo, with more nodes than a server must know.
pub fn info(device: &str, text: Text) -> Element {
    let known = [
        ("DevId", device),
        ("Man", "Foreign & Sons"),
        ("Mod", "<M>"),
        ("DmV", "1.2"),
        ("Lang", "en-GB"),
        ("Ext/Colour", "green"),
        ("Bearer/GPRS/Name", ""),
    ];
    let mut items = String::new();
    for (name, value) in known {
        let value = text.write(value);
        items += &format!(
            "<Item><Source><LocURI>./DevInfo/{name}</LocURI><LocName>{name}</LocName></Source>\
             <Meta><m:Format>chr</m:Format><m:Type>text/plain</m:Type></Meta><Data>{value}</Data>\
             </Item>"
        );
    }
    let text = format!("<Replace><CmdID>@</CmdID>{items}</Replace>");
    Element { name: "Replace", text }
}

/// A Status; `id` is 0 and `name` SyncHdr for that of a header.
pub fn status(message: &str, id: &str, name: &str, about: &str, code: u16, more: &str) -> Element {
    let about = Text::Entities.write(about);
    let text = format!(
        "<Status><CmdID>@</CmdID><MsgRef>{message}</MsgRef><CmdRef>{id}</CmdRef><Cmd>{name}</Cmd>\
         <TargetRef>{about}</TargetRef>{more}<Data>{code}</Data></Status>"
    );
    Element { name: "Status", text }
}

/// A part of what was read: all of it, or with more to come.
pub fn results(
    message: &str,
    command: &Command,
    found: (&str, &str),
    data: &str,
    more: &str,
) -> Element {
    let (id, about) = (&command.id, Text::Entities.write(&command.target));
    let (format, kind) = found;
    let kind = if kind.is_empty() { String::new() } else { format!("<m:Type>{kind}</m:Type>") };
    let text = format!(
        "<Results><CmdID>@</CmdID><MsgRef>{message}</MsgRef><CmdRef>{id}</CmdRef><Item><Source>\
         <LocURI>{about}</LocURI></Source><Meta><m:Format>{format}</m:Format>{kind}</Meta>\
         <Data>{data}</Data>{more}</Item></Results>"
    );
    Element { name: "Results", text }
}

/// A package of the server.
#[derive(Debug, Default)]
pub struct Package {
    pub session: String,
    pub msg_id: String,
    pub target: String,
    pub resp_uri: String,
    pub cred: Option<(Kind, String)>,
    pub statuses: Vec<Status>,
    pub commands: Vec<Command>,
    pub is_final: bool,
}

#[derive(Debug)]
pub struct Status {
    pub msg_ref: String,
    pub cmd_ref: String,
    pub cmd: String,
    pub code: u16,
    /// What it asks for next.
    pub challenge: Option<(Kind, Vec<u8>)>,
}

#[derive(Clone, Debug)]
pub struct Command {
    pub id: String,
    pub verb: String,
    pub target: String,
    pub format: String,
    pub kind: String,
    pub data: String,
}

impl Command {
    pub fn asked(&self) -> Asked<'_> {
        let Command { verb, target, format, kind, data, .. } = self;
        Asked { verb, target, format, kind, data }
    }
}

/// Reads a package of the server.
pub fn read(text: &str) -> Result<Package, String> {
    xml::read(text, package)?
}

fn package(root: Node<'_, '_>) -> Result<Package, String> {
    let header = xml::child(root, "SyncHdr").ok_or("no SyncHdr")?;
    let body = xml::child(root, "SyncBody").ok_or("no SyncBody")?;
    let versions = (xml::at(header, "VerDTD"), xml::at(header, "VerProto"));
    if versions != ("1.2".to_owned(), "DM/1.2".to_owned()) {
        return Err(format!("not our versions: {versions:?}"));
    }
    let mut package = Package {
        session: xml::at(header, "SessionID"),
        msg_id: xml::at(header, "MsgID"),
        target: xml::at(header, "Target/LocURI"),
        resp_uri: xml::at(header, "RespURI"),
        is_final: xml::child(body, "Final").is_some(),
        ..Package::default()
    };
    if let Some(cred) = xml::child(header, "Cred") {
        let kind = Kind::of(&xml::at(cred, "Meta/Type")).ok_or("credentials of no known type")?;
        package.cred = Some((kind, xml::at(cred, "Data")));
    }
    let mut ids = Vec::new();
    commands(body, &mut package, &mut ids)?;
    let count = ids.len();
    ids.sort();
    ids.dedup();
    if ids.len() != count || ids.iter().any(|id| id.is_empty() || id == "0") {
        return Err("its CmdIDs are not one for each".to_owned());
    }
    Ok(package)
}

fn commands(above: Node<'_, '_>, to: &mut Package, ids: &mut Vec<String>) -> Result<(), String> {
    for node in above.children().filter(Node::is_element) {
        let verb = node.tag_name().name();
        if ["Final", "CmdID", "Meta"].contains(&verb) {
            continue;
        }
        ids.push(xml::at(node, "CmdID"));
        if verb == "Status" {
            let challenge = xml::child(node, "Chal");
            to.statuses.push(Status {
                msg_ref: xml::at(node, "MsgRef"),
                cmd_ref: xml::at(node, "CmdRef"),
                cmd: xml::at(node, "Cmd"),
                code: xml::at(node, "Data").parse().map_err(|_| "a Status without a code")?,
                challenge: challenge.and_then(|it| {
                    let nonce = STANDARD.decode(xml::at(it, "Meta/NextNonce")).ok()?;
                    Some((Kind::of(&xml::at(it, "Meta/Type"))?, nonce))
                }),
            });
            continue;
        }
        let mut items = node.children().filter(|it| it.tag_name().name() == "Item");
        let (item, more) = (items.next(), items.next());
        if more.is_some() {
            return Err(format!("{verb} has several items"));
        }
        let in_item = |path| item.map_or(String::new(), |item| xml::at(item, path));
        let data = if verb == "Alert" { xml::at(node, "Data") } else { in_item("Data") };
        to.commands.push(Command {
            id: xml::at(node, "CmdID"),
            verb: verb.to_owned(),
            target: in_item("Target/LocURI"),
            format: in_item("Meta/Format"),
            kind: in_item("Meta/Type"),
            data,
        });
        if verb == "Sequence" {
            commands(node, to, ids)?;
        }
    }
    Ok(())
}
