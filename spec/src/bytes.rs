//! Whether bytes are a text at all, and what editors of other systems put into one.

use crate::source::BYTE_ORDER_MARK;
use crate::{Diagnostic, Diagnostics, Source, Span};

/// Why bytes are no text, and what of them is shown with it.
pub(crate) struct Refusal {
    pub(crate) excerpt: String,
    pub(crate) reason: Diagnostic,
}

impl Refusal {
    /// A refusal because of one place: the text up to a little after it is kept for the message.
    fn at(bytes: &[u8], place: usize, reason: impl FnOnce(Span) -> Diagnostic) -> Box<Refusal> {
        let until = bytes.len().min(place + EXCERPT_BYTES);
        let before = String::from_utf8_lossy(bytes.get(..place).unwrap_or_default()).into_owned();
        let after = String::from_utf8_lossy(bytes.get(place..until).unwrap_or_default());
        let after = after.lines().next().unwrap_or_default();
        let length = after.chars().next().map_or(0, char::len_utf8);
        let span = Span::new(before.len(), before.len() + length);
        Box::new(Refusal { excerpt: before + after, reason: reason(span) })
    }

    /// A refusal that concerns no place.
    fn whole(reason: Diagnostic) -> Box<Refusal> {
        Box::new(Refusal { excerpt: String::new(), reason })
    }
}

/// The bytes as a text, if they are one of a size that a document has.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str, Box<Refusal>> {
    check_size(bytes)?;
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let message = "the file is UTF-16, not UTF-8";
        let reason = Diagnostic::error("not-utf8", Span::at(0), message);
        return Err(Refusal::whole(reason.help("save it as UTF-8 without a byte order mark")));
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Refusal::at(bytes, place, |span| {
            Diagnostic::error("binary-file", span, "the file is not a text: it has a NUL byte")
                .label(format!("byte {} is 0", place + 1))
                .help("give the Markdown document")
        }));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let place = error.valid_up_to();
        let byte = bytes.get(place).copied().unwrap_or_default();
        Refusal::at(bytes, place, |span| {
            Diagnostic::error("not-utf8", span, "the file is not UTF-8")
                .label(format!("byte 0x{byte:02X} does not belong here"))
                .help("save the file as UTF-8")
        })
    })?;
    check_line_lengths(text)?;
    Ok(text)
}

/// Reports what stands around the text: a byte order mark, and line ends of other systems.
pub(crate) fn check(source: &Source, diagnostics: &mut Diagnostics) {
    check_byte_order_mark(source, diagnostics);
    check_line_ends(source, diagnostics);
}

/// How much of a damaged line is shown, in bytes.
const EXCERPT_BYTES: usize = 60;

fn check_size(bytes: &[u8]) -> Result<(), Box<Refusal>> {
    if bytes.len() > Source::MAX_BYTES {
        let message = format!(
            "the file has {} bytes; a document has at most {} (4 MB)",
            bytes.len(),
            Source::MAX_BYTES
        );
        return Err(Refusal::whole(Diagnostic::error("file-too-large", Span::at(0), message)));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        let reason = Diagnostic::error("empty-file", Span::at(0), "the file is empty");
        return Err(Refusal::whole(reason));
    }
    Ok(())
}

fn check_line_lengths(text: &str) -> Result<(), Box<Refusal>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() > Source::MAX_LINE_BYTES {
            return Err(Refusal::at(text.as_bytes(), start, |span| {
                let most = Source::MAX_LINE_BYTES;
                let message = format!("a line has {} bytes; it has at most {most}", line.len());
                Diagnostic::error("line-too-long", span, message).label("this line")
            }));
        }
        start += line.len();
    }
    Ok(())
}

fn check_byte_order_mark(source: &Source, diagnostics: &mut Diagnostics) {
    if source.text().starts_with(BYTE_ORDER_MARK) {
        let span = Span::new(0, BYTE_ORDER_MARK.len_utf8());
        let message = "the file begins with a byte order mark (U+FEFF)";
        let mend = format!(r"sed -i '1s/^\xEF\xBB\xBF//' {}", source.shell_name());
        diagnostics.push(
            Diagnostic::error("byte-order-mark", span, message)
                .help(format!("save it as \"UTF-8 without BOM\", or run: {mend}")),
        );
    }
}

/// One error for the whole file: such line ends come from an editor's setting, not line by line.
fn check_line_ends(source: &Source, diagnostics: &mut Diagnostics) {
    let count = source.text().matches("\r\n").count();
    if let Some(first) = source.text().find("\r\n") {
        let lines = if count == 1 { "1 line ends".into() } else { format!("{count} lines end") };
        let message = format!("{lines} in CR LF; lines end in LF alone");
        let mend = format!(r"sed -i 's/\r$//' {}", source.shell_name());
        diagnostics.push(
            Diagnostic::error("carriage-return", Span::at(first), message)
                .label("the first of them")
                .help(format!("run: {mend}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::Source;
    use crate::testing::check_bytes;
    use expect_test::expect;

    #[test]
    fn what_is_no_text_is_refused() {
        check_bytes(
            b"",
            &expect![[r#"
                error[empty-file]: the file is empty
                --> a.md
            "#]],
        );
        check_bytes(
            b" \n\n",
            &expect![[r#"
                error[empty-file]: the file is empty
                --> a.md
            "#]],
        );
        check_bytes(
            "| a |\nna\u{ef}ve \0|\n| b |".as_bytes(),
            &expect![[r#"
                error[binary-file]: the file is not a text: it has a NUL byte
                 --> a.md:2:7
                  |
                2 | naïve ␀|
                  |       ^ byte 14 is 0
                  |
                  = help: give the Markdown document
            "#]],
        );
        check_bytes(
            b"# A\n\nGr\xf6\xdfe\n",
            &expect![[r#"
                error[not-utf8]: the file is not UTF-8
                 --> a.md:3:3
                  |
                3 | Gr��e
                  |   ^ byte 0xF6 does not belong here
                  |
                  = help: save the file as UTF-8
            "#]],
        );
        check_bytes(
            b"cut \xe2\x82",
            &expect![[r#"
                error[not-utf8]: the file is not UTF-8
                 --> a.md:1:5
                  |
                1 | cut �
                  |     ^ byte 0xE2 does not belong here
                  |
                  = help: save the file as UTF-8
            "#]],
        );
        check_bytes(
            b"\xff\xfe#\0 \0A\0",
            &expect![[r#"
                error[not-utf8]: the file is UTF-16, not UTF-8
                --> a.md
                 = help: save it as UTF-8 without a byte order mark
            "#]],
        );
    }

    #[test]
    fn what_is_too_large_is_refused() {
        check_bytes(
            &vec![b'x'; Source::MAX_BYTES + 1],
            &expect![[r#"
                error[file-too-large]: the file has 4194305 bytes; a document has at most 4194304 (4 MB)
                --> a.md
            "#]],
        );
        let line = format!("a\n{}\n", "x".repeat(Source::MAX_LINE_BYTES));
        check_bytes(
            line.as_bytes(),
            &expect![[r#"
                error[line-too-long]: a line has 16385 bytes; it has at most 16384
                 --> a.md:2:1
                  |
                2 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                  | ^ this line
            "#]],
        );
    }

    #[test]
    fn foreign_beginnings_and_line_ends_are_errors_and_reading_goes_on() {
        check_bytes(
            "\u{feff}# A\r\n\r\n|a|\r\n|-|\r\n".as_bytes(),
            &expect![[r#"
                error[byte-order-mark]: the file begins with a byte order mark (U+FEFF)
                 --> a.md:1:1
                  |
                1 | �# A␍
                  | ^
                  |
                  = help: save it as "UTF-8 without BOM", or run: sed -i '1s/^\xEF\xBB\xBF//' a.md

                error[carriage-return]: 4 lines end in CR LF; lines end in LF alone
                 --> a.md:1:5
                  |
                1 | �# A␍
                  |     ^ the first of them
                  |
                  = help: run: sed -i 's/\r$//' a.md

                error[unaligned-table]: the table is not aligned: 2 rows are out of line
                 --> a.md:3:2
                  |
                3 | |a|␍
                  |  ^ the first difference is here
                  |
                  = help: run: cargo xtask spec --fix a.md
            "#]],
        );
    }
}
