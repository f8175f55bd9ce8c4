//! `docs/findings.md`: the list, then each finding with its story.

use spec::finding::SEVERITIES;
use spec_model::pages::grid::{Grid, Side};
use spec_model::told::Line;

use super::cases::{Case, Shown};
use super::{COMMAND, Known};

const WORDS: &str = "\
What is wrong with the protocol, over all editions, most serious first. Each finding has a page of its own with the
whole story as a chart, what happens, why it matters and what might repair it. A finding is in an edition if claims of
that edition name it: there the checker breaks a property by it, each time that it is run.

*Prevented by* is computed: the fewest options which, had the servers of the story chosen them otherwise, leave the
property whole, all else being equal; `nothing` means that no four of them do. *Ended by* names the amendment of the
edition `amended`, or says which edition was the first without it; `see` names what is left of it there.

A story is the shortest in which a property is violated by way of what the amendment changes. Its lines are numbered like
the steps of its chart; what servers only carry or do as they are told shares a line.";

/// The page.
pub fn page(all: &[Known]) -> String {
    let mut text = format!("<!-- written by `{COMMAND}` -->\n\n# Findings\n\n{WORDS}\n\n");
    text.push_str("## How serious\n\nOrdered by the worst word of a finding, then by the next; one that has no further word comes later.\n\n");
    let mut grid = grid(&["Word", "Meaning"]);
    for (word, meaning) in SEVERITIES {
        grid.push(vec![word.to_owned(), meaning.to_owned()]);
    }
    text.push_str(&grid.text());
    text.push_str("\n## The list\n\n");
    text.push_str(&list(all));
    for known in all.iter().filter(|known| !known.finding.includes.is_empty()) {
        let (names, id) = (known.finding.includes.join(", "), &known.finding.id);
        text.push_str(&format!(
            "\n{names} was a finding once: it is part of [{id}](#{}).\n",
            anchor(known)
        ));
    }
    for known in all {
        text.push_str(&section(known));
    }
    text
}

fn grid(columns: &[&str]) -> Grid {
    Grid::new(columns.iter().map(|column| ((*column).to_owned(), Side::Left)).collect())
}

fn list(all: &[Known]) -> String {
    let mut grid = grid(&["Finding", "In one sentence", "Severity", "Since", "Ended by"]);
    for known in all {
        let finding = &known.finding;
        let id = finding.id.as_str();
        grid.push(vec![
            format!("[{id}](#{})", anchor(known)),
            escaped(&finding.sentence),
            severities(known),
            known.editions.first().cloned().unwrap_or_default(),
            known.ended.clone(),
        ]);
    }
    grid.text()
}

fn section(known: &Known) -> String {
    let finding = &known.finding;
    let mut text = format!("\n## {}: {}\n\n{}\n\n", finding.id, finding.title, finding.sentence);
    let mut grid = grid(&["", ""]);
    let mut row = |name: &str, value: String| grid.push(vec![name.to_owned(), escaped(&value)]);
    row("Severity", severities(known));
    row("Violates", finding.properties.join(", "));
    row("Clauses", finding.clauses.clone());
    row("In", known.editions.join(", "));
    row("Prevented by", finding.prevented.clone());
    row("Ended by", ended(known));
    text.push_str(&grid.text());
    text.push_str(&story(known));
    let page = format!("../spec/findings/{}.md", finding.id);
    if known.shown.as_ref().is_some_and(|story| story.charted) {
        let id = &finding.id;
        text.push_str(&format!("\nThe chart: [{id}]({page}#the-shortest-story). "));
    } else {
        text.push('\n');
    }
    text.push_str(&format!("[The whole page]({page}).\n"));
    text
}

fn ended(known: &Known) -> String {
    let link = |name: &str| match name.starts_with("A-") {
        true => format!("[{name}](change-requests/{name}.md)"),
        false => name.to_owned(),
    };
    known.ended.split(", ").map(link).collect::<Vec<_>>().join(", ")
}

/// A story as a page has it.
pub struct Story {
    /// Whether the page of the finding has its chart.
    charted: bool,
    /// What was asked, the story in lines, and what is violated.
    text: String,
}

impl Story {
    /// The story that answers a question.
    pub fn of(case: &Case, shown: &Shown) -> Story {
        Story { charted: case.charted, text: told(case, shown) }
    }
}

fn story(known: &Known) -> String {
    known.shown.as_ref().map_or(String::new(), |story| format!("\n{}", story.text))
}

/// What was asked, the story in lines, and what is violated.
pub fn told(case: &Case, shown: &Shown) -> String {
    let steps = shown.steps().map_or(String::new(), |steps| match steps {
        1 => ", 1 step".to_owned(),
        _ => format!(", {steps} steps"),
    });
    let words = spec_model::check::words(case.property());
    format!("{}{steps}:\n\n{}- Violated: {words}\n", case.words(), lines(&shown.lines))
}

/// The lines of a story as a list of Markdown.
pub fn lines(lines: &[Line]) -> String {
    let line = |line: &Line| {
        let steps = match line.steps {
            (0, 0) => String::new(),
            (first, last) if first == last => format!("{first}. "),
            (first, last) => format!("{first} to {last}. "),
        };
        format!("- {steps}{}\n", line.text)
    };
    lines.iter().map(line).collect()
}

fn severities(known: &Known) -> String {
    let words = known.finding.severities.iter().filter_map(|place| SEVERITIES.get(*place));
    words.map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

fn escaped(text: &str) -> String {
    text.replace('|', r"\|")
}

/// The name that renderers give to the heading of a finding.
fn anchor(known: &Known) -> String {
    let heading = format!("{}: {}", known.finding.id, known.finding.title).to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
