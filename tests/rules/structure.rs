//! The typed binding and the rules agree: what has a fault of structure has a diagnostic, at the setting concerned.

use osweb_config::diagnostic::Severity;
use osweb_config::rules::RULES;

use super::{cases, files, fixtures, judge};

#[test]
fn a_fault_of_structure_is_never_passed_over() {
    let mut paths: Vec<_> = RULES.iter().flat_map(|rule| cases(rule, "invalid")).collect();
    paths.extend(RULES.iter().flat_map(|rule| cases(rule, "valid")));
    paths.extend(files(&fixtures().join("legacy")));
    let mut faulty = 0;
    for path in paths {
        let inspection = judge(&path);
        let faults = inspection.settings.faults(&inspection.reading, &inspection.active);
        if faults.is_empty() || !inspection.reading.faults.is_empty() {
            continue;
        }
        faulty += 1;
        let severe = inspection.diagnostics.iter().any(|diagnostic| diagnostic.severity > Severity::Info);
        assert!(severe, "{}: {:?}", path.display(), faults);
    }
    assert!(faulty > 15, "the fixtures show {faulty} faults of structure only");
}
