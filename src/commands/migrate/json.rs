//! Plan, edits and diff as JSON, version 1.

use serde::Serialize;

use super::super::put::Put;
use super::file::{File, State};
use super::human;
use crate::diff;
use crate::migration::{Change, Migrated, Step};
use crate::report::pretty;
use crate::secret::Mask;
use crate::source::Span;

#[derive(Serialize)]
struct Document {
    version: u32,
    tool: Tool,
    files: Vec<Entry>,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Default, Serialize)]
struct Summary {
    files: usize,
    unchanged: usize,
    planned: usize,
    written: usize,
    failed: usize,
}

#[derive(Serialize)]
struct Entry {
    path: String,
    /// `unchanged`, `no-section`, `planned`, `written`, `values-missing`, `refused` or `failed`.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<Missing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    plan: Vec<PlanStep>,
    /// The day on which the client secret expires, as the comment says.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<JsonEdit>,
    /// What stays that speaks of a password.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left: Vec<JsonLeft>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<WrittenTo>,
}

#[derive(Serialize)]
struct JsonLeft {
    line: usize,
    what: String,
    /// Whether it is a password that some document still gives.
    in_force: bool,
}

#[derive(Serialize)]
struct Missing {
    setting: &'static str,
    options: &'static [&'static str],
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

#[derive(Serialize)]
struct PlanStep {
    /// `set`, `add`, `remove` or `keep`.
    action: &'static str,
    property: String,
    /// Line of the old file; absent for what is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// Line of the new file, for what is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    new_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// Bytes count from 0 in the file as it is on disk.
#[derive(Serialize)]
struct JsonEdit {
    start_byte: usize,
    end_byte: usize,
    replacement: String,
    /// The replacement holds a secret, which is not shown: it cannot be applied as it is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    masked: bool,
}

#[derive(Serialize)]
struct WrittenTo {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    backup: Option<String>,
    next: Vec<String>,
}

/// The report.
pub fn report(files: &[File], check: bool) -> String {
    let mut summary = Summary { files: files.len(), ..Summary::default() };
    for file in files {
        match file.state {
            State::NoSection | State::Unchanged => summary.unchanged += 1,
            State::Proven(_) => summary.planned += 1,
            State::Planned if check => summary.planned += 1,
            State::Written(..) => summary.written += 1,
            State::Planned | State::Failed(_) | State::NotWritten(_) | State::Refused(_) => summary.failed += 1,
        }
    }
    let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
    let document = Document { version: 1, tool, files: files.iter().map(entry).collect(), summary };
    pretty(&document)
}

fn entry(file: &File) -> Entry {
    let mut entry = Entry {
        path: file.name.clone(),
        state: "",
        error: None,
        missing: vec![],
        plan: vec![],
        expires: None,
        edits: vec![],
        left: file
            .left()
            .into_iter()
            .map(|left| JsonLeft { line: left.line, what: file.masked(&left.what), in_force: left.in_force })
            .collect(),
        diff: None,
        written: None,
    };
    match &file.state {
        State::NoSection => entry.state = "no-section",
        State::Unchanged => entry.state = "unchanged",
        State::Failed(_) | State::NotWritten(_) => {
            entry.state = "failed";
            entry.error = human::error(file, false);
        }
        State::Refused(_) => {
            entry.state = "refused";
            entry.error = human::error(file, false);
        }
        State::Planned => {
            entry.state = "values-missing";
            let missing = file.needs().iter().map(|need| Missing {
                setting: need.setting.key(),
                options: need.setting.definition().options,
                why: file.masked(&need.why),
                line: need.property.and_then(|property| file.line(property)),
            });
            entry.missing = missing.collect();
        }
        State::Proven(migrated) => {
            entry.state = "planned";
            result(file, migrated, &mut entry);
        }
        State::Written(migrated, path, Put { backup, .. }) => {
            entry.state = "written";
            result(file, migrated, &mut entry);
            entry.written = Some(WrittenTo {
                path: path.display().to_string(),
                backup: backup.as_ref().map(|backup| backup.display().to_string()),
                next: human::next_steps(path),
            });
        }
    }
    entry
}

fn result(file: &File, migrated: &Migrated, entry: &mut Entry) {
    let Some(old) = &file.old else { return };
    let masks = [old.mask(), migrated.new.mask()];
    entry.plan = file.plan.steps.iter().map(|step| plan_step(file, migrated, step, masks[0])).collect();
    entry.plan.extend(file.plan.kept.iter().map(|kept| PlanStep {
        action: "keep",
        property: kept.setting.name(),
        line: file.line(kept.property),
        new_line: None,
        what: None,
        why: None,
    }));
    entry.expires = file.plan.expires.map(|date| date.to_string());
    entry.edits = json_edits(file, migrated, masks);
    entry.diff = Some(human::diff_of(file, migrated, false));
}

fn plan_step(file: &File, migrated: &Migrated, step: &Step, mask: &Mask) -> PlanStep {
    let (line, is_new) = human::line_of(file, migrated, step);
    let name = |property: usize| {
        file.old.as_ref().map_or_else(String::new, |old| old.reading.properties[property].name.clone())
    };
    let (action, property) = match &step.change {
        Change::Set { property, .. } => ("set", name(*property)),
        Change::Add { setting, .. } => ("add", setting.name()),
        Change::Remove { property } => ("remove", name(*property)),
    };
    PlanStep {
        action,
        property: mask.text(&property),
        line: line.filter(|_| !is_new),
        new_line: line.filter(|_| is_new),
        what: Some(mask.text(&step.what)),
        why: Some(mask.text(&step.why)),
    }
}

/// The edits; what they write is taken from the new text, where it is known what is secret.
fn json_edits(file: &File, migrated: &Migrated, masks: [&Mask; 2]) -> Vec<JsonEdit> {
    let (new, Some(old)) = (&migrated.new.source, &file.old) else { return vec![] };
    let secrets: Vec<Span> = masks[1].spans().collect();
    let (mut removed, mut added) = (0, 0);
    let edits = migrated.edits.edits().iter().map(|edit| {
        let start = edit.span.start as usize + added - removed;
        removed += edit.span.len();
        added += edit.replacement.len();
        let shown = diff::masked(new, Span::new(start, start + edit.replacement.len()), &secrets);
        let shown = masks.iter().fold(shown, |text, mask| mask.text(&text));
        JsonEdit {
            start_byte: old.source.position(edit.span.start).byte,
            end_byte: old.source.position(edit.span.end).byte,
            masked: shown != edit.replacement,
            replacement: shown,
        }
    });
    edits.collect()
}
