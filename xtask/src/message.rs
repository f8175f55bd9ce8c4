//! `cargo xtask message`: looks at messages, makes them, checks them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;

use codec::syncml::{self, SyncMl};
use codec::{AnyMessage, Wire};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask message decode FILE       an XML document as JSON
cargo xtask message encode FILE       JSON as decode prints it, as an XML document
cargo xtask message validate FILE...  which message each is, or what is wrong with it and where
cargo xtask message example [NAME]    a valid example of a message; without NAME, which there are

FILE is a path, or - for the standard input. Messages of the delegation and packages of DM
sessions (root SyncML) are told apart by their roots. Examples come from the tables of the
document, the rest from the codec generated from them.

options
  --edition NAME  whose messages these are; 2012-candidate if not given
  --secrets       decode shows the secrets of accounts; else `(secret)` stands in their place

";

/// What a file can be.
#[expect(clippy::large_enum_variant, reason = "there is one of it at a time")]
#[derive(Serialize)]
enum Document<'a> {
    SyncML(SyncMl<'a>),
    #[serde(untagged)]
    Delegation(AnyMessage<'a>),
}

/// The JSON form of a package.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Package<'a> {
    #[serde(rename = "SyncML", borrow)]
    package: SyncMl<'a>,
}

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let mut edition = Wire::Candidate2012.edition().to_owned();
    let mut secrets = false;
    let mut words: Vec<OsString> = Vec::new();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|error| usage(&error.to_string()))? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            lexopt::Arg::Long("edition") => {
                let value = parser.value().map_err(|error| usage(&error.to_string()))?;
                edition = value.to_string_lossy().into_owned();
            }
            lexopt::Arg::Long("secrets") => secrets = true,
            lexopt::Arg::Value(word) => words.push(word),
            other => return Err(usage(&other.unexpected().to_string())),
        }
    }
    let mut words = words.into_iter();
    let what = words.next().map(|what| what.to_string_lossy().into_owned());
    let rest: Vec<OsString> = words.collect();
    match (what.as_deref(), rest.as_slice()) {
        (Some("decode"), [file]) if secrets => {
            codec::with_secrets(|| decode(wire(&edition)?, file))
        }
        (Some("decode"), [file]) => decode(wire(&edition)?, file),
        (Some("encode"), [file]) => encode(wire(&edition)?, file),
        (Some("validate"), files) if !files.is_empty() => validate(wire(&edition)?, files),
        (Some("example"), []) => example(&edition, None),
        (Some("example"), [name]) => example(&edition, Some(&name.to_string_lossy())),
        (Some(what @ ("decode" | "encode")), _) => Err(usage(&format!("{what} wants one file"))),
        (Some("validate"), _) => Err(usage("validate wants files")),
        (Some("example"), _) => Err(usage("example wants one name")),
        (Some(other), _) => Err(usage(&format!("there is no `message {other}`"))),
        (None, _) => Err(usage("what is to be done with a message?")),
    }
}

fn usage(error: &str) -> Exit {
    eprintln!("error: {error}\n\n{HELP}{WORDS}");
    Exit::Usage
}

/// The messages of the edition of that name.
fn wire(edition: &str) -> Result<Wire, Exit> {
    Wire::of(edition).ok_or_else(|| {
        let names: Vec<&str> = Wire::ALL.iter().map(|wire| wire.edition()).collect();
        let hint = spec::did_you_mean(edition, names.iter().copied())
            .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        usage(&format!("the codec has no edition `{edition}`{hint} (it has: {})", names.join(", ")))
    })
}

fn read(file: &OsString) -> Result<Vec<u8>, Exit> {
    let mut bytes = Vec::new();
    let result = match file.to_str() {
        Some("-") => std::io::stdin().read_to_end(&mut bytes).map(drop),
        _ => std::fs::read(file).map(|read| bytes = read),
    };
    result.map_err(|error| files::told(Path::new(file), &error))?;
    Ok(bytes)
}

/// Reads an XML document of either kind.
fn document(wire: Wire, bytes: &[u8]) -> Result<Document<'_>, codec::DecodeError> {
    if syncml::is_package(bytes) {
        syncml::decode(bytes).map(Document::SyncML)
    } else {
        wire.decode(bytes).map(Document::Delegation)
    }
}

fn wrong(file: &OsString, error: impl std::fmt::Display) -> Exit {
    eprintln!("error: {}: {error}", file.to_string_lossy());
    Exit::Document
}

/// A document that is no message, with its place as editors understand it.
fn no_message(file: &OsString, error: &codec::DecodeError) -> Exit {
    let codec::DecodeError { line, column, path, expected, found, clause } = error;
    let place = format!("{}:{line}:{column}", file.to_string_lossy());
    eprintln!("error: {place}: in {path}: expected {expected}, found {found} [{clause}]");
    Exit::Document
}

fn decode(wire: Wire, file: &OsString) -> Result<Exit, Exit> {
    let bytes = read(file)?;
    let document = document(wire, &bytes).map_err(|error| no_message(file, &error))?;
    let json = serde_json::to_string_pretty(&document).map_err(|error| wrong(file, error))?;
    println!("{json}");
    Ok(Exit::Met)
}

fn encode(wire: Wire, file: &OsString) -> Result<Exit, Exit> {
    let bytes = read(file)?;
    let document = of_json(wire, &bytes).map_err(|error| wrong(file, error))?;
    let mut xml = Vec::new();
    let written = match &document {
        Document::SyncML(package) => syncml::encode(package, &mut xml),
        Document::Delegation(message) => message.encode(&mut xml),
    };
    written.map_err(|error| wrong(file, error))?;
    xml.push(b'\n');
    std::io::stdout().write_all(&xml).map_err(|error| files::told(Path::new("-"), &error))?;
    Ok(Exit::Met)
}

/// Reads JSON as what its only key says, so that errors have their places.
fn of_json(wire: Wire, bytes: &[u8]) -> Result<Document<'_>, serde_json::Error> {
    let keys: BTreeMap<String, IgnoredAny> = serde_json::from_slice(bytes)?;
    if keys.contains_key("SyncML") {
        serde_json::from_slice(bytes).map(|Package { package }| Document::SyncML(package))
    } else {
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let message = wire.deserialize(&mut json)?;
        json.end().map(|()| Document::Delegation(message))
    }
}

fn validate(wire: Wire, files: &[OsString]) -> Result<Exit, Exit> {
    let mut exit = Exit::Met;
    for file in files {
        let bytes = match read(file) {
            Ok(bytes) => bytes,
            Err(failed) => {
                exit = failed;
                continue;
            }
        };
        match document(wire, &bytes) {
            Ok(Document::SyncML(_)) => println!("{}: SyncML", file.to_string_lossy()),
            Ok(Document::Delegation(message)) => {
                println!("{}: {} ({})", file.to_string_lossy(), message.name(), message.text());
            }
            Err(error) => exit = no_message(file, &error),
        }
    }
    Ok(exit)
}

fn example(edition: &str, name: Option<&str>) -> Result<Exit, Exit> {
    let path = files::named(edition)?;
    let document = files::read(&path, spec::Color::Plain)?;
    if document.edition.table.is_none() {
        return Err(Exit::Document);
    }
    let schema = codec_gen::of_edition(&document.edition).map_err(|fault| {
        eprintln!("{fault}");
        Exit::Document
    })?;
    let names: Vec<&str> = schema.contents().map(|(_, content)| content.message.as_str()).collect();
    let Some(name) = name else {
        names.iter().for_each(|name| println!("{name}"));
        return Ok(Exit::Met);
    };
    match codec_gen::example(&schema, name, codec::delegation::HINT.trim_start()) {
        Some(xml) => {
            println!("{xml}");
            Ok(Exit::Met)
        }
        None => {
            let hint = spec::did_you_mean(name, names.iter().copied())
                .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
            eprintln!(
                "error: there is no message `{name}`{hint} (there are: {})",
                names.join(", ")
            );
            Err(Exit::Usage)
        }
    }
}
