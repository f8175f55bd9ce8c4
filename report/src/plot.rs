//! Curves over whole numbers, with a logarithmic scale upwards: how something grows.
//!
//! One self-contained SVG without scripts, like the charts.

use std::fmt::Write as _;

use crate::escape;

/// A picture with several panels side by side, all with the same scale upwards.
#[derive(Clone, Debug, Default)]
pub struct Plot {
    /// What it shows, in a line.
    pub title: String,
    /// What is counted upwards.
    pub upwards: String,
    /// From left to right.
    pub panels: Vec<Panel>,
}

/// One curve.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// What is counted to the right.
    pub name: String,
    /// Where, how much, and what is written beside it. What is not above 0 or has no end is not
    /// drawn.
    pub points: Vec<(u32, f64, String)>,
}

impl Panel {
    fn drawn(&self) -> impl Iterator<Item = &(u32, f64, String)> {
        self.points.iter().filter(|(_, value, _)| *value > 0.0 && value.is_finite())
    }
}

const STYLE: &str = "\
.plot text { font: 12px system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; fill: #334155; }
.plot .title { font-size: 17px; font-weight: 600; fill: #0f172a; }
.plot .ground { fill: #ffffff; }
.plot .grid { stroke: #e2e8f0; }
.plot .scale { font-size: 11px; fill: #64748b; }
.plot .curve { fill: none; stroke: #2563eb; stroke-width: 2; }
.plot .dot { fill: #2563eb; }
";
const PANEL: f64 = 210.0;
const HEIGHT: f64 = 260.0;
const TOP: f64 = 64.0;
const LEFT: f64 = 64.0;

/// Draws it.
pub fn svg(plot: &Plot) -> String {
    let logs = || plot.panels.iter().flat_map(Panel::drawn).map(|(_, value, _)| value.log10());
    // From 1 to 10 where there is nothing.
    let low = logs().reduce(f64::min).unwrap_or(0.0).floor();
    let high = logs().reduce(f64::max).unwrap_or(0.0).max(low + 1.0).ceil();
    let up = |value: f64| TOP + HEIGHT * (high - value.log10()) / (high - low);
    let width = LEFT + PANEL * plot.panels.len() as f64 + 20.0;
    let height = TOP + HEIGHT + 56.0;
    let (name, title) = (escape::attribute(&plot.title), escape::text(&plot.title));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" \
         aria-label=\"{name}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         <rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n\
         <text class=\"title\" x=\"16\" y=\"28\">{title}</text>\n\
         <text class=\"scale\" x=\"16\" y=\"48\">{}</text>\n",
        escape::text(&plot.upwards)
    );
    let mut power = low;
    while power <= high {
        let y = up(10f64.powf(power));
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"scale\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            width - 20.0,
            LEFT - 8.0,
            y + 4.0,
            power_of_ten(power)
        );
        power += 1.0;
    }
    for (n, panel) in plot.panels.iter().enumerate() {
        draw(&mut out, panel, LEFT + PANEL * n as f64, up);
    }
    out + "</svg>\n"
}

fn draw(out: &mut String, panel: &Panel, left: f64, up: impl Fn(f64) -> f64) {
    let most = panel.points.iter().map(|(at, ..)| *at).max().unwrap_or(0);
    let least = panel.points.iter().map(|(at, ..)| *at).min().unwrap_or(0);
    let step = (PANEL - 84.0) / f64::from((most - least).max(1));
    let across = |at: u32| left + 44.0 + step * f64::from(at - least);
    let points: Vec<String> = panel
        .drawn()
        .map(|(at, value, _)| format!("{:.1},{:.1}", across(*at), up(*value)))
        .collect();
    let _ = writeln!(out, "<polyline class=\"curve\" points=\"{}\"/>", points.join(" "));
    for (at, value, words) in panel.drawn() {
        let (x, y) = (across(*at), up(*value));
        let _ = writeln!(
            out,
            "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>\
             <text class=\"scale\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            x - 3.0,
            y - 7.0,
            escape::text(words)
        );
    }
    let bottom = TOP + HEIGHT;
    for (at, ..) in &panel.points {
        let _ = writeln!(
            out,
            "<text class=\"scale\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{at}</text>",
            across(*at),
            bottom + 18.0
        );
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        left + PANEL / 2.0 - 5.0,
        bottom + 40.0,
        escape::text(&panel.name)
    );
}

fn power_of_ten(power: f64) -> String {
    if (-3.0..=3.0).contains(&power) {
        return format!("{}", 10f64.powf(power));
    }
    format!("10<tspan dy=\"-4\" font-size=\"9\">{power}</tspan>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_times_as_much_is_the_same_step_upwards_everywhere() {
        let points = [(1, 10.0), (2, 100.0), (3, 1000.0), (4, 0.0)];
        let points = points.map(|(at, value)| (at, value, "<a>".to_owned())).to_vec();
        let panel = Panel { name: "faults".into(), points };
        let text =
            svg(&Plot { title: "growth".into(), upwards: "states".into(), panels: vec![panel] });
        assert!(text.contains("points=\"108.0,324.0 150.0,194.0 192.0,64.0\""), "{text}");
        assert_eq!(text.matches("class=\"dot\"").count(), 3, "what is 0 is not drawn");
        assert!(text.contains("&lt;a&gt;") && !text.contains("<a>"));
    }

    #[test]
    fn where_nothing_can_be_drawn_the_scale_stands_all_the_same() {
        let point = |value: f64| (1, value, "nothing".to_owned());
        for points in [vec![], vec![point(0.0), point(f64::INFINITY), point(f64::NAN)]] {
            for panels in [vec![], vec![Panel { name: "none".into(), points }]] {
                let text = svg(&Plot { panels, ..Plot::default() });
                assert_eq!(text.matches("class=\"grid\"").count(), 2, "{text}");
                assert!(!text.contains("inf") && !text.contains("NaN"), "{text}");
                assert!(!text.contains("class=\"dot\""), "{text}");
            }
        }
    }
}
