//! Links between the documents for people lead somewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::root;

/// Where the links of a text lead, those in code left out.
fn links(text: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        if is_code || line.starts_with("    ") {
            continue;
        }
        for prose in line.split('`').step_by(2) {
            let targets = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
            links.extend(targets.map(|(target, _)| target));
        }
        // A link whose text is code: its end stands after the last backtick.
        let spans = line.match_indices("`](").filter_map(|(at, _)| line[at + 3..].split_once(')'));
        links.extend(spans.map(|(target, _)| target));
    }
    links
}

/// The anchors that renderers give to the headings of a text.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let titles = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    titles.map(|title| title.chars().filter(kept).collect::<String>().replace(' ', "-")).collect()
}

/// The links of a file that lead nowhere.
fn broken(path: &Path, text: &str) -> Vec<String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let leads = |target: &&str| {
        if target.contains("://") || target.starts_with("mailto:") {
            return true;
        }
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let there = if file.is_empty() { path.to_owned() } else { folder.join(file) };
        let own = file.is_empty().then(|| text.to_owned());
        let found = own.or_else(|| std::fs::read_to_string(&there).ok());
        match found {
            Some(found) => anchor.is_empty() || anchors(&found).contains(anchor),
            None => there.is_dir() && anchor.is_empty(),
        }
    };
    let lost = links(text).into_iter().filter(|target| !leads(target));
    lost.map(|target| format!("{}: {target}", path.display())).collect()
}

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    for path in entries.map(|entry| entry.expect("it can be read").path()) {
        if path.is_dir() {
            documents(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

#[test]
fn all_links_lead_somewhere() {
    let main = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let mut files: Vec<_> = main.map(|name| root().join(name)).into();
    documents(&root().join("docs"), &mut files);
    documents(&root().join("spec/findings"), &mut files);
    let lost = files.iter().flat_map(|file| {
        let text = std::fs::read_to_string(file).expect("it can be read");
        broken(file, &text)
    });
    assert_eq!(lost.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let text = "# A title: here\n[a](nowhere.md) [b](README.md) [c](#no-title) [d](#a-title-here) \
        [`e`](lost.md) `[f](code.md)`\n```\n[g](block.md)\n```\n[h](https://example.org) \
        [i](docs) [j](README.md#no-title)\n";
    let lost = broken(&root().join("planted.md"), text).join("\n");
    let lost = lost.replace(&format!("{}: ", root().join("planted.md").display()), "");
    assert_eq!(lost.split('\n').collect::<BTreeSet<_>>().len(), 4, "{lost}");
    for target in ["nowhere.md", "#no-title", "lost.md", "README.md#no-title"] {
        assert!(lost.lines().any(|line| line == target), "{target} in {lost}");
    }
}
