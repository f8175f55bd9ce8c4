//! Values that are written as text: white space, whole numbers.

/// Without the white space at both ends (`whiteSpace="collapse"` for a value of one word).
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// A whole number, as `xs:integer` is written: a sign, zeros in front, white space around.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let text = trimmed(text);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    let size = if significant.is_empty() { 0 } else { significant.parse::<i64>().ok()? };
    Some(if text.starts_with('-') { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn integers() {
        for (text, value) in [("200", 200), (" +200\n", 200), ("000200", 200), ("-0", 0)] {
            assert_eq!(integer(text), Some(value), "{text}");
        }
        for text in ["", " ", "+", "2 0", "0x1", "200.0", "2e2", "٢", "99999999999999999999"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
