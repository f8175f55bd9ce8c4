//! `cargo xtask trace`: is what was recorded a behaviour of the edition?

mod example;
mod input;
mod one_side;
mod options;
mod recorded;
mod told;
mod wire;

use std::ffi::OsString;

use protocol::Table;

use crate::exit::Exit;
use crate::files;
use input::{Input, Kind};
use options::{Options, Side};

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    if let Some(steps) = options.example {
        let table = table(options, None)?;
        return example::write(&table, options, steps);
    }
    let mut inputs: Vec<Input> = Vec::new();
    for file in &options.files {
        inputs.push(Input::open(file, options)?);
    }
    let named = inputs.iter().find_map(|input| input.edition.clone());
    let table = table(options, named.as_deref())?;
    // Who names a document wants to know what that one says, whatever the trace is of.
    if options.edition.is_some() || options.spec.is_some() {
        for input in &mut inputs {
            let other = input.edition.as_ref().filter(|named| **named != table.edition);
            if let Some(named) = other {
                eprintln!("note: {} says that it is of {named}", input.path.display());
                input.retell(&table);
            }
        }
    }
    let sides = inputs.iter().filter(|input| input.kind == Kind::Side).count();
    if options.side == Some(Side::Wire) && sides > 0 {
        if sides < 2 || sides < inputs.len() {
            let what = "--side wire asks for the traces of both servers, or for one of the wire";
            return Err(options::wrong(what));
        }
        return wire::merged(&table, inputs, options);
    }
    let mut worst = Exit::Met;
    for input in inputs {
        if let (Some(Side::Server(role)), Kind::Wire | Kind::Har | Kind::Folder) =
            (options.side, input.kind)
        {
            let (path, role) = (input.path.display(), role.name());
            return Err(options::wrong(&format!("{path} is not the trace of {role} alone")));
        }
        let exit = match input.kind {
            Kind::Side => one_side::judge(&table, input, options)?,
            Kind::Wire => wire::written(&table, input, options)?,
            Kind::Har | Kind::Folder => wire::recorded(&table, input, options)?,
        };
        worst = worst.max(exit);
    }
    Ok(worst)
}

/// The table of the edition that is asked about: the one that is named, or that of the trace.
fn table(options: &Options, named: Option<&str>) -> Result<Table, Exit> {
    let asked = options.edition.as_deref().or(named);
    let path = files::one(asked, options.spec.as_deref())?;
    let document = files::read(&path, files::color())?;
    document.edition.table.ok_or(Exit::Document)
}
