//! `cargo xtask simulate`: a deterministic world of many servers and devices.
//!
//! The work is done by a program of its own, which contains the server: what this crate may not.

use std::ffi::OsString;
use std::process::Command;

use crate::exit::{Exit, WORDS};
use crate::files;
use crate::live::programs::{built, found};

/// The command line that the program reads.
const HELP: &str = include_str!("../../simulation/src/help.txt");

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        print!("{HELP}{WORDS}");
        return Exit::Met;
    }
    let status = built(&["simulation"]).and_then(|folder| {
        let program = found(&folder, "dm-simulate")?;
        let mut command = Command::new(program);
        command.arg("--editions").arg(files::editions()).args(arguments);
        command.status().map_err(|error| format!("dm-simulate: {error}"))
    });
    match status {
        Ok(status) => Exit::of(status),
        Err(error) => {
            eprintln!("error: {error}");
            Exit::Internal
        }
    }
}
