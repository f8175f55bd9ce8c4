//! The chart as SVG: lifelines on the left, what happened on the right of them.
//!
//! One self-contained picture without scripts or outside fonts, in light or dark as its reader
//! prefers; its classes all stand below `.story`, so that it can be part of a page. A message in
//! flight is a sloping line from where it left to where it arrived. The styles use no variables,
//! because renderers without a browser know none.

mod arrows;
mod canvas;
mod layout;
mod legend;
mod notes;

use crate::escape;
use crate::story::Story;
use crate::wrap::wrap;
use canvas::{Anchor, Canvas, Layer, Point, columns, pixels};
use layout::{BOLD, EDGE, GAP, Layout, SANS};

/// In a chart with more steps than this the lanes' names stand below it once more.
const LONG: usize = 8;

/// Draws a story.
pub fn chart(story: &Story) -> String {
    let mut canvas = Canvas::default();
    let mut layout = Layout::new(story);
    let mut y = header(&mut canvas, story, &layout);
    let rails = y;
    if !story.lanes.is_empty() {
        y = names(&mut canvas, story, &layout, y);
        y = start(&mut canvas, story, &layout, y + 10);
    }
    layout.place(story, y, &notes::heights(story));
    y = lifelines(&mut canvas, story, &layout, rails);
    steps(&mut canvas, story, &layout);
    y = verdict(&mut canvas, story, &layout, y + 14);
    y = legend::draw(&mut canvas, story, &layout, y + 10);
    document(story, layout.width, y + 14, &canvas.finish())
}

fn document(story: &Story, width: i32, height: i32, content: &str) -> String {
    let title = if story.title.trim().is_empty() { "A story" } else { &story.title };
    let (name, title) = (escape::attribute(title), escape::text(title));
    let description = escape::text(&description(story));
    let style = include_str!("style.css");
    let size = format!(r#"viewBox="0 0 {width} {height}" width="{width}" height="{height}""#);
    let open = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="story" role="img" aria-label="{name}""#
    );
    let ground = format!(r#"<rect class="ground" width="{width}" height="{height}"/>"#);
    format!(
        "{open} {size}>\n<title>{title}</title>\n<desc>{description}</desc>\n\
         <style>\n{style}</style>\n{ground}\n{content}</svg>\n"
    )
}

/// The story in sentences, for those who do not see the picture.
fn description(story: &Story) -> String {
    let mut lines = Vec::new();
    for (index, step) in story.steps.iter().enumerate() {
        let rules: Vec<&str> = step.rules.iter().map(|rule| rule.id.as_str()).collect();
        let by = if rules.is_empty() { String::new() } else { format!(" [{}]", rules.join(", ")) };
        lines.push(format!("{}. {}{by}", index + 1, step.event));
    }
    lines.extend(story.verdict.iter().cloned());
    lines.join("\n")
}

/// Title and notes; gives where the next thing can stand, as the other parts do.
fn header(canvas: &mut Canvas, story: &Story, layout: &Layout) -> i32 {
    let room = layout.width - 2 * EDGE;
    let mut y = 24;
    for line in wrap(&story.title, columns(room, 13.0)) {
        y += 26;
        canvas.text(Layer::Notes, "title", (EDGE, y - 6), &line);
    }
    for note in &story.notes {
        for line in wrap(note, columns(room, SANS)) {
            y += 19;
            canvas.text(Layer::Notes, "note", (EDGE, y), &line);
        }
    }
    y + 24
}

fn names(canvas: &mut Canvas, story: &Story, layout: &Layout, top: i32) -> i32 {
    let named = layout.lanes.iter().zip(&story.lanes);
    let named: Vec<_> = named.map(|(&x, name)| (x, wrap(name, columns(GAP - 60, BOLD)))).collect();
    let most = named.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
    let height = 14 + 17 * i32::try_from(most).unwrap_or(1);
    for (x, lines) in named {
        let widest = lines.iter().map(|line| pixels(line)).max().unwrap_or(0);
        let width = (widest * 6 / 5 + 28).max(116);
        canvas.rect(Layer::States, "head", [x - width / 2, top, width, height], 7);
        let free = 17 * i32::try_from(most - lines.len().min(most)).unwrap_or(0);
        let mut y = top + 20 + free / 2;
        for line in lines {
            canvas.anchored(Layer::States, "name", (x, y), Anchor::Middle, &line);
            y += 17;
        }
    }
    top + height
}

fn start(canvas: &mut Canvas, story: &Story, layout: &Layout, top: i32) -> i32 {
    let mut end = top;
    for (&x, state) in layout.lanes.iter().zip(&story.start) {
        let lines = Layout::state_lines(state);
        if !lines.is_empty() {
            pill(canvas, x, top, &lines);
            end = end.max(top + Layout::state_height(&lines));
        }
    }
    end + 14
}

fn pill(canvas: &mut Canvas, x: i32, top: i32, lines: &[String]) {
    let width = lines.iter().map(|line| pixels(line)).max().unwrap_or(0) + 22;
    let height = Layout::state_height(lines);
    canvas.rect(Layer::States, "pill", [x - width / 2, top, width, height], 12);
    for (line, y) in lines.iter().zip((top + 16..).step_by(15)) {
        canvas.anchored(Layer::States, "state", (x, y), Anchor::Middle, line);
    }
}

/// The lifelines, and what they end in.
fn lifelines(canvas: &mut Canvas, story: &Story, layout: &Layout, top: i32) -> i32 {
    let named = story.steps.len() > LONG && !layout.lanes.is_empty();
    for &x in &layout.lanes {
        canvas.line(Layer::Ground, "rail", Point::new(x, top), Point::new(x, layout.bottom));
        if !named {
            canvas.rect(Layer::Ground, "rail-end", [x - 12, layout.bottom, 24, 3], 1);
        }
    }
    if named { names(canvas, story, layout, layout.bottom) } else { layout.bottom }
}

fn steps(canvas: &mut Canvas, story: &Story, layout: &Layout) {
    if story.steps.is_empty() && !layout.lanes.is_empty() {
        let at = (layout.notes, layout.bottom - 24);
        canvas.text(Layer::Notes, "note", at, "no step: it begins so");
    }
    for (index, placed) in layout.steps.iter().enumerate() {
        let edges = [EDGE, layout.width - EDGE].map(|x| Point::new(x, placed.top));
        canvas.line(Layer::Ground, "ruler", edges[0], edges[1]);
        canvas.rect(Layer::Notes, "badge", [EDGE, placed.top + 12, 30, 20], 10);
        let at = (EDGE + 15, placed.top + 26);
        canvas.anchored(Layer::Notes, "number", at, Anchor::Middle, &(index + 1).to_string());
        for (lane, top, lines) in &placed.states {
            pill(canvas, layout.lanes[*lane], *top, lines);
        }
        notes::draw(canvas, story, layout, index);
    }
    arrows::draw(canvas, story, layout);
}

fn verdict(canvas: &mut Canvas, story: &Story, layout: &Layout, top: i32) -> i32 {
    let room = layout.width - 2 * EDGE - 40;
    let lines = story.verdict.iter().flat_map(|line| wrap(line, columns(room, SANS)));
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return top;
    }
    let height = 20 * i32::try_from(lines.len()).unwrap_or(0) + 20;
    canvas.rect(Layer::Ground, "panel", [EDGE, top, layout.width - 2 * EDGE, height], 6);
    canvas.rect(Layer::Ground, "panel-edge", [EDGE, top, 4, height], 2);
    for (line, y) in lines.iter().zip((top + 24..).step_by(20)) {
        canvas.text(Layer::Notes, "verdict", (EDGE + 20, y), line);
    }
    top + height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use expect_test::{ExpectFile, expect, expect_file};

    fn check(story: &Story, expected: ExpectFile) {
        let chart = chart(story);
        assert_eq!(malformed(&chart), None);
        expected.assert_eq(&chart);
    }

    #[test]
    fn a_delegation() {
        check(&samples::delegation(), expect_file!["../../snapshots/delegation.svg"]);
    }

    #[test]
    fn copies_losses_in_flight_and_sessions() {
        check(&samples::crowded(), expect_file!["../../snapshots/crowded.svg"]);
    }

    #[test]
    fn texts_that_are_foreign_or_long() {
        check(&samples::foreign(), expect_file!["../../snapshots/foreign.svg"]);
    }

    #[test]
    fn stories_with_nothing_in_them() {
        check(&Story::default(), expect_file!["../../snapshots/empty.svg"]);
        let no_steps = Story { steps: Vec::new(), ..samples::delegation() };
        check(&no_steps, expect_file!["../../snapshots/no-steps.svg"]);
    }

    #[test]
    fn any_number_of_lanes_is_drawn() {
        for story in samples::all() {
            for count in 0..20 {
                assert_eq!(malformed(&chart(&samples::with_lanes(&story, count))), None);
            }
        }
    }

    #[test]
    fn malformed_pictures_are_recognised() {
        let first = |text| malformed(text).unwrap_or_default();
        expect!["an element was not closed: <b>"].assert_eq(&first("<a><b></b><b></a>"));
        expect!["not escaped: & b"].assert_eq(&first("<a>a & b</a>"));
        expect![[r#"not escaped: <a b=""#]].assert_eq(&first("<a b=\"<c\"/>"));
    }

    /// What is wrong with the XML, as far as this crate could get it wrong.
    fn malformed(xml: &str) -> Option<String> {
        let mut open = Vec::new();
        for part in xml.split_inclusive('>') {
            let (text, tag) = part.rsplit_once('<').unwrap_or((part, ""));
            if let Some(at) = text.find('<') {
                return Some(format!("not escaped: {}", &text[at..]));
            }
            for (at, _) in part.match_indices('&') {
                let name = part[at + 1..].split(';').next().unwrap_or_default();
                let known = ["amp", "lt", "gt", "quot"].contains(&name) || name.starts_with('#');
                if !known {
                    let end = part.find('<').unwrap_or(part.len());
                    return Some(format!("not escaped: {}", &part[at..end]));
                }
            }
            let name = tag.trim_end_matches('>').split(' ').next().unwrap_or_default();
            if let Some(name) = name.strip_prefix('/') {
                match open.pop() {
                    Some(opened) if opened == name => {}
                    opened => {
                        let opened = opened.unwrap_or_default();
                        return Some(format!("an element was not closed: <{opened}>"));
                    }
                }
            } else if !tag.is_empty() && !tag.ends_with("/>") {
                open.push(name);
            }
        }
        open.pop().map(|opened| format!("an element was not closed: <{opened}>"))
    }
}
