//! Arrows on the lifelines, and the tracks of what is in flight.

use super::canvas::{Ink, Row};
use super::layout::GUTTER;
use super::sheet::Sheet;
use crate::flight::{Flight, Place};
use crate::story::{Arrow, ArrowKind, Fate};
use crate::wrap::{width, wrap};

/// How one kind of arrow is drawn.
struct Pen {
    line: &'static str,
    /// Where it crosses a lifeline or a track.
    cross: &'static str,
    /// Where it leaves its lifeline to the right, and to the left.
    leave: [&'static str; 2],
    ink: Ink,
}

/// The parts of a shaft, as columns.
struct Shaft {
    /// Where the drawn line begins: at the sender, or at the track of the flight that ends here.
    begin: usize,
    begin_sign: &'static str,
    /// Where the head stands.
    head: usize,
    head_sign: &'static str,
    head_ink: Ink,
    /// Words beyond the head, the first that fit.
    beyond: Vec<String>,
    label: String,
}

impl Sheet<'_> {
    /// One arrow of a step, with its label.
    pub(super) fn arrow(&mut self, step: usize, index: usize) {
        let arrow = &self.story.steps[step].arrows[index];
        if !arrow.fits(self.story.lanes.len()) {
            return;
        }
        if arrow.is_local() {
            self.local(arrow);
            return;
        }
        let place = Place { step, arrow: index };
        let begun = self.flights.iter().position(|flight| flight.start == place);
        let ended = self.flights.iter().position(|flight| flight.end == Some(place));
        let track = ended.and_then(|flight| self.land(flight));
        let departed = begun.map(|flight| self.take_off(flight));
        let shaft = self.shaft(arrow, track, departed);
        self.draw(arrow, track, &shaft);
        if let Some(flight) = begun {
            self.open.push((flight, departed.flatten()));
        }
    }

    fn local(&mut self, arrow: &Arrow) {
        let lane = arrow.from;
        let column = self.layout.lanes[lane];
        let to_left = lane > 0 && lane + 1 == self.layout.lanes.len();
        let room = match to_left {
            true => column - GUTTER - 2,
            false => self.layout.chart_end.saturating_sub(column + 2),
        };
        let lines = wrap(&arrow.label, room);
        for index in 0..lines.len().max(1) {
            let mut row = self.blank();
            if let Some(line) = lines.get(index) {
                let start = if to_left { column - 2 - width(line) } else { column + 2 };
                row.put(start - 1, &format!(" {line} "), Ink::Plain);
            }
            row.put(column, if index == 0 { "●" } else { "│" }, Ink::Plain);
            self.rows.push(row);
        }
    }

    /// Takes a flight off the sheet, and gives the column of its track.
    fn land(&mut self, flight: usize) -> Option<usize> {
        let at = self.open.iter().position(|&(open, _)| open == flight)?;
        self.open.remove(at).1
    }

    /// A free column for a flight's track in the gap before its receiver; none if it is full.
    fn take_off(&self, flight: usize) -> Option<usize> {
        let Flight { from, to, .. } = self.flights[flight];
        let gap = self.layout.last_gap(from, to);
        let receiver = self.layout.lanes[to];
        let offsets = (3..gap.saturating_sub(3)).rev().step_by(4);
        let mut columns =
            offsets.map(|offset| if from < to { receiver - offset } else { receiver + offset });
        columns.find(|&column| self.open.iter().all(|&(_, taken)| taken != Some(column)))
    }

    fn shaft(&self, arrow: &Arrow, track: Option<usize>, departed: Option<Option<usize>>) -> Shaft {
        let (from, to) = (self.layout.lanes[arrow.from], self.layout.lanes[arrow.to]);
        let right = from < to;
        let side = usize::from(!right);
        let pen = pen(arrow.kind);
        let before = |column: usize| if right { column - 1 } else { column + 1 };
        let middle = {
            let half = self.layout.last_gap(arrow.from, arrow.to) / 2;
            if right { to - half } else { to + half }
        };
        let number = arrow.flight.map(|number| format!("#{number}"));
        let lost = arrow.fate == Fate::Lost;

        let (begin, begin_sign) = match track {
            Some(track) if lost => (track, "✕"),
            Some(track) => (track, ["╰", "╯"][side]),
            None => (from, pen.leave[side]),
        };
        let filled = ["▶", "◀"][side];
        let (head, head_sign, head_ink) = match arrow.fate {
            Fate::Lost => (track.unwrap_or(middle), "✕", Ink::Trouble),
            Fate::Refused => (before(to), "⊘", Ink::Trouble),
            Fate::Departs | Fate::Copy if departed.is_some() => {
                (departed.flatten().unwrap_or(middle), ["▷", "◁"][side], Ink::Flight)
            }
            Fate::Departs => (middle, ["▷", "◁"][side], Ink::Flight),
            Fate::Delivered | Fate::Arrives | Fate::Copy => (before(to), filled, pen.ink),
        };
        let beyond = match (arrow.fate, &number) {
            (Fate::Lost, _) => vec!["lost".to_owned()],
            (Fate::Departs | Fate::Copy, Some(number)) if head != before(to) => {
                vec![format!("in flight {number}"), number.clone()]
            }
            (Fate::Departs, None) => vec!["in flight".to_owned()],
            _ => Vec::new(),
        };
        let mut label = match arrow.fate {
            Fate::Copy => format!("copy of {}", arrow.label),
            _ => arrow.label.clone(),
        };
        if let Some(number) = number.filter(|number| !beyond.contains(number)) {
            label = format!("{number} {label}");
        }
        Shaft { begin, begin_sign, head, head_sign, head_ink, beyond, label }
    }

    fn draw(&mut self, arrow: &Arrow, track: Option<usize>, shaft: &Shaft) {
        let (from, to) = (self.layout.lanes[arrow.from], self.layout.lanes[arrow.to]);
        let right = from < to;
        let pen = pen(arrow.kind);
        let mut row = self.blank();
        if track.is_some() {
            for column in between(from, shaft.begin) {
                if row.is_free(column, 1) {
                    row.put(column, "┄", Ink::Faint);
                }
            }
        }
        for column in between(shaft.begin, shaft.head) {
            let crosses = self.layout.lanes.contains(&column)
                || self.open.iter().any(|&(_, track)| track == Some(column));
            row.put(column, if crosses { pen.cross } else { pen.line }, pen.ink);
        }
        row.put(shaft.begin, shaft.begin_sign, pen.ink);
        row.put(shaft.head, shaft.head_sign, shaft.head_ink);
        for words in &shaft.beyond {
            let columns = width(words) + 1;
            let start = if right { shaft.head + 1 } else { shaft.head.saturating_sub(columns) };
            if row.is_free(start, columns) {
                row.put(start + usize::from(right), words, shaft.head_ink);
                break;
            }
        }
        self.label(arrow, shaft, &mut row, pen.ink);
        self.rows.push(row);
    }

    /// The label goes into the shaft between the sender and the next lifeline; one that is too
    /// long for that stands above the shaft.
    fn label(&mut self, arrow: &Arrow, shaft: &Shaft, row: &mut Row, ink: Ink) {
        let (from, to) = (self.layout.lanes[arrow.from], self.layout.lanes[arrow.to]);
        let right = from < to;
        let next = self.layout.lanes[if right { arrow.from + 1 } else { arrow.from - 1 }];
        let landing = shaft.begin != from;
        let stop = if landing || from.abs_diff(next) < from.abs_diff(shaft.head) {
            if landing && from.abs_diff(shaft.begin) < from.abs_diff(next) {
                shaft.begin
            } else {
                next
            }
        } else {
            shaft.head
        };
        let room = from.abs_diff(stop).saturating_sub(1);
        let one_line = wrap(&shaft.label, usize::MAX).concat();
        let columns = width(&one_line);
        if columns == 0 {
            return;
        }
        let start = |columns: usize| if right { from + 3 } else { from - 2 - columns };
        if columns + if landing { 3 } else { 4 } <= room {
            row.put(start(columns) - 1, &format!(" {one_line} "), ink);
            return;
        }
        for line in wrap(&one_line, from.abs_diff(to).saturating_sub(4)) {
            let mut above = self.blank();
            above.put(start(width(&line)) - 1, &format!(" {line} "), ink);
            self.rows.push(above);
        }
    }
}

fn pen(kind: ArrowKind) -> Pen {
    let (line, cross, leave, ink) = match kind {
        ArrowKind::Post | ArrowKind::Local => ("─", "┼", ["├", "┤"], Ink::Message),
        ArrowKind::Response => ("╌", "┼", ["├", "┤"], Ink::Message),
        ArrowKind::Command => ("═", "╪", ["╞", "╡"], Ink::Device),
        ArrowKind::DeviceAnswer => ("╌", "┼", ["├", "┤"], Ink::Device),
        ArrowKind::DmSession => ("━", "┿", ["┝", "┥"], Ink::Device),
    };
    Pen { line, cross, leave, ink }
}

/// The columns strictly between two others.
fn between(a: usize, b: usize) -> std::ops::Range<usize> {
    a.min(b) + 1..a.max(b).max(1)
}
