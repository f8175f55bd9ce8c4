//! The answers of one joint search, for people and for programs.

use std::io::IsTerminal;

use report::text::{Color, chart};
use serde_json::{Value, json};
use spec_model::joint::check::{asked, name, words};
use spec_model::joint::explore::{Check, Ended};
use spec_model::joint::tale::Told;
use spec_model::joint::{Found, PartialOrder};

use crate::exit::Exit;

/// What was asked and what was found.
pub struct Shown<'a> {
    pub told: Told<'a>,
    pub by: &'a str,
    pub profile: &'a str,
    pub properties: &'a [String],
    pub found: &'a Found,
}

impl Shown<'_> {
    /// How the verb ends for these answers.
    pub fn exit(&self) -> Exit {
        match self.found.ended {
            Ended::CutShort(_) => Exit::CutShort,
            Ended::Exhaustive if self.checks().any(|(_, check)| check.violations > 0) => {
                Exit::Unmet
            }
            Ended::Exhaustive => Exit::Met,
        }
    }

    fn checks(&self) -> impl Iterator<Item = (usize, &Check)> {
        let wanted = |place: &usize| {
            self.properties.is_empty() || self.properties.iter().any(|word| word == name(*place))
        };
        asked(self.told.scope.kind).filter(wanted).map(|place| (place, &self.found.checks[place]))
    }

    /// A table, and above it the story of each property that is violated.
    pub fn text(&self, charts: bool) -> String {
        let mut text = String::new();
        if charts {
            let color = if std::io::stdout().is_terminal() { Color::Always } else { Color::Never };
            for (place, check) in self.checks() {
                if let Some(story) = self.story(place, check) {
                    text.push_str(&format!("{}\n\n", chart(&story, 130, color)));
                }
            }
        }
        text.push_str(&self.heading());
        for (place, check) in self.checks() {
            let steps = check.first.map_or(String::new(), |spot| spot.steps().to_string());
            text.push_str(&format!(
                "  {:<26} {:<9} {:>13} {:>13} {steps:>6}\n",
                name(place),
                self.verdict(check),
                check.premises,
                check.violations,
            ));
        }
        let violated = self.checks().filter(|(_, check)| check.violations > 0).count();
        let end = match self.found.ended {
            Ended::Exhaustive => format!("{} answers, {violated} violated", self.checks().count()),
            Ended::CutShort(limit) => format!(
                "CUT SHORT by {limit} at depth {}: nothing is known about the rest",
                self.found.depth
            ),
        };
        if self.told.reduce.order == PartialOrder::On {
            text.push_str(
                "  order reduced: verdicts are those of all orders, numbers are not, and stories \
                 need not be the shortest\n",
            );
        }
        format!("{text}{}, {}: {end}\n", self.told.table.edition, self.told.scope.cell.name)
    }

    fn heading(&self) -> String {
        let found = self.found;
        let profile = if self.profile == "all" { "all options on" } else { "no option on" };
        let stand = match found.orbits == found.states {
            true => String::new(),
            false => format!(" (for {})", found.orbits),
        };
        let seconds = found.time.as_secs_f64();
        format!(
            "\n{}, {}, {profile}, {}, {} in flight, reduced by {}\n  cell: {} states, {} edges\n  \
             joint: {} states{stand}, {} transitions, depth {}, {seconds:.1} s, {:.0} MB; {} steps \
             had no room in flight; one cell was enough in {} states\n  {:<26} {:<9} {:>13} {:>13} \
             {:>6}\n",
            self.told.table.edition,
            self.told.scope.cell.name,
            self.told.scope.faults(),
            self.told.scope.in_flight,
            self.by,
            self.told.cell.worlds.len(),
            self.told.cell.edge_count(),
            found.states,
            found.edges,
            found.depth,
            found.bytes as f64 / 1e6,
            found.blocked,
            found.halved,
            "property",
            "verdict",
            "premise in",
            "violated in",
            "steps",
        )
    }

    fn verdict(&self, check: &Check) -> &'static str {
        match (check.violations, check.premises, self.found.ended) {
            (1.., ..) => "violated",
            (0, _, Ended::CutShort(_)) => "unknown",
            (0, 0, Ended::Exhaustive) => "not asked",
            (0, _, Ended::Exhaustive) => "holds",
        }
    }

    fn story(&self, place: usize, check: &Check) -> Option<report::story::Story> {
        let spot = check.first?;
        let Told { table, scope, .. } = self.told;
        let title = format!("{} is violated", name(place));
        let of = format!("edition {}, {}, {}", table.edition, scope.cell.name, scope.faults());
        Some(self.told.story(self.found, &spot, title, vec![of, words(place).to_owned()]))
    }

    /// The same as a JSON object.
    pub fn json(&self) -> Value {
        let found = self.found;
        let checks = self.checks().map(|(place, check)| {
            let events = self.story(place, check).map(|story| {
                let events = story.steps.into_iter().map(|step| {
                    let rules: Vec<_> = step.rules.into_iter().map(|rule| rule.id).collect();
                    json!({ "event": step.event, "rules": rules, "facts": step.facts })
                });
                events.collect::<Vec<_>>()
            });
            json!({
                "property": name(place),
                "words": words(place),
                "verdict": self.verdict(check),
                "premise_in": check.premises,
                "violated_in": check.violations,
                "steps": check.first.map(|spot| spot.steps()),
                "story": events,
            })
        });
        json!({
            "edition": self.told.table.edition,
            "scope": self.told.scope.cell.name,
            "profile": self.profile,
            "reduced_by": self.by,
            "exhaustive": found.ended == Ended::Exhaustive,
            "cut_short_by": match found.ended {
                Ended::Exhaustive => None,
                Ended::CutShort(limit) => Some(limit),
            },
            "cell": { "states": self.told.cell.worlds.len(), "edges": self.told.cell.edge_count() },
            "states": found.states,
            "states_stood_for": found.orbits,
            "transitions": found.edges,
            "depth": found.depth,
            "no_room": found.blocked,
            "one_cell_enough": found.halved,
            "seconds": found.time.as_secs_f64(),
            "bytes": found.bytes,
            "checks": checks.collect::<Vec<_>>(),
        })
    }
}
