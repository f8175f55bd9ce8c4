//! The table of options.

use protocol::{Level, Option_, Role};

use crate::load::page::Page;
use crate::load::{Vocabulary, shape, word};

const LEVELS: [(&str, Level); 3] =
    [("SHOULD", Level::Should), ("MAY", Level::May), ("O", Level::Optional)];

/// Reads the section `Options`.
pub(crate) fn read<'d>(page: &mut Page<'d>, vocabulary: &mut Vocabulary<'d>) -> Vec<Option_> {
    let mut options = Vec::new();
    let columns = ["Option", "Role", "Level", "SCR", "Text", "Meaning"];
    let found = page.section("Options").and_then(|section| page.table(section, columns));
    let Some((table, [name, role, level, scr, text, meaning])) = found else {
        vocabulary.options.mark_incomplete();
        return options;
    };
    for row in &table.rows {
        let piece = row.piece(name);
        let Some(number) = vocabulary.options.add(piece, &mut page.diagnostics) else { continue };
        let mut option = Option_ {
            name: piece.text.to_owned(),
            role: Role::Delegating,
            level: Level::Optional,
            scr: String::new(),
            text: String::new(),
            meaning: String::new(),
        };
        if row.sound {
            let diagnostics = &mut page.diagnostics;
            shape::name(piece, "option", &[], diagnostics);
            match word::role(row.piece(role), diagnostics) {
                Some(role) => option.role = role,
                None => vocabulary.options.mark_vague(number),
            }
            let level = word::one_of(row.piece(level), "level", &LEVELS, diagnostics);
            option.level = level.unwrap_or(option.level);
            let scr = row.piece(scr);
            if scr.text != "-" && !shape::is_mark(scr.text, "SCR") {
                let message = format!("{} is not an SCR item", crate::quote(scr.text));
                diagnostics.push(scr.error("bad-mark", message).help("such as SCR-003, or -"));
            }
            option.scr = scr.text.to_owned();
            option.text = shape::clauses(row.piece(text), diagnostics);
            option.meaning = page.prose(row.piece(meaning), "meaning");
        } else {
            vocabulary.options.mark_vague(number);
        }
        options.push(option);
    }
    options
}
