//! Which crate may use which: read from `cargo metadata`, with red cases of its own.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// The crates that each crate must not reach, directly or through others. `*` stands for all but
/// those after it.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("protocol", &["*"]),
    ("world", &["*", "protocol"]),
    ("spec", &["tokio", "stateright", "codec"]),
    ("spec-model", &["codec", "tokio", "reference-server"]),
    ("trace", &["world", "tokio", "stateright"]),
    ("report", &["world", "tokio", "stateright"]),
    (
        "codec",
        &[
            "*",
            "base64",
            "serde",
            "serde_core",
            "serde_derive",
            "proc-macro2",
            "quote",
            "syn",
            "unicode-ident",
        ],
    ),
    ("codec-gen", &["codec", "world", "tokio"]),
    (
        "reference-server",
        &["world", "spec-model", "stateright", "conformance", "codec-gen", "simulation"],
    ),
    ("simulation", &["spec-model", "stateright", "conformance", "codec-gen"]),
    ("conformance", &["reference-server", "spec-model", "codec-gen", "turmoil"]),
    ("dm-client", &["codec-gen", "turmoil"]),
    (
        "binding",
        &[
            "*",
            "codec",
            "protocol",
            "base64",
            "serde",
            "serde_core",
            "serde_derive",
            "proc-macro2",
            "quote",
            "syn",
            "unicode-ident",
        ],
    ),
    // A changed document is checked without a build.
    ("xtask", &["editions", "tokio"]),
];

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The crates that the rules forbid and that are there all the same.
fn broken(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (name, forbidden) in FORBIDDEN {
        let Some(direct) = graph.get(*name) else { continue };
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = direct.iter().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next.clone()) {
                open.extend(graph.get(next).into_iter().flatten());
            }
        }
        let all = forbidden.first() == Some(&"*");
        let wrong = |other: &&String| forbidden.contains(&other.as_str()) != all;
        for other in reached.iter().filter(wrong) {
            found.push(format!("{name} must not use {other}"));
        }
    }
    found
}

/// What each package of the workspace and beyond uses outside of its tests.
fn graph() -> Graph {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut names = BTreeMap::new();
    for package in list(&metadata["packages"]) {
        names.insert(package["id"].to_string(), package["name"].as_str().unwrap_or("").to_owned());
    }
    let mut graph = Graph::new();
    for node in list(&metadata["resolve"]["nodes"]) {
        let normal =
            |dep: &Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let uses = list(&node["deps"]);
        let uses =
            uses.iter().filter(|dep| normal(dep)).map(|dep| names[&dep["pkg"].to_string()].clone());
        graph.entry(names[&node["id"].to_string()].clone()).or_default().extend(uses);
    }
    graph
}

#[test]
fn imports_that_must_never_exist_do_not() {
    let graph = graph();
    assert!(graph.contains_key("protocol") && graph.contains_key("world"), "the crates are there");
    assert_eq!(broken(&graph), Vec::<String>::new());
}

#[test]
fn a_forbidden_import_is_found() {
    let of = |pairs: &[(&str, &[&str])]| -> Graph {
        let owned = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        pairs.iter().map(|(name, uses)| ((*name).to_owned(), owned(uses))).collect()
    };
    let anything = of(&[("protocol", &["serde"])]);
    assert_eq!(broken(&anything), ["protocol must not use serde"]);
    let besides = of(&[("world", &["protocol", "rand"]), ("protocol", &[])]);
    assert_eq!(broken(&besides), ["world must not use rand"]);
    let through = of(&[("spec", &["middle"]), ("middle", &["tokio"])]);
    assert_eq!(broken(&through), ["spec must not use tokio"]);
    let embeds = of(&[("xtask", &["spec-model"]), ("spec-model", &["editions"])]);
    assert_eq!(broken(&embeds), ["xtask must not use editions"]);
    assert!(broken(&of(&[("world", &["protocol"]), ("protocol", &[])])).is_empty());
}
