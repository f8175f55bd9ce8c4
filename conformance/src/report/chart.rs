//! The chart of a case.

use report::story::{Arrow, ArrowKind, Fate, RuleRef, Story, StoryStep};

use crate::outcome::Outcome;
use crate::transcript::{Line, Side};

/// What was said in a case, as a story: we, the device, the server under test.
pub(super) fn story(outcome: &Outcome) -> Story {
    let (own, peer) = match outcome.server.as_str() {
        "DMS-1" => ("DMS-1 (under test)", "DMS-2 (dm-conform)"),
        _ => ("DMS-2 (under test)", "DMS-1 (dm-conform)"),
    };
    let mut notes = vec![format!("{}, {}", outcome.level.word(), outcome.basis)];
    notes.extend(outcome.why.clone());
    let mut verdict = Vec::new();
    let mut rules = Vec::new();
    if let Some(difference) = &outcome.difference {
        verdict.push(format!("expected: {}", difference.expected));
        verdict.push(format!("came: {}", difference.came));
        rules.push(RuleRef {
            id: difference.rule.clone().unwrap_or_default(),
            clause: difference.clause.clone(),
            basis: difference.basis.clone(),
        });
    }
    let mut steps: Vec<StoryStep> = Vec::new();
    let mut at = None;
    for line in &outcome.transcript {
        if at != Some(line.step) {
            at = Some(line.step);
            let differs = outcome.difference.as_ref().is_some_and(|it| it.step == line.step);
            let event = format!("{}, after {} ms", line.text, line.at_ms);
            let rules = if differs { rules.clone() } else { Vec::new() };
            steps.push(StoryStep { event, rules, lanes: vec![None; 3], ..StoryStep::default() });
        }
        if let Some(step) = steps.last_mut() {
            step.arrows.push(arrow(line));
        }
    }
    Story {
        title: format!("{}: {}", outcome.id, outcome.verdict.word()),
        notes,
        lanes: [peer, "Device", own].map(str::to_owned).to_vec(),
        start: vec![String::new(); 3],
        steps,
        verdict,
    }
}

fn arrow(line: &Line) -> Arrow {
    let lane = |side: Side| match side {
        Side::Peer => 0,
        Side::Device => 1,
        Side::Server | Side::Operator => 2,
    };
    let kind = match (line.from, line.to) {
        (Side::Operator, _) => ArrowKind::Local,
        (Side::Device, Side::Server) | (Side::Server, Side::Device) => ArrowKind::DmSession,
        (Side::Peer, Side::Device) => ArrowKind::Command,
        _ if line.text.starts_with("status") || line.text.starts_with("answers") => {
            ArrowKind::Response
        }
        _ => ArrowKind::Post,
    };
    Arrow {
        from: lane(line.from),
        to: lane(line.to),
        label: line.text.clone(),
        kind,
        fate: Fate::Delivered,
        flight: None,
    }
}
