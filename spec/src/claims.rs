//! Which tables somebody has read. A table that nobody reads is an error: a heading or a column
//! that is spelt wrong would otherwise remove a whole table of the protocol without a word.

use std::collections::BTreeSet;

use crate::{Diagnostic, Diagnostics, Document, Heading, Section, Table, TableId, quote};

/// The tables of one document that were claimed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    claimed: BTreeSet<TableId>,
}

impl Claims {
    /// Nothing claimed yet.
    pub fn new() -> Claims {
        Claims::default()
    }

    /// Says that this table is read.
    pub fn claim(&mut self, table: &Table) {
        self.claimed.insert(table.id);
    }

    /// Whether somebody reads this table.
    pub fn is_claimed(&self, table: &Table) -> bool {
        self.claimed.contains(&table.id)
    }

    /// Reports each table that nobody reads and that no heading marks as informative.
    pub fn report(&self, document: &Document, diagnostics: &mut Diagnostics) {
        for (section, table) in document.tables() {
            if !section.informative && !self.is_claimed(table) {
                diagnostics.push(unclaimed(section, table));
            }
        }
    }
}

fn unclaimed(section: &Section, table: &Table) -> Diagnostic {
    let first = table.header.cells.first().map_or(table.header.span, |cell| cell.span);
    let last = table.header.cells.last().map_or(table.header.span, |cell| cell.span);
    let columns: Vec<_> = table.columns().map(quote).collect();
    let message = format!("nothing reads this table; its columns are {}", columns.join(", "));
    let diagnostic = Diagnostic::error("unclaimed-table", first.to(last), message).help(format!(
        "correct the heading or the columns, or end the heading with {}",
        Heading::INFORMATIVE
    ));
    match &section.heading {
        Some(heading) => diagnostic.related(heading.span, "it stands under this heading"),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::Claims;
    use crate::testing::check_pass;
    use expect_test::expect;

    #[test]
    fn what_nobody_reads_is_an_error() {
        let text = "# Statez\n\n| State |\n|---|\n\n## Rules\n\n| Rule | In |\n|---|---|\n\n\
            ## Notes *(informative)*\n\n| a |\n|---|\n";
        let pass = |source: &_, diagnostics: &mut _| {
            let document = crate::scan(source, diagnostics);
            let mut claims = Claims::new();
            let (_, rules) = document.tables().nth(1).unwrap();
            claims.claim(rules);
            assert!(claims.is_claimed(rules));
            claims.report(&document, diagnostics);
        };
        check_pass(
            text,
            pass,
            &expect![[r#"
                error[unclaimed-table]: nothing reads this table; its columns are `State`
                 --> a.md:3:3
                  |
                1 | # Statez
                  |   ------ it stands under this heading
                2 |
                3 | | State |
                  |   ^^^^^
                  |
                  = help: correct the heading or the columns, or end the heading with *(informative)*
            "#]],
        );
    }
}
