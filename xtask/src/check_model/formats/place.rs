//! The path of a document as other programs want it.

use std::path::{MAIN_SEPARATOR_STR, Path};

/// The path relative to this checkout, where it is inside, with forward slashes.
pub fn relative(file: &str) -> String {
    let path = Path::new(file);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let inside = path.strip_prefix(root).or_else(|_| path.strip_prefix("."));
    inside.unwrap_or(path).to_string_lossy().replace(MAIN_SEPARATOR_STR, "/")
}

/// The same as a URI reference: relative, or of a file outside of this checkout.
pub fn uri(file: &str) -> String {
    let path = relative(file);
    let mut uri = String::new();
    if Path::new(&path).is_absolute() {
        uri.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // A colon too: in the first segment it would end the name of a scheme.
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(file: &str, expected: Expect) {
        expected.assert_eq(&format!("{}\n{}", relative(file), uri(file)));
    }

    #[test]
    fn a_file_of_this_checkout_is_relative() {
        let absolute = concat!(env!("CARGO_MANIFEST_DIR"), "/src/main.rs");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().display().to_string();
        let name = absolute.strip_prefix(&root).unwrap().trim_start_matches(['/', '\\']);
        assert_eq!(relative(absolute), name);
        check(
            "./spec/a.md",
            expect![[r#"
            spec/a.md
            spec/a.md"#]],
        );
    }

    #[test]
    fn what_a_uri_cannot_hold_is_encoded() {
        check(
            "a b/50%: é?.md",
            expect![[r#"
            a b/50%: é?.md
            a%20b/50%25%3A%20%C3%A9%3F.md"#]],
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_file_elsewhere_has_a_scheme() {
        check(
            "/elsewhere/a#1.md",
            expect![[r#"
            /elsewhere/a#1.md
            file:///elsewhere/a%231.md"#]],
        );
    }
}
