//! A property in two editions: the answers in each search, and what the change did to it.

use std::collections::BTreeSet;

use report::story::Story;

/// A property in both editions.
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub words: &'static str,
    /// The answers, in each scope and profile.
    pub answers: Vec<Answer>,
    /// The shortest story that only one of the editions allows: which one, and the story.
    pub story: Option<(usize, Story)>,
    /// The processes that this story goes through and the other edition does not have.
    pub through: Vec<String>,
    /// The findings that the claims of each edition name for it.
    pub findings: [Vec<String>; 2],
    /// What the edition that is not asked claims elsewhere: `holds in standard, deep`.
    pub elsewhere: String,
}

/// The answers of both editions in one scope and profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The scope.
    pub scope: String,
    /// The profile.
    pub profile: &'static str,
    /// What is found in both.
    pub said: [Said; 2],
}

/// What is found of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// It does not apply: nothing ever happens that it speaks of.
    Silent,
    /// It holds.
    Holds,
    /// It is violated.
    Violated,
    /// The search was cut short.
    Open,
    /// The edition does not claim it there, and may do without.
    Unasked,
}

impl Said {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Said::Silent => "does not apply",
            Said::Holds => "holds",
            Said::Violated => "violated",
            Said::Open => "open",
            Said::Unasked => "not asked",
        }
    }
}

/// What a change did to a property, all scopes and profiles taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It was violated somewhere where it holds now, and is violated nowhere where it held.
    Fixed,
    /// The reverse.
    Broken,
    /// Both.
    Mixed,
    /// It applies now, and did not before.
    Begins,
    /// It does not apply any more.
    Ceases,
    /// One of the editions is not asked.
    Unasked,
    /// Nothing.
    Same,
}

impl Property {
    /// What the change did to it.
    pub fn effect(&self) -> Effect {
        let any = |of: [Said; 2]| self.answers.iter().any(|answer| answer.said == of);
        let fixed = any([Said::Violated, Said::Holds]);
        let broken = any([Said::Holds, Said::Violated]);
        match (self.applies(0), self.applies(1)) {
            _ if self.is_unasked(0) != self.is_unasked(1) => Effect::Unasked,
            (false, true) => Effect::Begins,
            (true, false) => Effect::Ceases,
            _ if fixed && broken => Effect::Mixed,
            _ if fixed => Effect::Fixed,
            _ if broken => Effect::Broken,
            _ => Effect::Same,
        }
    }

    /// Whether that is what the change did, and nothing of what was or is violated is left.
    pub fn is_wholly(&self, effect: Effect) -> bool {
        let side = match effect {
            Effect::Fixed => 1,
            Effect::Broken => 0,
            Effect::Mixed | Effect::Begins | Effect::Ceases | Effect::Unasked | Effect::Same => {
                return self.effect() == effect;
            }
        };
        self.effect() == effect && !self.is_violated(side) && self.is_whole()
    }

    /// Whether that edition is not asked anywhere.
    fn is_unasked(&self, side: usize) -> bool {
        self.answers.iter().all(|answer| answer.said[side] == Said::Unasked)
    }

    /// Whether it is violated anywhere in that edition.
    pub fn is_violated(&self, side: usize) -> bool {
        self.answers.iter().any(|answer| answer.said[side] == Said::Violated)
    }

    /// Whether it applies anywhere in that edition.
    pub fn applies(&self, side: usize) -> bool {
        let silent = [Said::Silent, Said::Unasked];
        self.answers.iter().any(|answer| !silent.contains(&answer.said[side]))
    }

    /// Whether no search was cut short.
    pub fn is_whole(&self) -> bool {
        self.answers.iter().all(|answer| !answer.said.contains(&Said::Open))
    }

    /// Where the answers are these: `all: story, small; must: story`; empty for everywhere where
    /// it applies in the second edition.
    pub fn places(&self, wanted: impl Fn([Said; 2]) -> bool) -> String {
        let profiles: BTreeSet<&str> = self.answers.iter().map(|answer| answer.profile).collect();
        let mut parts = Vec::new();
        for profile in profiles {
            let of = self.answers.iter().filter(|a| a.profile == profile && wanted(a.said));
            let scopes: Vec<&str> = of.map(|answer| answer.scope.as_str()).collect();
            if !scopes.is_empty() {
                parts.push(format!("{profile}: {}", scopes.join(", ")));
            }
        }
        parts.join("; ")
    }

    /// The same in words: `with one fault in a run and all options on`.
    pub fn places_in_words(&self, wanted: impl Fn([Said; 2]) -> bool) -> String {
        let mut by_scopes: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        for profile in ["all", "must"] {
            let of = self.answers.iter().filter(|a| a.profile == profile && wanted(a.said));
            let scopes: Vec<&str> = of.map(|answer| answer.scope.as_str()).collect();
            match by_scopes.iter_mut().find(|(known, _)| *known == scopes) {
                Some((_, profiles)) => profiles.push(profile),
                None if scopes.is_empty() => {}
                None => by_scopes.push((scopes, vec![profile])),
            }
        }
        let part = |(scopes, profiles): &(Vec<&str>, Vec<&str>)| {
            let scopes: Vec<String> = scopes.iter().map(|scope| scope_words(scope)).collect();
            let options = match profiles[..] {
                [profile] => format!(" and {}", options_words(profile)),
                _ => String::new(),
            };
            format!("{}{options}", scopes.join(" or "))
        };
        by_scopes.iter().map(part).collect::<Vec<_>>().join(", and ")
    }
}

/// A scope in words.
pub(super) fn scope_words(scope: &str) -> String {
    match scope {
        "story" => "without faults".to_owned(),
        "small" => "with one fault in a run".to_owned(),
        other => format!("in {other}"),
    }
}

/// A profile in words.
pub(super) fn options_words(profile: &str) -> &'static str {
    if profile == "all" { "all options on" } else { "no option on" }
}
