//! The column `Occurs`: how often a parameter stands in its table.

use crate::load::parameters::Part;
use crate::load::{shape, word};
use crate::{Count, Diagnostic, Diagnostics, Piece, Separator, did_you_mean, quote};

/// The counts that ask for nothing else.
const COUNTS: [(&str, Count); 4] =
    [("1", Count::Once), ("0..1", Count::Optional), ("0..n", Count::Any), ("1..n", Count::Many)];

/// Reads a count, and a question where the text does not say it: `1, Q-30`. What cannot be read is
/// taken for `1`. Gives the place of the flag too, where there is one.
pub(crate) fn read<'d>(
    piece: Piece<'d>,
    diagnostics: &mut Diagnostics,
) -> (Count, Option<Piece<'d>>) {
    let (count, questions) = match piece.split_once(",") {
        Some((count, questions)) => (count, Some(questions)),
        None => (piece, None),
    };
    let questions = questions.map(|piece| piece.split(&[Separator::Comma], diagnostics));
    for question in questions.unwrap_or_default() {
        if !shape::is_mark(question.text, "Q") {
            let message = format!("{} is not the number of a question", quote(question.text));
            diagnostics.push(question.error("bad-mark", message).help("such as Q-30"));
        }
    }
    if let Some(flag) = count.strip_prefix("1 if ") {
        let (flag, is) = match flag.strip_prefix("not ") {
            Some(flag) => (flag, false),
            None => (flag, true),
        };
        return (Count::When { flag: flag.text.to_owned(), is }, Some(flag));
    }
    let of = |text: &str| COUNTS.into_iter().find(|(word, _)| *word == text);
    let known = of(count.text).or_else(|| {
        word::unknown(count, "unknown-word", "count", &Count::FORMS, diagnostics).and_then(of)
    });
    (known.map(|(_, count)| count).unwrap_or_default(), None)
}

/// Reports the flags of counts that cannot tell whether a parameter is there.
pub(crate) fn check_flags(parts: &[Part<'_>], diagnostics: &mut Diagnostics) {
    for (place, flag) in parts.iter().enumerate().filter_map(|(at, part)| Some((at, part.flag?))) {
        let is_meant = |part: &Part<'_>| part.is_sound && part.name.text == flag.text;
        let Some(at) = parts.iter().position(is_meant) else {
            if parts.iter().all(|part| part.is_sound) {
                let above = parts.get(..place).unwrap_or_default();
                diagnostics.push(unknown(flag, above));
            }
            continue;
        };
        let Some(found) = parts.get(at) else { continue };
        let name = quote(flag.text);
        let (text, label) = if at == place {
            (format!("whether {name} is there cannot hang on itself"), "the parameter itself")
        } else if at > place {
            (format!("{name} stands further down"), "a reader has not seen it yet")
        } else if !found.is_boolean() {
            (format!("{name} is not a boolean"), "not a flag")
        } else if found.parameter.count != Count::Once {
            (format!("{name} may be missing itself"), "it must occur 1")
        } else {
            continue;
        };
        diagnostics.push(
            flag.error("wrong-flag", text)
                .related(found.name.span, label)
                .help("name a boolean parameter further up in this table that occurs 1"),
        );
    }
}

fn unknown(flag: Piece<'_>, above: &[Part<'_>]) -> Diagnostic {
    let flags: Vec<_> =
        above.iter().filter(|part| part.is_boolean()).map(|part| part.name.text).collect();
    let error = flag.error("unknown-flag", format!("no parameter is called {}", quote(flag.text)));
    match did_you_mean(flag.text, flags.iter().copied()) {
        Some(meant) => error.help(format!("did you mean {}?", quote(meant))),
        None if flags.is_empty() => error.help("there is no boolean parameter further up"),
        None => {
            let flags: Vec<_> = flags.into_iter().map(quote).collect();
            error.help(format!("the booleans further up are {}", flags.join(", ")))
        }
    }
}
