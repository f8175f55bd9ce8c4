//! The command line.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};

use crate::config::{Config, Side};
use crate::hook::Hook;
use crate::outcome::Verdict;
use crate::report::Detail;
use crate::run::{Choice, Ground, Judged, cases, is_meant, judge};
use crate::{init, report};

const HELP: &str = "\
dm-conform --config FILE [OPTIONS]
dm-conform --init FOLDER [--role ROLE]
dm-conform --list [--case PATTERN] [--role ROLE]

Judges a server of the OMA DM Server Delegation Protocol: plays its peer, the bootstrap server, the
device and (by a hook) its operator, and says for each rule whether the server keeps it.

  --init FOLDER        writes a configuration with comments, and certificates for tests
  --config FILE        the configuration; conform.toml where none is given
  --list               names the cases and what each shows; plays none
  --case PATTERN       only cases with that in their id; `*` stands for anything; may be repeated
  --role ROLE          only cases for DMS-1, or for DMS-2
  --strict             what the text recommends, and our reading of what it leaves open, count as
                       what it requires
  --anyway             plays all cases, even if the sanity case did not pass
  --first-device N     begins with the device of that number: a device is used once, unless your server
                       forgets it between two runs
  --timeout-scale N    waits N times as long
  --json FILE          the outcomes as JSON; `-` for standard output
  --junit FILE         the same as JUnit
  --html FOLDER        the same as pages, with transcript and chart for each case
  --verbose            what passed too; of what did not, chart and transcript

exit codes
  0  nothing is wrong
  1  a case failed, or one that was expected to fail passed
  3  nothing failed, but cases were inconclusive
  4  the command line or the configuration is wrong
  5  an internal fault
";

/// Runs the program.
pub fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    match run(std::env::args_os().skip(1), &mut out) {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            eprintln!("error: {message}\nhelp: dm-conform --help says more");
            ExitCode::from(4)
        }
    }
}

#[derive(Default)]
struct Asked {
    init: Option<PathBuf>,
    config: Option<PathBuf>,
    list: bool,
    verbose: bool,
    scale: Option<f64>,
    json: Option<PathBuf>,
    junit: Option<PathBuf>,
    html: Option<PathBuf>,
    choice: Choice,
}

/// The same with these arguments, what is printed going to `out`; the exit code.
///
/// # Errors
/// What is wrong with the command line or the configuration.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut impl Write,
) -> Result<u8, String> {
    let mut asked = Asked::default();
    let mut parser = Parser::from_args(arguments);
    let told = |error: lexopt::Error| error.to_string();
    while let Some(argument) = parser.next().map_err(told)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                print(out, HELP);
                return Ok(0);
            }
            Arg::Long("init") => asked.init = Some(path(&mut parser)?),
            Arg::Long("config") => asked.config = Some(path(&mut parser)?),
            Arg::Long("json") => asked.json = Some(path(&mut parser)?),
            Arg::Long("junit") => asked.junit = Some(path(&mut parser)?),
            Arg::Long("html") => asked.html = Some(path(&mut parser)?),
            Arg::Long("list") => asked.list = true,
            Arg::Long("verbose") => asked.verbose = true,
            Arg::Long("first-device") => {
                let number = parser.value().and_then(|it| it.parse::<usize>()).map_err(told)?;
                let Some(before) = number.checked_sub(1) else {
                    return Err("--first-device is a number from 1 on".to_owned());
                };
                asked.choice.first_device = before;
            }
            Arg::Long("anyway") => asked.choice.anyway = true,
            Arg::Long("strict") => asked.choice.strict = true,
            Arg::Long("case") => {
                let pattern = parser.value().and_then(|value| value.string()).map_err(told)?;
                asked.choice.patterns.push(pattern);
            }
            Arg::Long("role") => {
                let word = parser.value().and_then(|value| value.string()).map_err(told)?;
                asked.choice.role = Some(match word.as_str() {
                    "DMS-1" => Side::Delegating,
                    "DMS-2" => Side::Delegated,
                    other => return Err(format!("--role is DMS-1 or DMS-2, not `{other}`")),
                });
            }
            Arg::Long("timeout-scale") => {
                let scale = parser.value().and_then(|it| it.parse::<f64>()).map_err(told)?;
                if !(0.1..=1_000.0).contains(&scale) {
                    return Err("--timeout-scale is a number from 0.1 to 1000".to_owned());
                }
                asked.scale = Some(scale);
            }
            other => return Err(told(other.unexpected())),
        }
    }
    if let Some(folder) = &asked.init {
        for path in init::run(folder, asked.choice.role)? {
            print(out, &format!("{path}\n"));
        }
        return Ok(0);
    }
    if asked.list { list(&asked.choice, out) } else { play(&asked, out) }
}

/// Whoever reads it may have had enough.
fn print(out: &mut impl Write, text: &str) {
    drop(out.write_all(text.as_bytes()));
}

fn path(parser: &mut Parser) -> Result<PathBuf, String> {
    parser.value().map(PathBuf::from).map_err(|error| error.to_string())
}

fn list(choice: &Choice, out: &mut impl Write) -> Result<u8, String> {
    for case in cases("2012-candidate")?.cases {
        let role = choice.role.is_none_or(|role| role.name() == case.server);
        let pattern = is_meant(&choice.patterns, &case.id);
        if role && pattern {
            let (id, level, server, basis) =
                (&case.id, case.level.word(), &case.server, &case.basis);
            let shows = &case.shows;
            print(out, &format!("{server}  {level:<6}  {id:<44}  {basis}\n    {shows}\n"));
        }
    }
    Ok(0)
}

fn play(asked: &Asked, out: &mut impl Write) -> Result<u8, String> {
    let path = asked.config.clone().unwrap_or_else(|| PathBuf::from("conform.toml"));
    let mut config = Config::read(&path)?;
    if let Some(scale) = asked.scale {
        config.waits.scale(scale);
    }
    let hook = Hook::of(&config.trigger);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let ground = Ground { hook, listeners: None };
    let judged = runtime.block_on(judge(config, &asked.choice, ground))?;
    let to_stdout = asked.json.as_ref().is_some_and(|path| path.as_os_str() == "-");
    if let Some(path) = &asked.json {
        let text = report::json(&judged)?;
        if to_stdout { print(out, &text) } else { write(path, &text)? }
    }
    if let Some(path) = &asked.junit {
        write(path, &report::junit(&judged))?;
    }
    if let Some(folder) = &asked.html {
        for (name, text) in report::html(&judged) {
            write(&folder.join(name), &text)?;
        }
    }
    if !to_stdout {
        let detail = if asked.verbose { Detail::Charts } else { Detail::Verdicts };
        print(out, &report::text(&judged, detail));
    }
    Ok(code(&judged))
}

/// How the program ends.
fn code(judged: &Judged) -> u8 {
    if judged.outcomes.iter().any(|outcome| outcome.verdict.is_bad()) {
        1
    } else if judged.count(Verdict::Inconclusive) > 0 {
        3
    } else {
        0
    }
}

fn write(path: &std::path::Path, text: &str) -> Result<(), String> {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    let made = above.map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}
