//! Packages to devices: Status elements for what came, then at most one command.

use std::borrow::Cow;

use codec::syncml::{
    self, Alert, Chal, Cred, Source, Status, SyncBody, SyncHdr, SyncMl, Target, encode,
};

use super::command::Command;

/// The code of an alert that asks for the next message of a package.
pub(super) const NEXT_MESSAGE: &str = "1222";
/// The code of an alert that aborts the session.
pub(super) const ABORT: &str = "1223";

/// A package in the making.
pub(super) struct Package {
    header: SyncHdr<'static>,
    /// MsgID of the message that is answered.
    msg_ref: String,
    commands: Vec<syncml::Command<'static>>,
    is_final: bool,
}

impl Package {
    /// The answer to a message, in its versions.
    pub(super) fn answer_to(to: &SyncHdr<'_>, url: &str, msg_id: u64) -> Package {
        let owned = |text: &Cow<'_, str>| Cow::Owned(text.clone().into_owned());
        let header = SyncHdr {
            ver_dtd: owned(&to.ver_dtd),
            ver_proto: owned(&to.ver_proto),
            session_id: owned(&to.session_id),
            msg_id: Cow::Owned(msg_id.to_string()),
            target: Target { loc_uri: owned(&to.source.loc_uri), loc_name: None },
            source: Source { loc_uri: Cow::Owned(url.to_owned()), loc_name: None },
            resp_uri: None,
            no_resp: false,
            cred: None,
            meta: None,
        };
        let msg_ref = to.msg_id.clone().into_owned();
        Package { header, msg_ref, commands: Vec::new(), is_final: true }
    }

    /// Where the next message goes.
    pub(super) fn resp_uri(&mut self, uri: String) {
        self.header.resp_uri = Some(Cow::Owned(uri));
    }

    /// Credentials of this server.
    pub(super) fn cred(&mut self, cred: Cred<'static>) {
        self.header.cred = Some(cred);
    }

    /// The Status of the header.
    pub(super) fn header_status(
        &mut self,
        to: &SyncHdr<'_>,
        code: u16,
        chal: Option<Chal<'static>>,
    ) {
        let text = |text: &str| vec![Cow::Owned(text.to_owned())];
        let target_ref = text(&to.target.loc_uri);
        let source_ref = text(&to.source.loc_uri);
        self.push_status("0", "SyncHdr", code, (target_ref, source_ref, chal));
    }

    /// The Status of a command.
    pub(super) fn status(&mut self, cmd_ref: &str, cmd: &'static str, code: u16) {
        self.push_status(cmd_ref, cmd, code, (Vec::new(), Vec::new(), None));
    }

    /// A command; its CmdID.
    pub(super) fn command(&mut self, command: &Command) -> String {
        let cmd_id = self.next_id();
        self.commands.push(command.element(cmd_id.clone()));
        cmd_id
    }

    /// Whether a device takes this package with that command, if it takes `most` octets at most.
    pub(super) fn has_room(&self, command: &Command, most: Option<usize>) -> bool {
        let Some(most) = most else { return true };
        let mut commands = self.commands.clone();
        commands.push(command.element(self.next_id()));
        let sync_body = SyncBody { command: commands, r#final: self.is_final };
        let package = SyncMl { sync_hdr: self.header.clone(), sync_body };
        let mut document = Vec::new();
        encode(&package, &mut document).is_ok() && document.len() <= most
    }

    /// An alert with that code.
    pub(super) fn alert(&mut self, code: &'static str) {
        let cmd_id = Cow::Owned(self.next_id());
        let data = Some(Cow::Borrowed(code));
        let item = Vec::new();
        let alert = Alert { cmd_id, no_resp: false, data, correlator: None, item };
        self.commands.push(syncml::Command::Alert(alert));
    }

    /// It is one of several messages of a package.
    pub(super) fn not_final(&mut self) {
        self.is_final = false;
    }

    /// The document; empty where a text of the header cannot be written.
    pub(super) fn document(self) -> Vec<u8> {
        let sync_body = SyncBody { command: self.commands, r#final: self.is_final };
        let mut document = Vec::new();
        let package = SyncMl { sync_hdr: self.header, sync_body };
        if let Err(error) = encode(&package, &mut document) {
            tracing::error!(%error, "a package cannot be written");
        }
        document
    }

    fn next_id(&self) -> String {
        (self.commands.len() + 1).to_string()
    }

    fn push_status(&mut self, cmd_ref: &str, cmd: &'static str, code: u16, about: About) {
        let (target_ref, source_ref, chal) = about;
        let status = Status {
            cmd_id: Cow::Owned(self.next_id()),
            msg_ref: Cow::Owned(self.msg_ref.clone()),
            cmd_ref: Cow::Owned(cmd_ref.to_owned()),
            cmd: Cow::Borrowed(cmd),
            target_ref,
            source_ref,
            chal,
            data: Cow::Owned(code.to_string()),
            item: Vec::new(),
        };
        self.commands.push(syncml::Command::Status(status));
    }
}

type About = (Vec<Cow<'static, str>>, Vec<Cow<'static, str>>, Option<Chal<'static>>);

/// CmdID and name of a command of a device; none for what gets no Status.
pub(super) fn to_be_answered<'c>(
    command: &'c syncml::Command<'_>,
) -> Option<(&'c str, &'static str)> {
    use syncml::Command as C;
    Some(match command {
        C::Status(_) => return None,
        C::Alert(it) => (&*it.cmd_id, "Alert"),
        C::Results(it) => (&*it.cmd_id, "Results"),
        C::Get(it) => (&*it.cmd_id, "Get"),
        C::Add(it) => (&*it.cmd_id, "Add"),
        C::Replace(it) => (&*it.cmd_id, "Replace"),
        C::Delete(it) => (&*it.cmd_id, "Delete"),
        C::Exec(it) => (&*it.cmd_id, "Exec"),
        C::Atomic(it) => (&*it.cmd_id, "Atomic"),
        C::Copy(it) => (&*it.cmd_id, "Copy"),
        C::Map(it) => (&*it.cmd_id, "Map"),
        C::Move(it) => (&*it.cmd_id, "Move"),
        C::Put(it) => (&*it.cmd_id, "Put"),
        C::Search(it) => (&*it.cmd_id, "Search"),
        C::Sequence(it) => (&*it.cmd_id, "Sequence"),
        C::Sync(it) => (&*it.cmd_id, "Sync"),
    })
}
