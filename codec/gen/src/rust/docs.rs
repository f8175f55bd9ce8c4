//! Comments: wrapped, and with nothing in them that Markdown would take for its own.

use proc_macro2::TokenStream;
use quote::quote;

/// The heading of what is said about errors.
pub(super) const ERRORS: &str = "# Errors";

/// How wide a comment is at the top level, without its slashes.
const WIDTH: usize = 96;
/// The same for fields and methods.
const INNER_WIDTH: usize = 92;

/// The comment of a file, one paragraph each.
pub(super) fn inner(paragraphs: &[&str]) -> TokenStream {
    let lines = lines(paragraphs, WIDTH);
    quote!(#(#![doc = #lines])*)
}

/// The comment of an item.
pub(super) fn outer(paragraphs: &[&str]) -> TokenStream {
    let lines = lines(paragraphs, WIDTH);
    quote!(#(#[doc = #lines])*)
}

/// The comment of a field, a variant or a method.
pub(super) fn member(paragraphs: &[&str]) -> TokenStream {
    let lines = lines(paragraphs, INNER_WIDTH);
    quote!(#(#[doc = #lines])*)
}

fn lines(paragraphs: &[&str], width: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if all.last().is_some_and(|last| last.trim() != ERRORS) {
            all.push(String::new());
        }
        if *paragraph == ERRORS {
            all.push(format!(" {ERRORS}"));
            continue;
        }
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let wide = line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && wide > width {
                all.push(std::mem::take(&mut line));
            }
            line.push(' ');
            match line.len() {
                1 => line.push_str(&at_start(word)),
                _ => line.push_str(word),
            }
        }
        all.push(line);
    }
    all
}

/// A word at the beginning of a line, where Markdown could take it for a list or a heading.
fn at_start(word: &str) -> String {
    let number = word.trim_end_matches(['.', ')']);
    let is_item = number.len() < word.len() && number.bytes().all(|b| b.is_ascii_digit());
    match word.as_bytes().first() {
        Some(b'-' | b'+' | b'#' | b'=' | b'>' | b'|' | b'~') => format!("\\{word}"),
        Some(_) if is_item => format!("{number}\\{}", &word[number.len()..]),
        _ => word.to_owned(),
    }
}

/// A text of the schema as Markdown.
pub(super) fn plain(text: &str) -> String {
    let word = |word: &str| {
        let address = word.trim_end_matches([',', ';', '.', ')', ':']);
        if address.starts_with("http://") || address.starts_with("https://") {
            return format!("<{address}>{}", &word[address.len()..]);
        }
        let mut escaped = String::new();
        for char in word.chars() {
            // An underscore inside of a word is one.
            if matches!(char, '<' | '>' | '[' | ']' | '*' | '`' | '\\' | '&') {
                escaped.push('\\');
            }
            escaped.push(char);
        }
        escaped
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// `name: about`, or the name alone.
pub(super) fn named(name: &str, about: &str) -> String {
    if about.is_empty() { name.to_owned() } else { format!("{name}: {}", plain(about)) }
}

#[cfg(test)]
mod tests {
    use super::{lines, plain};

    #[test]
    fn markdown_takes_nothing_for_its_own() {
        assert_eq!(
            plain("<X> and [a], see https://a.example."),
            "\\<X\\> and \\[a\\], see <https://a.example>."
        );
        assert_eq!(lines(&["aaaaa - b 1. c", "d"], 7), [" aaaaa", " \\- b", " 1\\. c", "", " d"]);
    }
}
