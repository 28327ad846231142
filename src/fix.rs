//! Applies the fixes of a file's diagnostics, as far as they are proven.

use std::cmp::Ordering;

use crate::diagnostic::{Diagnostic, Severity};
use crate::inspect::{Inspection, Options};
use crate::parse::Format;
use crate::proof;
use crate::rules::RULES;
use crate::settings::SECTION;

mod lines;

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule whose fix it is.
    pub rule: &'static str,
    /// What it did: "write `TLS`".
    pub title: String,
    /// Line of the text that it was applied to, from 1.
    pub line: usize,
    /// Whether it could be applied unseen.
    pub safe: bool,
}

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// Those that cannot change what osweb sees for the worse.
    Safe,
    /// Those too of which somebody has to say whether they are meant.
    Unsafe,
}

/// A file with its fixes applied.
#[derive(Debug)]
pub struct Fixed {
    /// The new text, read and judged.
    pub inspection: Inspection,
    /// What was applied, in the order in which it was.
    pub applied: Vec<Applied>,
}

/// Applies the safe fixes of all diagnostics that are wanted; see [`fix_with`].
pub fn fix(old: &Inspection, options: &Options, wanted: &dyn Fn(&Diagnostic) -> bool) -> Option<Fixed> {
    fix_with(old, options, Kinds::Safe, wanted)
}

/// How many unsafe fixes [`fix_with`] would apply.
pub fn unsafe_fixes(old: &Inspection, options: &Options, wanted: &dyn Fn(&Diagnostic) -> bool) -> usize {
    let only = |one: &Diagnostic| of_kind(one, false) && wanted(one);
    if !old.diagnostics.iter().any(only) {
        return 0;
    }
    fix_with(old, options, Kinds::Unsafe, &only).map_or(0, |fixed| fixed.applied.len())
}

/// Applies the fixes of all diagnostics that are wanted, until none is left that can be proven; `None` where none can.
/// Applied to its own result it changes nothing. Safe ones come first: what they put right needs no other.
///
/// Every step makes what is left smaller, so that it ends: the text of a refused file from its first fault on; then the
/// diagnostics. What a fix brought to light may take the place of what it healed, as often as there are rules.
pub fn fix_with(
    old: &Inspection,
    options: &Options,
    kinds: Kinds,
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Option<Fixed> {
    let mut best: Option<Fixed> = None;
    let mut least = left(old);
    // A step that replaces a diagnostic by another one is kept only when a later one makes the whole smaller.
    let mut pending: Option<Fixed> = None;
    let mut chain = 0;
    let mut budget = Budget::of(old);
    loop {
        let current = pending.as_ref().or(best.as_ref());
        let inspection = current.map_or(old, |fixed| &fixed.inspection);
        let mut step = |safe| step(inspection, options, &|one| of_kind(one, safe) && wanted(one), &mut budget);
        let Some((inspection, applied)) = step(true).or_else(|| (kinds == Kinds::Unsafe).then(|| step(false))?) else {
            break;
        };
        let applied = current.iter().flat_map(|fixed| fixed.applied.iter().cloned()).chain(applied).collect();
        let next = Fixed { inspection, applied };
        match left(&next.inspection).cmp(&least) {
            Ordering::Less => {
                least = left(&next.inspection);
                (best, pending, chain) = (Some(next), None, 0);
            }
            _ if chain < RULES.len() => (pending, chain) = (Some(next), chain + 1),
            _ => return best,
        }
    }
    pending.filter(|pending| left(&pending.inspection) == least).or(best)
}

fn of_kind(diagnostic: &Diagnostic, safe: bool) -> bool {
    diagnostic.fix.as_ref().is_some_and(|fix| fix.safe == safe)
}

/// A bound on the time that a large file with thousands of faults takes.
struct Budget {
    /// How many bytes of text may still be read for proofs.
    text: usize,
    /// How many proofs may still fail: each of them costs the whole text and brings nothing.
    failures: usize,
    /// How many steps were taken.
    steps: u32,
}

impl Budget {
    fn of(inspection: &Inspection) -> Self {
        Self { text: inspection.source.text().len() * 64 + (64 << 20), failures: 256, steps: 0 }
    }

    /// Takes what one more proof costs, if there is enough.
    fn take(&mut self, text: &str) -> Option<()> {
        self.text = self.text.checked_sub(text.len() + 1)?;
        (self.failures > 0).then_some(())
    }
}

/// What is left to do: text of a refused file, diagnostics of the section (which hide others), errors, warnings, advice. What an error
/// hid may be more than one.
fn left(inspection: &Inspection) -> [usize; 5] {
    let count = |is: &dyn Fn(&Diagnostic) -> bool| inspection.diagnostics.iter().filter(|one| is(one)).count();
    let of = |severity| count(&|one| one.severity == severity);
    [
        proof::remaining(inspection),
        count(&|one| one.property.as_deref() == Some(SECTION)),
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Info),
    ]
}

/// The fixes that are proven: all together or, where that fails, as many of their parts as go together.
fn step(
    old: &Inspection,
    options: &Options,
    wanted: &dyn Fn(&Diagnostic) -> bool,
    budget: &mut Budget,
) -> Option<(Inspection, Vec<Applied>)> {
    // Bytes that are not valid cannot be written back as they were, and an export is only a copy of what is to be fixed.
    if old.source.fault().is_some() || matches!(old.reading.format, Format::Actuator | Format::Registry) {
        return None;
    }
    let diagnostics: Vec<&Diagnostic> = old.diagnostics.iter().filter(|one| wanted(one)).collect();
    budget.steps += 1;
    // A fault that came alone is looked for no further; where more of them come, it is done seldom enough to cost no more than they do.
    let further = match diagnostics[..] {
        [first] if budget.steps > 1 && budget.steps.is_power_of_two() => lines::further(old, first, options, wanted),
        _ => vec![],
    };
    if !further.is_empty() {
        let all: Vec<&Diagnostic> = diagnostics.iter().copied().chain(&further).collect();
        if let Ok(new) = proof::prove(old, &all, options) {
            return Some((new, applied(old, &all)));
        }
    }
    let mut parts = vec![diagnostics.as_slice()];
    let mut proven: Option<Inspection> = None;
    let mut together: Vec<&Diagnostic> = vec![];
    while let Some(part) = parts.pop().filter(|part| !part.is_empty()) {
        if budget.take(old.source.text()).is_none() {
            break;
        }
        let known = together.len();
        together.extend(part);
        if let Ok(new) = proof::prove(old, &together, options) {
            proven = Some(new);
            continue;
        }
        together.truncate(known);
        budget.failures -= 1;
        if part.len() > 1 {
            let (first, second) = part.split_at(part.len() / 2);
            parts.extend([second, first]);
        }
    }
    Some((proven?, applied(old, &together)))
}

fn applied(old: &Inspection, diagnostics: &[&Diagnostic]) -> Vec<Applied> {
    let applied = diagnostics.iter().filter_map(|diagnostic| {
        let fix = diagnostic.fix.as_ref()?;
        let line = old.source.line(diagnostic.span.start);
        Some(Applied { rule: diagnostic.rule, title: fix.title.clone(), line, safe: fix.safe })
    });
    applied.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Fix;
    use crate::edit::Edit;
    use crate::inspect::inspect;
    use crate::source::{SourceFile, Span};

    fn read(name: &str, text: &str) -> Inspection {
        inspect(Arc::new(SourceFile::from_bytes(name, text.into())), &Options::default())
    }

    fn fixed(text: &str, wanted: &dyn Fn(&Diagnostic) -> bool) -> (String, Vec<Applied>) {
        let old = read("osweb-prod.yml", text);
        match fix(&old, &Options::default(), wanted) {
            Some(Fixed { inspection, applied }) => (inspection.source.text().to_owned(), applied),
            None => (text.to_owned(), vec![]),
        }
    }

    #[test]
    fn a_fix_is_applied_once_and_told() {
        let (text, applied) =
            fixed("featureSwitches.sendEmail:\n  # encryption\n  smtpEncryption: 'tls' # c\r\n", &|_| true);
        assert!(text.contains("# encryption\n  smtpEncryption:"), "{text}");
        assert!(text.ends_with(" # c\r\n"), "{text}");
        assert!(applied.iter().any(|applied| applied.rule == "encryption-not-tls" && applied.line == 3), "{applied:?}");
        let (again, nothing) = fixed(&text, &|_| true);
        assert_eq!((again, nothing), (text, vec![]));
    }

    #[test]
    fn what_is_healed_line_by_line_is_what_the_reader_refuses() {
        let faults = "a1:\tx\na2:\tx\na3: %x\na0: !x y\n";
        let texts = "t: |\n  a4:\tx\n  a5: %x\n  a0: !x y\nq: \"\n  a6:\tx\n\n  a7: %x\"\n# a8:\tx\nk: {\n  a9: 1}\n";
        let healed = "a1: x\na2: x\na3: '%x'\na0: '!x y'\n";
        for (more, fixed_more) in
            [("", ""), ("b1:\tx\nb2: @x\n", "b1: x\nb2: '@x'\n"), ("z: *z\nb:\tx\n", "z: *z\nb:\tx\n")]
        {
            let (text, applied) = fixed(&format!("{faults}{texts}{more}"), &|_| true);
            assert_eq!(text, format!("{healed}{texts}{fixed_more}"));
            let lines: Vec<usize> =
                applied.iter().filter(|one| one.rule == "yaml-syntax").map(|one| one.line).collect();
            assert_eq!(lines[..3], [1, 2, 3], "{applied:?}");
        }
    }

    #[test]
    fn what_is_not_wanted_is_not_fixed() {
        let wanted = |diagnostic: &Diagnostic| diagnostic.rule != "encryption-not-tls";
        let (text, applied) = fixed("featureSwitches.sendEmail.smtpEncryption: tls\n", &wanted);
        assert!(applied.iter().all(|applied| applied.rule != "encryption-not-tls"));
        assert!(text.contains("tls"));
    }

    #[test]
    fn the_unsafe_fixes_are_applied_only_where_they_are_asked_for() {
        // Without the character that cannot be seen it is still no address.
        let text = "featureSwitches.sendEmail:\n  smtpEncryption: tls\n  smtpUsername: \"os\u{200b}web\"\n";
        let old = read("osweb-prod.yml", text);
        let options = Options::default();
        let fixed = |kinds, wanted: &str| {
            let fixed = fix_with(&old, &options, kinds, &|one| one.rule.contains(wanted));
            fixed.map(|fixed| {
                (fixed.inspection.source.text().to_owned(), fixed.applied.iter().map(|one| one.safe).collect())
            })
        };
        let tls = text.replace("tls", "TLS");
        let both = tls.replace('\u{200b}', "");
        assert_eq!(fixed(Kinds::Safe, ""), Some((tls, vec![true])));
        assert_eq!(fixed(Kinds::Unsafe, ""), Some((both, vec![true, false])));
        assert_eq!(fixed(Kinds::Safe, "suspicious-character"), None);
        assert_eq!(unsafe_fixes(&old, &options, &|_| true), 1);
        assert_eq!(unsafe_fixes(&old, &options, &|one| one.rule == "encryption-not-tls"), 0);
    }

    /// The diagnostic of a rule, with a fix that replaces a text by another one.
    fn wrong(old: &Inspection, rule: &str, from: &str, to: &str) -> Diagnostic {
        let at = old.source.text().find(from).unwrap();
        let mut wrong = old.diagnostics.iter().find(|one| one.rule == rule).unwrap().clone();
        let edits = vec![Edit::replace(Span::new(at, at + from.len()), to)];
        wrong.fix = Some(Fix { safe: true, title: String::new(), edits });
        wrong
    }

    #[test]
    fn what_is_only_a_copy_is_not_fixed() {
        let settings = r#"{"featureSwitches.sendEmail.smtpEncryption": {"value": "tls"}}"#;
        let text = format!(r#"{{"propertySources": [{{"name": "a", "properties": {settings}}}]}}"#);
        let mut export = read("env.json", &text);
        let wrong = wrong(&export, "encryption-not-tls", "tls", "TLS");
        assert_eq!(proof::prove(&export, &[&wrong], &Options::default()).map(drop), Ok(()));
        let rule = wrong.rule;
        *export.diagnostics.iter_mut().find(|one| one.rule == rule).unwrap() = wrong;
        assert!(fix(&export, &Options::default(), &|_| true).is_none());
    }

    #[test]
    fn what_cannot_be_proven_keeps_nothing_else_from_being_fixed() {
        let text = "featureSwitches.sendEmail:\n  smtpServer: ' smtp.office365.com'\n  smtpEncryption: tls\n  smtpAuthentication: ms_oauth\n";
        let mut old = read("osweb-prod.yml", text);
        let rules = ["surrounding-whitespace", "encryption-not-tls", "authentication-not-ms-oauth"];
        let bad = wrong(&old, rules[1], "tls", "TLS\n  x: 1");
        *old.diagnostics.iter_mut().find(|one| one.rule == rules[1]).unwrap() = bad.clone();
        let fixed = fix(&old, &Options::default(), &|_| true).unwrap();
        // In the text with the first two the third has its own fix again.
        assert_eq!(fixed.applied.iter().map(|one| one.rule).collect::<Vec<_>>(), [rules[0], rules[2], rules[1]]);
        // After so many that fail it is given up.
        old.diagnostics.splice(0..0, std::iter::repeat_n(bad, 256));
        assert!(fix(&old, &Options::default(), &|_| true).is_none());
    }

    #[test]
    fn a_fix_that_brings_worse_to_light_is_left_out() {
        // The spaces are a warning, what is between them is an error.
        let text = "featureSwitches.sendEmail:\n  smtpPort: ' 99999 '\n";
        assert_eq!(fixed(text, &|_| true), (text.to_owned(), vec![]));
        assert_eq!(fixed(&text.replace("99999", "587"), &|_| true).1.len(), 1);
    }

    #[test]
    fn what_is_refused_at_its_very_end_is_fixed() {
        let text = "featureSwitches.sendEmail:\n  smtpPort: ssl\n  smtpEncryption: ssl\n  smtpServer: {";
        assert_eq!(fixed(text, &|_| true).0, text.replace('{', ""));
    }

    #[test]
    fn the_work_on_a_file_is_bounded() {
        let mut budget = Budget { text: 12, failures: 1, steps: 0 };
        assert_eq!(budget.take("abcdef"), Some(()));
        assert_eq!(budget.take("abcde"), None, "a byte is left");
        assert_eq!(budget.take("abcd"), Some(()));
        assert_eq!(budget.take(""), None, "each proof costs something");
        assert_eq!(Budget { text: 12, failures: 0, steps: 0 }.take(""), None);
    }
}
