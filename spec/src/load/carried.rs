//! What must hold of the parameters of a message, so that a server can fill and understand it.
//! Structures may do as they like: nothing that decides looks into them.

use crate::load::parameters::Part;
use crate::{Count, Diagnostic, Diagnostics, Parameter, quote};

/// The parameters that mean something to each server, and their types.
const KNOWN: [(&str, &str); 3] =
    [(Parameter::REASON, "int"), (Parameter::SESSION, "string"), (Parameter::DEVICE, "string")];

/// Looks through the table of a message.
pub(crate) fn check<'p, 'd: 'p>(
    parts: impl Iterator<Item = &'p Part<'d>>,
    diagnostics: &mut Diagnostics,
) {
    for part in parts.filter(|part| part.is_sound) {
        let name = part.name.text;
        let known = KNOWN.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        if let (Some(wanted), Some(meant)) = (known, part.meant) {
            if meant != wanted {
                diagnostics.push(wrong_type(part, wanted));
            } else if meant == "string" && !["", "-"].contains(&part.value.text) {
                let text = format!("{} can have any value in a message", quote(name));
                diagnostics.push(part.value.error("bad-value", text).help("write -"));
            }
        }
        diagnostics.extend(wrong_count(part, known.is_some()));
    }
}

fn wrong_type(part: &Part<'_>, wanted: &str) -> Diagnostic {
    let text = format!("{} of a message is a parameter of type {wanted}", quote(part.name.text));
    part.kind.error("wrong-type", text).help(match part.name.text {
        Parameter::REASON => "write int: a server compares it as a response status code",
        _ => "write string: a server looks things up by it",
    })
}

fn wrong_count(part: &Part<'_>, is_known: bool) -> Option<Diagnostic> {
    let count = &part.parameter.count;
    let text = match count {
        Count::Once => return None,
        Count::Optional | Count::When { .. } => "may be missing",
        Count::Any | Count::Many => "may be there more than once",
    };
    let help = match count {
        _ if is_known => "write 1: each server asks for it",
        _ if part.is_boolean() => "write 1: rows ask whether it is true or false",
        Count::Any | Count::Many => "put it into a structure: a message has one value for a name",
        Count::Once | Count::Optional | Count::When { .. } => return None,
    };
    let text = format!("{} {text}", quote(part.name.text));
    Some(part.occurs.error("wrong-count", text).help(help))
}
