//! Cells that have a shape of their own: clauses, numbers of questions, names.

use crate::load::word;
use crate::{Diagnostics, Piece, Separator, Span, quote};

/// Reports each part of the cell that is no clause number like `5.2.1.4`.
pub(crate) fn clauses(piece: Piece<'_>, diagnostics: &mut Diagnostics) -> String {
    word::not_empty(piece, "clause", diagnostics);
    for clause in piece.split(&[Separator::Comma], diagnostics) {
        if !is_clause(clause.text) {
            let message = format!("{} is not the number of a clause", quote(clause.text));
            let error = clause.error("bad-clause", message);
            diagnostics.push(error.help("such as 5.3 or 5.2.1.4, with commas between several"));
        }
    }
    piece.text.to_owned()
}

/// Whether this is numbers joined by periods, at least two of them.
pub(crate) fn is_clause(text: &str) -> bool {
    text.contains('.')
        && text.split('.').all(|part| {
            is_number(part) && part.len() <= 3 && (!part.starts_with('0') || part == "0")
        })
}

/// Whether this is a mark, a hyphen and a number of two digits or more: `Q-07`.
pub(crate) fn is_mark(text: &str, mark: &str) -> bool {
    let number = text.strip_prefix(mark).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|number| number.len() >= 2 && is_number(number))
}

/// Whether this is digits and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words that rows say around the names of states and timers, so that none can be part of a name.
const RESERVED: [&str; 10] =
    ["any", "except", "same", "or", "and", "not", "is", "with", "expires", "-"];

/// Reports a name that rows could not speak of. It has letters, digits, hyphens, and these joints.
pub(crate) fn name(piece: Piece<'_>, what: &str, joints: &[char], diagnostics: &mut Diagnostics) {
    let is_wrong = |c: char| !c.is_ascii_alphanumeric() && c != '-' && !joints.contains(&c);
    if let Some((at, c)) = piece.text.char_indices().find(|(_, c)| is_wrong(*c)) {
        let message = format!("the {what}'s name cannot have a {}", quote(&c.to_string()));
        let start = piece.span.start + at;
        let span = Span::new(start, start + c.len_utf8());
        diagnostics.push(Piece { span, ..piece }.error("bad-name", message));
    } else if let Some(word) = piece.words().find(|word| RESERVED.contains(&word.text)) {
        let message = format!("the {what}'s name cannot have the word {}", quote(word.text));
        diagnostics.push(word.error("bad-name", message).help("rows use it around such names"));
    } else if piece.text.contains("  ") {
        let message = format!("the {what}'s name cannot have two spaces in a row");
        diagnostics.push(piece.error("bad-name", message));
    }
}

#[cfg(test)]
mod tests {
    use super::{is_clause, is_mark};

    #[test]
    fn clauses_and_marks() {
        assert!(["5.3", "5.2.1.4", "12.0"].into_iter().all(is_clause));
        assert!(!["", "5", "5.", ".5", "5..1", "5.01", "a.1", "5.1234"].into_iter().any(is_clause));
        assert!(["Q-01", "Q-123"].into_iter().all(|text| is_mark(text, "Q")));
        assert!(!["Q-1", "Q1", "F-01", "Q-", "Q-1x"].into_iter().any(|text| is_mark(text, "Q")));
    }
}
