//! Other engines over the same world: how they are run, what they tell, and how it is compared.
//!
//! Tests include this module by its path, so it knows nothing of the verb.

pub mod compare;
pub mod spin;
pub mod tlc;

use std::path::Path;

/// Writes what an engine reads into its folder.
///
/// # Errors
/// What could not be written.
fn files(folder: &Path, files: &[(String, String)]) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
