//! What the reader sees is what Spring Boot's loader sees: compared with the real one, in one JVM for all tests.
//!
//! `JVM_DOCUMENTS` sets how many documents are generated, `JVM_SEED` which; `JVM_FOLDER` names a folder whose files are
//! compared as well as the fixtures.

mod cases;
mod compare;
mod generate;
pub(crate) mod oracle;
mod properties;
mod shrink;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cases::Expected;
use oracle::{Answer, Oracle};

/// Compares files, shrinks those that differ, and returns their descriptions.
fn disagreements(files: &[Vec<u8>], limit: usize) -> BTreeSet<String> {
    let mut oracle = Oracle::get();
    let answers = oracle.ask("yaml", files);
    let mut found = BTreeSet::new();
    for (bytes, answer) in files.iter().zip(&answers) {
        if found.len() < limit && compare::difference(bytes, answer).is_some() {
            found.insert(describe(&mut oracle, bytes));
        }
    }
    found
}

fn describe(oracle: &mut Oracle, bytes: &[u8]) -> String {
    let smallest = shrink::shrink(bytes, |candidate| compare::difference(candidate, &oracle.load(candidate)).is_some());
    let difference = compare::difference(&smallest, &oracle.load(&smallest)).unwrap_or_default();
    format!("b\"{}\"\n{difference}\n", smallest.escape_ascii())
}

/// How many documents to generate, and the seed.
fn documents(default: u64) -> (u64, u64) {
    let variable = |name, default| std::env::var(name).map_or(default, |text| text.parse().expect("a number"));
    (variable("JVM_DOCUMENTS", default), variable("JVM_SEED", 1))
}

fn assert_none(found: &BTreeSet<String>) {
    let list: Vec<_> = found.iter().map(String::as_str).collect();
    assert!(found.is_empty(), "{} documents are read differently:\n\n{}", found.len(), list.join("\n"));
}

#[test]
fn fixtures_are_read_as_the_jvm_reads_them() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let paths: Vec<PathBuf> = [Some(fixtures), std::env::var_os("JVM_FOLDER").map(PathBuf::from)]
        .into_iter()
        .flatten()
        .flat_map(|folder| yaml_files(&folder))
        .collect();
    assert!(!paths.is_empty(), "there are no fixtures");
    let files: Vec<_> = paths.iter().map(|path| std::fs::read(path).expect("a readable file")).collect();
    let mut oracle = Oracle::get();
    let answers = oracle.ask("yaml", &files);
    let mut found = BTreeSet::new();
    for ((path, bytes), answer) in paths.iter().zip(&files).zip(&answers) {
        if compare::difference(bytes, answer).is_some() {
            found.insert(format!("{}, made smaller: {}", path.display(), describe(&mut oracle, bytes)));
        }
    }
    assert_none(&found);
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn generated_documents_are_read_as_the_jvm_reads_them() {
    let (count, seed) = documents(4000);
    let mut found = BTreeSet::new();
    let mut accepted = 0;
    for start in (0..count).step_by(1000) {
        let files: Vec<_> = (start..count.min(start + 1000)).map(|number| generate::document(seed, number)).collect();
        accepted +=
            Oracle::get().ask("yaml", &files).iter().filter(|answer| matches!(answer, Answer::Loaded(_))).count()
                as u64;
        found.extend(disagreements(&files, 20));
        if found.len() >= 20 {
            break;
        }
    }
    assert_none(&found);
    // A generator that only makes refused documents, or only accepted ones, would prove little.
    assert!(accepted * 5 > count && accepted * 5 < count * 4, "{accepted} of {count} generated documents are valid");
}
/// The table speaks of the JVM; that the reader agrees with the JVM on it is the other half.
#[test]
fn documented_cases_are_read_as_the_jvm_reads_them() {
    let mut oracle = Oracle::get();
    let mut wrong = BTreeSet::new();
    let written = cases::CASES.iter().map(|(subject, file, expected)| (*subject, file.to_vec(), expected));
    let built = cases::built();
    for (subject, file, expected) in
        written.chain(built.iter().map(|(subject, file, expected)| (*subject, file.clone(), expected)))
    {
        let answer = oracle.load(&file);
        if !matches(expected, &answer) {
            wrong.insert(format!("{subject}: the JVM says {answer:?}"));
        } else if let Some(difference) = compare::difference(&file, &answer) {
            wrong.insert(format!("{subject}: {difference}"));
        }
    }
    assert_none(&wrong);
}

fn matches(expected: &Expected, answer: &Answer) -> bool {
    let same = |expected: &cases::Properties, found: &oracle::Document| {
        let found: Vec<_> = found.0.iter().map(|property| (property.name.as_str(), property.value.as_str())).collect();
        found == *expected
    };
    match (expected, answer) {
        (Expected::Refused(class, mark), Answer::Refused { class: found, mark: found_mark, .. }) => {
            class == found && mark == found_mark
        }
        (Expected::Properties(properties), Answer::Loaded(documents)) => {
            documents.len() == 1 && same(properties, &documents[0])
        }
        (Expected::Documents(expected), Answer::Loaded(documents)) => {
            expected.len() == documents.len()
                && expected.iter().zip(documents).all(|(expected, found)| same(expected, found))
        }
        _ => false,
    }
}
