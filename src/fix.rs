//! Applies the safe fixes of a file's diagnostics, round by round until none is left.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::EditSet;
use crate::inspect::{Inspection, Options, inspect};
use crate::parse::Format;
use crate::source::SourceFile;

/// How often fixes are applied: each round leaves those that meet the same text as another one, and what a fix brings to light.
/// More are never needed but for fixes that undo each other, which would be a mistake of a rule.
const ROUNDS: usize = 16;

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule whose fix it is.
    pub rule: &'static str,
    /// What it did: "write `TLS`".
    pub title: String,
    /// Line of the text that it was applied to, from 1.
    pub line: usize,
}

/// A file with its safe fixes applied.
#[derive(Debug)]
pub struct Fixed {
    /// The new text, read and judged; the old one where nothing was applied.
    pub inspection: Inspection,
    /// What was applied, in the order in which it was.
    pub applied: Vec<Applied>,
}

/// Applies the safe fixes of all diagnostics that are wanted. A fix that could change a meaning is never applied, and neither is
/// one after which the file could not be read, or had more errors than before.
pub fn fix(source: Arc<SourceFile>, options: &Options, wanted: &dyn Fn(&Diagnostic) -> bool) -> Fixed {
    let mut fixed = Fixed { inspection: inspect(source, options), applied: vec![] };
    for _ in 0..ROUNDS {
        match round(&fixed.inspection, options, wanted) {
            Some((inspection, applied)) => {
                fixed.inspection = inspection;
                fixed.applied.extend(applied);
            }
            None => break,
        }
    }
    fixed
}

/// All fixes that go together; where they do no good together, the first that does alone.
fn round(
    old: &Inspection,
    options: &Options,
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Option<(Inspection, Vec<Applied>)> {
    // Bytes that are not valid cannot be written back as they were, and an export is only a copy of what is to be fixed.
    if old.source.fault().is_some() || matches!(old.reading.format, Format::Actuator | Format::Registry) {
        return None;
    }
    let fixable = |diagnostic: &&Diagnostic| wanted(diagnostic) && diagnostic.fix.as_ref().is_some_and(|fix| fix.safe);
    let diagnostics: Vec<&Diagnostic> = old.diagnostics.iter().filter(fixable).collect();
    apply(old, &diagnostics, options).or_else(|| {
        let mut alone = diagnostics.iter().filter(|_| diagnostics.len() > 1);
        alone.find_map(|diagnostic| apply(old, &[diagnostic], options))
    })
}

fn apply(old: &Inspection, diagnostics: &[&Diagnostic], options: &Options) -> Option<(Inspection, Vec<Applied>)> {
    let mut edits = EditSet::default();
    let mut applied = vec![];
    for diagnostic in diagnostics {
        let Some(fix) = &diagnostic.fix else { continue };
        if edits.add(fix.edits.iter().cloned()).is_ok() {
            let line = old.source.line(diagnostic.span.start);
            applied.push(Applied { rule: diagnostic.rule, title: fix.title.clone(), line });
        }
    }
    let text = edits.apply(&old.source);
    if text == old.source.text() {
        return None;
    }
    let fallback = old.reading.format.fallback();
    let new = SourceFile::with_fallback(old.source.name(), old.source.encode(&text), fallback);
    let new = inspect(Arc::new(new), options);
    does_good(old, &new).then_some((new, applied))
}

fn does_good(old: &Inspection, new: &Inspection) -> bool {
    let errors = |inspection: &Inspection| {
        inspection.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    };
    // A file that could not be read shows its other errors only when it can.
    !old.reading.faults.is_empty() || (new.reading.faults.is_empty() && errors(new) <= errors(old))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> (String, Vec<Applied>) {
        let source = SourceFile::from_bytes("osweb-prod.yml", text.into());
        let Fixed { inspection, applied } = fix(Arc::new(source), &Options::default(), &|_| true);
        (inspection.source.text().to_owned(), applied)
    }

    #[test]
    fn a_fix_is_applied_once_and_told() {
        let (text, applied) = fixed("featureSwitches.sendEmail:\n  # encryption\n  smtpEncryption: 'tls' # c\r\n");
        assert!(text.contains("# encryption\n  smtpEncryption:"), "{text}");
        assert!(text.ends_with(" # c\r\n"), "{text}");
        assert!(applied.iter().any(|applied| applied.rule == "encryption-not-tls" && applied.line == 3), "{applied:?}");
        let (again, nothing) = fixed(&text);
        assert_eq!((again, nothing), (text, vec![]));
    }

    #[test]
    fn what_is_not_wanted_is_not_fixed() {
        let text = "featureSwitches.sendEmail.smtpEncryption: tls\n";
        let source = SourceFile::from_bytes("osweb-prod.yml", text.into());
        let fixed = fix(Arc::new(source), &Options::default(), &|diagnostic| diagnostic.rule != "encryption-not-tls");
        assert!(fixed.applied.iter().all(|applied| applied.rule != "encryption-not-tls"));
        assert!(fixed.inspection.source.text().contains("tls"));
    }
}
