//! Code actions: what the program can do to a text. Each is tried first; what is not proven is not offered.

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, CodeActionTriggerKind, Command};

use super::client::Client;
use super::documents::Document;
use super::{diagnostics, edits};
use crate::diagnostic::Diagnostic;
use crate::fix::fix;
use crate::inspect::{Inspection, Options};
use crate::migration::{self, Documents, Origin, Text, Values};
use crate::parse::Format;
use crate::proof;
use crate::settings::{CANONICAL_SECTION, Setting, key_below_section};
use crate::source::Span;
use crate::suppression;

/// All safe fixes at once, as editors ask for it on save.
pub const FIX_ALL: CodeActionKind = CodeActionKind::Custom(std::borrow::Cow::Borrowed("source.fixAll.osweb-config"));

/// The command that shows a rule's page; its argument is the rule's name.
pub const SHOW_RULE: &str = "osweb-config.showRule";

/// What is offered.
pub const KINDS: [CodeActionKind; 3] = [CodeActionKind::QuickFix, CodeActionKind::RefactorRewrite, FIX_ALL];

/// The actions for a range of a text.
pub fn offered(asked: &CodeActionParams, document: &mut Document, client: &Client) -> Vec<CodeAction> {
    document.judge();
    let inspection = document.inspection();
    let offer = Offer { document, inspection: &inspection, options: &document.plan.workspace.options, client };
    let wants =
        |kind: &CodeActionKind| asked.context.only.as_ref().is_none_or(|only| only.iter().any(|one| covers(one, kind)));
    let range = document.lines(client.units).span(asked.range);
    let mut actions = vec![];
    if wants(&CodeActionKind::QuickFix) {
        offer.quick_fixes(range, &mut actions);
        actions.extend(offer.expiry(range));
    }
    if wants(&CodeActionKind::RefactorRewrite) {
        actions.extend(offer.migration(range));
    }
    // Asked for by a place in the text alone, it is not shown, and would cost the most.
    if wants(&FIX_ALL) && asked.context.trigger_kind != Some(CodeActionTriggerKind::Automatic) {
        actions.extend(offer.all_fixes());
    }
    actions
}

/// Whether a kind that is asked for is this one, or one above it: `source` is above `source.fixAll`.
fn covers(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let name =
        |kind| serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
    let (asked, kind) = (name(asked), name(kind));
    asked.is_empty() || kind.strip_prefix(&asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

struct Offer<'a> {
    document: &'a Document,
    inspection: &'a Inspection,
    options: &'a Options,
    client: &'a Client,
}

impl Offer<'_> {
    fn action(&self, title: String, kind: CodeActionKind, new: &str) -> CodeAction {
        let edit = edits::to(self.document, self.client, self.inspection.source.text(), new);
        CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
    }

    /// Fixes and ignores of the diagnostics that a range touches.
    fn quick_fixes(&self, range: Span, actions: &mut Vec<CodeAction>) {
        let lines = self.document.lines(self.client.units);
        let wanted = self.inspection.diagnostics.iter().filter(|one| self.document.plan.wants(one));
        // What was found is the same, with its secrets masked.
        for (diagnostic, masked) in wanted.zip(self.document.found()) {
            if diagnostic.span.start > range.end || diagnostic.span.end < range.start {
                continue;
            }
            let shown = diagnostics::shown(masked, &self.document.uri, &lines, self.client.units);
            let mut add = |mut action: CodeAction, is_preferred: bool| {
                action.diagnostics = Some(vec![shown.clone()]);
                action.is_preferred = Some(is_preferred);
                actions.push(action);
            };
            if let Some(fix) = &diagnostic.fix
                && let Ok(new) = proof::prove(self.inspection, &[diagnostic], self.options)
            {
                let title = self.inspection.mask().text(&fix.title);
                let title =
                    if fix.safe { capital(&title) } else { format!("{} (see whether it is meant)", capital(&title)) };
                add(self.action(title, CodeActionKind::QuickFix, new.source.text()), fix.safe);
            }
            if let Some(new) = self.ignored(diagnostic) {
                let title = format!("Ignore {} here, with a reason", diagnostic.rule);
                add(self.action(title, CodeActionKind::QuickFix, &new), false);
            }
            add(page(diagnostic.rule), false);
        }
    }

    /// The text with a comment that silences a diagnostic: this one, and it changes nothing else.
    fn ignored(&self, diagnostic: &Diagnostic) -> Option<String> {
        let comment = format!("osweb-config: ignore[{}] say why", diagnostic.rule);
        let count = |inspection: &Inspection| {
            let of_it = |one: &&Diagnostic| one.rule == diagnostic.rule || one.rule == "unused-ignore";
            inspection.diagnostics.iter().filter(of_it).count()
        };
        self.commented(diagnostic.span.start, &comment, |new| count(new) < count(self.inspection))
    }

    /// The text with a comment that asks for the day on which the client secret expires.
    fn expiry(&self, range: Span) -> Option<CodeAction> {
        let reading = &self.inspection.reading;
        let property = self.inspection.settings.get(reading, Setting::OAuthClientSecret)?;
        let key = reading.key(property.key).span;
        let lines = Span { start: self.inspection.source.line_span(key.start).start, end: property.value.span.end };
        if lines.start > range.end || lines.end < range.start {
            return None;
        }
        // What is tried is a day, since one that is missing is reported until it is written.
        const DAY: &str = "secret-expires 9999-12-31";
        let source = &self.inspection.source;
        if suppression::directives(source, reading)
            .iter()
            .any(|one| one.is_expiry() && one.line == source.line(key.start))
        {
            return None;
        }
        let count = |inspection: &Inspection| {
            inspection.diagnostics.iter().filter(|one| one.rule == suppression::EXPIRES).count()
        };
        let new =
            self.commented(key.start, &format!("osweb-config: {DAY}"), |new| count(new) == count(self.inspection))?;
        let title = "Write down when the client secret expires".to_owned();
        Some(self.action(title, CodeActionKind::QuickFix, &new.replacen(DAY, "secret-expires YYYY-MM-DD", 1)))
    }

    /// The text with a comment at a place: on a line of its own before it or, where that would be a part of a value, at the end of its
    /// line. All properties stay as they are, and what `is_right` asks for holds.
    fn commented(&self, at: u32, comment: &str, is_right: impl Fn(&Inspection) -> bool) -> Option<String> {
        let old = self.inspection;
        let mark = match old.reading.format {
            Format::Yaml | Format::Properties => '#',
            Format::Registry => ';',
            Format::Json | Format::Actuator => return None,
        };
        let line = old.source.line_span(at);
        let content = old.source.slice(line);
        let indent = &content[..content.len() - content.trim_start_matches([' ', '\t']).len()];
        let with = |at: u32, text: &str| {
            let (before, after) = old.source.text().split_at(at as usize);
            format!("{before}{text}{after}")
        };
        let before = with(line.start, &format!("{indent}{mark} {comment}{}", old.source.line_ending()));
        let after = with(line.end, &format!(" {mark} {comment}"));
        [before, after].into_iter().find(|text| {
            let new = crate::inspect::check(old.file.edited(text.clone()).into(), self.options);
            let is_same = proof::first_change(&old.reading.properties, &new.reading.properties).is_none();
            is_same && new.reading.faults.len() == old.reading.faults.len() && is_right(&new)
        })
    }

    /// All safe fixes, as `check --fix` applies them.
    fn all_fixes(&self) -> Option<CodeAction> {
        let fixed = fix(self.inspection, self.options, &|diagnostic| self.document.plan.wants(diagnostic))?;
        let title = "Apply all safe fixes of osweb-config".to_owned();
        Some(self.action(title, FIX_ALL, fixed.inspection.source.text()))
    }

    /// The migration of a section that a range touches, as `migrate` carries it out; what only the administrator knows becomes
    /// placeholders that Spring replaces.
    fn migration(&self, range: Span) -> Option<CodeAction> {
        let old = self.inspection;
        migration::refuse_unfit(old).ok()?;
        let reading = &old.reading;
        let touches = |property: &crate::property::Property| {
            let lines = Span {
                start: old.source.line_span(reading.key(property.key).span.start).start,
                end: old.source.line_span(property.value.span.end).end,
            };
            lines.start <= range.end && range.start <= lines.end
        };
        let mut of_section = reading.properties.iter().filter(|property| {
            let name = crate::property::name::canonical(&property.name);
            name == CANONICAL_SECTION || key_below_section(&name).is_some()
        });
        let opens = |place: &crate::settings::SectionPlace| {
            let line = old.source.line_span(place.span.start);
            line.start <= range.end && range.start <= line.end
        };
        if !old.settings.sections.iter().any(opens) && !of_section.any(touches) {
            return None;
        }
        let parts = migration::survey(old, Documents::Active).ok().filter(|parts| !parts.is_empty())?;
        let mut values = Values::default();
        let mut plan = migration::plan(old, &parts, &values);
        for need in std::mem::take(&mut plan.needs) {
            values.set(need.setting, Text::Open(placeholder(need.setting)), Origin::Prompt);
        }
        let plan = migration::plan(old, &parts, &values);
        if !plan.needs.is_empty() || plan.steps.is_empty() {
            return None;
        }
        let migrated = migration::carry_out(old, &parts, &plan, self.options).ok()?;
        let title = "Migrate to OAuth2 for Microsoft 365, with placeholders".to_owned();
        Some(self.action(title, CodeActionKind::RefactorRewrite, migrated.new.source.text()))
    }
}

/// The action that shows a rule's page.
fn page(rule: &str) -> CodeAction {
    let title = format!("Explain {rule}");
    let command = Command {
        title: title.clone(),
        command: SHOW_RULE.to_owned(),
        arguments: Some(vec![rule.into()]),
        tooltip: None,
    };
    CodeAction { title, kind: Some(CodeActionKind::QuickFix), command: Some(command), ..CodeAction::default() }
}

/// What is written for a value that only the administrator knows: the documented value or, where there is none, a placeholder.
pub fn placeholder(setting: Setting) -> String {
    let name = match setting {
        Setting::SmtpUsername => "OSWEB_USERNAME",
        Setting::OAuthClientId => "OSWEB_CLIENT_ID",
        Setting::OAuthClientSecret => "OSWEB_CLIENT_SECRET",
        Setting::OAuthTenantId => "OSWEB_TENANT_ID",
        Setting::SmtpServer | Setting::SmtpPort | Setting::SmtpEncryption | Setting::SmtpAuthentication => {
            return setting.definition().written.to_owned();
        }
    };
    format!("${{{name}}}")
}

fn capital(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
