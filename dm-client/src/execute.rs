//! The commands of a server's message, done one after the other, and their answers.

use codec::syncml::{Command, Item, Meta, SyncMl};

use crate::acl::Right;
use crate::client::Shared;
use crate::event::Event;
use crate::faults::Mishap;
use crate::operation::{Operation, Reply};
use crate::package::{self, Reference};
use crate::status::Status;

/// Who asks, and in which message.
pub(crate) struct Asked<'a> {
    pub server: &'a str,
    pub message: &'a str,
    /// Why nothing is done: the server has not shown who it is.
    pub refused: Option<Status>,
}

/// A fault on demand: the session breaks off here.
#[derive(Debug)]
pub(crate) struct Cut;

/// Whether it wants an answer: all but answers do.
pub(crate) fn is_command(command: &Command<'_>) -> bool {
    !matches!(command, Command::Status(_) | Command::Results(_))
}

/// Whether the server ends the session.
pub(crate) fn is_abort(package: &SyncMl<'_>) -> bool {
    package.sync_body.command.iter().any(|command| match command {
        Command::Alert(alert) => alert.data.as_deref().is_some_and(|code| code.trim() == "1223"),
        _ => false,
    })
}

/// Does a command and gives its Status and Results.
pub(crate) fn command(
    shared: &Shared,
    asked: &Asked<'_>,
    command: &Command<'_>,
) -> Result<Vec<Command<'static>>, Cut> {
    let meta_of = |meta: &Option<Meta<'_>>| meta.clone().map(Meta::into_owned);
    let tree = |verb, id, no_resp, meta: &Option<Meta<'_>>, items: &[Item<'_>]| {
        let whole = Whole { verb, id, meta: meta_of(meta), reply: Wanted::unless(no_resp) };
        whole.perform(shared, asked, items)
    };
    let one = |name, id: &str, status: Status| {
        let of = Reference { message: asked.message, command: id.trim(), name };
        Ok(vec![package::status(of, Vec::new(), asked.refused.unwrap_or(status))])
    };
    match command {
        Command::Get(it) => tree(Right::Get, &it.cmd_id, it.no_resp, &it.meta, &it.item),
        Command::Add(it) => tree(Right::Add, &it.cmd_id, it.no_resp, &it.meta, &it.item),
        Command::Replace(it) => tree(Right::Replace, &it.cmd_id, it.no_resp, &it.meta, &it.item),
        Command::Delete(it) => tree(Right::Delete, &it.cmd_id, it.no_resp, &it.meta, &it.item),
        Command::Exec(it) => {
            let items = std::slice::from_ref(&it.item);
            tree(Right::Exec, &it.cmd_id, it.no_resp, &it.meta, items)
        }
        Command::Alert(it) => {
            let known = matches!(it.data.as_deref().map(str::trim), Some("1222"));
            let status = if known { Status::OK } else { Status::NOT_SUPPORTED };
            if it.no_resp { Ok(Vec::new()) } else { one("Alert", &it.cmd_id, status) }
        }
        Command::Atomic(it) => one("Atomic", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Copy(it) => one("Copy", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Map(it) => one("Map", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Move(it) => one("Move", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Put(it) => one("Put", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Search(it) => one("Search", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Sequence(it) => one("Sequence", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Sync(it) => one("Sync", &it.cmd_id, Status::NOT_SUPPORTED),
        Command::Status(_) | Command::Results(_) => Ok(Vec::new()),
    }
}

/// Whether a Status is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Status,
    Nothing,
}

impl Wanted {
    fn unless(no_resp: bool) -> Wanted {
        if no_resp { Wanted::Nothing } else { Wanted::Status }
    }
}

/// A command on nodes.
struct Whole<'c> {
    verb: Right,
    id: &'c str,
    meta: Option<Meta<'static>>,
    reply: Wanted,
}

impl Whole<'_> {
    fn perform(
        &self,
        shared: &Shared,
        asked: &Asked<'_>,
        items: &[Item<'_>],
    ) -> Result<Vec<Command<'static>>, Cut> {
        let name = self.verb.name();
        let of = Reference { message: asked.message, command: self.id.trim(), name };
        // One Status for all items that follow each other with the same code.
        let mut codes: Vec<(Status, Vec<String>)> = Vec::new();
        let mut found = Vec::new();
        for item in items {
            let target = item.target.as_ref().map(|target| target.loc_uri.trim());
            let target = target.unwrap_or_default();
            let reply = match asked.refused {
                Some(code) => code.into(),
                None => self.perform_item(shared, asked.server, target, item)?,
            };
            match codes.last_mut() {
                Some((code, targets)) if *code == reply.status => targets.push(target.to_owned()),
                _ => codes.push((reply.status, vec![target.to_owned()])),
            }
            found.extend(reply.found.map(|found| (target.to_owned(), found)));
        }
        let mut answers = Vec::new();
        if self.reply == Wanted::Status {
            let status = |(code, targets)| package::status(of, targets, code);
            answers.extend(codes.into_iter().map(status));
        }
        if !found.is_empty() {
            answers.push(package::results(of, found));
        }
        Ok(answers)
    }

    fn perform_item(
        &self,
        shared: &Shared,
        server: &str,
        target: &str,
        item: &Item<'_>,
    ) -> Result<Reply, Cut> {
        let metas = [item.meta.as_ref(), self.meta.as_ref()];
        let format = metas.iter().flatten().find_map(|meta| meta.format.as_deref());
        let kind = metas.iter().flatten().find_map(|meta| meta.r#type.as_deref());
        let operation = Operation {
            verb: self.verb,
            target,
            format: format.map(str::trim),
            kind: kind.map(str::trim),
            data: item.data.as_deref(),
        };
        let mishap = shared.take_mishap(&operation);
        let reply = match mishap {
            Some(Mishap::DropBefore) => return Err(Cut),
            Some(Mishap::Refuse(status)) => status.into(),
            // A part of an object would be taken for the whole.
            None | Some(Mishap::DropAfter) if item.more_data => Status::NOT_SUPPORTED.into(),
            None | Some(Mishap::DropAfter) => shared.perform(server, &operation),
        };
        shared.tell(Event::Command {
            server: server.to_owned(),
            verb: self.verb.name(),
            target: target.to_owned(),
            status: reply.status,
        });
        if mishap == Some(Mishap::DropAfter) { Err(Cut) } else { Ok(reply) }
    }
}
