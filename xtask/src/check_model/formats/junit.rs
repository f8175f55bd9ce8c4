//! The outcome as JUnit XML.
//!
//! A suite per edition, scope and profile; in it, a test per property. A claim that is not met is a
//! failure; a violation that is claimed passes and names its finding; a search that was cut short
//! is an error, whatever was found before. Claims without an answer are tests of their own, and so
//! is the agreement of the engines where there is none.

use report::escape::{attribute, text};

use super::case::{CUT_SHORT, Case, Remark, Standing, cases};
use super::place;
use crate::check_model::outcome::Outcome;

/// The outcomes as one XML document.
pub fn junit(outcomes: &[Outcome]) -> String {
    let suites: Vec<_> = outcomes.iter().flat_map(suites).collect();
    let tests: usize = suites.iter().map(|suite| suite.tests.len()).sum();
    // The sum of no numbers is -0.
    let seconds = suites.iter().fold(0.0, |seconds, suite| seconds + suite.seconds);
    let count = |element| suites.iter().map(|suite| suite.count(element)).sum::<usize>();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"check-model\" \
         tests=\"{tests}\" failures=\"{}\" errors=\"{}\" time=\"{seconds:.3}\">\n",
        count(Element::Failure),
        count(Element::Error),
    );
    for suite in &suites {
        xml.push_str(&suite.xml());
    }
    xml.push_str("</testsuites>\n");
    xml
}

struct Suite {
    name: String,
    /// A search answers all of its properties at once: suites take time, tests do not.
    seconds: f64,
    tests: Vec<Test>,
}

struct Test {
    name: String,
    child: Option<Child>,
}

/// What a test says besides its name.
struct Child {
    element: Element,
    kind: &'static str,
    message: String,
    lines: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Failure,
    Error,
    Output,
}

fn suites(outcome: &Outcome) -> Vec<Suite> {
    let mut suites: Vec<Suite> = Vec::new();
    for case in cases(outcome) {
        let name = format!("{}.{}.{}", outcome.edition, case.scope, case.profile);
        let place = suites.iter().position(|suite| suite.name == name).unwrap_or(suites.len());
        if place == suites.len() {
            suites.push(Suite { name, seconds: 0.0, tests: Vec::new() });
        }
        let suite = &mut suites[place];
        suite.seconds = case.entry.map_or(0.0, |entry| entry.seconds).max(suite.seconds);
        suite.tests.push(Test { name: case.property.to_owned(), child: child(&case) });
    }
    suites.extend(engines(outcome));
    suites
}

fn child(case: &Case<'_>) -> Option<Child> {
    let (element, kind) = match case.standing() {
        Standing::Holds => return None,
        Standing::Known => (Element::Output, "known"),
        Standing::Failed if case.unmet.is_empty() => (Element::Failure, "property"),
        Standing::Failed => (Element::Failure, "claim"),
        Standing::CutShort => (Element::Error, "cut-short"),
    };
    let file = place::relative(&case.outcome.file);
    let remarks = case.remarks();
    let said = |remark: &Remark| format!("{file}:{}: {}", remark.line, remark.message);
    let mut lines: Vec<_> = remarks.iter().map(said).collect();
    lines.extend(case.lines(usize::MAX));
    let message = match case.standing() {
        Standing::CutShort => CUT_SHORT.to_owned(),
        Standing::Holds | Standing::Known | Standing::Failed => {
            let messages: Vec<_> = remarks.into_iter().map(|remark| remark.message).collect();
            messages.join("; ")
        }
    };
    Some(Child { element, kind, message, lines })
}

fn engines(outcome: &Outcome) -> Option<Suite> {
    let message = outcome.disagreements.first()?.clone();
    let lines = outcome.disagreements.clone();
    let child = Child { element: Element::Error, kind: "disagreement", message, lines };
    let test = Test { name: "engines_agree".to_owned(), child: Some(child) };
    Some(Suite { name: format!("{}.engines", outcome.edition), seconds: 0.0, tests: vec![test] })
}

impl Suite {
    fn count(&self, element: Element) -> usize {
        let children = self.tests.iter().filter_map(|test| test.child.as_ref());
        children.filter(|child| child.element == element).count()
    }

    fn xml(&self) -> String {
        let name = attribute(&self.name);
        let mut xml = format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" \
             time=\"{:.3}\">\n",
            self.tests.len(),
            self.count(Element::Failure),
            self.count(Element::Error),
            self.seconds,
        );
        for test in &self.tests {
            let opening =
                format!("    <testcase name=\"{}\" classname=\"{name}\"", attribute(&test.name));
            match &test.child {
                None => xml.push_str(&format!("{opening}/>\n")),
                Some(child) => {
                    xml.push_str(&format!("{opening}>\n      {}\n    </testcase>\n", child.xml()))
                }
            }
        }
        xml.push_str("  </testsuite>\n");
        xml
    }
}

impl Child {
    fn xml(&self) -> String {
        let (message, kind) = (attribute(&self.message), self.kind);
        let body = text(&self.lines.join("\n"));
        let element = match self.element {
            Element::Output => return format!("<system-out>{body}</system-out>"),
            Element::Failure => "failure",
            Element::Error => "error",
        };
        format!("<{element} message=\"{message}\" type=\"{kind}\">{body}</{element}>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_model::formats::samples;
    use expect_test::{Expect, expect};

    fn check(outcomes: &[Outcome], expected: Expect) {
        let xml = junit(outcomes);
        assert_eq!(fault(&xml), None);
        expected.assert_eq(&xml);
    }

    #[test]
    fn every_property_is_a_test() {
        check(
            &samples::pair(),
            expect![[r#"
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="check-model" tests="10" failures="5" errors="2" time="62.500">
                  <testsuite name="2012-candidate.small.all" tests="5" failures="3" errors="0" time="1.250">
                    <testcase name="no_orphaned_account" classname="2012-candidate.small.all">
                      <system-out>spec/editions/2012-candidate.md:120: no_orphaned_account in small (all) is violated as claimed: finding F-07
                it says: an account outlives no delegation
                the shortest story has 12 steps, its last row is ACC-1-07 (line 120)
                chart: out/2012-candidate/no_orphaned_account.svg</system-out>
                    </testcase>
                    <testcase name="servers_agree" classname="2012-candidate.small.all">
                      <failure message="servers_agree in small (all) is claimed to be holds, found violated" type="claim">spec/editions/2012-candidate.md:231: servers_agree in small (all) is claimed to be holds, found violated
                it says: both records say the same
                the shortest story has 1 step, its last row is REV-1-02 (line 231)
                chart: out/2012-candidate/servers_agree.svg</failure>
                    </testcase>
                    <testcase name="failure_restores" classname="2012-candidate.small.all">
                      <failure message="failure_restores in small (all) has no claim" type="claim">spec/editions/2012-candidate.md:1: failure_restores in small (all) has no claim
                it says: a failure leaves what was before</failure>
                    </testcase>
                    <testcase name="no_ambiguity" classname="2012-candidate.small.all"/>
                    <testcase name="no_such_property" classname="2012-candidate.small.all">
                      <failure message="no_such_property in small (all) names a property or a scope that does not exist" type="claim">spec/editions/2012-candidate.md:640: no_such_property in small (all) names a property or a scope that does not exist</failure>
                    </testcase>
                  </testsuite>
                  <testsuite name="2012-candidate.small.must" tests="1" failures="0" errors="1" time="60.000">
                    <testcase name="no_ambiguity" classname="2012-candidate.small.must">
                      <error message="the search was cut short: nothing is known about the rest" type="cut-short">spec/editions/2012-candidate.md:630: no_ambiguity in small (must) is claimed with 310 states, found 96
                spec/editions/2012-candidate.md:630: no_ambiguity in small (must) is claimed with 960 edges, found 288
                it says: no two rows apply to the same reception
                the search was cut short: nothing is known about the rest</error>
                    </testcase>
                  </testsuite>
                  <testsuite name="2012-candidate.smal.all" tests="1" failures="1" errors="0" time="0.000">
                    <testcase name="servers_agree" classname="2012-candidate.smal.all">
                      <failure message="servers_agree in smal (all) names a property or a scope that does not exist" type="claim">spec/editions/2012-candidate.md:641: servers_agree in smal (all) names a property or a scope that does not exist</failure>
                    </testcase>
                  </testsuite>
                  <testsuite name="2012-candidate.engines" tests="1" failures="0" errors="1" time="0.000">
                    <testcase name="engines_agree" classname="2012-candidate.engines">
                      <error message="small: 96 states here, 97 in Stateright" type="disagreement">small: 96 states here, 97 in Stateright</error>
                    </testcase>
                  </testsuite>
                  <testsuite name="it&#39;s &lt;odd&gt;, &quot;50%&quot;: é &amp; ü.small.all" tests="2" failures="1" errors="0" time="1.250">
                    <testcase name="no_dead_row" classname="it&#39;s &lt;odd&gt;, &quot;50%&quot;: é &amp; ü.small.all">
                      <failure message="no_dead_row in small (all) is violated" type="property">my files/odd, 50%: é.md:1: no_dead_row in small (all) is violated
                it says: every row in force applies at least once
                `{0}` &lt;b&gt; &amp; "c" ]]&gt; 100%
                a�[1mbell�&#13;
                and a line: x, y</failure>
                    </testcase>
                    <testcase name="no_ambiguity" classname="it&#39;s &lt;odd&gt;, &quot;50%&quot;: é &amp; ü.small.all"/>
                  </testsuite>
                </testsuites>
            "#]],
        );
    }

    #[test]
    fn nothing_checked_is_no_suite() {
        check(
            &[],
            expect![[r#"
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="check-model" tests="0" failures="0" errors="0" time="0.000">
                </testsuites>
            "#]],
        );
    }

    #[test]
    fn the_reader_of_these_tests_sees_faults() {
        for (xml, expected) in [
            ("<a><b/></a>", None),
            ("<a><b></a>", Some("</a> closes <b>")),
            ("<a>", Some("nothing closes <a>")),
            ("<a>x & y</a>", Some("`&` stands for itself")),
            ("<a b='c'/>", Some("an attribute without double quotes: b='c'")),
            ("<a b=\"<\"/>", Some("`<` in a tag")),
            ("<a>\u{1}</a>", Some("a forbidden character")),
            ("<a>]]></a>", Some("`]]>` in text")),
        ] {
            assert_eq!(fault(xml).as_deref(), expected, "{xml}");
        }
    }

    /// The first thing that is not well-formed, for the XML that is written here.
    fn fault(xml: &str) -> Option<String> {
        let forbidden = |c: char| {
            (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
        };
        if xml.contains(forbidden) {
            return Some("a forbidden character".to_owned());
        }
        let entities = ["amp;", "lt;", "gt;", "quot;", "#"];
        if xml.split('&').skip(1).any(|rest| !entities.iter().any(|e| rest.starts_with(e))) {
            return Some("`&` stands for itself".to_owned());
        }
        let mut open: Vec<&str> = Vec::new();
        for piece in xml.split('<').skip(1) {
            let Some((tag, content)) = piece.split_once('>') else {
                return Some("`<` in a tag".to_owned());
            };
            if content.contains("]]>") {
                return Some("`]]>` in text".to_owned());
            }
            if tag.starts_with('?') {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                match open.pop() {
                    Some(begun) if begun == name => continue,
                    Some(begun) => return Some(format!("</{name}> closes <{begun}>")),
                    None => return Some(format!("</{name}> closes nothing")),
                }
            }
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let attributes = attributes.strip_suffix('/').unwrap_or(attributes);
            let values = attributes.matches("=\"").count();
            let quotes = attributes.matches('"').count();
            if quotes != 2 * values || (values == 0 && !attributes.is_empty()) {
                return Some(format!("an attribute without double quotes: {attributes}"));
            }
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
        open.pop().map(|name| format!("nothing closes <{name}>"))
    }
}
