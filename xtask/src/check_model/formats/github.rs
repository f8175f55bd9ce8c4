//! The outcome as workflow commands of GitHub, which annotate lines of the document.
//!
//! GitHub shows few annotations of each level per step, the first ones; so the engines come first,
//! and a notice per edition counts everything.

use super::case::{CUT_SHORT, Case, Remark, Standing, Weight, cases, cut_short};
use super::place;
use crate::check_model::outcome::Outcome;

/// Details of one annotation; JSON and JUnit have all.
const DETAILS: usize = 12;

/// The outcomes as workflow commands, one per line.
pub fn github(outcomes: &[Outcome]) -> String {
    outcomes.iter().flat_map(commands).collect()
}

fn commands(outcome: &Outcome) -> Vec<String> {
    let edition = &outcome.edition;
    let file = || ("file", place::relative(&outcome.file));
    let title = |what: &str| ("title", format!("{edition}: {what}"));
    let mut commands = Vec::new();
    for line in &outcome.disagreements {
        commands.push(command("error", &[file(), title("the engines disagree")], line));
    }
    let cases = cases(outcome);
    for case in &cases {
        let remarks = case.remarks();
        for remark in remarks.iter().filter(|remark| remark.weight == Weight::Error) {
            let properties = [file(), ("line", remark.line.to_string()), title(case.property)];
            commands.push(command("error", &properties, &words(case, remark)));
        }
    }
    for (scope, profile) in cut_short(outcome) {
        let message = format!("{scope} ({profile}): {CUT_SHORT}");
        commands.push(command("warning", &[file(), title("cut short")], &message));
    }
    commands.push(command("notice", &[("title", edition.clone())], &summary(outcome, &cases)));
    commands
}

fn words(case: &Case<'_>, remark: &Remark) -> String {
    let mut lines = vec![remark.message.clone()];
    if let Some(claim) = remark.claim {
        lines.push(format!("the claim is in line {claim}"));
    }
    lines.extend(case.lines(DETAILS));
    lines.join("\n")
}

fn summary(outcome: &Outcome, cases: &[Case<'_>]) -> String {
    let count = |of: fn(&Case<'_>) -> bool| cases.iter().filter(|case| of(case)).count();
    let violated = outcome.entries.iter().filter(|entry| entry.violated).count();
    let known = count(|case| case.standing() == Standing::Known);
    let unmet = count(|case| !case.unmet.is_empty());
    let mut counts = vec![("answers", outcome.entries.len())];
    if outcome.question {
        counts.push(("violated", violated));
    } else {
        counts.extend([("violated as claimed", known), ("claims not met", unmet)]);
    }
    let failures = [
        ("searches cut short", cut_short(outcome).len()),
        ("disagreements of the engines", outcome.disagreements.len()),
    ];
    counts.extend(failures.into_iter().filter(|(_, count)| *count > 0));
    let words: Vec<_> = counts.iter().map(|(what, count)| format!("{what}: {count}")).collect();
    words.join(", ")
}

fn command(name: &str, properties: &[(&str, String)], message: &str) -> String {
    let property = |(key, value): &(&str, String)| format!("{key}={}", escape_property(value));
    let properties: Vec<_> = properties.iter().map(property).collect();
    format!("::{name} {}::{}\n", properties.join(","), escape(message))
}

/// What would end the command, or stand for something else; a log shows no control characters.
fn escape(message: &str) -> String {
    let escaped = |c: char| match c {
        '%' => "%25".to_owned(),
        '\r' => "%0D".to_owned(),
        '\n' => "%0A".to_owned(),
        c if c.is_control() => char::REPLACEMENT_CHARACTER.to_string(),
        c => c.to_string(),
    };
    message.chars().map(escaped).collect()
}

/// What would end the property besides.
fn escape_property(value: &str) -> String {
    escape(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_model::formats::samples;
    use expect_test::expect;

    #[test]
    fn annotations_are_at_rows() {
        expect![[r#"
            ::error file=spec/editions/2012-candidate.md,title=2012-candidate%3A the engines disagree::small: 96 states here, 97 in Stateright
            ::error file=spec/editions/2012-candidate.md,line=231,title=2012-candidate%3A servers_agree::servers_agree in small (all) is claimed to be holds, found violated%0Athe claim is in line 624%0Ait says: both records say the same%0Athe shortest story has 1 step, its last row is REV-1-02 (line 231)%0Achart: out/2012-candidate/servers_agree.svg
            ::error file=spec/editions/2012-candidate.md,line=1,title=2012-candidate%3A failure_restores::failure_restores in small (all) has no claim%0Ait says: a failure leaves what was before
            ::error file=spec/editions/2012-candidate.md,line=630,title=2012-candidate%3A no_ambiguity::no_ambiguity in small (must) is claimed with 310 states, found 96%0Ait says: no two rows apply to the same reception%0Athe search was cut short: nothing is known about the rest
            ::error file=spec/editions/2012-candidate.md,line=630,title=2012-candidate%3A no_ambiguity::no_ambiguity in small (must) is claimed with 960 edges, found 288%0Ait says: no two rows apply to the same reception%0Athe search was cut short: nothing is known about the rest
            ::error file=spec/editions/2012-candidate.md,line=640,title=2012-candidate%3A no_such_property::no_such_property in small (all) names a property or a scope that does not exist
            ::error file=spec/editions/2012-candidate.md,line=641,title=2012-candidate%3A servers_agree::servers_agree in smal (all) names a property or a scope that does not exist
            ::warning file=spec/editions/2012-candidate.md,title=2012-candidate%3A cut short::small (must): the search was cut short: nothing is known about the rest
            ::notice title=2012-candidate::answers: 5, violated as claimed: 1, claims not met: 5, searches cut short: 1, disagreements of the engines: 1
            ::error file=my files/odd%2C 50%25%3A é.md,line=1,title=it's <odd>%2C "50%25"%3A é & ü%3A no_dead_row::no_dead_row in small (all) is violated%0Ait says: every row in force applies at least once%0A`{0}` <b> & "c" ]]> 100%25%0Aa�[1mbell�%0D%0Aand a line: x, y
            ::notice title=it's <odd>%2C "50%25"%3A é & ü::answers: 2, violated: 1
        "#]].assert_eq(&github(&samples::pair()));
    }

    #[test]
    fn nothing_ends_a_command_early() {
        let command = command("error", &[("title", "50%: a,\r\nb".to_owned())], "100%: a,\r\n::b");
        expect![[r#"
            ::error title=50%25%3A a%2C%0D%0Ab::100%25: a,%0D%0A::b
        "#]]
        .assert_eq(&command);
    }
}
