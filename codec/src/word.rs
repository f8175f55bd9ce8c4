//! Lists of words: a text of which the schema says what it can be.

/// A type whose values are words on the wire.
pub trait Word: Copy + PartialEq + 'static {
    /// All words with their values, in the order of the schema.
    const ALL: &'static [(&'static str, Self)];

    /// The word of a value.
    fn as_str(self) -> &'static str {
        // Each value is in the list; the empty word is none of any.
        Self::ALL.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}
