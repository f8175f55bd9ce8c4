//! The whole outcome as JSON.
//!
//! One object; the keys of an object are in the order of the alphabet.
//!
//! | Field | Type | Meaning |
//! |---|---|---|
//! | `schema` | number | 2; changes when a field changes its meaning or goes away |
//! | `editions` | array | one object per document that could be read |
//!
//! An edition:
//!
//! | Field | Type | Meaning |
//! |---|---|---|
//! | `edition` | string | its name |
//! | `file` | string | the path of the document, as the caller named it |
//! | `question` | boolean | a question of the caller's own: no claims were compared |
//! | `verdict` | string | the worst of: `met`, `unmet`, `cut-short`, `disagree` |
//! | `entries` | array | the answers, one per profile, scope and property |
//! | `unmet` | array | the claims that are not met |
//! | `disagreements` | array of strings | where the engines disagree |
//!
//! With `question`, `unmet` as the verdict means that a property is violated.
//!
//! An entry:
//!
//! | Field | Type | Meaning |
//! |---|---|---|
//! | `profile` | string | `all` or `must` |
//! | `scope` | string | such as `small` or `small/loss` |
//! | `property` | string | the check |
//! | `words` | string | what it says |
//! | `violated` | boolean | whether it fails |
//! | `premises` | number | in how many states its premise held |
//! | `states` | string | how many states there are; per search, joined by ` + ` |
//! | `edges` | string | how many transitions, likewise |
//! | `depth` | number | the greatest depth |
//! | `seconds` | number | the time that the searches of this scope and profile took |
//! | `verdict` | string | `holds`; `violated`; `open`: nothing found, but not everything seen; `does not apply` |
//! | `exhaustive` | boolean | whether everything within the scope was seen |
//! | `cut` | string or null | why the search was cut short |
//! | `steps` | number or null | the steps of the shortest story |
//! | `finding` | string or null | the finding that the document names |
//! | `claim_line` | number or null | the line of the claim, from 1 |
//! | `row` | object or null | the last row of the story: its `rule`, and its `line` from 1 |
//! | `details` | array of strings | what is wrong besides, or why it does not apply |
//! | `chart` | string or null | the path of the chart |
//!
//! A claim that is not met:
//!
//! | Field | Type | Meaning |
//! |---|---|---|
//! | `property` | string | the check; unknown ones too |
//! | `profile` | string | `all` or `must`; unknown ones too |
//! | `scope` | string | the scope; unknown ones too |
//! | `line` | number or null | the line of the claim, from 1; null where the claim is missing |
//! | `message` | string | what is claimed and what was found |

use serde_json::Value;
use spec_model::claims::Unmet;

use crate::check_model::outcome::{Entry, Outcome};
use crate::exit::Exit;

/// The outcomes as one JSON object, with a line feed at its end.
pub fn json(outcomes: &[Outcome]) -> String {
    let editions: Vec<_> = outcomes.iter().map(edition).collect();
    let all = serde_json::json!({ "schema": 2, "editions": editions });
    format!("{all:#}\n")
}

fn edition(outcome: &Outcome) -> Value {
    serde_json::json!({
        "edition": outcome.edition,
        "file": outcome.file,
        "question": outcome.question,
        "verdict": verdict(outcome),
        "entries": outcome.entries.iter().map(entry).collect::<Vec<_>>(),
        "unmet": outcome.unmet.iter().map(unmet).collect::<Vec<_>>(),
        "disagreements": outcome.disagreements,
    })
}

fn verdict(outcome: &Outcome) -> &'static str {
    match outcome.exit() {
        Exit::Met => "met",
        // The last two end a verb before there is an outcome.
        Exit::Unmet | Exit::Document | Exit::Usage => "unmet",
        Exit::CutShort => "cut-short",
        Exit::Internal => "disagree",
    }
}

fn entry(entry: &Entry) -> Value {
    let row = entry.row.as_ref();
    serde_json::json!({
        "profile": entry.profile,
        "scope": entry.scope,
        "property": entry.property,
        "words": entry.words,
        "violated": entry.violated,
        "premises": entry.premises,
        "states": entry.states,
        "edges": entry.edges,
        "depth": entry.depth,
        "seconds": entry.seconds,
        "exhaustive": entry.exhaustive,
        "verdict": entry.verdict(),
        "cut": entry.cut,
        "steps": entry.steps,
        "finding": entry.finding,
        "claim_line": line(entry.claim_line),
        "row": row.map(|(rule, line)| serde_json::json!({ "rule": rule, "line": line })),
        "details": entry.details,
        "chart": entry.chart,
    })
}

fn unmet(unmet: &Unmet) -> Value {
    serde_json::json!({
        "property": unmet.property,
        "profile": unmet.profile,
        "scope": unmet.scope,
        "line": line(unmet.line),
        "message": unmet.message,
    })
}

fn line(line: u32) -> Option<u32> {
    Some(line).filter(|line| *line > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_model::formats::samples;
    use expect_test::expect;

    #[test]
    fn everything_is_there() {
        expect![[r#"
            {
              "editions": [
                {
                  "disagreements": [
                    "small: 96 states here, 97 in Stateright"
                  ],
                  "edition": "2012-candidate",
                  "entries": [
                    {
                      "chart": "out/2012-candidate/no_orphaned_account.svg",
                      "claim_line": 620,
                      "cut": null,
                      "depth": 17,
                      "details": [],
                      "edges": "288 + 20",
                      "exhaustive": true,
                      "finding": "F-07",
                      "premises": 40,
                      "profile": "all",
                      "property": "no_orphaned_account",
                      "row": {
                        "line": 120,
                        "rule": "ACC-1-07"
                      },
                      "scope": "small",
                      "seconds": 1.25,
                      "states": "96 + 12",
                      "steps": 12,
                      "verdict": "violated",
                      "violated": true,
                      "words": "an account outlives no delegation"
                    },
                    {
                      "chart": "out/2012-candidate/servers_agree.svg",
                      "claim_line": 624,
                      "cut": null,
                      "depth": 17,
                      "details": [],
                      "edges": "288 + 20",
                      "exhaustive": true,
                      "finding": null,
                      "premises": 40,
                      "profile": "all",
                      "property": "servers_agree",
                      "row": {
                        "line": 231,
                        "rule": "REV-1-02"
                      },
                      "scope": "small",
                      "seconds": 1.25,
                      "states": "96 + 12",
                      "steps": 1,
                      "verdict": "violated",
                      "violated": true,
                      "words": "both records say the same"
                    },
                    {
                      "chart": null,
                      "claim_line": null,
                      "cut": null,
                      "depth": 17,
                      "details": [],
                      "edges": "288 + 20",
                      "exhaustive": true,
                      "finding": null,
                      "premises": 40,
                      "profile": "all",
                      "property": "failure_restores",
                      "row": null,
                      "scope": "small",
                      "seconds": 1.25,
                      "states": "96 + 12",
                      "steps": null,
                      "verdict": "holds",
                      "violated": false,
                      "words": "a failure leaves what was before"
                    },
                    {
                      "chart": null,
                      "claim_line": 628,
                      "cut": null,
                      "depth": 17,
                      "details": [],
                      "edges": "288 + 20",
                      "exhaustive": true,
                      "finding": null,
                      "premises": 40,
                      "profile": "all",
                      "property": "no_ambiguity",
                      "row": null,
                      "scope": "small",
                      "seconds": 1.25,
                      "states": "96 + 12",
                      "steps": null,
                      "verdict": "holds",
                      "violated": false,
                      "words": "no two rows apply"
                    },
                    {
                      "chart": null,
                      "claim_line": 630,
                      "cut": "as much time as the limit allows",
                      "depth": 17,
                      "details": [],
                      "edges": "288 + 20",
                      "exhaustive": false,
                      "finding": null,
                      "premises": 40,
                      "profile": "must",
                      "property": "no_ambiguity",
                      "row": null,
                      "scope": "small",
                      "seconds": 60.0,
                      "states": "96 + 12",
                      "steps": null,
                      "verdict": "open",
                      "violated": false,
                      "words": "no two rows apply to the same reception"
                    }
                  ],
                  "file": "spec/editions/2012-candidate.md",
                  "question": false,
                  "unmet": [
                    {
                      "line": 624,
                      "message": "is claimed to be holds, found violated",
                      "profile": "all",
                      "property": "servers_agree",
                      "scope": "small"
                    },
                    {
                      "line": null,
                      "message": "has no claim",
                      "profile": "all",
                      "property": "failure_restores",
                      "scope": "small"
                    },
                    {
                      "line": 630,
                      "message": "is claimed with 310 states, found 96",
                      "profile": "must",
                      "property": "no_ambiguity",
                      "scope": "small"
                    },
                    {
                      "line": 630,
                      "message": "is claimed with 960 edges, found 288",
                      "profile": "must",
                      "property": "no_ambiguity",
                      "scope": "small"
                    },
                    {
                      "line": 640,
                      "message": "names a property or a scope that does not exist",
                      "profile": "all",
                      "property": "no_such_property",
                      "scope": "small"
                    },
                    {
                      "line": 641,
                      "message": "names a property or a scope that does not exist",
                      "profile": "all",
                      "property": "servers_agree",
                      "scope": "smal"
                    }
                  ],
                  "verdict": "disagree"
                },
                {
                  "disagreements": [],
                  "edition": "it's <odd>, \"50%\": é & ü",
                  "entries": [
                    {
                      "chart": null,
                      "claim_line": null,
                      "cut": null,
                      "depth": 17,
                      "details": [
                        "`{0}` <b> & \"c\" ]]> 100%",
                        "a\u001b[1mbell\u0007\r\nand a line: x, y"
                      ],
                      "edges": "288 + 20",
                      "exhaustive": true,
                      "finding": null,
                      "premises": 40,
                      "profile": "all",
                      "property": "no_dead_row",
                      "row": null,
                      "scope": "small",
                      "seconds": 1.25,
                      "states": "96 + 12",
                      "steps": null,
                      "verdict": "violated",
                      "violated": true,
                      "words": "every row in force applies at least once"
                    },
                    {
                      "chart": null,
                      "claim_line": null,
                      "cut": null,
                      "depth": 17,
                      "details": [],
                      "edges": "288 + 20",
                      "exhaustive": true,
                      "finding": null,
                      "premises": 40,
                      "profile": "all",
                      "property": "no_ambiguity",
                      "row": null,
                      "scope": "small",
                      "seconds": 1.25,
                      "states": "96 + 12",
                      "steps": null,
                      "verdict": "holds",
                      "violated": false,
                      "words": "no two rows apply"
                    }
                  ],
                  "file": "my files/odd, 50%: é.md",
                  "question": true,
                  "unmet": [],
                  "verdict": "unmet"
                }
              ],
              "schema": 2
            }
        "#]]
        .assert_eq(&json(&samples::pair()));
    }

    #[test]
    fn the_verdict_is_the_worst_of_all() {
        let mut outcome = samples::candidate();
        assert_eq!(verdict(&outcome), "disagree");
        outcome.disagreements.clear();
        assert_eq!(verdict(&outcome), "cut-short");
        outcome.entries.iter_mut().for_each(|entry| entry.exhaustive = true);
        assert_eq!(verdict(&outcome), "unmet");
        outcome.unmet.clear();
        assert_eq!(verdict(&outcome), "met");
    }
}
