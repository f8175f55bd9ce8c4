//! Text made safe for XML and HTML.
//!
//! Labels come from documents that people edit; none of their characters may become markup, and
//! none may make the file unreadable.

/// Text as the content of an element.
pub fn text(plain: &str) -> String {
    escape(plain, Place::Content)
}

/// Text as the value of an attribute in double or single quotes.
pub fn attribute(plain: &str) -> String {
    escape(plain, Place::Attribute)
}

#[derive(Clone, Copy)]
enum Place {
    Content,
    Attribute,
}

fn escape(plain: &str, place: Place) -> String {
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        match (c, place) {
            ('&', _) => out.push_str("&amp;"),
            ('<', _) => out.push_str("&lt;"),
            ('>', _) => out.push_str("&gt;"),
            ('"', Place::Attribute) => out.push_str("&quot;"),
            ('\'', Place::Attribute) => out.push_str("&#39;"),
            // A reader of XML would turn these into spaces.
            ('\n' | '\r' | '\t', Place::Attribute) => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            // A bare carriage return would be read as a line feed.
            ('\r', Place::Content) => out.push_str("&#13;"),
            (c, _) if is_xml(c) => out.push(c),
            (_, _) => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    out
}

/// XML 1.0 has no way at all to write the other characters.
fn is_xml(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => c >= ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(plain: &str, expected: Expect) {
        expected.assert_eq(&format!("{}\n{}", text(plain), attribute(plain)));
    }

    #[test]
    fn markup_becomes_text() {
        check(
            r#"<a href='x'>"&amp;"</a>"#,
            expect![[r#"
                &lt;a href='x'&gt;"&amp;amp;"&lt;/a&gt;
                &lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;&quot;&lt;/a&gt;"#]],
        );
    }

    #[test]
    fn white_space_survives_an_attribute() {
        check(
            "a\tb\nc",
            expect![[r#"
            a	b
            c
            a&#9;b&#10;c"#]],
        );
    }

    #[test]
    fn characters_that_xml_forbids_are_replaced() {
        check(
            "a\u{0}b\u{1b}c\u{ffff}d é 漢",
            expect![[r#"
            a�b�c�d é 漢
            a�b�c�d é 漢"#]],
        );
    }
}
