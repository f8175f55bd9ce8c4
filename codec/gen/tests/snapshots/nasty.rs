//! A schema of awkward names.
//!
//! Written by a test.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::reader::{Fault, Reader};
use crate::Word as _;

/// Any of the messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message<'a> {
    /// M0 (Table 1; 1.1).
    #[serde(rename = "M0")]
    M0(M0<'a>),
    /// M7 (Table 1; 1.1).
    #[serde(rename = "M7")]
    M7(M7<'a>),
    /// M14 (Table 1; 1.1).
    #[serde(rename = "M14")]
    M14(M14<'a>),
    /// M21 (Table 1; 1.1).
    #[serde(rename = "M21")]
    M21(M21<'a>),
    /// FLAGS (Table 1; 1.1).
    #[serde(rename = "FLAGS")]
    Flags(Flags<'a>),
    /// REASON_CODE (Table 1; 1.1).
    #[serde(rename = "REASON_CODE")]
    ReasonCode(ReasonCode),
}

impl<'a> Message<'a> {
    /// The names of all messages, in the order of the document.
    pub const NAMES: [&'static str; 6] = [
        "M0",
        "M7",
        "M14",
        "M21",
        "FLAGS",
        "REASON_CODE",
    ];

    /// The name of the message.
    pub fn name(&self) -> &'static str {
        match self {
            Self::M0(_) => "M0",
            Self::M7(_) => "M7",
            Self::M14(_) => "M14",
            Self::M21(_) => "M21",
            Self::Flags(_) => "FLAGS",
            Self::ReasonCode(_) => "REASON_CODE",
        }
    }

    /// The root element of its document.
    pub fn root(&self) -> &'static str {
        match self {
            Self::M0(_) => "m0",
            Self::M7(_) => "m7",
            Self::M14(_) => "m14",
            Self::M21(_) => "m21",
            Self::Flags(_) => "flags",
            Self::ReasonCode(_) => "reason_code",
        }
    }

    /// Its table, and the clauses that describe it.
    pub fn text(&self) -> &'static str {
        match self {
            Self::M0(_) => "Table 1; 1.1",
            Self::M7(_) => "Table 1; 1.1",
            Self::M14(_) => "Table 1; 1.1",
            Self::M21(_) => "Table 1; 1.1",
            Self::Flags(_) => "Table 1; 1.1",
            Self::ReasonCode(_) => "Table 1; 1.1",
        }
    }

    /// Reads a message by its name; `None` where there is none of that name.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(
        name: &str,
        from: &mut S_,
    ) -> Option<Result<Self, S_::Error>> {
        let message = match name {
            "M0" => M0::read(from).map(Self::M0),
            "M7" => M7::read(from).map(Self::M7),
            "M14" => M14::read(from).map(Self::M14),
            "M21" => M21::read(from).map(Self::M21),
            "FLAGS" => Flags::read(from).map(Self::Flags),
            "REASON_CODE" => ReasonCode::read(from).map(Self::ReasonCode),
            _ => return None,
        };
        Some(message)
    }

    /// Gives the parts of the message.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        match self {
            Self::M0(it) => it.write(to),
            Self::M7(it) => it.write(to),
            Self::M14(it) => it.write(to),
            Self::M21(it) => it.write(to),
            Self::Flags(it) => it.write(to),
            Self::ReasonCode(it) => it.write(to),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Message<'static> {
        match self {
            Self::M0(it) => Message::M0(it.into_owned()),
            Self::M7(it) => Message::M7(it.into_owned()),
            Self::M14(it) => Message::M14(it.into_owned()),
            Self::M21(it) => Message::M21(it.into_owned()),
            Self::Flags(it) => Message::Flags(it.into_owned()),
            Self::ReasonCode(it) => Message::ReasonCode(it),
        }
    }
}

/// Reads what stands in a root element.
pub(crate) type Decode = for<'a> fn(&mut Reader<'a>) -> Result<Message<'a>, Box<Fault>>;

/// The root elements, and how what stands in each is read.
pub(crate) const ROOTS: &[(&str, Decode)] = &[
    (
        "m0",
        |from| {
            from.place("Table 1; 1.1");
            M0::read(from).map(Message::M0)
        },
    ),
    (
        "m7",
        |from| {
            from.place("Table 1; 1.1");
            M7::read(from).map(Message::M7)
        },
    ),
    (
        "m14",
        |from| {
            from.place("Table 1; 1.1");
            M14::read(from).map(Message::M14)
        },
    ),
    (
        "m21",
        |from| {
            from.place("Table 1; 1.1");
            M21::read(from).map(Message::M21)
        },
    ),
    (
        "flags",
        |from| {
            from.place("Table 1; 1.1");
            Flags::read(from).map(Message::Flags)
        },
    ),
    (
        "reason_code",
        |from| {
            from.place("Table 1; 1.1");
            ReasonCode::read(from).map(Message::ReasonCode)
        },
    ),
];

/// M0 (Table 1; 1.1)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct M0<'a> {
    /// `from`
    #[serde(rename = "from")]
    pub from: Cow<'a, str>,
    /// `to`
    #[serde(rename = "to", skip_serializing_if = "Option::is_none")]
    pub to: Option<Cow<'a, str>>,
    /// `it`
    #[serde(rename = "it", default, skip_serializing_if = "Vec::is_empty")]
    pub it: Vec<Cow<'a, str>>,
    /// `name`
    #[serde(rename = "name")]
    pub name: Vec<Cow<'a, str>>,
    /// `one`
    #[serde(rename = "one")]
    pub one: bool,
    /// `message`
    #[serde(rename = "message", skip_serializing_if = "Option::is_none")]
    pub message: Option<bool>,
    /// `S`
    #[serde(rename = "S", default, skip_serializing_if = "Vec::is_empty")]
    pub s: Vec<bool>,
    /// `self`
    #[serde(rename = "self")]
    pub self_: Vec<bool>,
    /// `super`
    #[serde(rename = "super")]
    pub super_: i32,
    /// `crate`
    #[serde(rename = "crate", skip_serializing_if = "Option::is_none")]
    pub crate_: Option<i32>,
    /// `type`
    #[serde(rename = "type", default, skip_serializing_if = "Vec::is_empty")]
    pub r#type: Vec<i32>,
    /// `gen`
    #[serde(rename = "gen")]
    pub r#gen: Vec<i32>,
    /// `async`
    #[serde(rename = "async")]
    pub r#async: crate::ReasonCode,
    /// `loop`
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    pub r#loop: Option<crate::ReasonCode>,
    /// `try`
    #[serde(rename = "try", default, skip_serializing_if = "Vec::is_empty")]
    pub r#try: Vec<crate::ReasonCode>,
    /// `dyn`
    #[serde(rename = "dyn")]
    pub r#dyn: Vec<crate::ReasonCode>,
    /// `next`
    #[serde(rename = "next", with = "crate::binary")]
    pub next: Cow<'a, [u8]>,
    /// `read`
    #[serde(
        rename = "read",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub read: Option<Cow<'a, [u8]>>,
    /// `write`
    #[serde(
        rename = "write",
        with = "crate::binary::list",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub write: Vec<Cow<'a, [u8]>>,
    /// `names`
    #[serde(rename = "names", with = "crate::binary::list")]
    pub names: Vec<Cow<'a, [u8]>>,
    /// `all`
    #[serde(rename = "all")]
    pub all: Words,
    /// `root`
    #[serde(rename = "root", skip_serializing_if = "Option::is_none")]
    pub root: Option<Words>,
    /// `text`
    #[serde(rename = "text", default, skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<Words>,
    /// `intoOwned`
    #[serde(rename = "intoOwned")]
    pub into_owned: Vec<Words>,
    /// `some`
    #[serde(rename = "some")]
    pub some: S<'a>,
    /// `ok`
    #[serde(rename = "ok", skip_serializing_if = "Option::is_none")]
    pub ok: Option<S<'a>>,
    /// `value`
    #[serde(rename = "value", default, skip_serializing_if = "Vec::is_empty")]
    pub value: Vec<S<'a>>,
    /// `place`
    #[serde(rename = "place")]
    pub place: Vec<S<'a>>,
    /// `ahead`
    #[serde(rename = "ahead")]
    pub ahead: Cow<'a, str>,
    /// `Error`
    #[serde(rename = "Error", skip_serializing_if = "Option::is_none")]
    pub error: Option<Cow<'a, str>>,
    /// `a`
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub a: Vec<Cow<'a, str>>,
}

impl<'a> M0<'a> {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let from_ = from.text("from")?;
        let to_ = from.optional(&["to"], S_::text)?;
        let it = from.list(&["it"], S_::text)?;
        let name = from.many(&["name"], S_::text)?;
        let one = from.boolean("one")?;
        let message = from.optional(&["message"], S_::boolean)?;
        let s = from.list(&["S"], S_::boolean)?;
        let self_ = from.many(&["self"], S_::boolean)?;
        let super_ = from.integer("super")?;
        let crate_ = from.optional(&["crate"], S_::integer)?;
        let r#type = from.list(&["type"], S_::integer)?;
        let r#gen = from.many(&["gen"], S_::integer)?;
        let r#async = from.reason("async")?;
        let r#loop = from.optional(&["loop"], S_::reason)?;
        let r#try = from.list(&["try"], S_::reason)?;
        let r#dyn = from.many(&["dyn"], S_::reason)?;
        let next = from.binary("next")?;
        let read = from.optional(&["read"], S_::binary)?;
        let write = from.list(&["write"], S_::binary)?;
        let names = from.many(&["names"], S_::binary)?;
        let all = from.word("all")?;
        let root = from.optional(&["root"], S_::word)?;
        let text = from.list(&["text"], S_::word)?;
        let into_owned = from.many(&["intoOwned"], S_::word)?;
        let some = from.group("some", S::read)?;
        let ok = from.optional(&["ok"], |from, name| from.group(name, S::read))?;
        let value = from.list(&["value"], |from, name| from.group(name, S::read))?;
        let place = from.many(&["place"], |from, name| from.group(name, S::read))?;
        let ahead = from.text("ahead")?;
        let error = from.optional(&["Error"], S_::text)?;
        let a = from.list(&["a"], S_::text)?;
        Ok(Self {
            from: from_,
            to: to_,
            it,
            name,
            one,
            message,
            s,
            self_,
            super_,
            crate_,
            r#type,
            r#gen,
            r#async,
            r#loop,
            r#try,
            r#dyn,
            next,
            read,
            write,
            names,
            all,
            root,
            text,
            into_owned,
            some,
            ok,
            value,
            place,
            ahead,
            error,
            a,
        })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("from", &self.from);
        if let Some(to_) = &self.to {
            to.text("to", to_);
        }
        for it in &self.it {
            to.text("it", it);
        }
        to.require("name", !self.name.is_empty());
        for name in &self.name {
            to.text("name", name);
        }
        to.boolean("one", self.one);
        if let Some(message) = self.message {
            to.boolean("message", message);
        }
        for s in &self.s {
            to.boolean("S", *s);
        }
        to.require("self", !self.self_.is_empty());
        for self_ in &self.self_ {
            to.boolean("self", *self_);
        }
        to.integer("super", self.super_);
        if let Some(crate_) = self.crate_ {
            to.integer("crate", crate_);
        }
        for r#type in &self.r#type {
            to.integer("type", *r#type);
        }
        to.require("gen", !self.r#gen.is_empty());
        for r#gen in &self.r#gen {
            to.integer("gen", *r#gen);
        }
        to.reason("async", self.r#async);
        if let Some(r#loop) = self.r#loop {
            to.reason("loop", r#loop);
        }
        for r#try in &self.r#try {
            to.reason("try", *r#try);
        }
        to.require("dyn", !self.r#dyn.is_empty());
        for r#dyn in &self.r#dyn {
            to.reason("dyn", *r#dyn);
        }
        to.binary("next", &self.next);
        if let Some(read) = &self.read {
            to.binary("read", read);
        }
        for write in &self.write {
            to.binary("write", write);
        }
        to.require("names", !self.names.is_empty());
        for names in &self.names {
            to.binary("names", names);
        }
        to.word("all", self.all.as_str());
        if let Some(root) = self.root {
            to.word("root", root.as_str());
        }
        for text in &self.text {
            to.word("text", text.as_str());
        }
        to.require("intoOwned", !self.into_owned.is_empty());
        for into_owned in &self.into_owned {
            to.word("intoOwned", into_owned.as_str());
        }
        to.group("some", |to| self.some.write(to));
        if let Some(ok) = &self.ok {
            to.group("ok", |to| ok.write(to));
        }
        for value in &self.value {
            to.group("value", |to| value.write(to));
        }
        to.require("place", !self.place.is_empty());
        for place in &self.place {
            to.group("place", |to| place.write(to));
        }
        to.text("ahead", &self.ahead);
        if let Some(error) = &self.error {
            to.text("Error", error);
        }
        for a in &self.a {
            to.text("a", a);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> M0<'static> {
        M0 {
            from: Cow::Owned(self.from.into_owned()),
            to: self.to.map(|it| Cow::Owned(it.into_owned())),
            it: self.it.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            name: self.name.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            one: self.one,
            message: self.message,
            s: self.s,
            self_: self.self_,
            super_: self.super_,
            crate_: self.crate_,
            r#type: self.r#type,
            r#gen: self.r#gen,
            r#async: self.r#async,
            r#loop: self.r#loop,
            r#try: self.r#try,
            r#dyn: self.r#dyn,
            next: Cow::Owned(self.next.into_owned()),
            read: self.read.map(|it| Cow::Owned(it.into_owned())),
            write: self
                .write
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            names: self
                .names
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            all: self.all,
            root: self.root,
            text: self.text,
            into_owned: self.into_owned,
            some: self.some.into_owned(),
            ok: self.ok.map(S::into_owned),
            value: self.value.into_iter().map(S::into_owned).collect(),
            place: self.place.into_iter().map(S::into_owned).collect(),
            ahead: Cow::Owned(self.ahead.into_owned()),
            error: self.error.map(|it| Cow::Owned(it.into_owned())),
            a: self.a.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
        }
    }
}

/// M7 (Table 1; 1.1)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct M7<'a> {
    /// `from`
    #[serde(rename = "from")]
    pub from: Vec<bool>,
    /// `to`
    #[serde(rename = "to")]
    pub to: i32,
    /// `it`
    #[serde(rename = "it", skip_serializing_if = "Option::is_none")]
    pub it: Option<i32>,
    /// `name`
    #[serde(rename = "name", default, skip_serializing_if = "Vec::is_empty")]
    pub name: Vec<i32>,
    /// `one`
    #[serde(rename = "one")]
    pub one: Vec<i32>,
    /// `message`
    #[serde(rename = "message")]
    pub message: crate::ReasonCode,
    /// `S`
    #[serde(rename = "S", skip_serializing_if = "Option::is_none")]
    pub s: Option<crate::ReasonCode>,
    /// `self`
    #[serde(rename = "self", default, skip_serializing_if = "Vec::is_empty")]
    pub self_: Vec<crate::ReasonCode>,
    /// `super`
    #[serde(rename = "super")]
    pub super_: Vec<crate::ReasonCode>,
    /// `crate`
    #[serde(rename = "crate", with = "crate::binary")]
    pub crate_: Cow<'a, [u8]>,
    /// `type`
    #[serde(
        rename = "type",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub r#type: Option<Cow<'a, [u8]>>,
    /// `gen`
    #[serde(
        rename = "gen",
        with = "crate::binary::list",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub r#gen: Vec<Cow<'a, [u8]>>,
    /// `async`
    #[serde(rename = "async", with = "crate::binary::list")]
    pub r#async: Vec<Cow<'a, [u8]>>,
    /// `loop`
    #[serde(rename = "loop")]
    pub r#loop: Words,
    /// `try`
    #[serde(rename = "try", skip_serializing_if = "Option::is_none")]
    pub r#try: Option<Words>,
    /// `dyn`
    #[serde(rename = "dyn", default, skip_serializing_if = "Vec::is_empty")]
    pub r#dyn: Vec<Words>,
    /// `next`
    #[serde(rename = "next")]
    pub next: Vec<Words>,
    /// `read`
    #[serde(rename = "read")]
    pub read: S<'a>,
    /// `write`
    #[serde(rename = "write", skip_serializing_if = "Option::is_none")]
    pub write: Option<S<'a>>,
    /// `names`
    #[serde(rename = "names", default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<S<'a>>,
    /// `all`
    #[serde(rename = "all")]
    pub all: Vec<S<'a>>,
    /// `root`
    #[serde(rename = "root")]
    pub root: Cow<'a, str>,
    /// `text`
    #[serde(rename = "text", skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// `intoOwned`
    #[serde(rename = "intoOwned", default, skip_serializing_if = "Vec::is_empty")]
    pub into_owned: Vec<Cow<'a, str>>,
    /// `some`
    #[serde(rename = "some")]
    pub some: Vec<Cow<'a, str>>,
    /// `ok`
    #[serde(rename = "ok")]
    pub ok: bool,
    /// `value`
    #[serde(rename = "value", skip_serializing_if = "Option::is_none")]
    pub value: Option<bool>,
    /// `place`
    #[serde(rename = "place", default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<bool>,
    /// `ahead`
    #[serde(rename = "ahead")]
    pub ahead: Vec<bool>,
    /// `Error`
    #[serde(rename = "Error")]
    pub error: i32,
    /// `a`
    #[serde(rename = "a", skip_serializing_if = "Option::is_none")]
    pub a: Option<i32>,
}

impl<'a> M7<'a> {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let from_ = from.many(&["from"], S_::boolean)?;
        let to_ = from.integer("to")?;
        let it = from.optional(&["it"], S_::integer)?;
        let name = from.list(&["name"], S_::integer)?;
        let one = from.many(&["one"], S_::integer)?;
        let message = from.reason("message")?;
        let s = from.optional(&["S"], S_::reason)?;
        let self_ = from.list(&["self"], S_::reason)?;
        let super_ = from.many(&["super"], S_::reason)?;
        let crate_ = from.binary("crate")?;
        let r#type = from.optional(&["type"], S_::binary)?;
        let r#gen = from.list(&["gen"], S_::binary)?;
        let r#async = from.many(&["async"], S_::binary)?;
        let r#loop = from.word("loop")?;
        let r#try = from.optional(&["try"], S_::word)?;
        let r#dyn = from.list(&["dyn"], S_::word)?;
        let next = from.many(&["next"], S_::word)?;
        let read = from.group("read", S::read)?;
        let write = from.optional(&["write"], |from, name| from.group(name, S::read))?;
        let names = from.list(&["names"], |from, name| from.group(name, S::read))?;
        let all = from.many(&["all"], |from, name| from.group(name, S::read))?;
        let root = from.text("root")?;
        let text = from.optional(&["text"], S_::text)?;
        let into_owned = from.list(&["intoOwned"], S_::text)?;
        let some = from.many(&["some"], S_::text)?;
        let ok = from.boolean("ok")?;
        let value = from.optional(&["value"], S_::boolean)?;
        let place = from.list(&["place"], S_::boolean)?;
        let ahead = from.many(&["ahead"], S_::boolean)?;
        let error = from.integer("Error")?;
        let a = from.optional(&["a"], S_::integer)?;
        Ok(Self {
            from: from_,
            to: to_,
            it,
            name,
            one,
            message,
            s,
            self_,
            super_,
            crate_,
            r#type,
            r#gen,
            r#async,
            r#loop,
            r#try,
            r#dyn,
            next,
            read,
            write,
            names,
            all,
            root,
            text,
            into_owned,
            some,
            ok,
            value,
            place,
            ahead,
            error,
            a,
        })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.require("from", !self.from.is_empty());
        for from_ in &self.from {
            to.boolean("from", *from_);
        }
        to.integer("to", self.to);
        if let Some(it) = self.it {
            to.integer("it", it);
        }
        for name in &self.name {
            to.integer("name", *name);
        }
        to.require("one", !self.one.is_empty());
        for one in &self.one {
            to.integer("one", *one);
        }
        to.reason("message", self.message);
        if let Some(s) = self.s {
            to.reason("S", s);
        }
        for self_ in &self.self_ {
            to.reason("self", *self_);
        }
        to.require("super", !self.super_.is_empty());
        for super_ in &self.super_ {
            to.reason("super", *super_);
        }
        to.binary("crate", &self.crate_);
        if let Some(r#type) = &self.r#type {
            to.binary("type", r#type);
        }
        for r#gen in &self.r#gen {
            to.binary("gen", r#gen);
        }
        to.require("async", !self.r#async.is_empty());
        for r#async in &self.r#async {
            to.binary("async", r#async);
        }
        to.word("loop", self.r#loop.as_str());
        if let Some(r#try) = self.r#try {
            to.word("try", r#try.as_str());
        }
        for r#dyn in &self.r#dyn {
            to.word("dyn", r#dyn.as_str());
        }
        to.require("next", !self.next.is_empty());
        for next in &self.next {
            to.word("next", next.as_str());
        }
        to.group("read", |to| self.read.write(to));
        if let Some(write) = &self.write {
            to.group("write", |to| write.write(to));
        }
        for names in &self.names {
            to.group("names", |to| names.write(to));
        }
        to.require("all", !self.all.is_empty());
        for all in &self.all {
            to.group("all", |to| all.write(to));
        }
        to.text("root", &self.root);
        if let Some(text) = &self.text {
            to.text("text", text);
        }
        for into_owned in &self.into_owned {
            to.text("intoOwned", into_owned);
        }
        to.require("some", !self.some.is_empty());
        for some in &self.some {
            to.text("some", some);
        }
        to.boolean("ok", self.ok);
        if let Some(value) = self.value {
            to.boolean("value", value);
        }
        for place in &self.place {
            to.boolean("place", *place);
        }
        to.require("ahead", !self.ahead.is_empty());
        for ahead in &self.ahead {
            to.boolean("ahead", *ahead);
        }
        to.integer("Error", self.error);
        if let Some(a) = self.a {
            to.integer("a", a);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> M7<'static> {
        M7 {
            from: self.from,
            to: self.to,
            it: self.it,
            name: self.name,
            one: self.one,
            message: self.message,
            s: self.s,
            self_: self.self_,
            super_: self.super_,
            crate_: Cow::Owned(self.crate_.into_owned()),
            r#type: self.r#type.map(|it| Cow::Owned(it.into_owned())),
            r#gen: self
                .r#gen
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            r#async: self
                .r#async
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            r#loop: self.r#loop,
            r#try: self.r#try,
            r#dyn: self.r#dyn,
            next: self.next,
            read: self.read.into_owned(),
            write: self.write.map(S::into_owned),
            names: self.names.into_iter().map(S::into_owned).collect(),
            all: self.all.into_iter().map(S::into_owned).collect(),
            root: Cow::Owned(self.root.into_owned()),
            text: self.text.map(|it| Cow::Owned(it.into_owned())),
            into_owned: self
                .into_owned
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            some: self.some.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            ok: self.ok,
            value: self.value,
            place: self.place,
            ahead: self.ahead,
            error: self.error,
            a: self.a,
        }
    }
}

/// M14 (Table 1; 1.1)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct M14<'a> {
    /// `from`
    #[serde(rename = "from", default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<crate::ReasonCode>,
    /// `to`
    #[serde(rename = "to")]
    pub to: Vec<crate::ReasonCode>,
    /// `it`
    #[serde(rename = "it", with = "crate::binary")]
    pub it: Cow<'a, [u8]>,
    /// `name`
    #[serde(
        rename = "name",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<Cow<'a, [u8]>>,
    /// `one`
    #[serde(
        rename = "one",
        with = "crate::binary::list",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub one: Vec<Cow<'a, [u8]>>,
    /// `message`
    #[serde(rename = "message", with = "crate::binary::list")]
    pub message: Vec<Cow<'a, [u8]>>,
    /// `S`
    #[serde(rename = "S")]
    pub s: Words,
    /// `self`
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_: Option<Words>,
    /// `super`
    #[serde(rename = "super", default, skip_serializing_if = "Vec::is_empty")]
    pub super_: Vec<Words>,
    /// `crate`
    #[serde(rename = "crate")]
    pub crate_: Vec<Words>,
    /// `type`
    #[serde(rename = "type")]
    pub r#type: S<'a>,
    /// `gen`
    #[serde(rename = "gen", skip_serializing_if = "Option::is_none")]
    pub r#gen: Option<S<'a>>,
    /// `async`
    #[serde(rename = "async", default, skip_serializing_if = "Vec::is_empty")]
    pub r#async: Vec<S<'a>>,
    /// `loop`
    #[serde(rename = "loop")]
    pub r#loop: Vec<S<'a>>,
    /// `try`
    #[serde(rename = "try")]
    pub r#try: Cow<'a, str>,
    /// `dyn`
    #[serde(rename = "dyn", skip_serializing_if = "Option::is_none")]
    pub r#dyn: Option<Cow<'a, str>>,
    /// `next`
    #[serde(rename = "next", default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<Cow<'a, str>>,
    /// `read`
    #[serde(rename = "read")]
    pub read: Vec<Cow<'a, str>>,
    /// `write`
    #[serde(rename = "write")]
    pub write: bool,
    /// `names`
    #[serde(rename = "names", skip_serializing_if = "Option::is_none")]
    pub names: Option<bool>,
    /// `all`
    #[serde(rename = "all", default, skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<bool>,
    /// `root`
    #[serde(rename = "root")]
    pub root: Vec<bool>,
    /// `text`
    #[serde(rename = "text")]
    pub text: i32,
    /// `intoOwned`
    #[serde(rename = "intoOwned", skip_serializing_if = "Option::is_none")]
    pub into_owned: Option<i32>,
    /// `some`
    #[serde(rename = "some", default, skip_serializing_if = "Vec::is_empty")]
    pub some: Vec<i32>,
    /// `ok`
    #[serde(rename = "ok")]
    pub ok: Vec<i32>,
    /// `value`
    #[serde(rename = "value")]
    pub value: crate::ReasonCode,
    /// `place`
    #[serde(rename = "place", skip_serializing_if = "Option::is_none")]
    pub place: Option<crate::ReasonCode>,
    /// `ahead`
    #[serde(rename = "ahead", default, skip_serializing_if = "Vec::is_empty")]
    pub ahead: Vec<crate::ReasonCode>,
    /// `Error`
    #[serde(rename = "Error")]
    pub error: Vec<crate::ReasonCode>,
    /// `a`
    #[serde(rename = "a", with = "crate::binary")]
    pub a: Cow<'a, [u8]>,
}

impl<'a> M14<'a> {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let from_ = from.list(&["from"], S_::reason)?;
        let to_ = from.many(&["to"], S_::reason)?;
        let it = from.binary("it")?;
        let name = from.optional(&["name"], S_::binary)?;
        let one = from.list(&["one"], S_::binary)?;
        let message = from.many(&["message"], S_::binary)?;
        let s = from.word("S")?;
        let self_ = from.optional(&["self"], S_::word)?;
        let super_ = from.list(&["super"], S_::word)?;
        let crate_ = from.many(&["crate"], S_::word)?;
        let r#type = from.group("type", S::read)?;
        let r#gen = from.optional(&["gen"], |from, name| from.group(name, S::read))?;
        let r#async = from.list(&["async"], |from, name| from.group(name, S::read))?;
        let r#loop = from.many(&["loop"], |from, name| from.group(name, S::read))?;
        let r#try = from.text("try")?;
        let r#dyn = from.optional(&["dyn"], S_::text)?;
        let next = from.list(&["next"], S_::text)?;
        let read = from.many(&["read"], S_::text)?;
        let write = from.boolean("write")?;
        let names = from.optional(&["names"], S_::boolean)?;
        let all = from.list(&["all"], S_::boolean)?;
        let root = from.many(&["root"], S_::boolean)?;
        let text = from.integer("text")?;
        let into_owned = from.optional(&["intoOwned"], S_::integer)?;
        let some = from.list(&["some"], S_::integer)?;
        let ok = from.many(&["ok"], S_::integer)?;
        let value = from.reason("value")?;
        let place = from.optional(&["place"], S_::reason)?;
        let ahead = from.list(&["ahead"], S_::reason)?;
        let error = from.many(&["Error"], S_::reason)?;
        let a = from.binary("a")?;
        Ok(Self {
            from: from_,
            to: to_,
            it,
            name,
            one,
            message,
            s,
            self_,
            super_,
            crate_,
            r#type,
            r#gen,
            r#async,
            r#loop,
            r#try,
            r#dyn,
            next,
            read,
            write,
            names,
            all,
            root,
            text,
            into_owned,
            some,
            ok,
            value,
            place,
            ahead,
            error,
            a,
        })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        for from_ in &self.from {
            to.reason("from", *from_);
        }
        to.require("to", !self.to.is_empty());
        for to_ in &self.to {
            to.reason("to", *to_);
        }
        to.binary("it", &self.it);
        if let Some(name) = &self.name {
            to.binary("name", name);
        }
        for one in &self.one {
            to.binary("one", one);
        }
        to.require("message", !self.message.is_empty());
        for message in &self.message {
            to.binary("message", message);
        }
        to.word("S", self.s.as_str());
        if let Some(self_) = self.self_ {
            to.word("self", self_.as_str());
        }
        for super_ in &self.super_ {
            to.word("super", super_.as_str());
        }
        to.require("crate", !self.crate_.is_empty());
        for crate_ in &self.crate_ {
            to.word("crate", crate_.as_str());
        }
        to.group("type", |to| self.r#type.write(to));
        if let Some(r#gen) = &self.r#gen {
            to.group("gen", |to| r#gen.write(to));
        }
        for r#async in &self.r#async {
            to.group("async", |to| r#async.write(to));
        }
        to.require("loop", !self.r#loop.is_empty());
        for r#loop in &self.r#loop {
            to.group("loop", |to| r#loop.write(to));
        }
        to.text("try", &self.r#try);
        if let Some(r#dyn) = &self.r#dyn {
            to.text("dyn", r#dyn);
        }
        for next in &self.next {
            to.text("next", next);
        }
        to.require("read", !self.read.is_empty());
        for read in &self.read {
            to.text("read", read);
        }
        to.boolean("write", self.write);
        if let Some(names) = self.names {
            to.boolean("names", names);
        }
        for all in &self.all {
            to.boolean("all", *all);
        }
        to.require("root", !self.root.is_empty());
        for root in &self.root {
            to.boolean("root", *root);
        }
        to.integer("text", self.text);
        if let Some(into_owned) = self.into_owned {
            to.integer("intoOwned", into_owned);
        }
        for some in &self.some {
            to.integer("some", *some);
        }
        to.require("ok", !self.ok.is_empty());
        for ok in &self.ok {
            to.integer("ok", *ok);
        }
        to.reason("value", self.value);
        if let Some(place) = self.place {
            to.reason("place", place);
        }
        for ahead in &self.ahead {
            to.reason("ahead", *ahead);
        }
        to.require("Error", !self.error.is_empty());
        for error in &self.error {
            to.reason("Error", *error);
        }
        to.binary("a", &self.a);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> M14<'static> {
        M14 {
            from: self.from,
            to: self.to,
            it: Cow::Owned(self.it.into_owned()),
            name: self.name.map(|it| Cow::Owned(it.into_owned())),
            one: self.one.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            message: self
                .message
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            s: self.s,
            self_: self.self_,
            super_: self.super_,
            crate_: self.crate_,
            r#type: self.r#type.into_owned(),
            r#gen: self.r#gen.map(S::into_owned),
            r#async: self.r#async.into_iter().map(S::into_owned).collect(),
            r#loop: self.r#loop.into_iter().map(S::into_owned).collect(),
            r#try: Cow::Owned(self.r#try.into_owned()),
            r#dyn: self.r#dyn.map(|it| Cow::Owned(it.into_owned())),
            next: self.next.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            read: self.read.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            write: self.write,
            names: self.names,
            all: self.all,
            root: self.root,
            text: self.text,
            into_owned: self.into_owned,
            some: self.some,
            ok: self.ok,
            value: self.value,
            place: self.place,
            ahead: self.ahead,
            error: self.error,
            a: Cow::Owned(self.a.into_owned()),
        }
    }
}

/// M21 (Table 1; 1.1)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct M21<'a> {
    /// `from`
    #[serde(rename = "from", skip_serializing_if = "Option::is_none")]
    pub from: Option<Words>,
    /// `to`
    #[serde(rename = "to", default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Words>,
    /// `it`
    #[serde(rename = "it")]
    pub it: Vec<Words>,
    /// `name`
    #[serde(rename = "name")]
    pub name: S<'a>,
    /// `one`
    #[serde(rename = "one", skip_serializing_if = "Option::is_none")]
    pub one: Option<S<'a>>,
    /// `message`
    #[serde(rename = "message", default, skip_serializing_if = "Vec::is_empty")]
    pub message: Vec<S<'a>>,
    /// `S`
    #[serde(rename = "S")]
    pub s: Vec<S<'a>>,
    /// `self`
    #[serde(rename = "self")]
    pub self_: Cow<'a, str>,
    /// `super`
    #[serde(rename = "super", skip_serializing_if = "Option::is_none")]
    pub super_: Option<Cow<'a, str>>,
    /// `crate`
    #[serde(rename = "crate", default, skip_serializing_if = "Vec::is_empty")]
    pub crate_: Vec<Cow<'a, str>>,
    /// `type`
    #[serde(rename = "type")]
    pub r#type: Vec<Cow<'a, str>>,
    /// `gen`
    #[serde(rename = "gen")]
    pub r#gen: bool,
    /// `async`
    #[serde(rename = "async", skip_serializing_if = "Option::is_none")]
    pub r#async: Option<bool>,
    /// `loop`
    #[serde(rename = "loop", default, skip_serializing_if = "Vec::is_empty")]
    pub r#loop: Vec<bool>,
    /// `try`
    #[serde(rename = "try")]
    pub r#try: Vec<bool>,
    /// `dyn`
    #[serde(rename = "dyn")]
    pub r#dyn: i32,
    /// `next`
    #[serde(rename = "next", skip_serializing_if = "Option::is_none")]
    pub next: Option<i32>,
    /// `read`
    #[serde(rename = "read", default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<i32>,
    /// `write`
    #[serde(rename = "write")]
    pub write: Vec<i32>,
    /// `names`
    #[serde(rename = "names")]
    pub names: crate::ReasonCode,
    /// `all`
    #[serde(rename = "all", skip_serializing_if = "Option::is_none")]
    pub all: Option<crate::ReasonCode>,
    /// `root`
    #[serde(rename = "root", default, skip_serializing_if = "Vec::is_empty")]
    pub root: Vec<crate::ReasonCode>,
    /// `text`
    #[serde(rename = "text")]
    pub text: Vec<crate::ReasonCode>,
    /// `intoOwned`
    #[serde(rename = "intoOwned", with = "crate::binary")]
    pub into_owned: Cow<'a, [u8]>,
    /// `some`
    #[serde(
        rename = "some",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub some: Option<Cow<'a, [u8]>>,
    /// `ok`
    #[serde(
        rename = "ok",
        with = "crate::binary::list",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub ok: Vec<Cow<'a, [u8]>>,
    /// `value`
    #[serde(rename = "value", with = "crate::binary::list")]
    pub value: Vec<Cow<'a, [u8]>>,
    /// `place`
    #[serde(rename = "place")]
    pub place: Words,
    /// `ahead`
    #[serde(rename = "ahead", skip_serializing_if = "Option::is_none")]
    pub ahead: Option<Words>,
    /// `Error`
    #[serde(rename = "Error", default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<Words>,
    /// `a`
    #[serde(rename = "a")]
    pub a: Vec<Words>,
}

impl<'a> M21<'a> {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let from_ = from.optional(&["from"], S_::word)?;
        let to_ = from.list(&["to"], S_::word)?;
        let it = from.many(&["it"], S_::word)?;
        let name = from.group("name", S::read)?;
        let one = from.optional(&["one"], |from, name| from.group(name, S::read))?;
        let message = from.list(&["message"], |from, name| from.group(name, S::read))?;
        let s = from.many(&["S"], |from, name| from.group(name, S::read))?;
        let self_ = from.text("self")?;
        let super_ = from.optional(&["super"], S_::text)?;
        let crate_ = from.list(&["crate"], S_::text)?;
        let r#type = from.many(&["type"], S_::text)?;
        let r#gen = from.boolean("gen")?;
        let r#async = from.optional(&["async"], S_::boolean)?;
        let r#loop = from.list(&["loop"], S_::boolean)?;
        let r#try = from.many(&["try"], S_::boolean)?;
        let r#dyn = from.integer("dyn")?;
        let next = from.optional(&["next"], S_::integer)?;
        let read = from.list(&["read"], S_::integer)?;
        let write = from.many(&["write"], S_::integer)?;
        let names = from.reason("names")?;
        let all = from.optional(&["all"], S_::reason)?;
        let root = from.list(&["root"], S_::reason)?;
        let text = from.many(&["text"], S_::reason)?;
        let into_owned = from.binary("intoOwned")?;
        let some = from.optional(&["some"], S_::binary)?;
        let ok = from.list(&["ok"], S_::binary)?;
        let value = from.many(&["value"], S_::binary)?;
        let place = from.word("place")?;
        let ahead = from.optional(&["ahead"], S_::word)?;
        let error = from.list(&["Error"], S_::word)?;
        let a = from.many(&["a"], S_::word)?;
        Ok(Self {
            from: from_,
            to: to_,
            it,
            name,
            one,
            message,
            s,
            self_,
            super_,
            crate_,
            r#type,
            r#gen,
            r#async,
            r#loop,
            r#try,
            r#dyn,
            next,
            read,
            write,
            names,
            all,
            root,
            text,
            into_owned,
            some,
            ok,
            value,
            place,
            ahead,
            error,
            a,
        })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        if let Some(from_) = self.from {
            to.word("from", from_.as_str());
        }
        for to_ in &self.to {
            to.word("to", to_.as_str());
        }
        to.require("it", !self.it.is_empty());
        for it in &self.it {
            to.word("it", it.as_str());
        }
        to.group("name", |to| self.name.write(to));
        if let Some(one) = &self.one {
            to.group("one", |to| one.write(to));
        }
        for message in &self.message {
            to.group("message", |to| message.write(to));
        }
        to.require("S", !self.s.is_empty());
        for s in &self.s {
            to.group("S", |to| s.write(to));
        }
        to.text("self", &self.self_);
        if let Some(super_) = &self.super_ {
            to.text("super", super_);
        }
        for crate_ in &self.crate_ {
            to.text("crate", crate_);
        }
        to.require("type", !self.r#type.is_empty());
        for r#type in &self.r#type {
            to.text("type", r#type);
        }
        to.boolean("gen", self.r#gen);
        if let Some(r#async) = self.r#async {
            to.boolean("async", r#async);
        }
        for r#loop in &self.r#loop {
            to.boolean("loop", *r#loop);
        }
        to.require("try", !self.r#try.is_empty());
        for r#try in &self.r#try {
            to.boolean("try", *r#try);
        }
        to.integer("dyn", self.r#dyn);
        if let Some(next) = self.next {
            to.integer("next", next);
        }
        for read in &self.read {
            to.integer("read", *read);
        }
        to.require("write", !self.write.is_empty());
        for write in &self.write {
            to.integer("write", *write);
        }
        to.reason("names", self.names);
        if let Some(all) = self.all {
            to.reason("all", all);
        }
        for root in &self.root {
            to.reason("root", *root);
        }
        to.require("text", !self.text.is_empty());
        for text in &self.text {
            to.reason("text", *text);
        }
        to.binary("intoOwned", &self.into_owned);
        if let Some(some) = &self.some {
            to.binary("some", some);
        }
        for ok in &self.ok {
            to.binary("ok", ok);
        }
        to.require("value", !self.value.is_empty());
        for value in &self.value {
            to.binary("value", value);
        }
        to.word("place", self.place.as_str());
        if let Some(ahead) = self.ahead {
            to.word("ahead", ahead.as_str());
        }
        for error in &self.error {
            to.word("Error", error.as_str());
        }
        to.require("a", !self.a.is_empty());
        for a in &self.a {
            to.word("a", a.as_str());
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> M21<'static> {
        M21 {
            from: self.from,
            to: self.to,
            it: self.it,
            name: self.name.into_owned(),
            one: self.one.map(S::into_owned),
            message: self.message.into_iter().map(S::into_owned).collect(),
            s: self.s.into_iter().map(S::into_owned).collect(),
            self_: Cow::Owned(self.self_.into_owned()),
            super_: self.super_.map(|it| Cow::Owned(it.into_owned())),
            crate_: self
                .crate_
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            r#type: self
                .r#type
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            r#gen: self.r#gen,
            r#async: self.r#async,
            r#loop: self.r#loop,
            r#try: self.r#try,
            r#dyn: self.r#dyn,
            next: self.next,
            read: self.read,
            write: self.write,
            names: self.names,
            all: self.all,
            root: self.root,
            text: self.text,
            into_owned: Cow::Owned(self.into_owned.into_owned()),
            some: self.some.map(|it| Cow::Owned(it.into_owned())),
            ok: self.ok.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            value: self
                .value
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned()))
                .collect(),
            place: self.place,
            ahead: self.ahead,
            error: self.error,
            a: self.a,
        }
    }
}

/// FLAGS (Table 1; 1.1)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flags<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: bool,
    /// `from`
    #[serde(rename = "from")]
    pub from: bool,
    /// `name`; there where `to` is true, and only there
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    /// `it`; there where `from` is true, and only there
    #[serde(rename = "it", skip_serializing_if = "Option::is_none")]
    pub it: Option<i32>,
    /// `self`; there where `to` is false, and only there
    #[serde(
        rename = "self",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub self_: Option<Cow<'a, [u8]>>,
    /// `S`; there where `from` is false, and only there
    #[serde(rename = "S", skip_serializing_if = "Option::is_none")]
    pub s: Option<S<'a>>,
}

impl<'a> Flags<'a> {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.boolean("to")?;
        let from_ = from.boolean("from")?;
        let name = from.when(to_, "name", S_::text)?;
        let it = from.when(from_, "it", S_::integer)?;
        let self_ = from.when(!to_, "self", S_::binary)?;
        let s = from.when(!from_, "S", |from, name| from.group(name, S::read))?;
        Ok(Self {
            to: to_,
            from: from_,
            name,
            it,
            self_,
            s,
        })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.boolean("to", self.to);
        to.boolean("from", self.from);
        to.require("name", self.name.is_some() == self.to);
        if let Some(name) = &self.name {
            to.text("name", name);
        }
        to.require("it", self.it.is_some() == self.from);
        if let Some(it) = self.it {
            to.integer("it", it);
        }
        to.require("self", self.self_.is_some() != self.to);
        if let Some(self_) = &self.self_ {
            to.binary("self", self_);
        }
        to.require("S", self.s.is_some() != self.from);
        if let Some(s) = &self.s {
            to.group("S", |to| s.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Flags<'static> {
        Flags {
            to: self.to,
            from: self.from,
            name: self.name.map(|it| Cow::Owned(it.into_owned())),
            it: self.it,
            self_: self.self_.map(|it| Cow::Owned(it.into_owned())),
            s: self.s.map(S::into_owned),
        }
    }
}

/// REASON_CODE (Table 1; 1.1)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonCode {
    /// `from`
    #[serde(rename = "from")]
    pub from: crate::ReasonCode,
}

impl ReasonCode {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<'a, S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let from_ = from.reason("from")?;
        Ok(Self { from: from_ })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.reason("from", self.from);
    }
}

/// S
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> S<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> S<'static> {
        S {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Sink
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sink<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Sink<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Sink<'static> {
        Sink {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Source
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Source<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Source<'static> {
        Source {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Space
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Space<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Space<'static> {
        Space {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Word
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Word<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Word<'static> {
        Word {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Clone
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clone<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Clone<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Clone<'static> {
        Clone {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Copy
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copy<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Copy<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Copy<'static> {
        Copy {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Debug
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debug<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Debug<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Debug<'static> {
        Debug {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Default
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Default<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Default<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Default<'static> {
        Default {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Eq
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eq<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Eq<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Eq<'static> {
        Eq {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Hash
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hash<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Hash<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Hash<'static> {
        Hash {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// PartialEq
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialEq<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> PartialEq<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> PartialEq<'static> {
        PartialEq {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// From
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> From<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> From<'static> {
        From {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Into
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Into<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Into<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Into<'static> {
        Into {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Error
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Error<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Error<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Error<'static> {
        Error {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// String
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct String<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> String<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> String<'static> {
        String {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Str
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Str<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Str<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Str<'static> {
        Str {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Bool
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bool<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Bool<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Bool<'static> {
        Bool {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// I32
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct I32<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> I32<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> I32<'static> {
        I32 {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Fn
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fn<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Fn<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Fn<'static> {
        Fn {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Iterator
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Iterator<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Iterator<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Iterator<'static> {
        Iterator {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// ToOwned
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToOwned<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> ToOwned<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> ToOwned<'static> {
        ToOwned {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Names
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Names<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Names<'static> {
        Names {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Roots
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roots<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Roots<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Roots<'static> {
        Roots {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// All
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct All<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> All<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> All<'static> {
        All {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Value
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Value<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        Value {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Visitor
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visitor<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Visitor<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Visitor<'static> {
        Visitor {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Std
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Std<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> Std<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Std<'static> {
        Std {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// A
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct A<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> A<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> A<'static> {
        A {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// T
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct T<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> T<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> T<'static> {
        T {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// E
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct E<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> E<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> E<'static> {
        E {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// D
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct D<'a> {
    /// `to`
    #[serde(rename = "to")]
    pub to: Cow<'a, str>,
}

impl<'a> D<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let to_ = from.text("to")?;
        Ok(Self { to: to_ })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("to", &self.to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> D<'static> {
        D {
            to: Cow::Owned(self.to.into_owned()),
        }
    }
}

/// Bag0
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bag0<'a> {
    /// `from`
    #[serde(rename = "from")]
    pub from: Cow<'a, str>,
    /// `to`
    #[serde(rename = "to", skip_serializing_if = "Option::is_none")]
    pub to: Option<Cow<'a, str>>,
    /// `it`
    #[serde(rename = "it")]
    pub it: bool,
    /// `name`
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub name: Option<bool>,
    /// `one`
    #[serde(rename = "one")]
    pub one: i32,
    /// `message`
    #[serde(rename = "message", skip_serializing_if = "Option::is_none")]
    pub message: Option<i32>,
    /// `S`
    #[serde(rename = "S")]
    pub s: crate::ReasonCode,
    /// `self`
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_: Option<crate::ReasonCode>,
    /// `super`
    #[serde(rename = "super", with = "crate::binary")]
    pub super_: Cow<'a, [u8]>,
    /// `crate`
    #[serde(
        rename = "crate",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub crate_: Option<Cow<'a, [u8]>>,
    /// `type`
    #[serde(rename = "type")]
    pub r#type: Words,
    /// `gen`
    #[serde(rename = "gen", skip_serializing_if = "Option::is_none")]
    pub r#gen: Option<Words>,
    /// `async`
    #[serde(rename = "async")]
    pub r#async: S<'a>,
    /// `loop`
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    pub r#loop: Option<S<'a>>,
    /// `try`
    #[serde(rename = "try")]
    pub r#try: Cow<'a, str>,
    /// `dyn`
    #[serde(rename = "dyn", skip_serializing_if = "Option::is_none")]
    pub r#dyn: Option<Cow<'a, str>>,
    /// `next`
    #[serde(rename = "next")]
    pub next: bool,
    /// `read`
    #[serde(rename = "read", skip_serializing_if = "Option::is_none")]
    pub read: Option<bool>,
    /// `write`
    #[serde(rename = "write")]
    pub write: i32,
    /// `names`
    #[serde(rename = "names", skip_serializing_if = "Option::is_none")]
    pub names: Option<i32>,
    /// `all`
    #[serde(rename = "all")]
    pub all: crate::ReasonCode,
    /// `root`
    #[serde(rename = "root", skip_serializing_if = "Option::is_none")]
    pub root: Option<crate::ReasonCode>,
    /// `text`
    #[serde(rename = "text", with = "crate::binary")]
    pub text: Cow<'a, [u8]>,
    /// `intoOwned`
    #[serde(
        rename = "intoOwned",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub into_owned: Option<Cow<'a, [u8]>>,
    /// `some`
    #[serde(rename = "some")]
    pub some: Words,
    /// `ok`
    #[serde(rename = "ok", skip_serializing_if = "Option::is_none")]
    pub ok: Option<Words>,
    /// `value`
    #[serde(rename = "value")]
    pub value: S<'a>,
    /// `place`
    #[serde(rename = "place", skip_serializing_if = "Option::is_none")]
    pub place: Option<S<'a>>,
    /// `ahead`
    #[serde(rename = "ahead")]
    pub ahead: Cow<'a, str>,
    /// `Error`
    #[serde(rename = "Error", skip_serializing_if = "Option::is_none")]
    pub error: Option<Cow<'a, str>>,
    /// `a`
    #[serde(rename = "a")]
    pub a: bool,
}

impl<'a> Bag0<'a> {
    const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "it",
        "name",
        "one",
        "message",
        "S",
        "self",
        "super",
        "crate",
        "type",
        "gen",
        "async",
        "loop",
        "try",
        "dyn",
        "next",
        "read",
        "write",
        "names",
        "all",
        "root",
        "text",
        "intoOwned",
        "some",
        "ok",
        "value",
        "place",
        "ahead",
        "Error",
        "a",
    ];

    /// Reads the parts in any order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let mut from_ = None;
        let mut to_ = None;
        let mut it = None;
        let mut name = None;
        let mut one = None;
        let mut message = None;
        let mut s = None;
        let mut self_ = None;
        let mut super_ = None;
        let mut crate_ = None;
        let mut r#type = None;
        let mut r#gen = None;
        let mut r#async = None;
        let mut r#loop = None;
        let mut r#try = None;
        let mut r#dyn = None;
        let mut next = None;
        let mut read = None;
        let mut write = None;
        let mut names = None;
        let mut all = None;
        let mut root = None;
        let mut text = None;
        let mut into_owned = None;
        let mut some = None;
        let mut ok = None;
        let mut value = None;
        let mut place = None;
        let mut ahead = None;
        let mut error = None;
        let mut a = None;
        loop {
            match from.next_of(Self::NAMES)? {
                Some(0) if from_.is_none() => from_ = Some(from.text("from")?),
                Some(1) if to_.is_none() => to_ = Some(from.text("to")?),
                Some(2) if it.is_none() => it = Some(from.boolean("it")?),
                Some(3) if name.is_none() => name = Some(from.boolean("name")?),
                Some(4) if one.is_none() => one = Some(from.integer("one")?),
                Some(5) if message.is_none() => message = Some(from.integer("message")?),
                Some(6) if s.is_none() => s = Some(from.reason("S")?),
                Some(7) if self_.is_none() => self_ = Some(from.reason("self")?),
                Some(8) if super_.is_none() => super_ = Some(from.binary("super")?),
                Some(9) if crate_.is_none() => crate_ = Some(from.binary("crate")?),
                Some(10) if r#type.is_none() => r#type = Some(from.word("type")?),
                Some(11) if r#gen.is_none() => r#gen = Some(from.word("gen")?),
                Some(12) if r#async.is_none() => {
                    r#async = Some(from.group("async", S::read)?);
                }
                Some(13) if r#loop.is_none() => {
                    r#loop = Some(from.group("loop", S::read)?);
                }
                Some(14) if r#try.is_none() => r#try = Some(from.text("try")?),
                Some(15) if r#dyn.is_none() => r#dyn = Some(from.text("dyn")?),
                Some(16) if next.is_none() => next = Some(from.boolean("next")?),
                Some(17) if read.is_none() => read = Some(from.boolean("read")?),
                Some(18) if write.is_none() => write = Some(from.integer("write")?),
                Some(19) if names.is_none() => names = Some(from.integer("names")?),
                Some(20) if all.is_none() => all = Some(from.reason("all")?),
                Some(21) if root.is_none() => root = Some(from.reason("root")?),
                Some(22) if text.is_none() => text = Some(from.binary("text")?),
                Some(23) if into_owned.is_none() => {
                    into_owned = Some(from.binary("intoOwned")?);
                }
                Some(24) if some.is_none() => some = Some(from.word("some")?),
                Some(25) if ok.is_none() => ok = Some(from.word("ok")?),
                Some(26) if value.is_none() => {
                    value = Some(from.group("value", S::read)?);
                }
                Some(27) if place.is_none() => {
                    place = Some(from.group("place", S::read)?);
                }
                Some(28) if ahead.is_none() => ahead = Some(from.text("ahead")?),
                Some(29) if error.is_none() => error = Some(from.text("Error")?),
                Some(30) if a.is_none() => a = Some(from.boolean("a")?),
                _ => break,
            }
        }
        let from_ = match from_ {
            Some(from_) => from_,
            None => from.text("from")?,
        };
        let it = match it {
            Some(it) => it,
            None => from.boolean("it")?,
        };
        let one = match one {
            Some(one) => one,
            None => from.integer("one")?,
        };
        let s = match s {
            Some(s) => s,
            None => from.reason("S")?,
        };
        let super_ = match super_ {
            Some(super_) => super_,
            None => from.binary("super")?,
        };
        let r#type = match r#type {
            Some(r#type) => r#type,
            None => from.word("type")?,
        };
        let r#async = match r#async {
            Some(r#async) => r#async,
            None => from.group("async", S::read)?,
        };
        let r#try = match r#try {
            Some(r#try) => r#try,
            None => from.text("try")?,
        };
        let next = match next {
            Some(next) => next,
            None => from.boolean("next")?,
        };
        let write = match write {
            Some(write) => write,
            None => from.integer("write")?,
        };
        let all = match all {
            Some(all) => all,
            None => from.reason("all")?,
        };
        let text = match text {
            Some(text) => text,
            None => from.binary("text")?,
        };
        let some = match some {
            Some(some) => some,
            None => from.word("some")?,
        };
        let value = match value {
            Some(value) => value,
            None => from.group("value", S::read)?,
        };
        let ahead = match ahead {
            Some(ahead) => ahead,
            None => from.text("ahead")?,
        };
        let a = match a {
            Some(a) => a,
            None => from.boolean("a")?,
        };
        Ok(Self {
            from: from_,
            to: to_,
            it,
            name,
            one,
            message,
            s,
            self_,
            super_,
            crate_,
            r#type,
            r#gen,
            r#async,
            r#loop,
            r#try,
            r#dyn,
            next,
            read,
            write,
            names,
            all,
            root,
            text,
            into_owned,
            some,
            ok,
            value,
            place,
            ahead,
            error,
            a,
        })
    }

    /// Gives the parts in the order of the schema.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.text("from", &self.from);
        if let Some(to_) = &self.to {
            to.text("to", to_);
        }
        to.boolean("it", self.it);
        if let Some(name) = self.name {
            to.boolean("name", name);
        }
        to.integer("one", self.one);
        if let Some(message) = self.message {
            to.integer("message", message);
        }
        to.reason("S", self.s);
        if let Some(self_) = self.self_ {
            to.reason("self", self_);
        }
        to.binary("super", &self.super_);
        if let Some(crate_) = &self.crate_ {
            to.binary("crate", crate_);
        }
        to.word("type", self.r#type.as_str());
        if let Some(r#gen) = self.r#gen {
            to.word("gen", r#gen.as_str());
        }
        to.group("async", |to| self.r#async.write(to));
        if let Some(r#loop) = &self.r#loop {
            to.group("loop", |to| r#loop.write(to));
        }
        to.text("try", &self.r#try);
        if let Some(r#dyn) = &self.r#dyn {
            to.text("dyn", r#dyn);
        }
        to.boolean("next", self.next);
        if let Some(read) = self.read {
            to.boolean("read", read);
        }
        to.integer("write", self.write);
        if let Some(names) = self.names {
            to.integer("names", names);
        }
        to.reason("all", self.all);
        if let Some(root) = self.root {
            to.reason("root", root);
        }
        to.binary("text", &self.text);
        if let Some(into_owned) = &self.into_owned {
            to.binary("intoOwned", into_owned);
        }
        to.word("some", self.some.as_str());
        if let Some(ok) = self.ok {
            to.word("ok", ok.as_str());
        }
        to.group("value", |to| self.value.write(to));
        if let Some(place) = &self.place {
            to.group("place", |to| place.write(to));
        }
        to.text("ahead", &self.ahead);
        if let Some(error) = &self.error {
            to.text("Error", error);
        }
        to.boolean("a", self.a);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Bag0<'static> {
        Bag0 {
            from: Cow::Owned(self.from.into_owned()),
            to: self.to.map(|it| Cow::Owned(it.into_owned())),
            it: self.it,
            name: self.name,
            one: self.one,
            message: self.message,
            s: self.s,
            self_: self.self_,
            super_: Cow::Owned(self.super_.into_owned()),
            crate_: self.crate_.map(|it| Cow::Owned(it.into_owned())),
            r#type: self.r#type,
            r#gen: self.r#gen,
            r#async: self.r#async.into_owned(),
            r#loop: self.r#loop.map(S::into_owned),
            r#try: Cow::Owned(self.r#try.into_owned()),
            r#dyn: self.r#dyn.map(|it| Cow::Owned(it.into_owned())),
            next: self.next,
            read: self.read,
            write: self.write,
            names: self.names,
            all: self.all,
            root: self.root,
            text: Cow::Owned(self.text.into_owned()),
            into_owned: self.into_owned.map(|it| Cow::Owned(it.into_owned())),
            some: self.some,
            ok: self.ok,
            value: self.value.into_owned(),
            place: self.place.map(S::into_owned),
            ahead: Cow::Owned(self.ahead.into_owned()),
            error: self.error.map(|it| Cow::Owned(it.into_owned())),
            a: self.a,
        }
    }
}

/// Bag7
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bag7<'a> {
    /// `from`
    #[serde(rename = "from", skip_serializing_if = "Option::is_none")]
    pub from: Option<crate::ReasonCode>,
    /// `to`
    #[serde(rename = "to", with = "crate::binary")]
    pub to: Cow<'a, [u8]>,
    /// `it`
    #[serde(
        rename = "it",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub it: Option<Cow<'a, [u8]>>,
    /// `name`
    #[serde(rename = "name")]
    pub name: Words,
    /// `one`
    #[serde(rename = "one", skip_serializing_if = "Option::is_none")]
    pub one: Option<Words>,
    /// `message`
    #[serde(rename = "message")]
    pub message: S<'a>,
    /// `S`
    #[serde(rename = "S", skip_serializing_if = "Option::is_none")]
    pub s: Option<S<'a>>,
    /// `self`
    #[serde(rename = "self")]
    pub self_: Cow<'a, str>,
    /// `super`
    #[serde(rename = "super", skip_serializing_if = "Option::is_none")]
    pub super_: Option<Cow<'a, str>>,
    /// `crate`
    #[serde(rename = "crate")]
    pub crate_: bool,
    /// `type`
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<bool>,
    /// `gen`
    #[serde(rename = "gen")]
    pub r#gen: i32,
    /// `async`
    #[serde(rename = "async", skip_serializing_if = "Option::is_none")]
    pub r#async: Option<i32>,
    /// `loop`
    #[serde(rename = "loop")]
    pub r#loop: crate::ReasonCode,
    /// `try`
    #[serde(rename = "try", skip_serializing_if = "Option::is_none")]
    pub r#try: Option<crate::ReasonCode>,
    /// `dyn`
    #[serde(rename = "dyn", with = "crate::binary")]
    pub r#dyn: Cow<'a, [u8]>,
    /// `next`
    #[serde(
        rename = "next",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub next: Option<Cow<'a, [u8]>>,
    /// `read`
    #[serde(rename = "read")]
    pub read: Words,
    /// `write`
    #[serde(rename = "write", skip_serializing_if = "Option::is_none")]
    pub write: Option<Words>,
    /// `names`
    #[serde(rename = "names")]
    pub names: S<'a>,
    /// `all`
    #[serde(rename = "all", skip_serializing_if = "Option::is_none")]
    pub all: Option<S<'a>>,
    /// `root`
    #[serde(rename = "root")]
    pub root: Cow<'a, str>,
    /// `text`
    #[serde(rename = "text", skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// `intoOwned`
    #[serde(rename = "intoOwned")]
    pub into_owned: bool,
    /// `some`
    #[serde(rename = "some", skip_serializing_if = "Option::is_none")]
    pub some: Option<bool>,
    /// `ok`
    #[serde(rename = "ok")]
    pub ok: i32,
    /// `value`
    #[serde(rename = "value", skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
    /// `place`
    #[serde(rename = "place")]
    pub place: crate::ReasonCode,
    /// `ahead`
    #[serde(rename = "ahead", skip_serializing_if = "Option::is_none")]
    pub ahead: Option<crate::ReasonCode>,
    /// `Error`
    #[serde(rename = "Error", with = "crate::binary")]
    pub error: Cow<'a, [u8]>,
    /// `a`
    #[serde(
        rename = "a",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub a: Option<Cow<'a, [u8]>>,
}

impl<'a> Bag7<'a> {
    const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "it",
        "name",
        "one",
        "message",
        "S",
        "self",
        "super",
        "crate",
        "type",
        "gen",
        "async",
        "loop",
        "try",
        "dyn",
        "next",
        "read",
        "write",
        "names",
        "all",
        "root",
        "text",
        "intoOwned",
        "some",
        "ok",
        "value",
        "place",
        "ahead",
        "Error",
        "a",
    ];

    /// Reads the parts in any order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let mut from_ = None;
        let mut to_ = None;
        let mut it = None;
        let mut name = None;
        let mut one = None;
        let mut message = None;
        let mut s = None;
        let mut self_ = None;
        let mut super_ = None;
        let mut crate_ = None;
        let mut r#type = None;
        let mut r#gen = None;
        let mut r#async = None;
        let mut r#loop = None;
        let mut r#try = None;
        let mut r#dyn = None;
        let mut next = None;
        let mut read = None;
        let mut write = None;
        let mut names = None;
        let mut all = None;
        let mut root = None;
        let mut text = None;
        let mut into_owned = None;
        let mut some = None;
        let mut ok = None;
        let mut value = None;
        let mut place = None;
        let mut ahead = None;
        let mut error = None;
        let mut a = None;
        loop {
            match from.next_of(Self::NAMES)? {
                Some(0) if from_.is_none() => from_ = Some(from.reason("from")?),
                Some(1) if to_.is_none() => to_ = Some(from.binary("to")?),
                Some(2) if it.is_none() => it = Some(from.binary("it")?),
                Some(3) if name.is_none() => name = Some(from.word("name")?),
                Some(4) if one.is_none() => one = Some(from.word("one")?),
                Some(5) if message.is_none() => {
                    message = Some(from.group("message", S::read)?);
                }
                Some(6) if s.is_none() => s = Some(from.group("S", S::read)?),
                Some(7) if self_.is_none() => self_ = Some(from.text("self")?),
                Some(8) if super_.is_none() => super_ = Some(from.text("super")?),
                Some(9) if crate_.is_none() => crate_ = Some(from.boolean("crate")?),
                Some(10) if r#type.is_none() => r#type = Some(from.boolean("type")?),
                Some(11) if r#gen.is_none() => r#gen = Some(from.integer("gen")?),
                Some(12) if r#async.is_none() => r#async = Some(from.integer("async")?),
                Some(13) if r#loop.is_none() => r#loop = Some(from.reason("loop")?),
                Some(14) if r#try.is_none() => r#try = Some(from.reason("try")?),
                Some(15) if r#dyn.is_none() => r#dyn = Some(from.binary("dyn")?),
                Some(16) if next.is_none() => next = Some(from.binary("next")?),
                Some(17) if read.is_none() => read = Some(from.word("read")?),
                Some(18) if write.is_none() => write = Some(from.word("write")?),
                Some(19) if names.is_none() => {
                    names = Some(from.group("names", S::read)?);
                }
                Some(20) if all.is_none() => all = Some(from.group("all", S::read)?),
                Some(21) if root.is_none() => root = Some(from.text("root")?),
                Some(22) if text.is_none() => text = Some(from.text("text")?),
                Some(23) if into_owned.is_none() => {
                    into_owned = Some(from.boolean("intoOwned")?);
                }
                Some(24) if some.is_none() => some = Some(from.boolean("some")?),
                Some(25) if ok.is_none() => ok = Some(from.integer("ok")?),
                Some(26) if value.is_none() => value = Some(from.integer("value")?),
                Some(27) if place.is_none() => place = Some(from.reason("place")?),
                Some(28) if ahead.is_none() => ahead = Some(from.reason("ahead")?),
                Some(29) if error.is_none() => error = Some(from.binary("Error")?),
                Some(30) if a.is_none() => a = Some(from.binary("a")?),
                _ => break,
            }
        }
        let to_ = match to_ {
            Some(to_) => to_,
            None => from.binary("to")?,
        };
        let name = match name {
            Some(name) => name,
            None => from.word("name")?,
        };
        let message = match message {
            Some(message) => message,
            None => from.group("message", S::read)?,
        };
        let self_ = match self_ {
            Some(self_) => self_,
            None => from.text("self")?,
        };
        let crate_ = match crate_ {
            Some(crate_) => crate_,
            None => from.boolean("crate")?,
        };
        let r#gen = match r#gen {
            Some(r#gen) => r#gen,
            None => from.integer("gen")?,
        };
        let r#loop = match r#loop {
            Some(r#loop) => r#loop,
            None => from.reason("loop")?,
        };
        let r#dyn = match r#dyn {
            Some(r#dyn) => r#dyn,
            None => from.binary("dyn")?,
        };
        let read = match read {
            Some(read) => read,
            None => from.word("read")?,
        };
        let names = match names {
            Some(names) => names,
            None => from.group("names", S::read)?,
        };
        let root = match root {
            Some(root) => root,
            None => from.text("root")?,
        };
        let into_owned = match into_owned {
            Some(into_owned) => into_owned,
            None => from.boolean("intoOwned")?,
        };
        let ok = match ok {
            Some(ok) => ok,
            None => from.integer("ok")?,
        };
        let place = match place {
            Some(place) => place,
            None => from.reason("place")?,
        };
        let error = match error {
            Some(error) => error,
            None => from.binary("Error")?,
        };
        Ok(Self {
            from: from_,
            to: to_,
            it,
            name,
            one,
            message,
            s,
            self_,
            super_,
            crate_,
            r#type,
            r#gen,
            r#async,
            r#loop,
            r#try,
            r#dyn,
            next,
            read,
            write,
            names,
            all,
            root,
            text,
            into_owned,
            some,
            ok,
            value,
            place,
            ahead,
            error,
            a,
        })
    }

    /// Gives the parts in the order of the schema.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        if let Some(from_) = self.from {
            to.reason("from", from_);
        }
        to.binary("to", &self.to);
        if let Some(it) = &self.it {
            to.binary("it", it);
        }
        to.word("name", self.name.as_str());
        if let Some(one) = self.one {
            to.word("one", one.as_str());
        }
        to.group("message", |to| self.message.write(to));
        if let Some(s) = &self.s {
            to.group("S", |to| s.write(to));
        }
        to.text("self", &self.self_);
        if let Some(super_) = &self.super_ {
            to.text("super", super_);
        }
        to.boolean("crate", self.crate_);
        if let Some(r#type) = self.r#type {
            to.boolean("type", r#type);
        }
        to.integer("gen", self.r#gen);
        if let Some(r#async) = self.r#async {
            to.integer("async", r#async);
        }
        to.reason("loop", self.r#loop);
        if let Some(r#try) = self.r#try {
            to.reason("try", r#try);
        }
        to.binary("dyn", &self.r#dyn);
        if let Some(next) = &self.next {
            to.binary("next", next);
        }
        to.word("read", self.read.as_str());
        if let Some(write) = self.write {
            to.word("write", write.as_str());
        }
        to.group("names", |to| self.names.write(to));
        if let Some(all) = &self.all {
            to.group("all", |to| all.write(to));
        }
        to.text("root", &self.root);
        if let Some(text) = &self.text {
            to.text("text", text);
        }
        to.boolean("intoOwned", self.into_owned);
        if let Some(some) = self.some {
            to.boolean("some", some);
        }
        to.integer("ok", self.ok);
        if let Some(value) = self.value {
            to.integer("value", value);
        }
        to.reason("place", self.place);
        if let Some(ahead) = self.ahead {
            to.reason("ahead", ahead);
        }
        to.binary("Error", &self.error);
        if let Some(a) = &self.a {
            to.binary("a", a);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Bag7<'static> {
        Bag7 {
            from: self.from,
            to: Cow::Owned(self.to.into_owned()),
            it: self.it.map(|it| Cow::Owned(it.into_owned())),
            name: self.name,
            one: self.one,
            message: self.message.into_owned(),
            s: self.s.map(S::into_owned),
            self_: Cow::Owned(self.self_.into_owned()),
            super_: self.super_.map(|it| Cow::Owned(it.into_owned())),
            crate_: self.crate_,
            r#type: self.r#type,
            r#gen: self.r#gen,
            r#async: self.r#async,
            r#loop: self.r#loop,
            r#try: self.r#try,
            r#dyn: Cow::Owned(self.r#dyn.into_owned()),
            next: self.next.map(|it| Cow::Owned(it.into_owned())),
            read: self.read,
            write: self.write,
            names: self.names.into_owned(),
            all: self.all.map(S::into_owned),
            root: Cow::Owned(self.root.into_owned()),
            text: self.text.map(|it| Cow::Owned(it.into_owned())),
            into_owned: self.into_owned,
            some: self.some,
            ok: self.ok,
            value: self.value,
            place: self.place,
            ahead: self.ahead,
            error: Cow::Owned(self.error.into_owned()),
            a: self.a.map(|it| Cow::Owned(it.into_owned())),
        }
    }
}

/// Choice0
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice0<'a> {
    /// `from`
    #[serde(rename = "from")]
    From(Cow<'a, str>),
    /// `to`
    #[serde(rename = "to")]
    To(bool),
    /// `it`
    #[serde(rename = "it")]
    It(i32),
    /// `name`
    #[serde(rename = "name")]
    Name(crate::ReasonCode),
    /// `one`
    #[serde(rename = "one", with = "crate::binary")]
    One(Cow<'a, [u8]>),
    /// `message`
    #[serde(rename = "message")]
    Message(Words),
    /// `S`
    #[serde(rename = "S")]
    S(S<'a>),
    /// `super`
    #[serde(rename = "super")]
    Super(bool),
    /// `crate`
    #[serde(rename = "crate")]
    Crate(i32),
    /// `type`
    #[serde(rename = "type")]
    Type(crate::ReasonCode),
    /// `gen`
    #[serde(rename = "gen", with = "crate::binary")]
    Gen(Cow<'a, [u8]>),
    /// `async`
    #[serde(rename = "async")]
    Async(Words),
    /// `loop`
    #[serde(rename = "loop")]
    Loop(S<'a>),
    /// `try`
    #[serde(rename = "try")]
    Try(Cow<'a, str>),
    /// `dyn`
    #[serde(rename = "dyn")]
    Dyn(bool),
    /// `next`
    #[serde(rename = "next")]
    Next(i32),
    /// `read`
    #[serde(rename = "read")]
    Read(crate::ReasonCode),
    /// `write`
    #[serde(rename = "write", with = "crate::binary")]
    Write(Cow<'a, [u8]>),
    /// `names`
    #[serde(rename = "names")]
    Names(Words),
    /// `all`
    #[serde(rename = "all")]
    All(S<'a>),
    /// `root`
    #[serde(rename = "root")]
    Root(Cow<'a, str>),
    /// `text`
    #[serde(rename = "text")]
    Text(bool),
    /// `intoOwned`
    #[serde(rename = "intoOwned")]
    IntoOwned(i32),
    /// `some`
    #[serde(rename = "some")]
    Some(crate::ReasonCode),
    /// `ok`
    #[serde(rename = "ok", with = "crate::binary")]
    Ok(Cow<'a, [u8]>),
    /// `value`
    #[serde(rename = "value")]
    Value(Words),
    /// `place`
    #[serde(rename = "place")]
    Place(S<'a>),
    /// `ahead`
    #[serde(rename = "ahead")]
    Ahead(Cow<'a, str>),
    /// `Error`
    #[serde(rename = "Error")]
    Error(bool),
    /// `a`
    #[serde(rename = "a")]
    A(i32),
}

impl<'a> Choice0<'a> {
    /// The elements, in the order of the schema.
    pub const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "it",
        "name",
        "one",
        "message",
        "S",
        "super",
        "crate",
        "type",
        "gen",
        "async",
        "loop",
        "try",
        "dyn",
        "next",
        "read",
        "write",
        "names",
        "all",
        "root",
        "text",
        "intoOwned",
        "some",
        "ok",
        "value",
        "place",
        "ahead",
        "Error",
        "a",
    ];

    /// Reads the one that comes.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let one = match from.next_of(Self::NAMES)? {
            Some(1) => Self::To(from.boolean("to")?),
            Some(2) => Self::It(from.integer("it")?),
            Some(3) => Self::Name(from.reason("name")?),
            Some(4) => Self::One(from.binary("one")?),
            Some(5) => Self::Message(from.word("message")?),
            Some(6) => Self::S(from.group("S", S::read)?),
            Some(7) => Self::Super(from.boolean("super")?),
            Some(8) => Self::Crate(from.integer("crate")?),
            Some(9) => Self::Type(from.reason("type")?),
            Some(10) => Self::Gen(from.binary("gen")?),
            Some(11) => Self::Async(from.word("async")?),
            Some(12) => Self::Loop(from.group("loop", S::read)?),
            Some(13) => Self::Try(from.text("try")?),
            Some(14) => Self::Dyn(from.boolean("dyn")?),
            Some(15) => Self::Next(from.integer("next")?),
            Some(16) => Self::Read(from.reason("read")?),
            Some(17) => Self::Write(from.binary("write")?),
            Some(18) => Self::Names(from.word("names")?),
            Some(19) => Self::All(from.group("all", S::read)?),
            Some(20) => Self::Root(from.text("root")?),
            Some(21) => Self::Text(from.boolean("text")?),
            Some(22) => Self::IntoOwned(from.integer("intoOwned")?),
            Some(23) => Self::Some(from.reason("some")?),
            Some(24) => Self::Ok(from.binary("ok")?),
            Some(25) => Self::Value(from.word("value")?),
            Some(26) => Self::Place(from.group("place", S::read)?),
            Some(27) => Self::Ahead(from.text("ahead")?),
            Some(28) => Self::Error(from.boolean("Error")?),
            Some(29) => Self::A(from.integer("a")?),
            _ => Self::From(from.text("from")?),
        };
        Ok(one)
    }

    /// Gives the one that it is.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        match self {
            Self::From(from_) => to.text("from", from_),
            Self::To(to_) => to.boolean("to", *to_),
            Self::It(it) => to.integer("it", *it),
            Self::Name(name) => to.reason("name", *name),
            Self::One(one) => to.binary("one", one),
            Self::Message(message) => to.word("message", message.as_str()),
            Self::S(s) => to.group("S", |to| s.write(to)),
            Self::Super(super_) => to.boolean("super", *super_),
            Self::Crate(crate_) => to.integer("crate", *crate_),
            Self::Type(r#type) => to.reason("type", *r#type),
            Self::Gen(r#gen) => to.binary("gen", r#gen),
            Self::Async(r#async) => to.word("async", r#async.as_str()),
            Self::Loop(r#loop) => to.group("loop", |to| r#loop.write(to)),
            Self::Try(r#try) => to.text("try", r#try),
            Self::Dyn(r#dyn) => to.boolean("dyn", *r#dyn),
            Self::Next(next) => to.integer("next", *next),
            Self::Read(read) => to.reason("read", *read),
            Self::Write(write) => to.binary("write", write),
            Self::Names(names) => to.word("names", names.as_str()),
            Self::All(all) => to.group("all", |to| all.write(to)),
            Self::Root(root) => to.text("root", root),
            Self::Text(text) => to.boolean("text", *text),
            Self::IntoOwned(into_owned) => to.integer("intoOwned", *into_owned),
            Self::Some(some) => to.reason("some", *some),
            Self::Ok(ok) => to.binary("ok", ok),
            Self::Value(value) => to.word("value", value.as_str()),
            Self::Place(place) => to.group("place", |to| place.write(to)),
            Self::Ahead(ahead) => to.text("ahead", ahead),
            Self::Error(error) => to.boolean("Error", *error),
            Self::A(a) => to.integer("a", *a),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Choice0<'static> {
        match self {
            Self::From(it) => Choice0::From(Cow::Owned(it.into_owned())),
            Self::To(it) => Choice0::To(it),
            Self::It(it) => Choice0::It(it),
            Self::Name(it) => Choice0::Name(it),
            Self::One(it) => Choice0::One(Cow::Owned(it.into_owned())),
            Self::Message(it) => Choice0::Message(it),
            Self::S(it) => Choice0::S(it.into_owned()),
            Self::Super(it) => Choice0::Super(it),
            Self::Crate(it) => Choice0::Crate(it),
            Self::Type(it) => Choice0::Type(it),
            Self::Gen(it) => Choice0::Gen(Cow::Owned(it.into_owned())),
            Self::Async(it) => Choice0::Async(it),
            Self::Loop(it) => Choice0::Loop(it.into_owned()),
            Self::Try(it) => Choice0::Try(Cow::Owned(it.into_owned())),
            Self::Dyn(it) => Choice0::Dyn(it),
            Self::Next(it) => Choice0::Next(it),
            Self::Read(it) => Choice0::Read(it),
            Self::Write(it) => Choice0::Write(Cow::Owned(it.into_owned())),
            Self::Names(it) => Choice0::Names(it),
            Self::All(it) => Choice0::All(it.into_owned()),
            Self::Root(it) => Choice0::Root(Cow::Owned(it.into_owned())),
            Self::Text(it) => Choice0::Text(it),
            Self::IntoOwned(it) => Choice0::IntoOwned(it),
            Self::Some(it) => Choice0::Some(it),
            Self::Ok(it) => Choice0::Ok(Cow::Owned(it.into_owned())),
            Self::Value(it) => Choice0::Value(it),
            Self::Place(it) => Choice0::Place(it.into_owned()),
            Self::Ahead(it) => Choice0::Ahead(Cow::Owned(it.into_owned())),
            Self::Error(it) => Choice0::Error(it),
            Self::A(it) => Choice0::A(it),
        }
    }
}

/// Choice1
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice1<'a> {
    /// `from`
    #[serde(rename = "from")]
    From(bool),
    /// `to`
    #[serde(rename = "to")]
    To(i32),
    /// `it`
    #[serde(rename = "it")]
    It(crate::ReasonCode),
    /// `name`
    #[serde(rename = "name", with = "crate::binary")]
    Name(Cow<'a, [u8]>),
    /// `one`
    #[serde(rename = "one")]
    One(Words),
    /// `message`
    #[serde(rename = "message")]
    Message(S<'a>),
    /// `S`
    #[serde(rename = "S")]
    S(Cow<'a, str>),
    /// `super`
    #[serde(rename = "super")]
    Super(i32),
    /// `crate`
    #[serde(rename = "crate")]
    Crate(crate::ReasonCode),
    /// `type`
    #[serde(rename = "type", with = "crate::binary")]
    Type(Cow<'a, [u8]>),
    /// `gen`
    #[serde(rename = "gen")]
    Gen(Words),
    /// `async`
    #[serde(rename = "async")]
    Async(S<'a>),
    /// `loop`
    #[serde(rename = "loop")]
    Loop(Cow<'a, str>),
    /// `try`
    #[serde(rename = "try")]
    Try(bool),
    /// `dyn`
    #[serde(rename = "dyn")]
    Dyn(i32),
    /// `next`
    #[serde(rename = "next")]
    Next(crate::ReasonCode),
    /// `read`
    #[serde(rename = "read", with = "crate::binary")]
    Read(Cow<'a, [u8]>),
    /// `write`
    #[serde(rename = "write")]
    Write(Words),
    /// `names`
    #[serde(rename = "names")]
    Names(S<'a>),
    /// `all`
    #[serde(rename = "all")]
    All(Cow<'a, str>),
    /// `root`
    #[serde(rename = "root")]
    Root(bool),
    /// `text`
    #[serde(rename = "text")]
    Text(i32),
    /// `intoOwned`
    #[serde(rename = "intoOwned")]
    IntoOwned(crate::ReasonCode),
    /// `some`
    #[serde(rename = "some", with = "crate::binary")]
    Some(Cow<'a, [u8]>),
    /// `ok`
    #[serde(rename = "ok")]
    Ok(Words),
    /// `value`
    #[serde(rename = "value")]
    Value(S<'a>),
    /// `place`
    #[serde(rename = "place")]
    Place(Cow<'a, str>),
    /// `ahead`
    #[serde(rename = "ahead")]
    Ahead(bool),
    /// `Error`
    #[serde(rename = "Error")]
    Error(i32),
    /// `a`
    #[serde(rename = "a")]
    A(crate::ReasonCode),
}

impl<'a> Choice1<'a> {
    /// The elements, in the order of the schema.
    pub const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "it",
        "name",
        "one",
        "message",
        "S",
        "super",
        "crate",
        "type",
        "gen",
        "async",
        "loop",
        "try",
        "dyn",
        "next",
        "read",
        "write",
        "names",
        "all",
        "root",
        "text",
        "intoOwned",
        "some",
        "ok",
        "value",
        "place",
        "ahead",
        "Error",
        "a",
    ];

    /// Reads the one that comes.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let one = match from.next_of(Self::NAMES)? {
            Some(1) => Self::To(from.integer("to")?),
            Some(2) => Self::It(from.reason("it")?),
            Some(3) => Self::Name(from.binary("name")?),
            Some(4) => Self::One(from.word("one")?),
            Some(5) => Self::Message(from.group("message", S::read)?),
            Some(6) => Self::S(from.text("S")?),
            Some(7) => Self::Super(from.integer("super")?),
            Some(8) => Self::Crate(from.reason("crate")?),
            Some(9) => Self::Type(from.binary("type")?),
            Some(10) => Self::Gen(from.word("gen")?),
            Some(11) => Self::Async(from.group("async", S::read)?),
            Some(12) => Self::Loop(from.text("loop")?),
            Some(13) => Self::Try(from.boolean("try")?),
            Some(14) => Self::Dyn(from.integer("dyn")?),
            Some(15) => Self::Next(from.reason("next")?),
            Some(16) => Self::Read(from.binary("read")?),
            Some(17) => Self::Write(from.word("write")?),
            Some(18) => Self::Names(from.group("names", S::read)?),
            Some(19) => Self::All(from.text("all")?),
            Some(20) => Self::Root(from.boolean("root")?),
            Some(21) => Self::Text(from.integer("text")?),
            Some(22) => Self::IntoOwned(from.reason("intoOwned")?),
            Some(23) => Self::Some(from.binary("some")?),
            Some(24) => Self::Ok(from.word("ok")?),
            Some(25) => Self::Value(from.group("value", S::read)?),
            Some(26) => Self::Place(from.text("place")?),
            Some(27) => Self::Ahead(from.boolean("ahead")?),
            Some(28) => Self::Error(from.integer("Error")?),
            Some(29) => Self::A(from.reason("a")?),
            _ => Self::From(from.boolean("from")?),
        };
        Ok(one)
    }

    /// Gives the one that it is.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        match self {
            Self::From(from_) => to.boolean("from", *from_),
            Self::To(to_) => to.integer("to", *to_),
            Self::It(it) => to.reason("it", *it),
            Self::Name(name) => to.binary("name", name),
            Self::One(one) => to.word("one", one.as_str()),
            Self::Message(message) => to.group("message", |to| message.write(to)),
            Self::S(s) => to.text("S", s),
            Self::Super(super_) => to.integer("super", *super_),
            Self::Crate(crate_) => to.reason("crate", *crate_),
            Self::Type(r#type) => to.binary("type", r#type),
            Self::Gen(r#gen) => to.word("gen", r#gen.as_str()),
            Self::Async(r#async) => to.group("async", |to| r#async.write(to)),
            Self::Loop(r#loop) => to.text("loop", r#loop),
            Self::Try(r#try) => to.boolean("try", *r#try),
            Self::Dyn(r#dyn) => to.integer("dyn", *r#dyn),
            Self::Next(next) => to.reason("next", *next),
            Self::Read(read) => to.binary("read", read),
            Self::Write(write) => to.word("write", write.as_str()),
            Self::Names(names) => to.group("names", |to| names.write(to)),
            Self::All(all) => to.text("all", all),
            Self::Root(root) => to.boolean("root", *root),
            Self::Text(text) => to.integer("text", *text),
            Self::IntoOwned(into_owned) => to.reason("intoOwned", *into_owned),
            Self::Some(some) => to.binary("some", some),
            Self::Ok(ok) => to.word("ok", ok.as_str()),
            Self::Value(value) => to.group("value", |to| value.write(to)),
            Self::Place(place) => to.text("place", place),
            Self::Ahead(ahead) => to.boolean("ahead", *ahead),
            Self::Error(error) => to.integer("Error", *error),
            Self::A(a) => to.reason("a", *a),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Choice1<'static> {
        match self {
            Self::From(it) => Choice1::From(it),
            Self::To(it) => Choice1::To(it),
            Self::It(it) => Choice1::It(it),
            Self::Name(it) => Choice1::Name(Cow::Owned(it.into_owned())),
            Self::One(it) => Choice1::One(it),
            Self::Message(it) => Choice1::Message(it.into_owned()),
            Self::S(it) => Choice1::S(Cow::Owned(it.into_owned())),
            Self::Super(it) => Choice1::Super(it),
            Self::Crate(it) => Choice1::Crate(it),
            Self::Type(it) => Choice1::Type(Cow::Owned(it.into_owned())),
            Self::Gen(it) => Choice1::Gen(it),
            Self::Async(it) => Choice1::Async(it.into_owned()),
            Self::Loop(it) => Choice1::Loop(Cow::Owned(it.into_owned())),
            Self::Try(it) => Choice1::Try(it),
            Self::Dyn(it) => Choice1::Dyn(it),
            Self::Next(it) => Choice1::Next(it),
            Self::Read(it) => Choice1::Read(Cow::Owned(it.into_owned())),
            Self::Write(it) => Choice1::Write(it),
            Self::Names(it) => Choice1::Names(it.into_owned()),
            Self::All(it) => Choice1::All(Cow::Owned(it.into_owned())),
            Self::Root(it) => Choice1::Root(it),
            Self::Text(it) => Choice1::Text(it),
            Self::IntoOwned(it) => Choice1::IntoOwned(it),
            Self::Some(it) => Choice1::Some(Cow::Owned(it.into_owned())),
            Self::Ok(it) => Choice1::Ok(it),
            Self::Value(it) => Choice1::Value(it.into_owned()),
            Self::Place(it) => Choice1::Place(Cow::Owned(it.into_owned())),
            Self::Ahead(it) => Choice1::Ahead(it),
            Self::Error(it) => Choice1::Error(it),
            Self::A(it) => Choice1::A(it),
        }
    }
}

/// Choice3
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice3<'a> {
    /// `from`
    #[serde(rename = "from")]
    From(crate::ReasonCode),
    /// `to`
    #[serde(rename = "to", with = "crate::binary")]
    To(Cow<'a, [u8]>),
    /// `it`
    #[serde(rename = "it")]
    It(Words),
    /// `name`
    #[serde(rename = "name")]
    Name(S<'a>),
    /// `one`
    #[serde(rename = "one")]
    One(Cow<'a, str>),
    /// `message`
    #[serde(rename = "message")]
    Message(bool),
    /// `S`
    #[serde(rename = "S")]
    S(i32),
    /// `super`
    #[serde(rename = "super", with = "crate::binary")]
    Super(Cow<'a, [u8]>),
    /// `crate`
    #[serde(rename = "crate")]
    Crate(Words),
    /// `type`
    #[serde(rename = "type")]
    Type(S<'a>),
    /// `gen`
    #[serde(rename = "gen")]
    Gen(Cow<'a, str>),
    /// `async`
    #[serde(rename = "async")]
    Async(bool),
    /// `loop`
    #[serde(rename = "loop")]
    Loop(i32),
    /// `try`
    #[serde(rename = "try")]
    Try(crate::ReasonCode),
    /// `dyn`
    #[serde(rename = "dyn", with = "crate::binary")]
    Dyn(Cow<'a, [u8]>),
    /// `next`
    #[serde(rename = "next")]
    Next(Words),
    /// `read`
    #[serde(rename = "read")]
    Read(S<'a>),
    /// `write`
    #[serde(rename = "write")]
    Write(Cow<'a, str>),
    /// `names`
    #[serde(rename = "names")]
    Names(bool),
    /// `all`
    #[serde(rename = "all")]
    All(i32),
    /// `root`
    #[serde(rename = "root")]
    Root(crate::ReasonCode),
    /// `text`
    #[serde(rename = "text", with = "crate::binary")]
    Text(Cow<'a, [u8]>),
    /// `intoOwned`
    #[serde(rename = "intoOwned")]
    IntoOwned(Words),
    /// `some`
    #[serde(rename = "some")]
    Some(S<'a>),
    /// `ok`
    #[serde(rename = "ok")]
    Ok(Cow<'a, str>),
    /// `value`
    #[serde(rename = "value")]
    Value(bool),
    /// `place`
    #[serde(rename = "place")]
    Place(i32),
    /// `ahead`
    #[serde(rename = "ahead")]
    Ahead(crate::ReasonCode),
    /// `Error`
    #[serde(rename = "Error", with = "crate::binary")]
    Error(Cow<'a, [u8]>),
    /// `a`
    #[serde(rename = "a")]
    A(Words),
}

impl<'a> Choice3<'a> {
    /// The elements, in the order of the schema.
    pub const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "it",
        "name",
        "one",
        "message",
        "S",
        "super",
        "crate",
        "type",
        "gen",
        "async",
        "loop",
        "try",
        "dyn",
        "next",
        "read",
        "write",
        "names",
        "all",
        "root",
        "text",
        "intoOwned",
        "some",
        "ok",
        "value",
        "place",
        "ahead",
        "Error",
        "a",
    ];

    /// Reads the one that comes.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let one = match from.next_of(Self::NAMES)? {
            Some(1) => Self::To(from.binary("to")?),
            Some(2) => Self::It(from.word("it")?),
            Some(3) => Self::Name(from.group("name", S::read)?),
            Some(4) => Self::One(from.text("one")?),
            Some(5) => Self::Message(from.boolean("message")?),
            Some(6) => Self::S(from.integer("S")?),
            Some(7) => Self::Super(from.binary("super")?),
            Some(8) => Self::Crate(from.word("crate")?),
            Some(9) => Self::Type(from.group("type", S::read)?),
            Some(10) => Self::Gen(from.text("gen")?),
            Some(11) => Self::Async(from.boolean("async")?),
            Some(12) => Self::Loop(from.integer("loop")?),
            Some(13) => Self::Try(from.reason("try")?),
            Some(14) => Self::Dyn(from.binary("dyn")?),
            Some(15) => Self::Next(from.word("next")?),
            Some(16) => Self::Read(from.group("read", S::read)?),
            Some(17) => Self::Write(from.text("write")?),
            Some(18) => Self::Names(from.boolean("names")?),
            Some(19) => Self::All(from.integer("all")?),
            Some(20) => Self::Root(from.reason("root")?),
            Some(21) => Self::Text(from.binary("text")?),
            Some(22) => Self::IntoOwned(from.word("intoOwned")?),
            Some(23) => Self::Some(from.group("some", S::read)?),
            Some(24) => Self::Ok(from.text("ok")?),
            Some(25) => Self::Value(from.boolean("value")?),
            Some(26) => Self::Place(from.integer("place")?),
            Some(27) => Self::Ahead(from.reason("ahead")?),
            Some(28) => Self::Error(from.binary("Error")?),
            Some(29) => Self::A(from.word("a")?),
            _ => Self::From(from.reason("from")?),
        };
        Ok(one)
    }

    /// Gives the one that it is.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        match self {
            Self::From(from_) => to.reason("from", *from_),
            Self::To(to_) => to.binary("to", to_),
            Self::It(it) => to.word("it", it.as_str()),
            Self::Name(name) => to.group("name", |to| name.write(to)),
            Self::One(one) => to.text("one", one),
            Self::Message(message) => to.boolean("message", *message),
            Self::S(s) => to.integer("S", *s),
            Self::Super(super_) => to.binary("super", super_),
            Self::Crate(crate_) => to.word("crate", crate_.as_str()),
            Self::Type(r#type) => to.group("type", |to| r#type.write(to)),
            Self::Gen(r#gen) => to.text("gen", r#gen),
            Self::Async(r#async) => to.boolean("async", *r#async),
            Self::Loop(r#loop) => to.integer("loop", *r#loop),
            Self::Try(r#try) => to.reason("try", *r#try),
            Self::Dyn(r#dyn) => to.binary("dyn", r#dyn),
            Self::Next(next) => to.word("next", next.as_str()),
            Self::Read(read) => to.group("read", |to| read.write(to)),
            Self::Write(write) => to.text("write", write),
            Self::Names(names) => to.boolean("names", *names),
            Self::All(all) => to.integer("all", *all),
            Self::Root(root) => to.reason("root", *root),
            Self::Text(text) => to.binary("text", text),
            Self::IntoOwned(into_owned) => to.word("intoOwned", into_owned.as_str()),
            Self::Some(some) => to.group("some", |to| some.write(to)),
            Self::Ok(ok) => to.text("ok", ok),
            Self::Value(value) => to.boolean("value", *value),
            Self::Place(place) => to.integer("place", *place),
            Self::Ahead(ahead) => to.reason("ahead", *ahead),
            Self::Error(error) => to.binary("Error", error),
            Self::A(a) => to.word("a", a.as_str()),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Choice3<'static> {
        match self {
            Self::From(it) => Choice3::From(it),
            Self::To(it) => Choice3::To(Cow::Owned(it.into_owned())),
            Self::It(it) => Choice3::It(it),
            Self::Name(it) => Choice3::Name(it.into_owned()),
            Self::One(it) => Choice3::One(Cow::Owned(it.into_owned())),
            Self::Message(it) => Choice3::Message(it),
            Self::S(it) => Choice3::S(it),
            Self::Super(it) => Choice3::Super(Cow::Owned(it.into_owned())),
            Self::Crate(it) => Choice3::Crate(it),
            Self::Type(it) => Choice3::Type(it.into_owned()),
            Self::Gen(it) => Choice3::Gen(Cow::Owned(it.into_owned())),
            Self::Async(it) => Choice3::Async(it),
            Self::Loop(it) => Choice3::Loop(it),
            Self::Try(it) => Choice3::Try(it),
            Self::Dyn(it) => Choice3::Dyn(Cow::Owned(it.into_owned())),
            Self::Next(it) => Choice3::Next(it),
            Self::Read(it) => Choice3::Read(it.into_owned()),
            Self::Write(it) => Choice3::Write(Cow::Owned(it.into_owned())),
            Self::Names(it) => Choice3::Names(it),
            Self::All(it) => Choice3::All(it),
            Self::Root(it) => Choice3::Root(it),
            Self::Text(it) => Choice3::Text(Cow::Owned(it.into_owned())),
            Self::IntoOwned(it) => Choice3::IntoOwned(it),
            Self::Some(it) => Choice3::Some(it.into_owned()),
            Self::Ok(it) => Choice3::Ok(Cow::Owned(it.into_owned())),
            Self::Value(it) => Choice3::Value(it),
            Self::Place(it) => Choice3::Place(it),
            Self::Ahead(it) => Choice3::Ahead(it),
            Self::Error(it) => Choice3::Error(Cow::Owned(it.into_owned())),
            Self::A(it) => Choice3::A(it),
        }
    }
}

/// Bytes
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bytes<'a> {
    /// `once`
    #[serde(rename = "once", with = "crate::binary")]
    pub once: Cow<'a, [u8]>,
    /// `optional`
    #[serde(
        rename = "optional",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub optional: Option<Cow<'a, [u8]>>,
    /// `any`
    #[serde(
        rename = "any",
        with = "crate::binary::list",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub any: Vec<Cow<'a, [u8]>>,
    /// `many`
    #[serde(rename = "many", with = "crate::binary::list")]
    pub many: Vec<Cow<'a, [u8]>>,
}

impl<'a> Bytes<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let once = from.binary("once")?;
        let optional = from.optional(&["optional"], S_::binary)?;
        let any = from.list(&["any"], S_::binary)?;
        let many = from.many(&["many"], S_::binary)?;
        Ok(Self { once, optional, any, many })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        to.binary("once", &self.once);
        if let Some(optional) = &self.optional {
            to.binary("optional", optional);
        }
        for any in &self.any {
            to.binary("any", any);
        }
        to.require("many", !self.many.is_empty());
        for many in &self.many {
            to.binary("many", many);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Bytes<'static> {
        Bytes {
            once: Cow::Owned(self.once.into_owned()),
            optional: self.optional.map(|it| Cow::Owned(it.into_owned())),
            any: self.any.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
            many: self.many.into_iter().map(|it| Cow::Owned(it.into_owned())).collect(),
        }
    }
}

/// Uses
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uses<'a> {
    /// `Choice0`
    #[serde(rename = "Choice0", default, skip_serializing_if = "Vec::is_empty")]
    pub choice0: Vec<Choice0<'a>>,
}

impl<'a> Uses<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S_: crate::Source<'a>>(from: &mut S_) -> Result<Self, S_::Error> {
        let mut choice0 = Vec::new();
        while from.next_of(Choice0::NAMES)?.is_some() {
            choice0.push(Choice0::read(from)?);
        }
        Ok(Self { choice0 })
    }

    /// Gives the parts in their order.
    pub fn write<S_: crate::Sink>(&self, to: &mut S_) {
        for choice0 in &self.choice0 {
            choice0.write(to);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Uses<'static> {
        Uses {
            choice0: self.choice0.into_iter().map(Choice0::into_owned).collect(),
        }
    }
}

/// Words: one word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Words {
    /// `Self`
    #[serde(rename = "Self")]
    WordSelf,
    /// `self-1`
    #[serde(rename = "self-1")]
    Self1,
    /// `all`
    #[serde(rename = "all")]
    All,
    /// `ok`
    #[serde(rename = "ok")]
    Ok,
    /// `none`
    #[serde(rename = "none")]
    None,
    /// `7`
    #[serde(rename = "7")]
    Word7,
    /// `-`
    #[serde(rename = "-")]
    Empty,
}

impl crate::Word for Words {
    const ALL: &'static [(&'static str, Self)] = &[
        ("Self", Self::WordSelf),
        ("self-1", Self::Self1),
        ("all", Self::All),
        ("ok", Self::Ok),
        ("none", Self::None),
        ("7", Self::Word7),
        ("-", Self::Empty),
    ];
}
