//! Where the lifelines and the notes stand.

use super::canvas::{Ink, Row};
use crate::story::Story;
use crate::wrap::{width as columns, wrap};

/// Columns on the left for the number of a step.
pub(super) const GUTTER: usize = 4;

/// Lifelines closer together leave no room for arrows, farther apart they are hard to follow.
const GAP: (usize, usize) = (12, 32);

/// The narrowest and the widest column of notes.
const NOTES: (usize, usize) = (26, 48);

/// The columns of a chart.
pub(super) struct Layout {
    /// The width of the whole chart: as asked for, unless the lanes need more.
    pub(super) width: usize,
    /// The column of each lifeline.
    pub(super) lanes: Vec<usize>,
    /// The first column behind the lifelines' part.
    pub(super) chart_end: usize,
    /// The first column of the notes.
    pub(super) notes: usize,
}

impl Layout {
    pub(super) fn new(story: &Story, width: usize) -> Layout {
        let count = story.lanes.len();
        if count == 0 {
            return Layout { width, lanes: Vec::new(), chart_end: GUTTER, notes: GUTTER + 1 };
        }
        let width = width.max(GUTTER + 3 + GAP.0 * (count - 1) + 2 + NOTES.0);
        let wanted = (width * 33 / 100).clamp(NOTES.0, NOTES.1);
        let room = width - GUTTER - wanted - 2;
        // Half a gap beside the outer lifelines would be too much: names and states are short.
        let margin = (room / (count * 4)).clamp(1, 8);
        let gap = match count {
            1 => 0,
            _ => ((room - 2 * margin - 1) / (count - 1)).clamp(GAP.0, GAP.1),
        };
        let lanes = (0..count).map(|lane| GUTTER + margin + lane * gap).collect();
        let chart_end = match count {
            1 => GUTTER + room / 2,
            _ => GUTTER + 2 * margin + (count - 1) * gap + 1,
        };
        Layout { width, lanes, chart_end, notes: chart_end + 2 }
    }

    /// The columns between the lifelines next to each other in the direction from one lane to
    /// another, counted from the end: the gap that an arriving arrow crosses last.
    pub(super) fn last_gap(&self, from: usize, to: usize) -> usize {
        let before = if from < to { to - 1 } else { to + 1 };
        self.lanes[to].abs_diff(self.lanes[before])
    }

    /// A paragraph over the full width.
    pub(super) fn paragraph(&self, text: &str, indent: usize, ink: Ink) -> Vec<Row> {
        let lines = wrap(text, self.width - indent);
        lines.iter().map(|line| self.line(line, indent, ink)).collect()
    }
    /// Items in lines over the full width, broken between items only.
    pub(super) fn list(&self, items: &[&str], indent: usize, ink: Ink) -> Vec<Row> {
        let mut lines: Vec<String> = Vec::new();
        for item in items {
            match lines.last_mut() {
                Some(line) if indent + columns(line) + 3 + columns(item) <= self.width => {
                    line.push_str(" · ");
                    line.push_str(item);
                }
                _ => lines.push((*item).to_owned()),
            }
        }
        lines.iter().map(|line| self.line(line, indent, ink)).collect()
    }

    fn line(&self, text: &str, indent: usize, ink: Ink) -> Row {
        let mut row = Row::new(self.width);
        row.put(indent, text, ink);
        row
    }
}
