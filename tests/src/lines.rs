//! An edge as a line: what happens, and everything that it changes.

use protocol::{Op, Outcome, Party, Role, vars};
use world::{Event, Exchange, Fault, Flag, GapKind, Move, Phase, Tags, World};

use crate::stage::Stage;

const FLAGS: [(Flag, &str); 5] = [
    (Flag::Watching, "watching"),
    (Flag::EarlySession, "early session"),
    (Flag::StaleHarm, "stale harm"),
    (Flag::Revoked, "revoked"),
    (Flag::Begun, "begun"),
];
const TAGS: [(Tags, &str); 4] = [
    (Tags::ACCEPTED, "accepted"),
    (Tags::REVOKING, "revoking"),
    (Tags::BEGAN, "began"),
    (Tags::TOLD, "told"),
];

impl Stage {
    /// One edge: what happens, and everything that it changes.
    pub fn line(&self, from: &World, step: &Move) -> String {
        let mut changes = self.changes(from, &step.next);
        for gap in step.gaps.into_iter().flatten() {
            let kind = match gap.kind {
                GapKind::Unspecified => "unspecified",
                GapKind::Answer => "undescribed answer",
                GapKind::Ambiguous => "ambiguous",
            };
            let words = self.table.trigger_words(gap.role, gap.trigger);
            changes.push(format!("[{kind}: {} {words}]", gap.role.name()));
        }
        changes.extend(
            TAGS.iter().filter(|(tag, _)| step.tags.has(*tag)).map(|(_, word)| format!("<{word}>")),
        );
        let crash = if step.label.crash { " + crash" } else { "" };
        let changes = if changes.is_empty() { "nothing".to_owned() } else { changes.join(", ") };
        format!("{}{crash}: {changes}", self.event(step.label.event))
    }

    fn event(&self, event: Event) -> String {
        match event {
            Event::Delegates { server, url, full } => {
                let approach = ["account", "url"][url as usize];
                let extent = ["partial", "full"][full as usize];
                format!("{} delegates {approach} {extent}", server.name())
            }
            Event::Revokes { server, operator } => {
                format!("{} {}", server.name(), protocol::Operator::ALL[operator as usize].1)
            }
            Event::Receives { post, willing } => {
                let willing = ["", " willing"][willing as usize];
                format!("receives {}{willing}", self.exchange(post))
            }
            Event::Answered { response } => format!("answered {}", self.exchange(response)),
            Event::Loses { exchange } => format!("loses {}", self.exchange(exchange)),
            Event::Copies { post } => format!("copies {}", self.exchange(post)),
            Event::Device { server, op, answer, fault } => {
                let fault = if fault { " (fault)" } else { "" };
                format!("{} device {} {}{fault}", server.name(), answer.word(), sized(op))
            }
            Event::Fetches => "fetches".to_owned(),
            Event::DeviceOpens => "device opens".to_owned(),
            Event::Expires { server, timer } => {
                let name = &self.table.timers[server.index()][timer.0 as usize].name;
                format!("{} {name} expires", server.name())
            }
            Event::Crashes { server } => format!("{} crashes", server.name()),
        }
    }

    fn exchange(&self, exchange: Exchange) -> String {
        let name = |place: u8| self.table.messages[place as usize].name.as_str();
        let request = name(exchange.message());
        let what = match exchange.phase() {
            Phase::Request => request.to_owned(),
            Phase::AnsweredEmpty => format!("ok to {request}"),
            Phase::Refused => format!("error to {request}"),
            Phase::Answered(message) => format!("{} to {request}", name(message)),
        };
        let sender = exchange.sender() + 1;
        let mut marks = String::new();
        if exchange.url() == 1 {
            marks += " url";
        }
        if exchange.fields() != 0 {
            marks += &format!(" fields {:b}", exchange.fields());
        }
        if exchange.is_orphan() {
            marks += " orphan";
        }
        format!("{what}({sender} s{}{marks})", exchange.session())
    }

    fn changes(&self, from: &World, to: &World) -> Vec<String> {
        let mut changes = Vec::new();
        for role in Role::ALL {
            let (before, after) = (from.parties[role.index()], to.parties[role.index()]);
            for var in vars::PARTY {
                if var.of(before.0) != var.of(after.0) {
                    let value = self.value(role, var, after);
                    changes.push(format!("{} {} {value}", role.name(), var.name));
                }
            }
        }
        for (n, name) in world::Device::NAMES.iter().enumerate() {
            let holds = |world: &World| world.device().has(1 << n);
            if holds(from) != holds(to) {
                changes.push(format!("{}{name}", if holds(to) { '+' } else { '-' }));
            }
        }
        if from.wire != to.wire {
            let flying = to.wire.0.into_iter().filter(|exchange| exchange.is_some());
            let flying: Vec<String> = flying.map(|exchange| self.exchange(exchange)).collect();
            changes.push(format!("wire [{}]", flying.join(", ")));
        }
        ghosts(from, to, &mut changes);
        spent(from, to, &mut changes);
        changes
    }

    fn value(&self, role: Role, var: vars::Var, party: Party) -> String {
        if var == vars::STATE {
            return self.table.states[role.index()][party.state().0 as usize].name.clone();
        }
        if var == vars::COMMAND {
            return party.command().map_or("none".to_owned(), |op| sized(op).to_owned());
        }
        var.of(party.0).to_string()
    }
}

fn ghosts(from: &World, to: &World, changes: &mut Vec<String>) {
    if from.snapshot() != to.snapshot() {
        changes.push(format!("snapshot {:08b}", to.snapshot().0));
    }
    for server in 0..2 {
        if from.left(server) != to.left(server) {
            changes.push(format!("left({}) {:b}", server + 1, to.left(server)));
        }
        if from.turned_down(server) != to.turned_down(server) {
            changes.push(format!("turned_down({}) {:b}", server + 1, to.turned_down(server)));
        }
        if from.basis(server) != to.basis(server) {
            changes.push(format!("basis({}) {}", server + 1, to.basis(server)));
        }
    }
    if from.outcome() != to.outcome() {
        changes.push(format!("outcome {}", to.outcome().map_or("none", Outcome::word)));
    }
    for (flag, name) in FLAGS {
        if from.flag(flag) != to.flag(flag) {
            changes.push(format!("{}{name}", if to.flag(flag) { '+' } else { '-' }));
        }
    }
}

fn spent(from: &World, to: &World, changes: &mut Vec<String>) {
    if from.delegations() != to.delegations() {
        changes.push(format!("delegations {}", to.delegations()));
    }
    for kind in 0..3 {
        if from.revocations(kind) != to.revocations(kind) {
            changes.push(format!("revocations({kind}) {}", to.revocations(kind)));
        }
    }
    for (fault, name) in Fault::ALL {
        if from.faults(fault) != to.faults(fault) {
            changes.push(format!("{name} {}", to.faults(fault)));
        }
    }
}

fn sized(op: Op) -> &'static str {
    match op {
        Op::GrantAll => "grant all",
        Op::WithdrawAll => "withdraw all",
        other => other.word(),
    }
}
