//! The token that operators show.

use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::pki;

/// A token, kept as its hash: it can be compared and not printed.
#[derive(Clone)]
pub struct Token([u8; 32]);

/// The fewest characters of a token: less can be guessed.
const MIN_CHARS: usize = 16;
/// Bytes of a token that is made here.
const BYTES: usize = 32;

impl Token {
    /// The token of that text.
    pub fn of(text: &str) -> Token {
        Token(Sha256::digest(text).into())
    }

    /// The token of a file, which is made if it is missing, readable by its owner only.
    ///
    /// # Errors
    /// A file that cannot be read or made, that others can read, or that has too short a token.
    pub fn open(path: &Path) -> io::Result<Token> {
        if !path.exists() {
            let text = pki::secret(BYTES).map_err(io::Error::other)?;
            pki::write_secret(path, &format!("{text}\n"))?;
        }
        Ok(Token::of(&read(path)?))
    }

    /// Whether this is the text of the token, in a time that does not depend on where they differ.
    pub fn is(&self, text: &str) -> bool {
        let other: [u8; 32] = Sha256::digest(text).into();
        let differing = self.0.iter().zip(other).fold(0, |all, (one, other)| all | (one ^ other));
        std::hint::black_box(differing) == 0
    }
}

/// The text of a token file.
///
/// # Errors
/// As [`Token::open`]; a file that is missing, too.
pub fn read(path: &Path) -> io::Result<String> {
    use std::os::unix::fs::PermissionsExt;
    let wrong = |what: &str| io::Error::other(format!("{}: {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error.to_string()))?;
    if std::fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
        return Err(wrong(
            "others can read this token; `chmod 600` it, or delete it for a new one",
        ));
    }
    let text = text.trim().to_owned();
    if text.len() < MIN_CHARS || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(wrong(
            "a token wants 16 printable characters or more; delete it for a new one",
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_token_is_made_once_and_for_its_owner_only() {
        let folder = crate::admin::tests::Folder::new("token");
        let path = folder.path().join("token");
        let token = Token::open(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let text = read(&path).unwrap();
        assert_eq!(text.len(), 2 * BYTES);
        assert!(token.is(&text) && Token::open(&path).unwrap().is(&text));
        assert!(!token.is("") && !token.is(&text[1..]));
    }

    #[test]
    fn files_that_protect_nothing_are_refused() {
        let folder = crate::admin::tests::Folder::new("token-open");
        let path = folder.path().join("token");
        pki::write_secret(&path, "short\n").unwrap();
        assert!(Token::open(&path).is_err());
        pki::write_secret(&path, &"x".repeat(40)).unwrap();
        assert!(Token::open(&path).is_ok());
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(&path, open).unwrap();
        let error = Token::open(&path).err().unwrap().to_string();
        assert!(error.contains("others can read this token"), "{error}");
    }
}
