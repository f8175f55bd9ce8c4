//! The guides say what the code does: every word, check, option and exit code is explained, the
//! worked example is true, and links lead somewhere.
//!
//! `UPDATE_EXPECT=1 cargo test -p tests --test guides` writes the blocks of the example anew.

#![expect(clippy::expect_used, reason = "a test whose files cannot be read fails")]

#[path = "guides/example.rs"]
mod example;
#[path = "guides/links.rs"]
mod links;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use protocol::words::{ASSIGNMENTS, CONDITIONS, VALUES};
use protocol::{
    Answer, Basis, Effect, Level, Means, MessageId, Op, Operator, Outcome, SessionRule, TimerId,
    Trigger,
};
use spec::{Count, Parameter};
use spec_model::check::names;
use world::{Fault, Scope};

const GUIDE: &str = "docs/spec-editor.md";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cells of a row of a table.
fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split(" | ").map(str::trim).collect()
}

/// The rows of the guide's table whose first column has this name.
fn rows<'a>(guide: &'a str, column: &str) -> Vec<Vec<&'a str>> {
    let lines: Vec<&str> = guide.lines().collect();
    let is_header = |pair: &[&str]| pair[1].starts_with("|--") && cells(pair[0])[0] == column;
    let headers: Vec<_> =
        (0..lines.len() - 1).filter(|at| is_header(&lines[*at..at + 2])).collect();
    assert_eq!(headers.len(), 1, "tables of {GUIDE} with a first column {column}");
    let rows = lines[headers[0] + 2..].iter().take_while(|line| line.starts_with('|'));
    rows.map(|line| cells(line)).collect()
}

/// The first column of that table must name these, each once, and nothing else.
fn names_all<'w>(column: &str, wanted: impl IntoIterator<Item = &'w str>) {
    let guide = read(GUIDE);
    let rows = rows(&guide, column);
    let found: BTreeSet<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    let wanted: BTreeSet<&str> = wanted.into_iter().collect();
    let missing: Vec<_> = wanted.difference(&found).collect();
    let unknown: Vec<_> = found.difference(&wanted).collect();
    assert!(missing.is_empty(), "{GUIDE}, column {column}: does not explain {missing:?}");
    assert!(unknown.is_empty(), "{GUIDE}, column {column}: there is no {unknown:?}");
    assert_eq!(rows.len(), found.len(), "{GUIDE}, column {column}: explains one twice");
}

/// The form of an event: a new kind of trigger needs one here, and a row in the guide.
fn form(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Operator(operator) => Operator::ALL[operator as usize].1,
        Trigger::Receives(_) => "receives MSG",
        Trigger::Answered(_) => "answered MSG",
        Trigger::AnsweredEmpty(_) => "answered empty to MSG",
        Trigger::Unanswered(_) => "unanswered MSG",
        Trigger::RefusedBy(_) => "refused MSG",
        Trigger::Device(_, Answer::Did) => "device did OP",
        Trigger::Device(_, Answer::FoundDone) => "device found OP done",
        Trigger::Device(_, Answer::Refused) => "device refused OP",
        Trigger::Device(_, Answer::Unclear) => "device unclear OP",
        Trigger::DeviceOpenedSession => "device opened a session",
        Trigger::Expires(_) => "TIMER expires",
        Trigger::Restarts => "restarts",
    }
}

/// The form of an effect that is no assignment.
fn effect_form(effect: &Effect) -> Option<&'static str> {
    match effect {
        Effect::Send(..) => Some("send MSG"),
        Effect::Answer(..) => Some("answer MSG"),
        Effect::AnswerEmpty => Some("answer empty"),
        Effect::Refuse(_) => Some("refuse CODE"),
        Effect::Device(_) => Some("device OP"),
        Effect::Undo => Some("undo"),
        Effect::Start(_) => Some("start TIMER"),
        Effect::Stop(_) => Some("stop TIMER"),
        Effect::Report(_) => Some("report OUTCOME"),
        Effect::Assign(_) => None,
    }
}

fn basis_form(basis: &Basis) -> &'static str {
    match basis {
        Basis::Must => "MUST",
        Basis::Should => "SHOULD",
        Basis::May => "MAY",
        Basis::Stated => "stated",
        Basis::Implied => "implied",
        Basis::Assumed(_) => "assumed Q-nn",
    }
}

#[test]
fn every_event_is_explained() {
    let message = MessageId(0);
    let operators = Operator::ALL.map(|(operator, _)| Trigger::Operator(operator));
    let answers = Answer::ALL.map(|answer| Trigger::Device(Op::Quiet, answer));
    let others = [
        Trigger::Receives(message),
        Trigger::Answered(message),
        Trigger::AnsweredEmpty(message),
        Trigger::Unanswered(message),
        Trigger::RefusedBy(message),
        Trigger::DeviceOpenedSession,
        Trigger::Expires(TimerId(0)),
        Trigger::Restarts,
    ];
    names_all("Event", operators.into_iter().chain(answers).chain(others).map(form));
    names_all("Answer", Answer::ALL.map(Answer::word));
}

#[test]
fn every_condition_is_explained() {
    let forms = [
        "FIELD is true",
        "FIELD is false",
        "reasonCode is success",
        "reasonCode is failure",
        "option NAME",
    ];
    names_all("Condition", CONDITIONS.iter().map(|(word, _)| *word).chain(forms));
}

#[test]
fn every_effect_value_operation_outcome_and_basis_is_explained() {
    let (message, timer) = (MessageId(0), TimerId(0));
    let effects = [
        Effect::Send(message, Vec::new()),
        Effect::Answer(message, Vec::new()),
        Effect::AnswerEmpty,
        Effect::Refuse(400),
        Effect::Device(Op::Quiet),
        Effect::Undo,
        Effect::Start(timer),
        Effect::Stop(timer),
        Effect::Report(Outcome::Failed),
        Effect::Assign(&[]),
    ];
    let forms = effects.iter().filter_map(effect_form);
    names_all("Effect", forms.chain(ASSIGNMENTS.iter().map(|(word, _)| *word)));
    let constants = ["true", "false", "success", "failure"];
    names_all("Value", VALUES.iter().map(|(word, _)| *word).chain(constants));
    names_all("Operation", Op::ALL.map(|(_, word)| word));
    names_all("Outcome", Outcome::ALL.map(Outcome::word));
    let assumed = Basis::Assumed(String::new());
    let bases = [Basis::Must, Basis::Should, Basis::May, Basis::Stated, Basis::Implied, assumed];
    names_all("Basis", bases.iter().map(basis_form));
}

#[test]
fn every_column_session_rule_and_level_is_explained() {
    let (guide, valid) = (read(GUIDE), read("tests/bad/valid.md"));
    let mut lines = valid.lines().peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_some_and(|next| next.starts_with("|--")) {
            let header = format!("| {} |", cells(line).join(" | "));
            assert!(guide.contains(&header), "{GUIDE} does not show the columns {header}");
        }
    }
    let session = |rule| match rule {
        SessionRule::Opens => "opens",
        SessionRule::SessionId => "sessionId",
        SessionRule::DeviceAndPeer => "deviceId and peer",
    };
    let rules = [SessionRule::Opens, SessionRule::SessionId, SessionRule::DeviceAndPeer];
    names_all("Session", rules.map(session));
    names_all("Means", Means::ALL.map(|(_, word)| word).into_iter().chain(["-"]));
    for level in [Level::Should, Level::May, Level::Optional] {
        let word = match level {
            Level::Should => "`SHOULD`",
            Level::May => "`MAY`",
            Level::Optional => "`O`",
        };
        assert!(guide.contains(word), "{GUIDE} does not explain the level {word}");
    }
}

#[test]
fn every_type_and_count_of_a_parameter_is_explained() {
    names_all("Type", Parameter::TYPES);
    names_all("Occurs", Count::FORMS);
}

#[test]
fn every_check_profile_and_scope_is_explained() {
    names_all("Property", names());
    names_all("Profile", ["all", "must"]);
    let parts = Fault::ALL.map(|(_, kind)| format!("small/{kind}"));
    let special = ["story/acls-kept", "story/timers-off"];
    let all: Vec<&str> =
        Scope::NAMES.into_iter().chain(special).chain(parts.iter().map(String::as_str)).collect();
    for name in &all {
        assert!(Scope::named(name).is_some(), "there is no scope {name}");
    }
    names_all("Scope", all);
}

/// The text of a constant in a source file, as it is written there.
fn constant(path: &str, name: &str) -> String {
    let source = read(path);
    let (_, after) = source.split_once(&format!("const {name}: &str = \"")).expect("it is there");
    after.split_once("\";").expect("it ends").0.to_owned()
}

#[test]
fn every_option_and_exit_code_of_the_command_is_explained() {
    let help = read("xtask/src/check_model/options/help.txt");
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words = help.split(|c| !is_name(c));
    names_all("Option", words.filter(|word| word.starts_with("--")));
    let guide = read(GUIDE);
    let codes: BTreeSet<_> = rows(&guide, "Exit code").iter().map(|row| row.join("  ")).collect();
    let wanted = constant("xtask/src/exit.rs", "WORDS");
    let wanted: BTreeSet<_> = wanted
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect();
    assert_eq!(codes, wanted);
}

#[test]
fn every_diagnostic_that_is_named_has_a_fixture() {
    // What needs two documents is shown where the verb is tried.
    let mut shown = read("xtask/tests/amend.rs");
    for entry in std::fs::read_dir(root().join("tests/bad")).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_some_and(|ending| ending == "expected") {
            shown.push_str(&std::fs::read_to_string(path).expect("it can be read"));
        }
    }
    let guide = read(GUIDE);
    let is_code = |word: &&str| {
        word.contains('-') && word.bytes().all(|b| b == b'-' || b.is_ascii_lowercase())
    };
    for row in rows(&guide, "Code") {
        for code in row.join(" ").split('`').skip(1).step_by(2).filter(is_code) {
            assert!(shown.contains(&format!("error[{code}]")), "{GUIDE}: no fixture shows {code}");
        }
    }
}

#[test]
#[should_panic(expected = "column Answer: does not explain [\"maybe\"]")]
fn a_word_that_is_not_explained_is_found() {
    names_all("Answer", Answer::ALL.map(Answer::word).into_iter().chain(["maybe"]));
}

#[test]
#[should_panic(expected = "column Answer: there is no [\"unclear\"]")]
fn a_word_that_does_not_exist_is_found() {
    names_all("Answer", ["did", "found", "refused"]);
}

#[test]
fn the_guide_is_plain() {
    for (number, line) in read(GUIDE).lines().enumerate() {
        assert!(line.is_ascii(), "{GUIDE}:{}: not plain: {line}", number + 1);
        assert!(line.len() <= 140, "{GUIDE}:{}: longer than 140 columns", number + 1);
    }
}
