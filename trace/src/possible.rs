//! What may happen to a server: every input that its rows tell apart.
//!
//! A row asks only for some of what an event brings. Of values that no row tells apart one is
//! enough, so the list is short although the inputs are many.

use protocol::{Input, Party, Program, Role, SessionRule, Table, Trigger, Verdict, step, vars};

use crate::Requests;
use crate::format::{Words, event_words};

/// What may happen to a server of a table.
pub struct Possible<'t>(Words<'t>);

impl<'t> Possible<'t> {
    /// What may happen to servers of that role.
    pub fn new(table: &'t Table, role: Role) -> Possible<'t> {
        Possible(Words::new(table, role))
    }

    /// The inputs that a party can get, of those that no row tells apart one.
    pub fn inputs(&self, program: &Program, party: Party) -> Vec<Input> {
        inputs(&self.0, program, party)
    }
}

/// The inputs that a party can get. An event without any row is among them where it changes the
/// party by itself.
pub(crate) fn inputs(words: &Words<'_>, program: &Program, party: Party) -> Vec<Input> {
    let (table, role) = (words.table, words.role);
    let mut all = Vec::new();
    for &trigger in &words.triggers {
        // What was under way changes the party by itself.
        let changes = matches!(trigger, Trigger::Device(..) | Trigger::Expires(_));
        let candidates = program.candidates(role, party.state(), trigger);
        if !is_under_way(party, trigger) || (candidates.is_empty() && !changes) {
            continue;
        }
        let rules = candidates.iter().filter_map(|n| program.rules().get(usize::from(*n)));
        let begins = program.begins(trigger);
        let mut asked = if begins { vars::IN_URL.mask() | vars::IN_FULL.mask() } else { 0 };
        for rule in rules {
            asked |= rule.guard.input_mask | rule.joins.map_or(0, |full| full.mask());
        }
        if program.remembers(role) && trigger.session_rule(&table.messages).is_some() {
            asked |= vars::IN_PAST.mask();
        }
        asked &= !vars::IN_SESSION.mask();
        for session in sessions(table, trigger, begins, party) {
            each_choice(asked, |data| {
                all.push(Input { trigger, data }.session(session));
            });
        }
    }
    all
}

/// A server as far as it decides what can happen to it.
#[derive(Clone, Copy)]
pub(crate) struct Here<'r> {
    pub(crate) party: Party,
    /// Those under way, where that is known.
    pub(crate) requests: Option<&'r Requests>,
}

impl Here<'_> {
    /// Whether it can happen at all: a device answers only the command under way, only timers that
    /// run expire, and only requests that were sent have an answer, or none.
    pub(crate) fn can_get(self, table: &Table, input: Input) -> bool {
        let Here { party, requests } = self;
        is_under_way(party, input.trigger)
            && requests.is_none_or(|requests| requests.allow(&table.messages, party, input))
    }
}

/// Of which extent the command was, a server may not say.
fn is_under_way(party: Party, trigger: Trigger) -> bool {
    match trigger {
        Trigger::Device(op, _) => party.command().is_some_and(|it| it.named() == op.named()),
        Trigger::Expires(timer) => party.runs(timer),
        Trigger::Operator(_)
        | Trigger::Receives(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::DeviceOpenedSession
        | Trigger::Restarts => true,
    }
}

/// No session, the party's own, and another one, as far as the event names any.
fn sessions(table: &Table, trigger: Trigger, begins: bool, party: Party) -> Vec<u64> {
    let (own, other) = (party.session(), party.session() % vars::SESSIONS + 1);
    let mut sessions = match trigger.session_rule(&table.messages) {
        Some(SessionRule::SessionId | SessionRule::Opens) => vec![own, other],
        Some(SessionRule::DeviceAndPeer) => vec![0],
        None if begins => vec![other],
        None => vec![own],
    };
    sessions.dedup();
    sessions
}

/// Every way to set these bits.
fn each_choice(mask: u64, mut with: impl FnMut(u64)) {
    let mut bits = 0u64;
    loop {
        with(bits);
        bits = bits.wrapping_sub(mask) & mask;
        if bits == 0 {
            break;
        }
    }
}

/// The events for which some rule applies, each with its rules, in the order of the table.
pub(crate) fn allowed(words: &Words<'_>, program: &Program, here: Here<'_>) -> Vec<String> {
    let (table, party) = (words.table, here.party);
    let mut found: Vec<(Trigger, Vec<u16>)> = Vec::new();
    let inputs = inputs(words, program, party).into_iter();
    for input in inputs.filter(|input| here.can_get(table, *input)) {
        let Verdict::Applied(rule) = step(program, words.role, party, input).verdict else {
            continue;
        };
        match found.iter_mut().find(|(trigger, _)| *trigger == input.trigger) {
            Some((_, rules)) if rules.contains(&rule) => {}
            Some((_, rules)) => rules.push(rule),
            None => found.push((input.trigger, vec![rule])),
        }
    }
    found.iter_mut().for_each(|(_, rules)| rules.sort_unstable());
    found.sort_by_key(|(_, rules)| rules.first().copied());
    let name = |rule: &u16| {
        let row = program.rules()[usize::from(*rule)].row;
        table.rows[usize::from(row.0)].rule.as_str()
    };
    let told = |(trigger, rules): &(Trigger, Vec<u16>)| {
        let rules: Vec<_> = rules.iter().map(name).collect();
        format!("{} [{}]", table.trigger_words(words.role, *trigger), rules.join(", "))
    };
    found.iter().map(told).collect()
}

/// What of the event would have to be otherwise for a rule to apply, one thing at a time:
/// ``with `session` 1 [ACC-1-05]``.
pub(crate) fn nearly(
    words: &Words<'_>,
    program: &Program,
    here: Here<'_>,
    input: Input,
) -> Vec<String> {
    let mut told = Vec::new();
    let party = here.party;
    let mut offer = |other: Input| {
        if !here.can_get(words.table, other) {
            return;
        }
        let Verdict::Applied(rule) = step(program, words.role, party, other).verdict else {
            return;
        };
        let (_, before) = event_words(words.table, words.role, input);
        let (_, brings) = event_words(words.table, words.role, other);
        let change = brings.iter().find(|(key, value)| before.get(*key) != Some(value));
        let gone = before.keys().find(|key| !brings.contains_key(*key));
        let row = program.rules()[usize::from(rule)].row;
        let rule = &words.table.rows[usize::from(row.0)].rule;
        let what = match (change, gone) {
            (Some((key, value)), _) => format!("with `{key}` {value} [{rule}]"),
            (None, Some(key)) => format!("without `{key}` [{rule}]"),
            (None, None) => return,
        };
        if !told.contains(&what) {
            told.push(what);
        }
    };
    if party.session() != vars::IN_SESSION.of(input.data) {
        offer(input.session(party.session()));
    }
    let single = vars::IN_URL.mask()
        | vars::IN_FULL.mask()
        | vars::IN_WILLING.mask()
        | vars::IN_PAST.mask()
        | vars::IN_FIELDS.mask();
    for bit in (0..u64::BITS).map(|n| 1 << n).filter(|bit| single & bit != 0) {
        offer(Input { data: input.data ^ bit, ..input });
    }
    told
}
