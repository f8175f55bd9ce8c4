//! On the small sound document of the teeth, and on changes of it.

use expect_test::{Expect, expect};
use report::text::Color;
use spec::diff::{compare, renamed};

use super::blocks::Block;
use super::*;
use crate::made_up;

/// DMS-1 deletes its own account before it grants.
const ABANDONS: (&str, &str) = (
    "ACC-1-08",
    "creating | device did create quiet account | - | device delete own account | granting",
);

fn diff_of(old: &Edition, new: &Edition) -> Diff {
    let searched = [made_up::searched(old), made_up::searched(new)];
    let documents = compare(old, new, &renamed(old, new, &[]).unwrap());
    let sentences = BTreeMap::from([("F-98".to_owned(), "nobody is left".to_owned())]);
    Diff::of(Asked {
        documents,
        sentences,
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
    markdown::markdown(&blocks[..first.unwrap_or(blocks.len())], "findings")
}

fn check(old: &Edition, new: &Edition, expected: &Expect) {
    expected.assert_eq(&opening(&diff_of(old, new)));
}

#[test]
fn equal_documents_have_no_difference() {
    let (old, new) = (made_up::edition("one", &[], &[]), made_up::edition("two", &[], &[]));
    let diff = diff_of(&old, &new);
    assert!(diff.is_empty());
    expect![""].assert_eq(&opening(&diff));
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
    check(&sound, &broken, &expect![""]);
    check(&broken, &sound, &expect![""]);
    let diff = diff_of(&sound, &broken);
    let told = diff.properties.iter().find(|p| p.name == "device_never_abandoned").unwrap();
    let (side, story) = told.story.as_ref().unwrap();
    assert_eq!(*side, 1);
    expect![""].assert_eq(&story.notes.join("\n"));
    expect![""].assert_eq(&story.verdict.join("\n"));
}

#[test]
fn a_part_that_is_gone_and_its_properties() {
    let whole = made_up::edition("whole", &[], &[]);
    // Nobody revokes any more.
    let words = [("operator revokes (forced)", "restarts")];
    let less = made_up::edition("less", &[], &words);
    check(&whole, &less, &expect![""]);
}

#[test]
fn messages_that_are_renamed_do_not_differ_on_the_wire() {
    let old = made_up::edition("old", &[], &[]);
    let new = made_up::edition("new", &[], &[("DELEGATION_CONFIRMED", "DELEGATION_DONE")]);
    check(&old, &new, &expect![""]);
}

#[test]
fn the_page_in_all_forms() {
    let old = made_up::edition("old", &[], &[]);
    let twice = "opening | device did open session | full | send DELEGATION_CONFIRMED; send \
        DELEGATION_CONFIRMED; report delegated full | confirming";
    let new = made_up::edition("new", &[("ACC-2-13", twice)], &[]);
    let blocks = page::page(&diff_of(&old, &new));
    let shown = terminal::terminal(&blocks, terminal::Charts::Named, Color::Never);
    expect![""].assert_eq(&shown);
    let drawn = terminal::terminal(&blocks, terminal::Charts::Drawn, Color::Never);
    assert!(drawn.contains("(!) DELEGATION_CONFIRMED"), "{drawn}");
    let page = markdown::markdown(&blocks, "findings");
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
