//! Which bytes and characters XML allows where.

/// What a byte can be, as bits.
const CLASS: [u8; 256] = classes();

const SPECIAL: u8 = 1;
const NAME: u8 = 2;
const BLANK: u8 = 4;
const UNSENT: u8 = 8;

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        if matches!(b, b'<' | b'&' | b']' | b'\r') {
            classes[byte] |= SPECIAL;
        }
        if b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.') || b >= 0x80 {
            classes[byte] |= NAME;
        }
        if matches!(b, b' ' | b'\t' | b'\n' | b'\r') {
            classes[byte] |= BLANK;
        }
        // 0xEF begins, among many others, the two characters past U+FFFD.
        let control = b < 0x20 && !matches!(b, b'\t' | b'\n');
        if matches!(b, b'<' | b'>' | b'&' | 0xEF) || control {
            classes[byte] |= UNSENT;
        }
        byte += 1;
    }
    classes
}

/// Ends or interrupts a run of text: `<`, `&`, `]`, carriage return.
#[inline]
pub(crate) fn is_special(byte: u8) -> bool {
    CLASS[byte as usize] & SPECIAL != 0
}

/// Can be part of a name without colon, as far as one byte tells.
#[inline]
pub(crate) fn is_name_byte(byte: u8) -> bool {
    CLASS[byte as usize] & NAME != 0
}

/// White space of XML.
#[inline]
pub(crate) fn is_blank(byte: u8) -> bool {
    CLASS[byte as usize] & BLANK != 0
}

/// Cannot be sent as it is, or needs a second look.
#[inline]
pub(crate) fn is_unsent(byte: u8) -> bool {
    CLASS[byte as usize] & UNSENT != 0
}

/// `Char` of XML 1.0, section 2.2.
pub(crate) fn is_char(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The place of the first character that XML does not allow.
#[inline]
pub(crate) fn forbidden(text: &str) -> Option<usize> {
    let control = |byte: &u8| *byte < 0x20 && !is_blank(*byte);
    // No early end: so that it is done for many bytes at once.
    let suspect = text.as_bytes().iter().fold(0, |found, &byte| {
        found | u8::from((byte < 0x20) & (byte != 9) & (byte != 10) & (byte != 13)) | (byte >> 7)
    });
    if suspect == 0 {
        return None;
    }
    if text.is_ascii() {
        return text.as_bytes().iter().position(control);
    }
    text.char_indices().find(|(_, char)| !is_char(*char)).map(|(at, _)| at)
}

/// `Name` of XML 1.0, section 2.3.
#[inline]
pub(crate) fn is_name(text: &str) -> bool {
    match text.as_bytes() {
        [b'a'..=b'z' | b'A'..=b'Z' | b'_', rest @ ..]
            if rest.iter().all(|&byte| byte < 0x80 && is_name_byte(byte)) =>
        {
            true
        }
        _ => is_name_of_chars(text),
    }
}

fn is_name_of_chars(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

/// `NCName`: a name without colon.
pub(crate) fn is_plain_name(text: &str) -> bool {
    is_name(text) && !text.contains(':')
}

fn is_name_start(char: char) -> bool {
    matches!(char, ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(char: char) -> bool {
    is_name_start(char)
        || matches!(char, '-' | '.' | '0'..='9' | '\u{B7}'
            | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::{forbidden, is_name};

    #[test]
    fn forbidden_characters_are_found() {
        assert_eq!(forbidden("a\tb\r\n"), None);
        assert_eq!(forbidden("a\0"), Some(1));
        assert_eq!(forbidden("ä\u{1F}"), Some(2));
        assert_eq!(forbidden("ä\u{FFFE}"), Some(2));
        assert_eq!(forbidden("ä\u{FFFD}\u{10FFFF}\u{85}\u{7F}"), None);
    }

    #[test]
    fn names() {
        assert!(is_name("a-b.c") && is_name("_") && is_name("é"));
        assert!(!is_name("") && !is_name("1a") && !is_name("-a") && !is_name("a b"));
        assert!(!is_name("×"));
    }
}
