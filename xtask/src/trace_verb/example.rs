//! A trace that follows the edition, of any length: for a look at the format, and to measure.

use std::io::{BufWriter, Write};

use protocol::{Party, Program, Role, Table, applies, compile, step};
use trace::format::{Entry, Header, Time, write_header};
use trace::{Possible, Requests};

use super::options::{Options, Side, wrong};
use crate::exit::Exit;
use crate::files;

/// Writes it to standard output, of the side that is asked for.
///
/// # Errors
/// [`Exit::Document`] for rows that cannot be compiled, [`Exit::Usage`] for the wire.
pub fn write(table: &Table, options: &Options, steps: u64) -> Result<Exit, Exit> {
    let role = match options.side {
        Some(Side::Server(role)) => role,
        None => Role::Delegating,
        Some(Side::Wire) => return Err(wrong("--example is of one server")),
    };
    let program =
        compile(table, table.all_options()).map_err(|errors| files::uncompiled(table, &errors))?;
    // A reader that has gone away, such as `head`, has enough.
    let _ = to(table, &program, role, steps, &mut BufWriter::new(std::io::stdout().lock()));
    Ok(Exit::Met)
}

fn to(
    table: &Table,
    program: &Program,
    role: Role,
    steps: u64,
    to: &mut impl Write,
) -> std::io::Result<()> {
    let names = ["dms1.example".to_owned(), "dms2.example".to_owned()];
    let header = Header {
        server: names[role.index()].clone(),
        role,
        peer: names[role.peer().index()].clone(),
        device: "IMEI:1".to_owned(),
        options: table.all_options(),
        start: Party::default(),
    };
    writeln!(to, "{}", write_header(table, &header))?;
    let possible = Possible::new(table, role);
    let (mut party, mut random) = (Party::default(), 1u64);
    let mut requests = Requests::of(party);
    for number in 1..=steps {
        let mut inputs = possible.inputs(program, party);
        inputs.retain(|input| {
            let is_there = requests.allow(&table.messages, party, *input);
            is_there && applies(program, role, party, *input)
        });
        // The same trace each time that it is asked for.
        random = random.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let Some(input) = inputs.get((random >> 33) as usize % inputs.len().max(1)) else { break };
        let done = step(program, role, party, *input);
        let stamp = (number as u32, Time::Unix(1_349_769_600_000 + number), None);
        let entry = Entry::of(table, program, role, *input, &done, stamp);
        writeln!(to, "{}", trace::format::write(table, &entry.line, &entry.context))?;
        requests.follow(&table.messages, party, *input, &done);
        party = done.party;
    }
    to.flush()
}
