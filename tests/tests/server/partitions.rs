//! Two servers as they are, with TLS, HTTP and databases, and a network between them that falls in
//! two, lags and breaks connections, while one of them starts again: what the simulation does to
//! the driver, done to the shell around it. As long as no wait runs out, nothing of it is seen.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::between::{Spoiler, Stands, What};
use crate::pair::{Pair, Plan};

/// A pair with somebody before each server.
async fn apart() -> (Pair, [Stands; 2]) {
    let mut pair = Pair::new(Plan::default()).await;
    let stands = [Stands::before(&mut pair, 0).await, Stands::before(&mut pair, 1).await];
    (pair, stands)
}

/// Nothing gets through to either side for a second, again and again.
#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_falls_in_two_and_is_whole_again() {
    let (pair, stands) = apart().await;
    let session = pair.delegate(0, false).await;
    for round in 0..3 {
        for stands in &stands {
            stands.between.spoil(Some(Spoiler::always(What::Reset(String::new()))));
        }
        tokio::time::sleep(Duration::from_millis(1_000)).await;
        stands.iter().for_each(|stands| stands.between.spoil(None));
        tokio::time::sleep(Duration::from_millis(50 + 40 * round)).await;
    }
    let outcomes = pair.outcomes(&session).await;
    let traces = pair.traces(&session).await;
    assert_eq!(outcomes, ["delegated partial"; 2], "{traces}");
    let spoiled = stands.iter().map(|it| it.between.spoiled.load(Ordering::Relaxed)).sum::<u64>();
    assert!(spoiled > 0, "the network was there all the time");
    pair.end().await;
}

/// What one seed does to each of both ways.
fn spoilers(seed: u64) -> [Spoiler; 2] {
    let mut rng = fastrand::Rng::with_seed(seed);
    [0, 1].map(|_| {
        let what = match rng.u8(..3) {
            0 => What::Late(Duration::from_millis(rng.u64(50..400))),
            1 => What::Reset(String::new()),
            _ => What::Closed(String::new()),
        };
        let passes_on = matches!(what, What::Late(_)) || rng.bool();
        Spoiler { message: None, passes_on, times: rng.u32(1..5), what }
    })
}

/// Each request comes late, or its connection breaks before or behind it; then a server ends and
/// starts on its database. The records of both and the device agree in the end.
#[tokio::test(flavor = "multi_thread")]
async fn connections_that_break_while_a_server_starts_again() {
    let mut whole = 0;
    for seed in 0..6 {
        let (mut pair, stands) = apart().await;
        let before = pair.facts();
        for (stands, spoiler) in stands.iter().zip(spoilers(seed)) {
            stands.between.spoil(Some(spoiler));
        }
        let session = pair.delegate(0, false).await;
        tokio::time::sleep(Duration::from_millis(40 * seed)).await;
        let ends = usize::from(seed % 2 == 0);
        pair.again(ends, None).await;
        let outcomes = pair.outcomes(&session).await;
        let told = format!("seed {seed}: {outcomes:?}\n{}", pair.traces(&session).await);
        match outcomes.each_ref().map(String::as_str) {
            ["delegated partial", "delegated partial"] => {
                whole += 1;
                assert!(pair.facts().account_2 && pair.facts().part_2, "{told}");
            }
            // A command under way when DMS-1 ended may have been done: it is taken back.
            ["failed", "failed"] if ends == 0 => assert_eq!(pair.facts(), before, "{told}"),
            _ => panic!("{told}"),
        }
        pair.end().await;
    }
    assert!(whole > 2, "most come to their end");
}
