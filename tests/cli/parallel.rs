//! Many files are checked on all cores; nobody can tell from the report.

use super::*;

#[test]
fn many_files_are_reported_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..300 {
        let text = if number % 3 == 0 { FAULTY.to_owned() } else { FAULTY.replace(": SSL", ": TLS") };
        std::fs::write(folder.path().join(format!("osweb-{number:03}.yml")), text).unwrap();
    }
    let output = run(folder.path(), &["check", "--format", "short", "--select", "encryption-not-tls", "-v"], &[]);
    let report = stdout(&output);
    let found: Vec<_> = report.lines().map(|line| line.split(':').next().unwrap()).collect();
    let expected: Vec<_> = (0..300).step_by(3).map(|number| format!("osweb-{number:03}.yml")).collect();
    assert_eq!(found, expected);
    let stories = stderr(&output);
    let told: Vec<_> = stories.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(told, (0..300).map(|number| format!("osweb-{number:03}.yml")).collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(1));
}
