//! Properties of whole behaviours, under weak fairness of each class of `crate::fair`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use protocol::{FieldKind, Role};
use world::{Event, Exchange, Phase, World};

use super::super::{Export, names};
use super::names::op;
use super::{END, header, narrow, quoted, set};
use crate::fair;
use crate::path::Edges;

const LIVE: &str = include_str!("live.tla");

/// A property of whole behaviours as TLC is asked for it.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    /// Its name.
    pub name: &'static str,
    /// What a step leaves owed.
    owes: &'static str,
    /// What every fair behaviour does.
    asked: &'static str,
}

/// Of a scope without faults, expiring timers and revocations.
pub const SUCCEEDS: Live = Live {
    name: "without_faults_succeeds",
    owes: "/\\ \\E r \\in Servers : way.next.dms[r].record = \"none\"\n    \
           /\\ owes \\/ \"accepted\" \\in way.tags",
    asked: "[]<>~owes",
};

/// Of any scope.
pub const ENDS: Live = Live {
    name: "every_session_ends",
    owes: "FALSE",
    asked: "\\A r \\in Servers : []<>(dms[r].state \\in AtRest(r))",
};

/// Of any scope.
pub const REVOKED: Live = Live {
    name: "revocation_ends_access",
    owes: "\\/ \"revoking\" \\in way.tags\n    \
           \\/ owes /\\ way.tags \\cap {\"began\", \"told\"} = {}",
    asked: "([]<>~owes \\/ <>[](facts \\cap Access = {}))",
};

/// The module that asks for a property, with its configuration, for the module of that name.
/// TLC needs the classes by name, and checks that there are no others: see [`classes`].
pub fn module(name: &str, property: Live, classes: &BTreeSet<String>) -> (String, String) {
    let mut text = header(&format!("{name}_live"), name);
    let list: Vec<&str> = classes.iter().map(String::as_str).collect();
    let _ = writeln!(text, "(* What happens sooner or later if it stays possible. *)");
    let _ = writeln!(text, "Classes ==\n    {{ {} }}", list.join(",\n      "));
    text += &LIVE
        .replace("@owes@", property.owes)
        .replace("@property@", property.name)
        .replace("@asked@", property.asked);
    text += END;
    let config =
        format!("SPECIFICATION LiveSpec\nINVARIANT AllClasses\nPROPERTY {}\n", property.name);
    (narrow(&text), config)
}

/// The classes under weak fairness that are possible in these states, as TLA+.
pub fn classes(export: &Export<'_>, states: &[World]) -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    let mut known = BTreeSet::new();
    for world in states {
        for step in Edges::of(export.moves, world) {
            if let Some(class) = fair::class(step.label)
                && step.next != *world
                && known.insert(class)
            {
                classes.extend(class_text(export, step.label.event));
            }
        }
    }
    classes
}

fn class_text(export: &Export<'_>, event: Event) -> Option<String> {
    match event {
        Event::Receives { post, .. } => {
            Some(format!("<<\"receives\", {}>>", exchange(export, post)))
        }
        Event::Answered { response } => {
            Some(format!("<<\"answered\", {}>>", exchange(export, response)))
        }
        Event::Device { server, op: code, .. } => {
            Some(format!("<<\"device\", {}, {}>>", names::role(server), quoted(&op(code))))
        }
        Event::Fetches => Some("<<\"fetches\">>".into()),
        Event::DeviceOpens => Some("<<\"device opens\">>".into()),
        Event::Expires { server, timer } => {
            let timer = super::names::timer(export.table, server, timer);
            Some(format!("<<\"expires\", {}, {timer}>>", names::role(server)))
        }
        Event::Delegates { .. }
        | Event::Revokes { .. }
        | Event::Loses { .. }
        | Event::Copies { .. }
        | Event::Crashes { .. } => None,
    }
}

fn exchange(export: &Export<'_>, one: Exchange) -> String {
    let name = |message: u8| export.table.messages[message as usize].name.as_str();
    let (at, carried) = match one.phase() {
        Phase::Request => ("posted", one.message()),
        Phase::AnsweredEmpty => ("empty", one.message()),
        Phase::Refused => ("refused", one.message()),
        Phase::Answered(message) => (name(message), message),
    };
    let fields = export.table.messages[carried as usize].fields.iter().filter(|field| {
        matches!(field.kind, FieldKind::Boolean(n) | FieldKind::Reason(n)
            if one.fields() >> n & 1 == 1)
    });
    let word = |holds: bool| if holds { "TRUE" } else { "FALSE" };
    format!(
        "[request |-> {}, from |-> {}, session |-> {}, url |-> {}, fields |-> {}, at |-> {}, \
         waits |-> {}]",
        quoted(name(one.message())),
        names::role(Role::ALL[one.sender()]),
        one.session(),
        word(one.url() == 1),
        set(fields.map(|field| field.name.as_str())),
        quoted(at),
        word(!one.is_orphan()),
    )
}
