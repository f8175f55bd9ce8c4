//! Chooses cases, plays them, many at once, and says what came of each.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use conformance_case::{Act, Book, Case, Level, Wrong};
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::config::{Approach, Config, Side};
use crate::hook::Hook;
use crate::http;
use crate::message::Edition;
use crate::outcome::{Difference, Outcome, Verdict};
use crate::peers;
use crate::play::{Bench, Stopped, play};
use crate::router::Router;
use crate::wrong;

/// How many cases are played at once.
const AT_ONCE: usize = 24;

const CASES: &str = include_str!("../cases/2012-candidate.json");

/// The cases of an edition.
///
/// # Errors
/// There are none.
pub fn cases(edition: &str) -> Result<Book, String> {
    let book = conformance_case::read(CASES).map_err(|error| format!("the cases: {error}"))?;
    if book.edition == edition {
        return Ok(book);
    }
    Err(format!("there are no cases for the edition `{edition}`; there are for {}", book.edition))
}

/// What is asked for on the command line.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Cases whose id has one of these patterns; all without any.
    pub patterns: Vec<String>,
    /// Only cases for this role.
    pub role: Option<Side>,
    /// What the text recommends, and our reading of what it leaves open, count as what it requires.
    pub strict: bool,
    /// The number of the first device, from 0: those before have been used.
    pub first_device: usize,
    /// All cases are played, even if the sanity case did not pass.
    pub anyway: bool,
}

/// What is there besides the configuration.
pub struct Ground {
    /// The operator.
    pub hook: Hook,
    /// Listeners that are open already.
    pub listeners: Option<Listeners>,
}

/// Listeners that are open already, instead of the addresses of the configuration.
#[derive(Debug)]
pub struct Listeners {
    /// One for each peer.
    pub peers: Vec<TcpListener>,
    /// The devices'.
    pub devices: TcpListener,
}

/// What came of all.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// The edition.
    pub edition: String,
    /// The server under test.
    pub server: String,
    /// See [`Choice::strict`].
    pub strict: bool,
    /// Each case, in the order of the book; those of sanity first and last.
    pub outcomes: Vec<Outcome>,
    /// The numbers of the devices that were used, from 0: the first, and the one after the last.
    pub devices: (usize, usize),
    /// What came and belonged to no case.
    pub strays: Vec<String>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

impl Judged {
    /// How many have that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict == verdict).count()
    }
}

/// Judges the server under test.
///
/// # Errors
/// The configuration cannot be used.
pub async fn judge(config: Config, choice: &Choice, ground: Ground) -> Result<Judged, String> {
    let begun = Instant::now();
    let edition = Edition::named(&config.edition)?;
    let book = cases(&config.edition)?;
    for name in config.options.keys() {
        if edition.table.option(name).is_none() {
            let known = edition.table.options.iter().map(|option| option.name.as_str());
            let hint = spec::did_you_mean(name, known)
                .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
            return Err(format!("options: the edition has no option `{name}`{hint}"));
        }
    }
    let roots = http::roots(&config.authorities)?;
    let router = Arc::new(Router::default());
    let mut peers = Vec::new();
    for (number, peer) in config.peers.iter().enumerate() {
        let open = ground.listeners.as_ref().and_then(|open| open.peers.get(number));
        peers.push(peers::start(peer, &roots, open, &router).await?);
    }
    let front = Arc::default();
    let open = ground.listeners.as_ref().map(|open| &open.devices);
    let front: Arc<crate::device::Front> = front;
    let listening = front.start(&config.devices, open).await?;
    let wrong = wrong::Ways::new(&roots)?;
    let hook = ground.hook;
    let bench = Arc::new(Bench { config, edition, peers, router, front, hook, wrong });

    let is_chosen = |case: &&Case| {
        is_meant(&choice.patterns, &case.id)
            && choice.role.is_none_or(|role| role.name() == case.server)
    };
    let own: BTreeSet<String> =
        book.cases.iter().filter(is_chosen).map(|case| case.about.clone()).collect();
    let roles: BTreeSet<&str> =
        book.cases.iter().filter(is_chosen).map(|case| case.server.as_str()).collect();
    let of_role = |case: &&Case| {
        roles.contains(case.server.as_str())
            && bench.config.peers.iter().any(|peer| peer.server_is.name() == case.server)
    };
    let sane: Vec<&Case> = book.cases.iter().filter(|case| case.sanity).filter(of_role).collect();
    let sitting = Arc::new(Sitting {
        bench: Arc::clone(&bench),
        own,
        strict: choice.strict,
        next: AtomicUsize::new(choice.first_device),
    });
    let mut outcomes = Vec::new();
    let mut insane = BTreeSet::new();
    for case in &sane {
        let outcome = sitting.one(case).await;
        let is_sane = matches!(outcome.verdict, Verdict::Pass | Verdict::NotApplicable);
        if !is_sane && !choice.anyway {
            insane.insert(case.server.clone());
        }
        outcomes.push(outcome);
    }
    let chosen: Vec<&Case> = book.cases.iter().filter(|it| !it.sanity).filter(is_chosen).collect();
    outcomes.extend(sitting.all(&chosen, &insane).await);
    for case in sane {
        let mut case = case.clone();
        case.id.push_str("/again");
        outcomes.push(sitting.one(&case).await);
    }
    listening.abort();
    Ok(Judged {
        edition: bench.config.edition.clone(),
        server: bench.config.server.id.clone(),
        strict: choice.strict,
        outcomes,
        devices: (choice.first_device, sitting.next.load(Ordering::SeqCst)),
        strays: bench.router.strays(),
        took_ms: begun.elapsed().as_millis() as u64,
    })
}

/// One run.
struct Sitting {
    bench: Arc<Bench>,
    /// What the cases of this run are about.
    own: BTreeSet<String>,
    strict: bool,
    /// The number of the next device.
    next: AtomicUsize,
}

impl Sitting {
    async fn all(self: &Arc<Sitting>, cases: &[&Case], insane: &BTreeSet<String>) -> Vec<Outcome> {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        let mut running = JoinSet::new();
        let mut outcomes: Vec<Option<Outcome>> = Vec::new();
        for (place, case) in cases.iter().enumerate() {
            outcomes.push(None);
            if insane.contains(&case.server) {
                let why =
                    "the sanity case did not pass: little else says anything (--anyway)".to_owned();
                outcomes[place] = Some(Outcome::unplayed(case, Verdict::Inconclusive, why));
                continue;
            }
            let (sitting, room) = (Arc::clone(self), Arc::clone(&room));
            let case = (*case).clone();
            running.spawn(async move {
                let _seat = room.acquire().await;
                (place, sitting.one(&case).await)
            });
        }
        while let Some(done) = running.join_next().await {
            if let Ok((place, outcome)) = done
                && let Some(slot) = outcomes.get_mut(place)
            {
                *slot = Some(outcome);
            }
        }
        let missing = |(place, outcome): (usize, Option<Outcome>)| {
            outcome.unwrap_or_else(|| {
                let why = "dm-conform itself failed in it".to_owned();
                Outcome::unplayed(cases[place], Verdict::Inconclusive, why)
            })
        };
        outcomes.into_iter().enumerate().map(missing).collect()
    }

    async fn one(&self, case: &Case) -> Outcome {
        let config = &self.bench.config;
        let peer = match seat(config, case, self.bench.hook.is_there()) {
            Ok(peer) => peer,
            Err((verdict, why)) => return Outcome::unplayed(case, verdict, why),
        };
        if let Some((_, why)) = config.unsupported.iter().find(|(it, _)| fits(it, &case.id)) {
            return Outcome::unplayed(case, Verdict::NotSupported, why.clone());
        }
        let number = self.next.fetch_add(1, Ordering::SeqCst);
        if number >= config.devices.count {
            let why = "no device is left for it: raise devices.count, or let your server forget \
                       the devices and begin with the first"
                .to_owned();
            return Outcome::unplayed(case, Verdict::Inconclusive, why);
        }
        let ended = play(&self.bench, case, peer, number).await;
        let mut outcome = self.verdict(case, ended.stopped);
        outcome.took_ms = ended.transcript.elapsed_ms();
        outcome.transcript = ended.transcript.lines;
        let expected = config.expected_failures.iter().find(|(it, _)| fits(it, &case.id));
        if let Some((_, why)) = expected {
            let verdict = match outcome.verdict {
                Verdict::Fail | Verdict::Note => Verdict::ExpectedFailure,
                Verdict::Pass => Verdict::UnexpectedPass,
                other => other,
            };
            return Outcome { verdict, why: Some(why.clone()), ..outcome };
        }
        outcome
    }

    fn verdict(&self, case: &Case, stopped: Option<Stopped>) -> Outcome {
        let difference = match stopped {
            None => return Outcome::of(case, Verdict::Pass),
            Some(Stopped::Cannot(why)) => {
                return Outcome::unplayed(case, Verdict::Inconclusive, why);
            }
            Some(Stopped::Differs(difference)) => *difference,
        };
        let mut outcome = Outcome::of(case, Verdict::Fail);
        // Where a delegation does not go well, nothing else says more.
        let is_other = |rule: &&String| **rule != case.about && !case.sanity;
        let other = difference.rule.as_ref().filter(is_other);
        let before = difference.step < case.target;
        if let Some(rule) = other.filter(|rule| before && self.own.contains(*rule)) {
            outcome.verdict = Verdict::Inconclusive;
            outcome.why = Some(format!("it goes another way before, at {rule}: see that case"));
        } else if let Some(why) = self.excuse(case, &difference) {
            outcome.verdict = Verdict::Note;
            outcome.why = Some(why);
        }
        Outcome { difference: Some(difference), ..outcome }
    }

    /// Why a difference is none that a server can be blamed for.
    fn excuse(&self, case: &Case, difference: &Difference) -> Option<String> {
        let open = |basis: &str| basis.starts_with("assumed") || basis == "undescribed";
        let basis = [&difference.basis, &case.basis].into_iter().find(|basis| open(basis));
        match basis {
            // A delegation that does not go well is no reading of the text.
            _ if self.strict || case.sanity => None,
            Some(basis) => Some(format!("other readings of the text are as good ({basis})")),
            None if case.level == Level::Should => Some("the text only recommends it".to_owned()),
            None => None,
        }
    }
}

/// The peer that can play the case; or why none can, and what that makes of the case.
fn seat(config: &Config, case: &Case, has_hook: bool) -> Result<usize, (Verdict, String)> {
    let not_applicable = |why: String| Err((Verdict::NotApplicable, why));
    let not_supported = |why: &str| Err((Verdict::NotSupported, why.to_owned()));
    if let Some(option) = case.with.iter().find(|option| !config.takes(option)) {
        return not_applicable(format!("the server does not take the option {option}"));
    }
    if let Some(option) = case.without.iter().find(|option| config.takes(option)) {
        return not_applicable(format!("the server takes the option {option}"));
    }
    let all = config.peers.iter().enumerate();
    let mut of_role = all.filter(|(_, peer)| peer.server_is.name() == case.server).peekable();
    if of_role.peek().is_none() {
        return not_applicable(format!("no peer has the server under test as {}", case.server));
    }
    let is_second = case.server == Side::Delegated.name();
    let fits = |peer: &crate::config::Peer| {
        (peer.approach == Approach::Url) == (case.approach == Approach::Url.word())
            && (!is_second || peer.bootstraps == case.bootstrapped)
            && case.willing.unwrap_or(true) == peer.willing
    };
    let Some((place, _)) = of_role.find(|(_, peer)| fits(peer)) else {
        let willing = if case.willing.unwrap_or(true) { "" } else { ", unwilling" };
        let bootstraps = if is_second && case.bootstrapped { ", bootstraps" } else { "" };
        let approach = &case.approach;
        return not_applicable(format!(
            "no peer has these settings: {approach}{willing}{bootstraps}"
        ));
    };
    let steps = || case.steps.iter().map(|step| &step.act);
    if !has_hook && steps().any(|act| matches!(act, Act::Operator { .. })) {
        return not_supported("its operator has to act, and there is no trigger");
    }
    let is_odd = |act: &Act| match act {
        Act::Device { done } => done.iter().any(|it| !matches!(&*it.answer, "did" | "found")),
        Act::Fetches | Act::Opens => true,
        Act::Operator { .. }
        | Act::Post { .. }
        | Act::Arrives { .. }
        | Act::Answers { .. }
        | Act::Loses { .. }
        | Act::Peer { .. }
        | Act::Expires { .. }
        | Act::Wrong { .. } => false,
    };
    if config.server.device_url.is_none() && steps().any(is_odd) {
        return not_supported("the device has to act, and server.device_url is not given");
    }
    let unknown = |act: &&Act| matches!(act, Act::Expires { timer } if !config.waits.timers_ms.contains_key(timer));
    if let Some(Act::Expires { timer }) = steps().find(unknown) {
        let why = format!("how long its timer `{timer}` lasts is not given in waits.timers_ms");
        return Err((Verdict::NotSupported, why));
    }
    let other = |act: &Act| matches!(act, Act::Wrong { what: Wrong::OtherPeer, .. });
    if config.peers.len() < 2 && steps().any(other) {
        return not_applicable("the configuration has one peer only".to_owned());
    }
    Ok(place)
}

/// Whether one of the patterns is in an id, or there are none.
pub(crate) fn is_meant(patterns: &[String], id: &str) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| fits(pattern, id))
}

/// Whether a pattern is in an id; `*` stands for anything.
pub(crate) fn fits(pattern: &str, id: &str) -> bool {
    let mut rest = id;
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    match rest.find(first) {
        Some(place) => rest = &rest[place + first.len()..],
        None => return false,
    }
    for part in parts {
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let id = "2012/5.3.1.2/ACC-1-04";
        for (pattern, is_in) in
            [("ACC-1", true), ("5.3*04", true), ("*", true), ("", true), ("04*5.3", false)]
        {
            assert_eq!(fits(pattern, id), is_in, "{pattern}");
        }
    }

    #[test]
    fn each_step_of_the_committed_cases_can_be_read() {
        let book = cases("2012-candidate").unwrap();
        for role in ["DMS-1", "DMS-2"] {
            assert!(book.cases.iter().any(|case| case.sanity && case.server == role), "{role}");
        }
        let mut ids: Vec<_> = book.cases.iter().map(|case| &case.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), book.cases.len(), "each id is there once");
    }
}
