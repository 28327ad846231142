//! Asks on a terminal for what only the administrator knows. Questions go to standard error, so that standard output stays the result.

use std::io::IsTerminal;
use std::path::Path;

use zeroize::Zeroizing;

use super::super::question::{is_confirmed, is_possible, line};
use super::file::File;
use crate::cli::{MigrateArgs, MigrateFormat};
use crate::migration::judge;
use crate::migration::{Given, Need, Origin, Text, Values};
use crate::property::Content;
use crate::property::value::content;
use crate::secret::Secret;
use crate::settings::{Definition, Kind, Setting};
use crate::system;
use crate::terminal::{harmless, say, say_part};

/// Whether the plan is shown to somebody who can say at once that it is to be carried out.
pub fn may_write(args: &MigrateArgs) -> bool {
    let undecided = !args.write && !args.check && args.output.is_none() && args.format == MigrateFormat::Human;
    let stdin_is_free = !args.paths.iter().any(|path| path == Path::new("-"));
    undecided && stdin_is_free && is_possible() && std::io::stdout().is_terminal()
}

/// Asks whether the new text is to be written; an answer that is not yes is no.
pub fn write(args: &MigrateArgs, file: &File) -> bool {
    let backup = if args.no_backup { "without a backup" } else { "the old file is kept beside it" };
    is_confirmed(&format!("Write it? {}, {backup} [y/N] ", harmless(&file.name)))
}

/// The command that writes it with the values that were typed; a secret is asked for again.
pub fn again(args: &MigrateArgs, values: &Values) {
    let mut command = String::from("osweb-config migrate --write");
    for setting in Setting::ALL {
        let Some(Given { text: Text::Open(text), .. }) = values.get(setting) else { continue };
        let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        match (setting, name) {
            (Setting::OAuthClientSecret, Some(name)) => {
                command.push_str(&format!(" --client-secret-placeholder {name}"))
            }
            (Setting::OAuthClientSecret, None) => {}
            _ => {
                if let [option, ..] = setting.definition().options {
                    command.push_str(&format!(" {option} {}", system::argument(text)));
                }
            }
        }
    }
    if let Some(date) = values.expires {
        command.push_str(&format!(" --expires {date}"));
    }
    for path in &args.paths {
        command.push_str(&format!(" {}", system::argument(&path.display().to_string())));
    }
    say(&format!("Nothing was written. To write it later with the same values: {}", harmless(&command)));
}

/// Asks whether all documents are meant; an answer that is not yes is no.
pub fn all_documents(file: &File, why: &str) -> bool {
    say(&format!("{why}\n"));
    let question = format!("Migrate all of these documents of {}? [y/N] ", harmless(&file.name));
    is_confirmed(&question)
}

/// Asks for the values, each until it can be used. Stops when the input ends: what is missing then stays missing.
pub fn values(files: &[File], values: &mut Values) {
    let mut asked = vec![];
    for file in files {
        for need in file.needs() {
            if asked.is_empty() {
                say("Some values are not in the file. Nothing has been written yet; Ctrl-C stops.\n");
            }
            if !asked.contains(&need.setting) && value(file, need, values).is_none() {
                return;
            }
            asked.push(need.setting);
        }
    }
}

/// `None` when the input has ended.
fn value(file: &File, need: &Need, values: &mut Values) -> Option<()> {
    let place =
        need.property.and_then(|property| file.line(property)).map(|line| format!(", line {line}")).unwrap_or_default();
    say(&format!("{} ({}{place}): {}", need.setting.key(), harmless(&file.name), need.why));
    let found = need.setting.definition().found;
    if !found.is_empty() {
        say(&format!("  found in {found}"));
    }
    loop {
        let Definition { kind, prompt, assumed, .. } = need.setting.definition();
        let question = format!("  {prompt}: ");
        let typed = match kind {
            Kind::Secret => secret(&question)?,
            Kind::Host | Kind::Port | Kind::Word(..) | Kind::Address | Kind::Guid | Kind::Tenant => {
                let typed = line(&question)?;
                let typed = if typed.trim().is_empty() { assumed } else { typed.trim() };
                Text::Open(typed.to_owned())
            }
        };
        match judge(need.setting, &typed, values) {
            Ok(()) => {
                values.set(need.setting, typed, Origin::Prompt);
                return Some(());
            }
            Err(why) => say(&format!("  This cannot be used: {why}")),
        }
    }
}

/// A placeholder may be shown, anything else is a secret.
fn secret(question: &str) -> Option<Text> {
    say_part(question);
    let typed = Zeroizing::new(rpassword::read_password().ok()?);
    let text = typed.trim();
    let placeholder = text.starts_with("${") && text.ends_with('}') && !text.contains(':');
    Some(if placeholder && content(text) == Content::Placeholder {
        Text::Open(text.to_owned())
    } else {
        Text::Secret(Secret::new(text))
    })
}
