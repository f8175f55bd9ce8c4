//! The project's commands. One verb, one file; the work is done in the crates.

mod amend;
mod bench_engines;
mod cases;
mod check_model;
mod codegen;
mod committed;
mod coverage;
mod crosscheck;
mod demo;
mod diff;
mod exit;
mod explain;
mod export;
mod files;
mod findings;
mod joint;
mod kill_loop;
mod live;
mod message;
mod mutate;
mod question;
mod simulate;
mod spec_verb;
mod strength;
mod trace_verb;

use std::process::ExitCode;

use exit::Exit;

const HELP: &str = "\
cargo xtask VERB [OPTIONS]

  amend         shows that each change of an edition that repairs another one is needed
  bench-engines our explorer, Stateright and Spin take turns over the same world
  cases         writes the conformance cases that dm-conform plays; `--check` compares
  check-model   explores the protocol and compares what it finds with the claims
  codegen       writes the schema of the messages and the codec's types; `--check` compares
  coverage      how often and how soon each row fires, and why some never do
  crosscheck    lets Spin and TLC explore the same world and compares
  demo          two servers and a device run the processes and show their charts
  diff          what changed between two editions, and what that did to the protocol
  explain       what a row is for: where it fires, what changes without it
  export        a scope as Promela, TLA+, DOT or JSON
  findings      what is wrong with the protocol, over all editions, in one page
  joint         two devices, or three servers around one, reduced by symmetry and partial order
  kill-loop     ends either server before and after each of its outputs, and looks what comes
  message       reads, writes, checks and shows messages
  mutate        changes each row in one place, and asks who misses it
  simulate      many servers and devices from one seed: all that can go wrong, judged
  spec          checks the documents; `spec --fix` aligns their tables
  strength      which options each property needs, and which harm it
  trace         is what was recorded at a server, or between two, a behaviour of the edition?

cargo xtask VERB --help says more.
";

fn main() -> ExitCode {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // Whoever read the output has had enough of it, as `| head` has: no fault of anybody.
        let told = panic.payload().downcast_ref::<String>();
        if told.is_some_and(|told| told.contains("Broken pipe")) {
            std::process::exit(Exit::Met as i32);
        }
        usual(panic);
    }));
    // A panic has told what it was; it ends as the internal fault that it is.
    std::panic::catch_unwind(verb).unwrap_or(Exit::Internal).into()
}

fn verb() -> Exit {
    let mut arguments = std::env::args_os().skip(1);
    let verb = arguments.next().map(|verb| verb.to_string_lossy().into_owned());
    let rest = arguments.collect();
    match verb.as_deref() {
        Some("amend") => amend::run(rest),
        Some("bench-engines") => bench_engines::run(rest),
        Some("cases") => cases::run(rest),
        Some("check-model") => check_model::run(rest),
        Some("codegen") => codegen::run(rest),
        Some("coverage") => coverage::run(rest),
        Some("crosscheck") => crosscheck::run(rest),
        Some("demo") => demo::run(rest),
        Some("diff") => diff::run(rest),
        Some("explain") => explain::run(rest),
        Some("export") => export::run(rest),
        Some("findings") => findings::run(rest),
        Some("joint") => joint::run(rest),
        Some("kill-loop") => kill_loop::run(rest),
        Some("message") => message::run(rest),
        Some("mutate") => mutate::run(rest),
        Some("simulate") => simulate::run(rest),
        Some("spec") => spec_verb::run(rest),
        Some("strength") => strength::run(rest),
        Some("trace") => trace_verb::run(rest),
        Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Exit::Met
        }
        Some(other) => {
            let known = [
                "amend",
                "bench-engines",
                "cases",
                "check-model",
                "codegen",
                "coverage",
                "crosscheck",
                "demo",
                "diff",
                "explain",
                "export",
                "findings",
                "joint",
                "kill-loop",
                "message",
                "mutate",
                "simulate",
                "spec",
                "strength",
                "trace",
            ];
            let hint = spec::did_you_mean(other, known)
                .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
            eprintln!("error: there is no verb `{other}`{hint}\n\n{HELP}");
            Exit::Usage
        }
        None => {
            eprint!("{HELP}");
            Exit::Usage
        }
    }
}
