//! Many ways in which a section is written, each in a few lines of `fixtures/migrate-forms/*.txt`: the file, and below `--->` what
//! becomes of it, or why nothing does.
//!
//! ```text
//! === what the case shows | all | without smtpServer | smtpPort=25 | x.properties
//! ```
//!
//! What follows the title changes the usual call: `all` documents; values `without` one (or `nothing`), or another one; values `for
//! several files`; the `plan` in words, too; the name of the file. Signs stand for what is not seen: `␍` `␤` `␉` for CR, U+0085, a tab; `␄`
//! takes away the line end after it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::migration::{self, Change, Documents, Origin, Plan, Refusal, Text, Values};
use osweb_config::secret::Secret;
use osweb_config::settings::Setting;
use osweb_config::source::SourceFile;

use super::planned::planned_values;

struct Form {
    /// The line that begins it: title and options.
    head: String,
    before: String,
    after: String,
}

impl Form {
    fn options(&self) -> impl Iterator<Item = &str> {
        self.head.split(" | ").skip(1)
    }

    fn has(&self, option: &str) -> bool {
        self.options().any(|other| other == option)
    }

    fn values(&self) -> Values {
        let mut values = if self.has("without nothing") { Values::default() } else { planned_values() };
        if self.has("for several files") {
            values.for_several_files();
        }
        let without = |setting: Setting| self.has(&format!("without {}", setting.key()));
        let mut chosen = values.clone();
        if Setting::ALL.into_iter().any(without) {
            chosen = Values::default();
            for setting in Setting::ALL.into_iter().filter(|setting| !without(*setting)) {
                if let Some(given) = values.get(setting) {
                    chosen.set(setting, given.text.clone(), given.origin.clone());
                }
            }
        }
        for (setting, text) in self.options().filter_map(|option| option.split_once('=')) {
            let setting = Setting::from_key(&setting.to_lowercase()).expect("it is a setting");
            let text = text.to_owned();
            let text =
                if setting == Setting::OAuthClientSecret { Text::Secret(Secret::new(&text)) } else { Text::Open(text) };
            chosen.set(setting, text, Origin::Prompt);
        }
        chosen
    }

    fn read(&self, text: &str) -> Inspection {
        let name =
            self.options().find(|option| option.contains('.') && !option.contains('=')).unwrap_or("osweb-prod.yml");
        inspect(Arc::new(SourceFile::from_bytes(name, text.as_bytes().to_vec())), &Options::default())
    }

    /// What becomes of a text.
    fn becomes(&self, text: &str) -> String {
        let old = self.read(text);
        let asks = if migration::is_ambiguous(&old) { "whether all documents are meant can be asked\n" } else { "" };
        self.migrated(&old).unwrap_or_else(|refusal| format!("refused: {}\n{asks}", refusal.text(&old.source)))
    }

    fn migrated(&self, old: &Inspection) -> Result<String, Refusal> {
        migration::refuse_unfit(old)?;
        let parts = migration::survey(old, if self.has("all") { Documents::All } else { Documents::Active })?;
        if parts.is_empty() {
            return Ok("no section\n".to_owned());
        }
        let plan = migration::plan(old, &parts, &self.values());
        let words = if self.has("plan") { in_words(old, &plan) } else { String::new() };
        if !plan.needs.is_empty() {
            return Ok(words);
        }
        let migrated = migration::carry_out(old, &parts, &plan, &Options::default())?;
        let changes = migrated.edits.edits().iter().all(|edit| !edit.span.is_empty() || !edit.replacement.is_empty());
        assert!(changes, "{}: an edit changes nothing", self.head);
        let text = migrated.new.source.text();
        let left: String = migration::left(old, &parts, &plan)
            .iter()
            .map(|left| format!("line {}: {}\n", left.line, left.what))
            .collect();
        Ok(if self.has("plan") { format!("{text}{words}{left}") } else { text.to_owned() })
    }
}

/// A plan without the values and reasons that every plan has.
fn in_words(old: &Inspection, plan: &Plan) -> String {
    let line = |property: usize| old.source.line(old.reading.key(old.reading.properties[property].key).span.start);
    let mut words = String::new();
    for step in &plan.steps {
        let place = match step.change {
            Change::Set { property, .. } | Change::Remove { property } => format!("line {}", line(property)),
            Change::Add { .. } => "new".to_owned(),
        };
        words.push_str(&format!("{place}: {}: {}\n", step.what, step.why));
    }
    for need in &plan.needs {
        words.push_str(&format!("needs {}: {}\n", need.setting.key(), need.why));
    }
    for kept in &plan.kept {
        words.push_str(&format!("keeps {} of line {}\n", kept.setting.key(), line(kept.property)));
    }
    words
}

const SIGNS: [(&str, &str); 4] = [("␍", "\r"), ("␤", "\u{85}"), ("␉", "\t"), ("␄\n", "")];

fn unseen(text: &str) -> String {
    SIGNS.iter().fold(text.to_owned(), |text, (sign, char)| text.replace(sign, char))
}

fn seen(text: &str) -> String {
    let text = if text.ends_with('\n') { text.to_owned() } else { format!("{text}␄\n") };
    SIGNS[..3].iter().fold(text, |text, (sign, char)| text.replace(char, sign))
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/migrate-forms");
    // `FORMS=flow cargo test --test main forms` reads the files whose name begins with that.
    let wanted = std::env::var("FORMS").unwrap_or_default();
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with(&wanted));
    files.sort();
    files
}

/// What stands before the first form, and the forms.
fn forms(path: &Path) -> (String, Vec<Form>) {
    let text = fs::read_to_string(path).unwrap();
    let mut parts = text.strip_suffix('\n').unwrap_or(&text).split("\n=== ");
    let about = parts.next().unwrap_or_default().to_owned();
    let forms = parts.map(|part| {
        let part = format!("{part}\n");
        let (head, text) = part.split_once('\n').unwrap_or_default();
        let (before, after) = text.split_once("--->\n").unwrap_or((text, ""));
        Form { head: head.to_owned(), before: before.to_owned(), after: after.to_owned() }
    });
    (about, forms.collect())
}

#[test]
fn every_form_becomes_what_is_written_below_it() {
    let mut wrong = vec![];
    for path in files() {
        let (about, forms) = forms(&path);
        assert!(!forms.is_empty(), "{} holds no form", path.display());
        let mut written = about;
        for form in forms {
            let after = form.becomes(&unseen(&form.before));
            if !form.has("plan") && !after.starts_with("refused: ") && after != "no section\n" {
                assert_eq!(form.becomes(&after), after, "{}: migrating twice is migrating once", form.head);
            }
            let after = seen(&after);
            if after != form.after {
                wrong.push(format!("=== {}\n{after}", form.head));
            }
            written.push_str(&format!(
                "\n=== {}\n{}--->\n{}",
                form.head,
                form.before,
                after.strip_suffix('\n').unwrap_or(&after)
            ));
        }
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&path, written + "\n").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{} forms become another:\n{}", wrong.len(), wrong.join("\n"));
}
