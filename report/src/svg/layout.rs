//! Where everything stands: measured before anything is drawn, since an arrow in flight has to
//! know where it will arrive.

use super::canvas::{COLUMN, LINE, columns};
use crate::flight::{Flight, Place, flights};
use crate::story::{Arrow, Fate, Story, StoryStep};
use crate::wrap::wrap;

/// The distance of two lifelines.
pub(super) const GAP: i32 = 264;
/// The left edge of titles and numbers; the right edge mirrors it.
pub(super) const EDGE: i32 = 28;
/// The width of the notes.
pub(super) const NOTES: i32 = 336;

/// Pixels per column of the proportional fonts, estimated for the widest of them.
pub(super) const SANS: f64 = 7.4;
/// The same for semibold text.
pub(super) const BOLD: f64 = 8.4;

const FIRST_LANE: i32 = 172;
const BESIDE_LAST_LANE: i32 = 136;

/// The horizontal measures, and each step's vertical ones.
pub(super) struct Layout {
    pub(super) width: i32,
    pub(super) lanes: Vec<i32>,
    /// The left edge of the notes.
    pub(super) notes: i32,
    pub(super) flights: Vec<Flight>,
    pub(super) steps: Vec<StepLayout>,
    /// Below the last step.
    pub(super) bottom: i32,
}

/// Where the parts of a step stand.
pub(super) struct StepLayout {
    pub(super) top: i32,
    pub(super) arrows: Vec<ArrowLayout>,
    /// The top of each new state, with its lane and its lines.
    pub(super) states: Vec<(usize, i32, Vec<String>)>,
}

/// Where an arrow stands.
pub(super) struct ArrowLayout {
    /// Where it touches its lifelines; for one in flight, in the step that shows it.
    pub(super) y: i32,
    /// The first baseline of its label.
    pub(super) baseline: i32,
    pub(super) lines: Vec<String>,
}

impl Layout {
    /// The horizontal measures, with no step placed yet.
    pub(super) fn new(story: &Story) -> Layout {
        let count = i32::try_from(story.lanes.len()).unwrap_or(i32::MAX);
        let lanes = (0..count).map(|lane| FIRST_LANE + lane * GAP).collect::<Vec<_>>();
        let notes = lanes.last().map_or(EDGE + 44, |last| last + BESIDE_LAST_LANE);
        let width = (notes + NOTES + EDGE).max(720);
        Layout { width, lanes, notes, flights: flights(story), steps: Vec::new(), bottom: 0 }
    }

    /// Places the steps below each other, with so much room as their notes need.
    pub(super) fn place(&mut self, story: &Story, top: i32, notes: &[i32]) {
        let mut y = top;
        for (index, step) in story.steps.iter().enumerate() {
            let (placed, height) = self.step(story, index, step, y);
            self.steps.push(placed);
            y += height.max(notes.get(index).copied().unwrap_or(0));
        }
        // What is still in flight ends below the last step.
        let lasting = self.flights.iter().any(|flight| flight.end.is_none());
        self.bottom = y + if lasting { 34 } else { 10 };
    }

    /// The flight that an arrow ends.
    pub(super) fn landing(&self, place: Place) -> Option<&Flight> {
        self.flights.iter().find(|flight| flight.end == Some(place))
    }

    /// The flight that an arrow begins.
    pub(super) fn departure(&self, place: Place) -> Option<&Flight> {
        self.flights.iter().find(|flight| flight.start == place)
    }

    /// The height of a start or step state with so many lines.
    pub(super) fn state_height(lines: &[String]) -> i32 {
        stacked(lines.len()) + 9
    }

    /// A state's text in lines.
    pub(super) fn state_lines(state: &str) -> Vec<String> {
        wrap(state, columns(GAP - 52, COLUMN))
    }

    fn step(&self, story: &Story, index: usize, step: &StoryStep, top: i32) -> (StepLayout, i32) {
        let mut y = top + 16;
        let mut arrows = Vec::new();
        let mut states = Vec::new();
        let departures = step.departures();
        for at in 0..=step.arrows.len() {
            if at == departures {
                y = self.states(step, y, &mut states);
            }
            if let Some(arrow) = step.arrows.get(at) {
                let place = Place { step: index, arrow: at };
                let fits = arrow.fits(story.lanes.len());
                let (placed, next) = if fits { self.arrow(arrow, place, y) } else { nowhere(y) };
                arrows.push(placed);
                y = next;
            }
        }
        (StepLayout { top, arrows, states }, (y - top + 6).max(44))
    }

    fn states(&self, step: &StoryStep, y: i32, states: &mut Vec<(usize, i32, Vec<String>)>) -> i32 {
        let mut end = y;
        for (lane, state) in step.lanes.iter().enumerate().take(self.lanes.len()) {
            let lines = Layout::state_lines(state.as_deref().unwrap_or_default());
            if !lines.is_empty() {
                end = end.max(y + Layout::state_height(&lines) + 12);
                states.push((lane, y, lines));
            }
        }
        end
    }

    /// An arrow below y, and where the next thing can stand. The label of an arrow that lands
    /// stands below its end, others above their beginning: so the slope of a flight, which comes
    /// from above and leaves downwards, does not run through them.
    fn arrow(&self, arrow: &Arrow, place: Place, y: i32) -> (ArrowLayout, i32) {
        let label = match arrow.fate {
            Fate::Copy => format!("copy of {}", arrow.label),
            _ => arrow.label.clone(),
        };
        let lines = wrap(&label, columns(GAP - 30, COLUMN));
        let height = stacked(lines.len());
        if arrow.is_local() {
            let y = y + 8;
            return (ArrowLayout { y, baseline: y + 4, lines }, y + height.max(LINE) + 3);
        }
        if self.landing(place).is_some() {
            let y = y + 8;
            return (ArrowLayout { y, baseline: y + 17, lines }, y + height + 18);
        }
        let line = y + height + 3;
        (ArrowLayout { y: line, baseline: y + 11, lines }, line + 15)
    }
}

/// The pixels that lines take below each other.
fn stacked(lines: usize) -> i32 {
    i32::try_from(lines).unwrap_or(i32::MAX / LINE).saturating_mul(LINE)
}

/// An arrow between lanes that are not there takes no room.
fn nowhere(y: i32) -> (ArrowLayout, i32) {
    (ArrowLayout { y, baseline: y, lines: Vec::new() }, y)
}
