//! Access control lists: who may do what with a node.
//!
//! It knows neither nodes nor inheritance; that is the tree's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A command on a node, and the right to give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Right {
    /// To add nodes below it.
    Add,
    /// To delete it with all below it.
    Delete,
    /// To execute it.
    Exec,
    /// To read it.
    Get,
    /// To change its value, and, for an interior node, its ACL.
    Replace,
}

impl Right {
    /// All, in the order in which ACLs are written.
    pub const ALL: [Right; 5] =
        [Right::Add, Right::Delete, Right::Exec, Right::Get, Right::Replace];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Right::Add => "Add",
            Right::Delete => "Delete",
            Right::Exec => "Exec",
            Right::Get => "Get",
            Right::Replace => "Replace",
        }
    }

    /// The right with that name.
    pub fn named(name: &str) -> Option<Right> {
        Right::ALL.into_iter().find(|right| right.name() == name)
    }
}

/// Who has a right.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ids {
    /// `*`: whoever has an account.
    Everybody,
    /// These server identifiers.
    Only(BTreeSet<String>),
}

/// The value of the ACL property of a node that has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Acl(BTreeMap<Right, Ids>);

impl Acl {
    /// All rights for one server.
    pub fn all_for(server: &str) -> Acl {
        let mut acl = Acl::default();
        Right::ALL.into_iter().for_each(|right| acl.give(right, server));
        acl
    }

    /// `Add=*&Get=*`: what the root has where nothing else was said.
    pub fn root_default() -> Acl {
        Acl(BTreeMap::from([(Right::Add, Ids::Everybody), (Right::Get, Ids::Everybody)]))
    }

    /// Whether that server may.
    pub fn allows(&self, right: Right, server: &str) -> bool {
        match self.0.get(&right) {
            Some(Ids::Everybody) => true,
            Some(Ids::Only(ids)) => ids.contains(server),
            None => false,
        }
    }

    /// Gives that server a right besides those who have it.
    pub fn give(&mut self, right: Right, server: &str) {
        match self.0.entry(right).or_insert_with(|| Ids::Only(BTreeSet::new())) {
            Ids::Everybody => {}
            Ids::Only(ids) => {
                ids.insert(server.to_owned());
            }
        }
    }

    /// Takes a server out; a command that is left without ids goes.
    pub fn remove(&mut self, server: &str) {
        self.0.retain(|_, ids| match ids {
            Ids::Everybody => true,
            Ids::Only(ids) => !ids.remove(server) || !ids.is_empty(),
        });
    }

    /// Takes a server out of the root's ACL: a command that is left without ids becomes that of
    /// the default.
    pub fn remove_at_root(&mut self, server: &str) {
        let before: Vec<Right> = self.0.keys().copied().collect();
        self.remove(server);
        let default = Acl::root_default();
        for right in before {
            if let (false, Some(ids)) = (self.0.contains_key(&right), default.0.get(&right)) {
                self.0.insert(right, ids.clone());
            }
        }
        if self.0.is_empty() {
            *self = default;
        }
    }

    /// Whether nobody has any right by it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Acl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (right, ids)) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("&")?;
            }
            write!(f, "{}=", right.name())?;
            match ids {
                Ids::Everybody => f.write_str("*")?,
                Ids::Only(ids) => {
                    for (n, id) in ids.iter().enumerate() {
                        write!(f, "{}{id}", if n > 0 { "+" } else { "" })?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl From<Acl> for String {
    fn from(acl: Acl) -> String {
        acl.to_string()
    }
}

/// Why a text is no ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAcl(String);

impl fmt::Display for NoAcl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoAcl {}

impl TryFrom<String> for Acl {
    type Error = NoAcl;

    fn try_from(text: String) -> Result<Acl, NoAcl> {
        text.parse()
    }
}

impl FromStr for Acl {
    type Err = NoAcl;

    fn from_str(text: &str) -> Result<Acl, NoAcl> {
        let mut acl = Acl::default();
        for entry in text.split('&') {
            let (name, ids) = entry
                .split_once('=')
                .ok_or_else(|| NoAcl(format!("`{entry}` in an ACL is not `command=ids`")))?;
            let right = Right::named(name).ok_or_else(|| {
                NoAcl(format!(
                    "`{name}` is no command of an ACL; commands: Add, Delete, Exec, Get, Replace"
                ))
            })?;
            if acl.0.insert(right, read_ids(ids)?).is_some() {
                return Err(NoAcl(format!("`{name}` stands twice in an ACL")));
            }
        }
        Ok(acl)
    }
}

fn read_ids(text: &str) -> Result<Ids, NoAcl> {
    let mut ids = BTreeSet::new();
    for id in text.split('+') {
        if id != "*" && !is_id(id) {
            return Err(NoAcl(format!("`{id}` in an ACL is no server identifier")));
        }
        ids.insert(id.to_owned());
    }
    Ok(if ids.contains("*") { Ids::Everybody } else { Ids::Only(ids) })
}

/// Whether ACLs can name a server so: printable characters except `= & * +` and white space.
pub fn is_id(text: &str) -> bool {
    let fits = |char: char| !char.is_control() && !char.is_whitespace() && !"=&*+".contains(char);
    !text.is_empty() && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acl(text: &str) -> Acl {
        text.parse().unwrap()
    }

    #[test]
    fn it_is_written_in_one_order_and_read_in_any() {
        assert_eq!(acl("Replace=b+a&Get=c").to_string(), "Get=c&Replace=a+b");
        assert_eq!(acl("Get=a+*"), acl("Get=*"));
    }

    #[test]
    fn what_is_no_acl_is_refused() {
        for text in ["", "Get", "Get=", "get=a", "Get=a&", "Get=a+", "Get=a b", "Get=a&Get=b"] {
            assert!(text.parse::<Acl>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn everybody_overrides_other_ids_of_its_command_only() {
        let acl = acl("Get=*&Replace=a");
        assert!(acl.allows(Right::Get, "b") && !acl.allows(Right::Replace, "b"));
        assert!(acl.allows(Right::Replace, "a") && !acl.allows(Right::Add, "a"));
    }

    #[test]
    fn a_command_left_without_ids_goes() {
        let mut cleaned = acl("Get=a+b&Replace=a");
        cleaned.remove("a");
        assert_eq!(cleaned.to_string(), "Get=b");
        cleaned.remove("b");
        assert!(cleaned.is_empty());
    }

    #[test]
    fn at_the_root_it_becomes_the_default() {
        let mut cleaned = Acl::all_for("a");
        cleaned.remove_at_root("a");
        assert_eq!(cleaned, Acl::root_default());
        let mut shared = acl("Add=a&Delete=a+b&Get=a+b");
        shared.remove_at_root("a");
        assert_eq!(shared.to_string(), "Add=*&Delete=b&Get=b");
        let mut without = acl("Replace=a");
        without.remove_at_root("a");
        assert_eq!(without, Acl::root_default(), "the root always has a value");
    }
}
