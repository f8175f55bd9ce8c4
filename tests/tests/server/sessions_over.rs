//! Rows about sessions that are over, and about those that nobody knows, at real servers.

use protocol::Table;
use reference_server::admin::Operations;

use crate::intruders::{asked, asked_at, confirmed, dms1, identity, message, post};
use crate::pair::{DEVICE, Pair, Plan};

/// The 2012 edition with rows of that kind.
fn document() -> (String, Table) {
    let (_, text) = editions::all()[0];
    let mut lines = Vec::new();
    for line in text.lines() {
        let opens = line.contains("| receives DELEGATION_REQ ");
        let is_new = ["ACC-2-", "URL-2-"].iter().any(|rule| line.contains(rule)) && opens;
        lines.push(match is_new {
            true => line.replace(" willing", " willing and not session over"),
            false => line.to_owned(),
        });
        let more: &[&str] = match line {
            _ if line.starts_with("| ACC-1-01 ") => &[
                "| ACC-1-90 | any | receives BOOTSTRAP_CONFIRMED | session over | refuse 410 | same |",
                "| ACC-1-91 | any | receives BOOTSTRAP_CONFIRMED | session unknown | refuse 451 | same |",
            ],
            _ if line.starts_with("| ACC-2-01 ") => {
                &["| ACC-2-90 | any | receives DELEGATION_REQ \
                 | session over | answer DELEGATION_RESP with reasonCode = failure, \
                 isAcknowledged = false | same |"]
            }
            _ => &[],
        };
        lines.extend(more.iter().map(|row| format!("{row} 5.3 | stated |")));
    }
    let text = spec::align::fix(&(lines.join("\n") + "\n"));
    let edition = spec::load("document", text.as_bytes());
    let told = edition.diagnostics.render(&edition.source, spec::Color::Plain);
    let table = edition.table.unwrap_or_else(|| panic!("{told}"));
    (text, table)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_late_has_its_rows() {
    let (text, table) = document();
    let mut pair = Pair::new(Plan::default()).await;
    for n in 0..2 {
        pair.again_by(n, &text).await;
    }
    let session = pair.delegate(0, false).await;
    assert_eq!(pair.outcomes(&session).await, ["delegated partial"; 2]);
    // The request once more, without its mark: its session is over, here and after a start.
    for again in [false, true] {
        if again {
            pair.again_by(1, &text).await;
        }
        let request = post(&message("dms1", DEVICE, &session));
        let answer = asked(&pair, Some(&dms1(&pair)), &request).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.contains("<isAcknowledged>false</isAcknowledged>"), "{answer}");
        assert!(answer.contains(&session), "{answer}");
    }
    let late = |name: &str| post(&confirmed(name));
    let dms2 = identity(&pair, 1);
    for (name, status) in [(session.as_str(), 410), ("S-never", 451)] {
        let answer = asked_at(&pair, 0, Some(&dms2), &late(name)).await.expect("an answer");
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{name}: {answer}");
    }
    // No other session, nothing forgotten, and each line has its rule.
    assert_eq!(pair.outcomes(&session).await, ["delegated partial"; 2]);
    for (n, rule, lines) in [(0, "ACC-1-90", 1), (1, "ACC-2-90", 2)] {
        assert_eq!(pair.operators(n).sessions().await.len(), 1);
        let trace = pair.operators(n).trace(&session).await.expect("it has a trace");
        let told = trace.lines().filter(|line| line.contains(rule));
        assert!(told.clone().all(|line| line.contains("\"over\":true")), "{trace}");
        assert_eq!(told.count(), lines, "{trace}");
    }
    pair.judged_by(&table).await;
    pair.end_unjudged("they are judged by another document").await;
}
