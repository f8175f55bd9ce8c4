//! What stands before the root: the encoding, the byte order mark, the XML declaration.

use crate::chars::{forbidden, is_blank};
use crate::error::{Fault, quoted};
use crate::reader::MAX_BYTES;

/// Clause of what every document must be.
pub(crate) const DOCUMENT: &str = "XML 1.0 in UTF-8; 5.3, Appendix C";

/// The text of a document, with the place where its root or what stands before it begins.
///
/// # Errors
/// Too many bytes, no UTF-8, a character that XML does not allow, a broken XML declaration.
#[inline]
pub(crate) fn open(bytes: &[u8]) -> Result<(&str, usize), Box<Fault>> {
    if bytes.len() > MAX_BYTES {
        let expected = format!("at most {MAX_BYTES} bytes");
        return Err(fault(MAX_BYTES, expected, Some(format!("{} bytes", bytes.len()))));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    if let Some(at) = forbidden(text) {
        if looks_wide(bytes) {
            return Err(not_utf8(bytes, at));
        }
        let char = text[at..].chars().next().unwrap_or_default();
        let found = format!("U+{:04X}", u32::from(char));
        return Err(fault(at, "a character that XML allows", Some(found)));
    }
    let start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    const USUAL: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?>"#;
    if bytes[start..].starts_with(USUAL) {
        return Ok((text, start + USUAL.len()));
    }
    let declared = text[start..].strip_prefix("<?xml").filter(|rest| rest.starts_with(blank));
    match declared {
        Some(_) => Ok((text, declaration(text, start + 5)?)),
        None => Ok((text, start)),
    }
}

fn blank(char: char) -> bool {
    u8::try_from(char).is_ok_and(is_blank)
}

#[cold]
fn fault(at: usize, expected: impl Into<String>, found: Option<String>) -> Box<Fault> {
    Box::new(Fault { at, expected: expected.into(), found, clause: DOCUMENT })
}

fn looks_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0, b'<', ..] | [b'<', 0, ..])
}

#[cold]
fn not_utf8(bytes: &[u8], at: usize) -> Box<Fault> {
    let (at, found) = match bytes {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => (0, "UTF-16".to_owned()),
        _ if looks_wide(bytes) => (0, "UTF-16 without its mark".to_owned()),
        _ => (at, format!("the byte 0x{:02X}", bytes.get(at).copied().unwrap_or_default())),
    };
    fault(at, "UTF-8", Some(found))
}

/// `XMLDecl` of XML 1.0, section 2.8, from behind `<?xml`. Gives the place behind it.
fn declaration(text: &str, from: usize) -> Result<usize, Box<Fault>> {
    let mut at = from;
    let Some(version) = attribute(text, &mut at, "version")? else {
        return Err(fault(at, "`version=\"1.0\"`", None));
    };
    let minor = text[version.clone()].strip_prefix("1.");
    if !minor.is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit())) {
        let found = quoted(text[version.clone()].as_bytes());
        return Err(fault(version.start, "version 1.0", Some(found)));
    }
    if let Some(encoding) = attribute(text, &mut at, "encoding")?
        && !text[encoding.clone()].eq_ignore_ascii_case("UTF-8")
    {
        let found = quoted(text[encoding.clone()].as_bytes());
        return Err(fault(encoding.start, "the encoding UTF-8", Some(found)));
    }
    if let Some(standalone) = attribute(text, &mut at, "standalone")?
        && !matches!(&text[standalone.clone()], "yes" | "no")
    {
        let found = quoted(text[standalone.clone()].as_bytes());
        return Err(fault(standalone.start, "`yes` or `no`", Some(found)));
    }
    at += text[at..].len() - text[at..].trim_start_matches(blank).len();
    if !text[at..].starts_with("?>") {
        return Err(fault(at, "`?>`", None));
    }
    Ok(at + 2)
}

/// A pseudo-attribute of that name, if it comes next; the place of its value.
fn attribute(
    text: &str,
    at: &mut usize,
    name: &str,
) -> Result<Option<std::ops::Range<usize>>, Box<Fault>> {
    let rest = &text[*at..];
    let Some(after) = rest.trim_start_matches(blank).strip_prefix(name) else { return Ok(None) };
    if !rest.starts_with(blank) {
        return Err(fault(*at, "white space", None));
    }
    let place = |rest: &str| text.len() - rest.len();
    let after = after.trim_start_matches(blank);
    let Some(after) = after.strip_prefix('=') else {
        return Err(fault(place(after), "`=`", None));
    };
    let after = after.trim_start_matches(blank);
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let closed = quote.and_then(|quote| Some((quote, after[1..].find(quote)?)));
    let Some((_, length)) = closed else {
        return Err(fault(place(after), "a value in quotes", None));
    };
    let start = place(after) + 1;
    *at = start + length + 1;
    Ok(Some(start..start + length))
}
