//! Results for people: charts, then a table per scope and profile, then what is not met.

use std::io::{IsTerminal, Write};

use report::text::{Color, chart};

use super::charts::Charts;
use super::options::Options;
use super::outcome::{Entry, Outcome};

/// Prints one document's results.
pub fn print(options: &Options, outcome: &Outcome, charts: &Charts) {
    let mut text = String::new();
    if options.charts {
        let color = if std::io::stdout().is_terminal() { Color::Always } else { Color::Never };
        for (_, story) in charts.shortest() {
            text.push_str(&chart(story, 110, color));
            text.push_str("\n\n");
        }
    }
    text.push_str(&tables(outcome));
    text.push_str(&closing(options, outcome));
    // A reader that has gone away, such as `head`, is no fault of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// A table per scope and profile.
pub fn tables(outcome: &Outcome) -> String {
    let mut text = String::new();
    let mut group = None;
    for entry in &outcome.entries {
        let name = (entry.scope.clone(), entry.profile.clone());
        if group.as_ref() != Some(&name) {
            text.push_str(&heading(outcome, entry));
            group = Some(name);
        }
        text.push_str(&line(entry));
    }
    text
}

fn heading(outcome: &Outcome, entry: &Entry) -> String {
    let exhaustive = match (entry.exhaustive, &entry.cut) {
        (true, _) => "exhaustive".to_owned(),
        (false, Some(why)) => format!("CUT SHORT: {why}"),
        (false, None) => "CUT SHORT".to_owned(),
    };
    format!(
        "\n{}, {}, {}: {} states, {} transitions, depth {}, {:.1} s, {exhaustive}\n  {:<28} \
         {:<9} {:>12} {:>6}  finding\n",
        outcome.edition,
        entry.scope,
        entry.chosen,
        entry.states,
        entry.edges,
        entry.depth,
        entry.seconds,
        "property",
        "verdict",
        "premise in",
        "steps",
    )
}

fn line(entry: &Entry) -> String {
    let verdict = entry.verdict();
    if let Some(lack) = entry.lacks {
        return format!("  {:<28} {verdict}: {lack}\n", entry.property);
    }
    let steps = entry.steps.map_or(String::new(), |steps| steps.to_string());
    let finding = entry.finding.as_deref().unwrap_or(if entry.violated { "-" } else { "" });
    let text = format!(
        "  {:<28} {verdict:<9} {:>12} {steps:>6}  {finding}",
        entry.property, entry.premises
    );
    let mut text = format!("{}\n", text.trim_end());
    if entry.steps.is_none() {
        // What has no story is told in words.
        for detail in &entry.details {
            text.push_str(&format!("      {detail}\n"));
        }
    }
    text
}

fn closing(options: &Options, outcome: &Outcome) -> String {
    let mut text = String::from("\n");
    for unmet in &outcome.unmet {
        let place = match unmet.line {
            0 => outcome.file.clone(),
            line => format!("{}:{line}", outcome.file),
        };
        text.push_str(&format!(
            "NOT MET {place}: {} in {} ({}) {}\n",
            unmet.property, unmet.scope, unmet.profile, unmet.message
        ));
    }
    for line in &outcome.disagreements {
        text.push_str(&format!("THE ENGINES DISAGREE: {line}\n"));
    }
    for line in &outcome.second {
        text.push_str(&format!("{line}\n"));
    }
    for line in &outcome.left_out {
        text.push_str(&format!("left out: {line}\n"));
    }
    let charts = options.out.join(&outcome.edition);
    if outcome.entries.iter().any(|entry| entry.chart.is_some()) {
        text.push_str(&format!("charts: {}/*.svg\n", charts.display()));
    }
    let cut = outcome.entries.iter().any(|entry| !entry.exhaustive);
    let words = match (outcome.question, outcome.unmet.len(), cut) {
        (_, _, true) => "a search was CUT SHORT: nothing is known about the rest".to_owned(),
        (true, ..) => {
            let violated = outcome.entries.iter().filter(|entry| entry.violated).count();
            format!("{} answers, {violated} violated", outcome.entries.len())
        }
        (false, 0, _) if outcome.entries.len() == 1 => "the claim is met".to_owned(),
        (false, 0, _) => format!("all {} claims that were asked are met", outcome.entries.len()),
        (false, 1, _) => "NOT MET, as the line above says".to_owned(),
        (false, unmet, _) => format!("NOT MET, as {unmet} lines above say"),
    };
    format!("{text}{}: {words}\n", outcome.edition)
}
