//! The rules: each is one check with a name, a page and tests. A rule knows no format and no terminal.

use std::sync::Arc;

use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::inspect::Ignore;
use crate::policy::Policy;
use crate::property::{Property, name};
use crate::parse::{ParseErrorKind, Format, ParsedFile};
use crate::secret;
use crate::server::{ServerFile, Servers};
use crate::settings::{Setting, Settings};
use crate::source::{SourceFile, Span};

mod basic;
mod cure;
mod example;
mod form;
mod sink;
mod literal;
mod page;
mod path;
mod shape;
mod suggest;

pub use example::Example;
pub use sink::Sink;
pub use page::Page;

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
    pub server_files: &'a [Arc<ServerFile>],
    /// Per document: whether osweb's profile activates it.
    pub active: &'a [bool],
    /// Policies of the user's own.
    pub policies: &'a [Arc<Policy>],
    /// What follows the dash in the file's name, or `--profile`; `None` for a file without a profile.
    pub profile: Option<&'a str>,
    /// Whether the file's name carries a profile (`osweb-prod.yml`), which makes it a profile-specific file to Spring Boot.
    pub profile_specific: bool,
    /// The comments that silence rules.
    pub ignores: &'a [Ignore],
    /// Whether the file lies in a version-controlled folder.
    pub version_controlled: bool,
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

    /// The text of a property's innermost key, with its span.
    pub fn key_span(&self, property: &Property) -> Span {
        self.reading.key(property.key).span
    }

    /// A value as a message quotes it: between backquotes, without line breaks, of a length that can be read, and without any
    /// secret of the file (a secret cut short could not be found in the message any more).
    fn quoted(&self, text: &str) -> String {
        const LONGEST: usize = 60;
        let mut clean = text.to_owned();
        let mut exposed = secret::exposes(text);
        exposed.sort_by_key(|range| std::cmp::Reverse(range.start));
        let mut end = clean.len();
        for range in exposed {
            // What overlaps the range behind it ends where that begins.
            clean.replace_range(range.start..range.end.min(end), secret::MASK);
            end = range.start;
        }
        let secrets = self.reading.properties.iter().filter(|property| name::is_secret(&property.name));
        for secret in secrets.map(|property| property.value.text.trim()).filter(|secret| secret.len() > 4) {
            clean = clean.replace(secret, secret::MASK);
        }
        let mut shown: String =
            clean.chars().take(LONGEST).map(|char| if char.is_control() { '·' } else { char }).collect();
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
    /// The rule's source file, whose leading doc comment is the page that `explain` prints.
    pub text: &'static str,
    /// Finds the violations.
    pub check: fn(&Rule, &Context, &mut Sink),
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

    /// Whether the rule judges files of a format: those of enaio server and those of osweb have hardly a rule in common.
    pub fn judges(&self, format: Format) -> bool {
        match self.name {
            "encoding" | "unused-ignore" => true,
            "yaml-syntax" => format == Format::Yaml,
            "export-syntax" => format != Format::Yaml,
            "server-registry-value" | "server-registry-missing" => format == Format::Registry,
            _ => format != Format::Registry,
        }
    }

    /// Whether the rule has a say in a file that the JVM refuses. The settings of such a file are read in part only.
    fn judges_refused(&self) -> bool {
        self.group == Group::Reading || self.name == "suspicious-character"
    }

    /// The rule's page.
    pub fn page(&self) -> Page {
        Page::from_source(self.text)
    }
}

/// Judges a file by all rules.
pub fn judge(context: &Context) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    let refused = !context.reading.faults.is_empty();
    let format = context.reading.format;
    for rule in RULES.iter().filter(|rule| rule.judges(format) && (!refused || rule.judges_refused())) {
        (rule.check)(rule, context, &mut sink);
    }
    sink.diagnostics
}

/// Registers rules: each name in snake_case is a file in rules/ with a `check` function, a `SEVERITY` and a `CONSEQUENCE`.
macro_rules! rules {
    ($($group:ident: $module:ident => $name:literal,)*) => {
        $(mod $module;)*

        /// All rules, in the order in which they run: the likelier cause first, so that what an earlier rule has explained
        /// (see [`Sink`]) the later ones pass over.
        pub static RULES: &[Rule] = &[$(Rule {
            name: $name,
            group: Group::$group,
            severity: $module::SEVERITY,
            consequence: $module::CONSEQUENCE,
            text: include_str!(concat!("rules/", stringify!($module), ".rs")),
            check: $module::check,
        }),*];
    };
}

rules! {
    // The JVM refuses the file.
    Reading: encoding => "encoding",
    Reading: yaml_syntax => "yaml-syntax",
    Reading: export_syntax => "export-syntax",
    Reading: duplicate_key => "duplicate-key",
    Reading: too_complex => "too-complex",
    Structure: profile_refused => "profile-refused",
    // A slip of the keyboard: whatever else is wrong with the setting follows from it.
    Values: suspicious_character => "suspicious-character",
    Values: surrounding_whitespace => "surrounding-whitespace",
    Values: placeholder_left => "placeholder-left",
    // The section as a whole.
    Structure: wrong_type => "wrong-type",
    Structure: misplaced_setting => "misplaced-setting",
    Structure: missing_section => "missing-section",
    Values: basic_auth_leftover => "basic-auth-leftover",
    Values: authentication_not_ms_oauth => "authentication-not-ms-oauth",
    // Setting by setting.
    Structure: unknown_setting => "unknown-setting",
    Structure: empty_setting => "empty-setting",
    Values: value_reinterpreted => "value-reinterpreted",
    Values: encryption_not_tls => "encryption-not-tls",
    Values: server_invalid => "server-invalid",
    Values: server_not_microsoft => "server-not-microsoft",
    Values: port_invalid => "port-invalid",
    Values: port_not_submission => "port-not-submission",
    Values: username_not_address => "username-not-address",
    Values: client_secret_is_id => "client-secret-is-id",
    Values: client_id_invalid => "client-id-invalid",
    Values: tenant_id_invalid => "tenant-id-invalid",
    Values: ids_identical => "ids-identical",
    Values: client_secret_suspicious => "client-secret-suspicious",
    Structure: missing_setting => "missing-setting",
    // Advice on what works, or may.
    Structure: conflicting_values => "conflicting-values",
    Structure: non_canonical_name => "non-canonical-name",
    Secrets: secret_in_plain_text => "secret-in-plain-text",
    Server: server_registry_value => "server-registry-value",
    Server: server_registry_missing => "server-registry-missing",
    Server: systems_disagree => "systems-disagree",
    Bookkeeping: policy => "policy",
    // Looks at what all others have found.
    Bookkeeping: unused_ignore => "unused-ignore",
}

/// All rules that can report something: those of files, and those of the live check.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    #[cfg(feature = "live")]
    let live = crate::live::LIVE_RULES;
    #[cfg(not(feature = "live"))]
    let live: &[Rule] = &[];
    RULES.iter().chain(live)
}

/// All rules of files, group by group, as documentation lists them.
pub fn documented() -> Vec<&'static Rule> {
    let mut rules: Vec<_> = RULES.iter().collect();
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
