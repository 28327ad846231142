//! No byte of any input reaches a terminal or a CI system as a command, whichever position of whichever input it comes from.

use std::path::Path;

use osweb_config::choice::Choice;
use osweb_config::report::ReportFormat;
use osweb_config::sanitize::Commands;

use crate::common::{run, stderr, stdout};

/// What would drive a terminal, mislead a reader, or command a CI system. None has a quote, a backslash or a line end, so that each
/// fits everywhere.
const PAYLOADS: &[&str] = &[
    "\u{1b}[5;41mx\u{1b}]0;owned\u{7}\u{7f}",
    "x\u{9b}2J\u{85}::error::x",
    "\u{202e}x\u{2066}x\u{200f}x\u{61c}x\u{200b}x\u{2060}x\u{ad}x\u{fe0f}x\u{180e}x\u{feff}x",
    "x\u{2028}::error::x\u{2029}::error::x",
    "x\u{e0001}\u{e0041}x",
    "::error::x",
    "##[error]x##vso[task.prependpath]/x##VSO[x]##teamcity[buildStop]section_start:1:a section_end:1:a",
    // Words, so that wrapping puts one of them at the beginning of a line.
    "v v v v v v v v v v v v v v v v v v v v v v v v v v v v ::error::y v v v v v v v v v v v v ::error::y v v v v v v v ::y",
];

/// Files in which a payload is at `§`, as an escape where the format has one and as it is where it can be.
const PLACES: &[(&str, &str)] = &[
    (
        "osweb-prod.yml",
        "featureSwitches:\n  sendEmail:\n    smtpServer: \"§\"\n    smtpPort: \"§\"\n    smtpEncryption: \"tls§\"\n    smtpAuthentication: \"§\"\n    smtpUsername: \"a§@contoso.com\"\n    oAuthClientId: \"§\"\n    oAuthTenantId: \"§\"\n    \"§\": \"§\"\nother: \"a§b\"\n\"k§\": 1\n",
    ),
    (
        "osweb-prod.yml",
        "# §\n#§\nfeatureSwitches:\n  sendEmail:\n    smtpServer: 'a§' # §\n    smtpEncryption: tls # osweb-config: ignore[§] §\n    smtpAuthentication: LOGIN\n    smtpPassword: 'x§'\n    smtpUsername: '§'\nnote: |\n  §\n     §\n  §\n",
    ),
    (
        "osweb-prod.yml",
        "spring.config.activate.on-profile: \"prod§\"\nfeatureSwitches.sendEmail.smtpServer: \"${A§:§}\"\n---\nspring.profiles: \"§\"\n",
    ),
    (
        "osweb-prod.yml",
        "featureSwitches:\n  sendEmail:\n    smtpServer: &§ a\n    smtpEncryption: *§\n    smtpPort: !§ 587\n",
    ),
    ("osweb-prod.yml", "featureSwitches:\n  sendEmail:\n  § smtpServer: 'x\n   smtpPort: 587\n§"),
    ("osweb-prod.properties", "featureSwitches.sendEmail.smtpServer=§\nfeatureSwitches.sendEmail.§=§\n#§\n§\n"),
    (
        "actuator.json",
        "{\"propertySources\":[{\"name\":\"§\",\"properties\":{\"featureSwitches.sendEmail.smtpServer\":{\"value\":\"§\",\"origin\":\"§ [x§.yml] - 1:2\"},\"§\":{\"value\":\"§\"}}}]}\n",
    ),
    (
        "server.reg",
        "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\§]\r\n\"SMTPPort\"=\"§\"\r\n\"MailServer\"=\"§\"\r\n\"§\"=\"§\"\r\n§\r\n",
    ),
];

const MIGRATE: [&str; 7] = [
    "migrate",
    "--client-id",
    "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69",
    "--tenant-id",
    "contoso.onmicrosoft.com",
    "--client-secret-placeholder",
    "X",
];

/// Whose commands a report may be made of.
fn openings(format: ReportFormat) -> &'static [&'static str] {
    match format.commands() {
        Commands::None => &[],
        Commands::Github => &["::error ", "::warning ", "::notice "],
        Commands::Azure => &["##vso[task.logissue type=error;", "##vso[task.logissue type=warning;"],
        Commands::Teamcity => &["##teamcity[inspection typeId='", "##teamcity[inspectionType id='"],
    }
}

/// Command lines without the file. The first writes a report in every format.
fn command_lines() -> Vec<(Vec<&'static str>, &'static [&'static str])> {
    let outputs = ReportFormat::ALL.iter().map(|format| format.as_str());
    let outputs = outputs.map(|format| &*format!("--output={format}=report.{format}").leak());
    let mut lines: Vec<(Vec<&str>, &[&str])> = vec![(["check", "--verbose"].into_iter().chain(outputs).collect(), &[])];
    lines.push((vec!["check", "--format", "github"], openings(ReportFormat::Github)));
    lines.push((vec!["check", "--statistics"], &[]));
    lines.push((vec!["check", "--show-files", "--format=json"], &[]));
    lines.push((vec!["check", "--diff", "--unsafe-fixes"], &[]));
    lines.push((vec!["check", "--write-baseline=known.json"], &[]));
    lines.push((vec!["config"], &[]));
    lines.push((vec!["config", "--format=json"], &[]));
    lines.push((vec!["check", "--color=always"], &[]));
    lines.push((vec!["check", "--diff", "--color=always"], &[]));
    for rest in [&[][..], &["--all"], &["--format=json"], &["--all", "--format=json"]] {
        lines.push(([&["show"], rest].concat(), &[]));
    }
    for rest in
        [&[][..], &["--all-documents"], &["--format=json"], &["--check"], &["--username=a@contoso.com", "--server=a.b"]]
    {
        lines.push(([&MIGRATE[..], rest].concat(), &[]));
    }
    for format in ["text", "markdown", "powershell", "html"] {
        lines.push((vec!["setup", "--access", "rbac", "--format", format], &[]));
    }
    lines.push((vec!["setup"], &[]));
    lines.push((vec!["setup", "--format", "powershell", "--part", "secret"], &[]));
    lines.push((vec!["check", "--fix"], &[]));
    lines.push((vec!["migrate", "--expires", "2028-02-29", "--client-secret-placeholder", "X"], &[]));
    lines.push((vec!["rotate", "--offline", "--expires", "2028-02-29", "--client-secret-env", "NEW"], &[]));
    lines.push((vec!["rotate", "--diff", "--color=always", "--client-secret-env", "NEW"], &[]));
    #[cfg(feature = "live")]
    for format in osweb_config::probe::ProbeFormat::ALL {
        lines.push((vec!["probe", "--token-endpoint", "http://nobody.invalid/", "--format", format.as_str()], &[]));
    }
    lines
}

/// Says what of a printed text would be a command or cannot be seen.
fn fault(text: &str, own: &[&str], styles: bool) -> Option<String> {
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let bare = if styles { without_colours(line) } else { line.to_owned() };
        let harmful = |char: char| {
            char != '\t' && char.is_control()
                || matches!(char, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
        };
        if bare.chars().any(harmful) {
            return Some(format!("characters: {bare:?}"));
        }
        if bare.trim_start().starts_with("::") && !own.iter().any(|own| bare.starts_with(own)) {
            return Some(format!("a command of GitHub: {bare:?}"));
        }
        let rest = own.iter().find_map(|own| bare.strip_prefix(own)).unwrap_or(&bare);
        let lower = rest.to_ascii_lowercase();
        if ["##[", "##vso[", "##teamcity[", "section_start:", "section_end:"].iter().any(|mark| lower.contains(mark)) {
            return Some(format!("a mark: {bare:?}"));
        }
    }
    None
}

/// Takes away colours in the forms that the program uses.
fn without_colours(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((codes, rest))
                if codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';') && codes != "5;41" =>
            {
                bare.push_str(rest);
            }
            _ => bare.push_str(&format!("\u{1b}[{part}")),
        }
    }
    bare
}

fn assert_printable(folder: &Path, arguments: &[&str], own: &[&str], what: &str) {
    let output = run(folder, arguments, &[("NEW", "zR31Q~newly-made.for_the~laws-0123456789")]);
    let styles = arguments.contains(&"--color=always");
    for (stream, text, own) in [("output", stdout(&output), own), ("error", stderr(&output), &[])] {
        if let Some(fault) = fault(&text, own, styles) {
            panic!("{arguments:?}, standard {stream}, {what}\n{fault}\n{text}");
        }
    }
    for format in ReportFormat::ALL {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("report.{}", format.as_str()))) else { continue };
        if let Some(fault) = fault(&text, openings(*format), false) {
            panic!("{arguments:?}, {}, {what}\n{fault}\n{text}", format.as_str());
        }
    }
}

#[test]
fn nothing_in_a_file_is_printed_as_a_command() {
    for payload in PAYLOADS {
        let escaped: String = payload
            .chars()
            .map(|char| {
                if char.is_ascii_graphic() || char == ' ' {
                    char.to_string()
                } else {
                    format!("\\U{:08x}", u32::from(char))
                }
            })
            .collect();
        for (name, text) in PLACES {
            // YAML refuses control characters as they are, and has an escape between double quotes.
            let in_quotes = text.replace("\"§\"", &format!("\"{escaped}\"")).replace('§', &escaped);
            let as_it_is = text.replace('§', payload);
            for (number, text) in [&as_it_is, &in_quotes].into_iter().enumerate() {
                if number > 0 && *text == as_it_is {
                    continue;
                }
                for (line, own) in command_lines() {
                    if line.contains(&"setup") && !name.ends_with(".yml") {
                        continue;
                    }
                    let folder = tempfile::tempdir().expect("a folder");
                    std::fs::write(folder.path().join(name), text).expect("a file");
                    assert_printable(folder.path(), &[&line[..], &[name]].concat(), own, text);
                }
            }
        }
    }
}

/// Each option of each command, with some of the places.
#[test]
fn no_option_lets_a_command_through() {
    for (number, line) in super::lines::derived().iter().enumerate() {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let format = line.iter().find_map(|word| ReportFormat::parse(word.strip_prefix("--format=")?));
        let own = format.map_or(&[][..], openings);
        // A file that has another name is not the one of the line.
        let places: Vec<_> = PLACES.iter().filter(|(name, _)| *name == super::lines::FILE).collect();
        for (payload, (name, text)) in PAYLOADS.iter().zip(places.iter().cycle().skip(number % places.len())) {
            let folder = tempfile::tempdir().expect("a folder");
            let text = text.replace('§', payload);
            std::fs::write(folder.path().join(name), &text).expect("a file");
            assert_printable(folder.path(), &line, own, &text);
        }
    }
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_is_printed_as_a_command() {
    for payload in PAYLOADS {
        let name = format!("osweb-{}.yml", payload.replace('/', "|"));
        let bare = name[6..].to_owned();
        let text = "featureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n    smtpAuthentication: LOGIN\n    smtpPassword: a\n    smtpUsername: b\n    smtpServer: c.d\n    smtpPort: 587\n";
        for (mut line, own) in command_lines() {
            let folder = tempfile::tempdir().expect("a folder");
            for file in [&name, &bare] {
                if std::fs::write(folder.path().join(file), text).is_ok() {
                    line.push(file);
                    assert_printable(folder.path(), &line, own, file);
                    line.pop();
                }
            }
            assert_printable(folder.path(), &[&line[..], &["--", &format!("no-{name}")]].concat(), own, &name);
            if line.contains(&"--write") || line[0] == "migrate" {
                assert_printable(
                    folder.path(),
                    &[&line[..], &["--output", &name, "--write", &name]].concat(),
                    own,
                    &name,
                );
            }
        }
    }
}

#[test]
fn no_argument_is_printed_as_a_command() {
    let text = "featureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n";
    for payload in PAYLOADS {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("osweb-prod.yml"), text).expect("a file");
        std::fs::write(folder.path().join("policy.json"), format!("{{\"const\": \"{payload}\", \"{payload}\": [}}"))
            .expect("a file");
        std::fs::write(folder.path().join("base.yml"), format!("a: '\nb: {payload}\n")).expect("a file");
        let value = *payload;
        for (option, command) in [
            ("--base", "check"),
            ("--policy", "check"),
            ("--format", "check"),
            ("--profile", "check"),
            ("--select", "check"),
            ("--ignore", "check"),
            ("--output", "check"),
            ("--color", "check"),
            ("--fail-on", "check"),
            ("--input-format", "check"),
            ("--stdin-filename", "check"),
            ("--exclude", "check"),
            ("--config", "check"),
            ("--baseline", "check"),
            ("--write-baseline", "check"),
            ("--config", "config"),
            ("--profile", "show"),
            ("--base", "show"),
            ("--client-id", "migrate"),
            ("--tenant-id", "migrate"),
            ("--username", "migrate"),
            ("--server", "migrate"),
            ("--port", "migrate"),
            ("--client-secret-env", "migrate"),
            ("--client-secret-file", "migrate"),
            ("--client-secret-placeholder", "migrate"),
            ("--output", "migrate"),
            ("--sender", "setup"),
            ("--app-name", "setup"),
            ("--object-id", "setup"),
            ("--administrator", "setup"),
            ("--output", "setup"),
            ("--access", "setup"),
            ("--part", "setup"),
        ] {
            assert_printable(
                folder.path(),
                &[command, &format!("{option}={value}"), "-v", "osweb-prod.yml"],
                &[],
                option,
            );
        }
        for line in [
            &[value][..],
            &["explain", value],
            &["check", value],
            &["check", &format!("--{value}")],
            &["completions", value],
        ] {
            assert_printable(folder.path(), line, &[], "arguments");
        }
        // A project file, its text as it is and escaped, in every place.
        let escaped: String = payload.chars().map(|char| format!("\\U{:08X}", u32::from(char))).collect();
        for text in [payload.replace('\'', "|"), escaped] {
            let quote = if text.starts_with("\\U") { '"' } else { '\'' };
            let text = format!("{quote}{text}{quote}");
            let project = [
                format!("fail-on = {text}"),
                format!("select = [{text}]"),
                format!("exclude = [{text}, '**']"),
                format!("extend = {text}"),
                format!("{text} = 1"),
                format!("a = {text} {text}"),
                format!("[[files]]\npath = {text}\nprofile = {text}\nbase = {text}"),
                format!("[[files]]\npath = '*'\nprofile = {text}"),
                format!("[[files]]\npath = '*'\ninput-format = {text}"),
            ];
            for line in project {
                std::fs::write(folder.path().join("project.toml"), line).expect("a file");
                for command in [&["check", "-v", "."][..], &["config", "osweb-prod.yml"]] {
                    let line = [command, &["--config", "project.toml"]].concat();
                    assert_printable(folder.path(), &line, &[], "project file");
                }
            }
        }
        assert_printable(folder.path(), &["check", "--policy", "policy.json", "osweb-prod.yml"], &[], "policy");
        assert_printable(folder.path(), &["check", "--base", "base.yml", "osweb-prod.yml"], &[], "base");
    }
}

/// Programs read the value itself: nothing is lost in their formats.
#[test]
fn formats_for_programs_decode_to_the_same_value() {
    let (other, port) = ("a\u{202e}b\u{e0041}##vso[x]", "a##vso[x] section_start:1");
    let text = format!(
        "other: \"{other}\"\nfeatureSwitches.sendEmail:\n  smtpServer: a.b\n  smtpPort: \"{port}\"\n  smtpAuthentication: MS_OAUTH\n"
    );
    let folder = crate::common::folder_with(&text);
    let decoded = |line: &[&str]| -> serde_json::Value {
        serde_json::from_str(&stdout(&run(folder.path(), line, &[]))).expect("JSON")
    };
    let shown = decoded(&["show", "--all", "--format", "json", "osweb-prod.yml"]);
    assert_eq!(shown["properties"][0]["value"], other);
    for format in ["json", "sarif", "gitlab", "rdjson", "sonarqube"] {
        let report = decoded(&["check", "--format", format, "osweb-prod.yml"]).to_string();
        assert!(report.contains(port), "{format}: {report}");
    }
    let junit = stdout(&run(folder.path(), &["check", "--format", "junit", "osweb-prod.yml"], &[]));
    assert!(junit.contains("a#&#35;vso[x] section&#95;start:1"), "{junit}");
}
