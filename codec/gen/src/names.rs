//! Names on the wire, and the names of the same things in Rust.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The keywords that a name with a small first letter can be.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The type of a message, a type or a list of words.
pub fn type_name(wire: &str) -> String {
    wire.to_upper_camel_case()
}

/// The field of an element, without the `r#` that a keyword needs.
pub fn field_name(wire: &str) -> String {
    let name = wire.to_snake_case();
    // These four cannot be raw identifiers.
    if ["self", "super", "crate", "_"].contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// Whether a field's name must be written with `r#`.
pub fn is_keyword(field: &str) -> bool {
    KEYWORDS.contains(&field)
}

/// The variant of a word: `URI` is `Uri`, `IPv4` is `Ipv4`, `HTTP-BASIC` is `HttpBasic`.
pub fn variant_name(word: &str) -> String {
    let parts = word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let name: String = parts.map(capital).collect();
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && name != "Self" => name,
        // A number is no name.
        Some(_) => format!("Word{name}"),
        None => "Empty".to_owned(),
    }
}

fn capital(part: &str) -> String {
    let small_then_capital = part
        .as_bytes()
        .windows(2)
        .any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    if small_then_capital {
        return part.to_upper_camel_case();
    }
    let (first, rest) = part.split_at(1);
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{field_name, type_name, variant_name};

    #[test]
    fn wire_names_in_rust() {
        let types = ["DELEGATION_REQ", "BOOTSTRAP_CONFIRMED/url", "DMAcc", "SyncML"].map(type_name);
        assert_eq!(types, ["DelegationReq", "BootstrapConfirmedUrl", "DmAcc", "SyncMl"]);
        let fields = ["DMTreeURI", "isClientBootstapped", "AAuthPref", "Self"].map(field_name);
        assert_eq!(fields, ["dm_tree_uri", "is_client_bootstapped", "a_auth_pref", "self_"]);
        let words = ["URI", "IPv4", "HTTP-BASIC", "basicAuth", "1.2", "-"].map(variant_name);
        assert_eq!(words, ["Uri", "Ipv4", "HttpBasic", "BasicAuth", "Word12", "Empty"]);
    }
}
