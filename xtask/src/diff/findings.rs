//! What the pages of findings beside documents say, as the pages of differences need it.

use std::collections::BTreeMap;
use std::path::Path;

use spec::finding::Finding;
use spec::{Block, scan};
use spec_model::diff::known::Known;

use crate::exit::Exit;
use crate::files;

/// The word before what is left of a finding in a later edition: `Continues: F-19, F-31: words.`
const CONTINUES: &str = "Continues: ";
/// The section that says what a finding is in other editions.
const DRAFTS: &str = "In the drafts";

/// The findings beside these documents, by number; none where there are no pages.
///
/// # Errors
/// What is wrong with a page, told.
pub fn known(documents: &[&Path]) -> Result<BTreeMap<String, Known>, Exit> {
    let mut known = BTreeMap::new();
    let editions: Vec<String> = files::all()?.iter().filter_map(|path| stem(path)).collect();
    for document in documents {
        let folder = document.parent().unwrap_or(Path::new(".")).join("../findings");
        if !folder.is_dir() {
            continue;
        }
        for (_, finding) in crate::findings::pages(&folder)? {
            known.insert(finding.id.clone(), read(&finding, &editions));
        }
    }
    Ok(known)
}

fn stem(path: &Path) -> Option<String> {
    Some(path.file_stem()?.to_string_lossy().into_owned())
}

fn read(finding: &Finding, editions: &[String]) -> Known {
    let document = scan(&finding.source, &mut spec::Diagnostics::default());
    let paragraphs = |title: Option<&str>| -> Vec<String> {
        let of = |section: &&spec::Section| match title {
            Some(title) => section.title() == Some(title),
            None => section.level() == 1,
        };
        let blocks = document.sections.iter().filter(of).flat_map(|section| &section.blocks);
        let texts = blocks.filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            Block::Table(_) | Block::Code(_) => None,
        });
        texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let line = paragraphs(None).into_iter().find_map(|text| {
        let text = text.strip_prefix(CONTINUES)?;
        let (ids, still) = text.split_once(": ").unwrap_or((text, ""));
        let ids = ids.split(", ").map(|id| id.trim_end_matches('.').to_owned()).collect();
        Some((ids, still.trim_end_matches('.').to_owned()))
    });
    let (continues, still) = line.unwrap_or_default();
    let drafts = paragraphs(Some(DRAFTS)).join(" ");
    let of = |edition: &String| Some((edition.clone(), about(&drafts, edition)?));
    let word = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    Known {
        title: finding.title.clone(),
        sentence: finding.sentence.trim_end_matches('.').to_owned(),
        severities: finding.severities.clone(),
        rows: finding.rows.split(word).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        continues,
        still,
        drafts: editions.iter().filter_map(of).collect(),
    }
}

/// The first sentence that speaks of that edition.
fn about(text: &str, edition: &str) -> Option<String> {
    let sentence = text.split_inclusive(". ").find(|sentence| sentence.contains(edition))?;
    Some(sentence.trim().trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_finding_and_what_it_is_elsewhere() {
        let text = "# F-01: all is lost\n\nAll is lost.\n\n\
            | Properties | Clauses | Rows | Prevented by | Severity |\n|---|---|---|---|---|\n\
            | no_deadlock | 5 | ACC-1-01, URL-2-02 (late) | nothing | hang |\n\n\
            Continues: F-02, F-03: some is\nfound.\n\n\
            ## In the drafts\n\nThe first has none. In old-one it is worse. So in old-one.\n";
        let finding = Finding::read("F-01.md", "F-01", text.as_bytes());
        let known = read(&finding, &["old-one".to_owned(), "new-one".to_owned()]);
        assert_eq!(known.continues, ["F-02", "F-03"]);
        assert_eq!(known.still, "some is found");
        assert_eq!(known.rows, ["ACC-1-01", "URL-2-02", "late"]);
        assert_eq!(
            known.drafts,
            BTreeMap::from([("old-one".into(), "In old-one it is worse".into())])
        );
    }
}
