//! README and docs/: generated parts (`UPDATE_FIXTURES=1` writes them anew), and examples that are what they say.

use std::path::Path;

use osweb_config::rules;

use crate::common::{folder_with, run, stdout, words};

/// One part is written at a time.
static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README and the pages of docs/, with their texts.
fn pages() -> Vec<(String, String)> {
    let docs = std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|end| end == "md")).chain([root().join("README.md")]);
    pages.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect()
}

/// Compares the part of a page between `<!-- name: begin -->` and `<!-- name: end -->` with what belongs there.
fn assert_part(page: &str, name: &str, expected: &str) {
    let path = root().join(page);
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let text = std::fs::read_to_string(&path).unwrap();
    let [begin, end] = ["begin", "end"].map(|side| format!("<!-- {name}: {side} -->\n"));
    let from = text.find(&begin).unwrap_or_else(|| panic!("{page} lacks {begin}")) + begin.len();
    let to = from + text[from..].find(&end).unwrap_or_else(|| panic!("{page} lacks {end}"));
    if text[from..to] != *expected {
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&path, [&text[..from], expected, &text[to..]].concat()).unwrap();
            return;
        }
        panic!(
            "the part `{name}` of {page} is old (UPDATE_FIXTURES=1 writes it):\n{}\nbelongs there:\n{expected}",
            &text[from..to]
        );
    }
}

#[test]
fn the_table_of_rules_is_complete() {
    let mut table = "\n| rule | severity | what it reports |\n| --- | --- | --- |\n".to_owned();
    for rule in rules::documented() {
        let summary = rule.page().summary.replace('\n', " ").replace('|', "\\|");
        table.push_str(&format!("| `{}` | {} | {summary} |\n", rule.name, rule.severity.word()));
    }
    assert_part("docs/rules.md", "rules", &(table + "\n"));
}

/// The first command of the README, and what it prints.
#[test]
fn the_first_command_prints_what_the_readme_shows() {
    let output = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "fixtures/osweb-prod.yml"], &[]);
    assert!(output.stderr.is_empty());
    assert_part("README.md", "transcript", &format!("\n```text\n{}```\n\n", stdout(&output)));
}

/// Before, the command, and what it plans.
#[test]
fn the_migration_goes_as_the_readme_shows() {
    let before = include_str!("../fixtures/legacy/nested-prod.yml");
    let folder = folder_with(before);
    let command = "osweb-config migrate osweb-prod.yml --client-id 3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69 \\\n    \
                   --tenant-id contoso.onmicrosoft.com --client-secret-placeholder OSWEB_MAIL_SECRET";
    let arguments: Vec<_> = command.split_whitespace().skip(1).filter(|word| *word != "\\").collect();
    let plan = stdout(&run(folder.path(), &arguments, &[]));
    let migrated = run(folder.path(), &[&arguments[..], &["--write", "--no-backup"]].concat(), &[]);
    assert!(migrated.status.success());
    assert!(
        run(folder.path(), &["check", "osweb-prod.yml"], &[]).status.success(),
        "what was written passes the check"
    );
    assert_part(
        "docs/migrate.md",
        "migration",
        &format!("\n```yaml\n{before}```\n\n```text\n$ {command}\n\n{plan}```\n\n"),
    );
}

/// The command lines of a page: lines of code that begin with the program's name, without their comments.
fn command_lines(text: &str) -> Vec<Vec<String>> {
    let joined = text.replace("\\\n", " ").replace("`\n", " ");
    let lines = joined.lines().map(|line| line.trim_start().trim_start_matches("$ "));
    // Those of other programs' configuration name the program with its folder.
    let lines =
        lines.map(|line| line.find("/usr/bin/osweb-config ").map_or(line, |at| &line[at + "/usr/bin/".len()..]));
    let commands = lines.filter(|line| line.starts_with("osweb-config "));
    commands
        .map(|line| {
            let line = line.split(" # ").next().unwrap().split("  ").next().unwrap();
            let words = words(line).into_iter().skip(1);
            words.take_while(|word| !word.starts_with(['<', '>', '|'])).collect()
        })
        .collect()
}

#[test]
fn every_documented_command_line_can_be_typed() {
    use clap::CommandFactory;
    for (page, text) in pages() {
        for words in command_lines(&text) {
            let line = std::iter::once("osweb-config".to_owned()).chain(words.iter().cloned());
            if let Err(error) = osweb_config::cli::Cli::command().try_get_matches_from(line) {
                assert!(!error.use_stderr(), "{page}: osweb-config {}: {error}", words.join(" "));
            }
        }
    }
}

#[test]
fn every_option_in_a_table_exists() {
    use clap::CommandFactory;
    let definition = osweb_config::cli::Cli::command();
    let mut known: Vec<String> = vec!["--version".into()];
    for command in std::iter::once(&definition).chain(definition.get_subcommands()) {
        known.extend(command.get_arguments().filter_map(|argument| Some(format!("--{}", argument.get_long()?))));
    }
    for (page, text) in pages() {
        for line in text.lines().filter(|line| line.starts_with("| `--")) {
            let words = line.split(|char: char| !(char.is_ascii_alphanumeric() || char == '-'));
            for word in words.filter(|word| word.starts_with("--") && !word.chars().all(|char| char == '-')) {
                assert!(known.iter().any(|option| option == word), "{page} names {word}: {line}");
            }
        }
    }
}

#[test]
fn the_readme_is_a_first_page() {
    let bytes = std::fs::metadata(root().join("README.md")).unwrap().len();
    assert!(bytes <= 12 * 1024, "README.md has {bytes} bytes; what is more belongs into docs/");
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    for (page, text) in pages() {
        let folder = Path::new(&page).parent().unwrap();
        for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let file = link.split('#').next().unwrap();
            let inside = !file.is_empty() && !file.contains("://");
            assert!(!inside || folder.join(file).exists(), "{page}: {link}");
        }
    }
}

#[test]
fn the_policy_shown_is_the_fixture() {
    let page = std::fs::read_to_string(root().join("docs/policy.md")).unwrap();
    let policy = std::fs::read_to_string(root().join("fixtures/rules/policy/policy.yml")).unwrap();
    assert!(
        page.contains(&format!("\n```yaml\n{policy}```\n")),
        "docs/policy.md shows another policy than the fixture"
    );
}
