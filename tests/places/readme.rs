//! The README: what is generated in it is up to date, and what it shows is so.

use osweb_config::rules::RULES;

use super::{compare, root};

/// Replaces what stands between two markers.
fn between(text: &str, name: &str, content: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let from = text.find(&begin).unwrap_or_else(|| panic!("README has no {begin}")) + begin.len();
    let to = from + text[from..].find(&end).unwrap_or_else(|| panic!("README has no {end}"));
    format!("{}{content}{}", &text[..from], &text[to..])
}

fn is_up_to_date(name: &str, content: &str) {
    let path = root().join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    compare(&path, &between(&text, name, content));
}

#[test]
fn the_rule_table_is_that_of_the_rules() {
    let mut table = "| rule | severity | what it reports |\n| --- | --- | --- |\n".to_owned();
    for rule in RULES {
        let summary = rule.page().summary.replace('\n', " ");
        table += &format!("| `{}` | {} | {summary} |\n", rule.name, rule.severity.word());
    }
    is_up_to_date("rules", &table);
}

#[test]
fn the_policy_shown_is_the_fixture() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let policy = std::fs::read_to_string(root().join("fixtures/rules/policy/policy.yml")).unwrap();
    assert!(readme.contains(&format!("\n```yaml\n{policy}```\n")), "the README shows another policy than the fixture");
}
