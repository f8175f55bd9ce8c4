//! The engines: how each is made ready and run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use spec_model::export::{Export, promela, tla};
use spec_model::search::{Limits, Silent, search};
use spec_model::second::Second;
use spec_model::tally::Tally;
use stateright::{Checker, Model};
use world::Moves;

use crate::Asked;

/// What takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Ours, with that many threads.
    Own(usize),
    /// Stateright's breadth-first search.
    Breadth,
    /// Stateright's depth-first search.
    Depth,
    /// Spin.
    Spin,
    /// TLC, with one worker.
    Tlc,
}

/// In the order of the table; ours first.
pub const ALL: [Engine; 6] =
    [Engine::Own(1), Engine::Own(2), Engine::Breadth, Engine::Depth, Engine::Spin, Engine::Tlc];

/// Which world: that which is asked for, or one in which nothing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// What is asked for.
    All,
    /// One in which nothing happens.
    Nothing,
}

const MODULE: &str = "Delegation";

impl Engine {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Own(1) => "own, one thread",
            Engine::Own(_) => "own, two threads",
            Engine::Breadth => "Stateright, breadth-first",
            Engine::Depth => "Stateright, depth-first",
            Engine::Spin => "Spin",
            Engine::Tlc => "TLC, one worker",
        }
    }

    /// Writes models and makes programs of them; why it cannot take part, if it cannot.
    pub fn prepare(self, asked: &Asked) -> Result<(), String> {
        for (of, scope) in [(Of::All, asked.scope.clone()), (Of::Nothing, asked.nothing())] {
            let moves = asked.moves(scope);
            let export = Export { table: &asked.table, moves: &moves, options: asked.options };
            match self {
                Engine::Own(_) | Engine::Breadth | Engine::Depth => {}
                Engine::Spin => verifier(&export, &self.folder(of))?,
                Engine::Tlc => module(&export, &self.folder(of))?,
            }
        }
        Ok(())
    }

    /// Runs it: how many states it counts. `about` is how many there are, for the size of a table.
    pub fn states(self, asked: &Asked, moves: &Arc<Moves>, of: Of, about: u64) -> u64 {
        match self {
            Engine::Own(threads) => own(moves, threads).states,
            Engine::Breadth => {
                let checker = Second(Arc::clone(moves)).checker().threads(1);
                checker.spawn_bfs().join().unique_state_count() as u64
            }
            Engine::Depth => {
                let checker = Second(Arc::clone(moves)).checker().threads(1);
                checker.spawn_dfs().join().unique_state_count() as u64
            }
            Engine::Spin => {
                let text = told(&mut self.program(of, about).expect("it is a program"));
                let export = Export { table: &asked.table, moves, options: asked.options };
                before(&text, " states, stored") - promela::more_states(&export)
            }
            Engine::Tlc => {
                let text = told(&mut self.program(of, about).expect("it is a program"));
                before(&text, " distinct states found, 0")
            }
        }
    }

    /// The program that it is, if it is one of its own.
    pub fn program(self, of: Of, about: u64) -> Option<Command> {
        let folder = self.folder(of);
        let mut command = match self {
            Engine::Own(_) | Engine::Breadth | Engine::Depth => return None,
            Engine::Spin => {
                let slots = (65 - about.leading_zeros()).clamp(20, 34);
                let mut command = Command::new(folder.join("pan"));
                command.args(["-m1000000", "-E", &format!("-w{slots}")]);
                command
            }
            Engine::Tlc => {
                let mut command = Command::new("java");
                command.args(["-XX:+UseParallelGC", "-cp"]).arg(jar()?);
                command.args(["tlc2.TLC", "-deadlock", "-workers", "1", "-metadir", "states"]);
                command.arg(format!("{MODULE}.tla"));
                command
            }
        };
        command.current_dir(folder);
        Some(command)
    }

    fn folder(self, of: Of) -> PathBuf {
        let world = if of == Of::All { "all" } else { "nothing" };
        let engine = if self == Engine::Tlc { "tlc" } else { "spin" };
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed").join(engine).join(world)
    }
}

/// Our search.
pub fn own(moves: &Moves, threads: usize) -> Tally {
    search(moves, Limits { threads, ..Limits::default() }, &mut Silent).tally
}

fn told(command: &mut Command) -> String {
    let told = command.output().expect("the engine runs");
    String::from_utf8_lossy(&told.stdout).into_owned()
}

/// The last number before those words.
fn before(text: &str, words: &str) -> u64 {
    let lines = text.lines().rev().filter_map(|line| line.split_once(words));
    let mut numbers = lines
        .filter_map(|(head, _)| head.split_whitespace().next_back()?.replace(',', "").parse().ok());
    numbers.next().unwrap_or_else(|| panic!("no `{words}` in:\n{text}"))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(told)?;
    std::fs::write(folder.join(name), text).map_err(told)
}

fn verifier(export: &Export, folder: &Path) -> Result<(), String> {
    write(folder, "model.pml", &promela::text(export, "cargo xtask bench-engines"))?;
    let run = |program: &str, arguments: &[&str]| {
        let told = Command::new(program).args(arguments).current_dir(folder).output();
        let told = told.map_err(|_| format!("`{program}` is not installed here"))?;
        let words = String::from_utf8_lossy(&told.stdout).into_owned();
        if told.status.success() { Ok(()) } else { Err(format!("{program}: {words}")) }
    };
    run("spin", &["-o2", "-a", "model.pml"])?;
    run("cc", &["-O2", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"])
}

/// The module, without a property to look at: nothing but states is asked of TLC.
fn module(export: &Export, folder: &Path) -> Result<(), String> {
    let java = Command::new("java").arg("-version").output();
    java.map_err(|_| "`java` is not installed here".to_owned())?;
    jar().ok_or(
        "TLA2TOOLS_JAR names no tla2tools.jar; `cargo xtask crosscheck` says how to get it",
    )?;
    write(folder, &format!("{MODULE}.tla"), &tla::module(export, MODULE))?;
    write(folder, &format!("{MODULE}.cfg"), "SPECIFICATION Spec\n")
}

fn jar() -> Option<PathBuf> {
    let jar = std::env::var_os("TLA2TOOLS_JAR").map(PathBuf::from)?;
    std::path::absolute(jar).ok().filter(|jar| jar.is_file())
}
