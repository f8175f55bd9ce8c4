//! A schema whose names are those that Rust and the templates need for themselves. The compiler
//! looks at what is made of it in `compiled.rs`.

use codec_gen::xsd::File;
use codec_gen::{Content, Count, Form, Kind, Part, Root, Schema, Type, Words, rust, xsd};
use expect_test::expect_file;

/// Names of elements: all that a template binds, and all that is awkward in Rust.
const ELEMENTS: [&str; 31] = [
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

/// Names of types: what the code for one has around it, in modules, traits and derives.
const TYPES: [&str; 32] = [
    "S",
    "Sink",
    "Source",
    "Space",
    "Word",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "PartialEq",
    "From",
    "Into",
    "Error",
    "String",
    "Str",
    "Bool",
    "I32",
    "Fn",
    "Iterator",
    "ToOwned",
    "Names",
    "Roots",
    "All",
    "Value",
    "Visitor",
    "Std",
    "A",
    "T",
    "E",
    "D",
];

fn part(name: &str, kind: Kind, count: Count) -> Part {
    Part { name: name.to_owned(), kind, count, about: String::new() }
}

/// Each name of an element as a part of a kind, by its place.
fn parts(kinds: &[(Kind, Count)], from: usize) -> Vec<Part> {
    let kind = |place: usize| kinds[(place + from) % kinds.len()].clone();
    let with = |(place, name)| {
        let (kind, count) = kind(place);
        part(name, kind, count)
    };
    ELEMENTS.into_iter().enumerate().map(with).collect()
}

fn type_(name: &str, form: Form, parts: Vec<Part>) -> Type {
    Type { name: name.to_owned(), about: String::new(), space: None, form, parts }
}

fn root(message: &str, parts: Vec<Part>) -> Root {
    let (name, text) = (message.to_lowercase(), "Table 1; 1.1".to_owned());
    let content = Content { message: message.to_owned(), text, about: String::new(), parts };
    Root { name, contents: vec![content], of: None }
}

fn nasty() -> Schema {
    let simple = [
        Kind::Text,
        Kind::Boolean,
        Kind::Integer,
        Kind::Reason,
        Kind::Binary,
        Kind::Words("Words".to_owned()),
        Kind::Type("S".to_owned()),
    ];
    let counts = [Count::Once, Count::Optional, Count::Any, Count::Many];
    let all = |counts: &[Count]| -> Vec<_> {
        let pairs = simple.iter().flat_map(|kind| counts.iter().map(move |it| (kind, it)));
        pairs.map(|(kind, count)| (kind.clone(), count.clone())).collect()
    };
    let sequences = all(&counts);
    // Each name is of several kinds, and there in all counts.
    let mut roots: Vec<_> =
        [0, 7, 14, 21].map(|from| root(&format!("M{from}"), parts(&sequences, from))).into();
    let mut flags = vec![part("to", Kind::Boolean, Count::Once)];
    flags.push(part("from", Kind::Boolean, Count::Once));
    for (place, name) in ["name", "it", "self", "S"].into_iter().enumerate() {
        let flag = if place % 2 == 0 { "to" } else { "from" }.to_owned();
        let kind = simple[place * 2].clone();
        flags.push(part(name, kind, Count::When { flag, is: place < 2 }));
    }
    roots.push(root("FLAGS", flags));
    // Messages are called after things of the codec too.
    roots.push(root("REASON_CODE", vec![part("from", Kind::Reason, Count::Once)]));
    let mut types: Vec<_> = TYPES
        .iter()
        .map(|name| type_(name, Form::Sequence, vec![part("to", Kind::Text, Count::Once)]))
        .collect();
    let any_order = all(&counts[..2]);
    for from in [0, 7] {
        types.push(type_(&format!("Bag{from}"), Form::AnyOrder, parts(&any_order, from)));
    }
    let choices = all(&counts[..1]);
    for from in [0, 1, 3] {
        let mut parts = parts(&choices, from);
        // A choice has variants, and `Self` cannot be one.
        parts.retain(|part| part.name != "self");
        types.push(type_(&format!("Choice{from}"), Form::Choice, parts));
    }
    let bytes = ["once", "optional", "any", "many"].into_iter().zip(&counts);
    let bytes = bytes.map(|(name, count)| part(name, Kind::Binary, count.clone())).collect();
    types.push(type_("Bytes", Form::Sequence, bytes));
    let of_choice = |name: &str| part(name, Kind::OneOf(name.to_owned()), Count::Any);
    types.push(type_("Uses", Form::Sequence, vec![of_choice("Choice0")]));
    let words = ["Self", "self-1", "all", "ok", "none", "7", "-"].map(str::to_owned).to_vec();
    Schema {
        title: "A schema of awkward names.".to_owned(),
        space: None,
        roots,
        types,
        words: vec![Words { name: "Words".to_owned(), words }],
    }
}

#[test]
fn awkward_names_make_a_schema_and_rust() {
    let schema = nasty();
    let text = xsd::write(&schema, "Written by a test.").expect("the contents can be told apart");
    let again = xsd::read(File { name: "nasty.xsd", text: &text }, &[]);
    let again = again.unwrap_or_else(|fault| panic!("{fault}"));
    assert!(again == schema, "the schema is read as it was written");
    let text = rust::write(&schema, None, "Written by a test.").expect("the schema is sound");
    expect_file!["snapshots/nasty.rs"].assert_eq(&text);
}
