//! The texts of the editions, for programs that must be whole without files.
//!
//! **Architecture Invariant:** `xtask` does not use this crate: it reads the documents from disk,
//! so that a changed row is checked without a build.

/// The editions: their names and their texts.
pub fn all() -> &'static [(&'static str, &'static str)] {
    &[("2012-candidate", include_str!("../../editions/2012-candidate.md"))]
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
        let names: Vec<_> = all().iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names, files);
    }
}
