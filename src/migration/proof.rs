//! The proof: the new text is read again and must keep what the plan promises. Before it holds, nothing is written.

use std::sync::Arc;

use super::plan::{Change, Plan};
use super::refusal::Refusal;
use super::survey::Part;
use crate::diagnostic::Severity;
use crate::inspect::{Inspection, Options, check};
use crate::parse::ParsedFile;
use crate::proof::first_change;
use crate::property::{Property, name};
use crate::settings::{SECTION, Setting};
use crate::workspace::LoadedFile;

/// Reads the new text as the old one was read, and judges it.
///
/// # Errors
/// The law that it breaks.
pub(super) fn prove(
    old: &Inspection,
    new: LoadedFile,
    parts: &[Part],
    plan: &Plan,
    options: &Options,
) -> Result<Inspection, Refusal> {
    let new = check(Arc::new(new), options);
    readable(&new)?;
    planned(old, &new, plan)?;
    others(old, &new, parts, plan)?;
    passes_check(&new)?;
    Ok(new)
}

fn broken(law: &str, how: String) -> Refusal {
    Refusal::new(
        format!("the proof failed, nothing was written: {law}; {how}"),
        "Change the file by hand at this place, then run the migration again.",
    )
}

fn readable(new: &Inspection) -> Result<(), Refusal> {
    match new.reading.faults.first() {
        None => Ok(()),
        Some(fault) => Err(broken(
            "the new file must be readable",
            format!("line {} of it would not be: {}", new.source.line(fault.span.start), fault.message),
        )),
    }
}

/// The setting that a property gives.
fn setting(property: &Property) -> Option<Setting> {
    let canonical = name::canonical(&property.name);
    Setting::from_key(name::below(&canonical, &name::canonical(SECTION))?)
}

fn planned(old: &Inspection, new: &Inspection, plan: &Plan) -> Result<(), Refusal> {
    const LAW: &str = "the new file must hold the planned settings";
    for step in &plan.steps {
        let document = step.document;
        match &step.change {
            Change::Set { setting: wanted, text, .. } | Change::Add { setting: wanted, text } => {
                let mut given = new
                    .reading
                    .properties
                    .iter()
                    .filter(|property| property.document == document && setting(property) == Some(*wanted));
                let first = given.next();
                if given.next().is_some() {
                    return Err(broken(LAW, format!("`{}` would stand there twice", wanted.key())));
                }
                if first.is_none_or(|property| property.value.text != text.expose()) {
                    return Err(broken(LAW, format!("`{}` would have another value", wanted.key())));
                }
            }
            Change::Remove { property } => {
                let property = &old.reading.properties[*property];
                let same = |reading: &ParsedFile| {
                    reading
                        .properties
                        .iter()
                        .filter(|other| other.document == document && other.name == property.name)
                        .count()
                };
                if same(&new.reading) >= same(&old.reading) {
                    return Err(broken(LAW, format!("`{}` would still be there", property.name)));
                }
            }
        }
    }
    Ok(())
}

/// Every property that the plan does not speak of, in the order of the file.
fn others(old: &Inspection, new: &Inspection, parts: &[Part], plan: &Plan) -> Result<(), Refusal> {
    let mut touched = vec![false; old.reading.properties.len()];
    let mut written = vec![];
    for step in &plan.steps {
        match step.change {
            Change::Set { setting, property, .. } => {
                touched[property] = true;
                written.push((step.document, setting));
            }
            Change::Add { setting, .. } => {
                written.push((step.document, setting));
                let part = parts.iter().find(|part| part.document == step.document);
                if let Some(blank) = part.and_then(|part| part.blank) {
                    touched[blank] = true;
                }
            }
            Change::Remove { property } => touched[property] = true,
        }
    }
    // An empty section that keeps its line beside dotted settings is no change.
    let is_blank = |property: &&Property| property.value.text.is_empty() && name::same(&property.name, SECTION);
    let is_planned =
        |property: &&Property| setting(property).is_some_and(|setting| written.contains(&(property.document, setting)));
    let before = old.reading.properties.iter().zip(&touched).filter(|(_, touched)| !**touched).map(|(one, _)| one);
    let after = new.reading.properties.iter().filter(|property| !is_planned(property));
    let Some(changed) = first_change(before.filter(|one| !is_blank(one)), after.filter(|one| !is_blank(one))) else {
        return Ok(());
    };
    Err(broken("every other property must keep its value and its place", format!("`{changed}` would not")))
}

fn passes_check(new: &Inspection) -> Result<(), Refusal> {
    let mut errors = new.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let Some(first) = errors.next() else { return Ok(()) };
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let help = if first.help.is_empty() { String::new() } else { format!(" {}", first.help) };
    Err(Refusal::new(
        format!(
            "the proof failed, nothing was written: the new file must pass `check`; line {} of it would not: [{}] {}{more}",
            new.source.line(first.span.start),
            first.rule,
            first.message
        ),
        format!("Correct this first, then run the migration again.{help}"),
    ))
}
