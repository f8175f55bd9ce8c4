//! Answers of the server as text for people.

use crate::admin::{DeviceView, PeerView, SessionView};
use crate::config::{Approach, Side};

/// A text of somebody else's that goes to a terminal: nothing in it is a command to it.
pub(super) fn safe(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |c: char| if c.is_control() || turns(c) { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().map(shown).collect()
}

/// The same for texts of several lines.
pub(super) fn safe_lines(text: &str) -> String {
    text.lines().map(|line| safe(line) + "\n").collect()
}

/// Columns as wide as their widest cell.
fn table(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut lines = vec![head.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()];
    lines.extend(rows);
    let mut widths = vec![0; head.len()];
    for line in &mut lines {
        for (cell, width) in line.iter_mut().zip(&mut widths) {
            *cell = safe(cell);
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for line in lines {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn role(side: Side) -> String {
    side.role().name().to_owned()
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn approach(approach: Approach) -> String {
    match approach {
        Approach::Account => "account",
        Approach::Url => "url",
    }
    .to_owned()
}

fn or_dash(text: Option<&str>) -> String {
    text.unwrap_or("-").to_owned()
}

pub(super) fn sessions(sessions: &[SessionView]) -> String {
    if sessions.is_empty() {
        return "no sessions\n".to_owned();
    }
    let head = ["SESSION", "ROLE", "PEER", "DEVICE", "STATE", "RECORD", "OUTCOME", "UPDATED"];
    let row = |it: &SessionView| {
        vec![
            it.id.clone(),
            role(it.role),
            it.peer.clone(),
            it.device.clone(),
            it.state.clone(),
            it.record.clone(),
            or_dash(it.outcome.as_deref()),
            it.updated.clone(),
        ]
    };
    table(&head, sessions.iter().map(row).collect())
}

/// One line for a session that has changed.
pub(super) fn change(it: &SessionView) -> String {
    let outcome = it.outcome.as_deref().map_or(String::new(), |outcome| format!(", {outcome}"));
    let rule = or_dash(it.rule.as_deref());
    let SessionView { updated, id, device, state, record, .. } = it;
    safe(&format!("{updated} {id} {device}: {state}, {record}{outcome} [{rule}]")) + "\n"
}

pub(super) fn session(it: &SessionView) -> String {
    let lines = [
        ("session", it.id.clone()),
        ("role", role(it.role)),
        ("peer", it.peer.clone()),
        ("device", it.device.clone()),
        ("tree", it.tree.clone()),
        ("approach", approach(it.approach)),
        ("full", yes(it.full)),
        ("state", it.state.clone()),
        ("at rest", yes(it.at_rest)),
        ("record", it.record.clone()),
        ("outcome", or_dash(it.outcome.as_deref())),
        ("last rule", or_dash(it.rule.as_deref())),
        ("begun", it.begun.clone()),
        ("updated", it.updated.clone()),
        ("steps", it.steps.to_string()),
    ];
    lines.map(|(name, value)| format!("{name:<10}{}\n", safe(&value))).concat()
}

pub(super) fn devices(devices: &[DeviceView]) -> String {
    if devices.is_empty() {
        return "no devices\n".to_owned();
    }
    let head = ["DEVICE", "MAKER", "MODEL", "TREE", "MANAGED", "WAITING", "DELEGATIONS"];
    let row = |it: &DeviceView| {
        let of = |one: &crate::admin::DelegationView| {
            format!("{} as {}: {} ({})", one.peer, role(one.role), one.record, one.state)
        };
        let all: Vec<String> = it.delegations.iter().map(of).collect();
        vec![
            it.id.clone(),
            it.man.clone(),
            it.model.clone(),
            it.tree.clone(),
            yes(it.managed),
            it.waiting.to_string(),
            if all.is_empty() { "-".to_owned() } else { all.join("; ") },
        ]
    };
    table(&head, devices.iter().map(row).collect())
}

pub(super) fn peers(peers: &[PeerView]) -> String {
    if peers.is_empty() {
        return "no peers\n".to_owned();
    }
    let head = ["PEER", "WE ARE", "APPROACH", "WILLING", "SESSIONS", "WAITING", "URL"];
    let row = |it: &PeerView| {
        vec![
            it.id.clone(),
            role(it.we_are),
            approach(it.approach),
            yes(it.willing),
            it.sessions.to_string(),
            it.waiting.to_string(),
            it.url.clone(),
        ]
    };
    table(&head, peers.iter().map(row).collect())
}
