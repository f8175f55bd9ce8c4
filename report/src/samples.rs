//! Stories that the tests draw.

use crate::story::{Arrow, ArrowKind, Fate, RuleRef, Story, StoryStep};
use ArrowKind::{Command, DeviceAnswer, DmSession, Local, Post, Response};
use Fate::{Arrives, Copy, Delivered, Departs, Lost, Refused};

/// A delegation in which a request overtakes a response, a POST is lost, and the device refuses.
pub(crate) fn delegation() -> Story {
    let nothing = "account(1), rights(1, both)";
    let account = "account(1), rights(1, both), account(2), auto_session(2)";
    Story {
        title: "no_orphaned_account is violated".into(),
        notes: vec![
            "edition 2012-candidate, scope small, profile all options on".into(),
            "settled: account(2) only if DMS-1's record says delegated, or the device had it when \
             the last delegation began at DMS-1 and no revocation was done since"
                .into(),
            "finding F-07: nobody deletes the account that the device already has".into(),
        ],
        lanes: lanes(),
        start: vec!["idle".into(), nothing.into(), "idle".into()],
        steps: vec![
            step("operator delegates (account, full)", nothing)
                .arrow(0, 0, "operator", Local, Delivered, None)
                .arrow(0, 2, "DELEGATION_REQ", Post, Departs, Some(1))
                .rule("ACC-1-01", "5.2.1.1", "MUST")
                .state(0, "requested"),
            step("DELEGATION_REQ arrives", nothing)
                .arrow(0, 2, "DELEGATION_REQ", Post, Arrives, Some(1))
                .arrow(2, 0, "DELEGATION_RESP accepted", Response, Departs, Some(2))
                .rule("ACC-2-01", "5.2.1.2", "MUST")
                .state(2, "accepted"),
            step("operator requests revocation", nothing)
                .arrow(2, 2, "operator", Local, Delivered, None)
                .arrow(2, 0, "REVOCATION_REQ", Post, Departs, Some(3))
                .rule("REV-2-01", "5.4.2.1", "MAY")
                .state(2, "revocation requested"),
            step("REVOCATION_REQ arrives before the response", nothing)
                .arrow(2, 0, "REVOCATION_REQ", Post, Arrives, Some(3))
                .arrow(0, 2, "empty response", Response, Delivered, None)
                .rule("REV-1-02", "5.4.2.2", "assumed Q-12"),
            step("DELEGATION_RESP arrives", nothing)
                .arrow(2, 0, "DELEGATION_RESP accepted", Response, Arrives, Some(2))
                .rule("ACC-1-03", "5.2.1.3", "MUST")
                .state(0, "creating account"),
            step("device did create account", account)
                .arrow(0, 1, "create account", Command, Delivered, None)
                .arrow(1, 0, "200 done", DeviceAnswer, Delivered, None)
                .rule("ACC-1-05", "5.2.1.4", "MUST")
                .state(0, "granting")
                .state(1, "account(2)"),
            step("device refused grant", account)
                .arrow(0, 1, "grant", Command, Refused, None)
                .arrow(1, 0, "425 refused", DeviceAnswer, Delivered, None)
                .rule("ACC-1-09", "5.2.1.4", "stated")
                .rule("GEN-1-02", "6.1", "SHOULD")
                .state(0, "failing"),
            step("lost: the POST of DELEGATION_FAILURE; DMS-1 saw no answer", account)
                .arrow(0, 2, "DELEGATION_FAILURE", Post, Lost, None)
                .rule("ACC-1-11", "5.2.1.5", "implied")
                .state(0, "idle")
                .state(2, "idle"),
        ],
        verdict: vec![
            "the premise holds: both parties at rest, no timer running, nothing in flight".into(),
            "wrong: the device has account(2), DMS-1's record says not delegated".into(),
        ],
    }
}

/// Copies, losses in flight, sessions, and messages that are still in flight at the end.
pub(crate) fn crowded() -> Story {
    Story {
        title: "stale_messages_are_harmless is violated".into(),
        lanes: lanes(),
        start: vec!["delegating".into(), String::new(), "preparing".into()],
        steps: vec![
            step("DMS-1 sends three messages", "none")
                .arrow(0, 2, "DELEGATION_PREPARED", Post, Departs, Some(1))
                .arrow(0, 2, "DELEGATION_REVOKED", Post, Departs, Some(2))
                .arrow(2, 0, "DELEGATION_REQ", Post, Departs, Some(3)),
            step("the network copies DELEGATION_REVOKED", "none").arrow(
                0,
                2,
                "DELEGATION_REVOKED",
                Post,
                Copy,
                Some(4),
            ),
            step("DELEGATION_REVOKED arrives first", "none")
                .arrow(0, 2, "DELEGATION_REVOKED", Post, Arrives, Some(2))
                .arrow(2, 1, "session", DmSession, Delivered, None)
                .arrow(1, 2, "device opens a session", DmSession, Delivered, None)
                .state(0, "revoking, asked by its operator")
                .state(1, "rights(1, delegated)")
                .state(2, "revoked, forgetting its session"),
            step("lost: DELEGATION_REQ", "none").arrow(2, 0, "DELEGATION_REQ", Post, Lost, Some(3)),
            step("DELEGATION_PREPARED is refused", "none")
                .arrow(0, 2, "DELEGATION_PREPARED", Post, Refused, Some(1))
                .arrow(2, 0, "409 refused", Response, Departs, Some(5))
                .arrow(2, 0, "DELEGATION_RESP", Response, Arrives, Some(9)),
            step("DMS-2 crashes and restarts", "none")
                .arrow(2, 2, "crash", Local, Delivered, None)
                .arrow(0, 2, "DELEGATION_REQ", Post, Copy, None)
                .arrow(0, 7, "NOWHERE", Post, Delivered, None),
        ],
        ..Story::default()
    }
}

/// Texts that want to be markup, that are wide, and that are far too long.
pub(crate) fn foreign() -> Story {
    let long = "a_very_long_name_that_somebody_generated ".repeat(2);
    Story {
        title: "<b>\"R&D\"</b> 委任アカウント is violated".into(),
        notes: vec![long.clone()],
        lanes: vec!["サーバー 1".into(), "<Device & \"friends\">".into(), "Sérveur 2".into()],
        start: vec!["待機".into(), long.clone(), "<idle>".into()],
        steps: vec![
            step("a < b && c > \"d\"", "口座(1) & <rights>")
                .arrow(0, 2, "委任要求 <req>", Post, Departs, Some(1))
                .arrow(0, 1, &long, Command, Delivered, None)
                .rule("漢字-1", "§<5>", "MUST & SHALL")
                .state(2, "処理中の状態"),
            step(&long, &long)
                .arrow(0, 2, "委任要求 <req>", Post, Arrives, Some(1))
                .arrow(1, 1, &long, Local, Delivered, None)
                .arrow(2, 2, "再起動 \u{1b}[2J e\u{301}", Local, Delivered, None)
                .arrow(2, 1, &long, DmSession, Refused, None)
                .rule(&long, &long, &long)
                .state(0, &long)
                .state(1, &long)
                .state(2, &long),
        ],
        verdict: vec!["1 < 2 & 口座 \"x\"".into(), long],
    }
}

/// Every story of this file.
pub(crate) fn all() -> Vec<Story> {
    vec![delegation(), crowded(), foreign(), Story::default()]
}

/// The story on more or fewer lanes; its arrows spread over all of them.
pub(crate) fn with_lanes(story: &Story, count: usize) -> Story {
    let mut story = story.clone();
    story.lanes = (0..count).map(|lane| format!("lane {lane}")).collect();
    for arrow in story.steps.iter_mut().flat_map(|step| &mut step.arrows) {
        arrow.from = arrow.from * count.saturating_sub(1) / 2;
        arrow.to = arrow.to * count.saturating_sub(1) / 2;
    }
    story
}

fn lanes() -> Vec<String> {
    vec!["DMS-1".into(), "Device".into(), "DMS-2".into()]
}

fn step(event: &str, facts: &str) -> StoryStep {
    let lanes = vec![None; 3];
    StoryStep { event: event.into(), facts: facts.into(), lanes, ..StoryStep::default() }
}

impl StoryStep {
    fn arrow(
        mut self,
        from: usize,
        to: usize,
        label: &str,
        kind: ArrowKind,
        fate: Fate,
        flight: Option<u32>,
    ) -> StoryStep {
        self.arrows.push(Arrow { from, to, label: label.into(), kind, fate, flight });
        self
    }

    fn rule(mut self, id: &str, clause: &str, basis: &str) -> StoryStep {
        self.rules.push(RuleRef { id: id.into(), clause: clause.into(), basis: basis.into() });
        self
    }

    fn state(mut self, lane: usize, state: &str) -> StoryStep {
        self.lanes[lane] = Some(state.into());
        self
    }
}
