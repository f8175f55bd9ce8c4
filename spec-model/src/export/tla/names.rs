//! The declarations: what is named in the document, what the core's words are, and the scope.

use std::fmt::Write as _;

use protocol::vars::{self, Var};
use protocol::words::{ASSIGNMENTS, CONDITIONS, Test, UNDO};
use protocol::{
    FieldKind, Means, MessageId, Op, Outcome, Role, SessionRule, Standing, Standings, Table,
    TimerId,
};
use world::{Acls, Extent, Fault, Scope, Timers};

use super::super::names::{CHANGES, FACTS, FLAGS, change};
use super::super::{Begins, Export};
use super::{quoted, set};

/// The name of an operation: its word; the larger twin of one has a word of its own.
pub fn op(op: Op) -> String {
    if op.named() == op { op.word().into() } else { format!("{} all", op.word()) }
}

const RECORDS: [&str; 3] = ["none", "partial", "full"];

/// The word of a document as the name of an operator: `note client bootstrapped` is
/// `NoteClientBootstrapped`.
pub fn operator(word: &str) -> String {
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map_or(String::new(), |c| c.to_ascii_uppercase().to_string())
            + letters.as_str()
    };
    word.split(' ').map(capital).collect()
}

/// A guard, printed for a party `p` and an input `i`.
pub fn guard(test: Test) -> String {
    match test.normal() {
        Test::Party(var, value) => equal("p", var, value),
        Test::Input(var, value) => equal("i", var, value),
        Test::PartyNot(var, value) => equal("p", var, value).replacen(" = ", " # ", 1),
        Test::InputNot(var, value) => equal("i", var, value).replacen(" = ", " # ", 1),
        Test::Session(standings) => standing(standings),
    }
}

fn standing(standings: Standings) -> String {
    let words = [
        (Standing::Current, "p.session = i.session"),
        (Standing::Over, "p.session # i.session /\\ i.past"),
        (Standing::Unknown, "p.session # i.session /\\ ~i.past"),
    ];
    let asked = words.into_iter().filter(|(standing, _)| standings.has(*standing));
    asked.map(|(_, words)| format!("({words})")).collect::<Vec<_>>().join(" \\/ ")
}

fn equal(of: &str, var: Var, value: u64) -> String {
    let name = var.name.trim_start_matches("in_");
    if bits(var) {
        let inside = if value == 1 { "\\in" } else { "\\notin" };
        return format!("{} {inside} {of}.{name}", quoted(bit(var)));
    }
    match var.width {
        1 if value == 1 => format!("{of}.{name}"),
        1 => format!("~{of}.{name}"),
        _ => format!("{of}.{name} = {}", constant(var, value)),
    }
}

/// Whether it is one bit of the changes.
fn bits(var: Var) -> bool {
    var.name == vars::CHANGES.name && var.width == 1
}

fn bit(var: Var) -> &'static str {
    let of = |c: &&protocol::Change| c.var() == var;
    CHANGES.iter().find(of).map_or("none", |c| change(*c))
}

/// A value of a variable.
fn constant(var: Var, value: u64) -> String {
    if var == vars::RECORD {
        return quoted(RECORDS.get(value as usize).unwrap_or(&"none"));
    }
    if var == vars::COMMAND {
        return quoted(&Op::from_code(value).map_or("none".into(), op));
    }
    if var == vars::CHANGES {
        return set(CHANGES.iter().filter(|c| value >> **c as u8 & 1 == 1).map(|c| change(*c)));
    }
    if var.width == 1 {
        if value == 1 { "TRUE" } else { "FALSE" }.into()
    } else {
        value.to_string()
    }
}

fn assignments(assigns: &[(Var, u64)]) -> String {
    let of = |(var, value): &(Var, u64)| {
        if bits(*var) {
            let with = if *value == 1 { "\\cup" } else { "\\" };
            return format!("!.{} = @ {with} {{{}}}", var.name, quoted(bit(*var)));
        }
        format!("!.{} = {}", var.name, constant(*var, *value))
    };
    assigns.iter().map(of).collect::<Vec<_>>().join(", ")
}

/// Everything that the templates and the rows name.
pub fn names(export: &Export<'_>) -> String {
    let table = export.table;
    let mut text = String::from(SERVERS);
    at_rest(&mut text, table);
    messages(&mut text, export);
    operations(&mut text);
    text.push_str("\n(* The words of conditions, and those of effects that only assign. *)\n");
    for (word, test) in CONDITIONS {
        let _ = writeln!(text, "{}(p, i) == {}", operator(word), guard(test));
    }
    for (word, assigns) in ASSIGNMENTS {
        let [name, assigns] = [operator(word), assignments(assigns).replace("!.", "!.p.")];
        let _ = writeln!(text, "{name}(s) == [s EXCEPT {assigns}]");
    }
    text.push_str("\n(* What a report assigns. *)\nRecorded(p, result) ==\n    CASE ");
    for outcome in Outcome::ALL.iter().filter(|outcome| !outcome.assigns().is_empty()) {
        let assigns = assignments(outcome.assigns());
        let _ = write!(text, "result = \"{}\" -> [p EXCEPT {assigns}]\n      [] ", outcome.word());
    }
    text.push_str("OTHER -> p\n");
    text
}

const SERVERS: &str = "\
DMS1 == \"DMS-1\"
DMS2 == \"DMS-2\"
Servers == {DMS1, DMS2}
Peer(r) == IF r = DMS1 THEN DMS2 ELSE DMS1
NoReply == <<>>
Later == <<\"refused\", {}, \"for now\">>

(* The word if the condition holds. *)
If(holds, word) == IF holds THEN {word} ELSE {}

";

fn at_rest(text: &mut String, table: &Table) {
    let resting = |role: Role| {
        let at_rest = table.states[role.index()].iter().filter(|state| state.at_rest);
        set(at_rest.map(|state| state.name.as_str()))
    };
    let first = |role: Role| {
        table.states[role.index()].first().map_or(String::new(), |state| quoted(&state.name))
    };
    let [one, two] = Role::ALL.map(resting);
    let _ = writeln!(text, "(* States in which a server is at rest, and its first record. *)");
    let _ = writeln!(text, "AtRest(r) == IF r = DMS1 THEN {one} ELSE {two}");
    let [one, two] = Role::ALL.map(first);
    let _ = write!(
        text,
        "NewParty(r) ==
    [ state |-> IF r = DMS1 THEN {one} ELSE {two}, record |-> \"none\", session |-> 0,
      full |-> FALSE, bootstrapped |-> FALSE, own_deleted |-> FALSE, failed |-> FALSE,
      command |-> \"none\", changes |-> {{}}, timers |-> {{}}, url |-> FALSE, again |-> FALSE ]
"
    );
}

fn messages(text: &mut String, export: &Export<'_>) {
    let table = export.table;
    let all = || table.messages.iter().enumerate().map(|(n, m)| (MessageId(n as u8), m));
    text.push_str("\n(* How a message finds its session. *)\nSessionRule(message) ==\n    CASE ");
    let rule = |rule| move |(_, m): &(MessageId, &protocol::Message)| m.session == rule;
    let of = |rule_| set(all().filter(rule(rule_)).map(|(_, m)| m.name.as_str()));
    for (rule, word) in [(SessionRule::Opens, "opens"), (SessionRule::DeviceAndPeer, "device")] {
        let _ = write!(text, "message \\in {} -> \"{word}\"\n      [] ", of(rule));
    }
    text.push_str("OTHER -> \"sessionId\"\n");
    let opens = all().filter(|(id, _)| export.begins(*id) == Begins::Delegation);
    let _ = writeln!(text, "OpensDelegation == {}", set(opens.map(|(_, m)| m.name.as_str())));
    let extent = all().filter(|(_, m)| {
        let kind = m.field("isDelegationFull").map(|field| field.kind);
        m.session == SessionRule::Opens && matches!(kind, Some(FieldKind::Boolean(_)))
    });
    let _ = writeln!(text, "CarriesExtent == {}", set(extent.map(|(_, m)| m.name.as_str())));
    for (name, means) in [("Prepared", Means::Prepared), ("Failures", Means::RevocationFailure)] {
        let names = table.meaning(means).map(|id| table.messages[id.0 as usize].name.as_str());
        let _ = writeln!(text, "{name} == {}", set(names));
    }
    let roles = Role::ALL.iter().filter(|role| export.moves.program.remembers(**role));
    let roles: Vec<_> = roles.map(|role| role.name()).collect();
    let _ = writeln!(text, "Remembers(r) == r \\in {}", set(roles));
    text.push_str(
        "\n(* Events as rows write them. *)
On(kind, message) ==
    CASE kind = \"receives\" -> \"receives \" \\o message
      [] kind = \"answered\" -> \"answered \" \\o message
      [] kind = \"answered empty\" -> \"answered empty to \" \\o message
      [] kind = \"unanswered\" -> \"unanswered \" \\o message
      [] kind = \"refused by\" -> \"refused \" \\o message
OnTimer(timer) == timer \\o \" expires\"
",
    );
}

fn operations(text: &mut String) {
    text.push_str(
        "OnDevice(op, answer) ==
    LET word == CASE op = \"grant all\" -> \"grant\"
                  [] op = \"withdraw all\" -> \"withdraw\"
                  [] OTHER -> op
    IN  IF answer = \"found\" THEN \"device found \" \\o word \\o \" done\"
        ELSE \"device \" \\o answer \\o \" \" \\o word

(* Operations: whose they are, the larger twin, the change to be undone. *)
",
    );
    let ops = || Op::ALL.iter().map(|(op, _)| *op);
    let named = |ops: &mut dyn Iterator<Item = Op>| {
        let names: Vec<String> = ops.map(op).collect();
        set(names.iter().map(String::as_str))
    };
    let [one, two] = Role::ALL.map(|role| named(&mut ops().filter(|op| op.is_of(role))));
    let _ = writeln!(text, "IsOf(op, r) ==\n    op \\in IF r = DMS1\n          THEN {one}");
    let _ = writeln!(text, "          ELSE {two}");
    text.push_str("Larger(op) == CASE ");
    for small in ops().filter(|op| op.is_sized()) {
        let larger = Op::from_code(small as u64 + 1).map_or(String::new(), op);
        let _ = write!(text, "op = \"{}\" -> \"{larger}\" [] ", op(small));
    }
    text.push_str("OTHER -> op\nChange(op) ==\n    CASE ");
    for kind in CHANGES {
        let ops = named(&mut ops().filter(|op| op.change() == Some(kind)));
        let _ = write!(text, "op \\in {ops} -> \"{}\"\n      [] ", change(kind));
    }
    text.push_str(
        "OTHER -> \"none\"\n\n(* How changes are taken back: the first that is there. *)\n",
    );
    let undo = |way: &protocol::Undo| {
        format!(
            "[change |-> \"{}\", unless |-> \"{}\", op |-> \"{}\", forgets |-> {}]",
            change(way.change),
            way.unless.map_or("none", change),
            op(way.op),
            set(way.forgets.iter().map(|c| change(*c)))
        )
    };
    let ways: Vec<String> = UNDO.iter().map(undo).collect();
    let _ = writeln!(text, "Undo ==\n    << {} >>", ways.join(",\n       "));
}

/// The bounds.
pub fn scope(scope: &Scope) -> String {
    let mut text = format!("\n(* The scope {}. *)\n", scope.name);
    let chosen = |extent: Extent, words: [&str; 2]| {
        let words: Vec<_> = extent.choices().map(|n| words[n as usize]).collect();
        format!("{{{}}}", words.join(", "))
    };
    let budget: Vec<String> = core::iter::once(("delegations", scope.delegations))
        .chain(world::REVOCATIONS.iter().zip(scope.revocations).map(|((name, ..), n)| (*name, n)))
        .chain(Fault::ALL.iter().zip(scope.faults).map(|((_, name), n)| (*name, n)))
        .map(|(name, n)| format!("{name} |-> {n}"))
        .collect();
    let lines = [
        ("InitialStates", chosen(scope.initial, ["\"untouched\"", "\"bootstrapped\""])),
        ("Initiators", chosen(scope.initiator, ["DMS1", "DMS2"])),
        ("Approaches", format!("{} (* url *)", chosen(scope.approach, ["FALSE", "TRUE"]))),
        ("Extents", format!("{} (* full *)", chosen(scope.full, ["FALSE", "TRUE"]))),
        (
            "Budget",
            format!("[ {} ]", budget.join(", ").replacen(", loss", ",\n            loss", 1)),
        ),
        ("Counted", "DOMAIN Budget".into()),
        ("FaultsInAll", scope.faults_in_all.to_string()),
        ("InFlight", scope.in_flight.to_string()),
        ("AclsCleaned", if scope.acls == Acls::Cleaned { "TRUE" } else { "FALSE" }.into()),
        ("TimersExpire", if scope.timers == Timers::Expire { "TRUE" } else { "FALSE" }.into()),
    ];
    for (name, value) in lines {
        let _ = writeln!(text, "{name} == {value}");
    }
    text
}

/// The order in which names are numbered when a state is told.
pub fn numbers(export: &Export<'_>) -> String {
    let table = export.table;
    let list = |words: Vec<String>| {
        let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        format!("<<{}>>", words.join(", "))
    };
    let states = |role: Role| {
        list(table.states[role.index()].iter().map(|state| state.name.clone()).collect())
    };
    let timers =
        |role: Role| list(table.timers[role.index()].iter().map(|t| t.name.clone()).collect());
    let lines = [
        ("States(r)", both(Role::ALL.map(states))),
        ("TimersOf(r)", both(Role::ALL.map(timers))),
        ("Records", list(RECORDS.map(Into::into).to_vec())),
        ("Ops", list(Op::ALL.iter().map(|(code, _)| op(*code)).collect())),
        ("Changes", list(CHANGES.map(|c| change(c).into()).to_vec())),
        ("Messages", list(table.messages.iter().map(|m| m.name.clone()).collect())),
        ("Facts", list(FACTS.map(Into::into).to_vec())),
        ("Outcomes", list(Outcome::ALL.map(|o| o.word().into()).to_vec())),
        ("Flags", list(FLAGS.map(|(_, name)| name.into()).to_vec())),
    ];
    let mut text = String::new();
    for (name, value) in lines {
        let _ = writeln!(text, "{name} == {value}");
    }
    text.push_str("FieldsOf(message) ==\n    CASE ");
    for message in &table.messages {
        let mut names = vec![String::new(); vars::FIELDS];
        for field in &message.fields {
            if let FieldKind::Boolean(n) | FieldKind::Reason(n) = field.kind {
                names[n as usize] = field.name.clone();
            }
        }
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let _ = write!(text, "message = \"{}\" -> {}\n      [] ", message.name, list(names));
    }
    text.push_str("OTHER -> <<>>\n");
    text
}

fn both([one, two]: [String; 2]) -> String {
    format!("IF r = DMS1\n             THEN {one}\n             ELSE {two}")
}

/// The name of a timer.
pub fn timer(table: &Table, role: Role, timer: TimerId) -> String {
    quoted(&table.timers[role.index()][timer.0 as usize].name)
}
