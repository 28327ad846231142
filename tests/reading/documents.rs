//! Several documents in one file, and which of them count: later ones win name by name, and a condition is met by the active
//! profile alone.

use std::sync::Arc;

use osweb_config::inspect::{Options, inspect};
use osweb_config::source::SourceFile;

/// What the service sees, as `name=value` in the order of its property source.
fn effective(file: &str, text: &str) -> Vec<String> {
    let source = Arc::new(SourceFile::from_bytes(file, text.into()));
    let inspection = inspect(source, &Options::default());
    assert!(inspection.reading.faults.is_empty(), "{:?}", inspection.reading.faults);
    inspection.effective().iter().map(|property| format!("{}={}", property.name, property.value.text)).collect()
}

#[test]
fn later_documents_win_name_by_name() {
    let text = "a: 1\nb: {c: 2, d: 3}\nl: [x, y]\n---\nb.c: 4\nl: [z]\n---\na: 5\ne: 6\n";
    assert_eq!(effective("osweb-prod.yml", text), ["a=5", "b.c=4", "b.d=3", "l[0]=z", "l[1]=y", "e=6"]);
}

#[test]
fn a_document_counts_when_its_condition_names_the_profile_of_the_file() {
    let key = "spring.config.activate.on-profile";
    let counts =
        |condition: &str| effective("osweb-prod.yml", &format!("{condition}\na: 1\n")).contains(&"a=1".to_owned());
    assert!(counts(&format!("{key}: prod")));
    assert!(counts(&format!("{key}: test, prod")));
    assert!(counts(&format!("{key}: [test, prod]")));
    assert!(counts("spring: {config: {activate: {onProfile: prod}}}"));
    assert!(!counts(&format!("{key}: test")));
    assert!(!counts(&format!("{key}: Prod")));
    assert!(counts(&format!("{key}: '!test'")));
    assert!(counts(&format!("{key}: prod & !(test | eu)")));
    assert!(counts(&format!("{key}: test, (prod | eu) & !us")));
    assert!(!counts(&format!("{key}: prod & test")));
    assert!(!counts(&format!("{key}: '!prod'")));
    // A service-manager is no cloud platform.
    assert!(!counts("spring.config.activate.on-cloud-platform: kubernetes"));
    // The older spelling is no condition to Spring Boot 3, which does not start with it: what stands there is shown.
    assert!(counts("spring.profiles: test"));
    assert!(!counts(&format!("spring.profiles: prod\n{key}: test")));
}

#[test]
fn a_broken_later_document_leaves_nothing_of_the_earlier_ones_to_the_service() {
    let source = SourceFile::from_bytes("osweb-prod.yml", "a: 1\n---\nb: @\n".into());
    assert_eq!(osweb_config::parse::read(&source).faults.len(), 1);
}
