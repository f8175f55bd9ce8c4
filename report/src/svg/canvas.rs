//! SVG elements, in layers: what is put on a later layer covers what is on an earlier one.

use crate::escape;
use crate::wrap::width;

/// Pixels per column of the text in the charts' monospaced font.
pub(super) const COLUMN: f64 = 7.25;

/// Pixels between the baselines of a label's lines.
pub(super) const LINE: i32 = 15;

/// The layers, from the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    Ground,
    Shafts,
    Tips,
    Labels,
    States,
    Notes,
}

const LAYERS: [(Layer, &str); 6] = [
    (Layer::Ground, "ground-layer"),
    (Layer::Shafts, "shafts"),
    (Layer::Tips, "tips"),
    (Layer::Labels, "labels"),
    (Layer::States, "states"),
    (Layer::Notes, "notes"),
];

/// Where a line of text stands in relation to its x coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A point in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) fn new(x: i32, y: i32) -> Point {
        Point { x: f64::from(x), y: f64::from(y) }
    }

    /// The point so many pixels before this one on the way from another one.
    pub(super) fn short_of(self, start: Point, pixels: f64) -> Point {
        let (dx, dy) = (self.x - start.x, self.y - start.y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        Point { x: self.x - dx / length * pixels, y: self.y - dy / length * pixels }
    }
}

/// A picture under construction.
#[derive(Default)]
pub(super) struct Canvas {
    layers: [String; LAYERS.len()],
}

impl Canvas {
    pub(super) fn line(&mut self, layer: Layer, class: &str, a: Point, b: Point) {
        let (x1, y1, x2, y2) = (number(a.x), number(a.y), number(b.x), number(b.y));
        self.put(
            layer,
            &format!(r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#),
        );
    }

    /// A rectangle with rounded corners.
    pub(super) fn rect(&mut self, layer: Layer, class: &str, area: [i32; 4], radius: i32) {
        let [x, y, width, height] = area;
        let size = format!(r#"x="{x}" y="{y}" width="{width}" height="{height}""#);
        self.put(layer, &format!(r#"<rect class="{class}" {size} rx="{radius}"/>"#));
    }

    pub(super) fn circle(&mut self, layer: Layer, class: &str, centre: Point, radius: i32) {
        let (x, y) = (number(centre.x), number(centre.y));
        self.put(layer, &format!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#));
    }

    /// The head of an arrow with its tip at one point, coming from another.
    pub(super) fn tip(&mut self, class: &str, start: Point, tip: Point) {
        let base = tip.short_of(start, 10.0);
        let half = Point { x: (tip.y - base.y) * 0.42, y: (base.x - tip.x) * 0.42 };
        let corner = |sign: f64| (base.x + sign * half.x, base.y + sign * half.y);
        let points = [(tip.x, tip.y), corner(1.0), corner(-1.0)];
        let points = points.map(|(x, y)| format!("{},{}", number(x), number(y))).join(" ");
        self.put(Layer::Tips, &format!(r#"<polygon class="tip {class}" points="{points}"/>"#));
    }

    /// One line of text on its baseline.
    pub(super) fn text(&mut self, layer: Layer, class: &str, at: (i32, i32), text: &str) {
        self.anchored(layer, class, at, Anchor::Start, text);
    }

    /// One line of text on its baseline.
    pub(super) fn anchored(
        &mut self,
        layer: Layer,
        class: &str,
        (x, y): (i32, i32),
        anchor: Anchor,
        text: &str,
    ) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let text = escape::text(text);
        self.put(layer, &format!(r#"<text class="{class}" x="{x}" y="{y}"{anchor}>{text}</text>"#));
    }

    /// Lines of a label, on a ground that keeps arrows out of them; `y` is the first baseline.
    pub(super) fn label(&mut self, class: &str, at: (i32, i32), anchor: Anchor, lines: &[String]) {
        let mut y = at.1;
        for line in lines {
            let columns = pixels(line) + 6;
            let left = match anchor {
                Anchor::Start => at.0 - 3,
                Anchor::Middle => at.0 - columns / 2,
                Anchor::End => at.0 - columns + 3,
            };
            self.rect(Layer::Labels, "halo", [left, y - 11, columns, 14], 3);
            self.anchored(Layer::Labels, &format!("label {class}"), (at.0, y), anchor, line);
            y += LINE;
        }
    }

    /// The layers as groups.
    pub(super) fn finish(self) -> String {
        let mut out = String::new();
        for ((_, name), content) in LAYERS.iter().zip(&self.layers) {
            if !content.is_empty() {
                out.push_str(&format!("<g class=\"{name}\">\n{content}</g>\n"));
            }
        }
        out
    }

    fn put(&mut self, layer: Layer, element: &str) {
        for ((known, _), content) in LAYERS.iter().zip(&mut self.layers) {
            if *known == layer {
                content.push_str(element);
                content.push('\n');
            }
        }
    }
}

/// The pixels that a text takes in the monospaced font.
pub(super) fn pixels(text: &str) -> i32 {
    // A text of millions of columns would be no label; `as` saturates.
    (width(text) as f64 * COLUMN).ceil() as i32
}

/// How many columns of a font fit into so many pixels.
pub(super) fn columns(pixels: i32, column: f64) -> usize {
    (f64::from(pixels) / column).max(1.0) as usize
}

/// A coordinate with at most one decimal.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}
