//! The reference server keeps every rule that can be seen.

use std::collections::BTreeSet;

use conformance::report::{Detail, text};
use conformance::{Choice, Judged, Verdict};
use tokio::task::JoinSet;

use crate::choices;
use crate::ground::judged;

/// Strictly, and each case under some choice of options; two choices at once.
#[tokio::test(flavor = "multi_thread")]
async fn the_reference_server_passes_each_case() {
    for pair in choices::all(&choices::book()).chunks(2) {
        let mut running = JoinSet::new();
        for (options, cases) in pair.iter().cloned() {
            let patterns = match std::env::var("CONFORM_CASE") {
                Ok(pattern) => vec![pattern],
                Err(_) => cases,
            };
            let choice = Choice { strict: true, patterns, ..Choice::default() };
            running.spawn(async move { judged(options, &choice).await });
        }
        while let Some(judged) = running.join_next().await {
            passes(&judged.expect("the run ends"));
        }
    }
}

fn passes(judged: &Judged) {
    let charts = std::env::var_os("CONFORM_VERBOSE").map(|_| Detail::Charts);
    let told = text(judged, charts.unwrap_or(Detail::Verdicts));
    println!("{told}");
    let played = judged.outcomes.iter().filter(|it| it.verdict != Verdict::NotApplicable);
    let bad = played.filter(|it| it.verdict != Verdict::Pass).count();
    assert!(bad == 0, "{bad} of {}\n{told}", judged.outcomes.len());
    assert!(judged.strays.is_empty(), "{:?}", judged.strays);
}

#[test]
fn each_case_is_played_under_some_choice() {
    let book = choices::book();
    let played = choices::all(&book).into_iter().flat_map(|(_, cases)| cases);
    let ids: BTreeSet<String> = book.cases.iter().map(|case| case.id.clone()).collect();
    assert_eq!(played.collect::<BTreeSet<_>>(), ids);
}
