//! What is judged: a file, standard input or a folder, and of which kind it is.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use protocol::Table;
use serde::Deserialize;
use serde_json::Value;

use super::options::Options;
use crate::exit::Exit;
use crate::files;

/// What kind of recording it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The trace of one server.
    Side,
    /// That of the wire.
    Wire,
    /// An HTTP archive.
    Har,
    /// A folder of bodies.
    Folder,
}

/// A recording that is open.
pub struct Input {
    /// Its path, as it is shown.
    pub path: PathBuf,
    /// Its kind.
    pub kind: Kind,
    /// The edition that it says it is of.
    pub edition: Option<String>,
    lines: Option<Box<dyn BufRead>>,
    /// The first line, and how many empty ones were before it.
    first: Option<(String, usize)>,
    /// How many lines were read.
    read: usize,
}

/// A line longer than that is none of a trace, in bytes.
const LONGEST: u64 = 1 << 20;

impl Input {
    /// Opens a recording and looks what it is.
    ///
    /// # Errors
    /// [`Exit::Usage`], told on standard error, for what cannot be read.
    pub fn open(path: &Path, options: &Options) -> Result<Input, Exit> {
        let of = |kind, lines| {
            let path = path.to_owned();
            Input { path, kind, edition: None, lines, first: None, read: 0 }
        };
        let is_stdin = path == Path::new("-");
        if !is_stdin && path.is_dir() {
            return Ok(of(Kind::Folder, None));
        }
        let lines: Box<dyn BufRead> = if is_stdin {
            Box::new(io::stdin().lock())
        } else {
            let file = File::open(path).map_err(|error| files::told(path, &error))?;
            Box::new(BufReader::with_capacity(1 << 16, file))
        };
        let is_har = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("har"));
        if options.har || is_har {
            return Ok(of(Kind::Har, Some(lines)));
        }
        let mut input = of(Kind::Side, Some(lines));
        let (mut line, mut empty) = (String::new(), 0);
        while input.line(&mut line)? && line.trim().is_empty() {
            empty += 1;
        }
        if trace::wire::is_wire(&line) {
            input.kind = Kind::Wire;
        }
        #[derive(Deserialize)]
        struct Named {
            edition: String,
        }
        input.edition = serde_json::from_str(&line).ok().map(|Named { edition }| edition);
        input.first = Some((line, empty));
        Ok(input)
    }

    /// Takes the trace for one of that edition: options that it does not have decide nothing in it.
    pub fn retell(&mut self, table: &Table) {
        let Some((line, _)) = &mut self.first else { return };
        let Ok(Value::Object(mut header)) = serde_json::from_str(line) else { return };
        header.insert("edition".to_owned(), table.edition.as_str().into());
        if let Some(Value::Array(options)) = header.get_mut("options") {
            let is_known =
                |option: &Value| option.as_str().is_some_and(|it| table.option(it).is_some());
            options.retain(is_known);
        }
        *line = Value::Object(header).to_string();
        self.edition = Some(table.edition.clone());
    }

    /// The next line, without its end; `false` where there is none.
    ///
    /// # Errors
    /// [`Exit::Usage`] or [`Exit::Document`], told on standard error.
    pub fn line(&mut self, line: &mut String) -> Result<bool, Exit> {
        if let Some((first, empty)) = &mut self.first {
            if *empty > 0 {
                *empty -= 1;
                line.clear();
                return Ok(true);
            }
            *line = std::mem::take(first);
            self.first = None;
            return Ok(!line.is_empty());
        }
        line.clear();
        let Some(lines) = &mut self.lines else { return Ok(false) };
        self.read += 1;
        let read = lines.take(LONGEST).read_line(line);
        let length = read.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => {
                eprintln!("error: {}: line {}: it is no UTF-8", self.path.display(), self.read);
                Exit::Document
            }
            _ => files::told(&self.path, &error),
        })?;
        if length as u64 == LONGEST {
            eprintln!("error: {}: a line of more than {LONGEST} bytes", self.path.display());
            return Err(Exit::Document);
        }
        line.truncate(line.trim_end_matches(['\n', '\r']).len());
        Ok(length > 0)
    }

    /// The whole of it.
    ///
    /// # Errors
    /// [`Exit::Usage`], told on standard error.
    pub fn bytes(self) -> Result<Vec<u8>, Exit> {
        let mut bytes = Vec::new();
        let mut lines = self.lines.unwrap_or_else(|| Box::new(io::empty()));
        lines.read_to_end(&mut bytes).map_err(|error| files::told(&self.path, &error))?;
        Ok(bytes)
    }
}
