//! What a delegation is about, read from the tree: the facts that the protocol's model knows.

use serde::Serialize;

use crate::acl::Right;
use crate::device::Device;
use crate::uri::Path;

/// The facts, DMS-1 being the server that delegates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// DMS-1 has an account.
    pub account_1: bool,
    /// DMS-1 has rights over the delegated part.
    pub part_1: bool,
    /// DMS-1 has rights over the rest of the tree: over its root.
    pub rest_1: bool,
    /// DMS-2 has an account.
    pub account_2: bool,
    /// The device opens sessions to DMS-2 by itself.
    pub auto_2: bool,
    /// DMS-2 has rights over the delegated part.
    pub part_2: bool,
    /// DMS-2 has rights over the rest of the tree.
    pub rest_2: bool,
    /// There is a bootstrap entry.
    pub entry_2: bool,
}

impl Device {
    /// The facts about two servers and the part of the tree that one delegates to the other.
    ///
    /// To have rights over a part is to have Add, Delete, Get and Replace on its topmost node.
    pub fn facts(&self, delegating: &str, delegated: &str, part: &Path) -> Facts {
        let rest = Path::default();
        let rights = |server: &str, path: &Path| {
            let needed = [Right::Add, Right::Delete, Right::Get, Right::Replace];
            needed.into_iter().all(|right| self.tree.allows(path, right, server))
        };
        let account_2 = self.account(delegated);
        Facts {
            account_1: self.account(delegating).is_some(),
            part_1: rights(delegating, part),
            rest_1: rights(delegating, &rest),
            auto_2: account_2.as_ref().is_some_and(|account| !account.quiet),
            account_2: account_2.is_some(),
            part_2: rights(delegated, part),
            rest_2: rights(delegated, &rest),
            entry_2: !self.bootstrap_urls().is_empty(),
        }
    }
}
