//! Pages that are generated and committed: written, or compared with what they should be.

use std::path::PathBuf;

use crate::exit::Exit;
use crate::files;

/// A page as it should be.
pub struct Page {
    /// Where it is committed.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// Writes the pages that differ.
///
/// # Errors
/// [`Exit::Usage`], told, where one cannot be written.
pub fn write(pages: &[Page]) -> Result<(), Exit> {
    for Page { path, text } in pages {
        if std::fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
            continue;
        }
        files::write(path, text)?;
        println!("{}: written", path.display());
    }
    Ok(())
}

/// Where pages are not as they should be, a line or three each; what to do is the caller's to say.
pub fn stale(pages: &[Page]) -> Vec<String> {
    let stale = |Page { path, text }: &Page| {
        let found = std::fs::read(path);
        let found = found.as_ref().map(|found| String::from_utf8_lossy(found));
        let difference = difference(found.as_deref().ok(), text)?;
        Some(format!("{} is stale: {difference}", path.display()))
    };
    pages.iter().filter_map(stale).collect()
}

/// The first line that differs; `None` where none does.
pub fn difference(found: Option<&str>, wanted: &str) -> Option<String> {
    let Some(found) = found else { return Some("the file is missing".to_owned()) };
    if found == wanted {
        return None;
    }
    let lines = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let (found, wanted) = (lines(found), lines(wanted));
    let same = found.iter().zip(&wanted).take_while(|(one, other)| one == other).count();
    let shown = |lines: &[String]| lines.get(same).map_or("(the end)".to_owned(), String::clone);
    let (is, should) = (shown(&found), shown(&wanted));
    Some(format!("line {}\n  is       `{is}`\n  would be `{should}`", same + 1))
}
