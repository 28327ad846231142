//! The migration: from a section that logs in with a password to the eight settings of the OAuth form.
//!
//! ```text
//! inspection ─► survey   what the section holds, document by document
//!            ─► plan     what changes and why; what only the administrator knows
//!            ─► edits    in the style of the neighbours; no byte outside them changes
//!            ─► proof    the new text, read again, keeps the laws
//! ```
//!
//! The legacy vocabulary of osweb is not documented: whatever is not `MS_OAUTH` is legacy, whatever key holds a password is a
//! leftover. What the OAuth form consists of is documented: the eight settings
//! of [`Setting`].

mod fit;
mod left;
mod lines;
mod plan;
mod proof;
mod properties;
mod refusal;
mod spelling;
mod survey;
mod values;
mod yaml;

pub use fit::{Complaint, Known, judge, refusal as complaint};
pub use left::{Left, left};
pub use plan::{Change, Kept, Need, Plan, Step, plan};
pub use refusal::Refusal;
pub use survey::{Documents, Part, is_ambiguous, survey};
pub use values::{Given, Origin, Text, Values};

use std::sync::Arc;

use crate::date::Date;
use crate::edit::EditSet;
use crate::expiry;
use crate::inspect::{Inspection, Options, View, view};
use crate::parse::Format;
use crate::property::{Property, name};
use crate::settings::Setting;
use crate::workspace::LoadedFile;

/// A file in its new form, proven but not written.
#[derive(Debug)]
pub struct Migrated {
    /// The edits of the old text.
    pub edits: EditSet,
    /// The new file, read and judged.
    pub new: Inspection,
}

/// Carries out a plan without open needs.
///
/// # Errors
/// The file is written in a way that cannot be edited without acting at a distance, or the new text breaks a law.
pub fn carry_out(old: &Inspection, parts: &[Part], plan: &Plan, options: &Options) -> Result<Migrated, Refusal> {
    let mut edits = edits(old, parts, plan)?;
    let mut new = old.file.edited(edits.apply(&old.source));
    if let Some(date) = plan.expires {
        edits = with_day(edits, new, parts, date, options)?;
        new = old.file.edited(edits.apply(&old.source));
    }
    let new = proof::prove(old, new, parts, plan, options)?;
    Ok(Migrated { edits, new })
}

/// The edits, and those that write the day on which the new text's client secrets expire.
fn with_day(
    edits: EditSet,
    new: LoadedFile,
    parts: &[Part],
    date: Date,
    options: &Options,
) -> Result<EditSet, Refusal> {
    let new = view(Arc::new(new), options);
    let mut comments = vec![];
    for property in secrets(&new, parts) {
        comments.extend(expiry::edits(&new, property, date)?);
    }
    edits.then(comments).ok_or_else(expiry::no_room)
}

/// The client secrets in the documents that are migrated.
fn secrets<'a>(file: &'a View, parts: &[Part]) -> impl Iterator<Item = &'a Property> {
    let documents: Vec<u32> = parts.iter().map(|part| part.document).collect();
    let occurrences = file.settings.occurrences(Setting::OAuthClientSecret).iter();
    let properties = occurrences.map(|one| &file.reading.properties[one.property]);
    properties.filter(move |property| documents.contains(&property.document))
}

/// A plan's steps as edits of the text, which are still to be proven.
///
/// # Errors
/// The file is written in a way that cannot be edited without acting at a distance.
pub fn edits(old: &Inspection, parts: &[Part], plan: &Plan) -> Result<EditSet, Refusal> {
    plan::refuse_references(old, plan)?;
    match old.reading.format {
        Format::Properties => properties::edits(&old.source, &old.reading, parts, plan),
        _ => yaml::edits(&old.source, &old.reading, parts, plan),
    }
}

/// Whether a file can be migrated at all.
///
/// # Errors
/// Why not: it cannot be read, or is only a copy of settings that are kept elsewhere.
pub fn refuse_unfit(inspection: &Inspection) -> Result<(), Refusal> {
    match inspection.reading.format {
        Format::Yaml | Format::Json | Format::Properties => {}
        Format::Actuator => {
            return Err(Refusal::new(
                "this is what a running service reports of its settings, with its secrets hidden; no service reads it",
                "Migrate the file that the settings come from: osweb-prod.yml in the configuration folder of enaio service-manager.",
            ));
        }
        Format::Registry => {
            return Err(Refusal::new(
                "this is a registry export of enaio server, which has settings and names of its own; osweb does not read it",
                "Migrate osweb-prod.yml; change the settings of enaio server in enaio enterprise-manager.",
            ));
        }
    }
    match inspection.reading.faults.first() {
        None => misplaced(inspection).map_or(Ok(()), Err),
        Some(fault) => Err(Refusal::new(
            format!("the file cannot be read as it is: {}", fault.message),
            format!("Run `osweb-config check` on it and correct what it reports first. {}", fault.help),
        )
        .at(fault.span, "here")),
    }
}

/// Settings in a wrong place: beside them a second section would be written, and what they hold would stay.
fn misplaced(inspection: &Inspection) -> Option<Refusal> {
    let mut misplaced = inspection.diagnostics.iter().filter(|diagnostic| diagnostic.rule == "misplaced-setting");
    let first = misplaced.next()?;
    let mut refusal = Refusal::new(
        format!("{}; a second section beside it would leave what is there", first.message),
        format!("{} Then run the migration again; `osweb-config check` shows whether it is right.", first.help),
    )
    .at(first.span, "in the wrong place");
    for diagnostic in misplaced {
        refusal = refusal.at(diagnostic.span, diagnostic.message.clone());
    }
    let password = inspection.reading.properties.iter().find(|property| {
        let key = property.name.rsplit('.').next().unwrap_or_default();
        inspection.is_active(property.document) && name::is_password(key) && name::canonical(key).starts_with("smtp")
    });
    if let Some(property) = password {
        let span = inspection.reading.key(property.key).span;
        refusal = refusal.at(span, "a password: what is there is a sign-in with a password (basic authentication)");
    }
    Some(refusal)
}
