//! The file: JSON with one step on a line, so that a changed row shows in a diff what it changes.

use std::fmt::Write;

use crate::{Book, Case, Step};

/// Reads it.
///
/// # Errors
/// What is no book of cases, with the place.
pub fn read(text: &str) -> Result<Book, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Writes it.
///
/// # Errors
/// What cannot be written as JSON.
pub fn write(book: &Book) -> Result<String, String> {
    let mut out = String::from("{\n");
    let edition = serde_json::to_string(&book.edition).map_err(|error| error.to_string())?;
    let _ = write!(out, "\"edition\": {edition},\n\"cases\": [\n");
    let mut cases = book.cases.iter().peekable();
    while let Some(case) = cases.next() {
        one(case, &mut out)?;
        out.push_str(if cases.peek().is_some() { ",\n" } else { "\n" });
    }
    out.push_str("],\n\"left_out\": [\n");
    let mut rows = book.left_out.iter().peekable();
    while let Some(row) = rows.next() {
        out.push_str(&serde_json::to_string(row).map_err(|error| error.to_string())?);
        out.push_str(if rows.peek().is_some() { ",\n" } else { "\n" });
    }
    out.push_str("]\n}\n");
    Ok(out)
}

fn one(case: &Case, out: &mut String) -> Result<(), String> {
    let head = Case { steps: Vec::new(), ..case.clone() };
    let head = serde_json::to_string(&head).map_err(|error| error.to_string())?;
    out.push_str(head.strip_suffix("[]}").unwrap_or(&head));
    out.push_str("[\n");
    let mut steps = case.steps.iter().peekable();
    while let Some(step) = steps.next() {
        let step: &Step = step;
        out.push_str("  ");
        out.push_str(&serde_json::to_string(step).map_err(|error| error.to_string())?);
        out.push_str(if steps.peek().is_some() { ",\n" } else { "\n" });
    }
    out.push_str("]}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, Answer, Fields, LeftOut, Level};

    #[test]
    fn what_is_written_is_read_again() {
        let fields = Fields::from([("isAcknowledged".to_owned(), "true".to_owned())]);
        let answer = Answer::Message("DELEGATION_RESP".to_owned(), fields);
        let message = "DELEGATION_REQ".to_owned();
        let post = Act::Post { message, fields: Fields::new(), session: 1, answer };
        let step = Step { act: post, rules: vec!["ACC-1-03".to_owned()], facts: None };
        let case = Case {
            id: "2012/5.3.1.2/ACC-1-03".to_owned(),
            server: "DMS-1".to_owned(),
            about: "ACC-1-03".to_owned(),
            shows: "receives DELEGATION_REQ: answer DELEGATION_RESP".to_owned(),
            level: Level::Must,
            basis: "stated".to_owned(),
            approach: "account".to_owned(),
            bootstrapped: true,
            willing: Some(true),
            with: Vec::new(),
            without: vec!["undo-1".to_owned()],
            sanity: false,
            target: 0,
            steps: vec![step.clone(), step],
        };
        let left_out = vec![LeftOut { rule: "X-1-01".to_owned(), why: "never".to_owned() }];
        let book = Book { edition: "e".to_owned(), cases: vec![case.clone(), case], left_out };
        let text = write(&book).unwrap();
        assert_eq!(read(&text), Ok(book));
        assert_eq!(text.lines().filter(|line| line.starts_with("  ")).count(), 4);
    }
}
