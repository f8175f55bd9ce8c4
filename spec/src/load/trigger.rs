//! The column `On`: events, joined by `or`.

use protocol::{Answer, Operator, Role, Trigger};

use crate::load::scope::{Part, Scope, operations};
use crate::load::word;
use crate::{Piece, Separator, did_you_mean, quote};

/// The first words of events that begin with no name.
#[derive(Clone, Copy)]
enum Verb {
    Operator,
    Receives,
    Answered,
    Unanswered,
    Refused,
    Device,
    Restarts,
}

const VERBS: [(&str, Verb); 7] = [
    ("operator", Verb::Operator),
    ("receives", Verb::Receives),
    ("answered", Verb::Answered),
    ("unanswered", Verb::Unanswered),
    ("refused", Verb::Refused),
    ("device", Verb::Device),
    ("restarts", Verb::Restarts),
];

/// Reads the events of a row. One that stands there twice is reported.
pub(crate) fn read(cell: Piece<'_>, scope: &mut Scope<'_, '_>) -> Vec<Trigger> {
    word::not_empty(cell, "event", scope.diagnostics);
    let mut triggers = Vec::new();
    for piece in cell.split(&[Separator::Or], scope.diagnostics) {
        let found = event(piece, scope);
        if found.is_empty() {
            scope.is_whole = false;
            scope.vocabulary.mark_unsure();
        }
        let count = triggers.len() + found.len();
        for trigger in found {
            if !triggers.contains(&trigger) {
                triggers.push(trigger);
            }
        }
        if triggers.len() < count {
            let text = format!("{} stands in this row already", quote(piece.text));
            scope.error(piece.error("repeated-event", text));
        }
    }
    triggers
}

/// One event, or the events of all operations.
fn event(piece: Piece<'_>, scope: &mut Scope<'_, '_>) -> Vec<Trigger> {
    if let Some(timer) = piece.strip_suffix(" expires") {
        return scope.timer(timer).map(Trigger::Expires).into_iter().collect();
    }
    let (verb, rest) = piece.split_word();
    let is_known = VERBS.iter().any(|(known, _)| *known == verb.text);
    if !is_known && let Some(meant) = timer_meant(piece, scope) {
        return vec![meant];
    }
    let Some(verb) = word::one_of(verb, "event", &VERBS, scope.diagnostics) else {
        return Vec::new();
    };
    let one = |trigger: Option<Trigger>| trigger.into_iter().collect();
    match verb {
        Verb::Operator => one(operator(piece, rest, scope)),
        Verb::Receives => one(scope.message(rest, Part::Receives).map(Trigger::Receives)),
        Verb::Answered => match rest.strip_prefix("empty to ") {
            Some(name) => one(scope.message(name, Part::Sends).map(Trigger::AnsweredEmpty)),
            None => one(scope.message(rest, Part::IsAnswered).map(Trigger::Answered)),
        },
        Verb::Unanswered => one(scope.message(rest, Part::Sends).map(Trigger::Unanswered)),
        Verb::Refused => one(scope.message(rest, Part::Sends).map(Trigger::RefusedBy)),
        Verb::Device => device(rest, scope),
        Verb::Restarts if rest.text.is_empty() => vec![Trigger::Restarts],
        Verb::Restarts => {
            scope.error(rest.error("unknown-word", "nothing stands after `restarts`"));
            Vec::new()
        }
    }
}

/// `bootstrap wait expire`.
fn timer_meant(piece: Piece<'_>, scope: &mut Scope<'_, '_>) -> Option<Trigger> {
    let names = scope.vocabulary.timers[scope.role.index()].entries();
    let phrases: Vec<_> = names.iter().map(|name| format!("{} expires", name.text)).collect();
    let meant = did_you_mean(piece.text, phrases.iter().map(String::as_str))?;
    let text = format!("unknown event: {}", quote(piece.text));
    let error = piece.error("unknown-word", text);
    scope.error(error.help(format!("did you mean {}?", quote(meant))));
    let number = phrases.iter().position(|phrase| phrase == meant)?;
    Some(Trigger::Expires(protocol::TimerId(number as u8)))
}

fn operator(piece: Piece<'_>, rest: Piece<'_>, scope: &mut Scope<'_, '_>) -> Option<Trigger> {
    let words = Operator::ALL
        .map(|(operator, words)| (words.strip_prefix("operator ").unwrap_or(words), operator));
    let operator = word::one_of(rest, "request of the operator", &words, scope.diagnostics)?;
    let only = match operator {
        Operator::Delegates => None,
        Operator::RevokesAsked | Operator::RevokesForced => Some(Role::Delegating),
        Operator::RequestsRevocation => Some(Role::Delegated),
    };
    if only.is_some_and(|only| only != scope.role) {
        scope.belongs_to_peer(piece, "event");
        return None;
    }
    Some(Trigger::Operator(operator))
}

/// What stands after `device`.
fn device(rest: Piece<'_>, scope: &mut Scope<'_, '_>) -> Vec<Trigger> {
    if rest.text == "opened a session" {
        return vec![Trigger::DeviceOpenedSession];
    }
    let (answer, operation) = rest.split_word();
    let words = Answer::ALL.map(|answer| (answer.word(), answer));
    let Some(answer) = word::one_of(answer, "answer of the device", &words, scope.diagnostics)
    else {
        return Vec::new();
    };
    let operation = match (answer, operation.strip_suffix(" done")) {
        (Answer::FoundDone, Some(operation)) => operation,
        (Answer::FoundDone, None) => {
            let error = operation.error("unknown-word", "`done` is missing after the operation");
            let meant = format!("device found {} done", operation.text);
            scope.error(error.help(format!("write {}", quote(&meant))));
            operation
        }
        (Answer::Did | Answer::Refused | Answer::Unclear, _) => operation,
    };
    if operation.text == "any" {
        return operations(scope.role).map(|op| Trigger::Device(op, answer)).collect();
    }
    scope.operation(operation).map(|op| Trigger::Device(op, answer)).into_iter().collect()
}
