//! YAML editors: the language server that most of them run reports and completes by the published schema.

use std::process::Command;

use super::{compare, installed, root, succeed};

/// What the server reports of a fixture, offers at its carets, and explains there.
fn editor(fixture: &str) -> String {
    let fixture = root().join("fixtures/editor").join(fixture);
    let server = installed("editor").join("node_modules/yaml-language-server/bin/yaml-language-server");
    succeed(Command::new("node").arg(root().join("tests/places/editor/client.mjs")).arg(server).arg(fixture))
}

fn is_as_expected(name: &str) {
    compare(&root().join(format!("fixtures/editor/{name}.out")), &editor(&format!("{name}.yml")));
}

#[test]
fn a_wrong_value_is_reported() {
    is_as_expected("wrong-value");
}

#[test]
fn what_microsoft_oauth_lacks_is_reported() {
    is_as_expected("incomplete");
}

#[test]
fn placeholders_and_undocumented_values_are_not_reported() {
    assert_eq!(editor("undocumented.yml"), "");
}

#[test]
fn keys_are_completed() {
    is_as_expected("keys");
}

#[test]
fn documented_values_are_completed() {
    is_as_expected("values");
}
