//! From a byte of a document to its line, its column and the elements around it.
//!
//! Nothing of this is kept while a document is read; it is found out once there is an error.

/// A place in a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) path: String,
}

impl Location {
    /// The place of a byte. All before it is taken to be well-formed; before anything was read it
    /// may not be, and the path is a guess.
    pub(crate) fn of(bytes: &[u8], at: usize) -> Location {
        let before = &bytes[..at.min(bytes.len())];
        // A carriage return ends a line too, alone or before its line feed (section 2.11).
        let ends = |place: usize| match before[place] {
            b'\n' => true,
            b'\r' => before.get(place + 1).is_some_and(|&next| next != b'\n'),
            _ => false,
        };
        let mut line_ends = (0..before.len()).filter(|&place| ends(place));
        let (line, last) = line_ends.by_ref().fold((1, None), |(n, _), place| (n + 1, Some(place)));
        let line_start = last.map_or(0, |end| end + 1);
        let text = String::from_utf8_lossy(&before[line_start..]);
        let column = text.chars().filter(|char| *char != '\u{FEFF}').count() + 1;
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Location { line: small(line), column: small(column), path: path(bytes, before.len()) }
    }
}

/// The most elements of a path that are shown.
const MOST: usize = 40;

fn path(bytes: &[u8], at: usize) -> String {
    let mut open: Vec<&[u8]> = Vec::new();
    let mut next = 0;
    while let Some(tag) = find(bytes, next, b"<") {
        if tag >= at {
            break;
        }
        let rest = &bytes[tag..];
        let passed = |end: &[u8]| find(bytes, tag, end).map_or(bytes.len(), |at| at + end.len());
        next = if rest.starts_with(b"<!--") {
            passed(b"-->")
        } else if rest.starts_with(b"<![CDATA[") {
            passed(b"]]>")
        } else if rest.starts_with(b"<?") {
            passed(b"?>")
        } else {
            tag_end(bytes, tag)
        };
        match rest.get(1) {
            Some(b'!' | b'?') | None => {}
            Some(b'/') if next <= at => drop(open.pop()),
            Some(b'/') => {}
            // An element without content is around nothing but its own attributes.
            Some(_) if bytes[tag..next].ends_with(b"/>") && next <= at => {}
            Some(_) => open.push(name(&rest[1..])),
        }
    }
    if open.is_empty() {
        return "/".to_owned();
    }
    let names = open.iter().take(MOST).map(|name| String::from_utf8_lossy(name));
    let path: String = names.flat_map(|name| ["/".to_owned(), name.into_owned()]).collect();
    path + if open.len() > MOST { "/…" } else { "" }
}

/// Past the `>` that ends the tag; quoted ones do not.
fn tag_end(bytes: &[u8], tag: usize) -> usize {
    let mut quote = None;
    for (place, &byte) in bytes.iter().enumerate().skip(tag) {
        match (quote, byte) {
            (None, b'>') => return place + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    bytes.len()
}

fn name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|b| b" \t\r\n/>".contains(b)).unwrap_or(tag.len());
    &tag[..end]
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let found = bytes.get(from..)?.windows(what.len()).position(|window| window == what);
    found.map(|place| from + place)
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[track_caller]
    fn check(text: &str, line: u32, column: u32, path: &str) {
        let at = text.find('|').unwrap_or(text.len());
        let text = text.replace('|', "");
        let expected = Location { line, column, path: path.to_owned() };
        assert_eq!(Location::of(text.as_bytes(), at), expected);
    }

    #[test]
    fn places() {
        check("|", 1, 1, "/");
        check("<a>\n <b>ü|x</b></a>", 2, 6, "/a/b");
        check("<a><b/>|<c></c></a>", 1, 8, "/a");
        check("<a><b></b>|</a>", 1, 11, "/a");
        check("<a><b>|</b></a>", 1, 7, "/a/b");
        check("<a><b></|b></a>", 1, 9, "/a/b");
        check("<?x <q> ?><!-- <c> --><a y='>'><![CDATA[<d>]]>|", 1, 47, "/a");
        check("<a><b |c='1'/></a>", 1, 7, "/a/b");
        check("<a></a>|<b/>", 1, 8, "/");
    }
}
