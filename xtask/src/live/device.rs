//! What the device's tree says of the two servers, and whether the records say the same.

use std::fmt;

use serde_json::Value;
use world::Device;

use super::pair::Server;

/// The part of the tree that is delegated.
const PART: &str = "./SCOMO";
/// Who has all of these has rights over a part.
const RIGHTS: [&str; 4] = ["Add", "Delete", "Get", "Replace"];

/// What a server has on the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    account: bool,
    part: bool,
    rest: bool,
}

/// What is on the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    of: [Holding; 2],
    entry: bool,
    /// The account of DMS-2 lets the device open sessions by itself.
    auto: bool,
    /// An account without its server, or an entry without its address.
    half: bool,
}

impl Facts {
    /// Reads a tree as `dm-client show --json` writes it.
    pub fn read(tree: &Value) -> Facts {
        let lines = tree.as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let has_account = |id: &str| {
            lines.iter().any(|line| {
                let address = text(line, "address");
                let is_id = address.starts_with("./DMAcc/") && address.ends_with("/ServerID");
                is_id && text(line, "value") == id
            })
        };
        let holds = |id: &str, address: &str| {
            let line = lines.iter().find(|line| line["address"] == address);
            line.is_some_and(|line| {
                RIGHTS.iter().all(|right| allows(&text(line, "acl"), right, id))
            })
        };
        let of = Server::ALL.map(|server| {
            let id = server.id();
            Holding { account: has_account(id), part: holds(id, PART), rest: holds(id, ".") }
        });
        let quiets = |id: &str| {
            lines.iter().any(|line| {
                let address = text(line, "address");
                let account = address.strip_suffix("/NoAutoInitialSession");
                let server = account.map(|account| format!("{account}/ServerID"));
                let is_of = |line: &Value| {
                    server.as_deref() == line["address"].as_str() && text(line, "value") == id
                };
                lines.iter().any(is_of) && text(line, "value") == "true"
            })
        };
        let auto = of[1].account && !quiets(Server::Delegated.id());
        let entry = lines.iter().any(|line| {
            let address = text(line, "address");
            address.starts_with("./BootstrapConfig/") && address.ends_with("/URL")
        });
        let is_half = |above: &str, leaf: &str| {
            lines.iter().map(|line| text(line, "address")).any(|address| {
                let name = address.strip_prefix(above).filter(|name| !name.contains('/'));
                let whole = format!("{address}/{leaf}");
                name.is_some() && !lines.iter().any(|line| text(line, "address") == whole)
            })
        };
        let half = is_half("./DMAcc/", "ServerID") || is_half("./BootstrapConfig/", "URL");
        Facts { of, entry, auto, half }
    }

    /// The same as the checker has it.
    pub fn device(&self) -> Device {
        let [one, two] = self.of;
        let all = [
            (one.account, Device::ACCOUNT_1),
            (one.part, Device::PART_1),
            (one.rest, Device::REST_1),
            (two.account, Device::ACCOUNT_2),
            (self.auto, Device::AUTO_2),
            (two.part, Device::PART_2),
            (two.rest, Device::REST_2),
            (self.entry, Device::ENTRY_2),
        ];
        Device(all.iter().filter(|(holds, _)| *holds).fold(0, |bits, (_, bit)| bits | bit))
    }

    /// What the device says otherwise than the records; nothing where all agree.
    pub fn differences(&self, records: [&str; 2]) -> Vec<String> {
        let mut found = Vec::new();
        if records[0] != records[1] {
            found.push("the two records differ".to_owned());
        }
        if self.half {
            found.push("half an account or entry is left on the device".to_owned());
        }
        let all = Holding { account: true, part: true, rest: true };
        let nothing = Holding::default();
        let [one, two] = self.of;
        let (good_1, good_2) = match records[0] {
            "not delegated" => (one == all, two == nothing && !self.entry),
            // Whether DMS-1 keeps rights over the part is left to the device's rules.
            "delegated partial" => (one.account && one.rest, two == Holding { rest: false, ..all }),
            "delegated full" => (one == nothing, two == all),
            _ => (false, false),
        };
        for (server, good) in Server::ALL.into_iter().zip([good_1, good_2]) {
            if !good {
                let id = server.id();
                found.push(format!("the device has something else for {id} than its record"));
            }
        }
        found
    }
}

/// Whether an ACL, written as `Add=a+b&Get=*`, gives that right.
fn allows(acl: &str, right: &str, id: &str) -> bool {
    let mut entries = acl.split('&').filter_map(|entry| entry.split_once('='));
    entries.any(|(name, ids)| name == right && ids.split('+').any(|one| one == id || one == "*"))
}

impl fmt::Display for Holding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [(self.account, "account"), (self.part, "part"), (self.rest, "rest")];
        let has: Vec<_> = all.iter().filter(|(has, _)| *has).map(|(_, word)| *word).collect();
        f.write_str(&if has.is_empty() { "nothing".to_owned() } else { has.join(", ") })
    }
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, two] = self.of;
        write!(f, "dms1: {one}; dms2: {two}{}", if self.entry { "; entry" } else { "" })?;
        f.write_str(if self.half { "; half an account or entry" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Value};

    fn tree() -> Value {
        serde_json::json!([
            { "address": ".", "acl": "Add=dms1&Delete=dms1&Get=*&Replace=dms1" },
            { "address": "./DMAcc/a/ServerID", "value": "dms1", "acl": "" },
            { "address": "./DMAcc/b/ServerID", "value": "dms2", "acl": "" },
            { "address": "./SCOMO", "acl": "Add=dms1+dms2&Delete=dms2&Get=*&Replace=dms2" },
        ])
    }

    #[test]
    fn a_tree_is_read_and_compared_with_the_records() {
        let facts = Facts::read(&tree());
        assert_eq!(facts.to_string(), "dms1: account, rest; dms2: account, part");
        assert!(facts.differences(["delegated partial"; 2]).is_empty());
        assert_eq!(facts.differences(["delegated full"; 2]).len(), 2);
        let differ = facts.differences(["delegated partial", "not delegated"]);
        assert_eq!(differ, ["the two records differ"]);
        let mut half = tree();
        let node = serde_json::json!({ "address": "./BootstrapConfig/x", "acl": "" });
        half.as_array_mut().unwrap().push(node);
        let differ = Facts::read(&half).differences(["delegated partial"; 2]);
        assert_eq!(differ, ["half an account or entry is left on the device"]);
    }
}
