//! JUnit, as CI reads it.

use std::fmt::Write;

use report::escape::attribute as xml;

use crate::outcome::Verdict;
use crate::run::Judged;

/// One test case for each case.
pub fn junit(judged: &Judged) -> String {
    let bad = judged.outcomes.iter().filter(|it| it.verdict.is_bad()).count();
    let errors = judged.count(Verdict::Inconclusive);
    let skipped = judged.count(Verdict::NotSupported) + judged.count(Verdict::NotApplicable);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let seconds = judged.took_ms as f64 / 1_000.0;
    let _ = writeln!(
        out,
        "<testsuite name=\"dm-conform {}\" tests=\"{}\" failures=\"{bad}\" errors=\"{errors}\" \
         skipped=\"{skipped}\" time=\"{seconds:.3}\">",
        xml(&judged.edition),
        judged.outcomes.len()
    );
    for outcome in &judged.outcomes {
        let seconds = outcome.took_ms as f64 / 1_000.0;
        let (class, name) = (xml(&outcome.server), xml(&outcome.id));
        let _ =
            write!(out, "  <testcase classname=\"{class}\" name=\"{name}\" time=\"{seconds:.3}\"");
        let mut why = outcome.why.clone().unwrap_or_default();
        if let Some(difference) = &outcome.difference {
            let rule = difference.rule.as_deref().unwrap_or("-");
            let _ = write!(
                why,
                "\nstep {}, {rule}, {}: expected {}; came {}; {}",
                difference.step + 1,
                difference.clause,
                difference.expected,
                difference.came,
                difference.hint
            );
        }
        let (message, why) = (xml(outcome.verdict.word()), xml(why.trim()));
        let element = match outcome.verdict {
            Verdict::Pass | Verdict::Note | Verdict::ExpectedFailure => {
                let _ = if why.is_empty() {
                    writeln!(out, "/>")
                } else {
                    writeln!(out, "><system-out>{message}: {why}</system-out></testcase>")
                };
                continue;
            }
            Verdict::Fail | Verdict::UnexpectedPass => "failure",
            Verdict::Inconclusive => "error",
            Verdict::NotSupported | Verdict::NotApplicable => "skipped",
        };
        let _ = writeln!(out, "><{element} message=\"{message}\">{why}</{element}></testcase>");
    }
    out.push_str("</testsuite>\n");
    out
}
