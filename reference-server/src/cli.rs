//! The command line: which verbs there are, and how they end.

mod arguments;
mod example;
mod init;
mod operate;
mod serve;
mod show;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use arguments::Given;

/// How a verb ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It is done.
    Done = 0,
    /// The server refuses, or does not know what was asked for.
    Refused = 1,
    /// The configuration, the document or the token is wrong.
    Configuration = 2,
    /// The server does not answer.
    Unreachable = 3,
    /// The command line is wrong, or a file cannot be read or written.
    Usage = 4,
    /// Something that must not happen.
    Internal = 5,
}

const CODES: &str = "\
exit codes
  0  done
  1  the server refuses, or does not know what was asked for
  2  the configuration, the document or the token is wrong
  3  the server does not answer
  4  the command line is wrong, or a file cannot be read or written
  5  an internal fault
";

/// Why a verb did not do its work.
#[derive(Debug)]
struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    fn new(exit: Exit, message: impl std::fmt::Display) -> Failure {
        Failure { exit, message: message.to_string() }
    }
}

type Outcome = Result<(), Failure>;

/// A verb: its words are positional, each wanted.
struct Verb {
    name: &'static str,
    words: &'static [&'static str],
    options: &'static [Opt],
    about: &'static str,
    run: fn(&Given) -> Outcome,
}

/// An option with the name of its value, where it takes one.
struct Opt {
    name: &'static str,
    value: Option<&'static str>,
    about: &'static str,
}

const CONFIG: Opt = Opt {
    name: "config",
    value: Some("FILE"),
    about: "configuration of the server; dm-server.toml where it is not given",
};
const PEER: Opt = Opt {
    name: "peer",
    value: Some("PEER"),
    about: "with whom the session is, where several peers have one of that identifier",
};
const JSON: Opt = Opt { name: "json", value: None, about: "the answer as JSON" };

const VERBS: &[Verb] = &[
    Verb {
        name: "init",
        words: &["DIR"],
        options: &[
            Opt { name: "pair", value: None, about: "two servers that know each other" },
            Opt {
                name: "edition",
                value: Some("NAME"),
                about: "the edition to be run; 2012-candidate if not given",
            },
            Opt { name: "server-id", value: Some("ID"), about: "identifier; dms1 if not given" },
            Opt {
                name: "port-base",
                value: Some("PORT"),
                about: "first of the ports that are used, three for each server; 7400 if not given",
            },
            Opt { name: "force", value: None, about: "overwrites what is there" },
            JSON,
        ],
        about: "writes an annotated configuration and certificates for tests",
        run: init::run,
    },
    Verb {
        name: "serve",
        words: &[],
        options: &[
            CONFIG,
            Opt { name: "spec", value: Some("FILE"), about: "runs this document" },
            Opt { name: "log", value: Some("text|json"), about: "form of the log" },
            Opt {
                name: "log-filter",
                value: Some("FILTER"),
                about: "what is logged, such as debug; $DM_SERVER_LOG or info if not given",
            },
        ],
        about: "runs the server",
        run: serve::run,
    },
    Verb {
        name: "delegate",
        words: &["PEER", "DEVICE"],
        options: &[
            Opt { name: "full", value: None, about: "the whole tree" },
            Opt { name: "tree", value: Some("URI"), about: "another part than that of the device" },
            CONFIG,
            JSON,
        ],
        about: "begins a delegation",
        run: operate::delegate,
    },
    Verb {
        name: "revoke",
        words: &["PEER", "DEVICE"],
        options: &[
            Opt { name: "force", value: None, about: "without asking the peer" },
            CONFIG,
            JSON,
        ],
        about: "revokes a delegation",
        run: operate::revoke,
    },
    Verb {
        name: "request-revocation",
        words: &["PEER", "DEVICE"],
        options: &[CONFIG, JSON],
        about: "asks the peer to revoke a delegation",
        run: operate::request_revocation,
    },
    Verb {
        name: "sessions",
        words: &[],
        options: &[
            Opt { name: "watch", value: None, about: "goes on and shows each change" },
            CONFIG,
            JSON,
        ],
        about: "lists the sessions",
        run: operate::sessions,
    },
    Verb {
        name: "session",
        words: &["ID"],
        options: &[PEER, CONFIG, JSON],
        about: "shows a session",
        run: operate::session,
    },
    Verb {
        name: "devices",
        words: &[],
        options: &[CONFIG, JSON],
        about: "lists the devices",
        run: operate::devices,
    },
    Verb {
        name: "peers",
        words: &[],
        options: &[CONFIG, JSON],
        about: "lists the peers",
        run: operate::peers,
    },
    Verb {
        name: "chart",
        words: &["ID"],
        options: &[PEER, CONFIG, JSON],
        about: "draws a session as a sequence chart",
        run: operate::chart,
    },
    Verb {
        name: "trace",
        words: &["ID"],
        options: &[PEER, CONFIG, JSON],
        about: "prints the trace of a session, NDJSON in any case",
        run: operate::trace,
    },
];

/// Runs the command line without the program's name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // A panic has told what it was; it ends as the internal fault that it is.
    let done = std::panic::catch_unwind(|| dispatch(arguments));
    let exit = match done {
        Ok(Ok(())) => Exit::Done,
        Ok(Err(Failure { exit, message })) => {
            eprintln!("error: {}", message.trim_end());
            exit
        }
        Err(_) => Exit::Internal,
    };
    ExitCode::from(exit as u8)
}

fn dispatch(mut arguments: Vec<OsString>) -> Outcome {
    if arguments.is_empty() {
        return Err(Failure::new(Exit::Usage, format!("a verb is missing\n\n{}", help())));
    }
    let name = arguments.remove(0).to_string_lossy().into_owned();
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        let verb = arguments.first().and_then(|name| find(&name.to_string_lossy()));
        return print(&verb.map_or_else(help, verb_help));
    }
    if matches!(name.as_str(), "--version" | "-V") {
        return print(concat!("dm-server ", env!("CARGO_PKG_VERSION"), "\n"));
    }
    let Some(verb) = find(&name) else {
        let known = VERBS.iter().map(|verb| verb.name);
        let hint = did_you_mean(&name, known);
        let message = format!("there is no verb `{}`{hint}\n\n{}", show::safe(&name), help());
        return Err(Failure::new(Exit::Usage, message));
    };
    match arguments::read(verb, arguments)? {
        Some(given) => (verb.run)(&given),
        None => print(&verb_help(verb)),
    }
}

fn find(name: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.name == name)
}

fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    spec::did_you_mean(word, known)
        .map_or(String::new(), |near| format!("; did you mean `{near}`?"))
}

fn help() -> String {
    let mut text = "dm-server VERB [OPTIONS]\n\n".to_owned();
    for verb in VERBS {
        let usage = [&[verb.name], verb.words].concat().join(" ");
        text.push_str(&format!("  {usage:<32}{}\n", verb.about));
    }
    text.push_str("\ndm-server VERB --help says more.\n");
    text
}

fn verb_help(verb: &Verb) -> String {
    let usage = [&["dm-server", verb.name], verb.words].concat().join(" ");
    let mut text = format!("{usage} [OPTIONS]\n\n{}\n\n", verb.about);
    for option in verb.options {
        let value = option.value.map_or(String::new(), |value| format!(" {value}"));
        text.push_str(&format!("  {:<24}{}\n", format!("--{}{value}", option.name), option.about));
    }
    text.push_str(&format!("\n{CODES}"));
    text
}

/// Prints; whoever reads may have gone away, which is no fault.
fn print(text: &str) -> Outcome {
    is_read(text).map(drop)
}

/// Prints, and says whether anybody still reads.
fn is_read(text: &str) -> Result<bool, Failure> {
    let mut out = sink();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::new(Exit::Usage, format!("standard output: {error}"))),
    }
}

#[cfg(not(test))]
fn sink() -> impl Write {
    std::io::stdout().lock()
}

#[cfg(test)]
use tests::sink;

#[cfg(test)]
mod tests;
