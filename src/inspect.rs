//! The one path from a file to its settings and diagnostics. It is a function of its input: no disk, no clock, no environment.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Deref;
use std::sync::Arc;

use crate::date::Date;
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::parse::Format;
use crate::policy::Policy;
use crate::profile;
use crate::property::Property;
use crate::rules::{self, Context};
use crate::secret::{Mask, Secret};
use crate::settings::Settings;
use crate::source::SourceFile;
use crate::suppression;
use crate::workspace::LoadedFile;

mod export;
mod secrecy;

pub use secrecy::Secrecy;

/// What a check needs to know beside the file itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The active profile; default: what follows the dash in the file's name.
    pub profile: Option<String>,
    /// Lower-precedence files that may supply settings, lowest first.
    pub base: Vec<Arc<LoadedFile>>,
    /// The format of the file; default: detected from content and name.
    pub format: Option<Format>,
    /// Registry exports of enaio server that the file must agree with.
    pub servers: Vec<Arc<LoadedFile>>,
    /// Policies of the user's own.
    pub policies: Vec<Arc<Policy>>,
    /// When the client secret expires, and how early that is said.
    pub expiry: Expiry,
}

/// What is to be known of the day on which a client secret expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// The day that it is; without one nothing is said of any day.
    pub today: Option<Date>,
    /// The day on which the secret expires, for a file that cannot say it in a comment.
    pub secret: Option<Date>,
    /// A warning from so many days before.
    pub warning: u32,
    /// A word of advice from so many days before.
    pub info: u32,
}

impl Default for Expiry {
    fn default() -> Self {
        Self { today: None, secret: None, warning: 30, info: 60 }
    }
}

/// A file as a service with a certain profile sees it.
#[derive(Debug)]
pub struct View {
    /// The file.
    pub file: Arc<LoadedFile>,
    /// The profile that was assumed.
    pub profile: Option<String>,
    /// Per document: whether the profile activates it.
    pub active: Vec<bool>,
    /// The settings.
    pub settings: Settings,
    /// What must not be shown beside the file's own secrets.
    pub secrecy: Secrecy,
}

/// A file, judged.
#[derive(Debug)]
pub struct Inspection {
    /// What the service sees of it.
    pub view: View,
    /// What the rules found, causes first.
    pub diagnostics: Vec<Diagnostic>,
    /// Secrets that came by another way than the file (the environment, a file of their own): reports mask them too.
    pub secrets: Vec<Secret>,
}

/// Parses and judges a text.
pub fn inspect(source: Arc<SourceFile>, options: &Options) -> Inspection {
    check(Arc::new(LoadedFile::parse(source, options.format)), options)
}

/// Judges a file.
pub fn check(file: Arc<LoadedFile>, options: &Options) -> Inspection {
    let view = view(file, options);
    let ignores = suppression::of(&view.source, &view.reading);
    let profile_specific = profile::of_file_name(view.source.name()).is_some();
    let context = Context {
        source: &view.source,
        reading: &view.reading,
        settings: &view.settings,
        servers: view.servers(),
        server_files: &options.servers,
        active: &view.active,
        policies: &options.policies,
        expiry: options.expiry,
        profile: view.profile.as_deref(),
        profile_specific,
        ignores: &ignores,
        version_controlled: &|| view.version_controlled(),
        view: &view,
    };
    let mut diagnostics = rules::judge(&context);
    suppression::apply(&ignores, &view.source, &mut diagnostics);
    export::adapt(&view.reading, &mut diagnostics);
    diagnostics.sort_by_key(rank);
    Inspection { view, diagnostics, secrets: vec![] }
}

/// What a service sees of a file: no rule is asked.
pub fn view(file: Arc<LoadedFile>, options: &Options) -> View {
    let profile = options.profile.clone().or_else(|| profile::of_file_name(file.source.name()).map(str::to_owned));
    let active = profile::active_documents(&file.reading, profile.as_deref());
    let mut settings = Settings::bind(&file.reading, &active);
    for base in &options.base {
        settings.base.extend_from_slice(&base.supplies(profile.as_deref()));
    }
    View { file, profile, active, settings, secrecy: Secrecy::new(options) }
}

/// The place of a diagnostic in the report: what keeps osweb from starting, what keeps mail from being sent, the rest.
fn rank(diagnostic: &Diagnostic) -> (Consequence, std::cmp::Reverse<Severity>, crate::source::Span) {
    // What is not certain keeps nothing from happening.
    let consequence = if diagnostic.severity == Severity::Error { diagnostic.consequence } else { Consequence::Rest };
    (consequence, std::cmp::Reverse(diagnostic.severity), diagnostic.span)
}

impl View {
    /// What is secret in the file, or in one that was given beside it: this stands before everything that is shown of it.
    pub fn mask(&self) -> &Mask {
        self.secrecy.mask(&self.file)
    }

    /// Whether the profile activates a document.
    pub fn is_active(&self, document: u32) -> bool {
        self.active.get(document as usize).copied().unwrap_or(true)
    }

    /// The properties that the service sees: active documents merged, later ones winning, each at the place where
    /// its name first came up.
    pub fn effective(&self) -> Vec<&Property> {
        let mut place = HashMap::new();
        let mut effective: Vec<&Property> = vec![];
        for property in &self.reading.properties {
            if !self.is_active(property.document) {
                continue;
            }
            match place.entry(property.name.as_str()) {
                Entry::Occupied(at) => effective[*at.get()] = property,
                Entry::Vacant(free) => {
                    free.insert(effective.len());
                    effective.push(property);
                }
            }
        }
        effective
    }
}

/// A view is its file, seen in a certain way.
impl Deref for View {
    type Target = LoadedFile;

    fn deref(&self) -> &LoadedFile {
        &self.file
    }
}

/// An inspection is a view, judged.
impl Deref for Inspection {
    type Target = View;

    fn deref(&self) -> &View {
        &self.view
    }
}
