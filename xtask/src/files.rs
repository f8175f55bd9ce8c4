//! The documents that a verb works on: those of the project, or files that the caller names.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use protocol::{CompileError, Table};
use spec::{Color, Edition};

use crate::exit::Exit;

/// A document with the path under which it was read.
pub struct Document {
    /// The path, as it is shown.
    pub path: PathBuf,
    /// What the reader made of it.
    pub edition: Edition,
}

/// The folder of the editions: of the checkout in which the caller stands, so that a copy of the
/// project is one of its own; elsewhere, of the one that this program was built from.
pub fn editions() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let here = std::env::current_dir().unwrap_or_default();
    let is_checkout = |folder: &&Path| {
        folder.join("xtask/Cargo.toml").is_file() && folder.join("spec/editions").is_dir()
    };
    let root = here.ancestors().find(is_checkout).unwrap_or(built);
    // A path relative to where the caller stands reads better, where it is one.
    root.strip_prefix(&here).map_or(root.to_owned(), Path::to_owned).join("spec/editions")
}

/// The edition that is asked about where none is named.
const USUAL: &str = "2012-candidate";

/// The documents that are named, editions first; `if_none` says which where there are none.
///
/// # Errors
/// [`Exit::Usage`], told on standard error, for an edition that is not there.
pub fn paths(
    editions: &[String],
    files: &[PathBuf],
    if_none: impl FnOnce() -> Result<Vec<PathBuf>, Exit>,
) -> Result<Vec<PathBuf>, Exit> {
    if editions.is_empty() && files.is_empty() {
        return if_none();
    }
    let editions: Result<Vec<_>, Exit> = editions.iter().map(|name| named(name)).collect();
    Ok([editions?, files.to_vec()].concat())
}

/// The file that is named, or else the edition, or else the usual one.
///
/// # Errors
/// [`Exit::Usage`], told on standard error, for an edition that is not there.
pub fn one(edition: Option<&str>, file: Option<&Path>) -> Result<PathBuf, Exit> {
    file.map_or_else(|| named(edition.unwrap_or(USUAL)), |file| Ok(file.to_owned()))
}

/// The usual edition, for [`paths`].
///
/// # Errors
/// [`Exit::Usage`], told on standard error, when it is not there.
pub fn usual() -> Result<Vec<PathBuf>, Exit> {
    Ok(vec![one(None, None)?])
}

/// How diagnostics are shown on standard error.
pub fn color() -> Color {
    if std::io::stderr().is_terminal() { Color::Styled } else { Color::Plain }
}

/// The paths of all editions of the project, by name.
///
/// # Errors
/// [`Exit::Usage`], told on standard error, when the folder cannot be read.
pub fn all() -> Result<Vec<PathBuf>, Exit> {
    all_in(&editions())
}

/// The paths of all documents in a folder, by name.
///
/// # Errors
/// As [`all`].
pub fn all_in(folder: &Path) -> Result<Vec<PathBuf>, Exit> {
    let entries = std::fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    paths.sort();
    Ok(paths)
}

/// The path of the edition of that name.
///
/// # Errors
/// [`Exit::Usage`], told on standard error, when there is none.
pub fn named(name: &str) -> Result<PathBuf, Exit> {
    let all = all()?;
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    if let Some(path) = all.iter().find(|path| stem(path).as_deref() == Some(name)) {
        return Ok(path.clone());
    }
    let names: Vec<_> = all.iter().filter_map(stem).collect();
    let hint = spec::did_you_mean(name, names.iter().map(String::as_str))
        .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    eprintln!("error: there is no edition `{name}`{hint} (there are: {})", names.join(", "));
    Err(Exit::Usage)
}

/// Reads a document and prints what is wrong with it.
///
/// # Errors
/// [`Exit::Usage`] when the file cannot be read; a document with errors is no error here.
pub fn read(path: &Path, color: Color) -> Result<Document, Exit> {
    let bytes = std::fs::read(path).map_err(|error| told(path, &error))?;
    let edition = spec::load(&path.to_string_lossy(), &bytes);
    eprint!("{}", edition.diagnostics.render(&edition.source, color));
    Ok(Document { path: path.to_owned(), edition })
}

/// Writes a file, its folders too.
///
/// # Errors
/// [`Exit::Usage`], told on standard error.
pub fn write(path: &Path, text: &str) -> Result<(), Exit> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
    }
    // Beside it first, so that a full disk never leaves half a document.
    let beside = path.with_extension("new");
    std::fs::write(&beside, text).map_err(|error| told(&beside, &error))?;
    std::fs::rename(&beside, path).map_err(|error| told(path, &error))
}

/// What is said of an argument that a verb does not have; `help` shows its options.
pub fn unexpected(argument: &lexopt::Arg<'_>, help: &str) -> String {
    let name = match argument {
        lexopt::Arg::Long(name) => format!("--{name}"),
        lexopt::Arg::Short(letter) => format!("-{letter}"),
        lexopt::Arg::Value(word) => {
            return format!("`{}` is one word too many", word.to_string_lossy());
        }
    };
    let known = help.split_whitespace().filter(|word| word.starts_with("--"));
    let hint = spec::did_you_mean(&name, known)
        .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
    format!("there is no option `{name}`{hint}")
}

/// Tells of rows that cannot be compiled.
pub fn uncompiled(table: &Table, errors: &[CompileError]) -> Exit {
    for error in errors {
        let row = &table.rows[error.row.0 as usize];
        eprintln!("error: row {} (line {}): {}", row.rule, row.line, error.message);
    }
    Exit::Document
}

/// Tells that a file could not be read or written.
pub fn told(path: &Path, error: &std::io::Error) -> Exit {
    eprintln!("error: {}: {error}", path.display());
    Exit::Usage
}
