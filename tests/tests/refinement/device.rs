//! A device in memory: the real tree with its rules, and DM sessions without a network.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codec::syncml::{self, Command, Item};
use dm_client::acl::Right;
use dm_client::operation::Operation;
use dm_client::{Cleaning, Device, Version};
use reference_server::device::Line;

/// A device.
pub struct Phone {
    pub device: Device,
    pub cleaning: Cleaning,
    pub version: Version,
    /// What was said in the last session, for people.
    pub said: String,
}

/// The elements of a command that stand in its answer.
struct Asked<'c> {
    verb: Right,
    cmd_id: &'c str,
    item: &'c Item<'c>,
}

impl Phone {
    /// Opens a session to a server and does what it says until it says no more.
    pub async fn session(&mut self, server: &str, line: &Line) {
        self.said.clear();
        let account = self.device.account(server).expect("who has a session has an account");
        let client = account.client.expect("the server wants to know whose device it is");
        let shown = STANDARD.encode(format!("{}:{}", client.name, client.secret));
        let mut cred = format!(
            "<Cred><Meta><Format xmlns='syncml:metinf'>b64</Format>\
             <Type xmlns='syncml:metinf'>syncml:auth-basic</Type></Meta><Data>{shown}</Data></Cred>"
        );
        let mut body = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>".to_owned();
        let mut query = None;
        for number in 1.. {
            let package = self.package(number, &account.url, &std::mem::take(&mut cred), &body);
            let media_type = Some(syncml::MEDIA_TYPE);
            let said = line.posted(media_type, query.as_deref(), package.as_bytes()).await;
            let text = String::from_utf8_lossy(&said.2);
            assert_eq!(said.0, 200, "{package}\n{text}");
            let said = syncml::decode(&said.2).unwrap();
            let address = said.sync_hdr.resp_uri.as_deref().and_then(|it| it.split_once('?'));
            query = address.map(|(_, query)| query.to_owned());
            let answers: Vec<String> = said
                .sync_body
                .command
                .iter()
                .filter_map(asked)
                .map(|it| self.answer(server, &it))
                .collect();
            if answers.is_empty() {
                return;
            }
            let message = &said.sync_hdr.msg_id;
            body = format!(
                "<Status><CmdID>1</CmdID><MsgRef>{message}</MsgRef><CmdRef>0</CmdRef>\
                 <Cmd>SyncHdr</Cmd><Data>200</Data></Status>{}",
                answers.concat().replace("{message}", message)
            );
        }
    }

    fn package(&self, number: u32, url: &str, cred: &str, body: &str) -> String {
        let id = self.device.tree.value("./DevInfo/DevId").unwrap();
        let version = match self.version {
            Version::Dm12 => "1.2",
            Version::Dm13 => "1.3",
        };
        format!(
            "<SyncML xmlns='SYNCML:SYNCML{version}'><SyncHdr><VerDTD>{version}</VerDTD>\
             <VerProto>DM/{version}</VerProto><SessionID>1</SessionID><MsgID>{number}</MsgID>\
             <Target><LocURI>{url}</LocURI></Target><Source><LocURI>{id}</LocURI></Source>{cred}\
             </SyncHdr><SyncBody>{body}<Final/></SyncBody></SyncML>"
        )
    }

    /// Does a command: its Status, and what it has found.
    fn answer(&mut self, server: &str, asked: &Asked<'_>) -> String {
        let Asked { verb, cmd_id, item } = asked;
        let target = item.target.as_ref().map_or("", |target| &target.loc_uri);
        let meta = item.meta.as_ref();
        let operation = Operation {
            verb: *verb,
            target,
            format: meta.and_then(|meta| meta.format.as_deref()),
            kind: meta.and_then(|meta| meta.r#type.as_deref()),
            data: item.data.as_deref(),
        };
        let reply = self.device.perform(server, &operation, self.cleaning);
        let (name, code) = (verb.name(), reply.status);
        let data = reply.found.as_ref().map(|found| &*found.data).or(operation.data);
        writeln!(self.said, "    {name} {target} {} -> {code}", data.unwrap_or("")).unwrap();
        let of = format!("<MsgRef>{{message}}</MsgRef><CmdRef>{cmd_id}</CmdRef>");
        let (name, code) = (verb.name(), reply.status);
        let status =
            format!("<Status><CmdID>2</CmdID>{of}<Cmd>{name}</Cmd><Data>{code}</Data></Status>");
        let Some(found) = reply.found else { return status };
        let data = found.data.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "{status}<Results><CmdID>3</CmdID>{of}<Item><Source><LocURI>{target}</LocURI></Source>\
             <Data>{data}</Data></Item></Results>"
        )
    }
}

/// A command on the tree; the server sends one item in each.
fn asked<'c>(command: &'c Command<'_>) -> Option<Asked<'c>> {
    let (verb, cmd_id, item) = match command {
        Command::Get(it) => (Right::Get, &it.cmd_id, &it.item),
        Command::Add(it) => (Right::Add, &it.cmd_id, &it.item),
        Command::Replace(it) => (Right::Replace, &it.cmd_id, &it.item),
        Command::Delete(it) => (Right::Delete, &it.cmd_id, &it.item),
        Command::Status(_) => return None,
        other => panic!("no operation takes {other:?}"),
    };
    assert_eq!(item.len(), 1, "{command:?}");
    Some(Asked { verb, cmd_id, item: &item[0] })
}
