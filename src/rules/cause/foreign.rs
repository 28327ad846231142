//! Files that are something else than the configuration of osweb.

use super::Cause;
use crate::parse::{Format, ParsedFile};
use crate::property::name;
use crate::settings::{SECTION, Setting};
use crate::source::{SourceFile, Span};

/// How a file begins, what it then is, and what to do.
const BEGINNINGS: &[(&str, &str, &str)] = &[
    (
        "\0GITCRYPT\0",
        "the file is binary: encrypted by git-crypt",
        "Unlock the repository (`git-crypt unlock`), then check the file again.",
    ),
    (
        "version https://git-lfs.github.com/spec/",
        "the file is a pointer of Git LFS, not the configuration itself",
        "Fetch the file with `git lfs pull`, then check it again.",
    ),
    (
        "<!doctype html",
        "the file is an HTML page, such as a sign-in page, not the configuration",
        "Download the file again, signed in, and look at it before it is deployed.",
    ),
    (
        "<html",
        "the file is an HTML page, such as a sign-in page, not the configuration",
        "Download the file again, signed in, and look at it before it is deployed.",
    ),
    (
        "<head",
        "the file is an HTML page, such as a sign-in page, not the configuration",
        "Download the file again, signed in, and look at it before it is deployed.",
    ),
    ("<?xml", "the file is XML, not the configuration", "Check the YAML file of osweb."),
    (
        "$ansible_vault;",
        "the whole file is encrypted with Ansible Vault",
        "Check the decrypted text: `ansible-vault view FILE | osweb-config check -`.",
    ),
    (
        "-----begin pgp message",
        "the whole file is encrypted with PGP",
        "Check the decrypted text by standard input: `osweb-config check -`.",
    ),
    (
        "-----begin age encrypted file",
        "the whole file is encrypted with age",
        "Check the decrypted text by standard input: `osweb-config check -`.",
    ),
    (
        "age-encryption.org/",
        "the whole file is encrypted with age",
        "Check the decrypted text by standard input: `osweb-config check -`.",
    ),
    (
        "u2fsdgvkx1",
        "the whole file is encrypted with OpenSSL",
        "Check the decrypted text by standard input: `osweb-config check -`.",
    ),
    (
        "salted__",
        "the whole file is encrypted with OpenSSL",
        "Check the decrypted text by standard input: `osweb-config check -`.",
    ),
    ("pk\u{3}\u{4}", "the file is a ZIP archive", "Unpack it, and check the file inside."),
    ("%pdf-", "the file is a PDF document", "Save the text of the configuration as a file of its own."),
    ("{\\rtf", "the file is a document of a word processor (RTF)", "Save it as plain text in UTF-8."),
    ("diff --git ", "the file is a patch of git, not the file that it changes", "Apply it, and check the file."),
];

/// What the file is, if it is not the configuration. `present`: whether a setting was found in it.
pub(super) fn of(source: &SourceFile, reading: &ParsedFile, present: bool) -> Option<Cause> {
    if reading.format == Format::Registry {
        return None;
    }
    let refused = !reading.faults.is_empty();
    let begins = beginning(source, refused || !present);
    begins
        .or_else(|| conflict(source, refused && reading.format == Format::Yaml))
        .or_else(|| sops(source, reading))
        .or_else(|| if present { None } else { other_content(source, reading) })
}

/// The rule that speaks of a file without settings.
fn rule(reading: &ParsedFile) -> &'static str {
    if reading.faults.is_empty() { "missing-section" } else { "yaml-syntax" }
}

fn beginning(source: &SourceFile, wanted: bool) -> Option<Cause> {
    let text = source.text().trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let at = source.text().len() - text.len();
    let head: String = text.chars().take(48).collect::<String>().to_ascii_lowercase();
    let (begin, what, help) =
        BEGINNINGS.iter().find(|(begin, ..)| head.starts_with(&begin.to_ascii_lowercase())).filter(|_| wanted)?;
    let rule = if source.fault().is_some() { "encoding" } else { "yaml-syntax" };
    let span = if source.fault().is_some() { Span::at(0) } else { Span::new(at, at + begin.len()) };
    Some(Cause::new(rule, span, *what, *help).label("how the file begins"))
}

/// Marks of a merge that git left to be resolved.
fn conflict(source: &SourceFile, refused: bool) -> Option<Cause> {
    let sign = |sign: &[u8]| memchr::memmem::find(source.text().as_bytes(), sign).is_some();
    if !(sign(b"<<<<<<<") || refused && (sign(b"=======") || sign(b">>>>>>>") || sign(b"|||||||"))) {
        return None;
    }
    let mut marks: Vec<(Span, char)> = vec![];
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        // Where nothing else explains the refusal, the marks may have been indented since.
        let text = if refused { line.trim() } else { line.trim_end() };
        let lead = if refused { line.len() - line.trim_start().len() } else { 0 };
        let sign = text.chars().next().filter(|char| "<|=>".contains(*char));
        if let Some(sign) = sign {
            let rest = text.trim_start_matches(sign);
            if text.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(' ')) {
                marks.push((Span::new(start + lead, start + lead + text.len()), sign));
            }
        }
        start += line.len();
    }
    let (first, _) = *marks.first()?;
    let has = |sign: char| marks.iter().any(|(_, other)| *other == sign);
    // Where the file is read, a line of signs may be a text.
    if !(refused || has('<') && has('>')) {
        return None;
    }
    let (from, to) = (source.line(first.start), source.line(marks[marks.len() - 1].0.start));
    let lines = if from == to { format!("line {from}") } else { format!("lines {from}-{to}") };
    let what = if marks.len() == 1 { "the mark" } else { "the lines with marks" };
    let what = if marks.len() == 3 { "the three lines with marks" } else { what };
    Some(
        Cause::new(
            "yaml-syntax",
            first,
            format!("an unresolved merge conflict of git ({lines})"),
            format!("Keep one side and delete {what}."),
        )
        .label("a mark of git")
        .also(marks[1..].iter().map(|(span, _)| *span), "a mark, too"),
    )
}

/// Values that SOPS encrypted.
fn sops(source: &SourceFile, reading: &ParsedFile) -> Option<Cause> {
    const VALUE: &str = "ENC[AES256_GCM,";
    let text = source.text();
    let at = memchr::memmem::find(text.as_bytes(), VALUE.as_bytes())?;
    let block = text.lines().any(|line| line.trim_start().trim_start_matches('"').starts_with("sops"))
        || text.contains("sops_")
        || text.contains("\"sops\"");
    block.then(|| {
        let name = source.name();
        let rule = if reading.faults.is_empty() { "placeholder-left" } else { "yaml-syntax" };
        Cause::new(
            rule,
            Span::new(at, at + VALUE.len()),
            "the file is encrypted with SOPS, and Spring does not decrypt it",
            format!("Check the decrypted text: `sops -d {name} | osweb-config check - --stdin-filename {name}`."),
        )
        .label("encrypted")
    })
}

/// Content of another kind, of a file that holds no setting.
fn other_content(source: &SourceFile, reading: &ParsedFile) -> Option<Cause> {
    cut_off(source, reading).or_else(|| manifest(reading)).or_else(|| variables(source))
}

/// What PowerShell writes for objects that are nested deeper than it was told to look.
fn cut_off(source: &SourceFile, reading: &ParsedFile) -> Option<Cause> {
    const MARKS: &[&str] = &[
        "\"@{",
        "\"System.Object[]\"",
        "\"System.Collections.Hashtable\"",
        "\"System.Management.Automation.PSCustomObject\"",
    ];
    if !matches!(reading.format, Format::Json | Format::Actuator) {
        return None;
    }
    let text = source.text();
    let at = MARKS.iter().filter_map(|mark| text.find(mark)).min()?;
    let end = at + text[at..].find(['{', ']', '\n']).unwrap_or(2).max(2);
    let key = text[..at]
        .trim_end()
        .trim_end_matches(':')
        .trim_end()
        .trim_end_matches('"')
        .rsplit('"')
        .next()
        .unwrap_or_default();
    Some(
        Cause::new(
            "missing-section",
            Span::new(at, end),
            format!("`{key}` is `@{{…}}` or the name of a type: ConvertTo-Json has cut off what is nested deeper than its depth"),
            "Export with `ConvertTo-Json -Depth 10`, or save the answer as it is: `Invoke-WebRequest … -OutFile env.json`.",
        )
        .label("cut off here"),
    )
}

/// A manifest of Kubernetes, or a file of Docker Compose.
fn manifest(reading: &ParsedFile) -> Option<Cause> {
    let under = |first: &str| {
        reading.properties_under(|name| name.starts_with(first)).into_iter().map(|at| &reading.properties[at])
    };
    let top = |name: &str| under(name).find(|property| property.name == name);
    let below = |prefix: &str| under(prefix.trim_end_matches('.')).find(|property| property.name.starts_with(prefix));
    let inside = "Check the text inside, by standard input: `osweb-config check - --stdin-filename osweb-prod.yml`.";
    if let (Some(version), Some(kind)) = (top("apiVersion"), top("kind")) {
        let kind: String = kind.value.text.chars().filter(|char| char.is_ascii_alphanumeric()).take(40).collect();
        let span = reading.key(version.key).span;
        let message = format!("the file is a Kubernetes manifest ({kind}), not the configuration itself");
        return Some(Cause::new(rule(reading), span, message, inside).label("of Kubernetes"));
    }
    let service = below("services.").filter(|_| {
        reading
            .properties
            .iter()
            .any(|property| property.name.starts_with("services.") && property.name.ends_with(".image"))
    })?;
    let mut key = reading.key(service.key);
    while let Some(parent) = key.parent {
        key = reading.key(parent);
    }
    Some(
        Cause::new(
            rule(reading),
            key.span,
            "the file is one of Docker Compose, not the configuration itself",
            format!("Check the file that the service mounts. {inside}"),
        )
        .label("of Docker Compose"),
    )
}

/// Names of environment variables in the place of settings.
fn variables(source: &SourceFile) -> Option<Cause> {
    let prefix = name::canonical(&SECTION.replace('.', ""));
    let mut places = vec![];
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let before = |rest: &str| line.len() - rest.len();
        let rest = line.trim_start_matches([' ', '\t', '-', '"', '\'', '\u{feff}']);
        let rest = ["export ", "set ", "SET "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let end = rest.find(|char: char| !(char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_'));
        let variable = &rest[..end.unwrap_or(rest.len())];
        let canonical = variable.replace('_', "").to_ascii_lowercase();
        if variable.contains('_')
            && let Some(setting) = canonical.strip_prefix(&prefix).and_then(Setting::from_key)
        {
            let at = start + before(rest);
            places.push((Span::new(at, at + variable.len()), variable, setting));
        }
        start += line.len();
    }
    let (span, name, setting) = *places.first()?;
    Some(
        Cause::new(
            "misplaced-setting",
            span,
            format!("`{name}` is the form for an environment variable; in a file osweb looks for `{}`", setting.name()),
            "Nest the settings: `featureSwitches:`, below it `sendEmail:`, and below that the settings by their documented names; or set these names in the service's environment.",
        )
        .label("not a name of a file")
        .also(places[1..].iter().map(|(span, ..)| *span), "a variable's name, too"),
    )
}
