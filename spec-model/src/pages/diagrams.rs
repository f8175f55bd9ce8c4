//! `diagrams.md`: each process at each role as a state diagram.

use std::collections::BTreeMap;

use protocol::{Role, Row, StateId, Table, Then, Trigger};

use super::{head, rules};

const WORDS: &str = "\
One arrow stands for all rules from one state to another, with their events and without their
conditions. States that a process only leaves, all in the same way, are one node.";

/// Events that an arrow names; the matrix has all.
const EVENTS: usize = 3;

/// The page.
pub fn diagrams(table: &Table) -> String {
    let mut text = head(&format!("State diagrams of {}", table.edition), WORDS);
    for role in Role::ALL {
        text.push_str(&format!("\n## {}\n", role.name()));
        let mut processes: Vec<&str> = Vec::new();
        for row in table.rows.iter().filter(|row| row.role == role) {
            if !processes.contains(&row.process.as_str()) {
                processes.push(&row.process);
            }
        }
        for process in processes {
            text.push_str(&format!("\n### {process} at {}\n\n", role.name()));
            text.push_str(&Diagram::of(table, role, process).text());
        }
    }
    text
}

/// The states of a process, those that are alike together, and what leads from one to another.
struct Diagram<'a> {
    table: &'a Table,
    role: Role,
    nodes: Vec<Vec<StateId>>,
    arrows: BTreeMap<(usize, usize), Vec<&'a Row>>,
}

impl<'a> Diagram<'a> {
    fn of(table: &'a Table, role: Role, process: &str) -> Diagram<'a> {
        let rows: Vec<&Row> =
            table.rows.iter().filter(|row| row.role == role && row.process == process).collect();
        let nodes = nodes(&rows, table.states[role.index()].len());
        let mut arrows: BTreeMap<_, Vec<&Row>> = BTreeMap::new();
        let node = |state| nodes.iter().position(|states| states.contains(&state)).unwrap_or(0);
        for row in rows {
            for state in &row.states {
                let to = match row.then {
                    Then::Same => *state,
                    Then::State(then) => then,
                };
                let arrow = arrows.entry((node(*state), node(to))).or_default();
                // The states of one node have the same rows.
                if !arrow.iter().any(|known| known.rule == row.rule) {
                    arrow.push(row);
                }
            }
        }
        Diagram { table, role, nodes, arrows }
    }

    fn text(&self) -> String {
        let mut text = "```mermaid\nstateDiagram-v2\n".to_owned();
        for node in &self.nodes {
            let names: Vec<_> = node.iter().map(|state| plain(self.name(*state))).collect();
            text.push_str(&format!("    state \"{}\" as {}\n", names.join("<br>"), self.id(node)));
        }
        if let Some(first) = self.nodes.iter().find(|node| node.contains(&StateId(0))) {
            text.push_str(&format!("    [*] --> {}\n", self.id(first)));
        }
        for ((from, to), rows) in &self.arrows {
            let (from, to) = (self.id(&self.nodes[*from]), self.id(&self.nodes[*to]));
            text.push_str(&format!("    {from} --> {to} : {}\n", self.label(rows)));
        }
        text + "```\n"
    }

    /// The rows with the same events are one line.
    fn label(&self, rows: &[&Row]) -> String {
        let mut lines: Vec<(&[Trigger], Vec<&str>)> = Vec::new();
        for row in rows {
            match lines.iter_mut().find(|(on, _)| *on == row.on) {
                Some((_, ids)) => ids.push(&row.rule),
                None => lines.push((&row.on, vec![&row.rule])),
            }
        }
        let line = |(on, ids): &(&[Trigger], Vec<&str>)| {
            let words = on.iter().map(|on| self.table.trigger_words(self.role, *on));
            let mut text = words.take(EVENTS).collect::<Vec<_>>().join(", ");
            if on.len() > EVENTS {
                text.push_str(&format!(" and {} more", on.len() - EVENTS));
            }
            format!("{} [{}]", plain(&text), rules(ids.iter().copied()))
        };
        lines.iter().map(line).collect::<Vec<_>>().join("<br>")
    }

    fn name(&self, state: StateId) -> &str {
        &self.table.states[self.role.index()][usize::from(state.0)].name
    }

    /// A word that is none of Mermaid's own.
    fn id(&self, node: &[StateId]) -> String {
        let name = node.first().map_or("", |state| self.name(*state));
        let word: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        format!("in_{word}{}", if node.len() > 1 { "_and_others" } else { "" })
    }
}

/// The states of some rows, in the order of the document. Those that no row leads into and that
/// the same rows leave are together; the initial state stands alone.
fn nodes(rows: &[&Row], states: usize) -> Vec<Vec<StateId>> {
    let leaving = |state: StateId| -> Vec<&str> {
        let of = rows.iter().filter(|row| row.states.contains(&state));
        of.map(|row| row.rule.as_str()).collect()
    };
    let is_entered = |state| rows.iter().any(|row| row.then == Then::State(state));
    let mut nodes: Vec<Vec<StateId>> = Vec::new();
    for state in (0..states).map(|n| StateId(n as u8)) {
        let out = leaving(state);
        let is_alone = state == StateId(0) || is_entered(state);
        if out.is_empty() && !is_entered(state) {
            continue;
        }
        let alike = |node: &&mut Vec<StateId>| {
            node.first().is_some_and(|first| {
                *first != StateId(0) && !is_entered(*first) && leaving(*first) == out
            })
        };
        match nodes.iter_mut().find(alike) {
            Some(node) if !is_alone => node.push(state),
            Some(_) | None => nodes.push(vec![state]),
        }
    }
    nodes
}

/// Without what would end a label.
fn plain(text: &str) -> String {
    text.replace([':', ';', '"', '#'], " ")
}
