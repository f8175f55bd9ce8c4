//! `cargo xtask joint`: two devices, or three servers around one device.

mod options;
mod shown;

use std::ffi::OsString;
use std::io::Write;

use spec_model::joint::tale::Told;
use spec_model::joint::{Cell, explore};
use world::Moves;

use crate::check_model::progress::Line;
use crate::exit::Exit;
use crate::files;
use options::Options;

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let path = files::one(options.edition.as_deref(), options.file.as_deref())?;
    let color = files::color();
    let document = files::read(&path, color)?;
    let table = document.edition.table.as_ref().ok_or(Exit::Document)?;
    let all = if options.profile == "all" { table.all_options() } else { 0 };
    let program =
        protocol::compile(table, all).map_err(|errors| files::uncompiled(table, &errors))?;
    let mut worst = Exit::Met;
    let mut answers = Vec::new();
    for scope in &options.scopes {
        let moves = Moves::new(table, program.clone(), scope.cell.clone());
        let cell = Cell::explore(&moves, scope.kind, usize::MAX).map_err(|large| {
            let name = &scope.cell.name;
            eprintln!(
                "error: a cell of {name} has at least {} states, too many to number; narrow it \
                 (`--partial`, `--approach account`, ...)",
                large.states
            );
            Exit::CutShort
        })?;
        for (reduce, name) in &options.reduce {
            let mut line = Line::new(format!("{}, reduced by {name}", scope.cell.name));
            let found = explore(&cell, scope, *reduce, options.limits, &mut line);
            drop(line);
            let told = Told { table, moves: &moves, cell: &cell, scope, reduce: *reduce };
            let shown = shown::Shown {
                told,
                by: name,
                profile: options.profile,
                properties: &options.properties,
                found: &found,
            };
            worst = worst.max(shown.exit());
            if options.json {
                answers.push(shown.json());
            } else {
                // A reader that has gone away, such as `head`, is no fault of ours.
                let _ = std::io::stdout().write_all(shown.text(options.charts).as_bytes());
            }
        }
    }
    if options.json {
        let _ = writeln!(std::io::stdout(), "{:#}", serde_json::Value::Array(answers));
    }
    Ok(worst)
}
