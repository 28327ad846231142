//! JUnit XML, as Jenkins, GitLab and Azure read it: a suite for each file, a case for each diagnostic.
//!
//! What is below the threshold is a case that passes and says so in its output: the verdict is that of the exit code.

use super::{File, Findings, Outcome, Report};
use crate::diagnostic::Diagnostic;
use crate::sanitize::xml as escaped;

pub(super) fn render(report: &Report) -> String {
    let mut suites = String::new();
    let (mut tests, mut failures, mut errors) = (0, 0, 0);
    for file in &report.files {
        let (cases, numbers) = suite(file);
        tests += numbers[0];
        failures += numbers[1];
        errors += numbers[2];
        suites.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"0\">\n{cases}  </testsuite>\n",
            escaped(&file.path),
            numbers[0],
            numbers[1],
            numbers[2]
        ));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"osweb-config\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"0\">\n\
         {suites}</testsuites>\n"
    )
}

/// The cases, and how many there are, fail, and could not run.
fn suite(file: &File) -> (String, [usize; 3]) {
    match &file.outcome {
        Outcome::Unreadable(why) => {
            let text = format!("<error type=\"unreadable-file\" message=\"{}\"/>", escaped(why));
            (case(file, "readable", &text), [1, 0, 1])
        }
        Outcome::Checked(found) if found.diagnostics.is_empty() => (case(file, "no diagnostics", ""), [1, 0, 0]),
        Outcome::Checked(found) => {
            let mut known = std::collections::HashMap::new();
            let cases = found.diagnostics.iter().map(|diagnostic| {
                let before = known.entry((diagnostic.rule, diagnostic.property.as_deref())).or_insert(0);
                *before += 1;
                of_diagnostic(file, found, diagnostic, *before)
            });
            let failures = found.diagnostics.iter().filter(|one| file.fail_on.fails(one.severity)).count();
            (cases.collect(), [found.diagnostics.len(), failures, 0])
        }
    }
}

/// The case of a diagnostic; the servers know it again by its name, which stays when lines move.
fn of_diagnostic(file: &File, found: &Findings, diagnostic: &Diagnostic, number: usize) -> String {
    let (at, _) = found.places(diagnostic.span);
    let severity = diagnostic.severity.word();
    let place = format!("{}:{}:{}", file.path, at.line, at.column);
    let text = format!("{place}: {severity}[{}] {}\n{}\n", diagnostic.rule, diagnostic.message, diagnostic.help);
    let element = if file.fail_on.fails(diagnostic.severity) {
        let message = escaped(&diagnostic.message);
        format!("<failure type=\"{severity}\" message=\"{message}\">{}</failure>", escaped(&text))
    } else {
        format!("<system-out>{}</system-out>", escaped(&text))
    };
    let property = diagnostic.property.iter().map(|property| format!(" {property}")).collect::<String>();
    let number = if number > 1 { format!(" ({number})") } else { String::new() };
    case(file, &format!("{}{property}{number}", diagnostic.rule), &element)
}

fn case(file: &File, name: &str, element: &str) -> String {
    let open = format!("    <testcase name=\"{}\" classname=\"{}\" time=\"0\"", escaped(name), escaped(&file.path));
    if element.is_empty() { format!("{open}/>\n") } else { format!("{open}>{element}</testcase>\n") }
}
