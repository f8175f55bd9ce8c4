//! What is done to the device: by the peer that we play, and what goes wrong with what the server
//! under test does.

use codec::delegation::DmAcc;
use conformance_case::Done;
use dm_client::acl::Right;
use dm_client::faults::{Mishap, Planned};
use dm_client::operation::Operation;
use dm_client::status::Status;
use dm_client::tree::{Format, Node};
use dm_client::uri::Path;
use dm_client::{Device, Facts, account};

/// Who is who on a device.
pub(crate) struct Sides<'a> {
    /// DMS-1.
    pub(crate) delegating: &'a str,
    /// DMS-2.
    pub(crate) delegated: &'a str,
    /// The part of the tree that is delegated.
    pub(crate) part: &'a str,
}

impl Sides<'_> {
    /// The facts of the device in words, as cases have them.
    pub(crate) fn facts(&self, device: &Device) -> Vec<String> {
        let part = Path::parse(self.part).unwrap_or_default();
        let facts: Facts = device.facts(self.delegating, self.delegated, &part);
        let all = [
            (facts.account_1, "account(1)"),
            (facts.part_1, "rights(1, delegated)"),
            (facts.rest_1, "rights(1, rest)"),
            (facts.account_2, "account(2)"),
            (facts.auto_2, "auto_session(2)"),
            (facts.part_2, "rights(2, delegated)"),
            (facts.rest_2, "rights(2, rest)"),
            (facts.entry_2, "bootstrap_entry(2)"),
        ];
        let holds = all.into_iter().filter(|(holds, _)| *holds);
        holds.map(|(_, name)| name.to_owned()).collect()
    }

    /// The peer does that to the device, with what it knows of DMS-2.
    ///
    /// # Errors
    /// It cannot be done.
    pub(crate) fn perform(
        &self,
        device: &mut Device,
        op: &str,
        (account, url, full): (Option<&DmAcc<'_>>, Option<&str>, bool),
    ) -> Result<(), String> {
        let part = Path::parse(self.part).unwrap_or_default();
        let places = if full { vec![part, Path::default()] } else { vec![part] };
        match op {
            "create account" | "create quiet account" => {
                let account = account.ok_or("no account was handed over")?;
                device.bootstrap(self.delegated, account::node(account)).ok_or("no account")?;
                if op == "create quiet account" { self.flag(device, true) } else { Ok(()) }
            }
            "quiet" => self.flag(device, true),
            "unquiet" => self.flag(device, false),
            "grant" => {
                for place in places {
                    device.tree.give(&place, self.delegated, &Right::ALL);
                }
                Ok(())
            }
            "withdraw" => {
                for place in places {
                    let mut acl = device.tree.acl(&place);
                    acl.remove(self.delegated);
                    if let Some(node) = device.tree.node_mut(&place) {
                        node.acl = Some(acl);
                    }
                }
                Ok(())
            }
            "delete account" => self.delete(device, self.delegated),
            "delete own account" => self.delete(device, self.delegating),
            "add entry" => {
                let url = url.ok_or("no bootstrapURL was handed over")?;
                let entry = Node::interior([("URL", Node::leaf(Format::Chr, url))]);
                device.tree.put(&entries().child("delegated"), entry);
                Ok(())
            }
            "remove entry" => {
                device.tree.remove(&entries().child("delegated"));
                Ok(())
            }
            other => Err(format!("nobody knows how the peer does `{other}`")),
        }
    }

    fn flag(&self, device: &mut Device, quiet: bool) -> Result<(), String> {
        let account = device.account(self.delegated).ok_or("DMS-2 has no account")?;
        let place = accounts().child(&account.node).child("NoAutoInitialSession");
        let value = (account::SUPPRESSES == "true") == quiet;
        device.tree.put(&place, Node::leaf(Format::Bool, value.to_string()));
        Ok(())
    }

    fn delete(&self, device: &mut Device, server: &str) -> Result<(), String> {
        let account = device.account(server).ok_or("there is no account")?;
        let target = format!("./DMAcc/{}", account.node);
        // Whoever has an account may delete it.
        device.perform(server, &Operation::delete(&target), dm_client::Cleaning::Cleaned);
        if device.account(server).is_some() {
            device.tree.remove(&accounts().child(&account.node));
            device.tree.clean(server);
        }
        Ok(())
    }
}

fn accounts() -> Path {
    Path::default().child("DMAcc")
}

fn entries() -> Path {
    Path::default().child("BootstrapConfig")
}

/// What has to go wrong so that the device answers so.
pub(crate) fn mishaps(done: &Done) -> Vec<Planned> {
    let mishap = match done.answer.as_str() {
        "refused" if !done.natural => Mishap::Refuse(Status::STORE_FAILURE),
        "unclear" => Mishap::DropBefore,
        _ => return Vec::new(),
    };
    let at = |right: Right, below: &str| Planned::next(mishap).on(right).below(below);
    match done.op.as_str() {
        "create account" | "create quiet account" => vec![at(Right::Add, "./DMAcc")],
        "quiet" | "unquiet" => vec![at(Right::Add, "./DMAcc"), at(Right::Replace, "./DMAcc")],
        "grant" | "withdraw" => vec![Planned::next(mishap).on(Right::Replace)],
        "delete account" | "delete own account" => vec![at(Right::Delete, "./DMAcc")],
        "add entry" => vec![at(Right::Add, "./BootstrapConfig")],
        "remove entry" => vec![at(Right::Delete, "./BootstrapConfig")],
        _ => Vec::new(),
    }
}
