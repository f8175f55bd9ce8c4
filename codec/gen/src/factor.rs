//! Several contents of one root, told apart by the first element in which they differ.

use crate::fault::Problem;
use crate::schema::{Content, Count, Kind, Part, Root, first_names};

/// Contents that begin alike, and how they go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'s> {
    /// The contents, at least one.
    pub contents: Vec<&'s Content>,
    /// The first of the parts that they share here, by its place in each content.
    pub from: usize,
    /// The first that they do not share.
    pub to: usize,
    /// How they go on; empty for a single content, which is shared to its end.
    pub branches: Vec<Node<'s>>,
}

impl<'s> Node<'s> {
    /// The parts that are shared here, as the first content has them.
    pub fn shared(&self) -> &'s [Part] {
        let first = self.contents.first();
        first.and_then(|content| content.parts.get(self.from..self.to)).unwrap_or_default()
    }

    /// The names by which this branch is known among those beside it.
    pub fn first_names(&self) -> Vec<&'s str> {
        let mut names = Vec::new();
        for content in &self.contents {
            for name in first_names(&content.parts[self.from..]).0 {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// The contents of a root as a tree: a tree of one node where there is one content.
///
/// # Errors
/// Names both contents where no element tells which of them it is.
pub fn factor(root: &Root) -> Result<Node<'_>, Problem> {
    node(root.contents.iter().collect(), 0)
}

fn node(contents: Vec<&Content>, from: usize) -> Result<Node<'_>, Problem> {
    let Some((first, others)) = contents.split_first() else {
        return Ok(Node { contents, from, to: from, branches: Vec::new() });
    };
    if others.is_empty() {
        let to = first.parts.len();
        return Ok(Node { contents, from, to, branches: Vec::new() });
    }
    let alike = |to: &usize| {
        let part = &first.parts[*to];
        others.iter().all(|other| other.parts.get(*to).is_some_and(|it| it.is_like(part)))
    };
    let to = (from..first.parts.len()).find(|to| !alike(to)).unwrap_or(first.parts.len());
    if let Some(part) = first.parts[from..to].iter().find(|part| part.count != Count::Once) {
        let what = format!(
            "`{}` stands before the element that tells {} from {}, and not exactly once",
            part.name, first.message, others[0].message,
        );
        let help = "what several messages begin with is always there";
        return Err(Problem::new(&first.message, what, help));
    }
    let mut groups: Vec<Vec<&Content>> = Vec::new();
    for content in &contents {
        let rest = &content.parts[to..];
        if first_names(rest).1 {
            return Err(may_end(content, contents.iter().find(|it| *it != content), to));
        }
        if let Some(part) =
            rest.iter().find(|part| matches!(part.kind, Kind::OneOf(_) | Kind::Rest))
        {
            let what = format!("`{}` of {} is not an element", part.name, content.message);
            let help = "a content that is one of several consists of elements";
            return Err(Problem::new(&content.message, what, help));
        }
        match groups.iter_mut().find(|group| group[0].parts[to].is_like(&rest[0])) {
            Some(group) => group.push(content),
            None => groups.push(vec![content]),
        }
    }
    for (place, one) in groups.iter().enumerate() {
        for other in &groups[place + 1..] {
            check_apart(one[0], other[0], to)?;
        }
    }
    let branches = groups.into_iter().map(|group| node(group, to)).collect::<Result<_, _>>()?;
    Ok(Node { contents, from, to, branches })
}

fn check_apart(one: &Content, other: &Content, from: usize) -> Result<(), Problem> {
    let (names, others) = (first_names(&one.parts[from..]).0, first_names(&other.parts[from..]).0);
    let Some(both) = names.iter().find(|name| others.contains(name)) else { return Ok(()) };
    let what = format!(
        "{} and {} cannot be told apart: after {}, `{both}` can come in both, and it is not the \
         same there",
        one.message,
        other.message,
        after(one, from),
    );
    let help = "let the first element in which they differ have different names, or be the same";
    Err(Problem::new(&other.message, what, help))
}

fn may_end(content: &Content, other: Option<&&Content>, from: usize) -> Problem {
    let other = other.map_or("another", |other| &other.message);
    let what = format!(
        "{} and {other} cannot be told apart: after {}, {} may have no further element",
        content.message,
        after(content, from),
        content.message,
    );
    Problem::new(&content.message, what, "let an element that is always there tell which it is")
}

fn after(content: &Content, from: usize) -> String {
    match content.parts[..from].last() {
        Some(part) => format!("`{}`", part.name),
        None => "the beginning".to_owned(),
    }
}
