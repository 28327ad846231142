//! Each format against its published schema, in every state.

use serde_json::Value;

use super::*;

#[test]
fn json_keeps_its_contract() {
    let schema = serde_json::from_str(include_str!("report.schema.json")).unwrap();
    validate(&schema, ReportFormat::Json);
}

#[test]
fn sarif_refers_to_rules_that_it_describes() {
    for (_, report) in states() {
        let log: Value = serde_json::from_str(&rendered(&report, ReportFormat::Sarif)).unwrap();
        let run = &log["runs"][0];
        for result in run["results"].as_array().unwrap() {
            if let Some(index) = result["ruleIndex"].as_u64() {
                assert_eq!(run["tool"]["driver"]["rules"][index as usize]["id"], result["ruleId"]);
            }
        }
    }
}

#[test]
fn gitlab_is_as_documented_and_its_fingerprints_are_unique() {
    let schema = serde_json::from_str(include_str!("gitlab-code-quality.schema.json")).unwrap();
    validate(&schema, ReportFormat::Gitlab);
    for (state, report) in states() {
        let issues: Vec<Value> = serde_json::from_str(&rendered(&report, ReportFormat::Gitlab)).unwrap();
        let fingerprints: std::collections::HashSet<_> =
            issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(fingerprints.len(), issues.len(), "{state}");
    }
}

#[test]
fn junit_counts_what_it_holds() {
    for (state, report) in states() {
        let text = rendered(&report, ReportFormat::Junit);
        let [root, cases] = ["<testsuites ", "<testcase "].map(|tag| text.matches(tag).count());
        assert_eq!(root, 1, "{state}");
        let number = |name: &str| {
            let (_, rest) = text.split_once(&format!(" {name}=\"")).expect(name);
            rest.split('"').next().unwrap().parse::<usize>().unwrap()
        };
        assert_eq!(number("tests"), cases, "{state}");
        assert_eq!(number("failures"), text.matches("<failure").count(), "{state}");
        assert_eq!(number("errors"), text.matches("<error").count(), "{state}");
    }
}
