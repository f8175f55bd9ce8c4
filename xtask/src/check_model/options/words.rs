//! Words on a command line: each is known, or told with what is near.

use world::Scope;

/// The word, if it is a known one.
pub fn one_of(word: &str, known: &[&'static str]) -> Result<&'static str, lexopt::Error> {
    let found = known.iter().find(|name| **name == word);
    found
        .copied()
        .ok_or_else(|| lexopt::Error::from(format!("`{word}` is not one of {}", known.join(", "))))
}

/// A number within bounds.
pub fn number(word: &str, least: u64, most: u64) -> Result<u64, lexopt::Error> {
    let number = word.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("`{word}` is not a number from {least} to {most}").into())
}

/// A number of bytes: `500M`, `8G`.
pub fn size(word: &str) -> Result<u64, lexopt::Error> {
    let (count, unit) = match word.strip_suffix(['B', 'b']).unwrap_or(word) {
        word if word.ends_with(['G', 'g']) => (&word[..word.len() - 1], 1_000_000_000),
        word if word.ends_with(['M', 'm']) => (&word[..word.len() - 1], 1_000_000),
        word => (word, 0),
    };
    let bytes = count.parse::<u64>().ok().and_then(|count| count.checked_mul(unit));
    let large = bytes.filter(|bytes| *bytes >= 1_000_000);
    large.ok_or_else(|| format!("`{word}` is no size: a number with M or G, such as 500M").into())
}

/// The names of all scopes, and of the parts of some.
const SCOPES: [&str; 12] = [
    "story",
    "story/acls-kept",
    "story/timers-off",
    "small",
    "small/loss",
    "small/refusal",
    "small/unclear",
    "small/crash",
    "small/duplicate",
    "standard",
    "deep",
    "wide",
];

/// The name, if a scope has it.
pub fn known_scope(name: String) -> Result<String, lexopt::Error> {
    if Scope::named(&name).is_some() {
        return Ok(name);
    }
    let hint = spec::did_you_mean(&name, SCOPES)
        .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
    Err(format!("there is no scope `{name}`{hint} (there are: {})", SCOPES.join(", ")).into())
}

/// The name, if a check has it.
pub fn known_property(name: String) -> Result<String, lexopt::Error> {
    if spec_model::check::names().any(|known| known == name) {
        return Ok(name);
    }
    let hint = spec::did_you_mean(&name, spec_model::check::names())
        .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
    Err(format!("there is no property `{name}`{hint}").into())
}
