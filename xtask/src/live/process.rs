//! The processes of an edition: what is ordered, and how it ends.
//!
//! They stand in a table, `spec/demos/<edition>.md`, so that who adds a process to an edition can
//! have it shown without a line of code.

use spec::{Diagnostic, Diagnostics, Piece, Separator, Source, Table};

use super::pair::{DEVICE, Initial, Server};
use crate::exit::Exit;
use crate::files;

/// What is done, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its name on the command line.
    pub name: String,
    /// Where the text describes it.
    pub clause: String,
    /// What is done.
    pub about: String,
    /// How the device comes to know DMS-2: `account` or `url`.
    pub approach: String,
    /// What is on the device at first.
    pub initial: Initial,
    /// What is ordered, one after the other.
    pub acts: Vec<Act>,
    /// What is on the device in the end.
    pub device: String,
    /// The findings that the end shows.
    pub findings: Vec<String>,
    /// Timers that last otherwise than usual, in milliseconds.
    pub timers: Vec<(String, u32)>,
    /// What the servers say in parameters that they know nothing of.
    pub parameters: Vec<(String, String)>,
}

/// An order, and what both servers report on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Whose operator gives it.
    pub at: Server,
    /// The verb of `dm-server` and its options; the peer and the device stand between them.
    pub order: Vec<String>,
    /// What DMS-1 and DMS-2 report: an outcome, `not taken`, or `-` for nothing.
    pub outcomes: [String; 2],
}

/// The columns of the table.
const COLUMNS: [&str; 10] = [
    "Process", "Text", "About", "Approach", "Before", "Orders", "Reported", "Device", "Findings",
    "Settings",
];

impl Act {
    /// The order as its operator's command line has it.
    pub fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.order.iter().map(String::as_str).collect();
        let after_verb = words.len().min(1);
        words.splice(after_verb..after_verb, [self.at.peer().id(), DEVICE]);
        words
    }

    /// Whether it begins a delegation.
    pub fn delegates(&self) -> bool {
        self.order.first().is_some_and(|verb| verb == "delegate")
    }
}

/// The processes of an edition.
///
/// # Errors
/// There is no such file, or something in it is wrong; told on standard error.
pub fn all(edition: &str) -> Result<Vec<Process>, Exit> {
    let path = files::editions().with_file_name("demos").join(format!("{edition}.md"));
    let bytes = std::fs::read(&path).map_err(|error| {
        let exit = files::told(&path, &error);
        eprintln!("help: a table of processes to be shown; see docs/spec-editor.md");
        exit
    })?;
    let (source, mut diagnostics) = Source::from_bytes(path.to_string_lossy(), &bytes);
    let processes = read(&source, &mut diagnostics);
    eprint!("{}", diagnostics.render(&source, files::color()));
    if diagnostics.errors() > 0 { Err(Exit::Document) } else { Ok(processes) }
}

/// The process of that name.
///
/// # Errors
/// A sentence that names what is near.
pub fn named(processes: &[Process], name: &str) -> Result<Process, String> {
    if let Some(process) = processes.iter().find(|process| process.name == name) {
        return Ok(process.clone());
    }
    let hint = spec::did_you_mean(name, processes.iter().map(|process| process.name.as_str()))
        .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    Err(format!("there is no process `{name}`{hint}; --list names all"))
}

/// The processes that were named; all where none was.
///
/// # Errors
/// See [`named`].
pub fn chosen(processes: Vec<Process>, names: &[String]) -> Result<Vec<Process>, String> {
    if names.is_empty() {
        return Ok(processes);
    }
    names.iter().map(|name| named(&processes, name)).collect()
}

/// Prints the list.
pub fn list(processes: &[Process]) {
    for Process { name, clause, about, .. } in processes {
        println!("{name:<18} {clause:<8} {about}");
    }
}

fn read(source: &Source, diagnostics: &mut Diagnostics) -> Vec<Process> {
    let document = spec::scan(source, diagnostics);
    let mut processes: Vec<Process> = Vec::new();
    for (_, table) in document.tables() {
        let Some(columns) = columns(table, diagnostics) else { continue };
        for row in table.rows.iter().filter(|row| row.sound) {
            let [name, rest @ ..] = columns.map(|column| row.piece(column));
            if processes.iter().any(|process| process.name == name.text) {
                let message = format!("{} is there twice", spec::quote(name.text));
                diagnostics.push(name.error("duplicate-process", message));
            }
            match process(name, rest, diagnostics) {
                Ok(process) => processes.push(process),
                Err(error) => diagnostics.push(*error),
            }
        }
    }
    processes
}

/// Where the columns stand.
fn columns(table: &Table, diagnostics: &mut Diagnostics) -> Option<[usize; COLUMNS.len()]> {
    let missing = COLUMNS.iter().find(|name| table.column(name).is_none());
    if let Some(name) = missing {
        let message = format!("the table has no column `{name}`");
        let error = Diagnostic::error("missing-column", table.header.span, message);
        diagnostics.push(error.help(format!("the columns are {}", COLUMNS.join(", "))));
        return None;
    }
    Some(COLUMNS.map(|name| table.column(name).unwrap_or_default()))
}

fn process(
    name: Piece<'_>,
    [clause, about, approach, before, orders, reported, device, findings, settings]: [Piece<'_>; 9],
    diagnostics: &mut Diagnostics,
) -> Result<Process, Box<Diagnostic>> {
    let initial = match before.text {
        "untouched" => Initial::Untouched,
        "bootstrapped" => Initial::Bootstrapped,
        _ => return Err(unknown(before, ["untouched", "bootstrapped"])),
    };
    if !["account", "url"].contains(&approach.text) {
        return Err(unknown(approach, ["account", "url"]));
    }
    let orders = orders.split(&[Separator::Semicolon], diagnostics);
    let reported_for = reported.split(&[Separator::Semicolon], diagnostics);
    if orders.len() != reported_for.len() {
        let message = format!("{} orders, and {} reports", orders.len(), reported_for.len());
        let help = "write for each order what DMS-1 and DMS-2 report, as `revoked, revoked`";
        return Err(reported.error("wrong-count", message).help(help).into());
    }
    let mut acts = Vec::new();
    for (order, reported) in orders.into_iter().zip(reported_for) {
        acts.push(act(order, reported)?);
    }
    let (mut timers, mut parameters) = (Vec::new(), Vec::new());
    for setting in pieces(settings, Separator::Semicolon, diagnostics) {
        let wait = setting.strip_suffix("ms").and_then(|it| it.text.rsplit_once(' '));
        let wait = wait.and_then(|(timer, ms)| Some((timer.to_owned(), ms.parse().ok()?)));
        let says = setting.split_once(":").map(|(name, text)| (name.text, text.text));
        match (wait, says) {
            (Some(wait), _) => timers.push(wait),
            (None, Some((name, text))) => parameters.push((name.to_owned(), text.to_owned())),
            (None, None) => {
                let message = format!("{} sets nothing", spec::quote(setting.text));
                let help = "write `TIMER 100 ms`, or `PARAMETER: what it says`";
                return Err(setting.error("wrong-setting", message).help(help).into());
            }
        }
    }
    Ok(Process {
        name: name.text.to_owned(),
        clause: clause.text.to_owned(),
        about: about.text.to_owned(),
        approach: approach.text.to_owned(),
        initial,
        acts,
        device: device.text.to_owned(),
        findings: pieces(findings, Separator::Comma, diagnostics)
            .iter()
            .map(|it| it.text.to_owned())
            .collect(),
        timers,
        parameters,
    })
}

fn act(order: Piece<'_>, reported: Piece<'_>) -> Result<Act, Box<Diagnostic>> {
    let (at, words) = order.split_word();
    let Some(at) = Server::ALL.into_iter().find(|server| server.id() == at.text) else {
        return Err(unknown(at, Server::ALL.map(Server::id)));
    };
    let Some((one, two)) = reported.split_once(",") else {
        let message = "what DMS-2 reports is missing";
        return Err(reported.error("wrong-count", message).help("write `-` for nothing").into());
    };
    Ok(Act {
        at,
        order: words.words().map(|word| word.text.to_owned()).collect(),
        outcomes: [one.text.to_owned(), two.text.to_owned()],
    })
}

/// The pieces of a list; nothing where there is a dash.
fn pieces<'t>(
    piece: Piece<'t>,
    separator: Separator,
    diagnostics: &mut Diagnostics,
) -> Vec<Piece<'t>> {
    match piece.text {
        "-" => Vec::new(),
        _ => piece.split(&[separator], diagnostics),
    }
}

fn unknown<const N: usize>(piece: Piece<'_>, known: [&str; N]) -> Box<Diagnostic> {
    let message = format!("{} is none of {}", spec::quote(piece.text), known.join(", "));
    piece.error("unknown-word", message).suggest(piece.text, known).into()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use spec::{Color, Source};

    use super::{all, read};
    use crate::files;

    /// What is said of the table of 2012 with this change.
    fn check(from: &str, to: &str, expected: &Expect) {
        let path = files::editions().with_file_name("demos").join("2012-candidate.md");
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{from}");
        let text = text.replacen(from, to, 1);
        let (source, mut diagnostics) = Source::from_bytes("a.md", text.as_bytes());
        read(&source, &mut diagnostics);
        let told: Vec<_> = diagnostics
            .render(&source, Color::Plain)
            .lines()
            .filter(|line| line.starts_with("error") || line.contains("= help"))
            .map(str::to_owned)
            .collect();
        expected.assert_eq(&told.join("\n"));
    }

    #[test]
    fn each_edition_has_processes_and_each_finding_its_page() {
        let findings = files::editions().with_file_name("findings");
        for wire in codec::Wire::ALL {
            let processes = all(wire.edition()).unwrap();
            assert!(processes.len() > 10, "{}", processes.len());
            for finding in processes.iter().flat_map(|process| &process.findings) {
                assert!(findings.join(format!("{finding}.md")).is_file(), "{finding}");
            }
        }
    }

    #[test]
    fn what_is_wrong_in_the_table_is_said() {
        check(
            "| Settings |",
            "| Setting  |",
            &expect![[r#"
            error[missing-column]: the table has no column `Settings`
              = help: the columns are Process, Text, About, Approach, Before, Orders, Reported, Device, Findings, Settings"#]],
        );
        check(
            "dms1 delegate ",
            "dms3 delegate ",
            &expect![[r#"
            error[unknown-word]: `dms3` is none of dms1, dms2
               = help: did you mean `dms1`?"#]],
        );
        check(
            "| untouched ",
            "| untuoched ",
            &expect![[r#"
            error[unknown-word]: `untuoched` is none of untouched, bootstrapped
               = help: did you mean `untouched`?"#]],
        );
        check(
            "account-full-1 ",
            "account-partial-1",
            &expect!["error[duplicate-process]: `account-partial-1` is there twice"],
        );
        check(
            "revoked, revoked ",
            "revoked ",
            &expect![[r#"
            error[wrong-count]: what DMS-2 reports is missing
               = help: write `-` for nothing"#]],
        );
        check(
            "; revoked, revoked ",
            " ",
            &expect![[r#"
            error[wrong-count]: 2 orders, and 1 reports
               = help: write for each order what DMS-1 and DMS-2 report, as `revoked, revoked`"#]],
        );
        check(
            "| -        |",
            "| soon |",
            &expect![[r#"
            error[wrong-setting]: `soon` sets nothing
               = help: write `TIMER 100 ms`, or `PARAMETER: what it says`"#]],
        );
    }
}
