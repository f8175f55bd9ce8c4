//! A schema with every feature.
//!
//! Written by a test.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::reader::{Fault, Reader};
use crate::{ReasonCode, Sink, Source, Word};

/// Any of the messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message<'a> {
    /// GREETING (Table 1; 1.1).
    #[serde(rename = "GREETING")]
    Greeting(Greeting<'a>),
    /// GREETING/early (Table 2; 1.2).
    #[serde(rename = "GREETING/early")]
    GreetingEarly(GreetingEarly),
    /// GREETING/late (Tables 3, 4; 1.3, 1.4).
    #[serde(rename = "GREETING/late")]
    GreetingLate(GreetingLate),
    /// EVERYTHING (Table 5; 2.1).
    #[serde(rename = "EVERYTHING")]
    Everything(Everything<'a>),
    /// SMALL (Table 6; 2.2).
    #[serde(rename = "SMALL")]
    Small(Small),
}

impl<'a> Message<'a> {
    /// The names of all messages, in the order of the document.
    pub const NAMES: [&'static str; 5] = [
        "GREETING",
        "GREETING/early",
        "GREETING/late",
        "EVERYTHING",
        "SMALL",
    ];

    /// The name of the message.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Greeting(_) => "GREETING",
            Self::GreetingEarly(_) => "GREETING/early",
            Self::GreetingLate(_) => "GREETING/late",
            Self::Everything(_) => "EVERYTHING",
            Self::Small(_) => "SMALL",
        }
    }

    /// The root element of its document.
    pub fn root(&self) -> &'static str {
        match self {
            Self::Greeting(_) => "greeting",
            Self::GreetingEarly(_) => "greeting",
            Self::GreetingLate(_) => "greeting",
            Self::Everything(_) => "everything",
            Self::Small(_) => "small",
        }
    }

    /// Its table, and the clauses that describe it.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Greeting(_) => "Table 1; 1.1",
            Self::GreetingEarly(_) => "Table 2; 1.2",
            Self::GreetingLate(_) => "Tables 3, 4; 1.3, 1.4",
            Self::Everything(_) => "Table 5; 2.1",
            Self::Small(_) => "Table 6; 2.2",
        }
    }

    /// Reads a message by its name; `None` where there is none of that name.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(
        name: &str,
        from: &mut S,
    ) -> Option<Result<Self, S::Error>> {
        let message = match name {
            "GREETING" => Greeting::read(from).map(Self::Greeting),
            "GREETING/early" => GreetingEarly::read(from).map(Self::GreetingEarly),
            "GREETING/late" => GreetingLate::read(from).map(Self::GreetingLate),
            "EVERYTHING" => Everything::read(from).map(Self::Everything),
            "SMALL" => Small::read(from).map(Self::Small),
            _ => return None,
        };
        Some(message)
    }

    /// Gives the parts of the message.
    pub fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Greeting(it) => it.write(to),
            Self::GreetingEarly(it) => it.write(to),
            Self::GreetingLate(it) => it.write(to),
            Self::Everything(it) => it.write(to),
            Self::Small(it) => it.write(to),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Message<'static> {
        match self {
            Self::Greeting(it) => Message::Greeting(it.into_owned()),
            Self::GreetingEarly(it) => Message::GreetingEarly(it),
            Self::GreetingLate(it) => Message::GreetingLate(it),
            Self::Everything(it) => Message::Everything(it.into_owned()),
            Self::Small(it) => Message::Small(it),
        }
    }
}

/// Reads what stands in a root element.
pub(crate) type Decode = for<'a> fn(&mut Reader<'a>) -> Result<Message<'a>, Box<Fault>>;

/// The root elements, and how what stands in each is read.
pub(crate) const ROOTS: &[(&str, Decode)] = &[
    (
        "greeting",
        |from| match from
            .ahead(
                &["code", "status"],
                &["id", "isEarly"],
                "Table 1; 1.1; or Table 2; 1.2; or Tables 3, 4; 1.3, 1.4",
            )?
        {
            0 => {
                from.place("Table 1; 1.1");
                Greeting::read(from).map(Message::Greeting)
            }
            _ => {
                match from
                    .ahead(
                        &["code", "status", "isEarly"],
                        &["hour", "type", "minute"],
                        "Table 2; 1.2; or Tables 3, 4; 1.3, 1.4",
                    )?
                {
                    0 => {
                        from.place("Table 2; 1.2");
                        GreetingEarly::read(from).map(Message::GreetingEarly)
                    }
                    _ => {
                        from.place("Tables 3, 4; 1.3, 1.4");
                        GreetingLate::read(from).map(Message::GreetingLate)
                    }
                }
            }
        },
    ),
    (
        "everything",
        |from| {
            from.place("Table 5; 2.1");
            Everything::read(from).map(Message::Everything)
        },
    ),
    (
        "small",
        |from| {
            from.place("Table 6; 2.2");
            Small::read(from).map(Message::Small)
        },
    ),
];

/// GREETING (Table 1; 1.1): What GREETING is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Greeting<'a> {
    /// `code`: the code of plain
    #[serde(rename = "code")]
    pub code: ReasonCode,
    /// `id`
    #[serde(rename = "id")]
    pub id: Cow<'a, str>,
}

impl<'a> Greeting<'a> {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let code = from.reason("code")?;
        from.fixed("status", "GREETING")?;
        let id = from.text("id")?;
        Ok(Self { code, id })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("code", self.code);
        to.word("status", "GREETING");
        to.text("id", &self.id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Greeting<'static> {
        Greeting {
            code: self.code,
            id: Cow::Owned(self.id.into_owned()),
        }
    }
}

/// GREETING/early (Table 2; 1.2): What GREETING/early is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GreetingEarly {
    /// `code`: the code of early
    #[serde(rename = "code")]
    pub code: ReasonCode,
    /// `isEarly`
    #[serde(rename = "isEarly")]
    pub is_early: bool,
    /// `hour`
    #[serde(rename = "hour")]
    pub hour: i32,
}

impl GreetingEarly {
    /// Reads the parts in the order of Table 2.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<'a, S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let code = from.reason("code")?;
        from.fixed("status", "GREETING")?;
        let is_early = from.boolean("isEarly")?;
        let hour = from.integer("hour")?;
        Ok(Self { code, is_early, hour })
    }

    /// Gives the parts in the order of Table 2.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("code", self.code);
        to.word("status", "GREETING");
        to.boolean("isEarly", self.is_early);
        to.integer("hour", self.hour);
    }
}

/// GREETING/late (Tables 3, 4; 1.3, 1.4): What GREETING/late is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GreetingLate {
    /// `code`: the code of late
    #[serde(rename = "code")]
    pub code: ReasonCode,
    /// `isEarly`
    #[serde(rename = "isEarly")]
    pub is_early: bool,
    /// `type`: a keyword, which may be missing
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<i32>,
    /// `minute`
    #[serde(rename = "minute")]
    pub minute: i32,
}

impl GreetingLate {
    /// Reads the parts in the order of Tables 3, 4.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<'a, S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let code = from.reason("code")?;
        from.fixed("status", "GREETING")?;
        let is_early = from.boolean("isEarly")?;
        let r#type = from.optional(&["type"], S::integer)?;
        let minute = from.integer("minute")?;
        Ok(Self {
            code,
            is_early,
            r#type,
            minute,
        })
    }

    /// Gives the parts in the order of Tables 3, 4.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("code", self.code);
        to.word("status", "GREETING");
        to.boolean("isEarly", self.is_early);
        if let Some(r#type) = self.r#type {
            to.integer("type", r#type);
        }
        to.integer("minute", self.minute);
    }
}

/// EVERYTHING (Table 5; 2.1): What EVERYTHING is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Everything<'a> {
    /// `text`: any text, \<even\> with \[signs\]
    #[serde(rename = "text")]
    pub text: Cow<'a, str>,
    /// `isThere`
    #[serde(rename = "isThere")]
    pub is_there: bool,
    /// `there`: there by a flag; there where `isThere` is true, and only there
    #[serde(rename = "there", skip_serializing_if = "Option::is_none")]
    pub there: Option<Tree>,
    /// `notThere`; there where `isThere` is false, and only there
    #[serde(rename = "notThere", skip_serializing_if = "Option::is_none")]
    pub not_there: Option<Cow<'a, str>>,
    /// `colour`
    #[serde(rename = "colour")]
    pub colour: Vec<Colour>,
    /// `number`
    #[serde(rename = "number", default, skip_serializing_if = "Vec::is_empty")]
    pub number: Vec<i32>,
    /// `bytes`
    #[serde(
        rename = "bytes",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub bytes: Option<Cow<'a, [u8]>>,
    /// `marker`: whether it is marked
    #[serde(rename = "marker", default, skip_serializing_if = "std::ops::Not::not")]
    pub marker: bool,
    /// `Shape`
    #[serde(rename = "Shape", default, skip_serializing_if = "Vec::is_empty")]
    pub shape: Vec<Shape<'a>>,
}

impl<'a> Everything<'a> {
    /// Reads the parts in the order of Table 5.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let text = from.text("text")?;
        let is_there = from.boolean("isThere")?;
        let there = from
            .when(is_there, "there", |from, name| from.group(name, Tree::read))?;
        let not_there = from.when(!is_there, "notThere", S::text)?;
        let colour = from.many(&["colour"], S::word)?;
        let number = from.list(&["number"], S::integer)?;
        let bytes = from.optional(&["bytes"], S::binary)?;
        let marker = from.optional(&["marker"], S::empty)?.is_some();
        from.empty("always")?;
        while from.next_of(&["vendor"])?.is_some() {
            from.skipped("vendor")?;
        }
        from.optional(&["old"], S::skipped)?;
        let mut shape = Vec::new();
        while from.next_of(Shape::NAMES)?.is_some() {
            shape.push(Shape::read(from)?);
        }
        Ok(Self {
            text,
            is_there,
            there,
            not_there,
            colour,
            number,
            bytes,
            marker,
            shape,
        })
    }

    /// Gives the parts in the order of Table 5.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("text", &self.text);
        to.boolean("isThere", self.is_there);
        to.require("there", self.there.is_some() == self.is_there);
        if let Some(there) = &self.there {
            to.group("there", |to| there.write(to));
        }
        to.require("notThere", self.not_there.is_some() != self.is_there);
        if let Some(not_there) = &self.not_there {
            to.text("notThere", not_there);
        }
        to.require("colour", !self.colour.is_empty());
        for colour in &self.colour {
            to.word("colour", colour.as_str());
        }
        for number in &self.number {
            to.integer("number", *number);
        }
        if let Some(bytes) = &self.bytes {
            to.binary("bytes", bytes);
        }
        if self.marker {
            to.empty("marker");
        }
        to.empty("always");
        for shape in &self.shape {
            shape.write(to);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Everything<'static> {
        Everything {
            text: Cow::Owned(self.text.into_owned()),
            is_there: self.is_there,
            there: self.there,
            not_there: self.not_there.map(|it| Cow::Owned(it.into_owned())),
            colour: self.colour,
            number: self.number,
            bytes: self.bytes.map(|it| Cow::Owned(it.into_owned())),
            marker: self.marker,
            shape: self.shape.into_iter().map(Shape::into_owned).collect(),
        }
    }
}

/// SMALL (Table 6; 2.2): What SMALL is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Small {
    /// `isSmall`
    #[serde(rename = "isSmall")]
    pub is_small: bool,
}

impl Small {
    /// Reads the parts in the order of Table 6.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<'a, S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let is_small = from.boolean("isSmall")?;
        Ok(Self { is_small })
    }

    /// Gives the parts in the order of Table 6.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.boolean("isSmall", self.is_small);
    }
}

/// Tree
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// `left`: a tree again
    #[serde(rename = "left", skip_serializing_if = "Option::is_none")]
    pub left: Option<Box<Tree>>,
    /// `leaf`
    #[serde(rename = "leaf", default, skip_serializing_if = "Vec::is_empty")]
    pub leaf: Vec<Leaf>,
}

impl Tree {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<'a, S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let left = from
            .optional(
                &["left"],
                |from, name| from.group(name, Tree::read).map(Box::new),
            )?;
        let leaf = from.list(&["leaf"], |from, name| from.group(name, Leaf::read))?;
        Ok(Self { left, leaf })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        if let Some(left) = &self.left {
            to.group("left", |to| left.write(to));
        }
        for leaf in &self.leaf {
            to.group("leaf", |to| leaf.write(to));
        }
    }
}

/// Leaf
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// `colour`
    #[serde(rename = "colour")]
    pub colour: Colour,
    /// `marker`
    #[serde(rename = "marker", default, skip_serializing_if = "std::ops::Not::not")]
    pub marker: bool,
    /// `size`
    #[serde(rename = "size", skip_serializing_if = "Option::is_none")]
    pub size: Option<i32>,
}

impl Leaf {
    const NAMES: &'static [&'static str] = &["colour", "marker", "size", "vendor"];

    /// Reads the parts in any order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<'a, S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let mut colour = None;
        let mut marker = false;
        let mut size = None;
        loop {
            match from.next_of(Self::NAMES)? {
                Some(0) if colour.is_none() => colour = Some(from.word("colour")?),
                Some(1) if !marker => {
                    from.empty("marker")?;
                    marker = true;
                }
                Some(2) if size.is_none() => size = Some(from.integer("size")?),
                Some(3) => from.skipped("vendor")?,
                _ => break,
            }
        }
        let colour = match colour {
            Some(colour) => colour,
            None => from.word("colour")?,
        };
        Ok(Self { colour, marker, size })
    }

    /// Gives the parts in the order of the schema.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.word("colour", self.colour.as_str());
        if self.marker {
            to.empty("marker");
        }
        if let Some(size) = self.size {
            to.integer("size", size);
        }
    }
}

/// Shape
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape<'a> {
    /// `circle`
    #[serde(rename = "circle")]
    Circle(i32),
    /// `named`
    #[serde(rename = "named")]
    Named(Cow<'a, str>),
    /// `point`
    #[serde(rename = "point")]
    Point,
    /// `unknown`; what is in it is not kept, and it is not sent
    #[serde(rename = "unknown")]
    Unknown,
    /// `pair`
    #[serde(rename = "pair")]
    Pair(Box<Pair<'a>>),
}

impl<'a> Shape<'a> {
    /// The elements, in the order of the schema.
    pub const NAMES: &'static [&'static str] = &[
        "circle",
        "named",
        "point",
        "unknown",
        "pair",
    ];

    /// Reads the one that comes.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let one = match from.next_of(Self::NAMES)? {
            Some(1) => Self::Named(from.text("named")?),
            Some(2) => {
                from.empty("point")?;
                Self::Point
            }
            Some(3) => {
                from.skipped("unknown")?;
                Self::Unknown
            }
            Some(4) => Self::Pair(from.group("pair", Pair::read).map(Box::new)?),
            _ => Self::Circle(from.integer("circle")?),
        };
        Ok(one)
    }

    /// Gives the one that it is.
    pub fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Circle(circle) => to.integer("circle", *circle),
            Self::Named(named) => to.text("named", named),
            Self::Point => to.empty("point"),
            Self::Unknown => to.require("unknown", false),
            Self::Pair(pair) => to.group("pair", |to| pair.write(to)),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Shape<'static> {
        match self {
            Self::Circle(it) => Shape::Circle(it),
            Self::Named(it) => Shape::Named(Cow::Owned(it.into_owned())),
            Self::Point => Shape::Point,
            Self::Unknown => Shape::Unknown,
            Self::Pair(it) => Shape::Pair(Box::new(it.into_owned())),
        }
    }
}

/// Pair
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair<'a> {
    /// `name`
    #[serde(rename = "name")]
    pub name: Cow<'a, str>,
    /// `Shape`
    #[serde(rename = "Shape")]
    pub shape: Shape<'a>,
}

impl<'a> Pair<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let name = from.text("name")?;
        let shape = Shape::read(from)?;
        from.rest()?;
        Ok(Self { name, shape })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("name", &self.name);
        self.shape.write(to);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Pair<'static> {
        Pair {
            name: Cow::Owned(self.name.into_owned()),
            shape: self.shape.into_owned(),
        }
    }
}

/// Colour: one word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Colour {
    /// `red`
    #[serde(rename = "red")]
    Red,
    /// `IPv4`
    #[serde(rename = "IPv4")]
    Ipv4,
    /// `HTTP-BASIC`
    #[serde(rename = "HTTP-BASIC")]
    HttpBasic,
    /// `7`
    #[serde(rename = "7")]
    Word7,
}

impl Word for Colour {
    const ALL: &'static [(&'static str, Self)] = &[
        ("red", Self::Red),
        ("IPv4", Self::Ipv4),
        ("HTTP-BASIC", Self::HttpBasic),
        ("7", Self::Word7),
    ];
}
