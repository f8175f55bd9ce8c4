//! What no single cell shows: names that nobody uses, states that nothing leads to, rows that do
//! not go together, and what the core itself has to say.

use protocol::{Role, Table, Then, compile};

use crate::load::page::Page;
use crate::load::rows::ReadRow;
use crate::load::{Vocabulary, overlap};
use crate::{Diagnostic, Piece, quote};

/// Checks the whole, and puts the rows into the table.
pub(crate) fn check(
    table: &mut Table,
    rows: Vec<ReadRow<'_>>,
    vocabulary: &Vocabulary<'_>,
    page: &mut Page<'_>,
) {
    check_uses(vocabulary, page);
    if vocabulary.fits() && check_rules(&rows, page) {
        for role in Role::ALL {
            check_reach(role, &rows, vocabulary, page);
        }
        overlap::check(table, &rows, page);
        check_compiled(table, &rows, page);
    }
    table.rows = rows.into_iter().map(|read| read.row).collect();
}

fn check_uses(vocabulary: &Vocabulary<'_>, page: &mut Page<'_>) {
    let mut report = |code, names: &mut dyn Iterator<Item = Piece<'_>>, what: &str, help: &str| {
        for name in names {
            let text = format!("{} {what}", quote(name.text));
            page.diagnostics.push(name.error(code, text).help(help));
        }
    };
    report(
        "unsent-message",
        &mut vocabulary.messages.idle(),
        "is sent by no row",
        "write a row with `send` or `answer` in its column `Do`, or delete the message",
    );
    report(
        "unasked-option",
        &mut vocabulary.options.idle(),
        "is asked by no row",
        "write `option NAME` in the column `If` of a row, or delete the option",
    );
    for names in &vocabulary.timers {
        report(
            "unstarted-timer",
            &mut names.idle(),
            "is started by no row",
            "write `start TIMER` in the column `Do` of a row, or delete the timer",
        );
    }
    for names in &vocabulary.states {
        report(
            "unmentioned-state",
            &mut names.idle(),
            "is mentioned by no row",
            "write a row that leads to it, or delete the state",
        );
    }
}

/// Compiled rows have numbers of 16 bits: one for each event of a row.
fn check_rules(rows: &[ReadRow<'_>], page: &mut Page<'_>) -> bool {
    let mut count = 0;
    for read in rows {
        count += read.row.on.len();
        if count > usize::from(u16::MAX) {
            let text = format!("too many events in all rows together: there can be {}", u16::MAX);
            page.diagnostics.push(read.rule.error("too-many-rows", text));
            return false;
        }
    }
    true
}

/// Each state must be the end of a chain of rows from the initial one, conditions aside.
fn check_reach(role: Role, rows: &[ReadRow<'_>], vocabulary: &Vocabulary<'_>, page: &mut Page<'_>) {
    let names = &vocabulary.states[role.index()];
    if !names.is_sure() {
        return;
    }
    let steps: Vec<_> = rows
        .iter()
        .filter(|read| read.row.role == role)
        .filter_map(|read| match read.row.then {
            Then::State(to) => Some((read.row.states.as_slice(), to)),
            Then::Same => None,
        })
        .collect();
    let mut reached = 1u64;
    loop {
        let before = reached;
        for (from, to) in &steps {
            if from.iter().any(|state| reached >> state.0 & 1 == 1) {
                reached |= 1 << to.0;
            }
        }
        if reached == before {
            break;
        }
    }
    let idle: Vec<_> = names.idle().map(|name| name.span).collect();
    for (number, name) in names.entries().iter().enumerate() {
        if reached >> number & 1 == 0 && !idle.contains(&name.span) {
            page.diagnostics.push(unreachable(*name, role, &steps, number));
        }
    }
}

fn unreachable(
    name: Piece<'_>,
    role: Role,
    steps: &[(&[protocol::StateId], protocol::StateId)],
    number: usize,
) -> Diagnostic {
    let leads = steps.iter().filter(|(_, to)| usize::from(to.0) == number).count();
    let text = format!("no chain of rows leads {} to {}", role.name(), quote(name.text));
    name.error("unreachable-state", text).label(match leads {
        0 => "no row has it in its column `Then`",
        _ => "the rows that lead to it cannot be reached either",
    })
}

/// What the core has to say: with all options, and with none.
fn check_compiled(table: &Table, rows: &[ReadRow<'_>], page: &mut Page<'_>) {
    let sound: Vec<_> = rows.iter().filter(|read| read.sound).collect();
    let table =
        Table { rows: sound.iter().map(|read| read.row.clone()).collect(), ..table.clone() };
    let all = u64::MAX.checked_shr(64 - table.options.len().min(64) as u32).unwrap_or(0);
    let mut seen = Vec::new();
    for error in [all, 0].into_iter().filter_map(|options| compile(&table, options).err()).flatten()
    {
        if seen.contains(&error) {
            continue;
        }
        if let Some(read) = sound.get(usize::from(error.row.0)) {
            page.diagnostics.push(read.rule.error("uncompiled-row", error.message.clone()));
        }
        seen.push(error);
    }
}
