//! The page: which case fails for which fault.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use conformance::Verdict;
use conformance_case::Book;

use super::Verdicts;
use crate::faulty::Fault;

const HEAD: &str = "\
<!-- UPDATE_EXPECT=1 cargo test -p tests --test conformance -- --ignored the_matrix -->

# Servers with a fault, and the cases that find it

The judge is judged: the reference server with a fault around it (`tests/tests/conformance/faulty/`), strictly, with
all cases of the 2012 edition, each under a choice of options that it can be played with. The product
knows nothing of these faults.
";

const CASES: &str = "
## Cases

`F` fails, `i` inconclusive (it differs before the row of the case, and another case says so), `.` passes; blank: not
played. A busy machine makes a few more fail. At the end of a line stands a small change of the row that the case is about for which it
fails: the first that does, made of the table and not by hand.
";

/// The page.
pub fn page(
    book: &Book,
    faults: &[Fault],
    all: &BTreeMap<String, Verdicts>,
    rows: &BTreeMap<String, Option<String>>,
) -> String {
    let mut out = HEAD.to_owned();
    let verdict = |fault: &Fault, id: &str| all.get(fault.name).and_then(|it| it.get(id)).copied();
    let by_hand = faults.iter().filter(|fault| fault.change.place() != "table").count();
    let changes = rows.values().flatten().collect::<BTreeSet<_>>().len();
    let _ = writeln!(
        out,
        "\n{} faults by hand, {by_hand} of them around the server and {} in its table, and {changes} changes of rows; {} \
         cases.\n\n## Faults\n",
        faults.len(),
        faults.len() - by_hand,
        book.cases.len()
    );
    let width = |of: fn(&Fault) -> usize| faults.iter().map(of).max().unwrap_or_default();
    let (name, place) = (width(|it| it.name.len() + 2), width(|it| it.change.place().len()));
    let does = width(|it| it.does.len());
    let line = |out: &mut String, cells: [&str; 5]| {
        let [no, fault, at, what, fails] = cells;
        let _ = writeln!(
            out,
            "| {no:>2} | {fault:<name$} | {at:<place$} | {what:<does$} | {fails:>5} |"
        );
    };
    line(&mut out, ["No", "Fault", "Where", "What such a server does", "Cases"]);
    let dashes = |long: usize| "-".repeat(long);
    line(&mut out, ["-:", &dashes(name), &dashes(place), &dashes(does), "----:"]);
    for (number, fault) in faults.iter().enumerate() {
        let fails =
            |case: &&conformance_case::Case| verdict(fault, &case.id) == Some(Verdict::Fail);
        let fails = book.cases.iter().filter(fails).count().to_string();
        let (number, quoted) = ((number + 1).to_string(), format!("`{}`", fault.name));
        line(&mut out, [&number, &quoted, fault.change.place(), fault.does, &fails]);
    }
    out.push_str(CASES);
    let widest = book.cases.iter().map(|case| case.id.len()).max().unwrap_or_default();
    let digit = |of: fn(usize) -> usize| {
        (1..=faults.len()).map(move |n| of(n).to_string()).collect::<String>()
    };
    let _ = writeln!(out, "\n```text\n{:widest$} {}", "", digit(|n| n / 10));
    let _ = writeln!(out, "{:widest$} {}", "case", digit(|n| n % 10));
    for case in &book.cases {
        let marks: String = faults.iter().map(|fault| mark(verdict(fault, &case.id))).collect();
        let row = rows.get(&case.id).cloned().flatten();
        let row = row.map_or(String::new(), |row| format!("  -- {row}"));
        let _ = writeln!(out, "{}", format!("{:<widest$} {marks}{row}", case.id).trim_end());
    }
    out.push_str("```\n");
    out
}

fn mark(verdict: Option<Verdict>) -> char {
    match verdict {
        Some(Verdict::Fail | Verdict::UnexpectedPass) => 'F',
        Some(Verdict::Inconclusive) => 'i',
        Some(Verdict::Pass | Verdict::Note | Verdict::ExpectedFailure) => '.',
        Some(Verdict::NotSupported | Verdict::NotApplicable) | None => ' ',
    }
}

/// Each fault makes a case fail, each case fails for something, and all are there.
pub fn has_no_empty_line(page: &str, book: &Book, faults: &[Fault]) {
    let mut wrong = String::new();
    for fault in faults {
        let start = format!("`{}` ", fault.name);
        let line = page.lines().find(|line| line.starts_with("| ") && line.contains(&start));
        let fails = line.and_then(|line| line.rsplit('|').nth(1)).map(str::trim);
        if fails.is_none_or(|fails| fails == "0") {
            let _ = writeln!(wrong, "{}: no case fails for it", fault.name);
        }
    }
    let (mut known, mut lines) = (BTreeSet::new(), page.lines().skip_while(|it| *it != "```text"));
    for line in lines.by_ref().skip(1).take_while(|line| *line != "```") {
        let (id, rest) = line.split_once(' ').unwrap_or((line, ""));
        known.insert(id.to_owned());
        let (marks, row) = rest.split_once("--").unwrap_or((rest, ""));
        if id.starts_with("2012/") && !marks.contains('F') && row.is_empty() {
            let _ = writeln!(wrong, "{id}: it fails for nothing");
        }
    }
    for case in book.cases.iter().filter(|case| !known.contains(&case.id)) {
        let _ = writeln!(wrong, "{}: the page does not know it", case.id);
    }
    assert!(
        wrong.is_empty(),
        "\n{wrong}see the first line of docs/generated/conformance/mutants.md"
    );
}
