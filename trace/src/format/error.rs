//! What is wrong with a line of a trace.

use std::fmt;

use strsim::damerau_levenshtein;

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The line of the text, from 1.
    pub line: usize,
    /// What stands there.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// A word that is near, or a way out.
    pub hint: Option<String>,
}

/// The longest word that is quoted or compared, in characters.
const MAX_CHARS: usize = 100;

impl FormatError {
    pub(crate) fn new(found: impl Into<String>, expected: impl Into<String>) -> FormatError {
        FormatError { line: 0, found: found.into(), expected: expected.into(), hint: None }
    }

    /// An unknown word among known ones.
    pub(crate) fn unknown<'a>(
        what: &str,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> FormatError {
        let known: Vec<&str> = known.into_iter().collect();
        let expected = match known.len() {
            0 => format!("no {what}"),
            1..=8 => format!("one of: {}", known.join(", ")),
            _ => format!("a word of the document for {what}"),
        };
        let found = format!("{what} `{}`", short(word));
        let near = nearest(word, &known).map(|word| format!("did you mean `{word}`?"));
        FormatError { hint: near, ..FormatError::new(found, expected) }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> FormatError {
        FormatError { hint: Some(hint.into()), ..self }
    }

    pub(crate) fn at(self, line: usize) -> FormatError {
        FormatError { line, ..self }
    }
}

/// One slip for each three letters.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let length = word.chars().count();
    if length > MAX_CHARS {
        return None;
    }
    let slips = |other: &&'a str| (damerau_levenshtein(word, other), *other);
    let near = known.iter().map(slips).filter(|(slips, _)| *slips <= length / 3);
    near.min_by_key(|(slips, _)| *slips).map(|(_, other)| other)
}

/// Enough of a foreign text to know it again; nothing of it reaches a terminal as a command.
pub(crate) fn short(text: &str) -> String {
    let kept: String = text.chars().take(MAX_CHARS).map(shown).collect();
    if text.chars().count() > MAX_CHARS { format!("{kept}...") } else { kept }
}

fn shown(c: char) -> char {
    if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FormatError { line, found, expected, hint } = self;
        write!(f, "line {line}: found {found}, expected {expected}")?;
        match hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FormatError {}

/// A line that is no JSON, or JSON of another form.
impl From<serde_json::Error> for FormatError {
    fn from(error: serde_json::Error) -> FormatError {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or(&text);
        let found = format!("at column {}: {}", error.column(), short(what));
        FormatError::new(found, "a JSON object of the trace format")
    }
}
