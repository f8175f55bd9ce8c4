//! The command line of `diff`.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::check_model::options::{Options as Searches, known_scope};
use crate::exit::Exit;
use crate::files;

const HELP: &str = "\
cargo xtask diff A B [OPTIONS]
cargo xtask diff --bless|--check [A B]

What changed from document A to document B, each the name of an edition or a file: rules, messages
and parameters, options, states, timers and questions, cell by cell; what that did to the protocol:
verdicts that changed, each with the shortest story that only one of them allows; and whether
everything that an observer between the servers can see in one is possible in the other.

  --rename OLD=NEW     a message or state of A that B calls otherwise; may be repeated. What rows of
                       the same id and tables of parameters show is found without
  --scope NAME         where properties are asked (story and small); may be repeated
  --documents          the documents only: nothing is searched
  --charts             with the charts, in the terminal
  --markdown, --html, --json   in that form: everything, with the charts; html is one file
  --out FILE           into that file
  --bless              write the pages docs/generated/diff/A--B.md: of A and B, or of all editions, each
                       with the next
  --check              compare those pages with what is found

exit codes
  0  no difference; with --bless and --check: the pages are current
  1  the documents differ; with --check: a page is not current
  2  a document is wrong
  3  a search was cut short, or a comparison was too large
  4  the command line is wrong, or a file cannot be read or written
  5  an internal fault
";

/// The form of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Short, for people at a terminal.
    Terminal,
    /// The page as it is committed.
    Markdown,
    /// The page as one file.
    Html,
    /// For programs.
    Json,
}

/// What happens to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It is shown.
    Show,
    /// It is written where it is committed.
    Bless,
    /// It is compared with the committed one.
    Check,
}

/// The command line, read.
#[derive(Debug)]
pub struct Options {
    /// Names or files: two, or none for all editions.
    pub documents: Vec<String>,
    /// Old and new names.
    pub renamed: Vec<(String, String)>,
    /// Nothing is searched.
    pub documents_only: bool,
    /// Charts in the terminal.
    pub charts: bool,
    /// The form.
    pub form: Form,
    /// What happens to the page.
    pub then: Then,
    /// Where it goes instead of the terminal.
    pub out: Option<PathBuf>,
    searches: Searches,
}

impl Options {
    /// The searches that are asked for; none where only the documents are compared.
    pub fn searches(&self) -> Option<Searches> {
        (!self.documents_only).then(|| self.searches.clone())
    }
}

/// Reads the command line.
///
/// # Errors
/// [`Exit::Usage`] with the fault told on standard error; [`Exit::Met`] after `--help`.
pub fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let mut options = Options {
        documents: Vec::new(),
        renamed: Vec::new(),
        documents_only: false,
        charts: false,
        form: Form::Terminal,
        then: Then::Show,
        out: None,
        searches: Searches::read(Vec::new())?,
    };
    let mut parser = Parser::from_args(arguments);
    let wrong = |error: lexopt::Error| usage(&error.to_string());
    while let Some(argument) = parser.next().map_err(wrong)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}");
                return Err(Exit::Met);
            }
            Arg::Long("rename") => {
                let pair = parser.value().and_then(|value| value.string()).map_err(wrong)?;
                match pair.split_once('=') {
                    Some((old, new)) => options.renamed.push((old.to_owned(), new.to_owned())),
                    None => return Err(usage(&format!("`{pair}` is not OLD=NEW"))),
                }
            }
            Arg::Long("scope") => {
                let name = parser.value().and_then(|value| value.string()).map_err(wrong)?;
                options.searches.scopes.push(known_scope(name).map_err(wrong)?);
            }
            Arg::Long("out") => {
                options.out = Some(PathBuf::from(parser.value().map_err(wrong)?));
            }
            Arg::Long("documents") => options.documents_only = true,
            Arg::Long("charts") => options.charts = true,
            Arg::Long("markdown") => options.form = Form::Markdown,
            Arg::Long("html") => options.form = Form::Html,
            Arg::Long("json") => options.form = Form::Json,
            Arg::Long("bless") if options.then != Then::Check => options.then = Then::Bless,
            Arg::Long("check") if options.then != Then::Bless => options.then = Then::Check,
            Arg::Long("bless" | "check") => return Err(usage("either --check or --bless")),
            Arg::Value(name) => options.documents.push(name.to_string_lossy().into_owned()),
            other => return Err(usage(&files::unexpected(&other, HELP))),
        }
    }
    let is_narrowed = !options.searches.scopes.is_empty()
        || options.documents_only
        || !options.renamed.is_empty();
    if is_narrowed && options.then != Then::Show {
        return Err(usage("a committed page is about everything: `story`, `small` and the wire"));
    }
    match (options.documents.len(), options.then) {
        (2, _) | (0, Then::Bless | Then::Check) => {}
        (0, Then::Show) => return Err(usage("which two? Such as 2011-draft 2012-candidate")),
        (count, _) => {
            let message = format!("two documents are compared, {count} were named");
            return Err(usage(&message));
        }
    }
    if options.searches.scopes.is_empty() {
        options.searches.scopes =
            world::Scope::NAMES[..2].iter().map(|n| (*n).to_owned()).collect();
    }
    Ok(options)
}

fn usage(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask diff --help` lists the options");
    Exit::Usage
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(words: &[&str]) -> Result<Options, Exit> {
        read(words.iter().map(OsString::from).collect())
    }

    #[test]
    fn two_documents_or_the_committed_pages() {
        assert_eq!(read_words(&["a", "b"]).unwrap().documents, ["a", "b"]);
        assert_eq!(read_words(&["--check"]).unwrap().then, Then::Check);
        let wrong: [&[&str]; 7] = [
            &[],
            &["a"],
            &["a", "b", "c"],
            &["a", "b", "--rename", "x"],
            &["--bless", "--check"],
            &["--check", "--scope", "story"],
            &["a", "b", "--scope", "stori"],
        ];
        for words in wrong {
            assert_eq!(read_words(words).unwrap_err(), Exit::Usage, "{words:?}");
        }
    }

    #[test]
    fn what_is_searched() {
        let usual = read_words(&["a", "b"]).unwrap().searches().unwrap();
        assert_eq!(usual.scopes, ["story", "small"]);
        let named = read_words(&["a", "b", "--scope", "story"]).unwrap().searches().unwrap();
        assert_eq!(named.scopes, ["story"]);
        assert!(read_words(&["a", "b", "--documents"]).unwrap().searches().is_none());
    }
}
