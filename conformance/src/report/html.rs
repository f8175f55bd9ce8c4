//! The run as pages that need no network: one for all, and one for each case that was played.

use std::fmt::Write;

use report::escape::attribute as xml;

use super::chart;
use crate::outcome::{Outcome, Verdict};
use crate::run::Judged;

const STYLE: &str = "body{font:15px/1.5 sans-serif;max-width:72em;margin:2em auto;padding:0 1em}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2em .6em;\
border-bottom:1px solid #ddd;vertical-align:top}pre{background:#f6f6f6;padding:.6em;overflow:auto}\
.pass{color:#17692c}.fail,.unexpected-pass{color:#b00020;font-weight:bold}\
.note,.inconclusive,.expected-failure{color:#8a5a00}.not-supported,.not-applicable{color:#777}";

/// Names and contents of the pages.
pub fn html(judged: &Judged) -> Vec<(String, String)> {
    let mut rows = String::new();
    let mut pages = Vec::new();
    for outcome in &judged.outcomes {
        let name = format!("{}.html", outcome.id.replace('/', "_"));
        let played = !outcome.transcript.is_empty();
        let (id, about) = (xml(&outcome.id), told(outcome));
        let link = if played { format!("<a href=\"{name}\">{id}</a>") } else { id };
        let _ = writeln!(
            rows,
            "<tr><td>{link}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{about}</td></tr>",
            xml(&outcome.shows),
            outcome.level.word(),
            xml(&outcome.basis),
            word(outcome.verdict)
        );
        if played {
            pages.push((name, page(outcome)));
        }
    }
    let counts: Vec<String> = Verdict::ALL
        .into_iter()
        .filter(|verdict| judged.count(*verdict) > 0)
        .map(|verdict| format!("{} {}", judged.count(verdict), word(verdict)))
        .collect();
    let title = format!("{} by {}", judged.server, judged.edition);
    let strays: String =
        judged.strays.iter().map(|stray| format!("<p>Stray: {}</p>", xml(stray))).collect();
    let body = format!(
        "<h1>{}</h1><p>{}</p>{strays}<table><tr><th>Case</th><th>Shows</th><th>Level</th><th>Basis</th>\
         <th>Verdict</th><th></th></tr>\n{rows}</table>",
        xml(&title),
        counts.join(", ")
    );
    pages.insert(0, ("index.html".to_owned(), whole(&title, &body)));
    pages
}

fn told(outcome: &Outcome) -> String {
    let mut text = outcome.why.as_deref().map_or(String::new(), xml);
    if let Some(difference) = &outcome.difference {
        let rule = difference.rule.as_deref().map_or(String::new(), |rule| format!("{rule}, "));
        let _ = write!(
            text,
            "<p>step {}, {}{}</p><p>after: {}<br>expected: {}<br>came: {}</p><p>{}</p>",
            difference.step + 1,
            xml(&rule),
            xml(&difference.clause),
            xml(difference.done.as_deref().unwrap_or("-")),
            xml(&difference.expected),
            xml(&difference.came),
            xml(&difference.hint)
        );
    }
    text
}

fn page(outcome: &Outcome) -> String {
    let chart = report::svg::chart(&chart::story(outcome));
    let mut lines = String::new();
    for line in &outcome.transcript {
        let _ = write!(
            lines,
            "<tr><td>{} ms</td><td>{}</td><td>{}</td></tr>",
            line.at_ms,
            line.step + 1,
            xml(&line.words())
        );
        if let Some(body) = &line.body {
            let _ = write!(lines, "<tr><td></td><td></td><td><pre>{}</pre></td></tr>", xml(body));
        }
    }
    let body = format!(
        "<p><a href=\"index.html\">all cases</a></p><h1>{}</h1><p>{}</p><p>{}</p>{}{chart}\
         <h2>Transcript</h2><table><tr><th>At</th><th>Step</th><th></th></tr>{lines}</table>",
        xml(&outcome.id),
        xml(&outcome.shows),
        word(outcome.verdict),
        told(outcome)
    );
    whole(&outcome.id, &body)
}

fn word(verdict: Verdict) -> String {
    let word = verdict.word();
    format!("<span class=\"{}\">{word}</span>", word.replace(' ', "-"))
}

fn whole(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>\
         <style>{STYLE}</style></head><body>{body}</body></html>\n",
        xml(title)
    )
}
