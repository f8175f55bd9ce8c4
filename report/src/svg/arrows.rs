//! Arrows between the lifelines, also those that are in flight over several steps.

use super::canvas::{Anchor, Canvas, Layer, Point};
use super::layout::Layout;
use crate::flight::{Flight, Place};
use crate::story::{Arrow, ArrowKind, Fate, Story};

/// Draws all arrows of a story.
pub(super) fn draw(canvas: &mut Canvas, story: &Story, layout: &Layout) {
    for (step, shown) in story.steps.iter().enumerate() {
        for (index, arrow) in shown.arrows.iter().enumerate() {
            let place = Place { step, arrow: index };
            if !arrow.fits(story.lanes.len()) {
                continue;
            } else if arrow.is_local() {
                local(canvas, layout, arrow, place);
            } else {
                shaft(canvas, story, layout, place);
                label(canvas, layout, arrow, place);
            }
        }
    }
    let lasting = layout.flights.iter().filter(|flight| flight.end.is_none());
    for (index, flight) in lasting.enumerate() {
        still_in_flight(canvas, story, layout, flight, index);
    }
}

/// The class of a kind's lines.
pub(super) fn class(kind: ArrowKind) -> &'static str {
    match kind {
        ArrowKind::Post | ArrowKind::Local => "post",
        ArrowKind::Response => "response",
        ArrowKind::Command => "command",
        ArrowKind::DeviceAnswer => "answer",
        ArrowKind::DmSession => "session",
    }
}

/// The sign of something lost.
pub(super) fn cross(canvas: &mut Canvas, at: Point) {
    let corner = |dx: f64, dy: f64| Point { x: at.x + dx, y: at.y + dy };
    canvas.line(Layer::Tips, "cross", corner(-5.0, -5.0), corner(5.0, 5.0));
    canvas.line(Layer::Tips, "cross", corner(-5.0, 5.0), corner(5.0, -5.0));
}

/// The sign of something refused.
pub(super) fn refusal(canvas: &mut Canvas, at: Point) {
    canvas.circle(Layer::Tips, "refusal", at, 7);
    let corner = |sign: f64| Point { x: at.x + sign * 4.5, y: at.y - sign * 4.5 };
    canvas.line(Layer::Tips, "refusal", corner(-1.0), corner(1.0));
}

fn local(canvas: &mut Canvas, layout: &Layout, arrow: &Arrow, place: Place) {
    let (x, last) = (layout.lanes[arrow.from], layout.lanes.len() - 1);
    let placed = &layout.steps[place.step].arrows[place.arrow];
    canvas.circle(Layer::Tips, "dot", Point::new(x, placed.y), 5);
    let (x, anchor) = if arrow.from == last && last > 0 {
        (x - 14, Anchor::End)
    } else {
        (x + 14, Anchor::Start)
    };
    canvas.label("local", (x, placed.baseline), anchor, &placed.lines);
}

/// The line of an arrow, with its head. A flight's line is drawn by the arrow that ends it.
fn shaft(canvas: &mut Canvas, story: &Story, layout: &Layout, place: Place) {
    let arrow = &story.steps[place.step].arrows[place.arrow];
    if layout.departure(place).is_some() {
        return;
    }
    let y = layout.steps[place.step].arrows[place.arrow].y;
    let landing = layout.landing(place);
    let (mut start, mut end) =
        (Point::new(layout.lanes[arrow.from], y), Point::new(layout.lanes[arrow.to], y));
    let mut fate = arrow.fate;
    if let Some(flight) = landing {
        let began = &layout.steps[flight.start.step].arrows[flight.start.arrow];
        start = Point::new(layout.lanes[flight.from], began.y);
        fate = story.steps[flight.start.step].arrows[flight.start.arrow].fate;
    }
    let class = classes(arrow.kind, fate);
    match arrow.fate {
        Fate::Lost => {
            end.x = start.x + (end.x - start.x) * 0.72;
            cross(canvas, end);
            let right = end.x > start.x;
            let (x, anchor) = if right { (12, Anchor::Start) } else { (-12, Anchor::End) };
            let at = (end.x as i32 + x, y + 4);
            canvas.label("trouble", at, anchor, &["lost".to_owned()]);
        }
        Fate::Refused => {
            end = end.short_of(start, 16.0);
            refusal(canvas, end.short_of(start, -7.0));
        }
        Fate::Departs => {
            end.x = start.x + (end.x - start.x) * 0.72;
            canvas.tip(&format!("{class} open"), start, end);
            end = end.short_of(start, 10.0);
        }
        Fate::Delivered | Fate::Arrives | Fate::Copy => {
            end = end.short_of(start, 1.0);
            canvas.tip(&class, start, end);
            end = end.short_of(start, 8.0);
        }
    }
    canvas.line(Layer::Shafts, &format!("shaft {class}"), start, end);
}

/// The label stands at the sender, or below the end of a flight at its receiver.
fn label(canvas: &mut Canvas, layout: &Layout, arrow: &Arrow, place: Place) {
    let placed = &layout.steps[place.step].arrows[place.arrow];
    let right = arrow.from < arrow.to;
    if layout.landing(place).is_none() {
        let x = layout.lanes[arrow.from];
        let (x, anchor) = if right { (x + 13, Anchor::Start) } else { (x - 13, Anchor::End) };
        canvas.label("", (x, placed.baseline), anchor, &placed.lines);
        return;
    }
    if arrow.fate == Fate::Lost {
        let (from, to) = (layout.lanes[arrow.from], layout.lanes[arrow.to]);
        let x = from + (to - from) * 72 / 100;
        canvas.label("landing", (x, placed.baseline + 3), Anchor::Middle, &placed.lines);
        return;
    }
    let x = layout.lanes[arrow.to];
    let (x, anchor) = if right { (x - 15, Anchor::End) } else { (x + 15, Anchor::Start) };
    canvas.label("landing", (x, placed.baseline), anchor, &placed.lines);
}

/// A flight that outlasts the story ends below the last step with an open head.
fn still_in_flight(
    canvas: &mut Canvas,
    story: &Story,
    layout: &Layout,
    flight: &Flight,
    index: usize,
) {
    let arrow = &story.steps[flight.start.step].arrows[flight.start.arrow];
    let began = &layout.steps[flight.start.step].arrows[flight.start.arrow];
    let (from, to) = (layout.lanes[flight.from], layout.lanes[flight.to]);
    // Several of them must not end on one spot.
    let part = 86 - i32::try_from(index % 4).unwrap_or(0) * 19;
    let end = Point::new(from + (to - from) * part / 100, layout.bottom - 22);
    let start = Point::new(from, began.y);
    let class = classes(arrow.kind, arrow.fate);
    canvas.tip(&format!("{class} open"), start, end);
    canvas.line(Layer::Shafts, &format!("shaft {class}"), start, end.short_of(start, 10.0));
    let at = (end.x as i32, layout.bottom - 6);
    canvas.label("landing", at, Anchor::Middle, &["in flight".to_owned()]);
}

/// The classes of a line, given how it began.
fn classes(kind: ArrowKind, fate: Fate) -> String {
    let copy = if fate == Fate::Copy { " copy" } else { "" };
    format!("{}{copy}", class(kind))
}
