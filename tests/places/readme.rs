//! What the README shows of policies is the fixture.

use super::root;

#[test]
fn the_policy_shown_is_the_fixture() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let policy = std::fs::read_to_string(root().join("fixtures/rules/policy/policy.yml")).unwrap();
    assert!(readme.contains(&format!("\n```yaml\n{policy}```\n")), "the README shows another policy than the fixture");
}
