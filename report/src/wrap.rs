//! Lines of a bounded display width.
//!
//! A column is the width of a Latin letter in a terminal; ideographs take two, combining marks
//! none. Both charts count in columns.

use unicode_width::UnicodeWidthChar;

/// The columns that a character takes.
pub(crate) fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The columns that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// The text in lines of at most `limit` columns, broken between words, and inside a word only
/// where the word alone is too long. White space is one space; control characters are dropped.
/// A text without words has no lines.
pub(crate) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word: String = word.chars().filter(|c| !c.is_control()).collect();
        for (index, piece) in pieces(&word, limit.max(1)).into_iter().enumerate() {
            match lines.last_mut() {
                Some(line) if index == 0 && width(line) + 1 + width(piece) <= limit => {
                    line.push(' ');
                    line.push_str(piece);
                }
                _ => lines.push(piece.to_owned()),
            }
        }
    }
    lines
}

/// A word in pieces that fit: after punctuation in the second half of a line, else anywhere.
fn pieces(word: &str, limit: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while width(rest) > limit {
        let (mut used, mut end, mut soft) = (0, 0, 0);
        for (at, c) in rest.char_indices() {
            used += char_width(c);
            // One character goes out even if the line is too narrow for it.
            if used > limit && at > 0 {
                break;
            }
            end = at + c.len_utf8();
            if "_-/.,:;=)".contains(c) && used * 2 > limit {
                soft = end;
            }
        }
        let (piece, tail) = rest.split_at(if soft > 0 { soft } else { end });
        pieces.push(piece);
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, limit: usize, expected: Expect) {
        let lines = wrap(text, limit);
        let show = |line: &String| format!("{line}|{}", width(line));
        expected.assert_eq(&lines.iter().map(show).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn breaks_between_words() {
        check(
            "operator  delegates\t(account, full)",
            20,
            expect![[r#"
            operator delegates|18
            (account, full)|15"#]],
        );
    }

    #[test]
    fn breaks_a_long_word_after_punctuation() {
        check(
            "VERY_LONG_MESSAGE_NAME_OF_SOMEBODY and more",
            16,
            expect![[r#"
            VERY_LONG_|10
            MESSAGE_NAME_OF_|16
            SOMEBODY and|12
            more|4"#]],
        );
        check(
            "abcdefghijklmnopqrstuvwxyz",
            10,
            expect![[r#"
            abcdefghij|10
            klmnopqrst|10
            uvwxyz|6"#]],
        );
    }

    #[test]
    fn counts_ideographs_twice_and_marks_not_at_all() {
        check(
            "委任要求 e\u{301}te\u{301}",
            4,
            expect![[r#"
            委任|4
            要求|4
            été|3"#]],
        );
        check(
            "漢字",
            1,
            expect![[r#"
            漢|2
            字|2"#]],
        );
    }

    #[test]
    fn nothing_has_no_lines() {
        assert!(wrap(" \n", 10).is_empty());
        assert!(wrap("\u{1b}", 10).is_empty());
    }
}
