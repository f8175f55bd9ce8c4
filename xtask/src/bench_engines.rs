//! `cargo xtask bench-engines`: how fast engines explore the same world, in turns.

use std::ffi::OsString;
use std::process::Command;

use crate::exit::Exit;

const HELP: &str = "\
cargo xtask bench-engines [--scope NAME] [--options all|must] [--runs N]

Our explorer, Stateright's two searches and Spin (where it is installed; `-O2 -DSAFETY -DNOREDUCE`)
take turns over the same scope (small/duplicate) of 2012-candidate (7 runs each). They must count the same
states. Prints the median of each, and how many times as fast our explorer is.
Stateright and we use mimalloc, so that it is not the allocator that is measured.

exit codes
  0  all engines count the same
  4  the command line is wrong
  5  they do not, or a run failed
";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    for (n, word) in arguments.iter().enumerate() {
        let word = word.to_string_lossy();
        if matches!(&*word, "--help" | "-h") {
            print!("{HELP}");
            return Exit::Met;
        }
        if n % 2 == 0 && !["--scope", "--options", "--runs"].contains(&&*word) {
            eprintln!("error: there is no option `{word}`\n\n{HELP}");
            return Exit::Usage;
        }
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["bench", "--quiet", "--package", "spec-model", "--bench", "speed", "--"]);
    match command.args(arguments).status() {
        Ok(status) if status.success() => Exit::Met,
        Ok(_) => Exit::Internal,
        Err(error) => {
            eprintln!("error: cargo: {error}");
            Exit::Internal
        }
    }
}
