//! Which arrow ends the flight that another one began.

use crate::story::{Arrow, Fate, Story};

/// Where an arrow stands: the index of its step, and its index in that step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) step: usize,
    pub(crate) arrow: usize,
}

/// A message on its way, from the arrow that departs to the one that arrives, is refused or is
/// lost; without an end it is still in flight when the story ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flight {
    pub(crate) number: u32,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) start: Place,
    pub(crate) end: Option<Place>,
}

/// The flights of a story, in the order of their departures. Of two that use one number at the
/// same time, the older ends first.
pub(crate) fn flights(story: &Story) -> Vec<Flight> {
    let mut flights: Vec<Flight> = Vec::new();
    for (step, shown) in story.steps.iter().enumerate() {
        for (index, arrow) in shown.arrows.iter().enumerate() {
            let Some(number) = arrow.flight else { continue };
            if arrow.is_local() || !arrow.fits(story.lanes.len()) {
                continue;
            }
            let place = Place { step, arrow: index };
            if begins(arrow) {
                let (from, to) = (arrow.from, arrow.to);
                flights.push(Flight { number, from, to, start: place, end: None });
            } else if let Some(open) = flights.iter_mut().find(|flight| {
                let same_way = flight.from == arrow.from && flight.to == arrow.to;
                flight.end.is_none() && flight.number == number && same_way
            }) {
                open.end = Some(place);
            }
        }
    }
    flights
}

fn begins(arrow: &Arrow) -> bool {
    match arrow.fate {
        Fate::Departs | Fate::Copy => true,
        Fate::Delivered | Fate::Arrives | Fate::Lost | Fate::Refused => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{ArrowKind, StoryStep};
    use expect_test::{Expect, expect};

    fn check(arrows: &[(usize, usize, Fate, u32)], expected: Expect) {
        let step = |&(from, to, fate, number): &(usize, usize, Fate, u32)| StoryStep {
            arrows: vec![Arrow {
                from,
                to,
                label: String::new(),
                kind: ArrowKind::Post,
                fate,
                flight: Some(number),
            }],
            ..StoryStep::default()
        };
        let story = Story {
            lanes: vec!["a".into(), "b".into()],
            steps: arrows.iter().map(step).collect(),
            ..Story::default()
        };
        let show = |flight: &Flight| {
            let end = flight.end.map_or("open".to_owned(), |end| end.step.to_string());
            format!("#{}: {} to {end}", flight.number, flight.start.step)
        };
        expected.assert_eq(&flights(&story).iter().map(show).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn messages_overtake() {
        use Fate::{Arrives, Departs};
        check(
            &[(0, 1, Departs, 1), (0, 1, Departs, 2), (0, 1, Arrives, 2), (0, 1, Arrives, 1)],
            expect![[r#"
                #1: 0 to 3
                #2: 1 to 2"#]],
        );
    }

    #[test]
    fn copies_lost_ones_and_numbers_used_again() {
        use Fate::{Arrives, Copy, Departs, Lost};
        check(
            &[
                (0, 1, Departs, 1),
                (0, 1, Copy, 1),
                (0, 1, Arrives, 1),
                (0, 1, Lost, 1),
                (0, 1, Departs, 1),
            ],
            expect![[r#"
                #1: 0 to 2
                #1: 1 to 3
                #1: 4 to open"#]],
        );
    }

    #[test]
    fn arrows_without_a_departure_end_nothing() {
        use Fate::{Arrives, Departs};
        check(
            &[(0, 1, Arrives, 1), (1, 0, Departs, 2), (0, 1, Arrives, 2), (0, 9, Departs, 3)],
            expect!["#2: 1 to open"],
        );
    }
}
