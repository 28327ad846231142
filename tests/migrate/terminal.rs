//! The questions of `migrate` on a real pseudo-terminal: what is typed is judged, a secret is not shown.

use std::process::Command;

use crate::common::folder_with;

#[test]
fn what_is_missing_is_asked_for_and_the_secret_is_not_echoed() {
    const SECRET: &str = "kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB";
    let folder = folder_with(include_str!("../../fixtures/legacy/nested-prod.yml"));
    let answers = [
        ("Application (client) ID: ", "3f0d6c2a-5b1e-4c77-9a48"),
        ("Application (client) ID: ", "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69"),
        ("(not shown while you type): ", &format!("{SECRET}\thidden")),
        ("Directory (tenant) ID", "contoso.onmicrosoft.com"),
    ];
    let answers: String = answers.iter().map(|(question, answer)| format!("{question}\t{answer}\n")).collect();
    std::fs::write(folder.path().join("answers"), answers).unwrap();
    let output = Command::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/migrate/terminal.py"))
        .args(["answers", env!("CARGO_BIN_EXE_osweb-config"), "migrate", "--write", "osweb-prod.yml"])
        .current_dir(folder.path())
        .env("LANG", "C.UTF-8")
        .output()
        .expect("python3 is there: tests/install/python.sh");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shown}{}", String::from_utf8_lossy(&output.stderr));
    assert!(shown.contains("which is no GUID"), "a bad answer is asked for again: {shown}");
    assert!(!shown.contains(SECRET), "the secret is shown: {shown}");
    let written = std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap();
    for line in
        ["oAuthClientId: 3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", SECRET, "oAuthTenantId: contoso.onmicrosoft.com"]
    {
        assert!(written.contains(line), "{line} is missing:\n{written}");
    }
    assert!(!written.contains("smtpPassword"), "{written}");
}
