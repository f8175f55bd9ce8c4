//! Tiny protocols: a `protocol::Table` from rows in the words of the documents.

use protocol::vars::{self, bit};
use protocol::words::{ASSIGNMENTS, CONDITIONS, Test, VALUES};
use protocol::{
    Answer, Basis, Carrier, Condition, Effect, Field, FieldKind, FieldValue, Level, Means, Message,
    MessageId, Op, Operator, Option_, Outcome, Role, Row, Sender, SessionRule, State, StateId,
    Table, Then, Timer, TimerId, Trigger, Wanted,
};

/// A table under construction. A word that nobody knows is a panic: it is the test that is wrong.
#[derive(Clone)]
pub struct Rows {
    table: Table,
}

/// The messages of most tests and no row: `ASK` begins a delegation, `YES` is the response to it,
/// `PREPARED`, `NOTE` and `SORRY` (a REVOCATION_FAILURE) belong to a session, `STOP` begins a
/// revocation, `FORCED` names only the device. Either server may send each. Each role is at rest
/// in `idle` and not in `busy`, `later` and `last`, and has the timers `wait` and `pause`.
pub fn small_talk() -> Rows {
    let mut rows = Rows { table: Table::default() }
        .message("ASK", "delegation_req", "POST", SessionRule::Opens, &["isDelegationFull"])
        .message("YES", "delegation_resp", "ASK", SessionRule::SessionId, &["ack"])
        .message("PREPARED", "delegation_prepared", "POST", SessionRule::SessionId, &["good"])
        .message("NOTE", "note", "POST", SessionRule::SessionId, &["good"])
        .message("STOP", "delegation_revocation_req", "POST", SessionRule::Opens, &[])
        .message("FORCED", "delegation_revoked", "POST", SessionRule::DeviceAndPeer, &[])
        .message("SORRY", "revocation_failure", "POST", SessionRule::SessionId, &[]);
    for role in Role::ALL {
        rows.table.states[role.index()] = ["idle", "busy", "later", "last"]
            .map(|name| State {
                name: name.to_owned(),
                at_rest: name == "idle",
                meaning: String::new(),
            })
            .to_vec();
        rows.table.timers[role.index()] = ["wait", "pause"]
            .map(|name| Timer {
                name: name.to_owned(),
                text: String::new(),
                meaning: String::new(),
            })
            .to_vec();
    }
    rows
}

impl Rows {
    /// One more message; `carrier` is `POST` or the message whose response carries it.
    pub fn message(
        mut self,
        name: &str,
        root: &str,
        carrier: &str,
        session: SessionRule,
        fields: &[&str],
    ) -> Rows {
        let carrier = match carrier {
            "POST" => Carrier::Post,
            request => Carrier::ResponseTo(self.id(request)),
        };
        let field = |(n, name): (usize, &&str)| Field {
            name: (*name).to_owned(),
            kind: FieldKind::Boolean(n as u8),
        };
        let means = match root {
            "delegation_prepared" => Some(Means::Prepared),
            "revocation_failure" => Some(Means::RevocationFailure),
            _ => None,
        };
        self.table.messages.push(Message {
            name: name.to_owned(),
            root: root.to_owned(),
            from: Sender::Either,
            carrier,
            session,
            means,
            fields: fields.iter().enumerate().map(field).collect(),
            text: String::new(),
        });
        self
    }

    /// One more option, of DMS-1.
    pub fn option(mut self, name: &str) -> Rows {
        self.table.options.push(Option_ {
            name: name.to_owned(),
            role: Role::Delegating,
            level: Level::May,
            scr: String::new(),
            text: String::new(),
            meaning: String::new(),
        });
        self
    }

    /// A row of DMS-1: `states | on | if | do | then`, as a document writes it.
    pub fn one(self, cells: &str) -> Rows {
        self.row(Role::Delegating, cells)
    }

    /// A row of DMS-2.
    pub fn two(self, cells: &str) -> Rows {
        self.row(Role::Delegated, cells)
    }

    /// The same row in both tables.
    pub fn both(self, cells: &str) -> Rows {
        self.one(cells).two(cells)
    }

    /// The table.
    pub fn table(self) -> Table {
        self.table
    }

    fn row(mut self, role: Role, cells: &str) -> Rows {
        let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
        let [states, on, when, effects, then] = cells[..] else {
            panic!("a row has five cells: {cells:?}");
        };
        let on: Vec<Trigger> =
            on.split(" or ").flat_map(|word| self.triggers(role, word)).collect();
        let listed = |cell: &str, between: &str| -> Vec<String> {
            let words = cell.split(between).filter(|word| *word != "-");
            words.map(|word| word.trim().to_owned()).collect()
        };
        let conditions =
            listed(when, " and ").iter().map(|word| self.condition(&on, word)).collect();
        let effects = listed(effects, ";").iter().map(|word| self.effect(role, word)).collect();
        let state = |name: &str| {
            let found = self.table.state(role, name);
            found.unwrap_or_else(|| panic!("no state {name}"))
        };
        let states: Vec<StateId> = match states {
            "any" => (0..self.table.states[role.index()].len() as u8).map(StateId).collect(),
            names => names.split(", ").map(state).collect(),
        };
        let then = if then == "same" { Then::Same } else { Then::State(state(then)) };
        let number = self.table.rows.len() + 1;
        self.table.rows.push(Row {
            rule: format!("{}-{number:02}", role.index() + 1),
            role,
            process: String::new(),
            line: number as u32,
            states,
            on,
            conditions,
            effects,
            then,
            text: String::new(),
            basis: Basis::Stated,
        });
        self
    }

    fn id(&self, name: &str) -> MessageId {
        self.table.message(name).unwrap_or_else(|| panic!("no message {name}"))
    }

    fn timer(&self, role: Role, name: &str) -> TimerId {
        let found = self.table.timers[role.index()].iter().position(|timer| timer.name == name);
        TimerId(found.unwrap_or_else(|| panic!("no timer {name}")) as u8)
    }

    fn triggers(&self, role: Role, word: &str) -> Vec<Trigger> {
        if let Some((operator, _)) = Operator::ALL.iter().find(|(_, name)| *name == word) {
            return vec![Trigger::Operator(*operator)];
        }
        let after = |prefix: &str| word.strip_prefix(prefix).map(str::trim);
        let device = |name: &str, answer| {
            if name == "any" {
                // `grant` and `withdraw` stand for both of their extents.
                let named = Op::ALL.iter().filter(|(op, _)| op.named() == *op);
                return named.map(|(op, _)| Trigger::Device(*op, answer)).collect();
            }
            vec![Trigger::Device(op(name), answer)]
        };
        let one = match word {
            "device opened a session" => Some(Trigger::DeviceOpenedSession),
            "restarts" => Some(Trigger::Restarts),
            _ => None,
        };
        if let Some(trigger) = one {
            return vec![trigger];
        }
        if let Some(name) = after("receives ") {
            vec![Trigger::Receives(self.id(name))]
        } else if let Some(name) = after("answered empty to ") {
            vec![Trigger::AnsweredEmpty(self.id(name))]
        } else if let Some(name) = after("answered ") {
            vec![Trigger::Answered(self.id(name))]
        } else if let Some(name) = after("unanswered ") {
            vec![Trigger::Unanswered(self.id(name))]
        } else if let Some(name) = after("refused ") {
            vec![Trigger::RefusedBy(self.id(name))]
        } else if let Some(name) = after("device did ") {
            device(name, Answer::Did)
        } else if let Some(name) = after("device found ") {
            device(name.trim_end_matches(" done"), Answer::FoundDone)
        } else if let Some(name) = after("device refused ") {
            device(name, Answer::Refused)
        } else if let Some(name) = after("device unclear ") {
            device(name, Answer::Unclear)
        } else if let Some(name) = word.strip_suffix(" expires") {
            vec![Trigger::Expires(self.timer(role, name))]
        } else {
            panic!("no event {word}")
        }
    }

    fn condition(&self, on: &[Trigger], word: &str) -> Condition {
        if let Some(name) = word.strip_prefix("not ") {
            return match self.condition(on, name) {
                Condition::Test(test) => Condition::Test(test.not()),
                Condition::Option(option, _) => Condition::Option(option, Wanted::Without),
            };
        }
        if let Some(name) = word.strip_prefix("option ") {
            let found = self.table.option(name);
            let option = found.unwrap_or_else(|| panic!("no option {name}"));
            return Condition::Option(option, Wanted::With);
        }
        if let Some((_, test)) = CONDITIONS.iter().find(|(name, _)| *name == word) {
            return Condition::Test(*test);
        }
        let Some((name, value)) = word.split_once(" is ") else { panic!("no condition {word}") };
        let message = on.iter().find_map(|trigger| match trigger {
            Trigger::Receives(id) | Trigger::Answered(id) => Some(*id),
            _ => None,
        });
        let place = self.field(message.unwrap_or_else(|| panic!("no message for {word}")), name);
        Condition::Test(Test::Input(bit(vars::IN_FIELDS, place), u64::from(value == "true")))
    }

    fn effect(&self, role: Role, word: &str) -> Effect {
        if let Some((_, assigns)) = ASSIGNMENTS.iter().find(|(name, _)| *name == word) {
            return Effect::Assign(assigns);
        }
        let after = |prefix: &str| word.strip_prefix(prefix).map(str::trim);
        if word == "answer empty" {
            Effect::AnswerEmpty
        } else if word == "undo" {
            Effect::Undo
        } else if let Some(message) = after("send ") {
            let (id, with) = self.with(message);
            Effect::Send(id, with)
        } else if let Some(message) = after("answer ") {
            let (id, with) = self.with(message);
            Effect::Answer(id, with)
        } else if let Some(code) = after("refuse ") {
            Effect::Refuse(code.parse().unwrap_or_else(|_| panic!("no status {code}")))
        } else if let Some(name) = after("device ") {
            Effect::Device(op(name))
        } else if let Some(name) = after("start ") {
            Effect::Start(self.timer(role, name))
        } else if let Some(name) = after("stop ") {
            Effect::Stop(self.timer(role, name))
        } else if let Some(name) = after("report ") {
            let found = Outcome::ALL.into_iter().find(|outcome| outcome.word() == name);
            Effect::Report(found.unwrap_or_else(|| panic!("no outcome {name}")))
        } else {
            panic!("no effect {word}")
        }
    }

    fn with(&self, message: &str) -> (MessageId, Vec<(u8, FieldValue)>) {
        let (name, with) = message.split_once(" with ").unwrap_or((message, ""));
        let id = self.id(name);
        let value = |pair: &str| {
            let Some((field, value)) = pair.split_once(" = ") else { panic!("no value in {pair}") };
            let value = match value {
                "true" => FieldValue::Constant(1),
                "false" => FieldValue::Constant(0),
                word => match VALUES.iter().find(|(name, _)| *name == word) {
                    Some((_, var)) => FieldValue::Party(*var),
                    None => panic!("no value {word}"),
                },
            };
            (self.field(id, field), value)
        };
        (id, with.split(", ").filter(|pair| !pair.is_empty()).map(value).collect())
    }

    fn field(&self, message: MessageId, name: &str) -> u8 {
        match self.table.messages[message.0 as usize].field(name).map(|field| field.kind) {
            Some(FieldKind::Boolean(place) | FieldKind::Reason(place)) => place,
            Some(FieldKind::Session | FieldKind::Opaque) | None => panic!("no field {name}"),
        }
    }
}

fn op(name: &str) -> Op {
    let found = Op::ALL.iter().find(|(_, word)| *word == name).map(|(op, _)| *op);
    found.unwrap_or_else(|| panic!("no operation {name}"))
}
