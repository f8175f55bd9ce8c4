//! Values of the ACL property of a node (tree and description, 7.7.1).

use std::fmt;

/// All commands that an ACL can allow, in the order in which they are written.
const COMMANDS: [&str; 5] = ["Add", "Delete", "Exec", "Get", "Replace"];

/// Which servers may do which commands. Entries that this module does not know are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Acl {
    entries: Vec<(String, Vec<String>)>,
}

impl Acl {
    /// Reads a value; none where it is no ACL.
    pub(super) fn read(value: &str) -> Option<Acl> {
        let mut entries = Vec::new();
        for entry in value.trim().split('&').filter(|entry| !entry.is_empty()) {
            let (command, ids) = entry.split_once('=')?;
            let ids = ids.split('+').filter(|id| !id.is_empty()).map(str::to_owned).collect();
            entries.push((command.to_owned(), ids));
        }
        Some(Acl { entries })
    }

    /// The value of a root that does not say: everybody may add and read.
    pub(super) fn default_of_root() -> Acl {
        let everybody = |command: &str| (command.to_owned(), vec!["*".to_owned()]);
        Acl { entries: vec![everybody("Add"), everybody("Get")] }
    }

    /// Whether no entry is left.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether that server is named for any command.
    pub(super) fn names(&self, id: &str) -> bool {
        self.entries.iter().any(|(_, ids)| ids.iter().any(|it| it == id))
    }

    /// Whether that server may do all commands.
    pub(super) fn gives_all(&self, id: &str) -> bool {
        COMMANDS.iter().all(|command| self.ids(command).iter().any(|it| it == id || it == "*"))
    }

    /// The same, with all rights for that server. Nobody else's rights change.
    pub(super) fn with(&self, id: &str) -> Acl {
        self.with_rights(&COMMANDS, id)
    }

    /// The same, with the rights that the account of a server gives it: those that a device
    /// must give to an account that came by bootstrap.
    pub(super) fn with_account_of(&self, id: &str) -> Acl {
        self.with_rights(&["Get", "Replace", "Delete"], id)
    }

    /// The same without that server.
    pub(super) fn without(&self, id: &str) -> Acl {
        let mut entries = self.entries.clone();
        for (_, ids) in &mut entries {
            ids.retain(|it| it != id);
        }
        entries.retain(|(_, ids)| !ids.is_empty());
        Acl { entries }
    }

    /// The same, with that server named where `old` names it, and nowhere else.
    pub(super) fn as_in(&self, old: &Acl, id: &str) -> Acl {
        let named = old.entries.iter().filter(|(_, ids)| ids.iter().any(|it| it == id));
        named.fold(self.without(id), |acl, (command, _)| acl.with_right(command, id))
    }

    /// Whether both say the same, in whatever order.
    pub(super) fn same(&self, other: &Acl) -> bool {
        let sorted = |acl: &Acl| {
            let mut entries = acl.entries.clone();
            entries.iter_mut().for_each(|(_, ids)| ids.sort());
            entries.sort();
            entries
        };
        sorted(self) == sorted(other)
    }

    fn ids(&self, command: &str) -> &[String] {
        self.entries.iter().find(|(it, _)| it == command).map_or(&[], |(_, ids)| ids)
    }

    fn with_rights(&self, commands: &[&str], id: &str) -> Acl {
        commands.iter().fold(self.clone(), |acl, command| acl.with_right(command, id))
    }

    fn with_right(mut self, command: &str, id: &str) -> Acl {
        match self.entries.iter_mut().find(|(it, _)| it == command) {
            Some((_, ids)) if ids.iter().any(|it| it == id || it == "*") => {}
            Some((_, ids)) => ids.push(id.to_owned()),
            None => self.entries.push((command.to_owned(), vec![id.to_owned()])),
        }
        self
    }
}

impl fmt::Display for Acl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (command, ids)) in self.entries.iter().enumerate() {
            let and = if place == 0 { "" } else { "&" };
            write!(f, "{and}{command}={}", ids.join("+"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Acl;

    fn acl(value: &str) -> Acl {
        Acl::read(value).unwrap()
    }

    #[test]
    fn rights_are_added_to_those_of_others() {
        let with = acl("Get=a+b&Replace=a").with("c");
        assert_eq!(with.to_string(), "Get=a+b+c&Replace=a+c&Add=c&Delete=c&Exec=c");
        assert!(with.gives_all("c") && !with.gives_all("a"));
        assert_eq!(with.without("c").to_string(), "Get=a+b&Replace=a");
    }

    #[test]
    fn who_is_covered_by_everybody_is_not_named() {
        let with = acl("Add=*&Get=*").with("c");
        assert_eq!(with.to_string(), "Add=*&Get=*&Delete=c&Exec=c&Replace=c");
        assert!(with.gives_all("c"));
        assert_eq!(with.without("c"), Acl::default_of_root());
    }

    #[test]
    fn what_was_there_before_comes_back_and_what_came_since_stays() {
        let old = acl("Get=a+c&Replace=a");
        let now = acl("Get=a+c&Replace=a+b+c&Add=c&Delete=c&Exec=c");
        assert!(now.as_in(&old, "c").same(&acl("Replace=a+b&Get=a+c")));
    }

    #[test]
    fn an_account_gives_its_server_three_rights() {
        let with = acl("Add=*&Get=*&Replace=a").with_account_of("c");
        assert_eq!(with.to_string(), "Add=*&Get=*&Replace=a+c&Delete=c");
    }

    #[test]
    fn an_entry_without_a_command_is_no_acl() {
        assert_eq!(Acl::read("Get"), None);
        assert!(acl("").is_empty());
        assert!(acl("Get=").without("c").is_empty());
    }
}
