//! The command line of `cargo xtask trace`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser, ValueExt};
use protocol::Role;

use crate::check_model::options::{known_scope, number, one_of};
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask trace FILE... [OPTIONS]

Is what was recorded a behaviour of the edition? If not: the first wrong line, what was allowed
there instead and by which rules, the states that were still possible, and a chart up to there.
docs/trace-format.md says how traces are written.

  FILE                 the trace of one server, or of the wire between two (NDJSON); - is stdin
                       NAME.har: an HTTP archive; a folder: recorded bodies, 0001-request.xml, ...
  --edition NAME       the edition (that of the trace, or else 2012-candidate)
  --spec FILE          a document outside of the build
  --side dms-1|dms-2|wire   the side that it must be of; wire: also what passed by the traces of
                       both servers, which are given as two files or more
  --har                FILE is an HTTP archive, whatever its name
  --json               the verdict as one JSON object
  --no-chart           without the chart
  --chart FILE         the chart as a picture, SVG
  --bound N            records or states that are followed at once at most (1000000)
  --example N          write a trace of N steps that follows the edition, of --side

the wire
  --scope NAME         how often operators act and what goes wrong until all is at rest: story,
                       small/loss, ...; may be repeated (story, then small, then standard)
  --options CHOICE     all, must, or names with commas between; may be repeated (those of the trace,
                       or else all, then must)
  --device ID          only that device, of several that a recording shows (each by itself)
  --dms-1 HOST         the host of DMS-1, where the messages of a recording do not tell
  --save FILE          write what was read as a trace of the wire

";

/// Which side a trace is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// One server.
    Server(Role),
    /// What passed between both.
    Wire,
}

/// The command line, read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What is judged.
    pub files: Vec<PathBuf>,
    /// The edition that is named.
    pub edition: Option<String>,
    /// The document that is named.
    pub spec: Option<PathBuf>,
    /// The side that it must be of.
    pub side: Option<Side>,
    /// Files are HTTP archives.
    pub har: bool,
    /// The verdict as JSON.
    pub json: bool,
    /// No chart in the terminal.
    pub no_chart: bool,
    /// Where the picture goes.
    pub chart: Option<PathBuf>,
    /// Records or states followed at once.
    pub bound: Option<usize>,
    /// Write an example of so many steps.
    pub example: Option<u64>,
    /// The scopes of the wire.
    pub scopes: Vec<String>,
    /// The choices of options.
    pub options: Vec<String>,
    /// Only that device.
    pub device: Option<String>,
    /// The host of DMS-1.
    pub dms_1: Option<String>,
    /// Where the trace of the wire goes.
    pub save: Option<PathBuf>,
}

/// Reads the command line.
///
/// # Errors
/// [`Exit::Usage`] with the fault told on standard error; [`Exit::Met`] after `--help`.
pub fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let mut options = Options::default();
    let mut parser = Parser::from_args(arguments);
    let fault = |error: lexopt::Error| wrong(&error.to_string());
    while let Some(argument) = parser.next().map_err(fault)? {
        if let Arg::Value(file) = argument {
            options.files.push(PathBuf::from(file));
            continue;
        }
        let name = match &argument {
            Arg::Long("help") | Arg::Short('h') => {
                print!(
                    "{HELP}{}",
                    WORDS
                        .replace("all claims are met", "a behaviour")
                        .replace("a claim is not met", "not a behaviour",)
                );
                return Err(Exit::Met);
            }
            Arg::Long(name) => (*name).to_owned(),
            Arg::Short(_) | Arg::Value(_) => String::new(),
        };
        let unknown = files::unexpected(&argument, HELP);
        if !options.take(&name, &mut parser).map_err(fault)? {
            return Err(wrong(&unknown));
        }
    }
    if options.files.is_empty() && options.example.is_none() {
        return Err(wrong("no trace is named"));
    }
    if options.example.is_some() && !options.files.is_empty() {
        return Err(wrong("--example reads no file"));
    }
    if options.files.iter().filter(|file| *file == Path::new("-")).count() > 1 {
        return Err(wrong("standard input can be read once"));
    }
    Ok(options)
}

impl Options {
    fn take(&mut self, name: &str, parser: &mut Parser) -> Result<bool, lexopt::Error> {
        let mut word = || parser.value()?.string();
        match name {
            "edition" => self.edition = Some(word()?),
            "spec" => self.spec = Some(PathBuf::from(word()?)),
            "side" => {
                self.side = Some(match one_of(&word()?, &["dms-1", "dms-2", "wire"])? {
                    "dms-1" => Side::Server(Role::Delegating),
                    "dms-2" => Side::Server(Role::Delegated),
                    _ => Side::Wire,
                });
            }
            "har" => self.har = true,
            "json" => self.json = true,
            "no-chart" => self.no_chart = true,
            "chart" => self.chart = Some(PathBuf::from(word()?)),
            "bound" => self.bound = Some(number(&word()?, 1, 100_000_000)? as usize),
            "example" => self.example = Some(number(&word()?, 1, 1_000_000_000)?),
            "scope" => self.scopes.push(known_scope(word()?)?),
            "options" => self.options.push(word()?),
            "device" => self.device = Some(word()?),
            "dms-1" => self.dms_1 = Some(word()?),
            "save" => self.save = Some(PathBuf::from(word()?)),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Tells what is wrong with the command line.
pub fn wrong(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask trace --help` lists the options");
    Exit::Usage
}
