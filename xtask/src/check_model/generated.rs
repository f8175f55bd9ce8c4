//! The pages of `docs/generated/<edition>/`: compared with what was found, or written anew.
//!
//! Only a document in a folder `spec/editions` has such pages: one of this project, or of a copy
//! that has `docs/generated` too. What they show is decided in `spec_model::pages`.

use std::path::{Path, PathBuf};

use protocol::Table;
use spec_model::check::Checked;
use spec_model::claims::Unmet;
use spec_model::pages::{COMMAND, Page, complaints, pages};

use super::charts::Charts;
use super::options::Options;
use crate::exit::Exit;
use crate::files::{self, Document};

/// The pages of one document, as they should be.
pub struct Generated {
    folder: PathBuf,
    pages: [Page; 4],
    picture: Option<String>,
}

/// The story whose picture stands beside the pages, for guides to show.
const PICTURE: (&str, &str, &str) = ("no_session_before_prepared", "story", "all");

impl Generated {
    /// The pages, where the document has some and everything that they show was searched.
    pub fn of(
        options: &Options,
        document: &Document,
        table: &Table,
        searched: &[(&str, Checked)],
        charts: &Charts,
    ) -> Option<Generated> {
        if options.is_question() || !options.properties.is_empty() {
            return None;
        }
        let folder = folder(&document.path)?.join(&document.edition.name);
        let (property, scope, profile) = PICTURE;
        let picture = charts.story(property, scope, profile).map(report::svg::chart);
        Some(Generated { folder, pages: pages(table, searched)?, picture })
    }

    /// Where the committed pages differ.
    pub fn unmet(&self) -> Vec<Unmet> {
        let of = |page: &Page| {
            // A page that cannot be read is as good as none: writing it anew says why.
            let committed = std::fs::read_to_string(self.folder.join(page.name)).ok();
            complaints(page, committed.as_deref())
        };
        let picture = self.picture.iter().filter(|picture| {
            let committed = std::fs::read_to_string(self.picture_path()).ok();
            committed.as_ref() != Some(picture)
        });
        let name = PICTURE.0;
        let picture = picture.map(|_| format!("{name}.svg is not the story found; run: {COMMAND}"));
        self.pages.iter().flat_map(of).chain(picture).map(told).collect()
    }

    fn picture_path(&self) -> PathBuf {
        self.folder.join(format!("{}.svg", PICTURE.0))
    }

    /// Writes the pages that differ.
    ///
    /// # Errors
    /// [`Exit::Usage`] when a page cannot be written.
    pub fn bless(&self) -> Result<(), Exit> {
        for page in &self.pages {
            let path = self.folder.join(page.name);
            if std::fs::read_to_string(&path).ok().as_deref() != Some(&page.text) {
                files::write(&path, &page.text)?;
                println!("{}: written", path.display());
            }
        }
        if let Some(picture) = &self.picture {
            files::write(&self.picture_path(), picture)?;
        }
        Ok(())
    }
}

/// A complaint about a generated page.
pub(crate) fn told(message: String) -> Unmet {
    Unmet {
        property: "generated pages".to_owned(),
        profile: "all and must".to_owned(),
        scope: "story and small".to_owned(),
        line: 0,
        message,
    }
}

/// The rows that the committed pages of a document have and the document has not any more.
pub fn gone(document: &Document) -> Vec<Unmet> {
    let Some(folder) = folder(&document.path) else { return Vec::new() };
    let coverage = folder.join(&document.edition.name).join("coverage.md");
    let committed = std::fs::read_to_string(coverage).unwrap_or_default();
    spec_model::pages::gone(&committed, document.edition.source.text())
        .into_iter()
        .map(told)
        .collect()
}

/// The folder `docs/generated` of the tree that the document belongs to.
pub(crate) fn folder(document: &Path) -> Option<PathBuf> {
    let editions = document.parent()?;
    // As the caller wrote it, such as `../docs`, it says little: its real name is asked.
    let real = editions.canonicalize().ok()?;
    let generated = editions.parent()?.parent()?.join("docs/generated");
    let is_ours = files::editions().canonicalize().is_ok_and(|ours| ours == real);
    (real.ends_with("spec/editions") && (is_ours || generated.is_dir())).then_some(generated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn tree(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        std::fs::create_dir_all(root.join("spec/editions")).unwrap();
        root
    }

    #[test]
    fn pages_are_missing_then_written_then_differ() {
        let root = tree("pages");
        let page = |name| Page { name, text: format!("# {name}\n") };
        let names = ["matrix.md", "diagrams.md", "coverage.md", "receptions.md"];
        let generated = Generated {
            folder: root.join("docs/generated/draft"),
            pages: names.map(page),
            picture: None,
        };
        assert_eq!(generated.unmet().len(), 4);
        generated.bless().unwrap();
        assert_eq!(generated.unmet(), []);
        std::fs::write(generated.folder.join("matrix.md"), "# other\n").unwrap();
        std::fs::remove_file(generated.folder.join("diagrams.md")).unwrap();
        let told: Vec<_> = generated.unmet().into_iter().map(|unmet| unmet.message).collect();
        std::fs::remove_dir_all(&root).unwrap();
        expect![[r#"
            matrix.md: line 1 is `# other`, now `# matrix.md`; if that is meant, run: cargo xtask check-model --bless
            diagrams.md is missing; run: cargo xtask check-model --bless"#]].assert_eq(&told.join("\n"));
    }

    #[test]
    fn only_a_tree_with_generated_pages_has_some() {
        let root = tree("trees");
        let document = root.join("spec/editions/draft.md");
        assert_eq!(folder(&document), None);
        std::fs::create_dir_all(root.join("docs/generated")).unwrap();
        assert_eq!(folder(&document), Some(root.join("docs/generated")));
        assert_eq!(folder(&root.join("spec/draft.md")), None);
        std::fs::remove_dir_all(&root).unwrap();
        assert!(folder(&files::editions().join("2012-candidate.md")).is_some());
    }
}
