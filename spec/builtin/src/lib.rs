//! The texts of the editions, for programs that must be whole without files.
//!
//! **Architecture Invariant:** `xtask` does not use this crate: it reads the documents from disk,
//! so that a changed row is checked without a build.

/// The editions: their names and their texts. The first is the normative one.
pub fn all() -> &'static [(&'static str, &'static str)] {
    &[
        ("2012-candidate", include_str!("../../editions/2012-candidate.md")),
        ("amended", include_str!("../../editions/amended.md")),
        ("2010-draft", include_str!("../../editions/2010-draft.md")),
        ("2011-baseline", include_str!("../../editions/2011-baseline.md")),
        ("2011-draft", include_str!("../../editions/2011-draft.md")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_of_the_folder_is_here() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../editions");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        let mut names: Vec<_> = all().iter().map(|(name, _)| (*name).to_owned()).collect();
        names.sort();
        assert_eq!(names, files);
    }
}
