//! The lines of a text and what each looks like from its first character, with code fences
//! followed: the one place that decides what is code and what is document.

use crate::source::BYTE_ORDER_MARK;

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing but white space.
    Blank,
    /// Begins with a pipe.
    Row,
    /// Begins with a number sign.
    Heading,
    /// Opens a code block.
    FenceOpen,
    /// Stands within a code block.
    Code,
    /// Closes a code block.
    FenceClose,
    /// Anything else.
    Text,
}

/// A line without its line end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    /// Where it begins, in bytes of the whole text.
    pub(crate) start: usize,
    pub(crate) kind: Kind,
}

impl<'a> Line<'a> {
    /// The line without white space around it.
    pub(crate) fn trimmed(&self) -> &'a str {
        self.text.trim_matches([' ', '\t'])
    }

    /// How many bytes of white space it begins with.
    pub(crate) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t']).len()
    }
}

/// The lines of a text. A byte order mark before the first is no part of it.
pub(crate) fn lines(text: &str) -> Lines<'_> {
    let rest = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    Lines { rest, start: text.len() - rest.len(), fence: None }
}

pub(crate) struct Lines<'a> {
    rest: &'a str,
    start: usize,
    fence: Option<Fence>,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let start = self.start;
        let (line, rest) = match self.rest.split_once('\n') {
            Some((line, rest)) => (line, rest),
            None => (self.rest, ""),
        };
        self.start += self.rest.len() - rest.len();
        self.rest = rest;
        let text = line.strip_suffix('\r').unwrap_or(line);
        Some(Line { text, start, kind: self.classify(text) })
    }
}

impl Lines<'_> {
    fn classify(&mut self, line: &str) -> Kind {
        let content = line.trim_matches([' ', '\t']);
        if let Some(fence) = self.fence {
            if !fence.is_closed_by(content) {
                return Kind::Code;
            }
            self.fence = None;
            return Kind::FenceClose;
        }
        self.fence = Fence::opened_by(content);
        match content.chars().next() {
            _ if self.fence.is_some() => Kind::FenceOpen,
            None => Kind::Blank,
            Some('|') => Kind::Row,
            // Four spaces and a number sign are code to Markdown.
            Some('#') if line.find('#') < Some(4) => Kind::Heading,
            Some(_) => Kind::Text,
        }
    }
}

/// The line that opened a code block: its character and how often it stands there.
#[derive(Clone, Copy)]
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    /// Any indentation is allowed, since a fence may stand within a list.
    fn opened_by(content: &str) -> Option<Fence> {
        let mark = content.chars().next().filter(|mark| ['`', '~'].contains(mark))?;
        let info = content.trim_start_matches(mark);
        let length = content.len() - info.len();
        let is_inline_code = mark == '`' && info.contains('`');
        (length >= 3 && !is_inline_code).then_some(Fence { mark, length })
    }

    fn is_closed_by(self, content: &str) -> bool {
        content.len() >= self.length && content.chars().all(|c| c == self.mark)
    }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use expect_test::expect;

    #[test]
    fn lines_are_told_apart_and_fences_followed() {
        let text =
            "\u{feff}# A\r\n\n  | a |\n````sh\n# no\n```\n`````\n```a``` b\n    # c\n~~~\n| x";
        let seen: Vec<_> = lines(text)
            .map(|line| format!("{} {:?} {:?}", line.start, line.kind, line.text))
            .collect();
        expect![[r##"
            3 Heading "# A"
            8 Blank ""
            9 Row "  | a |"
            17 FenceOpen "````sh"
            24 Code "# no"
            29 Code "```"
            33 FenceClose "`````"
            39 Text "```a``` b"
            49 Text "    # c"
            57 FenceOpen "~~~"
            61 Code "| x"
        "##]]
        .assert_eq(&(seen.join("\n") + "\n"));
    }
}
