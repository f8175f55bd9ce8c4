//! What is seen between the servers, in a line or two.

use crate::diff::Diff;
use crate::diff::blocks::Line;
use crate::diff::wire::{Lone, Way, Wire};

/// A line for each approach by which anything is sent.
pub(super) fn lines(diff: &Diff) -> Vec<Line> {
    let [old, new] = diff.names.each_ref().map(String::as_str);
    let all = diff.wire.iter().filter(|wire| wire.profile == "all" && wire.speaks != [false; 2]);
    all.map(|wire| Line::plain(sentence(wire, old, new))).collect()
}

/// What is seen by one approach, in a sentence or two.
fn sentence(wire: &Wire, old: &str, new: &str) -> String {
    let by = format!("By {}", wire.approach);
    match wire.speaks {
        [false, false] => return format!("{by} neither sends anything."),
        [false, true] => return format!("{by} {old} sends nothing at all, {new} does."),
        [true, false] => return format!("{by} {new} sends nothing at all, {old} does."),
        [true, true] => {}
    }
    match &wire.ways {
        [Way::Included, Way::Included] => format!("{by} both show the same behaviours."),
        [Way::Included, Way::Missing(lone)] => {
            format!("{by} {new} only adds behaviours to those of {old}; {}.", first(lone, new))
        }
        [Way::Missing(lone), Way::Included] => {
            format!("{by} {new} only takes behaviours away; {}.", first(lone, old))
        }
        [Way::Missing(gone), Way::Missing(come)] => format!(
            "{by} each has behaviours that the other does not have: {}; {}.",
            first(come, new),
            first(gone, old)
        ),
        [Way::TooLarge(why), _] | [_, Way::TooLarge(why)] => {
            format!("{by} it could not be decided: {why}.")
        }
    }
}

fn first(lone: &[Lone], edition: &str) -> String {
    let Some(first) = lone.first() else { return String::new() };
    let after = match first.before.len() {
        0 => "at the very beginning".to_owned(),
        1 => "after 1 message".to_owned(),
        count => format!("after {count} messages"),
    };
    format!("the first only in {edition}, {after}: {}", first.last)
}
