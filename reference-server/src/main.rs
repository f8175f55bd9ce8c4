//! `dm-server`: see [`reference_server::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    reference_server::cli::main(std::env::args_os().skip(1))
}
