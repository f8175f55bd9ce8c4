//! The run in the terminal.

use std::fmt::Write;

use super::chart;
use crate::outcome::{Outcome, Verdict};
use crate::run::Judged;

/// Columns of a chart.
const WIDTH: usize = 100;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What did not pass, and why.
    Verdicts,
    /// What passed and what it shows too; of the others chart and transcript.
    Charts,
}

/// What did not pass, with clause, what was expected and what came; then the counts.
pub fn text(judged: &Judged, detail: Detail) -> String {
    let mut out = String::new();
    let quiet = match detail {
        Detail::Verdicts => vec![Verdict::Pass, Verdict::NotApplicable],
        Detail::Charts => vec![Verdict::NotApplicable],
    };
    for outcome in judged.outcomes.iter().filter(|it| !quiet.contains(&it.verdict)) {
        one(outcome, &mut out);
        let is_told = !outcome.transcript.is_empty() && outcome.verdict != Verdict::Pass;
        if detail == Detail::Charts && is_told {
            let chart =
                report::text::chart(&chart::story(outcome), WIDTH, report::text::Color::Never);
            out.push_str(&chart);
            for line in outcome.transcript.iter().filter(|line| line.body.is_some()) {
                let body = line.body.as_deref().unwrap_or_default();
                let _ = writeln!(out, "{} ms, {}:\n{body}", line.at_ms, line.text);
            }
        }
    }
    for stray in &judged.strays {
        let _ = writeln!(out, "stray: {stray} belongs to no case");
    }
    let (first, next) = judged.devices;
    if next > first {
        let _ = writeln!(
            out,
            "devices {} to {next} are used; the next run takes --first-device {}, or a server that has \
             forgotten them",
            first + 1,
            next + 1
        );
    }
    let counts: Vec<String> = Verdict::ALL
        .into_iter()
        .filter_map(|verdict| match judged.count(verdict) {
            0 => None,
            count => Some(format!("{count} {}", verdict.word())),
        })
        .collect();
    let strict = if judged.strict { ", strict" } else { "" };
    let seconds = judged.took_ms as f64 / 1_000.0;
    let _ = writeln!(
        out,
        "{} by {}{strict}: {} cases in {seconds:.1} s: {}",
        judged.server,
        judged.edition,
        judged.outcomes.len(),
        counts.join(", ")
    );
    out
}

fn one(outcome: &Outcome, out: &mut String) {
    let Outcome { id, verdict, level, basis, .. } = outcome;
    let _ = writeln!(out, "{:<16} {id}  {}, {basis}", verdict.word(), level.word());
    if outcome.why.is_none() || outcome.difference.is_some() {
        let _ = writeln!(out, "    shows     {}", outcome.shows);
    }
    if let Some(why) = &outcome.why {
        let _ = writeln!(out, "    {why}");
    }
    if let Some(difference) = &outcome.difference {
        let rule = difference.rule.as_deref().map_or(String::new(), |rule| format!("{rule}, "));
        let (step, clause) = (difference.step + 1, &difference.clause);
        let _ = writeln!(out, "    step {step}, {rule}{clause} ({})", difference.basis);
        if let Some(done) = &difference.done {
            let _ = writeln!(out, "    after     {done}");
        }
        let _ = writeln!(out, "    expected  {}", difference.expected);
        let _ = writeln!(out, "    came      {}", difference.came);
        let _ = writeln!(out, "    hint      {}", difference.hint);
    }
}
