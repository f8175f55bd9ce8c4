//! Servers that do something wrong: the reference server with a fault around it. What is changed is
//! what passes between it and the others (its peers, its devices), its settings, or its table;
//! the product knows nothing of it.

pub mod doors;
pub mod http;
pub mod list;
pub mod rows;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use hyper::{Request, Response};
use reference_server::config::Config;

/// What passes, whole.
pub type Asked = Request<String>;
pub type Said = Response<String>;

/// A fault that an implementer makes.
pub struct Fault {
    /// Its name.
    pub name: &'static str,
    /// What such a server does.
    pub does: &'static str,
    /// The end of the id of a case that fails for it.
    pub case: &'static str,
    /// What is changed.
    pub change: Change,
}

/// What is changed.
#[derive(Clone)]
pub enum Change {
    /// Its settings, of which the judge is not told.
    Settings(fn(&mut Config)),
    /// Rows of its table: rule, column, what stands there.
    Rows(&'static [(&'static str, &'static str, &'static str)]),
    /// Its whole document.
    Document(String),
    /// It asks nobody for a certificate, and believes what a message says of its sender.
    Anybody,
    /// It believes what a message says of its sender, whoever shows a certificate.
    AnyPeer,
    /// What a peer asks, before it looks at it; perhaps it does not look.
    Takes(fn(&mut Asked, &Memory) -> Option<Said>),
    /// It answers this, and looks at the request afterwards.
    AnswersFirst(fn(&Asked) -> Said),
    /// What it answers to a peer.
    Answers(fn(&str, &mut Said, &Memory)),
    /// What it posts to a peer; where there is a status, it does not, and goes on as if that had
    /// been answered.
    Sends(fn(&mut Asked, &Memory) -> Option<u16>),
    /// It posts each message twice.
    Twice,
    /// How it reads the answer of a peer; none where the connection breaks off.
    Hears(fn(&str, Option<Said>) -> Option<Said>),
    /// What it sends to a device.
    Orders(fn(&str) -> String),
    /// How it reads what a device sends.
    Believes(fn(&str) -> String),
}

impl Change {
    /// Where the fault is, in a word.
    pub fn place(&self) -> &'static str {
        match self {
            Change::Settings(_) => "settings",
            Change::Rows(_) | Change::Document(_) => "table",
            Change::Anybody | Change::AnyPeer | Change::Takes(_) => "what it takes",
            Change::AnswersFirst(_) | Change::Answers(_) => "what it answers",
            Change::Sends(_) | Change::Twice => "what it sends",
            Change::Hears(_) => "answers of peers",
            Change::Orders(_) | Change::Believes(_) => "devices",
        }
    }

    /// The changed document, where the fault is in the table.
    pub fn document(&self) -> Option<String> {
        match self {
            Change::Rows(cells) => Some(rows::changed(cells)),
            Change::Document(text) => Some(text.clone()),
            Change::Settings(_)
            | Change::Anybody
            | Change::AnyPeer
            | Change::Takes(_)
            | Change::AnswersFirst(_)
            | Change::Answers(_)
            | Change::Sends(_)
            | Change::Twice
            | Change::Hears(_)
            | Change::Orders(_)
            | Change::Believes(_) => None,
        }
    }
}

/// What a faulty server remembers besides.
#[derive(Default)]
pub struct Memory(Mutex<BTreeMap<String, String>>);

impl Memory {
    /// Remembers something, and what was there before.
    pub fn put(&self, key: &str, value: &str) -> Option<String> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(key.to_owned(), value.to_owned())
    }

    /// What is remembered.
    pub fn of(&self, key: &str) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }
}

/// The text of an element.
pub fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once("</").map(|(value, _)| value)
}

/// The text with another content of an element.
pub fn with(text: &str, name: &str, value: &str) -> String {
    match element(text, name) {
        Some(old) => text.replacen(&format!("<{name}>{old}<"), &format!("<{name}>{value}<"), 1),
        None => text.to_owned(),
    }
}

/// Whether a message has this root.
pub fn is(text: &str, root: &str) -> bool {
    text.contains(&format!("<{root}>")) || text.contains(&format!("<{root} "))
}

/// A response without content.
pub fn status(code: u16) -> Said {
    let mut said = Response::new(String::new());
    *said.status_mut() = hyper::StatusCode::from_u16(code).expect("it is a status");
    said
}
