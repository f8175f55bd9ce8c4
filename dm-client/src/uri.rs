//! Addresses of nodes and of their properties.

use std::fmt;

use crate::status::Status;

/// The longest address in bytes, and the most parts of one.
const MAX_LENGTH: usize = 512;
const MAX_PARTS: usize = 16;

/// Where a node is: the names below the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<String>);

impl Path {
    /// Reads `.`, `./A/B` or `/A/B`, which are the same but for how they begin.
    ///
    /// # Errors
    /// 404 for what addresses no node, 414 for what is too long.
    pub fn parse(text: &str) -> Result<Path, Status> {
        if text.len() > MAX_LENGTH {
            return Err(Status::URI_TOO_LONG);
        }
        if text == "." || text == "/" || text == "./" {
            return Ok(Path::default());
        }
        let below = text.strip_prefix("./").or_else(|| text.strip_prefix('/'));
        let names = below.ok_or(Status::NOT_FOUND)?.split('/').map(str::to_owned);
        let names: Vec<String> = names.collect();
        if names.iter().any(|name| !is_name(name)) {
            return Err(Status::NOT_FOUND);
        }
        if names.len() > MAX_PARTS {
            return Err(Status::URI_TOO_LONG);
        }
        Ok(Path(names))
    }

    /// The names, from below the root on.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The names as they are compared with rules.
    pub fn parts(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }

    /// The last name; none of the root.
    pub fn name(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// The node above; none of the root.
    pub fn parent(&self) -> Option<Path> {
        let (_, above) = self.0.split_last()?;
        Some(Path(above.to_vec()))
    }

    /// The node of that name below.
    #[must_use]
    pub fn child(&self, name: &str) -> Path {
        let mut names = self.0.clone();
        names.push(name.to_owned());
        Path(names)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(".")?;
        self.0.iter().try_for_each(|name| write!(f, "/{name}"))
    }
}

/// Whether a node can have that name.
pub fn is_name(text: &str) -> bool {
    let fits = |char: char| !char.is_control() && !"/?".contains(char);
    !text.is_empty() && text != "." && text != ".." && text.chars().all(fits)
}

/// A property of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Who may do what.
    Acl,
    /// The last part of its address.
    Name,
    /// How its value is written.
    Format,
    /// Its media type, or the URN of its management object.
    Type,
}

/// A node, or a property of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The node.
    pub path: Path,
    /// The property; none where the node itself is meant.
    pub property: Option<Property>,
}

impl Place {
    /// Reads `./A/B` or `./A/B?prop=ACL`.
    ///
    /// # Errors
    /// 404 and 414 as for paths, 406 for a property that is unknown.
    pub fn parse(text: &str) -> Result<Place, Status> {
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let property = match query {
            None => None,
            Some("prop=ACL") => Some(Property::Acl),
            Some("prop=Name") => Some(Property::Name),
            Some("prop=Format") => Some(Property::Format),
            Some("prop=Type") => Some(Property::Type),
            Some(_) => return Err(Status::NOT_SUPPORTED),
        };
        Ok(Place { path: Path::parse(path)?, property })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_begin_are_the_same() {
        assert_eq!(Path::parse("./SCOMO/Download"), Path::parse("/SCOMO/Download"));
        assert_eq!(Path::parse("./SCOMO").unwrap().to_string(), "./SCOMO");
        assert_eq!(Path::parse(".").unwrap().to_string(), ".");
    }

    #[test]
    fn what_addresses_nothing() {
        for text in ["", "SCOMO", "./A//B", "./A/", "./..", "./A/./B", "./A\n"] {
            assert_eq!(Path::parse(text), Err(Status::NOT_FOUND), "{text:?}");
        }
        assert_eq!(Path::parse(&"/a".repeat(17)), Err(Status::URI_TOO_LONG));
        assert_eq!(Path::parse(&format!("./{}", "a".repeat(600))), Err(Status::URI_TOO_LONG));
        assert_eq!(Place::parse("./A?prop=TStamp"), Err(Status::NOT_SUPPORTED));
        assert_eq!(Place::parse("./A?list=Struct"), Err(Status::NOT_SUPPORTED));
    }
}
