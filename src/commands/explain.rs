//! `explain`: the pages of the rules, and what the replies of Microsoft's servers mean.

use std::path::Path;

use serde::Serialize;

use crate::catalog::Facts;
use crate::catalog::lookup::lookup_with;
use crate::cli::{ExplainArgs, ExplainFormat, GlobalArgs};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::exit::Exit;
use crate::report::pretty;
use crate::rules::{self, Example, Rule};
use crate::secret::Mask;
use crate::settings::Setting;
use crate::source::{SourceFile, bytes};
use crate::terminal::Look;
use crate::workspace::Workspace;

mod log;
mod page;
mod reply;

/// Runs `explain`.
pub fn run(args: &ExplainArgs, global: &GlobalArgs) -> Exit {
    match text(args, global) {
        Ok(text) => super::print(&text).map_or_else(|failed| failed, |()| Exit::Done),
        Err(error) => super::refuse(&error),
    }
}

fn text(args: &ExplainArgs, global: &GlobalArgs) -> Result<String, Error> {
    let look = Look::of_stdout(global.color);
    if let Some(path) = &args.log {
        return log_text(path, args, look);
    }
    let Some(what) = &args.what else {
        // Clap has made sure of --all.
        return Ok(match args.format {
            ExplainFormat::Human => page::list(look),
            ExplainFormat::Markdown => all_markdown(),
            ExplainFormat::Json => json(rules::documented()),
        });
    };
    if let Some(rule) = rules::find(what) {
        return Ok(match args.format {
            ExplainFormat::Human => page::terminal(rule, look),
            ExplainFormat::Markdown => page::markdown(rule, 1),
            ExplainFormat::Json => json([rule]),
        });
    }
    let facts = facts(args.file.as_deref())?;
    let mut found = lookup_with(&with_prefix(&masked(what)), None, &facts);
    if found.len() > 1 && !found.iter().any(|finding| finding.known) {
        // What each step would say of a code that nobody knows is the same but for the step.
        found = found.split_off(found.len() - 1);
    }
    if found.is_empty() {
        return Err(unknown(what));
    }
    let entries: Vec<_> = found.iter().map(reply::Entry::new).collect();
    Ok(reply::render(&entries, args.format, look))
}

/// `7000215` is `AADSTS7000215`.
fn with_prefix(what: &str) -> String {
    let number = what.len() >= 5 && what.bytes().all(|byte| byte.is_ascii_digit());
    if number { format!("AADSTS{what}") } else { what.to_owned() }
}

/// A reply or a log can repeat what was sent.
fn masked(text: &str) -> String {
    Mask::of(&[]).text(text)
}

fn unknown(what: &str) -> Error {
    let near = crate::cli::near_rule(what);
    let hint = match near {
        "" => "try a code (AADSTS7000215, 5.7.139), the whole reply of the mail server in quotes, or --log FILE; all rules: osweb-config explain --all".to_owned(),
        near => format!("a rule of a similar name: {near}; all rules: osweb-config explain --all"),
    };
    Error::new(format!("`{}` is neither a rule, nor a code or a reply that is known", masked(what))).hint(hint)
}

fn log_text(path: &Path, args: &ExplainArgs, look: Look) -> Result<String, Error> {
    let name = if path == Path::new("-") { "<stdin>".to_owned() } else { path.display().to_string() };
    let read = if path == Path::new("-") { bytes::stream(std::io::stdin().lock()) } else { bytes::file(path) };
    let bytes = read.map_err(|error| Error::reading(name.clone(), &error))?;
    let source = SourceFile::from_bytes(name, bytes);
    let mut entries = log::entries(source.text(), &facts(args.file.as_deref())?);
    let mask = Mask::of(&[]);
    entries.iter_mut().for_each(|entry| entry.mask(&mask));
    if entries.is_empty() && args.format == ExplainFormat::Human {
        return Ok("The log contains no known reply.\n".to_owned());
    }
    Ok(reply::render(&entries, args.format, look))
}

/// What the catalog's texts are filled in with.
fn facts(file: Option<&Path>) -> Result<Facts, Error> {
    let Some(path) = file else { return Ok(Facts::unknown()) };
    let workspace = Workspace::default();
    let view = workspace.view(workspace.open(path)?);
    let mask = view.mask();
    let value = |setting: Setting| {
        let property = view.settings.get(&view.reading, setting)?;
        Some(mask.text(property.value.literal()?.trim()))
    };
    let unknown = Facts::unknown();
    Ok(Facts {
        known: true,
        server: value(Setting::SmtpServer).unwrap_or(unknown.server),
        port: value(Setting::SmtpPort).and_then(|port| port.parse().ok()).unwrap_or(unknown.port),
        username: value(Setting::SmtpUsername).unwrap_or(unknown.username),
        client_id: value(Setting::OAuthClientId).unwrap_or(unknown.client_id),
        tenant: value(Setting::OAuthTenantId).unwrap_or(unknown.tenant),
        ..Facts::unknown()
    })
}

fn all_markdown() -> String {
    let mut text = "# Rules\n\n| rule | severity | what it reports |\n| --- | --- | --- |\n".to_owned();
    for rule in rules::documented() {
        let summary = rule.page().summary.replace('\n', " ").replace('|', "\\|");
        text.push_str(&format!("| [`{0}`](#{0}) | {1} | {summary} |\n", rule.name, rule.severity.word()));
    }
    for rule in rules::documented() {
        text.push('\n');
        text.push_str(&page::markdown(rule, 2));
    }
    text
}

#[derive(Serialize)]
struct Document {
    version: u32,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    sections: Vec<Section>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<Example>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Section {
    title: &'static str,
    text: &'static str,
}

fn json(rules: impl IntoIterator<Item = &'static Rule>) -> String {
    let rules = rules.into_iter().map(|rule| {
        let page = rule.page();
        Entry {
            name: rule.name,
            severity: rule.severity,
            url: page.url(),
            summary: &page.summary,
            sections: page.sections.iter().map(|(title, text)| Section { title, text }).collect(),
            example: rule.example(),
        }
    });
    pretty(&Document { version: 1, rules: rules.collect() })
}
