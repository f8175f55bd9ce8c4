//! What must hold of a schema, whichever file it comes from, so that Rust can be written from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::factor::factor;
use crate::fault::Problem;
use crate::names::{field_name, type_name, variant_name};
use crate::rust::reserved;
use crate::schema::{Count, Form, Kind, Part, Schema, Type};
use crate::xsd::RENAME;

/// Looks for what cannot be written as Rust, or not be read without doubt.
///
/// # Errors
/// The first problem.
pub fn check(schema: &Schema) -> Result<(), Problem> {
    check_type_names(schema)?;
    for (_, content) in schema.contents() {
        check_parts(schema, &content.message, Form::Sequence, &content.parts)?;
    }
    for type_ in &schema.types {
        check_parts(schema, &type_.name, type_.form, &type_.parts)?;
        check_finite(schema, type_)?;
    }
    for words in &schema.words {
        words.words.iter().try_for_each(|word| check_word(&words.name, word))?;
        let variants = words.words.iter().map(|word| (word.as_str(), variant_name(word)));
        check_differ(&words.name, "word", variants)?;
    }
    for root in &schema.roots {
        let owner = root.contents.first().map_or(&root.name, |content| &content.message);
        check_name(owner, "root", &root.name)?;
        if let Some(of) = root.of.as_ref().filter(|of| schema.type_named(of).is_none()) {
            let what =
                format!("the root `{}` is of the type `{of}`, which there is not", root.name);
            return Err(Problem::new(&root.name, what, "describe what it consists of"));
        }
        factor(root)?;
    }
    Ok(())
}

fn check_type_names(schema: &Schema) -> Result<(), Problem> {
    let contents = schema.contents().map(|(_, content)| ("message", content.message.as_str()));
    let types = schema.types.iter().map(|type_| ("structure", type_.name.as_str()));
    let words = schema.words.iter().map(|words| ("list of words", words.name.as_str()));
    let mut seen = BTreeMap::new();
    for (what, wire) in contents.chain(types).chain(words) {
        check_name(wire, what, wire)?;
        let rust = type_name(wire);
        let help = if what == "message" { "give it another name" } else { RENAME };
        if reserved::types().any(|name| name == rust) {
            let text = format!(
                "the {what} `{wire}` would be the type `{rust}` in Rust, \
                 which has a meaning there already"
            );
            return Err(Problem::new(wire, text, help));
        }
        if let Some((other_is, other)) = seen.insert(rust.clone(), (what, wire)) {
            let text = format!(
                "the {other_is} `{other}` and the {what} `{wire}` \
                 would both be the type `{rust}` in Rust"
            );
            return Err(Problem::new(wire, text, "give one of them another name"));
        }
    }
    Ok(())
}

/// Names of XML that can be names in Rust too.
fn check_name(owner: &str, what: &str, name: &str) -> Result<(), Problem> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_plain) {
        return Ok(());
    }
    let text = format!("the {what} `{name}` does not begin with a letter, or has other signs");
    Err(Problem::new(owner, text, "after a letter there can be letters, digits, _, - and periods"))
}

fn check_parts(schema: &Schema, owner: &str, form: Form, parts: &[Part]) -> Result<(), Problem> {
    if parts.is_empty() {
        let what = format!("{owner} has no elements");
        return Err(Problem::new(owner, what, "let it have one"));
    }
    for part in parts.iter().filter(|part| part.kind != Kind::Rest) {
        check_name(owner, "element", &part.name)?;
    }
    let fields = parts.iter().map(|part| (part.name.as_str(), field_name(&part.name)));
    check_differ(owner, "element", fields)?;
    if form == Form::Choice {
        let variants = parts.iter().map(|part| (part.name.as_str(), type_name(&part.name)));
        check_differ(owner, "element", variants)?;
        if let Some(part) = parts.iter().find(|part| type_name(&part.name) == "Self") {
            let what = format!("`{}` of the choice {owner} would be `Self` in Rust", part.name);
            return Err(Problem::new(owner, what, "give it another name"));
        }
    }
    let mut seen = BTreeSet::new();
    for (place, part) in parts.iter().enumerate() {
        for name in element_names(schema, part) {
            if !seen.insert(name) {
                let what = format!("`{name}` can come twice in {owner}, by itself and as a choice");
                return Err(Problem::new(owner, what, "an element has one meaning in its parent"));
            }
        }
        check_part(schema, owner, form, &parts[..place], part)?;
        if part.kind == Kind::Rest && (form != Form::Sequence || place + 1 < parts.len()) {
            let what = format!("something follows the `xs:any` of {owner}");
            return Err(Problem::new(owner, what, "`xs:any` is the last part of a sequence"));
        }
    }
    Ok(())
}

fn check_part(
    schema: &Schema,
    owner: &str,
    form: Form,
    above: &[Part],
    part: &Part,
) -> Result<(), Problem> {
    let name = &part.name;
    let wrong = |what: String, help: &str| Err(Problem::new(owner, what, help));
    if let Count::When { flag, .. } = &part.count {
        let is_flag = |part: &&Part| part.kind == Kind::Boolean && part.count == Count::Once;
        if form != Form::Sequence || !above.iter().filter(is_flag).any(|part| part.name == *flag) {
            let what =
                format!("`{name}` of {owner} depends on `{flag}`, which is no flag above it");
            return wrong(what, "a flag is a boolean that is always there, further up");
        }
    }
    if form != Form::Sequence && matches!(part.count, Count::Any | Count::Many) {
        let what = format!("`{name}` of {owner} can be there more than once");
        return wrong(what, "only in a sequence");
    }
    if form == Form::Choice && part.count != Count::Once {
        return wrong(
            format!("`{name}` of the choice {owner} can be missing"),
            "each is there once",
        );
    }
    match &part.kind {
        Kind::Type(of) | Kind::OneOf(of) => {
            let is_choice = matches!(part.kind, Kind::OneOf(_));
            let Some(type_) = schema.type_named(of) else {
                let what = format!("`{name}` of {owner} is of the type `{of}`, which there is not");
                return wrong(what, "describe what it consists of");
            };
            if is_choice && (type_.form != Form::Choice || form != Form::Sequence) {
                let what = format!("`{of}` in {owner} is not a choice inside of a sequence");
                return wrong(what, "a group is a choice, and stands in sequences");
            }
        }
        Kind::Words(of) if schema.words_named(of).is_none() => {
            let what = format!("`{name}` of {owner} is of the list `{of}`, which there is not");
            return wrong(what, "say which words there are");
        }
        Kind::Skipped if form == Form::Sequence && !part.is_optional() => {
            let what = format!("`{name}` of {owner} is skipped, and always there");
            return wrong(what, "what is not kept cannot be written: let it be optional");
        }
        Kind::Empty if matches!(part.count, Count::Any | Count::Many | Count::When { .. }) => {
            let what =
                format!("`{name}` of {owner} is empty, and there more than once or by a flag");
            return wrong(what, "an empty element is there once, or may be missing");
        }
        Kind::Fixed(_) if !matches!(part.count, Count::Once) || form != Form::Sequence => {
            let what = format!("`{name}` of {owner} is always the same, and may be missing");
            return wrong(what, "what is always the same is there once, in a sequence");
        }
        Kind::Fixed(value) => check_word(owner, value)?,
        _ => {}
    }
    Ok(())
}

/// The names of the elements that a part can be.
pub fn element_names<'s>(schema: &'s Schema, part: &'s Part) -> Vec<&'s str> {
    match &part.kind {
        Kind::Rest => Vec::new(),
        Kind::OneOf(of) => {
            let type_ = schema.type_named(of);
            type_.into_iter().flat_map(|type_| &type_.parts).map(|it| it.name.as_str()).collect()
        }
        _ => vec![&part.name],
    }
}

/// The codec writes words as they are.
fn check_word(owner: &str, word: &str) -> Result<(), Problem> {
    let is_plain = |char: char| !char.is_control() && !"<>&".contains(char);
    if !word.is_empty() && word.trim() == word && word.chars().all(is_plain) {
        return Ok(());
    }
    let what = format!("the word `{word}` of {owner} has to be written in another way in XML");
    Err(Problem::new(owner, what, "a word has no <, > or &, and no blank at its ends"))
}

fn check_differ<'s>(
    owner: &str,
    kind: &str,
    names: impl Iterator<Item = (&'s str, String)>,
) -> Result<(), Problem> {
    let mut seen = BTreeMap::new();
    for (wire, rust) in names {
        if let Some(other) = seen.insert(rust.clone(), wire) {
            let what = match other == wire {
                true => format!("{owner} has the {kind} `{wire}` twice"),
                false => {
                    format!("`{other}` and `{wire}` of {owner} would both be `{rust}` in Rust")
                }
            };
            return Err(Problem::new(owner, what, "give one of them another name"));
        }
    }
    Ok(())
}

/// A type that always contains itself has no end.
fn check_finite(schema: &Schema, type_: &Type) -> Result<(), Problem> {
    // A choice has other ways.
    let must = |type_: &Type, part: &Part| {
        type_.form != Form::Choice && matches!(part.count, Count::Once | Count::Many)
    };
    if reaches(schema, &type_.name, &type_.name, &must) {
        let what = format!("each {} contains another one, without end", type_.name);
        return Err(Problem::new(&type_.name, what, "let a part on the way be optional"));
    }
    Ok(())
}

/// Whether a type contains another, by those parts only that are wanted.
pub fn reaches(
    schema: &Schema,
    from: &str,
    to: &str,
    wanted: &dyn Fn(&Type, &Part) -> bool,
) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        let Some(type_) = schema.type_named(name) else { continue };
        for part in type_.parts.iter().filter(|part| wanted(type_, part)) {
            if let Kind::Type(next) | Kind::OneOf(next) = &part.kind {
                if next == to {
                    return true;
                }
                if seen.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
    }
    false
}
