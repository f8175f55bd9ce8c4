//! The column `If`: conditions, joined by `and`.

use protocol::words::{self, Test};
use protocol::{
    Condition, FieldKind, MessageId, SessionRule, Standing, Standings, Trigger, Wanted, vars,
};

use crate::load::scope::Scope;
use crate::load::word;
use crate::{Piece, Separator, did_you_mean, quote};

/// Reads the conditions of a row on these events. One that stands there twice, or against another,
/// is reported.
pub(crate) fn read(cell: Piece<'_>, on: &[Trigger], scope: &mut Scope<'_, '_>) -> Vec<Condition> {
    let mut conditions = Vec::new();
    if !word::not_dash(cell, "condition", scope.diagnostics) {
        return conditions;
    }
    for piece in cell.split(&[Separator::And], scope.diagnostics) {
        let Some(condition) = condition(piece, on, scope) else {
            scope.is_whole = false;
            scope.vocabulary.options.mark_unsure();
            continue;
        };
        check_session(piece, condition, on, scope);
        if conditions.contains(&condition) {
            let text = format!("{} stands in this row already", quote(piece.text));
            scope.error(piece.error("repeated-condition", text));
        } else if conditions.contains(&opposite(condition)) || excludes(&conditions, condition) {
            let text = format!("{} is against another condition of this row", quote(piece.text));
            scope.error(piece.error("contradiction", text).help("the row can never apply"));
        } else {
            conditions.push(condition);
        }
    }
    conditions
}

fn condition(piece: Piece<'_>, on: &[Trigger], scope: &mut Scope<'_, '_>) -> Option<Condition> {
    let (plain, is_negated) = match piece.strip_prefix("not ") {
        Some(plain) => (plain, true),
        None => (piece, false),
    };
    if let Some(name) = plain.strip_prefix("option ") {
        let wanted = if is_negated { Wanted::Without } else { Wanted::With };
        return Some(Condition::Option(scope.option(name)?, wanted));
    }
    let test = match words::CONDITIONS.iter().find(|(word, _)| *word == plain.text) {
        Some((_, test)) => *test,
        None => match plain.split_once(" is ") {
            Some((field, value)) => field_test(field, value, on, scope)?,
            None => return unknown(plain, is_negated, scope),
        },
    };
    let test = if is_negated { test.not() } else { test };
    Some(Condition::Test(test.normal()))
}

/// `FIELD is VALUE`: the field of the message that each of the events brings.
fn field_test(
    field: Piece<'_>,
    value: Piece<'_>,
    on: &[Trigger],
    scope: &mut Scope<'_, '_>,
) -> Option<Test> {
    let mut found: Option<FieldKind> = None;
    for trigger in on {
        let kind = field_kind(field, brought(*trigger), scope)?;
        if found.is_some_and(|found| found != kind) {
            let text = format!("the messages of this row have {} differently", quote(field.text));
            scope.error(field.error("field-differs", text).help("write a row for each of them"));
            return None;
        }
        found = Some(kind);
    }
    let (bit, words) = match found? {
        FieldKind::Boolean(bit) => (bit, [("true", 1), ("false", 0)]),
        FieldKind::Reason(bit) => (bit, [("success", 1), ("failure", 0)]),
        FieldKind::Session | FieldKind::Opaque => return None,
    };
    let value = word::one_of(value, "value", &words, scope.diagnostics)?;
    Some(Test::Input(vars::bit(vars::IN_FIELDS, bit), value))
}

/// The message that comes with an event.
fn brought(trigger: Trigger) -> Option<MessageId> {
    match trigger {
        Trigger::Receives(id) | Trigger::Answered(id) => Some(id),
        Trigger::Operator(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    }
}

fn field_kind(
    field: Piece<'_>,
    message: Option<MessageId>,
    scope: &mut Scope<'_, '_>,
) -> Option<FieldKind> {
    let Some(id) = message else {
        let text = format!("no message comes with the event, so {} is nothing", quote(field.text));
        scope.error(field.error("no-message", text));
        return None;
    };
    let message = scope.messages.get(usize::from(id.0))?;
    match message.field(field.text) {
        Some(found) => match found.kind {
            FieldKind::Boolean(_) | FieldKind::Reason(_) => Some(found.kind),
            FieldKind::Session | FieldKind::Opaque if scope.is_vague(id) => None,
            FieldKind::Session | FieldKind::Opaque => {
                let text = format!("rows cannot ask for {}", quote(field.text));
                let error = field.error("opaque-field", text);
                scope.error(error.help("they can ask for fields that are boolean, and reasonCode"));
                None
            }
        },
        // The table of the message has an error, which is reported already.
        None if scope.is_vague(id) => None,
        None => {
            let fields: Vec<_> = message
                .fields
                .iter()
                .filter(|field| super::fields::bit_of(field.kind).is_some())
                .map(|field| field.name.as_str())
                .collect();
            let what = format!("field of {}", message.name);
            let meant = word::unknown(field, "unknown-field", &what, &fields, scope.diagnostics);
            meant.and_then(|meant| message.field(meant)).map(|field| field.kind)
        }
    }
}

fn unknown(plain: Piece<'_>, is_negated: bool, scope: &mut Scope<'_, '_>) -> Option<Condition> {
    let words: Vec<_> = words::CONDITIONS.iter().map(|(word, _)| *word).collect();
    let (first, rest) = plain.split_word();
    if did_you_mean(plain.text, words.iter().copied()).is_none()
        && did_you_mean(first.text, ["option"]).is_some()
    {
        word::unknown(first, "unknown-word", "condition", &["option"], scope.diagnostics);
        let wanted = if is_negated { Wanted::Without } else { Wanted::With };
        return Some(Condition::Option(scope.option(rest)?, wanted));
    }
    let mut forms = words.clone();
    forms.extend(["option NAME", "FIELD is true", "reasonCode is success"]);
    let meant = word::unknown(plain, "unknown-word", "condition", &forms, scope.diagnostics)?;
    let (_, test) = words::CONDITIONS.iter().find(|(word, _)| *word == meant)?;
    Some(Condition::Test(if is_negated { test.not().normal() } else { test.normal() }))
}

/// Whether no session stands to the server as all of them say.
fn excludes(conditions: &[Condition], one: Condition) -> bool {
    let asked = conditions.iter().chain([&one]).filter_map(|condition| match condition {
        Condition::Test(Test::Session(standings)) => Some(*standings),
        Condition::Test(_) | Condition::Option(..) => None,
    });
    asked.fold(Standings::ALL, Standings::and) == Standings(0)
}

/// `session over` and `session unknown` are for events that name a session. Turned round, they are
/// for messages that open one: every other row is about the current session already.
fn check_session(
    piece: Piece<'_>,
    condition: Condition,
    on: &[Trigger],
    scope: &mut Scope<'_, '_>,
) {
    let Condition::Test(Test::Session(standings)) = condition else { return };
    for trigger in on {
        match trigger.session_rule(scope.messages) {
            Some(SessionRule::Opens) => {}
            Some(SessionRule::SessionId) if !standings.has(Standing::Current) => {}
            Some(SessionRule::SessionId) => {
                let text = "the row is about the current session alone, so this says nothing";
                let help = "leave it out, or write `session over` or `session unknown`";
                scope.error(piece.error("bound-session", text).help(help));
                return;
            }
            Some(SessionRule::DeviceAndPeer) | None => {
                let text =
                    format!("an event of this row names no session, so {}", quote(piece.text));
                let error = piece.error("no-session", text + " says nothing");
                scope.error(error.help("messages name one, but for `deviceId and peer`"));
                return;
            }
        }
    }
}

fn opposite(condition: Condition) -> Condition {
    match condition {
        Condition::Test(test) => Condition::Test(test.not().normal()),
        Condition::Option(option, Wanted::With) => Condition::Option(option, Wanted::Without),
        Condition::Option(option, Wanted::Without) => Condition::Option(option, Wanted::With),
    }
}
