//! `cargo xtask bench-engines`: how fast engines explore the same world, in turns.

use std::ffi::OsString;
use std::process::Command;

use crate::exit::Exit;

const HELP: &str = "\
cargo xtask bench-engines [--scope NAME] [--options all|must] [--runs N] [--tlc-runs N]
cargo xtask bench-engines --growth [--options all|must] [--seconds N] [--out DIR]

Our explorer, Stateright's two searches, Spin (`-O2 -DSAFETY -DNOREDUCE`) and TLC (one worker; its jar
named by TLA2TOOLS_JAR) take turns over the same scope (small/duplicate) of 2012-candidate; 7 runs
each, of TLC 1. Those that are not installed are left out by name. They must count the same states.
Prints the median of each, how long it takes to start, how many times as fast our explorer is, and
the peak of resident memory of a process of its own.
Stateright and we use mimalloc, so that it is not the allocator that is measured.

  --growth   instead: states and seconds of our explorer as delegations, faults and exchanges in
             flight grow; writes growth.md and growth.svg into DIR (docs); a search ends after N
             seconds (60)

exit codes
  0  all engines count the same
  4  the command line is wrong
  5  they do not, or a run failed
";

const WITH_VALUE: [&str; 6] =
    ["--scope", "--options", "--runs", "--tlc-runs", "--seconds", "--out"];

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    let mut words = arguments.iter().map(|word| word.to_string_lossy().into_owned());
    let mut passed = Vec::new();
    while let Some(word) = words.next() {
        match (&*word, WITH_VALUE.contains(&&*word)) {
            ("--help" | "-h", _) => {
                print!("{HELP}");
                return Exit::Met;
            }
            ("--growth", _) => passed.push(word),
            (name, true) => {
                let Some(value) = words.next() else {
                    eprintln!("error: `{name}` takes a value\n\n{HELP}");
                    return Exit::Usage;
                };
                // The program runs in the folder of its package.
                let value = match (name, std::path::absolute(&value)) {
                    ("--out", Ok(path)) => path.to_string_lossy().into_owned(),
                    _ => value,
                };
                passed.extend([word, value]);
            }
            (other, false) => {
                eprintln!("error: there is no option `{other}`\n\n{HELP}");
                return Exit::Usage;
            }
        }
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["bench", "--quiet", "--package", "spec-model", "--bench", "speed", "--"]);
    match command.args(passed).status() {
        Ok(status) if status.success() => Exit::Met,
        Ok(_) => Exit::Internal,
        Err(error) => {
            eprintln!("error: cargo: {error}");
            Exit::Internal
        }
    }
}
