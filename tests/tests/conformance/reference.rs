//! The reference server keeps every rule that can be seen.

use std::collections::BTreeMap;

use conformance::report::{Detail, text};
use conformance::{Choice, Verdict};

use crate::ground::judged;

/// Strictly, with the options as they are, and none of them.
async fn passes(options: BTreeMap<String, bool>) {
    let pattern = std::env::var("CONFORM_CASE").ok();
    let choice = Choice { strict: true, pattern, ..Choice::default() };
    let judged = judged(options, &choice).await;
    let charts = std::env::var_os("CONFORM_VERBOSE").map(|_| Detail::Charts);
    let told = text(&judged, charts.unwrap_or(Detail::Verdicts));
    println!("{told}");
    let played = judged.outcomes.iter().filter(|it| it.verdict != Verdict::NotApplicable);
    let bad: Vec<_> = played.filter(|it| it.verdict != Verdict::Pass).map(|it| &it.id).collect();
    assert!(bad.is_empty(), "{} of {}\n{told}", bad.len(), judged.outcomes.len());
    assert!(judged.strays.is_empty(), "{:?}", judged.strays);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_all_options() {
    passes(BTreeMap::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_options() {
    let (name, text) = editions::all()[0];
    let table = spec::load(name, text.as_bytes()).table.expect("the edition is right");
    passes(table.options.iter().map(|option| (option.name.clone(), false)).collect()).await;
}
