//! Packages of the device: how answers and commands look in SyncML.

use std::borrow::Cow;

use codec::syncml::{
    Alert, Chal, Command, Cred, Item, Meta, Replace, Results, Source, Status as Answer, SyncBody,
    SyncHdr, SyncMl, Target,
};

use crate::auth;
use crate::http::MAX_BODY_BYTES;
use crate::operation::Found;
use crate::status::Status;
use crate::tree::{Node, Tree};

/// The version of DM that the device speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Version {
    /// DM 1.2.
    #[default]
    #[serde(rename = "1.2")]
    Dm12,
    /// DM 1.3.
    #[serde(rename = "1.3")]
    Dm13,
}

impl Version {
    fn of_representation(self) -> &'static str {
        match self {
            Version::Dm12 => "1.2",
            Version::Dm13 => "1.3",
        }
    }

    /// The version of the protocol, as headers have it.
    pub fn of_protocol(self) -> &'static str {
        match self {
            Version::Dm12 => "DM/1.2",
            Version::Dm13 => "DM/1.3",
        }
    }
}

/// Who speaks to whom in a message of the device.
pub(crate) struct Header<'a> {
    pub version: Version,
    pub session: &'a str,
    pub message: u32,
    pub server: &'a str,
    pub device: &'a str,
    pub user: Option<&'a str>,
    pub credentials: Option<(&'static str, String)>,
}

/// Numbers the commands and puts the header before them.
pub(crate) fn message(
    header: Header<'_>,
    mut commands: Vec<Command<'static>>,
    end: End,
) -> SyncMl<'static> {
    for (n, command) in commands.iter_mut().enumerate() {
        if let Some(id) = command_id(command) {
            *id = Cow::Owned((n + 1).to_string());
        }
    }
    let owned = |text: &str| Cow::Owned(text.to_owned());
    let cred = header.credentials.map(|(kind, data)| Cred {
        meta: Some(Meta {
            format: Some(Cow::Borrowed("b64")),
            r#type: Some(Cow::Borrowed(kind)),
            ..Meta::default()
        }),
        data: Cow::Owned(data),
    });
    let size = Some(Cow::Owned(MAX_BODY_BYTES.to_string()));
    SyncMl {
        sync_hdr: SyncHdr {
            ver_dtd: Cow::Borrowed(header.version.of_representation()),
            ver_proto: Cow::Borrowed(header.version.of_protocol()),
            session_id: owned(header.session),
            msg_id: Cow::Owned(header.message.to_string()),
            target: Target { loc_uri: owned(header.server), loc_name: None },
            source: Source { loc_uri: owned(header.device), loc_name: header.user.map(owned) },
            resp_uri: None,
            no_resp: false,
            cred,
            meta: Some(Meta { max_msg_size: size, ..Meta::default() }),
        },
        sync_body: SyncBody { command: commands, r#final: end == End::Package },
    }
}

/// What ends with a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The package.
    Package,
    /// Only the message: the server has not ended its package.
    Message,
}

/// Alert 1200 or 1201 and what the device is: the content of package 1.
pub(crate) fn opening(alert_code: u16, tree: &Tree) -> Vec<Command<'static>> {
    let info = tree.at("./DevInfo").and_then(Node::nodes).into_iter().flatten();
    let item = info.filter_map(|(name, node)| {
        Some(Item {
            source: Some(Source {
                loc_uri: Cow::Owned(format!("./DevInfo/{name}")),
                loc_name: None,
            }),
            meta: Some(Meta {
                format: Some(Cow::Borrowed("chr")),
                r#type: Some(Cow::Borrowed("text/plain")),
                ..Meta::default()
            }),
            data: Some(Cow::Owned(node.value()?.to_owned())),
            ..Item::default()
        })
    });
    let item = item.collect();
    let info = Replace { cmd_id: Cow::Borrowed(""), no_resp: false, meta: None, item };
    vec![alert(alert_code), Command::Replace(info)]
}

/// An alert without items.
pub(crate) fn alert(code: u16) -> Command<'static> {
    Command::Alert(Alert {
        cmd_id: Cow::Borrowed(""),
        no_resp: false,
        data: Some(Cow::Owned(code.to_string())),
        correlator: None,
        item: Vec::new(),
    })
}

/// What a Status or Results answers.
#[derive(Clone, Copy)]
pub(crate) struct Reference<'a> {
    pub message: &'a str,
    pub command: &'a str,
    pub name: &'static str,
}

/// The status of a command, for those of its targets.
pub(crate) fn status(of: Reference<'_>, targets: Vec<String>, code: Status) -> Command<'static> {
    Command::Status(answer(of, targets, code))
}

/// The status of a message, with what the next credentials are to be made with.
pub(crate) fn header_status(
    of: Reference<'_>,
    target: &str,
    source: &str,
    code: Status,
    challenge: Option<(&'static str, Vec<u8>)>,
) -> Command<'static> {
    let chal = challenge.map(|(kind, nonce)| Chal {
        meta: Meta {
            format: Some(Cow::Borrowed("b64")),
            r#type: Some(Cow::Borrowed(kind)),
            next_nonce: (kind == auth::MD5).then(|| Cow::Owned(auth::b64(nonce))),
            ..Meta::default()
        },
    });
    let source_ref = vec![Cow::Owned(source.to_owned())];
    Command::Status(Answer { chal, source_ref, ..answer(of, vec![target.to_owned()], code) })
}

fn answer(of: Reference<'_>, targets: Vec<String>, code: Status) -> Answer<'static> {
    Answer {
        cmd_id: Cow::Borrowed(""),
        msg_ref: Cow::Owned(of.message.to_owned()),
        cmd_ref: Cow::Owned(of.command.to_owned()),
        cmd: Cow::Borrowed(of.name),
        target_ref: targets.into_iter().map(Cow::Owned).collect(),
        source_ref: Vec::new(),
        chal: None,
        data: Cow::Owned(code.to_string()),
        item: Vec::new(),
    }
}

/// What a Get found.
pub(crate) fn results(of: Reference<'_>, found: Vec<(String, Found)>) -> Command<'static> {
    let item = found.into_iter().map(|(address, found)| Item {
        source: Some(Source { loc_uri: Cow::Owned(address), loc_name: None }),
        meta: Some(Meta {
            format: Some(Cow::Borrowed(found.format)),
            r#type: found.kind.map(Cow::Owned),
            ..Meta::default()
        }),
        data: Some(Cow::Owned(found.data)),
        ..Item::default()
    });
    Command::Results(Results {
        cmd_id: Cow::Borrowed(""),
        msg_ref: Some(Cow::Owned(of.message.to_owned())),
        cmd_ref: Cow::Owned(of.command.to_owned()),
        meta: None,
        target_ref: None,
        source_ref: None,
        item: item.collect(),
    })
}

/// The number of a command that the device sends.
fn command_id<'c>(command: &'c mut Command<'static>) -> Option<&'c mut Cow<'static, str>> {
    match command {
        Command::Alert(it) => Some(&mut it.cmd_id),
        Command::Status(it) => Some(&mut it.cmd_id),
        Command::Results(it) => Some(&mut it.cmd_id),
        Command::Replace(it) => Some(&mut it.cmd_id),
        Command::Get(_) | Command::Add(_) | Command::Delete(_) | Command::Exec(_) => None,
        Command::Atomic(_) | Command::Copy(_) | Command::Map(_) | Command::Move(_) => None,
        Command::Put(_) | Command::Search(_) | Command::Sequence(_) | Command::Sync(_) => None,
    }
}
