//! Headings, and lines of prose that a renderer would show as something else.

use crate::inline::is_delimiter_cell;
use crate::lines::Line;
use crate::{Diagnostic, Diagnostics, Heading, Span};

/// Reads a line that begins with number signs.
pub(crate) fn heading(line: &Line<'_>, diagnostics: &mut Diagnostics) -> Heading {
    let content = line.trimmed();
    let start = line.start + line.indent();
    let after = content.trim_start_matches('#');
    let level = content.len() - after.len();
    let text = without_closing(after).trim_matches([' ', '\t']);
    let text_start = after.len() - after.trim_start_matches([' ', '\t']).len();
    let text_start = start + level + if text.is_empty() { 0 } else { text_start };
    let span = Span::new(text_start, text_start + text.len());
    let signs = Span::new(start, start + level);
    let error = |code, span, message: &str| Diagnostic::error(code, span, message);
    if level > MAX_LEVEL {
        let message = "a heading has at most six number signs";
        diagnostics.push(error("malformed-heading", signs, message));
    } else if text.is_empty() {
        diagnostics.push(error("empty-heading", signs, "a heading without a text"));
    } else if !after.starts_with([' ', '\t']) {
        let message = "a heading needs a space after the number signs";
        let error = error("malformed-heading", signs, message);
        diagnostics.push(error.label("renderers show this line as prose"));
    }
    Heading { level: level.min(MAX_LEVEL), text: text.to_owned(), span }
}

/// Reports a line of prose that a renderer shows as a heading or a table, or not at all.
/// `continues` says that the line before is prose as well.
pub(crate) fn check(line: &Line<'_>, continues: bool, diagnostics: &mut Diagnostics) {
    let start = line.start + line.indent();
    let content = line.trimmed();
    let span = Span::new(start, start + content.len());
    let underlined =
        continues && ['=', '-'].iter().any(|mark| content.trim_matches(*mark).is_empty());
    if underlined {
        let message = "an underlined heading, which only renderers see as one";
        let error = Diagnostic::error("underlined-heading", span, message);
        diagnostics
            .push(error.help("write # before the heading, or put an empty line before this one"));
    } else if content.contains('|')
        && content.trim_end_matches('|').split('|').all(is_delimiter_part)
    {
        let message = "a table without pipes at the ends of its rows";
        let error = Diagnostic::error("missing-outer-pipe", span, message);
        diagnostics.push(error.help("begin and end each row with a pipe"));
    } else if let Some(row) = nested_row(content) {
        let place = span.end - row.len();
        let message = "a table in a list or a quotation is not read";
        let error = Diagnostic::error("nested-table", Span::new(place, place + 1), message);
        diagnostics.push(error.help("begin the line with the pipe"));
    }
    if let Some(open) = content.rfind("<!--")
        && !content.get(open..).unwrap_or_default().contains("-->")
    {
        let place = start + open;
        let message = "a comment of several lines hides what is read here as document";
        let error = Diagnostic::error("hidden-text", Span::new(place, place + 4), message);
        diagnostics.push(error.help("close the comment in its line, or delete what it hides"));
    }
}

const MAX_LEVEL: usize = 6;

/// Takes off number signs at the end, which renderers do not show.
fn without_closing(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '\t']);
    let open = text.trim_end_matches('#');
    if open.is_empty() || open.ends_with([' ', '\t']) { open } else { text }
}

fn is_delimiter_part(cell: &str) -> bool {
    is_delimiter_cell(cell.trim_matches([' ', '\t']))
}

/// The row after the marks of a list or a quotation.
fn nested_row(content: &str) -> Option<&str> {
    let mut rest = content;
    while let Some(inner) = without_mark(rest) {
        rest = inner.trim_start_matches([' ', '\t']);
    }
    (rest.len() < content.len() && rest.starts_with('|')).then_some(rest)
}

fn without_mark(content: &str) -> Option<&str> {
    let after_number = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let after_mark = match content.len() - after_number.len() {
        0 => content.strip_prefix(['-', '*', '+']),
        _ => after_number.strip_prefix(['.', ')']),
    };
    let after_mark = after_mark.filter(|rest| rest.starts_with([' ', '\t']));
    after_mark.or_else(|| content.strip_prefix('>'))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_pass, sound};
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: &Expect) {
        let pass = |source: &_, diagnostics: &mut _| drop(crate::scan(source, diagnostics));
        check_pass(text, pass, expected);
    }

    #[test]
    fn headings_that_renderers_do_not_see() {
        check(
            "#Rules\n\n####### Deep\n\n##\n\n# #\n",
            &expect![[r#"
                error[malformed-heading]: a heading needs a space after the number signs
                 --> a.md:1:1
                  |
                1 | #Rules
                  | ^ renderers show this line as prose

                error[malformed-heading]: a heading has at most six number signs
                 --> a.md:3:1
                  |
                3 | ####### Deep
                  | ^^^^^^^

                error[empty-heading]: a heading without a text
                 --> a.md:5:1
                  |
                5 | ##
                  | ^^

                error[empty-heading]: a heading without a text
                 --> a.md:7:1
                  |
                7 | # #
                  | ^
            "#]],
        );
    }

    #[test]
    fn headings_that_only_renderers_see() {
        check(
            "Rules\n=====\n\nStates\n---\n\n---\n",
            &expect![[r#"
                error[underlined-heading]: an underlined heading, which only renderers see as one
                 --> a.md:2:1
                  |
                2 | =====
                  | ^^^^^
                  |
                  = help: write # before the heading, or put an empty line before this one

                error[underlined-heading]: an underlined heading, which only renderers see as one
                 --> a.md:5:1
                  |
                5 | ---
                  | ^^^
                  |
                  = help: write # before the heading, or put an empty line before this one
            "#]],
        );
    }

    #[test]
    fn tables_that_only_renderers_see() {
        check(
            "a | b\n--|--\n1 | 2\n\n> | a |\n\n- 1. | a |\n",
            &expect![[r#"
                error[missing-outer-pipe]: a table without pipes at the ends of its rows
                 --> a.md:2:1
                  |
                2 | --|--
                  | ^^^^^
                  |
                  = help: begin and end each row with a pipe

                error[nested-table]: a table in a list or a quotation is not read
                 --> a.md:5:3
                  |
                5 | > | a |
                  |   ^
                  |
                  = help: begin the line with the pipe

                error[nested-table]: a table in a list or a quotation is not read
                 --> a.md:7:6
                  |
                7 | - 1. | a |
                  |      ^
                  |
                  = help: begin the line with the pipe
            "#]],
        );
    }

    #[test]
    fn comments_that_hide() {
        check(
            "<!-- fine -->\n\nx <!-- a --> <!-- no\n\n| a |\n|---|\n-->\n",
            &expect![[r#"
                error[hidden-text]: a comment of several lines hides what is read here as document
                 --> a.md:3:14
                  |
                3 | x <!-- a --> <!-- no
                  |              ^^^^
                  |
                  = help: close the comment in its line, or delete what it hides

                error[text-after-table]: text directly after a table, a row of it for renderers
                 --> a.md:7:1
                  |
                7 | -->
                  | ^ put an empty line before this one
            "#]],
        );
    }

    #[test]
    fn usual_prose_is_no_fault() {
        sound("# A *b* `c` #\n\n- a | b\n- `|`\n> quote\n\n---\n\n    # code\n\n1 - 2\n");
    }
}
