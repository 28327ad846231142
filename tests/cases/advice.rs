//! Advice is tried before it is given: each fix of every fixture and case is applied by itself, and must heal.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use osweb_config::diagnostic::{Diagnostic, Severity};
use osweb_config::edit::EditSet;
use osweb_config::fix::{Kinds, fix_with};
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::proof::prove;
use osweb_config::source::SourceFile;

/// Reads a text under a name that carries the profile.
fn judge(name: &str, bytes: Vec<u8>) -> Inspection {
    let options = Options { profile: Some("prod".to_owned()), ..Options::default() };
    inspect(Arc::new(SourceFile::from_bytes(name, bytes)), &options)
}

/// How often each rule reports an error, and whether the file is refused.
fn errors(inspection: &Inspection) -> BTreeMap<&'static str, usize> {
    let mut errors = BTreeMap::new();
    for error in inspection.diagnostics.iter().filter(|one| one.severity == Severity::Error) {
        *errors.entry(error.rule).or_default() += 1;
    }
    errors
}

/// Applies one fix, and says what is worse or as bad as before.
fn tried(old: &Inspection, diagnostic: &Diagnostic) -> Option<String> {
    let fix = diagnostic.fix.as_ref()?;
    let mut edits = EditSet::default();
    if edits.add(fix.edits.iter().cloned()).is_err() {
        return Some("its edits overlap".to_owned());
    }
    let text = edits.apply(&old.source);
    let new = judge(old.source.name(), old.source.encode(&text));
    let named = |one: &Diagnostic| (one.rule, one.property.clone(), one.message.clone());
    let same = |one: &&Diagnostic| named(one) == named(diagnostic);
    let count = |inspection: &Inspection| inspection.diagnostics.iter().filter(same).count();
    let was_refused = !old.reading.faults.is_empty();
    let is_refused = !new.reading.faults.is_empty();
    if is_refused && !was_refused {
        return Some(format!("the file is refused then: {}", new.reading.faults[0].message));
    }
    if was_refused && is_refused {
        let first = |inspection: &Inspection| inspection.reading.faults[0].span.start;
        return (first(&new) <= first(old)).then(|| "the file is refused as early as before".to_owned());
    }
    // A file that is read again may show what could not be seen before.
    if !was_refused {
        if count(&new) >= count(old) {
            return Some("the diagnostic is still there".to_owned());
        }
        let old = errors(old);
        let more: Vec<_> = errors(&new).into_iter().filter(|(rule, now)| old.get(rule).unwrap_or(&0) < now).collect();
        if !more.is_empty() {
            return Some(format!("new errors: {more:?}"));
        }
    }
    None
}

fn check(name: &str, bytes: &[u8]) -> Vec<String> {
    let old = judge(name, bytes.to_vec());
    let mut wrong: Vec<String> = vec![];
    for diagnostic in &old.diagnostics {
        if let Some(how) = tried(&old, diagnostic) {
            let title = diagnostic.fix.as_ref().map_or("", |fix| fix.title.as_str());
            wrong.push(format!(
                "{} at line {}, {title}: {how}",
                diagnostic.rule,
                old.source.line(diagnostic.span.start)
            ));
        }
    }
    let options = Options { profile: Some("prod".to_owned()), ..Options::default() };
    for kinds in [Kinds::Safe, Kinds::Unsafe] {
        let fixed = fix_with(&old, &options, kinds, &|_| true);
        let again = fixed.as_ref().and_then(|fixed| fix_with(&fixed.inspection, &options, kinds, &|_| true));
        if let Some(again) = again {
            wrong.push(format!("a second run fixes more: {:?}", again.applied));
        }
        // What is offered as an unsafe fix is applied where that is asked for, unless a secret would lose something.
        let last = fixed.as_ref().map_or(&old, |fixed| &fixed.inspection);
        let is_unsafe = |one: &&Diagnostic| one.fix.as_ref().is_some_and(|fix| !fix.safe);
        for one in last.diagnostics.iter().filter(|_| kinds == Kinds::Unsafe).filter(is_unsafe) {
            let why = prove(last, &[one], &options).err();
            if why.is_none_or(|why| !why.starts_with("a character of a secret")) {
                wrong.push(format!("{} is not fixed: {why:?}", one.rule));
            }
        }
    }
    wrong
}

#[test]
fn every_fix_of_a_case_heals() {
    super::each(|case| check(&case.file, &case.input));
}

#[test]
fn every_fix_of_a_fixture_heals() {
    let mut wrong = vec![];
    let mut folders: Vec<PathBuf> = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(ending, "yml" | "yaml" | "properties" | "json" | "reg") {
                files += 1;
                let found = check(&format!("osweb-prod.{ending}"), &std::fs::read(&path).unwrap());
                wrong.extend(found.into_iter().map(|what| format!("{}: {what}", path.display())));
            }
        }
    }
    wrong.sort();
    assert!(files > 300 && wrong.is_empty(), "{files} files:\n{}", wrong.join("\n"));
}
