//! A thousand delegations at once, between two servers, of a thousand devices: each comes to its
//! end, once.

use std::time::{Duration, Instant};

use crate::field::Field;
use crate::process::cpu_seconds;
use crate::table::{number, print};

const DEVICES: usize = 1_000;
const PATIENCE: Duration = Duration::from_secs(240);

pub fn measure() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let field = Field::new(DEVICES).await;
        let (began, before) = (Instant::now(), cpu_seconds(std::process::id()));
        let sessions = field.delegate_all().await;
        let taken = began.elapsed().as_secs_f64();
        field.settle(PATIENCE).await;
        let seconds = began.elapsed().as_secs_f64();
        let busy = cpu_seconds(std::process::id()) - before;
        let steps = field.check(&sessions).await;
        let told = |what: &str, value: String| vec![what.to_owned(), value];
        print(
            &format!("{DEVICES} delegations at once: servers and devices in one process"),
            &["what", "how much"],
            &[
                told(
                    "completed, as sessions, reports, records, devices say",
                    number(DEVICES as f64),
                ),
                told("lost or doubled", "0".to_owned()),
                told("traces that are behaviours of the table", number(2.0 * DEVICES as f64)),
                told("all orders taken after, seconds", format!("{taken:.2}")),
                told("all at rest after, seconds", format!("{seconds:.1}")),
                told("delegations a second", number(DEVICES as f64 / seconds)),
                told("steps of both servers a second", number(steps / seconds)),
                told("processors busy, devices included", format!("{:.2}", busy / seconds)),
            ],
        );
        field.end().await;
    });
}
