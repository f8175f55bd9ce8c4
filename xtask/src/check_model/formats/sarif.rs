//! The outcome as SARIF 2.1.0.
//!
//! One run for all documents. A result is something about a document: a claim that is not met is an
//! error, a violation that is claimed a note. A search that was cut short and engines that disagree
//! are nothing about a document: they are notifications of the tool, whose run then has failed.

use serde_json::{Value, json};

use super::case::{CUT_SHORT, Case, Remark, Weight, cases, cut_short};
use super::place;
use crate::check_model::outcome::Outcome;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Details of one result; JSON and JUnit have all.
const DETAILS: usize = 12;

/// The outcomes as one SARIF log.
pub fn sarif(outcomes: &[Outcome]) -> String {
    let results: Vec<_> = outcomes.iter().flat_map(results).collect();
    let notifications: Vec<_> = outcomes.iter().flat_map(notifications).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "check-model",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(outcomes),
            } },
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// All properties, then those that are claimed but do not exist: a result needs its rule.
fn rules(outcomes: &[Outcome]) -> Vec<Value> {
    let mut names: Vec<&str> = spec_model::check::names().collect();
    for unmet in outcomes.iter().flat_map(|outcome| &outcome.unmet) {
        if !names.contains(&unmet.property.as_str()) {
            names.push(&unmet.property);
        }
    }
    let rule = |name: &str| {
        let words = match spec_model::check::words(name) {
            "" => "there is no such property",
            words => words,
        };
        json!({ "id": name, "shortDescription": message(words) })
    };
    names.into_iter().map(rule).collect()
}

fn results(outcome: &Outcome) -> Vec<Value> {
    let of = |case: &Case<'_>| {
        case.remarks().iter().map(|remark| result(case, remark)).collect::<Vec<_>>()
    };
    cases(outcome).iter().flat_map(of).collect()
}

fn result(case: &Case<'_>, remark: &Remark) -> Value {
    let file = &case.outcome.file;
    // Where there is little room, viewers show the first sentence.
    let mut lines = vec![format!("{}.", remark.message)];
    lines.extend(case.lines(DETAILS));
    let mut result = json!({
        "ruleId": case.property,
        "level": match remark.weight {
            Weight::Error => "error",
            Weight::Note => "note",
        },
        "message": message(&lines.join("\n")),
        "locations": [{ "physicalLocation": location(file, remark.line) }],
    });
    if let Some(line) = remark.claim {
        result["relatedLocations"] = json!([{
            "physicalLocation": location(file, line),
            "message": message("the claim"),
        }]);
    }
    result
}

fn notifications(outcome: &Outcome) -> Vec<Value> {
    let disagree = |line: &String| format!("the engines disagree: {line}");
    let cut = |(scope, profile)| format!("{scope} ({profile}): {CUT_SHORT}");
    let disagreements = outcome.disagreements.iter().map(disagree);
    let lines = disagreements.chain(cut_short(outcome).into_iter().map(cut));
    let artifact = json!({ "uri": place::uri(&outcome.file) });
    let notification = |line: String| {
        json!({
            "level": "error",
            "message": message(&format!("{}: {line}", outcome.edition)),
            "locations": [{ "physicalLocation": { "artifactLocation": artifact } }],
        })
    };
    lines.map(notification).collect()
}

fn location(file: &str, line: u32) -> Value {
    json!({
        "artifactLocation": { "uri": place::uri(file) },
        "region": { "startLine": line },
    })
}

/// A message; braces would be placeholders.
fn message(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_model::formats::samples;
    use expect_test::expect;

    fn parsed(outcomes: &[Outcome]) -> Value {
        serde_json::from_str(&sarif(outcomes)).unwrap()
    }

    #[test]
    fn results_are_at_rows_and_failures_are_notifications() {
        let mut log = parsed(&samples::pair());
        log["runs"][0]["tool"]["driver"]["rules"] = json!("see the next test");
        expect![[r#"
            {
              "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
              "runs": [
                {
                  "invocations": [
                    {
                      "executionSuccessful": false,
                      "toolExecutionNotifications": [
                        {
                          "level": "error",
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "spec/editions/2012-candidate.md"
                                }
                              }
                            }
                          ],
                          "message": {
                            "text": "2012-candidate: the engines disagree: small: 96 states here, 97 in Stateright"
                          }
                        },
                        {
                          "level": "error",
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "spec/editions/2012-candidate.md"
                                }
                              }
                            }
                          ],
                          "message": {
                            "text": "2012-candidate: small (must): the search was cut short: nothing is known about the rest"
                          }
                        }
                      ]
                    }
                  ],
                  "results": [
                    {
                      "level": "note",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 120
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "no_orphaned_account in small (all) is violated as claimed: finding F-07.\nit says: an account outlives no delegation\nthe shortest story has 12 steps, its last row is ACC-1-07 (line 120)\nchart: out/2012-candidate/no_orphaned_account.svg"
                      },
                      "relatedLocations": [
                        {
                          "message": {
                            "text": "the claim"
                          },
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 620
                            }
                          }
                        }
                      ],
                      "ruleId": "no_orphaned_account"
                    },
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 231
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "servers_agree in small (all) is claimed to be holds, found violated.\nit says: both records say the same\nthe shortest story has 1 step, its last row is REV-1-02 (line 231)\nchart: out/2012-candidate/servers_agree.svg"
                      },
                      "relatedLocations": [
                        {
                          "message": {
                            "text": "the claim"
                          },
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 624
                            }
                          }
                        }
                      ],
                      "ruleId": "servers_agree"
                    },
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 1
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "failure_restores in small (all) has no claim.\nit says: a failure leaves what was before"
                      },
                      "ruleId": "failure_restores"
                    },
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 630
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "no_ambiguity in small (must) is claimed with 310 states, found 96.\nit says: no two rows apply to the same reception\nthe search was cut short: nothing is known about the rest"
                      },
                      "ruleId": "no_ambiguity"
                    },
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 630
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "no_ambiguity in small (must) is claimed with 960 edges, found 288.\nit says: no two rows apply to the same reception\nthe search was cut short: nothing is known about the rest"
                      },
                      "ruleId": "no_ambiguity"
                    },
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 640
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "no_such_property in small (all) names a property or a scope that does not exist."
                      },
                      "ruleId": "no_such_property"
                    },
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "spec/editions/2012-candidate.md"
                            },
                            "region": {
                              "startLine": 641
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "servers_agree in smal (all) names a property or a scope that does not exist."
                      },
                      "ruleId": "servers_agree"
                    },
                    {
                      "level": "error",
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "my%20files/odd%2C%2050%25%3A%20%C3%A9.md"
                            },
                            "region": {
                              "startLine": 1
                            }
                          }
                        }
                      ],
                      "message": {
                        "text": "no_dead_row in small (all) is violated.\nit says: every row in force applies at least once\n`{{0}}` <b> & \"c\" ]]> 100%\na\u001b[1mbell\u0007\r\nand a line: x, y"
                      },
                      "ruleId": "no_dead_row"
                    }
                  ],
                  "tool": {
                    "driver": {
                      "name": "check-model",
                      "rules": "see the next test",
                      "version": "0.1.0"
                    }
                  }
                }
              ],
              "version": "2.1.0"
            }
        "#]].assert_eq(&format!("{log:#}\n"));
    }

    #[test]
    fn each_property_is_a_rule_and_each_result_has_one() {
        let log = parsed(&samples::pair());
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        let known: Vec<_> = spec_model::check::names().collect();
        let (first, others) = ids.split_at(known.len());
        assert_eq!(first, known);
        assert_eq!(others, ["no_such_property"]);
        assert!(rules.iter().all(|rule| rule["shortDescription"]["text"] != ""));
        for result in run["results"].as_array().unwrap() {
            assert!(ids.contains(&result["ruleId"].as_str().unwrap()));
        }
    }

    #[test]
    fn a_run_without_notifications_has_succeeded() {
        let log = parsed(&[samples::question()]);
        expect![[r#"
            [
              {
                "executionSuccessful": true,
                "toolExecutionNotifications": []
              }
            ]"#]]
        .assert_eq(&format!("{:#}", log["runs"][0]["invocations"]));
    }
}
