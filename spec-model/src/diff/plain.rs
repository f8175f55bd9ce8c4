//! What it means for people where a property is violated.

/// Each property with what can happen where it is violated, the most serious first.
const HARMS: [(&str, &str); 19] = [
    ("device_never_abandoned", "a part of the device can be left that no server may manage"),
    ("somebody_in_charge", "a device can be left that no server looks after"),
    ("revocation_ends_access", "DMS-2 can keep its access although a revocation was accepted"),
    ("revoked_means_gone", "a revocation can be reported as done while DMS-2 has a way in"),
    ("servers_agree", "the servers can differ for good on whether the device is delegated"),
    ("no_orphaned_account", "DMS-2 can keep an account on a device that it does not manage"),
    ("acl_matches_delegation", "the rights on the device can differ for good from the records"),
    ("full_means_sole", "a delegation can count as full that left DMS-1 in or DMS-2 out"),
    ("failure_restores", "a delegation that failed can leave its traces on the device"),
    ("stale_messages_are_harmless", "a message that comes late can change records or the device"),
    ("one_session_per_device", "two sessions can be under way for one device"),
    ("no_session_before_prepared", "the device can call DMS-2 before it is prepared for that"),
    ("without_faults_succeeds", "a delegation that both want can fail without any fault"),
    ("every_session_ends", "a session can stay open for ever"),
    ("no_deadlock", "all can come to a stop in the middle of a session"),
    ("no_unspecified_reception", "a server can receive what nothing describes"),
    (
        "no_undescribed_answer",
        "a server can get an answer, or none, and nothing says what it means",
    ),
    ("no_ambiguity", "two rules can apply to one message"),
    ("no_dead_row", "a rule can be there for what never happens"),
];

/// Which of them each word of [`spec::finding::SEVERITIES`] is like.
const LIKE: [&str; 11] = [
    "device_never_abandoned",
    "somebody_in_charge",
    "revocation_ends_access",
    "servers_agree",
    "no_orphaned_account",
    "acl_matches_delegation",
    "failure_restores",
    "no_session_before_prepared",
    "every_session_ends",
    "without_faults_succeeds",
    "no_unspecified_reception",
];

/// The same for a word of severity, by its place.
pub(super) fn severity(place: usize) -> (usize, &'static str) {
    harm(LIKE.get(place).copied().unwrap_or_default())
}

/// What can happen where the property is violated, and its place among them, the most serious
/// first.
pub(super) fn harm(property: &str) -> (usize, &'static str) {
    let found = HARMS.iter().enumerate().find(|(_, (name, _))| *name == property);
    found.map_or((HARMS.len(), ""), |(place, (_, harm))| (place, *harm))
}

/// A sentence that begins in capitals.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words that go on after others: their capital goes, if it is not that of a name.
pub(super) fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_has_its_harm() {
        let mut places: Vec<usize> = crate::check::names().map(|name| harm(name).0).collect();
        places.sort_unstable();
        assert_eq!(places, (0..HARMS.len()).collect::<Vec<_>>());
        assert_eq!(LIKE.len(), spec::finding::SEVERITIES.len());
        assert!((0..LIKE.len()).all(|place| severity(place).0 < HARMS.len()));
    }
}
