//! The model between the document's tables, the schema and the Rust types.

/// A schema: the elements that a document can begin with, and the types of their parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// What the schema describes, as one sentence.
    pub title: String,
    /// The target namespace.
    pub space: Option<String>,
    /// The root elements, in the order of the schema.
    pub roots: Vec<Root>,
    /// The types of elements that have parts.
    pub types: Vec<Type>,
    /// The lists of words.
    pub words: Vec<Words>,
}

/// A root element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The name of the element.
    pub name: String,
    /// The messages that it can be; several are told apart by the first element in which they
    /// differ.
    pub contents: Vec<Content>,
    /// The type that it has, where the schema is not one of messages; it has no contents then.
    pub of: Option<String>,
}

/// A message: what a root element contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The message of the protocol, such as `BOOTSTRAP_CONFIRMED/url`.
    pub message: String,
    /// Where the text describes it, such as `Table 9; 5.3.2.5`.
    pub text: String,
    /// What it is.
    pub about: String,
    /// Its elements, in their order.
    pub parts: Vec<Part>,
}

/// An element inside of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the element; of the type for [`Kind::OneOf`], and empty for [`Kind::Rest`].
    pub name: String,
    /// What it contains.
    pub kind: Kind,
    /// How often it is there.
    pub count: Count,
    /// What it is.
    pub about: String,
}

/// What an element contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A response status code.
    Reason,
    /// Bytes in base64.
    Binary,
    /// Always this text.
    Fixed(String),
    /// A word of the list of that name.
    Words(String),
    /// The parts of the type of that name.
    Type(String),
    /// Nothing.
    Empty,
    /// Something that nobody wants.
    Skipped,
    /// Not an element of that name, but one of those of a [`Form::Choice`].
    OneOf(String),
    /// Not an element, but all elements that follow and that nobody wants.
    Rest,
}

/// How often an element is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Count {
    /// Once.
    Once,
    /// Once or not at all.
    Optional,
    /// Any number of times.
    Any,
    /// At least once.
    Many,
    /// Once where a flag has a value, and else not at all.
    When {
        /// A boolean element further up beside this one.
        flag: String,
        /// What it says where this one is there.
        is: bool,
    },
}

/// The type of an element that has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// The namespace of its parts, where it is another than that of the schema.
    pub space: Option<String>,
    /// How its parts stand together.
    pub form: Form,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// How parts stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One after the other, in their order.
    Sequence,
    /// In any order, each at most once.
    AnyOrder,
    /// Only one of them.
    Choice,
}

/// A text that is one of a list of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The name of the list.
    pub name: String,
    /// The words, in their order.
    pub words: Vec<String>,
}

impl Schema {
    /// The type of that name.
    pub fn type_named(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|type_| type_.name == name)
    }

    /// The list of words of that name.
    pub fn words_named(&self, name: &str) -> Option<&Words> {
        self.words.iter().find(|words| words.name == name)
    }

    /// All contents of all roots, with their roots.
    pub fn contents(&self) -> impl Iterator<Item = (&Root, &Content)> {
        self.roots.iter().flat_map(|root| root.contents.iter().map(move |content| (root, content)))
    }

    /// All parts that there are.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        let of_contents = self.contents().flat_map(|(_, content)| &content.parts);
        of_contents.chain(self.types.iter().flat_map(|type_| &type_.parts))
    }

    /// Whether any part is of that kind.
    pub fn uses(&self, kind: &Kind) -> bool {
        self.parts().any(|part| part.kind == *kind)
    }
}

impl Part {
    /// Whether it is what nobody should read by the way: in a log, or in JSON.
    pub fn is_secret(&self) -> bool {
        self.kind == Kind::Text && self.name == "AAuthSecret"
    }

    /// Whether the part can be missing.
    pub fn is_optional(&self) -> bool {
        match (&self.kind, &self.count) {
            (Kind::Rest, _) | (_, Count::Optional | Count::Any | Count::When { .. }) => true,
            (_, Count::Once | Count::Many) => false,
        }
    }

    /// Whether two parts are the same on the wire, whatever is said about them.
    pub fn is_like(&self, other: &Part) -> bool {
        self.name == other.name && self.kind == other.kind && self.count == other.count
    }
}

/// The names that the first of these parts can have, and whether there can be none.
pub fn first_names(parts: &[Part]) -> (Vec<&str>, bool) {
    let mut names = Vec::new();
    for part in parts {
        names.push(part.name.as_str());
        if !part.is_optional() {
            return (names, false);
        }
    }
    (names, true)
}
