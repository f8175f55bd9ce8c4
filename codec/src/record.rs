//! A message, or one of its elements, as data: what one type writes, another can read.

use std::borrow::Cow;
use std::fmt;

use crate::{ReasonCode, Sink, Source, Word, secret};

/// The parts of an element, in their order, by their wire names.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Record {
    parts: Vec<(Cow<'static, str>, Value)>,
}

/// What one part has in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, or one of a list of words.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i32),
    /// A response status code.
    Reason(ReasonCode),
    /// Bytes.
    Binary(Vec<u8>),
    /// Nothing.
    Empty,
    /// Parts of its own.
    Group(Record),
}

/// A part that a type asks for and that is not there, or is something else; or one that is there
/// and that nobody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its wire name.
    pub name: Cow<'static, str>,
    /// What it should be; `None` where it should not be there.
    pub expected: Option<&'static str>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.expected {
            Some(expected) => write!(f, "<{}> is wanted, {expected}, and is not given", self.name),
            None => write!(f, "<{}> is given, and nobody wants it there", self.name),
        }
    }
}

impl std::error::Error for Missing {}

/// Without secrets: what is printed ends in logs.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_map();
        for (name, value) in self.parts() {
            match secret::is_secret(name) {
                true => shown.entry(&name, &secret::HIDDEN),
                false => shown.entry(&name, value),
            };
        }
        shown.finish()
    }
}

impl Record {
    /// What is written, as data.
    pub fn written(write: impl FnOnce(&mut Record)) -> Record {
        let mut record = Record::default();
        write(&mut record);
        record
    }

    /// These parts.
    pub fn of(parts: impl IntoIterator<Item = (String, Value)>) -> Record {
        Record { parts: parts.into_iter().map(|(name, value)| (name.into(), value)).collect() }
    }

    /// The first part of that name.
    pub fn part(&self, name: &str) -> Option<&Value> {
        self.parts.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All parts with their names, in their order.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.parts.iter().map(|(name, value)| (&**name, value))
    }

    /// Exchanges the first part of that name, where there is one.
    pub fn set(&mut self, name: &str, value: Value) {
        if let Some(part) = self.parts.iter_mut().find(|(known, _)| *known == name) {
            part.1 = value;
        }
    }

    /// Reads something from all of its parts.
    ///
    /// # Errors
    /// A part that is missing, or one too many.
    pub fn read<T>(
        self,
        read: impl FnOnce(&mut Parts) -> Result<T, Missing>,
    ) -> Result<T, Missing> {
        let mut parts = self.source();
        let value = read(&mut parts)?;
        match parts.left.into_iter().next() {
            None => Ok(value),
            Some((name, _)) => Err(Missing { name, expected: None }),
        }
    }

    /// Its parts, each given once; those that nobody asks for are left.
    pub fn source(self) -> Parts {
        Parts { left: self.parts }
    }

    fn push(&mut self, name: &'static str, value: Value) {
        self.parts.push((Cow::Borrowed(name), value));
    }
}

impl Sink for Record {
    fn text(&mut self, name: &'static str, value: &str) {
        self.push(name, Value::Text(value.to_owned()));
    }

    fn boolean(&mut self, name: &'static str, value: bool) {
        self.push(name, Value::Boolean(value));
    }

    fn integer(&mut self, name: &'static str, value: i32) {
        self.push(name, Value::Integer(value));
    }

    fn reason(&mut self, name: &'static str, value: ReasonCode) {
        self.push(name, Value::Reason(value));
    }

    fn binary(&mut self, name: &'static str, value: &[u8]) {
        self.push(name, Value::Binary(value.to_owned()));
    }

    fn word(&mut self, name: &'static str, value: &'static str) {
        self.push(name, Value::Text(value.to_owned()));
    }

    fn empty(&mut self, name: &'static str) {
        self.push(name, Value::Empty);
    }

    fn group(&mut self, name: &'static str, parts: impl FnOnce(&mut Self)) {
        self.push(name, Value::Group(Record::written(parts)));
    }
}

/// The parts of a record that nobody has taken yet. They are found by their names; their order
/// matters only among those of one name.
#[derive(Clone, Debug)]
pub struct Parts {
    left: Vec<(Cow<'static, str>, Value)>,
}

impl Parts {
    fn place(&self, name: &str) -> Option<usize> {
        self.left.iter().position(|(known, _)| *known == name)
    }

    /// The next part of that name, which must be what `take` takes.
    fn take<T>(
        &mut self,
        name: &'static str,
        expected: &'static str,
        take: impl FnOnce(Value) -> Option<T>,
    ) -> Result<T, Missing> {
        let value = self.place(name).map(|place| self.left.remove(place));
        let missing = || Missing { name: Cow::Borrowed(name), expected: Some(expected) };
        value.and_then(|(_, value)| take(value)).ok_or_else(missing)
    }
}

impl<'a> Source<'a> for Parts {
    type Error = Missing;

    fn next_of(&mut self, names: &'static [&'static str]) -> Result<Option<usize>, Missing> {
        let of = |part: &str| names.iter().position(|name| *name == part);
        Ok(self.left.iter().find_map(|(part, _)| of(part)))
    }

    fn text(&mut self, name: &'static str) -> Result<Cow<'a, str>, Missing> {
        self.take(name, "a text", Value::text).map(Cow::Owned)
    }

    fn boolean(&mut self, name: &'static str) -> Result<bool, Missing> {
        self.take(name, "true or false", Value::boolean)
    }

    fn integer(&mut self, name: &'static str) -> Result<i32, Missing> {
        self.take(name, "a whole number", Value::integer)
    }

    fn reason(&mut self, name: &'static str) -> Result<ReasonCode, Missing> {
        self.take(name, "a status code", Value::reason)
    }

    fn binary(&mut self, name: &'static str) -> Result<Cow<'a, [u8]>, Missing> {
        self.take(name, "bytes", Value::binary).map(Cow::Owned)
    }

    fn word<W: Word>(&mut self, name: &'static str) -> Result<W, Missing> {
        self.take(name, "one of its words", |value| W::from_word(&value.text()?))
    }

    /// What is always the same need not be given.
    fn fixed(&mut self, name: &'static str, value: &'static str) -> Result<(), Missing> {
        if self.place(name).is_some() {
            let is_same = |given: Value| given.text().filter(|text| text == value).map(drop);
            return self.take(name, value, is_same);
        }
        Ok(())
    }

    fn empty(&mut self, name: &'static str) -> Result<(), Missing> {
        self.take(name, "without content", |value| (value == Value::Empty).then_some(()))
    }

    fn skipped(&mut self, name: &'static str) -> Result<(), Missing> {
        self.take(name, "anything", |_| Some(()))
    }

    fn group<T>(
        &mut self,
        name: &'static str,
        parts: impl FnOnce(&mut Self) -> Result<T, Missing>,
    ) -> Result<T, Missing> {
        let record = self.take(name, "with parts of its own", Value::group)?;
        record.read(parts)
    }
}

impl Value {
    /// The text, if it is one.
    pub fn text(self) -> Option<String> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The truth value, if it is one.
    pub fn boolean(self) -> Option<bool> {
        if let Value::Boolean(value) = self { Some(value) } else { None }
    }

    /// The number, if it is one.
    pub fn integer(self) -> Option<i32> {
        if let Value::Integer(value) = self { Some(value) } else { None }
    }

    /// The status code, if it is one.
    pub fn reason(self) -> Option<ReasonCode> {
        if let Value::Reason(code) = self { Some(code) } else { None }
    }

    /// The bytes, if it has any.
    pub fn binary(self) -> Option<Vec<u8>> {
        if let Value::Binary(bytes) = self { Some(bytes) } else { None }
    }

    /// Its parts, if it has any.
    pub fn group(self) -> Option<Record> {
        if let Value::Group(record) = self { Some(record) } else { None }
    }
}
