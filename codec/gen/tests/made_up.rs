//! A small schema with every feature: as XSD and back, as Rust, and as examples.

use codec_gen::xsd::File;
use codec_gen::{Content, Count, Form, Kind, Part, Root, Schema, Type, Words, example, rust, xsd};
use expect_test::expect_file;

fn part(name: &str, kind: Kind, count: Count, about: &str) -> Part {
    Part { name: name.to_owned(), kind, count, about: about.to_owned() }
}

fn once(name: &str, kind: Kind) -> Part {
    part(name, kind, Count::Once, "")
}

fn of(name: &str) -> Kind {
    Kind::Type(name.to_owned())
}

fn content(message: &str, text: &str, parts: Vec<Part>) -> Content {
    let about = format!("What {message} is for.");
    Content { message: message.to_owned(), text: text.to_owned(), about, parts }
}

fn type_(name: &str, form: Form, parts: Vec<Part>) -> Type {
    Type { name: name.to_owned(), about: String::new(), space: None, form, parts }
}

fn root(name: &str, contents: Vec<Content>) -> Root {
    Root { name: name.to_owned(), contents, of: None }
}

/// Three messages of one root, which differ at two places.
fn variants() -> Root {
    let begin = |word: &str| {
        vec![
            part("code", Kind::Reason, Count::Once, &format!("the code of {word}")),
            once("status", Kind::Fixed("GREETING".to_owned())),
        ]
    };
    let mut plain = begin("plain");
    plain.push(once("id", Kind::Text));
    let mut early = begin("early");
    early.extend([once("isEarly", Kind::Boolean), once("hour", Kind::Integer)]);
    let mut late = begin("late");
    let missing = part("type", Kind::Integer, Count::Optional, "a keyword, which may be missing");
    late.extend([once("isEarly", Kind::Boolean), missing, once("minute", Kind::Integer)]);
    let contents = vec![
        content("GREETING", "Table 1; 1.1", plain),
        content("GREETING/early", "Table 2; 1.2", early),
        content("GREETING/late", "Tables 3, 4; 1.3, 1.4", late),
    ];
    root("greeting", contents)
}

fn made_up() -> Schema {
    let when = |is| Count::When { flag: "isThere".to_owned(), is };
    let everything = content(
        "EVERYTHING",
        "Table 5; 2.1",
        vec![
            part("text", Kind::Text, Count::Once, "any text, <even> with [signs]"),
            once("isThere", Kind::Boolean),
            part("there", of("Tree"), when(true), "there by a flag"),
            part("notThere", Kind::Text, when(false), ""),
            part("colour", Kind::Words("Colour".to_owned()), Count::Many, ""),
            part("number", Kind::Integer, Count::Any, ""),
            part("bytes", Kind::Binary, Count::Optional, ""),
            part("marker", Kind::Empty, Count::Optional, "whether it is marked"),
            once("always", Kind::Empty),
            part("vendor", Kind::Skipped, Count::Any, "never kept"),
            part("old", Kind::Skipped, Count::Optional, ""),
            part("Shape", Kind::OneOf("Shape".to_owned()), Count::Any, ""),
        ],
    );
    let small = content("SMALL", "Table 6; 2.2", vec![once("isSmall", Kind::Boolean)]);
    let types = vec![
        type_(
            "Tree",
            Form::Sequence,
            vec![
                part("left", of("Tree"), Count::Optional, "a tree again"),
                part("leaf", of("Leaf"), Count::Any, ""),
            ],
        ),
        type_(
            "Leaf",
            Form::AnyOrder,
            vec![
                once("colour", Kind::Words("Colour".to_owned())),
                part("marker", Kind::Empty, Count::Optional, ""),
                part("size", Kind::Integer, Count::Optional, ""),
                part("vendor", Kind::Skipped, Count::Optional, ""),
            ],
        ),
        type_(
            "Shape",
            Form::Choice,
            vec![
                once("circle", Kind::Integer),
                once("named", Kind::Text),
                once("point", Kind::Empty),
                once("unknown", Kind::Skipped),
                once("pair", of("Pair")),
            ],
        ),
        type_(
            "Pair",
            Form::Sequence,
            vec![
                once("name", Kind::Text),
                part("Shape", Kind::OneOf("Shape".to_owned()), Count::Once, ""),
                part("", Kind::Rest, Count::Any, ""),
            ],
        ),
    ];
    let words = ["red", "IPv4", "HTTP-BASIC", "7"].map(str::to_owned).to_vec();
    Schema {
        title: "A schema with every feature.".to_owned(),
        space: None,
        roots: vec![variants(), root("everything", vec![everything]), root("small", vec![small])],
        types,
        words: vec![Words { name: "Colour".to_owned(), words }],
    }
}

#[test]
fn the_schema_is_read_as_it_was_written() {
    let schema = made_up();
    let text = xsd::write(&schema, "Written by a test.").expect("the contents can be told apart");
    expect_file!["snapshots/made_up.xsd"].assert_eq(&text);
    let again = xsd::read(File { name: "made_up.xsd", text: &text }, &[]);
    assert_eq!(again.map_err(|fault| fault.to_string()), Ok(schema));
}

#[test]
fn the_rust_of_every_feature() {
    let text = rust::write(&made_up(), None, "Written by a test.").expect("the schema is sound");
    expect_file!["snapshots/made_up.rs"].assert_eq(&text);
}

#[test]
fn an_example_of_every_message() {
    let schema = made_up();
    let names = schema.contents().map(|(_, content)| &content.message);
    let all: Vec<_> = names.filter_map(|name| example(&schema, name, "")).collect();
    expect_file!["snapshots/made_up.examples"].assert_eq(&(all.join("\n\n") + "\n"));
    assert_eq!(example(&schema, "NOTHING", ""), None);
}
