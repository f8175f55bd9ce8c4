//! Closed vocabularies: what a cell may say, and what is said about a cell that says otherwise.

use protocol::Role;

use crate::{Diagnostic, Diagnostics, Piece, did_you_mean, quote};

/// The word of this list that the piece is. Any other is reported, and the one that was most
/// likely meant is taken, so that one slip is one error.
pub(crate) fn one_of<'w, T: Copy>(
    piece: Piece<'_>,
    what: &str,
    words: &[(&'w str, T)],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let of = |name: &str| words.iter().find(|(word, _)| *word == name).map(|(_, value)| *value);
    if let Some(value) = of(piece.text) {
        return Some(value);
    }
    let names: Vec<&'w str> = words.iter().map(|(word, _)| *word).collect();
    unknown(piece, "unknown-word", what, &names, diagnostics).and_then(of)
}

/// Reports a piece that is none of these, and gives the one that was most likely meant.
pub(crate) fn unknown<'w>(
    piece: Piece<'_>,
    code: &'static str,
    what: &str,
    words: &[&'w str],
    diagnostics: &mut Diagnostics,
) -> Option<&'w str> {
    if piece.text.is_empty() {
        diagnostics.push(missing(piece, what).help(choice(words)));
        return None;
    }
    if !piece.text.is_ascii() && diagnostics.touches(piece.span) {
        // A character from a word processor, which is reported already.
        return None;
    }
    let error = piece.error(code, format!("unknown {what}: {}", quote(piece.text)));
    let meant = did_you_mean(piece.text, words.iter().copied());
    diagnostics.push(match meant {
        Some(word) => error.help(format!("did you mean {}?", quote(word))),
        None => error.help(choice(words)),
    });
    meant
}

/// Reports an empty cell, which must say what it is about.
pub(crate) fn not_empty(piece: Piece<'_>, what: &str, diagnostics: &mut Diagnostics) -> bool {
    if piece.text.is_empty() {
        diagnostics.push(missing(piece, what));
    }
    !piece.text.is_empty()
}

/// Reports an empty cell, which must say `-` if it has nothing to say. Says whether there is more.
pub(crate) fn not_dash(piece: Piece<'_>, what: &str, diagnostics: &mut Diagnostics) -> bool {
    if piece.text.is_empty() {
        diagnostics.push(missing(piece, what).help("write - for none"));
    }
    !piece.text.is_empty() && piece.text != "-"
}

/// `DMS-1` or `DMS-2`.
pub(crate) fn role(piece: Piece<'_>, diagnostics: &mut Diagnostics) -> Option<Role> {
    one_of(piece, "role", &Role::ALL.map(|role| (role.name(), role)), diagnostics)
}

/// The text of a cell as a reader sees it.
pub(crate) fn seen(piece: Piece<'_>) -> String {
    piece.text.replace(r"\|", "|")
}

fn missing(piece: Piece<'_>, what: &str) -> Diagnostic {
    piece.error("missing-word", format!("the {what} is missing")).label("write it here")
}

/// The most words that a message lists.
const MAX_LISTED: usize = 24;

/// What could stand here, in words.
fn choice(words: &[&str]) -> String {
    let listed: Vec<_> = words.iter().take(MAX_LISTED).map(|word| quote(word)).collect();
    match words.len() {
        0 => "there are none that could stand here".to_owned(),
        1 => format!("only {} can stand here", listed.join("")),
        count if count > MAX_LISTED => {
            format!("it is one of {} and {} more", listed.join(", "), count - MAX_LISTED)
        }
        _ => format!("it is one of {}", listed.join(", ")),
    }
}
