//! Documents that are nearly right.

use crate::draw::Noise;

/// Changes a document once: mostly something that a person or a program would do to it.
pub fn mutate(document: &str, noise: &mut Noise) -> Vec<u8> {
    let tags = places(document, '<');
    let ends = places(document, '>');
    let pick = |from: &[usize], noise: &mut Noise| from[noise.below(from.len())];
    let insert = |at: usize, what: &str| {
        let (before, after) = document.split_at(at);
        format!("{before}{what}{after}").into_bytes()
    };
    let elements = elements(document);
    if elements.is_empty() {
        return document.as_bytes().to_vec();
    }
    let (start, inner, end) = elements[noise.below(elements.len())];
    let value = &document[inner.0..inner.1];
    let with_value = |value: &str| {
        format!("{}{value}{}", &document[..inner.0], &document[inner.1..]).into_bytes()
    };
    match noise.below(20) {
        // An element less, one twice, two exchanged, one with another name, a new one.
        0 => format!("{}{}", &document[..start], &document[end..]).into_bytes(),
        1 => insert(end, &document[start..end]),
        2 => {
            let (other, _, other_end) = elements[noise.below(elements.len())];
            exchanged(document, (start, end), (other, other_end))
        }
        3 => {
            let element = &document[start..end];
            let name = element[1..].split(['>', ' ', '/']).next().unwrap_or_default();
            if name.is_empty() {
                return document.as_bytes().to_vec();
            }
            let renamed = element.replace(name, NAMES[noise.below(NAMES.len())]);
            format!("{}{renamed}{}", &document[..start], &document[end..]).into_bytes()
        }
        4 => insert(pick(&tags, noise), NEW[noise.below(NEW.len())]),
        // Another value, or the same in another form.
        5..=7 => with_value(VALUES[noise.below(VALUES.len())]),
        8 => {
            let blank = [" ", "\n", "\t", "\r\n", "&#32;", "&#10;"][noise.below(6)];
            match noise.below(3) {
                0 => with_value(&format!("{blank}{value}")),
                1 => with_value(&format!("{value}{blank}")),
                _ => with_value(&format!("{blank}{value}{blank}")),
            }
        }
        9 if !value.contains(['<', '&']) => with_value(&format!("<![CDATA[{value}]]>")),
        10 if !value.contains(['<', '&']) => {
            let escaped: String =
                value.chars().map(|char| format!("&#x{:x};", u32::from(char))).collect();
            with_value(&escaped)
        }
        // Asides and text between and inside of elements.
        9..=12 => {
            let at = if noise.below(2) == 0 { pick(&tags, noise) } else { pick(&ends, noise) + 1 };
            insert(at, ASIDES[noise.below(ASIDES.len())])
        }
        // Attributes.
        13 => {
            let end = pick(&ends, noise);
            insert(end, ATTRIBUTES[noise.below(ATTRIBUTES.len())])
        }
        // Bytes.
        14 => document.as_bytes()[..noise.below(document.len())].to_vec(),
        15 => [document.as_bytes(), TAILS[noise.below(TAILS.len())].as_bytes()].concat(),
        16 => [HEADS[noise.below(HEADS.len())].as_bytes(), document.as_bytes()].concat(),
        17 => {
            let mut bytes = document.as_bytes().to_vec();
            let at = noise.below(bytes.len());
            bytes.remove(at);
            bytes
        }
        _ => {
            let mut bytes = document.as_bytes().to_vec();
            let at = noise.below(bytes.len());
            bytes[at] = BYTES[noise.below(BYTES.len())];
            bytes
        }
    }
}

const BYTES: &[u8] = b"<>&;/\"'=!?-[] \n\taZ09\0\x01\x80\xFF";

const NAMES: &[&str] =
    &["foo", "serverid", "Status", "status", "sessionId", "reasonCode", "x:y", "1a", "délégué", ""];

const NEW: &[&str] =
    &["<new/>", "<new>x</new>", "<sessionId/>", "<status>FAILURE</status>", "<a:b/>"];

const VALUES: &[&str] = &[
    "",
    " ",
    "true",
    "false",
    "1",
    "0",
    "TRUE",
    "200",
    "+200",
    "-200",
    "0200",
    "00000000000000200",
    "99",
    "100",
    "999",
    "1000",
    "20 0",
    "2e2",
    "200.0",
    "0x1",
    "99999999999999999999999999",
    "FAILURE",
    "w7",
    "URI",
    "ipv4",
    "AAAA",
    "AAA=",
    "AA==",
    "AAA",
    "A A A A",
    "AAB=",
    "!!!!",
    "]]>",
    "]]&gt;",
    "a&b",
    "&lt;",
    "&nbsp;",
    "&#0;",
    "&#x1F600;",
    "<b>x</b>",
    "é",
    "a\rb",
    "<![CDATA[true]]>",
    "tr<!-- -->ue",
];

const ASIDES: &[&str] = &[
    "<!-- aside -->",
    "<!---->",
    "<!-- a -- b -->",
    "<!-- a --->",
    "<?aside?>",
    "<?aside x y?>",
    "<? x?>",
    "<?XML x?>",
    "<?xml version='1.0'?>",
    " ",
    "\n",
    "\r\n",
    "text",
    "&#32;",
    "&lt;",
    "<![CDATA[]]>",
    "<![CDATA[ ]]>",
    "<![CDATA[x]]>",
    "]]>",
    "&",
    "<",
    ">",
];

const ATTRIBUTES: &[&str] = &[
    " a=\"b\"",
    " a=b",
    " a",
    " a='<'",
    " a='1' a='2'",
    " xml:lang='en'",
    " xml:space='preserve'",
    " xmlns:y='urn:y'",
    " xmlns:y='urn:y' y:z='1'",
    " y:z='1'",
    " xmlns='urn:y'",
    " xmlns=''",
    "/",
    " /",
    " ",
    "\n",
    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'",
];

const TAILS: &[&str] =
    &[" ", "\n\n", "<!-- end -->", "<?end?>", "x", "<a/>", "&#32;", "<![CDATA[ ]]>", "\0"];

const HEADS: &[&str] =
    &[" ", "\n", "\u{FEFF}", "x", "<!-- -->", "<a/>", "\u{FEFF}\u{FEFF}", "<?xml version='1.0'?>"];

fn places(document: &str, mark: char) -> Vec<usize> {
    document.match_indices(mark).map(|(at, _)| at).collect()
}

/// Start, content and end of each element that has an end tag.
fn elements(document: &str) -> Vec<(usize, (usize, usize), usize)> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(start) = document[at..].find('<').map(|place| at + place) {
        let Some(end) = document[start..].find('>').map(|place| start + place + 1) else { break };
        let tag = &document[start..end];
        if tag.starts_with("</") {
            if let Some((first, inner)) = open.pop() {
                all.push((first, (inner, start), end));
            }
        } else if !tag.starts_with("<?") && !tag.starts_with("<!") && !tag.ends_with("/>") {
            open.push((start, end));
        }
        at = end;
    }
    all
}

fn exchanged(document: &str, a: (usize, usize), b: (usize, usize)) -> Vec<u8> {
    let (a, b) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    if a.1 > b.0 {
        return document.as_bytes().to_vec();
    }
    let parts = [
        &document[..a.0],
        &document[b.0..b.1],
        &document[a.1..b.0],
        &document[a.0..a.1],
        &document[b.1..],
    ];
    parts.concat().into_bytes()
}
