//! `cargo xtask check-model`: explores a document's protocol and compares answers with claims.

mod charts;
mod choices;
pub(crate) mod findings;
mod formats;
pub(crate) mod generated;
mod human;
pub mod options;
mod outcome;
pub(crate) mod progress;
pub(crate) mod searches;

use std::collections::BTreeSet;
use std::ffi::OsString;

use protocol::Table;
use spec::Claim;
use spec_model::check::Checked;
use spec_model::claims;
use world::Scope;

use crate::exit::Exit;
use crate::files::{self, Document};
use options::{Format, Options};
use outcome::{Entry, Outcome};

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match Options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let paths = files::paths(&options.editions, &options.files, files::all)?;
    let color = files::color();
    let mut worst = Exit::Met;
    let mut outcomes = Vec::new();
    for path in paths {
        let document = files::read(&path, color)?;
        match &document.edition.table {
            None => {
                let outcome = broken(&document);
                worst = worst.max(outcome.exit());
                outcomes.push(outcome);
            }
            Some(table) => {
                if let Some(set) = options.choices {
                    let scopes = scopes(options, &document.edition.claims);
                    worst = worst.max(choices::run(options, set, table, &scopes)?);
                    continue;
                }
                let outcome = check(options, &document, table)?;
                worst = worst.max(outcome.exit());
                outcomes.push(outcome);
            }
        }
    }
    match options.format {
        Format::Human => {}
        Format::Json => print!("{}", formats::json(&outcomes)),
        Format::Junit => print!("{}", formats::junit(&outcomes)),
        Format::Sarif => print!("{}", formats::sarif(&outcomes)),
        Format::Github => print!("{}", formats::github(&outcomes)),
    }
    Ok(worst)
}

/// The result of a document that cannot be checked: its faults stand for its claims.
fn broken(document: &Document) -> Outcome {
    let edition = &document.edition;
    let fault = |fault: &spec::Diagnostic| claims::Unmet {
        property: fault.code.to_owned(),
        profile: String::new(),
        scope: "document".to_owned(),
        line: edition.source.position(fault.span.start).line as u32,
        message: fault.message.clone(),
    };
    let gone = generated::gone(document);
    for unmet in &gone {
        eprintln!("note: {}", unmet.message);
    }
    Outcome {
        edition: edition.name.clone(),
        file: document.path.display().to_string(),
        broken: true,
        unmet: edition.diagnostics.iter().map(fault).chain(gone).collect(),
        ..Outcome::default()
    }
}

/// Checks one document in all scopes and profiles that are asked for.
fn check(options: &Options, document: &Document, table: &Table) -> Result<Outcome, Exit> {
    let edition = &document.edition;
    let scopes = scopes(options, &edition.claims);
    // Claims without counts are about scopes that no machine has exhausted: only by name.
    let beyond = |scope: &str, profile: &str| {
        let unpinned = |claim: &Claim| {
            claim.scope == scope && claim.profile == profile && claim.states == claims::UNPINNED
        };
        options.full && edition.claims.iter().any(unpinned)
    };
    let searched = searches::run(options, table, &scopes, beyond)?;
    let mut outcome = Outcome {
        edition: edition.name.clone(),
        file: document.path.display().to_string(),
        question: options.is_question(),
        ..Outcome::default()
    };
    for (scope, profile) in scopes.iter().flat_map(|s| options.profiles.iter().map(move |p| (s, p)))
    {
        if beyond(scope, profile) {
            let how = format!("cargo xtask check-model --scope {scope} --profile {profile}");
            let line = format!("{scope} ({profile}), larger than machines so far; `{how}`");
            outcome.left_out.push(line);
        }
    }
    if options.bless {
        may_bless(&edition.claims, &searched)?;
    }
    let mut blessed: Vec<Claim> = Vec::new();
    let mut charts = charts::Charts::default();
    for (profile, checked) in &searched {
        let wanted = |name: &&'static str| {
            options.properties.is_empty() || options.properties.iter().any(|p| p == name)
        };
        let names = spec_model::check::asked(&checked.scope).filter(wanted);
        let found: Vec<_> = names.map(|name| checked.finding(name)).collect();
        let claimed = |name: &str| {
            let of = |claim: &&Claim| {
                claim.property == name && claim.profile == *profile && claim.scope == checked.scope
            };
            edition.claims.iter().find(of)
        };
        for finding in &found {
            let claim = claimed(finding.name);
            let entry =
                Entry::new(table, (profile, options.chosen(profile)), checked, finding, claim);
            charts.offer(&entry, finding, checked, edition);
            outcome.entries.push(entry);
        }
        if !outcome.question {
            outcome.unmet.extend(claims::compare(&edition.claims, profile, checked, &found));
        }
        outcome.disagreements.extend(checked.disagreements());
        outcome.second.extend(checked.second_opinions(profile));
        if options.bless {
            blessed.extend(claims::bless(&edition.claims, profile, checked, &found));
        }
    }
    if !outcome.question {
        outcome.unmet.extend(claims::unknown(&edition.claims));
        if options.properties.is_empty() {
            outcome.unmet.extend(claims::missing(&edition.claims, table));
        }
    }
    charts.write(options, &mut outcome)?;
    let generated = generated::Generated::of(options, document, table, &searched, &charts);
    outcome.unmet.extend(generated.iter().flat_map(generated::Generated::unmet));
    // All choices of options take longer than two of them: they are asked where all claims are.
    let limits = crate::strength::limits(options.threads);
    if options.full && generated.is_some() && !options.bless {
        let lines = crate::strength::differences(document, table, limits)?;
        outcome.unmet.extend(lines.into_iter().map(generated::told));
    }
    let pages = findings::Pages::of(document)?;
    if !outcome.question && options.properties.is_empty() {
        outcome.unmet.extend(pages.unmet(&edition.claims, &charts, &searched));
    }
    if options.format == Format::Human {
        human::print(options, &outcome, &charts);
    }
    if options.bless {
        if generated.is_some() {
            crate::strength::bless(document, table, &blessed, limits)?;
        }
        generated.map_or(Ok(()), |generated| generated.bless())?;
        pages.bless(&charts)?;
        bless(document, blessed)?;
        outcome.unmet.clear();
    }
    Ok(outcome)
}

/// The scopes to check: those asked for, or all that have claims, or the two quick ones.
fn scopes(options: &Options, claims: &[Claim]) -> Vec<String> {
    if !options.scopes.is_empty() {
        return options.scopes.clone();
    }
    if options.is_question() {
        return vec![Scope::NAMES[0].to_owned()];
    }
    if options.full {
        let mut names: Vec<String> = Scope::NAMES[..2].iter().map(|s| (*s).to_owned()).collect();
        let claimed: BTreeSet<&str> = claims.iter().map(|claim| claim.scope.as_str()).collect();
        let more = claimed.into_iter().filter(|name| Scope::named(name).is_some());
        let order = |name: &str| Scope::NAMES.iter().position(|n| *n == name).unwrap_or(1);
        let mut more: Vec<_> = more.map(str::to_owned).filter(|n| !names.contains(n)).collect();
        more.sort_by_key(|name| order(name));
        names.extend(more);
        return names;
    }
    Scope::NAMES[..2].iter().map(|name| (*name).to_owned()).collect()
}

/// A search that was cut short says less than one that was not: it may be written down only where
/// the document knows no more.
fn may_bless(claims: &[Claim], searched: &[(&'static str, Checked)]) -> Result<(), Exit> {
    for (profile, checked) in searched.iter().filter(|(_, checked)| !checked.exhaustive()) {
        let pinned = |claim: &Claim| {
            claim.scope == checked.scope
                && claim.profile == *profile
                && claim.states != claims::UNPINNED
        };
        if claims.iter().any(pinned) {
            eprintln!(
                "error: {} ({profile}) was cut short, and its claims have counts; nothing is written",
                checked.scope
            );
            return Err(Exit::CutShort);
        }
    }
    Ok(())
}

/// Puts what was found into the document, in place of the claims of the same profile and scope.
fn bless(document: &Document, blessed: Vec<Claim>) -> Result<(), Exit> {
    let edition = &document.edition;
    let again = |claim: &Claim| {
        blessed.iter().any(|new| new.scope == claim.scope && new.profile == claim.profile)
    };
    let mut claims: Vec<Claim> =
        edition.claims.iter().filter(|claim| !again(claim)).cloned().collect();
    claims.extend(blessed);
    let scope = |claim: &Claim| {
        let (main, _) = claim.scope.split_once('/').unwrap_or((&claim.scope, ""));
        (Scope::NAMES.iter().position(|name| *name == main), claim.scope.clone())
    };
    let property =
        |claim: &Claim| spec_model::check::names().position(|name| name == claim.property);
    claims.sort_by_key(|claim| (scope(claim), claim.profile.clone(), property(claim)));
    let text = spec::replace_claims(edition.source.text(), &claims);
    files::write(&document.path, &text)?;
    println!("{}: claims rewritten; review the difference", document.path.display());
    Ok(())
}
