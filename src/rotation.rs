//! Replaces the client secret of a file by a new one, and the day on which it expires; nothing else changes.

use std::sync::Arc;

use crate::date::Date;
use crate::edit::EditSet;
use crate::expiry;
use crate::inspect::{Inspection, Options, check};
use crate::migration::{self, Change, Documents, Origin, Plan, Refusal, Step, Text, Values};
use crate::parse::Format;
use crate::proof::first_change;
use crate::property::value::{content, parts};
use crate::property::{Content, Property};
use crate::secret::Secret;
use crate::settings::validate::is_guid;
use crate::settings::{Kind, Setting};

/// A file with its new secret, proven but not written.
#[derive(Debug)]
pub struct Rotated {
    /// The new file, read and judged.
    pub new: Inspection,
    /// The line of the secret in the new file.
    pub line: usize,
    /// The line and the day of the comment there, if there is one.
    pub comment: Option<(usize, Date)>,
    /// Lines of the new file where the old secret still is.
    pub left: Vec<usize>,
}

const SETTING: Setting = Setting::OAuthClientSecret;

/// Makes the new text of a file and proves it.
///
/// # Errors
/// Why the file, or the secret, is not one for that. Never holds a secret.
pub fn rotate(old: &Inspection, secret: &Secret, expires: Option<Date>, options: &Options) -> Result<Rotated, Refusal> {
    let index = place(old)?;
    let property = &old.reading.properties[index];
    fits(old, property, secret)?;
    let mut edits = value(old, index, secret)?;
    if let Some(date) = expires {
        let comment = expiry::edits(old, property, date)?;
        edits.add(comment).map_err(|_| expiry::no_room().at(property.value.span, "the secret's place"))?;
    }
    prove(old, index, secret, expires, edits, options)
}

/// The property that gives the secret.
fn place(old: &Inspection) -> Result<usize, Refusal> {
    match old.reading.format {
        Format::Yaml | Format::Json | Format::Properties => {}
        Format::Actuator | Format::Registry => {
            return Err(Refusal::new(
                "this is an export: no service reads the secret from it",
                "Rotate the secret of osweb-prod.yml.",
            ));
        }
    }
    if let Some(fault) = old.reading.faults.first() {
        let message = format!("the file cannot be read as it is: {}", fault.message);
        return Err(Refusal::new(message, format!("Correct this first. {}", fault.help)).at(fault.span, "here"));
    }
    let given = old.settings.get(&old.reading, SETTING);
    let index = old.reading.properties.iter().position(|one| given.is_some_and(|given| std::ptr::eq(one, given)));
    index.ok_or_else(|| {
        let elsewhere = old.settings.base(SETTING).map(|base| format!("; {} line {} gives it", base.path, base.line));
        let message = format!("the file gives no `{}`{}", SETTING.key(), elsewhere.unwrap_or_default());
        Refusal::new(
            message,
            "Rotate the file that holds it; a section with a password is rewritten by `osweb-config migrate`.",
        )
    })
}

/// What the file holds, and what it is to hold.
fn fits(old: &Inspection, property: &Property, secret: &Secret) -> Result<(), Refusal> {
    let (text, new) = (property.value.text.as_str(), secret.expose());
    let refuse =
        |message: String, help: &str| Err(Refusal::new(message, help).at(property.value.span, "the secret's place"));
    let encrypted = content(new) == Content::Encrypted;
    match content(text) {
        Content::Placeholder => {
            let parts = parts::parse(text);
            let names: Vec<_> =
                parts::placeholders(&parts).iter().map(|one| format!("`{}`", &text[one.name.clone()])).collect();
            let message = format!("the secret is not in the file: it comes from {}", names.join(", "));
            return refuse(
                message,
                "Change that variable where the service is started (environment, service-manager), then restart the service.",
            );
        }
        Content::Encrypted if !encrypted => {
            let message = "the secret in the file is encrypted, and the new one is not".to_owned();
            return refuse(
                message,
                "Encrypt the new secret with the key of the service, and give that text with --offline: only the service can read it.",
            );
        }
        Content::Encrypted | Content::Masked | Content::Literal => {}
    }
    if is_guid(new.trim()) {
        let message = "the new secret is a GUID: that is the Secret ID, which signs in nobody".to_owned();
        return refuse(
            message,
            "Copy the *Value* beside it (Certificates & secrets). It is shown only once: after that make another secret.",
        );
    }
    if new == text {
        return refuse(
            "the new secret is the one that the file holds already".to_owned(),
            "Make a new one in Microsoft Entra (Certificates & secrets > New client secret).",
        );
    }
    if new.trim() != new {
        return refuse(
            "the new secret begins or ends with a space, which would be a part of it".to_owned(),
            "Give it without the space.",
        );
    }
    let mut values = Values::default();
    for setting in Setting::ALL.into_iter().filter(|setting| matches!(setting.kind(), Kind::Guid | Kind::Tenant)) {
        if let Some(given) = old.settings.get(&old.reading, setting) {
            values.set(setting, Text::Open(given.value.text.clone()), Origin::Prompt);
        }
    }
    match migration::judge(SETTING, &Text::Secret(secret.clone()), &values) {
        Ok(()) => Ok(()),
        Err(why) => refuse(format!("the new secret cannot be used: {why}"), ""),
    }
}

/// The edit of the value, in the style in which it is written.
fn value(old: &Inspection, index: usize, secret: &Secret) -> Result<EditSet, Refusal> {
    let document = old.reading.properties[index].document;
    let parts = migration::survey(old, Documents::All)?;
    let text = Text::Secret(secret.clone());
    let change = Change::Set { setting: SETTING, property: index, text };
    let step = Step { document, change, what: String::new(), why: String::new() };
    let plan = Plan { steps: vec![step], ..Plan::default() };
    migration::edits(old, &parts, &plan)
}

/// Reads the new text: the secret is the new one, its day is found, and everything else is as it was.
fn prove(
    old: &Inspection,
    index: usize,
    secret: &Secret,
    expires: Option<Date>,
    edits: EditSet,
    options: &Options,
) -> Result<Rotated, Refusal> {
    let broken = |law: &str| {
        Refusal::new(
            format!("the proof failed, nothing was written: {law}"),
            "Change the secret by hand at this place.",
        )
        .at(old.reading.properties[index].value.span, "the secret's place")
    };
    let new = check(Arc::new(old.file.edited(edits.apply(&old.source))), options);
    if !new.reading.faults.is_empty() {
        return Err(broken("the new file must be readable"));
    }
    let (before, after) = (&old.reading.properties, &new.reading.properties);
    let others = |index: usize| move |(at, property)| (at != index).then_some(property);
    let changed = first_change(
        before.iter().enumerate().filter_map(others(index)),
        after.iter().enumerate().filter_map(others(index)),
    );
    if before.len() != after.len() || changed.is_some() {
        return Err(broken("every other property must keep its value"));
    }
    let property = &after[index];
    if property.value.text != secret.expose() || property.name != before[index].name {
        return Err(broken("the file must hold the new secret"));
    }
    let days = expiry::days(&new, property);
    if let Some(date) = expires
        && (days.is_empty() || days.iter().any(|(_, day)| *day != date))
    {
        return Err(broken("the file must say when the secret expires"));
    }
    let previous = before[index].value.text.as_str();
    let mut left: Vec<usize> = match content(previous) {
        Content::Literal if previous.len() >= 8 => {
            new.source.text().match_indices(previous).map(|(at, _)| new.source.line(at as u32)).collect()
        }
        _ => vec![],
    };
    left.dedup();
    let line = new.source.line(property.value.span.start);
    let comment = days.first().copied();
    Ok(Rotated { line, comment, left, new })
}
