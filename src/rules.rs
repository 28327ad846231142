//! The rules: each is one check with a name, a page and tests. A rule knows no format and no terminal.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::inspect::{Expiry, View};
use crate::parse::{Format, ParseErrorKind, ParsedFile};
use crate::policy::Policy;
use crate::property::{Property, name};
use crate::server::Servers;
use crate::settings::{Setting, Settings};
use crate::source::{SourceFile, Span};
use crate::suppression::Ignore;
use crate::workspace::LoadedFile;

/// The page of the rule with this name, as `build.rs` takes it from the doc comment of the rule's file: the text alone, without the code.
macro_rules! rule_page {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/pages/", $name, ".md"))
    };
}
#[cfg(feature = "live")]
pub(crate) use rule_page;

mod authentication_not_ms_oauth;
mod basic;
mod basic_auth_leftover;
mod cause;
mod client_id_invalid;
mod client_secret_is_id;
mod client_secret_suspicious;
mod conflicting_values;
mod defaults;
mod duplicate_key;
mod empty_setting;
mod encoding;
mod encryption_not_tls;
mod example;
mod export_syntax;
mod form;
mod ids_identical;
mod imports;
mod literal;
mod misplaced_setting;
mod missing_section;
mod missing_setting;
mod non_canonical_name;
mod page;
mod path;
mod placeholder_left;
mod policy;
mod port_invalid;
mod port_not_submission;
mod profile_refused;
mod secret_expires;
mod secret_in_plain_text;
mod server_invalid;
mod server_not_microsoft;
mod server_registry_missing;
mod server_registry_value;
mod sink;
mod stale_baseline;
mod suggest;
mod surrounding_whitespace;
mod suspicious_character;
mod systems_disagree;
mod tenant_id_invalid;
mod too_complex;
mod unknown_setting;
mod unused_ignore;
mod username_not_address;
mod value_reinterpreted;
mod wrong_type;
mod yaml_syntax;

pub(crate) use suggest::setting as near_setting;

pub use example::Example;
pub use page::Page;
pub use sink::Sink;

/// What a rule sees of a file.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The file; for what stands next to a value.
    pub source: &'a SourceFile,
    /// What was read from it.
    pub reading: &'a ParsedFile,
    /// The settings, bound.
    pub settings: &'a Settings,
    /// What a registry export holds of enaio servers; nothing for other formats.
    pub servers: &'a Servers,
    /// Registry exports that are checked along with the file.
    pub server_files: &'a [Arc<LoadedFile>],
    /// Per document: whether osweb's profile activates it.
    pub active: &'a [bool],
    /// Policies of the user's own.
    pub policies: &'a [Arc<Policy>],
    /// When the client secret expires, and how early that is said.
    pub expiry: Expiry,
    /// What follows the dash in the file's name, or `--profile`; `None` for a file without a profile.
    pub profile: Option<&'a str>,
    /// Whether the file's name carries a profile (`osweb-prod.yml`), which makes it a profile-specific file to Spring Boot.
    pub profile_specific: bool,
    /// The comments that silence rules.
    pub ignores: &'a [Ignore],
    /// Whether the file lies in a version-controlled folder.
    pub version_controlled: &'a dyn Fn() -> bool,
    /// What the service sees of the file, for its mask.
    pub view: &'a View,
}

impl<'a> Context<'a> {
    /// The property that osweb takes a setting from.
    pub fn setting(&self, setting: Setting) -> Option<&'a Property> {
        self.settings.get(self.reading, setting)
    }

    /// The setting's value, if it is written out (no placeholder, not encrypted), with its span.
    pub fn literal(&self, setting: Setting) -> Option<(&'a str, Span)> {
        let property = self.setting(setting)?;
        Some((property.value.literal()?, property.value.span))
    }

    /// The property of an active document that a placeholder's name leads to: of this name, or of one that Spring takes for the same.
    fn named(&self, name: &str) -> Option<&'a Property> {
        if !name.contains(|char: char| char.is_ascii_alphanumeric()) {
            return None;
        }
        let active = |property: &&Property| self.view.is_active(property.document);
        let canonical = name::canonical(name);
        let candidates = self.reading.properties_under(|begin| name::may_begin(begin, &canonical));
        let properties = || candidates.iter().rev().map(|&index| &self.reading.properties[index]).filter(active);
        let same = |property: &&Property| name::canonical(&property.name) == canonical;
        properties().find(|property| property.name == name).or_else(|| properties().find(same))
    }

    /// The text of a property's innermost key, with its span.
    pub fn key_span(&self, property: &Property) -> Span {
        self.reading.key(property.key).span
    }

    /// The end of a property's name, as a message quotes it. What is secret in the name is looked for in all of it: a secret may hold dots.
    fn quoted_end(&self, name: &str) -> String {
        let name = self.view.mask().name(name);
        self.quoted(name.rsplit('.').next().unwrap_or(&name))
    }

    /// A value as a message quotes it: between backquotes, without line breaks, of a length that can be read, and without any
    /// secret of the file (a secret cut short could not be found in the message any more).
    fn quoted(&self, text: &str) -> String {
        const LONGEST: usize = 60;
        let clean = self.view.mask().quote(text);
        let mut shown: String = clean
            .chars()
            .take(LONGEST)
            .map(|char| if matches!(char, '\n' | '\r' | '\t') { '·' } else { char })
            .collect();
        if clean.chars().nth(LONGEST).is_some() {
            shown.push('…');
        }
        format!("`{shown}`")
    }
}

/// One rule.
pub struct Rule {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// The group, as the documentation sorts them.
    pub group: Group,
    /// The severity that its diagnostics usually have.
    pub severity: Severity,
    /// What a violation keeps from happening.
    pub consequence: Consequence,
    /// The files that it judges.
    pub formats: Formats,
    /// Whether it has a say in a file that the JVM refuses. The settings of such a file are read in part only.
    pub judges_refused: bool,
    /// The page that `explain` prints, in Markdown: the leading doc comment of the rule's file.
    pub page: &'static str,
    /// Finds the violations.
    pub check: fn(&Rule, &Context, &mut Sink),
}

/// The files that a rule judges: those of enaio server and those of osweb have hardly a rule in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formats {
    /// Whatever is read.
    All,
    /// What holds properties of osweb: everything but registry exports.
    Osweb,
    /// YAML.
    Yaml,
    /// What a program wrote: everything but YAML.
    Exports,
    /// Registry exports.
    Registry,
}

impl Formats {
    /// Whether files of a format are among them.
    pub fn contain(self, format: Format) -> bool {
        match self {
            Self::All => true,
            Self::Osweb => format != Format::Registry,
            Self::Yaml => format == Format::Yaml,
            Self::Exports => format != Format::Yaml,
            Self::Registry => format == Format::Registry,
        }
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Whether the file can be read at all.
    Reading,
    /// Whether osweb finds the settings.
    Structure,
    /// Whether a setting's value can work.
    Values,
    /// Where secrets stand.
    Secrets,
    /// The settings of enaio server.
    Server,
    /// What the user has said about rules.
    Bookkeeping,
    /// What the live check found.
    Live,
}

impl Group {
    /// All groups, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Reading, Self::Structure, Self::Values, Self::Secrets, Self::Server, Self::Bookkeeping, Self::Live];

    /// The group's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Structure => "structure",
            Self::Values => "values",
            Self::Secrets => "secrets",
            Self::Server => "enaio server",
            Self::Bookkeeping => "bookkeeping",
            Self::Live => "live check",
        }
    }
}

impl Rule {
    /// A diagnostic of this rule with its usual severity.
    pub fn at(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.name, self.severity, self.consequence, span, message)
    }

    /// The rule's page, taken apart when it is first asked for.
    pub fn page(&self) -> &'static Page {
        static PAGES: LazyLock<HashMap<&str, OnceLock<Page>>> =
            LazyLock::new(|| all().map(|rule| (rule.name, OnceLock::new())).collect());
        PAGES[self.name].get_or_init(|| Page::parse(self.page))
    }
}

/// Judges a file by all rules.
pub fn judge(context: &Context) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    let refused = !context.reading.faults.is_empty();
    let format = context.reading.format;
    let given = Setting::ALL.into_iter().any(|setting| context.setting(setting).is_some());
    let present = given || !context.settings.base.is_empty();
    let (source, reading) = (context.source, context.reading);
    let cause = cause::of_file(source, reading, present)
        .or_else(|| (refused || !present).then(|| cause::of_refusal(source, reading)).flatten());
    let explained = cause.is_some();
    sink.extend(cause);
    if explained && !refused {
        return sink.diagnostics;
    }
    // What the text shows takes the place of the parser's complaint.
    let applies = |rule: &&Rule| {
        let judges = rule.judges_refused && !(explained && rule.group == Group::Reading);
        rule.formats.contain(format) && (!refused || judges)
    };
    for rule in RULES.iter().filter(applies) {
        (rule.check)(rule, context, &mut sink);
    }
    if refused {
        refuse(&mut sink);
    }
    if !refused && format != Format::Registry {
        defaults::judge(context, &mut sink);
    }
    sink.diagnostics
}

/// Marks the reasons of a refusal, which no option and no comment silences, and says that nothing else was judged.
fn refuse(sink: &mut Sink) {
    let mut reasons: Vec<&mut Diagnostic> =
        sink.diagnostics.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    reasons.iter_mut().for_each(|reason| reason.refusal = true);
    if let Some(first) = reasons.first_mut() {
        first.help.push_str(" No other rule was checked: Spring refuses the whole file.");
    }
}

/// All rules, in the order in which they run: the likelier cause first, so that what an earlier rule has reported
/// (see [`Sink`]) the later ones pass over.
pub static RULES: &[Rule] = &[
    // The JVM refuses the file.
    encoding::RULE,
    yaml_syntax::RULE,
    export_syntax::RULE,
    duplicate_key::RULE,
    too_complex::RULE,
    profile_refused::RULE,
    // A slip of the keyboard: whatever else is wrong with the setting follows from it.
    suspicious_character::RULE,
    surrounding_whitespace::RULE,
    placeholder_left::RULE,
    // The section as a whole.
    wrong_type::RULE,
    misplaced_setting::RULE,
    missing_section::RULE,
    basic_auth_leftover::RULE,
    authentication_not_ms_oauth::RULE,
    // Setting by setting.
    unknown_setting::RULE,
    empty_setting::RULE,
    value_reinterpreted::RULE,
    encryption_not_tls::RULE,
    server_invalid::RULE,
    server_not_microsoft::RULE,
    port_invalid::RULE,
    port_not_submission::RULE,
    username_not_address::RULE,
    client_secret_is_id::RULE,
    client_id_invalid::RULE,
    tenant_id_invalid::RULE,
    ids_identical::RULE,
    client_secret_suspicious::RULE,
    missing_setting::RULE,
    // Advice on what works, or may.
    conflicting_values::RULE,
    non_canonical_name::RULE,
    secret_in_plain_text::RULE,
    secret_expires::RULE,
    server_registry_value::RULE,
    server_registry_missing::RULE,
    systems_disagree::RULE,
    policy::RULE,
    // Looks at what all others have found.
    unused_ignore::RULE,
];

/// All rules that can report something: those of files, and those of the live check.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    #[cfg(feature = "live")]
    let live = crate::live::LIVE_RULES;
    #[cfg(not(feature = "live"))]
    let live: &[Rule] = &[];
    RULES.iter().chain(RUN_RULES).chain(live)
}

/// Rules of a run as a whole, which find nothing in a file alone.
pub static RUN_RULES: &[Rule] = &[stale_baseline::RULE];

/// All rules of files and runs, group by group, as documentation lists them.
pub fn documented() -> Vec<&'static Rule> {
    let mut rules: Vec<_> = RULES.iter().chain(RUN_RULES).collect();
    rules.sort_by_key(|rule| rule.group);
    rules
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Reports the reader's faults of one kind.
fn faults(rule: &Rule, context: &Context, kind: ParseErrorKind, sink: &mut Sink) {
    for fault in context.reading.faults.iter().filter(|fault| fault.kind == kind) {
        let mut diagnostic = rule.at(fault.span, &fault.message).help(&fault.help);
        for (span, message) in &fault.related {
            diagnostic = diagnostic.related(*span, message);
        }
        if let Some((title, edits)) = &fault.cure {
            diagnostic = diagnostic.fix(true, *title, edits.clone());
        }
        sink.push(diagnostic);
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
