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

/// One story per property: the shortest over all scopes and profiles.
#[derive(Default)]
pub struct Charts {
    stories: BTreeMap<&'static str, (usize, Entry, Story)>,
}

impl Charts {
    /// Keeps the story of this finding if it is the shortest so far.
    pub fn offer(&mut self, entry: Entry, finding: &Finding, checked: &Checked, edition: &Edition) {
        let Some((moves, path)) = &finding.story else { return };
        let length = path.steps.len();
        if self.stories.get(finding.name).is_some_and(|(shortest, ..)| *shortest <= length) {
            return;
        }
        let profile = match entry.profile.as_str() {
            "all" => "all options on",
            _ => "no option on",
        };
        let mut notes = vec![
            format!("edition {}, {}, {profile}", edition.name, moves.scope.name),
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
        self.stories.insert(finding.name, (length, entry, story));
    }

    /// Writes the pictures and notes their names in the entries.
    ///
    /// # Errors
    /// [`Exit::Usage`] when a file cannot be written.
    pub fn write(&self, options: &Options, outcome: &mut Outcome) -> Result<(), Exit> {
        for (property, (_, _, story)) in &self.stories {
            let name = format!("{property}.svg");
            let path = options.out.join(&outcome.edition).join(&name);
            files::write(&path, &report::svg::chart(story))?;
            for entry in outcome.entries.iter_mut().filter(|entry| entry.violated) {
                if entry.property == *property {
                    entry.chart = Some(path.display().to_string());
                }
            }
        }
        Ok(())
    }

    /// The stories in the order of their names.
    pub fn stories(&self) -> impl Iterator<Item = &Story> {
        self.stories.values().map(|(_, _, story)| story)
    }
}
