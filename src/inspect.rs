//! The one path from a file to its properties, settings and diagnostics.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::parse::{self, Format, ParsedFile};
use crate::policy::Policy;
use crate::property::Property;
use crate::rules::{self, Context};
use crate::secret::Secret;
use crate::server::{ServerFile, Servers};
use crate::settings::{BaseSetting, Setting, Settings};
use crate::source::SourceFile;

mod export;
mod ignore;
pub(crate) mod profile;
mod version_control;

pub use ignore::{Ignore, Named};

/// What an inspection needs to know beside the file itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The active profile; default: what follows the dash in the file's name.
    pub profile: Option<String>,
    /// Lower-precedence files that may supply settings, lowest first.
    pub base: Vec<Arc<SourceFile>>,
    /// The format of the file; default: what its content and name speak of.
    pub format: Option<Format>,
    /// Registry exports of enaio server that the file must agree with.
    pub servers: Vec<Arc<ServerFile>>,
    /// Policies of the user's own.
    pub policies: Vec<Arc<Policy>>,
}

/// A file, read and judged.
#[derive(Debug)]
pub struct Inspection {
    /// The file.
    pub source: Arc<SourceFile>,
    /// What was read from it.
    pub reading: ParsedFile,
    /// Per document: whether the profile activates it.
    pub active: Vec<bool>,
    /// The profile that was assumed.
    pub profile: Option<String>,
    /// The settings.
    pub settings: Settings,
    /// What a registry export holds of enaio servers; nothing for other formats.
    pub servers: Servers,
    /// What the rules found, causes first.
    pub diagnostics: Vec<Diagnostic>,
    /// Secrets that came by another way than the file (the environment, a file of their own): reports mask them too.
    pub secrets: Vec<Secret>,
}

/// Reads and judges a file.
pub fn inspect(source: Arc<SourceFile>, options: &Options) -> Inspection {
    let reading = parse::read_as(&source, options.format.unwrap_or_else(|| Format::of(&source)));
    let profile = options.profile.clone().or_else(|| profile::of_file_name(source.name()).map(str::to_owned));
    let active = profile::active_documents(&reading, profile.as_deref());
    let mut settings = Settings::bind(&reading, &active);
    settings.base = options.base.iter().flat_map(|base| base_settings(base, profile.as_deref())).collect();
    let servers = match reading.format {
        Format::Registry => Servers::bind(&reading),
        _ => Servers::default(),
    };
    let ignores = ignore::of(&source, &reading);
    let context = Context {
        source: &source,
        reading: &reading,
        settings: &settings,
        servers: &servers,
        server_files: &options.servers,
        active: &active,
        policies: &options.policies,
        profile: profile.as_deref(),
        profile_specific: profile::of_file_name(source.name()).is_some(),
        ignores: &ignores,
        version_controlled: version_control::holds(Path::new(source.name())),
    };
    let mut diagnostics = rules::judge(&context);
    diagnostics.retain(|diagnostic| !ignores.iter().any(|ignore| ignore.silences(&source, diagnostic)));
    export::adapt(&reading, &mut diagnostics);
    diagnostics.sort_by_key(rank);
    Inspection { source, reading, active, profile, settings, servers, diagnostics, secrets: vec![] }
}

/// The place of a diagnostic in the report: what keeps osweb from starting, what keeps mail from being sent, the rest.
fn rank(diagnostic: &Diagnostic) -> (Consequence, std::cmp::Reverse<Severity>, crate::source::Span) {
    // What is not certain keeps nothing from happening.
    let consequence = if diagnostic.severity == Severity::Error { diagnostic.consequence } else { Consequence::Rest };
    (consequence, std::cmp::Reverse(diagnostic.severity), diagnostic.span)
}

impl Inspection {
    /// The properties that the service sees: active documents merged, later ones winning, each at the place where
    /// its name first came up.
    pub fn effective(&self) -> Vec<&Property> {
        let mut place = std::collections::HashMap::new();
        let mut effective: Vec<&Property> = vec![];
        for property in &self.reading.properties {
            if !self.active.get(property.document as usize).copied().unwrap_or(true) {
                continue;
            }
            match place.entry(property.name.as_str()) {
                std::collections::hash_map::Entry::Occupied(at) => effective[*at.get()] = property,
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(effective.len());
                    effective.push(property);
                }
            }
        }
        effective
    }
}

fn base_settings(base: &Arc<SourceFile>, profile: Option<&str>) -> Vec<BaseSetting> {
    let reading = parse::read(base);
    let active = profile::active_documents(&reading, profile);
    let settings = Settings::bind(&reading, &active);
    Setting::ALL
        .into_iter()
        .filter_map(|setting| {
            let property = settings.get(&reading, setting)?;
            Some(BaseSetting {
                setting,
                text: property.value.text.clone(),
                kind: property.value.kind,
                path: base.name().to_owned(),
                line: base.line(property.value.span.start),
            })
        })
        .collect()
}
