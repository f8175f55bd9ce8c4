//! What the blocks of the tutorial are for, as the comment before each says.

/// A block between fences with what it is for.
pub struct Block {
    /// The line of the comment, from 1.
    pub line: usize,
    pub what: What,
    pub text: String,
}

/// What is to be done with a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Rows for the end of the first table of a section, or of a file.
    Append { to: String },
    /// Something before a heading.
    InsertBefore { heading: String },
    /// Something at the end of a cell of some rows.
    Extend { column: String, rows: Vec<String> },
    /// Commands.
    Run,
    /// What the commands before it have said.
    Shows,
}

impl What {
    /// The file that it is about, where that is not the document.
    pub fn file(&self) -> Option<&str> {
        match self {
            What::Append { to } => (!to.starts_with('#')).then_some(to.as_str()),
            What::InsertBefore { .. } | What::Extend { .. } | What::Run | What::Shows => None,
        }
    }
}

/// The blocks that have such a comment. Any other comment is a slip.
pub fn blocks(tutorial: &str) -> Vec<Block> {
    let lines: Vec<&str> = tutorial.lines().collect();
    let mut all = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let Some(comment) = line.strip_prefix("<!--") else { continue };
        let words = comment.trim_end_matches("-->").trim();
        let what = words.strip_prefix("do: ").and_then(what);
        let what = what.unwrap_or_else(|| panic!("line {}: what is `{words}`?", place + 1));
        let block = lines[place + 1..].iter().skip_while(|line| line.is_empty());
        let mut block = block.copied();
        let fence = block.next().unwrap_or_default();
        assert!(fence.starts_with("```"), "line {}: no block follows", place + 1);
        let text: Vec<&str> = block.take_while(|line| *line != "```").collect();
        all.push(Block { line: place + 1, what, text: text.join("\n") });
    }
    all
}

fn what(words: &str) -> Option<What> {
    let quoted = |text: &str| text.strip_prefix('`')?.strip_suffix('`').map(str::to_owned);
    if let Some(to) = words.strip_prefix("append to ") {
        return Some(What::Append { to: quoted(to).unwrap_or_else(|| to.to_owned()) });
    }
    if let Some(heading) = words.strip_prefix("insert before ") {
        return Some(What::InsertBefore { heading: quoted(heading)? });
    }
    if let Some(rest) = words.strip_prefix("extend ") {
        let (column, rows) = rest.split_once(" of ")?;
        let rows = rows.split(", ").map(str::to_owned).collect();
        return Some(What::Extend { column: quoted(column)?, rows });
    }
    match words {
        "run" => Some(What::Run),
        "shows" => Some(What::Shows),
        _ => None,
    }
}

/// The file after an edit; what is not one changes nothing.
pub fn edited(file: &str, what: &What, text: &str) -> Result<String, String> {
    let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
    let heading = |lines: &[String], heading: &str| {
        let found = lines.iter().position(|line| line == heading);
        found.ok_or_else(|| format!("there is no `{heading}`"))
    };
    match what {
        What::Run | What::Shows => {}
        What::Append { to } => {
            let from = if to.starts_with('#') { heading(&lines, to)? } else { 0 };
            let is_row = |line: &String| line.starts_with('|');
            let first = lines[from..].iter().position(is_row);
            let first = first.ok_or_else(|| format!("`{to}` has no table"))? + from;
            let rows = lines[first..].iter().take_while(|line| is_row(line)).count();
            let end = first + rows;
            lines.splice(end..end, text.lines().map(str::to_owned));
        }
        What::InsertBefore { heading: title } => {
            let place = heading(&lines, title)?;
            let new = text.lines().chain([""]).map(str::to_owned);
            lines.splice(place..place, new);
        }
        What::Extend { column, rows } => {
            for rule in rows {
                let start = format!("| {rule} ");
                let row = lines.iter().position(|line| line.starts_with(&start));
                let row = row.ok_or_else(|| format!("there is no row {rule}"))?;
                let header = (0..row).rev().find(|place| !lines[*place].starts_with('|'));
                let header = header.map_or(0, |place| place + 1);
                let cells = |line: &str| -> Vec<String> {
                    line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
                };
                let column_at = cells(&lines[header]).iter().position(|name| name == column);
                let column_at = column_at.ok_or_else(|| format!("there is no column {column}"))?;
                let mut row_cells = cells(&lines[row]);
                row_cells[column_at].push_str(text);
                lines[row] = format!("| {} |", row_cells.join(" | "));
            }
        }
    }
    Ok(lines.join("\n") + "\n")
}
