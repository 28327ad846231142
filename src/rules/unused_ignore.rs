//! A comment silences nothing.
//!
//! # What
//!
//! A comment `# osweb-config: ignore[rule]` names a rule that reports nothing on its line or on the line below it, a rule that does not
//! exist, or is not of that form.
//!
//! # Why
//!
//! It may be left over from a fault that was fixed, and would hide the next one; or it was misspelled and hides nothing.
//!
//! # What to do
//!
//! Remove the comment, or correct the name: `osweb-config explain --all` lists all rules.
//!
//! # References
//!
//! - YAML 1.1, comments: <https://yaml.org/spec/1.1/#id865585>

use std::collections::HashSet;

use super::{Context, Formats, Group, Rule, Sink, suggest};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::Edit;
use crate::source::Span;
use crate::suppression::{Ignore, Named};

pub(super) const RULE: Rule = Rule {
    name: "unused-ignore",
    group: Group::Bookkeeping,
    severity: Severity::Warning,
    consequence: Consequence::Rest,
    formats: Formats::All,
    judges_refused: false,
    page: rule_page!("unused-ignore"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    // What a refused file holds beyond the fault is not known.
    if !context.reading.faults.is_empty() {
        return;
    }
    if context.ignores.is_empty() {
        return;
    }
    let line = |diagnostic: &Diagnostic| context.source.line(diagnostic.span.start);
    let reported: HashSet<_> = sink.diagnostics.iter().map(|diagnostic| (line(diagnostic), diagnostic.rule)).collect();
    let unused: Vec<_> =
        context.ignores.iter().flat_map(|ignore| of_comment(rule, context, ignore, &reported)).collect();
    sink.extend(unused);
}

fn of_comment(
    rule: &Rule,
    context: &Context,
    ignore: &Ignore,
    reported: &HashSet<(usize, &'static str)>,
) -> Vec<Diagnostic> {
    let Some(rules) = &ignore.rules else {
        let diagnostic = rule
            .at(ignore.span, "this comment is not of the form `# osweb-config: ignore[rule]` and silences nothing")
            .label("silences nothing")
            .help("Name the rules in brackets: `# osweb-config: ignore[rule-name] reason`.");
        return vec![diagnostic];
    };
    let silences = |name: &str| {
        // Without a policy and without a live check nothing can be said of theirs; this rule can only be silenced by itself.
        let unasked = name == "policy" && context.policies.is_empty() || name.starts_with("live-");
        unasked || name == "unused-ignore" || reported.contains(&(ignore.line, name))
    };
    let unused: Vec<_> = rules.iter().filter(|named| !silences(&named.name)).collect();
    let mut used: Vec<&str> = vec![];
    for name in rules.iter().map(|named| named.name.as_str()).filter(|name| silences(name)) {
        // There are only so many rules, however often one is named.
        if !used.contains(&name) {
            used.push(name);
        }
    }
    let edit = if used.is_empty() {
        Edit::remove(comment(context, ignore))
    } else {
        Edit::replace(ignore.list, format!("[{}]", used.join(", ")))
    };
    let title = if used.is_empty() { "remove the comment" } else { "remove what silences nothing" };
    let report = |named: &Named| {
        let name = context.quoted(&named.name);
        if super::find(&named.name).is_some() {
            return rule
                .at(named.span, format!("{name} reports nothing on this line or the one below the comment"))
                .label("silences nothing")
                .help("Remove it.")
                .fix(true, title, vec![edit.clone()]);
        }
        let diagnostic = rule.at(named.span, format!("{name} is not a rule")).label("no rule of this name");
        match suggest::rule(&named.name) {
            Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).help(format!("Write `{meant}`.")).fix(
                false,
                format!("write `{meant}`"),
                vec![Edit::replace(named.span, meant)],
            ),
            None => diagnostic.help("`osweb-config explain --all` lists all rules."),
        }
    };
    unused.into_iter().map(report).collect()
}

/// The comment with the blanks before it, or its whole line where it has one of its own.
fn comment(context: &Context, ignore: &Ignore) -> Span {
    let line = context.source.line_span(ignore.span.start);
    let before = context.source.slice(Span { start: line.start, end: ignore.span.start });
    if before.trim().is_empty() {
        return context.source.full_line_span(ignore.span.start);
    }
    // Other spaces are a part of the value.
    Span { start: line.start + before.trim_end_matches([' ', '\t']).len() as u32, end: ignore.span.end }
}
