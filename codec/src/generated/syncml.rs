//! The part of the DM session (SyncML representation protocol 1.2) that a delegation needs.
//!
//! Written by `cargo xtask codegen` from `codec/schema/syncml-dm.xsd`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Sink, Space};

/// SyncML: A message of a DM session: who speaks to whom, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncMl<'a> {
    /// `SyncHdr`
    #[serde(rename = "SyncHdr")]
    pub sync_hdr: SyncHdr<'a>,
    /// `SyncBody`
    #[serde(rename = "SyncBody")]
    pub sync_body: SyncBody<'a>,
}

impl<'a> SyncMl<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let sync_hdr = from.group("SyncHdr", SyncHdr::read)?;
        let sync_body = from.group("SyncBody", SyncBody::read)?;
        Ok(Self { sync_hdr, sync_body })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.group("SyncHdr", |to| self.sync_hdr.write(to));
        to.group("SyncBody", |to| self.sync_body.write(to));
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> SyncMl<'static> {
        SyncMl {
            sync_hdr: self.sync_hdr.into_owned(),
            sync_body: self.sync_body.into_owned(),
        }
    }
}

/// SyncHdr: Who speaks to whom, in which session and version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncHdr<'a> {
    /// `VerDTD`: The version of the representation protocol: 1.2 or 1.3.
    #[serde(rename = "VerDTD")]
    pub ver_dtd: Cow<'a, str>,
    /// `VerProto`: The version of the DM protocol: DM/1.2 or DM/1.3; answered in that of the
    /// client.
    #[serde(rename = "VerProto")]
    pub ver_proto: Cow<'a, str>,
    /// `SessionID`: Chosen by who opens the session: at most four hexadecimal digits.
    #[serde(rename = "SessionID")]
    pub session_id: Cow<'a, str>,
    /// `MsgID`: The number of the message in its session and direction, from 1.
    #[serde(rename = "MsgID")]
    pub msg_id: Cow<'a, str>,
    /// `Target`
    #[serde(rename = "Target")]
    pub target: Target<'a>,
    /// `Source`
    #[serde(rename = "Source")]
    pub source: Source<'a>,
    /// `RespURI`: Where the answer is to go to, if not where this came from.
    #[serde(rename = "RespURI", skip_serializing_if = "Option::is_none")]
    pub resp_uri: Option<Cow<'a, str>>,
    /// `NoResp`: Whether no status is wanted for any command of the message.
    #[serde(rename = "NoResp", default, skip_serializing_if = "std::ops::Not::not")]
    pub no_resp: bool,
    /// `Cred`
    #[serde(rename = "Cred", skip_serializing_if = "Option::is_none")]
    pub cred: Option<Cred<'a>>,
    /// `Meta`: How large messages and objects may be that the sender takes.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
}

impl<'a> SyncHdr<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let ver_dtd = from.text("VerDTD")?;
        let ver_proto = from.text("VerProto")?;
        let session_id = from.text("SessionID")?;
        let msg_id = from.text("MsgID")?;
        let target = from.group("Target", Target::read)?;
        let source = from.group("Source", Source::read)?;
        let resp_uri = from.optional(&["RespURI"], S::text)?;
        let no_resp = from.optional(&["NoResp"], S::empty)?.is_some();
        let cred = from.optional(&["Cred"], |from, name| from.group(name, Cred::read))?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        Ok(Self {
            ver_dtd,
            ver_proto,
            session_id,
            msg_id,
            target,
            source,
            resp_uri,
            no_resp,
            cred,
            meta,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("VerDTD", &self.ver_dtd);
        to.text("VerProto", &self.ver_proto);
        to.text("SessionID", &self.session_id);
        to.text("MsgID", &self.msg_id);
        to.group("Target", |to| self.target.write(to));
        to.group("Source", |to| self.source.write(to));
        if let Some(resp_uri) = &self.resp_uri {
            to.text("RespURI", resp_uri);
        }
        if self.no_resp {
            to.empty("NoResp");
        }
        if let Some(cred) = &self.cred {
            to.group("Cred", |to| cred.write(to));
        }
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> SyncHdr<'static> {
        SyncHdr {
            ver_dtd: Cow::Owned(self.ver_dtd.into_owned()),
            ver_proto: Cow::Owned(self.ver_proto.into_owned()),
            session_id: Cow::Owned(self.session_id.into_owned()),
            msg_id: Cow::Owned(self.msg_id.into_owned()),
            target: self.target.into_owned(),
            source: self.source.into_owned(),
            resp_uri: self.resp_uri.map(|it| Cow::Owned(it.into_owned())),
            no_resp: self.no_resp,
            cred: self.cred.map(Cred::into_owned),
            meta: self.meta.map(Meta::into_owned),
        }
    }
}

/// SyncBody: The commands and answers of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncBody<'a> {
    /// `Command`
    #[serde(rename = "Command")]
    pub command: Vec<Command<'a>>,
    /// `Final`: Whether the message is the last of its package.
    #[serde(rename = "Final", default, skip_serializing_if = "std::ops::Not::not")]
    pub r#final: bool,
}

impl<'a> SyncBody<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let mut command = Vec::from([Command::read(from)?]);
        while from.next_of(Command::NAMES)?.is_some() {
            command.push(Command::read(from)?);
        }
        let r#final = from.optional(&["Final"], S::empty)?.is_some();
        Ok(Self { command, r#final })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.require("Command", !self.command.is_empty());
        for command in &self.command {
            command.write(to);
        }
        if self.r#final {
            to.empty("Final");
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> SyncBody<'static> {
        SyncBody {
            command: self.command.into_iter().map(Command::into_owned).collect(),
            r#final: self.r#final,
        }
    }
}

/// Command: A command, or the answer to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command<'a> {
    /// `Alert`
    #[serde(rename = "Alert")]
    Alert(Alert<'a>),
    /// `Status`
    #[serde(rename = "Status")]
    Status(Status<'a>),
    /// `Results`
    #[serde(rename = "Results")]
    Results(Results<'a>),
    /// `Get`
    #[serde(rename = "Get")]
    Get(Get<'a>),
    /// `Add`
    #[serde(rename = "Add")]
    Add(Add<'a>),
    /// `Replace`
    #[serde(rename = "Replace")]
    Replace(Replace<'a>),
    /// `Delete`
    #[serde(rename = "Delete")]
    Delete(Delete<'a>),
    /// `Exec`
    #[serde(rename = "Exec")]
    Exec(Exec<'a>),
    /// `Atomic`
    #[serde(rename = "Atomic")]
    Atomic(OtherCommand<'a>),
    /// `Copy`
    #[serde(rename = "Copy")]
    Copy(OtherCommand<'a>),
    /// `Map`
    #[serde(rename = "Map")]
    Map(OtherCommand<'a>),
    /// `Move`
    #[serde(rename = "Move")]
    Move(OtherCommand<'a>),
    /// `Put`
    #[serde(rename = "Put")]
    Put(OtherCommand<'a>),
    /// `Search`
    #[serde(rename = "Search")]
    Search(OtherCommand<'a>),
    /// `Sequence`
    #[serde(rename = "Sequence")]
    Sequence(OtherCommand<'a>),
    /// `Sync`
    #[serde(rename = "Sync")]
    Sync(OtherCommand<'a>),
}

impl<'a> Command<'a> {
    /// The elements, in the order of the schema.
    pub const NAMES: &'static [&'static str] = &[
        "Alert",
        "Status",
        "Results",
        "Get",
        "Add",
        "Replace",
        "Delete",
        "Exec",
        "Atomic",
        "Copy",
        "Map",
        "Move",
        "Put",
        "Search",
        "Sequence",
        "Sync",
    ];

    /// Reads the one that comes.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let one = match from.next_of(Self::NAMES)? {
            Some(1) => Self::Status(from.group("Status", Status::read)?),
            Some(2) => Self::Results(from.group("Results", Results::read)?),
            Some(3) => Self::Get(from.group("Get", Get::read)?),
            Some(4) => Self::Add(from.group("Add", Add::read)?),
            Some(5) => Self::Replace(from.group("Replace", Replace::read)?),
            Some(6) => Self::Delete(from.group("Delete", Delete::read)?),
            Some(7) => Self::Exec(from.group("Exec", Exec::read)?),
            Some(8) => Self::Atomic(from.group("Atomic", OtherCommand::read)?),
            Some(9) => Self::Copy(from.group("Copy", OtherCommand::read)?),
            Some(10) => Self::Map(from.group("Map", OtherCommand::read)?),
            Some(11) => Self::Move(from.group("Move", OtherCommand::read)?),
            Some(12) => Self::Put(from.group("Put", OtherCommand::read)?),
            Some(13) => Self::Search(from.group("Search", OtherCommand::read)?),
            Some(14) => Self::Sequence(from.group("Sequence", OtherCommand::read)?),
            Some(15) => Self::Sync(from.group("Sync", OtherCommand::read)?),
            _ => Self::Alert(from.group("Alert", Alert::read)?),
        };
        Ok(one)
    }

    /// Gives the one that it is.
    pub fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Alert(alert) => to.group("Alert", |to| alert.write(to)),
            Self::Status(status) => to.group("Status", |to| status.write(to)),
            Self::Results(results) => to.group("Results", |to| results.write(to)),
            Self::Get(get) => to.group("Get", |to| get.write(to)),
            Self::Add(add) => to.group("Add", |to| add.write(to)),
            Self::Replace(replace) => to.group("Replace", |to| replace.write(to)),
            Self::Delete(delete) => to.group("Delete", |to| delete.write(to)),
            Self::Exec(exec) => to.group("Exec", |to| exec.write(to)),
            Self::Atomic(atomic) => to.group("Atomic", |to| atomic.write(to)),
            Self::Copy(copy) => to.group("Copy", |to| copy.write(to)),
            Self::Map(map) => to.group("Map", |to| map.write(to)),
            Self::Move(r#move) => to.group("Move", |to| r#move.write(to)),
            Self::Put(put) => to.group("Put", |to| put.write(to)),
            Self::Search(search) => to.group("Search", |to| search.write(to)),
            Self::Sequence(sequence) => to.group("Sequence", |to| sequence.write(to)),
            Self::Sync(sync) => to.group("Sync", |to| sync.write(to)),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Command<'static> {
        match self {
            Self::Alert(it) => Command::Alert(it.into_owned()),
            Self::Status(it) => Command::Status(it.into_owned()),
            Self::Results(it) => Command::Results(it.into_owned()),
            Self::Get(it) => Command::Get(it.into_owned()),
            Self::Add(it) => Command::Add(it.into_owned()),
            Self::Replace(it) => Command::Replace(it.into_owned()),
            Self::Delete(it) => Command::Delete(it.into_owned()),
            Self::Exec(it) => Command::Exec(it.into_owned()),
            Self::Atomic(it) => Command::Atomic(it.into_owned()),
            Self::Copy(it) => Command::Copy(it.into_owned()),
            Self::Map(it) => Command::Map(it.into_owned()),
            Self::Move(it) => Command::Move(it.into_owned()),
            Self::Put(it) => Command::Put(it.into_owned()),
            Self::Search(it) => Command::Search(it.into_owned()),
            Self::Sequence(it) => Command::Sequence(it.into_owned()),
            Self::Sync(it) => Command::Sync(it.into_owned()),
        }
    }
}

/// Alert: Tells what happened or what is wanted: 1200 and 1201 open a session, 1222 asks for the
/// next message, 1223 ends the session at once, 1226 is any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alert<'a> {
    /// `CmdID`: The number of the command in its message; never 0.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `NoResp`: Whether no status is wanted.
    #[serde(rename = "NoResp", default, skip_serializing_if = "std::ops::Not::not")]
    pub no_resp: bool,
    /// `Data`: The number of the alert.
    #[serde(rename = "Data", skip_serializing_if = "Option::is_none")]
    pub data: Option<Cow<'a, str>>,
    /// `Correlator`: What the command said that the alert is the late answer to.
    #[serde(rename = "Correlator", skip_serializing_if = "Option::is_none")]
    pub correlator: Option<Cow<'a, str>>,
    /// `Item`
    #[serde(rename = "Item", default, skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item<'a>>,
}

impl<'a> Alert<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let no_resp = from.optional(&["NoResp"], S::empty)?.is_some();
        from.optional(&["Cred"], S::skipped)?;
        let data = from.optional(&["Data"], S::text)?;
        let correlator = from.optional(&["Correlator"], S::text)?;
        let item = from.list(&["Item"], |from, name| from.group(name, Item::read))?;
        Ok(Self {
            cmd_id,
            no_resp,
            data,
            correlator,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        if self.no_resp {
            to.empty("NoResp");
        }
        if let Some(data) = &self.data {
            to.text("Data", data);
        }
        if let Some(correlator) = &self.correlator {
            to.text("Correlator", correlator);
        }
        for item in &self.item {
            to.group("Item", |to| item.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Alert<'static> {
        Alert {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            no_resp: self.no_resp,
            data: self.data.map(|it| Cow::Owned(it.into_owned())),
            correlator: self.correlator.map(|it| Cow::Owned(it.into_owned())),
            item: self.item.into_iter().map(Item::into_owned).collect(),
        }
    }
}

/// Status: The answer to one command, or to the header of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status<'a> {
    /// `CmdID`: The number of the answer in its own message.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `MsgRef`: The message that is answered.
    #[serde(rename = "MsgRef")]
    pub msg_ref: Cow<'a, str>,
    /// `CmdRef`: The command that is answered; 0 for the header.
    #[serde(rename = "CmdRef")]
    pub cmd_ref: Cow<'a, str>,
    /// `Cmd`: The name of what is answered; SyncHdr for the header.
    #[serde(rename = "Cmd")]
    pub cmd: Cow<'a, str>,
    /// `TargetRef`: Which items of the command it is about, by their targets; all where none is
    /// named.
    #[serde(rename = "TargetRef", default, skip_serializing_if = "Vec::is_empty")]
    pub target_ref: Vec<Cow<'a, str>>,
    /// `SourceRef`: The same by their sources.
    #[serde(rename = "SourceRef", default, skip_serializing_if = "Vec::is_empty")]
    pub source_ref: Vec<Cow<'a, str>>,
    /// `Chal`
    #[serde(rename = "Chal", skip_serializing_if = "Option::is_none")]
    pub chal: Option<Chal<'a>>,
    /// `Data`: The status code.
    #[serde(rename = "Data")]
    pub data: Cow<'a, str>,
    /// `Item`: More about the code.
    #[serde(rename = "Item", default, skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item<'a>>,
}

impl<'a> Status<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let msg_ref = from.text("MsgRef")?;
        let cmd_ref = from.text("CmdRef")?;
        let cmd = from.text("Cmd")?;
        let target_ref = from.list(&["TargetRef"], S::text)?;
        let source_ref = from.list(&["SourceRef"], S::text)?;
        from.optional(&["Cred"], S::skipped)?;
        let chal = from.optional(&["Chal"], |from, name| from.group(name, Chal::read))?;
        let data = from.text("Data")?;
        let item = from.list(&["Item"], |from, name| from.group(name, Item::read))?;
        Ok(Self {
            cmd_id,
            msg_ref,
            cmd_ref,
            cmd,
            target_ref,
            source_ref,
            chal,
            data,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        to.text("MsgRef", &self.msg_ref);
        to.text("CmdRef", &self.cmd_ref);
        to.text("Cmd", &self.cmd);
        for target_ref in &self.target_ref {
            to.text("TargetRef", target_ref);
        }
        for source_ref in &self.source_ref {
            to.text("SourceRef", source_ref);
        }
        if let Some(chal) = &self.chal {
            to.group("Chal", |to| chal.write(to));
        }
        to.text("Data", &self.data);
        for item in &self.item {
            to.group("Item", |to| item.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Status<'static> {
        Status {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            msg_ref: Cow::Owned(self.msg_ref.into_owned()),
            cmd_ref: Cow::Owned(self.cmd_ref.into_owned()),
            cmd: Cow::Owned(self.cmd.into_owned()),
            target_ref: self
                .target_ref
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            source_ref: self
                .source_ref
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            chal: self.chal.map(Chal::into_owned),
            data: Cow::Owned(self.data.into_owned()),
            item: self.item.into_iter().map(Item::into_owned).collect(),
        }
    }
}

/// Results: What a Get has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Results<'a> {
    /// `CmdID`: The number of the answer in its own message.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `MsgRef`: The message with the Get; 1 where it is missing.
    #[serde(rename = "MsgRef", skip_serializing_if = "Option::is_none")]
    pub msg_ref: Option<Cow<'a, str>>,
    /// `CmdRef`: The number of the Get.
    #[serde(rename = "CmdRef")]
    pub cmd_ref: Cow<'a, str>,
    /// `Meta`: What holds of all items that do not say otherwise.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `TargetRef`
    #[serde(rename = "TargetRef", skip_serializing_if = "Option::is_none")]
    pub target_ref: Option<Cow<'a, str>>,
    /// `SourceRef`
    #[serde(rename = "SourceRef", skip_serializing_if = "Option::is_none")]
    pub source_ref: Option<Cow<'a, str>>,
    /// `Item`
    #[serde(rename = "Item")]
    pub item: Vec<Item<'a>>,
}

impl<'a> Results<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let msg_ref = from.optional(&["MsgRef"], S::text)?;
        let cmd_ref = from.text("CmdRef")?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let target_ref = from.optional(&["TargetRef"], S::text)?;
        let source_ref = from.optional(&["SourceRef"], S::text)?;
        let item = from.many(&["Item"], |from, name| from.group(name, Item::read))?;
        Ok(Self {
            cmd_id,
            msg_ref,
            cmd_ref,
            meta,
            target_ref,
            source_ref,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        if let Some(msg_ref) = &self.msg_ref {
            to.text("MsgRef", msg_ref);
        }
        to.text("CmdRef", &self.cmd_ref);
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        if let Some(target_ref) = &self.target_ref {
            to.text("TargetRef", target_ref);
        }
        if let Some(source_ref) = &self.source_ref {
            to.text("SourceRef", source_ref);
        }
        to.require("Item", !self.item.is_empty());
        for item in &self.item {
            to.group("Item", |to| item.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Results<'static> {
        Results {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            msg_ref: self.msg_ref.map(|it| Cow::Owned(it.into_owned())),
            cmd_ref: Cow::Owned(self.cmd_ref.into_owned()),
            meta: self.meta.map(Meta::into_owned),
            target_ref: self.target_ref.map(|it| Cow::Owned(it.into_owned())),
            source_ref: self.source_ref.map(|it| Cow::Owned(it.into_owned())),
            item: self.item.into_iter().map(Item::into_owned).collect(),
        }
    }
}

/// Get: Reads nodes or their properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Get<'a> {
    /// `CmdID`: The number of the command in its message; never 0.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `NoResp`: Whether no status is wanted.
    #[serde(rename = "NoResp", default, skip_serializing_if = "std::ops::Not::not")]
    pub no_resp: bool,
    /// `Meta`: What holds of all items that do not say otherwise.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `Item`
    #[serde(rename = "Item")]
    pub item: Vec<Item<'a>>,
}

impl<'a> Get<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let no_resp = from.optional(&["NoResp"], S::empty)?.is_some();
        from.optional(&["Lang"], S::skipped)?;
        from.optional(&["Cred"], S::skipped)?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let item = from.many(&["Item"], |from, name| from.group(name, Item::read))?;
        Ok(Self {
            cmd_id,
            no_resp,
            meta,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        if self.no_resp {
            to.empty("NoResp");
        }
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        to.require("Item", !self.item.is_empty());
        for item in &self.item {
            to.group("Item", |to| item.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Get<'static> {
        Get {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            no_resp: self.no_resp,
            meta: self.meta.map(Meta::into_owned),
            item: self.item.into_iter().map(Item::into_owned).collect(),
        }
    }
}

/// Add: Makes nodes that are not there yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add<'a> {
    /// `CmdID`: The number of the command in its message; never 0.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `NoResp`: Whether no status is wanted.
    #[serde(rename = "NoResp", default, skip_serializing_if = "std::ops::Not::not")]
    pub no_resp: bool,
    /// `Meta`: What holds of all items that do not say otherwise.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `Item`
    #[serde(rename = "Item")]
    pub item: Vec<Item<'a>>,
}

impl<'a> Add<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let no_resp = from.optional(&["NoResp"], S::empty)?.is_some();
        from.optional(&["Cred"], S::skipped)?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let item = from.many(&["Item"], |from, name| from.group(name, Item::read))?;
        Ok(Self {
            cmd_id,
            no_resp,
            meta,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        if self.no_resp {
            to.empty("NoResp");
        }
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        to.require("Item", !self.item.is_empty());
        for item in &self.item {
            to.group("Item", |to| item.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Add<'static> {
        Add {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            no_resp: self.no_resp,
            meta: self.meta.map(Meta::into_owned),
            item: self.item.into_iter().map(Item::into_owned).collect(),
        }
    }
}

/// Replace: Changes nodes or their properties; the access control list is one of them. From a
/// client: its device information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replace<'a> {
    /// `CmdID`: The number of the command in its message; never 0.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `NoResp`: Whether no status is wanted.
    #[serde(rename = "NoResp", default, skip_serializing_if = "std::ops::Not::not")]
    pub no_resp: bool,
    /// `Meta`: What holds of all items that do not say otherwise.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `Item`
    #[serde(rename = "Item")]
    pub item: Vec<Item<'a>>,
}

impl<'a> Replace<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let no_resp = from.optional(&["NoResp"], S::empty)?.is_some();
        from.optional(&["Cred"], S::skipped)?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let item = from.many(&["Item"], |from, name| from.group(name, Item::read))?;
        Ok(Self {
            cmd_id,
            no_resp,
            meta,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        if self.no_resp {
            to.empty("NoResp");
        }
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        to.require("Item", !self.item.is_empty());
        for item in &self.item {
            to.group("Item", |to| item.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Replace<'static> {
        Replace {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            no_resp: self.no_resp,
            meta: self.meta.map(Meta::into_owned),
            item: self.item.into_iter().map(Item::into_owned).collect(),
        }
    }
}

/// Delete: Removes nodes with all that is below them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delete<'a> {
    /// `CmdID`: The number of the command in its message; never 0.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `NoResp`: Whether no status is wanted.
    #[serde(rename = "NoResp", default, skip_serializing_if = "std::ops::Not::not")]
    pub no_resp: bool,
    /// `Meta`: What holds of all items that do not say otherwise.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `Item`
    #[serde(rename = "Item")]
    pub item: Vec<Item<'a>>,
}

impl<'a> Delete<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let no_resp = from.optional(&["NoResp"], S::empty)?.is_some();
        from.optional(&["Archive"], S::skipped)?;
        from.optional(&["SftDel"], S::skipped)?;
        from.optional(&["Cred"], S::skipped)?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let item = from.many(&["Item"], |from, name| from.group(name, Item::read))?;
        Ok(Self {
            cmd_id,
            no_resp,
            meta,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        if self.no_resp {
            to.empty("NoResp");
        }
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        to.require("Item", !self.item.is_empty());
        for item in &self.item {
            to.group("Item", |to| item.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Delete<'static> {
        Delete {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            no_resp: self.no_resp,
            meta: self.meta.map(Meta::into_owned),
            item: self.item.into_iter().map(Item::into_owned).collect(),
        }
    }
}

/// Exec: Starts what a node stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exec<'a> {
    /// `CmdID`: The number of the command in its message; never 0.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
    /// `NoResp`: Whether no status is wanted.
    #[serde(rename = "NoResp", default, skip_serializing_if = "std::ops::Not::not")]
    pub no_resp: bool,
    /// `Meta`: What holds of all items that do not say otherwise.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `Correlator`: What an alert repeats that tells the outcome later.
    #[serde(rename = "Correlator", skip_serializing_if = "Option::is_none")]
    pub correlator: Option<Cow<'a, str>>,
    /// `Item`
    #[serde(rename = "Item")]
    pub item: Item<'a>,
}

impl<'a> Exec<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        let no_resp = from.optional(&["NoResp"], S::empty)?.is_some();
        from.optional(&["Cred"], S::skipped)?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let correlator = from.optional(&["Correlator"], S::text)?;
        let item = from.group("Item", Item::read)?;
        Ok(Self {
            cmd_id,
            no_resp,
            meta,
            correlator,
            item,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
        if self.no_resp {
            to.empty("NoResp");
        }
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        if let Some(correlator) = &self.correlator {
            to.text("Correlator", correlator);
        }
        to.group("Item", |to| self.item.write(to));
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Exec<'static> {
        Exec {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
            no_resp: self.no_resp,
            meta: self.meta.map(Meta::into_owned),
            correlator: self.correlator.map(|it| Cow::Owned(it.into_owned())),
            item: self.item.into_owned(),
        }
    }
}

/// OtherCommand: A command that is not carried out, but has to be answered with a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherCommand<'a> {
    /// `CmdID`: The number of the command in its message; never 0.
    #[serde(rename = "CmdID")]
    pub cmd_id: Cow<'a, str>,
}

impl<'a> OtherCommand<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let cmd_id = from.text("CmdID")?;
        from.rest()?;
        Ok(Self { cmd_id })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("CmdID", &self.cmd_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> OtherCommand<'static> {
        OtherCommand {
            cmd_id: Cow::Owned(self.cmd_id.into_owned()),
        }
    }
}

/// Item: One node that a command is about, or one piece of data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item<'a> {
    /// `Target`
    #[serde(rename = "Target", skip_serializing_if = "Option::is_none")]
    pub target: Option<Target<'a>>,
    /// `Source`
    #[serde(rename = "Source", skip_serializing_if = "Option::is_none")]
    pub source: Option<Source<'a>>,
    /// `Meta`
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `Data`: The value; also empty, as a new interior node has it.
    #[serde(rename = "Data", skip_serializing_if = "Option::is_none")]
    pub data: Option<Cow<'a, str>>,
    /// `MoreData`: Whether the object goes on in the next message.
    #[serde(rename = "MoreData", default, skip_serializing_if = "std::ops::Not::not")]
    pub more_data: bool,
}

impl<'a> Item<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let target = from
            .optional(&["Target"], |from, name| from.group(name, Target::read))?;
        let source = from
            .optional(&["Source"], |from, name| from.group(name, Source::read))?;
        from.optional(&["SourceParent"], S::skipped)?;
        from.optional(&["TargetParent"], S::skipped)?;
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let data = from.optional(&["Data"], S::text)?;
        let more_data = from.optional(&["MoreData"], S::empty)?.is_some();
        Ok(Self {
            target,
            source,
            meta,
            data,
            more_data,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        if let Some(target) = &self.target {
            to.group("Target", |to| target.write(to));
        }
        if let Some(source) = &self.source {
            to.group("Source", |to| source.write(to));
        }
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        if let Some(data) = &self.data {
            to.text("Data", data);
        }
        if self.more_data {
            to.empty("MoreData");
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Item<'static> {
        Item {
            target: self.target.map(Target::into_owned),
            source: self.source.map(Source::into_owned),
            meta: self.meta.map(Meta::into_owned),
            data: self.data.map(|it| Cow::Owned(it.into_owned())),
            more_data: self.more_data,
        }
    }
}

/// Target: Where to: a node of the tree, or who a message is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target<'a> {
    /// `LocURI`: An address: of a server, a device or a node; ?prop= names a property of a node.
    #[serde(rename = "LocURI")]
    pub loc_uri: Cow<'a, str>,
    /// `LocName`: A name for people; in a header the name that credentials belong to.
    #[serde(rename = "LocName", skip_serializing_if = "Option::is_none")]
    pub loc_name: Option<Cow<'a, str>>,
}

impl<'a> Target<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let loc_uri = from.text("LocURI")?;
        let loc_name = from.optional(&["LocName"], S::text)?;
        from.optional(&["Filter"], S::skipped)?;
        Ok(Self { loc_uri, loc_name })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("LocURI", &self.loc_uri);
        if let Some(loc_name) = &self.loc_name {
            to.text("LocName", loc_name);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Target<'static> {
        Target {
            loc_uri: Cow::Owned(self.loc_uri.into_owned()),
            loc_name: self.loc_name.map(|it| Cow::Owned(it.into_owned())),
        }
    }
}

/// Source: Where from: a node of the tree, or who a message is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source<'a> {
    /// `LocURI`: An address: of a server, a device or a node.
    #[serde(rename = "LocURI")]
    pub loc_uri: Cow<'a, str>,
    /// `LocName`: A name for people; in a header the name that credentials belong to.
    #[serde(rename = "LocName", skip_serializing_if = "Option::is_none")]
    pub loc_name: Option<Cow<'a, str>>,
}

impl<'a> Source<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let loc_uri = from.text("LocURI")?;
        let loc_name = from.optional(&["LocName"], S::text)?;
        Ok(Self { loc_uri, loc_name })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("LocURI", &self.loc_uri);
        if let Some(loc_name) = &self.loc_name {
            to.text("LocName", loc_name);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Source<'static> {
        Source {
            loc_uri: Cow::Owned(self.loc_uri.into_owned()),
            loc_name: self.loc_name.map(|it| Cow::Owned(it.into_owned())),
        }
    }
}

/// Cred: What shows that the sender is who it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cred<'a> {
    /// `Meta`: The kind of credentials: syncml:auth-basic where it is missing, or syncml:auth-md5.
    #[serde(rename = "Meta", skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta<'a>>,
    /// `Data`: The credentials, in base64 or as the format says.
    #[serde(rename = "Data")]
    pub data: Cow<'a, str>,
}

impl<'a> Cred<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let meta = from
            .optional(
                &["Meta"],
                |from, name| from.group_in(name, Space::MetInf, Meta::read),
            )?;
        let data = from.text("Data")?;
        Ok(Self { meta, data })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        if let Some(meta) = &self.meta {
            to.group_in("Meta", Space::MetInf, |to| meta.write(to));
        }
        to.text("Data", &self.data);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Cred<'static> {
        Cred {
            meta: self.meta.map(Meta::into_owned),
            data: Cow::Owned(self.data.into_owned()),
        }
    }
}

/// Chal: Asks for credentials, or says with which nonce the next ones are to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chal<'a> {
    /// `Meta`: The kind of credentials that is wanted, and the nonce.
    #[serde(rename = "Meta")]
    pub meta: Meta<'a>,
}

impl<'a> Chal<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let meta = from.group_in("Meta", Space::MetInf, Meta::read)?;
        Ok(Self { meta })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.group_in("Meta", Space::MetInf, |to| self.meta.write(to));
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Chal<'static> {
        Chal {
            meta: self.meta.into_owned(),
        }
    }
}

/// Meta: What kind of data stands beside it, or what its sender can take. Its parts come in any
/// order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta<'a> {
    /// `Format`: How the data is written: chr (also where it is missing), node, b64, bin, bool,
    /// int, null or xml.
    #[serde(rename = "Format", skip_serializing_if = "Option::is_none")]
    pub format: Option<Cow<'a, str>>,
    /// `Type`: A media type, the URN of a management object, or the name of a kind of credentials.
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<Cow<'a, str>>,
    /// `Mark`: How urgent a generic alert is.
    #[serde(rename = "Mark", skip_serializing_if = "Option::is_none")]
    pub mark: Option<Cow<'a, str>>,
    /// `Size`: The bytes of the whole object, in the first part of one that is sent in parts.
    #[serde(rename = "Size", skip_serializing_if = "Option::is_none")]
    pub size: Option<Cow<'a, str>>,
    /// `Version`
    #[serde(rename = "Version", skip_serializing_if = "Option::is_none")]
    pub version: Option<Cow<'a, str>>,
    /// `NextNonce`: The nonce that the next credentials are computed with, in base64.
    #[serde(rename = "NextNonce", skip_serializing_if = "Option::is_none")]
    pub next_nonce: Option<Cow<'a, str>>,
    /// `MaxMsgSize`: The bytes of the largest message that the sender takes.
    #[serde(rename = "MaxMsgSize", skip_serializing_if = "Option::is_none")]
    pub max_msg_size: Option<Cow<'a, str>>,
    /// `MaxObjSize`: The bytes of the largest object that the sender takes.
    #[serde(rename = "MaxObjSize", skip_serializing_if = "Option::is_none")]
    pub max_obj_size: Option<Cow<'a, str>>,
}

impl<'a> Meta<'a> {
    const NAMES: &'static [&'static str] = &[
        "FieldLevel",
        "Format",
        "Type",
        "Mark",
        "Size",
        "Anchor",
        "Version",
        "NextNonce",
        "MaxMsgSize",
        "MaxObjSize",
        "EMI",
        "Mem",
    ];

    /// Reads the parts in any order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: crate::Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let mut format = None;
        let mut r#type = None;
        let mut mark = None;
        let mut size = None;
        let mut version = None;
        let mut next_nonce = None;
        let mut max_msg_size = None;
        let mut max_obj_size = None;
        loop {
            match from.next_of(Self::NAMES)? {
                Some(0) => from.skipped("FieldLevel")?,
                Some(1) if format.is_none() => format = Some(from.text("Format")?),
                Some(2) if r#type.is_none() => r#type = Some(from.text("Type")?),
                Some(3) if mark.is_none() => mark = Some(from.text("Mark")?),
                Some(4) if size.is_none() => size = Some(from.text("Size")?),
                Some(5) => from.skipped("Anchor")?,
                Some(6) if version.is_none() => version = Some(from.text("Version")?),
                Some(7) if next_nonce.is_none() => {
                    next_nonce = Some(from.text("NextNonce")?);
                }
                Some(8) if max_msg_size.is_none() => {
                    max_msg_size = Some(from.text("MaxMsgSize")?);
                }
                Some(9) if max_obj_size.is_none() => {
                    max_obj_size = Some(from.text("MaxObjSize")?);
                }
                Some(10) => from.skipped("EMI")?,
                Some(11) => from.skipped("Mem")?,
                _ => break,
            }
        }
        Ok(Self {
            format,
            r#type,
            mark,
            size,
            version,
            next_nonce,
            max_msg_size,
            max_obj_size,
        })
    }

    /// Gives the parts in the order of the schema.
    pub fn write<S: Sink>(&self, to: &mut S) {
        if let Some(format) = &self.format {
            to.text("Format", format);
        }
        if let Some(r#type) = &self.r#type {
            to.text("Type", r#type);
        }
        if let Some(mark) = &self.mark {
            to.text("Mark", mark);
        }
        if let Some(size) = &self.size {
            to.text("Size", size);
        }
        if let Some(version) = &self.version {
            to.text("Version", version);
        }
        if let Some(next_nonce) = &self.next_nonce {
            to.text("NextNonce", next_nonce);
        }
        if let Some(max_msg_size) = &self.max_msg_size {
            to.text("MaxMsgSize", max_msg_size);
        }
        if let Some(max_obj_size) = &self.max_obj_size {
            to.text("MaxObjSize", max_obj_size);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Meta<'static> {
        Meta {
            format: self.format.map(|it| Cow::Owned(it.into_owned())),
            r#type: self.r#type.map(|it| Cow::Owned(it.into_owned())),
            mark: self.mark.map(|it| Cow::Owned(it.into_owned())),
            size: self.size.map(|it| Cow::Owned(it.into_owned())),
            version: self.version.map(|it| Cow::Owned(it.into_owned())),
            next_nonce: self.next_nonce.map(|it| Cow::Owned(it.into_owned())),
            max_msg_size: self.max_msg_size.map(|it| Cow::Owned(it.into_owned())),
            max_obj_size: self.max_obj_size.map(|it| Cow::Owned(it.into_owned())),
        }
    }
}
