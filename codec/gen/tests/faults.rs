//! Schemas that are not understood, and what is said of each.

use codec_gen::xsd::{File, read};
use expect_test::{Expect, expect};

/// What is said of a schema with this in it.
fn check(inside: &str, expected: &Expect) {
    let text = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n{inside}\n</xs:schema>\n"
    );
    check_whole(&text, expected);
}

fn check_whole(text: &str, expected: &Expect) {
    let fault = read(File { name: "a.xsd", text }, &[]).err().map(|fault| fault.to_string());
    expected.assert_eq(&fault.unwrap_or_default());
}

/// A message with these parts.
fn message(root: &str, name: &str, parts: &str) -> String {
    let message = format!("<xs:appinfo source=\"message\">{name}</xs:appinfo>");
    format!(
        "<xs:element name=\"{root}\"><xs:annotation>{message}</xs:annotation><xs:complexType>\
         <xs:sequence>\n{parts}\n</xs:sequence></xs:complexType></xs:element>"
    )
}

/// A sequence of a choice, of that message.
fn branch(name: &str, parts: &str) -> String {
    let message = format!("<xs:appinfo source=\"message\">{name}</xs:appinfo>");
    format!("<xs:sequence><xs:annotation>{message}</xs:annotation>{parts}</xs:sequence>")
}

fn variants(one: &str, other: &str) -> String {
    let choice =
        format!("<xs:choice>\n{}\n{}\n</xs:choice>", branch("A", one), branch("A/b", other));
    format!(
        "<xs:element name=\"a\"><xs:complexType><xs:sequence>{choice}</xs:sequence>\
         </xs:complexType></xs:element>"
    )
}

const X: &str = "<xs:element name=\"x\" type=\"xs:string\"/>";
const Y: &str = "<xs:element name=\"y\" type=\"xs:string\"/>";
const X_OPTIONAL: &str = "<xs:element name=\"x\" type=\"xs:string\" minOccurs=\"0\"/>";

#[test]
fn what_is_no_schema() {
    check_whole(
        "<a>",
        &expect![[r#"
        error: this is not an XML document: the root node was opened but never closed
          --> a.xsd:1:1
           = help: a schema is well-formed XML without a DTD"#]],
    );
    check_whole(
        "<a/>",
        &expect![[r#"
        error: the root is a
          --> a.xsd:1:1
           = help: a schema begins with xs:schema"#]],
    );
    check_whole(
        "<!DOCTYPE a><a/>",
        &expect![[r#"
        error: this is not an XML document: XML with DTD detected
          --> a.xsd:1:1
           = help: a schema is well-formed XML without a DTD"#]],
    );
}

#[test]
fn what_is_not_understood() {
    check(
        "<xs:attributeGroup name=\"a\"/>",
        &expect![[r#"
        error: xs:attributeGroup is not understood in xs:schema
          --> a.xsd:2:1
           = help: understood there: xs:element, xs:complexType, xs:simpleType, xs:group, xs:import"#]],
    );
    check(
        "<xs:complexType name=\"A\"><xs:complexContent/></xs:complexType>",
        &expect![[r#"
        error: xs:complexContent is not understood in xs:complexType
          --> a.xsd:2:26
           = help: understood there: xs:sequence, xs:all"#]],
    );
    check(
        &message("a", "A", "<xs:element name=\"x\" fixed=\"1\"/>"),
        &expect![[r#"
        error: the attribute `fixed` of xs:element is not understood
          --> a.xsd:3:1
           = help: understood there: name, type, minOccurs, maxOccurs"#]],
    );
    check(
        &message("a", "A", "<xs:element name=\"x\" type=\"xs:int\"/>"),
        &expect![[r#"
        error: the type `xs:int` is not understood
          --> a.xsd:3:1
           = help: understood: xs:string, xs:base64Binary"#]],
    );
    check(
        &message("a", "A", "<xs:element name=\"x\" type=\"y:string\"/>"),
        &expect![[r#"
        error: the prefix of `y:string` is not declared
          --> a.xsd:3:1
           = help: declare it with xmlns:"#]],
    );
    check(
        &message("a", "A", "<xs:element name=\"x\" type=\"xs:string\" maxOccurs=\"7\"/>"),
        &expect![[r#"
            error: 1 to 7 times is not understood
              --> a.xsd:3:1
               = help: understood: 1, 0 to 1, 0 or 1 to unbounded"#]],
    );
    check(
        &message("a", "A", "<xs:element type=\"xs:string\"/>"),
        &expect![[r#"
        error: xs:element has no attribute `name`
          --> a.xsd:3:1
           = help: write name="..""#]],
    );
    check(
        &message("a", "A", "<xs:any/>"),
        &expect![[r#"
        error: this xs:any is not understood
          --> a.xsd:3:1
           = help: minOccurs="0" maxOccurs="unbounded" processContents="skip""#]],
    );
    check(
        &message("a", "A", "some text"),
        &expect![[r#"
        error: there is text in xs:sequence
          --> a.xsd:2:125
           = help: text for people goes into xs:documentation"#]],
    );
    check(
        "<xs:element name=\"a\"/>",
        &expect![[r#"
        error: the root `a` has no content, or two
          --> a.xsd:2:1
           = help: give it a `type` or an xs:complexType"#]],
    );
    check(
        "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:integer\">\
         <xs:minInclusive value=\"0\"/></xs:restriction></xs:simpleType>",
        &expect![[r#"
            error: this restriction of `xs:integer` is not understood
              --> a.xsd:2:1
               = help: understood: xs:string with enumerations, xs:boolean with the pattern true|false, xs:integer from 100 to 999 or from -2147483648 to 2147483647"#]],
    );
    check(
        "<xs:element name=\"a\"><xs:complexType><xs:sequence/></xs:complexType></xs:element>",
        &expect![[r#"
            error: this content names no message
              --> a.xsd:2:38
               = help: annotate it: <xs:appinfo source="message">NAME</xs:appinfo>"#]],
    );
    check(
        "<xs:annotation><xs:appinfo source=\"colour\"/></xs:annotation>",
        &expect![[r#"
        error: the xs:appinfo with the source `colour` is not understood
          --> a.xsd:2:16
           = help: understood there: message, text, present-when"#]],
    );
    check(
        "<xs:import namespace=\"b\" schemaLocation=\"b.xsd\"/>",
        &expect![[r#"
        error: the file `b.xsd` was not given to the reader
          --> a.xsd:2:1
           = help: it stands beside this one"#]],
    );
}

#[test]
fn what_cannot_be_rust() {
    let ab =
        "<xs:element name=\"a-b\" type=\"xs:string\"/><xs:element name=\"aB\" type=\"xs:string\"/>";
    check(
        &message("a", "A", ab),
        &expect![[r#"
        error: `a-b` and `aB` of A would both be `a_b` in Rust
          --> a.xsd:2:1
           = help: give one of them another name"#]],
    );
    check(
        &message("a", "A", &format!("{X}{X}")),
        &expect![[r#"
        error: A has the element `x` twice
          --> a.xsd:2:1
           = help: give one of them another name"#]],
    );
    check(
        &[message("a", "A_B", X), message("b", "aB", X)].join("\n"),
        &expect![[r#"
            error: the message `A_B` and the message `aB` would both be the type `AB` in Rust
              --> a.xsd:5:1
               = help: give one of them another name"#]],
    );
    check(
        &message("a", "Message", X),
        &expect![[r#"
            error: the message `Message` would be the type `Message` in Rust, which has a meaning there already
              --> a.xsd:2:1
               = help: give it another name"#]],
    );
    check(
        "<xs:complexType name=\"T\"><xs:sequence>\
         <xs:element name=\"t\" type=\"T\"/></xs:sequence></xs:complexType>",
        &expect![[r#"
            error: each T contains another one, without end
              --> a.xsd:2:1
               = help: let a part on the way be optional"#]],
    );
    check(
        "<xs:simpleType name=\"W\"><xs:restriction base=\"xs:string\"><xs:enumeration value=\"a\"/>\
         <xs:enumeration value=\"A\"/></xs:restriction></xs:simpleType>",
        &expect![[r#"
            error: `a` and `A` of W would both be `A` in Rust
              --> a.xsd:2:1
               = help: give one of them another name"#]],
    );
}

#[test]
fn names_that_cannot_be_rust() {
    check(
        &message("a", "A", "<xs:element name=\"1st\" type=\"xs:string\"/>"),
        &expect![[r#"
        error: the element `1st` does not begin with a letter, or has other signs
          --> a.xsd:2:1
           = help: after a letter there can be letters, digits, _, - and periods"#]],
    );
    check(
        &message("a", "A", "<xs:element name=\"_\" type=\"xs:string\"/>"),
        &expect![[r#"
        error: the element `_` does not begin with a letter, or has other signs
          --> a.xsd:2:1
           = help: after a letter there can be letters, digits, _, - and periods"#]],
    );
    check(
        &message("ä", "A", X),
        &expect![[r#"
        error: the root `ä` does not begin with a letter, or has other signs
          --> a.xsd:2:1
           = help: after a letter there can be letters, digits, _, - and periods"#]],
    );
    check(
        &message("a", "SELF", X),
        &expect![[r#"
        error: the message `SELF` would be the type `Self` in Rust, which has a meaning there already
          --> a.xsd:2:1
           = help: give it another name"#]],
    );
    check(
        &message("a", "/A", X),
        &expect![[r#"
        error: the message `/A` does not begin with a letter, or has other signs
          --> a.xsd:2:1
           = help: after a letter there can be letters, digits, _, - and periods"#]],
    );
    let choice = |name: &str, other: &str| {
        format!(
            "<xs:group name=\"C\"><xs:choice><xs:element name=\"{name}\" type=\"xs:string\"/>\
             <xs:element name=\"{other}\" type=\"xs:string\"/></xs:choice></xs:group>"
        )
    };
    check(
        &choice("self", "x"),
        &expect![[r#"
        error: `self` of the choice C would be `Self` in Rust
          --> a.xsd:2:1
           = help: give it another name"#]],
    );
    check(
        &choice("a1", "a-1"),
        &expect![[r#"
        error: `a1` and `a-1` of C would both be `A1` in Rust
          --> a.xsd:2:1
           = help: give one of them another name"#]],
    );
}

#[test]
fn words_that_xml_writes_in_another_way() {
    let word = |word: &str| {
        format!(
            "<xs:simpleType name=\"W\"><xs:restriction base=\"xs:string\">\
             <xs:enumeration value=\"{word}\"/></xs:restriction></xs:simpleType>"
        )
    };
    check(
        &word("a&amp;b"),
        &expect![[r#"
        error: the word `a&b` of W has to be written in another way in XML
          --> a.xsd:2:1
           = help: a word has no <, > or &, and no blank at its ends"#]],
    );
    check(
        &word(" a"),
        &expect![[r#"
        error: the word ` a` of W has to be written in another way in XML
          --> a.xsd:2:1
           = help: a word has no <, > or &, and no blank at its ends"#]],
    );
    check(
        &word(""),
        &expect![[r#"
        error: the word `` of W has to be written in another way in XML
          --> a.xsd:2:1
           = help: a word has no <, > or &, and no blank at its ends"#]],
    );
}

#[test]
fn what_depends_on_no_flag() {
    let part = |extra: &str| {
        format!(
            "{X}<xs:element name=\"y\" type=\"xs:string\"{extra}><xs:annotation>\
             <xs:appinfo source=\"present-when\">not x</xs:appinfo></xs:annotation></xs:element>"
        )
    };
    check(
        &message("a", "A", &part("")),
        &expect![[r#"
        error: what is there by a flag can be missing
          --> a.xsd:3:40
           = help: write minOccurs="0""#]],
    );
    check(
        &message("a", "A", &part(" minOccurs=\"0\"")),
        &expect![[r#"
        error: `y` of A depends on `x`, which is no flag above it
          --> a.xsd:2:1
           = help: a flag is a boolean that is always there, further up"#]],
    );
}

#[test]
fn messages_that_cannot_be_told_apart() {
    check(
        &variants(X, X),
        &expect![[r#"
        error: A and A/b cannot be told apart: after `x`, A may have no further element
          --> a.xsd:2:1
           = help: let an element that is always there tell which it is"#]],
    );
    check(
        &variants(X, &format!("{X_OPTIONAL}{Y}")),
        &expect![[r#"
        error: A and A/b cannot be told apart: after the beginning, `x` can come in both, and it is not the same there
          --> a.xsd:2:1
           = help: let the first element in which they differ have different names, or be the same"#]],
    );
    check(
        &variants(Y, X_OPTIONAL),
        &expect![[r#"
        error: A/b and A cannot be told apart: after the beginning, A/b may have no further element
          --> a.xsd:2:1
           = help: let an element that is always there tell which it is"#]],
    );
    check(
        &variants(
            &format!("{X_OPTIONAL}{Y}"),
            &format!("{X_OPTIONAL}<xs:element name=\"z\" type=\"xs:string\"/>"),
        ),
        &expect![[r#"
            error: `x` stands before the element that tells A from A/b, and not exactly once
              --> a.xsd:2:1
               = help: what several messages begin with is always there"#]],
    );
}
