//! The proof: the new text is read again and must keep what the plan promises. Before it holds, nothing is written.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::plan::{Change, Plan};
use super::refusal::Refusal;
use super::survey::Part;
use crate::diagnostic::Severity;
use crate::expiry;
use crate::inspect::{Inspection, Options, check};
use crate::proof::first_change;
use crate::property::{Property, name};
use crate::settings::{SECTION, Setting, key_below_section};
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
    dated(&new, parts, plan)?;
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
    Setting::from_key(key_below_section(&canonical)?)
}

fn planned(old: &Inspection, new: &Inspection, plan: &Plan) -> Result<(), Refusal> {
    const LAW: &str = "the new file must contain the planned settings";
    let mut given: HashMap<(u32, Setting), Vec<&Property>> = HashMap::new();
    for property in &new.reading.properties {
        if let Some(setting) = setting(property) {
            given.entry((property.document, setting)).or_default().push(property);
        }
    }
    let counts = [&old.reading, &new.reading].map(|reading| {
        let mut counts: HashMap<(u32, &str), usize> = HashMap::new();
        for property in &reading.properties {
            *counts.entry((property.document, property.name.as_str())).or_default() += 1;
        }
        counts
    });
    for step in &plan.steps {
        let document = step.document;
        match &step.change {
            Change::Set { setting: wanted, text, .. } | Change::Add { setting: wanted, text } => {
                let given = given.get(&(document, *wanted)).map_or(&[][..], Vec::as_slice);
                if given.len() > 1 {
                    return Err(broken(LAW, format!("`{}` would be there twice", wanted.key())));
                }
                if given.first().is_none_or(|property| property.value.text != text.expose()) {
                    return Err(broken(LAW, format!("`{}` would have another value", wanted.key())));
                }
            }
            Change::Remove { property } => {
                let property = &old.reading.properties[*property];
                let [before, after] = counts
                    .each_ref()
                    .map(|counts| counts.get(&(document, property.name.as_str())).copied().unwrap_or(0));
                if after >= before {
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
    let mut written = HashSet::new();
    let blanks: HashMap<u32, usize> = parts.iter().filter_map(|part| Some((part.document, part.blank?))).collect();
    for step in &plan.steps {
        match step.change {
            Change::Set { setting, property, .. } => {
                touched[property] = true;
                written.insert((step.document, setting));
            }
            Change::Add { setting, .. } => {
                written.insert((step.document, setting));
                if let Some(blank) = blanks.get(&step.document) {
                    touched[*blank] = true;
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

/// Every client secret has the day at it.
fn dated(new: &Inspection, parts: &[Part], plan: &Plan) -> Result<(), Refusal> {
    let Some(date) = plan.expires else { return Ok(()) };
    let is_dated = |property: &Property| {
        let days = expiry::days(new, property);
        !days.is_empty() && days.iter().all(|(_, day)| *day == date)
    };
    match super::secrets(new, parts).find(|property| !is_dated(property)) {
        None => Ok(()),
        Some(property) => {
            let line = new.source.line(property.value.span.start);
            Err(broken("the new file must say when the secret expires", format!("line {line} of it would not")))
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::inspect::inspect;
    use crate::migration::{Documents, Origin, Text, Values, carry_out, plan, survey};
    use crate::secret::Secret;
    use crate::source::SourceFile;

    const OLD: &str = "a: 1\nb:\nfeatureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n    smtpPassword: x\n    smtp-port: 25\n    smtpPort: 25\n";

    /// Why a text that a migration would not write is refused; each change is a text of the right one and what takes its place.
    fn refused(old: &str, expires: Option<Date>, changes: &[(&str, &str)]) -> String {
        let old = inspect(Arc::new(SourceFile::from_bytes("osweb-prod.yml", old.into())), &Options::default());
        let mut values = Values::default();
        for (setting, text) in Setting::ALL.map(|setting| (setting, setting.definition().sound)) {
            let text = match setting {
                Setting::OAuthClientSecret => Text::Secret(Secret::new(text)),
                _ => Text::Open(text.to_owned()),
            };
            values.set(setting, text, Origin::Prompt);
        }
        values.expires = expires;
        let parts = survey(&old, Documents::All).unwrap();
        let plan = plan(&old, &parts, &values);
        let right = carry_out(&old, &parts, &plan, &Options::default()).unwrap();
        let mut text = right.new.source.text().to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{from:?} is not in\n{text}");
            text = text.replacen(from, to, 1);
        }
        match prove(&old, old.file.edited(text), &parts, &plan, &Options::default()) {
            Ok(_) => String::new(),
            Err(refusal) => refusal.message.replace("the proof failed, nothing was written: ", ""),
        }
    }

    #[test]
    fn a_text_that_breaks_a_law_is_not_written() {
        let day = Some("2028-02-29".parse().unwrap());
        for (expires, changes, why) in [
            (None, &[][..], ""),
            (None, &[("a: 1\n", "a: 1\n\n# b\n")], ""),
            (None, &[("a: 1", "a: '")], "the new file must be readable; line 1 of it would not be: "),
            (None, &[("a: 1", "featureSwitches.sendEmail.smtpPort: 587\na: 1")], "`smtpPort` would be there twice"),
            (None, &[("smtpPort: 587", "smtpPort: 25")], "`smtpPort` would have another value"),
            (None, &[("    smtpPort: 587\n", "")], "`smtpPort` would have another value"),
            (
                None,
                &[("smtpPort: 587", "smtpPort: 587\n    smtpPassword: y")],
                "`featureSwitches.sendEmail.smtpPassword` would still be there",
            ),
            (None, &[("a: 1", "a: 2")], "`a` would not"),
            (None, &[("b:\n", "")], "`b` would not"),
            (None, &[("a: 1", "c: 1")], "`a` would not"),
            (None, &[("a: 1\n", "")], "`a` would not"),
            (None, &[("a: 1\n", "a: 1\nc: 1\n")], "every other property must keep its value and its place; "),
            (day, &[], ""),
            (day, &[("2028-02-29", "2028-02-28")], "the new file must say when the secret expires; line "),
            (
                day,
                &[("# osweb-config: secret-expires 2028-02-29", "")],
                "the new file must say when the secret expires; line ",
            ),
        ] {
            let said = refused(OLD, expires, changes);
            assert!(said.contains(why) && said.is_empty() == why.is_empty(), "{changes:?}: {said}");
        }
    }
}
