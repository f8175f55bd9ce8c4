//! The pages of `spec/findings/`: each claim that is violated names one, each page has its chart.
//!
//! A page says which story it tells in a line `<!-- chart: EDITION, PROPERTY, SCOPE, PROFILE -->`; the fenced
//! block after it is that story, kept current by `--bless` and checked otherwise.

use std::path::{Path, PathBuf};

use report::text::{Color, chart};
use spec::Claim;
use spec_model::check::Checked;
use spec_model::claims::Unmet;

use super::charts::Charts;
use crate::exit::Exit;
use crate::files::{self, Document};

const MARK: &str = "<!-- chart: ";
const FENCE: &str = "```";
/// Columns of a chart on a page.
const WIDTH: usize = 110;

/// The pages that stand beside a document; none where it has no folder for them.
pub struct Pages {
    edition: String,
    pages: Option<Vec<Page>>,
}

struct Page {
    name: String,
    path: PathBuf,
    text: String,
}

/// A chart on a page: what it tells, and where its lines stand in the text.
pub(crate) struct Slot {
    pub(crate) property: String,
    pub(crate) scope: String,
    pub(crate) profile: String,
    line: u32,
    block: std::ops::Range<usize>,
}

impl Pages {
    /// The pages in the folder `findings` beside the folder of the document; none where there is
    /// no such folder.
    ///
    /// # Errors
    /// [`Exit::Usage`] when a page cannot be read.
    pub fn of(document: &Document) -> Result<Pages, Exit> {
        let edition = document.edition.name.clone();
        let folder = document.path.parent().unwrap_or(Path::new(".")).join("../findings");
        let Ok(entries) = std::fs::read_dir(&folder) else {
            return Ok(Pages { edition, pages: None });
        };
        let mut pages = Vec::new();
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|ending| ending == "md") && name.starts_with("F-") {
                let text = std::fs::read_to_string(&path).map_err(|error| {
                    eprintln!("error: {}: {error}", path.display());
                    Exit::Usage
                })?;
                pages.push(Page { name, path, text });
            }
        }
        pages.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Pages { edition, pages: Some(pages) })
    }

    /// Claims without a page, and charts that tell another story than the one found.
    pub fn unmet(
        &self,
        claims: &[Claim],
        charts: &Charts,
        searched: &[(&str, Checked)],
    ) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        let Some(pages) = &self.pages else { return unmet };
        let asked = |claim: &&Claim| {
            let same = |(profile, checked): &(&str, Checked)| {
                *profile == claim.profile && checked.scope == claim.scope
            };
            searched.iter().any(same)
        };
        for claim in claims.iter().filter(asked) {
            for name in claim.finding.iter().flat_map(|names| names.split(", ")) {
                if !pages.iter().any(|page| page.name == *name) {
                    let message = format!("names the finding {name}, which has no page");
                    unmet.push(told(
                        &claim.property,
                        &claim.scope,
                        &claim.profile,
                        claim.line,
                        message,
                    ));
                }
            }
        }
        let ran = |slot: &Slot| {
            let same = |(profile, checked): &&(&str, Checked)| {
                *profile == slot.profile && checked.scope == slot.scope
            };
            searched.iter().any(|one| same(&one))
        };
        for page in pages {
            for slot in slots(&page.text, &self.edition).iter().filter(|slot| ran(slot)) {
                let found = drawn(charts, slot);
                if found.as_deref() != Some(&page.text[slot.block.clone()]) {
                    let what = match found {
                        Some(_) => "tells another story than the one found",
                        None => "tells a story that is not found any more",
                    };
                    let message =
                        format!("the chart in line {} of {} {what}", slot.line, page.name);
                    unmet.push(told(&slot.property, &slot.scope, &slot.profile, 0, message));
                }
            }
        }
        unmet
    }

    /// Puts the stories found into the pages.
    ///
    /// # Errors
    /// [`Exit::Usage`] when a page cannot be written.
    pub fn bless(&self, charts: &Charts) -> Result<(), Exit> {
        for page in self.pages.iter().flatten() {
            let mut text = page.text.clone();
            for slot in slots(&page.text, &self.edition).iter().rev() {
                if let Some(found) = drawn(charts, slot) {
                    text.replace_range(slot.block.clone(), &found);
                }
            }
            if text != page.text {
                files::write(&page.path, &text)?;
                println!("{}: charts redrawn", page.path.display());
            }
        }
        Ok(())
    }
}

fn told(property: &str, scope: &str, profile: &str, line: u32, message: String) -> Unmet {
    let [property, scope, profile] = [property, scope, profile].map(str::to_owned);
    Unmet { property, scope, profile, line, message }
}

fn drawn(charts: &Charts, slot: &Slot) -> Option<String> {
    let story = charts.story(&slot.property, &slot.scope, &slot.profile)?;
    let text = chart(story, WIDTH, Color::Never);
    let lines = text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>();
    Some(lines.join("\n") + "\n")
}

/// The charts of a page that tell of that edition, in its order.
pub(crate) fn slots(text: &str, edition: &str) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(MARK) {
        let start = at + found;
        at = start + MARK.len();
        let Some(end) = text[at..].find(" -->") else { break };
        let words: Vec<&str> = text[at..at + end].split(", ").collect();
        let Some(open) = text[at..].find(FENCE).map(|place| at + place) else { break };
        let Some(from) = text[open..].find('\n').map(|place| open + place + 1) else { break };
        let Some(to) = text[from..].find(FENCE).map(|place| from + place) else { break };
        if let [of, property, scope, profile] = words[..]
            && of == edition
        {
            let [property, scope, profile] = [property, scope, profile].map(str::to_owned);
            let line = text[..start].matches('\n').count() as u32 + 1;
            slots.push(Slot { property, scope, profile, line, block: from..to });
        }
        at = to + FENCE.len();
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_of_a_page_are_found() {
        let text =
            "# F-01\n\n<!-- chart: draft, servers_agree, story, all -->\n```text\nold\n```\nmore\n";
        let found = slots(text, "draft");
        assert_eq!(found.len(), 1);
        assert!(slots(text, "another").is_empty());
        assert_eq!(&text[found[0].block.clone()], "old\n");
        let slot = &found[0];
        assert_eq!((slot.property.as_str(), slot.scope.as_str()), ("servers_agree", "story"));
        assert_eq!((slot.profile.as_str(), slot.line), ("all", 3));
    }
}
