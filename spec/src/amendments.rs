//! What an edition changes of another one, change by change.

use std::fmt;

use protocol::Role;

use crate::Span;

/// The section `Amendments` of an edition that repairs another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendments {
    /// The edition that is amended, such as `2012-candidate`.
    pub base: String,
    /// Where its name stands.
    pub span: Span,
    /// The changes, in the order of the document.
    pub list: Vec<Amendment>,
}

/// One change: all that belongs together, and the finding that it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its number, such as `A-07`.
    pub id: String,
    /// The finding that it ends.
    pub ends: String,
    /// What it adds, changes or removes, each with its place.
    pub items: Vec<(Item, Span)>,
    /// What it does to the messages on the wire.
    pub wire: Wire,
    /// What changes, in one sentence.
    pub what: String,
    /// Its name in a few words, and what each clause should say: the subsection about it.
    pub about: Option<About>,
    /// Where its number stands.
    pub span: Span,
    /// The line in the document, from 1.
    pub line: u32,
}

/// The subsection `A-nn: title` about an amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The title.
    pub title: String,
    /// What the clauses should say instead: the Markdown under the heading.
    pub clauses: String,
}

/// What an amendment does to the messages on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// Every message is as before.
    Compatible,
    /// Some message has another content.
    Changed,
}

impl Wire {
    /// Both, with their words in the documents.
    pub const ALL: [(&'static str, Wire); 2] =
        [("compatible", Wire::Compatible), ("changed", Wire::Changed)];

    /// The word in the documents.
    pub const fn word(self) -> &'static str {
        match self {
            Wire::Compatible => "compatible",
            Wire::Changed => "changed",
        }
    }
}

/// Something that a document defines and another edition may define otherwise, or not at all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A row of the transitions: `ACC-1-07`.
    Rule(String),
    /// `option NAME`
    Option(String),
    /// A message with its tables of parameters: `message NAME`
    Message(String),
    /// What a complex parameter contains: `structure NAME`
    Structure(String),
    /// `state DMS-1 NAME`
    State(Role, String),
    /// `timer DMS-1 NAME`
    Timer(Role, String),
}

impl Item {
    /// The forms of an item in the documents.
    pub const FORMS: [&'static str; 6] = [
        "ACC-1-07",
        "option NAME",
        "message NAME",
        "structure NAME",
        "state DMS-1 NAME",
        "timer DMS-1 NAME",
    ];

    /// The item of these words; none where they have no such form. Whether there is such a thing
    /// is another question.
    pub fn read(text: &str) -> Option<Item> {
        let (kind, name) = match text.split_once(' ') {
            Some((kind, name)) => (kind, name.trim()),
            None if is_rule(text) => return Some(Item::Rule(text.to_owned())),
            None => return None,
        };
        let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        let of_role = |name: &str| {
            let of = |role: Role| Some((role, named(name.strip_prefix(role.name())?.trim())?));
            Role::ALL.into_iter().find_map(of)
        };
        match kind {
            "option" => named(name).map(Item::Option),
            "message" => named(name).map(Item::Message),
            "structure" => named(name).map(Item::Structure),
            "state" => of_role(name).map(|(role, name)| Item::State(role, name)),
            "timer" => of_role(name).map(|(role, name)| Item::Timer(role, name)),
            _ => None,
        }
    }
}

/// A process in capitals, a role, a number.
fn is_rule(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [process, role, number] = parts[..] else { return false };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !process.is_empty()
        && process.bytes().all(|byte| byte.is_ascii_uppercase())
        && ["1", "2"].contains(&role)
        && number.len() >= 2
        && digits(number)
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Item::Rule(name) => f.write_str(name),
            Item::Option(name) => write!(f, "option {name}"),
            Item::Message(name) => write!(f, "message {name}"),
            Item::Structure(name) => write!(f, "structure {name}"),
            Item::State(role, name) => write!(f, "state {} {name}", role.name()),
            Item::Timer(role, name) => write!(f, "timer {} {name}", role.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Item;

    #[test]
    fn an_item_reads_as_it_is_written() {
        let written = [
            "ACC-1-07",
            "option undo-1",
            "message DELEGATION_REVOKED/forced",
            "structure DMAcc",
            "state DMS-2 acc telling",
            "timer DMS-1 confirmation",
        ];
        for text in written {
            assert_eq!(Item::read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_words_are_no_item() {
        for text in
            ["", "ACC-3-07", "ACC-1-7", "acc-1-07", "ACC-1", "option", "state idle", "rule X"]
        {
            assert_eq!(Item::read(text), None, "{text}");
        }
    }
}
