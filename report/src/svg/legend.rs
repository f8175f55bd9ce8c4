//! What the signs mean that occur in a story.

use super::arrows::{class, cross, refusal};
use super::canvas::{Canvas, Layer, Point};
use super::layout::{EDGE, Layout};
use crate::story::{ArrowKind, Fate, Story};
use crate::wrap::width;

/// A sign of the legend.
#[derive(Clone, Copy)]
enum Sign {
    Arrow(ArrowKind),
    Lost,
    Refused,
    Facts(&'static str),
}

/// Draws the legend, and gives where it ends.
pub(super) fn draw(canvas: &mut Canvas, story: &Story, layout: &Layout, top: i32) -> i32 {
    let mut x = EDGE;
    let mut y = top + 12;
    let signs = signs(story);
    for (sign, words) in &signs {
        let room = match sign {
            Sign::Arrow(_) => 40,
            Sign::Lost | Sign::Refused => 22,
            Sign::Facts(_) => 15,
        };
        let wide = room + i32::try_from(width(words)).unwrap_or(0) * 13 / 2 + 20;
        if x + wide > layout.width - EDGE && x > EDGE {
            x = EDGE;
            y += 20;
        }
        let middle = Point::new(x + 8, y - 4);
        match sign {
            Sign::Arrow(kind) => {
                let (start, end) = (Point::new(x, y - 4), Point::new(x + 32, y - 4));
                let class = class(*kind);
                canvas.line(Layer::Shafts, &format!("shaft {class}"), start, end);
                canvas.tip(class, start, end);
            }
            Sign::Lost => cross(canvas, middle),
            Sign::Refused => refusal(canvas, middle),
            Sign::Facts(class) => {
                canvas.rect(Layer::Notes, &format!("mark{class}"), [x, y - 8, 7, 7], 1);
            }
        }
        canvas.text(Layer::Notes, "legend", (x + room, y), words);
        x += wide;
    }
    if signs.is_empty() { top } else { y + 4 }
}

fn signs(story: &Story) -> Vec<(Sign, &'static str)> {
    let arrows = || {
        let arrows = story.steps.iter().flat_map(|step| &step.arrows);
        arrows.filter(|arrow| arrow.fits(story.lanes.len()) && !arrow.is_local())
    };
    let draws = |kind: ArrowKind| arrows().any(|arrow| arrow.kind == kind);
    let meets = |fate: Fate| arrows().any(|arrow| arrow.fate == fate);
    let facts = |changed: bool| {
        let mut steps = 0..story.steps.len();
        steps.any(|step| {
            !story.steps[step].facts.trim().is_empty() && story.changes_facts(step) == changed
        })
    };
    let signs = [
        (draws(ArrowKind::Post), Sign::Arrow(ArrowKind::Post), "POST"),
        (draws(ArrowKind::Response), Sign::Arrow(ArrowKind::Response), "response"),
        (draws(ArrowKind::Command), Sign::Arrow(ArrowKind::Command), "device command"),
        (draws(ArrowKind::DeviceAnswer), Sign::Arrow(ArrowKind::DeviceAnswer), "device answer"),
        (draws(ArrowKind::DmSession), Sign::Arrow(ArrowKind::DmSession), "DM session"),
        (meets(Fate::Lost), Sign::Lost, "lost"),
        (meets(Fate::Refused), Sign::Refused, "refused"),
        (facts(true), Sign::Facts(""), "device facts, changed"),
        (facts(false), Sign::Facts(" same"), "device facts, as before"),
    ];
    let occurring = signs.into_iter().filter(|(occurs, ..)| *occurs);
    occurring.map(|(_, sign, words)| (sign, words)).collect()
}
