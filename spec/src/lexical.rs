//! Characters that word processors put in: they look like others and compare unlike them.
//!
//! Each is an error outside fenced code, with the character to write in its place.

use crate::lines::{Kind, lines};
use crate::source::BYTE_ORDER_MARK;
use crate::{Diagnostic, Diagnostics, Source, Span};

/// Reports each run of one such character.
pub(crate) fn check(source: &Source, diagnostics: &mut Diagnostics) {
    for line in lines(source.text()) {
        match line.kind {
            Kind::FenceOpen | Kind::Code | Kind::FenceClose => {}
            Kind::Blank | Kind::Row | Kind::Heading | Kind::Text => {
                check_line(line.text, line.start, diagnostics);
            }
        }
    }
}

fn check_line(line: &str, start: usize, diagnostics: &mut Diagnostics) {
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let Some(fault) = fault(character) else { continue };
        let mut count = 1;
        while characters.next_if(|(_, next)| *next == character).is_some() {
            count += 1;
        }
        let end = start + at + count * character.len_utf8();
        diagnostics.push(fault.diagnostic(character, count, Span::new(start + at, end)));
    }
}

/// What is wrong with a character.
#[derive(Clone, Copy)]
struct Fault {
    code: &'static str,
    name: &'static str,
    help: &'static str,
}

impl Fault {
    fn diagnostic(self, character: char, count: usize, span: Span) -> Diagnostic {
        let number = format!("U+{:04X}", character as u32);
        let message = match count {
            1 => format!("{} ({number})", self.name),
            _ => format!("{} ({number}), {count} times", self.name),
        };
        Diagnostic::error(self.code, span, message).label("here").help(self.help)
    }
}

/// What is wrong with this character, if anything. The code names the group, the message the
/// character.
fn fault(character: char) -> Option<Fault> {
    if matches!(character, ' '..='~') {
        return None;
    }
    let of = |code, name, help| Some(Fault { code, name, help });
    let space = |name| of("unusual-space", name, "write a plain space");
    let double = |name| of("curly-quote", name, "write \" instead");
    let single = |name| of("curly-quote", name, "write ' instead");
    let dash = |name| of("long-dash", name, "write - instead");
    let nothing = |name| of("invisible-character", name, "delete it");
    match character {
        '\t' => of("tab", "a tab", "write spaces"),
        '\u{a0}' => of("non-breaking-space", "a non-breaking space", "write a plain space"),
        '\u{202f}' => {
            of("non-breaking-space", "a narrow non-breaking space", "write a plain space")
        }
        '\u{2007}' => of("non-breaking-space", "a figure space", "write a plain space"),
        '\u{2000}'..='\u{200a}' | '\u{205f}' => space("a typographic space"),
        '\u{3000}' => space("an ideographic space"),
        '\u{201c}' => double("a left double quotation mark"),
        '\u{201d}' => double("a right double quotation mark"),
        '\u{201e}' | '\u{201f}' => double("a low or reversed double quotation mark"),
        '\u{2018}' => single("a left single quotation mark"),
        '\u{2019}' => single("a right single quotation mark"),
        '\u{201a}' | '\u{201b}' => single("a low or reversed single quotation mark"),
        '\u{2010}' => dash("a typographic hyphen"),
        '\u{2011}' => dash("a non-breaking hyphen"),
        '\u{2012}' => dash("a figure dash"),
        '\u{2013}' => dash("an en dash"),
        '\u{2014}' => dash("an em dash"),
        '\u{2015}' => dash("a horizontal bar"),
        '\u{2212}' => dash("a minus sign"),
        '\u{ad}' => of("soft-hyphen", "a soft hyphen", "delete it"),
        '\u{200b}' => of("zero-width", "a zero-width space", "delete it"),
        '\u{200c}' | '\u{200d}' => of("zero-width", "a zero-width joiner", "delete it"),
        '\u{2060}' => of("zero-width", "a word joiner", "delete it"),
        BYTE_ORDER_MARK => of("zero-width", "a byte order mark within the text", "delete it"),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            nothing("a mark for the direction of writing")
        }
        '\u{2061}'..='\u{2064}' | '\u{180e}' => nothing("an invisible character"),
        '\u{2028}' | '\u{2029}' | '\u{85}' => {
            of("line-separator", "a line end of another kind", "write a line feed")
        }
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
            of("control-character", "a control character", "delete it")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::testing::check_pass;
    use expect_test::expect;

    #[test]
    fn each_group_names_its_mend() {
        let text = "a\u{a0}b \u{202f}\u{202f}\u{202f}c\n\u{201c}d\u{201d} \u{2019}\n\
            e \u{2013} f\u{2014}\ng\u{ad}h\ni\u{200b}j\nk\tl\nm\u{3000}\u{202e}\u{2028}\u{b}\n";
        check_pass(
            text,
            check,
            &expect![[r#"
                error[non-breaking-space]: a non-breaking space (U+00A0)
                 --> a.md:1:2
                  |
                1 | a␣b ␣␣␣c
                  |  ^ here
                  |
                  = help: write a plain space

                error[non-breaking-space]: a narrow non-breaking space (U+202F), 3 times
                 --> a.md:1:5
                  |
                1 | a␣b ␣␣␣c
                  |     ^^^ here
                  |
                  = help: write a plain space

                error[curly-quote]: a left double quotation mark (U+201C)
                 --> a.md:2:1
                  |
                2 | “d” ’
                  | ^ here
                  |
                  = help: write " instead

                error[curly-quote]: a right double quotation mark (U+201D)
                 --> a.md:2:3
                  |
                2 | “d” ’
                  |   ^ here
                  |
                  = help: write " instead

                error[curly-quote]: a right single quotation mark (U+2019)
                 --> a.md:2:5
                  |
                2 | “d” ’
                  |     ^ here
                  |
                  = help: write ' instead

                error[long-dash]: an en dash (U+2013)
                 --> a.md:3:3
                  |
                3 | e – f—
                  |   ^ here
                  |
                  = help: write - instead

                error[long-dash]: an em dash (U+2014)
                 --> a.md:3:6
                  |
                3 | e – f—
                  |      ^ here
                  |
                  = help: write - instead

                error[soft-hyphen]: a soft hyphen (U+00AD)
                 --> a.md:4:2
                  |
                4 | g�h
                  |  ^ here
                  |
                  = help: delete it

                error[zero-width]: a zero-width space (U+200B)
                 --> a.md:5:2
                  |
                5 | i�j
                  |  ^ here
                  |
                  = help: delete it

                error[tab]: a tab (U+0009)
                 --> a.md:6:2
                  |
                6 | k    l
                  |  ^^^^ here
                  |
                  = help: write spaces

                error[unusual-space]: an ideographic space (U+3000)
                 --> a.md:7:2
                  |
                7 | m␣��␋
                  |  ^ here
                  |
                  = help: write a plain space

                error[invisible-character]: a mark for the direction of writing (U+202E)
                 --> a.md:7:3
                  |
                7 | m␣��␋
                  |   ^ here
                  |
                  = help: delete it

                error[line-separator]: a line end of another kind (U+2028)
                 --> a.md:7:4
                  |
                7 | m␣��␋
                  |    ^ here
                  |
                  = help: write a line feed

                error[control-character]: a control character (U+000B)
                 --> a.md:7:5
                  |
                7 | m␣��␋
                  |     ^ here
                  |
                  = help: delete it
            "#]],
        );
    }

    #[test]
    fn code_and_other_languages_are_left_alone() {
        check_pass("```\na\u{a0}\tb\n```\n\nnaïve Größe 漢字 § × → …\n", check, &expect![[r#""#]]);
    }
}
