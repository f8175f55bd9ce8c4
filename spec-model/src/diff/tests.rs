//! On the small sound document of the teeth, and on changes of it.

use expect_test::{Expect, expect};
use report::text::Color;
use spec::diff::{compare, renamed};

use super::blocks::Block;
use super::*;
use crate::made_up;

/// Where other pages would be.
const FOLDERS: markdown::Folders<'_> =
    markdown::Folders { findings: "findings", amendments: "requests" };

/// DMS-1 deletes its own account before it grants.
const ABANDONS: (&str, &str) = (
    "ACC-1-08",
    "creating | device did create quiet account | - | device delete own account | granting",
);

fn diff_of(old: &Edition, new: &Edition) -> Diff {
    let searched = [made_up::searched(old), made_up::searched(new)];
    let documents = compare(old, new, &renamed(old, new, &[]).unwrap());
    let [title, sentence] = ["nobody is left", "Nobody is left"].map(str::to_owned);
    let lost = Known { title, sentence, severities: vec![0], ..Known::default() };
    let known = BTreeMap::from([("F-98".to_owned(), lost)]);
    Diff::of(Asked {
        documents,
        known,
        bounds: Bounds::default(),
        subjects: [
            Subject { edition: old, searched: &searched[0] },
            Subject { edition: new, searched: &searched[1] },
        ],
    })
}

/// The page up to its first part.
fn opening(diff: &Diff) -> String {
    let blocks = page::page(diff);
    let first = blocks.iter().position(|block| matches!(block, Block::Heading(2, _)));
    markdown::markdown(&blocks[..first.unwrap_or(blocks.len())], FOLDERS)
}

fn check(old: &Edition, new: &Edition, expected: &Expect) {
    expected.assert_eq(&opening(&diff_of(old, new)));
}

#[test]
fn equal_documents_have_no_difference() {
    let (old, new) = (made_up::edition("one", &[], &[]), made_up::edition("two", &[], &[]));
    let diff = diff_of(&old, &new);
    assert!(diff.is_empty());
    expect![[r#"
        # From one to two

        No difference: both documents say the same.
    "#]]
    .assert_eq(&opening(&diff));
    assert!(
        diff.wire.iter().flat_map(|wire| &wire.ways).all(|way| matches!(way, wire::Way::Included))
    );
}

#[test]
fn what_is_broken_one_way_is_fixed_the_other_way() {
    let sound = made_up::edition("sound", &[], &[]);
    let broken = made_up::edition(
        "broken",
        &[ABANDONS],
        &[(
            "| Property | Profile | Scope | Verdict | States | Edges | Finding |\n\
             |----------|---------|-------|---------|--------|-------|---------|\n",
            "| Property | Profile | Scope | Verdict | States | Edges | Finding |\n\
             |----------|---------|-------|---------|--------|-------|---------|\n\
             | device_never_abandoned | must | story | violated | 1 | 1 | F-98 |\n",
        )],
    );
    check(
        &sound,
        &broken,
        &expect![[r#"
            # From sound to broken

            sound has 36 rules, broken has 36. All of this is made from the two documents, the pages of findings and what the checker found without faults (`story`). DMS-1 is the server that delegates a device, DMS-2 the one that it is delegated to.

            **Could go wrong before, and cannot now.** Nothing that was asked.

            **Can go wrong now, and could not before.**

            - A part of the device can be left that no server may manage: nobody is left ([F-98], `device_never_abandoned`)
            - A delegation that both want can fail without any fault (`without_faults_succeeds`)
            - A session can stay open for ever (`every_session_ends`)
            - All can come to a stop in the middle of a session (`no_deadlock`)
            - A server can receive what nothing describes (`no_unspecified_reception`)

            **Wrong in both.** Nothing that was asked.

            **In the documents.**

            - Rules: 0 new, 0 gone, 1 that do other things, 0 with another clause or basis only.

            **On the wire.**

            - By account broken only takes behaviours away; the first only in sound, after 10 messages: DMS-1 sends DELEGATION_PREPARED, session 2.

            [F-98]: findings/F-98.md
        "#]],
    );
    check(
        &broken,
        &sound,
        &expect![[r#"
            # From broken to sound

            broken has 36 rules, sound has 36. All of this is made from the two documents, the pages of findings and what the checker found without faults (`story`). DMS-1 is the server that delegates a device, DMS-2 the one that it is delegated to.

            **Could go wrong before, and cannot now.**

            - A part of the device can be left that no server may manage ([F-98], `device_never_abandoned`)
            - A delegation that both want can fail without any fault (`without_faults_succeeds`)
            - A session can stay open for ever (`every_session_ends`)
            - All can come to a stop in the middle of a session (`no_deadlock`)
            - A server can receive what nothing describes (`no_unspecified_reception`)

            **Can go wrong now, and could not before.** Nothing that was asked.

            **Wrong in both.** Nothing that was asked.

            **In the documents.**

            - Rules: 0 new, 0 gone, 1 that do other things, 0 with another clause or basis only.

            **On the wire.**

            - By account sound only adds behaviours to those of broken; the first only in sound, after 10 messages: DMS-1 sends DELEGATION_PREPARED, session 2.

            [F-98]: findings/F-98.md
        "#]],
    );
    let diff = diff_of(&sound, &broken);
    let told = diff.properties.iter().find(|p| p.name == "device_never_abandoned").unwrap();
    let (side, story) = told.story.as_ref().unwrap();
    assert_eq!(*side, 1);
    expect![[r#"
        edition broken, story, no option on
        always: each part of the tree has some server with both an account and rights over it
        finding F-98"#]]
    .assert_eq(&story.notes.join("\n"));
    expect![[r#"
        not settled
        DMS-1's record says not delegated, DMS-2's says not delegated
        the device: account(2)
        sound has no such story: there the property holds"#]]
    .assert_eq(&story.verdict.join("\n"));
}

/// The sound document with a claim that names a finding.
fn abandons(name: &str, finding: &str) -> Edition {
    let head = "| Property | Profile | Scope | Verdict | States | Edges | Finding |\n\
        |----------|---------|-------|---------|--------|-------|---------|\n";
    let claim =
        format!("{head}| device_never_abandoned | must | story | violated | 1 | 1 | {finding} |\n");
    made_up::edition(name, &[ABANDONS], &[(head, &claim)])
}

#[test]
fn what_is_left_of_a_finding_is_neither_fixed_nor_broken() {
    let (old, new) = (abandons("old", "F-98"), abandons("new", "F-97"));
    let mut diff = diff_of(&old, &new);
    assert_eq!((diff.fates.left.len(), diff.fates.gone.len(), diff.fates.new.len()), (0, 1, 1));
    let lost = diff.known.get_mut("F-98").unwrap();
    lost.continues = vec!["F-97".to_owned()];
    lost.still = "nobody is left, later".to_owned();
    let searched = [made_up::searched(&old), made_up::searched(&new)];
    let subjects = [(&old, &searched[0]), (&new, &searched[1])]
        .map(|(edition, searched)| Subject { edition, searched });
    diff.fates = Fates::of(&subjects, &diff.known);
    assert_eq!((diff.fates.left.len(), diff.fates.gone.len(), diff.fates.new.len()), (1, 0, 0));
    let page = markdown::markdown(&summary::opening(&diff), FOLDERS);
    expect!["- A part of the device can be left that no server may manage: nobody is left. Now: nobody is left, later (was [F-98], is [F-97])"].assert_eq(page.lines().find(|line| line.contains("was [F-98]")).unwrap_or(""));
}

#[test]
fn what_is_not_asked_is_not_mended() {
    let answer = |said| property::Answer { scope: "small".to_owned(), profile: "all", said };
    let with = |answers| Property {
        name: "no_dead_row",
        words: "",
        answers,
        story: None,
        through: Vec::new(),
        findings: Default::default(),
        elsewhere: String::new(),
    };
    use property::{Effect, Said};
    let unasked = with(vec![answer([Said::Violated, Said::Unasked])]);
    assert_eq!(unasked.effect(), Effect::Unasked);
    let fixed = with(vec![answer([Said::Violated, Said::Holds])]);
    assert!(fixed.is_wholly(Effect::Fixed));
    let elsewhere = answer([Said::Violated, Said::Violated]);
    let partly = with(vec![answer([Said::Violated, Said::Holds]), elsewhere]);
    assert_eq!((partly.effect(), partly.is_wholly(Effect::Fixed)), (Effect::Fixed, false));
    assert_eq!(fixed.places_in_words(|_| true), "with one fault in a run and all options on");
}

#[test]
fn a_part_that_is_gone_and_its_properties() {
    let whole = made_up::edition("whole", &[], &[]);
    // Nobody revokes any more.
    let words = [("operator revokes (forced)", "restarts")];
    let less = made_up::edition("less", &[], &words);
    check(
        &whole,
        &less,
        &expect![[r#"
            # From whole to less

            whole has 36 rules, less has 36. All of this is made from the two documents, the pages of findings and what the checker found without faults (`story`). DMS-1 is the server that delegates a device, DMS-2 the one that it is delegated to.

            **Could go wrong before, and cannot now.** Nothing that was asked.

            **Can go wrong now, and could not before.** Nothing that was asked.

            **Wrong in both.** Nothing that was asked.

            **Asked of one only.**

            - `revoked_means_gone` holds in whole; nothing that it speaks of happens in less
            - `revocation_ends_access` holds in whole; nothing that it speaks of happens in less

            **In the documents.**

            - Rules: 0 new, 0 gone, 1 that do other things, 0 with another clause or basis only.

            **On the wire.**

            - By account less only takes behaviours away; the first only in whole, after 6 messages: DMS-1 sends DELEGATION_REVOKED/forced.
        "#]],
    );
}

#[test]
fn messages_that_are_renamed_do_not_differ_on_the_wire() {
    let old = made_up::edition("old", &[], &[]);
    let new = made_up::edition("new", &[], &[("DELEGATION_CONFIRMED", "DELEGATION_DONE")]);
    check(
        &old,
        &new,
        &expect![[r#"
            # From old to new

            old has 36 rules, new has 36. All of this is made from the two documents, the pages of findings and what the checker found without faults (`story`). DMS-1 is the server that delegates a device, DMS-2 the one that it is delegated to.

            **Could go wrong before, and cannot now.** Nothing that was asked.

            **Can go wrong now, and could not before.** Nothing that was asked.

            **Wrong in both.** Nothing that was asked.

            **In the documents.**

            - Renamed: `DELEGATION_CONFIRMED -> DELEGATION_DONE`.

            **On the wire.**

            - By account both show the same behaviours.
        "#]],
    );
}

#[test]
fn the_page_in_all_forms() {
    let old = made_up::edition("old", &[], &[]);
    let twice = "opening | device did open session | full | send DELEGATION_CONFIRMED; send \
        DELEGATION_CONFIRMED; report delegated full | confirming";
    let new = made_up::edition("new", &[("ACC-2-13", twice)], &[]);
    let blocks = page::page(&diff_of(&old, &new));
    let shown = terminal::terminal(&blocks, terminal::Charts::Named, Color::Never);
    expect![[r#"
        From old to new

        old has 36 rules, new has 36. All of this is made from the two documents, the pages of findings and what the
        checker found without faults (story). DMS-1 is the server that delegates a device, DMS-2 the one that it is
        delegated to.

        Could go wrong before, and cannot now. Nothing that was asked.

        Can go wrong now, and could not before.

        - A server can receive what nothing describes (no_unspecified_reception)
        - A server can get an answer, or none, and nothing says what it means (no_undescribed_answer)

        Wrong in both. Nothing that was asked.

        In the documents.

        - Rules: 0 new, 0 gone, 1 that do other things, 0 with another clause or basis only.

        On the wire.

        - By account each has behaviours that the other does not have: the first only in new, after 5 messages: DMS-2
          sends DELEGATION_CONFIRMED; the first only in old, after 5 messages: DMS-1 sends an empty response to
          DELEGATION_CONFIRMED.

        WHAT THE CHECKER FINDS

          property                  in           old    new
          no_unspecified_reception  must: story  holds  violated
          no_undescribed_answer     must: story  holds  violated

        - no_unspecified_reception: everything that is received is described by a row
        - no_undescribed_answer: every answer, and the lack of one, is described for its requester

        - Holds in both: no_orphaned_account, acl_matches_delegation, device_never_abandoned, somebody_in_charge,
          servers_agree, no_session_before_prepared, revoked_means_gone, failure_restores, full_means_sole,
          stale_messages_are_harmless, one_session_per_device, without_faults_succeeds, every_session_ends,
          revocation_ends_access, no_ambiguity, no_deadlock.

          no_unspecified_reception: the shortest story that new allows and old does not (9 steps)

          no_undescribed_answer: the shortest story that new allows and old does not (9 steps)

        SIZES OF THE SEARCHES

          search        states of old  of new  edges of old  of new
          story (must)  894            986     1476          1690

        ON THE WIRE

        Is everything that an observer between the servers can see in one edition also possible in the other? Compared
        is what leaves the servers, in its order, in the scope story without faults: messages with their fields, and
        responses; see the guide for editors.

          by              states of old  of new  each behaviour of new is one of old  each of old is one of new
          account (all)   894            986     no, in 1 ways                        no, in 1 ways
          account (must)  894            986     no, in 1 ways                        no, in 1 ways
          URL (all)       2              2       sends nothing                        sends nothing
          URL (must)      2              2       sends nothing                        sends nothing

        BY ACCOUNT (ALL), ONLY IN NEW

          new sends                         after                                 old may send there
          DMS-2 sends DELEGATION_CONFIRMED  5 messages, the last: DMS-2 sends     DMS-1 sends an empty response to
                                            DELEGATION_CONFIRMED                  DELEGATION_CONFIRMED

          the shortest behaviour of new that old does not have

        BY ACCOUNT (ALL), ONLY IN OLD

          old sends                             after                                 new may send there
          DMS-1 sends an empty response to      5 messages, the last: DMS-2 sends     DMS-2 sends DELEGATION_CONFIRMED
          DELEGATION_CONFIRMED                  DELEGATION_CONFIRMED

          the shortest behaviour of old that new does not have

        THE DOCUMENTS

                 removed  added  changed  only renamed
          rules  0        0      1        0

        RULES

          1 changed (in the page of --markdown or --html)
    "#]].assert_eq(&shown);
    let drawn = terminal::terminal(&blocks, terminal::Charts::Drawn, Color::Never);
    assert!(drawn.contains("(!) DELEGATION_CONFIRMED"), "{drawn}");
    let page = markdown::markdown(&blocks, FOLDERS);
    assert!(
        page.contains("send DELEGATION_CONFIRMED; **send DELEGATION_CONFIRMED;** report"),
        "{page}"
    );
    assert!(page.contains("(!) DELEGATION_CONFIRMED"), "{page}");
    let html = html::html("old to new", &blocks);
    assert!(html.contains("<ins>send DELEGATION_CONFIRMED;</ins>"), "{html}");
    assert!(html.contains("<svg"), "{html}");
    // One file: nothing is fetched.
    for link in ["src=", "href=", "url(", "@import"] {
        assert!(!html.contains(link), "{link}");
    }
    let open = |tag: &str| html.matches(&format!("<{tag}")).count();
    let shut = |tag: &str| html.matches(&format!("</{tag}>")).count();
    for tag in ["table", "details", "tbody", "ul", "svg", "p>", "h1", "h2"] {
        assert_eq!(open(tag), shut(tag.trim_end_matches('>')), "{tag}");
    }
}
