//! Blank lines between items and methods, which the printer does not make.

/// Puts a blank line before each item and method that follows on another.
pub(super) fn with_blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut previous = "";
    for line in text.lines() {
        if needs_blank(previous, line) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}

fn needs_blank(previous: &str, line: &str) -> bool {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let (before, now) = (previous.trim_start(), line.trim_start());
    if depth(previous) != depth(line) || before.is_empty() || now.is_empty() {
        return false;
    }
    // A comment may end with anything.
    if before.starts_with("///") {
        return false;
    }
    let ends = before.ends_with('}') || before.ends_with(';') || before.starts_with("//!");
    let begins = ["///", "#[", "pub ", "impl", "fn ", "use ", "const "];
    let begins = begins.iter().any(|word| now.starts_with(word));
    let is_import = before.starts_with("use ") && now.starts_with("use ");
    ends && begins && (!is_import || import_group(before) != import_group(now))
}

/// The standard library, other crates, this crate.
fn import_group(line: &str) -> u8 {
    match line {
        line if line.starts_with("use std") => 0,
        line if line.starts_with("use crate") => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::with_blank_lines;

    #[test]
    fn a_blank_line_stands_between_items_and_methods() {
        let text = "//! A\nuse std::a;\nuse crate::b;\n/// C\nstruct C {\n    /// D\n    d: u8,\n    /// E\n    \
            e: u8,\n}\nimpl C {\n    fn f() {\n        g();\n        if h {}\n    }\n    fn i() {}\n}\n";
        let expected = "//! A\n\nuse std::a;\n\nuse crate::b;\n\n/// C\nstruct C {\n    /// D\n    d: u8,\n    \
            /// E\n    e: u8,\n}\n\nimpl C {\n    fn f() {\n        g();\n        if h {}\n    }\n\n    \
            fn i() {}\n}\n";
        assert_eq!(with_blank_lines(text), expected);
    }
}
