//! Negative cases: in the middle of a delegation that goes well somebody does what nobody may do.
//! It has to be refused, and the delegation goes well all the same.

use conformance_case::{Act, Case, Fields, Level, Step, Wrong};
use protocol::{Carrier, MessageId, Role, SessionRule, Table, Trigger};

use super::{Sane, short};

/// What is wrong, where the text says so, and how firmly.
const AT_ONCE: [(Wrong, &str, &str); 11] = [
    (Wrong::NoCertificate, "SCR-001", "MUST"),
    (Wrong::ForeignCertificate, "SCR-001", "MUST"),
    (Wrong::Method, "SCR-007", "implied"),
    (Wrong::Path, "SCR-008", "assumed Q-37"),
    (Wrong::MediaType, "SCR-007", "implied"),
    (Wrong::Garbage, "5.3", "implied"),
    (Wrong::Truncated, "5.3", "implied"),
    (Wrong::Root, "5.3", "assumed Q-32"),
    (Wrong::MissingField, "5.3.1.1", "assumed Q-30"),
    (Wrong::Doctype, "5.3", "assumed Q-34"),
    (Wrong::UnknownDevice, "5.3.1.1", "assumed Q-59"),
];

const LATER: [(Wrong, &str, &str); 2] =
    [(Wrong::OtherPeer, "SCR-001", "assumed Q-57"), (Wrong::UnknownSession, "5.3", "assumed Q-72")];

/// The cases, each made of the one that goes well.
pub(super) fn cases(table: &Table, role: Role, sane: &Sane) -> Vec<Case> {
    let posts: Vec<(usize, &Step)> = sane.case.steps.iter().enumerate().filter(is_post).collect();
    let (Some(first), Some(second)) = (posts.first(), posts.get(1)) else { return Vec::new() };
    let mut all = Vec::new();
    for (what, clause, basis) in AT_ONCE {
        all.extend(with(table, sane, what, (clause, basis), *first));
    }
    for (what, clause, basis) in LATER {
        all.extend(with(table, sane, what, (clause, basis), *second));
    }
    for (message, fields) in undescribed(table, role, &sane.case.steps, second.0) {
        let Act::Post { session, .. } = second.1.act else { continue };
        let name = message.replace('/', "-");
        let act = Act::Wrong { what: Wrong::State, message, fields, session };
        let id = format!("{}/{}/state-{name}", sane.case.server, "5.3");
        all.push(inserted(table, sane, (&id, "5.3", "undescribed"), act, second.0));
    }
    if let Act::Post { message, fields, session, .. } = &first.1.act {
        let (message, fields, session) = (message.clone(), fields.clone(), *session);
        let act = Act::Wrong { what: Wrong::Replay, message, fields, session };
        let id = format!("{}/5.3.1.1/replay", sane.case.server);
        let end = sane.case.steps.len();
        all.push(inserted(table, sane, (&id, "5.3.1.1", "assumed Q-72"), act, end));
    }
    all
}

fn is_post((_, step): &(usize, &Step)) -> bool {
    matches!(step.act, Act::Post { .. })
}

fn with(
    table: &Table,
    sane: &Sane,
    what: Wrong,
    (clause, basis): (&str, &str),
    (at, step): (usize, &Step),
) -> Option<Case> {
    let Act::Post { message, fields, session, .. } = &step.act else { return None };
    let (message, fields, session) = (message.clone(), fields.clone(), *session);
    let word = serde_word(what);
    let act = Act::Wrong { what, message, fields, session };
    let id = format!("{}/{clause}/{word}", sane.case.server);
    Some(inserted(table, sane, (&id, clause, basis), act, at))
}

fn inserted(
    table: &Table,
    sane: &Sane,
    (id, clause, basis): (&str, &str, &str),
    act: Act,
    at: usize,
) -> Case {
    let mut case = sane.case.clone();
    case.id = format!("{}/{id}{}", short(table), sane.profile);
    case.about = clause.to_owned();
    case.basis = basis.to_owned();
    case.level = Level::Must;
    case.sanity = false;
    if let Act::Wrong { what, message, .. } = &act {
        let what = what.words();
        case.shows = format!("{message} with {what} is refused, and nothing changes by it");
    }
    case.target = at;
    case.steps.insert(at, Step { act, rules: Vec::new(), facts: None });
    case
}

/// The word of an id: that of the file.
fn serde_word(what: Wrong) -> String {
    let debug = format!("{what:?}");
    let mut word = String::new();
    for (n, letter) in debug.char_indices() {
        if letter.is_ascii_uppercase() && n > 0 {
            word.push('-');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// The messages of a session that the peer may post and that no row describes in any state in which
/// the server may be before that step.
fn undescribed(table: &Table, role: Role, steps: &[Step], at: usize) -> Vec<(String, Fields)> {
    let last = steps[..at].iter().rev().flat_map(|step| step.rules.last());
    let row = last.into_iter().next().and_then(|rule| table.row(rule));
    let state = row.and_then(|row| match table.rows[usize::from(row.0)].then {
        protocol::Then::State(state) => Some(state),
        protocol::Then::Same => None,
    });
    let Some(state) = state else { return Vec::new() };
    let described = |id: MessageId| {
        let on = Trigger::Receives(id);
        let of = |row: &&protocol::Row| row.role == role && row.states.contains(&state);
        table.rows.iter().filter(of).any(|row| row.on.contains(&on))
    };
    let mut found = Vec::new();
    for (n, message) in table.messages.iter().enumerate() {
        let id = MessageId(n as u8);
        let posted = message.carrier == Carrier::Post && message.from.allows(role.peer());
        if posted && message.session == SessionRule::SessionId && !described(id) {
            let all = super::script::fields(table, id.0, u64::MAX);
            found.push((message.name.clone(), all));
        }
    }
    found
}
