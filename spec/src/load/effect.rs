//! The column `Do`: effects, joined by `;`.

use protocol::{
    Carrier, Effect, FieldKind, FieldValue, Message, MessageId, Outcome, Outputs, Row, SessionRule,
    Standing, Standings, Trigger, vars, words,
};

use crate::load::scope::{Part, Scope};
use crate::load::{fields, shape, word};
use crate::{Piece, Separator, did_you_mean, quote};

/// The first words of effects that take something more.
#[derive(Clone, Copy)]
enum Verb {
    Send,
    Answer,
    Refuse,
    Device,
    Start,
    Stop,
    Report,
}

const VERBS: [(&str, Verb); 7] = [
    ("send", Verb::Send),
    ("answer", Verb::Answer),
    ("refuse", Verb::Refuse),
    ("device", Verb::Device),
    ("start", Verb::Start),
    ("stop", Verb::Stop),
    ("report", Verb::Report),
];

/// The most messages that one row sends.
const MAX_SENDS: usize = 2;

/// Reads the effects of a row, whose events and conditions are known, and reports those that do not
/// go together.
pub(crate) fn read(cell: Piece<'_>, row: &Row, scope: &mut Scope<'_, '_>) -> Vec<Effect> {
    let on = row.on.as_slice();
    let mut effects = Vec::new();
    let before = scope.diagnostics.errors();
    if word::not_dash(cell, "effect", scope.diagnostics) {
        for piece in cell.split(&[Separator::Semicolon], scope.diagnostics) {
            match effect(piece, scope) {
                Some(effect) => effects.push((piece, effect)),
                None => {
                    scope.is_whole = false;
                    scope.vocabulary.mark_unsure();
                }
            }
        }
    }
    if scope.diagnostics.errors() == before && scope.is_whole {
        check_answers(cell, on, &effects, scope);
        check_counts(&effects, scope);
        if is_apart(row, scope.messages) {
            check_apart(row, &effects, scope);
        }
    }
    effects.into_iter().map(|(_, effect)| effect).collect()
}

/// Whether the row is about a session that is not the current one, on one of its events.
pub(crate) fn is_apart(row: &Row, messages: &[Message]) -> bool {
    row.on.iter().any(|on| row.is_apart(messages, *on))
}

/// A row about a session that is not the current one answers, sends in that session and tells the
/// operator. All else would be about the current session or about the record.
fn check_apart(row: &Row, effects: &[(Piece<'_>, Effect)], scope: &mut Scope<'_, '_>) {
    let standing = |on: &Trigger| row.sessions(scope.messages, *on);
    let unknown = Standings::only(Standing::Unknown);
    let is_unknown = row.on.iter().any(|on| standing(on) == unknown);
    for (piece, effect) in effects {
        let why = match effect {
            Effect::Send(id, _) if is_opening(*id, scope) => Some("cannot begin one"),
            Effect::Send(..) if is_unknown => Some("that it never knew has nobody to send to"),
            Effect::Send(_, with) | Effect::Answer(_, with) if with.iter().any(is_of_session) => {
                Some("cannot say `full` of the current one")
            }
            Effect::Send(..) | Effect::Answer(..) | Effect::AnswerEmpty | Effect::Refuse(_) => None,
            Effect::Report(outcome) if outcome.assigns().is_empty() => None,
            Effect::Report(_)
            | Effect::Device(_)
            | Effect::Undo
            | Effect::Start(_)
            | Effect::Stop(_)
            | Effect::Assign(_) => Some("cannot change anything"),
        };
        if let Some(why) = why {
            let text = format!("a row about a session other than the current one {why}");
            let help = "it can answer, send in that session, and report what no record keeps";
            scope.error(piece.error("apart-effect", text).help(help));
        }
    }
}

fn is_opening(message: MessageId, scope: &Scope<'_, '_>) -> bool {
    let message = scope.messages.get(usize::from(message.0));
    message.is_some_and(|message| message.session == SessionRule::Opens)
}

fn is_of_session((_, value): &(u8, FieldValue)) -> bool {
    *value == FieldValue::Party(vars::FULL)
}

fn effect(piece: Piece<'_>, scope: &mut Scope<'_, '_>) -> Option<Effect> {
    if let Some(effect) = plain(piece.text) {
        return Some(effect);
    }
    let (first, rest) = piece.split_word();
    let is_verb = VERBS.iter().any(|(verb, _)| *verb == first.text);
    if !is_verb {
        let phrases = phrases();
        let verbs = VERBS.map(|(verb, _)| verb);
        if did_you_mean(piece.text, phrases.iter().copied()).is_some()
            || did_you_mean(first.text, verbs).is_none()
        {
            let mut forms = phrases;
            forms.extend(["send MSG", "answer MSG", "refuse CODE", "device OP"]);
            forms.extend(["start TIMER", "stop TIMER", "report OUTCOME"]);
            let meant = word::unknown(piece, "unknown-word", "effect", &forms, scope.diagnostics);
            return meant.and_then(plain);
        }
    }
    match word::one_of(first, "effect", &VERBS, scope.diagnostics)? {
        Verb::Send => message(rest, Part::Sends, scope).map(|(id, with)| Effect::Send(id, with)),
        Verb::Answer => {
            message(rest, Part::Answers, scope).map(|(id, with)| Effect::Answer(id, with))
        }
        Verb::Refuse => refusal(rest, scope),
        Verb::Device => scope.operation(rest).map(Effect::Device),
        Verb::Start => {
            let timer = scope.timer(rest)?;
            scope.vocabulary.timers[scope.role.index()].mark_used(usize::from(timer.0));
            Some(Effect::Start(timer))
        }
        Verb::Stop => scope.timer(rest).map(Effect::Stop),
        Verb::Report => {
            let words = Outcome::ALL.map(|outcome| (outcome.word(), outcome));
            word::one_of(rest, "outcome", &words, scope.diagnostics).map(Effect::Report)
        }
    }
}

/// The effects that take nothing more.
fn plain(words: &str) -> Option<Effect> {
    match words {
        "undo" => Some(Effect::Undo),
        "answer empty" => Some(Effect::AnswerEmpty),
        _ => {
            let found = words::ASSIGNMENTS.iter().find(|(known, _)| *known == words);
            found.map(|(_, assigns)| Effect::Assign(assigns))
        }
    }
}

fn phrases() -> Vec<&'static str> {
    let assignments = words::ASSIGNMENTS.iter().map(|(word, _)| *word);
    assignments.chain(["undo", "answer empty"]).collect()
}

fn refusal(code: Piece<'_>, scope: &mut Scope<'_, '_>) -> Option<Effect> {
    let number = Some(code.text).filter(|text| shape::is_number(text) && text.len() == 3);
    let number = number.and_then(|text| text.parse().ok()).filter(|n| (400..600).contains(n));
    if number.is_none() {
        let text = format!("{} is not an HTTP error status", quote(code.text));
        scope.error(code.error("bad-status", text).help("a number from 400 to 599"));
    }
    number.map(Effect::Refuse)
}

/// `MSG` or `MSG with FIELD = VALUE, FIELD = VALUE`.
fn message(
    rest: Piece<'_>,
    part: Part,
    scope: &mut Scope<'_, '_>,
) -> Option<(MessageId, Vec<(u8, FieldValue)>)> {
    let (name, with) = match rest.split_once(" with ") {
        Some((name, with)) => (name, Some(with)),
        None => (rest, None),
    };
    let id = scope.message(name, part)?;
    scope.vocabulary.messages.mark_used(usize::from(id.0));
    let message = scope.messages.get(usize::from(id.0))?;
    let mut values: Vec<(u8, FieldValue)> = Vec::new();
    if with.is_some_and(|with| with.text.is_empty()) {
        scope.error(rest.error("missing-field", "nothing stands after `with`"));
    }
    let before = scope.diagnostics.errors();
    let pieces = with.map(|with| with.split(&[Separator::Comma], scope.diagnostics));
    for piece in pieces.unwrap_or_default() {
        let Some((bit, value)) = assignment(piece, id, message, scope) else { continue };
        if values.iter().any(|(other, _)| *other == bit) {
            let text = format!("{} gives a field its value again", quote(piece.text));
            scope.error(piece.error("repeated-field", text));
        } else {
            values.push((bit, value));
        }
    }
    if scope.diagnostics.errors() > before || scope.is_vague(id) {
        return Some((id, values));
    }
    for field in &message.fields {
        let is_given = |bit: u8| values.iter().any(|(other, _)| *other == bit);
        match field.kind {
            FieldKind::Boolean(bit) if !is_given(bit) => {
                let text = format!("{} needs a value for {}", quote(name.text), quote(&field.name));
                let error = name.error("missing-field", text);
                scope.error(error.help(format!("write: with {} = true", field.name)));
            }
            FieldKind::Reason(bit) if !is_given(bit) => {
                values.push((bit, FieldValue::Constant(1)));
            }
            FieldKind::Boolean(_)
            | FieldKind::Reason(_)
            | FieldKind::Session
            | FieldKind::Opaque => {}
        }
    }
    Some((id, values))
}

/// `FIELD = VALUE`.
fn assignment(
    piece: Piece<'_>,
    id: MessageId,
    message: &Message,
    scope: &mut Scope<'_, '_>,
) -> Option<(u8, FieldValue)> {
    let Some((name, value)) = piece.split_once("=") else {
        let text = format!("{} gives no field a value", quote(piece.text));
        scope.error(piece.error("bad-field", text).help("such as: isAcknowledged = true"));
        return None;
    };
    let kind = match message.field(name.text).map(|field| field.kind) {
        Some(FieldKind::Session | FieldKind::Opaque) if !scope.is_vague(id) => {
            let text = format!("the server fills {} by itself", quote(name.text));
            let error = name.error("opaque-field", text);
            scope.error(error.help("rows give boolean fields and reasonCode"));
            return None;
        }
        Some(kind) => kind,
        None if scope.is_vague(id) => return None,
        None => {
            let settable =
                message.fields.iter().filter(|field| fields::bit_of(field.kind).is_some());
            let names: Vec<_> = settable.map(|field| field.name.as_str()).collect();
            let what = format!("field of {}", message.name);
            let meant = word::unknown(name, "unknown-field", &what, &names, scope.diagnostics)?;
            message.field(meant)?.kind
        }
    };
    let constant = FieldValue::Constant;
    let (bit, words) = match kind {
        FieldKind::Boolean(bit) => {
            let variables =
                words::VALUES.iter().map(|(word, var)| (*word, FieldValue::Party(*var)));
            (
                bit,
                [("true", constant(1)), ("false", constant(0))]
                    .into_iter()
                    .chain(variables)
                    .collect(),
            )
        }
        FieldKind::Reason(bit) => (bit, vec![("success", constant(1)), ("failure", constant(0))]),
        FieldKind::Session | FieldKind::Opaque => return None,
    };
    Some((bit, word::one_of(value, "value", &words, scope.diagnostics)?))
}

/// A POST that came is answered exactly once, in the row that it caused; nothing else is.
fn check_answers(
    cell: Piece<'_>,
    on: &[Trigger],
    effects: &[(Piece<'_>, Effect)],
    scope: &mut Scope<'_, '_>,
) {
    let mut answers = effects.iter().filter(|(_, effect)| {
        matches!(effect, Effect::Answer(..) | Effect::AnswerEmpty | Effect::Refuse(_))
    });
    let first = answers.next();
    if let (Some((first, _)), Some((second, _))) = (first, answers.next()) {
        let error = second.error("second-answer", "a POST is answered once");
        scope.error(error.label("the second answer").related(first.span, "the first one"));
    }
    let received = |trigger: &Trigger| matches!(trigger, Trigger::Receives(_));
    match first {
        None if on.iter().any(received) => {
            let text = "a message is received, and the POST is not answered";
            let help = "answer it with `answer MSG`, `answer empty` or `refuse CODE`";
            scope.error(cell.error("missing-answer", text).help(help));
        }
        Some((piece, _)) if !on.iter().all(received) => {
            let text = format!("{}, but an event of this row is no POST", quote(piece.text));
            let help = "only a row on `receives MSG` answers; write rows of their own";
            scope.error(piece.error("nothing-to-answer", text).help(help));
        }
        Some((piece, Effect::Answer(id, _))) => check_response(*piece, *id, on, scope),
        Some(_) | None => {}
    }
}

/// A response is carried by the POST that it belongs to.
fn check_response(piece: Piece<'_>, id: MessageId, on: &[Trigger], scope: &mut Scope<'_, '_>) {
    let Some(answer) = scope.messages.get(usize::from(id.0)) else { return };
    let Carrier::ResponseTo(request) = answer.carrier else { return };
    if on.iter().any(|trigger| *trigger != Trigger::Receives(request)) {
        let name = scope.messages.get(usize::from(request.0)).map_or("", |found| &found.name);
        let text = format!("{} is the response to {} alone", quote(&answer.name), quote(name));
        scope.error(piece.error("wrong-response", text));
    }
}

fn check_counts(effects: &[(Piece<'_>, Effect)], scope: &mut Scope<'_, '_>) {
    let mut surplus = |what: &str, most: usize, counts: fn(&Effect) -> bool| {
        if let Some((piece, _)) = effects.iter().filter(|(_, effect)| counts(effect)).nth(most) {
            let text = format!("too many {what} in one row: there can be {most}");
            scope.error(piece.error("too-many-effects", text).label("this is one more"));
        }
    };
    surplus("commands to the device", 1, |effect| {
        matches!(effect, Effect::Device(_) | Effect::Undo)
    });
    surplus("messages sent", MAX_SENDS, |effect| matches!(effect, Effect::Send(..)));
    surplus("outputs", Outputs::MOST, |effect| !matches!(effect, Effect::Assign(_)));
}
