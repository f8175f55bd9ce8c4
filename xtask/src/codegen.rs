//! `cargo xtask codegen`: the schema from the document, and the codec's types from the schemas.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use codec_gen::{EDITIONS, Fault, Made, SESSION, SESSION_IMPORTS};

use crate::committed::difference;
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask codegen [--check]

Writes the schema of the messages from the tables of the document, and the codec's types from
the schemas. Only files that would change are written.
With --check nothing is written: files that would change are named, and files that nothing makes
any more, and the verb fails.

";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let mut check = false;
    let mut parser = lexopt::Parser::from_args(arguments);
    loop {
        match parser.next() {
            Ok(None) => break,
            Ok(Some(lexopt::Arg::Long("check"))) => check = true,
            Ok(Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h'))) => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            Ok(Some(other)) => return Err(usage(&other.unexpected())),
            Err(error) => return Err(usage(&error)),
        }
    }
    let root = root();
    let made = made(&root)?;
    let orphans = orphans(&root, &made);
    if check { Ok(stale(&root, &made, &orphans)) } else { write(&root, &made, &orphans) }
}

fn usage(error: &lexopt::Error) -> Exit {
    eprintln!("error: `cargo xtask codegen`: {error}\n\n{HELP}{WORDS}");
    Exit::Usage
}

/// The root of this checkout, wherever the command is run.
fn root() -> PathBuf {
    files::editions().ancestors().nth(2).unwrap_or(Path::new("")).to_owned()
}

/// All files that are generated, as they should be.
fn made(root: &Path) -> Result<Vec<Made>, Exit> {
    let color = files::color();
    let mut documents = Vec::new();
    for wire in &EDITIONS {
        let document = files::read(&files::named(wire.edition)?, color)?;
        if document.edition.table.is_none() {
            return Err(Exit::Document);
        }
        documents.push((document.edition, wire));
    }
    let documents: Vec<_> = documents.iter().map(|(edition, wire)| (edition, *wire)).collect();
    let mut made = codec_gen::delegations(&documents).map_err(told)?;
    let main = text(&root.join(SESSION.schema))?;
    let mut imports = Vec::new();
    for path in SESSION_IMPORTS {
        imports.push(text(&root.join(path))?);
    }
    let imports: Vec<_> = imports.iter().map(String::as_str).collect();
    made.push(codec_gen::session(&main, &imports).map_err(told)?);
    Ok(made)
}

fn text(path: &Path) -> Result<String, Exit> {
    std::fs::read_to_string(path).map_err(|error| {
        eprintln!("error: {}: {error}", path.display());
        Exit::Usage
    })
}

fn told(fault: Fault) -> Exit {
    eprintln!("{fault}");
    Exit::Document
}

/// The files that are where generated ones are, and that nothing makes any more.
fn orphans(root: &Path, made: &[Made]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (folder, prefix, suffix) in GENERATED {
        // Where there is no such folder, the files that belong there are missing, and that is told.
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            let is_made = made.iter().any(|made| made.path == path);
            if name.starts_with(prefix) && name.ends_with(suffix) && !is_made {
                found.push(root.join(path));
            }
        }
    }
    found.sort();
    found
}

/// Folders that have generated files, and what these begin and end with.
const GENERATED: [(&str, &str, &str); 2] =
    [("codec/src/generated", "", ""), ("codec/schema", "dm-delegation-", ".xsd")];

fn write(root: &Path, made: &[Made], orphans: &[PathBuf]) -> Result<Exit, Exit> {
    let mut written = 0;
    for Made { path, text } in made {
        let file = root.join(path);
        if std::fs::read(&file).is_ok_and(|found| found == text.as_bytes()) {
            continue;
        }
        files::write(&file, text)?;
        println!("{}: written", file.display());
        written += 1;
    }
    if written == 0 {
        println!("{} generated files are up to date", made.len());
    }
    for file in orphans {
        println!("{}: nothing makes it any more; delete it", file.display());
    }
    Ok(Exit::Met)
}

/// Names the files that are not as they should be.
fn stale(root: &Path, made: &[Made], orphans: &[PathBuf]) -> Exit {
    let mut exit = Exit::Met;
    for Made { path, text } in made {
        let file = root.join(path);
        let found = std::fs::read(&file);
        let found = found.as_ref().map(|found| String::from_utf8_lossy(found));
        let Some(difference) = difference(found.as_deref().ok(), text) else { continue };
        eprintln!("error: {} is stale: {difference}", file.display());
        exit = Exit::Unmet;
    }
    for file in orphans {
        eprintln!("error: {}: nothing makes it any more; delete it", file.display());
        exit = Exit::Unmet;
    }
    match exit {
        Exit::Met => println!("{} generated files are up to date", made.len()),
        _ => eprintln!("\nhelp: run `cargo xtask codegen`, look at the difference, and commit it"),
    }
    exit
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use codec_gen::Made;

    use super::{difference, orphans, stale};
    use crate::exit::Exit;

    fn check(found: Option<&str>, wanted: &str, expected: &Expect) {
        expected.assert_eq(&difference(found, wanted).unwrap_or_default());
    }

    #[test]
    fn the_first_line_that_differs_is_shown() {
        check(Some("a\nb\n"), "a\nb\n", &expect![""]);
        check(
            Some("a\nb\n"),
            "a\nc\n",
            &expect![[r#"
            line 2
              is       `b`
              would be `c`"#]],
        );
        check(
            Some("a\n"),
            "a\nb\n",
            &expect![[r#"
            line 2
              is       ``
              would be `b`"#]],
        );
        check(None, "a\n", &expect!["the file is missing"]);
    }

    #[test]
    fn the_codec_has_the_editions_that_are_generated() {
        let generated: Vec<_> = codec_gen::EDITIONS.iter().map(|wire| wire.edition).collect();
        let known: Vec<_> = codec::Wire::ALL.iter().map(|wire| wire.edition()).collect();
        assert_eq!(generated, known);
    }

    #[test]
    fn a_file_that_nothing_makes_is_found() {
        let root = std::env::temp_dir().join(format!("codegen-orphans-{}", std::process::id()));
        let folders = ["codec/src/generated", "codec/schema"].map(|folder| root.join(folder));
        folders.iter().for_each(|folder| std::fs::create_dir_all(folder).unwrap());
        let made = Made { path: "codec/src/generated/delegation.rs", text: "made".to_owned() };
        for path in [made.path, "codec/schema/syncml-dm.xsd", "codec/schema/README.md"] {
            std::fs::write(root.join(path), "made").unwrap();
        }
        let made = [made];
        assert_eq!(orphans(&root, &made), Vec::<std::path::PathBuf>::new());
        assert_eq!(stale(&root, &made, &orphans(&root, &made)), Exit::Met);
        let old = ["codec/schema/dm-delegation-2011.xsd", "codec/src/generated/old.rs"];
        let old = old.map(|path| root.join(path));
        old.iter().for_each(|path| std::fs::write(path, "old").unwrap());
        assert_eq!(orphans(&root, &made), old);
        assert_eq!(stale(&root, &made, &old), Exit::Unmet);
        std::fs::remove_dir_all(root).unwrap();
    }
}
