//! A second opinion on the wire format: libxml2 and the committed schemas accept what we accept.
//!
//! Needs `xmllint` (Debian: libxml2-utils); where it is missing these tests are ignored by name.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use codec::{DecodeError, decode, encode, syncml};
use libtest_mimic::{Arguments, Failed, Trial};
use tests::draw::{Noise, Texts, message, package};
use tests::mutate::mutate;

const SCHEMAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../codec/schema");
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../codec/tests/samples");

/// How many messages are drawn; each is written once and changed twice.
const MESSAGES: usize = 5_000;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let is_there = Command::new("xmllint")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !is_there {
        eprintln!("ignored: all of wire_xmllint, since xmllint is missing (Debian: libxml2-utils)");
    }
    let test =
        |name, run: fn() -> Result<(), Failed>| Trial::test(name, run).with_ignored_flag(!is_there);
    let tests = vec![
        test("what_we_write_is_valid_and_what_we_refuse_is_not", messages),
        test("packages_that_we_write_are_valid", packages),
        test("samples_of_packages_are_judged_alike", samples),
    ];
    libtest_mimic::run(&arguments, tests).exit_code()
}

/// A folder of documents of its own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("xmllint").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Which of the documents of a folder are valid, by their file names.
fn valid(folder: &Path, schema: &str, names: &[String]) -> BTreeSet<String> {
    let mut valid = BTreeSet::new();
    for names in names.chunks(1000) {
        let output = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .arg(Path::new(SCHEMAS).join(schema))
            .args(names)
            .current_dir(folder)
            .output()
            .expect("xmllint runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!told.contains("failed to compile"), "{told}");
        let names = told.lines().filter_map(|line| line.strip_suffix(" validates"));
        valid.extend(names.map(str::to_owned));
    }
    valid
}

/// What we refuse although the schema does not: why, in one word.
fn stricter(error: &DecodeError) -> Option<&'static str> {
    let is_account = error.expected.contains("<DMAcc>") || error.found == "<DMAcc>";
    if is_account && error.path == "/bootstrap_confirmed" {
        // A schema cannot say that an element is there where another says false.
        Some("account")
    } else if error.expected.starts_with("a declaration xmlns:")
        || error.expected == "a namespace that can be declared"
    {
        // To libxml2 these are errors, but no reason to stop.
        Some("namespace")
    } else if error.expected == "version 1.0" || error.expected == "the encoding UTF-8" {
        // libxml2 takes `1.` for a version and `UTF8` for UTF-8.
        Some("declaration")
    } else if error.found == "U+0000" {
        // To libxml2 it is the end of the document.
        Some("end")
    } else {
        None
    }
}

fn messages() -> Result<(), Failed> {
    let folder = folder("messages");
    let mut noise = Noise(seed());
    let mut documents: Vec<Vec<u8>> = Vec::new();
    while documents.len() < 3 * MESSAGES {
        let length = noise.below(300);
        let mut xml = Vec::new();
        if encode(&message(&noise.bytes(length), Texts::Sendable), &mut xml).is_err() {
            // An account that its flag forbids.
            continue;
        }
        let text = String::from_utf8_lossy(&xml).into_owned();
        documents.push(xml);
        documents.push(mutate(&text, &mut noise));
        documents.push(mutate(&text, &mut noise));
    }
    let names: Vec<String> = (0..documents.len()).map(|n| format!("{n:05}.xml")).collect();
    for (name, document) in names.iter().zip(&documents) {
        std::fs::write(folder.join(name), document).expect("the document can be written");
    }
    let valid = valid(&folder, "dm-delegation-2012.xsd", &names);
    let mut accepted = 0;
    let mut stricter_in = 0;
    let mut wrong = Vec::new();
    for (name, document) in names.iter().zip(&documents) {
        match (decode(document), valid.contains(name)) {
            (Ok(_), true) => accepted += 1,
            (Err(_), false) => {}
            (Ok(_), false) => wrong.push(format!("{name}: accepted here alone")),
            (Err(error), true) if stricter(&error).is_some() => stricter_in += 1,
            (Err(error), true) => wrong.push(format!("{name}: refused here alone: {error}")),
        }
    }
    println!(
        "{} documents: {accepted} accepted by both, {} refused by both, {stricter_in} refused here alone",
        documents.len(),
        documents.len() - accepted - stricter_in - wrong.len(),
    );
    if accepted < documents.len() / 3 || accepted > documents.len() * 2 / 3 {
        return Err("too few or too many of the changed documents are right".into());
    }
    ended(&folder, &wrong)
}

/// Leaves the documents where something is wrong with them.
fn ended(folder: &Path, wrong: &[String]) -> Result<(), Failed> {
    if wrong.is_empty() {
        std::fs::remove_dir_all(folder).expect("the folder can be removed");
        return Ok(());
    }
    Err(format!("{} disagreements in {}:\n{}", wrong.len(), folder.display(), wrong.join("\n"))
        .into())
}

/// Each package is written once and changed once. Attributes of foreign namespaces, which the
/// schema does not know, are what we accept and libxml2 does not.
fn packages() -> Result<(), Failed> {
    let folder = folder("packages");
    let mut noise = Noise(seed() + 1);
    let mut documents: Vec<(String, Vec<u8>)> = Vec::new();
    while documents.len() < 2_000 {
        let length = noise.below(900);
        let package = package(&noise.bytes(length), Texts::Sendable);
        if package.sync_hdr.ver_dtd == "1.3" {
            continue;
        }
        let mut xml = Vec::new();
        syncml::encode(&package, &mut xml).map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&xml).into_owned();
        for xml in [xml, mutate(&text, &mut noise)] {
            let name = format!("{:05}.xml", documents.len());
            std::fs::write(folder.join(&name), &xml).expect("the document can be written");
            documents.push((name, xml));
        }
    }
    let names: Vec<String> = documents.iter().map(|(name, _)| name.clone()).collect();
    let valid = valid(&folder, "syncml-dm-1.2.xsd", &names);
    let mut wrong = Vec::new();
    for (name, document) in &documents {
        match (syncml::decode(document), valid.contains(name)) {
            (Ok(_), true) | (Err(_), false) => {}
            (Ok(_), false) if String::from_utf8_lossy(document).contains(" y:z=") => {}
            (Ok(_), false) => wrong.push(format!("{name}: accepted here alone")),
            (Err(error), true) if stricter(&error).is_some() => {}
            (Err(error), true) => wrong.push(format!("{name}: refused here alone: {error}")),
        }
    }
    ended(&folder, &wrong)
}

/// Where the drawing begins; `SEED` in the environment sets another place.
fn seed() -> u64 {
    std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_121_009)
}

fn samples() -> Result<(), Failed> {
    let folder = Path::new(SAMPLES).join("syncml");
    let mut seen = [0, 0];
    for folder in [folder.clone(), folder.join("wrong")] {
        let entries = std::fs::read_dir(&folder).expect("the samples are there");
        let names = entries.map(|entry| entry.expect("it can be read").file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        for name in names.filter(|name| name.ends_with(".xml")) {
            let document = std::fs::read(folder.join(&name)).expect("the sample can be read");
            let is_13 = String::from_utf8_lossy(&document).contains("SYNCML1.3");
            let schema = if is_13 { "syncml-dm-1.3.xsd" } else { "syncml-dm-1.2.xsd" };
            let theirs = valid(&folder, schema, std::slice::from_ref(&name)).contains(&name);
            let ours = syncml::decode(&document);
            if ours.is_ok() != theirs {
                return Err(format!("{name}: theirs {theirs}, ours {ours:?}").into());
            }
            seen[usize::from(theirs)] += 1;
        }
    }
    println!("{} right samples, {} wrong ones", seen[1], seen[0]);
    assert!(seen[0] >= 10 && seen[1] >= 10, "the samples are there");
    Ok(())
}
