//! What was expected and what came, as people read it.

use std::sync::atomic::{AtomicU64, Ordering};

use conformance_case::{Answer, Case, Fields};

use crate::http::Came;
use crate::message::shown;

/// Whether all of these fields are there, with these values.
pub(super) fn covers(came: &Fields, wanted: &Fields) -> bool {
    wanted.iter().all(|(name, value)| came.get(name) == Some(value))
}

pub(super) fn answer_words(answer: &Answer) -> String {
    match answer {
        Answer::Message(name, fields) => format!("answers {}", shown(name, fields)),
        Answer::Empty => "answers with an empty success".to_owned(),
        Answer::Refused => "answers with an error status".to_owned(),
    }
}

pub(super) fn shown_came(came: &Came) -> String {
    let body = if came.body.is_empty() { "without content" } else { "with content" };
    format!("status {} {body}", came.status)
}

/// What is missing, and what should not be there.
pub(super) fn facts_words(wanted: &[String], came: &[String]) -> String {
    let missing: Vec<_> = wanted.iter().filter(|fact| !came.contains(fact)).cloned().collect();
    let more: Vec<_> = came.iter().filter(|fact| !wanted.contains(fact)).cloned().collect();
    let mut words = Vec::new();
    if !missing.is_empty() {
        words.push(format!("on the device: {}", missing.join(", ")));
    }
    if !more.is_empty() {
        words.push(format!("not on the device: {}", more.join(", ")));
    }
    words.join("; ")
}

/// Where to look first.
pub(super) fn hint(case: &Case, is_wrong: bool, came: &str) -> String {
    let taken: Vec<&str> = case.with.iter().map(String::as_str).collect();
    if is_wrong && (case.basis.starts_with("assumed") || case.basis == "undescribed") {
        "the reference server refuses it, by a status from 400 on; it changes nothing".to_owned()
    } else if is_wrong {
        "it is to be refused, by a status from 400 on or in TLS, and to change nothing".to_owned()
    } else if case.sanity {
        "if your server has seen this device in an earlier run: --first-device N".to_owned()
    } else if came.starts_with("the trigger") {
        "what [trigger] names was called with the wish, the peer, the device and the extent"
            .to_owned()
    } else if !taken.is_empty() {
        let taken = taken.join(", ");
        format!("asked of a server that takes {taken}: if yours does not, say so under [options]")
    } else if came.starts_with("nothing") {
        "if it only needs longer: waits.answer_ms, or --timeout-scale".to_owned()
    } else {
        "the row stands in spec/editions, the messages in the transcript (--verbose)".to_owned()
    }
}

/// A number that no other session of this program has.
pub(super) fn unique() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = since.map_or(0, |since| since.as_millis() as u64);
    now.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed) << 44)
}
