//! The rules: each is one check with a name, a page and tests. A rule knows no format and no terminal.

use std::sync::Arc;

use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::policy::Policy;
use crate::property::Property;
use crate::reader::{Format, Reading};
use crate::server::{ServerFile, Servers};
use crate::settings::{Setting, Settings};
use crate::source::{SourceFile, Span};

mod example;
mod found;
mod page;

pub use example::Example;
pub use found::Found;
pub use page::Page;

/// What a rule sees of a file.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The file; for what stands next to a value.
    pub source: &'a SourceFile,
    /// What was read from it.
    pub reading: &'a Reading,
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
    /// Whether the file lies in a version-controlled folder.
    pub version_controlled: bool,
}

impl<'a> Subject<'a> {
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
}

/// One rule.
pub struct Rule {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// The severity that its diagnostics usually have.
    pub severity: Severity,
    /// What a violation keeps from happening.
    pub consequence: Consequence,
    /// The rule's source file, whose leading doc comment is the page that `explain` prints.
    pub text: &'static str,
    /// Finds the violations.
    pub check: fn(&Rule, &Subject, &mut Found),
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

    /// The rule's page.
    pub fn page(&self) -> Page {
        Page::from_source(self.text)
    }
}

/// Registers rules: each name in snake_case is a file in rules/ with a `check` function, a `SEVERITY` and a `CONSEQUENCE`.
macro_rules! rules {
    ($($module:ident => $name:literal,)*) => {
        $(mod $module;)*

        /// All rules, in the order of their groups.
        pub static RULES: &[Rule] = &[$(Rule {
            name: $name,
            severity: $module::SEVERITY,
            consequence: $module::CONSEQUENCE,
            text: include_str!(concat!("rules/", stringify!($module), ".rs")),
            check: $module::check,
        }),*];
    };
}

rules! {
    yaml_syntax => "yaml-syntax",
    export_syntax => "export-syntax",
    encryption_not_tls => "encryption-not-tls",
    server_registry_value => "server-registry-value",
    server_registry_missing => "server-registry-missing",
    systems_disagree => "systems-disagree",
    policy => "policy",
}

/// All rules that can report something: those of files, and those of the live check.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    #[cfg(feature = "live")]
    let live = crate::live::LIVE_RULES;
    #[cfg(not(feature = "live"))]
    let live: &[Rule] = &[];
    RULES.iter().chain(live)
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Reports the reader's faults of one kind.
fn faults(rule: &Rule, subject: &Subject, kind: crate::reader::FaultKind, found: &mut Found) {
    for fault in subject.reading.faults.iter().filter(|fault| fault.kind == kind) {
        let mut diagnostic = rule.at(fault.span, &fault.message).help(&fault.help);
        for (span, message) in &fault.related {
            diagnostic = diagnostic.related(*span, message);
        }
        if let Some((title, edits)) = &fault.cure {
            diagnostic = diagnostic.fix(true, *title, edits.clone());
        }
        found.push(diagnostic);
    }
}
