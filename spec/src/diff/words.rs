//! Two texts of one cell, word by word.

/// A piece of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Which of the two texts has it.
    pub fate: Fate,
    /// One word or several.
    pub text: String,
}

/// Which of two texts has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Both.
    Kept,
    /// Only the first.
    Gone,
    /// Only the second.
    New,
}

/// The pieces in one line; `mark` says how a piece looks that only one text has. What both have is
/// cut in the middle where it is longer than `most` characters.
pub fn joined(words: &[Word], most: usize, mark: impl Fn(Fate, &str) -> String) -> String {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() && !word.text.starts_with([',', ';']) {
            line.push(' ');
        }
        match word.fate {
            Fate::Kept => line.push_str(&shortened(&word.text, most)),
            Fate::Gone | Fate::New => line.push_str(&mark(word.fate, &word.text)),
        }
    }
    line
}

/// The first and the last words of a text that is too long.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let first = some(text.split(' '), most / 2);
    let mut last = some(text.rsplit(' '), most / 2);
    last.reverse();
    format!("{} ... {}", first.join(" "), last.join(" ")).trim().to_owned()
}

/// As many words as fit.
fn some<'a>(words: impl Iterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let mut length = 0;
    let fits = |word: &&str| {
        length += word.chars().count() + 1;
        length <= most
    };
    words.take_while(fits).collect()
}

/// Texts whose words make a larger product than this are not compared word by word.
const MOST: usize = 1 << 22;

/// Both texts in one: what they share once, and between that what only one has, the first's words
/// before the second's. Commas and semicolons are words of their own.
pub fn words(old: &str, new: &str) -> Vec<Word> {
    let (was, is) = (split(old), split(new));
    let mut pieces = Pieces::default();
    if was.len() * is.len() > MOST {
        was.iter().for_each(|word| pieces.push(Fate::Gone, word));
        is.iter().for_each(|word| pieces.push(Fate::New, word));
        return pieces.0;
    }
    let common = common(&was, &is);
    let (mut at, mut to) = (0, 0);
    while at < was.len() || to < is.len() {
        let rest = |at: usize, to: usize| common[at * (is.len() + 1) + to];
        if at < was.len() && to < is.len() && was[at] == is[to] {
            pieces.push(Fate::Kept, is[to]);
            (at, to) = (at + 1, to + 1);
        } else if to == is.len() || (at < was.len() && rest(at + 1, to) >= rest(at, to + 1)) {
            pieces.push(Fate::Gone, was[at]);
            at += 1;
        } else {
            pieces.push(Fate::New, is[to]);
            to += 1;
        }
    }
    pieces.ordered()
}

/// How many words the rests of both lists share, for each pair of rests.
fn common(was: &[&str], is: &[&str]) -> Vec<u32> {
    let width = is.len() + 1;
    let mut common = vec![0; (was.len() + 1) * width];
    for at in (0..was.len()).rev() {
        for to in (0..is.len()).rev() {
            common[at * width + to] = if was[at] == is[to] {
                common[(at + 1) * width + to + 1] + 1
            } else {
                common[(at + 1) * width + to].max(common[at * width + to + 1])
            };
        }
    }
    common
}

/// The words of a text; a comma or semicolon at the end of one is one by itself.
fn split(text: &str) -> Vec<&str> {
    let words = text.split_whitespace().flat_map(|word| {
        let bare = word.trim_end_matches([',', ';']);
        let (bare, end) = word.split_at(bare.len());
        [bare].into_iter().chain(end.split_inclusive([',', ';']))
    });
    words.filter(|word| !word.is_empty()).collect()
}

#[derive(Default)]
struct Pieces(Vec<Word>);

impl Pieces {
    fn push(&mut self, fate: Fate, word: &str) {
        match self.0.last_mut() {
            Some(last) if last.fate == fate => {
                if !matches!(word, "," | ";") {
                    last.text.push(' ');
                }
                last.text.push_str(word);
            }
            Some(_) | None => self.0.push(Word { fate, text: word.to_owned() }),
        }
    }

    /// Between two kept pieces, all that is gone before all that is new.
    fn ordered(self) -> Vec<Word> {
        let mut ordered = Pieces::default();
        let mut at = 0;
        while at < self.0.len() {
            let run = self.0[at..].iter().take_while(|word| word.fate != Fate::Kept).count();
            let changed = &self.0[at..at + run];
            for fate in [Fate::Gone, Fate::New] {
                let of = changed.iter().filter(|word| word.fate == fate);
                of.for_each(|word| ordered.push(fate, &word.text));
            }
            at += run;
            if let Some(kept) = self.0.get(at) {
                ordered.push(Fate::Kept, &kept.text);
                at += 1;
            }
        }
        ordered.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(old: &str, new: &str, expected: &Expect) {
        let mark = |fate, text: &str| match fate {
            Fate::Gone => format!("[-{text}-]"),
            Fate::Kept | Fate::New => format!("{{+{text}+}}"),
        };
        expected.assert_eq(&joined(&words(old, new), 20, mark));
    }

    #[test]
    fn what_both_have_is_kept() {
        check("a b c", "a b c", &expect!["a b c"]);
        check("", "a", &expect!["{+a+}"]);
        check("a", "", &expect!["[-a-]"]);
        check("", "", &expect![""]);
        check(
            "answer empty; device create account",
            "answer empty; device create quiet account; start wait",
            &expect!["answer ... create {+quiet+} account{+; start wait+}"],
        );
        check("x, y", "x; z, y", &expect!["x{+; z+}, y"]);
        check("a b c d", "d a e", &expect!["[-a b c-] d {+a e+}"]);
    }

    #[test]
    fn endless_cells_are_not_compared_word_by_word() {
        let long = |word: &str| format!("{word} ").repeat(3_000);
        let found = words(&long("a"), &long("b"));
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].fate, found[1].fate), (Fate::Gone, Fate::New));
    }
}
