//! The shortest story of each violated property, as a chart in the terminal and as a picture.

use std::collections::BTreeMap;

use report::story::Story;
use spec::Edition;
use spec_model::check::{Checked, Finding};
use spec_model::story::{closing, story};

use super::options::Options;
use super::outcome::{Entry, Outcome};
use crate::exit::Exit;
use crate::files;

/// The story of each violated property in each scope and profile.
#[derive(Default)]
pub struct Charts {
    stories: BTreeMap<(&'static str, String, String), (usize, Story)>,
}

impl Charts {
    /// Keeps the story of this finding, if it has one.
    pub fn offer(
        &mut self,
        entry: &Entry,
        finding: &Finding,
        checked: &Checked,
        edition: &Edition,
    ) {
        let Some((moves, path)) = &finding.story else { return };
        let mut notes = vec![
            format!("edition {}, {}, {}", edition.name, moves.scope.name, entry.chosen),
            entry.words.to_owned(),
        ];
        notes.extend(entry.finding.iter().map(|finding| format!("finding {finding}")));
        let mut verdict = closing(moves, &path.end());
        verdict.extend(finding.details.iter().take(12).cloned());
        if finding.details.len() > 12 {
            verdict.push(format!("and {} more", finding.details.len() - 12));
        }
        let title = format!("{} is violated", finding.name);
        let story = story(&checked.table, moves, path, title, notes, verdict);
        let key = (finding.name, entry.scope.clone(), entry.profile.clone());
        self.stories.insert(key, (path.steps.len(), story));
    }

    /// Writes the pictures and notes their names in the entries.
    ///
    /// # Errors
    /// [`Exit::Usage`] when a file cannot be written.
    pub fn write(&self, options: &Options, outcome: &mut Outcome) -> Result<(), Exit> {
        for (property, story) in self.shortest() {
            let name = format!("{property}.svg");
            let path = options.out.join(&outcome.edition).join(&name);
            files::write(&path, &report::svg::chart(story))?;
            for entry in outcome.entries.iter_mut().filter(|entry| entry.violated) {
                if entry.property == property {
                    entry.chart = Some(path.display().to_string());
                }
            }
        }
        Ok(())
    }

    /// One story per property: the shortest over all scopes and profiles.
    pub fn shortest(&self) -> impl Iterator<Item = (&'static str, &Story)> {
        let mut best: BTreeMap<&'static str, &(usize, Story)> = BTreeMap::new();
        for ((property, ..), told) in &self.stories {
            let known = best.entry(property).or_insert(told);
            if told.0 < known.0 {
                *known = told;
            }
        }
        best.into_iter().map(|(property, (_, story))| (property, story))
    }

    /// The story of that property in that scope and profile.
    pub fn story(&self, property: &str, scope: &str, profile: &str) -> Option<&Story> {
        let of = |(p, s, f): &(&'static str, String, String)| {
            *p == property && s == scope && f == profile
        };
        self.stories.iter().find(|(key, _)| of(key)).map(|(_, (_, story))| story)
    }
}
