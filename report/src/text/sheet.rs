//! The lifelines' part of the chart: names, states, and the rows that arrows are drawn on.

use super::canvas::{Ink, Row, stack};
use super::layout::{GUTTER, Layout};
use crate::flight::{Flight, flights};
use crate::story::Story;
use crate::wrap::{width, wrap};

/// The part of the chart that is being drawn, from top to bottom.
pub(super) struct Sheet<'a> {
    pub(super) story: &'a Story,
    pub(super) layout: &'a Layout,
    pub(super) flights: Vec<Flight>,
    /// The flights that are under way at the last row, with the column of their tracks.
    pub(super) open: Vec<(usize, Option<usize>)>,
    pub(super) rows: Vec<Row>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(story: &'a Story, layout: &'a Layout) -> Sheet<'a> {
        Sheet { story, layout, flights: flights(story), open: Vec::new(), rows: Vec::new() }
    }

    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn into_rows(self) -> Vec<Row> {
        self.rows
    }

    /// Puts text over a row that is there already.
    pub(super) fn put(&mut self, row: usize, column: usize, text: &str, ink: Ink) {
        if let Some(row) = self.rows.get_mut(row) {
            row.put(column, text, ink);
        }
    }

    /// The names of the lanes.
    pub(super) fn names(&mut self) {
        let names = self.layout.lanes.iter().zip(&self.story.lanes);
        let blocks = names.map(|(&column, name)| (column, wrap(name, 30))).collect::<Vec<_>>();
        self.blocks(&blocks, Ink::Strong, Row::new(self.layout.width));
    }

    /// New states, in brackets on their lifelines.
    pub(super) fn states(&mut self, states: &[Option<String>]) {
        let limit = (self.layout.chart_end - GUTTER).saturating_sub(2).clamp(1, 30);
        let mut blocks = Vec::new();
        for (&column, state) in self.layout.lanes.iter().zip(states) {
            let mut lines = wrap(state.as_deref().unwrap_or_default(), limit);
            let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
            for line in &mut lines {
                *line = format!("[{line}{}]", " ".repeat(widest - width(line)));
            }
            if !lines.is_empty() {
                blocks.push((column, lines));
            }
        }
        self.blocks(&blocks, Ink::State, self.blank());
    }

    /// A row where nothing happens.
    pub(super) fn gap(&mut self) {
        self.rows.push(self.blank());
    }

    /// The last row: what is still in flight, and the ends of the lifelines.
    pub(super) fn end(&mut self) {
        if self.story.lanes.is_empty() {
            return;
        }
        let mut row = self.blank();
        for &column in &self.layout.lanes {
            row.put(column, "┴", Ink::Faint);
        }
        for &(flight, column) in &self.open {
            let Some(column) = column else { continue };
            let number = self.flights[flight].number;
            row.put(column, "▽", Ink::Flight);
            for words in [format!("still in flight #{number}"), format!("#{number}")] {
                if row.is_free(column + 1, width(&words) + 2) {
                    row.put(column + 2, &words, Ink::Flight);
                    break;
                }
            }
        }
        self.rows.push(row);
    }

    /// A row with the lifelines and the tracks of what is in flight.
    pub(super) fn blank(&self) -> Row {
        let mut row = Row::new(self.layout.width);
        for &column in &self.layout.lanes {
            row.put(column, "│", Ink::Faint);
        }
        for &(_, column) in &self.open {
            if let Some(column) = column {
                row.put(column, "┊", Ink::Flight);
            }
        }
        row
    }

    fn blocks(&mut self, blocks: &[(usize, Vec<String>)], ink: Ink, under: Row) {
        let top = self.rows.len();
        let places = stack(blocks, (GUTTER, self.layout.chart_end));
        for ((_, lines), (row, column)) in blocks.iter().zip(places) {
            for (offset, line) in lines.iter().enumerate() {
                let at = top + row + offset;
                while self.rows.len() <= at {
                    self.rows.push(under.clone());
                }
                self.rows[at].put(column, line, ink);
            }
        }
    }
}
