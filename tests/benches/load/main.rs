//! What a server bears, beside what its parts would bear: each ratio from one run, both sides in
//! turns.
//!
//! `cargo bench -p tests --bench load [-- PART...]`; the parts are `requests`, `records`,
//! `delegations`, `connections` and `sessions`.
//!
//! Servers that are measured run in processes of their own, so that their memory and time can be
//! told from those of the clients; all share the machine.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on has to stop")]

mod client;
mod connections;
mod delegations;
#[path = "../../tests/server/field.rs"]
mod field;
mod process;
mod records;
mod requests;
mod sessions;
mod table;

use std::process::Command;

const PARTS: [(&str, fn()); 5] = [
    ("requests", requests::measure),
    ("records", records::measure),
    ("delegations", delegations::measure),
    ("connections", connections::measure),
    ("sessions", sessions::measure),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["as", "server", config] => process::server(config),
        ["as", "constant", config] => process::constant(config, process::ANSWER),
        ["as", "silent", config] => process::constant(config, b""),
        ["as", "peers", ref rest @ ..] => connections::peers(rest),
        ["with", "descriptors", ref parts @ ..] => run(parts),
        ref parts => with_descriptors(parts),
    }
}

/// Runs itself with as many descriptors as the system gives: thousands of connections need them.
fn with_descriptors(parts: &[&str]) {
    let own = std::env::current_exe().expect("it has a path");
    let raise = "ulimit -n \"$(ulimit -H -n)\"; exec \"$0\" \"$@\"";
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(raise).arg(own).args(["with", "descriptors"]).args(parts);
    let status = shell.status().expect("there is a shell");
    std::process::exit(status.code().unwrap_or(1));
}

fn run(parts: &[&str]) {
    if let Some(unknown) = parts.iter().find(|part| PARTS.iter().all(|(name, _)| name != *part)) {
        let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        eprintln!("there is no part `{unknown}`; the parts are {}", names.join(", "));
        std::process::exit(2);
    }
    for (name, measure) in PARTS {
        if parts.is_empty() || parts.contains(&name) {
            measure();
        }
    }
}
